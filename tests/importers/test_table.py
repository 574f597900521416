"""Anybody's table: columns known by their names, values as people write them."""

import io
import re
from pathlib import Path

import pytest
from docx import Document
from helpers.calls import SEED, Rutaplan, accion, edit
from helpers.effort import seconds, timed
from openpyxl import Workbook

from rutaplan.load import load

TITULOS = (
    "N.º",
    "Acciones estratégicas",
    "Nivel",
    "Plazo (meses)",
    "Instituciones involucradas",
    "Responsable",
    "Costo",
)
FILAS = (
    (
        "1",
        "Abrir una ventanilla única de atención.",
        "Nacional",
        "1 año",
        "INM Honduras / OIM",
        "INM (Honduras)",
        "mucho",
    ),
    ("2", "Publicar una guía común para la región.", "nivel regional", "", "", "", ""),
)
ESCRITAS = (
    ("RET-N-21", "Abrir una ventanilla única de atención.", 12, ("hn-inm", "oim"), "hn-inm"),
    ("RET-R-14", "Publicar una guía común para la región.", "por_definir", ("por_definir",), None),
)


def as_csv(separator: str, encoding: str, newline: str = "\r\n") -> bytes:
    return newline.join(separator.join(row) for row in (TITULOS, *FILAS)).encode(encoding)


def as_xlsx() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Plan de trabajo de la mesa"])
    sheet.append([])
    for row in (TITULOS, *FILAS):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_docx() -> bytes:
    document = Document()
    document.add_paragraph("Plan de trabajo de la mesa")
    table = document.add_table(0, len(TITULOS))
    for row in (TITULOS, *FILAS):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


ARCHIVOS = {
    "coma.csv": as_csv(",", "utf-8"),
    "punto_y_coma.csv": as_csv(";", "utf-8-sig"),
    "tabulador.tsv": as_csv("\t", "utf-8"),
    "windows.csv": as_csv(";", "cp1252"),
    "utf16.csv": as_csv(";", "utf-16"),
    "mac.csv": as_csv(",", "utf-8", "\r"),
    "hoja.xlsx": as_xlsx(),
    "macros.xlsm": as_xlsx(),
    "tabla.docx": as_docx(),
}


def saved(folder: Path, name: str, content: bytes) -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


@pytest.mark.parametrize("name", ARCHIVOS)
def test_a_table_gives_new_actions(seed: Path, rutaplan: Rutaplan, tmp_path: Path, name: str) -> None:
    outcome = rutaplan("import", saved(tmp_path, name, ARCHIVOS[name]), "--si", cwd=seed)
    assert outcome.code == 1, outcome.out + outcome.err
    assert "«Acciones estratégicas»: texto\n" in outcome.out
    assert "«Costo»: no se lee\n" in outcome.out
    assert "la columna «Costo» no la toma ningún campo:\n" in outcome.out
    assert ": «mucho»\n" in outcome.out
    assert ("Windows-1252" in outcome.out) is (name == "windows.csv")
    plan, diagnostics = load(seed / "data")
    assert not diagnostics
    known = {each.id for each in load(SEED)[0].acciones}
    new = [
        (a.id, a.texto, a.plazo_meses, a.instituciones, a.responsable)
        for a in plan.acciones
        if a.id not in known
    ]
    assert new == list(ESCRITAS)
    again = rutaplan("import", saved(tmp_path, name, ARCHIVOS[name]), "--si", cwd=seed)
    assert "0 nuevas · 0 cambiadas · 2 iguales" in again.out


