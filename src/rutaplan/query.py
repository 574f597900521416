"""query: which actions of a plan are asked for, in which order they come, and how that is told."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from rutaplan.derive import enumerate_words, fecha_label
from rutaplan.derive.filters import FILTERS, YES, Filter
from rutaplan.derive.titles import Unknown
from rutaplan.derive.vencimiento import day_of
from rutaplan.model import ESTADOS, SILENCIOS, Accion
from rutaplan.plan import Plan

Query: TypeAlias = Mapping[str, tuple[str, ...]]
"""Values by filter, as the keys of FILTER_BY_KEY say: different keys all hold, values are alternatives."""

_Key: TypeAlias = tuple[int | str, ...]

_WORD = re.compile(r"[a-z0-9][a-z0-9_-]{0,47}", re.ASCII)
_SUM = re.compile(r"-[0-9a-f]{8}$", re.ASCII)
_MAX_WORDS = 40

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
        day = f" al {fecha_label(day_of(plan))}" if each.follows else ""
        if is_negated and each.negated:
            only.append(f"{each.negated} {enumerate_words(names)}")
        else:
            told = f"{each.told} {enumerate_words(names, 'o')}".rstrip()
            (but if is_negated else only).append(told + day)
    parts = [f"Solo: {'; '.join(only)}."] if only else []
    return " ".join([*parts, f"{'Salvo' if only else 'Todas, salvo'}: {'; '.join(but)}."] if but else parts)


def query_slug(query: Query) -> str:
    """Name a query in a file's name: one value of one filter by its words, whatever else with a sum of it.

    Two queries never have the same name. What people typed freely is in no name: it may be somebody's.
    """
    asked = {key: sorted({*values}) for key, values in _asked(query)}
    parts = [_slug(key, value) for key, values in asked.items() for value in values]
    if len(parts) == 1 and parts[0] and not _SUM.search(parts[0]):
        return parts[0]
    words = "-".join(dict.fromkeys(key.replace("_", "-") for key in asked))[:_MAX_WORDS]
    content = "\n".join(f"{key}\t{value}" for key, values in asked.items() for value in values)
    return f"{words}-{hashlib.sha256(content.encode()).hexdigest()[:8]}" if asked else ""


def _slug(key: str, value: str) -> str:
    """Name one value: "regional", "tema-trata_de_personas", "no-nivel-regional"; nothing if it has none."""
    name, word = key.replace("_", "-"), value.lower().replace(":", "_")
    if value == YES:
        return f"con-{name}" if key == FILTER_BY_KEY[key].name else name
    if FILTER_BY_KEY[key].is_free or not _WORD.fullmatch(word) or _begins_another(f"{name}-{word}", name):
        return ""
    return word if key == "nivel" and "-" not in word else f"{name}-{word}"


def _begins_another(slug: str, name: str) -> bool:
    """Whether the name of another filter stands at the start of what names a value of one."""
    others = (key.replace("_", "-") for key in FILTER_BY_KEY)
    return any(slug == each or slug.startswith(f"{each}-") for each in others if each.startswith(f"{name}-"))


def _asked(query: Query) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is asked for, in the order of the filters."""
    return ((key, query[key]) for key in FILTER_BY_KEY if query.get(key))


def order(plan: Plan, orden: str) -> Plan:
    """Put the actions in one of ORDENES; what ties stays in the plan's order."""
    return replace(plan, acciones=tuple(sorted(plan.acciones, key=partial(ORDENES[orden], plan))))


def _by_id(_plan: Plan, accion: Accion) -> _Key:
    head, _, tail = accion.id.rpartition("-")
    return (head, int(tail) if tail.isascii() and tail.isdigit() else 0, accion.id)


def _by_plazo(_plan: Plan, accion: Accion) -> _Key:
    plazo = accion.plazo_meses
    return (0, plazo) if type(plazo) is int else (1, _index(SILENCIOS, str(plazo)))


def _index(known: Sequence[str], value: str) -> int:
    """Where a value stands among others; one that is not there, last."""
    return known.index(value) if value in known else len(known)


ORDENES: Mapping[str, Callable[[Plan, Accion], _Key]] = {
    "id": _by_id,
    "plazo": _by_plazo,
    "eje": lambda plan, accion: (_index([*plan.eje_by_id], accion.eje), accion.eje),
    "estado": lambda _, accion: (_index(ESTADOS, accion.estado),),
}
"""The orders of a list: plazos ascending and then those not decided, ejes and estados as in the plan."""
