"""open_tables: the tables of an OpenDocument text, with the cells that they merge and repeat."""

from collections.abc import Callable, Iterator

from rutaplan.importers.layout import Block, Grid, Hanging, Marks, Paragraph, Slot, Total
from rutaplan.importers.open_styles import attribute, named, whole
from rutaplan.importers.package import Element
from rutaplan.importers.pieces import MAX_COLUMNS, MAX_ROWS, Mark

Blocks = Callable[[Element, Marks], list[Block]]
Spans = dict[int, tuple[Slot, int]]  # by column, the cell from above, and how many rows it still covers
HIDES = {"collapse", "filter"}
_GROUPS = {"table:table-row-group", "table:table-header-rows", "table:table-rows"}


def grid_of(table: Element, total: Total, marks: Marks, read: Blocks) -> Grid:
    """Give a table; read gives what a cell holds."""
    grid, spans = Grid(total), Spans()
    grid.said = [
        Hanging("texto alternativo", Mark.ALTERNATIVE, [Paragraph([(each.text or "", marks)])])
        for each in table
        if named(each) in {"table:title", "table:desc"}
    ]
    for row in rows_of(table):
        hidden = attribute(row, "table:visibility") in HIDES
        slots = _row(row, spans, marks | {Mark.HIDDEN} if hidden else marks, read)
        for _ in range(whole(row, "table:number-rows-repeated", 1, MAX_ROWS)):
            grid.add(slots)  # what is repeated is one cell in many places, as a merged one
    return grid


def rows_of(table: Element) -> Iterator[Element]:
    """Give the rows of a table, also those in groups, and none of a table inside."""
    for each in table:
        if named(each) == "table:table-row":
            yield each
        elif named(each) in _GROUPS:
            yield from rows_of(each)


def _row(row: Element, spans: Spans, marks: Marks, read: Blocks) -> list[Slot]:
    """Give the cells of a row, one for each column of the table."""
    made: list[Slot] = []
    for cell in row:
        if named(cell) not in {"table:table-cell", "table:covered-table-cell"}:
            continue
        blocks = read(cell, marks)
        times = whole(cell, "table:number-columns-repeated", 1, MAX_COLUMNS)
        if named(cell) == "table:covered-table-cell":
            made += [_covering(spans, len(made) + at, blocks) for at in range(times)]
            continue
        slot, rows = Slot(blocks), whole(cell, "table:number-rows-spanned", 1, MAX_ROWS)
        for at in range(whole(cell, "table:number-columns-spanned", 1, MAX_COLUMNS)):
            spans[len(made) + at] = (slot, rows - (at == 0))
        made += [slot] * times
    return made


def _covering(spans: Spans, column: int, blocks: list[Block]) -> Slot:
    """Give the cell that covers a place, with what was left there."""
    slot, left = spans.get(column, (None, 0))
    if slot is None or not left:
        return Slot(blocks)
    spans[column] = (slot, left - 1)
    slot.covered += blocks
    return slot
