"""package: a zip that somebody sends (.docx, .xlsx, .odt, .ods), opened part by part within bounds.

A bomb, a password, a DTD, more paragraphs than any plan has: each is refused here with its own sentence,
before a parser meets it. What is in the bytes is counted there, since a tree of it could fill the memory.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from posixpath import dirname, join, normpath
from typing import Any

from rutaplan.importers.foreign import LOCKED, PRESENTATION, foreign_zip
from rutaplan.importers.office.nodes import Element, children, local
from rutaplan.importers.pieces import UnreadableError
from rutaplan.zips import LockedError, TooBigError, TooManyError, Zip, ZipError

MAX_BYTES = 16 * 2**20
ZIP = b"PK"
TOO_DEEP = "tiene demasiadas cosas una dentro de otra"
MAX_PARTS = 2_000
MAX_OPEN = 128 * 2**20
MAX_PART = 24 * 2**20
MAX_NODES = 1_000_000  # of a tree: 240 MiB at worst
MAX_WAITING = 4 * 2**20  # bytes of a stream that are still one block: 200 MiB at worst
# A plan of 3,000 actions saved again by LibreOffice has half of each (tests/importers).
_BOUNDS = {
    "p": (66_000, "párrafos"), "h": (100_000, "títulos"), "r": (250_000, "tramos de texto"),
    "span": (250_000, "tramos de texto"), "tc": (60_000, "celdas"), "table-cell": (400_000, "celdas"),
    "c": (400_000, "celdas"), "si": (400_000, "textos"), "style": (90_000, "estilos"),
    "xf": (66_000, "estilos"), "sheet": (255, "hojas"), "table": (2_000, "tablas"),
    "comment": (20_000, "comentarios"),
}  # fmt: skip
_TAG = re.compile(rb"<(?:[^\s<>/!?:]{1,64}:)?(" + "|".join(_BOUNDS).encode() + rb")(?=[\s/>])")
_DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OPENDOCUMENT = re.compile(rb"application/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)\b")
_KINDS = {"text": "odt", "spreadsheet": "ods"}
_MAINS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_LANGUAGES = {b"wordprocessingml": "docx", b"spreadsheetml": "xlsx"}  # a part that is inside has one too
# The encoding is given, so that what was counted in the bytes is what the parser reads.
_SAFE: Any = {
    "encoding": "utf-8", "resolve_entities": False, "no_network": True,
    "remove_comments": True, "remove_pis": True,
}  # fmt: skip
_CHUNK = 2**16
_GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Related:
    """A part that another one names: as what (chart, footnotes, header…), and its name."""

    kind: str
    name: str


class Package:
    """A zipped document. kind: docx, xlsx, odt or ods. Raises UnreadableError."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = Zip(content, MAX_PARTS, MAX_OPEN)
        except LockedError:
            raise UnreadableError(LOCKED) from None
        except (TooManyError, TooBigError):
            raise UnreadableError(
                "No se lee: se abre en más de lo que un plan necesita; "
                "quite imágenes y adjuntos y guárdelo de nuevo."
            ) from None
        except ZipError:
            raise damaged("le falta una parte") from None
        self.names = frozenset(self._zip.entries)

    @cached_property
    def kind(self) -> str:
        """Tell what it is, by what it says of itself."""
        said = [self.part(name) for name in ("mimetype", "META-INF/manifest.xml") if name in self.names]
        found = next((match[1].decode() for match in map(_OPENDOCUMENT.search, said) if match), "")
        if found and b"encryption-data" in said[-1]:
            raise UnreadableError(LOCKED)
        if found in _KINDS and "content.xml" in self.names:
            return _KINDS[found]
        types = self.part("[Content_Types].xml") if "[Content_Types].xml" in self.names else b""
        if types and self.main:
            kind = _MAINS.get(self.main) or next(
                (_LANGUAGES[each] for each in _LANGUAGES if each in types), ""
            )
            if kind == "xlsx":
                self._check_book(types)
            if kind:
                return kind
        what = PRESENTATION if found == "presentation" else foreign_zip(self.names)
        raise UnreadableError(
            what
            or "No es un documento de Word (.docx) ni una hoja de cálculo (.xlsx), ni de LibreOffice (.odt, "
            ".ods): guárdelo como uno de ellos."
        )

    def _check_book(self, types: bytes) -> None:
        if not re.search(rb"(?:sheet|template)\.(?:macroEnabled\.)?main\+xml", types):
            raise damaged("no dice cuál de sus partes es el libro")
        if b"purl.oclc.org/ooxml/spreadsheetml" in self.part(self.main)[:4096]:
            raise UnreadableError(
                "Es un libro Open XML estricto, que no se lee: guárdelo como libro de Excel normal (.xlsx)."
            )

    @cached_property
    def main(self) -> str:
        """The name of its main part, whatever that is."""
        named = [each.name for each in self.related("").values() if each.kind == "officeDocument"]
        return next((each for each in (*named, *_MAINS) if each in self.names), "")

    def part(self, name: str) -> bytes:
        """Give a part as UTF-8, if it is small enough and declares nothing. Raises UnreadableError."""
        try:
            size = self._zip.entries[name].file_size
            content = self._zip.read(name) if size <= MAX_PART else b""
        except (ZipError, KeyError):
            raise damaged("le falta una parte") from None
        if size > MAX_PART:
            raise UnreadableError(
                f"No se lee: solo el texto ocupa {size / 2**20:.1f} MiB, y caben {MAX_PART // 2**20}. "
                "Deje solo la tabla de acciones."
            )
        if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            content = content.decode("utf-16", "replace").encode()
        if _DTD.search(content):
            raise UnreadableError(
                "No se lee: declara entidades de XML, que ningún programa de oficina escribe. "
                "Cópielo en un documento nuevo."
            )
        return content

    def root(self, name: str) -> Element:
        """Give a part as a tree, if it is not more than a plan could need. Raises UnreadableError."""
        from lxml import etree  # noqa: PLC0415 - an extra

        content = self.part(name)
        count(content)
        nodes = content.count(b"<") + content.count(b"=")
        if nodes > MAX_NODES:
            raise beyond(nodes, "etiquetas", MAX_NODES)
        try:
            return etree.fromstring(content, etree.XMLParser(**_SAFE))
        except etree.XMLSyntaxError as error:
            raise _not_xml(error) from None

    def stream(self, name: str) -> Iterator[tuple[Element, Element]]:
        """Give what stands in the body of a text, and in its tables, one by one, each after what it is in.

        What was given is forgotten, since a tree of it could fill the memory. Raises UnreadableError, also
        where too much is one block.
        """
        from lxml import etree  # noqa: PLC0415 - an extra

        content = self.part(name)
        count(content)
        parser = etree.XMLPullParser(("end",), tag=["{*}p", "{*}tr", "{*}tbl"], **_SAFE)
        waiting = 0
        try:
            for start in range(0, len(content), _CHUNK):
                parser.feed(content[start : start + _CHUNK])
                waiting += _CHUNK
                for _, element in parser.read_events():
                    parent = element.getparent()
                    block = parent if local(element) == "tr" else element
                    body = None if block is None else block.getparent()
                    if body is not None and local(body) == "body":
                        waiting = 0
                        yield from _before(block, body)
                        if block is parent:
                            yield from _before(element, block)
                        if local(element) == "tbl":
                            yield from _before(None, element)
                        yield parent, element
                        element.clear(keep_tail=True)
                        element.tag = _GIVEN
                if waiting > MAX_WAITING:
                    raise beyond(waiting // 2**20, "MiB de texto en un solo bloque", MAX_WAITING // 2**20)
            bodies = children(parser.close(), "body")
        except etree.XMLSyntaxError as error:
            raise _not_xml(error) from None
        if not bodies:
            raise damaged("no tiene texto")
        for body in bodies:
            yield from _before(None, body)

    def related(self, name: str) -> Mapping[str, Related]:
        """Give the parts of this package that a part names, by the id that it gives them."""
        rels = join(dirname(name), "_rels", f"{name.rpartition('/')[2]}.rels")
        if rels not in self.names:
            return {}
        found = {}
        for each in self.root(rels):
            target = each.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(name), target))
            if each.get("TargetMode") != "External" and path in self.names:
                found[each.get("Id", "")] = Related(each.get("Type", "").rpartition("/")[2], path)
        return found


