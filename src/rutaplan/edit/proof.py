"""proof: a changed sheet is read again; what differs and should not is an EditError."""

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from rutaplan.diagnostics import Loc
from rutaplan.edit.parts import EditError, values_of
from rutaplan.printable import quoted

# Comments under a value: behind a block of text, their indentation would make them part of it.
_FOLLOWING = re.compile(r"\A(?:[ \t]*(?:#[^\n]*|\r?)(?:\n|\Z))+")


def way(campo: str | Loc) -> Loc:
    """The way to a field; a key alone is one of the sheet itself."""
    return (campo,) if isinstance(campo, str) else campo


def named(loc: Loc) -> str:
    """Name a place as commands do: plenaria.minutos; items of lists count from 1."""
    return ".".join(str(part + 1 if isinstance(part, int) else part) for part in loc)


def held(values: Any, loc: Loc) -> Any:  # noqa: ANN401 - any value that YAML can hold
    """What stands at a place, made where it does not."""
    for part in loc:
        values = values.setdefault(part, {}) if isinstance(values, dict) else values[part]
    return values


def with_value(values: Mapping[str, Any], loc: Loc, wanted: Any) -> dict[str, Any]:  # noqa: ANN401 - the same
    """The values of a sheet once one of them is another."""
    changed = deepcopy(dict(values))
    held(changed, loc[:-1])[loc[-1]] = wanted
    return changed


def dedented(rest: str) -> str:
    """Bring the comments at the beginning of rest to the first column."""
    return _FOLLOWING.sub(lambda match: re.sub(r"(?m)^[ \t]+(?=#)", "", match.group()), rest, count=1)


def braces() -> EditError:
    """What to say of a sheet between braces."""
    return EditError("la hoja entera está escrita entre llaves; ejecute antes «rutaplan fmt»")


def proven(result: str, wanted: dict[str, Any], loc: Loc) -> str:
    """Read a result again: it must say what was wanted, no more and no less."""
    try:
        found = values_of(result)
    except EditError as error:
        raise EditError(
            f"{quoted(named(loc))} no admite ese valor: {error}. "
            "Si el valor está bien, ejecute antes «rutaplan fmt»"
        ) from error
    if found != wanted:
        raise EditError(f"no se pudo cambiar {quoted(named(loc))} sin tocar otra cosa; cámbielo a mano")
    return result
