"""making: which documents a call of render asks for, whether they go together, and every file of them."""

from collections.abc import Sequence
from dataclasses import replace

from rutaplan.cli import NoPlan, terminal
from rutaplan.cli.progress import progress
from rutaplan.derive import enumerate_words
from rutaplan.diagnostics import Diagnostic
from rutaplan.model import Taller
from rutaplan.plan import Plan
from rutaplan.query import NO, Query, query_label, select
from rutaplan.suggest import fold, mend
from rutaplan.views.documents import CAMBIOS, COMPLETA, DOCUMENTS
from rutaplan.writers.offers import Call, Made, Offer, make, own_query

NAMES = tuple(document.name for document in DOCUMENTS)
PLENARIA = "plenaria"
PLENARY_FORMATS = ("docx", "pdf", "html")


def choose(
    offers: Sequence[Offer], documentos: Sequence[str], formatos: Sequence[str], juego: Sequence[str]
) -> list[Offer]:
    """What a call asks for, in the documents' order; a name that is not there is a usage error."""
    documentos, formatos = [fold(name) for name in documentos], [fold(each) for each in formatos]
    for name in documentos:
        if name not in NAMES:
            how = "; «rutaplan render --lista» dice cuáles hay"
            raise NoPlan(f"No hay un documento «{name}»{mend(name, NAMES, how)}.")
    names = documentos or juego
    there = sorted({each.format for each in offers if each.document.name in names})
    for formato in formatos:
        if formato not in there:
            raise NoPlan(f"--formato: no hay «{formato}» para {', '.join(names)} (hay: {', '.join(there)}).")
    for name in documentos if formatos else ():
        own = sorted(each.format for each in offers if each.document.name == name)
        if not set(own).intersection(formatos):
            raise NoPlan(f"--formato: no hay «{name}» en {', '.join(formatos)} (hay: {', '.join(own)}).")
    kinds = formatos or (there if documentos else PLENARY_FORMATS)
    return [each for each in offers if each.document.name in names and each.format in kinds]


def juego(taller: Taller) -> Sequence[str]:
    """What a workshop makes where a call names no document."""
    asked = taller.documentos and taller.documentos.juego
    return [each for each in asked or () if each in NAMES] or (PLENARIA, "matriz")


def completed(wanted: Sequence[Offer]) -> list[Offer]:
    """Put the whole reading in place of the sheet."""
    if not any(each.document.name == PLENARIA for each in wanted):
        raise NoPlan(f"--completa es de «{PLENARIA}»: nómbrela entre los documentos.")
    return [replace(each, document=COMPLETA) if each.document.name == PLENARIA else each for each in wanted]


def check_desde(wanted: Sequence[Offer], desde: str | None) -> None:
    """Refuse to compare with nothing, and to compare for documents that tell no changes."""
    compares = any(each.document.name == CAMBIOS for each in wanted)
    if compares and desde is None:
        raise NoPlan(f"«{CAMBIOS}» compara el plan con una versión anterior: diga cuál con --desde VERSIÓN.")
    if desde is not None and not compares:
        raise NoPlan(f"--desde es de «{CAMBIOS}»: nómbrelo entre los documentos.")


def check_bound(wanted: Sequence[Offer]) -> None:
    """Refuse to bind what is one page."""
    many = [document.name for document in DOCUMENTS if document.juntas]
    for each in wanted:
        if each.document.name not in many:
            raise NoPlan(f"--cuaderno es de {enumerate_words(many)}, y no de «{each.document.name}».")


def make_documents(
    plan: Plan, call: Call, wanted: Sequence[Offer]
) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """The content of every file, by name; and what could not be made. What would say nothing is told."""
    parts = {per: _chosen(plan, call.query, per) for per in {each.document.per for each in wanted}}
    made: dict[str, list[Made]] = {}
    for offer, files in make([(each, parts[each.document.per]) for each in wanted], call, progress):
        made.setdefault(offer.document.name, []).extend(files)
    for name, files in made.items():
        if not files:
            why = "los filtros no dejan ninguna de sus hojas" if plan.grupos else "el plan no tiene grupos"
            terminal.tell(f"  {name}: no se hace, {why}.")
    everything = [file for files in made.values() for file in files]
    _tell_silent(everything)
    faults = [file.content for file in everything if isinstance(file.content, Diagnostic)]
    contents = {file.name: file.content for file in everything if isinstance(file.content, bytes)}
    return contents, list(dict.fromkeys(faults))


def _tell_silent(made: Sequence[Made]) -> None:
    """Say once of each page that would say nothing, or of a format of it, that it is not made, and why."""
    there = {_stem(file) for file in made if not isinstance(file.content, str)}
    silent: dict[str, str] = {}
    for file in made:
        if isinstance(file.content, str):
            silent.setdefault(file.name if _stem(file) in there else _stem(file), file.content)
    for name, why in silent.items():
        terminal.tell(f"  {name}: no se hace. {why}")


def _stem(file: Made) -> str:
    return file.name.rpartition(".")[0]


def _chosen(plan: Plan, query: Query, per: str) -> Plan:
    """The part of the plan that a call asks for.

    What a document has one page each of chooses pages, not actions: the sheet of an institution also
    tells what was asked of the one that it took over from.
    """
    only, but = query.get("grupo") or plan.grupo_by_id, query.get(f"{NO}grupo", ())
    query = own_query(query, per)
    grupos = tuple(grupo for grupo in plan.grupos if grupo.id in only and grupo.id not in but)
    return replace(select(plan, query), grupos=grupos, filtro=query_label(plan, query))
