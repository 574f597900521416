"""writers: a finished page becomes the bytes of a file. One module a way of writing.

A document is offered in the formats for which there is a template, and, if it has planillas, as sheets.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from rutaplan.derive.involved import with_bodies
from rutaplan.diagnostics import Diagnostic
from rutaplan.plan import Plan
from rutaplan.query import NO, Query
from rutaplan.render import FoundTemplate, find_templates, own_folder
from rutaplan.views import DOCUMENTS, DocumentKind, Planilla
from rutaplan.writers import csv, docx, pdf, text, xlsx
from rutaplan.writers.confined import Work, write_confined
from rutaplan.writers.papel import Papel

__all__ = ["Made", "Offer", "Papel", "find_offers", "make", "missing_extra"]

TEMPLATE_WRITERS: Mapping[
    str, Callable[[FoundTemplate, object, Sequence[Path], Papel], bytes | Diagnostic]
] = {
    "j2": text.write,
    "typ": pdf.write,
    "docx": docx.write,
}
"""By the engine that prints the template."""
SHEET_WRITERS: Mapping[str, Callable[[Planilla, Papel, str], bytes | Diagnostic]] = {
    "csv": csv.write,
    "xlsx": xlsx.write,
}
"""By format: these need no template."""
EXTRAS = {"typ": ("pdf", "typst"), "docx": ("word", "lxml"), "xlsx": ("excel", "xlsxwriter")}
"""The extra that brings what an engine or a sheet needs, and the module to look for."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A document in a format, and the template that makes it; None where the writer needs none.

    separator: what stands between the columns of a csv.
    """

    document: DocumentKind
    format: str
    template: FoundTemplate | None
    separator: str = ","

    @property
    def own(self) -> bool:
        """Whether it came with the program."""
        return self.template is None or self.template.own


@dataclass(frozen=True, slots=True)
class Made:
    """A file: its name, and its bytes or why it could not be made."""

    name: str
    content: bytes | Diagnostic


def find_offers(folders: Sequence[Path]) -> tuple[Offer, ...]:
    """List what can be made: documents in their order, formats by name. A template goes before a sheet."""
    found = {
        (each.name, each.format): each
        for each in find_templates(folders, {d.name: d.formatos for d in DOCUMENTS})
    }
    return tuple(
        Offer(document, kind, found.get((document.name, kind)))
        for document in DOCUMENTS
        for kind in sorted(
            {kind for name, kind in found if name == document.name}
            | (set(SHEET_WRITERS) if document.planillas else set())
        )
    )


def missing_extra(offer: Offer) -> str:
    """The extra that this needs and that is not installed; nothing if it can be made."""
    extra, module = EXTRAS.get(offer.template.engine if offer.template else offer.format, ("", ""))
    return extra if extra and find_spec(module) is None else ""


def make(offer: Offer, plan: Plan, query: Query, folders: Sequence[Path], papel: Papel) -> list[Made]:
    """Make the files of a document in a format: one, or one for each of what it is about.

    query: the call's; of what there is one page each of (DocumentKind.per), it names some or leaves some out.
    """
    document, template = offer.document, offer.template
    chosen = query.get(document.per, ())
    but = query.get(NO + document.per, ())
    left_out = {ident.lower() for ident in (with_bodies(plan, but) if document.per == "institucion" else but)}
    if template is None:
        sheets = document.planillas(plan, chosen) if document.planillas else {}
        write_sheet = SHEET_WRITERS[offer.format]
        return [
            Made(_file_name(offer, key), write_sheet(planilla, papel, offer.separator))
            for key, planilla in sheets.items()
            if key not in left_out
        ]
    write = TEMPLATE_WRITERS[template.engine]
    pages = {key: page for key, page in document.pages(plan, chosen).items() if key not in left_out}
    if any(folder != own_folder() for folder in folders):
        written = write_confined(Work(write, template, pages, folders, papel))
    else:
        written = [(key, write(template, page, folders, papel)) for key, page in pages.items()]
    return [Made(_file_name(offer, key), content) for key, content in written]


def _file_name(offer: Offer, key: str) -> str:
    """Name a file by its document, by what it is about if there is one each, and by its format."""
    return "-".join(filter(None, (offer.document.name, key))) + f".{offer.format}"
