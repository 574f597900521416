"""offers: what documents can be made, in which formats, and the making of them.

A document is offered in the formats for which there is a template, and, if it has planillas, as sheets.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from rutaplan.catalogue import diagnose
from rutaplan.derive.involved import with_bodies
from rutaplan.diagnostics import Diagnostic, Place
from rutaplan.files import shown_path
from rutaplan.plan import Plan
from rutaplan.query import NO, Query
from rutaplan.render import TEXT_FORMATS, FoundTemplate, find_templates, own_folder
from rutaplan.views.documents import DOCUMENTS, DocumentKind, Page
from rutaplan.views.planilla import Planilla
from rutaplan.writers import csv, docx, pdf, text, xlsx
from rutaplan.writers.confined import Answers, Work, Write, write_confined
from rutaplan.writers.papel import Papel

TEMPLATE_WRITERS: Mapping[str, Write] = {"j2": text.write, "typ": pdf.write, "docx": docx.write}
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

    @property
    def refused(self) -> Diagnostic | None:
        """Why nothing is made of a template: Jinja prints text of a few kinds, and no sheets."""
        kinds = [kind for kind in TEXT_FORMATS if not self.document.planillas or kind not in SHEET_WRITERS]
        if self.template is None or self.template.engine != "j2" or self.format in kinds:
            return None
        place = Place(shown_path(self.template.path))
        return diagnose("PLA03 formato", place, formato=self.format, formatos=", ".join(kinds))


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


def make(
    asked: Sequence[tuple[Offer, Plan]],
    query: Query,
    folders: Sequence[Path],
    papel: Papel,
    step: Callable[[str], AbstractContextManager[object]] = nullcontext,
) -> Iterator[tuple[Offer, list[Made]]]:
    """Make the files of documents in formats, each of the part of the plan that it is about.

    Of each there is one, or one for each of what it is about (DocumentKind.per), of which the call's query
    names some or leaves some out. All that is not the program's alone is made at once, confined, at the
    first of it. step: what lasts while a part is made, by its name.
    """
    works = _works(asked, query, folders, papel)
    foreign = [index for index, work in works.items() if _is_foreign(work.template, folders)]
    confined: Mapping[int, Answers] = {}
    for index, (offer, plan) in enumerate(asked):
        with step(f"Haciendo {offer.document.name}.{offer.format}"):
            if index in foreign and not confined:
                confined = dict(zip(foreign, write_confined([works[each] for each in foreign]), strict=True))
            if offer.refused:
                written: Answers = [("", offer.refused)]
            elif index in works:
                written = confined[index] if index in confined else _write_here(works[index])
            else:
                written = _write_sheets(offer, plan, query, papel)
        yield offer, [Made(_file_name(offer, key), content) for key, content in written]


def _works(
    asked: Iterable[tuple[Offer, Plan]], query: Query, folders: Sequence[Path], papel: Papel
) -> dict[int, Work]:
    """What templates print, by its place in asked; the pages of a document serve all its formats."""
    pages: dict[tuple[str, int], Mapping[str, Page]] = {}
    works = {}
    for index, (offer, plan) in enumerate(asked):
        document, template = offer.document, offer.template
        if template is not None and not offer.refused:
            key = document.name, id(plan)
            if key not in pages:
                pages[key] = _kept(document, document.pages(plan, query.get(document.per, ())), plan, query)
            works[index] = Work(TEMPLATE_WRITERS[template.engine], template, pages[key], folders, papel)
    return works


_T = TypeVar("_T")


def _kept(document: DocumentKind, made: Mapping[str, _T], plan: Plan, query: Query) -> Mapping[str, _T]:
    """Leave out those that the call leaves out."""
    but: Collection[str] = query.get(NO + document.per, ())
    left_out = {ident.lower() for ident in (with_bodies(plan, but) if document.per == "institucion" else but)}
    return {key: each for key, each in made.items() if key not in left_out}


def _write_here(work: Work) -> Answers:
    """Print pages with what came with the program, and nothing else: no other folder is seen."""
    own = (own_folder(),)
    return [(key, work.write(work.template, page, own, work.papel)) for key, page in work.pages.items()]


def _write_sheets(offer: Offer, plan: Plan, query: Query, papel: Papel) -> Answers:
    document = offer.document
    sheets = document.planillas(plan, query.get(document.per, ())) if document.planillas else {}
    write = SHEET_WRITERS[offer.format]
    kept = _kept(document, sheets, plan, query)
    return [(key, write(planilla, papel, offer.separator)) for key, planilla in kept.items()]


def _is_foreign(template: FoundTemplate, folders: Sequence[Path]) -> bool:
    """Whether anything that did not come with the program takes part; the name of a part begins with _."""
    others = [folder for folder in folders if folder != own_folder()]
    parts = (path for folder in others for path in folder.glob(f"_*{template.path.suffix}"))
    return not template.own or any(parts)


def _file_name(offer: Offer, key: str) -> str:
    """Name a file by its document, by what it is about if there is one each, and by its format."""
    return "-".join(filter(None, (offer.document.name, key))) + f".{offer.format}"
