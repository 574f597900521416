"""translate: what pydantic says of a sheet, as diagnostics with their places.

Cells speak Spanish themselves (rutaplan.model.celdas); here are the complaints that pydantic makes
on its own: a missing key, an unknown one, a value where a group of keys was expected.
"""

from collections.abc import Iterable
from typing import Any, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from rutaplan.catalogue import FIXED, diagnose
from rutaplan.diagnostics import Diagnostic, Loc
from rutaplan.model import UNION_TAGS, describe
from rutaplan.printable import quoted
from rutaplan.source import Source
from rutaplan.suggest import nearest

# Under these keys of a group's file, what was written is never repeated.
PRIVATE_KEYS = ("participantes", "ponente")


def translate(error: ValidationError, source: Source, model: type[BaseModel]) -> list[Diagnostic]:
    """Every complaint once: an unknown key that resembles a missing one is a single finding."""
    errors = [
        (strip_loc(details["loc"]), details)
        for details in error.errors(include_url=False, include_input=True)
    ]
    missing = {loc for loc, details in errors if details["type"] == "missing"}
    diagnostics = []
    explained: set[Loc] = set()
    for loc, details in errors:
        if details["type"] == "extra_forbidden":
            known = tuple(_model_at(model, loc[:-1]).model_fields)
            near = nearest(str(loc[-1]), known)
            if near is not None and (*loc[:-1], near) in missing:
                explained.add((*loc[:-1], near))
            diagnostics.append(_unknown_key(source, loc, near, known))
    for loc, details in errors:
        if details["type"] == "missing" and loc not in explained:
            diagnostics.append(_missing_key(source, loc))
        elif details["type"] not in {"missing", "extra_forbidden"}:
            diagnostics.append(_bad_value(source, loc, details))
    return diagnostics


def strip_loc(loc: Loc) -> Loc:
    """Pydantic's loc without the names of union branches and the mark of a key."""
    return tuple(part for part in loc if part not in UNION_TAGS and part != "[key]")


def _model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel]:
    """The record that loc leads to, from model: lists and catalogues on the way are stepped over."""
    parts = iter(("root", *loc) if issubclass(model, RootModel) else loc)
    for part in parts:
        if part not in model.model_fields:
            continue
        annotation = model.model_fields[str(part)].annotation
        if get_origin(annotation) is dict:
            next(parts, None)
        model = _record_in(annotation) or model
    return model


def _record_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - an annotation
    """The record class inside an annotation such as dict[str, Pais] or tuple[Errata, ...]."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _record_in(part))), None)


def _is_private(source: Source, loc: Loc) -> bool:
    return source.private and bool(loc) and loc[0] in PRIVATE_KEYS


def _unknown_key(source: Source, loc: Loc, near: str | None, known: Iterable[str]) -> Diagnostic:
    key = quoted(str(loc[-1]))
    return diagnose(
        "ESQ02",
        source.key_place(*loc),
        found="una clave desconocida" if source.private and near is None else f"la clave {key}",
        expected=f"«{near}»" if near else "una de estas: " + ", ".join(known),
        help=f"escriba «{near}»" if near else "borre la clave, o lleve su contenido a «notas»",
        loc=loc,
    )


def _missing_key(source: Source, loc: Loc) -> Diagnostic:
    key = loc[-1]
    return diagnose(
        "ESQ01",
        source.place(*loc),
        found=f"ninguna clave «{key}»",
        expected=f"una línea «{key}: ...»",
        help=f"agregue la línea; si nadie lo ha decidido, «{key}: por_definir»",
        loc=loc,
    )


def _bad_value(source: Source, loc: Loc, details: ErrorDetails) -> Diagnostic:
    kind = details["type"]
    at_key = details["loc"][-1:] == ("[key]",)
    place = source.key_place(*loc) if at_key else source.place(*loc)
    if kind in FIXED:
        context = details.get("ctx", {})
        found, expected, help_ = context["found"], context["expected"], context["help"]
    else:
        value = details["input"]
        kind = "ESQ05" if value in (None, "", [], {}) else "ESQ03"
        found, expected = describe(value), "un grupo de claves con sangría"
        help_ = "escriba debajo, con dos espacios de sangría, sus claves; si es opcional, borre la clave"
    if _is_private(source, loc):
        found = "un valor que no se muestra, por ser de una persona"
    return diagnose(kind, place, found=found, expected=expected, help=help_, loc=loc)
