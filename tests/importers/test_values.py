"""A cell, as a value: each of its words is in the value, in a name of it or on a list, or nothing is taken."""

from dataclasses import replace

import pytest
from helpers.calls import SEED
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.derive import estado_words, plazo_label, silencio_label
from rutaplan.derive.facts import said as fact
from rutaplan.derive.involved import involucrada_label
from rutaplan.importers.meanings.values import Understood, Values
from rutaplan.importers.pieces import Cell, Mark, Piece, cell_of, words
from rutaplan.load import load
from rutaplan.model import ESTADOS, SILENCIOS, Accion, fields
from rutaplan.views.columnas import column
from rutaplan.views.fila import Filas
from rutaplan.views.placing import make_rows

PLAN = load(SEED)[0]
VALUES = Values(PLAN)
FILAS = Filas(PLAN)
CLOSED = ("plazo_meses", "instituciones", "responsable", "paises", "estado", "prioridad")
PLACE = "tabla 1, fila 2, columna 3"


def read(campo: str, text: str, *paises: str) -> Understood:
    return VALUES.read(campo, cell_of(text, PLACE), paises=paises)


def aside(text: str, *marks: Mark) -> Cell:
    cell = cell_of(text, PLACE)
    return replace(cell, aside=tuple(Piece("= 2+2", PLACE, frozenset({mark})) for mark in marks))


@pytest.mark.parametrize(
    ("campo", "typed", "value"),
    [
        ("texto", "Revisar los marcos.", "Revisar los marcos."), ("texto", "Revisar\nlos marcos.", "Revisar los marcos."), ("texto", "1.- Revisar los marcos.", "Revisar los marcos."), ("texto", "por definir", "por_definir"),
        ("texto", "e) Revisar los marcos.", "e) Revisar los marcos."), ("producto", "Un manual", "Un manual"), ("notas", "pendiente de firma", "pendiente de firma"), ("notas", "Pendiente", "Pendiente"),
        ("plazo_meses", "6", 6), ("plazo_meses", "", "por_definir"), ("plazo_meses", "por definir\n6 meses", 6), ("plazo_meses", "6\ncorto plazo", 6), ("plazo_meses", "6\ncorto plazo, 3 ago 2027", 6), ("plazo_meses", "6\ncorto plazo · 3 de agosto de 2027", 6), ("plazo_meses", "corto plazo\n18", 18), ("plazo_meses", "12 a 18", 18), ("plazo_meses", "1.- 12 meses", 12),
        ("instituciones", "", ("por_definir",)[0]), ("instituciones", "por definir\nOIM", ("oim",)), ("instituciones", "- OIM\n- ACNUR", ("oim", "acnur")), ("instituciones", "1. OIM\n2. ACNUR", ("oim", "acnur")), ("instituciones", "a) OIM\nb) ACNUR\nc) UNICEF", ("oim", "acnur", "unicef")),
        ("instituciones", "➢ OIM\n➢ ACNUR", ("oim", "acnur")), ("instituciones", "OIM\n\nACNUR", ("oim", "acnur")), ("instituciones", "o OIM\no ACNUR", ("oim", "acnur")),
        ("responsable", "OIM", "oim"), ("responsable", "INM (Honduras)", "hn-inm"), ("responsable", "", "por_definir"), ("responsable", "por_definir", "por_definir"),
        ("paises", "Honduras, México y RD", ("HN", "MX", "DO")), ("paises", "HN; MX", ("HN", "MX")), ("paises", "- Honduras\n- Estados Unidos", ("HN", "US")), ("paises", "todos", "todos"), ("paises", "Todos los países", "todos"), ("paises", "no aplica", "no_aplica"), ("paises", "", "por_definir"),
        ("paises", "EE. UU. y Canadá", ("US", "CA")), ("paises", "BLZ", ("BZ",)), ("paises", "Mexico", ("MX",)),
        ("estado", "Acordada", "acordada"), ("estado", "PROPUESTA", "propuesta"), ("estado", " suspendida. ", "suspendida"),
        ("prioridad", "Sí", True), ("prioridad", "si", True), ("prioridad", "X", True), ("prioridad", "☒", True), ("prioridad", "✓", True), ("prioridad", "[x]", True), ("prioridad", "true", True), ("prioridad", "sí, marcada por el grupo", True), ("prioridad", "No", False), ("prioridad", "☐", False), ("prioridad", "false", False),
    ],
)  # fmt: skip
def test_a_cell_is_a_value(campo: str, typed: str, value: object) -> None:
    understood = read(campo, typed)
    assert (understood.value, understood.doubt) == (value, "")
    assert type(understood.value) is type(value)
    assert words(understood.covers) == words(typed)


