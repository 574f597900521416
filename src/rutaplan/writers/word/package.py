"""package: a .docx as its parts, read with bounds and written the same twice."""

import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MAX_BYTES = 4 * 2**20
MAX_PARTS = 500
MAX_UNPACKED = 32 * 2**20
CONTENT_TYPES = "[Content_Types].xml"
Parts = Mapping[str, bytes]
_FIRST = (CONTENT_TYPES, "_rels/.rels")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can tell


class RefusedError(Exception):
    """A template that is not printed; it holds what was found and what would do, in Spanish."""

    def __init__(self, found: str, expected: str, help: str = "", *, unreadable: bool = False) -> None:  # noqa: A002 - the word of Diagnostic
        super().__init__(found)
        self.found = found
        self.expected = expected
        self.help = help or "quítelo de la plantilla y guárdela de nuevo como documento de Word (.docx)"
        self.unreadable = unreadable


def unpack(data: bytes) -> Parts:
    """Take out every part of a .docx, by name; RefusedError if it is none, or opens into too much."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_bounds(entries)
            parts = {entry.filename: archive.read(entry) for entry in entries}
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
        raise no_document() from None
    if CONTENT_TYPES not in parts:
        raise no_document()
    return parts


def pack(parts: Parts) -> bytes:
    """Make the .docx of some parts: always in the same order, with no clock in it."""
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name in sorted(parts, key=lambda name: (name not in _FIRST, name)):
            entry = ZipInfo(name, _LONG_AGO)
            entry.create_system = 0  # the same on every system
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, parts[name])
    return stream.getvalue()


def _check_bounds(entries: list[ZipInfo]) -> None:
    names = {entry.filename.casefold() for entry in entries}
    if len(names) < len(entries) or any(
        entry.flag_bits & 1 or entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for entry in entries
    ):
        raise no_document()
    if len(entries) > MAX_PARTS:
        raise RefusedError(
            f"un archivo con {len(entries)} partes", f"{MAX_PARTS} o menos", _SIMPLER, unreadable=True
        )
    size = sum(entry.file_size for entry in entries)
    if size > MAX_UNPACKED:
        raise RefusedError(
            f"un archivo que al abrirse ocupa {size // 2**20} MiB",
            f"{MAX_UNPACKED // 2**20} MiB o menos",
            _SIMPLER,
            unreadable=True,
        )


_SIMPLER = "quite imágenes grandes, o empiece de nuevo con una copia de la plantilla incluida"


def no_document() -> RefusedError:
    """Tell that it is not a document of Word, or not whole."""
    return RefusedError(
        "un archivo que no es un documento de Word",
        "un documento de Word (.docx) sin contraseña",
        "ábralo en Word y guárdelo como documento de Word (.docx)",
        unreadable=True,
    )
