"""The catalogue of codes that are not rules: what each means, with a bad and a good example.

Rules carry their own entry beside their function; rutaplan.rules joins both into one list.
"""

from collections.abc import Iterable

from rutaplan.catalogue import esq, pla, yml
from rutaplan.catalogue.entry import Entry
from rutaplan.diagnostics import Diagnostic, Loc, Place

FIXED: dict[str, Entry] = {entry.code: entry for entry in (*yml.ENTRIES, *esq.ENTRIES, *pla.ENTRIES)}


def diagnose(  # noqa: PLR0913 - a diagnostic has this many parts, all named
    code: str,
    place: Place,
    *,
    found: str,
    expected: str,
    help: str,  # noqa: A002 - the word of Diagnostic
    related: Iterable[tuple[str, Place]] = (),
    loc: Loc = (),
) -> Diagnostic:
    """Make the diagnostic of a fixed code; a code without an entry is a KeyError, a bug."""
    entry = FIXED[code]
    return Diagnostic(code, entry.severity, entry.title, place, found, expected, help, tuple(related), loc)
