"""query: which actions of a plan are asked for, and in which order they come."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from rutaplan.diagnostics import Hole
from rutaplan.model import ESTADOS, PAISES_TODOS, POR_DEFINIR, SILENCIOS, Accion
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.suggest import fold, nearest

HORIZONTES = ("corto", "mediano", "largo")
PLAZOS = (*HORIZONTES, "hasta:12", "desde:13")
MAX_LISTED = 12
_BOUND = re.compile(r"(hasta|desde)\s*:\s*([1-9][0-9]{0,2})", re.ASCII)
_PLAZO_CAMPO = "plazo_meses"


@dataclass(frozen=True, slots=True)
class Query:
    """The filters of a call. Values of one filter are alternatives; different filters all hold."""

    ejes: tuple[str, ...] = ()
    niveles: tuple[str, ...] = ()
    grupos: tuple[str, ...] = ()
    instituciones: tuple[str, ...] = ()
    paises: tuple[str, ...] = ()
    temas: tuple[str, ...] = ()
    poblaciones: tuple[str, ...] = ()
    estados: tuple[str, ...] = ()
    plazos: tuple[str, ...] = ()
    pendientes: tuple[str, ...] = ()
    textos: tuple[str, ...] = ()
    prioridad: bool = False


@dataclass(frozen=True, slots=True)
class _Unknown:
    """What to say of a value that names nothing in the plan."""

    message: str


def check_query(plan: Plan, query: Query) -> tuple[Query, tuple[str, ...]]:
    """Put a query in the plan's own words, with a Spanish sentence for each value that names nothing.

    Accents and case are forgiven. An unknown value stays in the query, where it matches nothing.
    """
    canonical: dict[str, tuple[str, ...]] = {}
    unknown: list[str] = []
    for campo, each in _FILTERS.items():
        values = getattr(query, campo)
        read = each.reader(plan) if values else str
        found: list[str] = []
        for value in values:
            answer = read(value)
            if isinstance(answer, _Unknown):
                unknown.append(f"{each.option}: {answer.message}")
            found.append(value if isinstance(answer, _Unknown) else answer)
        canonical[campo] = tuple(dict.fromkeys(found))
    return Query(**canonical, prioridad=query.prioridad), tuple(unknown)


def select(plan: Plan, query: Query) -> Plan:
    """Keep only the actions that the query asks for, in the plan's order."""
    wanted = ((each.matches, getattr(query, campo)) for campo, each in _FILTERS.items())
    active = [(matches, values) for matches, values in wanted if values]
    acciones = tuple(
        accion
        for accion in plan.acciones
        if (accion.prioridad is True or not query.prioridad)
        and all(matches(plan, accion, values) for matches, values in active)
    )
    return replace(plan, acciones=acciones, todas=plan.enteras)


def order(plan: Plan, orden: str) -> Plan:
    """Put the actions in one of ORDENES; what ties stays in the plan's order."""
    return replace(plan, acciones=tuple(sorted(plan.acciones, key=ORDENES[orden](plan))))


_Key: TypeAlias = Callable[[Accion], tuple[int | str, ...]]
_Reader: TypeAlias = Callable[[str], str | _Unknown]
_Matches: TypeAlias = Callable[[Plan, Accion, tuple[str, ...]], bool]


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


@dataclass(frozen=True, slots=True)
class _Filter:
    """An option of the command line: how it reads a value, and which actions hold any of its values."""

    option: str
    reader: Callable[[Plan], _Reader]
    matches: _Matches


_Names: TypeAlias = Callable[[Plan], Mapping[str, str]]
_Values: TypeAlias = Callable[[Plan, Accion], Collection[str]]


def _id_filter(option: str, names: _Names, values: _Values) -> _Filter:
    """Make a filter that takes ids: names are those declared, values those of an action.

    Ids that actions use and nobody declares are taken too: a plan with broken catalogues can be searched.
    """

    def reader(plan: Plan) -> _Reader:
        declared = {ident: nombre for ident, nombre in names(plan).items() if type(ident) is not Hole}
        said = {value for accion in plan.acciones for value in values(plan, accion)}
        used = tuple(sorted(value for value in said.difference(declared) if type(value) is not Hole))
        siglas = plan.ids_by_sigla if option == "--institucion" else {}
        return lambda value: _resolve(value, declared, siglas, used)

    def matches(plan: Plan, accion: Accion, wanted: tuple[str, ...]) -> bool:
        return not set(wanted).isdisjoint(values(plan, accion))

    return _Filter(option, reader, matches)


def _resolve(
    value: str, names: Mapping[str, str], siglas: Mapping[str, tuple[str, ...]], used: tuple[str, ...]
) -> str | _Unknown:
    """Find the id that a value stands for: an id, or a sigla or a name that only one has."""
    folded = fold(" ".join(value.split()))
    groups = (
        [value] if value in names else [ident for ident in names if fold(ident) == folded],
        [ident for sigla, idents in siglas.items() if fold(sigla) == folded for ident in idents],
        [ident for ident, nombre in names.items() if folded and fold(nombre) == folded],
        [ident for ident in used if fold(ident) == folded][:1],
    )
    found = next((group for group in groups if group), [])
    if len(found) == 1:
        return found[0]
    if found:
        return _Unknown(f"{quoted(value)} es de varias; escriba una de estas: {', '.join(found)}")
    alone = [sigla for sigla, idents in siglas.items() if len(idents) == 1]
    return _not_there(value, (*names, *used), (*alone, *filter(None, names.values())))


