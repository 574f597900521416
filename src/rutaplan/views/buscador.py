"""buscador: what a reader can filter the web page by, and the values by which each action answers."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from rutaplan.derive import horizonte, institucion_label
from rutaplan.derive.pendientes import CAMPOS, exigidos, is_pendiente
from rutaplan.model import SILENCIOS, Accion
from rutaplan.plan import Plan
from rutaplan.suggest import fold

SIN_PLAZO = "sin_plazo"
NADA = "nada"
HORIZONTES = {
    "corto": "Corto",
    "mediano": "Mediano",
    "largo": "Largo",
    SIN_PLAZO: "Sin plazo",
}
ROTULOS = {
    "eje": ("Eje", "Todos"),
    "nivel": ("Nivel", "Todos"),
    "plazo": ("Plazo", "Todos"),
    "institucion": ("Institución", "Todas"),
    "tema": ("Tema", "Todos"),
    "pendiente": ("Pendiente", "Todas"),
}
"""By the name that the page's address has for it: the filter's label, and what it says while unused."""


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
    return tuple(Clave(name, " ".join(values)) for name, values in _values(plan, accion).items())


def build_filtros(plan: Plan) -> tuple[Filtro, ...]:
    """List the filters that have something to choose, with their counts.

    Ejes, niveles and plazos stand in their own order, institutions and temas by name.
    """
    counts: dict[str, Counter[str]] = {name: Counter() for name in ROTULOS}
    for accion in plan.acciones:
        for name, values in _values(plan, accion).items():
            counts[name].update(values)
    known = _names(plan)
    return tuple(
        Filtro(name, *ROTULOS[name], _opciones(found, known[name])) for name, found in counts.items() if found
    )


def _values(plan: Plan, accion: Accion) -> Mapping[str, tuple[str, ...]]:
    involved = dict.fromkeys((*accion.instituciones, accion.responsable or ""))
    missing = tuple(campo for campo in exigidos(plan) if is_pendiente(accion, campo))
    return {
        "eje": (accion.eje,),
        "nivel": (accion.nivel,),
        "plazo": (horizonte(accion, plan.taller) or SIN_PLAZO,),
        "institucion": tuple(each for each in involved if each and each not in SILENCIOS),
        "tema": tuple(dict.fromkeys(accion.temas or ())),
        "pendiente": missing or (NADA,),
    }


def _names(plan: Plan) -> Mapping[str, Mapping[str, str]]:
    """For each filter, the names of its values, in the order in which they are offered."""
    instituciones = {ident: institucion_label(plan, ident) for ident in plan.institucion_by_id}
    temas = {ident: tema.nombre for ident, tema in plan.catalogos.temas.items()}
    return {
        "eje": {eje.id: eje.nombre for eje in plan.taller.ejes},
        "nivel": {nivel.id: nivel.nombre for nivel in plan.taller.niveles},
        "plazo": HORIZONTES,
        "institucion": _by_name(instituciones),
        "tema": _by_name(temas),
        "pendiente": {
            **{campo: f"{CAMPOS[campo].capitalize()} por definir" for campo in exigidos(plan)},
            NADA: "Nada por definir",
        },
    }


def _by_name(names: Mapping[str, str]) -> Mapping[str, str]:
    return dict(sorted(names.items(), key=lambda item: (fold(item[1]), item[0])))


def _opciones(found: Counter[str], names: Mapping[str, str]) -> tuple[Opcion, ...]:
    """Offer what occurs; a value that has no name is offered last, as it is written."""
    order = (*names, *sorted(set(found).difference(names)))
    return tuple(Opcion(value, names.get(value, value), found[value]) for value in order if found[value])
