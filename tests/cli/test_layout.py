"""Tables and paragraphs: as wide as the terminal, whole, and right for letters of any width."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rutaplan.cli.layout import table, wrap
from rutaplan.printable import cell_len, printable

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
ODD = ("日本", "e\u0301", "\u2764\ufe0f", FAMILY, "\U0001f44b\U0001f3fd", "\U0001f1ed\U0001f1f3", "ｱ", "—«»")
words = st.text("abcdeñÁ.", min_size=1, max_size=12) | st.sampled_from(ODD)
texts = st.lists(words, max_size=8).map(" ".join) | st.text("ab日\u0301\U0001f469\u200d\n\t ", max_size=30)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0), ("acción", 6), ("«así» — “no”…", 13), ("日本", 4), ("n\u0303", 1), ("ｱｲ", 2), ("한국", 4),
        (FAMILY, 2), ("\u2764\ufe0f!", 3), ("\U0001f44b\U0001f3fd", 2), ("\U0001f1ed\U0001f1f3", 2), ("\u00a0", 1),
    ],
)  # fmt: skip
def test_how_many_cells_a_text_takes(text: str, cells: int) -> None:
    assert cell_len(text) == cells


def test_a_table() -> None:
    rows = [
        ("RET-N-01", "Revisar los marcos jurídicos y publicarlos.", "6 meses"),
        ("日本", "e\u0301a", "👋🏽"),
    ]
    assert table(("Id", "Acción", "Plazo"), rows, 43, wide="Acción").split("\n") == [
        "Id        Acción                    Plazo",
        "───────────────────────────────────────────",
        "RET-N-01  Revisar los marcos        6 meses",
        "          jurídicos y publicarlos.",
        "日本      e\u0301a                        👋🏽",
        "",
    ]


def test_a_word_longer_than_its_column_goes_on_below_and_no_letter_is_cut_in_two() -> None:
    assert wrap("ver https://ejemplo.org/abc y ya", 10) == ["ver", "https://ej", "emplo.org/", "abc y ya"]
    assert wrap("日本語", 5) == ["日本", "語"]
    assert wrap(FAMILY * 3, 4) == [FAMILY * 2, FAMILY]
    assert wrap("e\u0301" * 3, 2) == ["e\u0301" * 2, "e\u0301"]


def test_a_column_of_words_gives_way_before_a_word_is_broken() -> None:
    row = ("consolidada", "csv, docx, html, md, pdf, xlsx", "todos los grupos en una tabla, con cuentas")
    lines = table(("Documento", "Formatos", "Qué es"), [row], 40, wide="Qué es").split("\n")
    assert lines[2] == "consolidada  csv,      todos los grupos"
    assert max(map(cell_len, lines)) <= 40


def seen(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(texts, st.integers(2, 30))
def test_a_paragraph_is_whole_and_fits(text: str, width: int) -> None:
    lines = wrap(text.expandtabs(), width)
    assert seen("".join(lines)) == seen(text)
    assert max(map(cell_len, lines)) <= width
    longest = max(map(cell_len, text.split()), default=0)
    if longest <= width:
        assert [word for line in lines for word in line.split()] == text.split()


@given(
    st.integers(1, 4).flatmap(lambda n: st.lists(st.tuples(*[texts] * n), max_size=4)), st.integers(40, 90)
)
def test_a_table_is_whole_and_fits(rows: list[tuple[str, ...]], width: int) -> None:
    assume(rows)
    headings = ("Id", "Acción", "Plazo", "Instituciones")[: len(rows[0])]
    lines = table(headings, rows, width, wide="Acción").rstrip("\n").split("\n")
    assert max(map(cell_len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)
    cells = [[printable(cell).expandtabs() for cell in row] for row in rows]
    if re.fullmatch("─+", lines[1] if len(lines) > 1 else ""):
        told = "".join((*headings, *(cell for row in cells for cell in row)))
    else:  # side by side there was no room: a line for each that says something
        pairs = [zip(headings[1:], row[1:], strict=True) for row in cells]
        told = "".join(
            [*(row[0] for row in cells), *(f"{name}:{cell}" for row in pairs for name, cell in row if cell)]
        )
    assert sorted(seen("".join(lines)).replace("─", "")) == sorted(seen(told))
