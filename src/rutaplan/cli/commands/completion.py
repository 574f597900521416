"""rutaplan completion: the script by which a shell completes the words of a call."""

from pathlib import Path

import click

from rutaplan.cli import OK, terminal
from rutaplan.cli.options import Choice

SHELLS = ("bash", "zsh", "fish", "powershell")
_HERE = Path(__file__).with_name("shells")


@click.command("completion", options_metavar="[OPCIONES]")
@click.argument("shell", type=Choice(SHELLS), metavar="bash|zsh|fish|powershell")
def command(shell: str) -> int:
    r"""Imprime lo que su terminal necesita para completar palabras con el tabulador: órdenes, ids, archivos.

    Las instituciones, los ejes y las acciones salen del plan de la carpeta, con sus nombres.

    \b
    Ejemplos:
      eval "$(rutaplan completion bash)"
      rutaplan completion fish > ~/.config/fish/completions/rutaplan.fish
      rutaplan completion powershell | Out-String | Invoke-Expression
    """
    terminal.write((_HERE / shell).read_text(encoding="utf-8"))
    return OK
