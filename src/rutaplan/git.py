"""git: the one door to git. It reads, and runs nothing that a repository names: no hook, no pager, no filter.

Not every plan is in git, and not everybody has it: whoever asks says what to do without an answer.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from rutaplan.diagnostics import NotDoneError

SECONDS = 10
MAX_OUTPUT = 64 * 2**20
_SHA256 = 64
_SAFE = (
    "--no-pager", "--no-replace-objects", "--no-optional-locks", "--literal-pathspecs",
    "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}",
    "-c", f"core.attributesFile={os.devnull}", "-c", "log.showSignature=false",
    "-c", "safe.bareRepository=explicit", "-c", "protocol.allow=never",
)  # fmt: skip
# No protocol: whatever a repository says, nothing that lacks in it is fetched.
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none", "GIT_ATTR_NOSYSTEM": "1", "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C",
}  # fmt: skip
# A diff of names alone: without renames, and with what a merge itself changed.
_NAMES = ("--name-only", "-z", "--no-renames", "-c", f"-O{os.devnull}", "--no-ext-diff", "--no-textconv")
_SENTENCES = (
    (
        r"dubious ownership",
        "git no lee esta carpeta, porque es de otra persona (vea safe.directory en su ayuda)",
    ),
    (r"not a git repository", "git no reconoce esta carpeta como un repositorio"),
    (
        r"Needed a single revision|unknown revision",
        "git no tiene esa versión, o todavía ninguna; «git log --oneline» muestra las que hay",
    ),
)


class GitError(NotDoneError):
    """What git did not answer; says why, in one Spanish sentence."""


class Past(NamedTuple):
    """The names of all files that a folder ever had, in any branch. fault: why these may not be all."""

    names: frozenset[str] = frozenset()
    fault: str = ""


def past(folder: Path) -> Past:
    """What git's history tells of a folder; nothing where there is no git."""
    top = top_of(folder)
    if top is None:
        return Past()
    inside = folder.relative_to(top).as_posix()
    try:
        is_cut = is_shallow(top)
        listed = _ask(top, "log", "--all", "--root", "--full-history", "--format=", *_NAMES, "--", inside)
    except GitError as error:
        return Past(fault=str(error))
    names = frozenset(re.split(r"[\0\n]", listed)) - {""}
    return Past(names, "la historia de git está recortada en esta copia" if is_cut else "")


class Kept(NamedTuple):
    """What git keeps of a folder now, and since when.

    objects: the name of each file's content, by the file's name in the folder. commit: the last that
    changed it, with its day; both empty where a history that was cut ends before that.
    """

    objects: Mapping[str, str]
    commit: str = ""
    when: datetime | None = None


def kept(folder: Path) -> Kept | None:
    """What the current commit holds of a folder; None where there is no git, or it does not tell."""
    folder = folder.absolute()
    top = top_of(folder)
    if top is None:
        return None
    inside = folder.relative_to(top).as_posix()
    try:
        listed = _ask(top, "ls-tree", "-r", "-z", "--full-tree", f"HEAD:{'' if inside == '.' else inside}")
        told = _ask(top, "log", "-1", "--format=%H%x00%P%x00%cI", "--", inside).strip()
        is_cut = is_shallow(top)
    except GitError:
        return None
    objects = {name: entry.split()[2] for entry, name in _entries(listed)}
    commit, parents, when = told.split("\0")
    # Where a history is cut, its first commit seems to have brought all that there is.
    return Kept(objects) if is_cut and not parents else Kept(objects, commit, _moment(when))


def object_name(content: bytes, like: str) -> str:
    """How git names a content, in the way of a name that it gave."""
    made = hashlib.new("sha256" if len(like) == _SHA256 else "sha1", usedforsecurity=False)
    made.update(b"blob %d\0" % len(content) + content)
    return made.hexdigest()


def is_added_twice(path: Path) -> bool:
    """Whether two branches added a file, each its own, and nobody joined them. Raises GitError."""
    top = top_of(path)
    listed = _ask(top, "ls-files", "-u", "-z", "--", path.relative_to(top).as_posix()) if top else ""
    return [entry.split()[2] for entry in listed.split("\0") if entry] == ["2", "3"]


def is_merging(folder: Path) -> bool:
    """Whether another branch is being merged into this one, and not this one set upon another."""
    top = top_of(folder)
    try:
        return top is not None and bool(resolved(top, "MERGE_HEAD"))
    except GitError:
        return False


