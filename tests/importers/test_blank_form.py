"""The form that we print for a group comes back: empty rows say nothing, new rows are new actions."""

import shutil
from pathlib import Path

import pytest
from docx import Document
from helpers.calls import EJEMPLO, Rutaplan, edit
from helpers.papers import made
from helpers.reach import each_with_each
from helpers.snapshots import changed_lines, snapshot
from openpyxl import load_workbook
from test_papers import taken

from rutaplan.importers.meanings.values import agreed
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


@each_with_each(grupo=["g1-retorno", "g2-integracion", "g3-reintegracion"], kind=["docx", "xlsx", "csv"])
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
            row.cells[1:4], (f"Escribir la acción {number}.", "1 año", "VICE (El Salvador)"), strict=True
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
        sheet = book["Participantes"]
        titles = next(row[0].row for row in sheet if row[0].value == "Participantes: nombre")
        for cell, text in zip(sheet[titles + 1], texts, strict=True):
            cell.value = text or None
        book.save(path)


def flags(plan: Path, grupo: str) -> list[str]:
    text = (plan / "data" / "grupos" / f"{grupo}.yaml").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if "autoriza_publicar" in line]


@each_with_each(answer=["☒", "No", ""], kind=["docx", "xlsx"])
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


def answered(path: Path, row: int, *texts: str) -> None:
    """Write into a line of the people of a form, from the last cell: the answer, the institution..."""
    document = Document(str(path))
    cells = document.tables[0].rows[row].cells
    for cell, text in zip(cells[::-1], texts, strict=False):
        cell.text = text
    document.save(str(path))


@pytest.mark.parametrize(
    ("row", "answer", "changed", "said"),
    [
        (1, "☒", True, "C. P. E., Directora de ejemplo, INM (Honduras): autoriza publicar su nombre"),
        (1, "Sí", True, "autoriza publicar su nombre"),
        (2, "No", True, "P. P. E., Asesora de ejemplo, INM (México): ya no autoriza publicar su nombre"),
        (2, "☐ Sí ☒ No", True, "ya no autoriza"),
        (1, "No", False, ""),
        (1, "", False, ""),
        (2, "☐", False, "está vacía la casilla de quien autoriza publicar su nombre; si ya no, escriba «No»"),
        (2, "", False, "está vacía la casilla"),
    ],
)
def test_who_answers_again_is_taken_at_their_word(  # noqa: PLR0913 - a table of cases
    plan: Path, rutaplan: Rutaplan, *, row: int, answer: str, changed: bool, said: str
) -> None:
    """A box that is empty takes nothing back, and is told where there was a permission."""
    path = plan / "salida" / "formulario-g1-retorno.docx"
    answered(path, row, answer)
    before = snapshot(plan)
    outcome = taken(rutaplan, plan, path, code=0 if changed or not said else 1)
    assert said in outcome.out
    assert "Privada" not in outcome.out + outcome.err
    group = load(plan / "data")[0].grupo_by_id["g1-retorno"]
    assert [each.autoriza_publicar for each in group.miembros] == [
        (row == 1) & changed,
        (row == 1) | (not changed),
    ]
    assert list(changed_lines(before, snapshot(plan))) == (["grupos/g1-retorno.yaml"] if changed else [])
    assert "0 errores" in rutaplan("validate", cwd=plan).out


def test_an_answer_that_may_be_of_two_is_nobodys(plan: Path, rutaplan: Rutaplan) -> None:
    group = plan / "data" / "grupos" / "g1-retorno.yaml"
    edit(group, "Asesora de ejemplo, institucion: mx-inm", "Directora de ejemplo, institucion: hn-inm")
    edit(group, "autoriza_publicar: true", "autoriza_publicar: false")
    assert rutaplan("render", "formulario", "--formato", "docx", "--forzar", cwd=plan).code == 0
    path = plan / "salida" / "formulario-g1-retorno.docx"
    answered(path, 1, "☒")
    before = snapshot(plan)
    assert "puede ser de más de uno: se cambia a mano" in taken(rutaplan, plan, path, code=1).out
    assert snapshot(plan) == before


