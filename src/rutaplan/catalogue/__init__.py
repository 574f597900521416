"""The catalogue of codes that are not rules: their manual pages and their words, which lie in codes.txt.

Rules carry their own page beside their function; rutaplan.rules joins both into one list.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from rutaplan.catalogue.entry import CodeEntry
from rutaplan.diagnostics import Diagnostic, Loc, Place, Severity
from rutaplan.personal import hidden

_FIELD = re.compile(r"\{(\w+)\}")


class Codes(NamedTuple):
    """Pages by code, and found, expected and mend by code and variant ("YML03 alias")."""

    pages: dict[str, CodeEntry]
    words: dict[str, tuple[str, ...]]


@cache
def codes() -> Codes:
    """Read codes.txt: when the first code is needed, since a plan without faults needs none."""
    read = Codes({}, {})
    text = Path(__file__).with_name("codes.txt").read_text(encoding="utf-8")
    for page in text.split("\n## ")[1:]:
        heading, _, body = page.partition("\n")
        code, severity, title = heading.split(" ", 2)
        manual, *told = body.split("\n= ")
        read.pages[code] = CodeEntry(code, Severity(severity.removesuffix(":")), title, manual)
        for each in told:
            key, _, words = each.partition(": ")
            read.words[key] = tuple(" ".join(words.split()).split(" | "))
    return read


class RefusedError(Exception):
    """Something that is not printed; it holds the code and the fields of why, for diagnose."""

    def __init__(self, key: str, /, **fields: object) -> None:
        super().__init__(key)
        self.key = key
        self.fields: dict[str, Any] = fields


def diagnose(
    key: str, place: Place, /, *, related: Iterable[tuple[str, Place]] = (), loc: Loc = (), **fields: object
) -> Diagnostic:
    """Make the diagnostic of a code and variant. Words or a field that lack are a KeyError, a bug."""
    pages, words = codes()
    entry = pages[key.partition(" ")[0]]
    told = (_FIELD.sub(lambda field: str(fields[field[1]]), each) for each in words[key])
    found, expected, mend = map(hidden, told)
    return Diagnostic(
        entry.code, entry.severity, entry.title, place, found, expected, mend, tuple(related), loc
    )
