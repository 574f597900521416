"""rutaplan rename: another id, here and wherever it is named; all of it or nothing."""

import re

import click

from rutaplan.cli import OK, NoPlan, terminal
from rutaplan.cli.options import datos_option, find_data
from rutaplan.cli.writing import go_on, show_changes, write_changes, write_options
from rutaplan.edit.renaming import Apart, mentions, rename, set_apart
from rutaplan.load import load
from rutaplan.model import ID_ACCION


@click.command("rename", options_metavar="[OPCIONES]")
@click.argument("viejo", metavar="VIEJO")
@click.argument("nuevo", required=False, metavar="[NUEVO]")
@click.option(
    "--libre", is_flag=True, help="A una acción, el número que sigue: también si dos tienen el mismo."
)
@write_options
@datos_option
def command(  # noqa: PLR0913 - one argument for each option
    viejo: str, nuevo: str | None, *, libre: bool, simular: bool, si: bool, datos: str | None
) -> int:
    r"""Cambia el id de una acción o de una institución, y todo lo que la nombra.

    El archivo de la acción cambia de nombre; los comentarios y el orden se conservan. Un id que ya
    existe no se toma. Si dos ramas dieron el mismo número a dos acciones y git dejó las dos en un
    archivo, --libre las separa: la que otros ya conocen lo conserva.

    \b
    Ejemplos:
      rutaplan rename RET-N-04 RET-N-40
      rutaplan rename hn-inm hn-migracion --simular
      rutaplan rename --libre RET-N-21
    """
    if libre == (nuevo is not None):
        raise NoPlan("Escriba el id nuevo, o --libre para que una acción tome el número que sigue.")
    data, viejo = find_data(datos), _ident(viejo)
    go_on(data, simular=simular)
    plan, found = load(data)
    if nuevo is None:
        apart = set_apart(data, plan, found, viejo)
    else:
        apart = Apart(nuevo, rename(data, plan, found, viejo, nuevo))
    left = mentions(plan, viejo, apart.ident)
    terminal.write(show_changes(data, apart.cambios))
    write_changes(data, apart.cambios, simular=simular, si=si)
    if libre:
        terminal.write(f"{apart.ident}\n")
    if apart.naming:
        terminal.tell(f"Revise a cuál de las dos nombra: {', '.join(apart.naming)}.")
    elif left:
        terminal.tell(f"Lo que está en comentarios y textos queda como está: {', '.join(left)}.")
    return OK


def _ident(word: str) -> str:
    """An id as plans have it, an action's in capitals and the others without, however it was typed."""
    word = word.strip()
    return word.upper() if re.fullmatch(ID_ACCION, word.upper(), re.ASCII) else word.lower()
