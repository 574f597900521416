"""word_tables: the tables of a Word document, with the cells that they merge and their changed rows."""

from collections.abc import Callable, Iterable, Iterator

from rutaplan.importers.layout import NONE, Block, Grid, Hanging, Marks, Paragraph, Slot
from rutaplan.importers.package import Element, attribute, local
from rutaplan.importers.pieces import MAX_COLUMNS, Mark
from rutaplan.importers.word_lists import child, is_on, value

CHANGES = {
    "ins": Mark.INSERTED, "moveTo": Mark.INSERTED, "cellIns": Mark.INSERTED,
    "del": Mark.DELETED, "moveFrom": Mark.DELETED, "cellDel": Mark.DELETED,
}  # fmt: skip
_WRAPPERS = {"sdt", "sdtContent", "customXml", "smartTag", "AlternateContent", "Choice", *CHANGES}

Blocks = Callable[[Element, Marks], list[Block]]


def add_rows(grid: Grid, part: Element, marks: Marks, blocks: Blocks) -> None:
    """Read a part of a table into it: a row, its properties, or a control with rows; blocks reads a cell."""
    if local(part) == "tblPr":
        said = [value(part, name) for name in ("tblCaption", "tblDescription")]
        grid.said = [
            Hanging("texto alternativo", Mark.ALTERNATIVE, [Paragraph([(each, marks)])])
            for each in said
            if each
        ]
    for row, own in _inside((part,), "tr", marks):
        grid.add(_row(row, grid.rows[-1] if grid.rows else [], own, blocks))


def wrapped(element: Element, marks: Marks) -> Marks:
    """Give the marks of what a control or a change holds."""
    change = CHANGES.get(local(element))
    placeholder = is_on(element, "sdtPr", "showingPlcHdr")
    return marks | ({change} if change else NONE) | ({Mark.PLACEHOLDER} if placeholder else NONE)


def _row(row: Element, above: list[Slot], marks: Marks, read: Blocks) -> list[Slot]:
    """Give the cells of a row, one for each column of the table; above is the row over it."""
    properties = child(row, "trPr")
    marks |= _changes(properties) | ({Mark.HIDDEN} if is_on(properties, "hidden") else NONE)
    made = [Slot() for _ in range(_span(value(properties, "gridBefore"), 0))]
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
        made += [into or Slot(blocks)] * _span(value(properties, "gridSpan"), 1)
    return made


def _inside(parts: Iterable[Element], wanted: str, marks: Marks) -> Iterator[tuple[Element, Marks]]:
    """Give the rows of a table or the cells of a row, through the controls and changes around them."""
    for each in parts:
        if local(each) == wanted:
            yield each, marks
        elif local(each) in _WRAPPERS:
            yield from _inside(each, wanted, wrapped(each, marks))


def _changes(properties: Element | None) -> Marks:
    """Give the marks that the properties of a row or a cell hold."""
    names = [local(each) for each in (() if properties is None else properties)]
    return frozenset(CHANGES[name] for name in names if name in CHANGES)


def _goes_on(properties: Element | None, name: str) -> bool:
    """Whether a cell is the continuation of a merged one."""
    found = child(properties, name)
    return found is not None and attribute(found, "val") != "restart"


def _span(text: str, otherwise: int) -> int:
    """Read a number of columns; one more than may be is enough to know that there are too many."""
    return min(int(text), MAX_COLUMNS + 1) if text.isascii() and text.isdecimal() and int(text) else otherwise
