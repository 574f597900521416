"""revisions: the plan as it was: of a revision of git, without a work tree, or of another folder.

An old state need not be in order, and nobody mends it: what can be read of it is compared. What is the same
in git as in the folder is read once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from rutaplan import git
from rutaplan.catalogue import diagnose
from rutaplan.derive import fecha_label
from rutaplan.derive.version import is_same
from rutaplan.diagnostics import Diagnostic, NotDoneError, Place
from rutaplan.files import (
    MAX_BYTES,
    TOP_FILES,
    UNREAD_FOLDER,
    RawFile,
    decode,
    is_in_place,
    misplaced,
    without_person,
)
from rutaplan.git import Blob, GitError
from rutaplan.load import build, load
from rutaplan.plan import Plan
from rutaplan.printable import quoted

MAX_SHEETS = 20_000
MAX_TOTAL = 32 * 2**20
_TOP = TOP_FILES[0]
SHALLOW = (
    "la historia de git está recortada en esta copia; tráigala entera con «git fetch --unshallow --tags» "
    "(en GitHub Actions, con «fetch-depth: 0»)"
)


class State(NamedTuple):
    """A plan, what was found while it was read, and where its data/ lies: a folder, or a commit's path."""

    plan: Plan
    found: list[Diagnostic]
    where: "Path | Committed | None" = None


class Committed(NamedTuple):
    """A folder as a commit has it: inside is its path below top."""

    top: Path
    commit: str
    inside: str

    @property
    def parent(self) -> "Committed":
        """The folder that holds it."""
        return self._replace(inside=self.inside.rpartition("/")[0] or ".")


class RevisionError(NotDoneError):
    """Why a state of the plan cannot be had; in one Spanish sentence."""


class NoPlanThenError(RevisionError):
    """A revision that held no plan at all."""


def folder_named(word: str) -> Path | None:
    """The data/ that a word names as a folder; None where it is none, and so a revision.

    Nothing names no folder, though Path takes it for the current one: a variable of a workflow was empty, and
    what is compared with itself has no faults.
    """
    path = Path(word).absolute()
    return next((each for each in (path, path / "data") if word.strip() and (each / _TOP).is_file()), None)


def read_side(word: str, data: Path | None, like: State | None = None) -> State:
    """The plan that a word names: of a folder, or at a revision of the folder data. Raises RevisionError.

    like: what the folder holds now; what is the same is not read again.
    """
    folder = folder_named(word)
    if folder is not None:
        plan, found = load(folder)
        return State(replace(plan, momento=f"la carpeta {quoted(word)}"), found, folder)
    if data is None:
        raise RevisionError(
            f"{quoted(word)} no es una carpeta con un plan, y aquí no hay un plan cuya historia leer"
        )
    return read_at(word, data, like)


def read_before(word: str, data: Path, now: State) -> State:
    """The state that a branch changes: that of a folder; or that in which it parted from the revision named.

    What others did since then is not this branch's. Where that revision had no plan, an empty one.
    """
    if folder_named(word) is not None:
        return read_side(word, data, now)
    try:
        return read_at(word, data, now, parted=True)
    except NoPlanThenError:
        plan, _ = build((), (), now.plan.prefix)
        return State(replace(plan, momento=f"{word} (entonces no había un plan)"), [])


def read_at(revision: str, data: Path, like: State | None = None, *, parted: bool = False) -> State:
    """The plan of a folder at a revision, or where this branch parted from it. Raises RevisionError.

    like: the plan as it is now.
    """
    try:
        return _read(revision, data, like, parted=parted)
    except GitError as error:
        raise RevisionError(f"{quoted(revision)}: {error}") from error


def lay_out(there: Committed, names: Iterable[str], folder: Path) -> None:
    """Write into a folder some files of a commit's, by their paths from it, if they are plain ones."""
    top, commit, inside = there
    blobs = git.tree(top, commit, inside)
    found = ((name, blobs[name]) for name in names if name in blobs)
    wanted = {name: blob for name, blob in found if blob.is_plain and blob.size <= MAX_TOTAL}
    contents = git.contents(top, [blob.named for blob in wanted.values()])
    for name, blob in wanted.items():
        if blob.named in contents:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(contents[blob.named])


def _read(revision: str, data: Path, like: State | None, *, parted: bool) -> State:
    top = git.top_of(data)
    if top is None:
        raise RevisionError(
            f"{quoted(revision)} no es una carpeta con un plan, y el plan no está en git: "
            "sin git se comparan dos carpetas"
        )
    commit = _commit(top, revision)
    if parted:
        both = git.parting(top, commit)
        if not both and git.is_shallow(top):
            raise RevisionError(f"no se sabe cuándo salió esta rama de {quoted(revision)}: {SHALLOW}")
        commit = both or commit
    inside = data.relative_to(top).as_posix()
    blobs, moved = _find(top, commit, inside, revision)
    prefix = like.plan.prefix if like else f"{data.name}/"
    read = _Side(top, prefix, like.plan if like else None)
    files = read.files(blobs)
    plan, found = build(files, read.unread, prefix, reuse=like and like[:2])
    day = fecha_label(git.day_of(top, commit))
    was = f"{day}; entonces en {moved}/" if moved else day
    where = Committed(top, commit, moved or inside)
    return State(replace(plan, momento=f"{revision} ({was})"), [*read.found, *found], where)


