"""How a text is said, and how long it takes."""

import pytest
from helpers.effort import seconds as effort
from helpers.plans import INSTITUCIONES, accion, plan
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.derive.guion import guion
from rutaplan.derive.speech import (
    NEUTRAL,
    PAUSE,
    STOP,
    SYLLABLE,
    as_said,
    at_rate,
    count_syllables,
    number_words,
    seconds_of,
)

SYLLABLES = {
    "área": 3, "idea": 3, "país": 2, "construir": 2, "guion": 1, "evaluar": 3, "bilingüe": 3, "leyes": 2,
    "muy": 1, "y": 1, "viaje": 2, "ahí": 2, "transversalización": 6, "diplomáticas": 5, "pingüino": 3,
    "que": 1, "guía": 2, "aéreo": 4, "ciudad": 2, "cohete": 3, "hoy": 1, "huevo": 2, "año": 2, "ciudadanía": 5,
    "institucionalizar": 7, "averigüéis": 4, "reír": 2, "lingüística": 4, "hacia": 2, "quieto": 2, "": 0,
}  # fmt: skip
SAID = {
    "33 acciones": "Treinta y tres acciones",
    "el 15 % de 8.7": "el quince por ciento de ocho punto siete",
    "US$ 2.500.000 y $5": "dos millones quinientos mil dólares y cinco pesos",
    "hasta 10,5 y 1,021,000": "hasta diez coma cinco y un millón veintiún mil",
    "el 2027-03-31": "el treinta y uno de marzo de dos mil veintisiete",
    "en el siglo XX, y/o el 1º": "en el siglo veinte, y o el primero",
    "la N.º 5 y la No. 7": "la número cinco y la número siete",
    "universidades, etc.": "universidades, etcétera.",
    "(universidades, etc.) y otras": "(universidades, etcétera) y otras",
    "la CRM y el ACNUR. OIM, PNUD": "la ce erre eme y el acnur. O i eme, pe ene u de",
    "REINTEGRACIÓN de 2 kg": "reintegración de dos ka ge",
    "RET-N-01": "Ret-ene-cero uno",
    "el 007 y 1234567890123": "el cero cero siete y uno dos tres cuatro cinco seis siete ocho nueve cero uno dos tres",
}
WORDS = "ACNUR UNICEF SICA OCAM RENAP DIF PANI BID ONU INAMI CONMIGRANTES RETORNO".split()  # noqa: SIM905
LETTERS = "OIM INM DGME CRM SRE OEA UE PDH TSE NNA IGM RNP CICR".split()  # noqa: SIM905
WORD = st.text(st.sampled_from("abcdefghijlmnñopqrstuvyzáéíóú"), min_size=1, max_size=9)


@pytest.mark.parametrize(("word", "count"), SYLLABLES.items())
def test_syllables(word: str, count: int) -> None:
    assert count_syllables(word) == count


@pytest.mark.parametrize(("text", "said"), SAID.items())
def test_what_is_written_short_is_said_long(text: str, said: str) -> None:
    found = as_said(text, {})
    assert found[:1].lower() + found[1:] == said[:1].lower() + said[1:]


def test_a_sigla_is_a_word_where_spanish_can_say_it() -> None:
    assert [as_said(f"la {each}", {}) for each in WORDS] == [f"la {each.lower()}" for each in WORDS]
    assert all(len(as_said(each, {}).split()) == len(each) for each in LETTERS)
    assert as_said("la MIRPS", {"MIRPS": "mirps"}) == "la mirps"


def test_an_institution_says_how_its_sigla_is_said() -> None:
    def spoken(se_dice: str) -> float:
        instituciones = INSTITUCIONES.replace("sigla: OIM,", f"sigla: OIM, se_dice: {se_dice},")
        made = plan(accion("RET-N-01", "Con la OIM.", "prioridad: true"), instituciones=instituciones)
        return guion(made, made.grupos[0]).seconds

    assert spoken("organización internacional de lo que sea") > spoken("oim") + 1


@given(st.integers(0, 10**12 - 1))
def test_a_number_says_its_parts(number: int) -> None:
    words = number_words(number).split()
    assert words
    rest, unit = divmod(number, 10**6)
    if rest and unit:
        assert number_words(number) == f"{number_words(rest * 10**6)} {number_words(unit)}"
    assert not any(word.isdigit() for word in as_said(str(number), {}).split())


@given(st.lists(WORD, min_size=1, max_size=8), st.lists(WORD, min_size=1, max_size=8))
def test_time_adds_up(one: list[str], other: list[str]) -> None:
    a, b = (as_said(f"{' '.join(each).capitalize()}.", {}) for each in (one, other))
    assert seconds_of(f"{a} {b}") == pytest.approx(seconds_of(a) + seconds_of(b))
    assert seconds_of(a) == pytest.approx(SYLLABLE * count_syllables(a) + STOP)
    assert seconds_of(a.replace(".", ", y.")) > seconds_of(a) + PAUSE


@given(st.floats(0, 3000), st.integers(60, 300))
def test_a_slower_rate_takes_longer_and_seconds_are_rounded_up(seconds: float, rate: int) -> None:
    found = at_rate(seconds, rate)
    exact = seconds * NEUTRAL / rate
    assert exact - 1e-5 <= found <= exact + 1
    assert at_rate(seconds, rate + 1) <= found


@given(st.text(max_size=200))
def test_any_text_can_be_said(text: str) -> None:
    said = as_said(text, {})
    assert seconds_of(said) >= 0
    assert not any(char in "0123456789" for char in said)


@pytest.mark.parametrize("part", ["AN", "A", "9", "1.", "$", "iu", "XI", "etc. ", "ы", "B"])
def test_a_bomb_takes_no_time(part: str) -> None:
    assert effort(lambda: seconds_of(as_said(part * 20_000, {"OIM": "oim"}))) < 3
