"""Papers that earlier versions printed come back as they did, with what later versions ask left unsaid.

antes/ holds their bytes, by version, and the plan that they were printed from, in which one action has priority.
"""

import csv
import io
import shutil
from pathlib import Path

import pytest
from docx import Document
from helpers.calls import Rutaplan, accion, edit
from helpers.papers import made
from helpers.reach import each_with_each
from helpers.snapshots import changed_lines, snapshot
from openpyxl import load_workbook
from test_papers import taken, word_cell

from rutaplan.load import load

ANTES = Path(__file__).with_name("antes")
PAPERS = sorted(path for path in ANTES.glob("*/*") if path.suffix in {".docx", ".xlsx", ".csv"})


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The plan as it was."""
    shutil.copytree(ANTES / "data", tmp_path / "plan" / "data")
    return tmp_path / "plan"


def sent(plan: Path, paper: Path) -> Path:
    return Path(shutil.copy(paper, plan / paper.name))


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_it_comes_back_without_a_change(plan: Path, rutaplan: Rutaplan, paper: Path) -> None:
    before = snapshot(plan)
    outcome = taken(rutaplan, plan, sent(plan, paper))
    assert "0 nuevas · 0 cambiadas" in outcome.out
    assert "0 conflictos" in outcome.out
    assert " 0 sin llevar, 0 personales" in outcome.out
    assert snapshot(plan) == before


def fill(path: Path) -> None:
    """Write a plazo into the row that had priority when it was printed."""
    if path.suffix == ".docx":
        document = Document(str(path))
        word_cell(document, "RET-N-01", 2).text = "9"  # type: ignore[attr-defined]
        document.save(str(path))
    elif path.suffix == ".xlsx":
        book = load_workbook(path)
        columns = {cell.value: cell.column for cell in book.worksheets[0][1]}
        row = next(row[0].row for row in book.worksheets[0] if row[0].value == "RET-N-01")
        book.worksheets[0].cell(row, columns["Plazo (meses)"]).value = 9
        book.save(path)
    else:
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        next(row for row in rows if row[0] == "RET-N-01")[rows[0].index("Plazo (meses)")] = "9"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)


@pytest.mark.parametrize(
    "name", ["0.1.0/matriz.docx", "0.1.0/matriz.xlsx", "0.1.0/consolidada.csv", "sin-prioridad/matriz.docx"]
)
@pytest.mark.parametrize("changed", [False, True])
def test_its_fingerprint_is_still_that_of_its_row(
    plan: Path, rutaplan: Rutaplan, *, name: str, changed: bool
) -> None:
    """A priority that it could not show makes no conflict; what it showed, and is another now, does."""
    if changed:
        edit(accion(plan, "RET-N-01"), "plazo_meses: 12", "plazo_meses: 18")
    path = sent(plan, ANTES / name)
    fill(path)
    before = snapshot(plan)
    outcome = taken(rutaplan, plan, path, code=1 if changed else 0)
    assert ("1 conflicto" in outcome.out) is changed
    wanted = {} if changed else {"acciones/retorno/RET-N-01.yaml": (["plazo_meses: 12"], ["plazo_meses: 9"])}
    assert changed_lines(before, snapshot(plan)) == wanted


IDENTIDAD = "documentos: {estado: borrador, simbolo: CRM/2027/12, encabezado: Secretaría Técnica}"


@pytest.mark.parametrize("name", ["matriz.docx", "matriz.xlsx", "consolidada.docx", "pendientes.xlsx"])
def test_one_of_another_version_comes_back_too(plan: Path, rutaplan: Rutaplan, name: str) -> None:
    """What tells papers apart is no word that somebody wrote in one."""
    taller = plan / "data" / "taller.yaml"
    taller.write_text(f"{taller.read_text(encoding='utf-8')}{IDENTIDAD}\n", encoding="utf-8")
    paper = plan / name
    paper.write_bytes(made(load(plan / "data")[0], *name.split("."))[name])
    edit(taller, "estado: borrador", "estado: aprobado")
    taller.write_text(f"{taller.read_text(encoding='utf-8')}notas: otra versión\n", encoding="utf-8")
    outcome = taken(rutaplan, plan, paper)
    assert "0 nuevas · 0 cambiadas" in outcome.out
    assert " 0 sin llevar, 0 personales" in outcome.out


WITHDRAWN = "estado: suspendida\nestado_desde: 2027-01-10\nmotivo: Falta presupuesto.\n"


@each_with_each(
    name=["matriz.docx", "matriz.xlsx", "consolidada.docx", "consolidada.xlsx"],
    when=["printed", "returned", "both"],
)
def test_what_was_withdrawn_meanwhile_or_before(plan: Path, rutaplan: Rutaplan, name: str, when: str) -> None:
    """The section apart is known, whether the plan has it when the paper is printed, or when it returns."""
    path = accion(plan, "RET-N-02")
    before = path.read_text(encoding="utf-8")
    withdrawn = f"{before.rstrip()}\n{WITHDRAWN}"
    path.write_text(before if when == "returned" else withdrawn, encoding="utf-8")
    paper = plan / name
    paper.write_bytes(made(load(plan / "data")[0], *name.split("."))[name])
    path.write_text(before if when == "printed" else withdrawn, encoding="utf-8")
    outcome = rutaplan("import", str(paper), "--si", cwd=plan)
    assert "0 nuevas · 0 cambiadas" in outcome.out
    if when == "both":
        assert "0 conflictos" in outcome.out
        assert " 0 sin llevar, 0 personales" in outcome.out
