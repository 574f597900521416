"""retiradas: the actions that were suspended or discarded: asked of nobody, not counted, told with why."""

from collections.abc import Iterable, Iterator

from rutaplan.derive import plural
from rutaplan.model import Accion
from rutaplan.plan import Plan
from rutaplan.views.bloques import Bloque, Parrafo, Titulo
from rutaplan.views.columnas import below, column
from rutaplan.views.fila import Filas
from rutaplan.views.placing import make_tabla

QUE_SON = "Se suspendieron o se descartaron: no se piden a nadie ni entran en las cuentas."
_COLUMNAS = (
    column("id"),
    column("texto"),
    below("texto", "llamada"),
    # With its motive: in a column of its own it would come back as a change, once the plan says another.
    column("estado", 80),
    below("estado", "motivo"),
)


def vigentes(plan: Plan) -> Plan:
    """The plan without what was withdrawn."""
    return plan.part(plan.vigentes)


def last_retiradas(plan: Plan) -> tuple[Accion, ...]:
    """The actions in order, and after the rest what was withdrawn."""
    return tuple(sorted(plan.acciones, key=lambda accion: accion.is_retirada))  # False is before True


def build_retiradas(filas: Filas, acciones: Iterable[Accion], *, huellas: bool = True) -> Iterator[Bloque]:
    """The section of what was withdrawn among some actions, which stands after the rest.

    huellas: for papers that come back.
    """
    gone = [each for each in acciones if each.is_retirada]
    if gone:
        yield Titulo(f"Retiradas: {plural(len(gone), 'acción', 'acciones')}")
        yield Parrafo(QUE_SON, "discreto")
        columnas = (*_COLUMNAS, below("id", "huella")) if huellas else _COLUMNAS
        yield make_tabla(filas, "Acciones retiradas", columnas, gone)
