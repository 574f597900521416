"""months: a plazo as people write it, in whole months; or why it is none. Nothing is guessed.

Its words become signs first: numbers in digits, units by their months ("6 m1", "1 m12"), and what may
stand around them; then the signs must make one of a few shapes, whole.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from rutaplan.importers.meanings.lists import either, forms, meanings, spelled
from rutaplan.importers.meanings.marks import strip_mark
from rutaplan.model import MAX_MESES, MIN_MESES, Horizontes

_HORIZON_ONLY = "es un horizonte y no un número de meses; escriba cuántos meses son"
_REASONS = {
    "frecuencia": "dice cada cuánto, y no en cuánto tiempo; escriba en cuántos meses se hará",
    "continuo": "no dice cuándo termina; escriba en cuántos meses estará en marcha, o «no aplica»",
    "inmediato": "no dice cuántos meses; si es el mes que viene, escriba «1»",
    "calendario": "es una fecha y no un número de meses; escriba los meses desde el inicio del plan",
    "dias": "no está en meses; escriba cuántos meses son",
    "minimo": "dice desde cuándo, y no hasta cuándo; escriba los meses como máximo",
    "menor": "dice menos de cuánto, y no hasta cuándo; escriba los meses como máximo",
    "aproximado": "no dice un número seguro; escriba los meses como máximo",
}
MAX_LETTERS = 200  # a plazo has fewer
_NONE = f"no es un número de meses; escriba un entero de {MIN_MESES} a {MAX_MESES}"
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}")
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_TOKEN = re.compile(r"[0-9]+/[0-9]+|[0-9]+(?:[.,][0-9]{1,2}(?![0-9]))?|[^\W\d_]+|½|[^\w\s]")
_WHOLE = re.compile(r"^[(\[]([^()\[\]]*[a-z][^()\[\]]*)[)\]]$")
_BRACKETED_UNIT = re.compile(r"(?<=[0-9]) \( (m[0-9]+) \)")
_HALF = re.compile(r"\b([0-9]+) (?:½|1/2)(?!\S)")
_N, _U = r"[0-9.]+", r"m[0-9]+"
_AMOUNT = rf"(?:{_N} {_U}(?: [+,])? {_N} {_U}|(?:{_N} )?{_U} \+ 0\.5|{_N}(?: {_U})?)"
_ONE = re.compile(rf"(?:(?:LIMIT|IN|A|IN LIMIT) )?(?:: )?({_AMOUNT})(?: ,)?(?: LIMIT| \( LIMIT \))?")
_TWICE = re.compile(rf"(?:(?:LIMIT|IN) )?({_AMOUNT}) \( ({_AMOUNT}) \)(?: ({_U}))?")
_RANGE = re.compile(rf"(?:FROM )?({_AMOUNT}) (-|A|OR|LIMIT) ({_AMOUNT})")
_BETWEEN = re.compile(rf"BETWEEN ({_AMOUNT}) (\+) ({_AMOUNT})")
_OR_MORE = re.compile(r"\+ [0-9].*|[0-9.,]+(?: [a-z]+)? \+(?: [a-z]+)?")
_HORIZONS = "corto|mediano|largo"
_HORIZON = re.compile(rf"(?P<name>{_HORIZONS})(?: [-(:,])? (?P<rest>.+?)(?: \))?")
_HORIZON_LAST = re.compile(rf"(?P<rest>.+?)(?: [-(:,])? (?P<name>{_HORIZONS})(?: \))?")


@dataclass(frozen=True, slots=True)
class Plazo:
    """What a text says: its months, or doubt, why there are none. rango: the range of which they are the end.

    mark: that of a list, taken off.
    """

    meses: int = 0
    rango: str = ""
    doubt: str = ""
    mark: str = ""


def read_months(text: str, horizontes: Horizontes | None = None) -> Plazo:
    """Read "6", "6 meses", "año y medio", "12-18 meses" (its maximum), "1.- 12 meses".

    horizontes: those of the plan, without which "corto plazo (6 meses)" says two things.
    """
    typed = " ".join(text.split())
    if len(typed) > MAX_LETTERS:
        return Plazo(doubt=_NONE)
    read = _read(typed, horizontes)
    marked = strip_mark(typed)
    if not read.doubt or not marked.mark:
        return read
    bare = _read(marked.text, horizontes)
    return read if bare.doubt else replace(bare, mark=marked.mark)


def _read(typed: str, horizontes: Horizontes | None) -> Plazo:
    plain = _WHOLE.sub(r"\1", spelled(typed).strip(" .;:*"))
    if _DATE.match(plain):
        return Plazo(doubt="parece una fecha, quizá puesta por la hoja de cálculo; escriba los meses")
    if _YEAR.search(plain):
        return Plazo(doubt=_REASONS["calendario"])
    signs = _BRACKETED_UNIT.sub(r" \1", _signs(plain))
    found = _shape(signs, typed)
    horizon = _HORIZON.fullmatch(signs) or _HORIZON_LAST.fullmatch(signs)
    if found.doubt and horizon:
        found = _agreed(_shape(horizon["rest"], typed), horizon["name"], horizontes)
    return replace(found, doubt=_reason(plain)) if found.doubt == _NONE else found


def _shape(signs: str, typed: str) -> Plazo:
    """Read the signs of a number, of a range, or of a number that is said twice."""
    one = _ONE.fullmatch(signs)
    if one and _descends(one[1]):
        return _bounded(_months(one[1]))
    twice = _TWICE.fullmatch(signs)
    if twice:
        return _said_twice(*twice.groups())
    between = _RANGE.fullmatch(signs) or _BETWEEN.fullmatch(signs)
    if not between:
        return Plazo(doubt=_NONE)
    low, joint, high = between.groups()
    first, last = _months(low, _unit(low) or _unit(high)), _months(high, _unit(high) or _unit(low))
    if joint == "OR" and first == last:
        return _bounded(last)
    if first % 1 or last % 1 or first >= last:
        return Plazo(doubt="no es un rango de meses enteros")
    return replace(_bounded(last), rango=typed)


def _said_twice(outer: str, inner: str, unit: str | None) -> Plazo:
    """Read "seis (6) meses" or "1 año (12 meses)", if both agree."""
    shared = unit or _unit(outer)
    months = _months(outer, shared)
    if months not in {_months(inner), _months(inner, _unit(inner) or shared)}:
        return Plazo(doubt="dice dos números que no son el mismo; escriba uno")
    return _bounded(months)


def _agreed(found: Plazo, name: str, horizontes: Horizontes | None) -> Plazo:
    """Take the months that stand beside a horizonte if the plan calls them so."""
    if found.doubt:
        return found
    ends = (horizontes.corto, horizontes.mediano) if horizontes else ()
    if not all(isinstance(each, int) for each in ends) or not ends:
        return Plazo(doubt="dice un horizonte y un número; escriba solo los meses")
    own = ("corto", "mediano", "largo")[sum(found.meses > each for each in ends)]
    if own == name:
        return found
    return Plazo(doubt=f"dice {name} plazo, y {found.meses} meses son {own} plazo en este plan; escriba uno")


def _signs(plain: str) -> str:
    """Write numbers in digits, units by their months, and the words around them as signs."""
    tokens = _TOKEN.findall(plain)
    if "".join(tokens) != plain.replace(" ", ""):
        return ""
    text = _HALF.sub(r"\1.5", re.sub(r"(?<=[a-z]) \.(?!\S)", "", " ".join(tokens)))
    text = re.sub(r"(?<=[0-9]),(?=[0-9])", ".", re.sub("[–—]", "-", text))
    known = _vocabulary()
    return known.pattern.sub(lambda match: known.signs[match.group()], text)


class _Vocabulary(NamedTuple):
    """The words of a plazo, and their signs."""

    signs: Mapping[str, str]
    pattern: re.Pattern[str]


@cache
def _vocabulary() -> _Vocabulary:
    units = {form: f"m{key}" for form, key in meanings("unidades").items()}
    numbers = {**meanings("numeros"), **_summed()}
    signs = {**meanings("plazos"), **numbers, **units, **meanings("horizontes")}
    spaced = {_spaced(form): sign for form, sign in signs.items()}
    return _Vocabulary(spaced, re.compile(rf"(?<!\S)(?:{either(spaced)})(?!\S)"))


def _summed() -> Mapping[str, str]:
    """Write the numbers that are said as a sum: treinta y un, thirty one, thirty-one."""
    known = forms("numeros")
    found: dict[str, str] = {}
    for ten in range(30, 100, 10):
        spanish_ten, english_ten = known[str(ten)]
        for unit in range(1, 10):
            spanish, *_, english = known[str(unit)]
            ways = f"{spanish_ten} y {spanish}", f"{english_ten} {english}", f"{english_ten}-{english}"
            found |= {spelled(each): str(ten + unit) for each in ways}
    return found


def _months(amount: str, unit: str = "m1") -> Decimal:
    """Sum the months of an amount; a number without a unit is of the one that is given."""
    total, number, last = Decimal(0), None, unit or "m1"
    for sign in re.findall(r"m?[0-9.]+", amount):
        if sign.startswith("m"):
            total += (Decimal(1) if number is None else number) * int(sign[1:])
            number, last = None, sign
        else:
            number = Decimal(sign)
    return total if number is None else total + number * int(last[1:])


def _descends(amount: str) -> bool:
    """Whether a sum goes from the greater unit to the smaller: "1 año y 6 meses"."""
    units = [int(each) for each in re.findall(r"m([0-9]+)", amount)]
    return units == sorted(set(units), reverse=True)


def _unit(amount: str) -> str:
    """The first unit of an amount; nothing if it has none."""
    match = re.search(_U, amount)
    return match.group() if match else ""


def _bounded(months: Decimal) -> Plazo:
    if months % 1:
        return Plazo(doubt="no son meses enteros")
    if not MIN_MESES <= months <= MAX_MESES:
        return Plazo(doubt=f"está fuera de {MIN_MESES} a {MAX_MESES} meses")
    return Plazo(int(months))


def _reason(plain: str) -> str:
    """Tell what a text that is no number of months says instead, where that is known."""
    spaced = _spaced(plain)
    if _OR_MORE.fullmatch(spaced):
        return _REASONS["minimo"]
    if not re.search("[0-9]", plain) and _said_in(spaced, "horizontes"):
        return _HORIZON_ONLY
    return _REASONS.get(_said_in(spaced, "sin_meses"), _NONE)


def _said_in(spaced: str, section: str) -> str:
    """The first meaning of a list of which a text has some words or signs; nothing if it has none."""
    found = (kind for kind, listed in _listed(section) if any(each in f" {spaced} " for each in listed))
    return next(found, "")


@cache
def _listed(section: str) -> list[tuple[str, list[str]]]:
    """Each meaning of a list, and its words and signs as they stand in a text where all are apart."""
    return [(kind, [f" {_spaced(spelled(each))} " for each in all_]) for kind, all_ in forms(section).items()]


def _spaced(text: str) -> str:
    """A text with its words, numbers and signs apart: «~6» is «~ 6»."""
    return " ".join(_TOKEN.findall(text))
