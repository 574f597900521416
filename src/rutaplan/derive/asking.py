"""asking: what a filter on a plazo, on a field or on words may ask for, and which actions meet it."""

import re
from collections.abc import Collection, Mapping

from rutaplan.derive import HORIZONTES, SIN_PLAZO, horizonte, silencio_label
from rutaplan.derive.named import resolve
from rutaplan.derive.titles import (
    Unknown,
    campos_of,
    not_there,
    own_campos,
    plain,
    read_campo,
    rotulo,
    value_of,
    way_to,
)
from rutaplan.derive.undecided import CAMPOS, exigidos, is_open, missing
from rutaplan.diagnostics import Hole
from rutaplan.model import MAX_MESES, MIN_MESES, SILENCIOS, Accion, fields
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.suggest import fold

PLAZOS = {
    **{each: each for each in HORIZONTES},
    "sin_plazo": SIN_PLAZO,
    **{each: silencio_label(each) for each in SILENCIOS},
}
_BOUND = re.compile(r"(hasta|desde)\s*:\s*(.*)")
_MESES = {str(months) for months in range(MIN_MESES, MAX_MESES + 1)}


def read_plazo(_plan: Plan, value: str) -> str | Unknown:
    """Read a horizonte, a silence, or a bound in months."""
    bound = _BOUND.fullmatch(plain(value))
    if bound is None:
        found = resolve(value, PLAZOS, {})
        return not_there(value, (*PLAZOS, "hasta:12", "desde:13")) if isinstance(found, Unknown) else found
    way, months = bound.groups()
    if months in _MESES:
        return f"{way}:{months}"
    return Unknown(f"{quoted(value)} no dice de {MIN_MESES} a {MAX_MESES} meses, como {way}:12")


def is_within(plan: Plan, accion: Accion, value: str) -> bool:
    """Whether a plazo is of a horizonte, or within a bound as "hasta:12"."""
    way, _, months = value.partition(":")
    plazo = accion.plazo_meses
    if not months:
        return value in {horizonte(accion, plan.taller) or "sin_plazo", plazo}
    return type(plazo) is int and (plazo <= int(months) if way == "hasta" else plazo >= int(months))


def plazo_asked(_plan: Plan, value: str) -> str:
    """Tell what of a plazo is asked for: "corto", "hasta 12 meses"."""
    way, _, months = value.partition(":")
    return f"{way} {months} meses" if months else {"sin_plazo": "sin meses"}.get(way) or silencio_label(way)


def plazo_names(_plan: Plan) -> Mapping[str, str]:
    """The horizontes, as the web page lists them."""
    return {**{each: each.capitalize() for each in HORIZONTES}, "sin_plazo": SIN_PLAZO.capitalize()}


def horizonte_of(plan: Plan, accion: Accion) -> Collection[str]:
    """The one of them that an action has."""
    return (horizonte(accion, plan.taller) or "sin_plazo",)


def _is_known(plan: Plan, campo: str) -> bool:
    return campo in fields(Accion) or campo in (plan.taller.campos or {})


def pendiente_label(plan: Plan, campo: str) -> str:
    """Name a field that nobody has decided."""
    return CAMPOS.get(campo) or campo_asked(plan, campo)


def campo_asked(plan: Plan, campo: str) -> str:
    """Name a field inside a sentence."""
    return rotulo(campo, campos_of(plan.taller)).lower()


def decidable(plan: Plan) -> Mapping[str, str]:
    """The fields of which it is asked whether they are decided: of the form, and of the workshop."""
    asked = (campo for campo in plan.taller.exige if type(campo) is not Hole)
    campos = ("plazo_meses", "instituciones", "responsable", *asked, *own_campos(plan.taller))
    return {campo: pendiente_label(plan, campo) for campo in campos}


def read_pendiente(plan: Plan, value: str) -> str | Unknown:
    """Read one of them."""
    return read_campo(value, decidable(plan), campos_of(plan.taller))


def is_undecided(plan: Plan, accion: Accion, campo: str) -> bool:
    """Undecided wholly or in part, or an optional field that is absent; never of the withdrawn, or unread."""
    if accion.is_retirada or not _is_known(plan, campo):
        return False
    return is_open(value_of(accion, campo)) and plan.is_read(accion, *way_to(campo))


def pendiente_names(plan: Plan) -> Mapping[str, str]:
    """What lacks to be decided, as the web page lists it."""
    asked = {campo: f"{CAMPOS[campo].capitalize()} por definir" for campo in exigidos(plan)}
    return {**asked, "nada": "Nada por definir"}


def missing_of(plan: Plan, accion: Accion) -> Collection[str]:
    """What of that an action lacks."""
    return missing(plan, accion) or ("nada",)


def optional(plan: Plan) -> Mapping[str, str]:
    """The fields that an action may lack."""
    known = campos_of(plan.taller)
    return {campo: each.titulo for campo, each in known.items() if not each.is_required}


def read_optional(plan: Plan, value: str) -> str | Unknown:
    """Read one of them."""
    needed = [campo for campo, each in fields(Accion).items() if each.is_required]
    if isinstance(read_campo(value, needed), str):
        return Unknown(f"toda acción tiene {quoted(value)}; lo que falta decidir se pide con --pendiente")
    return read_campo(value, optional(plan), campos_of(plan.taller))


def is_absent(plan: Plan, accion: Accion, campo: str) -> bool:
    """Whether an action does not say a field; a counterpart may be said by the other action."""
    if not _is_known(plan, campo) or (campo == "contraparte" and accion.id in plan.contrapartes):
        return False
    said = accion.model_fields_set if campo in fields(Accion) else (accion.otros or {})
    return (campo not in said or value_of(accion, campo) is False) and plan.is_read(accion, *way_to(campo))


def read_words(_plan: Plan, value: str) -> str | Unknown:
    """Read some words."""
    return " ".join(value.split()) or Unknown("escriba al menos una palabra")


def has_words(_plan: Plan, accion: Accion, words: str) -> bool:
    """Whether the texts of an action hold some words."""
    parts = (accion.texto, accion.titulo_breve, accion.id, accion.notas)
    read = (" ".join(part.split()) for part in parts if part is not None and type(part) is not Hole)
    return bool(words.strip()) and plain(words) in fold("\n".join(read))
