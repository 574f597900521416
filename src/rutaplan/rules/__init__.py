"""All rules, and the whole catalogue of codes. A new family is one more name in the first import."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from rutaplan.catalogue.entry import CodeEntry
from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.plan import Plan
from rutaplan.rules import (  # noqa: F401 - each adds its rules to RULES
    acciones,
    avances,
    datos,
    decisiones,
    entradas,
    grupos,
    instituciones,
    niveles,
    plazos,
    redaccion,
    referencias,
    rondas,
)
from rutaplan.rules._registry import RULES, Finding, Rule, catalogue, found, located
from rutaplan.rules.aceptados import PERSONAL, Acceptances, accept

__all__ = ["ERROR_RULES", "RULES", "Finding", "Rule", "catalogue", "check", "errors", "pending", "personal"]

_TIMED = "GRP04"
ERROR_RULES = tuple(rule for rule in RULES if rule.entry.severity is Severity.ERROR)


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
        everything = accept(plan, [*told, *located(plan, found(plan, RULES), counted)], counted)
        return _sorted(datos.concealed(plan, everything))
    asked = replace(
        plan, acciones=tuple(each for each in plan.enteras if each.archivo in paths), todas=plan.enteras
    )
    pairs = [*found(plan, ERROR_RULES), *_found_in(asked, paths)]
    here = [each for each in pairs if each[1].hoja.archivo in paths]
    # Not only its errors: what is found elsewhere may be accepted here, as taller.yaml does for some files.
    elsewhere = [each for each in pairs if each[1].hoja.archivo not in paths]
    joined = [*told, *located(plan, here, counted), *located(plan, elsewhere, tuple(Severity))]
    everything = datos.concealed(plan, accept(asked, joined, counted))
    return _sorted(d for d in everything if d.place.path in paths or d.severity is Severity.ERROR)


def _found_in(asked: Plan, paths: Collection[str]) -> Iterator[tuple[CodeEntry, Finding]]:
    """What the rules that give no error find in a plan whose actions are those asked for.

    They read plan.enteras where they need all. One of them times all that a group says, and points at
    no action.
    """
    no_groups = len(asked.acciones) == len(paths)
    rules = [
        rule for rule in RULES if rule not in ERROR_RULES and not (no_groups and rule.entry.code == _TIMED)
    ]
    return found(asked, rules)


def errors(plan: Plan) -> list[Diagnostic]:
    """What the error rules alone find: enough for who only asks whether a plan may be used."""
    return _sorted(datos.concealed(plan, located(plan, found(plan, ERROR_RULES))))


def pending(plan: Plan) -> Iterator[tuple[CodeEntry, Finding]]:
    """What nobody has decided yet, with its code, but for what was accepted: enough for who only counts it."""
    return _unaccepted(plan, [each for each in RULES if each.entry.severity is Severity.PENDIENTE])


def personal(plan: Plan) -> Iterator[tuple[CodeEntry, Finding]]:
    """What seems a person's in the values of a plan, but for what was accepted; comments are left in data/."""
    told = _unaccepted(plan, [each for each in RULES if each.entry.code in PERSONAL])
    return (each for each in told if each[1].comment is None)


def _unaccepted(plan: Plan, rules: Iterable[Rule]) -> Iterator[tuple[CodeEntry, Finding]]:
    accepted = Acceptances(plan)
    for entry, finding in found(plan, rules):
        if not accepted.reason(entry.code, finding.hoja.archivo, finding.loc, finding.found):
            yield entry, finding


def _sorted(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    return sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key)
