"""A whole round with other programs: ten papers filled in by LibreOffice, and an import that is killed in its midst."""

import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from helpers.calc import done_in_calc
from helpers.calls import Rutaplan
from helpers.history import history, write
from helpers.reach import is_weekly
from openpyxl import load_workbook

from rutaplan.load import load

CORTE = "2027-06-30"
ESTADOS = {"Cumplida": "cumplida", "En ejecución": "en_ejecucion", "No iniciada": "no_iniciada"}
FILL = """
  For row = 1 To lastRow
    ident = sheet.getCellByPosition(0, row).String
    who = sheet.getCellByPosition(2, row).String
    sheet.getCellByPosition(5, row).String = Array({estados})(row Mod 3)
    sheet.getCellByPosition(6, row).String = "Hecho: " & ident & ", «" & who & "»; fila " & row
    If row Mod 2 = 0 Then sheet.getCellByPosition(7, row).String = "Acta " & row & Chr(10) & "https://ejemplo.org/" & ident
    If row Mod 3 = 1 Then sheet.getCellByPosition(8, row).String = "=Sin fondos " & row
  Next row
""".format(estados=", ".join(f'"{each}"' for each in ESTADOS))
KILLED = """
import sys
from helpers.faults import failing_at, kill
from rutaplan.__main__ import main
sys.argv = ["rutaplan", "import", "ronda", "--si"]
with failing_at(int(sys.stdin.readline()), kill, late=False):
    sys.exit(main())
"""


@pytest.fixture
def region(tmp_path: Path) -> Path:
    files = history(planted=False).head.items()
    return write({path: text for path, text in files if "/avances/" not in path}, tmp_path / "plan")


def written(plan: Path) -> dict[tuple[str, str], dict[str, object]]:
    """What the reports of a plan say, by action and body."""
    return {
        (each.accion, each.reporta): {
            "fecha": each.fecha, "estado": each.estado, "texto": each.texto, "evidencia": each.evidencia,
            "obstaculos": each.obstaculos,
        }
        for each in load(plan / "data")[0].avances
    }  # fmt: skip


@pytest.mark.programas
def test_ten_papers_filled_in_by_libreoffice_come_back_whole(
    region: Path, tmp_path: Path, rutaplan: Rutaplan
) -> None:
    assert rutaplan("ronda", "--corte", CORTE, cwd=region).code == 0
    received = region / "ronda" / CORTE / "recibidos"
    received.mkdir()
    papers = sorted((region / "ronda" / CORTE).glob("*/seguimiento-*.xlsx"))
    assert len(papers) == 10
    papers = papers if is_weekly() else papers[::3]
    names = {each.name: load_workbook(each).worksheets[0] for each in papers}
    truth: dict[tuple[str, str], dict[str, object]] = {}
    for number, paper in enumerate(papers):
        body = paper.stem.removeprefix("seguimiento-")
        for row, (ident, _, who, *_) in enumerate(
            names[paper.name].iter_rows(min_row=2, values_only=True), 1
        ):
            truth[str(ident), body] = {
                "fecha": date(2027, 6, 30),
                "estado": [*ESTADOS.values()][row % 3],
                "texto": f"Hecho: {ident}, «{who}»; fila {row}",
                "evidencia": None if row % 2 else (f"Acta {row}", f"https://ejemplo.org/{ident}"),
                "obstaculos": f"=Sin fondos {row}" if row % 3 == 1 else None,
            }
        saved = done_in_calc(paper, tmp_path, FILL)
        shutil.move(saved, received / f"RE_ adjunto ({number}).xlsx")
    done = rutaplan("import", "ronda", "--si", cwd=region)
    assert done.code == 0, done.out
    assert written(region) == truth
    assert done.out.count(" 0 sin llevar, 0 personales") == len(papers)


@pytest.mark.programas
def test_an_import_that_is_killed_ends_whole(region: Path, rutaplan: Rutaplan) -> None:
    assert rutaplan("render", "seguimiento", "--corte", CORTE, "--formato", "xlsx", cwd=region).code == 0
    (region / "ronda").mkdir()
    paper = region / "ronda" / "x.xlsx"
    book = load_workbook(region / "salida" / "seguimiento.xlsx")
    sheet = book.worksheets[0]
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, 6).value, sheet.cell(row, 7).value = "Cumplida", f"Fila {row}."
    book.save(paper)
    tests = Path(__file__).resolve().parents[1]
    code = f"import sys; sys.path.insert(0, {str(tests)!r})\n{KILLED}"
    for number in (1, 3, 7, 30):
        process = subprocess.run(
            [sys.executable, "-c", code], cwd=region, input=f"{number}\n".encode(), capture_output=True, check=False
        )  # fmt: skip
        assert process.returncode == -signal.SIGKILL
        assert rutaplan("import", "ronda", "--si", cwd=region).code == 0
        assert len(written(region)) == sheet.max_row - 1
        assert "error[" not in rutaplan("validate", cwd=region).out
        shutil.rmtree(region / "data" / "avances")
