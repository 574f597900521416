"""The form that we print for a group comes back: empty rows say nothing, new rows are new actions."""

import shutil
from pathlib import Path

import pytest
from docx import Document
from helpers.calls import EJEMPLO, Rutaplan
from openpyxl import load_workbook
from test_papers import changed_lines, snapshot, taken

NUEVO = """id: g3-reintegracion
numero: 3
nombre: REINTEGRACIÓN
eje: reintegracion
participantes: por_definir
ponente: por_definir
"""


@pytest.fixture
def plan(tmp_path: Path, rutaplan: Rutaplan) -> Path:
    """The example, with a group that has nothing yet, and every group's form."""
    folder = tmp_path / "plan"
    shutil.copytree(EJEMPLO, folder / "data")
    (folder / "data" / "grupos" / "g3-reintegracion.yaml").write_text(NUEVO, encoding="utf-8")
    assert rutaplan("render", "formulario", cwd=folder).code == 0
    return folder


@pytest.mark.parametrize("kind", ["docx", "xlsx", "csv"])
@pytest.mark.parametrize("grupo", ["g1-retorno", "g2-integracion", "g3-reintegracion"])
def test_a_form_that_nobody_filled_changes_nothing(
    plan: Path, rutaplan: Rutaplan, grupo: str, kind: str
) -> None:
    before = snapshot(plan)
    outcome = taken(rutaplan, plan, plan / "salida" / f"formulario-{grupo}.{kind}")
    assert "0 nuevas · 0 cambiadas" in outcome.out
    assert "0 conflictos" in outcome.out
    assert " 0 sin llevar" in outcome.out
    assert snapshot(plan) == before


def fill_word(path: Path) -> None:
    """Write a person, and an action in the first empty row of each nivel."""
    document = Document(str(path))
    person = document.tables[0].rows[1].cells
    for cell, text in zip(person, ("Ana Ejemplo Persona", "Asesora", "INM Honduras"), strict=True):
        cell.text = text
    for number, table in enumerate(document.tables[2:], 1):
        row = next(row for row in table.rows if not any(cell.text.strip() for cell in row.cells))
        for cell, text in zip(
            row.cells[1:], (f"Escribir la acción {number}.", "1 año", "VICE (El Salvador)"), strict=True
        ):
            cell.text = text
    document.save(str(path))


@pytest.mark.parametrize(
    ("grupo", "nacional", "regional"),
    [("g2-integracion", "INT-N-02", "INT-R-01"), ("g3-reintegracion", "REI-N-01", "REI-R-01")],
)
def test_what_a_group_writes_in_word(
    plan: Path, rutaplan: Rutaplan, grupo: str, nacional: str, regional: str
) -> None:
    path = plan / "salida" / f"formulario-{grupo}.docx"
    fill_word(path)
    before = snapshot(plan)
    outcome = taken(rutaplan, plan, path)
    assert "Ana Ejemplo" not in outcome.out + outcome.err
    eje = "integracion" if grupo.startswith("g2") else "reintegracion"
    changes = changed_lines(before, snapshot(plan))
    assert sorted(changes) == [
        f"acciones/{eje}/{nacional}.yaml", f"acciones/{eje}/{regional}.yaml", f"grupos/{grupo}.yaml",
    ]  # fmt: skip
    assert changes[f"grupos/{grupo}.yaml"] == (
        ["participantes: por_definir"],
        [
            "participantes:", "  - nombre: Ana Ejemplo Persona", "    cargo: Asesora",
            "    institucion: hn-inm", "    autoriza_publicar: false",
        ],
    )  # fmt: skip
    for ident, nivel, number in ((nacional, "nacional", 1), (regional, "regional", 2)):
        _, lines = changes[f"acciones/{eje}/{ident}.yaml"]
        assert {f"nivel: {nivel}", f"grupo: {grupo}", f"texto: Escribir la acción {number}."} <= set(lines)
        assert {"plazo_meses: 12", "instituciones: [sv-vice]"} <= set(lines)
    assert "0 errores" in rutaplan("validate", cwd=plan).out


@pytest.mark.parametrize("grupo", ["g2-integracion", "g3-reintegracion"])
def test_what_a_group_writes_in_excel(plan: Path, rutaplan: Rutaplan, grupo: str) -> None:
    path = plan / "salida" / f"formulario-{grupo}.xlsx"
    book = load_workbook(path)
    sheet = book.worksheets[0]
    row = next(row for row in sheet.iter_rows(min_row=2) if not row[0].value and row[3].value == "Regional")
    row[4].value, row[5].value = "Escribir otra acción.", 18
    book.save(path)
    before = snapshot(plan)
    taken(rutaplan, plan, path)
    ((name, (_, lines)),) = changed_lines(before, snapshot(plan)).items()
    assert name.endswith("-R-01.yaml")
    assert {"texto: Escribir otra acción.", "plazo_meses: 18", f"grupo: {grupo}"} <= set(lines)


def test_people_for_a_group_that_has_them_are_left_to_a_person(plan: Path, rutaplan: Rutaplan) -> None:
    path = plan / "salida" / "formulario-g1-retorno.docx"
    document = Document(str(path))
    document.tables[0].rows[3].cells[0].text = "Ana Ejemplo Persona"
    document.save(str(path))
    before = snapshot(plan)
    outcome = taken(rutaplan, plan, path, code=1)
    assert "el grupo ya tiene participantes" in outcome.out
    assert "Ana Ejemplo" not in outcome.out + outcome.err
    assert snapshot(plan) == before
