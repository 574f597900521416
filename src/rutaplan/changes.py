"""changes: many files changed together, all or nothing, whatever happens meanwhile.

A journal beside data/ holds what every file was and what it will be. It is written before the first
file and removed after the last, so a run that is killed is finished by the next one.
"""

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from rutaplan.files import (
    MAX_BYTES,
    SCHEMA_FOLDER,
    is_behind_link,
    read_bytes,
    read_text,
    remove_file,
    remove_temporaries,
    shown_path,
    write_bytes,
)
from rutaplan.journal import JOURNAL, CambioError, Journal, begun, foreign, left
from rutaplan.printable import quoted

_MAX_JOURNAL = 24 * 2**20  # of small entries that takes ten times as much to read
_FORMAT, _VERSION = "rutaplan.cambios", 1
# What orders write: sheets and schemas, and nothing that git, a shell or Python would read.
_OURS = r"(?:(?!\.)[^/\\:\x00-\x1f\x7f]+/)+(?!\.)[^/\\:\x00-\x1f\x7f]+\.(?:yaml|json)"
_OPENING, _ENDING = b'{\n "formato": "rutaplan.cambios"', b"\n}\n"
_MARK = "\ufeff"
"""What some editors of Windows put before a text, to say that it is UTF-8."""


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
    journal tells resume how to go on, if anything was begun. What lies neither in data/ nor in esquemas/
    no journal may name: it is written first.
    """
    changing = [cambio for cambio in cambios if cambio.before != cambio.after]
    if not changing:
        return
    root = data.parent
    gone = [cambio.path for cambio in changing if cambio.after is None]
    with begun(root) as journal:
        steps = [_checked(root, cambio, _mark_of(cambio, gone)) for cambio in changing]
        _sweep(cambio.path for cambio in cambios)
        own = [step for step in steps if _is_of_plan(data, step.path)]
        content = _journal(root, own)
        if len(content) > _MAX_JOURNAL:
            raise CambioError("el cambio es demasiado grande para hacerlo de una vez; hágalo por partes")
        _finish([step for step in steps if not _is_of_plan(data, step.path)], part)
        journal.write(content)
        _finish(own, part)


def resume(data: Path) -> str:
    """Finish what a killed run began, and say what was done, in Spanish; nothing when there was nothing.

    Files that somebody changed meanwhile are not touched, nor the others: then it raises CambioError
    and puts the journal aside, with all it holds, so that the next order can go on.
    """
    with left(data.parent) as journal:
        if journal is None:
            return ""
        steps = _read(data, journal)
        _sweep(step.path for step in steps)
        changed = [step for step in steps if not step.is_done and not step.is_untouched]
        done = [step for step in steps if step.is_done]
        waiting = [step for step in steps if not step.is_done]
        if changed:
            aside = journal.put_aside()
            raise CambioError(
                f"una orden anterior quedó a medias y no se puede terminar: después alguien cambió "
                f"{_names(changed)}. Ya estaban cambiados: {_names(done)}. No se tocó nada; lo que faltaba "
                f"quedó en {shown_path(aside)}"
            )
        _finish(steps)
        journal.end()
    if not steps:
        return ""
    return (
        f"Una orden anterior quedó a medias. Ya estaban cambiados: {_names(done)}. "
        f"Se terminaron ahora: {_names(waiting)}."
    )


def _mark_of(cambio: Cambio, gone: Sequence[Path]) -> str:
    """The byte order mark of a file, which no change takes away, nor another name among those that go."""
    path = cambio.path
    were = [path] if cambio.before is not None else [
        each for each in gone if each.parent == path.parent or each.name == path.name
    ]  # fmt: skip
    return _MARK if were and all(_is_marked(each) for each in were) else ""


def _is_marked(path: Path) -> bool:
    raw = read_bytes(path, shown_path(path))
    return isinstance(raw, bytes) and raw.startswith(_MARK.encode())


def _checked(root: Path, cambio: Cambio, mark: str) -> _Step:
    """Make the step of a change, if everything is still as it was when the change was thought out."""
    path, shown = cambio.path, shown_path(cambio.path)
    if not _is_inside(root, path):
        raise CambioError(
            f"no se escribe en {quoted(shown)}: está fuera del plan, o detrás de un enlace; "
            "ponga ahí la carpeta o el archivo mismo"
        )
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
    return _Step(path, _digest_of(path), None if cambio.after is None else mark + cambio.after)


def _sweep(paths: Iterable[Path]) -> None:
    """Remove what killed runs left beside some files: nobody else writes there now."""
    for folder in sorted({path.parent for path in paths}):
        remove_temporaries(folder)


def _finish(steps: Sequence[_Step], part: Callable[[], None] = lambda: None) -> None:
    """Bring every file to its new state, new contents before removals."""
    for step in sorted(steps, key=lambda step: step.content is None):
        if step.is_done:
            continue
        if not step.is_untouched:
            raise _meanwhile(step)
        if step.content is None:
            remove_file(step.path)
        else:
            try:
                write_bytes(step.path, step.content.encode(), fresh=step.old is None)
            except FileExistsError:
                raise _meanwhile(step) from None
        part()
    for folder in {step.path.parent for step in steps if step.content is None}:
        with suppress(OSError):  # one that still holds something stays
            folder.rmdir()


def _meanwhile(step: _Step) -> CambioError:
    return CambioError(
        f"alguien cambió {quoted(shown_path(step.path))} mientras se escribía; "
        "repita la orden, que dirá qué quedó hecho"
    )


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
    content = {"formato": _FORMAT, "version": _VERSION, "nota": note, "cambios": entries}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _read(data: Path, journal: Journal) -> list[_Step]:
    """Read the journal. Anybody may have written it, so it reaches no further than data/ and esquemas/.

    Nothing is left to do of one that is cut off: no file was touched before it was whole.
    """
    raw = read_bytes(journal.path, JOURNAL, _MAX_JOURNAL)
    if isinstance(raw, bytes) and raw.startswith(_OPENING) and not raw.endswith(_ENDING):
        return []
    try:
        content = json.loads(raw) if isinstance(raw, bytes) else {}
        if (content["formato"], content["version"]) != (_FORMAT, _VERSION):
            raise foreign(journal.path)
        return [_step(data, entry) for entry in content["cambios"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise foreign(journal.path) from None


def _step(data: Path, entry: dict[str, Any]) -> _Step:
    name = entry["archivo"]
    step = _Step(data.parent / PurePosixPath(name), entry["antes"], entry["contenido"])
    is_whole = step.new == entry["despues"] and isinstance(step.old, str | None)
    is_small = step.content is None or len(step.content.encode()) <= MAX_BYTES
    is_ours = (
        re.fullmatch(_OURS, name) and _is_inside(data.parent, step.path) and _is_of_plan(data, step.path)
    )
    if not (is_whole and is_small and is_ours):
        raise ValueError(entry)
    return step


def _is_of_plan(data: Path, path: Path) -> bool:
    """Whether a file is of those that a journal may name."""
    return data in path.parents or data.with_name(SCHEMA_FOLDER) in path.parents


def _is_inside(root: Path, path: Path) -> bool:
    """Whether a path lies below root, reached through no link, and is nothing of git's."""
    parts = path.relative_to(root).parts if path.is_relative_to(root) else ()
    if not parts or any(part == ".." or part.lower() == ".git" for part in parts):
        return False
    return not is_behind_link(path, root)


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
