"""CSV and plain text, read: whatever wrote them, the same cells, and what was guessed is said."""

import csv
import io
from collections import Counter

import pytest
from helpers.books import read_words
from helpers.calls import SEED
from helpers.papers import made, read
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.importers import plain
from rutaplan.importers.pieces import Document, UnreadableError, words

ROWS = [
    ["Id", "Nivel", "Acción estratégica", "Plazo (meses)"],
    ["RET-N-01", "Nacional", "Revisar, dotar y formar", "6"],
    ["RET-N-02", "Nacional", "Sin nada más", ""],
    ["RET-N-03", "Regional", "Dos; con punto y coma, y coma", "12"],
    ["RET-N-04", "Regional", 'Con "comillas" y\nun salto: ñandú', "12"],
]
UNTIDY = "cada fila venía entera en una sola celda; se separó de nuevo"


def texts(document: Document) -> list[list[str]]:
    (table,) = document.tables
    return [[each.text for each in line] for line in table.rows]


def said(document: Document) -> list[str]:
    return [each.text for each in document.said]


def filled(rows: list[list[str]]) -> list[list[str]]:
    """Rows without the empty cells at their ends."""
    return [line[: max((at for at, each in enumerate(line, 1) if each), default=0)] for line in rows]


def written(rows: list[list[str]], separator: str = ",", quoting: int = csv.QUOTE_MINIMAL) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator, quoting=quoting).writerows(rows)  # type: ignore[arg-type]  # one of csv's constants
    return stream.getvalue()


def through_spreadsheet(text: str, separator: str) -> str:
    """A CSV opened and saved by a spreadsheet that separates otherwise: every row as wide as the widest."""
    rows = [*csv.reader(io.StringIO(text, newline=""), delimiter=separator)]
    width = max(map(len, rows))
    return written([line + [""] * (width - len(line)) for line in rows], separator)


@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@pytest.mark.parametrize(
    ("separator", "name"), [(",", ""), (";", "punto y coma"), ("\t", "tabulador"), ("|", "barra vertical")]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_dialect_gives_the_same_cells(encoding: str, separator: str, name: str, quoting: int) -> None:
    document = plain.read_csv(written(ROWS, separator, quoting).encode(encoding))
    assert texts(document) == filled(ROWS)
    assert said(document) == ([f"las columnas van separadas por {name}"] if name else [])
    assert document.tables[0].rows[1][2].place == "fila 2, columna 3"


@pytest.mark.parametrize(("encoding", "name"), [
    ("cp1252", "Windows-1252"), ("cp850", "MS-DOS (cp850)"), ("mac_roman", "Mac OS Roman"),
])  # fmt: skip
def test_old_encodings_are_known_by_their_spanish_and_said(encoding: str, name: str) -> None:
    document = plain.read_csv(written(ROWS).encode(encoding))
    assert texts(document) == filled(ROWS)
    assert said(document) == [f"no está en UTF-8; se leyó como {name}: revise las tildes"]


@pytest.mark.parametrize("outer", [";", "\t", "|"])
@pytest.mark.parametrize("rows", [ROWS, ROWS[:3], [line[:3] for line in ROWS]])
def test_what_a_spreadsheet_of_semicolons_spoils_is_put_right(outer: str, rows: list[list[str]]) -> None:
    document = plain.read_csv(through_spreadsheet(written(rows), outer).encode("utf-8-sig"))
    assert texts(document) == filled(rows)
    assert said(document) == [UNTIDY]


def test_what_a_spreadsheet_of_commas_spoils_is_put_right() -> None:
    assert texts(plain.read_csv(through_spreadsheet(written(ROWS, ";"), ",").encode())) == filled(ROWS)


def test_rows_quoted_whole_are_put_right() -> None:
    lines = [written([line], quoting=csv.QUOTE_ALL).strip() for line in ROWS]
    document = plain.read_csv(written([[line] for line in lines], quoting=csv.QUOTE_ALL).encode())
    assert texts(document) == filled(ROWS)
    assert said(document) == [UNTIDY]


@pytest.mark.parametrize("rows", [
    [["Acción"], ["Revisar, dotar, formar"], ["Abrir, cerrar, medir"]],
    [["Acción", "Nivel", "Plazo"], ["Revisar, dotar", "nacional"], ["Abrir, cerrar", "regional"]],
    [["Plan, de, acción"], ["Acción", "Nivel"], ["Revisar, dotar", "nacional"]],
    [["a; b; c", "d, e, f", "g"], ["a; b; c", "d, e, f", "g"]],
])  # fmt: skip
def test_a_cell_with_commas_is_left_whole(rows: list[list[str]]) -> None:
    document = plain.read_csv(written(rows).encode())
    assert texts(document) == rows
    assert said(document) == []


@pytest.mark.parametrize("start", ["sep=;\r\n", '"sep=;"\r\n', "sep=;\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_line_that_says_the_separator_is_obeyed(start: str, encoding: str) -> None:
    document = plain.read_csv((start + written(ROWS, ";")).encode(encoding))
    assert texts(document) == filled(ROWS)
    assert document.tables[0].rows[0][0].place == "fila 2, columna 1"


def test_a_title_above_and_commas_of_prose_choose_no_separator() -> None:
    rows = [["Plan de acción, 2027"], *ROWS]
    assert texts(plain.read_csv(written(rows, ";").encode())) == filled(rows)


def test_only_the_guard_of_a_cell_is_taken_off() -> None:
    document = plain.read_csv(b"'=1+1,'cita',''x,'-6\n")
    assert texts(document) == [["=1+1", "'cita'", "'x", "-6"]]


CELLS = st.text(st.sampled_from('ab ñ,;|"\t\n.6'), max_size=8)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=5), min_size=1, max_size=6))
def test_no_word_of_a_csv_is_lost(rows: list[list[str]]) -> None:
    document = plain.read_csv(("x," + written(rows)).encode())
    together = "".join(
        each for table in document.tables for line in table.rows for cell in line for each in words(cell.text)
    )
    assert Counter(together) == Counter(
        each for line in [["x"], *rows] for cell in line for word in words(cell) for each in word
    )