def _before(last: Element | None, parent: Element) -> Iterator[tuple[Element, Element]]:
    """Give what stands in an element before another, and forget it."""
    for each in [*parent]:
        if each is last:
            return
        if each.tag != _GIVEN:
            yield parent, each
        parent.remove(each)


def count(content: bytes) -> None:
    """Refuse XML with more of anything than a plan could need, and say how many. Raises UnreadableError."""
    found = Counter(match[1].decode() for match in _TAG.finditer(content))
    for tag, number in found.items():
        if number > _BOUNDS[tag][0]:
            raise beyond(number, _BOUNDS[tag][1], _BOUNDS[tag][0])


def beyond(number: int, things: str, bound: int) -> UnreadableError:
    """Make the sentence for what has more of something than a plan could need."""
    return UnreadableError(
        f"No se lee: tiene {number} {things}, y caben {bound}. Deje solo la tabla de acciones."
    )


def _not_xml(error: Exception) -> UnreadableError:
    return damaged(TOO_DEEP if "depth" in str(error) else "no se entiende lo que dice")


def parse_html(content: bytes) -> Element:
    """Give a tree of a page, or of a plain text. Raises UnreadableError."""
    from lxml import etree  # noqa: PLC0415 - an extra

    try:
        found = etree.fromstring(content, etree.HTMLParser(no_network=True, remove_comments=True))
    except (etree.ParserError, etree.XMLSyntaxError):
        found = None
    if found is None:
        raise damaged("está vacío")
    return found


def damaged(why: str) -> UnreadableError:
    """Make the sentence for a file that no program wrote like this."""
    return UnreadableError(f"Está dañado: {why}. Ábralo en Word, Excel o LibreOffice y guárdelo de nuevo.")
