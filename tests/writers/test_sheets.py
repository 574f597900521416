"""The sheets that people fill in and send back: what they hold and what they let change."""

import json
import re
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from helpers import papers
from helpers.calls import Rutaplan, accion, edit
from helpers.sheets import (
    FIJAS,
    TABLAS,
    TITULOS,
    cells,
    csv_rows,
    filled,
    made,
    real,
    rules,
    workbook,
    xml,
)
from openpyxl import load_workbook

from rutaplan.derive import silencio_label, tipo_label
from rutaplan.load import load
from rutaplan.views.fila import institucion_names


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
    plazos = [
        silencio_label(a.plazo_meses) if isinstance(a.plazo_meses, str) else a.plazo_meses for a in wanted
    ]
    assert found == [[a.id, a.texto, plazo] for a, plazo in zip(wanted, plazos, strict=True)]
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
        "sí",
        "acordada",
        "Grupo 1: RETORNO",
        "Responsable: INM (México).",
    )
    assert matriz["RET-N-02"][4:6] == ("por definir", "INM (Honduras); por definir")
    assert matriz["RET-N-03"][4:6] == ("no aplica", "por definir")
    mend = "Corrección propuesta, no aplicada: donde dice «personas retornados», debe decir «personas retornadas»."
    assert matriz["RET-N-18"][6:10] == ("", "propuesta", "Grupo 1: RETORNO", mend)
    consolidada = {row[0]: row for row in cells(workbook(seed, "consolidada").worksheets[0])}
    assert consolidada["RET-N-01"][6:10] == (
        "INM (México)",
        "INM (Honduras); INM (México)",
        "sí",
        "acordada",
    )
    assert consolidada["RET-N-01"][1] == "Grupo 1: RETORNO"
    assert consolidada["RET-N-18"][10] == f"Contraparte: RET-R-10 (sugerida). {mend}"


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
    assert {sheet.cell(2, column).number_format for column in (1, 4, 6, 7, 11)} == {"@"}


@pytest.mark.parametrize("name", TABLAS)
def test_only_what_people_decide_may_be_changed(seed: Path, rutaplan: Rutaplan, name: str) -> None:
    made(rutaplan, seed, name, "--formato", "xlsx")
    book = workbook(seed, name)
    sheet = book.worksheets[0]
    for title, *column in sheet.iter_cols():
        assert title.protection.locked
        assert {cell.protection.locked for cell in column} == {title.value in FIJAS}
    written = ["Ponentes"] if name == "matriz" else []
    assert {each.title: bool(each.protection.sheet) for each in book} == {
        sheet.title: True, **dict.fromkeys([*written, "Cómo leer"], False), "Listas": True,
    }  # fmt: skip
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
    made(rutaplan, seed, "formulario", "--formato", "xlsx")
    people = workbook(seed, "formulario-g1-retorno")["Participantes"]
    assert people.row_dimensions[4].height > 30, "a title of two lines"
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


