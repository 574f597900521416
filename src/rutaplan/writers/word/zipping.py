"""zipping: a .docx as its parts, read with bounds."""

from collections.abc import Mapping

from rutaplan.catalogue import RefusedError
from rutaplan.zips import TooBigError, TooManyError, ZipError, read_parts

MAX_BYTES = 4 * 2**20
MAX_PARTS = 500
MAX_UNPACKED = 32 * 2**20
CONTENT_TYPES = "[Content_Types].xml"
Parts = Mapping[str, bytes]


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
