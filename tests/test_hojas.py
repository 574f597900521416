"""The sheets that people fill in and send back: what they hold, what they let change, what they never run."""

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from conftest import SEED, Outcome, Rutaplan, accion, edit, program
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rutaplan.diagnostics import Diagnostic
from rutaplan.load import load
from rutaplan.plan import Plan
from rutaplan.printable import guard_cell, unguard_cell
from rutaplan.views.columnas import institucion_names
from rutaplan.views.tabla import Tabla, tabla_consolidada, tabla_matriz, tabla_pendientes
from rutaplan.writers import Papel, xlsx
from rutaplan.writers import csv as csv_writer

TABLAS = {"matriz": tabla_matriz, "consolidada": tabla_consolidada, "pendientes": tabla_pendientes}
TITULOS = {
    "matriz": "Id|Eje|Nivel|Acción estratégica|Plazo (meses)|Instituciones involucradas|Notas|Huella",
    "consolidada": "Id|Grupo|Eje|Nivel|Acción estratégica|Plazo (meses)|Responsable"
    "|Instituciones involucradas|Estado|Observaciones|Huella",
    "pendientes": "Id|Grupo|Nivel|Acción estratégica|Plazo (meses)|Instituciones involucradas|Notas|Huella",
}
FIJAS = {"Id", "Grupo", "Eje", "Nivel", "Notas", "Observaciones", "Huella"}
HOSTILES = (
    '=HYPERLINK("http://x.example")',
    "+1234567890",
    "-1234567890",
    "@SUM(1+1)*cmd",
    "'comilla al principio",
    "con un\ttabulador dentro",
    "<script>alert(1)</script>",
    "{{ 7*7 }} {% raw %}",
    "🧭 ruta de regreso 👩‍👩‍👧",
    "عودة كريمة وآمنة للأشخاص",
    "a" * 400,
    "año, pingüino, ¿acción?; ñandú",
    "_x0041_ y _x000D_ escritos",
    "<r><t>texto con marcas</t></r>",
    "<r>& sin cerrar</r>",
    "{=SUM(A1:A9)}",
    "http://enlace.example/x",
    "mailto:nadie@x.example",
    "0012345678",
    "1234567890",
)


def made(rutaplan: Rutaplan, folder: Path, *call: str) -> Outcome:
    outcome = rutaplan("render", *call, cwd=folder)
    assert outcome.code == 0, outcome.err
    return outcome


def workbook(folder: Path, name: str) -> Workbook:
    return load_workbook(folder / "salida" / f"{name}.xlsx")


def cells(sheet: Worksheet) -> list[tuple[object, ...]]:
    return [tuple("" if value is None else value for value in row) for row in sheet.values]


def csv_rows(content: bytes) -> list[tuple[str, ...]]:
    text = content.decode("utf-8-sig")
    return [tuple(map(unguard_cell, row)) for row in csv.reader(io.StringIO(text, newline=""))]


def xml(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name).decode("utf-8") for name in package.namelist()}


