"""places: which record or cell stands where in a sheet, from the types of its fields.

A place is the way to a value, keys and indexes; a way is that of many, with ANY for an item or an id.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, TypeAlias, TypeVar, Union, get_args, get_origin

from pydantic import RootModel

from rutaplan.diagnostics import Hole, Loc
from rutaplan.model.cells import CellType, ListOf, OrSilence
from rutaplan.model.fields import Campo, Registro

ANY = "*"
Way: TypeAlias = tuple[str, ...]
Passes: TypeAlias = Mapping[str, Callable[[Any], bool]]
"""Kinds, and for each whether a value is nothing to look at: its known ids' __contains__."""
_ROOT = "root"
_H = TypeVar("_H", bound=Registro)


class _Cut(NamedTuple):
    """A way to the cells of a kind, cut where its first list begins.

    names: before the list. rest: the list and what follows. tail: what follows it, where it is the only one:
    nearly all are, and to follow rest takes twice the time.
    """

    kind: str
    names: Way
    rest: Way
    tail: Way | None
    is_fine: Callable[[Any], bool]


@cache
def fields(record: type[Registro]) -> Mapping[str, Campo]:
    """The fields of a record, by name, in the order of its schema."""
    return {
        name: (info.json_schema_extra if isinstance(info.json_schema_extra, Campo) else Campo())._replace(
            is_required=info.is_required(), **_made_of(info.annotation, info.metadata)
        )
        for name, info in record.model_fields.items()
    }


def exigibles(record: type[Registro]) -> Mapping[str, str]:
    """The fields that people are asked for while they are undecided, and by what word."""
    return {name: campo.exigible for name, campo in fields(record).items() if campo.exigible}


def records(record: type[Registro]) -> Iterator[type[Registro]]:
    """A record and those inside it, each as often as some field has it."""
    yield record
    for campo in fields(record).values():
        if campo.record:
            yield from records(campo.record)


def record_at(record: type[Registro], loc: Loc) -> type[Registro] | None:
    """The record whose keys stand at a place of a sheet; None where they are ids, or where there are none."""
    parts = iter((_ROOT, *loc) if issubclass(record, RootModel) else loc)
    for part in parts:
        campo = fields(record).get(str(part), Campo())
        if campo.record is None or (campo.is_several and next(parts, None) is None):
            return None
        record = campo.record
    return record


def cell_at(record: type[Registro], loc: Loc) -> CellType | None:
    """The cell at a place of a sheet, one or an item of several; None where there is a record or nothing."""
    for place in (loc, loc[:-1]):
        holder = record_at(record, place[:-1]) if place else None
        campo = fields(holder).get(str(place[-1])) if holder else None
        if campo and campo.cell:
            return campo.cell
    return None


def value_at(hoja: Registro | None, loc: Loc) -> Any:
    """What stands at a place of a sheet; None where nothing does."""
    value: Any = hoja
    for part in loc:
        items = dict(_items(value))
        value = items.get(part) if items else getattr(value, str(part), None)
    return value


@cache
def ways(record: type[Registro], kind: str) -> tuple[Way, ...]:
    """The ways to the cells of a sheet that hold something: LIBRE, or what their ids name."""
    return tuple(way for held, way in _ways(record) if held == kind)


def is_on(loc: Loc, ways: Collection[Way]) -> bool:
    """Whether a place is on one of some ways."""
    return any(
        len(loc) == len(way) and all(step in {ANY, part} for step, part in zip(way, loc, strict=True))
        for way in ways
    )


def values(  # noqa: C901, PLR0912 - one loop: a call for each value of a big plan would be felt
    hojas: Iterable[_H], passes: Passes
) -> Iterator[tuple[str, _H, Loc, Any]]:
    """Find what some sheets hold of some kinds and does not pass: kind, sheet, place and value.

    What could not be read is no value, and is never found.
    """
    known: dict[type[Registro], list[_Cut]] = {}
    for hoja in hojas:
        record = type(hoja)
        if record not in known:
            cuts = ((kind, cut) for kind in passes for cut in _cuts(record, kind))
            known[record] = [_Cut(kind, *cut, passes[kind]) for kind, cut in cuts]
        held = vars(hoja)  # half the time of asking a model for each
        for kind, names, rest, tail, is_fine in known[record]:
            value: Any = held.get(names[0] if names else _ROOT)
            if value is None:
                continue
            for name in names[1:]:
                value = getattr(value, name, None)
            if value is None:
                continue
            if not rest:
                if not is_fine(value) and type(value) is not Hole:
                    yield kind, hoja, names, value
            elif tail is not None:
                for part, item in _items(value):
                    for name in tail:
                        item = getattr(item, name, None)  # noqa: PLW2901 - as value above
                    if item is not None and not is_fine(item) and type(item) is not Hole:
                        yield kind, hoja, (*names, part, *tail), item
            else:
                for loc, item in _follow(value, rest):
                    if not is_fine(item) and type(item) is not Hole:
                        yield kind, hoja, (*names, *loc), item


@cache
def _cuts(record: type[Registro], kind: str) -> tuple[tuple[Way, Way, Way | None], ...]:
    cuts = ((way, [*way, ANY].index(ANY)) for way in ways(record, kind))
    return tuple((way[:at], way[at:], None if ANY in way[at + 1 :] else way[at + 1 :]) for way, at in cuts)


def _follow(value: Any, way: Way) -> Iterator[tuple[Loc, Any]]:
    if not way:
        yield (), value
        return
    for part, item in _items(value) if way[0] == ANY else [(way[0], getattr(value, way[0], None))]:
        if item is not None:
            yield from (((part, *loc), found) for loc, found in _follow(item, way[1:]))


def _items(value: Any) -> Iterable[tuple[str | int, Any]]:
    """The items of a list or a catalogue; none of the Hole or the silence that may stand for it."""
    if isinstance(value, tuple):
        return enumerate(value)
    inner = value.root if isinstance(value, RootModel) else value
    return ((str(key), item) for key, item in inner.items()) if isinstance(inner, dict) else ()


@cache
def _ways(record: type[Registro]) -> tuple[tuple[str, Way], ...]:
    """The ways to all cells of a sheet, each with what it holds."""
    found: list[tuple[str, Way]] = []
    for name, campo in fields(record).items():
        # A sheet that is one catalogue has no field of its own above its ids.
        start = (() if name == _ROOT else (name,)) + ((ANY,) if campo.is_several else ())
        if campo.cell:
            found.append((campo.kind, start))
        if campo.record:
            found += ((held, (*start, *way)) for held, way in _ways(campo.record))
    return tuple(found)


def _made_of(annotation: Any, metadata: Any = ()) -> dict[str, Any]:
    """What stands in a field of a type; beside None and the silences it is one thing, or several."""
    for each in metadata:
        if isinstance(each, CellType):
            return {"cell": each, "silent": each.silent}
    if isinstance(annotation, type) and issubclass(annotation, Registro):
        return {"record": annotation}
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _made_of(args[0], annotation.__metadata__)
    if origin in {tuple, dict}:
        silent = any(isinstance(each, ListOf) and each.silent for each in metadata)
        several = {"is_several": True, "is_map": origin is dict, "silent": silent}
        return _made_of(args[0 if origin is tuple else 1]) | several
    found = map(_made_of, args) if origin in {Union, UnionType} else ()
    made = next(filter(None, found), {})
    return made | {"silent": True} if any(isinstance(each, OrSilence) for each in metadata) else made
