"""The directory goes out by country and comes back: what is still so is dated, what is not is proposed."""

import csv
import io
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from helpers.calls import Rutaplan
from helpers.packages import cell, paragraph, row, run, table, word_file
from helpers.typed import type_rows

from rutaplan.load import load
from rutaplan.model import DOCUMENTOS, Institucion
from rutaplan.views.documents.directorio import build_directorio, planilla_directorio

CORTE = "2027-06-30"
CAJA = "Sigue así en junio de 2027"
CONTACTO = "retorno@inm.example.org"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the folder that all start from is kept once it was made."""
    return tmp_path_factory.mktemp("directorio") / "hecho"


@pytest.fixture
def plan(seed: Path, printed: Path, rutaplan: Rutaplan) -> Path:
    """The seed, with an office's address, and the directory of Honduras and El Salvador printed."""
    if not printed.exists():
        _print(seed, rutaplan)
        shutil.copytree(seed, printed)
    return shutil.copytree(printed, seed, dirs_exist_ok=True)


def _print(seed: Path, rutaplan: Rutaplan) -> None:
    assert rutaplan("set", "hn-inm", f"contacto={CONTACTO}", "--si", cwd=seed).code == 0
    call = ("render", "directorio", "--pais", "HN", "--pais", "SV", "--formato", "xlsx", "--formato", "csv")
    assert rutaplan(*call, "--formato", "docx", "--corte", CORTE, cwd=seed).code == 0


def bodies(plan: Path) -> Mapping[str, Institucion]:
    return load(plan / "data")[0].institucion_by_id


def fill(plan: Path, answers: Mapping[tuple[str, str], str], name: str = "hn") -> str:
    """Type into the sheet of a country; answers: by id and title."""
    path = shutil.copy(plan / "salida" / "directorio" / f"{name}.xlsx", plan / "lleno.xlsx")
    return type_rows(path, answers).name


@pytest.mark.parametrize("name", ["hn.xlsx", "hn.csv", "hn.docx", "sv.xlsx", "sv.csv", "sv.docx"])
def test_what_nobody_answered_changes_nothing(plan: Path, rutaplan: Rutaplan, name: str) -> None:
    before = (plan / "data" / "instituciones.yaml").read_bytes()
    done = rutaplan("import", f"salida/directorio/{name}", "--si", cwd=plan)
    assert (done.code, "0 sin llevar" in done.out) == (0, True), done.out
    assert done.out.splitlines()[-2] == "0 comprobadas · 0 cambiadas · 7 sin respuesta · 0 conflictos"
    assert (plan / "data" / "instituciones.yaml").read_bytes() == before


def test_a_box_dates_what_is_still_so_with_the_month_of_the_paper(plan: Path, rutaplan: Rutaplan) -> None:
    paper = fill(plan, {("hn-inm", CAJA): "sí", ("hn-sreci", CAJA): "x", ("hn-sedh", CAJA): "☒"})
    before = bodies(plan)
    done = rutaplan("import", paper, "--si", cwd=plan)
    assert done.code == 0, done.out
    assert "3 comprobadas · 0 cambiadas · 4 sin respuesta" in done.out
    assert "sigue por_verificar" in done.out  # of hn-sedh: a box is no source
    after = bodies(plan)
    changed = {ident for ident in after if after[ident] != before[ident]}
    assert changed == {"hn-inm", "hn-sreci", "hn-sedh"}
    for ident in changed:
        assert after[ident] == before[ident].model_copy(update={"comprobada": "2027-06"})
    again = rutaplan("import", paper, "--si", cwd=plan)
    assert (again.code, "0 comprobadas · 0 cambiadas · 7 sin respuesta" in again.out) == (0, True)


def test_what_is_written_over_is_proposed_and_proven(plan: Path, rutaplan: Rutaplan) -> None:
    answers = {
        ("hn-inm", "Nombre"): "Instituto Nacional de Migración y Extranjería",
        ("hn-inm", CAJA): "sí",
        ("hn-senaf", "Sigla"): "SENAF-HN",
        ("hn-senaf", "Tipo"): "Derechos humanos",
        ("hn-sedh", "Vigencia"): "desde 2018 hasta 2027-03; sucesora: SRECI (Honduras)",
        ("hn-rnp", "Contacto"): "https://rnp.example.org/contacto",
    }
    paper = fill(plan, answers)
    text = (plan / "data" / "instituciones.yaml").read_text("utf-8")
    shown = rutaplan("import", paper, "--simular", cwd=plan)
    assert shown.code == 0, shown.out
    assert "1 comprobada · 4 cambiadas (7 campos)" in shown.out
    assert "hn-sedh, sucesora" in shown.out
    assert (plan / "data" / "instituciones.yaml").read_text("utf-8") == text
    assert rutaplan("import", paper, "--si", cwd=plan).code == 0
    after = bodies(plan)
    assert (after["hn-inm"].nombre, after["hn-inm"].comprobada) == (answers["hn-inm", "Nombre"], "2027-06")
    assert (after["hn-senaf"].sigla, after["hn-senaf"].tipo) == ("SENAF-HN", "derechos_humanos")
    sedh = after["hn-sedh"]
    assert (sedh.vigente_desde, sedh.vigente_hasta, sedh.sucesora) == ("2018", "2027-03", "hn-sreci")
    assert after["hn-rnp"].contacto == "https://rnp.example.org/contacto"
    new = (plan / "data" / "instituciones.yaml").read_text("utf-8")
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        line for line in new.splitlines() if line.startswith("#")
    ]


