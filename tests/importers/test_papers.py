"""Our own papers come back: nothing changes by itself, and what somebody changed, and only that, does."""

import copy
import csv
import io
import os
import random
import shutil
import subprocess
import sys
import tomllib
from itertools import cycle
from pathlib import Path

import pytest
from docx import Document
from helpers import once
from helpers.calls import EJEMPLO, ROOT, Outcome, Rutaplan, accion, edit, program
from helpers.papers import made
from helpers.reach import is_weekly
from helpers.sheets import TABLAS, filled, hostile
from helpers.snapshots import changed_lines, snapshot
from helpers.typed import Formula, type_rows
from openpyxl import Workbook, load_workbook

from rutaplan.importers.opening import read_document
from rutaplan.importers.recognisers.printed import PrintedLines
from rutaplan.load import load

FORMATOS = ("xlsx", "csv", "docx")


def papers(rutaplan: Rutaplan, folder: Path, *names: str) -> Path:
    formats = [part for each in FORMATOS for part in ("--formato", each)]
    outcome = rutaplan("render", *(names or TABLAS), *formats, cwd=folder)
    assert outcome.code == 0, outcome.err
    return folder / "salida"


def paper(folder: Path, file_name: str) -> Path:
    """One of them, made without a call."""
    name, _, formato = file_name.partition(".")
    path = folder / "salida" / file_name
    path.parent.mkdir(exist_ok=True)
    plan = load(folder / "data")[0]
    key = (once.said(plan), file_name)
    if key not in _PRINTED:
        _PRINTED[key] = made(plan, name.partition("-")[0], formato)[file_name]
    path.write_bytes(_PRINTED[key])
    return path


_PRINTED: dict[tuple[object, str], bytes] = {}


def taken(rutaplan: Rutaplan, folder: Path, path: Path, *options: str, code: int = 0) -> Outcome:
    outcome = rutaplan("import", str(path), "--si", *options, cwd=folder)
    assert outcome.code == code, outcome.out + outcome.err
    return outcome


def set_cell(path: Path, ident: str, titulo: str, value: object) -> None:
    type_rows(path, {(ident, titulo): value})


def word_cell(document: Document, ident: str, column: int) -> object:
    rows = [row for table in document.tables for row in table.rows]
    return next(row.cells[column] for row in rows if row.cells[0].paragraphs[0].text.startswith(ident))


def test_the_real_plan_comes_back_the_same(seed: Path, rutaplan: Rutaplan) -> None:
    salida = papers(rutaplan, filled(seed))
    before = snapshot(seed)
    for name in TABLAS:
        for formato in FORMATOS:
            outcome = taken(rutaplan, seed, salida / f"{name}.{formato}")
            assert "0 nuevas · 0 cambiadas" in outcome.out
            assert "0 conflictos" in outcome.out
            assert " 0 sin llevar" in outcome.out
    assert snapshot(seed) == before


def test_texts_that_mean_harm_come_back_the_same(seed: Path, rutaplan: Rutaplan) -> None:
    hostile(seed)
    salida = papers(rutaplan, seed, "matriz")
    before = snapshot(seed)
    for formato in FORMATOS:
        assert "0 cambiadas · 33 iguales" in taken(rutaplan, seed, salida / f"matriz.{formato}").out, formato
    assert snapshot(seed) == before


def test_the_example_comes_back_the_same(tmp_path: Path, rutaplan: Rutaplan) -> None:
    shutil.copytree(EJEMPLO, tmp_path / "data")
    shutil.copytree(ROOT / "esquemas", tmp_path / "esquemas")
    salida = papers(rutaplan, tmp_path)
    before = snapshot(tmp_path)
    for name in TABLAS:
        for formato in FORMATOS:
            assert " sin llevar" in taken(rutaplan, tmp_path, salida / f"{name}.{formato}").out
    assert snapshot(tmp_path) == before


