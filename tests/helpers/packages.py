"""Files of Word and LibreOffice made from their XML, and what other code than ours finds in them."""

import io
import re
import subprocess
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

from helpers.calls import program
from rutaplan.importers.pieces import Cell, Document, Mark, Piece, Table

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "r": OFFICE,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
OPEN = "urn:oasis:names:tc:opendocument:xmlns"
OPEN_SPACES = " ".join(
    [
        *(f'xmlns:{each}="{OPEN}:{each}:1.0"' for each in ("office", "text", "table", "style", "form")),
        f'xmlns:draw="{OPEN}:drawing:1.0" xmlns:svg="{OPEN}:svg-compatible:1.0"',
        'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"',
        'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"',
        'xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"',
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"',
        'xmlns:math="http://www.w3.org/1998/Math/MathML"',
    ]
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _relations(targets: dict[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{name}"/>'
        for name, kind in targets.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{each}</Relationships>'


def word_file(body: str, kinds: Mapping[str, str] | None = None, **parts: str | bytes) -> bytes:
    """A .docx with this body. parts: what stands in a part of this kind, such as footnotes or header.

    A part's id is its name: header.xml, or chart.xml. kinds: of the parts that are named otherwise.
    """
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations({"word/document.xml": "officeDocument"}),
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
    }
    targets = {}
    for kind, content in parts.items():
        name = f"{kind}.xml" if isinstance(content, str) else f"{kind}.bin"
        targets[name] = (kinds or {}).get(kind, kind)
        made[f"word/{name}"] = (
            f"<w:{kind} {SPACES}>{content}</w:{kind}>" if isinstance(content, str) else content
        )
    made["word/_rels/document.xml.rels"] = _relations(targets)
    return zipped(made)


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(*content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content) or '<w:p/>'}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def open_file(body: str, kind: str = "text", styles: str = "", pages: str = "", **objects: str) -> bytes:
    """A .odt or .ods with this body. styles: automatic ones; pages: the master pages; objects: their content."""
    made: dict[str, str | bytes] = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": (
            f"<office:document-content {OPEN_SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
        ),
        "styles.xml": (
            f"<office:document-styles {OPEN_SPACES}><office:master-styles>{pages}</office:master-styles>"
            "</office:document-styles>"
        ),
    }
    for name, content in objects.items():
        made[f"{name}/content.xml"] = content
    return zipped(made)


_UNSEEN = {"Fallback", "pPr", "rPr", "sdtPr", "tblPr", "note-citation", "creator", "date", "label"}


def letters_in(content: bytes) -> Counter[str]:
    """The letters and figures of all texts in a file of Word, by Python's own parser and no walk of ours."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(?!styles|numbering|settings|fontTable|webSettings)\w+\.xml", name):
                root = ET.fromstring(archive.read(name))  # noqa: S314 - our own file
                found += _texts(root)
    return letters(" ".join(found))


def open_letters_in(content: bytes) -> Counter[str]:
    """The same, of an OpenDocument text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = ET.fromstring(archive.read("content.xml"))  # noqa: S314 - our own file
    return letters(" ".join(_open_texts(root, inside=False)))


def _texts(element: ET.Element) -> Iterator[str]:
    for each in element:
        name = each.tag.rpartition("}")[2]
        if name in {"t", "delText"}:
            yield each.text or ""
        if name not in _UNSEEN:
            yield from _texts(each)


def _open_texts(element: ET.Element, *, inside: bool) -> Iterator[str]:
    for each in element:
        name = each.tag.rpartition("}")[2]
        if name not in _UNSEEN:
            within = inside or name in {"p", "h"}
            yield each.text or "" if within else ""
            yield from _open_texts(each, inside=within)
        yield each.tail or "" if inside else ""


def letters(text: str) -> Counter[str]:
    return Counter(each for each in unicodedata.normalize("NFC", text).casefold() if each.isalnum())


def letters_of(document: Document) -> Counter[str]:
    return letters(" ".join(piece.text for piece in document.pieces()))


def found(document: Document, text: str) -> list[Piece]:
    """The pieces that hold a text."""
    return [piece for piece in document.pieces() if text in piece.text]


def marks(*names: Mark) -> frozenset[Mark]:
    return frozenset(names)


def shown(document: Document) -> list[object]:
    """The live text of a document: of each paragraph, and of each cell of each row of its tables."""
    return [
        block.text if isinstance(block, Cell) else [[each.text for each in line] for line in block.rows]
        for block in document.blocks
    ]


def only_table(document: Document) -> Table:
    (made,) = document.tables
    return made


def saved_again(folder: Path, content: bytes, name: str, extension: str) -> bytes:
    """A paper as LibreOffice keeps it after somebody saved it as something else."""
    (folder / name).write_bytes(content)
    out = folder / "otra"
    options = ["--headless", f"-env:UserInstallation=file://{folder}/perfil", "--convert-to", extension]
    subprocess.run(
        [program("soffice"), *options, "--outdir", str(out), str(folder / name)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (out / Path(name).with_suffix(f".{extension}")).read_bytes()