def filled(seed: Path) -> Path:
    """The real plan, with the silences of three actions broken in three ways."""
    edit(accion(seed, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 7")
    edit(accion(seed, "RET-N-01"), "instituciones: por_definir", "instituciones: [hn-inm, mx-inm]")
    edit(accion(seed, "RET-N-02"), "instituciones: por_definir", "instituciones: [hn-inm, por_definir]")
    edit(accion(seed, "RET-N-03"), "plazo_meses: por_definir", "plazo_meses: no_aplica")
    with accion(seed, "RET-N-01").open("a", encoding="utf-8") as file:
        file.write("responsable: mx-inm\nprioridad: true\nestado: acordada\n")
    return seed


def hostile(seed: Path) -> list[str]:
    """Put the hostile texts into the real plan; its texts, in order."""
    for number, text in enumerate(HOSTILES, 1):
        path = accion(seed, f"RET-N-{number:02d}")
        written = re.sub(r"(?m)^erratas:\n(  .*\n)+", "", path.read_text(encoding="utf-8"))
        line = f"texto: {json.dumps(text, ensure_ascii=False)}"
        old = re.findall(r"(?m)^texto: .*$", written)[0]
        path.write_text(written.replace(old, line), encoding="utf-8")
    plan, _ = load(seed / "data")
    return [each.texto for each in plan.acciones]


@cache
def real() -> Plan:
    return load(SEED)[0]


def with_texts(*texts: str) -> Tabla:
    """A matriz whose rows have these texts, as a caller that is not the reader could make it."""
    tabla = tabla_matriz(real())
    start = tabla.filas[0]
    return replace(
        tabla,
        filas=tuple((*start[:3], text, *start[4:]) for text in texts),
        archivos=("data/acciones/retorno/RET-N-01.yaml",) * len(texts),
    )


@pytest.mark.parametrize("name", TABLAS)
def test_the_rows_are_the_plan_in_order(seed: Path, rutaplan: Rutaplan, name: str) -> None:
    filled(seed)
    made(rutaplan, seed, name, "--formato", "xlsx", "--formato", "csv")
    plan, _ = load(seed / "data")
    wanted = [a for a in plan.acciones if name != "pendientes" or a.id != "RET-N-01"]
    rows = cells(workbook(seed, name).worksheets[0])
    assert "|".join(map(str, rows[0])) == TITULOS[name]
    place = {titulo: rows[0].index(titulo) for titulo in ("Id", "Acción estratégica", "Plazo (meses)")}
    found = [[row[column] for column in place.values()] for row in rows[1:]]
    assert found == [[a.id, a.texto, a.plazo_meses] for a in wanted]
    content = (seed / "salida" / f"{name}.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfId,")
    assert content.count(b"\n") == content.count(b"\r\n") == len(rows)
    assert csv_rows(content) == [tuple(map(str, row)) for row in rows]


def test_what_a_row_says(seed: Path, rutaplan: Rutaplan) -> None:
    filled(seed)
    made(rutaplan, seed, "matriz", "consolidada", "--formato", "xlsx")
    matriz = {row[0]: row for row in cells(workbook(seed, "matriz").worksheets[0])}
    first = ("RET-N-01", "Retorno", "Nacional", "Revisión de los marcos jurídicos.", 7)
    assert matriz["RET-N-01"][:-1] == (
        *first,
        "INM (Honduras); INM (México)",
        "Prioridad. Responsable: INM (México).",
    )
    assert matriz["RET-N-02"][4:6] == ("por_definir", "INM (Honduras); por_definir")
    assert matriz["RET-N-03"][4:6] == ("no_aplica", "por_definir")
    mend = "Corrección propuesta, no aplicada: donde dice «personas retornados», debe decir «personas retornadas»."
    assert matriz["RET-N-18"][6] == mend
    consolidada = {row[0]: row for row in cells(workbook(seed, "consolidada").worksheets[0])}
    assert consolidada["RET-N-01"][6:9] == ("INM (México)", "INM (Honduras); INM (México)", "acordada")
    assert consolidada["RET-N-01"][1] == "Grupo 1: RETORNO"
    assert consolidada["RET-N-18"][9] == f"Contraparte: RET-R-10 (sugerida). {mend}"


def test_the_text_of_the_form_is_told_where_it_differs(seed: Path, rutaplan: Rutaplan) -> None:
    path = accion(seed, "RET-N-01")
    edit(
        path,
        "texto: Revisión de los marcos jurídicos.",
        "texto: Revisar los marcos.\ntexto_fuente: Revisión de los marcos jurídicos.",
    )
    made(rutaplan, seed, *TABLAS, "--formato", "csv")
    for name in TABLAS:
        row = csv_rows((seed / "salida" / f"{name}.csv").read_bytes())[1]
        assert "difiere del formulario, que dice: «Revisión de los marcos jurídicos.»" in row[-2]


def test_months_are_numbers_with_a_format(seed: Path, rutaplan: Rutaplan) -> None:
    filled(seed)
    made(rutaplan, seed, "matriz", "--formato", "xlsx")
    sheet = workbook(seed, "matriz").worksheets[0]
    assert [(sheet[f"E{row}"].data_type, sheet[f"E{row}"].number_format) for row in (2, 3)] == [
        ("n", "0"),
        ("s", "0"),
    ]
    assert {sheet.cell(2, column).number_format for column in (1, 4, 6, 8)} == {"@"}


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


def assert_inert(path: Path) -> None:
    """No formula, no text that a formula gave, no link, in any sheet of a workbook."""
    parts = xml(path)
    sheets = [text for name, text in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 3
    assert not any(re.search(r"<f[ >]|t=\"str\"|<hyperlink", text) for text in sheets)
    assert all("TargetMode" not in text for name, text in parts.items() if name.endswith(".rels"))
    assert not any(cell.data_type == "f" for sheet in load_workbook(path) for row in sheet for cell in row)


@settings(max_examples=30)
@example(
    ["\tuno", "  dos  ", "tres\ncuatro\n", "<r>", "<r></r>", "<r>_x0041_&</r>", "=1", "{=1}", "TRUE", "1e5"]
)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])), min_size=1, max_size=8))
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