@pytest.mark.programas
@pytest.mark.parametrize("formato", ["docx", "xlsx"])
def test_another_program_saved_it(seed: Path, rutaplan: Rutaplan, tmp_path: Path, formato: str) -> None:
    salida = papers(rutaplan, filled(seed))
    before = snapshot(seed)
    sources = [str(salida / f"{name}.{formato}") for name in TABLAS]
    call = [program("soffice"), f"-env:UserInstallation={(tmp_path / 'perfil').as_uri()}", "--headless"]
    middle = {"docx": "odt", "xlsx": "ods"}[formato]
    for kind, files in ((middle, sources), (formato, [f"{tmp_path}/{name}.{middle}" for name in TABLAS])):
        subprocess.run(
            [*call, "--convert-to", kind, "--outdir", str(tmp_path), *files], check=True, capture_output=True
        )
    for name in TABLAS:
        outcome = taken(rutaplan, seed, tmp_path / f"{name}.{formato}")
        assert "papel de rutaplan" in outcome.out
        assert "0 nuevas · 0 cambiadas" in outcome.out
    assert snapshot(seed) == before


@pytest.mark.parametrize("number", range(4 if is_weekly() else 1))
def test_what_somebody_changes_in_a_sheet_and_nothing_else_changes(
    seed: Path, rutaplan: Rutaplan, number: int
) -> None:
    path = paper(seed, "consolidada.xlsx")
    chance = random.Random(number)  # noqa: S311 - which cells, nothing secret
    values = {
        "Plazo (meses)": (
            "plazo_meses",
            cycle([(6, "6"), ("año y medio", "18"), ("no_aplica", "no_aplica")]),
        ),
        "Instituciones involucradas": (
            "instituciones",
            cycle([("INM (Honduras); OIM", "[hn-inm, oim]"), ("INM México", "[mx-inm]")]),
        ),
        "Estado": ("estado", cycle([("acordada", "acordada"), ("Acordada", "acordada")])),
        "Acción estratégica": ("texto", cycle([("Un texto nuevo, de otra mano.",) * 2])),
    }
    ids = [
        each.id
        for each in load(seed / "data")[0].acciones
        if each.id not in {"RET-N-18", "RET-N-20", "RET-R-06"}
    ]
    cells = chance.sample([(ident, titulo) for ident in ids for titulo in values], 16)
    wanted: dict[str, set[str]] = {}
    typing = {}
    for ident, titulo in cells:
        campo, options = values[titulo]
        typed, written = next(options)
        typing[ident, titulo] = typed
        wanted.setdefault(f"acciones/retorno/{ident}.yaml", set()).add(f"{campo}: {written}")
    type_rows(path, typing)
    before = snapshot(seed)
    taken(rutaplan, seed, path)
    found = changed_lines(before, snapshot(seed))
    assert {name: set(new) for name, (_, new) in found.items()} == wanted
    assert all(
        {line.partition(":")[0] for line in old} <= {line.partition(":")[0] for line in new}
        for old, new in found.values()
    )
    assert (
        "0 nuevas · 0 cambiadas" in taken(rutaplan, seed, path).out
    )  # it is in the plan: the second time nothing


@pytest.mark.parametrize("number", range(3 if is_weekly() else 1))
def test_as_many_cells_as_somebody_changes_on_the_word_paper(
    seed: Path, rutaplan: Rutaplan, number: int
) -> None:
    path = paper(seed, "matriz.docx")
    chance = random.Random(number)  # noqa: S311 - which cells, nothing secret
    values = {
        1: ("texto: Un texto nuevo, de otra mano.", "Un texto nuevo, de otra mano."),
        2: ("plazo_meses: 18", "año y medio"),
        3: ("instituciones: [hn-inm, oim]", "INM (Honduras); OIM"),
    }
    document = Document(str(path))
    wanted: dict[str, set[str]] = {}
    ids = [each.id for each in load(seed / "data")[0].acciones if not each.erratas]
    for ident, column in chance.sample([(ident, column) for ident in ids for column in values], 7):
        written, typed = values[column]
        word_cell(document, ident, column).paragraphs[0].text = typed
        wanted.setdefault(f"acciones/retorno/{ident}.yaml", set()).add(written)
    document.save(str(path))
    before = snapshot(seed)
    taken(rutaplan, seed, path)
    found = changed_lines(before, snapshot(seed))
    assert {name: set(new) for name, (_, new) in found.items()} == wanted


