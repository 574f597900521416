"""The README's walk, from the form to the plan and back, is walked as it is printed.

RUTAPLAN_ACEPTAR=1 rewrites the outputs, as in test_readme.
"""

import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from helpers.calls import Rutaplan, accion, program
from helpers.forms import Forma, save
from openpyxl import load_workbook
from test_readme import ACEPTAR, EN, ES, ORDER, blocks, cut

from rutaplan.load import load


def walk() -> Iterator[tuple[str, str]]:
    """The blocks of the walk, in order: an order under the comment that says what it is for, or what is typed."""
    for kind, text in blocks(ES):
        if kind == "text" or text.startswith("# "):
            yield kind, text


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


@pytest.mark.parametrize("saved", [False, pytest.param(True, marks=pytest.mark.programas)])
def test_the_walk_is_as_the_readme_prints_it(
    seed: Path, tmp_path: Path, screen: Rutaplan, *, saved: bool
) -> None:
    shutil.rmtree(seed / "data" / "acciones")
    shutil.rmtree(seed / "data" / "grupos")
    save(seed / "formulario.docx", Forma())
    steps = list(walk())
    assert len(steps) == 5
    for kind, block in steps:
        if kind == "text":
            fill(seed / "salida" / "matriz.xlsx", block)
            if saved:
                saved_by_another_program(seed / "salida" / "matriz.xlsx", tmp_path)
            continue
        comment, first, *printed = block.splitlines()
        outcome = screen(*shlex.split(first.removeprefix(ORDER)), cwd=seed)
        real = [line.rstrip() for line in outcome.out.splitlines()]
        shown = "\n".join([comment, first, *cut(real, printed)]) + "\n"
        if not ACEPTAR:
            assert block == shown
            continue
        for path in (ES, EN):
            path.write_text(path.read_text(encoding="utf-8").replace(block, shown), encoding="utf-8")
    assert_decided(seed)


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
