"""speech: a text as it is said aloud in Spanish, and how long that takes.

Seconds are those of 150 words of neutral prose a minute, which are 276 syllables, stops included; another
rate scales them. The constants are fitted on lines of plans said by a synthesizer: a test holds them to it.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping

from rutaplan.derive import MESES

NEUTRAL = 150
"""The words of neutral prose a minute that seconds are counted at."""
SYLLABLE, STOP, PAUSE = 0.19, 0.55, 0.25
# ruff: noqa: SIM905 - words in one line are read as they are said
_UNITS = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco "
    "veintiséis veintisiete veintiocho veintinueve"
).split()
_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
_HUNDREDS = (
    "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
).split()
_ORDINALS = "primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo".split()
_NAMES = (
    "a be ce de e efe ge hache i jota ka ele eme ene eñe o pe cu erre ese te u uve doble_u equis ye zeta"
).split()
_LETTERS = dict(zip("abcdefghijklmnñopqrstuvwxyz", _NAMES, strict=True))
_MIL, _MILLON, _BILLON = 10**3, 10**6, 10**12
_MAX_DIGITS = 12
"""A longer run of digits, or one that begins with 0, is said digit by digit."""
_MAX_SIGLA = 12
"""A longer word in capitals is a word that somebody shouts."""

_NOT_IN_WORD = r"(?<![^\W\d_]){}(?![^\W\d_])"
_AMOUNT = r"(US|U\.S\.)?\$\s*(\d[\d.,\u00a0\u202f]*\d|\d)"
_SIGNS = (
    ("etc.", r"\betc\.(?=\s*$|\s+[^\W\d_a-záéíóúñ])", "etcétera."),
    ("etc.", r"\betc\.", "etcétera"),
    ("", r"\b[Nn](?:o\.|\.?[º°]\.?)(?=\s*\d)", "número"),
    ("y/o", r"\by/o\b", "y o"),
    ("%", r"\s*%", " por ciento"),
    ("€", r"\s*€", " euros"),
    ("&", r"\s*&\s*", " y "),
)
"""A pattern is compiled for a text that has what stands before it."""
_NUMBER = re.compile(
    r"(?P<day>\b\d{4}-(?:0[1-9]|1[0-2])-\d\d\b)"
    r"|(?P<groups>(?<!\d)\d{1,3}(?:[.,\u00a0\u202f]\d{3})+(?![\d]))"
    r"|(?P<whole>\d+)(?:(?P<ordinal>\.?[ºª])|(?P<mark>[.,])(?P<part>\d+))?"
)
_ROMAN = re.compile(_NOT_IN_WORD.format("(?=[IVX]{2})(X{0,3})(IX|IV|V?I{0,3})"))
_SIGLA = re.compile(_NOT_IN_WORD.format("[A-ZÁÉÍÓÚÜÑ]{2,}"))
_MUTE = re.compile(_NOT_IN_WORD.format("[b-df-hj-np-tv-xzñB-DF-HJ-NP-TV-XZÑ]+"))
"""A word without a vowel can only be spelled."""
_ONSET = "(?:ch|ll|qu|[bcdfgpkt][rl]|[bcdfghjklmnñprstvwxyz])?"
_READABLE = re.compile(f"(?:{_ONSET}[aeiouáéíóúü]{{1,3}}(?:ns|rs|[bcdfgklmnprstxz])?)+")
_SHORT = re.compile("[^aeiou][aeiou][^aeiou]|[aeiou][^aeiou][aeiou]")
_SHORTEST = 3

_SILENT = re.compile("h|(?<=[gq])u(?=[eiéí])")
_VOWEL_Y = re.compile("y(?![aeiouáéíóúü])")
_NUCLEUS = re.compile("[aeoáéíóú]|(?<![aeoáéíóúiuü])[iuü]+(?![aeoáéíóúiuü])")
_FOREIGN = re.compile(r"[^\W\d_a-zñáéíóúü]{1,2}")
"""Of letters that are not Spanish, two are taken for a syllable."""
_END = re.compile(r"[.?!…]+[)»”\"]*(?=\s+[^\sa-zñáéíóúü]|\s*$)")
_BREATH = re.compile("[,;:()—–]")


def as_said(text: str, se_dice: Mapping[str, str]) -> str:
    """Write out a text as it is said: siglas, numbers, signs. se_dice: how some siglas are said."""
    text = unicodedata.normalize("NFC", text)
    if se_dice:
        known = "|".join(map(re.escape, sorted(se_dice, key=len, reverse=True)))
        text = _put(re.compile(_NOT_IN_WORD.format(f"(?:{known})")), lambda found: se_dice[found[0]], text)
    if "$" in text:
        text = re.sub(_AMOUNT, lambda found: f"{found[2]} {'dólares' if found[1] else 'pesos'}", text)
    for sign, pattern, words in _SIGNS:
        text = re.sub(pattern, words, text) if sign in text else text
    text = _put(_NUMBER, _number, text)
    text = _put(_ROMAN, lambda found: number_words(_roman(found[0])), text)
    text = _put(_SIGLA, lambda found: _sigla(found[0]), text)
    return _put(_MUTE, lambda found: _spelled(found[0]), text)


def seconds_of(said: str) -> float:
    """How long a text, as it is said, takes at 150 words of neutral prose a minute."""
    stops, breaths = len(_END.findall(said)), len(_BREATH.findall(said))
    return SYLLABLE * count_syllables(said) + STOP * stops + PAUSE * breaths


def at_rate(seconds: float, palabras_por_minuto: int) -> int:
    """The whole seconds, rounded up, that some seconds at 150 words take at another rate."""
    return math.ceil(round(seconds * NEUTRAL / palabras_por_minuto, 6))


def count_syllables(said: str) -> int:
    """Count the syllables of a text as it is said: strong vowels, and weak ones that touch none."""
    plain = "".join(_plain(char) for char in unicodedata.normalize("NFC", said.lower()))
    plain = _VOWEL_Y.sub("i", _SILENT.sub("", plain))
    return len(_NUCLEUS.findall(plain)) + len(_FOREIGN.findall(plain))


def number_words(number: int) -> str:
    """Write out a number below a billion (10**12)."""
    if number < len(_UNITS):
        return _UNITS[number]
    if number < 100:  # noqa: PLR2004 - treinta y uno
        ten, unit = divmod(number, 10)
        return _TENS[ten - 3] + (f" y {_UNITS[unit]}" if unit else "")
    if number == 100:  # noqa: PLR2004 - cien, and no other hundred, stands alone
        return "cien"
    if number < _MIL:
        hundred, rest = divmod(number, 100)
        return _join(_HUNDREDS[hundred - 1], rest)
    if number < _MILLON:
        thousands, rest = divmod(number, _MIL)
        return _join("mil" if thousands == 1 else f"{_short(thousands)} mil", rest)
    millions, rest = divmod(number, _MILLON)
    return _join("un millón" if millions == 1 else f"{_short(millions)} millones", rest)


def _join(head: str, rest: int) -> str:
    return f"{head} {number_words(rest)}" if rest else head


def _short(number: int) -> str:
    """Before mil and millones, uno is un."""
    words = number_words(number)
    return (
        words[:-3] + "ún" if words.endswith("veintiuno") else words[:-1] if words.endswith("uno") else words
    )


def _put(pattern: re.Pattern[str], words: Callable[[re.Match[str]], str], text: str) -> str:
    """Put words in place of what is found; where a sentence begins, with a capital: a voice waits for it."""

    def put(found: re.Match[str]) -> str:
        before = found.string[max(0, found.start() - 4) : found.start()].rstrip(' «"(¿¡\n')
        said = words(found)
        return said[:1].upper() + said[1:] if not before or before[-1] in ".?!…" else said

    return pattern.sub(put, text)


def _number(found: re.Match[str]) -> str:
    if found["day"]:
        year, month, day = map(int, found["day"].split("-"))
        return f"{number_words(day)} de {MESES[month - 1]} de {number_words(year)}"
    if found["groups"]:
        return _digits(re.sub(r"\D", "", found["groups"]))
    if found["ordinal"] and 0 < int(found["whole"][:3]) <= len(_ORDINALS):
        return _ORDINALS[int(found["whole"][:3]) - 1]
    if found["mark"]:
        mark = "punto" if found["mark"] == "." else "coma"
        return f"{_digits(found['whole'])} {mark} {_digits(found['part'])}"
    return _digits(found["whole"])


def _digits(digits: str) -> str:
    if len(digits) > _MAX_DIGITS or (digits[0] == "0" and len(digits) > 1):
        return " ".join(_UNITS[int(digit)] for digit in digits)
    return number_words(int(digits))


def _roman(numeral: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in numeral]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _sigla(sigla: str) -> str:
    """Say a sigla as a word where Spanish can, else by its letters."""
    low = sigla.lower()
    short = len(low) == _SHORTEST and not _SHORT.fullmatch(low)
    if len(low) <= _MAX_SIGLA and (len(low) < _SHORTEST or short or not _READABLE.fullmatch(low)):
        return _spelled(low)
    return low


def _spelled(word: str) -> str:
    names = [_LETTERS[_plain(char, keep="ñ")].replace("_", " ") for char in word.lower()]
    return " ".join(names)


def _plain(char: str, keep: str = "ñáéíóúü") -> str:
    """A letter without the marks that Spanish does not know."""
    return char if char in keep or char.isascii() else unicodedata.normalize("NFD", char)[0]
