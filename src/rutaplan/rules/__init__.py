"""All rules, and the whole catalogue of codes. A new family is one more line in FAMILIES."""

from rutaplan.catalogue import FIXED
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
from rutaplan.rules._registry import Finding, Rule, run

__all__ = ["CATALOGUE", "ERROR_RULES", "RULES", "Finding", "Rule", "check", "errors", "run"]

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
CATALOGUE: dict[str, Entry] = dict(
    sorted({**FIXED, **{rule.entry.code: rule.entry for rule in RULES}}.items())
)


def check(plan: Plan) -> list[Diagnostic]:
    """Everything that the rules find in a plan, in order of place."""
    return run(plan, RULES)


def errors(plan: Plan) -> list[Diagnostic]:
    """What the error rules alone find: enough for who only asks whether a plan may be used."""
    return run(plan, ERROR_RULES)
