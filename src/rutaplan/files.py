"""files: the one door to the disk. Reading trusts nothing; writing is whole or not at all."""

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from rutaplan.catalogue import diagnose
from rutaplan.diagnostics import Diagnostic, Place
from rutaplan.faults import likely_encoding, open_fault
from rutaplan.printable import quoted

MAX_BYTES = 256 * 1024
TOP_FILES = ("taller.yaml", "instituciones.yaml", "catalogos.yaml")
UNREAD_FOLDER = "fuentes"
PRIVATE_FOLDER = "grupos"
REPORT_FOLDER = "avances"
SCHEMA_FOLDER = "esquemas"
"""Where the schemas lie, beside data/."""
ID_GRUPO = r"g[0-9]{1,3}(?:-[a-z0-9]+)*"
"""What a file of PRIVATE_FOLDER is called; under any other name there may be a person's."""
_TEMPORARY = r"\.rutaplan-[0-9a-f]{8}\.tmp"
_READ_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
)


@dataclass(slots=True)  # frozen costs a tenth of the reading
class RawFile:
    """A file of the plan: its path as shown to people, its path inside data/, its text."""

    path: str
    name: str
    text: str

    @property
    def private(self) -> bool:
        """Whether it holds personal data."""
        return self.name.startswith(PRIVATE_FOLDER + "/")


class Folder(NamedTuple):
    """What a read of data/ gave: its path as shown, texts, names that gave no text, and why."""

    shown: str
    files: tuple[RawFile, ...]
    unread: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def read_folder(data: Path, reported: Collection[str] | None = None) -> Folder:
    """Read every file of a plan, in order of name. Nothing that could be data is passed over in silence.

    reported: of which actions the reports are read, by the names of their folders; None: of all.
    """
    scan = _Scan(data, shown_path(data), reported)
    scan.run()
    files: list[RawFile] = []
    for name in sorted(scan.names):
        path = f"{scan.shown}/{name}"
        result = read_text(f"{data}/{name}", path)
        if isinstance(result, str):
            files.append(RawFile(path, name, result))
        else:
            scan.refuse(name, result)
    return Folder(scan.shown, tuple(files), tuple(scan.unread), tuple(scan.diagnostics))


def read_text(path: Path | str, shown: str) -> str | Diagnostic:
    """Read one plain UTF-8 file of at most MAX_BYTES, never through a link; or say why not, of shown."""
    data = read_bytes(path, shown)
    return data if isinstance(data, Diagnostic) else decode(data, shown)


def read_bytes(path: Path | str, shown: str, limit: int = MAX_BYTES) -> bytes | Diagnostic:
    """Read one plain file of at most limit bytes, never through a link; or say why not, of shown."""
    try:
        descriptor = open_plain(path)
    except OSError as error:
        return open_fault(error, Place(shown))
    try:
        info = os.fstat(descriptor)
        if not stat.S_ISREG(info.st_mode):
            return diagnose("YML14", Place(shown))
        if info.st_size > limit:
            return diagnose("YML11 bytes", Place(shown), peso=info.st_size, maximo=limit)
        data = os.read(descriptor, info.st_size + 1)  # a buffer of MAX_BYTES costs more than the reading
        if len(data) > info.st_size:  # it grew meanwhile
            data += os.read(descriptor, limit)
        if len(data) > limit:
            return diagnose("YML11 bytes", Place(shown), peso=len(data), maximo=limit)
    except OSError as error:
        return open_fault(error, Place(shown))
    finally:
        os.close(descriptor)
    return data


def open_plain(path: Path | str) -> int:
    """A descriptor that reads path, never through a link and never waiting for a writer. Raises OSError."""
    return os.open(path, _READ_FLAGS)


