"""rutaplan show: one action, group or institution in full, with names instead of ids and its findings."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from rutaplan.cli import OK, NoPlan, terminal
from rutaplan.cli.as_json import thing_values
from rutaplan.cli.cards import page
from rutaplan.cli.options import (
    corte_option,
    datos_option,
    find_data,
    formato_option,
    tell_broken,
    tell_unfinished,
    thing_named,
)
from rutaplan.derive.named import Thing
from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.load import load
from rutaplan.plan import Plan
from rutaplan.printable import json_text, quoted
from rutaplan.reporters.json import finding_values
from rutaplan.rules import check


@click.command("show", options_metavar="[OPCIONES]")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--historia", is_flag=True, help="De cada acción, qué cambió y cuándo: lo dice git.")
@formato_option
@corte_option
@datos_option
def command(
    ids: tuple[str, ...],
    historia: bool,  # noqa: FBT001 - click's flag
    formato: str,
    corte: date,
    datos: str | None,
) -> int:
    r"""Muestra completa una acción, un grupo o una institución: nombres en vez de ids, y sus hallazgos.

    \b
    Ejemplos:
      rutaplan show RET-N-18
      rutaplan show RET-N-18 --corte 2027-12-31
      rutaplan show RET-N-18 --historia
      rutaplan show hn-inm
      rutaplan show g1-retorno
      rutaplan show RET-N-18 oim --formato json
    """
    data = find_data(datos)
    tell_unfinished(data)
    plan, told = load(data, {word.strip().upper() for word in ids})
    things = [thing_named(plan, ident) for ident in ids]
    if historia:
        if formato != "texto":
            raise NoPlan(
                "--historia no tiene el formato json; «rutaplan diff --formato json» dice qué cambió."
            )
        return _histories(plan, things, data)
    diagnostics = check(plan, {thing.archivo for thing in things}, told=told)
    own = [(thing, [d for d in diagnostics if _is_in(thing, d)]) for thing in things]
    if formato == "json":
        terminal.write(_json(replace(plan, corte=corte), own))
    else:
        pages = (page(plan, thing, found, corte) for thing, found in own)
        terminal.write_each(("\n" if number else "") + page for number, page in enumerate(pages))
    return tell_broken([d for d in diagnostics if d.severity is Severity.ERROR])


def _is_in(thing: Thing, found: Diagnostic) -> bool:
    return found.place.path == thing.archivo and found.loc[: len(thing.loc)] == thing.loc


def _histories(plan: Plan, things: Iterable[Thing], data: Path) -> int:
    """The timelines of some actions."""
    from rutaplan.cli.timeline import timeline  # noqa: PLC0415 - few calls ask git

    for number, thing in enumerate(things):
        accion = plan.accion_by_id.get(thing.ident)
        if accion is None:
            raise NoPlan(f"--historia es de acciones, y {quoted(thing.ident)} no lo es.")
        terminal.write(("\n" if number else "") + timeline(plan, accion, data))
    return OK


def _json(plan: Plan, things: Iterable[tuple[Thing, list[Diagnostic]]]) -> str:
    told = [
        {**thing_values(plan, thing), "hallazgos": [finding_values(each) for each in found]}
        for thing, found in things
    ]
    return json_text({"formato": "rutaplan.show", "version": 1, "corte": str(plan.corte), "elementos": told})
