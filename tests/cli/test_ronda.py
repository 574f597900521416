"""A round: what goes to each institution, what comes back, and who answered."""

import csv
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from docx import Document as WordDocument
from helpers.blocks import rows
from helpers.calls import Rutaplan, accion, edit, program
from helpers.effort import seconds
from helpers.history import Truth, history, write
from icalendar import Calendar
from openpyxl import load_workbook

from rutaplan.cli import run
from rutaplan.derive import estado_words, fecha_breve, fecha_label
from rutaplan.derive.pedidos import by_institucion
from rutaplan.derive.seguimiento import follow
from rutaplan.load import load
from rutaplan.output import MANIFEST
from rutaplan.views.bloques import Tabla
from rutaplan.views.documents.convocatoria import write_mail
from rutaplan.views.documents.cronograma import build_cronograma
from rutaplan.views.documents.institucion import build_institucion
from rutaplan.views.documents.marcha import build_seguimiento
from rutaplan.views.documents.pais import build_pais
from rutaplan.views.documents.pendientes import build_pendientes, planilla_pendientes
from rutaplan.views.fila import institucion_names
from rutaplan.writers.ics import write_calendar

CORTE = "2027-06-30"
BODIES = (
    "hn-inm", "hn-minex", "gt-igm", "gt-minex", "sv-dgme", "sv-minex", "mx-inm", "mx-sre", "cr-dgme", "oim",
)  # fmt: skip
ROUND = Path("ronda", CORTE)


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same after its first round went out, made once."""
    folder = before_any_round(tmp_path_factory.mktemp("ronda"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        assert run(["ronda", "--datos", str(folder / "data"), "--corte", CORTE, "--hasta", "2027-07-15"]) == 0
    return folder


@pytest.fixture
def asked(sent: Path, tmp_path: Path) -> Path:
    """A copy of that."""
    return Path(shutil.copytree(sent, tmp_path / "plan"))


@pytest.fixture
def region(tmp_path: Path) -> Path:
    return before_any_round(tmp_path)


def before_any_round(folder: Path) -> Path:
    """The made region before its first round: everything is decided, and nobody has reported."""
    files = {
        path: text
        for path, text in history(planted=False).head.items()
        if not path.startswith("data/avances/")
    }
    return write(files, folder)


def sheet_of(plan: Path, body: str, kind: str = "xlsx") -> Path:
    return plan / ROUND / body / f"seguimiento-{body}.{kind}"


def fill(path: Path, rows: Mapping[str, Mapping[str, str]]) -> None:
    """Fill in rows of a sheet, by action: each column by its title."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        for title, text in rows.get(str(sheet.cell(row, 1).value), {}).items():
            sheet.cell(row, at[title]).value = text
    book.save(path)


def reports(plan: Path) -> dict[str, str]:
    folder = plan / "data" / "avances"
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.yaml")}


def test_each_institution_gets_a_folder_with_what_is_asked_of_it(sent: Path) -> None:
    folders = {path.name for path in (sent / ROUND).iterdir() if path.is_dir()}
    assert folders == {*BODIES}
    for body in BODIES:
        assert sorted(path.name for path in (sent / ROUND / body).iterdir()) == [
            f"acciones-{body}.pdf", "correo.txt", "plazos.ics", f"seguimiento-{body}.docx", f"seguimiento-{body}.xlsx"
        ]  # fmt: skip
    plan = load(sent / "data")[0]
    asked = {
        (accion.id, ident)
        for accion in plan.acciones
        if accion.estado == "propuesta"
        for ident in follow(plan, accion, date(2027, 6, 30)).avances
    }
    printed = set()
    for body in BODIES:
        filas = [*load_workbook(sheet_of(sent, body)).worksheets[0].iter_rows(min_row=2, values_only=True)]
        (table,) = WordDocument(str(sheet_of(sent, body, "docx"))).tables
        assert [row.cells[0].text.split()[0] for row in table.rows[1:]] == [row[0] for row in filas]
        assert {row[9] for row in filas} == {CORTE}
        printed |= {(str(row[0]), body) for row in filas}
    assert printed == asked
    mail = (sent / ROUND / "hn-inm" / "correo.txt").read_text("utf-8")
    assert mail.startswith(f"Asunto: Seguimiento al {CORTE}: hn-inm\n\n")
    assert "hasta el 15 de julio de 2027" in mail
    index = (sent / ROUND / "indice.md").read_text("utf-8")
    assert index.count("| no ha respondido |") == len(BODIES)
    assert "sin cancillerías en el directorio: CR (RET-R-02" in index


