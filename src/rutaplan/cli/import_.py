"""rutaplan import: a document that came back, into the plan; first shown, then asked, then written."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from rutaplan.cli import FINDINGS, OK, NoPlan, terminal
from rutaplan.cli.options import datos_option, find_data, plain_path
from rutaplan.cli.progress import progress
from rutaplan.cli.writing import go_on, write_changes, write_options
from rutaplan.diagnostics import Diagnostic
from rutaplan.edit.checked import Trial
from rutaplan.files import read_bytes, shown_path
from rutaplan.importers import EXTRAS, MAX_BYTES, IlegibleError, kind_of, read_documento
from rutaplan.importers.comparar import compare
from rutaplan.importers.escritura import Escritura
from rutaplan.importers.informe import report
from rutaplan.importers.reconocer import recognise
from rutaplan.importers.rejilla import Documento
from rutaplan.importers.titulos import campo_of
from rutaplan.importers.ubicador import Ubicador
from rutaplan.load import load
from rutaplan.plan import Plan
from rutaplan.printable import quoted


@click.command("import", options_metavar="[OPCIONES]")
@click.argument("archivo", metavar="ARCHIVO")
@click.option(
    "--preferir",
    type=click.Choice(["papel", "plan"]),
    metavar="papel|plan",
    help="Qué lado vale donde los dos cambiaron; si no, esas filas no se tocan.",
)
@click.option(
    "--columna", "columnas", metavar="CAMPO=TÍTULO", multiple=True, help='texto="Acción propuesta".'
)
@click.option("--grupo", metavar="GRUPO", help="De qué grupo son las acciones, si el documento no lo dice.")
@write_options
@datos_option
def command(  # noqa: PLR0913 - one argument for each option
    archivo: str,
    preferir: str | None,
    columnas: tuple[str, ...],
    grupo: str | None,
    datos: str | None,
    *,
    simular: bool,
    si: bool,
) -> int:
    """Lleva al plan un documento lleno: Word, Excel, CSV, o el texto del formulario.

    Lee las hojas de matriz, consolidada y pendientes, el formulario del taller y las tablas de otros.
    Muestra lo que cambiaría y pregunta. No borra acciones ni corrige textos.

    \b
    Ejemplos:
      rutaplan import matriz.xlsx --simular
      rutaplan import formulario.docx
      rutaplan import acciones.csv --columna texto="Acción propuesta"
    """  # noqa: D301 - the backspace is click's mark for lines that it leaves alone
    data = find_data(datos)
    titles = _titles(columnas)
    documento = _documento(plain_path(archivo))
    go_on(data, simular=simular)
    trial = Trial(*load(data))
    plan = trial.plan
    try:
        lectura = recognise(documento, plan, titles, _grupo(plan, grupo))
    except IlegibleError as error:
        raise NoPlan(f"{quoted(archivo)}: {error}") from None
    propuesta = compare(plan, lectura, preferir or "")
    cambios = Escritura(data, trial).cambios(propuesta)
    terminal.write(report(propuesta))
    if cambios:
        write_changes(data, cambios, simular=simular, si=si, shown=False)
    return FINDINGS if propuesta.conflictos or propuesta.dudas else OK


def _titles(columnas: Sequence[str]) -> Mapping[str, str]:
    """Read what --columna gives, by field."""
    titles: dict[str, str] = {}
    for each in columnas:
        nombre, equals, titulo = each.partition("=")
        campo = campo_of(nombre)
        if not equals or not campo or not titulo.strip():
            raise NoPlan(
                f"--columna: no se entiende {quoted(each)}; escriba el campo y el título: "
                'texto="Acción propuesta". Campos: texto, plazo, instituciones, nivel, eje, grupo...'
            )
        titles[campo] = titulo.strip()
    return titles


def _documento(path: Path) -> Documento:
    """Read the file; a usage error says why it cannot be."""
    shown = shown_path(path)
    content = read_bytes(path, shown, MAX_BYTES)
    if isinstance(content, Diagnostic):
        raise NoPlan(f"{quoted(shown)}: {content.title}; se encontró {content.found}.")
    try:
        kind = kind_of(content, path.name)
        with progress(f"Leyendo {quoted(shown)}"):
            return read_documento(content, kind)
    except IlegibleError as error:
        raise NoPlan(f"{quoted(shown)}: {error}") from None
    except ImportError:
        raise NoPlan(
            f"Para leer {kind} falta una parte de rutaplan. "
            f"Instálela con: pip install 'rutaplan[{EXTRAS[kind]}]'"
        ) from None


def _grupo(plan: Plan, grupo: str | None) -> str:
    if grupo is None:
        return ""
    found = Ubicador(plan).grupo(grupo)
    if not found:
        known = ", ".join(plan.grupo_by_id) or "ninguno"
        raise NoPlan(f"--grupo: no hay un grupo {quoted(grupo)} (hay: {known}).")
    return found
