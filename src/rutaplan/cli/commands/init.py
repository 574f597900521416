"""rutaplan init: the folder of a new workshop, ready for git."""

import os
import re
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from rutaplan.cli import OK, NoPlan, terminal
from rutaplan.cli.founding import found
from rutaplan.cli.interview import Interview, can_ask
from rutaplan.cli.options import Choice, plain_path
from rutaplan.cli.paper import read_file
from rutaplan.cli.typed import Typed
from rutaplan.cli.writing import go_on, write_changes, write_options
from rutaplan.derive import plural
from rutaplan.edit import EditError
from rutaplan.edit.setting import Valor
from rutaplan.files import RawFile, shown_path, write_bytes
from rutaplan.git import top_of
from rutaplan.journal import pending
from rutaplan.load import build
from rutaplan.model import POR_DEFINIR, Taller, fields
from rutaplan.origin import Origin, origin
from rutaplan.printable import quoted
from rutaplan.starter import (
    CATALOGUES,
    EJES,
    MINUTOS,
    NIVELES,
    Kind,
    NewTaller,
    begin,
    catalogues,
    hojas,
    is_begun,
    propose,
)
from rutaplan.starter.installing import FOLDER

QUESTIONS = {"titulo": "Título del taller", "objetivo": "Objetivo", "ciudad": "Ciudad", "pais": "País"}


@click.command("init", options_metavar="[OPCIONES]")
@click.argument("carpeta", metavar="CARPETA")
@click.option("--desde", metavar="FORMULARIO", help="Un formulario, lleno o no: de él sale lo que diga.")
@click.option("--titulo", metavar="TEXTO", help="El del formulario.")
@click.option("--objetivo", metavar="TEXTO", help="El del formulario.")
@click.option("--ciudad", metavar="CIUDAD", help="Dónde es.")
@click.option("--pais", metavar="PAÍS", help="Su nombre, o su código: HN.")
@click.option("--minutos", metavar="MINUTOS", help="De cada grupo en la plenaria; si no, 5.")
@click.option(
    "--eje",
    "ejes",
    metavar="NOMBRE",
    multiple=True,
    help="Un eje, con su sigla o sin ella: Salud=SAL; se repite.",
)
@click.option(
    "--nivel", "niveles", metavar="NOMBRE", multiple=True, help="Un nivel; si no, Nacional y Regional."
)
@click.option(
    "--catalogo",
    type=Choice(CATALOGUES),
    help="Instituciones y temas del comienzo: crm, los de migración.",
)
@write_options
def command(  # noqa: PLR0913 - click's values
    carpeta: str,
    desde: str | None,
    ejes: tuple[str, ...],
    niveles: tuple[str, ...],
    catalogo: str | None,
    *,
    simular: bool,
    si: bool,
    **known: str | None,
) -> int:
    r"""Hace la carpeta de un taller nuevo: su plan, con un grupo para cada eje, y lo que pide git.

    Trae los países y los tipos de institución; las instituciones y los temas de la migración, solo con
    --catalogo crm. En una terminal pregunta lo principal; con --si, lo que no se dice queda por_definir.
    Con --desde, título, objetivo, ejes, niveles, grupos, minutos y encabezados son los del formulario, y lo
    que diga otra opción vale más; las acciones que tenga se llevan después, con import.

    \b
    Ejemplos:
      rutaplan init taller-2027 --desde formulario.docx
      rutaplan init taller-2027 --eje Retorno --eje Integración
      rutaplan init salud-2027 --eje "Salud mental=SME" --nivel Individual --nivel Comunitario
    """
    folder = plain_path(carpeta)
    data = folder / "data"
    if pending(data):
        go_on(data, simular=simular)
        if simular or (data / "taller.yaml").is_file():
            return OK
    came = origin()
    _check_empty(folder, came)
    asking = can_ask() and not si and not desde
    several = {"eje": ejes, "nivel": niveles}
    given = {**{key: (value,) for key, value in known.items() if value}, **several}
    said = [part for key, values in given.items() for value in values for part in (f"--{key}", value)]
    more = (("--catalogo", catalogo), ("--desde", desde))
    said += [part for key, value in more if value for part in (key, value)]
    talk = Interview(["rutaplan", "init", carpeta, *said])
    with talk.kept():
        inicio = _Form(known, several, catalogo or "", talk if asking else None).inicio()
        paper = plain_path(desde) if desde else None
        founded = found(data, paper, read_file(paper)[2], inicio) if paper else None
        cambios = begin(folder, founded.hojas if founded else hojas(inicio), came)
        carried = {folder / FOLDER / came.wheel.name: came.wheel.content} if came.wheel else {}
        listed = "".join(f"{shown_path(path)}\n" for path in (*(each.path for each in cambios), *carried))
        terminal.write(founded.report if founded else listed)
        written = write_changes(data, cambios, simular=simular, si=si, besides=len(carried))
    for path, content in carried.items() if written else ():
        write_bytes(path, content, fresh=True)
    if written:
        _tell_origin(came)
        _tell_inside(folder)
        terminal.tell(f"Siga en {shown_path(folder)}/README.md; «rutaplan validate» ya pasa.")
    if written and paper and founded and founded.acciones:
        _tell_left(folder, paper, founded.acciones)
    elif not (written or simular):
        talk.tell()
    return OK