def test_what_list_prints_comes_back_the_same(seed: Path, rutaplan: Rutaplan, tmp_path: Path) -> None:
    edit(accion(seed, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 9")
    edit(accion(seed, "RET-N-02"), "instituciones: por_definir", "instituciones: [oim, hn-inm]")
    text = rutaplan("list", "--formato", "csv", cwd=seed).out
    path = saved(tmp_path, "lista.csv", text.encode())
    assert "0 nuevas · 0 cambiadas · 33 iguales" in rutaplan("import", path, "--si", cwd=seed).out
    outcome = rutaplan(
        "import",
        saved(tmp_path, "lista.csv", text.replace("RET-N-03", "ret-n-03").replace(",9,", ",10,").encode()),
        "--simular",
        cwd=seed,
    )
    assert "«plazo_meses»: plazo_meses\n" in outcome.out
    assert "«temas»: no se lee\n" in outcome.out
    assert "RET-N-01, plazo_meses (fila 2, columna 6): el plan ya dice otra cosa" in outcome.out


def test_a_column_may_be_given(seed: Path, rutaplan: Rutaplan, tmp_path: Path) -> None:
    text = "Lo nuestro,Dónde,Cuándo\nAbrir una ventanilla única.,nacional,6\n"
    path = saved(tmp_path, "propia.csv", text.encode())
    refused = rutaplan("import", path, cwd=seed)
    assert refused.code == 2
    assert "Diga cuál es con --columna texto=TÍTULO" in refused.err
    options = ["--columna", "texto=Lo nuestro", "--columna", "nivel=Dónde", "--columna", "Plazo=cuando"]
    outcome = rutaplan("import", path, *options, "--si", cwd=seed)
    assert outcome.code == 0, outcome.out + outcome.err
    assert "plazo_meses: 6\n" in accion(seed, "RET-N-21").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("texto", "--columna: no se entiende «texto»"),
        ("color=Nivel", "--columna: no se entiende «color=Nivel»"),
        ("texto=", "--columna: no se entiende «texto=»"),
        ("estado=No está", "No hay una columna «No está» (--columna estado)"),
    ],
)
def test_a_column_that_is_not_there_is_told(
    seed: Path, rutaplan: Rutaplan, tmp_path: Path, option: str, said: str
) -> None:
    outcome = rutaplan(
        "import", saved(tmp_path, "a.csv", ARCHIVOS["coma.csv"]), "--columna", option, cwd=seed
    )
    assert (outcome.code, said in outcome.err) == (2, True), outcome.err


def test_two_columns_for_one_field_are_not_chosen_by_guess(
    seed: Path, rutaplan: Rutaplan, tmp_path: Path
) -> None:
    text = "Acción,Actividades,Nivel\nAbrir una ventanilla única.,Otra cosa distinta.,nacional\n"
    path = saved(tmp_path, "doble.csv", text.encode())
    outcome = rutaplan("import", path, "--si", cwd=seed)
    assert outcome.code == 2
    assert "Varias columnas podrían ser «texto»: «Acción», «Actividades»" in outcome.err
    assert rutaplan("import", path, "--columna", "texto=Acción", "--si", cwd=seed).code == 1
    assert "Abrir una ventanilla única." in accion(seed, "RET-N-21").read_text(encoding="utf-8")


@pytest.mark.parametrize("said", ["C", "3", "Lo pedido"])
def test_a_column_is_found_under_the_letterhead(
    seed: Path, rutaplan: Rutaplan, tmp_path: Path, said: str
) -> None:
    text = "Ministerio,2024,Honduras\nNivel,Eje,Lo pedido\nNacional,Retorno,Abrir una ventanilla única.\n"
    path = saved(tmp_path, "carta.csv", text.encode())
    outcome = rutaplan("import", path, "--columna", f"texto={said}", "--si", cwd=seed)
    assert (outcome.code, "«Honduras»" in outcome.out) == (1, True), outcome.out + outcome.err
    assert "Abrir una ventanilla única." in accion(seed, "RET-N-21").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "titles",
    ["Qué haremos,Para cuándo,Con quiénes", "Propuestas,Cuánto tiempo,Involucrados"],
)
def test_titles_that_are_near_are_proposed(
    seed: Path, rutaplan: Rutaplan, tmp_path: Path, titles: str
) -> None:
    text = f"N°,{titles},Prioridad,Nivel\n1,Abrir una ventanilla única.,6 meses,OIM,sí,Nacional\n"
    outcome = rutaplan("import", saved(tmp_path, "a.csv", text.encode()), "--si", cwd=seed)
    assert outcome.code == 0, outcome.out + outcome.err
    assert outcome.out.count("por su título y por lo que tiene") >= 3
    new = load(seed / "data")[0].accion_by_id["RET-N-21"]
    assert (new.plazo_meses, new.instituciones, new.prioridad) == (6, ("oim",), True)


