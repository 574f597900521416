"""The tour, from the form to the plan and back, is walked as docs/paseo.md prints it.

RUTAPLAN_ACEPTAR=1 rewrites the outputs, as in test_readme.
"""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document
from helpers.calls import Rutaplan, accion, program
from helpers.forms import Forma, save
from helpers.history import history, write
from helpers.papers import readable
from helpers.reach import is_weekly
from helpers.repositories import repository
from helpers.snapshots import changed_lines, snapshot
from openpyxl import load_workbook
from test_readme import ACEPTAR, BLOCK, ORDER, PASEO, cut

from rutaplan.diagnostics import Severity
from rutaplan.load import load


def walk(section: str) -> list[tuple[str, str]]:
    """The blocks of a section, in order: an order under the comment that says what it is for, or what is typed."""
    _, _, text = PASEO.read_text(encoding="utf-8").partition(f"\n## {section}\n")
    return BLOCK.findall(text.partition("\n## ")[0])


def fill(path: Path, text: str) -> None:
    """Type into the sheet what a block says: id, title of the column, value."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    titles = {cell.value: cell.column for cell in sheet[1]}
    rows = {row[0].value: row[0].row for row in sheet.iter_rows()}
    for line in text.splitlines():
        ident, title, value = line.split(" | ")
        sheet.cell(rows[ident], titles[title]).value = value
    book.save(path)


def saved_by_another_program(path: Path, folder: Path) -> None:
    """Let LibreOffice open and save the sheet, as who fills it in does."""
    profile = f"-env:UserInstallation={(folder / 'perfil').as_uri()}"
    call = [program("soffice"), profile, "--headless", "--convert-to", "xlsx", "--outdir", folder, path]
    subprocess.run(call, check=True, capture_output=True)
    shutil.copy(folder / path.name, path)


BY_ANOTHER = [pytest.param(True, marks=pytest.mark.programas)] if is_weekly() else []
"""Whether LibreOffice saves the sheet; every day test_papers says that it comes back the same."""


@pytest.mark.parametrize("saved", [False, *BY_ANOTHER])
def test_the_walk_is_as_the_tour_prints_it(
    seed: Path, tmp_path: Path, screen: Rutaplan, *, saved: bool
) -> None:
    shutil.rmtree(seed / "data" / "acciones")
    shutil.rmtree(seed / "data" / "grupos")
    save(seed / "formulario.docx", Forma())
    steps = walk("Del formulario al plan, y de vuelta")
    assert len(steps) == 5
    for kind, block in steps:
        if kind == "text":
            fill(seed / "salida" / "matriz.xlsx", block)
            if saved:
                saved_by_another_program(seed / "salida" / "matriz.xlsx", tmp_path)
        else:
            run(block, seed, screen)
    assert_decided(seed)


def run(block: str, folder: Path, screen: Rutaplan) -> None:
    """Give the order of a block, which must print what the block shows."""
    comment, first, *printed = block.splitlines()
    outcome = screen(*shlex.split(first.removeprefix(ORDER)), cwd=folder)
    real = [line.rstrip() for line in outcome.out.splitlines()]
    shown = "\n".join([comment, first, *cut(real, printed)]) + "\n"
    if not ACEPTAR:
        assert block == shown
        return
    PASEO.write_text(PASEO.read_text(encoding="utf-8").replace(block, shown), encoding="utf-8")


def fill_form(path: Path, rows: list[list[str]]) -> None:
    """Type into a group's form what a block says: the actions under their titles, or who they are."""
    book = load_workbook(path)
    sheet = book["Formulario" if rows[0][0] == "Id" else "Participantes"]
    if sheet.title == "Participantes":
        (name, ponente), *rows = rows
        next(row for row in sheet if row[0].value == name)[1].value = ponente
    heads, *rows = rows
    titles = next(row for row in sheet if row[0].value == heads[0])
    columns = {cell.value: cell.column for cell in titles}
    known = {row[0].value: row[0].row for row in sheet}
    for number, row in enumerate(rows, titles[0].row + 1):
        for title, value in zip(heads, row, strict=True):
            if value:
                sheet.cell(known.get(row[0], number), columns[title]).value = value
    book.save(path)


