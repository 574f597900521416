"""entrega: the reports of papers beside those that the plan has: which are new, and which differ.

A report is never written over: a second answer of one body on one action at one date that says another thing
is a conflict, and becomes a further report only where the call prefers the paper.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rutaplan.edit.setting import Valor
from rutaplan.importers.account import Claim, Fate
from rutaplan.importers.informes import Informe, Recibido
from rutaplan.importers.proposal import CONFLICT, LEFT, PAPER, PLAN
from rutaplan.model import Avance
from rutaplan.plan import Plan

DICHO = ("estado", "texto", "evidencia", "obstaculos")
"""What an institution says in a report; all else says which one it is, and where it came from."""
_DIFFERS = "ya hay un informe de esa fecha que dice otra cosa"


@dataclass(slots=True)
class Entrega:
    """One paper's part: its new reports, how many are equal, and those that differ, with what is there."""

    recibido: Recibido
    nuevos: list[Informe] = field(default_factory=list)
    iguales: list[Informe] = field(default_factory=list)
    distintos: list[tuple[Informe, Mapping[str, Valor]]] = field(default_factory=list)
    rechazados: list[tuple[Informe, str]] = field(default_factory=list)
    prefer: str = ""

    def claims(self) -> Iterator[Claim]:
        """Where the words of the paper end."""
        yield from self.recibido.notes.claims
        for each in (*self.nuevos, *self.iguales):
            yield Claim(Fate.TAKEN, each.pieces)
        reason = LEFT if self.prefer == PLAN else f"{CONFLICT}: {_DIFFERS}"
        for each, _ in self.distintos:
            yield Claim(Fate.TOLD, each.pieces, None, reason, each.place)
        for each, why in self.rechazados:
            yield Claim(Fate.TOLD, each.pieces, None, why, each.place)

    def refuse(self, informe: Informe, why: str) -> None:
        """Take out what cannot be written; its words are told instead."""
        self.nuevos.remove(informe)
        self.rechazados.append((informe, why))


class Entregas:
    """Compares papers, one after another, with the plan and with one another."""

    def __init__(self, plan: Plan, prefer: str) -> None:
        self._plan, self._prefer = plan, prefer
        self._accepted: dict[tuple[str, str, str], list[Mapping[str, Valor]]] = {}

    def compare(self, recibido: Recibido) -> Entrega:
        """Tell apart the reports of a paper. What is new here is there for the papers after it."""
        result = Entrega(recibido, prefer=self._prefer)
        for each in recibido.informes:
            known = self._known(each)
            said = _said(each.valores)
            if any(_said(there) == said for there in known):
                result.iguales.append(each)
            elif known and self._prefer != PAPER:
                result.distintos.append((each, known[-1]))
            else:
                result.nuevos.append(each)
                known.append(each.valores)
        return result

    def _known(self, informe: Informe) -> list[Mapping[str, Valor]]:
        """The reports of that action, body and day, the plan's and those that came before in this call."""
        key = (informe.accion, informe.institucion, informe.corte.isoformat())
        if key not in self._accepted:
            self._accepted[key] = [
                _values(each)
                for each in self._plan.avances_by_accion.get(informe.accion, ())
                if each.reporta == informe.institucion and each.fecha == informe.corte
            ]
        return self._accepted[key]


def _values(avance: Avance) -> Mapping[str, Valor]:
    return {campo: value for campo in DICHO if (value := getattr(avance, campo)) is not None}


def _said(values: Mapping[str, Valor]) -> Sequence[str]:
    """What a report says, as people compare it: white space does not count."""
    return [_flat(values.get(campo, "")) for campo in DICHO]


def _flat(value: Valor) -> str:
    return " ".join((" ".join(map(str, value)) if isinstance(value, tuple) else str(value)).split())
