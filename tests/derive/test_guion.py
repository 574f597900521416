"""The script of the plenary: its words, its time, and what it says."""

# ruff: noqa: SIM905 - Spanish sentences and numbers in one piece

from helpers.effort import seconds
from helpers.plans import TALLER, accion, plan
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.derive import clock, enumerate_words, horizonte, institucion_label, plazo_label
from rutaplan.derive.guion import Guion, count_words, guion, spoken_seconds
from rutaplan.plan import Plan

UNITS = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve"
).split()
TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
HUNDREDS = "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos".split()


def reading(number: int) -> str:
    """A number in Spanish, spelled out."""
    if number < 30:
        return UNITS[number]
    if number < 100:
        return TENS[number // 10 - 3] + (f" y {UNITS[number % 10]}" if number % 10 else "")
    if number == 100:
        return "cien"
    if number < 1000:
        return HUNDREDS[number // 100 - 1] + (f" {reading(number % 100)}" if number % 100 else "")
    if number < 1_000_000:
        head = "mil" if number < 2000 else f"{reading(number // 1000)} mil"
        return head + (f" {reading(number % 1000)}" if number % 1000 else "")
    head = "un millón" if number < 2_000_000 else f"{reading(number // 1_000_000)} millones"
    return head + (f" {reading(number % 1_000_000)}" if number % 1_000_000 else "")


def naive_count(text: str) -> int:
    count, kind = 0, ""
    for char in text:
        now = "letter" if char.isalpha() else ""
        count += now == "letter" != kind
        kind = now
    return count


@given(st.integers(0, 10**9))
def test_a_number_counts_as_the_words_of_its_reading(number: int) -> None:
    assert count_words(str(number)) == len(reading(number).split())


@given(st.text(st.sampled_from("aéñZ .,-_«»—ßж\n½’")))
def test_a_word_is_a_run_of_letters(text: str) -> None:
    assert count_words(text) == naive_count(text)


def test_words_of_ids_and_numbers() -> None:
    assert count_words("RET-N-18") == 3
    assert count_words("RET-N-01") == 3
    assert count_words("33 acciones") == 4
    assert count_words("8.7") == 2
    assert count_words("a" * 400) == 1
    assert count_words("acción") == 1  # with its accent apart
    assert count_words("") == 0
    assert count_words("9" * 5000) == 5000


@given(st.integers(0, 10**6), st.integers(60, 300))
def test_seconds_are_rounded_up(words: int, rate: int) -> None:
    seconds = spoken_seconds(words, rate)
    assert (seconds - 1) * rate < words * 60 <= seconds * rate


@given(st.lists(st.integers(1, 40), max_size=12), st.integers(100, 200))
def test_the_blocks_add_up_to_the_total(lengths: list[int], rate: int) -> None:
    acciones = [
        accion(f"RET-{'NR'[i % 2]}-{i + 1:02d}", "palabrota " * n + "final") for i, n in enumerate(lengths)
    ]
    script = script_of(plan(*acciones, taller=TALLER.replace("120", str(rate))))
    assert sum(block.seconds for block in script.blocks) == script.seconds
    assert script.seconds == spoken_seconds(script.palabras, rate)
    printed = "\n".join(line.spoken for block in script.blocks for line in block.lineas)
    assert count_words(printed) == script.palabras
    assert script.short_seconds <= script.seconds


def script_of(plan: Plan) -> Guion:
    return guion(plan, plan.grupos[0])


def said(script: Guion) -> list[str]:
    return [f"{block.titulo} | {line.spoken.strip()}" for block in script.blocks for line in block.lineas]


def test_what_a_group_says() -> None:
    script = script_of(
        plan(
            accion("RET-N-01", "Revisión de los marcos jurídicos.", plazo="12", instituciones="[hn-inm]"),
            accion(
                "RET-N-02",
                "Compilar las leyes.",
                "prioridad: true",
                "titulo_breve: Leyes",
                "responsable: hn-inm",
            ),
            accion(
                "RET-R-01",
                "COMPILAR LAS LEYES.",
                "prioridad: true",
                "sugerido_por: {prioridad: equipo}",
                plazo="1",
            ),
        )
    )
    assert said(script) == [
        "Saludo y cuentas | Saludo cordial a la plenaria. Habla el grupo 1, RETORNO. Eje de trabajo: Procesos de retorno.",
        "Saludo y cuentas | Proponemos 3 acciones: 2 a nivel nacional y 1 a nivel regional.",
        "Prioridades del grupo | RET-N-02. Leyes. Responsable: INM (Honduras).",
        "Otras acciones a nivel nacional | RET-N-01. Revisión de los marcos jurídicos. Plazo: 12 meses.",
        "Otras acciones a nivel regional | RET-R-01. COMPILAR LAS LEYES. Plazo: 1 mes.",
        "Coincidencias entre niveles | 1 texto se repite en más de un nivel: RET-N-02 y RET-R-01.",
        "Pendientes | Quedan por definir: plazo en 1 de 3 acciones; instituciones en 2 de 3.",
        "Lo que se pide a la plenaria | Pedimos a la plenaria sus observaciones, y ayuda para definir plazo e instituciones. Gracias.",
    ]
    assert script.over_seconds == 0


def test_a_title_that_is_only_proposed_is_not_said() -> None:
    script = script_of(
        plan(
            accion(
                "RET-N-01", "El texto entero.", "titulo_breve: Breve", "sugerido_por: {titulo_breve: equipo}"
            )
        )
    )
    assert "Acciones a nivel nacional | RET-N-01. El texto entero." in said(script)


def test_a_group_without_actions_says_so() -> None:
    assert said(script_of(plan()))[1] == "Saludo y cuentas | El grupo no tiene acciones anotadas."


def test_it_knows_when_it_does_not_fit() -> None:
    script = script_of(plan(*(accion(f"RET-N-{n:02d}", "palabra " * 30 + "final") for n in range(1, 9))))
    assert script.over_seconds == script.seconds - 60 > 0


def test_thousands_of_actions_are_no_trouble() -> None:
    made = plan(
        *(accion(f"RET-{'NR'[n % 2]}-{n:05d}", f"Acción {n} de una lista larga.") for n in range(1, 2_001))
    )
    assert seconds(lambda: script_of(made)) < 0.3


def test_labels() -> None:
    made = plan(accion("RET-N-01", "Texto de prueba.", plazo="13"), accion("RET-N-02", "Texto de prueba."))
    names = [institucion_label(made, each) for each in ("hn-inm", "oim", "hn-x", "hn-y", "zz", "por_definir")]
    assert names == [
        "INM (Honduras)",
        "OIM",
        "Consejo de Honduras",
        "Consejo (Honduras)",
        "zz",
        "por definir",
    ]
    assert [plazo_label(each) for each in (1, 12, "no_aplica")] == ["1 mes", "12 meses", "no aplica"]
    assert [horizonte(each, made.taller) for each in made.acciones] == ["mediano", None]
    assert [clock(each) for each in (0, 59, 203)] == ["0:00", "0:59", "3:23"]
    assert enumerate_words(["plazo", "instituciones"]) == "plazo e instituciones"
    assert enumerate_words(["a", "b", "hierro"]) == "a, b y hierro"
