"""Fingerprints are out of sight in a workbook, and come back whatever a person does with its rows."""

import io
from pathlib import Path

import pytest
from helpers import calc
from helpers.calls import EJEMPLO, Rutaplan
from helpers.papers import apart, made, read
from helpers.sheets import TABLAS
from openpyxl import Workbook, load_workbook

from rutaplan.derive.huella import HUELLA
from rutaplan.views.documents import DOCUMENTS

BACK = {*TABLAS, "formulario", "seguimiento", "directorio"}


def test_only_papers_that_come_back_have_them_and_nobody_sees_them() -> None:
    for document in DOCUMENTS:
        for content in made(read(EJEMPLO), document.name, "xlsx").values():
            assert document.name in BACK
            sheet = load_workbook(io.BytesIO(content)).worksheets[0]
            *others, last = sheet[1]
            assert last.value == "Huella"
            assert [
                each.value for each in sheet[1] if sheet.column_dimensions[each.column_letter].hidden
            ] == ["Huella"]
            assert others
        for name, content in made(read(EJEMPLO), document.name, "csv").items():
            assert document.name in BACK, name
            titles, first, *_ = content.decode("utf-8-sig").split("\r\n")
            assert titles.endswith(",Huella")
            assert HUELLA.fullmatch(first.rpartition(",")[2])


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    data = apart(EJEMPLO, tmp_path)
    (data.parent / "matriz.xlsx").write_bytes(made(read(EJEMPLO), "matriz", "xlsx")["matriz.xlsx"])
    return data.parent


def comes_back(rutaplan: Rutaplan, plan: Path, paper: Path, rows: int, *, hidden_rows: bool = False) -> None:
    """Its rows are all as they were, and what is changed in one is judged by its fingerprint."""
    done = rutaplan("import", str(paper), "--simular", cwd=plan)
    assert f"0 cambiadas · {rows} iguales · 0 conflictos" in done.out, done.out
    assert ("oculta" in done.out) is hidden_rows
    sheet = load_workbook(paper).worksheets[0]
    place = next(each.column for each in sheet[1] if each.value == "Huella")
    marks = [row[place - 1].value for row in sheet.iter_rows(min_row=2) if row[0].value]
    assert len(marks) >= rows
    assert all(HUELLA.fullmatch(str(each)) for each in marks)
    for mark, told in ((None, "0 conflictos"), ("h00000000", "1 conflicto")):
        book = load_workbook(paper)
        titles = {each.value: each.column for each in book.worksheets[0][1]}
        book.worksheets[0].cell(2, titles["Plazo (meses)"]).value = 77
        if mark:
            book.worksheets[0].cell(2, place).value = mark
        book.save(plan / "otra.xlsx")
        assert told in rutaplan("import", str(plan / "otra.xlsx"), "--simular", cwd=plan).out


def rows_of(path: Path) -> int:
    return sum(bool(row[0].value) for row in load_workbook(path).worksheets[0].iter_rows(min_row=2))


def test_rows_copied_into_a_new_sheet_come_back(plan: Path, rutaplan: Rutaplan) -> None:
    source = load_workbook(plan / "matriz.xlsx").worksheets[0]
    book = Workbook()
    for row in source.iter_rows(values_only=True):
        book.active.append(row)
    book.save(plan / "copia.xlsx")
    comes_back(rutaplan, plan, plan / "copia.xlsx", rows_of(plan / "matriz.xlsx"))


@pytest.mark.programas
@pytest.mark.parametrize(
    "steps",
    [(), (calc.SORT,), (calc.FILTER,), (calc.COPY,), (calc.SORT, calc.FILTER, calc.COPY)],
    ids=["saved", "sorted", "filtered", "copied", "all"],
)
def test_they_survive_libreoffice(plan: Path, rutaplan: Rutaplan, steps: tuple[str, ...]) -> None:
    paper = calc.done_in_calc(plan / "matriz.xlsx", plan, *steps)
    hidden = {
        key for key, each in load_workbook(paper).worksheets[0].column_dimensions.items() if each.hidden
    }
    assert len(hidden) == (0 if calc.COPY in steps else 1)
    comes_back(
        rutaplan, plan, paper, rows_of(paper), hidden_rows=calc.FILTER in steps and calc.COPY not in steps
    )
