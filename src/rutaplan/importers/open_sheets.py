"""open_sheets: the sheets of an OpenDocument workbook as tables. Formulas are not computed, nor taken."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

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
    cell_of,
    flat,
)
from rutaplan.importers.sheet import FEW, MAX_CELLS, Sheet

_NUMBER = re.compile(r"[\d.,\s-]+")
PAGES = {"header": ("encabezado de página", Mark.HEADER), "footer": ("pie de página", Mark.FOOTER)}


def sheets_of(story: Story, book: Element) -> Document:
    """Give a workbook: its sheets in order, and aside what is on the hidden ones."""
    blocks: list[Cell | Table] = []
    aside: list[Piece] = []
    said: list[Said] = []
    left = MAX_CELLS
    for each in (each for each in book if named(each) == "table:table"):
        sheet = Sheet(f"hoja «{attribute(each, 'table:name')}»", left)
        made = [*_Reader(story, each, sheet).blocks()]
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
        return 1 + sum(len(text) for text, _ in self.runs) // FEW + len(self.hanging)

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


class _Reader:
    """Reads a sheet, and the text boxes on it."""

    def __init__(self, story: Story, table: Element, sheet: Sheet) -> None:
        self.story, self.table, self.sheet = story, table, sheet
        self.boxes: list[Block] = []

    def blocks(self) -> Iterator[Cell | Table]:
        """Give its table, and the text boxes on it."""
        self._read()
        self.sheet.merge()
        yield from self._page("header")
        table = self.sheet.table()
        if table.rows:
            yield table
        shapes = [each for each in self.table if named(each) in {"table:shapes", "table:title", "table:desc"}]
        yield from laid([*self.boxes, *self.story.blocks(shapes)], f"{self.sheet.name}, ")
        yield from self._page("footer")

    def _page(self, kind: str) -> Iterator[Cell]:
        """Give what was typed at the top or the foot of its pages."""
        name, mark = PAGES[kind]
        page = self.story.styles.page_of("table", attribute(self.table, "table:style-name"))
        for part in self.story.styles.page_parts(page, kind):
            texts = loose(self.story.typed(part), f"{self.sheet.name}, {name}", frozenset({mark}))
            yield from (Cell((each,), each.place) for each in texts)

    def _hide_columns(self) -> None:
        end = 0
        for each in self.table.iter("{*}table-column"):
            start, end = end, end + whole(each, "table:number-columns-repeated", 1, MAX_COLUMNS)
            if attribute(each, "table:visibility") in HIDES:
                self.sheet.hidden_columns.update(range(start + 1, end + 1))

    def _read(self) -> None:
        """Put every cell that says something in its place; what is repeated is as many cells."""
        self._hide_columns()
        number = 0
        for row in rows_of(self.table):
            contents = [*self._contents(row)]
            first, number = number + 1, number + whole(row, "table:number-rows-repeated", 1, 2**21)
            full = [each for each in contents if each[1]]
            for at in range(first, number + 1) if full else ():
                self.sheet.count(sum(content.size * (end - start) for (start, end), content in full))
                self.sheet.cells[at] = {
                    column: content.cell(self.sheet.place(at, column))
                    for (start, end), content in full
                    for column in range(start, end)
                }
                if attribute(row, "table:visibility") in HIDES:
                    self.sheet.hidden_rows.add(at)
            for (start, _), content in full:
                columns, rows = content.covers
                if (columns, rows) != (1, 1):
                    self.sheet.merges.append((range(first, first + rows), range(start, start + columns)))

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
