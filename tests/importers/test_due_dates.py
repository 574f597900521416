"""The day on which an action is due stands in papers that come back: it is known, and never read as a plazo."""

import io
import re
import shutil
from pathlib import Path

import pytest
from docx import Document
from helpers.calls import EJEMPLO, Outcome, Rutaplan, accion, edit
from helpers.papers import made
from helpers.sheets import csv_rows
from openpyxl import load_workbook

from rutaplan.derive.vencimiento import due
from rutaplan.load import load

PAPERS = [
    (name, kind) for name in ("matriz", "consolidada", "formulario") for kind in ("docx", "xlsx", "csv")
]


@pytest.fixture
def dated(tmp_path: Path) -> Path:
    shutil.copytree(EJEMPLO, tmp_path / "data")
    return tmp_path


def paper(folder: Path, name: str, kind: str) -> Path:
    """A paper of the first group, or of all, as it is sent out."""
    file, content = next(iter(made(load(folder / "data")[0], name, kind).items()))
    (folder / file).write_bytes(content)
    return folder / file


def sent(rutaplan: Rutaplan, folder: Path, path: Path, *, code: int = 0) -> Outcome:
    outcome = rutaplan("import", path.name, "--si", cwd=folder)
    assert outcome.code == code, outcome.out + outcome.err
    return outcome


@pytest.mark.parametrize(("name", "kind"), PAPERS)
def test_papers_say_when_and_come_back(rutaplan: Rutaplan, dated: Path, name: str, kind: str) -> None:
    path = paper(dated, name, kind)
    if kind == "csv":
        titles, *rows = csv_rows(path.read_bytes())
        at = titles.index("Vence")
        assert titles[at - 1] == "Plazo (meses)"
        assert {row[titles.index("Id")]: row[at] for row in rows}["RET-N-01"] == "3 ago 2027"
    if kind == "docx":
        cells = [
            cell.text for table in Document(str(path)).tables for row in table.rows for cell in row.cells
        ]
        assert "6\ncorto plazo, 3\u00a0ago\u00a02027" in cells
    outcome = sent(rutaplan, dated, path)
    assert re.search(r"0 nuevas · 0 cambiadas", outcome.out)
    assert "0 sin llevar" in outcome.out


def test_months_changed_beside_the_day_are_read(rutaplan: Rutaplan, dated: Path) -> None:
    path = paper(dated, "matriz", "docx")
    document = Document(str(path))
    (cell,) = (
        row.cells[2]
        for table in document.tables
        for row in table.rows
        if row.cells[0].text.startswith("RET-N-01")
    )
    cell.paragraphs[0].runs[0].text = "18"
    document.save(str(path))
    outcome = sent(rutaplan, dated, path)
    assert "«corto plazo, 3 ago 2027» no se lee: el vencimiento sale de los meses" in outcome.out
    assert load(dated / "data")[0].accion_by_id["RET-N-01"].plazo_meses == 18


def test_a_day_that_somebody_wrote_is_told(rutaplan: Rutaplan, dated: Path) -> None:
    path = paper(dated, "matriz", "xlsx")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    (row,) = (each for each in sheet.iter_rows() if each[0].value == "RET-N-01")
    row[titles.index("Vence")].value = "10 de enero de 2029"
    stream = io.BytesIO()
    book.save(stream)
    path.write_bytes(stream.getvalue())
    outcome = sent(rutaplan, dated, path, code=1)
    assert "RET-N-01: lo escrito en la columna Vence no se lleva al plan" in outcome.out
    assert load(dated / "data")[0].accion_by_id["RET-N-01"].plazo_meses == 6


@pytest.mark.parametrize("kind", ["docx", "xlsx", "csv"])
def test_a_paper_of_before_its_base_had_a_day_comes_back(rutaplan: Rutaplan, dated: Path, kind: str) -> None:
    taller = dated / "data" / "taller.yaml"
    edit(taller, "fecha_fin: 2027-02-03", "fecha_fin: por_definir")
    path = paper(dated, "consolidada", kind)
    assert b"ago 2027" not in path.read_bytes()
    edit(taller, "fecha_fin: por_definir", "fecha_fin: 2027-02-03")
    plan = load(dated / "data")[0]
    assert due(plan, plan.accion_by_id["RET-N-01"]).fecha
    outcome = sent(rutaplan, dated, path, code=int(kind != "csv"))
    assert "0 nuevas · 0 cambiadas" in outcome.out
    assert "se cuentan desde" not in outcome.out, "what it said of the base is known"


def test_the_day_follows_the_base(rutaplan: Rutaplan, dated: Path) -> None:
    path = paper(dated, "matriz", "docx")
    edit(dated / "data" / "taller.yaml", "fecha_fin: 2027-02-03", "fecha_fin: 2027-02-10")
    outcome = sent(rutaplan, dated, path)
    assert "0 nuevas · 0 cambiadas" in outcome.out
    assert accion(dated, "RET-N-01").read_text(encoding="utf-8") == accion(
        EJEMPLO.parent, "RET-N-01"
    ).read_text(encoding="utf-8")
