"""All rules, and the whole catalogue of codes. A new family is one more name in the first import."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache

from rutaplan.catalogue import codes
from rutaplan.catalogue.entry import Entry
from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.plan import Plan
from rutaplan.rules import (  # noqa: F401 - each adds its rules to RULES
    acciones,
    datos,
    directorio,
    grupos,
    instituciones,
    niveles,
    plazos,
    redaccion,
    referencias,
    taller,
)
from rutaplan.rules._registry import RULES, Finding, Rule, found, located

__all__ = [
    "ERROR_RULES",
    "PENDIENTE_RULES",
    "RULES",
    "Finding",
    "Rule",
    "catalogue",
    "check",
    "errors",
    "found",
]

ERROR_RULES = tuple(rule for rule in RULES if rule.entry.severity is Severity.ERROR)
PENDIENTE_RULES = tuple(rule for rule in RULES if rule.entry.severity is Severity.PENDIENTE)


@cache
def catalogue() -> dict[str, Entry]:
    """Every code with its page, in order: those of rules, and those that are not rules."""
    return dict(sorted({**codes().pages, **{rule.entry.code: rule.entry for rule in RULES}}.items()))


def check(
    plan: Plan,
    paths: Collection[str] | None = None,
    *,
    told: Sequence[Diagnostic] = (),
    counted: Collection[Severity] = (),
) -> list[Diagnostic]:
    """Everything that the rules find in a plan, and what was told before, in order of place.

    With paths of files: all that is found in them, and the errors of anywhere else. What is only
    counted, those errors among it, has no place but its file.
    """
    if paths is None:
        return _sorted([*told, *located(plan, found(plan, RULES), counted)])
    diagnostics = [d for d in told if d.place.path in paths or d.severity is Severity.ERROR]
    wrong = list(found(plan, ERROR_RULES))
    here = [each for each in (*wrong, *_found_in(plan, paths)) if each[1].hoja.archivo in paths]
    elsewhere = [each for each in wrong if each[1].hoja.archivo not in paths]
    return _sorted([*diagnostics, *located(plan, here, counted), *located(plan, elsewhere, tuple(Severity))])


def _found_in(plan: Plan, paths: Collection[str]) -> Iterator[tuple[Entry, Finding]]:
    """What the rules that give no error find in some files.

    They iterate over those actions alone, and read plan.enteras where they need all. GRP rules never
    point at an action, and one of them times all that a group says.
    """
    asked = tuple(accion for accion in plan.enteras if accion.archivo in paths)
    no_groups = len(asked) == len(paths)
    others = [
        rule
        for rule in RULES
        if rule not in ERROR_RULES and not (no_groups and rule.entry.code.startswith("GRP"))
    ]
    return found(replace(plan, acciones=asked, todas=plan.enteras), others)


def errors(plan: Plan) -> list[Diagnostic]:
    """What the error rules alone find: enough for who only asks whether a plan may be used."""
    return _sorted(located(plan, found(plan, ERROR_RULES)))


def _sorted(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    return sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key)
