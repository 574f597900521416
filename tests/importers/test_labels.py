"""What somebody wrote into a label, a title or an empty row is not known because of what stands around it."""

import csv
import io
from pathlib import Path

import pytest
from helpers.calls import SEED, Rutaplan
from helpers.papers import made, read
from helpers.typed import Book

FORM = [
    ["GRUPO 1: RETORNO"],
    ["Participantes:"],
    ["No.", "Nombre", "Cargo", "Institución", "Autorizo publicar mi nombre"],
    ["1", "Ana López", "Directora", "OIM", "☐"],
    ["2", "", "", "", "☐"],
    ["Ponente:", "Ana López"],
    ["", "A implementar a Nivel Nacional", "", ""],
    ["Eje de Trabajo:", "Acciones estratégicas", "Plazo (meses)", "Instituciones involucradas"],
    ["Retorno", "Dotar recurso humano.", "6", "OIM"],
]


def imported(plan: Path, rutaplan: Rutaplan, rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    (plan / "a.csv").write_text(text.getvalue(), encoding="utf-8")
    return rutaplan("import", "a.csv", "--simular", cwd=plan).out


# Where a word is put, and whether it may be somebody's name, which is counted and never shown.
PUT = {
    "in a title of people": (2, 1, "Nombre zorro", True),
    "in another title of people": (2, 3, "Institución zorro", True),
    "beside nobody's number": (4, 0, "2 zorro", True),
    "beside nobody's box": (4, 4, "☐ zorro", True),
    "in the bracket of who speaks": (5, 0, "Ponente (zorro):", True),
    "in the bracket of people": (1, 0, "Participantes (zorro):", True),
}


@pytest.mark.parametrize("name", PUT)
def test_a_word_is_told_or_counted(name: str, seed: Path, rutaplan: Rutaplan) -> None:
    row, column, text, is_personal = PUT[name]
    rows = [[*each] for each in FORM]
    before = imported(seed, rutaplan, rows)
    rows[row][column] = text
    out = imported(seed, rutaplan, rows)
    assert ("zorro" in out) != is_personal
    assert "1 línea sin leer en Participantes" in out
    assert "sin leer en Participantes" not in before


def test_a_bracket_of_the_header_is_told(seed: Path, rutaplan: Rutaplan) -> None:
    out = imported(seed, rutaplan, [["Objetivo (zorro): Elaborar una ruta."], *FORM])
    assert "zorro" in out.partition("No se lleva")[2]


@pytest.mark.parametrize("nth", range(0, 40, 8))
def test_what_is_typed_into_the_sheet_on_reading_is_told(seed: Path, rutaplan: Rutaplan, nth: int) -> None:
    """Its rows have two cells, as those have in which a paper asks a group for something."""
    book = Book(next(iter(made(read(SEED), "matriz", "xlsx").values())))
    cells = [each for each in book.cells() if each[0] == 2 and isinstance(each[2], str)]  # «Cómo leer»
    sheet, place, text = cells[nth % len(cells)]
    book.put(place, f"{text} zorro", sheet)
    (seed / "a.xlsx").write_bytes(book.content())
    assert "zorro" in rutaplan("import", "a.xlsx", "--simular", cwd=seed).out.partition("No se lleva")[2]
