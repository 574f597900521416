"""Editing one field: it changes, and nothing else does. Text in, text out."""

import re
import unicodedata

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from rutaplan.edit import EditError, new_hoja, remove_campo, set_campo
from rutaplan.edit.formatting import format_hoja
from rutaplan.edit.parts import take_apart
from rutaplan.edit.quoting import inline
from rutaplan.model import Accion
from rutaplan.printable import INVISIBLE
from rutaplan.schema import modeline
from rutaplan.source import Source, parse

NAME = "acciones/retorno/RET-N-18.yaml"
MODELINE = modeline(NAME)
SHEET = f"""\
{MODELINE}
id: RET-N-18  # el del formulario

# lo acordado
texto: 'Ver: protocolos'   # letra por letra
plazo_meses: por_definir # meses
instituciones:   # ids
  # la primera
  - hn-inm   # Honduras
  - mx-inm
  # nadie más
# tras las instituciones
erratas:
  - {{dice: a, debe_decir: b}}
notas: |  # libre
  Uno.

  Dos.

estado: acordada
"""

# field, value, what the sheet loses, what it gains
CHANGES = {
    "a trailing comment stays": (
        "plazo_meses",
        12,
        ["plazo_meses: por_definir # meses"],
        ["plazo_meses: 12 # meses"],
    ),
    "quotes stay": (
        "texto",
        "Otro",
        ["texto: 'Ver: protocolos'   # letra por letra"],
        ["texto: 'Otro'   # letra por letra"],
    ),
    "an apostrophe in quotes": (
        "texto",
        "d'un",
        ["texto: 'Ver: protocolos'   # letra por letra"],
        ["texto: 'd''un'   # letra por letra"],
    ),
    "a word that is not text elsewhere": ("estado", "no", ["estado: acordada"], ['estado: "no"']),
    "an item more": ("instituciones", ("hn-inm", "oim", "mx-inm"), [], ["  - oim"]),
    "an item less": ("instituciones", ("mx-inm",), ["  - hn-inm   # Honduras"], []),
    "a list that becomes a word": (
        "instituciones",
        ("por_definir",),
        ["instituciones:   # ids", "  - hn-inm   # Honduras", "  - mx-inm"],
        ["instituciones: por_definir   # ids", "  # Honduras"],
    ),
    "a block of text": (
        "notas",
        "Tres.",
        ["notas: |  # libre", "  Uno.", "", "  Dos."],
        ["notas: Tres.  # libre"],
    ),
    "lines for lines": ("notas", "Uno.\n\nTres.\n", ["  Dos."], ["  Tres."]),
    "lines for a word": (
        "plazo_meses",
        "a\nb",
        ["plazo_meses: por_definir # meses"],
        ["plazo_meses: |-  # meses", "  a", "  b"],
    ),
    "a new field": ("responsable", "hn-inm", [], ["responsable: hn-inm"]),
    "a new last field": ("motivo", "no_consta", [], ["motivo: no_consta"]),
    "a new list": ("depende_de", ("RET-N-04", "RET-N-05"), [], ["depende_de: [RET-N-04, RET-N-05]"]),
    "a new text of two lines": ("producto", "a\nb", [], ["producto: |-", "  a", "  b"]),
    "a mark": ("prioridad", True, [], ["prioridad: true"]),
}


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went and the lines that came, as a person reads a diff."""
    import difflib

    lines = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    return [x[2:] for x in lines if x[0] == "-"], [x[2:] for x in lines if x[0] == "+"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("name", CHANGES)
def test_a_change_touches_its_own_lines(name: str, newline: str) -> None:
    campo, value, gone, come = CHANGES[name]
    text = SHEET.replace("\n", newline)
    result = set_campo(text, campo, value)
    assert changed(text, result) == (gone, come)
    assert result.count("\n") == result.count(newline)


def test_a_new_field_stands_where_the_schema_has_it() -> None:
    keys = list(take_apart(set_campo(SHEET, "responsable", "hn-inm")).values)
    assert keys == [
        "id",
        "texto",
        "plazo_meses",
        "instituciones",
        "erratas",
        "responsable",
        "notas",
        "estado",
    ]
    first = set_campo("# hola\nplazo_meses: 1\n", "id", "RET-N-01")
    assert first == "# hola\nid: RET-N-01\nplazo_meses: 1\n"


def test_a_field_that_goes_leaves_the_others() -> None:
    assert changed(SHEET, remove_campo(SHEET, "plazo_meses")) == (["plazo_meses: por_definir # meses"], [])
    gone, come = changed(SHEET, remove_campo(SHEET, "instituciones"))
    assert come == ["# nadie más"]
    assert gone == [
        "instituciones:   # ids",
        "  # la primera",
        "  - hn-inm   # Honduras",
        "  - mx-inm",
        "  # nadie más",
    ]
    assert remove_campo("id: a\nnotas: x", "notas") == "id: a\n"
    assert remove_campo(SHEET, "ponente") == SHEET


def test_a_comment_never_becomes_text() -> None:
    """Behind a literal block, an indented comment would be one more line of it."""
    text = "id: a\nnotas: b\n\n  # c\n  # d\nestado: x\n"
    assert set_campo(text, "notas", "e\nf") == "id: a\nnotas: |-\n  e\n  f\n\n# c\n# d\nestado: x\n"
    assert set_campo(text, "indicador", "e\nf").count("\n  # c\n") == 1
    assert set_campo("id: a\n\n  # c\n", "notas", "e\nf") == "id: a\nnotas: |-\n  e\n  f\n\n# c\n"
    assert remove_campo("notas: |\n  a\nid: b\n  # c\nestado: x\n", "id") == "notas: |\n  a\n# c\nestado: x\n"


@pytest.mark.parametrize("value", ["por_definir", 12, ("a-b", "c"), "dos\nlíneas"])
@pytest.mark.parametrize(
    "old", ["", " x", " 'x'", " [x, y]", "\n  - x\n  - y", "\n  x", " {a: b}", " >-\n  x\n  y"]
)
def test_any_shape_takes_any_value(old: str, value: object) -> None:
    text = f"id: RET-N-01\nplazo_meses:{old}\nestado: acordada"
    assert take_apart(set_campo(text, "plazo_meses", value)).values == {
        "id": "RET-N-01",
        "plazo_meses": list(value) if isinstance(value, tuple) else str(value),
        "estado": "acordada",
    }


def test_a_sheet_in_braces_stays_in_them() -> None:
    text = "{id: x, plazo_meses: 6, paises: [HN, 'MX']} # c\n"
    assert (
        set_campo(text, "plazo_meses", "a, b") == "{id: x, plazo_meses: \"a, b\", paises: [HN, 'MX']} # c\n"
    )
    assert set_campo(text, "paises", ("MX", "GT")) == "{id: x, plazo_meses: 6, paises: ['MX', GT]} # c\n"


@pytest.mark.parametrize(
    ("text", "campo", "value", "words"),
    [
        ("{id: RET-N-01}", "plazo_meses", 1, "entre llaves"),
        ("id: [\n", "id", "x", "no se puede leer"),
        ("id: 1\nid: 2\n", "id", "x", "línea 2"),
        ("id: RET-N-01\n", "plaso", "x", "no es un campo"),
        ("id: RET-N-01\n", "id", (), "vacía"),
        ("id: RET-N-01\n", "id", "a\u202eb", "no admite"),
        ("id: x\nerratas:\n  - {dice: a}\n", "erratas", ("a",), "a mano"),
        ("{id: x, paises: [HN, # c\n MX]}\n", "paises", "todos", "entre llaves"),
    ],
)
def test_what_cannot_be_done_is_told(text: str, campo: str, value: object, words: str) -> None:
    with pytest.raises(EditError, match=words):
        set_campo(text, campo, value)


HARD = [
    "no", "sí", "on", "012", "1:30", "1_000", "0x1F", "1e3", ".5", "-1", "~", "null", "true", "y", "=", "<<",
    "a: b", "a:", "a #b", "#a", "- a", "? a", "@a", "%a", "`a", "&a", "*a", "!a", "|", ">", "[a", "{a", "a]", "a, b",
    "it's", '"a"', "'a'", "a\\b", " a", "a ", "", "---", "...", "a  b", "8.7", "2027-03-31 10:00:00", "😀", "ñ",
    "a:b", "http://x.org/a?b=c#d", "a\tb", "a\nb", "\na", "a\n\n b\n\n", "+1", "0o17", "1.", ".inf", "NaN", ".nan",
]  # fmt: skip


@pytest.mark.parametrize("value", HARD)
def test_every_reader_reads_the_same(value: str) -> None:
    sheet = set_campo("id: x\n", "notas", value)
    assert parse(Source("", sheet))[0] == {"id": "x", "notas": value}
    assert yaml.safe_load(sheet) == {"id": "x", "notas": value}  # YAML 1.1, with all its traps
    assert yaml.safe_load(f"[{inline(value, in_flow=True)}]") == [value]


def test_no_quotes_without_need() -> None:
    for value in (
        "Una frase, con comas.",
        "sí",
        "hn-inm",
        "¿Qué?",
        "6 meses",
        "2027-03-31",
        "a:b",
        "a#b",
        "(a) b",
    ):
        assert inline(value) == value


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")) | st.sampled_from("\n\n#:'\"- "),
    max_size=40,
)
texts = texts.filter(lambda text: not INVISIBLE.search(text))
idents = st.from_regex(r"[a-z]{2}-[a-z0-9]{1,5}", fullmatch=True)
values = st.one_of(
    texts,
    st.sampled_from(HARD),
    st.integers(-5, 200),
    st.booleans(),
    st.lists(idents, min_size=1, max_size=4, unique=True).map(tuple),
)
campos = st.sampled_from([*Accion.model_fields])
comments = st.sampled_from(["", "  # dice: algo", " # y 'más", '   # "no"'])


@st.composite
def sheets(draw: st.DrawFn) -> str:
    """A sheet in many shapes: quotes, blocks, lists of both kinds, comments anywhere."""
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    lines = [MODELINE]
    for campo in draw(st.lists(campos, min_size=1, max_size=7, unique=True)):
        lines += draw(st.sampled_from([[], [""], ["# lo que sigue"], ["  # con sangría"]]))
        end = draw(comments)
        lines += draw(
            st.sampled_from(
                [
                    [f"{campo}: una palabra{end}"],
                    [f"{campo}: 'una: cita'{end}"],
                    [f'{campo}: "otra # cita"{end}'],
                    [f"{campo}: [a-b, 'c']{end}"],
                    [f"{campo}: [a-b,{end}", f"  'c']{end}"],
                    [f"{campo}:{end}", f"  - a-b{end}", "  # en medio", "  - 'c'"],
                    [f"{campo}:{end}", "- a-b", f"- c{end}"],
                    [f"{campo}: |{end}", "  uno # no es comentario", "", "  dos"],
                    [f"{campo}: >-{end}", "  uno", "  dos", ""],
                    [f"{campo}: partida en", f"  dos{end}"],
                    [f"{campo}:{end}", "  a: b", f"  c: [d, e]{end}"],
                    [f"{campo}:{end}"],
                ]
            )
        )
    # A block whose last line has no end would gain one when something is put behind it.
    open_block = next((x for x in reversed(lines) if re.match("[a-z]", x)), "").endswith(
        ("|", "algo", "'más", '"no"')
    )
    return newline.join(lines) + (newline if open_block else draw(st.sampled_from(["", newline])))


def seen_comments(text: str) -> list[str]:
    sheet = take_apart(text)
    return sorted(text[start:end] for start, end in sheet.comments())


@given(sheets(), campos, values)
def test_only_that_field_changes(text: str, campo: str, value: object) -> None:
    before = take_apart(text).values
    after = set_campo(text, campo, value)
    found = take_apart(after).values
    expected = list(value) if isinstance(value, tuple) else value if isinstance(value, bool) else str(value)
    if isinstance(expected, str):
        expected = unicodedata.normalize("NFC", expected)
    assert found == {**before, campo: expected}
    assert [key for key in found if key != campo] == [key for key in before if key != campo]
    if not (isinstance(value, tuple) and isinstance(before.get(campo), list)):
        assert seen_comments(after) == seen_comments(text)
    assert ("\r\n" in after) == ("\r\n" in text) or "\n" not in text
    assert text.endswith("\n") == after.endswith("\n") or campo == [*before][-1]
    assert set_campo(after, campo, value) == after
    others = [
        line for line in text.splitlines() if re.match(r"[a-z_]+:", line) and not line.startswith(f"{campo}:")
    ]
    assert [line for line in after.splitlines() if line in others] == others


@given(sheets(), campos)
def test_only_that_field_goes(text: str, campo: str) -> None:
    before = take_apart(text).values
    if campo not in before or len(before) == 1:
        return
    after = remove_campo(text, campo)
    assert take_apart(after).values == {key: value for key, value in before.items() if key != campo}
    assert set(seen_comments(after)) <= set(seen_comments(text))
    assert text.endswith("\n") <= after.endswith("\n")


@given(st.dictionaries(campos, values, min_size=1))
def test_a_new_sheet_holds_what_it_was_given(given_values: dict[str, object]) -> None:
    text = new_hoja(NAME, given_values)
    found = take_apart(text).values
    assert list(found) == [campo for campo in Accion.model_fields if campo in given_values]
    assert text.startswith(MODELINE + "\n")


@given(st.dictionaries(campos, values, min_size=1))
@example({"texto": "2027-01-01", "notas": "e\u0301", "paises": ("HN",)})
@example({"temas": tuple(f"un_tema_que_ocupa_mucho_lugar_{number}" for number in range(5))})
def test_a_new_sheet_is_in_its_shape(given_values: dict[str, object]) -> None:
    typed = {
        campo: value if campo == "plazo_meses" or not isinstance(value, int) else str(value)
        for campo, value in given_values.items()
    }
    text = new_hoja(NAME, typed)
    assert format_hoja(text, "acciones/retorno/RET-N-01.yaml") == text


def test_a_new_sheet_looks_like_the_others() -> None:
    sheet = {
        "plazo_meses": "por_definir",
        "texto": "Ver: algo.",
        "id": "RET-N-01",
        "instituciones": ("por_definir",),
    }
    assert new_hoja(NAME, sheet) == (
        f"{MODELINE}\nid: RET-N-01\ntexto: 'Ver: algo.'\nplazo_meses: por_definir\ninstituciones: por_definir\n"
    )