def test_what_somebody_writes_on_the_word_paper(seed: Path, rutaplan: Rutaplan) -> None:
    path = paper(filled(seed), "matriz.docx")
    document = Document(str(path))
    word_cell(document, "RET-N-05", 2).paragraphs[0].text = "6 meses"  # over the line that asks
    word_cell(document, "RET-N-06", 3).paragraphs[1].text = "OIM y ACNUR"  # in the place of "por definir"
    word_cell(document, "RET-N-02", 3).paragraphs[0].text = "INM (Honduras); OIM"  # "otras por definir" stays
    word_cell(document, "RET-N-01", 2).paragraphs[0].text = "18"  # "corto plazo" stays under it
    word_cell(document, "RET-R-01", 1).paragraphs[0].text = "Presentar los principios a la OCAM."
    document.save(str(path))
    before = snapshot(seed)
    taken(rutaplan, seed, path)
    assert {name: new for name, (_, new) in changed_lines(before, snapshot(seed)).items()} == {
        "acciones/retorno/RET-N-01.yaml": ["plazo_meses: 18"],
        "acciones/retorno/RET-N-02.yaml": ["instituciones: [hn-inm, oim, por_definir]"],
        "acciones/retorno/RET-N-05.yaml": ["plazo_meses: 6"],
        "acciones/retorno/RET-N-06.yaml": ["instituciones: [oim, acnur]"],
        "acciones/retorno/RET-R-01.yaml": ["texto: Presentar los principios a la OCAM."],
    }


def test_a_csv_that_excel_saved_with_semicolons_in_its_own_encoding(seed: Path, rutaplan: Rutaplan) -> None:
    path = paper(seed, "matriz.csv")
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    rows[3][4] = "12"
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";").writerows(rows)
    path.write_bytes(stream.getvalue().encode("cp1252"))
    before = snapshot(seed)
    outcome = taken(rutaplan, seed, path)
    assert "se leyó como Windows-1252" in outcome.out
    assert "separadas por punto y coma" in outcome.out
    assert [new for _, new in changed_lines(before, snapshot(seed)).values()] == [["plazo_meses: 12"]]


def conflicting(seed: Path) -> Path:
    """A paper that says 6 months, of a plan that says 9 meanwhile; and another row that only the paper changed."""
    path = paper(seed, "matriz.xlsx")
    set_cell(path, "RET-N-03", "Plazo (meses)", 6)
    set_cell(path, "RET-N-04", "Plazo (meses)", 24)
    edit(accion(seed, "RET-N-03"), "plazo_meses: por_definir", "plazo_meses: 9")
    return path


def test_a_row_that_changed_on_both_sides_is_shown_and_left_alone(seed: Path, rutaplan: Rutaplan) -> None:
    path = conflicting(seed)
    before = snapshot(seed)
    outcome = taken(rutaplan, seed, path, code=1)
    assert "RET-N-03, plazo_meses (hoja «Matriz», celda E4): el plan cambió después" in outcome.out
    assert "plan:  9\n    papel: 6" in outcome.out
    assert list(changed_lines(before, snapshot(seed))) == ["acciones/retorno/RET-N-04.yaml"]


@pytest.mark.parametrize(("side", "kept"), [("papel", "plazo_meses: 6"), ("plan", "plazo_meses: 9")])
def test_a_side_may_be_preferred(seed: Path, rutaplan: Rutaplan, side: str, kept: str) -> None:
    path = conflicting(seed)
    outcome = taken(rutaplan, seed, path, "--preferir", side)
    assert "0 conflictos" in outcome.out
    assert kept in accion(seed, "RET-N-03").read_text(encoding="utf-8")
    assert "plazo_meses: 24" in accion(seed, "RET-N-04").read_text(encoding="utf-8")


