"""proposal: what a document would change in the plan, each with the words that it stands for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

from rutaplan.diagnostics import Loc
from rutaplan.edit.setting import Valor
from rutaplan.importers.account import Claim, Fate
from rutaplan.importers.pieces import Piece
from rutaplan.importers.recognisers.reading import Group, Notes, Reading

PAPER, PLAN = "papel", "plan"
RIVAL = "propuestas distintas"
CONFLICT, LEFT = "en conflicto", "queda lo del plan"
"""How the reasons begin of what has a section of its own."""


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


@dataclass(frozen=True, slots=True)
class Rivals:
    """What several proposals want a field to be, each otherwise."""

    differences: tuple[Difference, ...]


Item: TypeAlias = Difference | NewAccion


@dataclass(slots=True)
class Proposal:
    """The whole of it. equal counts the actions that the document has as the plan has them.

    left: what the document has otherwise, and the call prefers the plan's. absent: the actions of the plan
    that the document does not mention; they stay as they are. marks: the fingerprint of each action's row.
    """

    reading: Reading
    changes: list[Difference] = field(default_factory=list)
    new: list[NewAccion] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    facts: list[Difference] = field(default_factory=list)
    bodies: list[Difference] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    rivals: list[Rivals] = field(default_factory=list)
    left: list[Difference] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)
    equal: int = 0
    absent: tuple[str, ...] = ()
    marks: dict[str, str] = field(default_factory=dict)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What would be changed of actions, of the workshop and of the directory."""
        return (*self.changes, *self.facts, *self.bodies)

    def claims(self) -> Iterator[Claim]:
        """Where the words of the document end, by what is in it now."""
        yield from self.reading.claims
        yield from self.notes.claims
        for each in self.differences:
            yield Claim(Fate.TAKEN, each.pieces, each.covers)
        for new in self.new:
            yield from new.claims
        aside = [(each.difference, f"{CONFLICT}: {each.reason}") for each in self.conflicts]
        aside += [(each, f"{CONFLICT}: {RIVAL}") for rivals in self.rivals for each in rivals.differences]
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
        self.changes = [each for each in self.changes if id(each) not in gone]
        self.facts = [each for each in self.facts if id(each) not in gone]
        self.bodies = [each for each in self.bodies if id(each) not in gone]
        for each, reason in told:
            self.notes.tell(each.pieces, f"{each.what}: {reason}", each.place)
