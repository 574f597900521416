"""How a cell refuses: the code and the fields of its words, and how a value is named in them."""

from typing import Any

from pydantic_core import PydanticCustomError

from rutaplan.printable import quoted


def refuse(key: str, value: Any, /, **fields: object) -> PydanticCustomError:  # noqa: ANN401 - any value that YAML can hold
    """The refusal of a value by a cell, for rutaplan.translate to turn into a diagnostic.

    key and fields are those of rutaplan.catalogue.diagnose; the field valor is the value's name.
    """
    return PydanticCustomError(key, "-", {"valor": describe(value), **fields})


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
