"""What several commands share: where the plan is, its filters, and how to speak of a broken one."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from rutaplan.cli import NoPlan, terminal
from rutaplan.derive import plural
from rutaplan.derive.filters import YES
from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.load import load
from rutaplan.plan import Plan
from rutaplan.printable import INVISIBLE, quoted
from rutaplan.query import FILTER_BY_KEY, Query, check_query, option
from rutaplan.rules import errors as rule_errors

_F = TypeVar("_F", bound=Callable[..., Any])


def datos_option(function: _F) -> _F:
    """Give a command the option --datos."""
    return click.option("--datos", metavar="CARPETA", help="La carpeta data/ del plan (o RUTAPLAN_DATOS).")(
        function
    )


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


def find_data(datos: str | None) -> Path:
    """The folder of the plan: the one named, or the nearest data/ with a taller.yaml, going up."""
    context = click.get_current_context(silent=True)
    named = datos or (context.find_root().obj if context else None) or os.environ.get("RUTAPLAN_DATOS")
    if named:
        data = plain_path(named)
        if not (data / "taller.yaml").is_file() and (data / "data" / "taller.yaml").is_file():
            return data / "data"
        if not data.is_dir():
            raise NoPlan(f"No hay una carpeta «{named}»: indique con --datos la carpeta data/ de un plan.")
        return data
    here = Path.cwd()
    for folder in (here, *here.parents):
        if os.path.lexists(folder / "data" / "taller.yaml"):
            return folder / "data"
        if folder.name == "data" and os.path.lexists(folder / "taller.yaml"):
            return folder
    raise NoPlan(
        "Aquí no hay un plan: no se encontró data/taller.yaml en esta carpeta ni en las de arriba; "
        "clone el repositorio de un plan y entre en él, o indique su carpeta con --datos."
    )


def plain_path(path: str) -> Path:
    """A path from the root, without . or .. in it. Follows no link."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute keeps the .., and resolve follows links


def load_checked(datos: str | None) -> tuple[Plan, list[Diagnostic], Path]:
    """The plan, its errors only, and its folder."""
    data = find_data(datos)
    plan, diagnostics = load(data)
    errors = [d for d in diagnostics if d.severity is Severity.ERROR]
    return plan, [*errors, *rule_errors(plan)], data


def make_query(plan: Plan, options: dict[str, Any]) -> Query:
    """The query that the options ask for; an unknown value is a usage error that tells the right one."""
    asked = {key: (YES,) if options[key] is True else tuple(options[key] or ()) for key in FILTER_BY_KEY}
    for key, values in asked.items():
        for value in values:
            if INVISIBLE.search(value):
                raise NoPlan(f"{option(key)}: {quoted(value)} tiene caracteres que no se pueden imprimir.")
    query, unknown = check_query(plan, asked)
    if unknown:
        raise NoPlan("\n       ".join(unknown))
    return query


def tell_broken(errors: list[Diagnostic]) -> None:
    """Say on stderr that what is shown is only what could be read."""
    if errors:
        count = plural(len(errors), "error", "errores")
        terminal.tell(
            f"El plan tiene {count}; se muestra lo que se pudo leer. rutaplan validate los explica."
        )