def resolved(top: Path, revision: str) -> str:
    """The commit that a revision names: every question about one asks this first. Raises GitError."""
    return _ask(top, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").strip()


def parting(top: Path, commit: str) -> str:
    """The commit in which the current branch parted from another; nothing where this copy has none."""
    try:
        return _ask(top, "merge-base", commit, "HEAD").strip()
    except GitError:
        return ""


def top_of(path: Path) -> Path | None:
    """The folder whose history tells of a path."""
    return next((each for each in (path, *path.parents) if os.path.lexists(each / ".git")), None)


def is_shallow(top: Path) -> bool:
    """Whether this copy holds only the end of its history. Raises GitError."""
    return _ask(top, "rev-parse", "--is-shallow-repository").strip() == "true"


def day_of(top: Path, commit: str) -> date:
    """The day of a commit. Raises GitError."""
    return _moment(_ask(top, "log", "-1", "--format=%cI", commit, "--").strip()).date()


class Blob(NamedTuple):
    """What a commit holds under a name: a plain file only where mode says so; size, in bytes."""

    mode: str
    named: str
    size: int

    @property
    def is_plain(self) -> bool:
        """Whether it is a file, and no link, nor another repository."""
        return self.mode.startswith("100")


def tree(top: Path, commit: str, inside: str) -> dict[str, Blob]:
    """What a commit holds below a folder, by name; nothing where it has no such folder. Raises GitError."""
    where = [] if inside == "." else ["--", f"{inside}/"]
    listed = _ask(top, "ls-tree", "-r", "-l", "-z", "--full-tree", commit, *where)
    lead = "" if inside == "." else f"{inside}/"
    found = ((entry.split(), name.removeprefix(lead)) for entry, name in _entries(listed))
    return {
        name: Blob(mode, named, int(size) if size.isdigit() else 0) for (mode, _, named, size), name in found
    }


def contents(top: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Some contents by the name that git gives each; without those that this copy lacks. Raises GitError."""
    wanted = [*dict.fromkeys(names)]
    answer = (
        _ask_bytes(top, "cat-file", "--batch", asking="".join(f"{name}\n" for name in wanted))
        if wanted
        else b""
    )
    found, at = {}, 0
    for name in wanted:
        end = answer.find(b"\n", at)
        words, at = answer[at:end].split(), end + 1
        if len(words) == 3:  # noqa: PLR2004 - its name, its kind and its size; else that it is missing
            size = int(words[2])
            found[name] = answer[at : at + size]
            at += size + 1
    return found


class Step(NamedTuple):
    """What a commit did to a file: the contents before and after, each empty where there was none."""

    commit: str
    day: date
    before: str
    after: str


def steps(top: Path, path: str) -> Iterator[Step]:
    """What each commit did to a file, whatever it was called then; the first one first. Raises GitError."""
    told = _ask(
        top, "log", "--follow", "-M", "-m", "--first-parent", "--no-abbrev", "--raw", "-z",
        "--format=%x01%H %cI", "--no-ext-diff", "--no-textconv", f"-O{os.devnull}", "--", path,
    )  # fmt: skip
    for each in reversed(told.split("\x01")[1:]):
        head, _, rest = each.partition("\0")
        match = re.search(r":\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) [A-Z]", rest)
        commit, when = head.split()
        if match:
            yield Step(commit, _moment(when).date(), *(name.strip("0") and name for name in match.groups()))


def _moment(told: str) -> datetime:
    """When a commit says that it was made. It may say anything: what no calendar has is its last day."""
    try:
        return datetime.fromisoformat(told)
    except ValueError:
        return datetime.max.replace(tzinfo=UTC)


def _entries(listed: str) -> Iterator[tuple[str, str]]:
    """What stands before each name of a listing, and the name."""
    for entry in filter(None, listed.split("\0")):
        words, _, name = entry.partition("\t")
        yield words, name


def _ask(top: Path, *arguments: str) -> str:
    """What git answers, as a text; names that are none are those that the folder gives."""
    return _ask_bytes(top, *arguments).decode("utf-8", "surrogateescape")


def _ask_bytes(top: Path, *arguments: str, asking: str = "") -> bytes:
    """What git answers, from the folder that has its own: in one below, anybody's files may look like it."""
    import subprocess  # noqa: PLC0415 - few orders ask git
    from tempfile import TemporaryFile  # noqa: PLC0415 - the same
    from threading import Timer  # noqa: PLC0415 - the same

    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_")}
    with TemporaryFile() as asked:  # a pipe would fill while git waits for its answer to be read
        asked.write(asking.encode())
        asked.seek(0)
        process = subprocess.Popen(  # noqa: S603 - a list, and no shell
            [_program(), *_SAFE, *arguments],
            cwd=top,
            env=kept | _ENVIRONMENT,
            stdin=asked,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    with process:
        clock = Timer(SECONDS, process.kill)
        clock.start()
        answer = process.stdout.read(MAX_OUTPUT + 1)  # type: ignore[union-attr]  # it was asked for
        if len(answer) > MAX_OUTPUT:
            process.kill()
        said = process.stderr.read(MAX_OUTPUT).decode("utf-8", "replace")  # type: ignore[union-attr]  # the same
        code = process.wait()
        is_late = not clock.is_alive()
        clock.cancel()
    if is_late:
        raise GitError(f"git no respondió en {SECONDS} segundos")
    if len(answer) > MAX_OUTPUT:
        raise GitError("la historia de git es demasiado larga")
    if code:
        told = (sentence for words, sentence in _SENTENCES if re.search(words, said))
        raise GitError(next(told, "git no pudo leer la historia de esta carpeta"))
    return answer


def _program() -> str:
    """Where git is. A file of that name in the current folder is not it."""
    from shutil import which  # noqa: PLC0415 - it loads three compressors

    folders = filter(os.path.isabs, os.environ.get("PATH", os.defpath).split(os.pathsep))
    found = which("git", path=os.pathsep.join(folders))
    if found is None or not Path(found).is_absolute():
        raise GitError("no se encontró el programa git")
    return found
