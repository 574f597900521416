"""How a cell refuses: the code and the three parts of a message, and how a value is named in it."""

from typing import Any

from pydantic_core import PydanticCustomError

from rutaplan.printable import quoted


def refuse(code: str, *, found: str, expected: str, help: str) -> PydanticCustomError:  # noqa: A002 - the word of Diagnostic
    """The refusal of a cell, for rutaplan.translate to turn into a diagnostic."""
    context = {"found": found, "expected": expected, "help": help}
    return PydanticCustomError(code, "{found}", context)


def describe(value: Any) -> str:  # noqa: ANN401, PLR0911 - one answer for each kind of value; any value that YAML can hold
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
