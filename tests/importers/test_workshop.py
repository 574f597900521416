"""What a form says of the workshop goes into taller.yaml where nobody has said it, and is told where it differs."""

from datetime import date
from pathlib import Path

import pytest
from helpers.calls import SEED, Rutaplan
from helpers.forms import TEXTO, Forma, save
from helpers.papers import read
from test_form import taken

from rutaplan.importers.meanings.column_titles import Titles
from rutaplan.importers.meanings.days import whole_day
from rutaplan.importers.meanings.values import Values
from rutaplan.importers.pieces import Piece
from rutaplan.importers.recognisers.reading import Notes
from rutaplan.importers.recognisers.workshop import Workshop
from rutaplan.load import load
from rutaplan.model import Taller


def said(label: str, text: str, *, beside: bool = True) -> tuple[dict[str, object], bool]:
    """What a line says, by field; and whether some of it is told."""
    plan, notes = read(SEED), Notes()
    workshop = Workshop(plan, Titles(plan), Values(plan), notes)
    workshop.read(label, Piece(text, "línea 1"), beside=beside)
    return {str(fact.loc[0]): fact.value for fact in workshop.facts}, bool(notes.told)


def both(start: str, end: str = "") -> dict[str, object]:
    return {"fecha_inicio": start, "fecha_fin": end or start}


CERTAIN = {
    "12 de marzo de 2025": both("2025-03-12"),
    "miércoles 12 de marzo del 2025": both("2025-03-12"),
    "12 al 14 de marzo de 2025": both("2025-03-12", "2025-03-14"),
    "del 12 al 14 de marzo, 2025": both("2025-03-12", "2025-03-14"),
    "12-14 marzo 2025": both("2025-03-12", "2025-03-14"),
    "12, 13 y 14 de marzo de 2025": both("2025-03-12", "2025-03-14"),
    "1º de setiembre de 2025": both("2025-09-01"),
    "30 de marzo al 2 de abril de 2025": both("2025-03-30", "2025-04-02"),
    "del 30 de diciembre de 2024 al 2 de enero de 2025": both("2024-12-30", "2025-01-02"),
    "March 12-14, 2025": both("2025-03-12", "2025-03-14"),
    "March 12, 2025": both("2025-03-12"),
    "2025-03-12": both("2025-03-12"),
    "2025-03-12 al 2025-03-14": both("2025-03-12", "2025-03-14"),
    "25/03/2025": both("2025-03-25"),
    "03/03/2025": both("2025-03-03"),
    "3/25/2025": both("2025-03-25"),
}
UNCERTAIN = (
    "3/4/2025", "marzo de 2025", "12 de marzo", "30 de febrero de 2025", "14 al 12 de marzo de 2025", "2025-02-30",
    "25/03/25", "la semana próxima", "13/13/2025",
)  # fmt: skip


@pytest.mark.parametrize("text", CERTAIN)
def test_a_date_that_is_certain_is_taken(text: str) -> None:
    assert said("fecha", text) == (CERTAIN[text], False)
    facts, told = said("lugar_fecha", f"Tegucigalpa, Honduras, {text}")
    assert (facts, told) == ({**CERTAIN[text], "ciudad": "Tegucigalpa", "pais": "HN"}, False)


@pytest.mark.parametrize("text", UNCERTAIN)
def test_a_date_that_is_not_certain_is_told(text: str) -> None:
    assert said("fecha", text) == ({}, True)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-06-30", date(2027, 6, 30)),
        ("2027-06-30 00:00:00", date(2027, 6, 30)),
        ("30/06/2027", date(2027, 6, 30)),
        ("6/30/2027", date(2027, 6, 30)),
        ("30 de Junio de 2027", date(2027, 6, 30)),
        ("5/1/2027", None),
        ("30 de junio de 2027, o antes", None),
        ("del 29 al 30 de junio de 2027", None),
    ],
)
def test_a_day_that_a_spreadsheet_turned_is_read_if_it_has_one_meaning(text: str, day: date | None) -> None:
    assert whole_day(text) == day


PLACES = {
    "Tegucigalpa": {"ciudad": "Tegucigalpa"},
    "San Pedro Sula, Honduras": {"ciudad": "San Pedro Sula", "pais": "HN"},
    "Panamá, Panamá": {"ciudad": "Panamá", "pais": "PA"},
    "En Ciudad de México (México)": {"ciudad": "Ciudad de México", "pais": "MX"},
    "Costa Rica": {"pais": "CR"},
    "Hotel Real, San José, Costa Rica": {"ciudad": "San José", "pais": "CR"},
}


