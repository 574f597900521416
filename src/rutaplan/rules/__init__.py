"""All rules, and the whole catalogue of codes. A new family is one more line in FAMILIES."""

from collections.abc import Collection
from dataclasses import replace
from functools import cache

from rutaplan.catalogue import codes
from rutaplan.catalogue.entry import Entry
from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.plan import Plan
from rutaplan.rules import (
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
from rutaplan.rules._registry import Finding, Rule, found, located

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

FAMILIES = (
    acciones,
    redaccion,
    niveles,
    plazos,
    referencias,
    instituciones,
    directorio,
    grupos,
    taller,
    datos,
)
RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES for rule in family.RULES)
ERROR_RULES: tuple[Rule, ...] = tuple(rule for rule in RULES if rule.entry.severity is Severity.ERROR)
PENDIENTE_RULES: tuple[Rule, ...] = tuple(rule for rule in RULES if rule.entry.severity is Severity.PENDIENTE)


@cache
def catalogue() -> dict[str, Entry]:
    """Every code with its page, in order: those of rules, and those that are not rules."""
    return dict(sorted({**codes().pages, **{rule.entry.code: rule.entry for rule in RULES}}.items()))


def check(plan: Plan, paths: Collection[str] | None = None) -> list[Diagnostic]:
    """Everything that the rules find in a plan, in order of place.

    With paths of sheets: all that they find there, and what the error rules find anywhere else. The
    other rules then iterate over the actions asked for, and read plan.enteras where they need all.
    """
    if paths is None:
        return located(plan, found(plan, RULES))
    acciones = tuple(accion for accion in plan.enteras if accion.archivo in paths)
    asked = replace(plan, acciones=acciones, todas=plan.enteras)
    # The rules about groups never point at an action, and one of them times all that a group says.
    families = FAMILIES if len(acciones) < len(paths) else [each for each in FAMILIES if each is not grupos]
    rules = [each for family in families for each in family.RULES if each not in ERROR_RULES]
    there = [each for each in found(asked, rules) if each[1].hoja.archivo in paths]
    return located(plan, [*found(plan, ERROR_RULES), *there])


def errors(plan: Plan) -> list[Diagnostic]:
    """What the error rules alone find: enough for who only asks whether a plan may be used."""
    return located(plan, found(plan, ERROR_RULES))
