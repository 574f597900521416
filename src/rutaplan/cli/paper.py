"""paper: a document that somebody names in a call, read; or one sentence that says why it cannot be.

A folder is many proposals of the site, read as one document. To know what our papers print, they are made
again and read as they came.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from rutaplan.cli import NoPlan
from rutaplan.cli.options import part_lacks
from rutaplan.cli.progress import progress
from rutaplan.diagnostics import Diagnostic
from rutaplan.files import read_bytes, shown_path
from rutaplan.importers.office.package import MAX_BYTES
from rutaplan.importers.opening import kind_of, read_document
from rutaplan.importers.pieces import Document, UnreadableError
from rutaplan.importers.recognisers.proposed import MAX_CELLS, gather, holds_proposals
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.render import own_folder
from rutaplan.writers.offers import Call, Offer, find_offers, make, missing_extra

MAX_PROPOSALS = 1_000
PROPOSALS = {".csv", ".txt", ".eml"}
NAMED = "propuesta-"
"""What the site makes of a proposal, or a mail becomes that is saved; and how a workbook of it is named."""


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


def read_files(
    paths: Iterable[Path], folder: Path, faults: list[str]
) -> Iterator[tuple[str, str, bytes, Document]]:
    """Read some files of a folder, each after its name there; add a sentence for each that cannot be."""
    for path in paths:
        try:
            yield path.relative_to(folder).as_posix(), *read_file(path)
        except NoPlan as error:
            faults.append(error.message)


def sends_proposals(folder: Path) -> bool:
    """Whether some file of a folder, of those that the site makes, holds proposals."""
    paths = _seen(folder)[:MAX_PROPOSALS]
    ours = (each for each in paths if each.suffix.lower() in PROPOSALS or each.name.lower().startswith(NAMED))
    return any(holds_proposals(document) for *_, document in read_files(ours, folder, []))


def read_folder(folder: Path) -> tuple[Document, list[str]]:
    """Give all proposals of a folder as one document, and a sentence for all else that is there."""
    paths = _seen(folder)
    shown = quoted(shown_path(folder))
    if len(paths) > MAX_PROPOSALS:
        raise NoPlan(f"{shown} tiene más de {MAX_PROPOSALS} archivos: lleve las propuestas por partes.")
    inside = [each for each in paths if each.is_dir()]
    others = [f"{quoted(each.name)} es una carpeta: lleve aparte lo que tiene." for each in inside]
    papers: list[tuple[str, Document]] = []
    total = cells = 0
    files = (each for each in paths if each not in inside)
    for name, _, content, document in read_files(files, folder, others):
        total, cells = total + len(content), cells + document.size
        if total > MAX_BYTES or cells > MAX_CELLS:
            raise NoPlan(f"{shown} pesa demasiado: lleve las propuestas por partes.")
        if holds_proposals(document):
            papers.append((name, document))
        else:
            others.append(f"{quoted(name)} no es una propuesta de la página: llévelo aparte.")
    return gather(papers), others


def _seen(folder: Path) -> list[Path]:
    return sorted(each for each in folder.iterdir() if not each.name.startswith("."))


def own_offers(name: str, kind: str) -> Iterator[Offer]:
    """Our document of a name, in the format that a kind of file comes from; NoPlan without its extra."""
    wanted = {"odt": "docx", "ods": "xlsx"}.get(kind, kind)
    for offer in find_offers((own_folder(),)):
        if (offer.document.name, offer.format) == (name, wanted):
            if extra := missing_extra(offer):
                raise NoPlan(part_lacks(f"Para leer {kind}", [extra]))
            yield offer


def printed(plan: Plan, offer: Offer, call: Call) -> Iterator[Document]:
    """The papers of a document, made and read; without the index of their folder."""
    for about, papers in make([(offer, plan)], call):
        for made in papers if about is offer else ():
            if isinstance(made.content, bytes):
                yield read_document(made.content, offer.format)
