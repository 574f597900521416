"""finishing: what render and ronda share: templates, letterhead, and finished files put into their folder."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from rutaplan.cli import FAILED, OK, NoPlan, terminal
from rutaplan.cli.progress import progress
from rutaplan.diagnostics import Diagnostic
from rutaplan.files import is_behind_link, shown_path
from rutaplan.membrete import read_letterhead
from rutaplan.output import Output
from rutaplan.plan import Plan
from rutaplan.render import template_folders
from rutaplan.reporters.console import block

MAX_LEFT = 6


plantillas_option = click.option(
    "--plantillas", metavar="CARPETA", help="Plantillas propias, que van antes que las incluidas."
)
"""Gives a command the option --plantillas."""


forzar_option = click.option(
    "--forzar", is_flag=True, help="Reemplaza también archivos que rutaplan no hizo o que alguien cambió."
)
"""Gives a command the option --forzar."""


def folders_for(plantillas: str | None, data: Path | None) -> Sequence[Path]:
    """The folders of templates, the nearest first: that of the call, that beside data, ours."""
    if plantillas is not None and not Path(plantillas).is_dir():
        raise NoPlan(f"--plantillas: no hay una carpeta «{plantillas}».")
    return template_folders(Path(plantillas).absolute() if plantillas else None, data)


def with_letterhead(plan: Plan, data: Path) -> Plan:
    """The plan with the image of its letterhead; what keeps that from being printed is told, and no more."""
    found = read_letterhead(plan, data)
    if not isinstance(found, Diagnostic):
        return replace(plan, membrete=found)
    terminal.tell(f"{block(found, terminal.width())}Los documentos se hacen sin membrete.")
    return plan


def write_files(
    folder: Path, files: Mapping[str, bytes], data: Path, *, forzar: bool, some: bool = False
) -> int:
    """Write files by their names below a folder, over nothing that somebody else made or changed; list them.

    some: they are part of what belongs there, and of the others nothing is said.
    """
    if data.resolve() in (folder.resolve(), *folder.resolve().parents):
        raise NoPlan("--salida: los documentos no se escriben dentro de la carpeta de los datos.")
    if is_behind_link(folder, data.parent):
        raise NoPlan(f"--salida: «{shown_path(folder)}» está detrás de un enlace; indique la carpeta misma.")
    salida = Output(folder)
    foreign = () if forzar else salida.foreign(files)
    if foreign:
        names = ", ".join(shown_path(folder / name) for name in foreign)
        terminal.tell(
            f"No se escribió nada: {names} no lo hizo rutaplan, o alguien lo cambió después. "
            "Guárdelo con otro nombre, o use --forzar para reemplazarlo."
        )
        return FAILED
    if not files:
        terminal.tell("No se escribió nada.")
        return OK
    left = () if some else salida.left(files)
    with progress("Escribiendo", len(files)) as part:
        salida.write(files, part)
    rows = _written(files)
    terminal.tell("\n".join(f"  {name}" for name, _ in rows))
    shown = [(f"{shown_path(folder)}/{name}", size) for name, size in rows]
    terminal.write(terminal.table(("Archivo", "Tamaño"), shown))
    if left:
        more = f" y {len(left) - MAX_LEFT} más" if len(left) > MAX_LEFT else ""
        names = ", ".join(left[:MAX_LEFT])
        terminal.tell(f"En {shown_path(folder)}/ quedan, de antes y sin tocar: {names}{more}.")
    return OK


def _written(files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """List the files and how large they are; those of a folder inside together."""
    sizes: dict[str, list[int]] = {}
    for name, content in files.items():
        inside, slash, _ = name.partition("/")
        sizes.setdefault(f"{inside}/" if slash else name, []).append(len(content))
    return [
        (name, f"{f'{len(each)} archivos, ' if name[-1] == '/' else ''}{max(1, sum(each) // 1024)} KiB")
        for name, each in sizes.items()
    ]