def test_simular_only_shows(seed: Path, rutaplan: Rutaplan) -> None:
    path = conflicting(seed)
    before = snapshot(seed)
    outcome = taken(rutaplan, seed, path, "--simular", code=1)
    assert "RET-N-04, plazo_meses (hoja «Matriz», celda E5)\n    - por_definir\n    + 24" in outcome.out
    assert snapshot(seed) == before


@pytest.mark.programas
@pytest.mark.parametrize(("answer", "written"), [("s", True), ("n", False), ("", False)])
def test_it_asks_who_can_answer(seed: Path, answer: str, *, written: bool) -> None:
    pty = pytest.importorskip("pty")
    path = paper(seed, "matriz.xlsx")
    set_cell(path, "RET-N-04", "Plazo (meses)", 24)
    before = snapshot(seed)
    ours, theirs = pty.openpty()
    os.write(ours, f"{answer}\n".encode())
    subprocess.run(
        [sys.executable, "-m", "rutaplan", "import", str(path)],
        cwd=seed, stdin=theirs, stderr=theirs, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    said = os.read(ours, 4096).decode()
    os.close(ours)
    os.close(theirs)
    assert "¿Escribir 1 archivo?" in said
    assert (snapshot(seed) != before) is written


def test_where_nobody_can_answer_nothing_is_written(seed: Path, rutaplan: Rutaplan) -> None:
    path = paper(seed, "matriz.xlsx")
    set_cell(path, "RET-N-04", "Plazo (meses)", 24)
    before = snapshot(seed)
    outcome = rutaplan("import", str(path), cwd=seed)
    assert (outcome.code, "agregue --si para escribir" in outcome.err) == (2, True)
    assert "RET-N-04, plazo_meses" in outcome.out
    assert snapshot(seed) == before


def test_what_a_paper_cannot_say_is_listed_and_nothing_is_lost(seed: Path, rutaplan: Rutaplan) -> None:
    path = paper(seed, "consolidada.xlsx")
    typed = {
        ("RET-N-01", "Plazo (meses)"): "corto plazo",
        ("RET-N-02", "Instituciones involucradas"): "INM; OIM",
        ("RET-N-03", "Instituciones involucradas"): "OIM; Ministerio Inventado",
        ("RET-N-04", "Observaciones"): "Escrito a mano.",
        ("RET-N-05", "Plazo (meses)"): Formula("6+6"),
        ("RET-N-06", "Acción estratégica"): "",
        ("RET-N-07", "Responsable"): "OIM; ACNUR",
        ("RET-N-08", "Estado"): "suspendidas",
        ("RET-N-09", "Acción estratégica"): "Pocas.",
        ("RET-N-10", "Plazo (meses)"): 300,
        ("RET-N-11", "Acción estratégica"): "Texto con un \u202ecarácter que engaña.",
    }
    type_rows(path, typed)
    before = snapshot(seed)
    out = taken(rutaplan, seed, path, code=1).out
    assert "RET-N-01, plazo_meses: «corto plazo» es un horizonte y no un número de meses" in out
    assert "«INM» es de varias: hn-inm, mx-inm, do-inm; diga de qué país" in out
    assert "«Ministerio Inventado» no está en instituciones.yaml" in out
    assert "RET-N-04: lo escrito en la columna Observaciones no se lleva al plan" in out
    assert "RET-N-05, plazo_meses: es una fórmula" in out
    assert out.count("es una fórmula") == 1
    assert "RET-N-06, texto: la celda está vacía; nada se borra" in out
    assert "RET-N-07, responsable: nombra a más de una" in out
    assert "«suspendidas» no es un estado; escriba «suspendida»" in out
    assert "RET-N-09, texto: el texto es demasiado corto o demasiado largo: 6 caracteres" in out
    assert "«300» está fuera de 1 a 120 meses" in out
    assert "RET-N-11, texto: 1 carácter invisible se quitó" in out
    assert "1 cambiada (1 campo)" in out
    assert list(changed_lines(before, snapshot(seed))) == ["acciones/retorno/RET-N-11.yaml"]
    assert "texto: Texto con un carácter que engaña.\n" in accion(seed, "RET-N-11").read_text(
        encoding="utf-8"
    )


def test_a_range_keeps_its_maximum_and_goes_to_notas(seed: Path, rutaplan: Rutaplan) -> None:
    path = paper(seed, "matriz.xlsx")
    set_cell(path, "RET-N-04", "Plazo (meses)", "12-18 meses")
    before = snapshot(seed)
    assert "de «12-18 meses» se guarda el máximo, y el rango va a notas" in taken(rutaplan, seed, path).out
    new = changed_lines(before, snapshot(seed))["acciones/retorno/RET-N-04.yaml"][1]
    assert new == ["plazo_meses: 18", "notas: 'Plazo en el documento: 12-18 meses.'"]


def test_rows_are_known_by_their_id(seed: Path, rutaplan: Rutaplan) -> None:
    path = paper(seed, "matriz.xlsx")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet["A2"].value = "RET-N-99"
    sheet["A4"].value = "RET-N-02"
    sheet.delete_rows(6)
    last = sheet.max_row + 1
    for column, value in enumerate(
        ("", "Retorno", "Regional", "Publicar una guía común.", 6, "OIM"), start=1
    ):
        sheet.cell(last, column).value = value
    book.save(path)
    outcome = taken(rutaplan, seed, path, code=1)
    assert "fila 2: el plan no tiene la acción «RET-N-99»" in outcome.out
    assert outcome.out.count("el id «RET-N-02» está en más de una fila; no se lee ninguna") == 2
    assert "No están en el documento y quedan como están:\n  RET-N-01, RET-N-03, RET-N-05\n" in outcome.out
    assert accion(seed, "RET-R-14").read_text(encoding="utf-8").splitlines()[1:] == [
        "id: RET-R-14", "eje: retorno", "nivel: regional", "grupo: g1-retorno",
        "texto: Publicar una guía común.", "plazo_meses: 6", "instituciones: [oim]",
    ]  # fmt: skip
    assert accion(seed, "RET-N-05").is_file()


@pytest.mark.parametrize("mark", ["sin la h", "borrada"])
def test_the_fingerprint_survives_other_programs(seed: Path, rutaplan: Rutaplan, mark: str) -> None:
    path = paper(seed, "matriz.csv")
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    for row in rows[1:]:
        row[-1] = row[-1].removeprefix("h") if mark == "sin la h" else ""
    rows[1][3], rows[2][4] = "Revisar los marcos jurídicos.", "6"
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    path.write_bytes(stream.getvalue().encode())
    code = 0 if mark == "sin la h" else 1
    outcome = taken(rutaplan, seed, path, code=code)
    # Without it, what the plan says already is not overwritten, and what nobody had decided is.
    assert ("1 conflicto" in outcome.out) is (code == 1)
    assert "plazo_meses: 6\n" in accion(seed, "RET-N-02").read_text(encoding="utf-8")


def test_what_else_to_look_at_is_said(seed: Path, rutaplan: Rutaplan) -> None:
    path = paper(seed, "consolidada.xlsx")
    set_cell(path, "RET-N-18", "Acción estratégica", "Elaborar protocolos para personas retornadas.")
    out = taken(rutaplan, seed, path, "--simular").out
    assert "(revise sus erratas; si el de antes era el del formulario, guárdelo en texto_fuente)" in out


@pytest.mark.parametrize(("formato", "part"), [("docx", ("lxml", "word")), ("xlsx", ("xlsxwriter", "excel"))])
def test_a_missing_part_is_named_with_its_command(
    seed: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch, formato: str, part: tuple[str, str]
) -> None:
    months = {"docx": 97, "xlsx": 98}[formato]  # of no plan whose papers another test asked for
    edit(accion(seed, "RET-N-04"), "plazo_meses: por_definir", f"plazo_meses: {months}")
    path = paper(seed, f"matriz.{formato}")
    monkeypatch.setitem(sys.modules, part[0], None)
    outcome = rutaplan("import", str(path), cwd=seed)
    assert outcome.code == 2
    assert f"Para leer {formato} falta una parte de rutaplan" in outcome.err
    assert "Instálela con: " in outcome.err
    assert f'"{part[0]}>=' in outcome.err
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert any(each.startswith(part[0]) for each in project["optional-dependencies"][part[1]])


def test_what_others_made_needs_no_part(
    empty: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = empty / "tabla.xlsx"
    book = Workbook()
    for line in (
        ["Acción", "Nivel", "Eje", "Grupo", "Plazo"],
        ["Crear un registro.", "Nacional", "Retorno", "Grupo 1", 6],
    ):
        book.worksheets[0].append(line)
    book.save(path)
    for part in ("lxml", "xlsxwriter", "typst"):
        monkeypatch.setitem(sys.modules, part, None)
    assert "1 nueva" in rutaplan("import", str(path), "--si", cwd=empty).out


def test_files_keep_their_comments_and_their_order(seed: Path, rutaplan: Rutaplan) -> None:
    path = accion(seed, "RET-N-04")
    edit(path, "eje: retorno", "# de la mesa\neje: 'retorno'   # el del grupo")
    edit(
        path, "instituciones: por_definir", 'instituciones:  # quién\n  - por_definir\nnotas: "Texto: libre."'
    )
    sheet = paper(seed, "matriz.xlsx")
    set_cell(sheet, "RET-N-04", "Plazo (meses)", 6)
    before = path.read_text(encoding="utf-8")
    taken(rutaplan, seed, sheet)
    assert path.read_text(encoding="utf-8") == before.replace("plazo_meses: por_definir", "plazo_meses: 6")


def test_a_plan_with_errors_takes_what_adds_none(seed: Path, rutaplan: Rutaplan) -> None:
    path = paper(seed, "matriz.xlsx")
    set_cell(path, "RET-N-04", "Plazo (meses)", 6)
    set_cell(path, "RET-N-05", "Plazo (meses)", 7)
    edit(accion(seed, "RET-N-02"), "plazo_meses: por_definir", "plazo_meses: pronto")
    edit(accion(seed, "RET-N-05"), "grupo: g1-retorno", "grupo: g9-nada")
    edit(accion(seed, "RET-N-06"), "texto:", "texto: [")
    outcome = rutaplan("import", str(path), "--si", cwd=seed)
    assert "RET-N-04, plazo_meses" in outcome.out
    assert "el plan no tiene la acción «RET-N-06»: su archivo no se puede leer" in outcome.out
    assert "plazo_meses: 6\n" in accion(seed, "RET-N-04").read_text(encoding="utf-8")
    assert "plazo_meses: 7\n" in accion(seed, "RET-N-05").read_text(encoding="utf-8")


def test_a_row_that_somebody_adds_to_the_word_paper_is_new(seed: Path, rutaplan: Rutaplan) -> None:
    path = paper(seed, "matriz.docx")
    document = Document(str(path))
    cells = document.tables[1].add_row().cells
    cells[1].text, cells[2].text = "Publicar una guía común.", "6 meses"
    document.save(str(path))
    assert "RET-R-14, g1-retorno (tabla 2, fila 16)" in taken(rutaplan, seed, path).out
    assert "plazo_meses: 6\n" in accion(seed, "RET-R-14").read_text(encoding="utf-8")


def test_what_the_word_paper_asks_of_people_is_not_shown(seed: Path, rutaplan: Rutaplan) -> None:
    path = paper(seed, "pendientes.docx")
    document = Document(str(path))
    lines = next(table for table in document.tables if table.cell(0, 0).text == "Ponente")
    lines.cell(0, 1).paragraphs[0].text = "Ana Ejemplo"
    lines.cell(1, 1).add_paragraph("Luis Muestra, cónsul")
    document.save(str(path))
    before = snapshot(seed)
    out = taken(rutaplan, seed, path, code=1).out
    assert "lo escrito junto a «Ponente» se pasa a mano al plan" in out
    assert "1 línea sin leer en Participantes" in out
    assert "2 personales" in out
    assert "Ana" not in out
    assert "Muestra" not in out
    assert snapshot(seed) == before


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Honduras y México", "paises: [HN, MX]"),
        ("hn; MX", "paises: [HN, MX]"),
        ("todos", "paises: todos"),
        ("no aplica", "paises: no_aplica"),
        ("Atlántida", ""),
    ],
)
def test_what_a_workshop_asks_for_comes_back_too(
    seed: Path, rutaplan: Rutaplan, typed: str, written: str
) -> None:
    edit(
        seed / "data" / "taller.yaml",
        "exige: [plazo_meses, instituciones]",
        "exige: [plazo_meses, paises, producto]",
    )
    path = paper(seed, "pendientes.xlsx")
    set_cell(path, "RET-N-07", "Países", typed)
    set_cell(path, "RET-N-08", "Producto", "No consta")
    out = taken(rutaplan, seed, path, code=0 if written else 1).out
    assert written in accion(seed, "RET-N-07").read_text(encoding="utf-8")
    assert ("«Atlántida» no es un país de catalogos.yaml" in out) is not written
    assert "producto: no_consta\n" in accion(seed, "RET-N-08").read_text(encoding="utf-8")


