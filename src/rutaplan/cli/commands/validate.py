"""rutaplan validate: every finding of the whole plan, in one run. It never writes."""

import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rutaplan.cli import FINDINGS, OK, NoPlan, terminal
from rutaplan.cli.beside import beside
from rutaplan.cli.options import Choice, datos_option, files_named, find_data, read_day
from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.journal import unfinished
from rutaplan.load import load
from rutaplan.model import GRAVEDADES, Revision
from rutaplan.plan import Plan
from rutaplan.reporters import FROM_TOP, REPORTERS, Report, write_report
from rutaplan.rules import catalogue, check
from rutaplan.rules.aceptados import ALWAYS_SHOWN
from rutaplan.suggest import mend

if TYPE_CHECKING:
    from rutaplan.cli.changed_plan import ChangedPlan

HOW = "; «rutaplan rules» los lista"
FAILING = {each: tuple(map(Severity, GRAVEDADES[: number + 1])) for number, each in enumerate(GRAVEDADES)}
"""By the severity from which on a call fails, all that fail."""


@click.command("validate", options_metavar="[OPCIONES]")
@click.argument("rutas", nargs=-1, metavar="[RUTA]...")
@click.option(
    "--formato",
    type=Choice(REPORTERS),
    default="texto",
    help="texto para leer; json, github, md y sarif, para otro programa.",
)
@click.option(
    "--falla",
    type=Choice(FAILING),
    metavar="GRAVEDAD",
    help="Desde qué gravedad falla: error, aviso o pendiente; si no, la del taller, o error.",
)
@click.option("--estricto", is_flag=True, help="Como --falla pendiente: también fallan avisos y pendientes.")
@click.option("--detalle", is_flag=True, help="Muestra los pendientes y las notas uno por uno.")
@click.option(
    "--ignorar",
    "ignored",
    metavar="CÓDIGOS",
    multiple=True,
    help="No muestra estos códigos (ningún error), en vez de los del taller: ACC06,NIV01; con '', ninguno.",
)
@click.option(
    "--corte",
    metavar="FECHA",
    callback=read_day,
    help="Revisa también lo que depende del día: qué avances son posteriores, quién no informa.",
)
@click.option(
    "--desde",
    metavar="VERSIÓN",
    help="Solo lo que trae el cambio desde un tag, una rama, un commit o una carpeta, y cuánto arregla.",
)
@datos_option
def command(  # noqa: PLR0913, PLR0917 - one argument for each option
    rutas: tuple[str, ...],
    formato: str,
    falla: str | None,
    estricto: bool,  # noqa: FBT001 - click's flags
    detalle: bool,  # noqa: FBT001 - the same
    ignored: tuple[str, ...],
    corte: date | None,
    desde: str | None,
    datos: str | None,
) -> int:
    r"""Revisa el plan entero y dice todo lo que encuentra, de una vez.

    Con RUTAS se muestran solo los hallazgos de esos archivos o carpetas, y se dice cuántos errores hay en
    el resto del plan. Con --desde, solo los que trae el cambio, suyos o causados en otras hojas; los
    errores que ya estaban se cuentan, y también hacen fallar. No escribe nunca.

    \b
    Ejemplos:
      rutaplan validate
      rutaplan validate data/acciones/retorno/RET-N-18.yaml
      rutaplan validate --formato github --estricto
      rutaplan validate --corte 2027-06-30
      rutaplan validate --formato github --desde origin/main
    """
    if falla and estricto:
        raise NoPlan("--falla y --estricto no van juntas: --estricto es --falla pendiente.")
    data = find_data(datos)
    plan, told = load(data)
    plan = replace(plan, corte=corte)
    change = _change(desde, plan, told, data) if desde is not None else None
    plan = change.plan if change else plan
    # A change is judged by the stricter of its own setting and the one before: none passes by loosening it.
    settings = [each.taller.validar for each in (plan, plan.antes) if each]
    codes = _ignorable(ignored) if ignored else frozenset.intersection(*map(_ignored, settings)) - _kept()
    told += [*beside(plan, data), *unfinished(data)]
    paths = _named(plan, told, rutas, data)
    counted = (Severity.PENDIENTE, Severity.NOTA) if formato == "texto" and not detalle else ()
    everything = check(plan, paths, told=told, counted=counted)
    diagnostics = [d for d in everything if d.code not in codes]
    since, shown = change.since(diagnostics, codes, counted) if change else (None, diagnostics)
    asked = tuple(d for d in shown if paths is None or d.place.path in paths)
    if change and since and formato == "md":
        since = since._replace(changes=_changes(change))
    if formato in FROM_TOP:
        asked, since = _from_top(asked, data), since and since._replace(mended=_from_top(since.mended, data))
    wrong = [d for d in diagnostics if d.severity is Severity.ERROR]
    report = Report(
        asked,
        acciones=len(plan.acciones),
        errors_elsewhere=len([d for d in wrong if paths is not None and d.place.path not in paths]),
        ignored=len(everything) - len(diagnostics),
        detalle=detalle,
        since=since,
        width=terminal.width(),
    )
    terminal.write(write_report(formato, report), commands=formato == "github")
    own = max(map(_falla, settings), key=GRAVEDADES.index)
    failing = FAILING[falla or ("pendiente" if estricto else own)]
    return FINDINGS if wrong or any(d.severity in failing and not d.aceptado for d in asked) else OK


