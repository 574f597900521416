"""vencimiento: when an action is due, and where it stands at a cut-off date. Nothing of it is stored."""

from datetime import MAXYEAR, date
from typing import Literal, NamedTuple, TypeAlias

from rutaplan.derive import BASES, fecha_breve, fecha_label, plazo_label, silencio_label
from rutaplan.derive.seguimiento import CUMPLIDA, follow
from rutaplan.model import NO_CONSTA, Accion
from rutaplan.plan import Plan

AVISO_DIAS = 90
_DESDE = {"taller": "el fin del taller", "aprobacion": "la aprobación"}
"""How sentences call each base."""
Vencimiento: TypeAlias = Literal["vencida", "por_vencer", "vigente", "sin_fecha", "cerrada"]


class Vence(NamedTuple):
    """When an action is due; or, with no date, why there is none."""

    fecha: date | None
    falta: str = ""


def day_of(plan: Plan) -> date:
    """The day at which a plan is looked at: today where nobody said another."""
    return plan.corte or date.today()  # noqa: DTZ011 - the day of who asks


def due(plan: Plan, accion: Accion) -> Vence:
    """Count the plazo from its base: the same day of the month, or its last one where there is none."""
    if not isinstance(accion.plazo_meses, int):
        return Vence(None, f"el plazo, {plazo_label(accion.plazo_meses)}")
    since = base(plan, accion)
    if not isinstance(since, date):
        said = f", {silencio_label(since)}" if since else ""
        return Vence(None, f"falta «{BASES.get(str(accion.desde), 'plazo_desde')}»{said}")
    fecha = add_months(since, accion.plazo_meses)
    return Vence(fecha) if fecha else Vence(None, f"pasa del año {MAXYEAR}")


def base(plan: Plan, accion: Accion) -> date | str | None:
    """The day from which a plazo is counted; or the silence in its place."""
    desde = accion.desde
    return getattr(plan.taller, BASES[desde]) if isinstance(desde, str) and desde in BASES else desde


def is_due_later(plan: Plan, otra: Accion, accion: Accion) -> bool:
    """Whether another action is surely due after one: by their days, or by months from the same base."""
    if otra.desde == accion.desde:
        ours, theirs = accion.plazo_meses, otra.plazo_meses
        return isinstance(ours, int) and isinstance(theirs, int) and theirs > ours
    mine, other = due(plan, accion).fecha, due(plan, otra).fecha
    return mine is not None and other is not None and other > mine


def desde_label(accion: Accion) -> str:
    """Say from when the months of an action are counted: "el fin del taller", "el 1 de marzo de 2027"."""
    desde = accion.desde
    return f"el {fecha_label(desde)}" if isinstance(desde, date) else _DESDE.get(desde, "una fecha que falta")


def vence_label(plan: Plan, accion: Accion) -> str:
    """Write the day on which an action is due; nothing where nobody can know it."""
    fecha = due(plan, accion).fecha
    return fecha_label(fecha) if fecha else ""


def vence_breve(plan: Plan, accion: Accion) -> str:
    """The same, for a narrow cell."""
    fecha = due(plan, accion).fecha
    return fecha_breve(fecha) if fecha else ""


def sin_base(plan: Plan) -> tuple[str, ...]:
    """Say, once for each base without a date, that nobody knows yet when its plazos are due."""
    used = {each.desde for each in plan.acciones if isinstance(each.plazo_meses, int)}
    silences = {desde: getattr(plan.taller, BASES[desde]) for desde in _DESDE if desde in used}
    return tuple(
        f"Los plazos que se cuentan desde {_DESDE[desde]} no tienen todavía una fecha de vencimiento: "
        f"la de {_DESDE[desde].removeprefix('el ')} "
        f"{'no consta' if value == NO_CONSTA else 'está por definir'}."
        for desde, value in silences.items()
        if not isinstance(value, date)
    )


def add_months(day: date, months: int) -> date | None:
    """The same day some months later, or the month's last; None past the end of the calendar."""
    from calendar import monthrange  # noqa: PLC0415 - it loads slowly, and a plan may have no date

    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > MAXYEAR:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def vencimiento(plan: Plan, accion: Accion, corte: date) -> Vencimiento:
    """Where an action stands at a cut-off date.

    cerrada: nothing more is due, since all report it cumplida or it was decided to suspend or discard it.
    One report of suspendida closes nothing: it must never hide that an action is late.
    """
    if accion.is_retirada or follow(plan, accion, corte).estado == CUMPLIDA:
        return "cerrada"
    fecha = due(plan, accion).fecha
    if fecha is None:
        return "sin_fecha"
    left = (fecha - corte).days
    if left < 0:
        return "vencida"
    return "por_vencer" if left <= aviso_dias(plan) else "vigente"


def aviso_dias(plan: Plan) -> int:
    """From how many days before it is due an action is por_vencer."""
    asked = plan.taller.seguimiento and plan.taller.seguimiento.aviso_dias
    return asked if isinstance(asked, int) else AVISO_DIAS


def vencimiento_label(plan: Plan, accion: Accion, corte: date) -> str:
    """Say when an action is due and where it stands; nothing while its plazo is no number."""
    if not isinstance(accion.plazo_meses, int):
        return ""
    vence = due(plan, accion)
    if vence.fecha is None:
        return f"sin fecha: {vence.falta}"
    where = vencimiento(plan, accion, corte)
    said = "" if where == "cerrada" else f", {silencio_label(where).replace('_', ' ')}"
    return f"{fecha_label(vence.fecha)}{said} (al {fecha_label(corte)})"
