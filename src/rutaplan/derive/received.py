"""received: the reports that came between two states of a plan, and those that were changed or went.

A report is its file, under the names that its action and its body have now. The list that an action once
had counts as reports: an entry that became a file is the same report.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from rutaplan.model import Avance, fields
from rutaplan.plan import Plan, by_key
from rutaplan.retired import entries

_ENTRY = ("accion", "fecha", "reporta", "estado", "texto")
_NAME = re.compile(r"([^/]+)/([0-9]{4}-[0-9]{2}-[0-9]{2})-(.+?)((?:-[0-9]+)?\.yaml)")


class Reported(NamedTuple):
    """A report: of what, of which day, whose, and what it says.

    avance: its sheet; None of an entry of a list. campo: the first that says another thing, of a sheet that
    was changed.
    """

    accion: str
    fecha: str
    reporta: str
    estado: str
    texto: str
    avance: Avance | None = None
    campo: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """Reports that came, that say another thing than they did, and that are gone."""

    llegados: tuple[Reported, ...] = ()
    cambiados: tuple[Reported, ...] = ()
    borrados: tuple[Reported, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.llegados or self.cambiados or self.borrados)

    def __add__(self, other: "Received") -> "Received":
        return Received(
            self.llegados + other.llegados, self.cambiados + other.cambiados, self.borrados + other.borrados
        )


def compare_avances(
    antes: Plan, ahora: Plan, acciones: Mapping[str, str], bodies: Mapping[str, str]
) -> dict[str, Received]:
    """What came of the reports, by action; acciones, bodies: what each came to be called."""
    same = {id(each) for each in antes.avances} & {id(each) for each in ahora.avances}
    old = dict(_reports(antes, same, acciones, bodies))
    new = dict(_reports(ahora, same, {}, {}))
    reports = _only(new, old, antes), _changed(old, new), _only(old, new, ahora)
    came, changed, gone = (by_key((each.accion, each) for each in some) for some in reports)
    return {
        accion: Received(came.get(accion, ()), changed.get(accion, ()), gone.get(accion, ()))
        for accion in dict.fromkeys((*came, *changed, *gone))
    }


def _reports(
    plan: Plan, same: Collection[int], acciones: Mapping[str, str], bodies: Mapping[str, str]
) -> Iterator[tuple[str, Reported]]:
    """All reports of a plan but some, by their place now, and after them those of the lists of actions."""
    for each in plan.avances:
        if id(each) not in same:
            place = each.archivo.removeprefix(plan.reports)
            if named := _NAME.fullmatch(place):
                accion, fecha, body, end = named.groups()
                place = f"{acciones.get(accion, accion)}/{fecha}-{bodies.get(body, body)}{end}"
            who = (
                acciones.get(each.accion, each.accion),
                str(each.fecha),
                bodies.get(each.reporta, each.reporta),
            )
            yield place, Reported(*who, each.estado, each.texto, each)
    for accion in plan.enteras:
        if any(hole[:1] == ("avances",) for hole in plan.holes.get(accion.archivo, ())):
            for entry in entries(plan.sources[accion.archivo]):
                ident = acciones.get(accion.id, accion.id)
                fecha, reporta, estado, texto = (entry.get(key, "") for key in _ENTRY[1:])
                body = bodies.get(reporta, reporta)
                yield f"{ident}/{fecha}-{body}.yaml", Reported(ident, fecha, body, estado, texto)


def _only(these: Mapping[str, Reported], those: Mapping[str, Reported], other: Plan) -> Iterator[Reported]:
    """The reports of one state that are not in the other: neither there unread, nor in a list or from one."""
    said = by_key(((each.accion, each.fecha, each.texto), each) for each in those.values())
    for place, each in these.items():
        alike = said.get((each.accion, each.fecha, each.texto), ())
        is_listed = any(each.avance is None or found.avance is None for found in alike)
        is_there = place in those or f"{other.reports}{place}" in other.unread
        if not is_there and not is_listed:
            yield each


def _changed(old: Mapping[str, Reported], new: Mapping[str, Reported]) -> Iterator[Reported]:
    """The reports that say another thing than they did; an entry of a list has no field to point at."""
    for place, each in new.items():
        campo = _first_change(old[place], each) if place in old else ""
        if campo:
            is_sheet = each.avance is not None and old[place].avance is not None
            yield each._replace(campo=campo if is_sheet else "")


def _first_change(old: Reported, new: Reported) -> str:
    """The first field that says another thing; nothing if none does."""
    for campo in _ENTRY:
        if getattr(old, campo) != getattr(new, campo):
            return campo
    others = [campo for campo in fields(Avance) if campo not in _ENTRY] if old.avance and new.avance else ()
    return next((each for each in others if getattr(old.avance, each) != getattr(new.avance, each)), "")
