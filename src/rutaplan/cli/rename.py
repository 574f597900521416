"""rutaplan rename: another id, here and wherever it is named; all of it or nothing."""

import click

from rutaplan.cli import OK, terminal
from rutaplan.cli.options import datos_option, find_data
from rutaplan.cli.writing import go_on, write_changes, write_options
from rutaplan.edit.renaming import mentions, rename
from rutaplan.load import load


@click.command("rename", options_metavar="[OPCIONES]")
@click.argument("viejo", metavar="VIEJO")
@click.argument("nuevo", metavar="NUEVO")
@write_options
@datos_option
def command(viejo: str, nuevo: str, simular: bool, si: bool, datos: str | None) -> int:  # noqa: FBT001 - click's flags
    r"""Cambia el id de una acción o de una institución, y todo lo que la nombra.

    El archivo de la acción cambia de nombre; los comentarios y el orden se conservan. Un id que ya
    existe no se toma.

    \b
    Ejemplos:
      rutaplan rename RET-N-04 RET-N-40
      rutaplan rename hn-inm hn-migracion --simular
    """
    data = find_data(datos)
    go_on(data, simular=simular)
    plan, found = load(data)
    cambios = rename(data, plan, found, viejo, nuevo)
    left = mentions(plan, viejo, nuevo)
    write_changes(data, cambios, simular=simular, si=si)
    if left:
        terminal.tell(f"Lo que está en comentarios y textos queda como está: {', '.join(left)}.")
    return OK
