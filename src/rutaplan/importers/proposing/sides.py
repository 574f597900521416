"""sides: who wins where the plan and a document say different things.

What import took before from the same row is no conflict with itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from rutaplan.importers.proposing.proposal import PAPER, PLAN, Conflict, Difference, Proposal
from rutaplan.model import POR_DEFINIR, Accion

Taken: TypeAlias = Mapping[tuple[str, str], Mapping[str, tuple[Any, Any]]]
"""What import took before: by action and fingerprint of its row, each field's value before and after."""
_PLAN_CHANGED = "el plan cambió después de hacer el papel"
_PLAN_SAYS = "el plan ya dice otra cosa"
_UNDECIDED = (None, POR_DEFINIR, (POR_DEFINIR,))


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the call says: which side wins a conflict, and whether words that fit nothing go to notas."""

    prefer: str = ""
    to_notas: bool = False
    taken: Taken = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sides:
    """Decides each difference, and keeps apart what nobody decides."""

    result: Proposal
    wishes: Wishes

    def was_taken(self, each: Difference, earlier: Mapping[str, tuple[Any, Any]]) -> bool:
        """Whether a paper says what its row was printed with, and import took another value since."""
        before, after = earlier.get(each.campo, (None, None))
        if self.wishes.prefer == PAPER or (before, after) == (None, None) or as_list(each.before) != after:
            return False
        if not is_equal(as_tuple(before), each.after):
            return False
        self.result.notes.take(each.pieces)
        reason = "tiene lo de antes; queda lo que se llevó de otra hoja (--preferir papel lo cambia)"
        self.result.notes.say(each.place, f"{each.ident}, {each.campo}: {reason}")
        return True

    def takes(self, each: Difference, *, marked: bool = False, stale: bool = False) -> bool:
        """Whether a difference goes into the plan; a conflict does only if somebody prefers the paper.

        marked: the row bears its fingerprint. stale: one that the plan has left behind.
        """
        if each.before in _UNDECIDED or self.wishes.prefer == PAPER or (marked and not stale):
            return True
        if self.wishes.prefer == PLAN:
            self.result.left.append(each)
        else:
            self.result.conflicts.append(Conflict(each, _PLAN_CHANGED if stale else _PLAN_SAYS))
        return False


def as_it_was(accion: Accion, earlier: Mapping[str, tuple[Any, Any]]) -> Accion:
    """The action before import took from the same row what it still says."""
    back = {
        campo: before
        for campo, (before, after) in earlier.items()
        if as_list(getattr(accion, campo, None)) == as_list(after)
    }
    return accion.model_copy(update={campo: as_tuple(each) for campo, each in back.items()})


def as_written(accion: Accion, campo: str) -> Any:  # noqa: ANN401 - any value of a field
    """What the plan says of a field; nothing of a mark that nobody made or took away."""
    value = getattr(accion, campo)
    return None if value is False and campo not in accion.model_fields_set else value


def as_tuple(value: Any) -> Any:  # noqa: ANN401 - any value of a field
    """A value as the model has it, of one that JSON kept."""
    return tuple(value) if isinstance(value, list) else value


def as_list(value: Any) -> Any:  # noqa: ANN401 - any value of a field
    """A value as JSON keeps it."""
    return [*value] if isinstance(value, tuple) else value


def is_equal(current: object, value: object) -> bool:
    """Whether a field has a value already; what nobody has written is undecided."""
    if isinstance(current, tuple) and isinstance(value, str):
        value = (value,)
    return current == value or (current is None and value == POR_DEFINIR)
