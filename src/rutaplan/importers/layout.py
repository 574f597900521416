"""layout: a text document while it is read, before what it holds has a place. Word and OpenDocument share it.

A reader puts text into paragraphs as it meets it, each run with its marks, and hangs on them what stands
aside. Here runs become pieces, cells get their places, and a merged cell stands wherever it covers.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from rutaplan.importers.pieces import (
    AS_TEXT,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_LETTERS,
    Cell,
    Document,
    Mark,
    Piece,
    Table,
    UnreadableError,
    clean,
    table_of,
)

Marks = frozenset[Mark]
NONE: Marks = frozenset()


@dataclass(slots=True)
class Paragraph:
    """Its runs in order, and what hangs on it; number and level as in Piece."""

    runs: list[tuple[str, Marks]] = field(default_factory=list)
    hanging: "list[Hanging]" = field(default_factory=list)
    number: int = 0
    level: int = 0

    def __bool__(self) -> bool:
        return any(text.strip() for text, _ in self.runs) or len(self.boxes) < len(self.hanging)

    @property
    def boxes(self) -> "list[Hanging]":
        """Its text boxes."""
        return [each for each in self.hanging if each.mark is Mark.BOX]


@dataclass(frozen=True, slots=True)
class Hanging:
    """What a paragraph leads to: a note, a comment, a text box… name says it in Spanish."""

    name: str
    mark: Mark
    blocks: "list[Paragraph | Grid]"


@dataclass(slots=True, eq=False)
class Slot:
    """A cell. covered: what the cells that it hides hold."""

    blocks: "list[Paragraph | Grid]" = field(default_factory=list)
    covered: "list[Paragraph | Grid]" = field(default_factory=list)
    rows: int = 0


@dataclass(slots=True)
class Total:
    """How many places of cells the tables of a document have, together."""

    places: int = 0

    def add(self, places: int) -> None:
        """Count some more, unless they are beyond any plan's."""
        self.places += places
        if self.places > MAX_CELLS:
            raise UnreadableError(
                f"Tiene demasiadas celdas, contadas todas las que cubre cada una: caben {MAX_CELLS}."
            )


@dataclass(slots=True)
class Grid:
    """A table: in each row, the cell of each column; a merged cell stands in several places.

    said: what describes it, until its first cell takes it.
    """

    total: Total
    rows: list[list[Slot]] = field(default_factory=list)
    said: list[Hanging] = field(default_factory=list)

    def add(self, row: list[Slot]) -> None:
        """Add a row, unless the table grows beyond any plan's."""
        if len(row) > MAX_COLUMNS:
            raise UnreadableError(f"Una tabla tiene demasiadas columnas: caben {MAX_COLUMNS}.")
        self.total.add(len(row) + 1)
        self.rows.append(row)
        if self.said and row:
            row[0].blocks.append(Paragraph(hanging=self.said))
            self.said = []
        for slot in {id(slot): slot for slot in row}.values():
            slot.rows += 1


Block = Paragraph | Grid


@dataclass(slots=True)
class Writing:
    """Where a walk writes what it reads: the blocks that it fills, and the paragraph that is open."""

    blocks: list[Block] = field(default_factory=list)
    open: Paragraph | None = None

    def paragraph(self) -> Paragraph:
        """Give the open paragraph; what stands in none gets its own."""
        if self.open is not None:
            return self.open
        made = Paragraph()
        self.blocks.append(made)
        return made


def laid(blocks: Iterable[Block], before: str = "", marks: Marks = NONE) -> Iterator[Cell | Table]:
    """Give each block its place, which before begins; the text boxes of a paragraph come after it."""
    paragraphs = tables = boxes = 0
    for block in blocks:
        if isinstance(block, Grid):
            tables += 1
            yield table_of(_rows(block, f"{before}tabla {tables}", marks), f"{before}tabla {tables}")
            continue
        if block:
            paragraphs += 1
            yield _cell([(block, marks)], f"{before}párrafo {paragraphs}")
        for box in block.boxes:
            boxes += 1
            yield from laid(box.blocks, f"{before}{box.name} {boxes}, ", marks | {Mark.BOX})