def _commit(top: Path, revision: str) -> str:
    try:
        return git.resolved(top, revision)
    except GitError as error:
        if git.is_shallow(top):
            raise RevisionError(f"{quoted(revision)} no está: {SHALLOW}") from error
        if Path(revision).exists():
            raise RevisionError(
                f"{quoted(revision)} no es una carpeta con un plan, ni una versión que git tenga"
            ) from error
        if ".." in revision and ".." not in Path(revision).parts:
            raise RevisionError(
                f"{quoted(revision)}: escriba las dos versiones separadas por un espacio"
            ) from error
        raise


def _find(top: Path, commit: str, inside: str, revision: str) -> tuple[Mapping[str, Blob], str]:
    """What a plan's folder held; and what it was called, where that was something else."""
    blobs = git.tree(top, commit, inside)
    if _TOP in blobs:
        return blobs, ""
    everything = git.tree(top, commit, ".")
    folders = sorted({name.rpartition("/")[0] for name in everything if name.rpartition("/")[2] == _TOP})
    named = [each for each in folders if each.rpartition("/")[2] == inside.rpartition("/")[2]]
    found = named if len(named) == 1 else folders
    if len(found) != 1:
        shown = ", ".join(quoted(each or ".") for each in found[:5])
        if not found:
            raise NoPlanThenError(f"en {quoted(revision)} no había un plan")
        raise RevisionError(f"en {quoted(revision)} hay varios ({shown}), y ninguno está en {quoted(inside)}")
    lead = f"{found[0]}/" if found[0] else ""
    below = {name.removeprefix(lead): blob for name, blob in everything.items() if name.startswith(lead)}
    return below, found[0] or "."


class _Side:
    """Reads the sheets of a tree, within bounds; what it cannot read is told, as for a folder."""

    def __init__(self, top: Path, prefix: str, now: Plan | None) -> None:
        self.top, self.prefix, self.now = top, prefix, now
        self.unread: list[str] = []
        self.found: list[Diagnostic] = []

    def files(self, blobs: Mapping[str, Blob]) -> list[RawFile]:
        """The texts of the sheets, in order of name."""
        names = [name for name, blob in sorted(blobs.items()) if self._is_sheet(name, blob)]
        texts = {name: text for name in names if (text := self._same(name, blobs[name])) is not None}
        wanted = {name: blobs[name] for name in names if name not in texts}
        if len(names) > MAX_SHEETS or sum(blob.size for blob in wanted.values()) > MAX_TOTAL:
            raise RevisionError(f"esa versión tiene {len(names)} hojas: son demasiadas para leerlas")
        contents = git.contents(self.top, [blob.named for blob in wanted.values()])
        for name, blob in wanted.items():
            text = self._text(name, contents.get(blob.named))
            if text is not None:
                texts[name] = text
        for name in TOP_FILES:
            if name not in names and name not in self.unread:
                self._refuse(name, diagnose("YML21", self._place(name)))
        return [RawFile(self.prefix + name, name, texts[name]) for name in names if name in texts]

    def _is_sheet(self, name: str, blob: Blob) -> bool:
        """Whether to read a file; what should be a sheet, and cannot be one, is refused."""
        if not name.lower().endswith((".yaml", ".yml")) or name.startswith(f"{UNREAD_FOLDER}/"):
            return False
        place = self._place(name)
        if not blob.is_plain:
            self._refuse(name, diagnose("YML13" if blob.mode.startswith("12") else "YML14", place))
        elif not is_in_place(name):
            self._refuse(name, misplaced(name, place))
        elif blob.size > MAX_BYTES:
            self._refuse(name, diagnose("YML11 bytes", place, peso=blob.size, maximo=MAX_BYTES))
        else:
            return True
        return False

    def _same(self, name: str, blob: Blob) -> str | None:
        """The text that the folder holds now, where git's is the same but for the ends of its lines."""
        source = self.now.sources.get(self.prefix + name) if self.now else None
        return source.text if source and is_same(source.text, blob.named) else None

    def _text(self, name: str, content: bytes | None) -> str | None:
        if content is None:  # a copy that fetches contents when it needs them
            why = "un contenido que git no tiene en esta copia"
            self._refuse(name, diagnose("YML15", self._place(name), razon=why))
            return None
        text = decode(content, self._place(name).path)
        if isinstance(text, str):
            return text
        self._refuse(name, text)
        return None

    def _place(self, name: str) -> Place:
        return Place(self.prefix + without_person(name))

    def _refuse(self, name: str, diagnostic: Diagnostic) -> None:
        self.unread.append(without_person(name))
        self.found.append(diagnostic)
