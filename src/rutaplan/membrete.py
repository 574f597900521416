"""membrete: the image of a letterhead, read with distrust and written again: what it hides stays behind."""

import warnings
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from rutaplan.catalogue import RefusedError, diagnose
from rutaplan.diagnostics import Diagnostic
from rutaplan.files import is_behind_link, read_bytes

if TYPE_CHECKING:  # what prints a page apart from the plan measures images too
    from PIL.Image import Image

    from rutaplan.plan import Membrete, Plan

MAX_BYTES = 2**20
MAX_SIDE = 4000
"""Points of a side."""
WIDE_MM, TALL_MM = 120, 15
"""No letterhead is printed larger than this."""
_DPI, _COARSEST_DPI = 300, 72
_MM = 25.4
_KINDS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
_POINTS = ("PNG", "JPEG", "GIF", "BMP", "TIFF")
"""What holds points."""
_FIELD = ("documentos", "membrete")


class UnprintableError(RefusedError):
    """An image that is not printed."""


def read_letterhead(plan: "Plan", data: Path) -> "Membrete | Diagnostic | None":
    """The letterhead of a plan as papers print it, or what is wrong with its image. data: its folder."""
    documentos = plan.taller.documentos
    name = documentos and documentos.membrete
    if not name or not plan.is_read(plan.taller, *_FIELD):
        return None
    try:
        return print_ready(_content(data, name))
    except UnprintableError as error:
        source = plan.sources[plan.taller.archivo]
        return diagnose(error.key, source.place(*_FIELD), nombre=name, **error.fields)


def print_ready(content: bytes) -> "Membrete":
    """Write an image again: its points alone, upright, no more of them than paper shows."""
    kind = next((kind for start, kind in _KINDS.items() if content.startswith(start)), "")
    if not kind:
        raise UnprintableError("TAL02 clase")
    try:
        with warnings.catch_warnings(action="ignore"):
            return _written(content, kind)
    except UnprintableError:
        raise
    except Exception as error:  # a broken image is any of a dozen, and none of them is a bug of ours
        raise UnprintableError("TAL02 danada") from error


def is_oversized(content: bytes) -> bool:
    """Whether an image says in its first bytes that it has more points than paper shows: a bomb does."""
    from PIL import Image  # noqa: PLC0415 - most templates have none

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(content), formats=_POINTS) as image:
            return max(image.size) > MAX_SIDE
    except Image.DecompressionBombError:
        return True
    except Exception:  # noqa: BLE001 - a broken image is any of a dozen; programs show none, or draw its lines
        return False


def _content(data: Path, name: str) -> bytes:
    path = data / name
    if is_behind_link(path, data):
        raise UnprintableError("TAL02 enlace")
    content = read_bytes(path, name, MAX_BYTES)
    if not isinstance(content, Diagnostic):
        return content
    match content.code:
        case "YML11":
            raise UnprintableError("TAL02 peso", maximo=MAX_BYTES)
        case "YML14":
            raise UnprintableError("TAL02 archivo")
        case _:
            raise UnprintableError("TAL02 falta")


def _written(content: bytes, kind: str) -> "Membrete":
    from PIL import Image, ImageOps  # noqa: PLC0415 - most plans have no letterhead

    from rutaplan.plan import Membrete  # noqa: PLC0415 - as above

    try:
        with Image.open(BytesIO(content), formats=[kind]) as opened:
            _refuse(opened, kind)
            image = _in_colour(ImageOps.exif_transpose(opened))
    except Image.DecompressionBombError:
        raise UnprintableError("TAL02 lado", maximo=MAX_SIDE) from None
    ancho, alto = image.size
    mm = min(WIDE_MM / ancho, TALL_MM / alto, _MM / _COARSEST_DPI)  # of a point
    image.thumbnail((round(WIDE_MM / _MM * _DPI), round(TALL_MM / _MM * _DPI)))
    image.info.clear()  # what is left in it would be written too: profiles, comments
    stream = BytesIO()
    image.save(stream, "PNG", optimize=True)
    return Membrete(stream.getvalue(), ancho * mm, alto * mm)


def _refuse(image: "Image", kind: str) -> None:
    """Refuse what its first bytes tell, before its points are read: a bomb has too many of them."""
    if max(image.size) > MAX_SIDE:
        raise UnprintableError("TAL02 lado", maximo=MAX_SIDE)
    if kind == "PNG" and getattr(image, "is_animated", False):
        raise UnprintableError("TAL02 animada")


def _in_colour(image: "Image") -> "Image":
    """Eight bits a colour, whatever it had; transparent where it was."""
    if image.mode.startswith("I"):  # sixteen bits of grey, which a mere change of mode would cut to white
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")
