"""retiradas: the actions that were suspended or discarded: asked of nobody, not counted, told with why."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rutaplan.derive import plural
from rutaplan.model import Accion
from rutaplan.plan import Plan
from rutaplan.views.bloques import Bloque, Parrafo, Titulo
from rutaplan.views.columnas import below, column
from rutaplan.views.fila import Filas, is_retirada
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
    kept = tuple(accion for accion in plan.acciones if not is_retirada(accion))
    return replace(plan, acciones=kept, todas=plan.enteras)


def last_retiradas(plan: Plan) -> tuple[Accion, ...]:
    """The actions in order, and after the rest what was withdrawn."""
    return tuple(sorted(plan.acciones, key=is_retirada))  # False is before True


def build_retiradas(filas: Filas, acciones: Iterable[Accion], *, huellas: bool = True) -> Iterator[Bloque]:
    """The section of what was withdrawn among some actions, which stands after the rest.

    huellas: for papers that come back.
    """
    gone = [each for each in acciones if is_retirada(each)]
    if gone:
        yield Titulo(f"Retiradas: {plural(len(gone), 'acción', 'acciones')}")
        yield Parrafo(QUE_SON, "discreto")
        columnas = (*_COLUMNAS, below("id", "huella")) if huellas else _COLUMNAS
        yield make_tabla(filas, "Acciones retiradas", columnas, gone)