SILENCES = {
    "por_definir": ("por definir", "POR DEFINIR", "por_definir", "pendiente", "Pendiente.", "por determinar", "por confirmar", "sin definir", "a definir", "?", "¿?", "???", "-", "—", "–", "--", "...", "…", "TBD", "to be defined", "pending", "sin decidir"),
    "no_aplica": ("no aplica", "no_aplica", "N/A", "n/a", "N / A", "n.a.", "N. A.", "No corresponde", "not applicable"),
    "no_consta": ("no consta", "s/d", "S/D", "sin datos", "sin dato", "s/i", "sin información", "no se sabe", "not available"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "value"), [(typed, value) for value, all_ in SILENCES.items() for typed in all_]
)
@pytest.mark.parametrize(
    "campo", ["plazo_meses", "instituciones", "responsable", "paises", "producto", "indicador"]
)
def test_a_silence_is_what_it_means_and_said(campo: str, typed: str, value: str) -> None:
    understood = read(campo, typed)
    assert (understood.value, understood.doubt) == (value, "")
    own = " ".join(typed.casefold().replace("_", " ").split()) == silencio_label(value)
    assert understood.said == (
        () if own else (f"«{' '.join(typed.split())}» se leyó como «{silencio_label(value)}»",)
    )
    assert words(understood.covers) == words(typed)


@pytest.mark.parametrize(
    ("campo", "typed", "doubt"),
    [
        ("texto", "", "la celda está vacía; nada se borra"), ("producto", "", "vacía"), ("estado", "", "vacía"), ("prioridad", "", "vacía"), ("texto", "\u200b", "vacía"),
        ("plazo_meses", "cada 6 meses", "«cada 6 meses» dice cada cuánto"), ("plazo_meses", "6 meses; OIM", "«6 meses; OIM» no es un número de meses"), ("plazo_meses", "6\n12", "«6 12» no es un número"), ("plazo_meses", "todas", "no es un número"),
        ("instituciones", "OIM (apoyo)", "«OIM (apoyo)» no está"), ("instituciones", "OIM\no ACNUR", "no dice cuál"), ("instituciones", "todas las instituciones", "no dice cuáles"), ("instituciones", "OIM\n- 6 meses", "«6 meses» no está"),
        ("responsable", "OIM, ACNUR", "nombra a más de una"), ("responsable", "INM (Honduras y México)", "nombra a más de una"), ("responsable", "cancillerías", "escriba cuál de ellas"), ("responsable", "INM", "es de varias"),
        ("instituciones", ";", "«;» no nombra a ninguna institución"), ("instituciones", "«»", "no nombra"), ("paises", ";", "«;» no es un país"), ("paises", "HN; XX", "«XX» no es un país de catalogos.yaml"), ("paises", "Honduras y Centroamérica", "«y Centroamérica» no es un país"), ("paises", "hn mx apoyo", "no es un país"),
        ("estado", "acordad", "«acordad» no es un estado; escriba «acordada»"), ("estado", "lista", "escriba uno: propuesta, "), ("estado", "N/A", "no es un estado"), ("estado", "Cumplida", "«Cumplida» es un avance: va en la hoja de seguimiento"), ("estado", "En ejecución", "es un avance: va en la hoja de seguimiento"), ("estado", "no iniciada", "es un avance: va en la hoja"), ("prioridad", "quizá", "«quizá» no es «sí» ni «no»"), ("prioridad", "sí, pero", "no es «sí»"),
    ],
)  # fmt: skip
def test_a_cell_that_is_not_understood_whole_is_not_taken(campo: str, typed: str, doubt: str) -> None:
    understood = read(campo, typed)
    assert doubt in understood.doubt
    assert replace(understood, unknown=()) == Understood(doubt=understood.doubt)


def test_the_countries_of_the_action_are_given() -> None:
    assert read("instituciones", "INM", "HN").value == ("hn-inm",)
    assert read("responsable", "DGM", "DO").value == "do-dgm"
    assert read("responsable", "DGM").value is None


