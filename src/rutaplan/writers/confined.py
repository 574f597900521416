"""confined: where templates that did not come with the program run: a process of its own, with bounds.

The sandbox of each engine keeps a template from reading and writing; this keeps it from not ending and
from filling the memory. What comes back is read as plain JSON, since whoever escapes a sandbox could
have written it. On a system without resource limits (Windows) only time is bounded.
"""

import json
import pickle
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rutaplan.catalogue import diagnose
from rutaplan.diagnostics import Diagnostic, Place, Severity
from rutaplan.files import shown_path
from rutaplan.render import FoundTemplate
from rutaplan.writers.papel import Papel

SECONDS, SECONDS_A_PAGE = 20, 2
MEMORY = 2 * 2**30
OUTPUT = 256 * 2**20
_CHILD = "from rutaplan.writers.confined import child; child()"

Write = Callable[[FoundTemplate, object, Sequence[Path], Papel], bytes | Diagnostic]


@dataclass(frozen=True)
class Work:
    """What the child is given: a way of writing, a template, and the pages, by key."""

    write: Write
    template: FoundTemplate
    pages: Mapping[str, object]
    folders: Sequence[Path]
    papel: Papel


def write_confined(work: Work) -> list[tuple[str, bytes | Diagnostic]]:
    """Write every page in a child process; one that does not end, or asks for too much, is a diagnostic."""
    seconds = SECONDS + SECONDS_A_PAGE * len(work.pages)
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-I", "-c", _CHILD, str(seconds)],
            input=pickle.dumps(work),
            capture_output=True,
            timeout=2 * seconds,
            check=False,
        )
        answers = [_read(line) for line in done.stdout.splitlines()] if done.returncode == 0 else []
    except (subprocess.TimeoutExpired, ValueError, TypeError, LookupError, AttributeError):
        answers = []
    if len(answers) != len(work.pages):
        return [("", diagnose("PLA04 tiempo", Place(shown_path(work.template.path)), segundos=seconds))]
    return list(zip(work.pages, answers, strict=True))


def child() -> None:
    """Be the child: take the work from standard input, write each page to standard output, on a line."""
    _bound(int(sys.argv[1]))
    work: Work = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own parent wrote it
    out = sys.stdout.buffer
    for page in work.pages.values():
        answer = work.write(work.template, page, work.folders, work.papel)
        out.write(
            json.dumps(b64encode(answer).decode() if isinstance(answer, bytes) else answer).encode() + b"\n"
        )
    out.flush()


def _bound(seconds: int) -> None:
    """Give up what a document has no need of."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - only POSIX has it

        bounds = {
            resource.RLIMIT_CPU: seconds,
            resource.RLIMIT_AS: MEMORY,
            resource.RLIMIT_FSIZE: OUTPUT,
            resource.RLIMIT_CORE: 0,
        }
        for name, most in bounds.items():
            _, hard = resource.getrlimit(name)
            least = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(name, (least, least))


def _read(line: bytes) -> bytes | Diagnostic:
    """One answer, of texts, whatever was sent."""
    told = json.loads(line)
    if isinstance(told, str):
        return b64decode(told)
    place = Place(*told.pop(3))
    code, severity, title, found, expected, mend = map(str, told[:6])
    return Diagnostic(code, Severity(severity), title, place, found, expected, mend)
