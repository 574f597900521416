"""pagina: what every document's page has, and the common templates print."""

from dataclasses import dataclass

from rutaplan.views.encabezado import Encabezado
from rutaplan.views.fila import Nota


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
