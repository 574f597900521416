"""docx: a page as a Word document: a Word template gives letterhead and styles, the page gives the body."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from rutaplan.catalogue import RefusedError, diagnose
from rutaplan.diagnostics import Diagnostic, Place
from rutaplan.files import read_bytes, shown_path
from rutaplan.render import FoundTemplate, read_template
from rutaplan.writers.papel import Papel
from rutaplan.writers.word.zipping import MAX_BYTES, unpack

_MARKS, _VERSION = re.compile(rb"<[^>]*>"), re.compile(rb"\{\{\s*(?:identidad|version)\s*\}\}")


def write(template: FoundTemplate, page: Any, folders: Sequence[Path], papel: Papel) -> bytes | Diagnostic:  # noqa: ANN401 - any of the pages
    """Print a page on a Word template, or say why not. It is one file: no other folder is seen."""
    del folders
    from rutaplan.writers.word.letterhead import print_document  # noqa: PLC0415 - needs the extra «word»

    content = read_template(template.path, _read)
    if isinstance(content, Diagnostic):
        return content
    return print_document(content, shown_path(template.path), page, papel)


def _read(path: Path, shown: str) -> bytes | Diagnostic:
    return read_bytes(path, shown, MAX_BYTES)


def find_unversioned(templates: Iterable[FoundTemplate]) -> Iterator[Diagnostic]:
    """Say of which of some Word templates that did not come with the program no paper tells its version.

    The text is looked at without the marks between its letters: Word cuts a field into runs at will.
    """
    for path in dict.fromkeys(each.path for each in templates if each.engine == "docx" and not each.own):
        content = _read(path, shown_path(path))
        with suppress(RefusedError):  # it is told by whoever prints it
            parts = {} if isinstance(content, Diagnostic) else unpack(content)
            if not any(_VERSION.search(_MARKS.sub(b"", part)) for part in parts.values()):
                yield diagnose("PLA07", Place(shown_path(path)))
