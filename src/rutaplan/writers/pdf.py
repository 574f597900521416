"""pdf: in the making."""

from collections.abc import Sequence
from pathlib import Path

from rutaplan.diagnostics import Diagnostic
from rutaplan.render import Found
from rutaplan.writers.papel import Papel


def write(template: Found, page: object, folders: Sequence[Path], papel: Papel) -> bytes | Diagnostic:
    raise NotImplementedError
