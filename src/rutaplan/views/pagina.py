"""pagina: what every document's page has, and the common templates print."""

from dataclasses import dataclass
from typing import Any

from rutaplan.views.encabezado import Encabezado, build_encabezado
from rutaplan.views.fila import Filas, Nota
from rutaplan.views.pie import convenciones, cuentas, origen, sin_acciones


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagina:
    """The parts that all pages share; each document adds its own.

    titulo is the whole title, documento says which paper it is. vacia is the sentence that stands in
    place of the content when there is none, and empty when there is some.
    """

    titulo: str
    documento: str
    encabezado: Encabezado
    cuentas: str
    vacia: str
    notas: tuple[Nota, ...]
    siglas: tuple[str, ...]
    convenciones: tuple[str, ...]
    origen: str


def common(filas: Filas, documento: str, *own: str, **others: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of Pagina
    """Fill in what all pages share, once their rows are made. own: conventions; others: in their place."""
    plan = filas.plan
    encabezado = build_encabezado(plan)
    return {
        "titulo": f"{documento}: {encabezado.titulo}",
        "documento": documento,
        "encabezado": encabezado,
        "cuentas": cuentas(plan),
        "vacia": sin_acciones(plan),
        "notas": filas.notas,
        "siglas": filas.siglas(),
        "convenciones": convenciones(plan, *own),
        "origen": origen(plan),
        **others,
    }
