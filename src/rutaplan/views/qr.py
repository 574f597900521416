"""qr: the code by which a phone reads an address. It knows no plan: what prints apart from one draws it."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import groupby

BORDER = 4
"""Modules of white around a code: its standard asks for them."""
_LEVEL = "m"


def qr_png(destino: str) -> bytes:
    """Draw the code of an address as a picture, for papers that hold no drawing."""
    import segno  # noqa: PLC0415 - most plans have no site

    stream = BytesIO()
    segno.make(destino, error=_LEVEL, micro=False).save(stream, kind="png", scale=8, border=BORDER)
    return stream.getvalue()


def qr_path(address: str) -> tuple[int, str]:
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