TOLD = {
    ("hn-inm", "Fuente", "La ministra me lo dijo"): "fuente: no se lleva",
    ("hn-inm", "Contacto", ""): "rutaplan set hn-inm --quitar contacto",
    ("hn-inm", "Sigla", "no aplica"): "no es un valor de este campo",
    ("hn-inm", "Tipo", "Migracion"): "no es un tipo de institución",
    ("hn-inm", "Vigencia", "hace poco"): "vigencia: no se entiende",
    ("hn-inm", "Vigencia", "desde 2027-13"): "vigencia: no se entiende",
    ("hn-inm", "Vigencia", "desde 2014; sucesora: Nadie"): "vigencia: no se entiende",
    ("hn-dinaf", "Vigencia", "hasta 2023"): "ya no dice sucesora, y nada se borra",
    ("hn-inm", CAJA, "no"): "dice que ya no sigue así, y no qué cambió",
    ("hn-inm", CAJA, "quizá"): "no dice si sigue así",
    ("hn-inm", "Id", "hn-imn"): "el plan no tiene la institución «hn-imn»",
    ("hn-inm", "Id", "hn-rnp"): "está en más de una fila; no se lee ninguna",
    ("hn-inm", "Id", ""): "no tiene id",
    ("hn-inm", "Nombre", "x" * 201): "el texto es demasiado",
    ("hn-inm", "Vigencia", "desde 2014 hasta 2027; sucesora: hn-inm"): "",
}


@pytest.mark.parametrize(("ident", "title", "text"), [each for each in TOLD if TOLD[each]])
def test_what_is_not_taken_is_told_and_confirms_nothing(
    plan: Path, rutaplan: Rutaplan, ident: str, title: str, text: str
) -> None:
    answers = {(ident, CAJA): "sí", (ident, title): text}
    before = (plan / "data" / "instituciones.yaml").read_bytes()
    done = rutaplan("import", fill(plan, answers), "--si", cwd=plan)
    assert done.code == 1
    assert TOLD[ident, title, text] in done.out
    if "demasiado" not in TOLD[ident, title, text]:
        assert (plan / "data" / "instituciones.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "address", ["ana.perez@gmail.com", "ana arroba inm.gob.hn", "http://inm.gob.hn", "2230-1234"]
)
def test_an_address_that_is_no_office_s_is_neither_taken_nor_shown(
    plan: Path, rutaplan: Rutaplan, address: str
) -> None:
    done = rutaplan("import", fill(plan, {("hn-sreci", "Contacto"): address}), "--si", cwd=plan)
    assert (done.code, bodies(plan)["hn-sreci"].contacto) == (1, None)
    assert "hn-sreci, contacto: " in done.out
    assert address not in done.out + done.err
    assert "1 personal" in done.out


FOLLOWED = {
    "fuente: no se lleva; se cambia con rutaplan set": (
        ("Fuente", "Acuerdo 15 de 2027"), ("set", "hn-inm", "fuente=Acuerdo 15 de 2027"), {},
    ),
    "la celda quedó vacía, y nada se borra; para quitarlo, rutaplan set": (
        ("Contacto", ""), ("set", "hn-inm", "--quitar", "contacto"), {},
    ),
    "no tiene id; una institución nueva se agrega con: rutaplan set ID": (
        ("Id", ""), ("set", "hn-sesal", "nombre=Secretaría de Salud", "pais=HN", "tipo=salud"), {"Id": "hn-inm"},
    ),
    "escriba el de la oficina": (("Contacto", "ana@gmail.com"), (), {"Contacto": "oficina@inm.example.org"}),
}  # fmt: skip


@pytest.mark.parametrize("advice", FOLLOWED)
def test_who_follows_what_it_says_gets_the_row_in(plan: Path, rutaplan: Rutaplan, advice: str) -> None:
    (title, text), order, better = FOLLOWED[advice]
    paper = fill(plan, {("hn-inm", CAJA): "sí", ("hn-inm", title): text})
    told = rutaplan("import", paper, "--si", cwd=plan)
    assert (told.code, advice in told.out) == (1, True), told.out
    assert not order or rutaplan(*order, "--si", cwd=plan).code == 0
    paper = fill(plan, {("hn-inm", CAJA): "sí", ("hn-inm", title): text} | {
        ("hn-inm", each): value for each, value in better.items()
    })  # fmt: skip
    done = rutaplan("import", paper, "--si", cwd=plan)
    assert done.code == 0, done.out
    assert bodies(plan)["hn-inm"].comprobada == "2027-06"