def _not_there(value: str, known: Sequence[str], spellings: Iterable[str] = ()) -> _Unknown:
    near = nearest(value, known) or nearest(value, spellings)
    mend = f"; escriba «{near}»" if near else ""
    listed = f" (hay: {', '.join(known)})" if 0 < len(known) <= MAX_LISTED else ""
    return _Unknown(f"no hay {quoted(value)}{mend}{listed}")


def _instituciones_of(_plan: Plan, accion: Accion) -> Collection[str]:
    named = (accion.responsable,) if accion.responsable else ()
    return {*accion.instituciones, *named}.difference(SILENCIOS)


def _paises_of(plan: Plan, accion: Accion) -> Collection[str]:
    return plan.paises_of(accion) | set(accion.paises or ()).difference(SILENCIOS)


def _plazo_reader(_plan: Plan) -> _Reader:
    def read(value: str) -> str | _Unknown:
        folded = fold(value.strip())
        bound = _BOUND.fullmatch(folded)
        if bound:
            return f"{bound.group(1)}:{bound.group(2)}"
        return folded if folded in HORIZONTES else _not_there(value, PLAZOS)

    return read


def _plazo_matches(plan: Plan, accion: Accion, wanted: tuple[str, ...]) -> bool:
    plazo = accion.plazo_meses
    if type(plazo) is not int:
        return False
    horizonte = _horizonte(plan, plazo)
    for each in wanted:
        kind, _, number = each.partition(":")
        if (
            each == horizonte
            or (kind == "hasta" and number.isdecimal() and plazo <= int(number))
            or (kind == "desde" and number.isdecimal() and plazo >= int(number))
        ):
            return True
    return False


def _horizonte(plan: Plan, plazo: int) -> str:
    """corto, mediano or largo; nothing where the workshop's bounds could not be read."""
    corto, mediano = plan.taller.horizontes.corto, plan.taller.horizontes.mediano
    if type(corto) is not int or type(mediano) is not int:
        return ""
    return "corto" if plazo <= corto else "mediano" if plazo <= mediano else "largo"


def _pendiente_reader(plan: Plan) -> _Reader:
    campos = [campo for campo in plan.taller.exige if type(campo) is not Hole]
    known = {_PLAZO_CAMPO: "plazo", "instituciones": "instituciones", "responsable": "responsable"}
    known |= {campo: campo for campo in campos if campo not in known}

    def read(value: str) -> str | _Unknown:
        folded = fold(value.strip())
        named = next((campo for campo, name in known.items() if folded in {campo, name}), None)
        return named or _not_there(value, tuple(known.values()))

    return read


def _pendiente_matches(plan: Plan, accion: Accion, wanted: tuple[str, ...]) -> bool:
    """Undecided wholly or in part, or an optional field that is absent; never one that could not be read."""
    for campo in wanted:
        value = getattr(accion, campo, "")
        undecided = (
            value is None or value == POR_DEFINIR or (isinstance(value, tuple) and POR_DEFINIR in value)
        )
        if undecided and plan.is_read(accion, campo):
            return True
    return False


def _texto_reader(_plan: Plan) -> _Reader:
    return lambda value: " ".join(value.split()) or _Unknown("escriba al menos una palabra")


def _texto_matches(_plan: Plan, accion: Accion, wanted: tuple[str, ...]) -> bool:
    parts = (accion.texto, accion.titulo_breve, accion.id, accion.notas)
    read = (" ".join(part.split()) for part in parts if part is not None and type(part) is not Hole)
    folded = fold("\n".join(read))
    return any(fold(" ".join(words.split())) in folded for words in wanted if words.strip())


def _nombres(records: Mapping[str, Any]) -> Mapping[str, str]:
    return {ident: record.nombre for ident, record in records.items()}


_FILTERS: Mapping[str, _Filter] = {
    "ejes": _id_filter("--eje", lambda plan: _nombres(plan.eje_by_id), lambda _, accion: (accion.eje,)),
    "niveles": _id_filter(
        "--nivel", lambda plan: _nombres(plan.nivel_by_id), lambda _, accion: (accion.nivel,)
    ),
    "grupos": _id_filter(
        "--grupo",
        lambda plan: {**dict.fromkeys(sorted(plan.grupo_ids), ""), **_nombres(plan.grupo_by_id)},
        lambda _, accion: (accion.grupo,),
    ),
    "instituciones": _id_filter(
        "--institucion", lambda plan: _nombres(plan.institucion_by_id), _instituciones_of
    ),
    "paises": _id_filter(
        "--pais", lambda plan: {**_nombres(plan.catalogos.paises), PAISES_TODOS: ""}, _paises_of
    ),
    "temas": _id_filter(
        "--tema", lambda plan: _nombres(plan.catalogos.temas), lambda _, accion: accion.temas or ()
    ),
    "poblaciones": _id_filter(
        "--poblacion",
        lambda plan: _nombres(plan.catalogos.poblaciones),
        lambda _, accion: accion.poblaciones or (),
    ),
    "estados": _id_filter(
        "--estado",
        lambda _: {estado: estado.replace("_", " ") for estado in ESTADOS},
        lambda _, accion: (accion.estado,),
    ),
    "plazos": _Filter("--plazo", _plazo_reader, _plazo_matches),
    "pendientes": _Filter("--pendiente", _pendiente_reader, _pendiente_matches),
    "textos": _Filter("--texto", _texto_reader, _texto_matches),
}
