"""rutaplan ronda: what is sent to each institution at a cut-off date, and who answered."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import click

from rutaplan.cli import FINDINGS, OK, NoPlan, terminal
from rutaplan.cli.finishing import folders_for, forzar_option, plantillas_option, with_letterhead, write_files
from rutaplan.cli.options import datos_option, find_data, part_lacks, plain_path, read_day, sound_plan
from rutaplan.cli.progress import progress
from rutaplan.derive import enumerate_words, fecha_label, institucion_label
from rutaplan.derive.pedidos import Pedido, by_institucion
from rutaplan.derive.vencimiento import day_of
from rutaplan.derive.version import with_version
from rutaplan.diagnostics import Diagnostic
from rutaplan.files import shown_path
from rutaplan.git import kept
from rutaplan.plan import Plan
from rutaplan.views.documents import DOCUMENTS, INFORME
from rutaplan.views.documents.convocatoria import (
    NADIE,
    build_indice,
    contestados,
    sin_preguntar,
    write_mail,
)
from rutaplan.writers.offers import Call, Offer, find_offers, index_offers, make, missing_extra
from rutaplan.writers.papel import Papel, papel_of

FOLDER = "ronda"
_MAIL = "correo.txt"
_SHEET = "institucion"


@click.command("ronda", options_metavar="[OPCIONES]")
@click.option(
    "--corte", metavar="FECHA", callback=read_day, help="La fecha de corte, AAAA-MM-DD; si no, hoy."
)
@click.option(
    "--hasta", metavar="FECHA", callback=read_day, help="Hasta cuándo se responde; si no, la de taller.yaml."
)
@click.option(
    "-o", "--salida", metavar="CARPETA", help="Dónde se escribe; si no, en ronda/FECHA/, junto a data/."
)
@click.option("--estado", is_flag=True, help="Dice quién respondió, pone al día el índice, y no hace más.")
@plantillas_option
@forzar_option
@datos_option
def command(  # noqa: PLR0913 - click's values
    corte: date | None,
    hasta: date | None,
    salida: str | None,
    plantillas: str | None,
    datos: str | None,
    *,
    estado: bool,
    forzar: bool,
) -> int:
    r"""Hace lo que se envía a cada institución en una fecha de corte, y dice quién respondió.

    Por institución, una carpeta: el texto de un correo, la hoja para informar (Excel y Word), su hoja de
    acciones en PDF y las fechas para su calendario. Lo que vuelve se guarda en ronda/FECHA/recibidos/, y
    rutaplan import lo lleva al plan.

    \b
    Ejemplos:
      rutaplan ronda --corte 2027-06-30
      rutaplan import ronda/2027-06-30
      rutaplan ronda --corte 2027-06-30 --estado
    """
    data = find_data(datos)
    folders = folders_for(plantillas, data)
    plan = sound_plan(datos)
    if plan is None:
        return FINDINGS
    rounds = data.parent / FOLDER
    day = corte or (_last(rounds) if estado else None) or date.today()  # noqa: DTZ011 - the day of who asks
    plan = with_letterhead(with_version(replace(plan, corte=day), kept(data)), data)
    until, asked = _until(plan, hasta), by_institucion(plan, day)
    if not asked:
        terminal.tell(NADIE)
        return OK
    _show(plan)
    target = plain_path(salida) if salida else rounds / day.isoformat()
    files = {} if estado else _packets(plan, asked, folders, until)
    if estado and not target.is_dir():
        return OK
    terminal.write("\n")
    files |= _index(plan, asked, folders)
    code = write_files(target, files, data, forzar=forzar, some=estado)
    if code == OK and not estado:
        shown = shown_path(target)
        terminal.tell(
            f"Lo que vuelva se guarda en {shown}/recibidos/, y «rutaplan import {shown}» lo lleva al plan."
        )
    return code


def _last(rounds: Path) -> date | None:
    """The day of the last round that has a folder."""
    days = []
    for each in rounds.iterdir() if rounds.is_dir() else ():
        try:
            days.append(date.fromisoformat(each.name))
        except ValueError:
            continue
    return max(days, default=None)


def _until(plan: Plan, hasta: date | None) -> date | None:
    """Until when one answers: as the call says, or the workshop, if that is not over by then."""
    if hasta is not None and hasta < day_of(plan):
        raise NoPlan(f"--hasta: {hasta} es antes de la fecha de corte, {day_of(plan)}.")
    documentos = plan.taller.documentos
    said = documentos and documentos.respuesta and documentos.respuesta.hasta
    return hasta or (said if isinstance(said, date) and said >= day_of(plan) else None)


def _show(plan: Plan) -> None:
    """List who is asked and who answered; and whom nobody could ask."""
    rows = [
        (
            institucion_label(plan, each.institucion),
            *map(str, (each.pedidas, each.vencidas, each.informadas)),
            each.dicha,
        )
        for each in contestados(plan)
    ]
    head = (f"Al {fecha_label(day_of(plan))}", "Acciones", "Vencidas", "Informadas", "Respuesta")
    terminal.write(terminal.table(head, rows))
    for each in sin_preguntar(plan):
        terminal.tell(each)


def _packets(
    plan: Plan, asked: Mapping[str, Sequence[Pedido]], folders: Sequence[Path], hasta: date | None
) -> dict[str, bytes]:
    """The files of each institution, by their names below the folder of the round."""
    wanted = [*_offers(folders)]
    call = Call({INFORME.per: (*asked,)}, folders, papel_of(plan), silent=True)
    files: dict[str, bytes] = {}
    for offer, made in make([(each, plan) for each in wanted], call, progress):
        for each in made:
            if isinstance(each.content, Diagnostic):
                raise NoPlan(f"No se pudo hacer {each.name}: {each.content.title}.")
            name = each.name.rpartition("/")[2]
            ident = name.removeprefix(f"{offer.document.name}-").rpartition(".")[0]
            if ident in asked and isinstance(each.content, bytes):
                stem = "acciones" if offer.document.name == _SHEET else INFORME.name
                files[f"{ident}/{stem}-{ident}.{offer.format}"] = each.content
    from rutaplan.writers.ics import write_calendar  # noqa: PLC0415 - needs the extra «calendario»

    for ident, own in asked.items():
        if calendar := write_calendar(plan, ident, (each.accion for each in own), day_of(plan)):
            files[f"{ident}/plazos.ics"] = calendar
        there = [name.partition("/")[2] for name in files if name.startswith(f"{ident}/")]
        files[f"{ident}/{_MAIL}"] = write_mail(plan, ident, own, hasta=hasta, files=there).encode()
    return files


def _offers(folders: Sequence[Path]) -> Sequence[Offer]:
    """The sheet to fill in, as sheet and in Word, and what is asked, in PDF."""
    by_name = {(each.document.name, each.format): each for each in find_offers(folders)}
    sheet = next(document for document in DOCUMENTS if document.name == _SHEET)
    found = [
        *(replace(by_name[INFORME.name, kind], document=INFORME) for kind in ("xlsx", "docx")),
        replace(by_name[_SHEET, "pdf"], document=replace(sheet, juntas="")),
    ]
    missing = {each.format: missing_extra(each) for each in found}
    missing["ics"] = "" if find_spec("icalendar") else "calendario"
    if extras := [extra for extra in missing.values() if extra]:
        kinds = enumerate_words([kind for kind, extra in missing.items() if extra])
        raise NoPlan(part_lacks(f"Para hacer {kinds}", extras))
    return found


def _index(plan: Plan, asked: Mapping[str, Sequence[Pedido]], folders: Sequence[Path]) -> dict[str, bytes]:
    """The page that says who was asked and who answered, for screens and for pull requests."""
    page = build_indice(plan, {ident: f"{ident}/{_MAIL}" for ident in asked})
    call = Call({}, folders, Papel.CARTA, silent=True)
    return {
        each.name: each.content
        for _, made in make([(each, plan) for each in index_offers(page, folders)], call)
        for each in made
        if isinstance(each.content, bytes)
    }