@pytest.mark.parametrize("name", TABLAS)
def test_only_what_people_decide_may_be_changed(seed: Path, rutaplan: Rutaplan, name: str) -> None:
    made(rutaplan, seed, name, "--formato", "xlsx")
    book = workbook(seed, name)
    sheet = book.worksheets[0]
    for title, *column in sheet.iter_cols():
        assert title.protection.locked
        assert {cell.protection.locked for cell in column} == {title.value in FIJAS}
    assert [each.protection.sheet for each in book] == [True, False, True]
    assert sheet.protection.password is None
    may = ("autoFilter", "sort", "formatColumns", "formatRows", "selectLockedCells", "selectUnlockedCells")
    assert [name for name in may if getattr(sheet.protection, name)] == []
    assert sheet.protection.formatCells
    assert sheet.protection.deleteRows
    huella = sheet.cell(2, sheet.max_column)
    assert (sheet.cell(1, sheet.max_column).value, huella.font.sz) == ("Huella", 8)
    assert re.fullmatch("h[0-9a-f]{8}", str(huella.value))


@pytest.mark.parametrize("name", TABLAS)
def test_the_first_row_stays_in_sight_and_filters(seed: Path, rutaplan: Rutaplan, name: str) -> None:
    made(rutaplan, seed, name, "--formato", "xlsx")
    sheet = workbook(seed, name).worksheets[0]
    assert (sheet.title, sheet.freeze_panes) == (name.capitalize(), "B2")
    assert sheet.auto_filter.ref == sheet.dimensions
    assert all(cell.alignment.wrap_text for cell in sheet[1])
    body = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert {cell.alignment.vertical for cell in body} == {"top"}
    text = sheet[2][TITULOS[name].split("|").index("Acción estratégica")]
    assert text.alignment.wrap_text


def test_rows_are_as_high_as_their_texts_and_still_grow(seed: Path, rutaplan: Rutaplan) -> None:
    made(rutaplan, seed, "matriz", "--formato", "xlsx")
    rows = re.findall(r"<row [^>]*>", xml(seed / "salida" / "matriz.xlsx")["xl/worksheets/sheet1.xml"])
    heights = [int(re.findall(r' ht="(\d+)"', row)[0]) for row in rows]
    assert "customHeight" not in "".join(rows)
    texts = [str(row[3]) for row in cells(workbook(seed, "matriz").worksheets[0])]
    longest = texts.index(max(texts, key=len))
    assert (
        heights[longest]
        > 15 * len(texts[longest]) / 60
        > heights[texts.index("Revisión de los marcos jurídicos.")] - 15
    )


def rules(sheet: Worksheet) -> dict[str, tuple[object, bool]]:
    """The lists of a sheet: for each column's title, where its values are, and whether they are all."""
    found = {}
    for rule in sheet.data_validations.dataValidation:
        (reach,) = rule.sqref.ranges
        assert (rule.type, reach.min_row, reach.max_row) == ("list", 2, sheet.max_row)
        assert reach.min_col == reach.max_col
        assert rule.showInputMessage
        assert rule.prompt
        assert "lista" in rule.error
        assert rule.errorStyle in {None, "stop"}
        found[str(sheet.cell(1, reach.min_col).value)] = (rule.formula1, bool(rule.showErrorMessage))
    return found


def test_what_may_be_chosen(seed: Path, rutaplan: Rutaplan) -> None:
    made(rutaplan, seed, *TABLAS, "--formato", "xlsx")
    strict = {
        name: {t: s for t, (_, s) in rules(workbook(seed, name).worksheets[0]).items()} for name in TABLAS
    }
    short = {"Plazo (meses)": True, "Instituciones involucradas": False}
    assert strict == {
        "matriz": short,
        "pendientes": short,
        "consolidada": {**short, "Responsable": True, "Estado": True},
    }
    book = workbook(seed, "consolidada")
    silences = ["por_definir", "no_aplica", "no_consta"]
    chosen = {}
    for title, (formula, _) in rules(book.worksheets[0]).items():
        sheet, reach = str(formula).split("!")
        chosen[title] = [cell.value for (cell,) in book[sheet][reach.replace("$", "")]]
    names = [*silences, *institucion_names(real()).values()]
    assert chosen["Plazo (meses)"] == [*silences, *range(1, 121)]
    assert chosen["Responsable"] == chosen["Instituciones involucradas"] == names
    assert chosen["Estado"] == [
        "propuesta",
        "acordada",
        "en_ejecucion",
        "cumplida",
        "suspendida",
        "descartada",
    ]


