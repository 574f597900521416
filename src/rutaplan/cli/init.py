"""rutaplan init: the folder of a new workshop, ready for git."""

from pathlib import Path

import click

from rutaplan.cli import OK, NoPlan, terminal
from rutaplan.cli.options import plain_path
from rutaplan.cli.writing import ask, can_ask, go_on, write_changes, write_options
from rutaplan.files import shown_path
from rutaplan.journal import pending
from rutaplan.model import POR_DEFINIR
from rutaplan.starter import NewTaller, begin, is_begun

QUESTIONS = {
    "titulo": "Título del taller",
    "objetivo": "Objetivo",
    "ciudad": "Ciudad",
    "pais": "País, en dos letras",
}


@click.command("init", options_metavar="[OPCIONES]")
@click.argument("carpeta", metavar="CARPETA")
@click.option("--titulo", metavar="TEXTO", help="El del formulario.")
@click.option("--objetivo", metavar="TEXTO", help="El del formulario.")
@click.option("--ciudad", metavar="CIUDAD", help="Dónde es.")
@click.option("--pais", metavar="PAÍS", help="Código de dos letras: HN.")
@click.option("--eje", "ejes", metavar="NOMBRE", multiple=True, help="Un eje, con tildes; se repite.")
@click.option(
    "--nivel", "niveles", metavar="NOMBRE", multiple=True, help="Un nivel; si no, Nacional y Regional."
)
@write_options
def command(
    carpeta: str,
    ejes: tuple[str, ...],
    niveles: tuple[str, ...],
    *,
    simular: bool,
    si: bool,
    **known: str | None,
) -> int:
    r"""Hace la carpeta de un taller nuevo: su plan, con un grupo y una acción de ejemplo, y lo que pide git.

    En una terminal pregunta lo principal; con --si, lo que no se dice queda por_definir.

    \b
    Ejemplo:
      rutaplan init taller-2027 --eje Retorno --eje Integración
    """
    folder = plain_path(carpeta)
    data = folder / "data"
    if pending(data):
        go_on(data, simular=simular)
        if simular or (data / "taller.yaml").is_file():
            return OK
    _check_empty(folder)
    asking = can_ask() and not si
    texts = {
        name: known[name] or (ask(label, POR_DEFINIR) if asking else POR_DEFINIR)
        for name, label in QUESTIONS.items()
    }
    if asking:
        ejes = ejes or _names(ask("Ejes, separados por comas", ", ".join(NewTaller().ejes)))
    inicio = NewTaller(**texts, ejes=ejes or NewTaller().ejes, niveles=niveles or NewTaller().niveles)
    cambios = begin(folder, inicio)
    terminal.write("".join(f"{shown_path(cambio.path)}\n" for cambio in cambios))
    if write_changes(data, cambios, simular=simular, si=si, shown=False):
        terminal.tell(f"Siga en {shown_path(folder)}/README.md; «rutaplan validate» ya pasa.")
    return OK


def _check_empty(folder: Path) -> None:
    """Refuse a folder that has something in it that no init wrote, git's own aside."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise NoPlan(f"«{shown_path(folder)}» no es una carpeta.")
    if folder.is_dir() and not is_begun(folder):
        raise NoPlan(f"La carpeta «{shown_path(folder)}» no está vacía: indique una nueva.")


def _names(answer: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in answer.split(",") if name.strip())
