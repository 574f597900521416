"""pieces: a document that somebody sends, as everything in it that a reader could see or needs to know.

Whatever the format, this is all that the rest of the room knows of it. A reader of a format gives every
piece once: as a line of a paragraph or a cell if it is text, aside if it is anything else. Nobody after it
needs to remember a piece: what no claim covers is told by the account.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

MAX_ROWS, MAX_COLUMNS, MAX_CELLS = 20_000, 256, 400_000
MAX_LETTERS = 32_000  # what a cell of a spreadsheet holds
_WORD = re.compile(r"\w+")
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"))
_LIGATURES = {code: chr(code).casefold() for code in range(0xFB00, 0xFB07)}  # as PDFs have them


class UnreadableError(Exception):
    """A file that cannot be read; it holds one Spanish sentence that says why and what to do."""


class Mark(Enum):
    """What a reader sees of a piece besides its words; the value says it in Spanish."""

    STRUCK = "está tachado"
    HIDDEN = "está oculto"
    PLACEHOLDER = "es el texto de relleno de un control"
    DELETED = "está borrado con control de cambios"
    INSERTED = "tiene un cambio sin aceptar"
    COMMENT = "es un comentario"
    NOTE = "es una nota al pie"
    HEADER = "está en el encabezado de página"
    FOOTER = "está en el pie de página"
    BOX = "está en un cuadro de texto"
    NESTED = "está en una tabla dentro de una celda"
    SHEET = "está en una hoja oculta"
    ALTERNATIVE = "es el texto alternativo de una imagen"
    EMBEDDED = "está en un objeto incrustado"
    FORMULA = "es una fórmula; escriba en su lugar el valor"
    OUTSIDE = "está fuera de las marcas de una propuesta"
    ERROR = "es un error de la hoja de cálculo; escriba en su lugar el valor"


AS_TEXT = frozenset({Mark.INSERTED, Mark.HEADER, Mark.FOOTER, Mark.BOX})
"""Marks that leave a piece what it is, text that can be taken; any other puts it aside."""


@dataclass(frozen=True, slots=True, eq=False)  # two pieces may read the same, and are two
class Piece:
    """A line as typed, and where it is.

    number: the one that a list prints before it, 0 where there is none; level: how deep in the list, 1 the
    outermost, 0 outside of any. whole: the piece of the document of which a recogniser made this part.
    """

    text: str
    place: str
    marks: frozenset[Mark] = frozenset()
    number: int = 0
    level: int = 0
    whole: "Piece | None" = None

    @property
    def root(self) -> "Piece":
        """The piece of the document that it is, or is part of."""
        return self.whole.root if self.whole else self

    def part(self, text: str) -> "Piece":
        """Make a piece of some of its words; what is claimed of it is claimed of the whole."""
        return replace(self, text=text, whole=self)

    def marked(self, mark: Mark) -> "Piece":
        """Give it with one more mark."""
        return replace(self, marks=self.marks | {mark})


@dataclass(frozen=True, slots=True)
class Said:
    """What a person should know of how something was read. It is no piece and changes no exit code."""

    place: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)  # a merged cell stands in several places, and is one
class Cell:
    """A paragraph or a cell of a table: its lines, and what stands at it that is no text.

    rows: over how many rows of its table it was merged.
    """

    lines: tuple[Piece, ...]
    place: str
    aside: tuple[Piece, ...] = ()
    rows: int = 1

    @property
    def text(self) -> str:
        """All of its text, without the white space around; lines stay lines."""
        if len(self.lines) == 1:  # nearly every cell, and asked ten times of each: 4 % of a large table
            return self.lines[0].text
        return "\n".join(line.text for line in self.full)

    @property
    def full(self) -> tuple[Piece, ...]:
        """The lines that say something."""
        return tuple(line for line in self.lines if line.text)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Everything in it, once."""
        return (*self.lines, *self.aside)

    def beside(self, more: Iterable[Piece]) -> "Cell":
        """Give it with more standing aside."""
        return replace(self, aside=(*self.aside, *more))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, not all as long. ruled: a row that is shorter than its titles has lost a cell."""

    rows: tuple[tuple[Cell, ...], ...]
    place: str
    ruled: bool = False

    @property
    def sheet(self) -> str:
        """The name of the sheet that it is; nothing where it stands in a text."""
        found = re.fullmatch("hoja «(.*)»", self.place)
        return found[1] if found else ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was read: its paragraphs and tables in order; aside, what stands at none of them."""

    kind: str
    blocks: tuple[Cell | Table, ...]
    aside: tuple[Piece, ...] = ()
    said: tuple[Said, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables, in order."""
        return tuple(each for each in self.blocks if isinstance(each, Table))

    @property
    def size(self) -> int:
        """How many cells its tables have."""
        return sum(len(row) for table in self.tables for row in table.rows)

    def pieces(self) -> Iterator[Piece]:
        """Every piece once, in order; those of a merged cell where it begins."""
        tables = (block.rows if isinstance(block, Table) else ((block,),) for block in self.blocks)
        for cell in dict.fromkeys(cell for rows in tables for row in rows for cell in row):
            yield from cell.pieces
        yield from self.aside


def texts_of(blocks: Iterable[Cell | Table]) -> list[Piece]:
    """Give every piece of some blocks that says something, once."""
    return [each for each in Document("", tuple(blocks)).pieces() if each.text]


def words(text: str) -> list[str]:
    """The words of a text, as they are counted: runs of letters and digits, without case."""
    return _WORD.findall(_composed(text).casefold())


def clean(text: str) -> str:
    """A text as the plan keeps it: composed letters, no tabs, no white space around; else as typed."""
    return _composed(text).replace("\t", " ").replace("\xa0", " ").strip()


def even(text: str) -> str:
    """A text with one kind of hyphen, letter by letter: Word types others."""
    return text.translate(_HYPHENS)


def flat(text: str) -> str:
    """A text as people compare it: its white space does not count."""
    return " ".join(_composed(text).split())


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_LIGATURES)


def cell_of(text: str, place: str, *marks: Mark) -> Cell:
    """Make a cell of a text with line breaks; aside, if it bears a mark that is no text's."""
    if len(text) > MAX_LETTERS:
        raise UnreadableError(f"{place}: hay un texto de {len(text)} letras, que no es de un plan.")
    if text.isprintable() and not marks:  # one line, as most are
        return Cell((Piece(clean(text), place),), place)
    pieces = tuple(Piece(clean(line), place, frozenset(marks)) for line in text.splitlines())
    blank = (Piece("", place),)
    return Cell(pieces or blank, place) if AS_TEXT.issuperset(marks) else Cell(blank, place, aside=pieces)


def column_name(column: int) -> str:
    """Name a column, as spreadsheets do: 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_at(name: str) -> int:
    """Tell which column has a name: AA is 27."""
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def on_lines(cell: Cell) -> Cell:
    """Give a cell whose lines are all lines of their own: a paragraph may hold several."""
    if not any("\n" in line.text for line in cell.lines):
        return cell
    lines = (line.part(text) for line in cell.lines for text in line.text.split("\n"))
    return replace(cell, lines=tuple(lines))


def table_of(rows: Iterable[tuple[Cell, ...]], place: str) -> Table:
    """Make a table of rows, no more of it than a plan could need; its empty end is left out."""
    kept: list[tuple[Cell, ...]] = []
    last = cells = 0
    for row in rows:
        cells += len(row)
        if len(kept) >= MAX_ROWS or len(row) > MAX_COLUMNS or cells > MAX_CELLS:
            raise UnreadableError(
                f"{place[:1].upper()}{place[1:]}: es demasiado grande; caben {MAX_ROWS} filas y "
                f"{MAX_COLUMNS} columnas. Deje solo la tabla de acciones."
            )
        kept.append(row)
        if any(each.aside or any(line.text for line in each.lines) for each in row):
            last = len(kept)
    return Table(tuple(kept[:last]), place)
