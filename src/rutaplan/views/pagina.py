"""pagina: what every document's page has: its top, its counts, its notes, and what it says of itself."""

from dataclasses import dataclass
from typing import Any

from rutaplan.derive import count_niveles, plural
from rutaplan.derive.pendientes import count_faltas
from rutaplan.model import SILENCIOS
from rutaplan.plan import Plan
from rutaplan.views.encabezado import Encabezado, build_encabezado
from rutaplan.views.fila import Filas, Nota

SIN_ACCIONES = "No hay acciones en este documento: el plan no las tiene, o ninguna cumple lo pedido."


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


def sin_acciones(plan: Plan) -> str:
    """The sentence of a document without actions; nothing if it has any."""
    return "" if plan.acciones else SIN_ACCIONES


def ausencia(plan: Plan, place: str, *, none: str = "", **where: str) -> str:
    """Say that there are no actions of a place, "de este eje", or that none of those there was chosen.

    none: what is said in place of the first. where: the eje, nivel or grupo, by the action's own field.
    """
    for accion in plan.enteras:
        if all(getattr(accion, campo) == value for campo, value in where.items()):
            return f"Ninguna acción {place} cumple lo pedido."
    return none or f"No hay acciones {place}."


def cuentas(plan: Plan) -> str:
    """Count the actions by nivel, and what the workshop asks for that is still por_definir."""
    total = plural(len(plan.acciones), "acción", "acciones")
    niveles = count_niveles(plan, plan.acciones)
    line = f"{total}: {niveles}." if niveles else f"{total}."
    missing = count_faltas(plan, plan.acciones)
    return f"{line} Por definir: {missing}." if missing else line


def convenciones(plan: Plan, *own: str) -> tuple[str, ...]:
    """How to read the document: the horizons, what is its own, and the mends proposed for its heading."""
    bounds = plan.taller.horizontes
    horizons = (
        f"Horizontes: corto plazo, hasta {plural(bounds.corto, 'mes', 'meses')}; "
        f"mediano plazo, hasta {bounds.mediano}; largo plazo, más de {bounds.mediano}. "
        "Es una convención de este taller."
    )
    mends = build_encabezado(plan).erratas
    title = (f"Corrección propuesta al título o al objetivo, no aplicada: {mends}.",) if mends else ()
    return (horizons, *own, *title)


def origen(plan: Plan) -> str:
    """Tell the program, and the document that the plan comes from."""
    source = plan.taller.documento_origen
    return (
        "Hecho con rutaplan." if source in SILENCIOS else f"Hecho con rutaplan. Documento de origen: {source}"
    )


@dataclass(frozen=True, slots=True)
class Cuenta:
    """A row of a small table of counts; celdas as many as that has columns after the first."""

    titulo: str
    celdas: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cuadro:
    """The table: its rows, and their sums below."""

    titulo: str
    columnas: tuple[str, ...]
    filas: tuple[Cuenta, ...]
    total: Cuenta