def test_nobody_is_asked_to_answer_before_the_day_that_is_asked_about(
    region: Path, rutaplan: Rutaplan
) -> None:
    done = rutaplan("ronda", "--corte", CORTE, "--hasta", "2027-06-29", cwd=region)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"Error: --hasta: 2027-06-29 es antes de la fecha de corte, {CORTE}.\n"
    assert not (region / "ronda").exists()


def test_the_mail_takes_no_header_from_the_plan(region: Path) -> None:
    entry = "hn-inm:\n  nombre: Instituto de Migración\n"
    named = 'hn-inm:\n  nombre: "Instituto\\nBcc: otra@ejemplo.org"\n  contacto: oficina@ejemplo.gob.hn\n'
    edit(region / "data" / "instituciones.yaml", entry, named)
    day = date(2027, 12, 31)
    plan = replace(load(region / "data")[0], corte=day)
    mail = write_mail(plan, "hn-inm", by_institucion(plan, day)["hn-inm"], hasta=None, files=["plazos.ics"])
    head, _, body = mail.partition("\n\n")
    assert head == "Para: oficina@ejemplo.gob.hn\nAsunto: Seguimiento al 2027-12-31: hn-inm"
    assert not [line for line in body.split("\n") if line.startswith("Bcc")]
    assert "Vencidas:\n- RET-R-01 (2 de noviembre de 2027): " in body
    assert "Le pedimos informar cómo va cada una: en la hoja" in body
    alone = write_mail(plan, "hn-inm", by_institucion(plan, day)["hn-inm"][:1], hasta=None, files=[])
    assert "pide 1 acción a " in alone
    assert "Le pedimos informar cómo va: en la hoja" in alone


def test_a_calendar_is_taken_in_again_as_a_later_state(region: Path) -> None:
    texto = f"Revisión, de los marcos; con \\ y {'letras ' * 30}y fin"
    sheet = region / "data/acciones/retorno/RET-N-01.yaml"
    edit(sheet, "texto: Revisión de los marcos jurídicos.", f"texto: '{texto}'")
    plan = load(region / "data")[0]
    made = [
        write_calendar(plan, "gt-igm", plan.acciones, day)
        for day in (date(2027, 6, 30), date(2027, 9, 30), date(2027, 6, 30))
    ]
    assert made[0] == made[2]
    assert all(len(line) <= 75 for line in made[0].split(b"\r\n"))
    first, second = (
        {str(event["uid"]): event for event in Calendar.from_ical(each).walk("VEVENT")} for each in made[:2]
    )
    assert first.keys() == second.keys()
    for uid, event in first.items():
        assert type(event.decoded("dtstart")) is date
        assert second[uid]["sequence"] > event["sequence"]
        assert second[uid].decoded("dtstamp") > event.decoded("dtstamp")
    assert texto in {str(event["description"]) for event in first.values()}


