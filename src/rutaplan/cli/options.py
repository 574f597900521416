"""What several commands share: where the plan is, and how to speak of a broken one."""

import errno
import os
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

import click

from rutaplan.cli import FINDINGS, OK, NoPlan, terminal
from rutaplan.derive import plural
from rutaplan.derive.named import Thing, find_thing, resolve
from rutaplan.derive.titles import Unknown
from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.journal import unfinished
from rutaplan.load import load
from rutaplan.plan import Plan
from rutaplan.printable import quoted, sentence
from rutaplan.rules import errors as rule_errors


def read_day(_context: click.Context, option: click.Parameter, value: str | None) -> date | None:
    """The day that an option names, if it is given."""
    try:
        day = None if value is None else date.fromisoformat(value)
    except ValueError:
        day = None
    if value is not None and (day is None or value != day.isoformat()):
        raise NoPlan(
            f"{option.opts[0]}: {quoted(value)} no es una fecha que exista, AAAA-MM-DD, como 2027-03-31."
        )
    return day


def read_day_or_today(context: click.Context, option: click.Parameter, value: str | None) -> date:
    """The same; today where it is not."""
    return read_day(context, option, value) or date.today()  # noqa: DTZ011 - the day of who asks


corte_option = click.option(
    "--corte", metavar="FECHA", callback=read_day_or_today, help="A qué día se mira, AAAA-MM-DD; si no, hoy."
)
"""Gives a command the option --corte."""

NUEVAS = "--instituciones-nuevas"
enrolling_option = click.option(
    NUEVAS,
    "nuevas",
    metavar="PAÍS",
    help="Agrega las instituciones que el plan no tiene; las que no dicen su país son de este.",
)
"""Gives a command the option that adds bodies."""


class Choice(click.Choice[str]):
    """One of a few words; case and accents do not matter."""

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__([*words])

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002 - click's signature
        """The word as it is listed."""
        found = resolve(value, {each: each.replace("_", " ") for each in self.choices}, {})
        if isinstance(found, Unknown):
            lead = f"{param.opts[-1]}: " if isinstance(param, click.Option) else ""
            raise NoPlan(sentence(f"{lead}{found.message}"))
        return found

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:  # noqa: ARG002 - the same
        """Say no more: its metavar names the words."""
        return ""


formato_option = click.option(
    "--formato",
    type=Choice(["texto", "json"]),
    default="texto",
    help="texto para leer; json, para otro programa.",
)
"""Gives a command the option --formato, where there are two."""


datos_option = click.option(
    "--datos", metavar="CARPETA", help="La carpeta data/ del plan (o RUTAPLAN_DATOS)."
)
"""Gives a command the option --datos."""


SEPARATORS = {",": ",", ";": ";", "tab": "\t"}
"""What may stand between the columns of a csv, by the name that a call gives it."""


separador_option = click.option(
    "--separador",
    type=Choice(SEPARATORS),
    metavar="SIGNO",
    help="Entre las columnas de un csv: ',' ';' o tab; si no, la coma. Excel de muchos países espera ';'.",
)
"""Gives a command the option --separador."""


def read_separador(separador: str | None, formatos: Iterable[str]) -> str:
    """What stands between the columns; a usage error where there is no csv to separate."""
    if separador is not None and "csv" not in formatos:
        raise NoPlan("--separador es para csv: agregue --formato csv.")
    return SEPARATORS[separador or ","]


def find_data(datos: str | None) -> Path:
    """The folder of the plan: the one named, or the nearest data/ with a taller.yaml, going up."""
    named = _named(datos)
    if named:
        data = plain_path(named)
        if not (data / "taller.yaml").is_file() and (data / "data" / "taller.yaml").is_file():
            return data / "data"
        if not data.is_dir():
            source = " (RUTAPLAN_DATOS)" * (not datos and named == os.environ.get("RUTAPLAN_DATOS"))
            raise NoPlan(
                f"No hay una carpeta «{named}»{source}: indique con --datos la carpeta data/ de un plan."
            )
        return data
    here = Path.cwd()
    for folder in (here, *here.parents):
        if _is_there(folder / "data" / "taller.yaml"):
            return folder / "data"
        if folder.name == "data" and _is_there(folder / "taller.yaml"):
            return folder
    if (here / "data").is_dir() and not os.access(here / "data", os.X_OK):
        raise PermissionError(errno.EACCES, "", str(here / "data"))
    raise NoPlan(
        "Aquí no hay un plan: no se encontró data/taller.yaml en esta carpeta ni en las de arriba; "
        "clone el repositorio de un plan y entre en él, indique su carpeta con --datos, o empiece uno: "
        "rutaplan init CARPETA."
    )