@pytest.mark.parametrize("saved", [False, pytest.param(True, marks=pytest.mark.programas)])
def test_the_last_evening_is_as_the_tour_prints_it(
    seed: Path, tmp_path: Path, screen: Rutaplan, *, saved: bool
) -> None:
    """One sheet, four orders, and nobody opens a YAML file."""
    path, typed = seed / "salida" / "formulario-g1-retorno.xlsx", 0
    before = snapshot(seed)
    for kind, block in walk("La última noche"):
        if kind != "text":
            run(block, seed, screen)
            continue
        typed += 1
        fill_form(path, [[cell.strip() for cell in line.split("|")] for line in block.splitlines()])
        if saved:
            saved_by_another_program(path, tmp_path)
    orders = [block for kind, block in walk("La última noche") if kind != "text"]
    assert (len(orders), typed) == (4, 2)
    changed = changed_lines(before, snapshot(seed))
    assert len(changed) == 13
    assert changed["acciones/retorno/RET-N-08.yaml"] == (
        ["plazo_meses: por_definir", "instituciones: por_definir"],
        ["plazo_meses: 12", "instituciones: [cancilleria]", "prioridad: true"],
    )
    assert changed["grupos/g1-retorno.yaml"] == (
        ["participantes: por_definir", "ponente: por_definir"],
        [
            "participantes:", "  - nombre: Ana Ejemplo Prueba", "    cargo: Directora",
            "    institucion: hn-inm", "    autoriza_publicar: true", "  - nombre: Luis Ejemplo Prueba",
            "    cargo: Asesor", "    institucion: oim", "    autoriza_publicar: false",
            "ponente: Ana Ejemplo Prueba",
        ],
    )  # fmt: skip
    plan, found = load(seed / "data")
    marked = [each.id for each in plan.acciones if each.prioridad]
    assert marked == ["RET-N-04", "RET-N-08", "RET-N-18"]
    assert not [each for each in found if each.severity is Severity.ERROR]
    assert screen("fmt", "--revisar", cwd=seed).code == 0
    assert_printed(seed / "salida", marked)


def assert_printed(salida: Path, marked: list[str]) -> None:
    """What was decided is on the papers of the plenary: priorities first, and only the name that may be."""
    plenaria = (salida / "plenaria-g1-retorno.html").read_text(encoding="utf-8")
    assert "Ana Ejemplo Prueba, Directora, INM (Honduras)" in plenaria
    said = [f"RET-N-{number:0>2}" for number in re.findall(r"Acción (\d+), nacional\.", plenaria)]
    assert said == marked
    document = Document(str(salida / "matriz.docx"))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    (row,) = (each for each in rows if each[0].startswith("RET-N-04"))
    assert [row[2].splitlines()[0], *row[3:]] == ["18", "INM (Honduras); OIM", "sí"]
    lines = [each.text for each in document.paragraphs]
    assert "Ponente: Ana Ejemplo Prueba, Directora, INM (Honduras)" in lines
    assert not [path.name for path in salida.glob("*.[hd]*") if b"Luis Ejemplo" in readable(path)]


def assert_decided(folder: Path) -> None:
    """What was typed is in the plan, and in the Word paper made of it."""
    acciones = {each.id: each for each in load(folder / "data")[0].acciones}
    assert len(acciones) == 33
    assert (acciones["RET-N-04"].plazo_meses, acciones["RET-N-04"].instituciones) == (18, ("hn-inm", "oim"))
    assert (acciones["RET-N-05"].plazo_meses, acciones["RET-R-01"].plazo_meses) == (18, 6)
    assert "plazo_meses: por_definir" in accion(folder, "RET-R-02").read_text(encoding="utf-8")
    rows = [row.cells for table in Document(str(folder / "salida/matriz.docx")).tables for row in table.rows]
    row = next(row for row in rows if row[0].text.startswith("RET-N-04"))
    assert [row[2].text.splitlines()[0], row[3].text] == ["18", "INM (Honduras); OIM"]


@pytest.mark.programas
def test_the_round_is_as_the_tour_prints_it(tmp_path: Path, screen: Rutaplan) -> None:
    """Three orders on the made region, from the cut-off date to the page of a pull request."""
    made = history(planted=False).head.items()
    plan = write({path: text for path, text in made if "/avances/" not in path}, tmp_path / "plan")
    repository(plan)
    steps = walk("Después de la plenaria")
    assert [kind for kind, _ in steps] == ["console", "text", "console", "console"]
    round_ = plan / "ronda" / "2027-06-30"
    for kind, block in steps:
        if kind == "text":
            fill(round_ / "hn-inm" / "seguimiento-hn-inm.xlsx", block)
            (round_ / "recibidos").mkdir()
            shutil.move(
                round_ / "hn-inm" / "seguimiento-hn-inm.xlsx", round_ / "recibidos" / "Copia de hoja.xlsx"
            )
        else:
            run(block, plan, screen)
    assert {path.name for path in (plan / "data" / "avances").rglob("*.yaml")} == {"2027-06-30-hn-inm.yaml"}
