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
from rutaplan.query import NO, Query, query_slug
from rutaplan.render import TEXT_FORMATS, FoundTemplate, find_templates, own_folder
from rutaplan.views.cuaderno import INDICE, build_cuaderno, build_indice
from rutaplan.views.documents import DOCUMENTS, DocumentKind, Page
from rutaplan.views.pagina import Pagina
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
_INDEX_FORMATS = ("html", "md")
EXTRAS = {"typ": ("pdf", "typst"), "docx": ("word", "lxml"), "xlsx": ("excel", "xlsxwriter")}
"""The extra that brings what an engine or a sheet needs, and the module to look for."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A document in a format, and the template that makes it; None where the writer needs none."""

    document: DocumentKind
    format: str
    template: FoundTemplate | None

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
    """A file: its name, and its bytes or why it could not be made; a text says that it would say nothing."""

    name: str
    content: bytes | Diagnostic | str


@dataclass(frozen=True, slots=True)
class Call:
    """What a call asks of every document. query chose the parts of the plan that they are about.

    Of what there is one page each of (DocumentKind.per) it names some or leaves some out. bound: many pages
    become one file. silent: what says nothing is made too. separator: what stands between the columns of
    a csv.
    """

    query: Query
    folders: Sequence[Path]
    papel: Papel
    bound: bool = False
    silent: bool = False
    separator: str = ","


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


def index_offers(page: Page, folders: Sequence[Path], carpeta: str = "") -> list[Offer]:
    """The formats of the page that opens a folder: of that name, or of the one where all is written."""
    kind = DocumentKind(INDICE, "", lambda _plan, _chosen: {"": page}, carpeta=carpeta)
    return [Offer(kind, each.format, each) for each in find_templates(folders, {INDICE: _INDEX_FORMATS})]


def missing_extra(offer: Offer) -> str:
    """The extra that this needs and that is not installed; nothing if it can be made."""
    extra, module = EXTRAS.get(offer.template.engine if offer.template else offer.format, ("", ""))
    return extra if extra and find_spec(module) is None else ""


@dataclass(frozen=True, slots=True)
class _Pages:
    """The pages of a document by key: those that are printed, and the sentences of those that say nothing."""

    printed: Mapping[str, Page]
    silent: Mapping[str, str]


def make(
    asked: Iterable[tuple[Offer, Plan]],
    call: Call,
    step: Callable[[str], AbstractContextManager[object]] = nullcontext,
) -> Iterator[tuple[Offer, list[Made]]]:
    """Make the files of documents in formats, each document of the part of the plan that it is about.

    Of each there is one, or one for each of what it is about, in a folder with an index where they are
    many. All that is not the program's alone is made at once, confined, at the first of it. step: what
    lasts while a part is made, by its name.
    """
    asked, about = [*asked], dict[DocumentKind, Plan]()
    for offer, plan in asked:
        if offer.template or offer.document.juntas:  # an index lists the pages of sheets too
            about[offer.document] = plan
    pages = {document: _pages_of(document, plan, call) for document, plan in about.items()}
    for document in [each for each in about if each.juntas and any(pages[each].printed)]:
        offers = [offer for offer, _ in asked if offer.document == document]
        page = _index(about[document], document, offers, pages[document], call)
        for offer in index_offers(page, call.folders, document.name):
            pages[offer.document] = _Pages({"": page}, {})
            asked.append((offer, about[document]))
    works = {
        offer: _work(offer.template, pages[offer.document], call) for offer, _ in asked if offer.template
    }
    foreign = [offer for offer, work in works.items() if not offer.refused and _is_foreign(work)]
    confined: dict[Offer, Answers] = {}
    for offer, plan in asked:
        with step(f"Haciendo {offer.document.name}.{offer.format}"):
            if offer in foreign and not confined:
                confined = dict(zip(foreign, write_confined([works[each] for each in foreign]), strict=True))
            written: Iterable[tuple[str, bytes | Diagnostic | str]]
            if offer.refused:
                written = [("", offer.refused)]
            elif offer in works:
                said = confined[offer] if offer in confined else _write_here(works[offer])
                written = [*pages[offer.document].silent.items(), *said]
            else:
                written = _write_sheets(offer, plan, call)
        yield offer, [Made(_file_name(offer, key, call), content) for key, content in written]


