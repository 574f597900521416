"""welcome: what a call without words gives: the orders, what lies in this folder, and three first steps."""

import os
import re
import shlex
from pathlib import Path

import click

from rutaplan.cli import NoPlan, terminal
from rutaplan.cli.options import find_data_if_any
from rutaplan.derive import enumerate_words, plural
from rutaplan.files import shown_path
from rutaplan.printable import printable

PAPERS = (".docx", ".odt", ".xlsx", ".ods")
"""The kinds of file that are papers of a workshop, and nothing else; first those that may be its form."""
MAX_NAMED = 3
_PAPER = "formulario.docx"


def welcome(group: click.Group) -> str:
    """The help, and how to go on from what is here."""
    with group.make_context("rutaplan", ["--help"], resilient_parsing=True) as context:
        told = group.get_help(context)
    here, steps = _here()
    width = max(map(len, steps))
    lines = [f"  {call.ljust(width)}  {what}" for call, what in steps.items()]
    return "\n".join([told, "", terminal.wrapped(here), "Para empezar:", *lines, ""])


def _here() -> tuple[str, dict[str, str]]:
    """What lies in this folder, and what to do with it."""
    try:
        data = find_data_if_any(None)
    except NoPlan as error:
        return error.format_message(), _without_plan([])[1]
    return _with_plan(data) if data else _without_plan(_papers(Path.cwd()))


def _with_plan(data: Path) -> tuple[str, dict[str, str]]:
    count = sum(1 for _ in data.glob("acciones/*/*.yaml"))
    here = f"Aquí hay un plan: {shown_path(data)}/, con {plural(count, 'acción', 'acciones')}."
    if not count:
        return here, {
            f"rutaplan import {_PAPER}": "lleva al plan las acciones de un formulario",
            "rutaplan new": "pregunta, y escribe una acción",
            "rutaplan validate": "dice lo que falta, y cómo se arregla",
        }
    return here, {
        "rutaplan validate": "dice lo que falta, y cómo se arregla",
        "rutaplan list": "muestra las acciones",
        "rutaplan render": "hace los documentos de la plenaria, en salida/",
    }


def _without_plan(papers: list[str]) -> tuple[str, dict[str, str]]:
    here = "Aquí todavía no hay un plan."
    if papers:
        more = f" y {len(papers) - MAX_NAMED} más" if len(papers) > MAX_NAMED else ""
        names = ", ".join(papers[:MAX_NAMED]) if more else enumerate_words(papers)
        here = f"Aquí todavía no hay un plan, y sí papeles de los que puede salir: {names}{more}."
    paper = papers[0] if papers else _PAPER
    shown = _typed(paper)
    return here, {
        f"rutaplan init taller-2027 --desde {shown}": "hace la carpeta del taller, desde su formulario",
        f"rutaplan import {shown}": "dentro de ella, lleva al plan lo que llenó un grupo",
        "rutaplan validate": "dice lo que falta, y cómo se arregla",
    }


def _typed(name: str) -> str:
    """A name as it is typed: between double quotes, which any shell takes, unless it holds what one runs."""
    name = f"./{name}" if name.startswith("-") else name
    if not re.fullmatch(r"[\w ./,()-]+", name):
        return shlex.quote(name)
    return name if re.fullmatch(r"[\w./-]+", name) else f'"{name}"'


def _papers(folder: Path) -> list[str]:
    """The names of the papers that lie in a folder; none that a terminal could not show."""
    try:
        names = [each.name for each in os.scandir(folder) if each.is_file(follow_symlinks=False)]
    except OSError:
        return []
    shown = (name for name in names if printable(name) == name and name[:1] not in {".", "~"})
    kinds = ((os.path.splitext(name)[1].lower(), name) for name in shown)  # noqa: PTH122 - names, and no paths
    return [name for kind, name in sorted(kinds, key=_rank) if kind in PAPERS]


def _rank(paper: tuple[str, str]) -> tuple[int, str]:
    kind, name = paper
    return PAPERS.index(kind) if kind in PAPERS else len(PAPERS), name
