"""confined: where templates that did not come with the program run: one process for a call, with bounds.

The sandbox of each engine keeps a template from reading and writing; this keeps it from not ending and
from filling the memory. It sees no plan: a page travels as its values, so that little is loaded there.
What comes back is read as plain JSON, since whoever escapes a sandbox could have written it. On a
system without resource limits (Windows) only time is bounded.
"""

import io
import json
import os
import pickle
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeAlias

from rutaplan.catalogue import diagnose
from rutaplan.diagnostics import Diagnostic, Place, Severity
from rutaplan.files import shown_path
from rutaplan.render import FoundTemplate
from rutaplan.views import bloques
from rutaplan.writers.papel import Papel

SECONDS, SECONDS_A_PAGE = 20, 2
MEMORY = 512 * 2**20
OUTPUT = 256 * 2**20
_LIGHT = {bloques.__name__, "rutaplan.render", __name__}
"""The modules whose classes go as they are."""
_CHILD = "from rutaplan.writers.confined import child; child()"
# A second lock, behind what each engine is refused: whatever looks for the network finds nobody there.
_OFFLINE = {f"{each}_proxy": "http://127.0.0.1:9" for each in ("http", "https", "all")} | {"no_proxy": ""}

Write: TypeAlias = Callable[[FoundTemplate, object, Sequence[Path], Papel], bytes | Diagnostic]
Answers: TypeAlias = list[tuple[str, bytes | Diagnostic]]
"""What became of each page, by its key."""


@dataclass(frozen=True)
class Work:
    """What is to be printed: a way of writing, a template, and the pages, by key."""

    write: Write
    template: FoundTemplate
    pages: Mapping[str, object]
    folders: Sequence[Path]
    papel: Papel


def write_confined(works: Sequence[Work]) -> list[Answers]:
    """Write every page in a child process; what does not end, or asks for too much, is a diagnostic.

    Nothing is made after that one.
    """
    seconds = SECONDS + SECONDS_A_PAGE * sum(len(work.pages) for work in works)
    answers = iter(_answers(works, seconds))
    written: list[Answers] = []
    for work in works:
        made = list(zip(work.pages, answers, strict=False))
        if len(made) < len(work.pages):
            place = Place(shown_path(work.template.path))
            made = [("", diagnose("PLA04 tiempo", place, segundos=seconds))]
        written.append(made)
    return written


def _answers(works: Sequence[Work], seconds: int) -> list[bytes | Diagnostic]:
    """What the child says of each page, for as long as it says anything that makes sense."""
    try:
        told = subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-I", "-c", _CHILD, str(seconds)],
            input=_packed(works),
            capture_output=True,
            timeout=2 * seconds,
            check=False,
            env=os.environ | _OFFLINE | {name.upper(): value for name, value in _OFFLINE.items()},
        ).stdout
    except subprocess.TimeoutExpired as late:
        told = late.stdout or b""
    found: list[bytes | Diagnostic] = []
    with suppress(ValueError, TypeError, LookupError, AttributeError):  # what makes no sense was not made
        found.extend(map(_read, told.splitlines()))
    return found


class _Packer(pickle.Pickler):
    """Pages go as their values, blocks as they are: the child loads no view, and no model."""

    def reducer_override(self, obj: Any) -> Any:  # noqa: ANN401 - pickle's own hook
        """Give a page as what templates see of it."""
        if isinstance(obj, type) or not is_dataclass(obj) or type(obj).__module__ in _LIGHT:
            return NotImplemented
        names = [each.name for each in fields(obj)] + ["hojas"] * hasattr(obj, "hojas")
        return SimpleNamespace, (), {name: getattr(obj, name) for name in names}


def _packed(works: Sequence[Work]) -> bytes:
    stream = io.BytesIO()
    _Packer(stream).dump(works)
    return stream.getvalue()


def child() -> None:
    """Be the child: take the works from standard input, write each page to standard output, on a line."""
    _bound(int(sys.argv[1]))
    works: Sequence[Work] = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own parent wrote it
    out = sys.stdout.buffer
    for work in works:
        for page in work.pages.values():
            answer = work.write(work.template, page, work.folders, work.papel)
            said = b64encode(answer).decode() if isinstance(answer, bytes) else answer
            out.write(json.dumps(said).encode() + b"\n")
            out.flush()


def _bound(seconds: int) -> None:
    """Give up what a document has no need of."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - only POSIX has it

        bounds = {
            resource.RLIMIT_CPU: seconds,
            resource.RLIMIT_DATA: MEMORY,
            resource.RLIMIT_AS: 4 * MEMORY,  # where the first does not count what is mapped
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
