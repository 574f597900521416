"""rutaplan validate: every finding of the whole plan, in one run. It never writes."""

from pathlib import Path

import click

from rutaplan.cli import FINDINGS, OK, NoPlan, terminal
from rutaplan.cli.opciones import datos_option, find_data, plain_path
from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.load import load
from rutaplan.reporters import REPORTERS, Report
from rutaplan.rules import catalogue, check
from rutaplan.schema import SCHEMA_FOLDER, stale
from rutaplan.suggest import nearest


@click.command("validate", options_metavar="[OPCIONES]")
@click.argument("rutas", nargs=-1, metavar="[RUTA]...")
@click.option(
    "--formato", type=click.Choice(list(REPORTERS)), default="texto", help="Cómo se dice lo hallado."
)
@click.option("--estricto", is_flag=True, help="Los avisos y los pendientes también hacen fallar.")
@click.option("--detalle", is_flag=True, help="Muestra los pendientes y las notas uno por uno.")
@click.option(
    "--ignorar",
    "ignored",
    metavar="CÓDIGO",
    multiple=True,
    help="No muestra este código (no vale para errores).",
)
@datos_option
def command(  # noqa: PLR0913, PLR0917 - one argument for each option
    rutas: tuple[str, ...],
    formato: str,
    estricto: bool,  # noqa: FBT001 - click's flags
    detalle: bool,  # noqa: FBT001 - the same
    ignored: tuple[str, ...],
    datos: str | None,
) -> int:
    r"""Revisa el plan entero y dice todo lo que encuentra, de una vez.

    Con RUTAS se lee igual el plan entero, pero se muestran solo los hallazgos de esos archivos o
    carpetas. No escribe nunca.

    \b
    Ejemplos:
      rutaplan validate
      rutaplan validate data/acciones/retorno/RET-N-18.yaml
      rutaplan validate --formato github --estricto
    """
    data = find_data(datos)
    codes = _ignorable(ignored)
    plan, diagnostics = load(data)
    diagnostics += check(plan)
    diagnostics += stale(plan, data.parent / SCHEMA_FOLDER)
    kept = sorted((d for d in diagnostics if d.code not in codes), key=lambda d: d.sort_key)
    shown = _within(kept, rutas, data)
    report = Report(
        tuple(shown),
        acciones=len(plan.acciones),
        elsewhere=len(kept) - len(shown),
        ignored=len(diagnostics) - len(kept),
        detalle=detalle,
    )
    terminal.write(REPORTERS[formato](report), commands=formato == "github")
    failing = {Severity.ERROR, Severity.AVISO, Severity.PENDIENTE} if estricto else {Severity.ERROR}
    return FINDINGS if any(d.severity in failing for d in shown) else OK


def _ignorable(codes: tuple[str, ...]) -> frozenset[str]:
    """The codes to ignore; one that does not exist, or an error's, is a usage error."""
    for code in codes:
        entry = catalogue().get(code.upper())
        if entry is None:
            near = nearest(code, catalogue())
            raise NoPlan(f"--ignorar: no hay un código «{code}»" + (f"; escriba «{near}»." if near else "."))
        if entry.severity is Severity.ERROR:
            raise NoPlan(f"--ignorar: «{code}» es un error, y los errores no se ignoran: se arreglan.")
    return frozenset(code.upper() for code in codes)


def _within(diagnostics: list[Diagnostic], rutas: tuple[str, ...], data: Path) -> list[Diagnostic]:
    """The findings in some files or folders; all of them when none is named."""
    if not rutas:
        return diagnostics
    wanted = []
    for ruta in rutas:
        path = plain_path(ruta)
        if not path.exists() and not any(Path(d.place.path).absolute() == path for d in diagnostics):
            raise NoPlan(f"No existe «{ruta}».")
        if data not in (path, *path.parents) and path not in data.parents:
            raise NoPlan(f"«{ruta}» no es del plan de {data.name}/: indique rutas dentro de esa carpeta.")
        wanted.append(path)
    found = []
    for diagnostic in diagnostics:
        path = Path(diagnostic.place.path).absolute()
        if any(want == path or want in path.parents for want in wanted):
            found.append(diagnostic)
    return found
