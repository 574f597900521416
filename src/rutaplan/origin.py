"""origin: where this installation came from, by its own metadata, and what installs the same again.

Nothing is guessed: what only this machine has is not to be had again, and the reason is told. No path of
the machine and no name of a person leaves this module but in what is said to whoever runs it.
"""

import csv
import hashlib
import json
import re
import sys
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

NAME = "rutaplan"
_TODO = "todo"
_INSTALLERS = ("pip", "uv")
_VERSION = r"\d[0-9a-z.]*"
_COMMIT = r"[0-9a-f]{40}(?:[0-9a-f]{24})?"
_HOST, _PATH = r"[A-Za-z0-9.-]+(?::\d+)?", r"(?:/[A-Za-z0-9._~+-]+)+"
_WHEEL = r"rutaplan-[0-9A-Za-z.+_]+-py3-none-any\.whl"
_MAX_WHEEL = 16 * 2**20
_UNKNOWN = "no se sabe de dónde se instaló"


@dataclass(frozen=True, slots=True)
class Origin:
    """What pip takes to install this very program elsewhere; one of the three is told.

    source: what follows the name: a version, or an address with its commit or its hash. wheel: a file that
    goes along. why: where there is neither, the reason.
    """

    source: str = ""
    wheel: "Wheel | None" = None
    why: str = ""

    def requirement(self, extra: str = "") -> str:
        """The source with its name, as pip takes it."""
        return f"{NAME}{extra}{self.source}"


