"""A person before a terminal: answers typed one by one, when they are asked."""

import os
import select
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from helpers.calls import Outcome

QUIET = 0.4
"""Seconds without a word after which a program that asked waits for an answer."""
LONGEST = 20


def interview(
    folder: Path, call: Sequence[str], answers: Sequence[str | Callable[[], object]], **environment: str
) -> Outcome:
    """Call the program in a folder, on a terminal of its own, and type each answer once it has asked.

    Of the answers, what can be called is something that happens meanwhile.
    """
    if os.name != "posix":
        pytest.skip("a terminal of POSIX")
    import pty

    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        order = [sys.executable, "-m", "rutaplan", *call]
        os.execve(sys.executable, order, {**os.environ, **environment})  # noqa: S606 - its own terminal
    said = _heard(terminal)
    for answer in answers:
        if callable(answer):
            answer()
            continue
        os.write(terminal, answer.encode() if answer == "\x03" else f"{answer}\n".encode())
        said += _heard(terminal)
    shown = said.decode("utf-8", "replace")
    code = _ended(process)
    os.close(terminal)
    assert code is not None, f"it waits for one more answer:\n{shown}"
    return Outcome(code, shown, "")


def _ended(process: int) -> int | None:
    """How the program ended; nothing where it waits to be answered, and is ended here."""
    for _ in range(50):
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        select.select([], [], [], 0.1)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return None


def _heard(terminal: int) -> bytes:
    """What is said until it asks and is quiet, or is over."""
    said = b""
    while select.select([terminal], [], [], QUIET if said.rstrip().endswith(b":") else LONGEST)[0]:
        try:
            chunk = os.read(terminal, 9999)
        except OSError:  # the terminal closes with the process
            return said
        if not chunk:
            return said
        said += chunk
    return said
