"""rutaplan help: the help of the whole, or of one order."""

import click

from rutaplan.cli import OK, group, terminal


@click.command("help", options_metavar="[OPCIONES]")
@click.argument("orden", required=False, metavar="[ORDEN]")
@click.pass_context
def command(context: click.Context, orden: str | None) -> int:
    r"""Explica una orden, como su --help; sin nombrar ninguna, las lista.

    \b
    Ejemplos:
      rutaplan help
      rutaplan help render
    """
    root = context.find_root()
    if orden is None:
        terminal.write(f"{group.get_help(root)}\n")
        return OK
    name, found, _ = group.resolve_command(root, [orden])
    if found is not None:
        with click.Context(found, parent=root, info_name=name) as own:
            terminal.write(f"{found.get_help(own)}\n")
    return OK
