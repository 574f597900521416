"""Anybody's table: columns known by their names, values as people write them."""

import io
from pathlib import Path

import pytest
from docx import Document
from helpers.calls import SEED, Rutaplan, accion, edit
from openpyxl import Workbook

from rutaplan.importers.meses import read_meses
from rutaplan.importers.nombres import Nombres
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
    assert outcome.code == 0, outcome.out + outcome.err
    assert "«Acciones estratégicas»: texto\n" in outcome.out
    assert "«Costo»: no se lee\n" in outcome.out
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
    text = "Qué haremos,Dónde,Cuándo\nAbrir una ventanilla única.,nacional,6\n"
    path = saved(tmp_path, "propia.csv", text.encode())
    refused = rutaplan("import", path, cwd=seed)
    assert refused.code == 2
    assert "Diga cuál es con --columna texto=TÍTULO" in refused.err
    options = ["--columna", "texto=Qué haremos", "--columna", "nivel=Dónde", "--columna", "Plazo=cuando"]
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
    assert rutaplan("import", path, "--columna", "texto=Acción", "--si", cwd=seed).code == 0
    assert "Abrir una ventanilla única." in accion(seed, "RET-N-21").read_text(encoding="utf-8")


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


def test_a_new_id_is_never_one_that_was(seed: Path, rutaplan: Rutaplan, tmp_path: Path) -> None:
    accion(seed, "RET-R-13").unlink()
    edit(accion(seed, "RET-N-03"), "grupo: g1-retorno", "grupo: g1-retorno\ndepende_de: [RET-R-17]")
    text = "Acción,Nivel\nAbrir una ventanilla única.,regional\n"
    outcome = rutaplan("import", saved(tmp_path, "a.csv", text.encode()), "--simular", cwd=seed)
    assert "RET-R-18, g1-retorno (fila 2)" in outcome.out


@pytest.mark.parametrize(
    ("typed", "meses", "rango"),
    [
        ("6", 6, ""), ("6 meses", 6, ""), ("6 Meses.", 6, ""), ("1 mes", 1, ""), ("06", 6, ""), ("seis meses", 6, ""),
        ("medio año", 6, ""), ("1 año", 12, ""), ("un año", 12, ""), ("2 años", 24, ""), ("año y medio", 18, ""),
        ("dos años y medio", 30, ""), ("1,5 años", 18, ""), ("1 año y 6 meses", 18, ""), ("", "por_definir", ""),
        ("Por definir", "por_definir", ""), ("no_aplica", "no_aplica", ""), ("No consta", "no_consta", ""),
        ("12-18 meses", 18, "12-18 meses"), ("12 – 18", 18, "12 – 18"), ("de 6 a 12 meses", 12, "de 6 a 12 meses"),
        ("entre 1 y 2 años", 24, "entre 1 y 2 años"), ("6 meses a 1 año", 12, "6 meses a 1 año"),
    ],
)  # fmt: skip
def test_months_as_people_write_them(typed: str, meses: int | str, rango: str) -> None:
    read = read_meses(typed)
    assert (read.meses, read.rango, read.duda) == (meses, rango, "")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("corto plazo", "horizonte"), ("mediano", "horizonte"), ("A largo plazo", "horizonte"), ("90 días", "no es un número"),
        ("2027-12-18 00:00:00", "parece una fecha"), ("18/12/2027", "parece una fecha"), ("pronto", "no es un número"), ("0", "fuera de 1 a 120"),
        ("121", "fuera de 1 a 120"), ("11 años", "fuera de 1 a 120"), ("6.5", "no son meses enteros"),
        ("18-12", "rango"), ("6-6", "rango"), ("1e3", "no es un número"), ("seis o siete", "no es un número"),
        ("-6", "no es un número"), ("９", "no es un número"),
    ],
)  # fmt: skip
def test_months_that_are_none(typed: str, reason: str) -> None:
    read = read_meses(typed)
    assert (read.meses, reason in read.duda) == ("", True), read


NOMBRES = Nombres(load(SEED)[0])


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("hn-inm", ("hn-inm",)), ("INM (Honduras); OIM", ("hn-inm", "oim")), ("INM Honduras y OIM", ("hn-inm", "oim")),
        ("inm de méxico, oim", ("mx-inm", "oim")), ("INM HN/ACNUR", ("hn-inm", "acnur")), ("OIM\nACNUR", ("oim", "acnur")),
        ("Inmigración, Refugiados y Ciudadanía de Canadá y OIM", ("ca-ircc", "oim")), ("OIM; oim", ("oim",)),
        ("Dirección General de Migración y Extranjería de Costa Rica", ("cr-dgme",)), ("OIM; por_definir", ("oim", "por_definir")),
        ("Consejo Nacional de Migracion", ("cr-cnm",)), ("no aplica", ("no_aplica",)), ("", ()),
    ],
)  # fmt: skip
def test_institutions_as_people_write_them(typed: str, ids: tuple[str, ...]) -> None:
    assert NOMBRES.read(typed) == type(NOMBRES.read(""))(ids)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("INM", "«INM» es de varias: hn-inm, mx-inm, do-inm; diga de qué país"),
        ("Instituto Nacional de Migración", "es de varias: hn-inm, mx-inm, do-inm"),
        ("OIMM", "«OIMM» no está en instituciones.yaml; la más parecida es «OIM» (oim)"),
        ("OIM y Ministerio Inventado", "«Ministerio Inventado» no está"),
        ("INM Panamá", "«INM Panamá» no está"),
        ("Cancillería", "«Cancillería» no está"),
        ("OIM ACNUR", "«OIM ACNUR» no está"),
    ],
)
def test_institutions_that_are_not_known_for_certain_are_no_ids(typed: str, said: str) -> None:
    read = NOMBRES.read(typed)
    assert read.ids == ()
    assert said in "; ".join(read.dudas)
