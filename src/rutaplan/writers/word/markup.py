"""markup: the pieces of a Word document's body that know nothing of what they hold: rows, cells, places."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

PALE, BLUE = "EEF2F6", "17365D"
_NOT_XML = re.compile("[^\\t\\n\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_AN_ID = re.compile(r"\b[A-ZÑ]{2,}-[A-Z]+-[0-9]{2,}\b")
"""What no line break parts. The sign is Word's own and no letter: programs give it back as it was."""
_TEXT = '<w:t xml:space="preserve">'


@dataclass(frozen=True)
class Pen:
    """Writes texts in a template's styles. styles: a style's id by its name; width: of a line, in twips."""

    styles: Mapping[str, str]
    width: int

    def paragraph(self, style: str, runs: str) -> str:
        """Write a paragraph in a style."""
        return f'<w:p><w:pPr><w:pStyle w:val="{self.styles[style]}"/></w:pPr>{runs}</w:p>'

    def run(self, text: str, style: str = "", look: str = "") -> str:
        """Write a text, its tabs and line breaks, in a character style or the paragraph's own."""
        named = f'<w:rStyle w:val="{self.styles[style]}"/>' if style else ""
        looks = f"<w:rPr>{named}{look}</w:rPr>" if named or look else ""
        clean = _NOT_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
        said = escape(clean).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
        said = said.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
        said = _AN_ID.sub(lambda found: found[0].replace("-", f"</w:t><w:noBreakHyphen/>{_TEXT}"), said)
        return f'<w:r>{looks}<w:t xml:space="preserve">{said}</w:t></w:r>' if text else ""

    def frame(self, widths: Sequence[int], name: str, rows: str) -> str:
        """Write a table of rows; name tells what it is to who cannot see it."""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        caption = escape(_NOT_XML.sub(" ", name))
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.styles["Tabla rutaplan"]}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
            f'w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{caption}"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        )


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
