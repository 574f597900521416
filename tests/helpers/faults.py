"""A disk that fails at the N-th thing that is asked of it."""

import errno
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def full() -> None:
    raise OSError(errno.ENOSPC, "lleno")


def interrupt() -> None:
    raise KeyboardInterrupt


@contextmanager
def failing_at(number: int, fault: Callable[[], None], *, late: bool) -> Iterator[None]:
    """Count what changes the disk and suffer the fault at that one: before the deed, or (late) after it."""
    asked = 0

    def failing(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> object:
            nonlocal asked
            writes = real is not os_open or (len(arguments) > 1 and arguments[1] & os.O_CREAT)
            asked += bool(writes)
            now = writes and asked == number
            if now and not late:
                fault()
            result = real(*arguments, **named)
            if now:
                fault()
            return result

        return call

    os_open = os.open
    before = {name: getattr(os, name) for name in ("open", "fsync", "replace", "unlink")}
    for name, real in before.items():
        setattr(os, name, failing(real))
    try:
        yield
    finally:
        for name, real in before.items():
            setattr(os, name, real)
