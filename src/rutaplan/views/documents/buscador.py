"""buscador: what a reader can filter the web page by, and the values by which each action answers."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from rutaplan.derive.filters import FILTERS
from rutaplan.model import Accion
from rutaplan.plan import Plan

_CHOICES = {each.name: each.choices for each in FILTERS if each.choices}


@dataclass(frozen=True, slots=True)
class Clave:
    """The values by which an action answers to one filter, between spaces: no value holds one."""

    filtro: str
    valores: str


@dataclass(frozen=True, slots=True)
class Opcion:
    """A value of a filter, its name, and how many actions have it."""

    valor: str
    nombre: str
    cuenta: int


@dataclass(frozen=True, slots=True)
class Filtro:
    """A filter with the values that occur. todos: the name of not filtering."""

    nombre: str
    rotulo: str
    todos: str
    opciones: tuple[Opcion, ...]


def claves(plan: Plan, accion: Accion) -> tuple[Clave, ...]:
    """Tell how an action answers to each filter."""
    return tuple(Clave(name, " ".join(choices.values(plan, accion))) for name, choices in _CHOICES.items())


def build_filtros(plan: Plan) -> tuple[Filtro, ...]:
    """List the filters that have something to choose, with their counts."""
    filtros = []
    for name, choices in _CHOICES.items():
        found = Counter(value for accion in plan.acciones for value in choices.values(plan, accion))
        if found:
            filtros.append(
                Filtro(name, choices.rotulo, choices.unused, _opciones(found, choices.names(plan)))
            )
    return tuple(filtros)


def _opciones(found: Counter[str], names: Mapping[str, str]) -> tuple[Opcion, ...]:
    """Offer what occurs; a value that has no name is offered last, as it is written."""
    order = (*names, *sorted(set(found).difference(names)))
    return tuple(Opcion(value, names.get(value, value), found[value]) for value in order if found[value])
