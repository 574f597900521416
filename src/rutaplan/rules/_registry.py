"""What a rule is, and how its findings become diagnostics.

A rule is a function from a plan to findings. It says which field of which sheet; the engine finds
the line, and adds code, severity and title. Its Spanish docstring is its manual page, in the shape
that rutaplan.catalogue.entry tells. Where all its findings expect the same and mend alike, the page
ends in a line "= esperado | arreglo", and they need not say it.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from rutaplan.catalogue import codes
from rutaplan.catalogue.entry import CodeEntry
from rutaplan.diagnostics import Diagnostic, Loc, Place, Severity, Span
from rutaplan.model import FASES, Hoja
from rutaplan.personal import hidden, without_values
from rutaplan.plan import Plan, by_key


class Finding(NamedTuple):
    """A fault at a field of a sheet. loc is the way to the field: ("instituciones", 1).

    words: where in the text of the field, as offsets; without them it is all of the field.
    comment: where in the file, of what stands in a comment: its loc is that of the whole sheet, ().
    at_key: it is the key of the field that is wrong, not its value.
    private: the words must not be repeated, so only their line is told and nobody shows it.
    """

    hoja: Hoja
    loc: Loc
    found: str
    expected: str = ""
    help: str = ""
    related: tuple[tuple[str, Hoja, Loc], ...] = ()
    words: Span | None = None
    comment: Span | None = None
    at_key: bool = False
    private: bool = False


Check = Callable[[Plan], Iterator[Finding]]


class Rule(NamedTuple):
    """A check and its entry in the catalogue."""

    entry: CodeEntry
    check: Check


TALLER, SEGUIMIENTO = FASES
CORTE, DESDE = "--corte", "--desde"
RULES: list[Rule] = []
"""Every rule, in the order in which their families are read."""
HIDDEN_REASON = "una razón que no se muestra, por tener un dato personal"
_WORDS = re.compile(r"\n *= ")


@cache
def catalogue() -> dict[str, CodeEntry]:
    """Every code with its page, in order: those of rules, and those that are not rules."""
    return dict(sorted({**codes().pages, **{rule.entry.code: rule.entry for rule in RULES}}.items()))


def rule(
    code: str, title: str, severity: Severity, *, fase: str = "", needs: str = ""
) -> Callable[[Check], Rule]:
    """Make a rule of a function, for RULES; its docstring is the text of its entry.

    fase: the only one in which it speaks: TALLER, what is of the evening; SEGUIMIENTO, what is of the time after.
    needs: the option of validate without which it has nothing to look at.
    """

    def make(check: Check) -> Rule:
        page, *words = _WORDS.split(check.__doc__ or "")
        expected, _, mend = "".join(words).strip().partition(" | ")
        RULES.append(Rule(CodeEntry(code, severity, title, page, expected, mend, fase, needs), check))
        return RULES[-1]

    return make


def found(plan: Plan, rules: Iterable[Rule]) -> Iterator[tuple[CodeEntry, Finding]]:
    """What some rules find, each with its code; none that says nothing of this plan now.

    A finding at a place that could not be read is dropped: its cause has been told already.
    """
    all_read = not plan.holes and not plan.unread
    speaking = (each for each in rules if speaks(each.entry, plan))
    for each in speaking:
        for finding in each.check(plan):
            if all_read or plan.is_read(finding.hoja, *finding.loc):
                yield each.entry, finding


def speaks(entry: CodeEntry, plan: Plan) -> bool:
    """Whether a code is of the phase in which the workshop is, and what it looks at is there."""
    there = {"": True, CORTE: plan.corte is not None, DESDE: plan.antes is not None}
    return entry.fase in {"", plan.fase} and there[entry.needs]


def located(
    plan: Plan, pairs: Iterable[tuple[CodeEntry, Finding]], counted: Collection[Severity] = ()
) -> list[Diagnostic]:
    """The diagnostics of some findings; those that are only counted have no place but their file."""
    diagnostics = []
    for archivo, findings in by_key((each[1].hoja.archivo, each) for each in pairs).items():
        somewhere = Place(archivo)
        parsed: set[str] = set()
        for entry, finding in findings:
            place, related = somewhere, []
            if entry.severity not in counted:
                place = _place(plan, finding)
                related = [(label, _at(plan, hoja, loc)) for label, hoja, loc in finding.related]
                parsed.update((archivo, *(other.path for _, other in related)))
            what = (finding.found, finding.expected or entry.expected, finding.help or entry.help)
            if entry.severity not in counted:
                what = (hidden(what[0]), hidden(what[1]), hidden(what[2]))
            if entry.severity is Severity.ERROR and _is_private(plan, archivo):
                what = (without_values(what[0]), *what[1:])  # nobody accepts an error by the words of it
            diagnostics.append(
                Diagnostic(entry.code, entry.severity, entry.title, place, *what, tuple(related), finding.loc)
            )
        for path in parsed & plan.sources.keys():
            plan.sources[path].forget_places()
    return diagnostics


def _is_private(plan: Plan, archivo: str) -> bool:
    source = plan.sources.get(archivo)
    return source is not None and source.private


def _place(plan: Plan, finding: Finding) -> Place:
    source = plan.sources.get(finding.hoja.archivo)
    if source is None:
        return Place(finding.hoja.archivo)
    if finding.comment is not None:
        return source.span_place(*finding.comment)._replace(snippet="")
    if finding.at_key:
        return source.key_place(*finding.loc)
    if finding.words is None:
        return source.place(*finding.loc)
    place = source.words_place(finding.loc, finding.words)
    return source.line_place(place) if finding.private else place


def _at(plan: Plan, hoja: Hoja, loc: Loc) -> Place:
    source = plan.sources.get(hoja.archivo)
    return source.place(*loc) if source is not None else Place(hoja.archivo)
