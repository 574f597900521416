"""zipping: a .docx as its parts, read with bounds and written the same twice."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from rutaplan.zips import TooBigError, TooManyError, ZipError, read_parts

MAX_BYTES = 4 * 2**20
MAX_PARTS = 500
MAX_UNPACKED = 32 * 2**20
CONTENT_TYPES = "[Content_Types].xml"
Parts = Mapping[str, bytes]
_FIRST = (CONTENT_TYPES, "_rels/.rels")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can tell


class RefusedError(Exception):
    """A template that is not printed; it holds the code and the fields of why, for diagnose."""

    def __init__(self, key: str, /, **fields: object) -> None:
        super().__init__(key)
        self.key = key
        self.fields: dict[str, Any] = fields


def unpack(data: bytes) -> Parts:
    """Take out every part of a .docx, by name; RefusedError if it is none, or opens into too much."""
    try:
        parts = dict(read_parts(data, MAX_PARTS, MAX_UNPACKED))
    except TooManyError as error:
        raise RefusedError("PLA05 partes", partes=error.parts, maximo=MAX_PARTS) from None
    except TooBigError as error:
        raise RefusedError("PLA05 peso", peso=error.size // 2**20, maximo=MAX_UNPACKED // 2**20) from None
    except ZipError:
        parts = {}
    if CONTENT_TYPES not in parts:
        raise RefusedError("PLA05 word")
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
