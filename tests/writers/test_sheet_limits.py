"""The sheets at their limits: hostile texts, too long ones, no clock, another program."""

import csv
import io
import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.calls import Rutaplan, accion, edit, program
from helpers.sheets import (
    HOSTILES,
    TABLAS,
    TITULOS,
    assert_inert,
    cells,
    csv_rows,
    hostile,
    made,
    real,
    rules,
    with_texts,
    workbook,
    xml,
)
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from rutaplan.diagnostics import Diagnostic
from rutaplan.printable import guard_cell, unguard_cell
from rutaplan.views.documents.matriz import planilla_matriz
from rutaplan.writers import csv as csv_writer
from rutaplan.writers import xlsx
from rutaplan.writers.papel import Papel


def test_nothing_that_comes_from_a_plan_is_run(seed: Path, rutaplan: Rutaplan) -> None:
    texts = hostile(seed)
    assert texts[: len(HOSTILES)] == list(HOSTILES)
    made(rutaplan, seed, *TABLAS, "--formato", "xlsx", "--formato", "csv")
    for name in TABLAS:
        book = workbook(seed, name)
        column = TITULOS[name].split("|").index("Acción estratégica")
        assert [row[column] for row in cells(book.worksheets[0])[1:]] == texts
        rows = csv_rows((seed / "salida" / f"{name}.csv").read_bytes())
        assert [row[column] for row in rows[1:]] == texts
        assert_inert(seed / "salida" / f"{name}.xlsx")
        raw = (seed / "salida" / f"{name}.csv").read_bytes().decode("utf-8-sig")
        starts = {cell[:1] for row in csv.reader(io.StringIO(raw, newline="")) for cell in row}
        assert not starts & {"=", "+", "-", "@", "\t", "\r"}


@settings(max_examples=settings.default.max_examples // 6)  # a sheet takes long to open, whatever it holds
@example(
    ["\tuno", "  dos  ", "tres\ncuatro\n", "<r>", "<r></r>", "<r>_x0041_&</r>", "=1", "{=1}", "TRUE", "1e5"]
)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])), min_size=1, max_size=50))
def test_any_text_stays_that_text_in_a_workbook(texts: list[str]) -> None:
    # openpyxl drops every "x005F_" that it reads, escaped or not; a plan that says it is a strange one.
    texts = [text.replace("x005F_", "") for text in texts]
    content = xlsx.write(with_texts(*texts), Papel.A4)
    assert isinstance(content, bytes)
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert [row[3] for row in cells(sheet)[1:]] == texts


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_any_text_stays_that_text_in_a_csv(texts: list[str]) -> None:
    content = csv_writer.write(with_texts(*texts), Papel.A4)
    assert isinstance(content, bytes)
    assert [row[3] for row in csv_rows(content)[1:]] == texts


@given(st.text())
def test_a_guarded_cell_is_never_run_and_comes_back(text: str) -> None:
    assert not guard_cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguard_cell(guard_cell(text)) == text


def test_controls_do_not_break_the_file() -> None:
    content = xlsx.write(with_texts("uno\x01dos\x0b\ufffe tres\nlíneas"), Papel.A4)
    assert isinstance(content, bytes)
    value = load_workbook(io.BytesIO(content)).worksheets[0]["D2"].value
    assert value == "uno_x0001_dos_x000B__xFFFE_ tres\nlíneas"


@pytest.mark.parametrize("start", ["2027 &P & &Z <b>", "2027 &P & &Z <b>."])
def test_a_long_title_with_marks_breaks_no_header(seed: Path, rutaplan: Rutaplan, start: str) -> None:
    title = start + "&" * 150
    edit(seed / "data" / "taller.yaml", "titulo: Planteamiento", f"titulo: {json.dumps(title)} #")
    made(rutaplan, seed, "matriz", "--formato", "xlsx")
    book = workbook(seed, "matriz")
    assert cells(book["Cómo leer"])[0][1] == f"Matriz de acciones: {title.strip()}"
    header = re.findall(
        "<oddHeader>(.*)</oddHeader>", xml(seed / "salida" / "matriz.xlsx")["xl/worksheets/sheet1.xml"]
    )[0]
    assert header.startswith(
        "&amp;L&amp;9 Matriz de acciones: 2027 &amp;&amp;P &amp;&amp; &amp;&amp;Z &lt;b&gt;"
    )
    assert len(re.sub("&(amp|lt|gt);", "&", header)) <= 255
    assert header.removeprefix("&amp;L&amp;9").count("&amp;") % 2 == 0


def test_a_header_of_letters_that_excel_counts_twice_is_cut_and_not_lost(
    seed: Path, rutaplan: Rutaplan
) -> None:
    edit(seed / "data" / "taller.yaml", "titulo: Planteamiento", f"titulo: {'😀' * 200} #")
    made(rutaplan, seed, "matriz", "--formato", "xlsx")
    sheet = xml(seed / "salida" / "matriz.xlsx")["xl/worksheets/sheet1.xml"]
    (header,) = re.findall("<oddHeader>(.*)</oddHeader>", sheet)
    assert "Matriz de acciones: 😀" in header
    assert len(header.replace("&amp;", "&").encode("utf-16-le")) <= 2 * 255


