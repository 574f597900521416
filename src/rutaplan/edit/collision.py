"""collision: two actions with one number, told apart: one of them gets the next that nobody ever had."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rutaplan.changes import Cambio
from rutaplan.diagnostics import Diagnostic
from rutaplan.edit.adding import next_id
from rutaplan.edit.checked import Trial, checked
from rutaplan.edit.parts import EditError
from rutaplan.edit.renaming import rename
from rutaplan.edit.setting import set_campo
from rutaplan.git import is_added_twice, is_merging
from rutaplan.model import ID_ACCION
from rutaplan.plan import Plan
from rutaplan.printable import quoted

_HUNK = re.compile(
    r"^<{7}[^\n]*\n(?P<ours>.*?)(?:^\|{7}[^\n]*\n.*?)?^={7}\r?\n(?P<theirs>.*?)^>{7}[^\n]*(?:\n|\Z)",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Apart:
    """The number that an action gets, the changes that give it, and the files that name the old one."""

    ident: str
    cambios: list[Cambio]
    naming: tuple[str, ...] = ()


def set_apart(data: Path, plan: Plan, found: Sequence[Diagnostic], viejo: str) -> Apart:
    """Give an action the next free number. Raises EditError, or GitError where a file is in conflict.

    Of two with one number, the one that others already know keeps it: that of the branch that is merged
    into this one, or that upon which this one is set; in two files, that of the file that bears it.
    """
    if not re.fullmatch(ID_ACCION, viejo, re.ASCII):
        raise EditError(f"{quoted(viejo)} no es un id de acción: RET-N-18")
    nuevo = next_id(viejo.rpartition("-")[0], plan)
    own = [path for path in plan.sources if path.endswith(f"/{viejo}.yaml") and "/acciones/" in path]
    several = [accion.archivo for accion in plan.acciones if accion.id == viejo]
    trial = Trial(plan, found)
    if own and (sides := split(plan.sources[own[0]].text)):
        stays, goes = _sides(data / plan.inside(own[0]), sides)
        texts: dict[str, str | None] = {own[0]: stays, _beside(own[0], nuevo): set_campo(goes, "id", nuevo)}
    elif len(several) > 1:
        moved = next((path for path in reversed(several) if path not in own), several[-1])
        texts = {_beside(moved, nuevo): set_campo(plan.sources[moved].text, "id", nuevo), moved: None}
    else:
        return Apart(nuevo, rename(data, plan, found, viejo, nuevo))
    word = re.compile(rf"(?<![\w-]){re.escape(viejo)}(?![\w-])")
    naming = [
        path for path, each in plan.sources.items() if path not in {*own, *several} and word.search(each.text)
    ]
    return Apart(nuevo, checked(data, trial, texts), tuple(sorted(naming)))


def split(text: str) -> tuple[str, str] | None:
    """The two files that git wrote into one, with its marks; None where it wrote none."""
    sides = (_HUNK.sub(lambda hunk, side=side: hunk[side], text) for side in ("ours", "theirs"))  # type: ignore[misc]  # mypy does not see the default
    ours, theirs = sides
    return None if ours == theirs else (ours, theirs)


def _sides(path: Path, sides: tuple[str, str]) -> tuple[str, str]:
    """Of a file in conflict, the action that keeps its number and the one that gets another."""
    if not is_added_twice(path):
        raise EditError(
            f"git no dice que {path.name} sean dos acciones con un mismo número: si es una sola, cambiada "
            "en dos ramas, borre las marcas y deje una versión"
        )
    return sides[::-1] if is_merging(path.parent) else sides


def _beside(path: str, ident: str) -> str:
    return f"{path.rpartition('/')[0]}/{ident}.yaml"
