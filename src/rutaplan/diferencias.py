"""diferencias: what some changes would do to the files, as a person reads it."""

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path

from rutaplan.cambios import Cambio
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
    parts = []
    for cambio in changing:
        if cambio.path in gone:
            continue
        source = moved.get(cambio.path, cambio)
        parts.append(_one(source, cambio, private=private in cambio.path.parents))
    return "".join(parts)


def _moves(cambios: Sequence[Cambio]) -> Iterator[tuple[Path, Cambio]]:
    """The new place of each file that moves, and what it was."""
    born = [cambio for cambio in cambios if cambio.before is None]
    for old in (cambio for cambio in cambios if cambio.after is None):
        for new in born:
            alike = difflib.SequenceMatcher(None, _lines(old.before), _lines(new.after)).ratio()
            if new.path.parent == old.path.parent and alike > _ALIKE:
                yield new.path, old
                born.remove(new)
                break


def _one(old: Cambio, new: Cambio, *, private: bool) -> str:
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