def test_a_text_that_excel_would_cut_is_refused(seed: Path, rutaplan: Rutaplan) -> None:
    idents = [f"hn-larga{number}" for number in range(170)]
    with (seed / "data" / "instituciones.yaml").open("a", encoding="utf-8") as file:
        for ident in idents:
            nombre = f"{ident} {'x' * 180}"
            file.write(
                f"{ident}: {{nombre: {nombre}, ambito: regional, tipo: organismo_internacional, fuente: no_consta, confianza: por_verificar}}\n"
            )
    path = accion(seed, "RET-N-05")
    edit(path, "instituciones: por_definir", f"instituciones: [{', '.join(idents)}]")
    outcome = rutaplan("render", "matriz", "--formato", "xlsx", cwd=seed)
    assert (outcome.code, outcome.out) == (1, "")
    assert "error[PLA06]: el documento no cabe en una hoja de cálculo" in outcome.err
    assert "data/acciones/retorno/RET-N-05.yaml" in outcome.err
    assert "caracteres en la columna «Instituciones involucradas»" in outcome.err
    assert "esperado: 32767 caracteres o menos" in outcome.err
    assert not (seed / "salida").exists()
    made(rutaplan, seed, "matriz", "--formato", "csv")
    row = csv_rows((seed / "salida" / "matriz.csv").read_bytes())[5]
    assert row[5].count(";") == 169


@pytest.mark.parametrize(
    ("text", "fits"),
    [("x" * 32_767, True), ("x" * 32_768, False), ("🧭" * 16_383 + "x", True), ("🧭" * 16_384, False)],
    ids=["letters", "one letter more", "emoji", "one emoji more"],
)
def test_the_bound_of_a_cell(text: str, fits: bool) -> None:  # noqa: FBT001 - a column of the table above
    content = xlsx.write(with_texts("uno", text), Papel.A4)
    assert isinstance(content, bytes) is fits
    if isinstance(content, bytes):
        assert load_workbook(io.BytesIO(content)).worksheets[0]["D3"].value == text


def test_the_bound_of_a_sheet() -> None:
    tabla = replace(planilla_matriz(real()), filas=((),) * 1_048_576)
    fault = xlsx.write(tabla, Papel.A4)
    assert isinstance(fault, Diagnostic)
    assert (fault.code, fault.found) == ("PLA06", "1048576 acciones")


def test_a_long_paragraph_goes_on_below() -> None:
    tabla = planilla_matriz(real())
    first = replace(tabla.explicacion[0], valor="palabra " * 9000)
    content = xlsx.write(replace(tabla, explicacion=(first, *tabla.explicacion[1:])), Papel.A4)
    assert isinstance(content, bytes)
    sheet = load_workbook(io.BytesIO(content))["Cómo leer"]
    rows = [(label, text) for label, text, *_ in cells(sheet)]
    end = next(place for place, (label, _) in enumerate(rows) if label == "Versión")
    assert "".join(str(text) for _, text in rows[:end]) == first.valor
    assert [label for label, _ in rows[:end]] == ["Documento", *[""] * (end - 1)]
    assert max(row.height for row in sheet.row_dimensions.values()) <= 409


@pytest.mark.programas
def test_the_extra_is_not_loaded_before_it_is_needed(process: Rutaplan, seed: Path) -> None:
    done = process("render", "--lista", cwd=seed, env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert "rutaplan.writers.xlsx" in done.err
    assert "xlsxwriter" not in done.err


@pytest.fixture
def reopened(seed: Path, rutaplan: Rutaplan, tmp_path: Path) -> tuple[Workbook, Workbook]:
    """A workbook with hostile texts, and the same after LibreOffice has opened and saved it."""
    soffice = program("soffice")
    hostile(seed)
    edit(accion(seed, "RET-R-01"), "plazo_meses: por_definir", "plazo_meses: 7")
    made(rutaplan, seed, "consolidada", "--formato", "xlsx")
    subprocess.run(
        [soffice, f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", tmp_path / "out",
         seed / "salida" / "consolidada.xlsx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert_inert(tmp_path / "out" / "consolidada.xlsx")
    return workbook(seed, "consolidada"), load_workbook(tmp_path / "out" / "consolidada.xlsx")


@pytest.mark.programas
def test_another_program_gives_it_back_whole(reopened: tuple[Workbook, Workbook]) -> None:
    sent, back = reopened
    assert back.sheetnames == sent.sheetnames == ["Consolidada", "Cómo leer", "Listas"]
    for sheet in sent:
        assert cells(back[sheet.title]) == cells(sheet)
    ours, theirs = sent["Consolidada"], back["Consolidada"]
    assert (theirs["F22"].value, theirs["F22"].data_type) == (7, "n")
    assert rules(theirs) == rules(ours)
    assert theirs.protection.sheet
    assert theirs.auto_filter.ref == ours.auto_filter.ref
    assert [[c.protection.locked for c in row] for row in theirs] == [
        [c.protection.locked for c in row] for row in ours
    ]
