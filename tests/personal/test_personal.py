"""What looks like the datum of a person, and what only looks like it: two pages of cases, and laws about them."""

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from helpers.calls import SEED
from helpers.effort import timed, usual
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.personal import hidden, personal, personal_data

HERE = Path(__file__).parent
# Of all that is written in the two pages, and of the numbers below, each with every separator.
MOST_MISSED, MOST_FALSE = 0, 0
# What Word, a telephone and a hand type between the parts of a number.
BETWEEN = (
    "-",
    " ",
    ".",
    "\u00a0",
    "\u2007",
    "\u202f",
    "\u2009",
    "\u2010",
    "\u2011",
    "\u2012",
    "–",
    "—",
    "\u2212",
    " - ",
    " – ",
)
PHONES = {
    "BZ": "610 1234",
    "CA": "613 555 1234",
    "CR": "8888 7766",
    "DO": "829 555 1234",
    "GT": "5555 4444",
    "HN": "9988 7766",
    "MX": "55 1234 5678",
    "NI": "8765 4321",
    "PA": "6655 4433",
    "SV": "7777 6666",
    "US": "212 555 1234",
    "CO": "300 123 4567",
    "EC": "099 123 4567",
    "PE": "987 654 321",
}
CODES = {
    "BZ": 501,
    "CR": 506,
    "GT": 502,
    "HN": 504,
    "NI": 505,
    "PA": 507,
    "SV": 503,
    "MX": 52,
    "DO": 1,
    "US": 1,
}
DOCUMENTS = {
    "HN, DNI": "0801 1985 20123",
    "GT, CUI": "2345 67890 1201",
    "NI, cédula": "001 010180 0001A",
    "CR, cédula": "1 1234 5678",
    "DO, cédula": "001 1234567 8",
    "CA, SIN": "046 454 286",
}
HYPHENED = {
    "SV, DUI": "01234567-8",
    "SV, NIT": "0614-010180-101-2",
    "PA, cédula": "8-123-4567",
    "PA, extranjero": "E-8-123456",
    "PA, del exterior": "PE-12-345",
    "PA, naturalizado": "N-19-1234",
    "US, SSN": "536-90-4399",
    "GT, NIT": "576937-K",
    "EC, cédula": "171003406-5",
}
HYPHENS = ("-", "\u2010", "\u2011", "\u2012", "–", "—", "\u2212")
BEFORE = ("", "Ver: ", "(", "«", "Según Ana Ejemplo, ", "En 2024, por Ana: ", "¡", "Decreto 1234-2019; ")
AFTER = ("", ".", ", y otro.", ")", "»", "; consultar antes del 2027-03-31", "\nfin")


def lines(name: str) -> list[str]:
    text = (HERE / f"{name}.txt").read_text(encoding="utf-8").replace("·", "\u00a0")
    return [line for line in text.splitlines() if line and not line.startswith("# ")]


PERSONS, INNOCENTS = lines("persons"), lines("innocents")


def test_what_people_write_of_a_person_is_found() -> None:
    missed = [line for line in PERSONS if not personal(line)]
    assert len(PERSONS) > 200
    assert (len(missed), missed) == (MOST_MISSED, [])


def test_what_only_looks_like_it_is_left_alone() -> None:
    false = [(line, personal(line)) for line in INNOCENTS if personal(line)]
    assert len(INNOCENTS) > 150
    assert (len(false), false) == (MOST_FALSE, [])


@pytest.mark.parametrize("between", BETWEEN, ids=ascii)
def test_every_separator_joins_the_parts_of_a_number(between: str) -> None:
    numbers = {key: value.replace(" ", between) for key, value in PHONES.items()}
    numbers |= {f"+{code} {key}": f"+{code}{between}{numbers[key]}" for key, code in CODES.items()}
    numbers |= {f"({code}) {key}": f"({code}) {numbers[key]}" for key, code in CODES.items()}
    if between.strip() != "." and len(between) == 1:
        numbers |= {key: value.replace(" ", between) for key, value in DOCUMENTS.items()}
    assert [key for key, number in numbers.items() if not personal(number)] == []
    assert [key for key, number in numbers.items() if not personal(f"Tel. {number}")] == []