@pytest.mark.parametrize(
    ("campo", "typed", "said"),
    [
        ("texto", "➢ Revisar los marcos.", "se quitó la marca «➢»"), ("texto", "Revisar\nlos marcos.", "las líneas de la celda se unieron en una"), ("texto", "e) Revisar los marcos.", "empieza con «e)», que parece la marca de una lista y quedó"),
        ("texto", "Re\u00advisar los\u200b marcos.", "2 caracteres invisibles se quitaron"), ("plazo_meses", "6\u2060 meses", "1 carácter invisible se quitó"), ("plazo_meses", "2) 6 meses", "se quitó la marca «2)»"),
        ("plazo_meses", "6 a 12", "de «6 a 12» se guarda el máximo, y el rango va a notas"), ("instituciones", "- OIM\n- ACNUR", "se quitó la marca «-»"), ("instituciones", "1. OIM\n2. ACNUR", "se quitaron las marcas «1.», «2.»"),
        ("instituciones", "OIM, ONG", "«ONG» se leyó como sociedad_civil: las de los países de la acción"), ("paises", "• Honduras", "se quitó la marca «•»"),
    ],
)  # fmt: skip
def test_what_was_taken_off_or_understood_is_said(campo: str, typed: str, said: str) -> None:
    assert read(campo, typed).said == (said,)


def test_a_range_is_kept_in_notas() -> None:
    assert read("plazo_meses", "entre 6 y 12 meses").note == "Plazo en el documento: entre 6 y 12 meses."
    assert read("plazo_meses", "hasta 12 meses").note == ""


def test_invisible_letters_leave_the_words_that_they_cut() -> None:
    assert read("texto", "Re\u00advisar los mar\u00adcos.").value == "Revisar los marcos."


def test_a_merged_cell_and_a_change_that_nobody_accepted_are_said() -> None:
    cell = cell_of("6 meses", PLACE, Mark.INSERTED)
    assert VALUES.read("plazo_meses", cell) == Understood(
        6, said=("tiene cambios sin aceptar, y se leyó con ellos",), covers="6 meses"
    )
    merged = replace(cell_of("OIM", PLACE), rows=3)
    assert VALUES.read("instituciones", merged).said == ("la celda combinada vale para sus 3 filas",)


@pytest.mark.parametrize(
    ("campo", "text", "mark", "doubt"),
    [
        ("plazo_meses", "4", Mark.FORMULA, "es una fórmula; escriba en su lugar el valor"), ("texto", "4", Mark.FORMULA, "es una fórmula"), ("instituciones", "", Mark.ERROR, "es un error de la hoja de cálculo"),
        ("plazo_meses", "4", Mark.NESTED, "una tabla dentro de la celda"), ("instituciones", "OIM", Mark.NESTED, "una tabla dentro"), ("responsable", "OIM", Mark.NESTED, "una tabla dentro"),
        ("plazo_meses", "", Mark.STRUCK, "está tachado"), ("instituciones", "", Mark.HIDDEN, "está oculto"),
    ],
)  # fmt: skip
def test_what_stands_at_a_cell_may_refuse_it(campo: str, text: str, mark: Mark, doubt: str) -> None:
    understood = VALUES.read(campo, aside(text, mark))
    assert doubt in understood.doubt
    assert understood.value is None


@pytest.mark.parametrize("mark", [Mark.STRUCK, Mark.HIDDEN, Mark.PLACEHOLDER, Mark.COMMENT, Mark.DELETED])
def test_what_is_no_text_is_not_read(mark: Mark) -> None:
    assert VALUES.read("plazo_meses", aside("6", mark)).value == 6
    assert words(VALUES.read("plazo_meses", aside("6", mark)).covers) == ["6"]


def test_a_prompt_that_nobody_wrote_over_is_an_empty_cell() -> None:
    assert VALUES.read("plazo_meses", aside("", Mark.PLACEHOLDER)).value == "por_definir"


def test_every_field_that_papers_show_can_be_read() -> None:
    shown = {campo for campo, each in fields(Accion).items() if each.impreso} - {"id"}
    assert shown <= set(VALUES.campos)
    assert {"prioridad", "paises", "notas"} <= set(VALUES.campos)
    assert not {"eje", "nivel", "grupo", "temas", "erratas"} & set(VALUES.campos)


def printed(campo: str, value: object) -> set[str]:
    """Every wording that some paper of ours has for a value."""
    accion = PLAN.acciones[0].model_copy(update={campo: value})
    own = {in_sheet(campo, accion), fact(PLAN, accion, campo)}
    for name in (campo, "quienes") if campo == "instituciones" else (campo,):
        cell = column(name).celda(FILAS, accion)
        own |= {"\n".join(filter(None, (cell.texto, cell.hueco)))}
    return own - {""}


def in_sheet(campo: str, accion: Accion) -> str:
    (columns, rows) = make_rows(FILAS, [column(campo)], [accion])
    assert columns[0].campo == campo
    return str(rows[0][0])


