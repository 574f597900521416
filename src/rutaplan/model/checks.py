"""checks: what each kind of cell takes, and how it refuses: once, in Spanish, with its own code.

Values come from rutaplan.source: text, True, False, None, lists and dicts. A refusal is a
PydanticCustomError whose type is the code and whose context holds the fields of its words; the
message is never shown. Every check lets a Hole pass, on its slow path: a wrapper that did it for all
would be called for each cell of each sheet.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, TypeAlias

from pydantic_core import PydanticCustomError

from rutaplan.diagnostics import Hole
from rutaplan.printable import quoted
from rutaplan.suggest import nearest

POR_DEFINIR = "por_definir"
NO_APLICA = "no_aplica"
NO_CONSTA = "no_consta"
SILENCIOS = (POR_DEFINIR, NO_APLICA, NO_CONSTA)
MIN_MESES, MAX_MESES = 1, 120

# Windows has no file and no folder of these names.
RESERVADOS = "con|prn|aux|nul|com[0-9]|lpt[0-9]"

Check: TypeAlias = Callable[[Any], Any]

_DIGITS = len(str(MAX_MESES))
_MESES = f"un entero de {MIN_MESES} a {MAX_MESES}, o por_definir"
_NUMBER = r"\W*0*([1-9][0-9]{0,2})\s*(?:mes|meses)?\W*"


def refuse(key: str, value: Any, /, **fields: object) -> PydanticCustomError:
    """The refusal of a value by a cell, for rutaplan.translate to turn into a diagnostic.

    key and fields are those of rutaplan.catalogue.diagnose; the field valor is the value's name.
    """
    return PydanticCustomError(key, "-", {"valor": describe(value), **fields})


def describe(value: Any) -> str:  # noqa: PLR0911 - one answer for each kind of value
    """Name a value as its author sees it."""
    match value:
        case None:
            return "ningún valor"
        case True | False:
            return f"«{str(value).lower()}»"
        case "":
            return "un texto vacío"
        case str():
            return quoted(value)
        case []:
            return "una lista vacía"
        case list():
            return f"una lista de {len(value)}"
        case _:
            return "un grupo de claves"


def hole(key: str, value: Any, expected: str, **fields: object) -> Hole:
    """The Hole that a value is which some check does not take; if it is none, the refusal of key."""
    if type(value) is Hole:
        return value
    if value is None or value == "":
        raise refuse("ESQ05", value, esperado=expected)
    raise refuse(key, value, esperado=expected, **fields)


def texto(minimum: int, maximum: int) -> Check:
    """Text between two lengths; any scalar is text."""

    def check(value: Any) -> str:
        if type(value) is not str:
            if type(value) is not bool:
                return hole("ESQ03 texto", value, "un texto")
            value = str(value).lower()
        text: str = value.strip()
        if not text:
            wanted = "un texto, o «por_definir» si no se ha decidido y el campo es obligatorio"
            return hole("ESQ05", text, wanted)
        if minimum <= len(text) <= maximum:
            return text
        raise refuse(
            "ESQ07 largo" if len(text) > maximum else "ESQ07 corto",
            value,
            largo=len(text),
            minimo=minimum,
            maximo=maximum,
        )

    return check


def pattern(regex: str, expected: str, *, silences: bool = False) -> Check:
    """A word that matches a regular expression, or a silence where they may stand."""
    matches = re.compile(regex, re.ASCII).fullmatch

    def check(value: Any) -> str:
        if type(value) is str:
            if matches(value) or (silences and value in SILENCIOS):
                return value
            near = next(filter(matches, (value.upper(), value.lower())), None)
            if near:
                raise refuse("ESQ06 parecida", value, esperado=expected, parecida=near)
            return hole("ESQ06 reservado" if re.fullmatch(RESERVADOS, value) else "ESQ06", value, expected)
        return hole("ESQ03", value, expected)

    return check


def meses(value: Any) -> int | str:
    """Whole months, or a silence."""
    if type(value) is str:
        if value in SILENCIOS:
            return value
        is_number = value.isascii() and value.isdigit() and value[0] != "0" and len(value) <= _DIGITS
        if is_number and int(value) <= MAX_MESES:
            return int(value)
    near = re.fullmatch(_NUMBER, value, re.IGNORECASE) if type(value) is str else None
    if near and int(near[1]) <= MAX_MESES:
        return hole("PLZ03 numero", value, _MESES, minimo=MIN_MESES, maximo=MAX_MESES, numero=near[1])
    return hole("PLZ03", value, _MESES, minimo=MIN_MESES, maximo=MAX_MESES)


def entero(low: int, high: int) -> Check:
    """A whole number between two bounds."""

    def check(value: Any) -> int | Hole:
        is_number = type(value) is str and re.fullmatch("0|[1-9][0-9]{0,3}", value, re.ASCII)
        if is_number and low <= int(value) <= high:
            return int(value)
        return hole("ESQ06 entero", value, f"un entero de {low} a {high}", minimo=low, maximo=high)

    return check


def logico(value: Any) -> bool | Hole:
    """True or false, unquoted."""
    if type(value) is bool:
        return value
    return hole("ESQ04 verdad", value, "true o false")


def fecha(value: Any) -> str | date:
    """A day that exists, or a silence."""
    return str(value) if value in SILENCIOS else _day(value, "una fecha AAAA-MM-DD, o por_definir")


def dia(value: Any) -> str | date:
    """A day that exists."""
    return _day(value, "una fecha AAAA-MM-DD")


def _day(value: Any, expected: str) -> str | date:
    if type(value) is str and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value, re.ASCII):
        with suppress(ValueError):
            return date.fromisoformat(value)
    return hole("ESQ06 fecha", value, expected)


def desde(value: Any) -> str | date:
    """taller, aprobacion, a day or a silence."""
    return value if type(value) is str and value in {"taller", "aprobacion"} else fecha(value)


def palabra(options: Callable[[], Sequence[str]], reported: Sequence[str] = ()) -> Check:
    """One of a few words. reported: those that a report says, and were written here once."""

    def check(value: Any) -> str:
        words = options()
        if type(value) is str and value in words:
            return value
        if type(value) is str and value in reported:
            raise refuse("ESQ04 reportado", value, esperado=" | ".join(words), palabra=value)
        near = nearest(value, words) if type(value) is str else None
        wanted = (" o " if value in (None, "") else " | ").join(words)
        return hole("ESQ04 parecida", value, wanted, parecida=near) if near else hole("ESQ04", value, wanted)

    return check


def without_repeats(values: list[Any]) -> tuple[Any, ...]:
    """The items of a list, refused if a text is there twice."""
    texts = [each for each in values if type(each) is str]
    if len(set(texts)) < len(texts):
        again = next(each for index, each in enumerate(texts) if each in texts[:index])
        raise refuse("ESQ09", values, repetido=quoted(again))
    return tuple(values)