def test_what_may_be_chosen(seed: Path, rutaplan: Rutaplan) -> None:
    made(rutaplan, seed, *TABLAS, "--formato", "xlsx")
    strict = {
        name: {t: s for t, (_, s) in rules(workbook(seed, name).worksheets[0]).items()} for name in TABLAS
    }
    short = {
        "Plazo (meses)": True,
        "Instituciones involucradas": False,
        "Prioridad": False,
        "Estado": True,
    }
    assert strict == {
        "matriz": short,
        "pendientes": short,
        "consolidada": {**short, "Responsable": True},
    }
    book = workbook(seed, "consolidada")
    silences = ["por definir", "no aplica", "no consta"]
    chosen = {}
    for title, (formula, _) in rules(book.worksheets[0]).items():
        sheet, reach = str(formula).split("!")
        chosen[title] = [cell.value for (cell,) in book[sheet][reach.replace("$", "")]]
    names = [*silences, *institucion_names(real()).values()]
    assert chosen["Plazo (meses)"] == [*silences, *range(1, 121)]
    assert chosen["Responsable"] == names
    types = [tipo_label(each) for each in real().catalogos.tipos_institucion.values()]
    assert chosen["Instituciones involucradas"] == [*names, *types]
    assert chosen["Prioridad"] == ["sí", "no"]
    assert chosen["Estado"] == [
        "propuesta",
        "acordada",
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
    assert marks[f"F2:F{last}"] == ("cellIs", '"por definir"', "FFFFF2CC")
    assert marks[f"H2:H{last}"][:2] == ("containsText", 'NOT(ISERROR(SEARCH("por definir",H2)))')
    assert {reach[0] for reach in marks} == set("EFGHIJ")
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
        assert not [
            name
            for name in names.values()
            if ";" in name or name in {"por_definir", "no_aplica", "por definir"}
        ]
        assert all(name not in names or names[name] == name for name in names.values())
    assert institucion_names(real())["mx-inm"] == "INM (México)"
    assert institucion_names(plan)["hn-uno"] == "UNO (Honduras) [hn-uno]"


def test_the_second_sheet_explains(seed: Path, rutaplan: Rutaplan) -> None:
    made(rutaplan, seed, *TABLAS, "--formato", "xlsx", "--nivel", "regional")
    books = {name: workbook(seed, f"{name}-regional") for name in TABLAS}
    told = {name: [row[:2] for row in cells(book["Cómo leer"])] for name, book in books.items()}
    titulo = "Planteamiento de acciones a corto y mediano plazo a nivel nacional y regional"
    assert told["matriz"][0] == ("Documento", f"Matriz de acciones: {titulo}")
    for rows in told.values():
        assert ("Parte del plan", "Solo: nivel Regional.") in rows
        assert next(text for label, text in rows if label == "Acciones").startswith(
            "13 acciones, todas a nivel regional."
        )
        assert any("sin contraseña" in str(text) for _, text in rows)
        assert ("", "INM (Honduras): Instituto Nacional de Migración") in rows
    assert ("Total", 0) in told["consolidada"]
    assert any("Ponente" in str(text) for label, text in told["pendientes"] if label == "Grupo 1: RETORNO")
    assert {cell.alignment.wrap_text for cell in books["matriz"]["Cómo leer"]["B"]} == {True}
    header = books["matriz"].worksheets[0].oddHeader.left.text
    assert header.splitlines() == [f"Matriz de acciones: {titulo}", "Solo: nivel Regional."]


@pytest.mark.parametrize(("papel", "number"), [("a4", "9"), ("carta", "1")])
def test_how_it_prints(seed: Path, rutaplan: Rutaplan, papel: str, number: str) -> None:
    made(rutaplan, seed, "matriz", "--formato", "xlsx", "--papel", papel)
    sheet = workbook(seed, "matriz").worksheets[0]
    assert (str(sheet.page_setup.paperSize or 1), sheet.page_setup.orientation) == (number, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddFooter.right.text.strip() == "Página &P de &N"
    assert sheet.oddFooter.left.text.strip().endswith(" · sin registrar")


def test_siglas_that_no_row_has_are_not_printed(seed: Path, rutaplan: Rutaplan) -> None:
    def printed() -> int:
        made(rutaplan, seed, "matriz", "--formato", "xlsx")
        sheet = workbook(seed, "matriz")["Cómo leer"]
        at = [cell.value for cell in sheet["A"]].index("Siglas")
        return (int(sheet.print_area.rpartition("$")[2]) if sheet.print_area else sheet.max_row) - at

    assert printed() == 0
    edit(accion(seed, "RET-N-01"), "instituciones: por_definir", "instituciones: [hn-inm]")
    assert printed() > 50


def test_what_the_file_says_of_itself(seed: Path, rutaplan: Rutaplan) -> None:
    made(rutaplan, seed, "matriz", "--formato", "xlsx")
    said = workbook(seed, "matriz").properties
    assert said.title.startswith("Matriz de acciones: Planteamiento")
    assert (said.creator, said.lastModifiedBy) == (None, None)
    assert said.keywords.startswith("versión k")
    core = papers.parts(seed / "salida" / "matriz.xlsx")["docProps/core.xml"]
    assert b"dcterms:" not in core.replace(b"xmlns:dcterms", b""), "no clock, and git tells of no day"
    edit(seed / "data" / "taller.yaml", "organiza: por_definir", "organiza: [hn-inm]")
    made(rutaplan, seed, "matriz", "--formato", "xlsx")
    assert workbook(seed, "matriz").properties.creator == "INM (Honduras)"


@pytest.mark.parametrize("name", TABLAS)
def test_a_plan_without_actions(seed: Path, rutaplan: Rutaplan, name: str) -> None:
    shutil.rmtree(seed / "data" / "acciones")
    done = made(rutaplan, seed, name, "--formato", "xlsx", "--formato", "csv")
    assert f"  {name}: no se hace. Este documento no contiene acciones" in done.err
    assert not (seed / "salida").exists()
    files = {
        kind: papers.made(load(seed / "data")[0], name, kind)[f"{name}.{kind}"] for kind in ("xlsx", "csv")
    }
    book = load_workbook(BytesIO(files["xlsx"]))
    rows = cells(book.worksheets[0])
    assert "|".join(map(str, rows[0])) == TITULOS[name]
    (said,) = [value for value in rows[1] if value]
    assert str(said).startswith("Este documento no contiene acciones")
    assert ("Sin filas", said) in [row[:2] for row in cells(book["Cómo leer"])]
    assert len(rows) == 2
    assert rows[1][0] == ""
    assert book.worksheets[0].data_validations.dataValidation == []
    assert len(csv_rows(files["csv"])) == 1


def test_nothing_left_to_decide(seed: Path, rutaplan: Rutaplan) -> None:
    for path in (seed / "data" / "acciones" / "retorno").iterdir():
        edit(path, "plazo_meses: por_definir", "plazo_meses: 7")
        edit(path, "instituciones: por_definir", "instituciones: [hn-inm]")
    done = made(rutaplan, seed, "pendientes", "--formato", "xlsx", "--formato", "html")
    assert "  pendientes.xlsx: no se hace. No queda nada por definir" in done.err
    assert (seed / "salida" / "pendientes.html").is_file(), "the workshop still has something to decide"
    content = papers.made(load(seed / "data")[0], "pendientes", "xlsx")["pendientes.xlsx"]
    book = load_workbook(BytesIO(content))
    rows = cells(book.worksheets[0])
    assert [value for value in rows[1] if value] == [
        "No queda nada por definir en las acciones de este documento."
    ]
    assert ("Sin filas", rows[1][3]) in [row[:2] for row in cells(book["Cómo leer"])]


def test_another_institution_is_added_as_the_cell_says(seed: Path, rutaplan: Rutaplan) -> None:
    """Choosing a second one from the list takes the place of the first: the cell says how to add it."""
    made(rutaplan, filled(seed), "matriz", "--formato", "xlsx")
    path = seed / "salida" / "matriz.xlsx"
    book = load_workbook(path)
    sheet = book.worksheets[0]
    (column,) = (cell.column for cell in sheet[1] if cell.value == "Instituciones involucradas")
    (rule,) = (each for each in sheet.data_validations.dataValidation if each.promptTitle == "Instituciones")
    assert "para agregar otra: F2, punto y coma y su nombre" in rule.prompt
    (row,) = (cell.row for cell in sheet["A"] if cell.value == "RET-N-01")
    sheet.cell(row, column).value = f"{sheet.cell(row, column).value}; OIM"
    book.save(path)
    assert rutaplan("import", str(path), "--si", cwd=seed).code == 0
    assert "[hn-inm, mx-inm, oim]" in accion(seed, "RET-N-01").read_text(encoding="utf-8")