@pytest.mark.parametrize("hyphen", HYPHENS, ids=ascii)
def test_every_hyphen_joins_the_parts_of_a_document(hyphen: str) -> None:
    assert [key for key, value in HYPHENED.items() if not personal(value.replace("-", hyphen))] == []


@given(st.sampled_from(PERSONS), st.sampled_from(BEFORE), st.sampled_from(AFTER))
def test_a_datum_is_found_in_the_middle_of_a_text(line: str, before: str, after: str) -> None:
    assert personal(before + line + after)


@given(st.sampled_from(INNOCENTS), st.sampled_from(INNOCENTS))
def test_two_innocent_texts_are_innocent(one: str, other: str) -> None:
    assert not personal(f"{one}; {other}")


@given(
    st.lists(st.sampled_from([*PERSONS, *INNOCENTS, "\n", "ß", "ﬁ", "Ａ"]), max_size=4).map("; ".join)
    | st.text()
)
def test_each_datum_stands_in_the_text_once_and_nothing_is_left_of_it(text: str) -> None:
    found = [span for _, span in personal_data(text)]
    assert all(0 <= start < end <= len(text) for start, end in found)
    ordered = sorted(found)
    assert all(before[1] <= after[0] for before, after in pairwise(ordered))
    assert bool(found) == (personal(text) is not None)


HOSTILE = (
    "1",
    "1 ",
    "12 ",
    "(1",
    "1,",
    "123.456.",
    "2019-",
    "2019 a ",
    "a@",
    "a.",
    "A/",
    "Ley ",
    "Ley Aa ",
    "tel ",
)


@pytest.mark.parametrize(
    "piece",
    [*HOSTILE, "a at ", "1-1234-", "A1", "Ω", "9988-7766 ", "cel de a ", "http://a", "ana en ", "ig @"],
)
def test_no_line_takes_long(piece: str) -> None:
    """Four times as much, not much more than four times as long: a comment may be a whole file."""

    def effort(count: int) -> float:
        text = piece * (count // len(piece)) + "12345x"
        return timed(lambda: list(personal_data(text)))

    effort(1000)
    assert effort(16_000) < 9 * effort(4_000) + usual()


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("«ana@ejemplo.org», sin nada", "«…», sin nada"),
        ("empieza con «a » ana@ejemplo.org»", "empieza con «…»"),
        ("«x» en lugar de «9988-7766»", "«…»"),
        ("«hn-imn», del Decreto 1234-2019", "«hn-imn», del Decreto 1234-2019"),
    ],
)
def test_a_message_does_not_repeat_it(message: str, shown: str) -> None:
    assert hidden(message) == shown


LOADED = """
import json, sys
from rutaplan.__main__ import main
main()
print(json.dumps([name for name in ("phonenumbers", "stdnum", "rutaplan.personal.numbers") if name in sys.modules]), file=sys.stderr)
"""


def loaded(data: Path) -> list[str]:
    call = [sys.executable, "-c", LOADED, "--datos", str(data), "validate"]
    done = subprocess.run(call, capture_output=True, text=True, check=False, timeout=60)
    return list(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.programas
def test_the_libraries_are_loaded_when_a_text_asks_for_them(seed: Path) -> None:
    assert loaded(SEED) == []
    action = seed / "data" / "acciones" / "retorno" / "RET-N-01.yaml"
    whole = action.read_text(encoding="utf-8")
    action.write_text(whole + "notas: Según el Decreto 1234-2019 y ana@ejemplo.org\n", encoding="utf-8")
    assert loaded(seed / "data") == ["rutaplan.personal.numbers"]
    action.write_text(whole + "notas: Ver 9988-7766\n", encoding="utf-8")
    assert loaded(seed / "data") == ["phonenumbers", "rutaplan.personal.numbers"]
    action.write_text(whole + "notas: Ver 536-90-4399\n", encoding="utf-8")
    assert "stdnum" in loaded(seed / "data")
