"""rutaplan status: the dashboard of a plan, and what stands between it and "ready"."""

from collections import Counter
from typing import Any

import click

from rutaplan.cli import FINDINGS, OK, terminal
from rutaplan.cli.opciones import datos_option, filter_options, find_data, make_query, tell_broken
from rutaplan.derive import horizonte, plural
from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.load import load
from rutaplan.plan import Plan
from rutaplan.query import select
from rutaplan.reporters.report import by_code
from rutaplan.rules import check

HORIZONTES = ("corto", "mediano", "largo")
SIN_PLAZO = "sin plazo"


@click.command("status", options_metavar="[OPCIONES]")
@filter_options
@datos_option
def command(datos: str | None, **filters: Any) -> int:  # noqa: ANN401 - click's values
    """El tablero: acciones por eje y nivel, horizontes, pendientes, y qué falta para estar listo.

    Los filtros son los de list; con no- delante, lo contrario: --no-pais MX.
    """
    plan, diagnostics = load(find_data(datos))
    diagnostics += check(plan)
    chosen = select(plan, make_query(plan, filters))
    errors = [d for d in diagnostics if d.severity is Severity.ERROR]
    shown = {accion.archivo for accion in chosen.acciones}
    pending = [
        d
        for d in diagnostics
        if d.severity is Severity.PENDIENTE
        and (d.place.path in shown or "/acciones/" not in f"/{d.place.path}")
    ]
    parts = [
        _by_eje(chosen),
        _by_horizonte(chosen),
        _by_field(chosen, [d for d in pending if d.place.path in shown]),
        _ready(errors, pending),
    ]
    terminal.write("\n".join(part for part in parts if part))
    tell_broken(errors)
    return FINDINGS if errors else OK


def _by_eje(plan: Plan) -> str:
    counts = Counter((accion.eje, accion.nivel) for accion in plan.acciones)
    niveles = plan.taller.niveles
    rows = []
    for eje in plan.taller.ejes:
        cells = [counts[eje.id, nivel.id] for nivel in niveles]
        rows.append((eje.nombre, *map(str, cells), str(sum(cells))))
    totals = [sum(counts[eje.id, nivel.id] for eje in plan.taller.ejes) for nivel in niveles]
    rows.append(("Total", *map(str, totals), str(len(plan.acciones))))
    return terminal.table(("Eje", *(nivel.nombre for nivel in niveles), "Total"), rows)


def _by_horizonte(plan: Plan) -> str:
    limits = plan.taller.horizontes
    titles = (f"corto (hasta {limits.corto})", f"mediano (hasta {limits.mediano})", "largo", SIN_PLAZO)
    counts = Counter((horizonte(accion, plan.taller) or SIN_PLAZO, accion.nivel) for accion in plan.acciones)
    rows = [
        (title, *(str(counts[key, nivel.id]) for nivel in plan.taller.niveles))
        for title, key in zip(titles, (*HORIZONTES, SIN_PLAZO), strict=True)
    ]
    return terminal.table(("Plazo en meses", *(nivel.nombre for nivel in plan.taller.niveles)), rows)


def _by_field(plan: Plan, pending: list[Diagnostic]) -> str:
    """Pendientes of the actions, by field and level; who must decide is the group."""
    if not pending:
        return ""
    nivel_of = {accion.archivo: accion.nivel for accion in plan.acciones}
    rows = []
    for found in by_code(pending).values():
        counts = Counter(nivel_of[d.place.path] for d in found)
        rows.append(
            (found[0].title, *(str(counts[nivel.id]) for nivel in plan.taller.niveles), str(len(found)))
        )
    return terminal.table(("Pendiente", *(nivel.nombre for nivel in plan.taller.niveles), "Total"), rows)


def _ready(errors: list[Diagnostic], pending: list[Diagnostic]) -> str:
    """What stands between this plan and "ready", or that nothing does."""
    missing = [f"{plural(len(errors), 'error', 'errores')} por arreglar"] if errors else []
    for found in by_code(pending).values():
        places = "" if len(found) > 1 else f" ({found[0].place.path}:{found[0].place.line})"
        missing.append(f"{found[0].title}: {len(found)}{places}")
    if not missing:
        return "El plan está listo: sin errores ni pendientes.\n"
    lines = [terminal.wrapped(f"- {line}", "  ") for line in missing]
    return "\n".join(["Para que el plan esté listo falta:", *lines]) + "\n"
