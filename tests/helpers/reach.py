"""How far a run looks: every day each case in some company, once a week (.ci/run --semanal) in all of it."""

from collections.abc import Collection
from itertools import cycle, islice, product
from typing import Any

import pytest
from hypothesis import settings


def is_weekly() -> bool:
    """Whether this run looks further; its profile is chosen before any test is read."""
    return not settings.default.derandomize


def pairs(first: Collection[Any], second: Collection[Any]) -> list[tuple[Any, Any]]:
    """Each of one with each of the other; every day, as many as make each of both stand in one."""
    if is_weekly():
        return [*product(first, second)]
    longest = max(len(first), len(second))
    return [*islice(zip(cycle(first), cycle(second), strict=False), longest)]


def each_with_each(**cases: Collection[Any]) -> pytest.MarkDecorator:
    """Run a test with the pairs of two arguments."""
    first, second = cases.values()
    return pytest.mark.parametrize(tuple(cases), pairs(first, second))
