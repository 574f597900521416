"""comparing: what is another between two states of a plan, as values: no line, no comment, no order of keys.

Who came to be called otherwise is the same: an action by pairing, a body by all else that its entry says.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from rutaplan.derive.pairing import pair
from rutaplan.derive.received import Received, compare_avances
from rutaplan.model import SILENCIOS, Accion, Hoja, Registro, fields, values
from rutaplan.plan import Plan, by_key
from rutaplan.source import parse

PROVENANCE = ("fuente", "confianza", "comprobada", "contacto", "notas", "aceptados")
"""What an entry says of itself, and of no action: where it is from, and how to write to it."""
_KINDS = ("institucion", "tipo_institucion", "pais", "tema", "poblacion", "objetivo_pmm", "meta_ods")
_NAMING = {"institucion", "involucrada"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that says another thing, as the YAML does; None where it was not, or is no more."""

    campo: str
    antes: Any
    ahora: Any


@dataclass(frozen=True, slots=True)
class Changed:
    """An action that was there before: what it said, what it says, and the reports that came or went."""

    antes: Accion
    ahora: Accion
    cambios: tuple[FieldChange, ...]
    avances: Received = field(default_factory=Received)

    @property
    def by_campo(self) -> Mapping[str, FieldChange]:
        """Its changes, by their field."""
        return {each.campo: each for each in self.cambios}


@dataclass(frozen=True, slots=True)
class EntryChange:
    """A group, or an entry of a catalogue that some actions name. kind: as Plan.by_kind calls it."""

    kind: str
    id: str
    cambios: tuple[FieldChange, ...]
    acciones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that is another, each in the order of the plan. avances: of actions that are new, or gone."""

    nuevas: tuple[Accion, ...]
    quitadas: tuple[Accion, ...]
    cambiadas: tuple[Changed, ...]
    otros_avances: Received
    grupos: tuple[EntryChange, ...]
    taller: tuple[FieldChange, ...]
    catalogos: tuple[EntryChange, ...]

    @property
    def avances(self) -> Received:
        """What came of all reports."""
        return sum((each.avances for each in self.cambiadas), self.otros_avances)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is another."""
        parts = (self.nuevas, self.quitadas, self.cambiadas, self.grupos, self.taller, self.catalogos)
        return not any(parts) and not self.otros_avances


@lru_cache(maxsize=4)
def compare(antes: Plan, ahora: Plan) -> Comparison:
    """Compare two states of a plan; of what could not be read, the words that stand there."""
    old, new = _readable(antes, ahora), _readable(ahora, antes)
    was = pair(old, new)
    renamed = {accion.id: ident for ident, accion in was.items() if accion.id != ident}
    bodies = _renamed_bodies(antes, ahora)
    names = _Names(renamed, bodies)
    received = compare_avances(antes, ahora, renamed, bodies)
    found = []
    for accion in new:
        if accion.id in was:
            cambios = tuple(_changes(antes, ahora, was[accion.id], accion, names))
            own = received.pop(accion.id, Received())
            if cambios or own:
                found.append(Changed(was[accion.id], accion, cambios, own))
    kept = {accion.id for accion in was.values()}
    both_read = antes.is_read(antes.taller) and ahora.is_read(ahora.taller)
    return Comparison(
        nuevas=tuple(accion for accion in new if accion.id not in was),
        quitadas=tuple(accion for accion in old if accion.id not in kept),
        cambiadas=tuple(found),
        otros_avances=sum(received.values(), Received()),
        grupos=tuple(_groups(antes, ahora, names)),
        taller=tuple(_changes(antes, ahora, antes.taller, ahora.taller, names)) if both_read else (),
        catalogos=tuple(_catalogos(antes, ahora, bodies)),
    )


def compare_acciones(antes: Plan, ahora: Plan) -> tuple[FieldChange, ...]:
    """The changes between two plans of one action each."""
    return tuple(_changes(antes, ahora, antes.acciones[0], ahora.acciones[0], _Names({}, {})))


def _readable(plan: Plan, other: Plan) -> list[Accion]:
    """The actions of a plan, but those that the other has and cannot read, alone or with their folder."""
    lost = other.ids - other.accion_by_id.keys()
    shut = tuple(f"{plan.prefix}{path.removeprefix(other.prefix)}/" for path in other.unread)
    known = (each for each in plan.enteras if plan.accion_by_id[each.id] is each)  # the first of each id
    return [each for each in known if each.id not in lost and not each.archivo.startswith(shut)]


@dataclass(frozen=True, slots=True)
class _Names:
    """What each action and each body came to be called."""

    acciones: Mapping[str, str]
    bodies: Mapping[str, str]

    def of(self, kind: str) -> Mapping[str, str]:
        """The new names of what cells of a kind hold."""
        return self.bodies if kind in _NAMING else self.acciones if kind == "accion" else {}


def _changes(antes: Plan, ahora: Plan, old: Hoja, new: Hoja, names: _Names) -> Iterator[FieldChange]:
    """The fields of a sheet that are another, in the order of its schema."""
    if old is new:
        return
    for campo, each in fields(type(new)).items():
        was, now = _value(antes, old, campo), _value(ahora, new, campo)
        known = names.of(each.kind) if campo != "id" else {}
        if was is not now and _plain(was, known) != _plain(now, {}):
            yield FieldChange(campo, was, now)


def _value(plan: Plan, hoja: Hoja, campo: str) -> Any:  # noqa: ANN401 - any value of YAML
    """What a field says; where that could not be read, what is written there."""
    value = getattr(hoja, campo)
    holes = plan.holes.get(hoja.archivo)
    if not holes or not any(hole[0] == campo for hole in holes if hole):
        return value
    raw = (parse(plan.sources[hoja.archivo])[0] or {}).get(campo)
    return raw if isinstance(raw, str) or raw is None else str(raw)


