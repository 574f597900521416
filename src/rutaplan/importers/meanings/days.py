"""days: the days that a text says, "12 al 14 de marzo de 2025" or "25/03/2025"; of those of no year, none.

Of two numbers that may both be the month, each is a reading: who asks decides whether one is meant.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import cache
from typing import NamedTuple, TypeAlias

from rutaplan.importers.meanings.lists import either, meanings
from rutaplan.suggest import fold

_Ymd: TypeAlias = tuple[int, int, int]
MAX_LETTERS = 100  # a day has fewer
_DAY, _YEAR = r"(\d{1,2})(?:º|ro|o|st|nd|rd|th)?", r"(\d{4})"
_TO = r"\s*(?:al?|y|hasta el|to|and|-|–|—)\s*"
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_ISO = re.compile(rf"(?<!\d)(\d{{4}}-\d\d-\d\d)(?:{_TO}(\d{{4}}-\d\d-\d\d))?(?!\d)")
_MIDNIGHT = re.compile(r"[ t]0?0:00(?::00)?$")


class Days(NamedTuple):
    """A first and a last day, and where a text says them."""

    first: date
    last: date
    start: int
    end: int


def days_in(folded: str) -> Days | None:
    """Find the days that a folded text says; None where it says none, or may say others."""
    found = [*_readings(folded)]
    return found[0] if len(found) == 1 else None


def whole_day(text: str) -> date | None:
    """Read a whole text as one day; None where it may be another: 3/4/2025."""
    found = days_of(text)
    return found.pop() if len(found) == 1 else None


def days_of(text: str) -> set[date]:
    """Every day that a text may be, also as a spreadsheet turned it; none where it says anything else."""
    if len(text) > MAX_LETTERS:
        return set()
    bare = _MIDNIGHT.sub("", fold(text.strip()))
    return {each.first for each in _readings(bare) if each == (each.first, each.first, 0, len(bare))}


def _readings(folded: str) -> Iterator[Days]:
    for start, end, span in _said(folded):
        with suppress(ValueError):
            first, last = date(*start), date(*end)
            if first <= last:
                yield Days(first, last, *span)


def _said(folded: str) -> list[tuple[_Ymd, _Ymd, tuple[int, int]]]:
    """Give what the first shape that a text has may say, and where; it may be no day of the calendar."""
    for pattern, names in _patterns():
        if found := pattern.search(folded):
            said = {name: each for name, each in zip(names, found.groups(), strict=True) if each}
            month, year = said["M"], int(said["Y"])
            start = int(said.get("y", year)), _month(said.get("m", month)), int(said.get("d") or said["D"])
            return [(start, (year, _month(month), int(said.get("D") or said["d"])), found.span())]
    if found := _ISO.search(folded):
        return [(_ymd(found[1]), _ymd(found[2] or found[1]), found.span())]
    if found := _NUMBERS.search(folded):
        one, other, year = map(int, found.groups())
        ways = dict.fromkeys([(year, other, one), (year, one, other)])
        return [(day, day, found.span()) for day in ways]
    return []


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """A day or two, of one month or of two; and what each group of it is, the first day in small letters."""
    month = f"({either(meanings('meses'))})[.]?"
    of, year = rf"\s+(?:(?:del?|of)\s+)?{month}", rf"\s*,?\s*(?:del?\s+|of\s+)?{_YEAR}"
    days = rf"{_DAY}(?:\s*,\s*\d{{1,2}})*{_TO}{_DAY}"
    shapes = {
        rf"{_DAY}{of}(?:{year})?{_TO}{_DAY}{of}{year}": "dmyDMY",
        rf"{days}{of}{year}": "dDMY",
        rf"{_DAY}{of}{year}": "DMY",
        rf"{month}\s+{_DAY}(?:{_TO}{_DAY})?,?\s+{_YEAR}": "MdDY",
    }
    return tuple((re.compile(rf"(?<!\w)(?:del?\s+)?{shape}(?!\w)"), names) for shape, names in shapes.items())


def _month(name: str) -> int:
    return int(meanings("meses")[name])


def _ymd(iso: str) -> _Ymd:
    year, month, day = map(int, iso.split("-"))
    return year, month, day
