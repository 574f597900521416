"""filters: by what actions can be chosen. One entry is an option, its negation, a sentence and a list."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple, TypeAlias

from rutaplan.derive import (
    HORIZONTES,
    SIN_PLAZO,
    estado_words,
    fecha_label,
    grupo_label,
    horizonte,
    institucion_label,
    named_in,
    pais_label,
)
from rutaplan.derive.involved import involved, is_tipo, paises_of
from rutaplan.derive.named import resolve
from rutaplan.derive.seguimiento import SIN_REPORTE
from rutaplan.derive.standing import is_silent, reported, stands
from rutaplan.derive.titles import Unknown, not_there, plain, read_campo, rotulo
from rutaplan.derive.undecided import CAMPOS, exigidos, is_pendiente, missing
from rutaplan.derive.vencimiento import day_of
from rutaplan.diagnostics import Hole
from rutaplan.model import ESTADOS, ESTADOS_AVANCE, PAISES_TODOS, SILENCIOS, Accion, fields
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.suggest import fold

YES = "sí"
"""The value of a flag that is set."""
_PLAZOS = (*HORIZONTES, "hasta:12", "desde:13")
_BOUND = re.compile(r"(hasta|desde)\s*:\s*([1-9][0-9]{0,2})", re.ASCII)

Names: TypeAlias = Callable[[Plan], Mapping[str, str]]
Values: TypeAlias = Callable[[Plan, Accion], Collection[str]]
Label: TypeAlias = Callable[[Plan, str], str]


class Choices(NamedTuple):
    """A filter as the web page offers it: its label, what it says while unused, and what may be chosen.

    names are in the order of the list; values are those by which an action answers.
    """

    rotulo: str
    unused: str
    names: Names
    values: Values


class Filter(NamedTuple):
    """A filter: --name, and --no-name for the actions that hold none of its values. No metavar: a flag.

    follows: it asks where an action stands at a day, and so for all that was reported. told is how sentences
    call it, and negated its negation, where that has a word of its own. is_free: any words may be asked for,
    and not those of a list.
    """

    name: str
    metavar: str
    help: str
    told: str
    read: Callable[[Plan, str], str | Unknown]
    holds: Callable[[Plan, Accion, str], bool]
    label: Label
    negated: str = ""
    choices: Choices | None = None
    follows: bool = False
    is_free: bool = False


def _ids(  # noqa: PLR0913 - what filters by id differ in
    name: str,
    metavar: str,
    text: str,
    told: str,
    values: Values,
    *,
    names: Names | None = None,
    label: Label | None = None,
    unused: str = "",
    by_name: bool = False,
) -> Filter:
    """Make a filter that takes ids: names are those declared, values those of an action.

    Ids that actions use and nobody declares are taken too: a plan with broken catalogues can be searched.
    unused: the page offers it, in the order of its file, or by_name.
    """

    def declared(plan: Plan) -> Mapping[str, str]:
        found = names(plan) if names else {ident: each.nombre for ident, each in plan.by_kind[name].items()}
        return {ident: nombre for ident, nombre in found.items() if type(ident) is not Hole}

    def read(plan: Plan, value: str) -> str | Unknown:
        known = declared(plan)
        said = {each for accion in plan.acciones for each in values(plan, accion)}.difference(known)
        used = tuple(sorted(each for each in said if type(each) is not Hole))
        siglas = plan.ids_by_sigla if name == "institucion" else {}
        how = "; «rutaplan list --instituciones» las muestra" if name == "institucion" else ""
        return resolve(value, known, siglas, used, how)

    def tell(plan: Plan, ident: str) -> str:
        return label(plan, ident) if label else declared(plan).get(ident) or ident

    def offered(plan: Plan) -> Mapping[str, str]:
        found = [(ident, tell(plan, ident)) for ident in declared(plan)]
        return dict(sorted(found, key=lambda item: (fold(item[1]), item[0])) if by_name else found)

    choices = Choices(told.capitalize(), unused, offered, values) if unused else None
    return Filter(name, metavar, text, told, read, _among(values), tell, choices=choices)


def _among(values: Values) -> Callable[[Plan, Accion, str], bool]:
    return lambda plan, accion, value: value in values(plan, accion)


def _field(campo: str) -> Values:
    """The values of a field, one or many, each once."""

    def values(_plan: Plan, accion: Accion) -> Collection[str]:
        value = getattr(accion, campo)
        return dict.fromkeys(value) if isinstance(value, tuple) else (value,) if value else ()

    return values


def _involucradas(plan: Plan, accion: Accion) -> Collection[str]:
    """The ids that an action names, and those that its types stand for."""
    return dict.fromkeys((*named_in(accion), *involved(plan, accion)))


def _involucrada_names(plan: Plan) -> Mapping[str, str]:
    """The institutions, and the types that some action names."""
    named = {ident for accion in plan.enteras for ident in accion.instituciones if is_tipo(plan, ident)}
    known = plan.by_kind["involucrada"].items()
    return {ident: each.nombre for ident, each in known if ident in plan.institucion_by_id or ident in named}


def _paises(plan: Plan, accion: Accion) -> Collection[str]:
    return sorted(paises_of(plan, accion) | set(accion.paises or ()).difference(SILENCIOS))


def _pais_names(plan: Plan) -> Mapping[str, str]:
    return {**{code: pais.nombre for code, pais in plan.catalogos.paises.items()}, PAISES_TODOS: ""}


def _grupo_names(plan: Plan) -> Mapping[str, str]:
    named = {ident: grupo.nombre for ident, grupo in plan.grupo_by_id.items()}
    return {ident: named.get(ident, "") for ident in sorted(plan.grupo_ids)}


def _grupo_label(plan: Plan, ident: str) -> str:
    return grupo_label(plan, ident).removeprefix("Grupo ")


def _worded(estados: Iterable[str]) -> Mapping[str, str]:
    return {estado: estado_words(estado) for estado in estados}


def _read_estado(_plan: Plan, value: str) -> str | Unknown:
    found = resolve(value, _worded(ESTADOS), {})
    reported = resolve(value, _worded(ESTADOS_AVANCE), {})
    if isinstance(found, Unknown) and not isinstance(reported, Unknown):
        return Unknown(f"{quoted(value)} lo dice un avance: use --avance {reported}")
    return found


def _read_avance(_plan: Plan, value: str) -> str | Unknown:
    return resolve(value, _worded((SIN_REPORTE, *ESTADOS_AVANCE)), {})


def _at(plan: Plan, _value: str) -> str:
    return f"al {fecha_label(day_of(plan))}"


def _of_day(name: str, text: str, told: str, holds: Callable[[Plan, Accion], bool]) -> Filter:
    """Make a flag for where an action stands at a day."""
    return Filter(name, "", text, told, lambda _, value: value, lambda plan, accion, _: holds(plan, accion),
                  _at, follows=True)  # fmt: skip


def _read_plazo(_plan: Plan, value: str) -> str | Unknown:
    folded = plain(value)
    bound = _BOUND.fullmatch(folded)
    if bound:
        return f"{bound.group(1)}:{bound.group(2)}"
    return folded if folded in HORIZONTES else not_there(value, _PLAZOS)


def _is_within(plan: Plan, accion: Accion, value: str) -> bool:
    """Whether a plazo is of a horizonte, or within a bound as "hasta:12"."""
    way, _, months = value.partition(":")
    plazo = accion.plazo_meses
    if not months.isdecimal():
        return value == horizonte(accion, plan.taller)
    return type(plazo) is int and (plazo <= int(months) if way == "hasta" else plazo >= int(months))


def _plazo_label(_plan: Plan, value: str) -> str:
    way, _, months = value.partition(":")
    return f"{way} {months} meses" if months else way


def _plazo_names(_plan: Plan) -> Mapping[str, str]:
    return {**{each: each.capitalize() for each in HORIZONTES}, "sin_plazo": SIN_PLAZO.capitalize()}


def _horizonte(plan: Plan, accion: Accion) -> Collection[str]:
    return (horizonte(accion, plan.taller) or "sin_plazo",)


def _read_pendiente(plan: Plan, value: str) -> str | Unknown:
    asked = (campo for campo in plan.taller.exige if type(campo) is not Hole)
    return read_campo(value, dict.fromkeys(("plazo_meses", "instituciones", "responsable", *asked)))


def _is_undecided(plan: Plan, accion: Accion, campo: str) -> bool:
    """Undecided wholly or in part, or an optional field that is absent; never one that could not be read."""
    return campo in fields(Accion) and is_pendiente(accion, campo) and plan.is_read(accion, campo)


def _pendiente_names(plan: Plan) -> Mapping[str, str]:
    asked = {campo: f"{CAMPOS[campo].capitalize()} por definir" for campo in exigidos(plan)}
    return {**asked, "nada": "Nada por definir"}


def _missing(plan: Plan, accion: Accion) -> Collection[str]:
    return missing(plan, accion) or ("nada",)


def _read_optional(_plan: Plan, value: str) -> str | Unknown:
    if isinstance(read_campo(value, _NEEDED), str):
        return Unknown(f"toda acción tiene {quoted(value)}; lo que falta decidir se pide con --pendiente")
    return read_campo(value, _OPTIONAL)


def _is_absent(plan: Plan, accion: Accion, campo: str) -> bool:
    """Whether an action does not say a field; a counterpart may be said by the other action."""
    if campo not in _OPTIONAL or (campo == "contraparte" and accion.id in plan.contrapartes):
        return False
    unsaid = campo not in accion.model_fields_set or getattr(accion, campo) is False
    return unsaid and plan.is_read(accion, campo)


def _prioridad(_plan: Plan, accion: Accion) -> Collection[str]:
    return (YES,) if accion.prioridad is True else ()


def _read_words(_plan: Plan, value: str) -> str | Unknown:
    return " ".join(value.split()) or Unknown("escriba al menos una palabra")


def _has_words(_plan: Plan, accion: Accion, words: str) -> bool:
    parts = (accion.texto, accion.titulo_breve, accion.id, accion.notas)
    read = (" ".join(part.split()) for part in parts if part is not None and type(part) is not Hole)
    return bool(words.strip()) and plain(words) in fold("\n".join(read))


_NEEDED = [campo for campo, each in fields(Accion).items() if each.is_required]
_OPTIONAL = [campo for campo in fields(Accion) if campo not in _NEEDED]
FILTERS = (
    _ids("eje", "EJE", "De este eje: retorno.", "eje", _field("eje"), unused="Todos"),
    _ids("nivel", "NIVEL", "De este nivel: nacional.", "nivel", _field("nivel"), unused="Todos"),
    _ids("grupo", "GRUPO", "De este grupo: g1-retorno.", "grupo", _field("grupo"), names=_grupo_names,
         label=_grupo_label, unused="Todos"),
    Filter("plazo", "PLAZO", "corto, mediano, largo, hasta:12 o desde:13.", "plazo", _read_plazo,
           _is_within, _plazo_label, choices=Choices("Plazo", "Todos", _plazo_names, _horizonte)),
    _ids("institucion", "ID", "Que nombra a esta institución (id, o sigla si no se repite).", "institución",
         _involucradas, names=_involucrada_names, label=institucion_label, unused="Todas", by_name=True),
    _ids("pais", "PAÍS", "De este país: HN.", "país", _paises, names=_pais_names, label=pais_label,
         unused="Todos", by_name=True),
    _ids("tema", "TEMA", "Con este tema.", "tema", _field("temas"), unused="Todos", by_name=True),
    _ids("poblacion", "POBLACIÓN", "Con esta población.", "población", _field("poblaciones"),
         unused="Todas", by_name=True),
    Filter("estado", "ESTADO", "Lo que se decidió: propuesta, acordada, suspendida o descartada.", "estado",
           _read_estado, _among(_field("estado")), lambda _, value: estado_words(value),
           choices=Choices("Estado", "Todos", lambda _: _worded(ESTADOS), _field("estado"))),
    Filter("avance", "AVANCE", "Lo que se informó: sin_reporte, no_iniciada, en_ejecucion, cumplida...",
           "con avance", _read_avance, _among(reported),
           lambda plan, value: f"{estado_words(value)} {_at(plan, value)}", follows=True),
    _of_day("vencida", "Cuya fecha ya pasó sin cumplirse.", "vencidas", stands("vencida")),
    _of_day("por_vencer", "Que vencen pronto: en 90 días, o los del taller.", "por vencer",
            stands("por_vencer")),
    _of_day("sin_reporte", "De las que nadie ha informado.", "sin reporte", is_silent),
    Filter("pendiente", "CAMPO", "Sin decidir: plazo, instituciones, responsable...", "sin definir",
           _read_pendiente, _is_undecided, lambda _, campo: CAMPOS.get(campo, campo),
           choices=Choices("Pendiente", "Todas", _pendiente_names, _missing)),
    Filter("sin", "CAMPO", "Que no tiene este campo: contraparte, producto...", "sin",
           _read_optional, _is_absent, lambda _, campo: rotulo(campo).lower(), negated="con"),
    Filter("texto", "PALABRAS", "Que contiene estas palabras, sin mirar tildes ni mayúsculas.",
           "con el texto", _read_words, _has_words, lambda _, value: f"«{value}»", is_free=True),
    Filter("prioridad", "", "Marcadas como prioridad por su grupo.", "marcadas como prioridad",
           lambda _, value: value, lambda _plan, accion, _: accion.prioridad is True, lambda _plan, _: "",
           choices=Choices("Prioridad", "Todas", lambda _: {YES: "marcadas"}, _prioridad)),
)  # fmt: skip
