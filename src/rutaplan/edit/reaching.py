"""reaching: the field that a path of words leads to, from a record: plenaria.minutos, ejes.retorno.nombre."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from rutaplan.derive.titles import plain, spellings
from rutaplan.diagnostics import Loc
from rutaplan.edit.parts import EditError
from rutaplan.model import Registro, fields
from rutaplan.model.fields import Campo
from rutaplan.printable import quoted
from rutaplan.suggest import fold, mend

_MAX_LISTED = 30


class Spot(NamedTuple):
    """A field, its path as a command has it, and the value that it has in its record."""

    loc: Loc
    path: str
    campo: Campo
    value: Any


def reach(record: Registro, path: str, *, whole: bool = False) -> Spot:
    """Find a field by the words of a path: keys, or the titles that people read. Raises EditError.

    An item of a list is named by its id, or by its number from 1. whole: a group of keys will do.
    """
    parts = iter(path.split("."))
    spot = Spot((), "", Campo(), record)
    kind: type[Registro] | None = type(record)
    for part in parts:
        if kind is None:
            raise EditError(f"{quoted(spot.path)} no tiene partes: sobra {quoted(part)}")
        key = _key(kind, part)
        campo = fields(kind)[key]
        kind = campo.record
        spot = Spot((*spot.loc, key), f"{spot.path}.{key}".lstrip("."), campo, getattr(spot.value, key, None))
        if campo.is_map or (campo.is_several and kind):
            spot = _item(spot, parts)
    if kind and not spot.campo.is_several and not whole:
        raise EditError(f"{quoted(path)} tiene partes; diga cuál: {path}.{next(iter(fields(kind)))}")
    return spot


def _key(kind: type[Registro], word: str) -> str:
    """The key of a field of a record, by any of its names."""
    names = {fold(name): key for key, campo in fields(kind).items() for name in spellings(key, campo)}
    found = names.get(plain(word))
    if found:
        return found
    listed = ", ".join([*fields(kind)][:_MAX_LISTED])
    raise EditError(f"no hay un campo {quoted(word)}{mend(word, names)} (hay: {listed})")


def _item(spot: Spot, parts: Iterator[str]) -> Spot:
    """One of several; all of them where the path ends."""
    part = next(parts, None)
    if part is None:
        return spot
    one, path = spot.campo._replace(is_several=False, is_map=False, is_required=False), f"{spot.path}.{part}"
    if spot.campo.is_map:
        return Spot((*spot.loc, part), path, one, (spot.value or {}).get(part))
    items = spot.value if isinstance(spot.value, tuple) else ()
    for index, each in enumerate(items):
        if part in {str(index + 1), getattr(each, "id", None)}:
            return Spot((*spot.loc, index), path, one, each)
    known = ", ".join(str(getattr(each, "id", index)) for index, each in enumerate(items, 1))
    raise EditError(f"no hay {quoted(part)} en {quoted(spot.path)} (hay: {known or 'ninguno'})")
