"""reaching: the field that a path of words leads to, from a record: plenaria.minutos, ejes.retorno.nombre."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from rutaplan.derive.titles import OTROS, plain, spellings
from rutaplan.diagnostics import Loc
from rutaplan.edit.parts import EditError
from rutaplan.model import Registro, fields
from rutaplan.model.fields import Campo
from rutaplan.printable import quoted
from rutaplan.suggest import fold, mend

_MAX_LISTED = 30
_NONE: Mapping[str, Campo] = MappingProxyType({})


class Spot(NamedTuple):
    """A field, its path as a command has it, and the value that it has in its record."""

    loc: Loc
    path: str
    campo: Campo
    value: Any


def reach(record: Registro, path: str, *, whole: bool = False, own: Mapping[str, Campo] = _NONE) -> Spot:
    """Find a field by the words of a path: keys, or the titles that people read. Raises EditError.

    An item of a list is named by its id, or by its number from 1. whole: a group of keys will do. own: what
    the workshop adds to the record, under otros.
    """
    head, *rest = path.split(".")
    key = _key(type(record), head, own)
    parts = iter((key, *rest) if key in fields(type(record)) else (OTROS, key, *rest))
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


def _key(kind: type[Registro], word: str, own: Mapping[str, Campo] = _NONE) -> str:
    """The key of a field of a record, or of one added to it, by any of its names."""
    known = {**own, **fields(kind)}
    names = {fold(name): key for key, campo in known.items() for name in spellings(key, campo)}
    found = names.get(plain(word))
    if found:
        return found
    listed = ", ".join([*[*fields(kind)][:_MAX_LISTED], *own])
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
