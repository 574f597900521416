"""rutaplan render: documents, from templates, into a folder; all of them or none."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from rutaplan.cli import FINDINGS, OK, NoPlan, terminal
from rutaplan.cli.filter_options import Filtered, asks_follow_up, filter_options, make_query
from rutaplan.cli.finishing import folders_for, forzar_option, plantillas_option, with_letterhead, write_files
from rutaplan.cli.making import (
    NAMES,
    check_bound,
    check_desde,
    choose,
    completed,
    juego,
    make_documents,
)
from rutaplan.cli.options import (
    Choice,
    corte_option,
    datos_option,
    find_data,
    find_data_if_any,
    part_lacks,
    plain_path,
    read_separador,
    separador_option,
    sound_plan,
)
from rutaplan.derive import enumerate_words
from rutaplan.derive.version import with_version
from rutaplan.files import shown_path
from rutaplan.git import kept
from rutaplan.load import load_taller
from rutaplan.render import unused_templates
from rutaplan.reporters.console import block
from rutaplan.revisions import State, read_side
from rutaplan.suggest import fold
from rutaplan.views.documents import DOCUMENTS
from rutaplan.writers.docx import find_unversioned
from rutaplan.writers.offers import Call, Offer, find_offers, missing_extra
from rutaplan.writers.papel import Papel, papel_of


@click.command("render", cls=Filtered, options_metavar="[OPCIONES]")
@click.argument("documentos", nargs=-1, metavar="[DOCUMENTO]...")
@filter_options
@click.option(
    "--formato",
    "formatos",
    metavar="FORMATO",
    multiple=True,
    help="html, pdf, docx...; si no, todos los que hay.",
)
@click.option(
    "-o", "--salida", metavar="CARPETA", help="Dónde se escriben; si no, en salida/, junto a data/."
)
@plantillas_option
@click.option("--solo-incluidas", is_flag=True, help="Solo las plantillas que vienen con el programa.")
@click.option(
    "--papel",
    type=Choice(each.nombre for each in Papel),
    metavar="PAPEL",
    help="carta o a4; si no, el de taller.yaml, y si no lo dice, carta.",
)
@separador_option
@forzar_option
@click.option(
    "--desde",
    metavar="VERSIÓN",
    help="En cambios, con qué se compara: un tag, una rama, un commit o una carpeta.",
)
@click.option(
    "--completa", is_flag=True, help="En plenaria, el texto de todas las acciones, dure lo que dure."
)
@corte_option
@click.option(
    "--cuaderno", is_flag=True, help="Las hojas de institucion, pais, ficha o directorio, en un solo archivo."
)
@click.option("--lista", is_flag=True, help="Dice qué documentos hay y en qué formatos, y no hace ninguno.")
@datos_option
def command(  # noqa: PLR0913, PLR0917 - one argument for each option
    documentos: tuple[str, ...],
    formatos: tuple[str, ...],
    salida: str | None,
    plantillas: str | None,
    solo_incluidas: bool,  # noqa: FBT001 - click's flags
    papel: str | None,
    separador: str | None,
    forzar: bool,  # noqa: FBT001 - click's flags
    desde: str | None,
    completa: bool,  # noqa: FBT001 - the same
    corte: date,
    cuaderno: bool,  # noqa: FBT001 - the same
    lista: bool,  # noqa: FBT001 - the same
    datos: str | None,
    **filters: Any,  # noqa: ANN401 - click's values
) -> int:
    r"""Hace los documentos; sin nombrar ninguno, los del taller (plenaria y matriz) en Word, PDF y HTML.

    Los filtros son los de list; con no- delante, lo contrario: --no-pais MX. Mientras el plan tenga
    errores no se escribe nada.

    \b
    Ejemplos:
      rutaplan render
      rutaplan render matriz --formato html --nivel regional
      rutaplan render --lista
    """
    if plantillas is not None and solo_incluidas:
        raise NoPlan("--plantillas y --solo-incluidas no van juntas.")
    if lista:
        folders = folders_for(plantillas, None if solo_incluidas else find_data_if_any(datos))
        terminal.write(_catalogue(find_offers(folders), unused_templates(folders, NAMES)))
        return OK
    data = find_data(datos)
    folders = folders_for(plantillas, None if solo_incluidas else data)
    offers = find_offers(folders)
    asked = choose(offers, documentos, formatos, documentos or juego(load_taller(data)))
    if completa:
        asked = completed(asked)
    check_desde(asked, desde)
    if cuaderno:
        check_bound(asked)
    separator = read_separador(separador, [each.format for each in asked])
    wanted = _without_extras(asked, [fold(each) for each in formatos])
    is_read = asks_follow_up(filters) or any(each.document.reports for each in wanted)
    plan = sound_plan(datos, None if is_read else ())
    if plan is None:
        return FINDINGS
    if desde is not None:
        plan = replace(plan, antes=read_side(desde, data, State(plan, [])).plan)
    query = make_query(plan, filters)
    plan = with_letterhead(with_version(replace(plan, corte=corte), kept(data)), data)
    call = Call(query, folders, papel_of(plan, papel), bound=cuaderno, separator=separator)
    files, faults = make_documents(plan, call, wanted)
    if faults:
        terminal.tell(
            "\n".join(block(fault, terminal.width()) for fault in faults)
            + "No se escribió nada: hay documentos que no se pudieron hacer."
        )
        return FINDINGS
    for unversioned in find_unversioned(each.template for each in wanted if each.template):
        terminal.tell(block(unversioned))
    return write_files(plain_path(salida) if salida else data.parent / "salida", files, data, forzar=forzar)


def _catalogue(offers: Sequence[Offer], unused: Sequence[Path]) -> str:
    """Documents and formats, ours and the user's."""
    rows = []
    for document in DOCUMENTS:
        formats = [
            each.format + ("" if each.own else " (propia)")
            for each in offers
            if each.document is document and not each.refused
        ]
        rows.append((document.name, ", ".join(formats), document.description))
    lines = [
        f"No se usa {shown_path(path)}: su nombre no es el de un documento y un formato." for path in unused
    ]
    table = terminal.table(("Documento", "Formatos", "Qué es"), rows, wide="Qué es")
    return "\n".join([table, *lines, ""]) if lines else table


def _without_extras(wanted: list[Offer], formatos: Sequence[str]) -> list[Offer]:
    """What can be made here; the rest is named with the command that installs what it lacks.

    A format that the call itself named must be there.
    """
    missing = {each.format: missing_extra(each) for each in wanted}
    missing = {kind: extra for kind, extra in missing.items() if extra}
    if not missing:
        return wanted
    kinds = enumerate_words(list(missing))
    if any(kind in formatos for kind in missing) or len(missing) == len({each.format for each in wanted}):
        raise NoPlan(part_lacks(f"Para hacer {kinds}", missing.values()))
    terminal.tell(part_lacks(f"Sin {kinds}:", missing.values()))
    return [each for each in wanted if each.format not in missing]
