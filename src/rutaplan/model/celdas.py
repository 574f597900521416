"""The kinds of cell a sheet may hold. Each refuses once, in Spanish, with its own code.

Values come from rutaplan.source: text, True, False, None, lists and dicts. A refusal is a
PydanticCustomError whose type is the code and whose context holds the fields of its words; the
message is never shown. A Hole, left where a value could not be read, passes everywhere.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_plain_validator_function, no_info_wrap_validator_function

from rutaplan.diagnostics import Hole
from rutaplan.model.rechazo import refuse
from rutaplan.printable import quoted
from rutaplan.suggest import nearest

POR_DEFINIR = "por_definir"
NO_APLICA = "no_aplica"
NO_CONSTA = "no_consta"
SILENCIOS = (POR_DEFINIR, NO_APLICA, NO_CONSTA)
Silencio: TypeAlias = Literal["por_definir", "no_aplica", "no_consta"]

MAX_TEXTO = 2000
MIN_MESES, MAX_MESES = 1, 120
ID_ACCION = r"[A-Z]{2,4}-[A-Z]{1,3}-[0-9]{2,6}"
ID_INSTITUCION = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
ID_GRUPO = r"g[0-9]{1,3}(?:-[a-z0-9]+)*"
ID_CATALOGO = r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*"


@dataclass(frozen=True, eq=False)
class Cell:
    """Annotated[kind, Cell(check, schema)]: check alone decides; schema is for what is typed.

    Every check lets a Hole pass, on its slow path: a wrapper that did it for all would be called for
    each cell of each sheet.
    """

    check: Callable[[Any], Any]
    schema: Mapping[str, Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:  # noqa: ANN401 - pydantic's own hook and types
        return no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
        return dict(self.schema)


@dataclass(frozen=True)
class ListOf:
    """Annotated[tuple[item, ...], ListOf(...)]: at least one item, none repeated.

    With silences, or with a word of its own ("todos"), that word alone may stand for the list; it
    is kept as a list of one, the same as among others: [hn-inm, por_definir] is known in part.
    """

    example: str
    silences: bool = False
    word: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """What may stand in place of the list."""
        return (SILENCIOS if self.silences else ()) + ((self.word,) if self.word else ())

    def check(self, value: Any, items: Any) -> Any:  # noqa: ANN401 - any value that YAML can hold, and the check of the items
        """Turn a list into a tuple of checked items; a word that may stand for it is not an item."""
        if type(value) is list and value:
            return items(_without_repeats(value))
        if type(value) is Hole:
            return ()
        if type(value) is str and value in self.words:
            return (value,)
        expected = " o ".join((f"una lista, como {self.example}", *self.words))
        if value is None or value in ("", []):
            raise _empty(value, expected)
        near = nearest(value, self.words) if type(value) is str else None
        if near:
            raise refuse("ESQ03 parecida", value, esperado=expected, parecida=near)
        raise refuse("ESQ03 lista", value, esperado=expected, ejemplo=self.example)

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:  # noqa: ANN401 - pydantic's own hook and types
        return no_info_wrap_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
        array = {**handler(core), "minItems": 1, "uniqueItems": True}
        return {"anyOf": [array, {"type": "string", "enum": list(self.words)}]} if self.words else array


def check_texto(minimum: int, maximum: int) -> Callable[[Any], str]:
    """Text between two lengths; any scalar is text."""

    def check(value: Any) -> str:  # noqa: ANN401 - any value that YAML can hold
        if type(value) is str:
            text = value.strip()
            if text and minimum <= len(text) <= maximum:
                return text
        if type(value) is Hole:
            return value
        if type(value) is bool:
            value = str(value).lower()
        if type(value) is not str:
            raise _not_text(value)
        value = value.strip()
        if not value:
            raise _empty(value, "un texto, o «por_definir» si no se ha decidido y el campo es obligatorio")
        if not minimum <= len(value) <= maximum:
            raise refuse(
                "ESQ07 largo" if len(value) > maximum else "ESQ07 corto",
                value,
                largo=len(value),
                minimo=minimum,
                maximo=maximum,
            )
        return str(value)

    return check


def _not_text(value: Any) -> PydanticCustomError:  # noqa: ANN401 - any value that YAML can hold
    if value is None:
        return _empty(value, "un texto")
    return refuse("ESQ03 texto", value)


def _empty(value: Any, expected: str) -> PydanticCustomError:  # noqa: ANN401 - any value that YAML can hold
    return refuse("ESQ05", value, esperado=expected)


def check_pattern(pattern: str, expected: str, *, silences: bool = False) -> Callable[[Any], str]:
    """A word that matches a pattern, or a silence where they may stand."""
    matches = re.compile(pattern, re.ASCII).fullmatch

    def check(value: Any) -> str:  # noqa: ANN401 - any value that YAML can hold
        if type(value) is str and (matches(value) or (silences and value in SILENCIOS)):
            return value
        if type(value) is Hole:
            return value
        if value is None or value == "":
            raise _empty(value, expected)
        if type(value) is not str:
            raise refuse("ESQ03", value, esperado=expected)
        raise refuse("ESQ06", value, esperado=expected)

    return check


def check_meses(value: Any) -> int | str:  # noqa: ANN401 - any value that YAML can hold
    """Whole months, or a silence."""
    if type(value) is str:
        if value in SILENCIOS:
            return value
        if (
            value.isascii()
            and value.isdigit()
            and len(value) <= len(str(MAX_MESES))
            and value[0] != "0"
            and int(value) <= MAX_MESES
        ):
            return int(value)
    if type(value) is Hole:
        return value
    if value is None or value == "":
        raise _empty(value, f"un entero de {MIN_MESES} a {MAX_MESES}, o por_definir")
    number = re.search(r"[1-9][0-9]{0,2}", value) if type(value) is str else None
    plain = number is not None and re.fullmatch(
        r"\W*0*[1-9][0-9]{0,2}\s*(mes|meses)?\W*", value, re.IGNORECASE
    )
    if plain and number:
        raise refuse("PLZ03 numero", value, minimo=MIN_MESES, maximo=MAX_MESES, numero=number.group())
    raise refuse("PLZ03", value, minimo=MIN_MESES, maximo=MAX_MESES)


def check_entero(low: int, high: int) -> Callable[[Any], int | Hole]:
    """A whole number between two bounds."""

    def check(value: Any) -> int | Hole:  # noqa: ANN401 - any value that YAML can hold
        if (
            type(value) is str
            and re.fullmatch("0|[1-9][0-9]{0,3}", value, re.ASCII)
            and low <= int(value) <= high
        ):
            return int(value)
        if type(value) is Hole:
            return value
        if value is None or value == "":
            raise _empty(value, f"un entero de {low} a {high}")
        raise refuse("ESQ06 entero", value, minimo=low, maximo=high)

    return check


def check_logico(value: Any) -> bool | Hole:  # noqa: ANN401 - any value that YAML can hold
    """True or false, unquoted."""
    if type(value) is bool:
        return value
    if type(value) is Hole:
        return value
    if value is None or value == "":
        raise _empty(value, "true o false")
    raise refuse("ESQ04 verdad", value)


def check_fecha(value: Any) -> str | date:  # noqa: ANN401 - any value that YAML can hold
    """A day that exists, or a silence."""
    if value in SILENCIOS:
        return str(value)
    if type(value) is str and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value, re.ASCII):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    if type(value) is Hole:
        return value
    if value is None or value == "":
        raise _empty(value, "una fecha AAAA-MM-DD, o por_definir")
    raise refuse("ESQ06 fecha", value)


def check_desde(value: Any) -> str | date:  # noqa: ANN401 - any value that YAML can hold
    """taller, aprobacion, a day or a silence."""
    if value in {"taller", "aprobacion"} if type(value) is str else False:
        return str(value)
    return check_fecha(value)


def one_of(*options: str) -> Cell:
    """A cell that holds one of a few words."""

    def check(value: Any) -> str:  # noqa: ANN401 - any value that YAML can hold
        if type(value) is str and value in options:
            return value
        if type(value) is Hole:
            return value
        if value is None or value == "":
            raise _empty(value, " o ".join(options))
        near = nearest(value, options) if type(value) is str else None
        if near:
            raise refuse("ESQ04 parecida", value, esperado=" | ".join(options), parecida=near)
        raise refuse("ESQ04", value, esperado=" | ".join(options))

    return Cell(check, {"type": "string", "enum": list(options)})


def _without_repeats(value: list[Any]) -> tuple[Any, ...]:
    texts = [entry for entry in value if type(entry) is str]
    if len(set(texts)) < len(texts):
        again = next(entry for index, entry in enumerate(texts) if entry in texts[:index])
        raise refuse("ESQ09", value, repetido=quoted(again))
    return tuple(value)


def silence_or_list(value: Any) -> str:  # noqa: ANN401 - any value that YAML can hold
    """Which side of a list of records or a silence a value is on; the tags appear in pydantic's loc."""
    return "silencio" if type(value) is str and value in SILENCIOS else "lista"