def _plain(value: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401 - any value of YAML
    """A value to compare, by its new names; the order of a list of ids or of records says nothing."""
    if isinstance(value, tuple):
        if any(isinstance(each, Registro) for each in value):
            return sorted(map(repr, value))
        return frozenset(names.get(each, each) for each in value)
    if isinstance(value, str):
        return names.get(value, str(value))
    return value


def _groups(antes: Plan, ahora: Plan, names: _Names) -> Iterator[EntryChange]:
    """Groups that are new, gone or another; of their people, how many, and who let their name be known."""
    for ident in dict.fromkeys((*ahora.grupo_by_id, *antes.grupo_by_id)):
        old, new = antes.grupo_by_id.get(ident), ahora.grupo_by_id.get(ident)
        if old is None or new is None:
            if ident not in (antes.grupo_ids if old is None else ahora.grupo_ids):
                yield EntryChange("grupo", ident, (FieldChange("id", old and ident, new and ident),))
            continue
        cambios = tuple(_without_people(each) for each in _changes(antes, ahora, old, new, names))
        if cambios:
            yield EntryChange("grupo", ident, cambios)


def _without_people(change: FieldChange) -> FieldChange:
    if change.campo == "participantes":
        return FieldChange(change.campo, *_counted(change.antes, change.ahora))
    if change.campo == "ponente":
        return FieldChange(change.campo, _somebody(change.antes), _somebody(change.ahora))
    return change


def _counted(antes: Any, ahora: Any) -> tuple[str, str]:  # noqa: ANN401 - people, a silence, or what was written
    """How many people there were and are; and how many came, and left."""
    if not isinstance(antes, tuple) or not isinstance(ahora, tuple):
        return _people(antes), _people(ahora)
    old, new = ({repr(each) for each in people} for people in (antes, ahora))
    came = [each for each in ahora if repr(each) not in old]
    named = [each.nombre for each in came if each.autoriza_publicar is True]
    moved = f"{_people(ahora)} ({len(new - old)} que no estaban así, {len(old - new)} que ya no)"
    return _people(antes), f"{moved}: {', '.join(named)}" if named else moved


def _people(value: Any) -> str:  # noqa: ANN401 - as above
    if isinstance(value, tuple):
        return "1 persona" if len(value) == 1 else f"{len(value)} personas"
    return value if value in SILENCIOS else "no se puede leer"


def _somebody(value: str) -> str:
    return value if value in SILENCIOS else "una persona"


def _renamed_bodies(antes: Plan, ahora: Plan) -> dict[str, str]:
    """What each body came to be called whose entry is the same in all else, and no other's."""
    old, new = antes.institucion_by_id, ahora.institucion_by_id
    if old.keys() == new.keys():
        return {}
    gone = by_key((repr(each), ident) for ident, each in old.items() if ident not in new)
    came = by_key((repr(each), ident) for ident, each in new.items() if ident not in old)
    return {own[0]: came[text][0] for text, own in gone.items() if len(own) == len(came.get(text, ())) == 1}


def _catalogos(antes: Plan, ahora: Plan, bodies: Mapping[str, str]) -> Iterator[EntryChange]:
    """The entries that say another thing, are gone, or are called otherwise, where an action names them."""
    changed: dict[tuple[str, str], tuple[FieldChange, ...]] = {}
    for kind in _KINDS:
        old, new = antes.by_kind[kind], ahora.by_kind[kind]
        if old is new or not old or not new:
            continue
        for ident, each in old.items():
            called = bodies if kind == "institucion" else {}
            now = new.get(called.get(ident, ident))
            if now is not each:
                changed[kind, str(ident)] = tuple(_entry_changes(ident, each, now, called))
    changed = {key: cambios for key, cambios in changed.items() if cambios}
    named = _named(antes, ahora, changed.keys()) if changed else {}
    for (kind, ident), cambios in changed.items():
        if named.get((kind, ident)):
            yield EntryChange(kind, ident, cambios, tuple(named[kind, ident]))


def _entry_changes(
    ident: str,
    old: Any,  # noqa: ANN401 - any entry
    new: Any,  # noqa: ANN401 - any entry
    bodies: Mapping[str, str],
) -> Iterator[FieldChange]:
    called = bodies.get(ident, ident)
    if new is None or called != ident:
        yield FieldChange("id", ident, None if new is None else called)
    if new is not None:
        for campo, each in fields(old.__class__).items():
            was, now = getattr(old, campo), getattr(new, campo)
            known = bodies if each.kind in _NAMING else {}
            if campo not in PROVENANCE and known.get(was, was) != now:
                yield FieldChange(campo, was, now)


def _named(antes: Plan, ahora: Plan, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
    """The actions that name each of some entries, by their ids now where they are still there."""
    idents: dict[str, set[str]] = {}
    for kind, ident in wanted:
        idents.setdefault(kind, set()).add(ident)
    both = idents.get("institucion", set()) | idents.get("tipo_institucion", set())
    passes = {kind: _is_not_in(known) for kind, known in (*idents.items(), ("involucrada", both))}
    found: dict[tuple[str, str], dict[str, None]] = {}
    for plan in (ahora, antes):
        for kind, accion, _, value in values(plan.enteras, passes):
            for each in (kind,) if kind in idents else _KINDS[:2]:
                if plan is ahora or accion.id in ahora.accion_by_id:
                    found.setdefault((each, str(value)), {})[accion.id] = None
    return {key: [*own] for key, own in found.items()}


def _is_not_in(known: Collection[str]) -> Callable[[Any], bool]:
    return lambda value: str(value) not in known