def loose(blocks: Sequence[Block], place: str, marks: Marks) -> list[Piece]:
    """Give everything in some blocks as pieces that stand aside of a place."""
    full = [each for each in blocks if each or not isinstance(each, Paragraph) or each.boxes]
    alone = len(full) == 1 and isinstance(full[0], Paragraph) and not full[0].boxes
    found = [_cell([(full[0], marks)], place)] if alone else laid(full, f"{place}, ", marks)
    return [piece for piece in Document("", tuple(found)).pieces() if piece.text]


def _rows(grid: Grid, place: str, marks: Marks) -> Iterator[tuple[Cell, ...]]:
    cells: dict[int, Cell] = {}
    for row, slots in enumerate(grid.rows, start=1):
        for column, slot in enumerate(slots, start=1):
            if id(slot) not in cells:
                where = f"{place}, fila {row}, columna {column}"
                hidden = loose(slot.covered, where, marks | {Mark.HIDDEN})
                cells[id(slot)] = _cell([*_spread(slot.blocks, marks)], where, hidden, slot.rows)
        yield tuple(cells[id(slot)] for slot in slots)


def _spread(blocks: Iterable[Block], marks: Marks) -> Iterator[tuple[Block, Marks]]:
    """Give what a cell of a table holds, the text boxes of each paragraph after it."""
    for block in blocks:
        if isinstance(block, Grid):
            yield block, marks | {Mark.NESTED}
            continue
        if block:
            yield block, marks
        for box in block.boxes:
            yield from _spread(box.blocks, marks | {Mark.BOX})


def _cell(blocks: list[tuple[Block, Marks]], place: str, hidden: Iterable[Piece] = (), rows: int = 1) -> Cell:
    """Make the cell of a paragraph, or of a table: its lines are those of its paragraphs."""
    lines: list[Piece] = []
    aside = [*hidden]
    for at, (block, marks) in enumerate(blocks, start=1):
        if isinstance(block, Grid):
            nested = Table((*_rows(block, f"{place}, tabla interior", marks),), place)
            aside += [piece for piece in Document("", (nested,)).pieces() if piece.text]
        else:
            where = place if len(blocks) == 1 else f"{place}, párrafo {at}"
            lines += _live(block, where, marks)
            aside += _aside(block, where, marks)
    return Cell(tuple(lines) or (Piece("", place),), place, tuple(aside), rows)


def _live(paragraph: Paragraph, place: str, marks: Marks) -> Iterator[Piece]:
    """Give the text of a paragraph, if it has any that can be taken."""
    live = [(text, own | marks) for text, own in paragraph.runs if AS_TEXT.issuperset(own | marks)]
    text = _text(live)
    if text:
        yield Piece(text, place, NONE.union(*(own for _, own in live)), paragraph.number, paragraph.level)


def _aside(paragraph: Paragraph, place: str, marks: Marks) -> Iterator[Piece]:
    """Give what stands at a paragraph and is not its text: marked runs, and what hangs on it."""
    for own, runs in groupby(paragraph.runs, key=lambda run: run[1] | marks):
        text = "" if AS_TEXT.issuperset(own) else _text(runs)
        if text:
            yield Piece(text, place, own)
    for each in paragraph.hanging:
        if each.mark is not Mark.BOX:
            yield from loose(each.blocks, f"{each.name} en {place}", marks | {each.mark})


def _text(runs: Iterable[tuple[str, Marks]]) -> str:
    text = "".join(text for text, _ in runs)
    if len(text) > MAX_LETTERS:
        raise UnreadableError(f"Tiene un párrafo de {len(text)} letras, que no es de un plan.")
    return "\n".join(clean(line) for line in text.split("\n")).strip()