@pytest.mark.parametrize("name", ["matriz", "consolidada", "pendientes"])
def test_our_own_papers_come_back(name: str) -> None:
    for content in made(read(SEED), name, "csv").values():
        rows = [*csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))]
        assert texts(plain.read_csv(content)) == filled(rows)
        spoiled = through_spreadsheet(content.decode("utf-8-sig"), ";").encode("utf-8-sig")
        assert texts(plain.read_csv(spoiled)) == filled(rows)


def test_a_text_is_read_line_by_line_and_a_tab_opens_a_cell() -> None:
    content = "GRUPO 1: RETORNO\nParticipantes\n\tEje\n\tUno\nDos\n"
    document = plain.read_text(content.encode())
    assert [(each.text, each.place) for each in document.blocks] == [  # type: ignore[union-attr]  # a text has no tables
        ("GRUPO 1: RETORNO\nParticipantes", "línea 1"), ("Eje", "línea 3"), ("Uno\nDos", "línea 4"),
    ]  # fmt: skip
    assert [piece.place for piece in document.pieces()] == [f"línea {at}" for at in range(1, 6)]
    assert read_words(document) == Counter(words(content))


@pytest.mark.parametrize(("content", "told"), [
    (bytes(range(256)), "caracteres de control"), (b"a\0b,c\n", "caracteres de control"),
    (b'a,"' + b"x\n" * 90_000, "comillas sin cerrar"), (b"a," + b"x" * 200_000, "desmedida"),
    (b"x,y,z\n" * 30_000, "es demasiado grande"), (b"x," * 1_000_000, "es demasiado grande"), (b"\n" * 5_000_000 + b"x", "es demasiado grande"),
])  # fmt: skip
def test_what_is_no_table_is_a_sentence(content: bytes, told: str) -> None:
    with pytest.raises(UnreadableError, match=told):
        plain.read_csv(content)


@pytest.mark.parametrize(("content", "at"), [
    ('Acción,Nivel\n"Abrir una ventanilla,Nacional\nDotar personal,Regional\n', 2),
    ('Acción,Nivel\nDotar personal,Regional\n"Abrir,Nacional\n"Medir,Regional\n', 3),
    ('Acción,Nivel\n"Abrir una "ventanilla" única",Nacional\n', 2),
    ('Nivel;Acción;Plazo\n"Nacional";"Abrir\nuna ""ventanilla""";6\nRegional;"Dotar "personal"";7\n', 4),
])  # fmt: skip
def test_a_quote_too_many_joins_no_rows_and_moves_no_cell(content: str, at: int) -> None:
    with pytest.raises(UnreadableError, match=f"en el renglón {at}. Ciérrelas, o quítelas"):
        plain.read_csv(content.encode())


def test_a_quote_after_a_space_holds_its_commas_too() -> None:
    document = plain.read_csv(b'Nivel, "Accion", Plazo\nNacional, "Abrir, y cerrar", 6\n')
    assert texts(document) == [["Nivel", "Accion", "Plazo"], ["Nacional", "Abrir, y cerrar", "6"]]


def test_a_text_of_too_many_lines_is_a_sentence() -> None:
    with pytest.raises(UnreadableError, match="demasiadas"):
        plain.read_text(b"a\n" * 30_000)
