"""The filters as options of a command, and what they ask of a plan."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from rutaplan.cli import NoPlan
from rutaplan.derive.filters import YES
from rutaplan.plan import Plan
from rutaplan.query import FILTER_BY_KEY, Query, check_query, option

_F = TypeVar("_F", bound=Callable[..., Any])


class Filtered(click.Command):
    """A command with filters: its help lists them apart, after its own options."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List both."""
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        rows = [(each.name in FILTER_BY_KEY, each.get_help_record(ctx)) for each in options]
        for title, filters in (("Opciones", False), ("Filtros", True)):
            with formatter.section(title):
                formatter.write_dl([row for is_filter, row in rows if row and is_filter is filters])


def filter_options(function: _F) -> _F:
    """Give a command the filters; the same one repeated means any of its values. Negations are not listed."""
    for key, each in reversed([*FILTER_BY_KEY.items()]):
        shape: dict[str, Any] = {"metavar": each.metavar, "multiple": True}
        function = click.option(
            option(key),
            key,
            help=each.help,
            hidden=key != each.name,
            **(shape if each.metavar else {"is_flag": True}),
        )(function)
    return function


def asks_follow_up(options: dict[str, Any]) -> bool:
    """Whether the options ask where actions stand at a day."""
    return any(options[key] for key, each in FILTER_BY_KEY.items() if each.follows)


def make_query(plan: Plan, options: dict[str, Any]) -> Query:
    """The query that the options ask for; an unknown value is a usage error that tells the right one."""
    asked = {key: (YES,) if options[key] is True else tuple(options[key] or ()) for key in FILTER_BY_KEY}
    query, unknown = check_query(plan, asked)
    if unknown:
        raise NoPlan("\n       ".join(f"{each}." for each in unknown))
    return query
