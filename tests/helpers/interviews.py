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
"""Seconds without a word after which a program that asked waits for an answer, where the system does not say it."""
LONGEST = 20
_LOOK = 0.01
_READS = ("0 0x0 ", "63 0x0 ")
"""How Linux tells that a process waits for its input, on x86 and on ARM."""


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
    said = _heard(process, terminal)
    for answer in answers:
        if callable(answer):
            answer()
            continue
        os.write(terminal, answer.encode() if answer == "\x03" else f"{answer}\n".encode())
        said += _heard(process, terminal)
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


def _heard(process: int, terminal: int) -> bytes:
    """What is said until it asks and waits, or is over."""
    said, quiet = b"", 0.0
    while quiet < LONGEST:
        if not select.select([terminal], [], [], _LOOK)[0]:
            quiet += _LOOK
            asked = said.rstrip().endswith(b":") and (quiet >= QUIET or _waits(process))
            if asked and not select.select([terminal], [], [], 0)[0]:
                return said
            continue
        quiet = 0.0
        try:
            chunk = os.read(terminal, 9999)
        except OSError:  # the terminal closes with the process
            return said
        if not chunk:
            return said
        said += chunk
    return said


def _waits(process: int) -> bool:
    """Whether a process is known to wait for what is typed: all that it had to say was said."""
    try:
        return Path(f"/proc/{process}/syscall").read_text("ascii").startswith(_READS)
    except OSError:
        return False
