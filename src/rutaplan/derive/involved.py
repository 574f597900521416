"""involved: whom an action involves: the institutions that it names, and those that its types stand for.

A type stands for its bodies in the action's countries, as the directory knows them. One that has ceased
gives its sucesora: at corte where there is one, else when the workshop ended, since validate has no clock.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from rutaplan.derive import (
    enumerate_words,
    institucion_label,
    lapso_label,
    named_in,
    plural,
    silencio_label,
    tipo_label,
    todos_label,
)
from rutaplan.derive.titles import plain
from rutaplan.model import PAISES_TODOS, SILENCIOS, Accion, Institucion
from rutaplan.plan import Plan, by_key
from rutaplan.suggest import fold


class Expansion(NamedTuple):
    """What a type stands for in an action: the bodies known, in the order of their file.

    paises: whose bodies are meant; none where those of the type have no country. sin: those of them for
    which the directory has no body.
    """

    instituciones: tuple[str, ...]
    paises: tuple[str, ...]
    sin: tuple[str, ...]


def expand(plan: Plan, accion: Accion, tipo: str, corte: date | None = None) -> Expansion:
    """Find the bodies of a type of an action's countries; bodies without a country belong to every action."""
    of_tipo = {ident: plan.institucion_by_id[ident].pais for ident in plan.ids_by_tipo.get(tipo, ())}
    is_national = not of_tipo or any(of_tipo.values())
    paises = _paises_meant(plan, accion) if is_national else ()
    heirs = {ident: heir(plan, ident, corte) for ident, pais in of_tipo.items() if not pais or pais in paises}
    found = {of_tipo[ident] for ident, last in heirs.items() if last}
    return Expansion(
        tuple(dict.fromkeys(last for last in heirs.values() if last)),
        paises,
        tuple(code for code in paises if code not in found),
    )


def expansions(plan: Plan, accion: Accion, corte: date | None = None) -> Mapping[str, Expansion]:
    """What each type that an action names stands for."""
    return {
        ident: expand(plan, accion, ident, corte) for ident in accion.instituciones if is_tipo(plan, ident)
    }


def involved(plan: Plan, accion: Accion) -> tuple[str, ...]:
    """The institutions of an action, its responsable among them, and in the place of a type its bodies."""
    return bodies(plan, accion, named_in(accion))


def bodies(plan: Plan, accion: Accion, named: Iterable[str], corte: date | None = None) -> tuple[str, ...]:
    """Some of what an action names, with the bodies of a type in its place; each once."""
    types = expansions(plan, accion, corte)
    found: dict[str, None] = {}
    for ident in named:
        found |= dict.fromkeys(types[ident].instituciones if ident in types else (ident,))
    return tuple(found)


def with_bodies(plan: Plan, idents: Iterable[str]) -> list[str]:
    """Some ids, with every body of a type in its place, whatever its country."""
    return [
        body
        for ident in idents
        for body in (plan.ids_by_tipo.get(ident, ()) if is_tipo(plan, ident) else (ident,))
    ]


def others(plan: Plan, accion: Accion, own: Collection[str]) -> list[str]:
    """What an action names besides some institutions: not them, nor a type that stands for them alone."""
    types = {ident: each.instituciones for ident, each in expansions(plan, accion).items()}
    covered = {ident for ident, known in types.items() if known and {*known} <= {*own}}
    return [ident for ident in named_in(accion) if ident not in covered and ident not in own]


def is_tipo(plan: Plan, ident: str) -> bool:
    """Whether an id names a type of institution. One of the same id as an institution is an error."""
    return ident in plan.catalogos.tipos_institucion and ident not in plan.institucion_by_id


def paises_of(plan: Plan, accion: Accion) -> frozenset[str]:
    """The countries of an action: those it names, or those of its institutions and its types."""
    if accion.paises:
        return frozenset(_paises_meant(plan, accion))
    return frozenset(code for code in paises_named(plan, accion) if code)


def paises_named(plan: Plan, accion: Accion) -> set[str | None]:
    """The countries of the institutions and types of an action; None for what has none, or is unknown."""
    types = expansions(plan, accion)
    known = (plan.institucion_by_id.get(ident) for ident in accion.instituciones if ident not in types)
    found = {each.pais if each else None for each in known}
    return found.union(*(each.paises or (None,) for each in types.values()))