IDS = st.lists(st.sampled_from([*PLAN.institucion_by_id]), min_size=1, max_size=4, unique=True)
VALUE = st.one_of(
    st.tuples(st.just("plazo_meses"), st.integers(1, 120) | st.sampled_from(SILENCIOS)),
    st.tuples(st.just("instituciones"), IDS.map(tuple)),
    st.tuples(st.just("instituciones"), IDS.map(lambda ids: (*ids, "por_definir"))),
    st.tuples(st.just("instituciones"), st.sampled_from(SILENCIOS).map(lambda silence: (silence,))),
    st.tuples(st.just("responsable"), st.sampled_from([*PLAN.institucion_by_id, *SILENCIOS])),
    st.tuples(st.just("paises"), st.lists(st.sampled_from([*PLAN.catalogos.paises]), min_size=1, max_size=4, unique=True).map(tuple)),
    st.tuples(st.just("estado"), st.sampled_from(ESTADOS)),
)  # fmt: skip


@given(VALUE)
def test_what_papers_print_of_a_value_is_read_as_that_value(case: tuple[str, object]) -> None:
    campo, value = case
    for text in printed(campo, value):
        understood = read(campo, text)
        kept = (
            understood.value
            if not isinstance(value, tuple) or isinstance(understood.value, tuple)
            else (understood.value,)
        )
        assert kept == value, (text, understood)


PAISES = (
    st.none()
    | st.sampled_from([(each,) for each in ("todos", *SILENCIOS)])
    | st.lists(st.sampled_from([*PLAN.catalogos.paises]), min_size=1, max_size=4, unique=True).map(tuple)
)


@given(
    st.sampled_from([*PLAN.catalogos.tipos_institucion]),
    PAISES,
    st.sampled_from(("{}", "{}; OIM", "OIM; {}", "{}\notras por definir")),
)
def test_a_type_is_read_as_papers_print_it_of_the_action(
    tipo: str, paises: tuple[str, ...] | None, form: str
) -> None:
    accion = PLAN.acciones[0].model_copy(update={"paises": paises, "instituciones": (tipo,)})
    printed = {involucrada_label(PLAN, accion, tipo), in_sheet("instituciones", accion), tipo}
    for label in printed:
        understood = read("instituciones", form.format(label), *(paises or ()))
        assert isinstance(understood.value, tuple), (label, understood)
        assert set(understood.value) - {"oim", "por_definir"} == {tipo}


def test_plazos_and_states_are_read_as_documents_say_them() -> None:
    assert [read("plazo_meses", plazo_label(meses)).value for meses in (1, 12, 120)] == [1, 12, 120]
    assert [read("estado", estado_words(estado)).value for estado in ESTADOS] == [*ESTADOS]


PARTS = ("6", "12", "meses", "año", "y", "medio", "OIM", "INM", "Honduras", "(", ")", ",", ";", "-", "1.-", "a)", "•", "por definir", "N/A", "?", "apoyo", "corto plazo", "sí", "X", "acordada", "cancillerías", "\n", "\u200b", "\u00ad")  # fmt: skip
TEXTS = st.text(max_size=40) | st.lists(st.sampled_from(PARTS), max_size=8).map(" ".join)


@given(st.sampled_from(VALUES.campos), TEXTS)
def test_covers_is_all_of_the_cell_or_nothing(campo: str, text: str) -> None:
    cell = cell_of(text, PLACE)
    understood = VALUES.read(campo, cell)
    assert (understood.value is None) == bool(understood.doubt)
    assert understood.value not in {(), ""}
    assert words(understood.covers) == (words(cell.text) if understood.value is not None else [])
    if understood.value is None:
        assert not understood.said
        assert not understood.note


@given(st.sampled_from(CLOSED), TEXTS, st.integers(0, 8))
def test_a_word_that_nobody_knows_is_never_covered(campo: str, text: str, at: int) -> None:
    parts = text.split(" ")
    parts.insert(min(at, len(parts)), "zutano")
    assert "zutano" not in words(read(campo, " ".join(parts)).covers)


@given(
    st.sampled_from(
        [campo for campo, each in fields(Accion).items() if each.is_text and campo in VALUES.campos]
    ),
    TEXTS,
)
def test_a_free_text_keeps_each_of_its_words(campo: str, text: str) -> None:
    value = read(campo, f"Revisar {text} zutano").value
    bare = f"Revisar {text} zutano".replace("\u200b", "").replace("\u00ad", "")
    assert isinstance(value, str)
    assert words(value) == words(cell_of(bare, PLACE).text) or not text.isprintable()
