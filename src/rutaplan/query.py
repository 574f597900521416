"""query: which actions of a plan are asked for, in which order they come, and how that is told."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from rutaplan.derive import enumerate_words
from rutaplan.derive.filters import FILTERS, Filter
from rutaplan.derive.titles import Unknown
from rutaplan.model import ESTADOS, SILENCIOS, Accion
from rutaplan.plan import Plan

Query: TypeAlias = Mapping[str, tuple[str, ...]]
"""Values by filter, as the keys of FILTER_BY_KEY say: different keys all hold, values are alternatives."""

NO = "no_"
FILTER_BY_KEY: Mapping[str, Filter] = {each.name: each for each in FILTERS} | {
    f"{NO}{each.name}": each for each in FILTERS
}
"""Each filter under its name, and under no_NAME for the actions that hold none of the values."""


def option(key: str) -> str:
    """The option of the command line that a key of a query stands for."""
    return f"--{key.replace('_', '-')}"


def check_query(plan: Plan, query: Query) -> tuple[Query, tuple[str, ...]]:
    """Put a query in the plan's own words, with a Spanish sentence for each value that names nothing.

    Accents and case are forgiven. An unknown value stays in the query, where it matches nothing.
    """
    canonical: dict[str, tuple[str, ...]] = {}
    unknown: list[str] = []
    for key, values in _asked(query):
        answers = [(value, FILTER_BY_KEY[key].read(plan, value)) for value in values]
        unknown += [f"{option(key)}: {told.message}" for _, told in answers if isinstance(told, Unknown)]
        found = (value if isinstance(answer, Unknown) else answer for value, answer in answers)
        canonical[key] = tuple(dict.fromkeys(found))
    return canonical, tuple(unknown)


def select(plan: Plan, query: Query) -> Plan:
    """Keep only the actions that the query asks for, in the plan's order."""
    acciones = plan.acciones
    for key, values in _asked(query):
        holds, wanted = FILTER_BY_KEY[key].holds, not key.startswith(NO)
        acciones = tuple(
            accion for accion in acciones if any(holds(plan, accion, value) for value in values) is wanted
        )
    return replace(plan, acciones=acciones, todas=plan.enteras)


def query_label(plan: Plan, query: Query) -> str:
    """Tell a query by its names: "Solo: nivel Regional; con contraparte. Salvo: tema Trata."."""
    only: list[str] = []
    but: list[str] = []
    for key, values in _asked(query):
        each, is_negated = FILTER_BY_KEY[key], key.startswith(NO)
        names = [each.label(plan, value) for value in values]
        if is_negated and each.negated:
            only.append(f"{each.negated} {enumerate_words(names)}")
        else:
            (but if is_negated else only).append(f"{each.told} {enumerate_words(names, 'o')}".rstrip())
    parts = [f"Solo: {'; '.join(only)}."] if only else []
    return " ".join([*parts, f"{'Salvo' if only else 'Todas, salvo'}: {'; '.join(but)}."] if but else parts)


def _asked(query: Query) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is asked for, in the order of the filters."""
    return ((key, query[key]) for key in FILTER_BY_KEY if query.get(key))


def order(plan: Plan, orden: str) -> Plan:
    """Put the actions in one of ORDENES; what ties stays in the plan's order."""
    return replace(plan, acciones=tuple(sorted(plan.acciones, key=ORDENES[orden](plan))))


_Key: TypeAlias = Callable[[Accion], tuple[int | str, ...]]


def _by_id(_plan: Plan) -> _Key:
    def key(accion: Accion) -> tuple[int | str, ...]:
        head, _, tail = accion.id.rpartition("-")
        return (head, int(tail) if tail.isascii() and tail.isdigit() else 0, accion.id)

    return key


def _by_plazo(_plan: Plan) -> _Key:
    def key(accion: Accion) -> tuple[int | str, ...]:
        plazo = accion.plazo_meses
        if type(plazo) is int:
            return (0, plazo)
        return (1, SILENCIOS.index(str(plazo)) if plazo in SILENCIOS else len(SILENCIOS))

    return key


def _by_eje(plan: Plan) -> _Key:
    ejes = {eje: number for number, eje in enumerate(plan.eje_by_id)}
    return lambda accion: (ejes.get(accion.eje, len(ejes)), accion.eje)


def _by_estado(_plan: Plan) -> _Key:
    return lambda accion: (ESTADOS.index(accion.estado) if accion.estado in ESTADOS else len(ESTADOS),)


ORDENES: Mapping[str, Callable[[Plan], _Key]] = {
    "id": _by_id,
    "plazo": _by_plazo,
    "eje": _by_eje,
    "estado": _by_estado,
}
"""The orders of a list: plazos ascending and then those not decided, ejes and estados as in the plan."""