@pytest.mark.parametrize("title", ["Prioridad", "Prioritaria"])
def test_a_priority_of_a_known_action_is_compared(
    seed: Path, rutaplan: Rutaplan, tmp_path: Path, title: str
) -> None:
    path = saved(tmp_path, "a.csv", f"id,{title},plazo_meses\nRET-N-01,no,\nRET-N-02,sí,\n".encode())
    outcome = rutaplan("import", path, "--si", "--preferir", "papel", cwd=seed)
    assert (outcome.code, "1 cambiada (1 campo) · 1 igual" in outcome.out) == (0, True), outcome.out
    assert "    - (nada)\n    + sí" in outcome.out
    assert "prioridad: true" in accion(seed, "RET-N-02").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text", ["1. Abrir oficinas móviles.", "- Abrir oficinas\nmóviles.", "a) Abrir\u00ad oficinas."]
)
def test_a_table_that_is_in_the_plan_changes_nothing(
    seed: Path, rutaplan: Rutaplan, tmp_path: Path, text: str
) -> None:
    """The text of an action is known again without its list mark, as it was written."""
    path = saved(tmp_path, "a.csv", f'Acción,Nivel\n"{text}",Nacional\n'.encode())
    assert "1 nueva" in rutaplan("import", path, "--si", cwd=seed).out
    assert "0 nuevas · 0 cambiadas · 1 igual" in rutaplan("import", path, "--si", cwd=seed).out


def test_a_new_action_twice_is_one_and_the_other_told(seed: Path, rutaplan: Rutaplan, tmp_path: Path) -> None:
    row = "Abrir una ventanilla única.,Nacional\n"
    path = saved(tmp_path, "a.csv", f"Acción,Nivel\n{row}{row}".encode())
    outcome = rutaplan("import", path, "--si", cwd=seed)
    assert (outcome.code, "1 nueva · 0 cambiadas" in outcome.out) == (1, True), outcome.out
    assert "fila 3: repite la acción nueva de fila 2, más arriba" in outcome.out


def test_many_rows_take_time_by_their_number(seed: Path, rutaplan: Rutaplan, tmp_path: Path) -> None:
    def effort(rows: int) -> float:
        lines = [f"Crear el registro número {number} de la mesa,Nacional,6,OIM" for number in range(rows)]
        path = saved(tmp_path, "a.csv", "\n".join(["Acción,Nivel,Plazo,Instituciones", *lines]).encode())
        told: list[str] = []
        taken = timed(lambda: told.append(rutaplan("import", path, "--simular", cwd=seed).out))
        assert f"{rows} nuevas" in told[0]
        return taken

    effort(10)
    assert effort(800) < 8 * effort(200)


def test_titles_on_every_row_take_time_by_their_number(
    seed: Path, rutaplan: Rutaplan, tmp_path: Path
) -> None:
    path = saved(tmp_path, "a.csv", ("Acción,Nivel,Cronograma\n" * 500).encode())
    told: list[int] = []
    assert seconds(lambda: told.append(rutaplan("import", path, "--simular", cwd=seed).code)) < 5
    assert told == [1]


def test_titles_that_a_table_says_again_are_near_to_the_same(
    seed: Path, rutaplan: Rutaplan, tmp_path: Path
) -> None:
    page = "Acción,Nivel,Cronograma\n" + "".join(
        f"Abrir la ventanilla número {{}}{at}.,Nacional,6\n" for at in range(50)
    )
    path = saved(tmp_path, "a.csv", (page.replace("{}", "1") + page.replace("{}", "2")).encode())
    outcome = rutaplan("import", path, "--simular", cwd=seed)
    assert (outcome.code, outcome.out.count("plazo_meses: 6")) == (0, 100), outcome.out


def test_the_first_line_of_a_table_is_no_title_of_the_workshop(
    seed: Path, rutaplan: Rutaplan, tmp_path: Path
) -> None:
    text = (seed / "data/taller.yaml").read_text(encoding="utf-8")
    (seed / "data/taller.yaml").write_text(re.sub(r"(?m)^titulo: .*$", "titulo: por_definir", text))
    content = "Plan de la mesa\nAcción,Nivel\nAbrir una ventanilla única.,Nacional\n"
    outcome = rutaplan("import", saved(tmp_path, "a.csv", content.encode()), "--si", cwd=seed)
    assert (outcome.code, "«Plan de la mesa»" in outcome.out) == (1, True), outcome.out
    assert "titulo: por_definir" in (seed / "data/taller.yaml").read_text(encoding="utf-8")


