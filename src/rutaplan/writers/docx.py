"""docx: a page as a Word document: a Word template gives letterhead and styles, the page gives the body."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rutaplan.catalogue import diagnose
from rutaplan.diagnostics import Diagnostic, Place
from rutaplan.files import read_bytes, shown_path
from rutaplan.render import FoundTemplate
from rutaplan.render.template_faults import as_template_fault
from rutaplan.writers.papel import Papel
from rutaplan.writers.word.zipping import MAX_BYTES


def write(template: FoundTemplate, page: Any, folders: Sequence[Path], papel: Papel) -> bytes | Diagnostic:  # noqa: ANN401 - any of the pages
    """Print a page on a Word template, or say why not. It is one file: no other folder is seen."""
    del folders
    from rutaplan.writers.word.letterhead import print_document  # noqa: PLC0415 - needs the extra «word»

    shown = shown_path(template.path)
    if template.path.parent.is_symlink():
        return diagnose("PLA05 carpeta", Place(shown_path(template.path.parent)))
    content = read_bytes(template.path, shown, MAX_BYTES)
    if isinstance(content, Diagnostic):
        return as_template_fault(content)
    return print_document(content, shown, page, papel)
