"""filters: by what actions can be chosen. One entry is an option, its negation, a sentence and a list."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple, TypeAlias, get_args

from rutaplan.derive import asking, estado_words, grupo_label, institucion_label, named_in, pais_label
from rutaplan.derive.involved import involved, is_tipo, paises_of
from rutaplan.derive.named import other_names, resolve
from rutaplan.derive.standing import AVANCES, is_silent, reported, stands
from rutaplan.derive.titles import Unknown
from rutaplan.derive.vencimiento import Vencimiento
from rutaplan.diagnostics import Hole
from rutaplan.model import ESTADOS, ESTADOS_AVANCE, PAISES_TODOS, SILENCIOS, Accion
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.suggest import fold

YES = "sí"
"""The value of a flag that is set."""

Names: TypeAlias = Callable[[Plan], Mapping[str, str]]
Values: TypeAlias = Callable[[Plan, Accion], Collection[str]]
Label: TypeAlias = Callable[[Plan, str], str]
Holds: TypeAlias = Callable[[Plan, Accion, str], bool]


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

    told is how sentences call it, and negated its negation, where that has a word of its own. offers: what
    may be asked for beside ids, and what each is called. follows: it asks where an action stands at a day,
    which sentences say, and so for all that was reported. is_free: any words may be asked for.
    """

    name: str
    metavar: str
    help: str
    told: str
    read: Callable[[Plan, str], str | Unknown]
    holds: Holds
    label: Label
    offers: Names = lambda _: {}
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
        how = "; «rutaplan list --instituciones» las muestra" if name == "institucion" else ""
        names_too = other_names(plan, "involucrada" if name == "institucion" else name)
        return resolve(value, known, names_too, used, how)

    def tell(plan: Plan, ident: str) -> str:
        return label(plan, ident) if label else declared(plan).get(ident) or ident

    def offered(plan: Plan) -> Mapping[str, str]:
        found = [(ident, tell(plan, ident)) for ident in declared(plan)]
        return dict(sorted(found, key=lambda item: (fold(item[1]), item[0])) if by_name else found)

    choices = Choices(told.capitalize(), unused, offered, values) if unused else None
    return Filter(name, metavar, text, told, read, _among(values), tell, choices=choices)


def _among(values: Values) -> Holds:
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
    named = {code: pais.nombre for code, pais in plan.catalogos.paises.items()}
    return {**named, PAISES_TODOS: pais_label(plan, PAISES_TODOS)}


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


def _at_day(name: str, metavar: str, text: str, told: str, holds: Holds, words: Mapping[str, str]) -> Filter:  # noqa: PLR0913, PLR0917 - what such filters differ in
    """Make a filter for where an action stands at a day, by the words of a list."""
    return Filter(name, metavar, text, told, lambda _, value: resolve(value, words, {}), holds,
                  lambda _, value: quoted(words.get(value, value).lower()), lambda _: words,
                  follows=True)  # fmt: skip


def _flag(name: str, text: str, told: str, holds: Callable[[Plan, Accion], bool]) -> Filter:
    """Make a filter that has no value."""
    return Filter(name, "", text, told, lambda _, value: value, lambda plan, accion, _: holds(plan, accion),
                  lambda *_: "", follows=True)  # fmt: skip


def _prioridad(_plan: Plan, accion: Accion) -> Collection[str]:
    return (YES,) if accion.prioridad is True else ()


_AVANCES = {**AVANCES, **_worded(ESTADOS_AVANCE)}
FILTERS = (
    _ids("eje", "EJE", "De este eje: retorno.", "eje", _field("eje"), unused="Todos"),
    _ids("nivel", "NIVEL", "De este nivel: nacional.", "nivel", _field("nivel"), unused="Todos"),
    _ids("grupo", "GRUPO", "De este grupo: g1-retorno.", "grupo", _field("grupo"), names=_grupo_names,
         label=_grupo_label, unused="Todos"),
    Filter("plazo", "PLAZO", "corto, mediano, largo, hasta:12 o desde:13.", "plazo", asking.read_plazo,
           asking.is_within, asking.plazo_asked, lambda _: asking.PLAZOS,
           choices=Choices("Plazo", "Todos", asking.plazo_names, asking.horizonte_of)),
    _ids("institucion", "ID", "Que nombra a esta institución (id, o sigla si no se repite).", "institución",
         _involucradas, names=_involucrada_names, label=institucion_label, unused="Todas", by_name=True),
    _ids("pais", "PAÍS", "De este país: HN.", "país", _paises, names=_pais_names, label=pais_label,
         unused="Todos", by_name=True),
    _ids("tema", "TEMA", "Con este tema.", "tema", _field("temas"), unused="Todos", by_name=True),
    _ids("poblacion", "POBLACIÓN", "Con esta población.", "población", _field("poblaciones"),
         unused="Todas", by_name=True),
    Filter("estado", "ESTADO", "Lo que se decidió: propuesta, acordada, suspendida o descartada.", "estado",
           _read_estado, _among(_field("estado")), lambda _, value: estado_words(value),
           lambda _: _worded(ESTADOS),
           choices=Choices("Estado", "Todos", lambda _: _worded(ESTADOS), _field("estado"))),
    _at_day("avance", "AVANCE", "Lo que se informó: sin_reporte, no_iniciada, en_ejecucion, cumplida...",
            "con el avance", _among(reported), _AVANCES),
    _at_day("vencimiento", "VENCIMIENTO", "vencida, por_vencer, vigente, sin_fecha o cerrada.",
            "con el vencimiento", stands, _worded(get_args(Vencimiento))),
    _flag("vencida", "Cuya fecha ya pasó sin cumplirse.", "vencidas",
          lambda plan, accion: stands(plan, accion, "vencida")),
    _flag("por_vencer", "Que vencen pronto: en 90 días, o los del taller.", "por vencer",
          lambda plan, accion: stands(plan, accion, "por_vencer")),
    _flag("sin_reporte", "De las que nadie ha informado.", "sin reporte", is_silent),
    Filter("pendiente", "CAMPO", "Sin decidir: plazo, instituciones, responsable...", "sin definir",
           asking.read_pendiente, asking.is_undecided, asking.pendiente_label, asking.decidable,
           choices=Choices("Pendiente", "Todas", asking.pendiente_names, asking.missing_of)),
    Filter("sin", "CAMPO", "Que no tiene este campo: contraparte, producto...", "sin",
           asking.read_optional, asking.is_absent, asking.campo_asked, asking.optional, negated="con"),
    Filter("texto", "PALABRAS", "Que contiene estas palabras, sin mirar tildes ni mayúsculas.",
           "con el texto", asking.read_words, asking.has_words, lambda _, value: f"«{value}»", is_free=True),
    Filter("prioridad", "", "Marcadas como prioridad por su grupo.", "marcadas como prioridad",
           lambda _, value: value, lambda _plan, accion, _: accion.prioridad is True, lambda _plan, _: "",
           choices=Choices("Prioridad", "Todas", lambda _: {YES: "marcadas"}, _prioridad)),
)  # fmt: skip
