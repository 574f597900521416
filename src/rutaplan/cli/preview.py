"""preview: the changes of files as people see them before they are made, without lines of personal data."""

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path

from rutaplan.changes import Cambio
from rutaplan.files import PRIVATE_FOLDER, shown_path

_ALIKE = 0.5


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
