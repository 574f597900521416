"""reading: what was understood of a document, before it is compared with the plan."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from rutaplan.diagnostics import Loc
from rutaplan.importers.account import Claim, Fate
from rutaplan.importers.meanings.values import Value
from rutaplan.importers.pieces import Cell, Piece, Said

PAPER, TABLE, FORM = "papel de rutaplan", "tabla", "formulario del taller"
ROSTER = "lista de participantes"
DIRECTORY = "directorio de rutaplan"
PROPOSALS = "propuestas del sitio"
UNTITLED = "sin títulos de acciones"
PLACES = ("eje", "nivel", "grupo")
"""What says where an action belongs."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An action that a document speaks of. cells: by field, as typed. Empty: the document does not say.

    mark: the paper's own fingerprint of the row. under: the nivel that its table is headed with. said: how
    its texts were read.
    """

    place: str
    cells: dict[str, Cell]
    ident: str = ""
    mark: str = ""
    eje: str = ""
    nivel: str = ""
    grupo: str = ""
    under: str = ""
    said: tuple[str, ...] = ()

    def typed(self, campo: str) -> str:
        """What the cell of a field says; nothing where there is none."""
        return self.cells[campo].text if campo in self.cells else ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All the lines that it was read from."""
        return tuple(line for cell in self.cells.values() for line in cell.lines)


@dataclass(frozen=True, slots=True)
class Person:
    """Who was in a group, for its own file and no other place. institucion: an id, or nothing."""

    nombre: str
    cargo: str
    institucion: str
    publica: bool = False


@dataclass(frozen=True, slots=True)
class Permiso:
    """Whether somebody whom the plan has lets their name be published. at: which of the participants."""

    at: int
    publica: bool


@dataclass(frozen=True, slots=True)
class Roll:
    """What a document says of the people of a group: who they are, who speaks, who may be named."""

    people: tuple[Person, ...] = ()
    ponente: str = ""
    permisos: tuple[Permiso, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.people or self.ponente or self.permisos)


@dataclass(frozen=True, slots=True)
class Group:
    """A group that a document names: an id that the plan has or will have, and who was in it."""

    id: str
    numero: int
    nombre: str
    eje: str
    place: str
    roll: Roll = Roll()


@dataclass(frozen=True, slots=True)
class Fact:
    """What the form says of the workshop: where it belongs in taller.yaml, and the lines that say it.

    covers: the words that a value which is understood already stands for; nothing for a text.
    """

    loc: Loc
    value: Value
    place: str
    pieces: tuple[Piece, ...]
    covers: str = ""


Claimed: TypeAlias = Piece | Cell | Entry | Fact | Iterable[Piece | Cell]
"""What somebody may speak of: a line, a cell, all that was read of an action or the workshop, or several."""


@dataclass(slots=True)
class Notes:
    """What is claimed and said of a document while it is read and compared.

    unknown: the bodies, besides those of entries, that the plan does not have. people: whose names are not
    shown, here or in the plan.
    """

    claims: list[Claim] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    told: int = 0

    def take(self, what: Claimed, text: str | None = None) -> None:
        """Claim words that the plan takes, or has."""
        self.claims.append(Claim(Fate.TAKEN, _lines_of(what), text))

    def know(self, what: Claimed, text: str | None = None) -> None:
        """Claim words that our papers or the lists have."""
        self.claims.append(Claim(Fate.KNOWN, _lines_of(what), text))

    def hide(self, what: Claimed) -> None:
        """Claim what is about people."""
        self.claims.append(Claim(Fate.PERSONAL, _lines_of(what)))

    def tell(self, what: Claimed, reason: str, place: str = "") -> None:
        """Claim what the plan does not take, all of it, with the reason and its place, or another."""
        self.told += 1
        where = place or ("" if isinstance(what, Iterable) else what.place)
        self.claims.append(Claim(Fate.TOLD, _lines_of(what), None, reason, where))

    def unread(self, what: Claimed, reason: str) -> None:
        """Claim the words, if any, of what no field takes."""
        self.told += 1
        self.claims.append(Claim(Fate.TOLD, _lines_of(what), None, reason))

    def untitled(self, cells: Iterable[Cell], place: str) -> None:
        """Claim the words, if any, of a row of a table of which nobody knows what its columns are."""
        for cell in cells:
            self.unread(cell, f"{UNTITLED} en {place}; si las tiene, repita ahí las filas de títulos")

    def say(self, place: str, text: str) -> None:
        """Say how something was read."""
        self.said.append(Said(place, text))


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole document. kind: as what it was read; columns: which title gave which field, and how known."""

    kind: str
    entries: tuple[Entry, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    groups: tuple[Group, ...] = ()
    facts: tuple[Fact, ...] = ()
    notes: Notes = field(default_factory=Notes)


def _lines_of(what: Claimed) -> tuple[Piece, ...]:
    """The lines of what is claimed; what stands aside of a cell is claimed by itself."""
    match what:
        case Piece():
            return (what,)
        case Cell():
            return what.lines
        case Entry() | Fact():
            return what.pieces
        case _:
            return tuple(line for each in what for line in _lines_of(each))
