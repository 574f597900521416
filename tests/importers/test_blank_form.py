"""The form that we print for a group comes back: empty rows say nothing, new rows are new actions."""

import shutil
from pathlib import Path

import pytest
from docx import Document
from helpers.calls import EJEMPLO, Rutaplan
from helpers.papers import made
from openpyxl import load_workbook
from test_papers import changed_lines, snapshot, taken

from rutaplan.importers.consent import agreed
from rutaplan.load import load

NUEVO = """id: g3-reintegracion
numero: 3
nombre: REINTEGRACIÓN
eje: reintegracion
participantes: por_definir
ponente: por_definir
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The example, with a group that has nothing yet, and every group's form."""
    folder = tmp_path / "plan"
    shutil.copytree(EJEMPLO, folder / "data")
    (folder / "data" / "grupos" / "g3-reintegracion.yaml").write_text(NUEVO, encoding="utf-8")
    (folder / "salida").mkdir()
    for name, content in forms(folder / "data").items():
        (folder / "salida" / name).write_bytes(content)
    return folder


_FORMS: dict[str, bytes] = {}


def forms(data: Path) -> dict[str, bytes]:
    """The forms of that plan, made once."""
    if not _FORMS:
        for kind in ("docx", "xlsx", "csv"):
            _FORMS.update(made(load(data)[0], "formulario", kind))
    return _FORMS


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
    for cell, text in zip(person, ("Ana Ejemplo Persona", "Asesora", "INM Honduras"), strict=False):
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


PUBLIC = {
    "☒": True, "Sí": True, "X": True, "x": True, "si": True, "[x]": True, "☒ Sí ☐ No": True, "Sí ☒ No ☐": True,
    "Autorizo": True, "☑ Autorizo publicar mi nombre": True, "De acuerdo": True, "Yes": True, "✓": True,
    "": False, "☐": False, "No": False, "NO": False, "☐ Sí ☒ No": False, "Sí ☐ No ☒": False, "No autorizo": False,
    "☒ No": False, "☐ Autorizo": False, "[ ]": False,
}  # fmt: skip
UNSURE = ("☒ Sí ☒ No", "tal vez", "Sí, pero sin el cargo", "de", "sí y no")


def write_person(path: Path, answer: str) -> None:
    """Write one person in a form, docx or xlsx, with an answer about publishing the name."""
    texts = ("Ana Ejemplo Persona", "Asesora", "INM Honduras", answer)
    if path.suffix == ".docx":
        document = Document(str(path))
        for cell, text in zip(document.tables[0].rows[1].cells, texts, strict=True):
            cell.text = text
        document.save(str(path))
    else:
        book = load_workbook(path)
        for cell, text in zip(book["Participantes"][3], texts, strict=True):
            cell.value = text or None
        book.save(path)


def flags(plan: Path, grupo: str) -> list[str]:
    text = (plan / "data" / "grupos" / f"{grupo}.yaml").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if "autoriza_publicar" in line]


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize("answer", ["☒", "No", ""])
def test_the_box_of_a_form_comes_back(plan: Path, rutaplan: Rutaplan, kind: str, answer: str) -> None:
    path = plan / "salida" / f"formulario-g3-reintegracion.{kind}"
    write_person(path, answer)
    outcome = taken(rutaplan, plan, path)
    assert "Ana Ejemplo" not in outcome.out + outcome.err
    assert ("autoriza publicar su nombre" in outcome.out) is PUBLIC[answer]
    assert flags(plan, "g3-reintegracion") == [f"autoriza_publicar: {str(PUBLIC[answer]).lower()}"]
    assert rutaplan("render", "formulario", "--formato", kind, "--forzar", cwd=plan).code == 0
    assert "0 nuevas · 0 cambiadas" in taken(rutaplan, plan, path).out


@pytest.mark.parametrize("answer", [*PUBLIC, *UNSURE])
def test_only_a_certain_answer_lets_a_name_be_published(answer: str) -> None:
    assert agreed(answer) is (PUBLIC.get(answer) if answer else None)


def test_an_answer_that_is_not_certain_is_told_and_publishes_nothing(plan: Path, rutaplan: Rutaplan) -> None:
    path = plan / "salida" / "formulario-g3-reintegracion.docx"
    write_person(path, "☒ Sí ☒ No")
    outcome = taken(rutaplan, plan, path, code=1)
    assert "no se entiende si autoriza publicar su nombre: marque Sí o No" in outcome.out
    assert flags(plan, "g3-reintegracion") == ["autoriza_publicar: false"]


@pytest.mark.parametrize(("row", "answer", "said"), [(1, "☒", "autoriza"), (2, "☐", "no autoriza")])
def test_who_changes_the_answer_is_left_to_a_person(
    plan: Path, rutaplan: Rutaplan, row: int, answer: str, said: str
) -> None:
    path = plan / "salida" / "formulario-g1-retorno.docx"
    document = Document(str(path))
    assert [each.cells[3].text for each in document.tables[0].rows[1:4]] == ["☐", "☒", "☐"]
    document.tables[0].rows[row].cells[3].text = answer
    document.save(str(path))
    before = snapshot(plan)
    outcome = taken(rutaplan, plan, path, code=1)
    assert (
        f"un participante {said} publicar su nombre, y el plan dice otra cosa: se cambia a mano"
        in outcome.out
    )
    assert snapshot(plan) == before