def test_what_is_done_lacks_nothing(region: Path) -> None:
    sheet = region / "data/acciones/retorno/RET-N-04.yaml"
    edit(sheet, "plazo_meses: 18", "plazo_meses: por_definir")
    report = f"accion: RET-N-04\nfecha: {CORTE}\nreporta: cr-dgme\nestado: cumplida\ntexto: Listo.\nevidencia: [Acta]\n"
    write({f"data/avances/RET-N-04/{CORTE}-cr-dgme.yaml": report}, region)
    plan = load(region / "data")[0]
    for day, is_done in ((date(2027, 6, 29), False), (date(2027, 6, 30), True)):
        seen = replace(plan, corte=day)
        assert ("RET-N-04" in rows(build_pendientes(seen))) is not is_done
        assert ("RET-N-04" in [row[0] for row in planilla_pendientes(seen).filas]) is not is_done
        for page in (build_institucion(seen, ["cr-dgme"])["cr-dgme"], build_pais(seen, ["CR"])["cr"]):
            row = rows(page)["RET-N-04"]
            assert (row["id"].menudo, row["texto"].falta) == (
                ("cumplida", "") if is_done else ("", "Falta definir: plazo.")
            )
            assert f"corte {fecha_breve(day)}" in page.encabezado.identidad.linea


def test_bars_show_what_was_reported(tmp_path: Path) -> None:
    plan = replace(load(write(history(planted=False).head, tmp_path) / "data")[0], corte=date(2028, 6, 30))
    page = build_cronograma(plan)
    assert [each.clase for each in page.leyenda] == ["lleno", "rayado"]
    bars = {bar.id: bar for drawn in page.dibujos for franja in drawn.franjas for bar in franja.barras}
    for ident, bar in bars.items():
        done = follow(plan, plan.accion_by_id[ident], date(2028, 6, 30)).estado == "cumplida"
        assert (bar.trazo == "lleno") is done, ident
        assert ("Cumplida" in bar.avance) or not done


def test_what_was_filled_in_becomes_a_report_each(asked: Path, rutaplan: Rutaplan) -> None:
    received = asked / ROUND / "recibidos"
    received.mkdir()
    sent = shutil.copy(sheet_of(asked, "hn-inm"), received / "Copia (2) de seguimiento.xlsx")
    fill(
        Path(sent),
        {
            "RET-N-05": {"Estado": "en proceso", "Qué se hizo": "Uno.\nDos.", "Obstáculos": "Sin fondos: 2."},
            "RET-N-10": {"Estado": "Terminada", "Qué se hizo": "Se publicó.", "Evidencia": "Acta 3\nhttps://ejemplo.org/a"},
            "RET-N-15": {"Estado": "Cumplida"},
        },
    )  # fmt: skip
    # Meanwhile the plan moves: no text of the paper is what the plan prints now.
    edit(asked / "data/acciones/retorno/RET-N-05.yaml", "plazo_meses: 30", "plazo_meses: 36")
    done = rutaplan("import", "ronda", "--si", cwd=asked)
    assert done.code == 0, done.out + done.err
    assert "Como los hizo rutaplan, sin cambios: 52 archivos." in done.out
    assert "3 informes nuevos · 0 iguales · 0 conflictos · 5 filas sin llenar" in done.out
    assert " 0 sin llevar" in done.out
    found = reports(asked)
    assert found.keys() == {f"RET-N-{number}/{CORTE}-hn-inm.yaml" for number in ("05", "10", "15")}
    assert found[f"RET-N-05/{CORTE}-hn-inm.yaml"] == (
        "# yaml-language-server: $schema=../../../esquemas/avance.json\n"
        f"accion: RET-N-05\nfecha: {CORTE}\nreporta: hn-inm\nestado: en_ejecucion\ntexto: |-\n  Uno.\n  Dos.\n"
        "obstaculos: 'Sin fondos: 2.'\n"
        f"documento: ronda/{CORTE}/hn-inm/seguimiento-hn-inm.xlsx\n"
    )
    assert "evidencia: [Acta 3, https://ejemplo.org/a]\n" in found[f"RET-N-10/{CORTE}-hn-inm.yaml"]
    assert "estado: cumplida\ntexto: no_consta\n" in found[f"RET-N-15/{CORTE}-hn-inm.yaml"]
    assert "error[" not in rutaplan("validate", cwd=asked).out
    again = rutaplan("import", "ronda", "--si", cwd=asked)
    assert (again.code, reports(asked)) == (0, found)
    assert "0 informes nuevos · 3 iguales · 0 conflictos · 5 filas sin llenar" in again.out
    told = rutaplan("ronda", "--corte", CORTE, "--estado", cwd=asked)
    assert told.code == 0
    assert "| 3 | respondió en parte |" in (asked / ROUND / "indice.md").read_text("utf-8")


