"""open_sheets: the sheets of an OpenDocument workbook as tables. Formulas are not computed, nor taken."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from rutaplan.derive import plural
from rutaplan.importers.drawings import letters
from rutaplan.importers.layout import NONE, Block, Hanging, Marks, Paragraph, laid, loose
from rutaplan.importers.open_styles import attribute, named, whole
from rutaplan.importers.open_tables import HIDES, rows_of
from rutaplan.importers.open_walk import Story
from rutaplan.importers.package import Element
from rutaplan.importers.pieces import (
    AS_TEXT,
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Document,
    Mark,
    Piece,
    Said,
    Table,
    UnreadableError,
    cell_of,
    flat,
    table_of,
)

MAX_CELLS = 200_000
_FEW = 64  # letters that a cell holds for its price
_NUMBER = re.compile(r"[\d.,\s-]+")
PAGES = {"header": ("encabezado de página", Mark.HEADER), "footer": ("pie de página", Mark.FOOTER)}


def sheets_of(story: Story, book: Element) -> Document:
    """Give a workbook: its sheets in order, and aside what is on the hidden ones."""
    blocks: list[Cell | Table] = []
    aside: list[Piece] = []
    said: list[Said] = []
    left = MAX_CELLS
    for each in (each for each in book if named(each) == "table:table"):
        sheet = _Sheet(story, each, left)
        made = [*sheet.blocks()]
        left -= sheet.made
        if story.styles.is_shown("table", attribute(each, "table:style-name")):
            blocks += made
            said += sheet.said()
        else:
            pieces = Document("", tuple(made)).pieces()
            aside += [replace(piece, marks=piece.marks | {Mark.SHEET}) for piece in pieces if piece.text]
    for change in (each for each in book if named(each) == "table:tracked-changes"):
        aside += loose(story.blocks(change), "cambios de la hoja", frozenset({Mark.DELETED}))
    return Document("hoja de cálculo", tuple(blocks), tuple(aside), tuple(said))


@dataclass(frozen=True, slots=True)
class _Content:
    """What a cell holds, before it has a place. covers: how many columns and rows."""

    runs: list[tuple[str, Marks]]
    hanging: list[Hanging]
    covers: tuple[int, int]

    def __bool__(self) -> bool:
        return bool(self.hanging) or self.covers != (1, 1) or any(text.strip() for text, _ in self.runs)

    @property
    def size(self) -> int:
        """How many cells of a few words it is worth."""
        return 1 + sum(len(text) for text, _ in self.runs) // _FEW + len(self.hanging)

    def cell(self, place: str) -> Cell:
        """Make the cell of a place."""
        live = "".join(text for text, marks in self.runs if not marks - AS_TEXT)
        aside = [
            Piece(flat("".join(text for text, _ in runs)), place, marks)
            for marks, runs in groupby(self.runs, key=lambda run: run[1])
            if marks - AS_TEXT
        ]
        for each in self.hanging:
            aside += loose(each.blocks, f"{each.name} en {place}", frozenset({each.mark}))
        made = cell_of(live, place)
        return replace(made, aside=tuple(each for each in aside if each.text)) if aside else made


class _Sheet:
    """A sheet while it is read. made: how many cells it gave; left: how many there may be."""

    def __init__(self, story: Story, table: Element, left: int) -> None:
        self.story = story
        self.table = table
        self.name = f"hoja «{attribute(table, 'table:name')}»"
        self.left = left
        self.made = 0
        self.cells: dict[int, dict[int, Cell]] = {}
        self.boxes: list[Block] = []
        self.hidden: set[int] = set()
        self.merges: list[tuple[range, range]] = []

    def blocks(self) -> Iterator[Cell | Table]:
        """Give its table, and the text boxes on it."""
        self._read()
        self._merge()
        yield from self._page("header")
        table = table_of(self._rows(), self.name)
        if table.rows:
            yield table
        shapes = [each for each in self.table if named(each) in {"table:shapes", "table:title", "table:desc"}]
        yield from laid([*self.boxes, *self.story.blocks(shapes)], f"{self.name}, ")
        yield from self._page("footer")

    def _page(self, kind: str) -> Iterator[Cell]:
        """Give what was typed at the top or the foot of its pages."""
        name, mark = PAGES[kind]
        page = self.story.styles.page_of("table", attribute(self.table, "table:style-name"))
        for part in self.story.styles.page_parts(page, kind):
            texts = loose(self.story.typed(part), f"{self.name}, {name}", frozenset({mark}))
            yield from (Cell((each,), each.place) for each in texts)

    def said(self) -> Iterator[Said]:
        """Say what was read although it is hidden."""
        rows = sorted(self.hidden & {*self.cells})
        if rows:
            yield Said(self.name, f"{_read(rows, 'fila')}, desde la {rows[0]}")
        full = {column for row in self.cells.values() for column in row if row[column].text}
        columns = sorted(full & self._hidden_columns())
        if columns:
            yield Said(self.name, f"{_read(columns, 'columna')}, desde la {letters(columns[0])}")

    def _hidden_columns(self) -> set[int]:
        found: set[int] = set()
        end = 0
        for each in self.table.iter("{*}table-column"):
            start, end = end, end + whole(each, "table:number-columns-repeated", 1, MAX_COLUMNS)
            if attribute(each, "table:visibility") in HIDES:
                found.update(range(start + 1, end + 1))
        return found

    def _place(self, row: int, column: int) -> str:
        return f"{self.name}, celda {letters(column)}{row}"

    def _count(self, cells: int) -> None:
        self.made += cells
        if self.made > self.left:
            raise UnreadableError(
                f"{self.name[:1].upper()}{self.name[1:]}: es demasiado grande; en todo el libro caben "
                f"{MAX_CELLS} celdas de pocas palabras. Deje solo la tabla de acciones."
            )

    def _read(self) -> None:
        """Put every cell that says something in its place; what is repeated is as many cells."""
        number = 0
        for row in rows_of(self.table):
            contents = [*self._contents(row)]
            first, number = number + 1, number + whole(row, "table:number-rows-repeated", 1, 2**21)
            full = [each for each in contents if each[1]]
            for at in range(first, number + 1) if full else ():
                self._count(sum(content.size * (end - start) for (start, end), content in full))
                self.cells[at] = {
                    column: content.cell(self._place(at, column))
                    for (start, end), content in full
                    for column in range(start, end)
                }
                if attribute(row, "table:visibility") in HIDES:
                    self.hidden.add(at)
            for (start, _), content in full:
                columns, rows = content.covers
                if (columns, rows) != (1, 1):
                    self.merges.append((range(first, first + rows), range(start, start + columns)))

    def _contents(self, row: Element) -> Iterator[tuple[tuple[int, int], _Content]]:
        """Give what each cell of a row holds, and the columns where it stands."""
        column = 1
        for cell in row:
            if named(cell) in {"table:table-cell", "table:covered-table-cell"}:
                times = whole(cell, "table:number-columns-repeated", 1, 2**14)
                content = self._content(cell)
                if content and column + times > MAX_COLUMNS + 2:
                    times = max(1, MAX_COLUMNS + 2 - column)  # one more than may be is enough to refuse it
                yield (column, column + times), content
                column += times

    def _content(self, cell: Element) -> _Content:
        style = attribute(cell, "table:style-name")
        looks = self.story.styles.looks("table-cell", style, NONE)
        texts = [each for each in cell if named(each) in {"text:p", "text:h", "text:list"}]
        paragraphs = [each for each in self.story.blocks(texts, looks) if isinstance(each, Paragraph)]
        runs = [run for at, each in enumerate(paragraphs) for run in ([("\n", looks)] * (at > 0) + each.runs)]
        shown = "".join(text for text, _ in runs)
        value = _value(cell, shown)
        mark = _kept_out(cell)
        rest = self.story.blocks([each for each in cell if each not in texts])
        hanging = [each for block in rest if isinstance(block, Paragraph) for each in block.hanging]
        self.boxes += [Paragraph(hanging=[each]) for each in hanging if each.mark is Mark.BOX]
        return _Content(
            [(value, looks | mark)] if mark or value != shown else runs,
            [each for each in hanging if each.mark is not Mark.BOX],
            (
                whole(cell, "table:number-columns-spanned", 1, MAX_COLUMNS),
                whole(cell, "table:number-rows-spanned", 1, MAX_ROWS),
            ),
        )

    def _merge(self) -> None:
        """Put one cell wherever merged ones are, as far as the sheet is filled."""
        bottom = max(self.cells, default=0)
        right = max((column for row in self.cells.values() for column in row), default=0)
        for rows, wide in self.merges:
            columns = range(wide.start, min(wide.stop, right + 1))
            there = range(rows.start, min(rows.stop, bottom + 1))
            self._count(len(there) * len(columns))
            under = {
                id(cell): cell
                for row in there
                for column in columns
                if (cell := self.cells.get(row, {}).get(column))
            }
            first, *others = under.values()
            kept = [
                replace(piece, marks=piece.marks | {Mark.HIDDEN})
                for cell in others
                for piece in cell.pieces
                if piece.text
            ]
            merged = replace(first, aside=(*first.aside, *kept), rows=len(there))
            for row in there:
                self.cells.setdefault(row, {}).update(dict.fromkeys(columns, merged))

    def _rows(self) -> Iterator[tuple[Cell, ...]]:
        """Give its rows from the first to the last that says something, with a cell for each empty place."""
        for number in range(1, min(max(self.cells, default=0), MAX_ROWS + 1) + 1):
            row = self.cells.get(number, {})
            end = min(max(row, default=0), MAX_COLUMNS + 1)
            self._count(end - len(row))
            yield tuple(
                row.get(column) or cell_of("", self._place(number, column)) for column in range(1, end + 1)
            )


def _value(cell: Element, shown: str) -> str:
    """Give a value as people see it, and dates so that nobody takes the day for the month."""
    match attribute(cell, "office:value-type"):
        case "date":
            return attribute(cell, "office:date-value").replace("T", " ") or shown
        case "boolean":
            return "VERDADERO" if attribute(cell, "office:boolean-value") == "true" else "FALSO"
        case "float" if _NUMBER.fullmatch(shown):
            value = attribute(cell, "office:value")
            return value.removesuffix(".0") or shown
        case _:
            return shown


def _kept_out(cell: Element) -> Marks:
    """Give the mark of a cell whose text is not what somebody typed."""
    if attribute(cell, "table:formula"):
        return frozenset({Mark.FORMULA})
    return frozenset({Mark.ERROR}) if attribute(cell, "calcext:value-type") == "error" else NONE


def _read(hidden: list[int], noun: str) -> str:
    verb = "leyó" if len(hidden) == 1 else "leyeron"
    return f"se {verb} también {plural(len(hidden), f'{noun} oculta', f'{noun}s ocultas')}"
