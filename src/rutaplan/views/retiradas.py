"""retiradas: the actions that were suspended or discarded: asked of nobody, not counted, told with why."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rutaplan.derive import estado_words, fecha_label, plural
from rutaplan.derive.titles import title_of
from rutaplan.model import RETIRADAS, SILENCIOS, Accion
from rutaplan.plan import Plan
from rutaplan.views.bloques import ID, Bloque, Celda, Columna, Parrafo, Tabla, Titulo
from rutaplan.views.fila import Filas

QUE_SON = "Se suspendieron o se descartaron: no se piden a nadie ni entran en las cuentas."
_COLUMNAS = (
    ID,
    Columna(title_of("texto"), campo="texto"),
    # With its motive: in a column of its own it would come back as a change, once the plan says another.
    Columna(title_of("estado"), 80, campo="estado"),
)


def vigentes(plan: Plan) -> Plan:
    """The plan without what was withdrawn."""
    kept = tuple(accion for accion in plan.acciones if not is_retirada(accion))
    return replace(plan, acciones=kept, todas=plan.enteras)


def is_retirada(accion: Accion) -> bool:
    """Whether nobody is asked for an action any more."""
    return accion.estado in RETIRADAS


def build_retiradas(filas: Filas, acciones: Iterable[Accion], *, huellas: bool = True) -> Iterator[Bloque]:
    """The section of what was withdrawn among some actions, which stands after the rest.

    huellas: for papers that come back.
    """
    rows = tuple(_fila(filas, each, huellas=huellas) for each in acciones if is_retirada(each))
    if rows:
        yield Titulo(f"Retiradas: {plural(len(rows), 'acción', 'acciones')}")
        yield Parrafo(QUE_SON, "discreto")
        yield Tabla("Acciones retiradas", _COLUMNAS, rows)


def retirada_label(accion: Accion) -> str:
    """Say that an action was withdrawn, since when and why; nothing of any other."""
    since = " ".join(filter(None, (estado_words(accion.estado).capitalize(), _since(accion))))
    return ": ".join(filter(None, (since, _motivo(accion)))) if is_retirada(accion) else ""


def _fila(filas: Filas, accion: Accion, *, huellas: bool) -> tuple[Celda, ...]:
    return (
        filas.ident(accion, huellas=huellas),
        filas.texto(accion),
        Celda(estado_words(accion.estado), menudo=": ".join(filter(None, (_since(accion), _motivo(accion))))),
    )


def _since(accion: Accion) -> str:
    since = accion.estado_desde
    return f"desde el {fecha_label(since)}" if since and not isinstance(since, str) else ""


def _motivo(accion: Accion) -> str:
    return "" if accion.motivo in SILENCIOS else accion.motivo or ""