def _tell_origin(came: Origin) -> None:
    """Say what the workflow, the hooks and the README install; or that they say nothing, and why."""
    if came.why:
        terminal.tell(
            f"Falta decir de dónde se instala rutaplan: {came.why}. Hasta que alguien lo escriba, "
            "el workflow y los hooks fallan y lo dicen; el README dice cómo."
        )
    else:
        source = f"{FOLDER}/{came.wheel.name}" if came.wheel else came.requirement()
        terminal.tell(f"El workflow, los hooks y el README instalan {source}.")


def _tell_inside(folder: Path) -> None:
    """Say of a folder in a repository that is another's what nobody will read there."""
    top = top_of(folder)
    if top not in (None, folder):
        inside = folder.relative_to(top).as_posix()
        terminal.tell(
            "Esta carpeta está dentro de otro repositorio: GitHub y pre-commit solo leen la raíz. Lleve ahí "
            "el workflow, con «defaults: {run: {working-directory: "
            f"{inside}}}}}» y con {inside}/salida/ en «path», o use la acción de rutaplan con su «carpeta»."
        )


def _tell_left(folder: Path, paper: Path, acciones: int) -> None:
    """Say how the actions that a form has go into its plan."""
    count = plural(acciones, "acción sigue", "acciones siguen")
    order = shlex.join(["rutaplan", "import", Path(os.path.relpath(paper, folder)).as_posix()])
    terminal.tell(f"{count} en el papel: dentro de {shown_path(folder)}, «{order}» las lleva al plan.")


class _Form:
    """What a call says of a workshop, and what a person answers."""

    def __init__(
        self,
        known: Mapping[str, str | None],
        several: Mapping[str, tuple[str, ...]],
        catalogo: str,
        talk: Interview | None,
    ) -> None:
        self._known, self._several, self._catalogo, self._talk = known, several, catalogo, talk
        files = [RawFile(f"data/{name}", name, text) for name, text in catalogues(catalogo).items()]
        self._typed = Typed(build(files, (), "data/")[0])

    def inicio(self) -> NewTaller:
        """What is known; what nobody says is to be decided."""
        texts = {key: str(self._value(key, label)) for key, label in QUESTIONS.items()}
        ejes = self._names("eje", "Ejes, separados por comas", EJES)
        niveles = self._names("nivel", "Niveles, separados por comas", NIVELES)
        minutos = self._value("minutos", "Minutos de cada grupo en la plenaria", str(MINUTOS))
        return NewTaller(
            titulo=texts["titulo"],
            objetivo=texts["objetivo"],
            ciudad=texts["ciudad"],
            pais=texts["pais"],
            ejes=ejes,
            niveles=niveles,
            minutos=int(str(minutos)) if self._talk or self._known["minutos"] else 0,
            catalogo=self._catalogo,
        )

    def _value(self, key: str, label: str, default: str = POR_DEFINIR) -> Valor:
        said = self._known[key]
        if not said and self._talk:
            return self._talk.ask(f"--{key}", label, default, lambda text: self._read(key, text))
        try:
            return self._read(key, said or default)
        except EditError as error:
            raise EditError(f"--{key}: {error}") from error

    def _read(self, key: str, text: str) -> Valor:
        if not re.search(r"\w", text):
            raise EditError(f"{quoted(text)} no tiene letras; lo que no se sabe se deja por_definir")
        if key == "minutos":
            minutos = re.fullmatch("([1-9]|[1-5][0-9]|60)(?: min(?:utos?)?)?", text.strip())
            if not minutos:
                raise EditError(f"{quoted(text)} no son minutos enteros, de 1 a 60")
            return minutos[1]
        return self._typed.read(fields(Taller)[key], text)

    def _names(self, key: str, label: str, kind: Kind) -> tuple[str, ...]:
        """The names that a call gives; or those that a person answers, with the siglas as proposed or not."""
        if self._several[key] or self._talk is None:
            return self._several[key]
        names = self._talk.ask("", label, ", ".join(kind.usual), lambda text: _split(text, kind))
        for at in range(len(names)):
            names[at] = _with_sigla(names, at, kind, self._talk)
        for each in names:
            self._talk.keep(f"--{key}", each)
        return tuple(names)


def _with_sigla(names: Sequence[str], at: int, kind: Kind, talk: Interview) -> str:
    """One of some names with its sigla: what is proposed beside the others, or what a person answers."""
    nombre = names[at].partition("=")[0].strip()

    def named(name: str) -> str:
        return propose([*names[:at], name, *names[at + 1 :]], kind)[at].sigla

    return talk.ask(
        "", f"Sigla de {nombre}", named(names[at]), lambda sigla: f"{nombre}={named(f'{nombre}={sigla}')}"
    )


def _split(answer: str, kind: Kind) -> list[str]:
    """The names of an answer, if each can be one."""
    names = [name.strip() for name in answer.split(",") if name.strip()]
    propose(names, kind)
    return names


def _check_empty(folder: Path, came: Origin) -> None:
    """Refuse a folder that has something in it that no init wrote, git's own aside."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise NoPlan(f"«{shown_path(folder)}» no es una carpeta.")
    if folder.is_dir() and not is_begun(folder, came):
        raise NoPlan(f"La carpeta «{shown_path(folder)}» no está vacía: indique una nueva.")