@dataclass(frozen=True, slots=True)
class Wheel:
    """The file from which this was installed."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """What tells it from any other."""
        return hashlib.sha256(self.content).hexdigest()


def origin() -> Origin:
    """Where this installation came from."""
    own = _own()
    if own is None:
        return Origin(why=_UNKNOWN)
    told = own.read_text("direct_url.json")
    if told is None:
        return _from_index(own)
    try:
        return _from_address(own, json.loads(told))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Origin(why=_UNKNOWN)


def limits(*, bare: bool = False) -> dict[str, str]:
    """The exact version of each package that takes part in this installation, by name; bare: without extras.

    One that came from an address of its own, or has a version that is of this machine, bounds nobody.
    """
    found: dict[str, str] = {}
    waiting, seen = [NAME], set[str]()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue
        told = package.metadata  # read again by each question to the package, and a third of init so
        version: str = told["Version"]
        if name != NAME and not package.read_text("direct_url.json") and "+" not in version:
            found[name] = version
        is_asked = name == NAME and not bare
        asks = told.get_all("Requires-Dist") or ()
        needed = {_named(each) for each in asks if is_asked or "extra ==" not in each}
        waiting += needed - seen
    return dict(sorted(found.items()))


def extras() -> str:
    """The extras that are installed, as pip takes them: «[todo]» where all of them are."""
    asked = {extra: _packages(extra) for extra in _extras() if extra != _TODO}
    there = sorted(extra for extra, packages in asked.items() if all(map(_is_there, packages)))
    chosen = [_TODO] if there and len(there) == len(asked) else there
    return f"[{','.join(chosen)}]" if chosen else ""


def remedy(extra: Iterable[str]) -> str:
    """The order that adds what some extras need to this very installation: packages, and never this one."""
    own = _own()
    packages = dict.fromkeys(each for name in extra for each in _packages(name)) if own else {}
    if own is None or not packages:
        return "lo que dice docs/instalar.md"
    by_uv = (own.read_text("INSTALLER") or "").strip() == "uv" or find_spec("pip") is None
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    order = f"uv pip install --python {python}" if by_uv else f"{python} -m pip install"
    return " ".join([order, *(f'"{each}"' for each in packages)])


def _own() -> Distribution | None:
    """The metadata of the program that runs; those of another copy are not it."""
    try:
        own = distribution(NAME)
    except PackageNotFoundError:
        return None
    here = Path(__file__).parent
    is_linked = "dir_info" in (own.read_text("direct_url.json") or "")
    return own if is_linked or Path(str(own.locate_file(NAME))).resolve() == here.resolve() else None


def _from_index(own: Distribution) -> Origin:
    installer = (own.read_text("INSTALLER") or "").strip()
    if installer in _INSTALLERS and re.fullmatch(_VERSION, own.version):
        return Origin(f"=={own.version}")
    return Origin(why=_UNKNOWN)


def _from_address(own: Distribution, told: Mapping[str, Any]) -> Origin:
    """What direct_url.json tells (PEP 610)."""
    url = urlsplit(told["url"])
    if "vcs_info" in told:
        return _from_git(told, url.scheme, url.netloc.rpartition("@")[2], url.path)
    if "archive_info" not in told:
        return Origin(why="se instaló de una carpeta de esta máquina")
    archive = told["archive_info"]
    sha256 = (archive.get("hashes") or {}).get("sha256", "") or _of_old(archive.get("hash") or "")
    if url.scheme == "file":
        return _from_wheel(own, _path_of(url.path), sha256)
    address = f"https://{url.netloc.rpartition('@')[2]}{url.path}"
    is_plain = url.scheme == "https" and not url.query and re.fullmatch(f"https://{_HOST}{_PATH}", address)
    if is_plain and re.fullmatch("[0-9a-f]{64}", sha256):
        return Origin(f" @ {address}#sha256={sha256}")
    return Origin(why="la dirección de que se instaló no dice qué archivo es, con su SHA-256")


def _from_git(told: Mapping[str, Any], scheme: str, host: str, path: str) -> Origin:
    """An address that anybody may ask, without who asked; and a commit that a branch or a tag led to."""
    commit, asked = told["vcs_info"]["commit_id"], told["vcs_info"].get("requested_revision") or ""
    folder = told.get("subdirectory") or ""
    if told["vcs_info"]["vcs"] != "git" or scheme != "https" or not re.fullmatch(_HOST, host):
        return Origin(why="la dirección de que se instaló no es una de git que empiece por https")
    if asked.startswith("refs/") or not re.fullmatch(_COMMIT, commit):
        return Origin(why="el commit de que se instaló no es de una rama ni de un tag")
    if not re.fullmatch(_PATH, path) or not re.fullmatch("[A-Za-z0-9._/-]*", folder):
        return Origin(why="la dirección de que se instaló tiene letras que no pasan a otra parte")
    inside = f"#subdirectory={folder}" if folder else ""
    return Origin(f" @ git+https://{host}{path}@{commit}{inside}")


def _from_wheel(own: Distribution, path: Path, sha256: str) -> Origin:
    """The file itself, if it is still there and still the one that was installed."""
    name = path.name
    if not re.fullmatch(_WHEEL, name):
        return Origin(why="se instaló de un archivo que no es la rueda (.whl) de rutaplan")
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_WHEEL + 1)
        with zipfile.ZipFile(path) as package:
            record = next(each for each in package.namelist() if each.endswith(".dist-info/RECORD"))
            brought = _sums(package.read(record).decode())
    except (OSError, zipfile.BadZipFile, StopIteration, UnicodeDecodeError):
        return Origin(why=f"el archivo de que se instaló, {name}, ya no está donde estaba")
    wheel = Wheel(name, content)
    there = _sums(own.read_text("RECORD") or "")
    if len(content) > _MAX_WHEEL or not brought <= there or sha256 not in {"", wheel.sha256}:
        return Origin(why=f"el archivo de que se instaló, {name}, ya es otro")
    return Origin(wheel=wheel)


def _path_of(path: str) -> Path:
    """The file that an address names; before a drive of Windows it has one stroke more."""
    return Path(re.sub(r"^/(?=[A-Za-z]:)", "", unquote(path)))


def _sums(record: str) -> set[tuple[str, str]]:
    """The files of a package with their hashes; those that say none are made where it is installed."""
    return {(row[0], row[1]) for row in csv.reader(record.splitlines()) if len(row) > 1 and row[1]}


def _of_old(told: str) -> str:
    """The SHA-256 as older metadata have it: sha256=..."""
    algorithm, _, value = told.partition("=")
    return value if algorithm == "sha256" else ""


def _extras() -> list[str]:
    own = _own()
    return own.metadata.get_all("Provides-Extra") or [] if own else []


def _packages(extra: str) -> list[str]:
    """What an extra asks for, with its bounds; what every extra together is, is said by each of them."""
    own = _own()
    marked = re.compile(rf"extra == ['\"]{re.escape(extra)}['\"]")
    asked = [
        each.partition(";")[0].strip() for each in (own.requires or () if own else ()) if marked.search(each)
    ]
    if extra == _TODO:
        return [each for other in _extras() if other != _TODO for each in _packages(other)]
    return [each for each in asked if _named(each) != NAME]


def _is_there(requirement: str) -> bool:
    try:
        distribution(_named(requirement))
    except PackageNotFoundError:
        return False
    return True


def _named(requirement: str) -> str:
    """The name in a requirement, as indexes write it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]).lower()