def _change(desde: str, plan: Plan, told: list[Diagnostic], data: Path) -> "ChangedPlan":
    from rutaplan.cli.changed_plan import read_change  # noqa: PLC0415 - a tenth of the start, and few calls compare

    return read_change(desde, plan, told, data)


def _changes(change: "ChangedPlan") -> str:
    from rutaplan.cli.pull_request import changes  # noqa: PLC0415 - only a page needs templates

    return changes(change)


def _from_top(found: Iterable[Diagnostic], data: Path) -> tuple[Diagnostic, ...]:
    """The same findings, with the paths that their files have in the repository; as they are without one."""
    from rutaplan.git import top_of  # noqa: PLC0415 - on a terminal nobody asks git

    top = top_of(data)

    def called(path: str) -> str:
        absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve would follow links
        return absolute.relative_to(top).as_posix() if top and top in absolute.parents else path

    return tuple(each.moved(called) for each in found)


def _ignorable(codes: tuple[str, ...]) -> frozenset[str]:
    """The codes to ignore; one that does not exist, or an error's, is a usage error."""
    named = [code.strip() for each in codes for code in each.split(",") if code.strip()]
    for code in named:
        entry = catalogue().get(code.upper())
        if entry is None:
            raise NoPlan(f"--ignorar: no hay un código «{code}»{mend(code, catalogue(), HOW)}.")
        if entry.severity is Severity.ERROR:
            raise NoPlan(f"--ignorar: «{code}» es un error, y los errores no se ignoran: se arreglan.")
    return frozenset(code.upper() for code in named)


def _kept() -> frozenset[str]:
    """What a plan cannot leave out: the rules tell whoever tries."""
    wrong = (entry.code for entry in catalogue().values() if entry.severity is Severity.ERROR)
    return frozenset((*ALWAYS_SHOWN, *wrong))


def _ignored(revision: Revision | None) -> frozenset[str]:
    """What the plan wants to leave out."""
    return frozenset((revision and revision.ignorar) or ())


def _falla(revision: Revision | None) -> str:
    """From which severity on the plan wants to fail."""
    return revision.falla if revision and revision.falla in FAILING else "error"


def _named(plan: Plan, told: list[Diagnostic], rutas: tuple[str, ...], data: Path) -> set[str] | None:
    """The files that a call names, as they are shown; None for all of them."""
    known = {*plan.sources, *plan.unread, *(d.place.path for d in told)}
    names = files_named(rutas, data, [each.removeprefix(plan.prefix) for each in known])
    return None if names is None else {f"{plan.prefix}{name}" for name in names}
