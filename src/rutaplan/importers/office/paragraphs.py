"""paragraphs: a text document while it is read, before its parts have places. Word and OpenDocument share it.

    a walk ──runs with their marks──▶ Paragraph and Grid ──laid, loose──▶ cells, tables and pieces with places

A walk puts text into paragraphs as it meets it, and hangs on them what stands aside. A merged cell is one
Slot wherever it covers.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from rutaplan.importers.office.nodes import raised
from rutaplan.importers.pieces import (
    AS_TEXT,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_LETTERS,
    Cell,
    Mark,
    Piece,
    Table,
    UnreadableError,
    clean,
    table_of,
    texts_of,
)  # fmt: skip

Marks = frozenset[Mark]
Run = tuple[str, Marks]
NONE: Marks = frozenset()
NAMES = {
    Mark.HEADER: "encabezado de página", Mark.FOOTER: "pie de página", Mark.BOX: "cuadro de texto",
    Mark.NOTE: "nota al pie", Mark.COMMENT: "comentario", Mark.DELETED: "texto borrado",
    Mark.ALTERNATIVE: "texto alternativo", Mark.EMBEDDED: "objeto incrustado",
}  # fmt: skip
"""What stands at a paragraph or around it, as its place says it."""


@dataclass(slots=True)
class Paragraph:
    """Its runs in order, what hangs on it, and what each of its text boxes holds; the rest as in Piece."""

    runs: list[Run] = field(default_factory=list)
    hanging: "list[Hanging]" = field(default_factory=list)
    boxes: "list[list[Block]]" = field(default_factory=list)
    number: int = 0
    level: int = 0

    def __bool__(self) -> bool:
        return bool(self.hanging) or any(text.strip() for text, _ in self.runs)

    def lift(self, first: int) -> None:
        """Let its runs from the first on stand above the line; what is marked as a note's number is one."""
        self.runs[first:] = [
            (text if Mark.NOTE in marks else raised(text), marks) for text, marks in self.runs[first:]
        ]

    def hang(self, mark: Mark, blocks: "list[Block]", name: str = "") -> None:
        """Hang on it what it leads to: a note, a comment, a text box… by the name of its mark, or another."""
        if mark is Mark.BOX:
            self.boxes.append(blocks)
        else:
            self.hanging.append(Hanging(name or NAMES[mark], mark, blocks))


@dataclass(frozen=True, slots=True)
class Hanging:
    """What a paragraph leads to and is no text of it."""

    name: str
    mark: Mark
    blocks: "list[Block]"


@dataclass(slots=True, eq=False)
class Slot:
    """A cell. covered: what the cells that it hides hold."""

    blocks: "list[Block]" = field(default_factory=list)
    covered: "list[Block]" = field(default_factory=list)
    rows: int = 0


@dataclass(slots=True)
class Total:
    """How many cells the tables of a document have, together."""

    cells: int = 0


@dataclass(slots=True)
class Grid:
    """A table: in each row, the cell of each column; a merged cell stands in several places.

    said: what describes it, until its first cell takes it.
    """

    total: Total
    rows: list[list[Slot]] = field(default_factory=list)
    said: list[Run] = field(default_factory=list)

    def add(self, row: list[Slot]) -> None:
        """Add a row, unless the table grows beyond any plan's."""
        if len(row) > MAX_COLUMNS:
            raise UnreadableError(f"Una tabla tiene demasiadas columnas: caben {MAX_COLUMNS}.")
        self.total.cells += len(row) + 1
        if self.total.cells > MAX_CELLS:
            raise UnreadableError(
                f"Tiene demasiadas celdas, contadas todas las que cubre cada una: caben {MAX_CELLS}."
            )
        self.rows.append(row)
        if self.said and row:
            row[0].blocks.append(told := Paragraph())
            for run in self.said:
                told.hang(Mark.ALTERNATIVE, [Paragraph([run])])
            self.said = []
        for slot in set(row):
            slot.rows += 1


Block = Paragraph | Grid


@dataclass(slots=True)
class Writing:
    """Where a walk writes what it reads: the blocks that it fills, and the paragraph that is open."""

    blocks: list[Block] = field(default_factory=list)
    open: Paragraph | None = None

    def begin(self) -> Paragraph:
        """Put an empty paragraph after the others."""
        self.blocks.append(made := Paragraph())
        return made

    def paragraph(self) -> Paragraph:
        """Give the open paragraph; what stands in none gets its own."""
        return self.begin() if self.open is None else self.open

    def add(self, text: str, marks: Marks) -> None:
        """Put a text where the walk is."""
        self.paragraph().runs.append((text, marks))