def test_a_second_answer_that_differs_is_a_conflict(asked: Path, rutaplan: Rutaplan) -> None:
    paper = sheet_of(asked, "oim")
    fill(paper, {"RET-R-02": {"Estado": "En ejecución", "Qué se hizo": "Uno."}})
    assert rutaplan("import", str(paper), "--si", cwd=asked).code == 0
    first = reports(asked)
    fill(paper, {"RET-R-02": {"Qué se hizo": "Otra cosa."}})
    done = rutaplan("import", str(paper), "--si", cwd=asked)
    assert (done.code, reports(asked)) == (1, first)
    assert (
        "plan:  estado: en ejecución; texto: Uno.\n    papel: estado: en ejecución; texto: Otra cosa."
        in done.out
    )
    assert "0 informes nuevos · 0 iguales · 1 conflicto" in done.out
    assert rutaplan("import", str(paper), "--preferir", "plan", "--si", cwd=asked).code == 1
    assert rutaplan("import", str(paper), "--preferir", "papel", "--si", cwd=asked).code == 0
    after = reports(asked)
    assert {name: after[name] for name in first} == first
    assert after.keys() - first.keys() == {f"RET-R-02/{CORTE}-oim-2.yaml"}


def test_rows_that_moved_and_words_that_mean_no_state_are_told(asked: Path, rutaplan: Rutaplan) -> None:
    paper = sheet_of(asked, "mx-inm")
    book = load_workbook(paper)
    sheet = book.worksheets[0]
    for column in (6, 7):
        sheet.cell(2, column).value = sheet.cell(3, column).value = "Cumplida"
    sheet.cell(2, 1).value, sheet.cell(3, 1).value = sheet.cell(3, 1).value, sheet.cell(2, 1).value
    sheet.cell(4, 6).value, sheet.cell(4, 7).value = "ahí vamos", "Algo."
    sheet.cell(5, 4).value = "pedimos otra fecha"
    book.save(paper)
    done = rutaplan("import", str(paper), "--si", cwd=asked)
    assert (done.code, reports(asked)) == (1, {})
    advice = (
        "la fila se movió, alguien la cambió, o su institución tiene otro id desde entonces; si lo dicho vale, "
        "tráigalo con «rutaplan avance»"
    )
    assert done.out.count(f"la huella de la fila no es la de su acción y su fecha: {advice}") == 2
    assert "«ahí vamos» no es uno; escriba uno: No iniciada, En ejecución, Cumplida, Suspendida" in done.out
    assert "«pedimos otra fecha»" in done.out
    said = ("--reporta", "mx-inm", "--fecha", CORTE, "--estado", "cumplida", "--texto", "Algo.", "--si")
    ident = str(sheet.cell(2, 1).value)
    assert rutaplan("avance", ident, *said, cwd=asked).code == 0
    assert [*reports(asked)] == [f"{ident}/{CORTE}-mx-inm.yaml"]


