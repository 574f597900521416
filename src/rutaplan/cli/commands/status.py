"""rutaplan status: the dashboard of a plan, and what stands between it and "ready"."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeAlias

import click

from rutaplan.cli import terminal
from rutaplan.cli.as_json import dashboard
from rutaplan.cli.filter_options import Filtered, filter_options, make_query
from rutaplan.cli.options import corte_option, datos_option, formato_option, load_checked, tell_broken
from rutaplan.derive import HORIZONTES, SIN_PLAZO, fecha_label, horizonte, plural, tally
from rutaplan.derive.seguimiento import CUMPLIDA, follow, report_label
from rutaplan.derive.standing import AVANCES, standings
from rutaplan.derive.vencimiento import aviso_dias, due
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
        return tell_broken(errors)
    told = [(title, findings) for (_, title), findings in sorted(undecided.items())]
    parts = [
        chosen.filtro and f"{chosen.filtro}\n",
        _by_eje(chosen),
        _by_horizonte(chosen),
        *_follow_up(chosen, corte),
        _by_field(chosen, told),
        _ready(plan, errors, told),
    ]
    terminal.write("\n".join(part for part in parts if part))
    return tell_broken(errors)


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
    return _count_by_nivel(plan, "Plazo en meses", named, total=not plan.taller.niveles)


def _by_field(plan: Plan, pending: _Pending) -> str:
    """Pendientes of the actions, by field and level; who must decide is the group."""
    rows = []
    for title, findings in pending:
        acciones = [each.hoja for each in findings if isinstance(each.hoja, Accion)]
        rows += [(title, acciones)] if acciones else []
    return _count_by_nivel(plan, "Pendiente", rows, total=True) if rows else ""


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


def _follow_up(plan: Plan, corte: date) -> Iterator[str]:
    """The tables of dates and of reports, and the list of what is late; nothing while nothing has either."""
    if not plan.avances and not any(due(plan, accion).fecha for accion in plan.acciones):
        return
    where, avances = standings(plan)
    names = {
        "vencida": "Vencidas",
        "por_vencer": f"Por vencer (en {aviso_dias(plan)} días)",
        "vigente": "Vigentes",
        "sin_fecha": "Sin fecha",
        "cerrada": "Cumplidas o retiradas",
    }
    day = f"al {fecha_label(corte)}"
    rows = [(names[each], where.get(each, [])) for each in names]
    yield _count_by_nivel(plan, f"Vencimiento {day}", rows, total=True)
    told = [(title, avances[each]) for each, title in AVANCES.items() if each in avances]
    yield _count_by_nivel(plan, f"Avance {day}", told, total=True)
    late = sorted(where.get("vencida", ()), key=lambda each: (due(plan, each).fecha or corte, each.id))
    if late:
        lines = [terminal.wrapped(f"- {_late(plan, each, corte)}", "  ") for each in late]
        yield "\n".join([f"Vencidas {day}, y quién no informa que cumplió:", *lines]) + "\n"


def _count_by_nivel(
    plan: Plan, heading: str, rows: Iterable[tuple[str, list[Accion]]], *, total: bool
) -> str:
    """Count the actions of each row in each nivel."""
    niveles, ends = plan.taller.niveles, ["Total"] if total else []
    cells = []
    for title, acciones in rows:
        counts = Counter(accion.nivel for accion in acciones)
        cells.append(
            (title, *(str(counts[nivel.id]) for nivel in niveles), *(str(len(acciones)) for _ in ends))
        )
    return terminal.table((heading, *(nivel.nombre for nivel in niveles), *ends), cells)


def _late(plan: Plan, accion: Accion, corte: date) -> str:
    """An action that is late, since when, and who has not said that it is done."""
    fecha = due(plan, accion).fecha
    owed = [
        report_label(plan, ident, avance)
        for ident, avance in follow(plan, accion, corte).avances.items()
        if not (avance and avance.estado == CUMPLIDA)
    ]
    who = "; ".join(owed) or "no se sabe a quién se pide"
    return f"{accion.id}, venció el {fecha_label(fecha or corte)}: {who}"
