"""text: what a Jinja template prints, as a UTF-8 file."""

from collections.abc import Sequence
from pathlib import Path

from rutaplan.diagnostics import Diagnostic
from rutaplan.render import SUFFIX, FoundTemplate
from rutaplan.writers.papel import Papel


def write(template: FoundTemplate, page: object, folders: Sequence[Path], papel: Papel) -> bytes | Diagnostic:
    """Print a page with its template, or say what the template got wrong."""
    from rutaplan.render.printing import render  # noqa: PLC0415 - Word, PDF and sheets need no Jinja

    printed = render(template.path.name.removesuffix(SUFFIX), page, folders, papel.css)
    return printed.encode() if isinstance(printed, str) else printed
