"""rutaplan status: the dashboard of a plan, and what stands between it and "ready"."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeAlias

import click

from rutaplan.cli import FINDINGS, OK, terminal
from rutaplan.cli.dashboard import dashboard
from rutaplan.cli.filter_options import Filtered, filter_options, make_query
from rutaplan.cli.follow_up import count_by_nivel, follow_up
from rutaplan.cli.options import corte_option, datos_option, formato_option, load_checked, tell_broken
from rutaplan.derive import HORIZONTES, SIN_PLAZO, horizonte, plural, tally
from rutaplan.diagnostics import Diagnostic
from rutaplan.model import Accion
from rutaplan.plan import Plan
from rutaplan.printable import json_text
from rutaplan.query import query_label, select
from rutaplan.rules import Finding, pending

_Pending: TypeAlias = Sequence[tuple[str, list[Finding]]]
"""The pendientes of each rule, under its title."""


@click.command("status", cls=Filtered, options_metavar="[OPCIONES]")
@filter_options
@formato_option
@corte_option
@datos_option
def command(formato: str, corte: date, datos: str | None, **filters: Any) -> int:  # noqa: ANN401 - click's values
    r"""El tablero: acciones por eje y nivel, horizontes, vencimientos, avances, y qué falta para estar listo.

    Los filtros son los de list; con no- delante, lo contrario: --no-pais MX.

    \b
    Ejemplos:
      rutaplan status
      rutaplan status --corte 2027-12-31 --nivel regional
      rutaplan status --formato json
    """
    plan, errors = load_checked(datos)
    plan = replace(plan, corte=corte)
    query = make_query(plan, filters)
    chosen = replace(select(plan, query), filtro=query_label(plan, query))
    undecided: dict[tuple[str, str], list[Finding]] = {}
    for entry, finding in pending(chosen):
        undecided.setdefault((entry.code, entry.title), []).append(finding)
    if formato == "json":
        terminal.write(json_text(dashboard(chosen, errors, undecided)))
        tell_broken(errors)
        return FINDINGS if errors else OK
    told = [(title, findings) for (_, title), findings in sorted(undecided.items())]
    parts = [
        chosen.filtro and f"{chosen.filtro}\n",
        _by_eje(chosen),
        _by_horizonte(chosen),
        *follow_up(chosen, corte),
        _by_field(chosen, told),
        _ready(plan, errors, told),
    ]
    terminal.write("\n".join(part for part in parts if part))
    tell_broken(errors)
    return FINDINGS if errors else OK


def _by_eje(plan: Plan) -> str:
    columns = {nivel.id: nivel.nombre for nivel in plan.taller.niveles} | {"": "Total"}
    rows = [(name, *(str(counts[key]) for key in columns)) for name, counts in tally(plan)]
    return terminal.table(("Eje", *columns.values()), rows)


def _by_horizonte(plan: Plan) -> str:
    limits = plan.taller.horizontes
    until = {"corto": f" (hasta {limits.corto})", "mediano": f" (hasta {limits.mediano})"}
    rows: dict[str | None, list[Accion]] = {name: [] for name in (*HORIZONTES, None)}
    for accion in plan.acciones:
        rows[horizonte(accion, plan.taller)].append(accion)
    named = [(f"{name or SIN_PLAZO}{until.get(name or '', '')}", acciones) for name, acciones in rows.items()]
    return count_by_nivel(plan, "Plazo en meses", named, total=not plan.taller.niveles)


def _by_field(plan: Plan, pending: _Pending) -> str:
    """Pendientes of the actions, by field and level; who must decide is the group."""
    rows = []
    for title, findings in pending:
        acciones = [each.hoja for each in findings if isinstance(each.hoja, Accion)]
        rows += [(title, acciones)] if acciones else []
    return count_by_nivel(plan, "Pendiente", rows, total=True) if rows else ""


def _ready(plan: Plan, errors: list[Diagnostic], pending: _Pending) -> str:
    """What stands between this plan and "ready", or that nothing does."""
    missing = [f"{plural(len(errors), 'error', 'errores')} por arreglar"] if errors else []
    for title, (first, *others) in pending:
        archivo = first.hoja.archivo
        place = "" if others else f" ({archivo}:{plan.sources[archivo].place(*first.loc).line})"
        missing.append(f"{title}: {1 + len(others)}{place}")
    if not missing:
        return "El plan está listo: sin errores ni pendientes.\n"
    lines = [terminal.wrapped(f"- {line}", "  ") for line in missing]
    return "\n".join(["Para que el plan esté listo falta:", *lines]) + "\n"