def test_a_file_that_cannot_be_changed_cleanly_is_told(seed: Path, rutaplan: Rutaplan) -> None:
    path = paper(seed, "consolidada.xlsx")
    sheet = accion(seed, "RET-N-19")
    values = "id: RET-N-19, eje: retorno, nivel: nacional, grupo: g1-retorno"
    texto = next(each.texto for each in load(seed / "data")[0].acciones if each.id == "RET-N-19")
    sheet.write_text(
        f"{{{values}, texto: '{texto}', plazo_meses: por_definir, instituciones: [oim]}}\n", encoding="utf-8"
    )
    path = paper(seed, "consolidada.xlsx")
    set_cell(path, "RET-N-19", "Responsable", "OIM")
    set_cell(path, "RET-N-20", "Plazo (meses)", 5)
    before = snapshot(seed)
    out = taken(rutaplan, seed, path, code=1).out
    assert "RET-N-19, responsable: " in out
    assert list(changed_lines(before, snapshot(seed))) == ["acciones/retorno/RET-N-20.yaml"]


def test_a_sheet_without_its_fingerprints_is_still_a_table(seed: Path, rutaplan: Rutaplan) -> None:
    path = paper(filled(seed), "matriz.xlsx")
    set_cell(path, "RET-N-03", "Plazo (meses)", 9)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet.delete_cols(next(cell.column for cell in sheet[1] if cell.value == "Huella"))
    book.save(path)
    before = snapshot(seed)
    outcome = rutaplan("import", str(path), "--si", cwd=seed)
    assert "0 nuevas" in outcome.out
    assert "Cómo se llena" not in outcome.out
    assert set(changed_lines(before, snapshot(seed))) <= {"acciones/retorno/RET-N-03.yaml"}


