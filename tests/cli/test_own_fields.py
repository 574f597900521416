"""A field that a workshop adds, under «campos», is a field for every order that knows those of the form."""

import csv
import io
from pathlib import Path

import pytest
from helpers.calls import Rutaplan, accion, edit


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