def test_answers_are_not_given_to_the_action_of_another_text(asked: Path, rutaplan: Rutaplan) -> None:
    """Whoever sorts some columns leaves the ids behind; a text that is new since the round is no reason."""
    paper = sheet_of(asked, "mx-inm")
    book = load_workbook(paper)
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, min_col=1, max_col=9)]
    for at, row in enumerate((rows[1], rows[0], *rows[2:]), 2):
        for column, value in enumerate([*row[1:5], "Cumplida", f"Lo de {row[0]}."], 2):
            sheet.cell(at, column).value = value
    book.save(paper)
    edit(accion(asked, "RET-N-18"), "texto: ", "texto: Con palabras que nadie había dicho. ")
    done = rutaplan("import", str(paper), "--si", cwd=asked)
    moved = {f"{row[0]}/{CORTE}-mx-inm.yaml" for row in rows[:2]}
    came = {f"{row[0]}/{CORTE}-mx-inm.yaml" for row in rows[2:]}
    assert done.code == 1
    assert reports(asked).keys() & (moved | came) == came
    assert all(f"Lo de {path[:8]}." in text for path, text in reports(asked).items())
    for row in rows[:2]:
        assert f"el texto de la fila es el de {row[0]}, y su id es otro: la fila se movió" in done.out
        assert f"no se lee: «{row[0]}" not in done.out, "a row is told once, with what is printed in it"


def test_a_row_of_an_id_that_is_gone_is_told_once(asked: Path, rutaplan: Rutaplan) -> None:
    """Filled in or not: what is printed in it is no news, cell by cell."""
    paper = sheet_of(asked, "mx-inm")
    sheet = load_workbook(paper).worksheets[0]
    ident, texto = str(sheet.cell(3, 1).value), str(sheet.cell(3, 2).value)
    fill(paper, {str(sheet.cell(2, 1).value): {"Estado": "Cumplida", "Qué se hizo": "Se hizo."}})
    assert rutaplan("rename", ident, ident[:-2] + "77", "--si", cwd=asked).code == 0
    out = rutaplan("import", str(paper), "--si", cwd=asked).out
    now = f"{ident[:-2]}77"
    said = f"el plan no tiene una acción «{ident}»; el texto de la fila es el de {now}"
    assert f"{said}: si es esa, tráigalo con «rutaplan avance {now}»: «{texto}»" in out
    assert (out.count(ident), "no se lee" in out) == (1, False), out
    what = ("--reporta", "mx-inm", "--estado", "cumplida", "--texto", "Se hizo.", "--fecha", "2027-06-30")
    assert rutaplan("avance", now, *what, "--si", cwd=asked).code == 0
    book = load_workbook(paper)
    book.worksheets[0].delete_rows(4, 99)
    book.worksheets[0].delete_rows(2)
    book.save(paper)
    alone = rutaplan("import", str(paper), "--si", cwd=asked).out
    assert alone.startswith("hoja de seguimiento al 30 de junio de 2027, ")
    assert "no se lee" not in alone, "the paper is of that body and day all the same"


def test_what_is_written_beside_an_id_is_told(asked: Path, rutaplan: Rutaplan) -> None:
    paper = sheet_of(asked, "mx-inm")
    book = load_workbook(paper)
    sheet = book.worksheets[0]
    sheet.cell(2, 1).value = f"{sheet.cell(2, 1).value} ver el acta"
    sheet.cell(2, 6).value, sheet.cell(2, 7).value = "Cumplida", "Se hizo."
    book.save(paper)
    done = rutaplan("import", str(paper), "--si", cwd=asked)
    assert (done.code, len(reports(asked)), "«ver el acta»" in done.out) == (1, 1, True), done.out


def test_a_paper_of_another_plan_is_told(asked: Path, rutaplan: Rutaplan) -> None:
    """Another plan has the same ids, bodies and dates, and so the same fingerprints; not the same texts."""
    paper = sheet_of(asked, "hn-inm")
    fill(paper, {"RET-N-05": {"Estado": "Cumplida", "Qué se hizo": "Lo del otro plan."}})
    for number, path in enumerate(sorted((asked / "data" / "acciones").rglob("*.yaml"))):
        text = path.read_text("utf-8")
        line = next(line for line in text.splitlines() if line.startswith("texto: "))
        path.write_text(text.replace(line, f"texto: Otra cosa, la {number} de este plan."), "utf-8")
    done = rutaplan("import", str(paper), "--si", cwd=asked)
    assert (done.code, reports(asked)) == (1, {})
    assert "la hoja parece de otro plan: ninguna fila tiene el texto de su acción: «Cumplida»" in done.out


