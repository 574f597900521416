"""layout: the finish of a printed Word document: paper, columns, language, properties."""

from collections.abc import Iterator, Sequence
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from rutaplan.writers.papel import Papel
from rutaplan.writers.word.refusals import Xml

LANGUAGE = "es"
MAX_PROPERTY = 255
_TWIPS_PER_MM = 1440 / 25.4
_MIN_COLUMN = 600
_UNWANTED = ("/extended-properties", "/custom-properties", "/thumbnail")
"""What a template says of itself: the program that made it, its own picture."""


def finish(document: Document, papel: Papel, *, title: str, author: str) -> None:
    """Lay a document out for a paper, each section as it lies, and say what it is and in which language."""
    for table in document.element.body.iter(qn("w:tbl")):
        _share_columns(table)
    for section, tables in _sections(document.element.body):
        ratio = _set_paper(section, papel)
        if ratio != 1:
            for table in tables:
                _scale(table, ratio)
    _set_language(document)
    _set_properties(document, title, author)


def _sections(body: Xml) -> Iterator[tuple[Xml, list[Xml]]]:
    """Each section's properties, which stand at its end, and its tables."""
    tables: list[Xml] = []
    for child in body:
        tables += child.iter(qn("w:tbl"))
        own = child if child.tag == qn("w:sectPr") else child.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if own is not None:
            yield own, tables
            tables = []


def _set_paper(section: Xml, papel: Papel) -> float:
    """Change the paper, not how it lies; the new width of its text, as a part of the old one."""
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    if size is None or margins is None:
        return 1
    old = _number(size, "w:w")
    short, long = (round(side * _TWIPS_PER_MM) for side in (papel.short_mm, papel.long_mm))
    lies = size.get(qn("w:orient")) == "landscape" or old > _number(size, "w:h")
    for name, value in (("w:w", long if lies else short), ("w:h", short if lies else long)):
        size.set(qn(name), str(value))
    size.attrib.pop(qn("w:code"), None)
    outside = _number(margins, "w:left") + _number(margins, "w:right")
    text = old - outside
    return (_number(size, "w:w") - outside) / text if text > 0 else 1


def _scale(table: Xml, ratio: float) -> None:
    for element in table.iter(qn("w:gridCol"), qn("w:tcW"), qn("w:tblW")):
        if element.get(qn("w:type"), "dxa") == "dxa":
            element.set(qn("w:w"), str(round(_number(element, "w:w") * ratio)))


def _share_columns(table: Xml) -> None:
    """Give the columns that a loop made, whose width is auto, an equal share of what the others leave.

    The template's grid says how wide the whole table is; docxtpl's loops leave it as it was.
    """
    grid = table.find(qn("w:tblGrid"))
    rows = [row.findall(qn("w:tc")) for row in table.findall(qn("w:tr"))]
    fullest: Sequence[Xml] = max(rows, key=len, default=())
    if grid is None or not fullest or sum(map(_span, fullest)) != len(fullest):
        return
    own = [cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}") for cell in fullest]
    known = [
        None if each is None or each.get(qn("w:type")) == "auto" else _number(each, "w:w") for each in own
    ]
    if None not in known and len(grid) == len(known):
        return
    total = sum(_number(column, "w:w") for column in grid)
    free = total - sum(each or 0 for each in known)
    share = max(_MIN_COLUMN, free // max(1, known.count(None)))
    widths = [share if each is None else each for each in known]
    fitted = [width * total // sum(widths) for width in widths]
    _set_columns(grid, rows, fitted)


def _set_columns(grid: Xml, rows: Sequence[Sequence[Xml]], widths: Sequence[int]) -> None:
    grid[:] = [grid.makeelement(qn("w:gridCol"), {qn("w:w"): str(width)}) for width in widths]
    for cells in rows:
        at = 0
        for cell in cells:
            width = sum(widths[at : at + _span(cell)])
            at += _span(cell)
            own = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
            if own is not None:
                own.set(qn("w:w"), str(width))
                own.set(qn("w:type"), "dxa")


def _span(cell: Xml) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return 1 if span is None else _number(span, "w:val")


def _number(element: Xml, name: str) -> int:
    """Read a measure; 0 where it is missing or is none."""
    value = element.get(qn(name), "")
    return int(value) if value.isdecimal() else 0


def _set_language(document: Document) -> None:
    """Say that the texts are Spanish, unless the template already says which Spanish."""
    for element in (document.styles.element, document.settings.element):
        for lang in element.iter(qn("w:lang"), qn("w:themeFontLang")):
            if not lang.get(qn("w:val"), "").startswith(LANGUAGE):
                lang.set(qn("w:val"), LANGUAGE)


def _set_properties(document: Document, title: str, author: str) -> None:
    package = document.part.package
    if package is None:
        return
    for ident in [each.rId for each in package.rels.values() if each.reltype.endswith(_UNWANTED)]:
        del package.rels[ident]
    properties = package.core_properties
    part: Any = package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
    part.element[:] = []
    properties.title = title[:MAX_PROPERTY]
    properties.author = author[:MAX_PROPERTY]
    properties.language = LANGUAGE
