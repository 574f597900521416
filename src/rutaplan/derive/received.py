"""received: the reports that came between two states of a plan, and those that were changed or went.

The list that an action once had counts as reports: one that became a file is the same report.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from rutaplan.plan import Plan
from rutaplan.retired import entries

_ENTRY = ("fecha", "reporta", "estado", "texto")


class Reported(NamedTuple):
    """A report: whose, of which day, and what it says; vez: which of that day.

    otros: all else that it says; None of the entry of a list, which had no more to say.
    """

    accion: str
    fecha: str
    reporta: str
    estado: str
    texto: str
    vez: int = 1
    otros: str | None = ""

    @property
    def key(self) -> tuple[str, str, str, int]:
        """What says which one it is."""
        return self.accion, self.fecha, self.reporta, self.vez


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
    """What came of the reports, by action; by the names that actions and bodies have now."""
    same = {id(each) for each in antes.avances} & {id(each) for each in ahora.avances}
    old = {
        each.key: each
        for told in _reports(antes, same)
        for each in [
            told._replace(
                accion=acciones.get(told.accion, told.accion), reporta=bodies.get(told.reporta, told.reporta)
            )
        ]
    }
    new = {each.key: each for each in _reports(ahora, same)}
    said = {(each.accion, each.fecha, each.texto) for each in new.values()}
    once = {(each.accion, each.fecha, each.texto) for each in old.values()}
    found: dict[str, Received] = {}
    for key, each in new.items():
        if key not in old and (each.accion, each.fecha, each.texto) not in once:
            found[each.accion] = found.get(each.accion, Received()) + Received(llegados=(each,))
        elif key in old and old[key] not in {each, each._replace(otros=None)}:
            found[each.accion] = found.get(each.accion, Received()) + Received(cambiados=(each,))
    for key, each in old.items():
        if key not in new and (each.accion, each.fecha, each.texto) not in said:
            found[each.accion] = found.get(each.accion, Received()) + Received(borrados=(each,))
    return found


def _reports(plan: Plan, same: set[int]) -> Iterator[Reported]:
    """All reports of a plan but some, and after them those of the lists that actions once had."""
    for each in plan.avances:
        if id(each) not in same:
            more = each.model_dump(exclude={"accion", *_ENTRY}, exclude_none=True)
            yield Reported(
                each.accion,
                str(each.fecha),
                each.reporta,
                each.estado,
                each.texto,
                each.vez,
                repr(more) if more else "",
            )
    for accion in plan.enteras:
        if any(hole[:1] == ("avances",) for hole in plan.holes.get(accion.archivo, ())):
            for entry in entries(plan.sources[accion.archivo]):
                fecha, reporta, estado, texto = (entry.get(key, "") for key in _ENTRY)
                yield Reported(accion.id, fecha, reporta, estado, texto, otros=None)