@pytest.mark.parametrize("order", [(1, 2, 0), (1, 0, 2), (2, 0, 1)])
def test_a_text_written_over_another_in_a_sorted_column_is_not_taken(
    seed: Path, rutaplan: Rutaplan, order: tuple[int, ...]
) -> None:
    """The row may be the other action's: a second import of the same sheet would change yet another one."""
    path = paper(filled(seed), "matriz.xlsx")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    column = next(cell.column for cell in sheet[1] if cell.value == "Acción estratégica")
    texts = [sheet.cell(row, column).value for row in (2, 3, 4)]
    for row, at in enumerate(order):
        sheet.cell(2 + row, column).value = texts[at]
    sheet.cell(2, column).value = "Abrir una oficina en cada frontera."
    book.save(path)
    before = snapshot(seed)
    outs = [taken(rutaplan, seed, path, code=1).out for _ in range(2)]
    assert "RET-N-01, texto: su texto está en la fila de RET-N-0" in outs[0]
    assert (changed_lines(before, snapshot(seed)), outs[0]) == ({}, outs[1])


def test_one_column_sorted_alone_is_not_taken(seed: Path, rutaplan: Rutaplan) -> None:
    path = paper(filled(seed), "matriz.xlsx")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    column = next(cell.column for cell in sheet[1] if cell.value == "Acción estratégica")
    were = [str(sheet.cell(row, column).value) for row in range(2, sheet.max_row + 1)]
    texts = sorted(were)
    stayed = {
        f"acciones/retorno/{sheet.cell(row, 1).value}.yaml"
        for row, (was, now) in enumerate(zip(were, texts, strict=True), 2)
        if was == now
    }
    plazo = next(cell.column for cell in sheet[1] if cell.value == "Plazo (meses)")
    for row, text in enumerate(texts, 2):
        sheet.cell(row, column).value = text
        sheet.cell(row, plazo).value = row
    book.save(path)
    before = snapshot(seed)
    outcome = taken(rutaplan, seed, path, code=1)
    assert "si se ordenó una sola columna, deshágalo" in outcome.out
    assert changed_lines(before, snapshot(seed)).keys() <= stayed, "an answer may be the other action's"


