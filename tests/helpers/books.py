"""Workbooks (.xlsx) from their bare XML, for what no library writes; and their words, counted apart."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from rutaplan.importers.pieces import Document, words

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_THREADED = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
_DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
)
TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
STRUCK_STYLE = (
    '<fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts>'
    '<cellXfs><xf/><xf fontId="1"/><xf fontId="2"/></cellXfs>'
)


@dataclass(frozen=True)
class Sheet:
    """A sheet as XML: what is in it, and the parts that stand over it."""

    rows: str = ""
    before: str = ""
    after: str = ""
    comments: str = ""
    threads: str = ""
    drawing: str = ""
    name: str = "Acciones"
    state: str = "visible"
    more: Mapping[str, tuple[str, str | bytes]] = field(default_factory=dict)


def cell(ref: str, text: str, *, style: int = 0, more: str = "") -> str:
    """A cell with its text inside."""
    return f'<c r="{ref}" s="{style}" t="inlineStr"><is>{more}<t xml:space="preserve">{escape(text)}</t></is></c>'


def number(ref: str, value: object, *, style: int = 0) -> str:
    return f'<c r="{ref}" s="{style}"><v>{value}</v></c>'


def row(at: int, *cells: str, more: str = "") -> str:
    return f'<row r="{at}"{more}>{"".join(cells)}</row>'


def box(text: str, *, shape: str = "", run: str = "") -> str:
    """A text box over B3."""
    return (
        "<xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>2</xdr:row></xdr:from>"
        f"<xdr:sp><xdr:nvSpPr><xdr:cNvPr id='2' name='x' {shape}/></xdr:nvSpPr><xdr:txBody><a:p><a:r>{run}"
        f"<a:t>{escape(text)}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor>"
    )


def book(
    *sheets: Sheet, strings: str = "", styles: str = "", types: str = TYPES, workbook: str = ""
) -> bytes:
    """A workbook of these sheets. strings and styles: the inside of those parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", types)
        _relate(archive, "", {"r": ("officeDocument", "xl/workbook.xml")})
        entries = "".join(
            f'<sheet name={quoteattr(each.name)} sheetId="{at}" state="{each.state}" r:id="s{at}"/>'
            for at, each in enumerate(sheets, 1)
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{workbook}<sheets>{entries}</sheets></workbook>',
        )
        related = {f"s{at}": ("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(sheets) + 1)}
        for name, inside, root in (("sharedStrings", strings, "sst"), ("styles", styles, "styleSheet")):
            if inside:
                archive.writestr(f"xl/{name}.xml", f'<{root} xmlns="{_MAIN}">{inside}</{root}>')
                related[name] = (name, f"{name}.xml")
        _relate(archive, "xl/workbook.xml", related)
        for at, each in enumerate(sheets, 1):
            _write_sheet(archive, at, each)
    return stream.getvalue()


def _write_sheet(archive: zipfile.ZipFile, at: int, sheet: Sheet) -> None:
    part = f"xl/worksheets/sheet{at}.xml"
    archive.writestr(
        part,
        f'<worksheet xmlns="{_MAIN}">{sheet.before}<sheetData>{sheet.rows}</sheetData>{sheet.after}</worksheet>',
    )
    related = {}
    for kind, folder, inside in (
        ("comments", "", f'<comments xmlns="{_MAIN}">{sheet.comments}</comments>' if sheet.comments else ""),
        (
            _THREADED,
            "threads",
            f"<ThreadedComments>{sheet.threads}</ThreadedComments>" if sheet.threads else "",
        ),
        ("drawing", "drawings", f"{_DRAWING}{sheet.drawing}</xdr:wsDr>" if sheet.drawing else ""),
        *((kind, name, inside) for name, (kind, inside) in sheet.more.items()),
    ):
        if inside:
            name = folder if "." in folder else f"{folder or 'comments'}{at}.xml"
            archive.writestr(f"xl/{name}", inside)
            related[f"r{len(related)}"] = (kind, f"../{name}")
    _relate(archive, part, related)


def _relate(archive: zipfile.ZipFile, part: str, related: Mapping[str, tuple[str, str]]) -> None:
    path = PurePosixPath(part)
    entries = "".join(
        f'<Relationship Id="{ident}" Type="{kind if "/" in kind else f"{_OFFICE}/{kind}"}" Target="{target}"/>'
        for ident, (kind, target) in related.items()
    )
    if entries:
        archive.writestr(
            (path.parent / "_rels" / f"{path.name}.rels").as_posix(),
            f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>',
        )


def counted(content: bytes) -> Counter[str]:
    """The words that a workbook shows or keeps, counted in its XML without any of the readers' code.

    A number is its digits: for workbooks whose formats change nothing.
    """
    found: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    shared = [
        "".join(each.itertext())
        for each in _root(parts.get("xl/sharedStrings.xml", b"<x/>")).iterfind("{*}si")
    ]
    for name, part in parts.items():
        if re.match(r"xl/worksheets/[^/]+\.xml", name):
            _count_sheet(_root(part), shared, found)
        elif re.search(r"(comments|threads|drawings?/?drawing|drawings)\d*\.xml$", name):
            for each in _root(part).iter():
                if each.tag.rpartition("}")[2] in {"t", "text"}:
                    found.update(words(each.text or ""))
                for key in ("descr", "title"):
                    found.update(words(each.get(key, "")))
    return found


def _count_sheet(root: ET.Element, shared: Sequence[str], found: Counter[str]) -> None:
    for each in root.iterfind("{*}sheetData/{*}row/{*}c"):
        value = each.findtext("{*}v", "")
        inline = each.find("{*}is")
        if each.get("t") == "s":
            found.update(words(shared[int(value)]))
        elif inline is not None:
            found.update(words("".join(inline.itertext())))
        elif each.get("t") == "b":
            found.update(["verdadero" if value == "1" else "falso"])
        else:
            found.update(words(value))
    for each in root.iterfind("{*}headerFooter/*"):
        text = re.sub(r'&("[^"]*"|\d+|[A-Z])', " ", (each.text or "").replace("&&", " "))
        found.update(words(text))


def _root(part: bytes) -> ET.Element:
    return ET.fromstring(part)  # noqa: S314 - our own file


def read_words(document: Document) -> Counter[str]:
    """The words of all pieces."""
    return Counter(word for piece in document.pieces() for word in words(piece.text))
