"""paper: a document that somebody names in a call, read; or one sentence that says why it cannot be."""

from pathlib import Path

from rutaplan.cli import NoPlan
from rutaplan.cli.progress import progress
from rutaplan.diagnostics import Diagnostic
from rutaplan.files import read_bytes, shown_path
from rutaplan.importers import EXTRAS, MAX_BYTES, UnreadableError, kind_of, read_document
from rutaplan.importers.pieces import Document
from rutaplan.printable import quoted


def read_file(path: Path) -> tuple[str, bytes, Document]:
    """Give the kind of a file, its bytes and what is in it; a usage error says why it cannot be read."""
    shown = shown_path(path)
    content = read_bytes(path, shown, MAX_BYTES)
    if not path.exists():
        raise NoPlan(f"No existe {quoted(shown)}.")
    if isinstance(content, Diagnostic):
        raise NoPlan(f"{quoted(shown)}: {content.title}; se encontró {content.found}.")
    try:
        kind = kind_of(content, path.name)
        with progress(f"Leyendo {quoted(shown)}"):
            return kind, content, read_document(content, kind)
    except UnreadableError as error:
        raise NoPlan(f"{quoted(shown)}: {error}") from None
    except ImportError:
        from rutaplan.origin import remedy  # noqa: PLC0415 - a part seldom lacks

        kind = path.suffix.lstrip(".").lower()
        order = remedy([EXTRAS.get(kind, "todo")])
        raise NoPlan(f"Para leer {kind} falta una parte de rutaplan. Instálela con: {order}") from None
