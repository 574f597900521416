"""A field that a workshop adds, under «campos», is a field for every order that knows those of the form."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.calls import Outcome, Rutaplan, accion, edit

from rutaplan.load import load


@pytest.fixture
def own(seed: Path) -> Path:
    with (seed / "data/taller.yaml").open("a", encoding="utf-8") as sheet:
        sheet.write("campos: {presupuesto: {titulo: Presupuesto estimado}, area: {titulo: Área}}\n")
    for ident, text in (("RET-N-04", "10 mil"), ("RET-N-05", "por_definir")):
        with accion(seed, ident).open("a", encoding="utf-8") as sheet:
            sheet.write(f"otros: {{presupuesto: {text}}}\n")
    return seed


@pytest.mark.parametrize("word", ["presupuesto", "Presupuesto estimado", "PRESUPUESTO"])
def test_it_is_asked_for_by_its_id_and_by_its_title(own: Path, rutaplan: Rutaplan, word: str) -> None:
    def ids(*call: str) -> list[str]:
        return rutaplan("list", *call, "--formato", "ids", cwd=own).out.split()

    assert ids("--no-sin", word) == ["RET-N-04", "RET-N-05"]
    assert len(ids("--sin", word)) == 31
    assert "RET-N-05" in ids("--pendiente", word)
    assert "RET-N-04" not in ids("--pendiente", word)
    assert rutaplan("list", "--no-sin", word, "--columnas", f"id,{word}", cwd=own).out.splitlines() == [
        "Id        Presupuesto estimado",
        "──────────────────────────────",
        "RET-N-04  10 mil",
        "RET-N-05  por definir",
    ]
    assert rutaplan("status", "--no-sin", word, cwd=own).out.startswith("Solo: con presupuesto estimado.\n")


def test_a_csv_has_a_column_of_each(own: Path, rutaplan: Rutaplan) -> None:
    rows = {
        row["id"]: row
        for row in csv.DictReader(io.StringIO(rutaplan("list", "--formato", "csv", cwd=own).out))
    }
    assert [rows[f"RET-N-0{number}"]["presupuesto"] for number in (3, 4, 5)] == ["", "10 mil", "por_definir"]
    assert rows["RET-N-04"]["area"] == ""


def test_set_reaches_it_and_show_tells_it(own: Path, rutaplan: Rutaplan) -> None:
    assert rutaplan("set", "RET-N-06", "área=Frontera sur", "presupuesto=20 mil", "--si", cwd=own).code == 0
    assert rutaplan("set", "RET-N-04", "--quitar", "presupuesto", "--si", cwd=own).code == 0
    assert "otros" not in accion(own, "RET-N-04").read_text("utf-8")
    shown = rutaplan("show", "RET-N-06", cwd=own).out
    assert "\nPresupuesto estimado  20 mil\n" in shown
    assert "\nÁrea                  Frontera sur\n" in shown
    near = rutaplan("set", "RET-N-06", "presupeusto=3", cwd=own).err
    assert "lo más parecido es «presupuesto»" in near
    assert "no hay un campo" in rutaplan("set", "taller", "presupuesto=3", cwd=own).err


@pytest.mark.parametrize(
    ("call", "word"),
    [
        ("list --sin pres", "presupuesto"),
        ("list --pendiente pres", "presupuesto"),
        ("list --columnas id,pres", "id,presupuesto"),
        ("set RET-N-04 pres", "presupuesto="),
        ("set RET-N-04 --quitar pres", "presupuesto"),
    ],
)
def test_it_is_offered_to_who_types(own: Path, rutaplan: Rutaplan, call: str, word: str) -> None:
    out = rutaplan("__complete", *call.split(" "), cwd=own).out
    assert [line.split("\t")[:2] for line in out.splitlines()] == [["valor", word]]


@pytest.mark.parametrize("title", ["Plazo", "Acción", "Resultado esperado", "Fuente"])
def test_its_name_is_that_of_no_other(own: Path, rutaplan: Rutaplan, title: str) -> None:
    edit(own / "data/taller.yaml", "titulo: Área", f"titulo: {title}")
    assert ("REF03" in rutaplan("validate", cwd=own).out) is (title != "Fuente")


def returned(
    rutaplan: Rutaplan, plan: Path, change: Callable[[list[dict[str, str]]], object], *more: str
) -> Outcome:
    """What import says of the CSV of the matriz, once somebody has changed its rows."""
    assert rutaplan("render", "matriz", "--formato", "csv", cwd=plan).code == 0
    rows = [*csv.DictReader(io.StringIO((plan / "salida/matriz.csv").read_text("utf-8-sig")))]
    titles = [*rows[0]]
    change(rows)
    with (plan / "vuelve.csv").open("w", encoding="utf-8", newline="") as sheet:
        writer = csv.DictWriter(sheet, titles, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return rutaplan("import", "vuelve.csv", "--si", *more, cwd=plan)


@pytest.mark.parametrize("name", ["matriz", "consolidada", "formulario"])
@pytest.mark.parametrize("formato", ["csv", "xlsx"])
def test_a_sheet_that_nobody_changed_changes_nothing(
    own: Path, rutaplan: Rutaplan, name: str, formato: str
) -> None:
    assert rutaplan("render", name, "--formato", formato, cwd=own).code == 0
    (paper,) = (own / "salida").glob(f"{name}*.{formato}")
    done = rutaplan("import", str(paper), "--si", cwd=own)
    assert (done.code, "0 nuevas · 0 cambiadas · 33 iguales" in done.out) == (0, True), done.out


def test_what_people_write_in_a_sheet_comes_back(own: Path, rutaplan: Rutaplan) -> None:
    def fill(rows: list[dict[str, str]]) -> None:
        rows[0]["Presupuesto estimado"], rows[4]["Presupuesto estimado"] = "5 mil", "6 mil"
        rows[0]["Área"] = "Frontera sur"
        place = {key: rows[0][key] for key in ("Eje", "Nivel", "Grupo")}
        rows.append({**place, "Acción estratégica": "Abrir una ventanilla única.", "Área": "Frontera norte"})

    done = returned(rutaplan, own, fill)
    assert (done.code, "1 nueva · 2 cambiadas (3 campos)" in done.out) == (0, True), done.out
    otros = {each.id: each.otros for each in load(own / "data")[0].acciones if each.otros}
    assert otros == {
        "RET-N-01": {"presupuesto": "5 mil", "area": "Frontera sur"},
        "RET-N-04": {"presupuesto": "10 mil"},
        "RET-N-05": {"presupuesto": "6 mil"},
        "RET-N-21": {"area": "Frontera norte"},
    }


def test_no_sheet_takes_back_what_the_plan_says_by_now(own: Path, rutaplan: Rutaplan) -> None:
    """No fingerprint tells that such a field changed after the sheet was made: somebody must choose."""

    def rewrite(rows: list[dict[str, str]]) -> None:
        rows[3]["Presupuesto estimado"] = "99 mil"

    def erase(rows: list[dict[str, str]]) -> None:
        rows[3]["Presupuesto estimado"] = ""

    done = returned(rutaplan, own, rewrite)
    assert (done.code, "RET-N-04, otros.presupuesto" in done.out) == (1, True), done.out
    assert "plan:  «10 mil»\n    papel: «99 mil»" in done.out
    assert "nada se borra" in returned(rutaplan, own, erase).out
    assert "10 mil" in accion(own, "RET-N-04").read_text("utf-8")
    assert returned(rutaplan, own, rewrite, "--preferir", "papel").code == 0
    assert "99 mil" in accion(own, "RET-N-04").read_text("utf-8")


def test_a_column_is_given_to_it_by_the_call(own: Path, rutaplan: Rutaplan) -> None:
    sheet = "Acción,Nivel,Eje,Grupo,Lo que vale\nAbrir una ventanilla única.,Nacional,Retorno,1,9 mil\n"
    (own / "a.csv").write_text(sheet, "utf-8")
    done = rutaplan("import", "a.csv", "--columna", "Presupuesto estimado=Lo que vale", "--si", cwd=own)
    assert (done.code, "presupuesto: «9 mil»" in done.out) == (0, True), done.out
    assert "9 mil" in accion(own, "RET-N-21").read_text("utf-8")


def test_a_field_that_no_fingerprint_covers_is_no_proof(seed: Path, rutaplan: Rutaplan) -> None:
    """A sheet of what was to be decided, and the plan has decided since."""
    edit(
        seed / "data/taller.yaml",
        "exige: [plazo_meses, instituciones",
        "exige: [producto, plazo_meses, instituciones",
    )
    assert rutaplan("render", "pendientes", "--formato", "csv", cwd=seed).code == 0
    paper = (seed / "salida/pendientes.csv").read_text("utf-8-sig")
    rows = [*csv.DictReader(io.StringIO(paper))]
    rows[0]["Producto"] = "Una guía."
    with (seed / "vuelve.csv").open("w", encoding="utf-8", newline="") as sheet:
        writer = csv.DictWriter(sheet, [*rows[0]])
        writer.writeheader()
        writer.writerows(rows)
    assert rutaplan("set", "RET-N-01", "producto=Un manual.", "--si", cwd=seed).code == 0
    done = rutaplan("import", "vuelve.csv", "--si", cwd=seed)
    assert (done.code, "plan:  «Un manual.»\n    papel: «Una guía.»" in done.out) == (1, True), done.out