def test_a_paper_of_before_gives_back_no_permission(plan: Path, rutaplan: Rutaplan) -> None:
    """Its box was ticked when it was printed; who has taken that back since is not published again."""
    path = plan / "salida" / "formulario-g1-retorno.docx"
    edit(plan / "data" / "grupos" / "g1-retorno.yaml", "autoriza_publicar: true", "autoriza_publicar: false")
    before = snapshot(plan)
    outcome = taken(rutaplan, plan, path, code=1)
    order = "participantes.2.autoriza_publicar=sí"
    assert f"rutaplan set GRUPO {order}" in outcome.out
    assert snapshot(plan) == before
    assert rutaplan("set", "g1-retorno", order, "--si", cwd=plan).code == 0
    assert load(plan / "data")[0].grupo_by_id["g1-retorno"].miembros[1].autoriza_publicar is True


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_ponente_comes_back_with_the_form(plan: Path, rutaplan: Rutaplan, kind: str) -> None:
    """Of those whom the same form names, and who may be named."""
    path = plan / "salida" / f"formulario-g3-reintegracion.{kind}"
    write_person(path, "Sí")
    write_ponente(path, "ana ejemplo  persona")
    outcome = taken(rutaplan, plan, path)
    assert "ponente: A. E. P." in outcome.out
    assert "Ana Ejemplo" not in outcome.out + outcome.err
    group = load(plan / "data")[0].grupo_by_id["g3-reintegracion"]
    assert (group.ponente, group.miembros[0].autoriza_publicar) == ("Ana Ejemplo Persona", True)
    assert rutaplan("render", "formulario", "--formato", kind, "--forzar", cwd=plan).code == 0
    assert "0 nuevas · 0 cambiadas" in taken(rutaplan, plan, path).out


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("formulario-g2-integracion", "docx"),
        ("formulario-g2-integracion", "xlsx"),
        ("matriz", "docx"),
        ("matriz", "xlsx"),
    ],
)
def test_a_ponente_who_is_nobody_of_the_group_is_told(
    plan: Path, rutaplan: Rutaplan, name: str, kind: str
) -> None:
    assert rutaplan("render", "matriz", "--formato", kind, cwd=plan).code == 0
    path = plan / "salida" / f"{name}.{kind}"
    write_ponente(path, "Ana Ejemplo Persona", "Grupo 2")
    before = snapshot(plan)
    outcome = taken(rutaplan, plan, path, code=1)
    assert "se pasa a mano al plan: no está entre los participantes" in outcome.out
    assert "Ana Ejemplo" not in outcome.out + outcome.err
    assert snapshot(plan) == before


@each_with_each(
    typed=["Persona Pública Ejemplo", "____Persona Pública Ejemplo______", "por definir"],
    kind=["docx", "xlsx"],
)
def test_the_matrix_asks_each_group_who_speaks(plan: Path, rutaplan: Rutaplan, kind: str, typed: str) -> None:
    edit(
        plan / "data" / "grupos" / "g1-retorno.yaml",
        "ponente: Canaria Privada Ejemplo",
        "ponente: por_definir",
    )
    assert rutaplan("render", "matriz", "--formato", kind, cwd=plan).code == 0
    path = plan / "salida" / f"matriz.{kind}"
    write_ponente(path, typed, "Grupo 1")
    before = snapshot(plan)
    outcome = taken(rutaplan, plan, path)
    wanted = (
        {}
        if typed == "por definir"
        else {"grupos/g1-retorno.yaml": (["ponente: por_definir"], ["ponente: Persona Pública Ejemplo"])}
    )
    assert changed_lines(before, snapshot(plan)) == wanted
    assert "Pública" not in outcome.out + outcome.err


def write_ponente(path: Path, name: str, grupo: str = "") -> None:
    """Write who speaks for a group where the paper asks for it."""
    if path.suffix == ".xlsx":
        book = load_workbook(path)
        sheet = next(each for each in book if each.title in {"Ponentes", "Participantes"})
        rows = [row for row in sheet if row[0].value]
        at = next(at for at, row in enumerate(rows) if str(row[0].value).startswith(grupo))
        assert rows[at + 1][0].value == "Ponente"
        rows[at + 1][1].value = name
        book.save(path)
        return
    document = Document(str(path))
    if path.stem == "matriz":
        at = next(at for at, each in enumerate(document.paragraphs) if each.text.startswith(grupo))
        line = document.paragraphs[at + 1]
        assert line.text.startswith("Ponente: ")
        line.runs[0].text = f"Ponente: {name}"
    else:
        next(table for table in document.tables if table.cell(0, 0).text == "Ponente").cell(0, 1).text = name
    document.save(str(path))