@pytest.mark.parametrize("text", PLACES)
def test_a_city_and_its_country(text: str) -> None:
    assert said("lugar", text)[0] == PLACES[text]


@pytest.mark.parametrize("text", ["Hotel Real Intercontinental", "Sala 3", "Choloma, Cortés", "Zoom"])
def test_what_is_no_city_is_told(text: str) -> None:
    assert said("lugar", text) == ({}, True)


def test_a_line_under_an_empty_label_is_a_place_only_if_it_says_so() -> None:
    assert said("lugar_fecha", "Planteamiento de acciones", beside=False) == ({}, False)
    assert (
        said("lugar_fecha", "San José, Costa Rica", beside=False)[0]
        == PLACES["Hotel Real, San José, Costa Rica"]
    )


def taller_of(folder: Path) -> Taller:
    plan, diagnostics = load(folder / "data")
    assert not diagnostics
    return plan.taller


def with_line(path: Path, *lines: str) -> Path:
    text = TEXTO.read_text(encoding="utf-8")
    title, rest = text.split("\n", 1)
    path.write_text("\n".join((title, *lines, rest)), encoding="utf-8")
    return path


def test_place_and_date_and_who_organises(empty: Path, tmp_path: Path, rutaplan: Rutaplan) -> None:
    lines = "Lugar y fecha: Tegucigalpa, Honduras, del 12 al 14 de marzo de 2025", "Organiza: OIM y ACNUR"
    path = with_line(tmp_path / "f.txt", *lines)
    out = taken(rutaplan, empty, path)
    assert "ciudad (línea 2)" in out
    taller = taller_of(empty)
    assert (taller.ciudad, taller.pais, taller.organiza) == ("Tegucigalpa", "HN", ("oim", "acnur"))
    assert (str(taller.fecha_inicio), str(taller.fecha_fin)) == ("2025-03-12", "2025-03-14")
    assert "0 nuevas · 0 cambiadas" in taken(rutaplan, empty, path)
    other = with_line(tmp_path / "g.txt", "Lugar y fecha: Managua, Nicaragua, 15 de marzo de 2025")
    out = taken(rutaplan, empty, other, code=1)
    for campo in ("ciudad", "pais", "fecha_inicio", "fecha_fin"):
        assert f"taller, {campo} (línea 2): el plan ya dice otra cosa" in out
    assert taller_of(empty) == taller


def test_a_table_of_labels_over_the_form(empty: Path, tmp_path: Path, rutaplan: Rutaplan) -> None:
    from docx import Document

    path = save(tmp_path / "formulario.docx", Forma())
    document = Document(str(path))
    table = document.add_table(0, 2)
    for texts in (("Lugar:", "San José, Costa Rica"), ("Fecha:", "3/4/2025")):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    document.element.body.insert(0, table._element)  # noqa: SLF001 - python-docx adds tables only at the end
    document.save(str(path))
    out = taken(rutaplan, empty, path, code=1)
    assert "no se sabe con certeza la fecha" in out
    assert "«3/4/2025»" in out
    assert (taller_of(empty).ciudad, taller_of(empty).pais) == ("San José", "CR")


def test_column_headings_where_the_plan_has_none(empty: Path, rutaplan: Rutaplan) -> None:
    path = empty / "data" / "taller.yaml"
    real = path.read_text(encoding="utf-8")
    lines = real.splitlines(keepends=True)
    heads = ("columnas:", "acciones:", "plazo:", "instituciones:")
    path.write_text("".join(line for line in lines if not line.strip().startswith(heads)), encoding="utf-8")
    assert all(nivel.columnas is None for nivel in taller_of(empty).niveles)
    taken(rutaplan, empty, TEXTO)
    assert path.read_text(encoding="utf-8") == real
    path.write_text(real.replace("plazo: Plazo (Meses)", "plazo: por_definir"), encoding="utf-8")
    taken(rutaplan, empty, TEXTO)
    assert path.read_text(encoding="utf-8") == real


