"""translate: what pydantic says of a sheet, as diagnostics with their places.

Cells speak Spanish themselves (rutaplan.model.checks); here are the complaints that pydantic makes
on its own: a missing key, an unknown one, a value where a group of keys was expected.
"""

from collections.abc import Iterable

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from rutaplan.catalogue import codes, diagnose
from rutaplan.diagnostics import Diagnostic, Loc
from rutaplan.model import (
    Accion,
    Aceptado,
    Hoja,
    describe,
    fields,
    record_at,
)
from rutaplan.personal import without_values
from rutaplan.printable import quoted
from rutaplan.retired import AVANCES, retired_avances
from rutaplan.source import Source
from rutaplan.suggest import nearest

# Under these keys of a group's file, what was written is never repeated.
PRIVATE_KEYS = ("participantes", "ponente")


def translate(error: ValidationError, source: Source, model: type[Hoja]) -> list[Diagnostic]:
    """Every complaint once: an unknown key that resembles a missing one is a single finding."""
    errors = [
        (strip_loc(details["loc"]), details)
        for details in error.errors(include_url=False, include_input=True)
    ]
    missing = {loc for loc, details in errors if details["type"] == "missing"}
    diagnostics: list[Diagnostic] = []
    explained: set[Loc] = set()
    for loc, details in errors:
        if details["type"] == "extra_forbidden":
            known = tuple(fields(record_at(model, loc[:-1]) or model))
            if model is Accion and loc == (AVANCES,):
                diagnostics += retired_avances(source, details["input"])
                continue
            near = nearest(str(loc[-1]), known)
            if near is not None and (*loc[:-1], near) in missing:
                explained.add((*loc[:-1], near))
            diagnostics.append(_unknown_key(source, loc, near, known, is_bare=details["input"] is None))
    for loc, details in errors:
        if details["type"] == "missing" and loc not in explained:
            diagnostics.append(_missing_key(source, loc, model))
        elif details["type"] not in {"missing", "extra_forbidden"}:
            diagnostics.append(_bad_value(source, loc, details, model))
    return diagnostics


def strip_loc(loc: Loc) -> Loc:
    """Pydantic's loc without the mark of a key."""
    return tuple(part for part in loc if part != "[key]")


def _is_private(source: Source, loc: Loc) -> bool:
    return source.private and bool(loc) and loc[0] in PRIVATE_KEYS


def _unknown_key(
    source: Source, loc: Loc, near: str | None, known: Iterable[str], *, is_bare: bool
) -> Diagnostic:
    """A key that the format lacks; between braces, what follows a comma inside a text is a bare one."""
    place, key = source.key_place(*loc), f"la clave {quoted(str(loc[-1]))}"
    if near:
        return diagnose("ESQ02 parecida", place, loc=loc, clave=key, parecida=near)
    shown = "una clave desconocida" if source.private else key
    if is_bare:
        return diagnose("ESQ02 coma", place, loc=loc, clave=shown, claves=", ".join(known))
    return diagnose("ESQ02", place, loc=loc, clave=shown, claves=", ".join(known))


def _missing_key(source: Source, loc: Loc, model: type[Hoja]) -> Diagnostic:
    is_asked = _may_be_undecided(model, loc)
    return diagnose("ESQ01" if is_asked else "ESQ01 decidida", source.place(*loc), loc=loc, clave=loc[-1])


def _may_be_undecided(model: type[Hoja], loc: Loc) -> bool:
    """Whether por_definir may stand at a place: no advice to write it leads to another error."""
    record = record_at(model, loc[:-1]) if loc else None
    campo = fields(record).get(str(loc[-1])) if record else None
    return campo is None or ((campo.silent or campo.is_text) and record is not Aceptado)


def _bad_value(source: Source, loc: Loc, details: ErrorDetails, model: type[Hoja]) -> Diagnostic:
    at_key = details["loc"][-1:] == ("[key]",)
    place = source.key_place(*loc) if at_key else source.place(*loc)
    if details["type"] == "ESQ09":
        values = details["input"]
        place = source.place(*loc, next(at for at, each in enumerate(values) if each in values[:at]))
    if details["type"] == "ESQ05" and not _may_be_undecided(model, loc):
        value, (expected, *_) = details["input"], details["ctx"]["esperado"].split(", o «por_definir»")
        told = diagnose("ESQ05 decidida", place, loc=loc, valor=describe(value), esperado=expected)
    elif details["type"] in codes().words:
        told = diagnose(details["type"], place, loc=loc, **details["ctx"])
    else:
        value = details["input"]
        is_empty = value in (None, "", [], {})
        told = diagnose("ESQ05 grupo" if is_empty else "ESQ03 grupo", place, loc=loc, valor=describe(value))
    hidden = "un valor que no se muestra, por ser de una persona"
    if _is_private(source, loc):
        return told._replace(found=hidden)
    return told._replace(found=without_values(told.found)) if source.private else told
