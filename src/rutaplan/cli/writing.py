"""How every command that writes data does it: go on with what was left, show, ask, write whole."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from rutaplan.changes import Cambio, apply, resume
from rutaplan.cli import NoPlan, terminal
from rutaplan.cli.preview import show_changes
from rutaplan.cli.progress import progress
from rutaplan.derive import plural
from rutaplan.git import past
from rutaplan.journal import CambioError, pending

_F = TypeVar("_F", bound=Callable[..., Any])


def write_options(function: _F) -> _F:
    """Give a command --simular and --si."""
    function = click.option("--si", is_flag=True, help="No pregunta: escribe.")(function)
    return click.option("--simular", is_flag=True, help="Muestra lo que cambiaría, y no cambia nada.")(
        function
    )


def go_on(data: Path, *, simular: bool) -> None:
    """Finish what an order left half-way, before the plan is read. Every order that writes begins so."""
    if simular:
        if pending(data):
            terminal.tell("Una orden anterior quedó a medias; la próxima que escriba la termina.")
        return
    said = resume(data)
    if said:
        terminal.tell(said)


def write_changes(
    data: Path, cambios: Sequence[Cambio], *, simular: bool, si: bool, shown: bool = True
) -> bool:
    """Show some changes, ask, and write all of them or none; whether they were written.

    shown: the changes are printed here. In a pipe nobody answers: without --si or --simular it is a
    usage error. Raises OSError.
    """
    if shown:
        terminal.write(show_changes(data, cambios))
    changing = len({cambio.path for cambio in cambios if cambio.before != cambio.after})
    count = plural(changing, "archivo", "archivos")
    if simular:
        would = "se escribiría" if changing == 1 else "se escribirían"
        terminal.tell(f"Simulado: {would} {count}; no se escribió nada.")
        return False
    if not si and not _agrees(count):
        terminal.tell("No se escribió nada.")
        return False
    had_plan = data.is_dir()
    try:
        with progress("Escribiendo", len(cambios)) as part:
            apply(data, cambios, part)
    except CambioError:
        raise
    except BaseException:
        if pending(data):
            terminal.tell(
                "Quedó a medias: cada archivo está entero, y la próxima orden que escriba lo termina."
            )
        raise
    terminal.tell(f"Escrito: {count}.")
    if had_plan:
        _tell_past(data, cambios)
    return True


def _tell_past(data: Path, cambios: Sequence[Cambio]) -> None:
    """Say why it cannot be known whether a number that an action just got was another's before."""
    acciones = data / "acciones"
    is_new = any(each.before is None and acciones in each.path.parents for each in cambios)
    fault = past(acciones).fault if is_new else ""
    if fault:
        terminal.tell(f"Quizá un número nuevo ya fue de una acción que se borró: {fault}.")


def can_ask() -> bool:
    """Whether somebody is there to answer."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def ask(label: str, default: str, shown: str = "") -> str:
    """What a person answers; the default, shown as it is or otherwise, when that is nothing."""
    terminal.finish()
    question = f"{label} [{shown or default}]" if shown or default else label
    answer = click.prompt(question, default=default, show_default=False, err=True)
    return str(answer).strip() or default


def _agrees(count: str) -> bool:
    if not can_ask():
        raise NoPlan("Aquí nadie puede responder: agregue --si para escribir, o --simular para solo ver.")
    return ask(f"¿Escribir {count}?", "n", "s/N").lower() in {"s", "si", "sí"}
