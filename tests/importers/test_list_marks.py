"""The marks of lists, as people type them, taken off line by line; what could be a word stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.importers.meanings.marks import Marked, looks_marked, strip_mark, strip_marks, without_invisible

TEXT = "Revisar los marcos jurídicos."
NUMBERED = (
    "1.- ", "1.-", "1.– ", "1 .- ", "1) ", "1)", "1.) ", "1)- ", "1º ", "1°. ", "1º.- ", "1º) ", "1 - ", "1- ", "1 – ", "1. ",
    "1.", "1: ", "(1) ", "[1] ", "(1)", "a) ", "a)", "A) ", "a. ", "a.- ", "a- ", "a - ", "① ", "❶", "➊ ", "(a) ", "A.- ", "i. ", "i) ", "I) ", "I.- ", "(i) ", "• 1. ",
    "- 1) ", "- a) ", "\uf0b7 1.- ",
)  # fmt: skip
BULLETS = (
    "• ", "•", "· ", "·", "▪ ", "‣ ", "◦", "● ", "○ ", "■ ", "❖ ", "➢ ", "➢", "➤ ", "✓ ", "✔", "⮚ ", "⮚", "► ", "→ ", "⇒", "* ", "- ",
    "-", "– ", "–", "— ", "—", "-- ", "-> ", "=> ", "> ", "+ ", "o ", "Ø ", "ü ", "§ ", "\uf0b7 ", "\uf0a7", "\uf0d8  ", "\uf0fc ", "\uf02d ",
)  # fmt: skip


@pytest.mark.parametrize("mark", NUMBERED)
def test_a_number_or_a_letter_is_taken_off_and_counts(mark: str) -> None:
    assert strip_mark(mark + TEXT) == Marked(TEXT, 1, mark.strip())


@pytest.mark.parametrize("mark", BULLETS)
def test_a_bullet_is_taken_off(mark: str) -> None:
    assert strip_mark(mark + TEXT) == Marked(TEXT, 0, mark.strip())


@pytest.mark.parametrize(
    ("mark", "number"),
    [("12.- ", 12), ("24) ", 24), ("120. ", 120), ("ii. ", 2), ("iv) ", 4), ("IX. ", 9), ("xiv.- ", 14), ("b) ", 2), ("1.1. ", 0), ("2.3.1) ", 0)],
)  # fmt: skip
def test_a_mark_says_its_number(mark: str, number: int) -> None:
    assert strip_mark(mark + TEXT) == Marked(TEXT, number, mark.strip())


@pytest.mark.parametrize(
    "text",
    [
        "A nivel nacional, revisar.", "a la región", "2030 es el año de la Agenda.", "I+D en migración", "e) Revisar", "o revisar los marcos",
        "1.er semestre", "1er taller", "3.ª Conferencia", "2.º Congreso", "2.5 millones", "1.500 personas", "24/7 atención", "24-7 atención", "4-H clubes",
        "-6 meses", "15 - 20 talleres", "10:30 horas", "10: 30 horas", "30° aniversario", "1º Congreso regional", "1º Taller regional", "A. López", "V. Gómez",
        "i. e. esto", "p. 12", "c. Revisar", "(OIM) apoya", "y) otros", "o) otros", "1.1 Revisar", "20 talleres", "100 % de las personas", "¿Qué hacer?",
        "«Texto»", "N° 1", "☐ Revisar", "☑ Revisar", "*Revisar", "E-mail a cada país", "X años después", "C-195 de la OIT", "5S en las oficinas", "+ 500 personas", "> 18 años", "a-la", "y - otros", "-", "•", "1.", "a)",
        "", "1.-", "Vía aérea", "i", "3 - 5",
    ],
)  # fmt: skip
def test_what_could_be_the_text_stays(text: str) -> None:
    assert strip_mark(text) == Marked(text)


@pytest.mark.parametrize(
    ("lines", "texts"),
    [
        (("1º Congreso", "2º Encuentro", "3º Foro"), ("Congreso", "Encuentro", "Foro")),
        (("A. Revisar", "B. Dotar", "C. Crear"), ("Revisar", "Dotar", "Crear")),
        (("d) uno", "e) dos", "f) tres"), ("uno", "dos", "tres")),
        (("x) uno", "y) dos"), ("uno", "dos")),
        (("• Crear", "o Manuales", "o Guías"), ("Crear", "Manuales", "Guías")),
        (("Crear", "o Capacitar"), ("Crear", "o Capacitar")),
        (("OIM", "o ACNUR"), ("OIM", "o ACNUR")),
        (("Revisar", "- Dotar", "Crear"), ("Revisar", "Dotar", "Crear")),
        (("I. Revisar", "II. Dotar", "III. Crear"), ("Revisar", "Dotar", "Crear")),
    ],
)
def test_the_lines_beside_tell_what_is_a_mark(lines: tuple[str, ...], texts: tuple[str, ...]) -> None:
    assert tuple(each.text for each in strip_marks(lines)) == texts


def test_letters_and_roman_numbers_are_told_apart_by_their_order() -> None:
    letters = strip_marks([f"{letter}) uno" for letter in "ghijklm"])
    assert [each.number for each in letters] == [7, 8, 9, 10, 11, 12, 13]
    romans = strip_marks([f"{roman}) uno" for roman in ("i", "ii", "iii", "iv", "v", "vi")])
    assert [each.number for each in romans] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(("text", "mark"), [("e) Revisar", "e)"), ("1º Congreso", "1º"), ("A. López", "A."), ("*Revisar", "*"), ("1 Revisar", "1"), ("☐ Revisar", "☐")])  # fmt: skip
def test_what_looks_like_a_mark_and_stays_can_be_said(text: str, mark: str) -> None:
    assert looks_marked(text) == mark


@pytest.mark.parametrize("text", ["Revisar", "20 talleres", "A nivel nacional", "2030 es el año", "¿Qué?", "«OIM»", "(OIM)"])  # fmt: skip
def test_what_does_not_look_like_one_is_not_said(text: str) -> None:
    assert looks_marked(text) == ""


def test_invisible_letters_are_taken_out_and_counted() -> None:
    hidden = "\u00ad\u200b\u2060\ufeff\u200e\u202e\u2066\u00ad"
    assert without_invisible("re" + hidden + "torno") == ("retorno", len(hidden))
    assert without_invisible("Niñez y México") == ("Niñez y México", 0)


WORDS = st.lists(
    st.sampled_from(["Revisar", "los", "marcos", "1º", "de", "OIM", "24/7", "a)"]), min_size=1
).map(" ".join)


@given(st.sampled_from(NUMBERED + BULLETS), WORDS)
def test_a_mark_before_a_text_leaves_the_text(mark: str, text: str) -> None:
    said = f"Revisar {text}"
    assert strip_mark(mark + said).text == said


@given(st.lists(st.text(), max_size=6))
def test_no_line_is_lost_and_nothing_is_added(lines: list[str]) -> None:
    read = strip_marks(lines)
    assert len(read) == len(lines)
    for line, each in zip(lines, read, strict=True):
        assert line.strip().endswith(each.text)
        assert line.strip().startswith(each.mark)
        assert len(each.text) + len(each.mark) <= len(line.strip())
        assert bool(each.text) == bool(line.strip())
