"""days: the day that a text says, or the first and the last, as people write them; nothing uncertain."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import cache
from typing import NamedTuple

from rutaplan.importers.meanings.lists import meanings
from rutaplan.suggest import fold

_MONTHS = 12
_DAY, _YEAR = r"(\d{1,2})(?:º|ro|o|st|nd|rd|th)?", r"(\d{4})"
_TO = r"\s*(?:al?|y|hasta el|to|and|-|–|—)\s*"
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_ISO = re.compile(rf"(?<!\d)(\d{{4}}-\d\d-\d\d)(?:{_TO}(\d{{4}}-\d\d-\d\d))?(?!\d)")
_MIDNIGHT = re.compile(r"[ t]0?0:00(?::00)?$")
_AMERICAN = re.compile(r"(\d{1,2})/(1[3-9]|2\d|3[01])/(\d{4})")


class Days(NamedTuple):
    """The first and the last day that a text says, and where in it they stand."""

    first: date
    last: date
    start: int
    end: int


def days_in(text: str) -> Days | None:
    """Find the days that a folded text says; nothing if it may say others: 3/4/2025."""
    with suppress(ValueError):
        for found in _said(text):
            return found if found.first <= found.last else None
    return None


def whole_day(text: str) -> date | None:
    """Read a whole text as one day, as a spreadsheet may have turned it: 26/11/2026, 2026-11-26 00:00:00."""
    bare = _AMERICAN.sub(r"\2/\1/\3", _MIDNIGHT.sub("", fold(text)), count=1)
    found = days_in(bare)
    whole = found is not None and found.first == found.last and found[2:] == (0, len(bare))
    return found.first if found and whole else None


def _said(text: str) -> Iterator[Days]:
    for pattern, names in _patterns():
        if found := pattern.search(text):
            said = {name: each for name, each in zip(names, found.groups(), strict=True) if each}
            month, year = said["M"], int(said["Y"])
            start = date(
                int(said.get("y", year)), _month(said.get("m", month)), int(said.get("d") or said["D"])
            )
            yield Days(start, date(year, _month(month), int(said.get("D") or said["d"])), *found.span())
    if found := _ISO.search(text):
        yield Days(date.fromisoformat(found[1]), date.fromisoformat(found[2] or found[1]), *found.span())
    if (found := _NUMBERS.search(text)) and (int(found[1]) > _MONTHS or found[1] == found[2]):
        day = date(int(found[3]), int(found[2]), int(found[1]))  # 3/4/2025 is a day of March or of April
        yield Days(day, day, *found.span())


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """A day or two, of one month or of two; and what each group of it is, the first day in small letters."""
    month = f"({'|'.join(map(re.escape, sorted(meanings('meses'), key=len, reverse=True)))})[.]?"
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
