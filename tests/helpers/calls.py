"""What tests share: where things are, what a call leaves behind, and files changed by hand."""

import io
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "data"
NOBODY = 65534
EJEMPLO = ROOT / "tests" / "ejemplo" / "data"


@dataclass(frozen=True)
class Outcome:
    """What a call left behind."""

    code: int
    out: str
    err: str


Rutaplan = Callable[..., Outcome]


class Screen(io.TextIOWrapper):
    """A stream with an alphabet of its own, and perhaps a person before it."""

    def __init__(self, alphabet: str = "utf-8", *, person: bool = False) -> None:
        super().__init__(io.BytesIO(), encoding=alphabet, newline="\n")
        self.person = person

    def isatty(self) -> bool:
        return self.person

    def shown(self) -> str:
        self.flush()
        self.seek(0)
        return self.read()


def program(name: str) -> str:
    """Where another program is; a test that needs one that is not there is skipped, by name."""
    found = shutil.which(name)
    if not found:
        pytest.skip(f"no está instalado: {name}")
    return found


def fill(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files into a new folder, by their names there; without a stream for each: a third of the time."""
    for parent in sorted({name.rpartition("/")[0] for name in files}):
        (folder / parent).mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        file = os.open(f"{folder}/{name}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        os.write(file, content)
        os.close(file)
    return folder


def accion(plan: Path, ident: str) -> Path:
    """The file of an action of the real plan."""
    return plan / "data" / "acciones" / "retorno" / f"{ident}.yaml"


def edit(path: Path, old: str, new: str) -> None:
    """Change a text of a file; it must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