def write_bytes(path: Path, data: bytes, *, fresh: bool = False) -> None:
    """Put data at path, atomically: after a crash there is the old file or the new one, whole.

    Makes the folder, and never writes into one behind a link; a link at path itself is replaced. fresh:
    a file that is there already is a FileExistsError, whoever put it there and when. Raises OSError.
    """
    if path.parent.is_symlink():
        raise OSError(errno.ELOOP, "", str(path.parent))
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.parent / f".rutaplan-{os.urandom(4).hex()}.tmp"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(temporary, flags, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        try:
            (_put_new if fresh else Path.replace)(temporary, path)
        except OSError as error:  # it would name the temporary file, which nobody knows
            raise OSError(error.errno, error.strerror, str(path)) from error
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


def _put_new(temporary: Path, path: Path) -> None:
    """Give a file its name, where nothing has it."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links, such as those of USB sticks: an empty file takes the name
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        temporary.replace(path)
    else:
        temporary.unlink()


def remove_file(path: Path) -> None:
    """Remove a file for good; one that is not there is removed already. Raises OSError."""
    path.unlink(missing_ok=True)
    _flush_folder(path.parent)


def remove_temporaries(folder: Path) -> None:
    """Remove what a killed run of write_bytes may have left in folder."""
    if folder.is_dir():
        for path in folder.iterdir():
            if is_temporary(path):
                path.unlink(missing_ok=True)


def is_temporary(path: Path) -> bool:
    """Whether a file is one of those that write_bytes makes, and puts in place when they are whole."""
    return re.fullmatch(_TEMPORARY, path.name) is not None and not path.is_symlink()


def is_behind_link(path: Path, root: Path) -> bool:
    """Whether a path is a link, or reached through one that lies below root."""
    inside = takewhile(root.__ne__, path.parents) if root in path.parents else ()
    return any(each.is_symlink() for each in (path, *inside))


def shown_path(path: Path) -> str:
    """A path as people know it: from the current folder when it lies below, whole when not."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _flush_folder(folder: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


class _Scan:
    """A walk over data/ that sorts what it meets into names to read and refusals."""

    def __init__(self, data: Path, shown: str, reported: Collection[str] | None) -> None:
        self.data = data
        self.reported = reported
        self.shown = shown
        self.names: list[str] = []
        self.unread: list[str] = []
        self.diagnostics: list[Diagnostic] = []

    def run(self) -> None:
        """Walk, without recursion; folders and files in order of name."""
        folders = [""]
        while folders:
            folder = folders.pop()
            try:
                with os.scandir(f"{self.data}/{folder}") as found:
                    entries = sorted(found, key=lambda entry: entry.name)
            except OSError as error:
                self.refuse(folder or ".", open_fault(error, self.place(folder or ".")))
                continue
            if folder == REPORT_FOLDER and self.reported is not None:
                entries = [entry for entry in entries if entry.name in self.reported]
            for entry in entries:
                name = f"{folder}/{entry.name}" if folder else entry.name
                if self._meet(entry, name):
                    folders.append(name)
        self._check_clashes()
        for name in TOP_FILES:
            if name not in self.names and name not in self.unread:
                self.refuse(name, diagnose("YML21", self.place(name)))

    def place(self, name: str) -> Place:
        """The beginning of a file of data/, as shown to people."""
        return Place(f"{self.shown}/{without_person(name)}")

    def refuse(self, name: str, diagnostic: Diagnostic) -> None:
        """Note that name could not be read, and why."""
        self.unread.append(without_person(name))
        self.diagnostics.append(diagnostic)

    def _meet(self, entry: os.DirEntry[str], name: str) -> bool:
        """Sort one entry; True if it is a folder to walk into."""
        looks_like_yaml = entry.name.lower().endswith((".yaml", ".yml"))
        unread_folder = name.startswith(UNREAD_FOLDER + "/")
        if entry.is_symlink():
            self.refuse(name, diagnose("YML13", self.place(name)))
        elif entry.is_dir():
            if looks_like_yaml and not unread_folder:
                self.refuse(name, diagnose("YML14", self.place(name)))
            return True
        elif looks_like_yaml and not unread_folder:
            if is_in_place(name):
                self.names.append(name)
            else:
                self.refuse(name, misplaced(name, self.place(name)))
        return False

    def _check_clashes(self) -> None:
        """Names that macOS or Windows would take for one and the same."""
        seen: dict[str, str] = {}
        for name in sorted(self.names):
            folded = unicodedata.normalize("NFC", name).casefold()
            if folded in seen:
                other = ("el otro archivo", self.place(seen[folded]))
                self.diagnostics.append(diagnose("YML19", self.place(name), related=[other]))
            seen[folded] = name


def is_in_place(name: str) -> bool:
    """Whether the loader will look for this file."""
    *folders, base = name.split("/")
    if base.startswith(".") or not base.endswith(".yaml"):
        return False
    if not folders:
        return base in TOP_FILES
    if folders == [PRIVATE_FOLDER]:
        return without_person(name) == name
    return folders[0] in {"acciones", REPORT_FOLDER}


def misplaced(name: str, place: Place) -> Diagnostic:
    """What to say of a file for which the loader will not look."""
    is_shown = without_person(name) == name
    nombre = quoted(name.rpartition("/")[2]) if is_shown else "un archivo cuyo nombre no se muestra"
    return diagnose("YML16", place, nombre=nombre)


def without_person(name: str) -> str:
    """A name of data/ as it may be shown: of a private file that has none of ours, its folder alone."""
    folder, _, base = name.partition("/")
    is_named = folder != PRIVATE_FOLDER or not base or re.fullmatch(rf"{ID_GRUPO}\.ya?ml", base)
    return name if is_named else folder


def decode(data: bytes, shown: str) -> str | Diagnostic:
    """UTF-8 to text, without a byte order mark."""
    try:
        return data.decode("utf-8-sig" if data[:3] == b"\xef\xbb\xbf" else "utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
        place = Place(shown, line, column, line, column)
        return diagnose("YML09", place, codificacion=likely_encoding(data))