def _is_there(path: Path) -> bool:
    """Whether a name is taken. Raises PermissionError, where nobody may know."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _named(datos: str | None) -> str | None:
    """The folder that a call names, or the environment."""
    context = click.get_current_context(silent=True)
    before: str | None = context.find_root().obj if context else None
    if datos and before:
        raise NoPlan("--datos está dos veces, y lleva un solo valor.")
    return datos or before or os.environ.get("RUTAPLAN_DATOS")


def find_data_if_any(datos: str | None) -> Path | None:
    """The same for what can be had without a plan too: None where there is none and nobody named one."""
    try:
        return find_data(datos)
    except NoPlan:
        if _named(datos):
            raise
        return None


def plain_path(path: str) -> Path:
    """A path from the root, without . or .. in it. Follows no link.

    Nothing is no path, though the system takes it for this folder: a variable of a script was empty.
    """
    if not path.strip():
        raise NoPlan(f"{quoted(path)} no nombra ningún archivo ni carpeta.")
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute keeps the .., and resolve follows links


def files_named(rutas: Collection[str], data: Path, known: Collection[str]) -> set[str] | None:
    """Which files of a plan some paths of a call name, alone or by a folder of theirs; None: all of them.

    known: the files there are, by their names in the folder of the plan.
    """
    found: set[str] = set()
    for ruta in rutas:
        path = plain_path(ruta)
        if path in (data, *data.parents):
            return None
        inside = path.relative_to(data).as_posix() if data in path.parents else ""
        own = {each for each in known if inside and (each == inside or each.startswith(f"{inside}/"))}
        if not own and not path.exists():
            raise NoPlan(f"No existe {quoted(ruta)}.")
        if not inside:
            raise NoPlan(f"{quoted(ruta)} no es del plan de {data.name}/: indique algo de esa carpeta.")
        found |= own
    return found if rutas else None


def load_checked(datos: str | None, reported: Collection[str] | None = None) -> tuple[Plan, list[Diagnostic]]:
    """The plan, and its errors only; told, on stderr, where part of a change may lack in it.

    reported: the actions whose reports are wanted; None: all.
    """
    data = find_data(datos)
    tell_unfinished(data)
    plan, diagnostics = load(data, reported)
    return plan, [*(d for d in diagnostics if d.severity is Severity.ERROR), *rule_errors(plan)]


def tell_unfinished(data: Path) -> None:
    """Say on stderr that a change of the plan is half made, and what is shown with it."""
    for each in unfinished(data):
        terminal.tell(
            f"Un cambio quedó a medias ({each.place.path}) y puede faltar una parte; "
            "rutaplan validate lo explica."
        )


def thing_named(plan: Plan, word: str) -> Thing:
    """What a word of a call names; a usage error tells the nearest."""
    thing = find_thing(plan, word)
    if isinstance(thing, Unknown):
        raise NoPlan(sentence(thing.message))
    return thing


def tell_broken(errors: list[Diagnostic]) -> int:
    """Say on stderr that what is shown is only what could be read, if so; the exit code of the call."""
    if not errors:
        return OK
    count = plural(len(errors), "error", "errores")
    terminal.tell(f"El plan tiene {count}; se muestra lo que se pudo leer. rutaplan validate los explica.")
    return FINDINGS


def sound_plan(datos: str | None, reported: Collection[str] | None = None) -> Plan | None:
    """The plan for what is only made of one without errors; None where it has some, and the first is told."""
    from rutaplan.reporters.console import block  # noqa: PLC0415 - most calls show no finding

    plan, errors = load_checked(datos, reported)
    if not errors:
        return plan
    count = plural(len(errors), "error", "errores")
    first = block(min(errors, key=lambda d: d.sort_key), terminal.width())
    terminal.tell(f"{first}\nNo se escribió nada: el plan tiene {count}. rutaplan validate los explica.")
    return None


def part_lacks(what: str, extras: Iterable[str]) -> str:
    """Say that something asks for a part of rutaplan that is not installed, and the command that does it."""
    from rutaplan.origin import remedy  # noqa: PLC0415 - a part seldom lacks

    return f"{what} falta una parte de rutaplan. Instálela con: {remedy(extras)}"
