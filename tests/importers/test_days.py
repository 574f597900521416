"""A day is read in any of its shapes, and never as another."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.derive import MESES, fecha_breve, fecha_label
from rutaplan.importers.meanings.days import Days, days_in, days_of
from rutaplan.suggest import fold

DATES = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))


@given(DATES)
def test_a_day_is_read_however_it_is_written(day: date) -> None:
    month = MESES[day.month - 1]
    for typed in (
        fecha_label(day), fecha_breve(day), f"{day.day}º de {month.upper()} del {day.year}", day.isoformat(),
        f"{day} 00:00:00", f"{day}T00:00", f" {day:%B %d, %Y} ",
    ):  # fmt: skip
        assert days_of(typed) == {day}, typed


@given(DATES, st.sampled_from("/.-"))
def test_numbers_are_every_day_that_they_may_be(day: date, sign: str) -> None:
    spanish, american = f"{day:%d{sign}%m{sign}%Y}", f"{day:%m{sign}%d{sign}%Y}"
    assert days_of(spanish) == days_of(american)
    assert day in days_of(spanish)
    assert (
        (days_in(spanish) is None) == (len(days_of(spanish)) > 1) == (day.day <= 12 and day.day != day.month)
    )


@pytest.mark.parametrize(
    "typed", ["", "marzo de 2025", "30 de febrero de 2025", "2025-02-30", "13/13/2025", "2025", "25/03/25"]
)
def test_what_is_no_day_is_none(typed: str) -> None:
    assert (days_in(fold(typed)), days_of(typed)) == (None, set())


@given(DATES, st.integers(1, 20))
def test_two_days_are_both_read_where_they_stand(first: date, more: int) -> None:
    last = date.fromordinal(first.toordinal() + more)
    typed = f"del {fecha_label(first)} al {fecha_label(last)}"
    assert days_in(f"lugar: {typed}.") == Days(first, last, 7, 7 + len(typed))
    assert days_of(typed) == set()
    assert days_in(f"del {fecha_label(last)} al {fecha_label(first)}") is None