def _paises_meant(plan: Plan, accion: Accion) -> tuple[str, ...]:
    """The countries whose bodies a type stands for: the action's own, or every member of the CRM."""
    paises = plan.catalogos.paises
    if not accion.paises or PAISES_TODOS in accion.paises:
        return tuple(code for code, pais in paises.items() if pais.crm == "miembro")
    return tuple(code for code in accion.paises if code in paises)


def has_ended(plan: Plan, institucion: Institucion, corte: date | None = None) -> bool:
    """Whether a body had ceased at corte, or when the workshop ended; "2014" is compared as a year."""
    until, day = institucion.vigente_hasta, corte or plan.taller.fecha_fin
    if until is None:
        return institucion.sucesora is not None
    return isinstance(day, str) or day.isoformat()[: len(until)] >= until


def heir(plan: Plan, ident: str, corte: date | None = None) -> str:
    """Who does the work of a body at corte: itself, or the last of its heirs; nothing if none is known."""
    line = ((each, plan.institucion_by_id.get(each)) for each in (ident, *heirs(plan, ident)))
    return next((each for each, body in line if body and not has_ended(plan, body, corte)), "")


def heirs(plan: Plan, ident: str) -> tuple[str, ...]:
    """Who took over from a body, and then from that one, as far as is known; a circle ends where it began."""
    found: dict[str, None] = {ident: None}
    while (body := plan.institucion_by_id.get(ident)) and body.sucesora not in {None, *found}:
        ident = body.sucesora or ""
        found[ident] = None
    return tuple(each for each in [*found][1:] if each in plan.institucion_by_id)


def heir_label(plan: Plan, ident: str, name: Callable[[str], str]) -> str:
    """Say who took over from a body, and when: "desde 2018: CONMI (Honduras)"; nothing if nobody did."""
    body = plan.institucion_by_id.get(ident)
    if body is None or body.sucesora is None:
        return ""
    since = lapso_label(body.vigente_hasta) if body.vigente_hasta else "su cierre"
    return f"desde {since}: {name(body.sucesora)}"


def involucrada_label(plan: Plan, accion: Accion, ident: str) -> str:
    """Name what an action names among its institutions: "INM (Honduras)", "cancillerías de HN, GT y MX"."""
    if not is_tipo(plan, ident):
        return institucion_label(plan, ident)
    name, paises = institucion_label(plan, ident), accion.paises or (PAISES_TODOS,)
    if paises[0] in SILENCIOS:
        return f"{name} (países: {silencio_label(paises[0])})"
    if not expand(plan, accion, ident).paises:
        return name
    all_of_them = f"los {todos_label(plan)}"
    return f"{name} de {all_of_them if PAISES_TODOS in paises else enumerate_words([*paises])}"


def sin_label(plan: Plan, tipo: str, expansion: Expansion) -> str:
    """Say for which countries the directory has no body of a type; nothing if it has one for each."""
    if not expansion.sin:
        return ""
    count = plural(len(expansion.sin), "país", "países")
    return (
        f"{count} sin {institucion_label(plan, tipo)} en el directorio: {enumerate_words([*expansion.sin])}"
    )


def tipo_named(plan: Plan, name: str) -> str:
    """The one type that a name or a plural calls, case and accents apart; nothing if there is none."""
    found = _tipos_by_name(plan).get(plain(name), ())
    return found[0] if len(found) == 1 else ""


def tipos_by_mencion(plan: Plan) -> Mapping[str, str]:
    """The first type that texts mean by each of its menciones."""
    tipos = reversed(plan.catalogos.tipos_institucion.items())
    return {fold(mencion): ident for ident, tipo in tipos for mencion in tipo.menciones or ()}


@lru_cache(maxsize=1)
def _tipos_by_name(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """The types that share each name: an action may name thousands."""
    return by_key(
        (name, ident)
        for ident, tipo in plan.catalogos.tipos_institucion.items()
        for name in dict.fromkeys((ident, fold(tipo.nombre), fold(tipo_label(tipo))))
    )
