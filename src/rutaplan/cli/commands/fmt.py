"""rutaplan fmt: the files of the plan in one shape. It changes no meaning and loses no comment."""

import click

from rutaplan.changes import Cambio
from rutaplan.cli import FINDINGS, OK, terminal
from rutaplan.cli.options import datos_option, files_named, find_data
from rutaplan.cli.writing import go_on, show_changes, write_changes, write_options
from rutaplan.derive import plural
from rutaplan.edit import EditError
from rutaplan.edit.formatting import format_hoja
from rutaplan.files import read_folder, shown_path


@click.command("fmt", options_metavar="[OPCIONES]")
@click.argument("rutas", nargs=-1, metavar="[RUTA]...")
@click.option("--revisar", is_flag=True, help="Solo dice qué archivos cambiarían; con alguno, sale con 1.")
@click.option("--check", is_flag=True, hidden=True)  # what workflows and hooks made by 0.1.0 call it
@write_options
@datos_option
def command(  # noqa: PLR0913 - click's values
    rutas: tuple[str, ...], datos: str | None, *, revisar: bool, check: bool, simular: bool, si: bool
) -> int:
    r"""Da a los archivos del plan una sola forma: orden de las claves, comillas, listas, sangría.

    Lo que dicen no cambia, y cada comentario sigue junto a lo que explica.

    \b
    Ejemplos:
      rutaplan fmt --revisar
      rutaplan fmt --si data/acciones/retorno/RET-N-18.yaml
    """
    looks, data = revisar or check, find_data(datos)
    go_on(data, simular=simular or looks)
    folder = read_folder(data)
    unread = [f"{d.place.path}: {d.found}" for d in folder.diagnostics]
    cambios = []
    named = files_named(rutas, data, [file.name for file in folder.files])
    for file in (each for each in folder.files if named is None or each.name in named):
        try:
            cambio = Cambio(data / file.name, file.text, format_hoja(file.text, file.name))
        except EditError as error:
            unread.append(f"{file.path}: {'no se puede leer entero' if file.private else error}")
        else:
            cambios.append(cambio)
    for line in unread:
        terminal.tell(f"No se tocó {line}.")
    changing = [cambio for cambio in cambios if cambio.before != cambio.after]
    if changing and looks:
        terminal.write("".join(f"{shown_path(cambio.path)}\n" for cambio in changing))
        count = plural(len(changing), "archivo tiene", "archivos tienen")
        terminal.tell(f"{count} otra forma: «rutaplan fmt» muestra cuál y se la da.")
    if changing and not looks:
        terminal.write(show_changes(data, changing))
        write_changes(data, changing, simular=simular, si=si)
    elif not changing:
        terminal.tell(f"{plural(len(cambios), 'archivo', 'archivos')} en su forma.")
    return FINDINGS if unread or (looks and changing) else OK
