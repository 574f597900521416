"""changes: many files changed together, all or nothing, whatever happens meanwhile; shown before.

A journal beside data/ holds what every file was and what it will be. It is written before the first
file and removed after the last, so a run that is killed is finished by the next one.
"""

import difflib
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from rutaplan.diagnostics import NotDoneError
from rutaplan.files import (
    PRIVATE_FOLDER,
    read_bytes,
    read_text,
    remove_file,
    remove_temporaries,
    shown_path,
    write_bytes,
)
from rutaplan.printable import quoted

JOURNAL = ".rutaplan-cambios.json"
ASIDE = ".rutaplan-cambios-sin-terminar.json"
_MAX_JOURNAL = 256 * 1024 * 1024
_FORMAT = "rutaplan.cambios"
_ALIKE = 0.5


class CambioError(NotDoneError):
    """A change that was not begun, or one left half-way that cannot be finished; says why, in Spanish."""


@dataclass(frozen=True, slots=True)
class Cambio:
    """A file before and after, as text; None where it does not exist."""

    path: Path
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class _Step:
    """A file of the journal. The old content is known by its hash alone."""

    path: Path
    old: str | None
    content: str | None

    @property
    def new(self) -> str | None:
        """The hash of the new content."""
        return None if self.content is None else _digest(self.content.encode())

    @property
    def is_done(self) -> bool:
        """Whether the file is already what it will be."""
        return _digest_of(self.path) == self.new

    @property
    def is_untouched(self) -> bool:
        """Whether the file is still what it was."""
        return _digest_of(self.path) == self.old


def apply(data: Path, cambios: Sequence[Cambio], part: Callable[[], None] = lambda: None) -> None:
    """Write every change, or none, and call part after each.

    Raises CambioError before the first write, OSError from the disk. After an OSError or a signal the
    journal tells resume how to go on, if anything was begun.
    """
    root = data.parent
    if pending(data):
        raise CambioError("hay un cambio anterior a medias; repita la orden, que primero lo termina")
    changing = [cambio for cambio in cambios if cambio.before != cambio.after]
    steps = [_checked(root, cambio) for cambio in changing]
    if not steps:
        return
    write_bytes(root / JOURNAL, _journal(root, steps))
    _finish(root, steps, part)


def pending(data: Path) -> bool:
    """Whether a change was begun and not finished."""
    return os.path.lexists(data.parent / JOURNAL)


def resume(data: Path) -> str:
    """Finish what a killed run began, and say what was done, in Spanish; nothing when there was nothing.

    Files that somebody changed meanwhile are not touched, nor the others: then it raises CambioError
    and puts the journal aside, with all it holds, so that the next order can go on.
    """
    root = data.parent
    remove_temporaries(root)
    if not pending(data):
        return ""
    steps = _read(root)
    for folder in sorted({step.path.parent for step in steps}):
        remove_temporaries(folder)
    changed = [step for step in steps if not step.is_done and not step.is_untouched]
    done = [step for step in steps if step.is_done]
    left = [step for step in steps if not step.is_done]
    if changed:
        (root / JOURNAL).replace(root / ASIDE)
        raise CambioError(
            f"una orden anterior quedó a medias y no se puede terminar: después alguien cambió "
            f"{_names(changed)}. Ya estaban cambiados: {_names(done)}. No se tocó nada; lo que faltaba "
            f"quedó en {shown_path(root / ASIDE)}"
        )
    _finish(root, steps)
    return (
        f"Una orden anterior quedó a medias. Ya estaban cambiados: {_names(done)}. "
        f"Se terminaron ahora: {_names(left)}."
    )


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