def test_column_headings_of_a_nivel_between_braces(empty: Path, rutaplan: Rutaplan) -> None:
    path = empty / "data" / "taller.yaml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("  - id: nacional"), text.index("  - id: regional")
    flow = '  - {id: nacional, sigla: "N", nombre: Nacional, encabezado: A implementar a Nivel Nacional}\n'
    path.write_text(text[:start] + flow + text[end:], encoding="utf-8")
    columnas = taller_of(empty).niveles[1].columnas
    taken(rutaplan, empty, TEXTO)
    assert taller_of(empty).niveles[0].columnas
    assert taller_of(empty).niveles[1].columnas == columnas
    assert path.read_text(encoding="utf-8").startswith(text[:start] + flow.rstrip()[:-1])


def test_headings_that_differ_are_said(empty: Path, tmp_path: Path, rutaplan: Rutaplan) -> None:
    text = TEXTO.read_text(encoding="utf-8").replace("Acciones estratégicas", "Acciones propuestas", 1)
    path = tmp_path / "f.txt"
    path.write_text(
        text.replace("A implementar a nivel regional", "Nivel regional de acción"), encoding="utf-8"
    )
    before = (empty / "data" / "taller.yaml").read_bytes()
    out = taken(rutaplan, empty, path)
    assert "la columna «Acciones propuestas» se llama «Acciones estratégicas» en el plan" in out
    assert "el encabezado «Nivel regional de acción» es «A implementar a nivel regional» en el plan" in out
    assert (empty / "data" / "taller.yaml").read_bytes() == before


@pytest.mark.parametrize("minutes", ["7", "siete", "siete (7)"])
def test_minutes_that_differ_are_told(empty: Path, tmp_path: Path, rutaplan: Rutaplan, minutes: str) -> None:
    path = empty / "data" / "taller.yaml"
    text = path.read_text(encoding="utf-8")
    real = next(line for line in text.splitlines() if line.startswith("dinamica:"))
    path.write_text(
        text.replace(real, "dinamica: por_definir").replace("  - dice: r", "  - dice: r"), encoding="utf-8"
    )
    form = tmp_path / "f.txt"
    form.write_text(
        TEXTO.read_text(encoding="utf-8").replace("de 5 minutos", f"de {minutes} minutos"), encoding="utf-8"
    )
    out = taken(rutaplan, empty, form, code=1)
    assert "el documento da 7 minutos, y plenaria.minutos de taller.yaml dice 5" in out
    assert f"de {minutes} minutos" in str(taller_of(empty).dinamica)


def test_a_fresh_plan_takes_the_whole_header(tmp_path: Path, rutaplan: Rutaplan) -> None:
    call = ("--eje", "Retorno", "--nivel", "Nacional", "--nivel", "Regional", "--si")
    assert rutaplan("init", "plan", *call, cwd=tmp_path).code == 0
    folder = tmp_path / "plan"
    path = with_line(
        tmp_path / "f.txt", "Taller: Taller de prueba", "Lugar y fecha: San José, 12 de marzo de 2025"
    )
    taken(rutaplan, folder, path)
    real, taller = read(SEED).taller, taller_of(folder)
    for campo in ("titulo", "objetivo", "dinamica"):
        assert getattr(taller, campo) == getattr(real, campo)
    assert [each.encabezado for each in taller.niveles] == [each.encabezado for each in real.niveles]
    assert [each.columnas for each in taller.niveles] == [each.columnas for each in real.niveles]
    assert taller.ejes[0].encabezado == real.ejes[0].encabezado
    assert (taller.nombre, taller.ciudad, str(taller.fecha_fin)) == (
        "Taller de prueba",
        "San José",
        "2025-03-12",
    )
    assert "0 nuevas · 0 cambiadas" in taken(rutaplan, folder, path)


def test_what_two_groups_say_of_one_workshop_is_taken_once(
    empty: Path, tmp_path: Path, rutaplan: Rutaplan
) -> None:
    places = ("Lugar y fecha: San José, 12 de marzo de 2025", "Lugar y fecha: San José, 13 de marzo de 2025")
    out = taken(rutaplan, empty, with_line(tmp_path / "f.txt", *places), code=1)
    assert "fecha_inicio: el documento ya dice «2025-03-12» más arriba" in out
    assert (taller_of(empty).ciudad, str(taller_of(empty).fecha_fin)) == ("San José", "2025-03-12")
