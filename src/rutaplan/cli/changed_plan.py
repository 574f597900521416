"""changed_plan: what a change brought to a plan, of all that is found in it now, and what it mended."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from rutaplan.derive.pairing import pair
from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.edit.checked import brought, keys
from rutaplan.plan import Plan
from rutaplan.reporters import Since
from rutaplan.revisions import State, read_side
from rutaplan.rules import check


@dataclass(frozen=True)
class ChangedPlan:
    """The plan as it is, which knows the one before, and the state in which that one was."""

    plan: Plan
    before: State

    def since(
        self,
        found: list[Diagnostic],
        beside: list[Diagnostic],
        codes: Collection[str],
        counted: Collection[Severity],
    ) -> tuple[Since, list[Diagnostic]]:
        """Tell the findings that the change brought, and count the rest.

        beside: what is found in the files beside the plan before. Schemas are those of now, for both states:
        they are stale for the old one too unless the change did it. codes: those that nobody asks for.
        """
        all_before = check(self.before.plan, told=[*self.before.found, *beside], counted=counted)
        old = [d for d in all_before if d.code not in codes]
        was = keys(old, self._called_now)
        new, mended = brought(found, was), was - keys(found)
        wrong = {(d.place.path, d.loc) for d in new}
        gone = [d for d in old if not keys([d], self._called_now).keys().isdisjoint(mended)]
        moved = [d._replace(place=d.place._replace(path=self._called_now(d.place.path))) for d in gone]
        # What is wrong otherwise now was not mended.
        kept = [d for d in moved if not d.loc or (d.place.path, d.loc) not in wrong]
        count = max(0, mended.total() - (len(gone) - len(kept)))
        errors = sum(d.severity is Severity.ERROR for d in found) - sum(
            d.severity is Severity.ERROR for d in new
        )
        undecided = tuple(d for d in found if d.severity is Severity.PENDIENTE and not d.aceptado)
        stayed, momento = len(found) - len(new), self.before.plan.momento
        return Since(momento, len(new), count, stayed, errors, tuple(kept), undecided), new

    def _called_now(self, word: str) -> str:
        antes, ahora = self.before.plan.prefix, self.plan.prefix  # another folder's plan has its own
        inside = word.removeprefix(antes)
        return self._names.get(word, word if inside == word else ahora + inside)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """What the actions that were given another id are called now, and their files."""
        was = pair(self.before.plan.acciones, self.plan.acciones).items()
        names = {old.id: ident for ident, old in was}
        return names | {old.archivo: self.plan.accion_by_id[ident].archivo for ident, old in was}


def read_change(desde: str, plan: Plan, told: list[Diagnostic], data: Path) -> ChangedPlan:
    """Read the state from which a plan changed; RevisionError says why it cannot be had."""
    before = read_side(desde, data, State(plan, told))
    before = before._replace(plan=replace(before.plan, corte=plan.corte))
    return ChangedPlan(replace(plan, antes=before.plan), before)
