"""opendocument: a text or a workbook of LibreOffice (.odt, .ods), read from its own XML, as pieces.

    content.xml, styles.xml ──open_walk──▶ paragraphs, grids ──layout──▶ the document of a text
                                └─ the cells of each sheet ──sheet──▶ the document of a workbook

Formulas are not computed, nor taken.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from xml.etree.ElementTree import Element

from rutaplan.importers.office.bounded_xml import TOO_DEEP, damaged
from rutaplan.importers.office.grids import CELLS, covers, is_hidden, repeated, rows_of
from rutaplan.importers.office.nodes import named, said
from rutaplan.importers.office.open_walk import Story
from rutaplan.importers.office.package import Package
from rutaplan.importers.office.paragraphs import (
    NAMES,
    NONE,
    Block,
    Hanging,
    Marks,
    Paragraph,
    Run,
    Total,
    laid,
    loose,
    pages,
)
from rutaplan.importers.office.sheet import Sheet, cell_from, document_of, worth
from rutaplan.importers.pieces import MAX_COLUMNS, Cell, Document, Mark, Piece

_FIRST_PAGE = "Standard"  # that of a text, unless its first paragraph names another
_NUMBER = re.compile(r"[\d.,\s-]+")


def read(content: bytes) -> Document:
    """Read a file, from itself alone. Raises UnreadableError."""
    try:
        story = Story(Package(content))
        body = next((each for each in story.root if named(each) == "office:body" and len(each)), None)
        if body is None:
            raise damaged("no tiene texto")
        if named(body[0]) == "office:spreadsheet":
            return _sheets(story, body[0])
        blocks = (
            *pages(_parts(story, "header"), Mark.HEADER),
            *laid(story.blocks(body)),
            *pages(_parts(story, "footer"), Mark.FOOTER),
        )
        return Document("documento de texto", blocks, tuple(_rest(story)))
    except RecursionError:
        raise damaged(TOO_DEEP) from None


def _parts(story: Story, kind: str) -> list[list[Block]]:
    """Give the headers or the footers of the kinds of page that the text uses."""
    used = dict.fromkeys((_FIRST_PAGE, *sorted(story.styles.pages)))
    return [story.blocks(part) for page in used for part in story.styles.page_parts(page, kind)]


def _rest(story: Story) -> Iterator[Piece]:
    """Give the deleted texts to which nothing in the document leads."""
    while story.deleted:
        _, left = story.deleted.popitem()
        yield from loose(story.blocks(left), "texto borrado", frozenset({Mark.DELETED}))


def _sheets(story: Story, book: Element) -> Document:
    total = Total()
    tables = [each for each in book if named(each) == "table:table"]
    document = document_of(_OpenReader(story, each, total).read() for each in tables)
    changes = [each for each in book if named(each) == "table:tracked-changes"]
    deleted = loose(story.blocks(changes), "cambios de la hoja", frozenset({Mark.DELETED}))
    return replace(document, aside=(*document.aside, *deleted))


class _OpenReader:
    """Reads a sheet, and the text boxes on it."""

    def __init__(self, story: Story, table: Element, total: Total) -> None:
        self.story, self.table = story, table
        self.style = said(table, "table:style-name")
        hidden = "hidden" in story.styles.whole("table", self.style).words
        self.sheet = Sheet(f"hoja «{said(table, 'table:name')}»", total, hidden)
        self.boxes: list[Block] = []

    def read(self) -> Sheet:
        """Put every cell that says something in its place; what is repeated is as many cells."""
        end = 0
        for each in self.table.findall(".//{*}table-column"):
            start, end = end + 1, end + repeated(each, "columns", MAX_COLUMNS)
            if is_hidden(each):
                self.sheet.hidden_columns.update(range(start, min(end, MAX_COLUMNS) + 1))
        end = 0
        for row in rows_of(self.table):
            start, end = end + 1, end + repeated(row, "rows", 2**21)
            self._row(row, range(start, end + 1))
        self.sheet.merge()
        self.sheet.over += self._page("header", Mark.HEADER)
        shapes = [each for each in self.table if named(each) in {"table:shapes", "table:title", "table:desc"}]
        self.sheet.under += laid([*self.boxes, *self.story.blocks(shapes)], f"{self.sheet.name}, ")
        self.sheet.under += self._page("footer", Mark.FOOTER)
        return self.sheet

    def _page(self, kind: str, mark: Mark) -> Iterator[Cell]:
        """Give what was typed at the top or the foot of its pages."""
        page = self.story.styles.whole("table", self.style).words.get("page", "")
        for part in self.story.styles.page_parts(page, kind):
            texts = loose(self.story.typed(part), f"{self.sheet.name}, {NAMES[mark]}", frozenset({mark}))
            yield from (Cell((each,), each.place) for each in texts)

    def _row(self, row: Element, rows: range) -> None:
        column = 1
        for cell in row:
            if named(cell) not in CELLS:
                continue
            columns = repeated(cell, "columns", 2**14)
            runs, hanging = self._content(cell)
            tall, wide = covers(cell)
            if tall > 1 or wide > 1:
                self.sheet.merges.append((range(rows[0], rows[0] + tall), range(column, column + wide)))
            if hanging or tall > 1 or wide > 1 or any(text.strip() for text, _ in runs):
                columns = max(1, min(columns, MAX_COLUMNS + 2 - column))  # one more is enough to refuse it
                beside = sum(len(loose(each.blocks, "", NONE)) for each in hanging)
                self.sheet.count((worth(runs) + beside) * columns * len(rows))
                for at in rows:
                    places = self.sheet.cells.setdefault(at, {})
                    for each in range(column, column + columns):
                        places[each] = _cell(runs, hanging, self.sheet.place(at, each))
            column += columns
        if rows[0] in self.sheet.cells and is_hidden(row):
            self.sheet.hidden_rows.update(rows)

    def _content(self, cell: Element) -> tuple[list[Run], list[Hanging]]:
        """Give what a cell holds, and what hangs on it; the text boxes on it stand on the sheet."""
        looks = self.story.styles.looks("table-cell", said(cell, "table:style-name"), NONE)
        typed = [each for each in cell if named(each) in {"text:p", "text:h", "text:list"}]
        lines = _paragraphs(self.story.blocks(typed, looks))
        others = _paragraphs(self.story.blocks([each for each in cell if each not in typed]))
        self.boxes += [Paragraph(boxes=[box]) for each in (*lines, *others) for box in each.boxes]
        runs: list[Run] = []
        for at, line in enumerate(lines):
            runs += [("\n", looks), *line.runs] if at else line.runs
        shown = "".join(text for text, _ in runs)
        value, mark = _value(cell, shown), _kept_out(cell)
        if mark or value != shown:
            runs = [(value, looks | mark)]
        return _joined(runs), [hanging for each in (*lines, *others) for hanging in each.hanging]


def _paragraphs(blocks: Iterable[Block]) -> list[Paragraph]:
    return [each for each in blocks if isinstance(each, Paragraph)]


def _joined(runs: Sequence[Run]) -> list[Run]:
    return [
        ("".join(text for text, _ in group), marks) for marks, group in groupby(runs, key=lambda run: run[1])
    ]


def _cell(runs: Sequence[Run], hanging: Sequence[Hanging], place: str) -> Cell:
    made = cell_from(runs, place)
    for each in hanging:
        made = made.beside(loose(each.blocks, f"{each.name} en {place}", frozenset({each.mark})))
    return made


def _value(cell: Element, shown: str) -> str:
    """Give a value as people see it, and dates so that nobody takes the day for the month."""
    match said(cell, "office:value-type"):
        case "date":
            return said(cell, "office:date-value").replace("T", " ") or shown
        case "boolean":
            return "VERDADERO" if said(cell, "office:boolean-value") == "true" else "FALSO"
        case "float" if _NUMBER.fullmatch(shown):
            return said(cell, "office:value").removesuffix(".0") or shown
        case _:
            return shown


def _kept_out(cell: Element) -> Marks:
    """Give the mark of a cell whose text is not what somebody typed."""
    if said(cell, "table:formula"):
        return frozenset({Mark.FORMULA})
    return frozenset({Mark.ERROR}) if said(cell, "calcext:value-type") == "error" else NONE
