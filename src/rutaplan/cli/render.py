"""rutaplan render: documents, from templates, into a folder; all of them or none."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from rutaplan.cli import FAILED, FINDINGS, OK, NoPlan, terminal
from rutaplan.cli.opciones import datos_option, filter_options, find_data, make_query, plain_path
from rutaplan.derive import plural
from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.files import shown_path
from rutaplan.load import load
from rutaplan.plan import Plan
from rutaplan.query import select
from rutaplan.render import Found, encode, find_templates, render, template_folders
from rutaplan.reporters.texto import block
from rutaplan.rules import check
from rutaplan.salida import Salida
from rutaplan.suggest import nearest
from rutaplan.views import DOCUMENTS, Document, Page

_BY_NAME = {document.name: document for document in DOCUMENTS}
PLENARY_SET = ("plenaria", "matriz")


@click.command("render", options_metavar="[OPCIONES]")
@click.argument("documentos", nargs=-1, metavar="[DOCUMENTO]...")
@filter_options
@click.option(
    "--formato", "formatos", metavar="FORMATO", multiple=True, help="html, md...; si no, todos los que hay."
)
@click.option(
    "-o", "--salida", metavar="CARPETA", help="Dónde se escriben; si no, en salida/, junto a data/."
)
@click.option("--plantillas", metavar="CARPETA", help="Plantillas propias, que van antes que las incluidas.")
@click.option(
    "--forzar", is_flag=True, help="Reemplaza también archivos que rutaplan no hizo o que alguien cambió."
)
@click.option("--lista", is_flag=True, help="Dice qué documentos hay y en qué formatos, y no hace ninguno.")
@datos_option
def command(  # noqa: PLR0913, PLR0917 - one argument for each option
    documentos: tuple[str, ...],
    formatos: tuple[str, ...],
    salida: str | None,
    plantillas: str | None,
    forzar: bool,  # noqa: FBT001 - click's flags
    lista: bool,  # noqa: FBT001 - the same
    datos: str | None,
    **filters: Any,  # noqa: ANN401 - click's values
) -> int:
    r"""Hace los documentos; sin nombrar ninguno, los de la plenaria.

    Los filtros son los de list. Mientras el plan tenga errores no se escribe nada.

    \b
    Ejemplos:
      rutaplan render
      rutaplan render matriz --formato html --nivel regional
      rutaplan render --lista
    """
    data = find_data(datos)
    if plantillas is not None and not Path(plantillas).is_dir():
        raise NoPlan(f"--plantillas: no hay una carpeta «{plantillas}».")
    folders = template_folders(Path(plantillas).absolute() if plantillas else None, data)
    found = find_templates(folders, list(_BY_NAME))
    if lista:
        terminal.write(_catalogue(found))
        return OK
    wanted = _wanted(found, documentos, formatos)
    plan = _sound_plan(data)
    if plan is None:
        return FINDINGS
    query = make_query(plan, filters)
    chosen = select(plan, query)
    if query.grupos:
        chosen = replace(chosen, grupos=tuple(grupo for grupo in plan.grupos if grupo.id in query.grupos))
    files, faults = _make(chosen, wanted, folders)
    if faults:
        terminal.tell(
            "\n".join(block(fault) for fault in faults) + "No se escribió nada: hay plantillas con errores."
        )
        return FINDINGS
    return _write(plain_path(salida) if salida else data.parent / "salida", files, data, forzar=forzar)


def _catalogue(found: tuple[Found, ...]) -> str:
    """Documents and formats, ours and the user's."""
    rows = []
    for document in DOCUMENTS:
        formats = [
            each.format + ("" if each.own else " (propia)") for each in found if each.name == document.name
        ]
        rows.append((document.name, ", ".join(formats), document.description))
    return terminal.table(("Documento", "Formatos", "Qué es"), rows, wide="Qué es")


def _wanted(found: tuple[Found, ...], documentos: tuple[str, ...], formatos: tuple[str, ...]) -> list[Found]:
    """The templates that a call asks for; a name that is not there is a usage error."""
    for name in documentos:
        if name not in _BY_NAME:
            near = nearest(name, _BY_NAME)
            raise NoPlan(
                f"No hay un documento «{name}»; " + (f"escriba «{near}»." if near else "vea --lista.")
            )
    names = documentos or PLENARY_SET
    there = sorted({each.format for each in found if each.name in names})
    for formato in formatos:
        if formato not in there:
            raise NoPlan(f"--formato: no hay «{formato}» para {', '.join(names)} (hay: {', '.join(there)}).")
    return [each for each in found if each.name in names and (not formatos or each.format in formatos)]


def _sound_plan(data: Path) -> Plan | None:
    """The plan, or None, with its errors told, while it has any."""
    plan, diagnostics = load(data)
    errors = [d for d in (*diagnostics, *check(plan)) if d.severity is Severity.ERROR]
    if not errors:
        return plan
    count = plural(len(errors), "error", "errores")
    first = block(min(errors, key=lambda d: d.sort_key))
    terminal.tell(f"{first}\nNo se escribió nada: el plan tiene {count}. rutaplan validate los explica.")
    return None


def _make(
    plan: Plan, wanted: list[Found], folders: tuple[Path, ...]
) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """The content of every file, by name; and what the templates got wrong."""
    files: dict[str, bytes] = {}
    faults: list[Diagnostic] = []
    pages: dict[str, dict[str, Page]] = {}
    for each in wanted:
        document = _BY_NAME[each.name]
        if each.name not in pages:
            pages[each.name] = _pages(document, plan)
        for stem, page in pages[each.name].items():
            name = f"{stem}.{each.format}"
            terminal.tell(f"  {name}")
            text = render(f"{each.name}.{each.format}", page, folders)
            if isinstance(text, str):
                files[name] = encode(text)
            else:
                faults.append(text)
    return files, faults


def _pages(document: Document, plan: Plan) -> dict[str, Page]:
    """The pages of a document, by the stem of their file: one, or one for each group."""
    pages: dict[str, Page] = {}
    if document.of_grupo is not None:
        pages.update((f"{document.name}-{grupo.id}", document.of_grupo(plan, grupo)) for grupo in plan.grupos)
    if document.of_plan is not None:
        pages[document.name] = document.of_plan(plan)
    return pages


def _write(folder: Path, files: dict[str, bytes], data: Path, *, forzar: bool) -> int:
    if data.resolve() in (folder.resolve(), *folder.resolve().parents):
        raise NoPlan("--salida: los documentos no se escriben dentro de la carpeta de los datos.")
    salida = Salida(folder)
    foreign = () if forzar else salida.foreign(files)
    if foreign:
        names = ", ".join(shown_path(folder / name) for name in foreign)
        terminal.tell(
            f"No se escribió nada: {names} no lo hizo rutaplan, o alguien lo cambió después. "
            "Guárdelo con otro nombre, o use --forzar para reemplazarlo."
        )
        return FAILED
    salida.write(files)
    rows = [
        (shown_path(folder / name), f"{max(1, len(content) // 1024)} KiB") for name, content in files.items()
    ]
    terminal.write(terminal.table(("Archivo", "Tamaño"), rows))
    return OK
