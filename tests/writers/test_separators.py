"""What stands between the columns of a csv: a comma, or what the call says; and it comes back."""

import csv
import io
from pathlib import Path

import pytest
from helpers.calls import Rutaplan

SIGNS = {",": ",", ";": ";", "tab": "\t"}


@pytest.mark.parametrize("name", SIGNS)
def test_a_paper_is_separated_as_the_call_says_and_comes_back(
    seed: Path, rutaplan: Rutaplan, name: str
) -> None:
    assert rutaplan("render", "matriz", "--formato", "csv", "--separador", name, cwd=seed).code == 0
    path = seed / "salida" / "matriz.csv"
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = [*csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=SIGNS[name])]
    assert rows[0][:3] == ["Id", "Eje", "Nivel"]
    assert {len(row) for row in rows} == {len(rows[0])}
    outcome = rutaplan("import", str(path), "--si", cwd=seed)
    assert (outcome.code, "0 nuevas · 0 cambiadas" in outcome.out) == (0, True), outcome.out + outcome.err


@pytest.mark.parametrize("name", SIGNS)
def test_a_list_is_separated_as_the_call_says(seed: Path, rutaplan: Rutaplan, name: str) -> None:
    outcome = rutaplan(
        "list", "--formato", "csv", "--columnas", "id,texto,plazo", "--separador", name, cwd=seed
    )
    plain = rutaplan("list", "--formato", "csv", "--columnas", "id,texto,plazo", cwd=seed)
    rows = [*csv.reader(io.StringIO(outcome.out, newline=""), delimiter=SIGNS[name])]
    assert rows == [*csv.reader(io.StringIO(plain.out, newline=""))]


@pytest.mark.parametrize("call", [
    ("list", "--separador", ";"), ("list", "--formato", "json", "--separador", "tab"),
    ("render", "matriz", "--formato", "html", "--separador", ";"), ("render", "--separador", ";"),
])  # fmt: skip
def test_where_there_is_no_csv_it_is_a_mistake(seed: Path, rutaplan: Rutaplan, call: tuple[str, ...]) -> None:
    outcome = rutaplan(*call, cwd=seed)
    assert (outcome.code, outcome.out) == (2, "")
    assert "--separador es para csv: agregue --formato csv." in outcome.err


def test_other_signs_are_refused(seed: Path, rutaplan: Rutaplan) -> None:
    outcome = rutaplan("list", "--formato", "csv", "--separador", "x", cwd=seed)
    assert outcome.code == 2
    assert "--separador" in outcome.err