def test_what_nobody_has_decided_is_marked_while_it_stays_so(seed: Path, rutaplan: Rutaplan) -> None:
    made(rutaplan, seed, "consolidada", "--formato", "xlsx")
    sheet = workbook(seed, "consolidada").worksheets[0]
    marks = {
        str(place.sqref): (rule.type, rule.formula[0], rule.dxf.fill.bgColor.rgb)
        for place, found in sheet.conditional_formatting._cf_rules.items()  # noqa: SLF001 - openpyxl offers no other way
        for rule in found
    }
    last = sheet.max_row
    assert marks[f"F2:F{last}"] == ("cellIs", '"por_definir"', "FFFFF2CC")
    assert marks[f"H2:H{last}"][:2] == ("containsText", 'NOT(ISERROR(SEARCH("por_definir",H2)))')
    assert {reach[0] for reach in marks} == set("EFGHI")
    assert {sheet[f"F{row}"].fill.fgColor.rgb for row in (2, 3)} == {"00000000"}


def test_the_names_of_institutions_come_back(seed: Path) -> None:
    path = seed / "data" / "instituciones.yaml"
    hard = {
        "hn-uno": {"sigla": "UNO", "nombre": "Uno", "pais": "HN"},
        "hn-dos": {"sigla": "UNO", "nombre": "Otro uno", "pais": "HN"},
        "hn-tres": {"nombre": "UNO (Honduras) [hn-uno]"},
        "hn-cuatro": {"nombre": "Norte; Sur"},
        "hn-cinco": {"nombre": "hn-cuatro"},
        "hn-seis": {"sigla": "por_definir", "nombre": "Seis"},
    }
    rest = {"tipo": "organismo_internacional", "confianza": "por_verificar", "fuente": "no_consta"}
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f"{ident}: {json.dumps(rest | values)}\n" for ident, values in hard.items())
    plan, _ = load(seed / "data")
    assert hard.keys() <= plan.institucion_by_id.keys()
    for names in (institucion_names(plan), institucion_names(real())):
        assert len(set(names.values())) == len(names) > 60
        assert not [name for name in names.values() if ";" in name or name in {"por_definir", "no_aplica"}]
        assert all(name not in names or names[name] == name for name in names.values())
    assert institucion_names(real())["mx-inm"] == "INM (México)"
    assert institucion_names(plan)["hn-uno"] == "UNO (Honduras) [hn-uno]"


def test_the_second_sheet_explains(seed: Path, rutaplan: Rutaplan) -> None:
    made(rutaplan, seed, *TABLAS, "--formato", "xlsx", "--nivel", "regional")
    books = {name: workbook(seed, name) for name in TABLAS}
    told = {name: [row[:2] for row in cells(book["Cómo leer"])] for name, book in books.items()}
    titulo = "Planteamiento de acciones a corto y mediano plazo a nivel nacional y regional"
    assert told["matriz"][0] == ("Documento", f"Matriz de acciones: {titulo}")
    for rows in told.values():
        assert ("Parte del plan", "Solo: nivel Regional.") in rows
        assert next(text for label, text in rows if label == "Acciones").startswith(
            "13 acciones: 13 a nivel regional."
        )
        assert any("sin contraseña" in str(text) for _, text in rows)
        assert ("", "INM (Honduras): Instituto Nacional de Migración") in rows
    assert ("Total", 0) in told["consolidada"]
    assert any("Ponente" in str(text) for label, text in told["pendientes"] if label == "Grupo 1: RETORNO")
    assert {cell.alignment.wrap_text for cell in books["matriz"]["Cómo leer"]["B"]} == {True}
    header = books["matriz"].worksheets[0].oddHeader.left.text
    assert header.splitlines() == [f"Matriz de acciones: {titulo}", "Solo: nivel Regional."]


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


