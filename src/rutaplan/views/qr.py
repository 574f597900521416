"""qr: an address on paper: words, a link where it may be followed, and a QR code for a phone."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from rutaplan.derive.direcciones import destino
from rutaplan.views.bloques import Direccion

BORDER = 4
"""Modules of white around a code: its standard asks for them."""
_LEVEL = "m"


def make_direccion(antes: str, texto: str, despues: str = "", *, qr: bool = False) -> Direccion:
    """Make the block of an address, or of what is none and stays a text. qr: with its code."""
    leads = destino(texto)
    lado, trazo = _drawn(leads) if qr and leads else (0, "")
    return Direccion(antes, texto, despues, leads, lado, trazo)


def qr_png(destino: str) -> bytes:
    """Draw the code of an address as a picture, for papers that hold no drawing."""
    from io import BytesIO  # noqa: PLC0415 - the same

    import segno  # noqa: PLC0415 - most plans have no site

    stream = BytesIO()
    segno.make(destino, error=_LEVEL, micro=False).save(stream, kind="png", scale=8, border=BORDER)
    return stream.getvalue()


def _drawn(address: str) -> tuple[int, str]:
    """Its side in modules, and the dark ones as a path of SVG."""
    import segno  # noqa: PLC0415 - as above

    rows = segno.make(address, error=_LEVEL, micro=False).matrix
    return len(rows) + 2 * BORDER, "".join(_strokes(rows))


def _strokes(rows: Iterable[bytearray]) -> Iterator[str]:
    for y, row in enumerate(rows, BORDER):
        x = BORDER
        for is_dark, run in groupby(row):
            length = len(list(run))
            if is_dark:
                yield f"M{x} {y}h{length}v1h-{length}z"
            x += length
