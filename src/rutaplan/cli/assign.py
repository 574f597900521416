"""assign: what a call orders of some fields, done to the texts of their sheets; why it cannot be is kept."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple, Self

from rutaplan.cli.participating import PERSONA, is_there, people_in, read_persona
from rutaplan.cli.typed import Typed, read_as
from rutaplan.derive.named import TALLER, Thing
from rutaplan.derive.titles import own_campos, plain
from rutaplan.diagnostics import Loc
from rutaplan.edit import EditError, add_record, remove_campo, set_campo
from rutaplan.edit.checked import Trial
from rutaplan.edit.parts import take_apart
from rutaplan.edit.reaching import Spot, reach
from rutaplan.edit.setting import Valor
from rutaplan.importers.meanings.lists import spelled
from rutaplan.model import (
    NO_CONSTA,
    POR_DEFINIR,
    SILENCIOS,
    Accion,
    Grupo,
    Hoja,
    Participante,
    fields,
    record_at,
)
from rutaplan.printable import INVISIBLE, quoted
from rutaplan.views.personas import initials_label

_ORDER = re.compile(r"(?P<path>[^=]*?)(?P<sign>\+=|-=|=)(?P<value>.*)", re.DOTALL)
_IN_ID = {("eje",), ("nivel",)}


class Order(NamedTuple):
    """What is ordered of a field: to be (=), to have (+=), to have no more (-=), or not to be (no sign)."""

    path: str
    sign: str
    value: str


class Change(NamedTuple):
    """A field of a thing before and after, as people may see it."""

    ident: str
    path: str
    before: str
    after: str


def read_order(word: str) -> Order | None:
    """The order that a word of a call is; None for one that is an id."""
    found = _ORDER.fullmatch(word)
    return Order(found["path"].strip(), found["sign"], found["value"]) if found else None


class Assignments:
    """The texts of a plan as some orders leave them, what that changes, and why some are refused."""

    def __init__(self, trial: Trial) -> None:
        self._trial = trial
        self.plan = plan = trial.plan
        self.texts: dict[str, str] = {}
        self.refusals: list[str] = []
        self.same = 0
        self._typed = Typed(plan)
        self._changes: dict[tuple[str, str], Change] = {}
        self._signs: dict[tuple[str, str], list[str]] = {}
        self._advice: dict[
            tuple[type[Hoja], str], str
        ] = {}  # to try one on a thousand actions takes a minute

    @property
    def unknown(self) -> list[str]:
        """The bodies that were named and the plan does not have."""
        return self._typed.unknown

    @property
    def changes(self) -> list[Change]:
        """What is another now than it was."""
        return [each for each in self._changes.values() if each.before != each.after]

    def each(self, things: Iterable[Thing], orders: Sequence[Order]) -> Self:
        """Do all that is ordered of some things, or keep why not."""
        for thing in things:
            self._do_all(thing, orders)
        return self

    def _do_all(self, thing: Thing, orders: Sequence[Order]) -> None:
        begun: dict[Loc, None] = {}
        for order in orders:
            try:
                spot = self._do(thing, order)
                begun[spot.loc[:-1]] = None
            except EditError as error:
                told = f"{thing.ident}: {error}"
                if told not in self.refusals:
                    self.refusals.append(told)
        self.refusals += (each for loc in begun if loc for each in self._missing(thing, loc))

    def _missing(self, thing: Thing, loc: Loc) -> Iterator[str]:
        """What a group of keys wants besides those that were ordered of it."""
        record, there = record_at(thing.hoja, (*thing.loc, *loc)), self._held(thing, loc)
        for key, campo in fields(record).items() if record and isinstance(there, dict) else ():
            if campo.is_required and key not in there:
                path = ".".join(map(str, (*loc, key)))
                yield (
                    f"{thing.ident}: «{loc[-1]}» lleva también «{key}»: dígalo en la misma orden, "
                    f"{path}=VALOR" + (f"; si no consta, {path}={NO_CONSTA}" if campo.silent else "")
                )

    def _do(self, thing: Thing, order: Order) -> Spot:
        own = own_campos(self.plan.taller) if thing.hoja is Accion else {}
        spot = reach(thing.record, order.path, whole=not order.sign, own=own)
        self._check(thing, spot, order)
        old = self._held(thing, spot.loc)
        after = self._changed(thing, spot, order, old)
        if after == self._text(thing):
            self.same += 1
            return spot
        if thing.hoja is Accion and spot.loc in _IN_ID:
            raise EditError(
                f"el {spot.path} está en el id: cámbielo en {thing.archivo}, y después el id con "
                "«rutaplan rename»"
            )
        key = (thing.ident, spot.path)
        before = self._changes[key].before if key in self._changes else self._shown(thing, spot, old)
        self.texts[thing.archivo] = after
        self._changes[key] = Change(*key, before, self._shown(thing, spot, self._held(thing, spot.loc)))
        return spot

    def _check(self, thing: Thing, spot: Spot, order: Order) -> None:
        """Refuse what no field takes, whatever it says."""
        if spot.loc == ("id",) and thing.ident != TALLER:
            raise EditError(
                "el id no se cambia así: use «rutaplan rename», que cambia también lo que lo nombra"
            )
        signs = self._signs.setdefault((thing.ident, spot.path), [])
        signs.append(order.sign)
        if len(signs) > 1 and not {*signs} <= {"+=", "-="}:
            raise EditError(f"{quoted(spot.path)} está dos veces, y lleva un solo valor")
        if INVISIBLE.search(order.value.replace("\n", "")):
            raise EditError(f"{quoted(spot.path)}: el valor tiene caracteres que no se pueden imprimir")

    def _changed(self, thing: Thing, spot: Spot, order: Order, old: Any) -> str:  # noqa: ANN401 - any value of a sheet
        """The sheet once an order is done."""
        text, loc = self._text(thing), (*thing.loc, *spot.loc)
        if not order.sign:
            if spot.campo.is_required:
                raise EditError(f"{quoted(spot.path)} no se puede quitar{self._instead(thing, spot)}")
            return remove_campo(text, loc)
        if not order.value.strip():
            raise EditError(f"{spot.path}= no dice nada{self._instead(thing, spot)}")
        if spot.campo.record is Participante and order.sign == "+=":
            persona = read_persona(self.plan, order.value)
            return text if is_there(persona, old) else add_record(text, loc, persona)
        silence = spelled(order.value).replace(" ", "_")
        if spot.campo.record and order.sign == "=" and silence in SILENCIOS:
            return set_campo(text, loc, silence, thing.hoja)
        if spot.campo.record:
            is_persona = spot.campo.record is Participante
            how = f'dé {spot.path}+="{PERSONA}"' if is_persona else f"escríbala en {thing.archivo}"
            raise EditError(
                f"{quoted(spot.path)} son fichas: para agregar una, {how}; para cambiarla, "
                f"diga cuál y qué campo, {spot.path}.1.CAMPO=VALOR"
            )
        value = self._value(thing, spot, order, old)
        if value is None:
            return text
        holder = thing.record if len(spot.loc) == 1 else None
        if old is None and getattr(holder, str(spot.loc[-1]), None) == value:
            return text  # what is written nowhere is already so
        return set_campo(text, loc, value, thing.hoja)

    def _instead(self, thing: Thing, spot: Spot) -> str:
        """How to go on where a field cannot be empty: what was tried on one of its kind and not refused."""
        key = (thing.hoja, spot.path)
        if key not in self._advice:
            self._advice[key] = self._tried(thing, spot)
        return self._advice[key]

    def _tried(self, thing: Thing, spot: Spot) -> str:
        text, loc = self._text(thing), (*thing.loc, *spot.loc)
        ways: list[tuple[str, Callable[[], str]]] = []
        if not spot.campo.is_required:
            ways.append((f"para quitar el campo, --quitar {spot.path}", lambda: remove_campo(text, loc)))
        told = f"si nadie lo ha decidido, {spot.path}={POR_DEFINIR}"
        ways.append((told, lambda: set_campo(text, loc, POR_DEFINIR, thing.hoja)))
        good = [told for told, way in ways if self._is_taken(thing, way)]
        return f": {'; '.join(good) or 'escriba un valor'}"

    def _is_taken(self, thing: Thing, way: Callable[[], str]) -> bool:
        try:
            return not self._trial.run({**self.texts, thing.archivo: way()})[1]
        except EditError:
            return False

    def _text(self, thing: Thing) -> str:
        """The sheet of a thing by now. Raises EditError where it could not be read."""
        source = self.plan.sources.get(thing.archivo)
        if source is None:
            raise EditError("su archivo no se puede leer: rutaplan validate dice por qué")
        return self.texts.get(thing.archivo, source.text)

    def _held(self, thing: Thing, loc: Loc) -> Any:  # noqa: ANN401 - any value of a sheet
        """What a sheet holds by now at a place of a thing; None where it holds nothing."""
        parts, at = take_apart(self._text(thing)), (*thing.loc, *loc)
        return parts.value(at) if parts.has(at) else None

    def _value(self, thing: Thing, spot: Spot, order: Order, old: Any) -> Valor | None:  # noqa: ANN401 - the same
        """The value that a field gets: the one typed, or its list with that or without. None: as it is."""
        if order.sign != "=" and not spot.campo.is_several:
            raise EditError(f"{quoted(spot.path)} no es una lista: use {spot.path}=VALOR")
        listed = [str(each) for each in old] if isinstance(old, list) else []
        typed = order.value.strip()
        value = typed if order.sign == "-=" and typed in listed else self._read(thing, spot, typed)
        if order.sign == "=":
            return value
        items = value if isinstance(value, tuple) else (str(value),)
        if order.sign == "+=":
            return (*listed, *(each for each in items if str(each) not in listed))
        gone = {*map(str, items)}
        if not gone.intersection(listed):
            return None
        left = tuple(each for each in listed if each not in gone)
        if not left:
            raise EditError(f"{quoted(spot.path)} quedaría vacío{self._instead(thing, spot)}")
        return left

    def _read(self, thing: Thing, spot: Spot, text: str) -> Valor:
        listed = self._held(thing, ("paises",)) if thing.hoja is Accion else None
        paises = tuple(listed) if isinstance(listed, list) else ()
        value = read_as(quoted(spot.path), partial(self._typed.read, spot.campo, paises=paises), text)
        if thing.hoja is Grupo and spot.loc == ("ponente",):
            names = [str(each.get("nombre")) for each in people_in(self._held(thing, ("participantes",)))]
            return next((name for name in names if plain(name) == plain(text)), value)
        return value

    def _shown(self, thing: Thing, spot: Spot, value: Any) -> str:  # noqa: ANN401 - any value of a sheet
        """A value of a field as it may be seen: a person by initials, post and institution."""
        if thing.hoja is not Grupo or value in (None, POR_DEFINIR):
            return _told(value)
        match spot.loc:
            case ("ponente",):
                people = people_in(self._held(thing, ("participantes",)))
                known = next((each for each in people if each.get("nombre") == value), {"nombre": value})
                return initials_label(self.plan, known)
            case ("participantes",) | ("participantes", _):
                shown = [initials_label(self.plan, each) for each in people_in(value)]
                return "; ".join(shown) or _told(value)
            case ("participantes", _, "nombre"):
                return initials_label(self.plan, {"nombre": value})
        return _told(value)


def _told(value: Any) -> str:  # noqa: ANN401 - any value of a sheet
    match value:
        case None:
            return "(nada)"
        case True | False:
            return str(value).lower()
        case list():
            return ", ".join(map(_told, value))
        case dict():
            return "; ".join(f"{key}: {_told(each)}" for key, each in value.items())
        case str() if " " in value:
            return quoted(value)
    return str(value)