def test_an_id_that_is_only_mentioned_is_not_given_again(seed: Path, rutaplan: Rutaplan) -> None:
    edit(accion(seed, "RET-N-01"), "grupo: g1-retorno", "grupo: g1-retorno  # antes, RET-N-30")
    path = seed / "nueva.csv"
    path.write_text("Acción,Nivel\nAbrir una ventanilla nueva.,Nacional\n", encoding="utf-8")
    assert "RET-N-31" in taken(rutaplan, seed, path).out
    made = rutaplan("new", "--eje", "retorno", "--nivel", "nacional", "--si", cwd=seed)
    assert made.out.endswith("RET-N-32\n")


@pytest.mark.parametrize("between", ["", "Observación del grupo", None])
def test_a_word_paper_cut_in_two_is_read_whole(
    seed: Path, rutaplan: Rutaplan, tmp_path: Path, between: str | None
) -> None:
    """What «Dividir tabla» leaves: the rest has no titles, and its rows bear their ids."""
    document = Document(str(paper(seed, "matriz.docx")))
    table = next(each for each in document.tables if len(each.rows) > 12)._tbl  # noqa: SLF001 - python-docx cuts no tables
    rest = copy.deepcopy(table)
    for row in rest.tr_lst[:10]:
        rest.remove(row)
    for row in table.tr_lst[10:]:
        table.remove(row)
    table.addnext(rest)
    if between is not None:
        rest.addprevious(document.add_paragraph(between)._p)  # noqa: SLF001 - nor moves paragraphs
    word_cell(document, "RET-N-15", 2).text = "9"  # type: ignore[attr-defined]
    document.save(str(tmp_path / "a.docx"))
    outcome = rutaplan("import", str(tmp_path / "a.docx"), "--si", cwd=seed)
    assert "1 cambiada (1 campo) · 32 iguales · 0 conflictos · 0 ausentes" in outcome.out, outcome.out
    assert outcome.code == bool(between)
    assert "plazo_meses: 9" in accion(seed, "RET-N-15").read_text(encoding="utf-8")


def test_the_contents_of_a_long_paper_are_known() -> None:
    plan = load(EJEMPLO)[0]
    (content,) = made(plan, "consolidada", "docx").values()
    document = read_document(content, "docx")
    known = PrintedLines(plan, lambda *_: [document], ("consolidada",))
    assert all(map(known, ("Contenido", "Nacional: 3 acciones …", "Nacional: 3 acciones\t7")))
    assert not known("Otra cosa …")
