"""tiempos: when each action can begin and when it is due, and the words for what it waits for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rutaplan.derive import BASES, enumerate_words, plazo_label
from rutaplan.derive.vencimiento import base, desde_label, due, is_due_later, vence_breve
from rutaplan.model import Accion
from rutaplan.plan import Plan
from rutaplan.views.documents.calendario import month_of

CALENDARIO = "calendario"
"""The scale of what has a date; the others are those of BASES, each in months from a day that is unknown."""
ESCALAS = (CALENDARIO, *BASES)


@dataclass(frozen=True, slots=True)
class Lapso:
    """From when a plazo is counted until the action is due, in months on a scale."""

    escala: str
    desde: float
    vence: float


class Tiempos:
    """When the actions of a plan can begin and are due, whatever their bases."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.lapsos: Mapping[str, Lapso | None] = {each.id: _lapso(plan, each) for each in plan.enteras}

    def start(self, accion: Accion, own: Lapso) -> float:
        """When it can begin: at its base, or once all it waits for is due; at its end if nobody can tell."""
        waits = [self.lapsos[each.id] for each in self._waits(accion)]
        ends = [each.vence for each in waits if each and each.escala == own.escala and each.vence < own.vence]
        return max([own.desde, *ends]) if len(ends) == len(waits) else own.vence

    def after_label(self, accion: Accion) -> str:
        """Tell what an action waits for, and until when; and, apart, what is due only after it."""
        waits, signed = self._waits(accion), ", sugerido" if accion.is_sugerido("depende_de") else ""
        before = [self._dated(each) for each in waits if not is_due_later(self._plan, each, accion)]
        later = [self._dated(each) for each in waits if is_due_later(self._plan, each, accion)]
        gone = [each.id for each in self._dependencias(accion) if each.is_retirada]
        said = []
        if before:
            said.append(f"Después de {enumerate_words(before)}{signed}.")
        if later:
            verb = "vence" if len(later) == 1 else "vencen"
            advice = "conviene revisar las fechas"
            said.append(
                f"Depende de {enumerate_words(later)}{signed}, que {verb} después que ella: {advice}."
            )
        if gone:
            verb = "se retiró" if len(gone) == 1 else "se retiraron"
            said.append(f"Dependía de {enumerate_words(gone)}, que {verb}.")
        return " ".join(said)

    def _dated(self, otra: Accion) -> str:
        return f"{otra.id} ({self._until(otra)})"

    def _until(self, otra: Accion) -> str:
        """Say when another action is due, as exactly as is known."""
        plazo = plazo_label(otra.plazo_meses)
        if not isinstance(otra.plazo_meses, int):
            return f"plazo {plazo}"
        return vence_breve(self._plan, otra) or f"{plazo} desde {desde_label(otra)}"

    def _waits(self, accion: Accion) -> list[Accion]:
        return [each for each in self._dependencias(accion) if not each.is_retirada]

    def _dependencias(self, accion: Accion) -> list[Accion]:
        """What it depends on; all of the plan counts, also what a filter leaves out of this document."""
        known = self._plan.accion_by_id
        return [known[ident] for ident in dict.fromkeys(accion.depende_de or ()) if ident in known]


def _lapso(plan: Plan, accion: Accion) -> Lapso | None:
    """Find where an action stands; None if it has no plazo, or no day of any calendar is its end."""
    if not isinstance(accion.plazo_meses, int):
        return None
    since, fecha = base(plan, accion), due(plan, accion).fecha
    if isinstance(since, date):
        return Lapso(CALENDARIO, month_of(since), month_of(fecha)) if fecha else None
    desde = accion.plazo_desde or "taller"
    return Lapso(desde, 0, accion.plazo_meses) if isinstance(desde, str) and desde in BASES else None


def in_order(acciones: Sequence[Accion]) -> list[Accion]:
    """Move each action behind those it depends on, and no more than that; a circle stays as it is."""
    by_id: Mapping[str, Accion] = {accion.id: accion for accion in acciones}
    done: dict[str, Accion] = {}
    for first in acciones:
        path: list[Accion] = [first]
        walking = {first.id}
        while path:
            accion = path[-1]
            waits = (by_id[each] for each in accion.depende_de or () if each in by_id)
            ahead = next((each for each in waits if each.id not in done and each.id not in walking), None)
            if ahead is not None:
                path.append(ahead)
                walking.add(ahead.id)
            else:
                done.setdefault(accion.id, accion)
                path.pop()
    return list(done.values())
