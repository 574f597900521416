"""layout: texts in columns and paragraphs as wide as a terminal: wrapped, never cut."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rutaplan.printable import ODD, cell_len, fitting, printable

GAP = "  "
READABLE = 20
"""How narrow a column of texts may become while another can give way."""

_Measure = Callable[[str], int]


@dataclass(slots=True)
class _Column:
    """The cells of a column, its heading first, and how to measure them.

    floor: its longest word, up to READABLE; least: how narrow it becomes while another can give way.
    """

    cells: Sequence[str]
    measure: _Measure
    width: int
    floor: int
    least: int


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int, *, wide: str = "") -> str:
    """Lay out rows under their headings; the column named wide is the last to become too narrow to read.

    Where not even the words have room side by side, each row is a paragraph: no word is broken for a column.
    """
    columns = [_column(cells, wide) for cells in zip(headings, *rows, strict=True)]
    room = width - len(GAP) * (len(columns) - 1)
    if sum(each.floor for each in columns) > room:
        return "".join(_paragraph(headings, row, width) for row in rows)
    _shrink(columns, room)
    head, *body = (_row(cells, columns) for cells in zip(*(each.cells for each in columns), strict=True))
    rule = "─" * len(GAP.join(" " * each.width for each in columns))
    return "\n".join([*head, rule, *(line for lines in body for line in lines), ""])


def wrap(text: str, width: int, measure: _Measure | None = None) -> list[str]:
    """Break a text into lines of so many cells, at spaces; a word longer than that, where it must be."""
    measure = measure or _measure(text)
    lines = []
    for line in text.split("\n"):
        rest = line if measure(line) <= width else line.strip(" ")
        while measure(rest) > width:
            fits = width if measure is len else fitting(rest, width)
            kept = rest[: fits + 1].rpartition(" ")[0].rstrip(" ") or rest[:fits]
            lines.append(kept)
            rest = rest[len(kept) :].lstrip(" ")
        lines.append(rest)
    return lines


def _measure(text: str) -> _Measure:
    return cell_len if ODD.search(text) else len


def _row(cells: Sequence[str], columns: Sequence[_Column]) -> list[str]:
    """The lines of a row, as many as its highest cell has."""
    wrapped = [wrap(cell, each.width, each.measure) for cell, each in zip(cells, columns, strict=True)]
    return [
        GAP.join(
            piece + " " * (each.width - each.measure(piece))
            for piece, each in zip(pieces, columns, strict=True)
        ).rstrip()
        for pieces in zip_longest(*wrapped, fillvalue="")
    ]


def _paragraph(headings: Sequence[str], row: Sequence[str], width: int) -> str:
    """A row under its first cell: what each of the others says, and what is left of it deeper."""
    first, *others = (printable(cell).expandtabs() for cell in row)
    lines = wrap(first, width)
    for heading, cell in zip(headings[1:], others, strict=True):
        told = wrap(f"{heading}: {cell}", width - 2 * len(GAP)) if cell else []
        lines += [GAP * (2 if at else 1) + line for at, line in enumerate(told)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _column(cells: Sequence[str], wide: str) -> _Column:
    text = "\n".join(cells)
    measure = _measure(text)
    if measure is cell_len:
        cells = [printable(cell).expandtabs() for cell in cells]
        text = "\n".join(cells)
    longest = max(map(measure, set(text.split())), default=1)
    floor = min(longest, READABLE)
    least = READABLE if cells[0] == wide else floor
    return _Column(cells, measure, max(least, *map(measure, text.split("\n"))), floor, least)


def _shrink(columns: Sequence[_Column], room: int) -> None:
    """Take from the widest column until all fit: down to what is easily read, and then to their words."""
    for _ in range(sum(each.width for each in columns) - room):
        widest = max(columns, key=lambda each: (each.width > each.least, each.width > each.floor, each.width))
        widest.width -= 1
