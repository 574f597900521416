"""changed_plan: what a change brought to a plan, of all that is found in it now, and what it mended."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from rutaplan.cli.beside import beside
from rutaplan.derive.pairing import pair
from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.edit.checked import brought, signed
from rutaplan.files import SCHEMA_FOLDER
from rutaplan.plan import Plan
from rutaplan.reporters import Since
from rutaplan.revisions import State, lay_out, read_before
from rutaplan.rules import check
from rutaplan.schema import NAMES


@dataclass(frozen=True)
class ChangedPlan:
    """The plan as it is, in the folder data, which knows the one before; and the state in which that was."""

    plan: Plan
    before: State
    data: Path

    def since(
        self, found: list[Diagnostic], codes: Collection[str], counted: Collection[Severity]
    ) -> tuple[Since, list[Diagnostic]]:
        """Tell the findings that the change brought, and count the rest. codes: those nobody asks for."""
        all_before = check(self.before.plan, told=[*self.before.found, *self._beside()], counted=counted)
        old = [d for d in all_before if d.code not in codes]
        retold, now, was = self._retold(old, found), signed(found), signed(old, self._called_now)
        new = [d for d in brought(now, was) if d.code not in retold or d.place.path in self.touched]
        wrong = {(d.place.path, d.loc) for d in new}
        gone = [d.moved(self._called_now) for d in brought(was, now) if d.code not in retold]
        since = Since(
            self.before.plan.momento,
            brought=len(new),
            stayed=len(found) - len(new),
            errors=_errors(found) - _errors(new),
            # What is wrong otherwise now was not mended.
            mended=tuple(d for d in gone if not d.loc or (d.place.path, d.loc) not in wrong),
            undecided=tuple(d for d in found if d.severity is Severity.PENDIENTE and not d.aceptado),
        )
        return since, new

    def _retold(self, old: Iterable[Diagnostic], found: Iterable[Diagnostic]) -> set[str]:
        """The codes told once of the workshop in one of two states, and of each sheet in the other.

        How many say it is what changed: of those sheets none is new, and none was mended.
        """
        (once_then, each_then), (once, each) = map(self._tellings, (old, found))
        return (once_then - once) & each | (once - once_then) & each_then

    def _tellings(self, found: Iterable[Diagnostic]) -> tuple[set[str], set[str]]:
        """The codes of notes that are told of the workshop, and those that are told of other sheets."""
        taller = {plan.taller.archivo for plan in (self.before.plan, self.plan)}
        once, each = set[str](), set[str]()
        for d in found:
            if d.place.path not in taller:
                each.add(d.code)
            elif d.severity is Severity.NOTA:
                once.add(d.code)
        return once, each

    @cached_property
    def touched(self) -> list[str]:
        """The sheets whose texts are others, new or gone, by what they are called now."""
        now = {path: source.text for path, source in self.plan.sources.items()}
        was = {self._called_now(path): source.text for path, source in self.before.plan.sources.items()}
        return sorted(path for path in now.keys() | was.keys() if now.get(path) != was.get(path))

    def _beside(self) -> list[Diagnostic]:
        """What was found in the files beside the plan before, told of where they are now."""
        there = self.before.where
        if isinstance(there, Path):
            return beside(self.before.plan, there, self.data)
        if there is None:
            return []
        documentos = self.before.plan.taller.documentos
        own = there.inside.rpartition("/")[2]
        names = [f"{SCHEMA_FOLDER}/{name}" for name in NAMES]
        names += [f"{own}/{documentos.membrete}"] if documentos and documentos.membrete else []
        with TemporaryDirectory(prefix="rutaplan-") as made:
            lay_out(there.parent, names, Path(made))
            return beside(self.before.plan, Path(made) / own, self.data)

    def _called_now(self, word: str) -> str:
        """What is called so now: the id of an action, a file, or anything else."""
        return self._names.get(word) or self._same_place(word)

    def _same_place(self, path: str) -> str:
        """A file of the folder that was, in the one that is: another folder's plan has its own prefix."""
        inside = path.removeprefix(self.before.plan.prefix)
        return path if inside == path else self.plan.prefix + inside

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """What the actions that were given another id are called now, and their files."""
        now = self.plan.accion_by_id
        was = pair(self.before.plan.acciones, self.plan.acciones)
        moved = [
            (old, now[ident])
            for ident, old in was.items()
            if old.id != ident
            or self._same_place(old.archivo) not in self.plan.sources  # two may have one id
        ]
        return {old.id: new.id for old, new in moved} | {old.archivo: new.archivo for old, new in moved}


def _errors(found: Iterable[Diagnostic]) -> int:
    return sum(d.severity is Severity.ERROR for d in found)


def read_change(desde: str, plan: Plan, told: list[Diagnostic], data: Path) -> ChangedPlan:
    """Read the state from which a plan changed; RevisionError says why it cannot be had."""
    before = read_before(desde, data, State(plan, told))
    before = before._replace(plan=replace(before.plan, corte=plan.corte))
    return ChangedPlan(replace(plan, antes=before.plan), before, data)