def test_nobody_is_named_on_the_screen(asked: Path, rutaplan: Rutaplan) -> None:
    paper = sheet_of(asked, "cr-dgme")
    fill(paper, {"RET-N-04": {"Estado": "En ejecución", "Qué se hizo": "Llamar al +506 8888 7777."}})
    done = rutaplan("import", str(paper), "--si", cwd=asked)
    assert "8888" not in done.out + done.err
    assert "aviso[DAT01]" in done.err or "DAT01" in done.err


def test_nothing_that_somebody_made_is_replaced(asked: Path, rutaplan: Rutaplan) -> None:
    index = asked / ROUND / "indice.md"
    index.write_text("Mi versión.\n", "utf-8")
    done = rutaplan("ronda", "--corte", CORTE, "--estado", cwd=asked)
    assert (done.code, index.read_text("utf-8")) == (2, "Mi versión.\n")
    done = rutaplan("ronda", "--estado", "--forzar", cwd=asked)
    assert (done.code, "quedan, de antes" in done.err) == (0, False)  # the papers belong there
    assert "no ha respondido" in index.read_text("utf-8")
    assert (asked / ROUND / MANIFEST).is_file()


def test_a_row_that_lost_its_end_is_told(seed: Path, rutaplan: Rutaplan) -> None:
    paper = seed / "a.csv"
    paper.write_text("Estado,Qué se hizo,Obstáculos,Id\nCumplida,Se hizo.\n", "utf-8")
    done = rutaplan("import", str(paper), "--si", cwd=seed)
    assert (done.code, "la fila no dice de qué acción es: «Cumplida», «Se hizo.»" in done.out) == (1, True)


def test_fingerprints_of_nobody_take_time_by_their_number(seed: Path, rutaplan: Rutaplan) -> None:
    """A paper that bears more dates than one could have bears none."""
    days = [f"Corte {date(2027, 1, 1) + timedelta(days=each)}" for each in range(300)]
    rows = [f"RET-N-{each % 20 + 1:02},Cumplida,Se hizo.,,h{each:08x}" for each in range(1_000)]
    paper = seed / "a.csv"
    paper.write_text("\n".join(["Id,Estado,Qué se hizo,Obstáculos,Huella", *rows, *days]), "utf-8")
    told: list[str] = []
    assert seconds(lambda: told.append(rutaplan("import", str(paper), "--simular", cwd=seed).out)) < 5
    assert told[0].count("la huella de la fila no es la de su acción y su fecha") == 1_000


@pytest.mark.parametrize(
    "line",
    [
        "versión kbeb78a · sin registrar · corte 30 jun 2027 · avances a4a29ea",
        "versión kbeb78a, corte 2027-06-30",
        "Seguimiento al 30 de junio de 2027 · INM (Honduras)",
    ],
)
def test_a_paper_says_its_cut_off_in_a_line(seed: Path, rutaplan: Rutaplan, line: str) -> None:
    rows = ["Id,Institución,Estado,Qué se hizo,Obstáculos", "RET-N-01,hn-inm,Cumplida,Se hizo.,", line]
    (seed / "a.csv").write_text("\n".join(rows), "utf-8")
    assert "1 informe nuevo" in rutaplan("import", "a.csv", "--si", cwd=seed).out
    assert [*reports(seed)] == ["RET-N-01/2027-06-30-hn-inm.yaml"]


