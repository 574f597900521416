"""A plazo as people write it: all that has one meaning is read, and the rest gets a reason that helps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.derive import plazo_label
from rutaplan.importers.meanings.months import read_months
from rutaplan.model import Horizontes

HORIZONTES = Horizontes.model_validate({"corto": "12", "mediano": "36"})
MESES = {
    6: (
        "6", "06", "6.0", "6 meses", "6 Meses.", "6meses", "6m", "6 m.", "(6 meses)", "6.00", "“6”", "«6»", "6*", "seis", "seis meses", "Seis (6) meses", "6 (seis)", "6 (seis) meses", "6 (meses)", "seis (meses)", "6 (m)",
        "SEIS MESES", "½ año", "1/2 año", "medio año", "0,5 años", "0.5 año", "un semestre", "1 semestre", "2 trimestres", "dos trimestres", "3 bimestres", "6 months", "six months",
        "half a year", "hasta 6 meses", "máximo 6 meses", "6 meses máximo", "6 meses como máximo", "no más de 6 meses", "plazo: 6 meses", "Plazo de 6 meses", "en 6 meses", "a 6 meses",
        "dentro de 6 meses", "up to 6 months", "within 6 months", "≤ 6 meses", "Corto plazo (6 meses)", "corto plazo: 6 meses", "corto plazo - 6 meses", "6 meses (corto plazo)", "A corto plazo (6)",
        "a más tardar en 6 meses", "1.- 6 meses", "1) 6 meses", "a) 6 meses", "• 6 meses", "- 6 meses", "i. 6 meses", "1 bimestre y 4 meses", "medio año (6 meses)", "en un plazo máximo de 6 meses",
        "Short term (6 months)", "máx. 6 meses", "máx 6", "6 (máx.)", "6 meses máx.", "6 meses o menos", "<= 6", "≤6 meses", "6 max",
    ),
    12: ("1 año", "un año", "one year", "1 year", "1 año (12 meses)", "12 meses (1 año)", "1 (un) año", "doce meses", "1 año (12)", "12 (1 año)", "1.- 12 meses", "2 semestres", "12 meses o 1 año", "cuatro trimestres", "3 cuatrimestres"),
    18: ("18 m", "año y medio", "1 año y medio", "un año y medio", "1½ años", "1 1/2 años", "1,5 años", "1 año y 6 meses", "1 año 6 meses", "1 año, 6 meses", "1 año con 6 meses", "1 year and 6 months", "tres semestres", "1 año + 6 meses", "1 año y un semestre", "dieciocho (18) meses"),
    9: ("un semestre y medio", "nueve", "3 trimestres"),
    2: ("1 bimestre", "dos meses"),
    36: ("treinta y seis meses", "thirty-six months", "3 años", "36 (treinta y seis) meses", "un trienio", "mediano plazo (36 meses)", "Mediano plazo: 3 años"),
    60: ("un lustro", "5 años", "sesenta meses", "largo plazo (5 años)"),
    120: ("ciento veinte meses", "10 años", "una década"),
}  # fmt: skip
RANGOS = {
    7: ("6 ó 7", "6 o 7 meses", "seis ó siete meses"),
    12: ("6 al 12", "6 a 12", "6 ó 12", "6 o 12 meses", "6-12", "6 – 12 meses", "de 6 a 12 meses", "entre 6 y 12 meses", "6 meses a 1 año", "6 hasta 12", "6 to 12 months", "between 6 and 12 months", "from 6 to 12 months", "seis o doce meses", "6 u 12 meses", "Corto plazo (6 a 12 meses)", "medio año a un año", "1.- 6 a 12 meses"),
    24: ("entre 1 y 2 años", "1-2 años", "1 a 2 años", "año y medio a 2 años", "18 meses a 2 años", "uno a dos años", "mediano plazo (18-24 meses)"),
}  # fmt: skip
NINGUNO = {
    "dice cada cuánto": ("cada 6 meses", "cada seis meses", "semestral", "Mensual", "anualmente", "trimestral", "c/6 meses", "6 meses, cada año", "2 veces al año", "diario", "every 6 months", "quarterly"),
    "no dice cuándo termina": ("permanente", "Permanente.", "continuo", "continua", "en curso", "indefinido", "ongoing", "siempre"),
    "no dice cuántos meses": ("inmediato", "inmediatamente", "de inmediato", "pronto", "urgente", "lo antes posible", "ASAP", "a la brevedad"),
    "es una fecha": ("junio 2014", "2014", "Junio", "diciembre de 2027", "1er semestre", "primer semestre", "Primer trimestre 2027", "I semestre 2027", "Q1 2027", "fin de año", "a junio", "el año en curso", "12/2027", "2026-2027", "antes de 2028"),
    "parece una fecha": ("2027-12-18 00:00:00", "18/12/2027", "18-12-2027", "18.12.27", "2027-12-18"),
    "es un horizonte": ("corto plazo", "Corto", "mediano", "A largo plazo", "largo plazo.", "muy corto plazo", "corto y mediano plazo", "short term"),
    "no está en meses": ("90 días", "2 semanas", "una quincena", "15 días hábiles", "3 weeks"),
    "no hasta cuándo": ("mínimo 6 meses", "al menos 6 meses", "más de 6 meses", "desde 6 meses", "a partir de 6 meses", "at least 6 months", "6+", "6 +", "6+ meses", "6 meses +", "+6", "≥ 6", "≥6 meses", ">= 6", ">6 meses", "> 6", "6 meses o más", "6 y más", "6 meses en adelante", "mín. 6 meses", "no menos de 6 meses"),
    "dice menos de cuánto": ("menos de 6 meses", "<6 meses", "< 6", "antes de 6 meses", "menor a 6", "under 6 months"),
    "no dice un número seguro": ("aproximadamente 6 meses", "6 meses aprox.", "unos 6 meses", "alrededor de 6 meses", "casi un año", "~6", "~ 6 meses", "≈6", "+/- 6", "±6", "+- 6 meses", "6 aprox.", "aprox. 6 meses", "6 meses más o menos", "6 meses y pico", "tal vez 6", "6?", "¿6 meses?", "ca. 6 meses", "en torno a 6 meses"),
    "fuera de 1 a 120": ("0", "121", "11 años", "cero meses", "10 años y 1 mes"),
    "no son meses enteros": ("6.5", "6 meses y medio", "mes y medio", "0,1 años", "1/2", "medio mes"),
    "no es un rango": ("18-12", "6-6", "12 a 6 meses", "entre 2 y 1 años", "1 año a 6 meses"),
    "no son el mismo": ("6 (siete) meses", "1 año (6 meses)", "Seis (7) meses", "12 meses (2 años)"),
    "son mediano plazo en este plan": ("Corto plazo (24 meses)", "24 meses (corto plazo)", "corto plazo: 2 años"),
    "no es un número de meses": (
        "1e3", "-6", "９", "９ 6 meses", "30 y 6 meses", "2 años y 6", "6 12", "6.000", "1.000 meses", "6, 12", "6 y 12", "6 meses 6 meses", "6 meses y 1 año", "6 meses (apoyo)", "6 meses prorrogables", "año", "meses",
        "6/12", "6 + 6", "1 año + 6", "6 x 2", "6 & 7", "m12", "o 6 meses", "6 meses x", "según el país", "6 mesesx", "seis seis", "6 meses; OIM", "x" * 300,
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meses"), [(typed, meses) for meses, all_ in MESES.items() for typed in all_]
)
def test_months_as_people_write_them(typed: str, meses: int) -> None:
    read = read_months(typed, HORIZONTES)
    assert (read.meses, read.rango, read.doubt) == (meses, "", "")


@pytest.mark.parametrize(
    ("typed", "meses"), [(typed, meses) for meses, all_ in RANGOS.items() for typed in all_]
)
def test_of_a_range_the_greatest(typed: str, meses: int) -> None:
    read = read_months(typed, HORIZONTES)
    assert (read.meses, read.doubt) == (meses, "")
    assert typed.endswith(read.rango)
    assert read.rango


@pytest.mark.parametrize(
    ("typed", "reason"), [(typed, reason) for reason, all_ in NINGUNO.items() for typed in all_]
)
def test_what_is_no_number_of_months_is_told_why(typed: str, reason: str) -> None:
    read = read_months(typed, HORIZONTES)
    assert (read.meses, reason in read.doubt) == (0, True), read


def test_a_horizonte_says_nothing_where_the_plan_has_no_bounds() -> None:
    assert "escriba solo los meses" in read_months("Corto plazo (6 meses)").doubt
    narrow = Horizontes.model_validate({"corto": "3", "mediano": "12"})
    assert "son mediano plazo en este plan" in read_months("Corto plazo (6 meses)", narrow).doubt


UNITS = [
    "cero",
    "un",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiún",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
]
TENS = {3: "treinta", 4: "cuarenta", 5: "cincuenta", 6: "sesenta", 7: "setenta", 8: "ochenta", 9: "noventa"}


def in_words(number: int) -> str:
    if number < 30:
        return UNITS[number]
    tens, unit = divmod(number, 10)
    return f"{TENS[tens]} y {UNITS[unit]}" if unit else TENS[tens]


@given(st.integers(1, 99))
def test_words_and_digits_agree(number: int) -> None:
    written = in_words(number)
    for typed in (
        f"{number}",
        f"{number} meses",
        f"{written} meses",
        f"{written} ({number}) meses",
        f"{number} ({written})",
        plazo_label(number),
    ):
        assert read_months(typed).meses == number, typed


@given(st.integers(1, 9), st.integers(1, 11))
def test_years_and_months_are_summed(years: int, months: int) -> None:
    expected = years * 12 + months
    for typed in (
        f"{years} años y {months} meses",
        f"{in_words(years)} años {in_words(months)} meses",
        f"{expected} meses",
    ):
        assert read_months(typed).meses == expected, typed


@given(
    st.sampled_from([each for all_ in (*MESES.values(), *RANGOS.values()) for each in all_]),
    st.integers(0, 12),
)
def test_one_word_more_is_no_number_of_months(typed: str, at: int) -> None:
    words = typed.split()
    words.insert(min(at, len(words)), "prorrogables")
    assert read_months(" ".join(words), HORIZONTES).doubt


@given(
    st.text(max_size=40)
    | st.lists(
        st.sampled_from(
            ["6", "12", "año", "meses", "y", "medio", "(", ")", "-", "a", "corto", "plazo", "½", "."]
        ),
        max_size=8,
    ).map(" ".join)
)
def test_any_text_is_a_number_of_months_or_has_a_reason(typed: str) -> None:
    read = read_months(typed, HORIZONTES)
    assert bool(read.meses) != bool(read.doubt)
    assert read.meses == 0 or 1 <= read.meses <= 120
