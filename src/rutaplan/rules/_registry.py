"""What a rule is, and how its findings become diagnostics.

A rule is a function from a plan to findings. It says which field of which sheet; the engine finds
the line, and adds code, severity and title. Its Spanish docstring is its manual page, in the shape
that rutaplan.catalogue.entry tells.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from rutaplan.catalogue.entry import Entry
from rutaplan.diagnostics import Diagnostic, Loc, Place, Severity
from rutaplan.model import Hoja
from rutaplan.plan import Plan


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault at a field of a sheet. loc is the way to the field: ("instituciones", 1).

    private: the field holds what must not be repeated, so no finding shows its lines.
    """

    hoja: Hoja
    loc: Loc
    found: str
    expected: str
    help: str
    related: tuple[tuple[str, Hoja, Loc], ...] = ()
    private: bool = False


Check = Callable[[Plan], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check and its entry in the catalogue."""

    entry: Entry
    check: Check


def rule(code: str, title: str, severity: Severity) -> Callable[[Check], Rule]:
    """Make a rule of a function; its docstring is the text of its entry."""

    def make(check: Check) -> Rule:
        return Rule(Entry(code, severity, title, check.__doc__ or ""), check)

    return make


def found(plan: Plan, rules: Iterable[Rule]) -> Iterator[tuple[Entry, Finding]]:
    """What some rules find, each with its code.

    A finding at a place that could not be read is dropped: its cause has been told already.
    """
    for each in rules:
        for finding in each.check(plan):
            if plan.is_read(finding.hoja, *finding.loc):
                yield each.entry, finding


def located(plan: Plan, found: Iterable[tuple[Entry, Finding]]) -> list[Diagnostic]:
    """The diagnostics of some findings, in order of place."""
    by_file: dict[str, list[tuple[Entry, Finding]]] = {}
    for each in found:
        by_file.setdefault(each[1].hoja.archivo, []).append(each)
    diagnostics = []
    for archivo, findings in by_file.items():
        told = [_diagnostic(plan, entry, finding) for entry, finding in findings]
        private = [one.place for one, (_, finding) in zip(told, findings, strict=True) if finding.private]
        diagnostics += [_without_lines(one, private) for one in told] if private else told
        plan.sources[archivo].forget_places()
    return sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key)


def _diagnostic(plan: Plan, entry: Entry, finding: Finding) -> Diagnostic:
    return Diagnostic(
        entry.code,
        entry.severity,
        entry.title,
        _place(plan, finding.hoja, finding.loc),
        finding.found,
        finding.expected,
        finding.help,
        tuple((label, _place(plan, hoja, loc)) for label, hoja, loc in finding.related),
        finding.loc,
    )


def _without_lines(diagnostic: Diagnostic, private: Iterable[Place]) -> Diagnostic:
    """The same diagnostic, without its line if that is part of a private place."""
    place = diagnostic.place
    if any(each.line <= place.line <= each.end_line for each in private):
        return replace(diagnostic, place=replace(place, snippet=""))
    return diagnostic


def _place(plan: Plan, hoja: Hoja, loc: Loc) -> Place:
    source = plan.sources.get(hoja.archivo)
    return source.place(*loc) if source is not None else Place(hoja.archivo)
