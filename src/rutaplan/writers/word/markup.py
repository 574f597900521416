"""markup: the pieces of a Word document's body that know nothing of what they hold: rows, cells, places."""

from collections.abc import Iterable

PALE, BLUE = "EEF2F6", "17365D"


def bookmark(name: str, runs: str) -> str:
    """Give a name to a place, if it has one. Its number is in its name."""
    number = name.rpartition("-")[2]
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{runs}<w:bookmarkEnd w:id="{number}"/>' if name else runs


def cell(content: str, width: int, *, span: int = 1, edge: str = "", fill: str = "") -> str:
    """Write a cell; edge is the side that has a thick line, fill its colour."""
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    line = f'<w:tcBorders><w:{edge} w:val="single" w:sz="12" w:space="0" w:color="17365D"/></w:tcBorders>'
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    looks = f'<w:tcW w:w="{width}" w:type="dxa"/>{spans}{line if edge else ""}{shade}'
    return f"<w:tc><w:tcPr>{looks}</w:tcPr>{content}</w:tc>"


def row(cells: Iterable[str], *, header: bool = False, height: int = 0) -> str:
    """Write a row that no page break splits; a header is repeated on every page."""
    tall = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    again = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{tall}{again}</w:trPr>{''.join(cells)}</w:tr>"
