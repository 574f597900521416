"""paper: a document that somebody names in a call, read; or one sentence that says why it cannot be.

A folder is many proposals of the site, read as one document.
"""

from contextlib import suppress
from pathlib import Path

from rutaplan.cli import NoPlan
from rutaplan.cli.progress import progress
from rutaplan.diagnostics import Diagnostic
from rutaplan.files import read_bytes, shown_path
from rutaplan.importers import EXTRAS, MAX_BYTES, UnreadableError, kind_of, read_document
from rutaplan.importers.pieces import Document
from rutaplan.importers.proposed import MAX_CELLS, gather, holds_proposals
from rutaplan.printable import quoted

MAX_PROPOSALS = 1_000
PROPOSALS = {".csv", ".txt", ".eml"}
"""What the site makes of a proposal, and what a mail becomes that is saved."""


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


def sends_proposals(folder: Path) -> bool:
    """Whether some file of a folder, of those that the site makes, holds proposals."""
    for each in sorted(folder.iterdir())[:MAX_PROPOSALS]:
        with suppress(NoPlan):
            if each.suffix.lower() in PROPOSALS and holds_proposals(read_file(each)[2]):
                return True
    return False


def read_folder(folder: Path) -> tuple[Document, list[str]]:
    """Give all proposals of a folder as one document, and a sentence for each file that is none."""
    names = sorted(each.name for each in folder.iterdir() if not each.name.startswith("."))
    shown = quoted(shown_path(folder))
    if len(names) > MAX_PROPOSALS:
        raise NoPlan(f"{shown} tiene más de {MAX_PROPOSALS} archivos: lleve las propuestas por partes.")
    papers: list[tuple[str, Document]] = []
    others: list[str] = []
    total = cells = 0
    for name in names:
        if (folder / name).is_dir():
            others.append(f"{quoted(name)} es una carpeta: lleve aparte lo que tiene.")
            continue
        try:
            _, content, document = read_file(folder / name)
        except NoPlan as error:
            others.append(str(error))
            continue
        total, cells = total + len(content), cells + document.size
        if total > MAX_BYTES or cells > MAX_CELLS:
            raise NoPlan(f"{shown} pesa demasiado: lleve las propuestas por partes.")
        if holds_proposals(document):
            papers.append((name, document))
        else:
            others.append(f"{quoted(name)} no es una propuesta de la página: llévelo aparte.")
    if not papers:
        raise NoPlan("\n".join([f"No hay propuestas en {shown}.", *others]))
    return gather(papers), others