def test_what_the_plan_says_already_is_not_overwritten(
    seed: Path, rutaplan: Rutaplan, tmp_path: Path
) -> None:
    edit(accion(seed, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 9")
    text = (
        "Acción;Nivel;Plazo;Instituciones\n"
        "Revisión de los marcos jurídicos.;nacional;6;OIM\n"
        "Una acción sin nivel.;;6;OIM\n"
    )
    outcome = rutaplan("import", saved(tmp_path, "a.csv", text.encode()), "--si", cwd=seed)
    assert "RET-N-01, plazo_meses (fila 2, columna 3): el plan ya dice otra cosa" in outcome.out
    assert "fila 3: acción nueva sin ubicar: el documento no dice nivel" in outcome.out
    written = accion(seed, "RET-N-01").read_text(encoding="utf-8")
    assert "plazo_meses: 9\ninstituciones: [oim]\n" in written


def test_an_action_in_other_words_is_told(seed: Path, rutaplan: Rutaplan, tmp_path: Path) -> None:
    text = (
        "Acción,Nivel\n"
        "Elaborar protocolos de abordaje para casos de personas retornadas que sean víctimas de trata.,nacional\n"
        "Elaborar manuales para la atención de personas refugiadas.,nacional\n"
    )
    outcome = rutaplan("import", saved(tmp_path, "a.csv", text.encode()), "--simular", cwd=seed)
    assert outcome.out.count("se parece a ") == 1
    assert "(se parece a RET-N-18; si es la misma, cambie su texto y no la lleve de nuevo)" in outcome.out


def test_a_text_that_nobody_decided_is_no_action(seed: Path, rutaplan: Rutaplan, tmp_path: Path) -> None:
    path = saved(tmp_path, "a.csv", "Acción,Nivel\npor definir,Nacional\n—,Nacional\n".encode())
    outcome = rutaplan("import", path, "--si", cwd=seed)
    assert (outcome.code, "0 nuevas" in outcome.out) == (1, True), outcome.out
    assert "fila 2, columna 1: acción nueva: nadie ha decidido su texto: «por definir»" in outcome.out


@pytest.mark.parametrize("title", ["Acción\nInstituciones", "Nivel\nPlazo"])
def test_a_title_of_two_lines_is_of_two_fields_only_where_the_form_is(
    seed: Path, rutaplan: Rutaplan, tmp_path: Path, title: str
) -> None:
    head = f'"{title}",Acciones estratégicas,Nivel'
    path = saved(tmp_path, "a.csv", f'{head}\n"6\nOIM",Abrir una ventanilla única.,Nacional\n'.encode())
    outcome = rutaplan("import", path, "--simular", cwd=seed)
    assert (outcome.code, "1 nueva" in outcome.out) == (1, True), outcome.out
    assert f"la columna «{title.replace(chr(10), ' ')}» no la toma ningún campo" in outcome.out


def test_a_new_id_is_never_one_that_was(seed: Path, rutaplan: Rutaplan, tmp_path: Path) -> None:
    accion(seed, "RET-R-13").unlink()
    edit(accion(seed, "RET-N-03"), "grupo: g1-retorno", "grupo: g1-retorno\ndepende_de: [RET-R-17]")
    text = "Acción,Nivel\nAbrir una ventanilla única.,regional\n"
    outcome = rutaplan("import", saved(tmp_path, "a.csv", text.encode()), "--simular", cwd=seed)
    assert "RET-R-18, g1-retorno (fila 2)" in outcome.out


@pytest.mark.parametrize("order", ["Países,Instituciones", "Instituciones,Países"])
def test_the_countries_of_a_row_tell_whose_its_institutions_are(
    untouched: Path, rutaplan: Rutaplan, tmp_path: Path, order: str
) -> None:
    cells = {"Países": "Honduras", "Instituciones": "INM"}
    values = ",".join(cells[each] for each in order.split(","))
    (tmp_path / "a.csv").write_text(f"Acción,Nivel,{order}\nAbrir una ventanilla única.,Nacional,{values}\n")
    outcome = rutaplan("import", str(tmp_path / "a.csv"), "--simular", cwd=untouched)
    assert (outcome.code, "instituciones: hn-inm" in outcome.out) == (0, True), outcome.out
    assert "«INM» se leyó como hn-inm, por los países de la acción" in outcome.out