def test_a_row_without_its_fingerprint_is_known_by_what_it_says(region: Path, rutaplan: Rutaplan) -> None:
    call = ("render", "seguimiento", "--corte", CORTE, "--formato", "csv")
    assert rutaplan(*call, cwd=region).code == 0
    path = region / "salida" / "seguimiento.csv"
    lines = path.read_text("utf-8-sig").splitlines()
    bare = [line.rpartition(",")[0] for line in lines]
    at = next(number for number, line in enumerate(bare) if line.startswith("RET-N-04,"))
    bare[at] = (
        bare[at]
        .replace(f",,,,,{CORTE}", f",Cumplida,Listo.,,,{CORTE}")
        .replace(f",,,,{CORTE}", f",Cumplida,Listo.,,,{CORTE}")
    )
    paper = region / "otra.csv"
    paper.write_text("\n".join(bare) + "\n", "utf-8")
    assert rutaplan("import", "otra.csv", "--si", cwd=region).code == 0
    assert reports(region).keys() == {f"RET-N-04/{CORTE}-cr-dgme.yaml"}


@pytest.mark.parametrize(("mark", "told"), [(True, ""), (False, "la fila no dice su fecha de corte")])
def test_a_day_in_figures_is_the_one_that_the_fingerprint_proves(
    region: Path, rutaplan: Rutaplan, *, mark: bool, told: str
) -> None:
    day = "2027-04-03"
    assert rutaplan("render", "seguimiento", "--corte", day, "--formato", "csv", cwd=region).code == 0
    with (region / "salida" / "seguimiento.csv").open(encoding="utf-8-sig", newline="") as stream:
        titles, *rows = csv.reader(stream)
    row = next(each for each in rows if each[0] == "RET-N-04")
    row[titles.index("Corte")] = "4/3/2027"  # as an American spreadsheet shows it
    row[titles.index("Estado")] = "Cumplida"
    with (region / "otra.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([titles, row] if mark else [titles[:-1], row[:-1]])
    done = rutaplan("import", "otra.csv", "--si", cwd=region)
    assert reports(region).keys() == ({f"RET-N-04/{day}-cr-dgme.yaml"} if mark else set())
    assert told in done.out


def test_the_word_paper_comes_back(asked: Path, rutaplan: Rutaplan) -> None:
    paper = sheet_of(asked, "gt-minex", "docx")
    word = WordDocument(str(paper))
    for row, texts in zip(
        word.tables[0].rows[1:],
        (("Suspendida", "Espera la ley.", "", "La ley."), ("Cumplida", "Sí.", "Acta", "")),
        strict=False,
    ):
        for cell, text in zip(row.cells[5:], texts, strict=True):
            cell.text = text
    word.add_paragraph("Saludos de la dirección.")
    word.save(str(paper))
    done = rutaplan("import", str(paper), "--si", cwd=asked)
    assert done.code == 1, "what was added below is told"
    assert "«Saludos de la dirección.»" in done.out
    assert "2 informes nuevos · 0 iguales · 0 conflictos · 2 filas sin llenar" in done.out
    assert " 1 sin llevar, " in done.out
    texts = sorted(reports(asked).values())
    assert len(texts) == 2
    assert "estado: suspendida\ntexto: Espera la ley.\nobstaculos: La ley.\n" in texts[0]
    assert f"documento: ronda/{CORTE}/gt-minex/seguimiento-gt-minex.docx\n" in texts[1]


@pytest.mark.programas
def test_the_word_paper_comes_back_as_libreoffice_keeps_it(asked: Path, rutaplan: Rutaplan) -> None:
    paper = sheet_of(asked, "oim", "docx")
    word = WordDocument(str(paper))
    for row in word.tables[0].rows[1:]:
        row.cells[5].text, row.cells[6].text = "Cumplida", "Se hizo."
    word.save(str(paper))
    call = [program("soffice"), f"-env:UserInstallation={(asked / 'perfil').as_uri()}", "--headless"]
    subprocess.run([*call, "--convert-to", "odt", "--outdir", asked, paper], check=True, capture_output=True)
    done = rutaplan("import", f"{paper.stem}.odt", "--si", cwd=asked)
    rows = len(word.tables[0].rows) - 1
    assert f"{rows} informes nuevos · 0 iguales · 0 conflictos · 0 filas sin llenar" in done.out
    assert done.code == 0


def test_the_document_withholds_what_is_personal(region: Path) -> None:
    said = f"accion: RET-N-04\nfecha: {CORTE}\nreporta: cr-dgme\nestado: en_ejecucion\ntexto: {{}}\nevidencia: [Acta]\n"
    for text, is_shown in (("Se publicó.", True), ("Llamar al +506 8888 7777.", False)):
        write({f"data/avances/RET-N-04/{CORTE}-cr-dgme.yaml": said.format(text)}, region)
        page = build_seguimiento(replace(load(region / "data")[0], corte=date(2027, 6, 30)))
        assert (text in repr(page)) is is_shown


def test_a_folder_may_hold_anything(asked: Path, rutaplan: Rutaplan) -> None:
    received = asked / ROUND / "recibidos" / "gt"
    received.mkdir(parents=True)
    (received / "escaneo.pdf").write_bytes(b"%PDF-1.4")
    (received / "~$hoja.xlsx").write_bytes(b"x")
    (received / "fuera.xlsx").symlink_to("/etc/passwd")
    (received / "vacia.xlsx").write_bytes(b"")
    (received / "otra.csv").write_text("Id,Acción estratégica\nRET-N-01,x\n", "utf-8")
    shutil.copy(sheet_of(asked, "oim"), received / "sin llenar.xlsx")
    paper = Path(shutil.copy(sheet_of(asked, "cr-dgme"), received / "a.xlsx"))
    fill(paper, {"RET-N-04": {"Estado": "En ejecución", "Qué se hizo": "Uno."}})
    shutil.copy(paper, received / "b.xlsx")
    done = rutaplan("import", "ronda", "--si", cwd=asked)
    assert (done.code, len(reports(asked))) == (1, 1)
    assert "sin llenar.xlsx: como se envió, sin nada escrito." in done.out
    for name in ("escaneo.pdf", "vacia.xlsx", "otra.csv"):
        assert name in done.err
    assert "0 informes nuevos · 1 igual · 0 conflictos" in done.out
    assert "passwd" not in done.out + done.err


@pytest.mark.parametrize("truth", history(planted=False).truths, ids=lambda each: str(each.corte))
def test_what_the_document_says_at_five_dates_is_true(truth: Truth, tmp_path: Path) -> None:
    plan = load(write(history(planted=False).head, tmp_path) / "data")[0]
    page = build_seguimiento(replace(plan, corte=truth.corte))
    by_name = {each.rotulo.partition(":")[0]: each for each in page.bloques if isinstance(each, Tabla)}
    late = by_name["Vencidas"].filas if truth.vencidas else ()
    assert sorted(row[0].texto for row in late) == sorted(truth.vencidas)
    names = institucion_names(plan)
    rows = by_name[f"Informes al {fecha_label(truth.corte)}"].filas
    assert {(row[0].texto, row[2].texto): row[4].texto.partition(",")[0] for row in rows} == {
        (ident, names[body]): estado_words(estado).capitalize()
        for ident, bodies in truth.estados.items()
        if plan.accion_by_id[ident].estado == "propuesta"
        for body, estado in bodies.items()
    }


def test_a_part_that_is_not_installed_is_named(
    region: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rutaplan.cli.commands.ronda.find_spec", lambda _: None)
    done = rutaplan("ronda", "--corte", CORTE, cwd=region)
    assert done.code == 2
    assert "Error: Para hacer ics falta una parte de rutaplan. Instálela con: " in done.err
    assert not (region / "ronda").exists()
