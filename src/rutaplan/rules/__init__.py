"""All rules, and the whole catalogue of codes. A new family is one more line in FAMILIES."""

from rutaplan.catalogue import FIXED
from rutaplan.catalogue.entry import Entry
from rutaplan.diagnostics import Diagnostic
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

__all__ = ["CATALOGUE", "RULES", "Finding", "Rule", "check", "run"]

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
CATALOGUE: dict[str, Entry] = dict(
    sorted({**FIXED, **{rule.entry.code: rule.entry for rule in RULES}}.items())
)


def check(plan: Plan) -> list[Diagnostic]:
    """Everything that the rules find in a plan, in order of place."""
    return run(plan, RULES)
