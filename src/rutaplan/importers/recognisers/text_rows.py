"""text_rows: the cells of a plain text, which has no rows, in rows again."""

from collections.abc import Callable, Iterator, Sequence

from rutaplan.importers.meanings.column_titles import Titles
from rutaplan.importers.meanings.headings import Places
from rutaplan.importers.pieces import Cell, Document, Piece, Table


def as_tables(document: Document, titles: Titles, places: Places) -> Iterator[Cell | Table]:
    """Give the blocks of a document; the cells of a plain text, which has no rows, in rows again."""
    if document.kind != "texto":
        yield from document.blocks
        return
    cells = [part for each in document.blocks if isinstance(each, Cell) for part in _split(each, places)]
    while cells:
        start = next((at for at, each in enumerate(cells) if places.nivel(each.text)), len(cells))
        corner = [each for each in cells[:start][-1:] if "eje" in titles.fields(each.text)]
        yield from cells[: start - len(corner)]
        cells = cells[start:]
        if cells:
            table, cells = _in_rows(corner, cells, titles, places)
            yield table


def _in_rows(
    corner: Sequence[Cell], cells: Sequence[Cell], titles: Titles, places: Places
) -> tuple[Table, list[Cell]]:
    """Put the cells from a nivel's heading on in rows, as many columns as there are titles.

    corner: the title of the eje, where it is merged over both rows: what it leaves in the second is blank.
    """
    heads = _count(cells, lambda cell: bool(places.nivel(cell.text)))
    niveles, rest = cells[:heads], [*corner, *cells[heads:]]
    if corner and rest[1:2] and not rest[1].text:
        del rest[1]
    width = _count(rest, lambda cell: bool(titles.fields(cell.text)))
    row, rest = rest[:width], rest[width:]
    over = [-1] * width  # which heading is over each column: a column of actions begins the next one
    at = -1
    for column, title in enumerate(row):
        fields = titles.fields(title.text)
        at += "texto" in fields
        over[column] = -1 if "eje" in fields else at
    blank = Cell((Piece("", ""),), "")
    top = tuple(niveles[at] if 0 <= at < len(niveles) else blank for at in over)
    top = top or tuple(niveles)
    end = _count(rest, lambda cell: not _opens(cell, places))
    body = [tuple(rest[at : min(at + width, end)]) for at in range(0, end, width)] if width else []
    return Table((top, tuple(row), *body), niveles[0].place), list(rest[end:] if width else rest)


def _opens(cell: Cell, places: Places) -> bool:
    """Whether a cell begins something else: another group, a label, another nivel."""
    first = cell.full[0].text if cell.full else ""
    return bool(places.heading(first) or _is_label(first, places) or places.nivel(cell.text))


def _is_label(text: str, places: Places) -> bool:
    label = places.label(text)
    return label is not None and ":" in text[: label.end]


def _split(cell: Cell, places: Places) -> Iterator[Cell]:
    """Cut a cell of plain text before each line that begins something else."""
    start = 0
    for at, line in enumerate(cell.lines):
        if at > start and (places.heading(line.text) or _is_label(line.text, places)):
            yield Cell(cell.lines[start:at], cell.lines[start].place)
            start = at
    yield Cell(cell.lines[start:], cell.lines[start].place if cell.lines else cell.place)


def _count(cells: Sequence[Cell], holds: Callable[[Cell], bool]) -> int:
    """Count the cells at the beginning for which something holds."""
    return next((at for at, each in enumerate(cells) if not holds(each)), len(cells))
