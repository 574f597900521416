"""package: a zip that somebody sends (.docx, .xlsx, .odt, .ods): what it is, and its parts within bounds.

A bomb or a password is refused here with its own sentence.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from posixpath import dirname, join, normpath
from xml.etree.ElementTree import Element

from rutaplan.importers.foreign import LOCKED, PRESENTATION, foreign_zip
from rutaplan.importers.office.bounded_xml import BoundedXml, damaged
from rutaplan.importers.pieces import UnreadableError
from rutaplan.zips import LockedError, TooBigError, TooManyError, Zip, ZipError

MAX_BYTES = 16 * 2**20
ZIP = b"PK"
MAX_PARTS = 2_000
MAX_OPEN = 128 * 2**20
MAX_PART = 24 * 2**20
_OPENDOCUMENT = re.compile(rb"application/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)\b")
_KINDS = {"text": "odt", "spreadsheet": "ods"}
_MAINS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_LANGUAGES = {b"wordprocessingml": "docx", b"spreadsheetml": "xlsx"}  # a part that is inside has one too


@dataclass(frozen=True, slots=True)
class Related:
    """A part that another one names: as what (chart, footnotes, header…), and its name."""

    kind: str
    name: str


class Package:
    """A zipped document. kind: docx, xlsx, odt or ods; around: what it is in. Raises UnreadableError."""

    def __init__(self, content: bytes, around: "Package | None" = None) -> None:
        self.xml: BoundedXml = around.xml if around else BoundedXml()
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
        """Give a part, if it is small enough. Raises UnreadableError."""
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
        return content

    def root(self, name: str) -> Element:
        """Give a part as a tree. Raises UnreadableError."""
        return self.xml.root(self.part(name))

    def elements(self, name: str, *wanted: str) -> Iterator[Element]:
        """Give each element of these names that a part has, and forget it. Raises UnreadableError."""
        return self.xml.elements(self.part(name), *wanted)

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