def _pages_of(document: DocumentKind, plan: Plan, call: Call) -> _Pages:
    """The pages that a call asks for; bound together, if it asks for that and any says something."""
    made = _kept(document, document.pages(plan, call.query.get(document.per, ())), plan, call)
    sheets = [each for each in made.values() if isinstance(each, Pagina) and not each.vacia]
    if call.bound and sheets:
        made = {"": build_cuaderno(plan, document.juntas, document.para, sheets)}
    vacias = {key: each.vacia for key, each in made.items() if isinstance(each, Pagina) and each.vacia}
    silent = {} if call.silent else vacias
    return _Pages({key: each for key, each in made.items() if key not in silent}, silent)


def _index(plan: Plan, document: DocumentKind, offers: Sequence[Offer], pages: _Pages, call: Call) -> Page:
    """The page that opens the folder of the sheets of a document."""
    sheets = {key: page for key, page in pages.printed.items() if isinstance(page, Pagina) and key}
    files = {
        key: {each.format: _file_name(each, key, call).rpartition("/")[2] for each in offers}
        for key in sheets
    }
    return build_indice(plan, document.juntas, document.para, sheets, files)


def _work(template: FoundTemplate, pages: _Pages, call: Call) -> Work:
    """What a template prints."""
    return Work(TEMPLATE_WRITERS[template.engine], template, pages.printed, call.folders, call.papel)


_T = TypeVar("_T")


def _kept(document: DocumentKind, made: Mapping[str, _T], plan: Plan, call: Call) -> Mapping[str, _T]:
    """Leave out those that the call leaves out."""
    but: Collection[str] = call.query.get(NO + document.per, ())
    left_out = {ident.lower() for ident in (with_bodies(plan, but) if document.per == "institucion" else but)}
    return {key: each for key, each in made.items() if key not in left_out}


def _write_here(work: Work) -> Answers:
    """Print pages with what came with the program, and nothing else: no other folder is seen."""
    own = (own_folder(),)
    return [(key, work.write(work.template, page, own, work.papel)) for key, page in work.pages.items()]


def _write_sheets(offer: Offer, plan: Plan, call: Call) -> list[tuple[str, bytes | Diagnostic | str]]:
    document = offer.document
    sheets = document.planillas(plan, call.query.get(document.per, ())) if document.planillas else {}
    write = SHEET_WRITERS[offer.format]
    kept = _kept(document, sheets, plan, call).items()
    return [
        (key, (not call.silent and planilla.vacia) or write(planilla, call.papel, call.separator))
        for key, planilla in kept
    ]


def _is_foreign(work: Work) -> bool:
    """Whether anything that did not come with the program takes part; the name of a part begins with _."""
    others = [folder for folder in work.folders if folder != own_folder()]
    parts = (path for folder in others for path in folder.glob(f"_*{work.template.path.suffix}"))
    return not work.template.own or any(parts)


def _file_name(offer: Offer, key: str, call: Call) -> str:
    """Name a file by its document, what it is about if there is one each, the filters, and its format.

    What has a folder of its own is named in there by what it is about. Before the filters stands another
    sign after a key than after a name: no group is called like a group and a filter.
    """
    document = offer.document
    folder = document.carpeta or (document.name if document.juntas and key else "")
    own = key + "_" * (key == INDICE)  # nobody's id ends so: no sheet is called like the index
    name = own if document.juntas and key else "-".join(filter(None, (document.name, key)))
    chooses_pages = "" if call.bound or document.carpeta else document.per
    slug = "" if key and document.per == "accion" else query_slug(own_query(call.query, chooses_pages))
    told = ("--" if key else "-").join(filter(None, (name, slug)))
    return f"{folder}/{told}.{offer.format}" if folder else f"{told}.{offer.format}"


def own_query(query: Query, per: str) -> Query:
    """A query without what chooses pages, and not actions, of a document that has one each of something."""
    return {key: values for key, values in query.items() if key not in {per, NO + per}}
