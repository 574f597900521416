"""journal: the file that says what is being written, beside data/. While its writer lives, it is a lock.

Nobody makes it where one is, and the system holds it for its writer and lets it go when that dies. One
with nothing in it says nothing: whoever began it died before it changed anything.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rutaplan.catalogue import diagnose
from rutaplan.diagnostics import Diagnostic, NotDoneError, Place
from rutaplan.files import open_plain, remove_file, shown_path
from rutaplan.printable import quoted

JOURNAL = ".rutaplan-cambios.json"
ASIDE = ".rutaplan-cambios-sin-terminar.json"
PATIENCE = 2.0
_PAUSE = 0.02
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0)

if sys.platform == "win32":
    import msvcrt

    _BEYOND = 2**30  # what is locked there cannot be read: so it is a byte that no journal has

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, _BEYOND, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        with suppress(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False


def pending(data: Path) -> bool:
    """Whether a change was begun and not finished. A journal that says nothing began none."""
    path = data.parent / JOURNAL
    return os.path.lexists(path) and path.lstat().st_size > 0


def unfinished(data: Path) -> list[Diagnostic]:
    """Tell every change of a plan that is half made: what is being written, and what was put aside."""
    aside = sorted(data.parent.glob(ASIDE.replace(".json", "*.json")))
    found = [diagnose("YML22", Place(shown_path(data.parent / JOURNAL)))] if pending(data) else []
    return found + [diagnose("YML22 aparte", Place(shown_path(path))) for path in aside]


class CambioError(NotDoneError):
    """A change that was not begun, or one left half-way that cannot be finished; says why, in Spanish."""


class Journal:
    """The journal of a plan, in the hands of this process and of no other."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor = descriptor

    @property
    def is_begun(self) -> bool:
        """Whether it says what is being changed, so that whoever ends it must write that."""
        return os.fstat(self._descriptor).st_size > 0

    def write(self, content: bytes) -> None:
        """Say what will be changed. If that cannot be written whole, nothing was said."""
        try:
            with os.fdopen(self._descriptor, "wb", closefd=False) as stream:
                stream.write(content)
                stream.flush()
                os.fsync(self._descriptor)
        except BaseException:
            os.ftruncate(self._descriptor, 0)
            raise

    def put_aside(self) -> Path:
        """Keep what it says under a name that nobody has, and leave the plan without a journal."""
        names = (ASIDE, *(ASIDE.replace(".json", f"-{number}.json") for number in range(2, 1000)))
        free = next(path for path in map(self.path.with_name, names) if not os.path.lexists(path))
        self.close()
        return self.path.rename(free)

    def close(self) -> None:
        """Let it go."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
        self._descriptor = -1

    def end(self) -> None:
        """Forget what it says, since nothing of it is left to do."""
        if sys.platform == "win32":  # there an open file cannot be removed
            self.close()
        remove_file(self.path)


@contextmanager
def begun(root: Path) -> Iterator[Journal]:
    """A journal made now; forgotten at the end, unless what it says was stopped half-way.

    Raises CambioError where somebody writes for longer than PATIENCE, or where another was left.
    """
    root.mkdir(parents=True, exist_ok=True)
    journal = _made(root)
    try:
        try:
            yield journal
        except BaseException:
            if not journal.is_begun:
                journal.end()
            raise
        journal.end()
    finally:
        journal.close()


@contextmanager
def left(root: Path) -> Iterator[Journal | None]:
    """The journal that somebody could not end, or None. CambioError where one writes longer than PATIENCE."""
    journal = _found(root)
    try:
        yield journal
    finally:
        if journal is not None:
            journal.close()


def _made(root: Path) -> Journal:
    path = root / JOURNAL
    while True:
        try:
            descriptor = os.open(path, _FLAGS, 0o666)
        except FileExistsError:
            with left(root) as journal:
                if journal is None:
                    continue
                raise CambioError(
                    "hay un cambio anterior a medias; repita la orden, que primero lo termina"
                ) from None
        if _lock(descriptor) and _is_at(descriptor, path):
            return Journal(path, descriptor)
        os.close(descriptor)  # somebody took it for one that was left, before it was locked


def _found(root: Path) -> Journal | None:
    """The journal that is there, once it is free. One that says nothing is forgotten."""
    path, until = root / JOURNAL, time.monotonic() + PATIENCE
    while os.path.lexists(path):
        try:
            descriptor = open_plain(path)
        except FileNotFoundError:
            continue
        except PermissionError:
            raise
        except OSError:
            raise foreign(path) from None
        journal = Journal(path, descriptor)
        if _lock(descriptor):
            if _is_at(descriptor, path):
                if journal.is_begun:
                    return journal
                journal.end()
        elif time.monotonic() > until:
            journal.close()
            raise CambioError(
                "otra orden está escribiendo en este plan; no se escribió nada, repita la orden"
            )
        else:
            time.sleep(_PAUSE)
        journal.close()
    return None


def foreign(path: Path) -> CambioError:
    """What to say of a journal that was not made by a change of this plan."""
    return CambioError(f"{quoted(shown_path(path))} no es un cambio a medias de este plan; bórrelo")


def _is_at(descriptor: int, path: Path) -> bool:
    """Whether the file that was opened still has its name."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except FileNotFoundError:
        return False