def laid(blocks: Iterable[Block], before: str = "", marks: Marks = NONE) -> Iterator[Cell | Table]:
    """Give each block its place, which before begins; the text boxes of a paragraph come after it."""
    paragraphs = tables = boxes = 0
    for block in blocks:
        if isinstance(block, Grid):
            tables += 1
            place = f"{before}tabla {tables}"
            yield replace(table_of(_rows(block, place, marks), place), ruled=True)
            continue
        if block:
            paragraphs += 1
            yield _cell([(block, marks)], f"{before}párrafo {paragraphs}")
        for box in block.boxes:
            boxes += 1
            yield from laid(box, f"{before}{NAMES[Mark.BOX]} {boxes}, ", marks | {Mark.BOX})


def pages(parts: Sequence[list[Block]], mark: Mark) -> Iterator[Cell | Table]:
    """Give what stands at the top or the foot of the pages, which may be of several kinds."""
    for at, blocks in enumerate(parts, start=1):
        kind = "" if len(parts) == 1 else f" {at}"
        yield from laid(blocks, f"{NAMES[mark]}{kind}, ", frozenset({mark}))


def loose(blocks: Iterable[Block], place: str, marks: Marks) -> list[Piece]:
    """Give everything in some blocks as pieces that stand aside of a place."""
    full = [each for each in blocks if isinstance(each, Grid) or each or each.boxes]
    alone = len(full) == 1 and isinstance(full[0], Paragraph) and not full[0].boxes
    return texts_of([_cell([(full[0], marks)], place)] if alone else laid(full, f"{place}, ", marks))


def _rows(grid: Grid, place: str, marks: Marks) -> Iterator[tuple[Cell, ...]]:
    cells: dict[Slot, Cell] = {}
    for row, slots in enumerate(grid.rows, start=1):
        for column, slot in enumerate(slots, start=1):
            if slot not in cells:
                where = f"{place}, fila {row}, columna {column}"
                hidden = loose(slot.covered, where, marks | {Mark.HIDDEN})
                cells[slot] = _cell([*_spread(slot.blocks, marks)], where, hidden, slot.rows)
        yield tuple(cells[slot] for slot in slots)


def _spread(blocks: Iterable[Block], marks: Marks) -> Iterator[tuple[Block, Marks]]:
    """Give what a cell of a table holds, the text boxes of each paragraph after it."""
    for block in blocks:
        if isinstance(block, Grid):
            yield block, marks | {Mark.NESTED}
            continue
        if block:
            yield block, marks
        for box in block.boxes:
            yield from _spread(box, marks | {Mark.BOX})


def _cell(blocks: list[tuple[Block, Marks]], place: str, hidden: Iterable[Piece] = (), rows: int = 1) -> Cell:
    """Make the cell of a paragraph, or of a table: its lines are those of its paragraphs."""
    lines: list[Piece] = []
    aside = [*hidden]
    for at, (block, marks) in enumerate(blocks, start=1):
        if isinstance(block, Grid):
            aside += texts_of([Table((*_rows(block, f"{place}, tabla interior", marks),), place)])
        else:
            where = place if len(blocks) == 1 else f"{place}, párrafo {at}"
            lines += _live(block, where, marks)
            aside += _aside(block, where, marks)
    return Cell(tuple(lines) or (Piece("", place),), place, tuple(aside), rows)


def _live(paragraph: Paragraph, place: str, marks: Marks) -> Iterator[Piece]:
    """Give the text of a paragraph, if it has any that can be taken."""
    live = [(text, own | marks) for text, own in paragraph.runs if AS_TEXT.issuperset(own | marks)]
    if text := _text(live):
        yield Piece(text, place, NONE.union(*(own for _, own in live)), paragraph.number, paragraph.level)


def _aside(paragraph: Paragraph, place: str, marks: Marks) -> Iterator[Piece]:
    """Give what stands at a paragraph and is not its text: marked runs, and what hangs on it."""
    for own, runs in groupby(paragraph.runs, key=lambda run: run[1] | marks):
        if not AS_TEXT.issuperset(own) and (text := _text(runs)):
            yield Piece(text, place, own)
    for each in paragraph.hanging:
        yield from loose(each.blocks, f"{each.name} en {place}", marks | {each.mark})


def _text(runs: Iterable[Run]) -> str:
    text = "".join(text for text, _ in runs)
    if len(text) > MAX_LETTERS:
        raise UnreadableError(f"Tiene un párrafo de {len(text)} letras, que no es de un plan.")
    return "\n".join(clean(line) for line in text.split("\n")).strip()
