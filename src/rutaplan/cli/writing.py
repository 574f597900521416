"""How every command that writes data does it: go on with what was left, show, ask, write whole."""

import difflib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from rutaplan.changes import Cambio, apply, resume
from rutaplan.cli import NoPlan, terminal
from rutaplan.cli.interview import ask, can_ask
from rutaplan.cli.options import find_data
from rutaplan.cli.progress import progress
from rutaplan.derive import plural
from rutaplan.edit.checked import Trial
from rutaplan.files import PRIVATE_FOLDER, shown_path
from rutaplan.git import past
from rutaplan.journal import CambioError, pending
from rutaplan.load import load

_F = TypeVar("_F", bound=Callable[..., Any])
_ALIKE = 0.5
"""How much of a file that goes is in one that comes, where they are one that changed its name."""


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


def begin(datos: str | None, *, simular: bool) -> tuple[Path, Trial]:
    """The folder of a plan, and the plan itself, on which an order tries what it would change."""
    data = find_data(datos)
    go_on(data, simular=simular)
    return data, Trial(*load(data))


def write_changes(
    data: Path, cambios: Sequence[Cambio], *, simular: bool, si: bool, besides: int = 0
) -> bool:
    """Ask, and write all of some changes that were shown or none; whether they were written.

    besides: how many files the caller writes with them. In a pipe nobody answers: without --si or --simular
    it is a usage error. Raises OSError.
    """
    changing = len({cambio.path for cambio in cambios if cambio.before != cambio.after}) + besides
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


def _agrees(count: str) -> bool:
    if not can_ask():
        raise NoPlan("Aquí nadie puede responder: agregue --si para escribir, o --simular para solo ver.")
    return ask(f"¿Escribir {count}?", "n", "s/N").lower() in {"s", "si", "sí"}


def show_changes(data: Path, cambios: Sequence[Cambio]) -> str:
    """Write the changes as diff does, without lines of personal data; nothing when nothing changes.

    A file that goes and one that comes with most of its lines are one that changed its name. What is
    not YAML is made by programs: only its name is told.
    """
    changing = [cambio for cambio in cambios if cambio.before != cambio.after]
    moved = dict(_moves(changing))
    gone = {cambio.path for cambio in moved.values()}
    private = data / PRIVATE_FOLDER
    return "".join(
        _difference(moved.get(cambio.path, cambio), cambio, private=private in cambio.path.parents)
        for cambio in changing
        if cambio.path not in gone
    )


def _moves(cambios: Sequence[Cambio]) -> Iterator[tuple[Path, Cambio]]:
    """The new place of each file that moves, and what it was."""
    born = [cambio for cambio in cambios if cambio.before is None]
    for old in (cambio for cambio in cambios if cambio.after is None):
        for new in born:
            is_near = new.path.parent == old.path.parent or new.path.name == old.path.name
            if is_near and _likeness(old, new) > _ALIKE:
                yield new.path, old
                born.remove(new)
                break


def _likeness(old: Cambio, new: Cambio) -> float:
    return difflib.SequenceMatcher(None, _lines(old.before), _lines(new.after)).ratio()


def _difference(old: Cambio, new: Cambio, *, private: bool) -> str:
    before, after = _lines(old.before), _lines(new.after)
    names = [shown_path(old.path), shown_path(new.path)]
    if old.path == new.path:
        names = [
            "(nuevo)" if old.before is None else names[0],
            "(se borra)" if new.after is None else names[1],
        ]
    heading = f"--- {names[0]}\n+++ {names[1]}\n"
    if new.path.suffix != ".yaml" and old.before is not None and new.after is not None:
        return f"{heading}(se rehace)\n"
    changes = [*difflib.unified_diff(before, after, n=1, lineterm="")][2:]
    if private:
        count = sum(line[0] in "+-" for line in changes)
        return f"{heading}({count} líneas, con datos personales: no se muestran)\n"
    if not changes and old.path == new.path:
        return f"{heading}(solo los fines de línea)\n"
    return heading + "".join(f"{line}\n" for line in changes)


def _lines(text: str | None) -> list[str]:
    return (text or "").splitlines()
