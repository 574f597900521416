"""ics: when the actions of an institution are due, as events that any calendar takes and updates."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from rutaplan.derive.vencimiento import due
from rutaplan.model import Accion
from rutaplan.plan import Plan

_FIRST_DAY = date(2000, 1, 1)


def write_calendar(plan: Plan, institucion: str, acciones: Iterable[Accion], corte: date) -> bytes:
    """The bytes of a calendar with a whole day for each action that has a date; nothing where none has.

    What is taken in a second time takes the place of what was: an event is known by action, institution and
    workshop, and later cut-off dates count as later states of it. The same plan gives the same bytes.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//rutaplan//plazos//ES")
    calendar.add("version", "2.0")
    for accion in acciones:
        if fecha := due(plan, accion).fecha:
            calendar.add_component(_event(plan, institucion, accion, fecha, corte))
    return calendar.to_ical() if calendar.subcomponents else b""


def _event(plan: Plan, institucion: str, accion: Accion, fecha: date, corte: date) -> Event:
    event = Event()
    event.add("uid", f"{accion.id.lower()}.{institucion}.{_workshop(plan)}@rutaplan")
    event.add("dtstamp", datetime(corte.year, corte.month, corte.day, tzinfo=UTC))
    event.add("sequence", max((corte - _FIRST_DAY).days, 0))
    event.add("dtstart", fecha)
    if fecha < date.max:
        event.add("dtend", fecha + timedelta(days=1))
    event.add("summary", f"Vence {accion.id}")
    event.add("description", accion.texto)
    event.add("transp", "TRANSPARENT")
    return event


def _workshop(plan: Plan) -> str:
    """What keeps the actions of two workshops apart in one calendar."""
    return hashlib.blake2b(plan.taller.titulo.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
