"""proposal: what a document would change in the plan, each with the words that it stands for.

Where both say different things somebody must prefer a side; what import took before from the same row is no
conflict with itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeAlias

from rutaplan.derive.titles import value_of
from rutaplan.diagnostics import Loc
from rutaplan.edit.setting import Valor
from rutaplan.importers.account import Claim, Fate
from rutaplan.importers.pieces import Piece
from rutaplan.importers.recognisers.reading import Group, Notes, Reading
from rutaplan.model import POR_DEFINIR, Accion

PAPER, PLAN = "papel", "plan"
RIVAL = "propuestas distintas"
CONFLICT, LEFT = "en conflicto", "queda lo del plan"
"""How the reasons begin of what has a section of its own."""
Taken: TypeAlias = Mapping[tuple[str, str], Mapping[str, tuple[Any, Any]]]
"""What import took before: by action and fingerprint of its row, each field's value before and after."""
_PLAN_CHANGED = "el plan cambió después de hacer el papel"
_PLAN_SAYS = "el plan ya dice otra cosa"
_UNDECIDED = (None, POR_DEFINIR, (POR_DEFINIR,))


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that the document has otherwise. ident: the action or body, or nothing for the workshop.

    before: the plan's; None where it has none. pieces, covers: the words that after stands for. propone: who
    proposes it and when, if the document is a proposal.
    """

    ident: str
    loc: Loc
    before: Valor | None
    after: Valor
    place: str
    notice: str = ""
    pieces: tuple[Piece, ...] = ()
    covers: str = ""
    propone: str = ""

    @property
    def campo(self) -> str:
        """The field, as people are told of it."""
        return ".".join(map(str, self.loc))

    @property
    def what(self) -> str:
        """What is changed, as people are told of it."""
        return f"{self.ident or 'taller'}, {self.campo}"

    @property
    def wanted(self) -> object:
        """What it wants the field to say: a list says the same in any order."""
        return frozenset(self.after) if isinstance(self.after, tuple) else self.after


@dataclass(frozen=True, slots=True)
class NewAccion:
    """An action that the plan does not have, with every field to be written, and what gave them.

    ident: nothing until its number is given, which is last: one that is refused leaves no hole.
    """

    valores: Mapping[str, Valor]
    place: str
    notices: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    pieces: tuple[Piece, ...] = ()
    ident: str = ""
    what: ClassVar[str] = "acción nueva"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A difference that is nobody's mistake: both sides changed; reason says how that is known."""

    difference: Difference
    reason: str


Item: TypeAlias = Difference | NewAccion


@dataclass(slots=True)
class Proposal:
    """The whole of it. equal counts the actions that the document has as the plan has them.

    left: what the document has otherwise, and the call prefers the plan's. absent: the actions of
    its groups that the document does not mention; they stay as they are. rivals: what several proposals want
    a field to be, each otherwise. marks: the fingerprint of each action's row.
    """

    reading: Reading
    changes: list[Difference] = field(default_factory=list)
    new: list[NewAccion] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    facts: list[Difference] = field(default_factory=list)
    bodies: list[Difference] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    rivals: list[tuple[Difference, ...]] = field(default_factory=list)
    left: list[Difference] = field(default_factory=list)
    equal: int = 0
    absent: tuple[str, ...] = ()
    marks: dict[str, str] = field(default_factory=dict)

    @property
    def notes(self) -> Notes:
        """What is claimed and said of the document."""
        return self.reading.notes

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What would be changed of actions, of the workshop and of the directory."""
        return (*self.changes, *self.facts, *self.bodies)

    def claims(self) -> Iterator[Claim]:
        """Where the words of the document end, by what is in it now."""
        yield from self.notes.claims
        for each in self.differences:
            yield Claim(Fate.TAKEN, each.pieces, each.covers)
        for new in self.new:
            yield from new.claims
        aside = [(each.difference, f"{CONFLICT}: {each.reason}") for each in self.conflicts]
        aside += [(each, f"{CONFLICT}: {RIVAL}") for rivals in self.rivals for each in rivals]
        for each, reason in (*aside, *((each, LEFT) for each in self.left)):  # shown by what they stand for
            yield Claim(Fate.TOLD, each.pieces, each.covers or None, reason, each.place)

    def taken(self) -> Iterator[tuple[str, str, str, Valor | None, Valor]]:
        """What a paper gives: action, fingerprint of its row, field, its value before and after."""
        for each in self.changes:
            if each.ident in self.marks and len(each.loc) == 1:
                yield each.ident, self.marks[each.ident], str(each.loc[0]), each.before, each.after

    def without(self, refused: Iterable[tuple[Item, str]]) -> None:
        """Take out what cannot be written; its words are told instead."""
        told = [*refused]
        gone = {id(each) for each, _ in told}
        self.new = [each for each in self.new if id(each) not in gone]
        for kind in (self.changes, self.facts, self.bodies):
            kind[:] = [each for each in kind if id(each) not in gone]
        for each, reason in told:
            self.notes.tell(each.pieces, f"{each.what}: {reason}", each.place)


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
        if self.wishes.prefer == PAPER or not was_given(each, earlier):
            return False
        if not is_equal(as_tuple(earlier[each.campo][0]), each.after):
            reason = "otro valor se llevó antes, de esta hoja o de otra copia de ella"
            self.result.notes.say(each.place, f"{each.ident}, {each.campo}: {reason}")
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


def was_given(each: Difference, earlier: Mapping[str, tuple[Any, Any]]) -> bool:
    """Whether the plan has of a field what import took before, from the same row or from a copy of it."""
    return each.campo in earlier and as_list(each.before) == earlier[each.campo][1]


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
    value = value_of(accion, campo)
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