def _checked(root: Path, cambio: Cambio) -> _Step:
    """Make the step of a change, if everything is still as it was when the change was thought out."""
    path, shown = cambio.path, shown_path(cambio.path)
    if not _is_inside(root, path):
        raise CambioError(f"no se escribe en {quoted(shown)}: está fuera del plan, o detrás de un enlace")
    if _text_of(path) != cambio.before:
        raise CambioError(
            f"alguien cambió {quoted(shown)} mientras tanto; no se escribió nada, repita la orden"
        )
    folder = next(each for each in (path.parent, *path.parents) if each.exists())
    if not _may_write(folder) or not folder.is_dir():
        raise CambioError(
            f"no se puede escribir en la carpeta {quoted(shown_path(folder))}; no se cambió nada"
        )
    if path.exists() and not _may_write(path):
        raise CambioError(f"{quoted(shown)} es de solo lectura; no se cambió nada")
    return _Step(path, _digest_of(path), cambio.after)


def _finish(root: Path, steps: Sequence[_Step], part: Callable[[], None] = lambda: None) -> None:
    """Bring every file to its new state, new contents before removals, and forget the journal."""
    for step in sorted(steps, key=lambda step: step.content is None):
        if step.is_done:
            continue
        if not step.is_untouched:
            raise CambioError(
                f"alguien cambió {quoted(shown_path(step.path))} mientras se escribía; "
                "repita la orden, que dirá qué quedó hecho"
            )
        if step.content is None:
            remove_file(step.path)
        else:
            write_bytes(step.path, step.content.encode())
        part()
    remove_file(root / JOURNAL)


def _journal(root: Path, steps: Iterable[_Step]) -> bytes:
    entries = [
        {
            "archivo": step.path.relative_to(root).as_posix(),
            "antes": step.old,
            "despues": step.new,
            "contenido": step.content,
        }
        for step in steps
    ]
    note = "Un cambio a medias: la próxima orden que escriba lo termina y borra este archivo."
    content = {"formato": _FORMAT, "version": 1, "nota": note, "cambios": entries}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _read(root: Path) -> list[_Step]:
    """Read the journal. Anybody may have written it, so it reaches no further than the plan."""
    raw = read_bytes(root / JOURNAL, JOURNAL, _MAX_JOURNAL)
    try:
        content = json.loads(raw) if isinstance(raw, bytes) else {}
        steps = [_step(root, entry) for entry in content["cambios"] if content["formato"] == _FORMAT]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise CambioError(
            f"{quoted(shown_path(root / JOURNAL))} no es un cambio a medias de rutaplan; bórrelo"
        ) from None
    return steps


def _step(root: Path, entry: dict[str, Any]) -> _Step:
    step = _Step(root / PurePosixPath(entry["archivo"]), entry["antes"], entry["contenido"])
    is_whole = step.new == entry["despues"] and isinstance(step.old, str | None)
    if not is_whole or not _is_inside(root, step.path):
        raise ValueError(entry)
    return step


def _is_inside(root: Path, path: Path) -> bool:
    """Whether a path lies below root, reached through no link, and is nothing of git's or of ours."""
    parts = path.relative_to(root).parts if path.is_relative_to(root) else ()
    ours = not parts or parts[0] in {JOURNAL, ASIDE}
    if ours or any(part == ".." or part.lower() == ".git" for part in parts):
        return False
    steps = [root.joinpath(*parts[: count + 1]) for count in range(len(parts))]
    return not any(step.is_symlink() for step in steps)


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _text_of(path: Path) -> str | None:
    if not os.path.lexists(path):
        return None
    text = read_text(path, shown_path(path))
    if isinstance(text, str):
        return text
    raise CambioError(f"no se puede leer {quoted(shown_path(path))}: {text.found}")


def _digest_of(path: Path) -> str | None:
    """The hash of a file's bytes; None where there is none."""
    if not os.path.lexists(path):
        return None
    raw = read_bytes(path, shown_path(path))
    return _digest(raw) if isinstance(raw, bytes) else "ilegible"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _names(steps: Iterable[_Step]) -> str:
    return ", ".join(shown_path(step.path) for step in steps) or "ninguno"


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
