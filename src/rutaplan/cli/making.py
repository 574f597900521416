"""making: every file that a call of render asks for, and what is told of those that are not made."""

from collections.abc import Sequence
from dataclasses import replace

from rutaplan.cli import terminal
from rutaplan.cli.progress import progress
from rutaplan.diagnostics import Diagnostic
from rutaplan.plan import Plan
from rutaplan.query import NO, Query, query_label, select
from rutaplan.writers.offers import Call, Made, Offer, make, own_query


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
