"""grids: the tables of a Word or an OpenDocument text, with the cells that they merge, hide and repeat."""

from collections.abc import Callable, Iterable, Iterator
from xml.etree.ElementTree import Element

from rutaplan.importers.office.nodes import attribute, child, is_on, local, named, number, said, times, value
from rutaplan.importers.office.paragraphs import NONE, Block, Grid, Marks, Slot
from rutaplan.importers.pieces import MAX_COLUMNS, MAX_ROWS, Mark

CHANGES = {
    "ins": Mark.INSERTED, "moveTo": Mark.INSERTED, "cellIns": Mark.INSERTED,
    "del": Mark.DELETED, "moveFrom": Mark.DELETED, "cellDel": Mark.DELETED,
}  # fmt: skip
_WRAPPERS = {"sdt", "sdtContent", "customXml", "smartTag", "AlternateContent", "Choice", *CHANGES}
_COVERED = "table:covered-table-cell"
CELLS = {"table:table-cell", _COVERED}
_GROUPS = {"table:table-row-group", "table:table-header-rows", "table:table-rows"}
_Spans = dict[int, tuple[Slot, int]]  # by column, the cell from above, and how many rows it still covers

Read = Callable[[Element, Marks], list[Block]]
"""Gives what a cell holds."""


def add_rows(grid: Grid, part: Element, marks: Marks, read: Read) -> None:
    """Read a part of a table of Word into a grid: a row, its properties, or a control with rows."""
    if local(part) == "tblPr":
        texts = filter(None, (value(part, name) for name in ("tblCaption", "tblDescription")))
        grid.said = [(each, marks) for each in texts]
    for row, own in _inside((part,), "tr", marks):
        grid.add(_row(row, grid.rows[-1] if grid.rows else [], own, read))


def wrapped(element: Element, marks: Marks) -> Marks:
    """Give the marks of what a control or a change holds."""
    if local(element) in CHANGES:
        marks |= {CHANGES[local(element)]}
    return marks | {Mark.PLACEHOLDER} if is_on(element, "sdtPr", "showingPlcHdr") else marks


def _row(row: Element, above: list[Slot], marks: Marks, read: Read) -> list[Slot]:
    """Give the cells of a row, one for each column of the table; above is the row over it."""
    properties = child(row, "trPr")
    marks |= _changes(properties) | ({Mark.HIDDEN} if is_on(properties, "hidden") else NONE)
    before, after = (number(value(properties, each), 0, MAX_COLUMNS) for each in ("gridBefore", "gridAfter"))
    made = [Slot() for _ in range(before)]
    for cell, own in _inside(row, "tc", marks):
        properties = child(cell, "tcPr")
        blocks = read(cell, own | _changes(properties))
        into = None
        if _goes_on(properties, "vMerge") and len(made) < len(above):
            into = above[len(made)]
        elif _goes_on(properties, "hMerge") and made:
            into = made[-1]
        if into is not None:
            into.covered += blocks
        made += [into or Slot(blocks)] * times(value(properties, "gridSpan"), MAX_COLUMNS)
    return [*made, *(Slot() for _ in range(after))]


def _inside(parts: Iterable[Element], wanted: str, marks: Marks) -> Iterator[tuple[Element, Marks]]:
    """Give the rows of a table or the cells of a row, through the controls and changes around them."""
    for each in parts:
        if local(each) == wanted:
            yield each, marks
        elif local(each) in _WRAPPERS:
            yield from _inside(each, wanted, wrapped(each, marks))


def _changes(properties: Element | None) -> Marks:
    """Give the marks that the properties of a row or a cell hold."""
    names = () if properties is None else map(local, properties)
    return frozenset(CHANGES[name] for name in names if name in CHANGES)


def _goes_on(properties: Element | None, name: str) -> bool:
    """Whether a cell is the continuation of a merged one."""
    found = child(properties, name)
    return found is not None and attribute(found, "val") != "restart"


def fill(grid: Grid, table: Element, marks: Marks, read: Read) -> None:
    """Read a table of OpenDocument into a grid."""
    texts = [each.text or "" for each in table if named(each) in {"table:title", "table:desc"}]
    grid.said = [(each, marks) for each in texts]
    spans = _Spans()
    for row in rows_of(table):
        own = marks | {Mark.HIDDEN} if is_hidden(row) else marks
        slots: list[Slot] = []
        for cell in row:
            if named(cell) in CELLS:
                slots += _slots(cell, read(cell, own), spans, len(slots))
        for _ in range(repeated(row, "rows", MAX_ROWS)):
            grid.add(slots)  # what is repeated is one cell in many places, as a merged one


def rows_of(table: Element) -> Iterator[Element]:
    """Give the rows of a table of OpenDocument, also those in groups, and none of a table inside."""
    for each in table:
        if named(each) == "table:table-row":
            yield each
        elif named(each) in _GROUPS:
            yield from rows_of(each)


def repeated(element: Element, what: str, most: int) -> int:
    """Give how many rows or columns an element stands for."""
    return times(said(element, f"table:number-{what}-repeated"), most)


def covers(cell: Element) -> tuple[int, int]:
    """Give how many rows and columns a cell covers."""
    rows, columns = (said(cell, f"table:number-{each}-spanned") for each in ("rows", "columns"))
    return times(rows, MAX_ROWS), times(columns, MAX_COLUMNS)


def is_hidden(part: Element) -> bool:
    """Whether a row or a column is hidden, by hand or by a filter."""
    return said(part, "table:visibility") in {"collapse", "filter"}


def _slots(cell: Element, blocks: list[Block], spans: _Spans, column: int) -> list[Slot]:
    """Give what stands in a row from a column on: a cell, or what covers it, with what was left there."""
    count = repeated(cell, "columns", MAX_COLUMNS)
    if named(cell) == _COVERED:
        return [_covering(spans, column + at, blocks) for at in range(count)]
    rows, columns = covers(cell)
    slot = Slot(blocks)
    spans[column] = (slot, rows - 1)
    for beside in range(column + 1, column + columns):
        spans[beside] = (slot, rows)  # of its first row too, what is covered stands in the file
    return [slot] * count


def _covering(spans: _Spans, column: int, blocks: list[Block]) -> Slot:
    slot, left = spans.get(column, (None, 0))
    if slot is None or not left:
        return Slot(blocks)
    spans[column] = (slot, left - 1)
    slot.covered += blocks
    return slot
