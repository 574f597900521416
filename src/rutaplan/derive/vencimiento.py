"""vencimiento: when an action is due, and where it stands at a cut-off date. Nothing of it is stored."""

from calendar import monthrange
from datetime import MAXYEAR, date
from typing import Literal, NamedTuple, TypeAlias

from rutaplan.derive import BASES, fecha_label, plazo_label, silencio_label
from rutaplan.derive.seguimiento import CUMPLIDA, follow
from rutaplan.model import RETIRADAS, Accion
from rutaplan.plan import Plan

AVISO_DIAS = 90
Vencimiento: TypeAlias = Literal["vencida", "por_vencer", "vigente", "sin_fecha", "cerrada"]


class Vence(NamedTuple):
    """When an action is due; or, with no date, why there is none."""

    fecha: date | None
    falta: str = ""


def due(plan: Plan, accion: Accion) -> Vence:
    """Count the plazo from its base: the same day of the month, or its last one where there is none."""
    if not isinstance(accion.plazo_meses, int):
        return Vence(None, f"el plazo, {plazo_label(accion.plazo_meses)}")
    desde = accion.plazo_desde or "taller"
    campo = BASES.get(str(desde))
    base = getattr(plan.taller, campo) if campo else desde
    if not isinstance(base, date):
        said = f", {silencio_label(base)}" if base else ""
        return Vence(None, f"falta «{campo or 'plazo_desde'}»{said}")
    fecha = add_months(base, accion.plazo_meses)
    return Vence(fecha) if fecha else Vence(None, f"pasa del año {MAXYEAR}")


def add_months(day: date, months: int) -> date | None:
    """The same day some months later, or the month's last; None past the end of the calendar."""
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
    if accion.estado in RETIRADAS or follow(plan, accion, corte).estado == CUMPLIDA:
        return "cerrada"
    fecha = due(plan, accion).fecha
    if fecha is None:
        return "sin_fecha"
    asked = plan.taller.seguimiento and plan.taller.seguimiento.aviso_dias
    left = (fecha - corte).days
    if left < 0:
        return "vencida"
    return "por_vencer" if left <= (asked if isinstance(asked, int) else AVISO_DIAS) else "vigente"


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
