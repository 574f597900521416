"""reading: what was understood of a document, before it is compared with the plan."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from rutaplan.importers.account import Claim, Fate, claim_all
from rutaplan.importers.pieces import Cell, Piece, Said
from rutaplan.importers.values import Value

PAPER, TABLE, FORM = "papel de rutaplan", "tabla", "formulario del taller"
ROSTER = "lista de participantes"
DIRECTORY = "directorio de rutaplan"
PROPOSALS = "propuestas del sitio"
UNTITLED = "sin títulos de acciones"
Loc: TypeAlias = tuple[str | int, ...]


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


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole document. kind: as what it was read; columns: which title gave which field, and how known.

    unknown: the bodies, besides those of entries, that the plan does not have.
    """

    kind: str
    entries: tuple[Entry, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    groups: tuple[Group, ...] = ()
    facts: tuple[Fact, ...] = ()
    claims: tuple[Claim, ...] = ()
    said: tuple[Said, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(slots=True)
class Notes:
    """What recognisers claim and say while they read. unknown: bodies that the plan does not have."""

    claims: list[Claim] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    told: int = 0

    def take(self, pieces: Iterable[Piece], text: str | None = None) -> None:
        """Claim words that the plan takes, or has."""
        self.claims.append(Claim(Fate.TAKEN, tuple(pieces), text))

    def know(self, pieces: Iterable[Piece], text: str | None = None) -> None:
        """Claim words that our papers or the lists have."""
        self.claims.append(Claim(Fate.KNOWN, tuple(pieces), text))

    def hide(self, pieces: Iterable[Piece]) -> None:
        """Claim what is about people."""
        self.claims.append(Claim(Fate.PERSONAL, tuple(pieces)))

    def tell(self, cells: Cell | Sequence[Piece], reason: str, place: str = "") -> None:
        """Claim what the plan does not take, all of it, with the reason."""
        self.told += 1
        pieces = cells.lines if isinstance(cells, Cell) else cells
        self.claims.append(claim_all(Fate.TOLD, pieces, reason, place or _place(cells)))

    def unread(self, pieces: Iterable[Piece], reason: str) -> None:
        """Claim the words, if any, of what no field takes."""
        self.told += 1
        self.claims.append(claim_all(Fate.TOLD, tuple(pieces), reason))

    def untitled(self, cells: Iterable[Cell], place: str) -> None:
        """Claim the words, if any, of a row of a table of which nobody knows what its columns are."""
        for cell in cells:
            self.unread(cell.lines, f"{UNTITLED} en {place}; si las tiene, repita ahí las filas de títulos")

    def say(self, place: str, text: str) -> None:
        """Say how something was read."""
        self.said.append(Said(place, text))


def _place(cells: Cell | Sequence[Piece]) -> str:
    if isinstance(cells, Cell):
        return cells.place
    return cells[0].place if cells else ""