@pytest.mark.parametrize(("papel", "number"), [("a4", "9"), ("carta", "1")])
def test_how_it_prints(seed: Path, rutaplan: Rutaplan, papel: str, number: str) -> None:
    made(rutaplan, seed, "matriz", "--formato", "xlsx", "--papel", papel)
    sheet = workbook(seed, "matriz").worksheets[0]
    assert (str(sheet.page_setup.paperSize or 1), sheet.page_setup.orientation) == (number, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddFooter.center.text.strip() == "Página &P de &N"


def test_what_the_file_says_of_itself(seed: Path, rutaplan: Rutaplan) -> None:
    made(rutaplan, seed, "matriz", "--formato", "xlsx")
    said = workbook(seed, "matriz").properties
    assert said.title.startswith("Matriz de acciones: Planteamiento")
    assert (said.creator, said.lastModifiedBy, said.created.year) == (None, None, 1980)
    edit(seed / "data" / "taller.yaml", "organiza: por_definir", "organiza: [hn-inm]")
    made(rutaplan, seed, "matriz", "--formato", "xlsx")
    assert workbook(seed, "matriz").properties.creator == "INM (Honduras)"


def test_the_same_plan_gives_the_same_bytes(seed: Path, process: Rutaplan) -> None:
    found = []
    for number, zone in enumerate(("UTC", "America/Tegucigalpa")):
        folder = f"salida{number}"
        call = ("render", *TABLAS, "--formato", "xlsx", "--formato", "csv", "-o", folder)
        done = process(*call, cwd=seed, env={"PYTHONHASHSEED": str(number + 1), "TZ": zone})
        assert done.code == 0, done.err
        found.append({path.name: path.read_bytes() for path in (seed / folder).glob("*.[cx]*")})
    assert sorted(found[0]) == sorted(f"{name}.{kind}" for name in TABLAS for kind in ("csv", "xlsx"))
    assert found[0] == found[1]


@pytest.mark.parametrize("name", TABLAS)
def test_a_plan_without_actions(seed: Path, rutaplan: Rutaplan, name: str) -> None:
    shutil.rmtree(seed / "data" / "acciones")
    made(rutaplan, seed, name, "--formato", "xlsx", "--formato", "csv")
    book = workbook(seed, name)
    rows = cells(book.worksheets[0])
    assert "|".join(map(str, rows[0])) == TITULOS[name]
    (said,) = [value for value in rows[1] if value]
    assert str(said).startswith("No hay acciones")
    assert ("Sin filas", said) in [row[:2] for row in cells(book["Cómo leer"])]
    assert len(rows) == 2
    assert rows[1][0] == ""
    assert book.worksheets[0].data_validations.dataValidation == []
    assert len(csv_rows((seed / "salida" / f"{name}.csv").read_bytes())) == 1


def test_nothing_left_to_decide(seed: Path, rutaplan: Rutaplan) -> None:
    for path in (seed / "data" / "acciones" / "retorno").iterdir():
        edit(path, "plazo_meses: por_definir", "plazo_meses: 7")
        edit(path, "instituciones: por_definir", "instituciones: [hn-inm]")
    made(rutaplan, seed, "pendientes", "--formato", "xlsx")
    book = workbook(seed, "pendientes")
    rows = cells(book.worksheets[0])
    assert [value for value in rows[1] if value] == [
        "No queda nada por definir en las acciones de este documento."
    ]
    assert ("Sin filas", rows[1][3]) in [row[:2] for row in cells(book["Cómo leer"])]


def test_a_text_that_excel_would_cut_is_refused(seed: Path, rutaplan: Rutaplan) -> None:
    idents = [f"hn-larga-{number}" for number in range(170)]
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
    tabla = replace(tabla_matriz(real()), filas=((),) * 1_048_576)
    fault = xlsx.write(tabla, Papel.A4)
    assert isinstance(fault, Diagnostic)
    assert (fault.code, fault.found) == ("PLA06", "1048576 acciones")


def test_a_long_paragraph_goes_on_below() -> None:
    tabla = tabla_matriz(real())
    first = replace(tabla.explicacion[0], texto="palabra " * 9000)
    content = xlsx.write(replace(tabla, explicacion=(first, *tabla.explicacion[1:])), Papel.A4)
    assert isinstance(content, bytes)
    sheet = load_workbook(io.BytesIO(content))["Cómo leer"]
    rows = [(label, text) for label, text, *_ in cells(sheet)]
    end = next(place for place, (label, _) in enumerate(rows) if label == "Objetivo")
    assert "".join(str(text) for _, text in rows[:end]) == first.texto
    assert [label for label, _ in rows[:end]] == ["Documento", *[""] * (end - 1)]
    assert max(row.height for row in sheet.row_dimensions.values()) <= 409


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
