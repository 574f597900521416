"""calendario: the scale of a drawing over time: quarters of a calendar, or months from an unknown day."""

from calendar import monthrange
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

ANCHO = 1000
"""The width of the drawing; every x and ancho is a part of it, so that a template need not divide."""
TRIMESTRAL, ANUAL = 3, 12
_MAX_PERIODOS = 16
"""More columns than these have no room for their words on a phone."""


@dataclass(frozen=True, slots=True)
class Periodo:
    """A stretch of the scale, and its word."""

    rotulo: str
    x: int
    ancho: int


@dataclass(frozen=True, slots=True)
class Scale:
    """From a month to another, in columns of so many. is_calendar: months are counted from year 0."""

    first: int
    last: int
    unit: int
    is_calendar: bool

    def x(self, month: float) -> int:
        """Where a moment stands."""
        return round(ANCHO * (month - self.first) / (self.last - self.first))

    @property
    def periodos(self) -> tuple[Periodo, ...]:
        """The columns: T1 of a calendar, or the month with which each begins."""
        return self._cut(self.unit, self._column)

    @property
    def years(self) -> tuple[Periodo, ...]:
        """The years over the quarters; nothing where the columns are years themselves."""
        return self._cut(ANUAL, self._year) if self.unit < ANUAL else ()

    def _cut(self, size: int, word: Callable[[int], str]) -> tuple[Periodo, ...]:
        starts = range(self.first // size * size, self.last, size)
        edges = [(max(each, self.first), min(each + size, self.last)) for each in starts]
        return tuple(Periodo(word(start), self.x(start), self.x(end) - self.x(start)) for start, end in edges)

    def _column(self, start: int) -> str:
        if not self.is_calendar:
            return str(start)
        return f"T{start % ANUAL // TRIMESTRAL + 1}" if self.unit < ANUAL else str(start // ANUAL)

    def _year(self, start: int) -> str:
        return str(start // ANUAL) if self.is_calendar else f"Año {start // ANUAL + 1}"


def make_scale(months: Collection[float], *, is_calendar: bool) -> Scale:
    """Make the scale on which some moments stand, in the narrowest columns with room for their words."""
    low, high = floor(min(months)), ceil(max(months))
    units = (TRIMESTRAL, *(ANUAL * 10**zeros for zeros in range(5)))
    unit = next(each for each in units if -(-high // each) - low // each <= _MAX_PERIODOS)
    first = low // unit * unit
    last = max(first + unit, -(-high // unit) * unit)
    if unit < ANUAL:  # a year of a single quarter has no room for its word
        first -= unit if first % ANUAL == ANUAL - unit and first else 0
        last += unit if last % ANUAL == unit else 0
    return Scale(first, last, unit, is_calendar)


def month_of(day: date) -> float:
    """A day in months since year 0: the quarters of a year are as wide as each other."""
    return day.year * ANUAL + day.month - 1 + (day.day - 1) / monthrange(day.year, day.month)[1]
