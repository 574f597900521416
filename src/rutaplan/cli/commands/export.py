"""rutaplan export: the plan as open data, for other programs and to be put together with other plans."""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from rutaplan.cli import FAILED, FINDINGS, OK, NoPlan, terminal
from rutaplan.cli.options import datos_option, find_data, plain_path, sound_plan
from rutaplan.derive import enumerate_words
from rutaplan.derive.version import with_version
from rutaplan.diagnostics import Diagnostic
from rutaplan.files import read_bytes, shown_path, write_bytes
from rutaplan.git import kept
from rutaplan.journal import unfinished
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.rules import personal
from rutaplan.suggest import fold, mend
from rutaplan.views.open_data import data_tables, is_given
from rutaplan.writers.data_package import data_package, is_ours, json_lines

MAX_ZIP = 64 * 2**20
MAX_NAMED = 3


@click.command("export", options_metavar="[OPCIONES]")
@click.argument("destino", metavar="ARCHIVO.zip|-")
@click.option(
    "--tabla", "tablas", metavar="TABLA", multiple=True, help="Con -, solo esta: acciones, avances..."
)
@click.option("--forzar", is_flag=True, help="Reemplaza también un archivo que rutaplan no hizo.")
@datos_option
def command(destino: str, tablas: tuple[str, ...], forzar: bool, datos: str | None) -> int:  # noqa: FBT001 - click's flag
    r"""Da el plan como datos abiertos: tablas CSV en un zip, con su descripción; con -, líneas JSON.

    Van todos los campos, menos las personas y los contactos. Cada fila dice de qué plan es y de qué versión,
    para reunir muchos: docs/archivo.md. No se escribe nada mientras el plan tenga errores, o un texto lleve
    el dato o el nombre de una persona y nadie lo aceptó (DAT01, DAT02).

    \b
    Ejemplos:
      rutaplan export datos.zip
      rutaplan export - > datos.jsonl
      rutaplan export - --tabla avances > avances.jsonl
    """
    path, data = plain_path(destino), find_data(datos)
    if destino != "-":
        _check(path, destino, data, tablas)
    plan = sound_plan(datos)
    if plan is None:
        return FINDINGS
    refused = "No se escribió nada: es un plan a medio escribir." if unfinished(data) else _refused(plan)
    if refused:
        terminal.tell(refused)
        return FINDINGS
    plan = with_version(plan, kept(data))
    if destino == "-":
        terminal.write_each(json_lines(plan, _named(plan, tablas)))
        return OK
    if not forzar and _is_foreign(path):
        terminal.tell(
            f"No se escribió nada: {shown_path(path)} no lo hizo rutaplan. "
            "Use otro nombre, o --forzar para reemplazarlo."
        )
        return FAILED
    write_bytes(path, data_package(plan))
    counts = {table.name: sum(1 for _ in table.rows) for table in data_tables(plan)}
    said = [f"{count} en {name}" for name, count in counts.items() if count]
    terminal.tell(f"Escrito: {shown_path(path)}; filas: {enumerate_words(said)}.")
    return OK


def _refused(plan: Plan) -> str:
    """Why a plan is not given to everybody: the persons in its texts; else nothing."""
    told = [(entry, finding) for entry, finding in personal(plan) if is_given(finding.loc)]
    where = sorted({finding.hoja.archivo for _, finding in told})
    if not where:
        return ""
    codes, more = sorted({entry.code for entry, _ in told}), len(where) - MAX_NAMED
    shown = ", ".join(where[:MAX_NAMED]) + (f" y {more} más" if more > 0 else "")
    return (
        f"No se escribió nada: hay datos o nombres de personas ({enumerate_words(codes)}) en {shown}. "
        "rutaplan validate dice dónde; bórrelos o, si pueden publicarse, acéptelos con su razón."
    )


def _check(path: Path, destino: str, data: Path, tablas: Sequence[str]) -> None:
    """Refuse what is no zip, or would lie among the data."""
    if tablas:
        raise NoPlan("--tabla va con -, que da líneas JSON; el zip lleva todas las tablas.")
    if path.suffix.lower() != ".zip":
        raise NoPlan(f"No se entiende {quoted(destino)}: escriba un nombre que termine en .zip, o -.")
    if data in path.parents:
        raise NoPlan("El zip no se escribe dentro de la carpeta de los datos.")
    if not path.parent.is_dir():
        raise NoPlan(f"No hay una carpeta {quoted(str(path.parent))}: hágala antes, o escriba otra.")


def _named(plan: Plan, tablas: Sequence[str]) -> list[str]:
    """The tables that a call names."""
    known, wanted = [table.name for table in data_tables(plan)], [fold(each) for each in tablas]
    for each in wanted:
        if each not in known:
            raise NoPlan(f"--tabla: no hay {quoted(each)}{mend(each, known)} (hay: {', '.join(known)}).")
    return wanted


def _is_foreign(path: Path) -> bool:
    """Whether something is there that export did not write."""
    if not os.path.lexists(path):
        return False
    before = read_bytes(path, shown_path(path), MAX_ZIP)
    return isinstance(before, Diagnostic) or not is_ours(before)
