"""qr: the code by which a phone reads an address. It knows no plan: what prints apart from one draws it."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from typing import Any

BORDER = 4
"""Modules of white around a code: its standard asks for them."""


def qr_png(destino: str) -> bytes:
    """Draw the code of an address as a picture, for papers that hold no drawing."""
    stream = BytesIO()
    _code(destino).save(stream, kind="png", scale=8, border=BORDER)
    return stream.getvalue()


def qr_path(destino: str) -> tuple[int, str]:
    """Its side in modules, and the dark ones as a path of SVG."""
    rows = _code(destino).matrix
    return len(rows) + 2 * BORDER, "".join(_strokes(rows))


@lru_cache(maxsize=4)  # that of the site is on every sheet, and takes twice as long as all the rest of one
def _code(destino: str) -> Any:  # noqa: ANN401 - segno's own
    import segno  # noqa: PLC0415 - most plans have no site

    return segno.make(destino, error="m", micro=False)


def _strokes(rows: Iterable[bytearray]) -> Iterator[str]:
    for y, row in enumerate(rows, BORDER):
        x = BORDER
        for is_dark, run in groupby(row):
            length = len(list(run))
            if is_dark:
                yield f"M{x} {y}h{length}v1h-{length}z"
            x += length
