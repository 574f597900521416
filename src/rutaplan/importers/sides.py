"""sides: who wins where the plan and a document say different things."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rutaplan.importers.earlier import Taken, as_list, as_tuple, is_equal
from rutaplan.importers.proposal import PAPER, PLAN, Conflict, Difference, Proposal
from rutaplan.model import POR_DEFINIR

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
        unknown = each.before in _UNDECIDED or each.loc == ("notas",)
        if unknown or self.wishes.prefer == PAPER or (marked and not stale):
            return True
        if self.wishes.prefer == PLAN:
            self.result.left.append(each)
        else:
            self.result.conflicts.append(Conflict(each, _PLAN_CHANGED if stale else _PLAN_SAYS))
        return False