def test_a_box_is_no_source(plan: Path, rutaplan: Rutaplan) -> None:
    done = rutaplan("import", fill(plan, {("hn-sedh", CAJA): "sí"}), "--si", cwd=plan)
    advice = "sigue por_verificar: si esto la verifica, cambie también confianza y fuente"
    assert (done.code, advice in done.out) == (0, True)
    order = ("set", "hn-sedh", "confianza=verificada", "fuente=Respuesta de la SEDH, junio de 2027", "--si")
    assert rutaplan(*order, cwd=plan).code == 0
    sedh = bodies(plan)["hn-sedh"]
    assert (sedh.confianza, sedh.comprobada) == ("verificada", "2027-06")


def test_where_the_plan_changed_since_nothing_is_overwritten(plan: Path, rutaplan: Rutaplan) -> None:
    paper = fill(plan, {("hn-inm", "Sigla"): "INAMI", ("hn-inm", CAJA): "sí"})
    assert rutaplan("set", "hn-inm", "nombre=Instituto Hondureño de Migración", "--si", cwd=plan).code == 0
    done = rutaplan("import", paper, "--si", cwd=plan)
    assert done.code == 1
    assert "1 conflicto" in done.out
    assert "el plan cambió después de hacer el papel" in done.out
    assert "no se da por comprobada" in done.out
    after = bodies(plan)["hn-inm"]
    assert (after.sigla, after.comprobada) == ("INM", None)
    assert rutaplan("import", paper, "--preferir", "papel", "--si", cwd=plan).code == 0
    after = bodies(plan)["hn-inm"]
    assert (after.sigla, after.nombre, after.comprobada) == (
        "INAMI",
        "Instituto Nacional de Migración",
        "2027-06",
    )


def test_a_table_that_somebody_typed_again_is_read_by_its_titles(plan: Path, rutaplan: Rutaplan) -> None:
    titles = ("Sigue así en JUNIO de 2027", "Contacto", "Id", "Sigla", "Observaciones")
    rows = (
        titles,
        ("[x]", CONTACTO, "HN-INM", "INM", "todo bien"),
        ("", "oficina@sreci.example.org", "hn-sreci", "SRECI", ""),
        ("x", "ana.perez@gmail.com", "hn-nadie", "NADIE", ""),
    )
    made = table("".join(row("".join(cell(paragraph(run(text))) for text in each)) for each in rows))
    (plan / "otro.docx").write_bytes(word_file(paragraph(run("Va la respuesta de Honduras.")) + made))
    done = rutaplan("import", "otro.docx", "--si", cwd=plan)
    assert done.code == 1
    for told in ("Va la respuesta de Honduras.", "Observaciones", "todo bien"):
        assert f"no se lee: «{told}»" in done.out
    assert "ana.perez" not in done.out
    assert bodies(plan)["hn-inm"].comprobada == "2027-06"
    assert bodies(plan)["hn-sreci"].contacto == "oficina@sreci.example.org"


def test_each_country_has_its_page_and_bodies_of_none_come_last(seed: Path) -> None:
    plan = replace(load(seed / "data")[0], corte=date.fromisoformat(CORTE))
    pages, sheets = build_directorio(plan, ()), planilla_directorio(plan, ())
    assert [*pages] == [*sheets] == [
        "bz", "ca", "cr", "sv", "us", "gt", "hn", "mx", "ni", "pa", "do", "regionales",
    ]  # fmt: skip
    assert sum(len(each.filas) for each in sheets.values()) == len(plan.institucion_by_id)
    assert [*build_directorio(plan, ["AR"])] == ["ar"]
    assert build_directorio(plan, ["AR"])["ar"].vacia == (
        "El directorio del plan no tiene instituciones de Argentina."
    )


def test_an_office_s_address_is_printed_in_the_directory_and_nowhere_else(
    plan: Path, rutaplan: Rutaplan
) -> None:
    """Of the papers that are made and of what orders print; the mail of a round has it too."""
    (sheet,) = ([*csv.DictReader(io.StringIO((plan / "salida/directorio/hn.csv").read_text("utf-8-sig")))],)
    assert [each["Contacto"] for each in sheet if each["Id"] == "hn-inm"] == [CONTACTO]
    order = ("set", "RET-N-01", "RET-R-01", "instituciones=hn-inm", "responsable=hn-inm", "plazo=6", "--si")
    assert rutaplan(*order, cwd=plan).code == 0
    calls = [
        ("show", "hn-inm"), ("show", "hn-inm", "--formato", "json"), ("show", "RET-N-01"), ("status",), ("validate",),
        *(("list", "--instituciones", "--formato", kind) for kind in ("tabla", "csv", "json", "ids")),
        *(("list", "--formato", kind) for kind in ("tabla", "csv", "json", "jsonl", "yaml")),
    ]  # fmt: skip
    assert not [call for call in calls if CONTACTO in rutaplan(*call, cwd=plan).out]
    names = [each for each in DOCUMENTOS if each != "directorio"]
    text = ("--formato", "html", "--formato", "md", "--formato", "csv")
    assert rutaplan("render", *names, *text, "-o", "otros", cwd=plan).code == 0
    made = [path for path in (plan / "otros").rglob("*") if path.is_file()]
    assert len(made) > 40
    assert not [path.name for path in made if CONTACTO.encode() in path.read_bytes()]
