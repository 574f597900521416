"""progress: what a step that takes long says on stderr, and nothing of one that does not.

After two seconds there is one line, so that nobody thinks that nothing happens; on a terminal it becomes
a bar that stays up to date, and goes when the step ends.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from time import monotonic

from rutaplan.cli import terminal

DELAY = 2.0
_PACE = 0.2
_BAR = 24


@dataclass(slots=True)
class _Count:
    done: int = 0


@contextmanager
def progress(label: str, total: int = 0) -> Iterator[Callable[[], None]]:
    """Tell of a step while it lasts. It gives what to call after each of its parts, if it has a total.

    A thread of its own watches the clock: a step need not have parts.
    """
    count, ended = _Count(), Event()

    def part() -> None:
        count.done += 1

    watcher = Thread(target=_watch, args=(label, total, count, ended), daemon=True)
    watcher.start()
    try:
        yield part
    finally:
        ended.set()
        watcher.join()


def _watch(label: str, total: int, count: _Count, ended: Event) -> None:
    start = monotonic()
    if ended.wait(DELAY):
        return
    if not terminal.can_redraw():
        terminal.tell(f"{label}…")
        return
    while not ended.wait(_PACE):
        terminal.redraw(_line(label, total, count.done, monotonic() - start))
    terminal.redraw("")


def _line(label: str, total: int, done: int, seconds: float) -> str:
    if not total:
        return f"{label}… {seconds:.0f} s"
    full = _BAR * min(done, total) // total
    return f"{label} [{'#' * full}{'.' * (_BAR - full)}] {done} de {total}"
