"""template_faults: what a template did wrong, told in Spanish with its line, never as a traceback."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError, TemplateAssertionError

from rutaplan.catalogue import diagnose
from rutaplan.diagnostics import Diagnostic, Place
from rutaplan.files import shown_path
from rutaplan.printable import quoted
from rutaplan.render import place_in


class TooMuchError(Exception):
    """The output passed its bound."""


_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (TooMuchError, "un texto desmedido, de más de 64 MiB"),
    (RecursionError, "una plantilla que se llama a sí misma sin fin"),
    (OverflowError, "una repetición o un número demasiado grande"),
    (MemoryError, "un texto que no cabe en la memoria"),
    (ZeroDivisionError, "una división entre cero"),
    (TypeError, "una operación entre valores que no la admiten"),
)


class TemplateError(Exception):
    """A template cannot be printed; it holds why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code)
        self.diagnostic = diagnostic


def diagnose_template(
    error: Exception, template: str, texts: Mapping[str, str], folders: Sequence[Path]
) -> Diagnostic:
    """Tell in Spanish what a template did wrong, and at which line."""
    if isinstance(error, TemplateError):
        return error.diagnostic
    place = _place(error, template, texts)
    detail = str(error)
    match error:
        case TemplateNotFound() if detail == template and not texts:
            return diagnose("PLA05 plantilla", place, carpetas=" o en ".join(map(shown_path, folders)))
        case TemplateNotFound() | UndefinedError() | TemplateAssertionError():
            return diagnose("PLA02", place, nombre=_named(detail))
        case TemplateSyntaxError():
            return _syntax_fault(detail, place)
        case SecurityError():
            return diagnose("PLA03", place, nombre=_named(detail))
    reason = next((told for kind, told in _REASONS if isinstance(error, kind)), "una operación que falló")
    return diagnose("PLA04", place, razon=reason)


def _place(error: Exception, template: str, texts: Mapping[str, str]) -> Place:
    """Find the template's line where an error arose: jinja2 rewrites tracebacks so that they name it."""
    if isinstance(error, TemplateSyntaxError):
        path, line = error.filename or template, error.lineno
    else:
        path, line = _innermost(error.__traceback__, texts) or (next(iter(texts), template), 1)
    whole = place_in(path, texts.get(path, ""), line, 1)
    return place_in(path, texts.get(path, ""), line, 1 + len(whole.snippet) - len(whole.snippet.lstrip()))


def _innermost(traceback: TracebackType | None, paths: Mapping[str, str]) -> tuple[str, int] | None:
    found = None
    while traceback is not None:
        path = traceback.tb_frame.f_code.co_filename
        if path in paths:
            found = (path, traceback.tb_lineno)
        traceback = traceback.tb_next
    return found


def _named(detail: str) -> str:
    """Pick the name out of one of jinja2's sentences; it quotes it last."""
    names = re.findall(r"'([^']+)'|method (\w+) of", detail)
    return quoted(names[-1][0] or names[-1][1] if names else detail)


def _syntax_fault(detail: str, place: Place) -> Diagnostic:
    if "unknown tag" in detail:
        return diagnose("PLA01 instruccion", place, nombre=quoted(re.findall(r"'([^']+)'", detail)[0]))
    return diagnose("PLA01 final" if "nexpected end of" in detail else "PLA01", place)
