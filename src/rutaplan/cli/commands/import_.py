"""rutaplan import: a document that came back, into the plan; first shown, then asked, then written."""

from typing import Any

import click

from rutaplan.cli.options import Choice, datos_option, enrolling_option
from rutaplan.cli.writing import write_options


@click.command("import", options_metavar="[OPCIONES]")
@click.argument("archivo", metavar="ARCHIVO")
@click.option(
    "--preferir",
    type=Choice(["papel", "plan"]),
    metavar="papel|plan",
    help="Qué lado vale donde los dos cambiaron; si no, esas filas no se tocan.",
)
@click.option(
    "--columna",
    "columnas",
    metavar="CAMPO=TÍTULO",
    multiple=True,
    help='texto="Acción propuesta"; o la letra o el número de la columna: texto=B.',
)
@click.option("--grupo", metavar="GRUPO", help="De qué grupo son las acciones, si el documento no lo dice.")
@click.option(
    "--a-notas", is_flag=True, help="Lo que no cabe en plazo, instituciones o responsable se guarda en notas."
)
@enrolling_option
@write_options
@datos_option
def command(archivo: str, **said: Any) -> int:  # noqa: ANN401 - click's values, as bring names them
    """Lleva al plan un documento lleno: Word, Excel, LibreOffice, CSV, o el texto del formulario.

    Lee las hojas de matriz, consolidada, pendientes, seguimiento y directorio, el formulario del taller,
    las tablas de otros y las propuestas del sitio: en CSV o en el texto de un correo (.txt, .eml). De una
    carpeta, todas sus propuestas, o todas sus hojas de seguimiento.
    Muestra lo que cambiaría y todo lo que no se lleva, y pregunta. No borra acciones ni corrige textos.

    \b
    Ejemplos:
      rutaplan import matriz.xlsx --simular
      rutaplan import formulario.docx
      rutaplan import formulario.docx --instituciones-nuevas Honduras
      rutaplan import ronda/2027-06-30
      rutaplan import propuestas/
      rutaplan import acciones.csv --columna texto="Acción propuesta"
    """  # noqa: D301 - the backspace is click's mark for lines that it leaves alone
    from rutaplan.cli.bringing import bring  # noqa: PLC0415 - a help, or a word to complete, needs no reader

    return bring(archivo, **said)
