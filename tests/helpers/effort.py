"""effort: how long something takes, whatever the machine: beside a piece of work of always the same size."""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

WORK = 0.01  # seconds that work() takes where the promises in seconds were made, with room for its neighbours

MOMENT = 20  # times work(): far below what is promised


def work() -> None:
    """What our readers do, in small: a text made, searched and counted."""
    text = "".join(f"<w:t n='{number}'>palabra {number % 97}</w:t>" for number in range(4_000))
    Counter(match[0].casefold() for match in re.finditer(r"\w+", text))


def timed(call: Callable[[], object]) -> float:
    """The seconds of this processor that a call takes."""
    start = time.process_time()
    call()
    return time.process_time() - start


@cache
def usual() -> float:
    """The seconds of work() when somebody first asked: good enough where nothing depends on a few of them."""
    return min(timed(work) for _ in range(3))


def seconds(call: Callable[[], object]) -> float:
    """The seconds that a call would have taken where the promises were made."""
    before, taken = usual(), timed(call)
    if taken < before * MOMENT:
        return taken / before * WORK  # work is done again and again only where the figure may matter
    before = min(timed(work) for _ in range(3))
    return taken / max(before, min(timed(work) for _ in range(3))) * WORK


_MEASURE = """
import gc, sys
from helpers.effort import seconds
from rutaplan.importers.opening import read_document
from rutaplan.importers.pieces import UnreadableError
content = sys.stdin.buffer.read()
gc.disable()  # as the command does
def read():
    try:
        print(sum(1 for piece in read_document(content, sys.argv[1]).pieces() if piece.text), "piezas")
    except UnreadableError as error:
        print(error)
taken = seconds(read)
status = open("/proc/self/status").read()  # unlike getrusage, it knows nothing of the parent
print(taken, int(status.split("VmHWM:")[1].split()[0]) / 1024)
"""


def measured(kind: str, content: bytes) -> tuple[str, float, float]:
    """What a reader says of a file, in a process of its own; its seconds and its MiB."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, kind],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        input=content,
        capture_output=True,
        check=True,
    )
    *said, figures = done.stdout.decode().strip().split("\n")
    taken, mebibytes = map(float, figures.split())
    return "\n".join(said), taken, mebibytes
