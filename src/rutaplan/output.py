"""output: the folder of finished documents, and the memory of what rutaplan wrote there.

A manifest keeps the hash of every file written. A file whose content is not in it was made or
changed by somebody, and is never replaced without being told.
"""

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rutaplan.files import read_bytes, remove_temporaries, write_bytes

MANIFEST = "manifiesto.json"
MAX_MANIFEST = 16 * 2**20
FORMAT = "rutaplan.salida"
_ROW = 5  # action, fingerprint, field, before, after
MAX_ROWS = 20_000
_NAME = re.compile(r"(?:[a-z0-9][a-z0-9_-]{0,60}/)?[a-z0-9][a-z0-9_.-]{0,120}", re.ASCII)
"""A file, in the folder itself or in one inside."""


@dataclass(frozen=True)
class Output:
    """An output folder. It need not exist yet."""

    folder: Path

    def foreign(self, files: Mapping[str, bytes]) -> tuple[str, ...]:
        """Which of these names are taken by something that was not written from here, as it stands."""
        known = self._known()
        others = () if self._is_manifest() else (MANIFEST,)
        return (
            *others,
            *(name for name in files if self._is_foreign(name, known.get(name, frozenset()))),
        )

    def untouched(self, names: Iterable[str]) -> set[str]:
        """Which of these files were written from here, and are as they were."""
        known = self._known()
        there = (name for name in names if name in known and (self.folder / name).is_file())
        return {name for name in there if not self._is_foreign(name, known[name])}

    def left(self, files: Mapping[str, bytes]) -> tuple[str, ...]:
        """The files that earlier calls wrote, and that are none of these."""
        return tuple(
            name for name in sorted(self._known().keys() - files.keys()) if (self.folder / name).is_file()
        )

    def write(self, files: Mapping[str, bytes], part: Callable[[], None] = lambda: None) -> None:
        """Write every file, each whole or not at all, and call part after each. Raises OSError.

        The manifest goes first, with the old hashes and the new ones, so that a run that is killed
        half-way leaves nothing that the next one would take for somebody else's.
        """
        for folder in sorted({self.folder, *((self.folder / name).parent for name in files)}):
            remove_temporaries(folder)
        known = self._known()
        new = {name: frozenset({_digest(content)}) for name, content in files.items()}
        both = {name: known.get(name, frozenset()) | new.get(name, frozenset()) for name in {**known, **new}}
        self._remember(both)
        for name, content in files.items():
            write_bytes(self.folder / name, content)
            part()
        self._remember({**known, **new})

    def imported(self) -> dict[tuple[str, str], dict[str, tuple[Any, Any]]]:
        """What import took from papers: by action and fingerprint of its row, each field before and after."""
        found: dict[tuple[str, str], dict[str, tuple[Any, Any]]] = {}
        for each in self._taken():
            ident, mark, campo, before, after = each
            first, _ = found.setdefault((ident, mark), {}).get(campo, (before, after))
            found[ident, mark][campo] = (first, after)
        return found

    def note_import(self, name: str, content: bytes, taken: Iterable[tuple[Any, ...]]) -> None:
        """Remember what import took; and its paper, if all that it holds is in the plan now. Raises OSError.

        name: of a file of this folder that is nobody's unsaved work any more, or nothing.
        """
        known, rows = self._known(), [*map(list, taken)]
        own = name in known and self._holds(name, content)
        if not self._is_manifest() or not (own or rows):
            return
        if own:
            known[name] |= {_digest(content)}
        self._remember(known, [*self._taken(), *rows])

    def _holds(self, name: str, content: bytes) -> bool:
        path = self.folder / name
        return path.is_file() and not path.is_symlink() and path.read_bytes() == content

    def _taken(self) -> list[list[Any]]:
        """The manifest's rows of what import took; those that make no sense are none."""
        rows = self._read().get("importado", [])
        good = isinstance(rows, list) and all(isinstance(row, list) and len(row) == _ROW for row in rows)
        return [row for row in rows if all(isinstance(each, str) for each in row[:3])] if good else []

    def _is_foreign(self, name: str, hashes: frozenset[str]) -> bool:
        path = self.folder / name
        if path.parent != self.folder and path.parent.is_symlink():
            return True
        is_file = path.is_file() and not path.is_symlink()
        return os.path.lexists(path) and not (is_file and _digest(path.read_bytes()) in hashes)

    def _is_manifest(self) -> bool:
        """Whether the manifest is ours to replace: it is not there, or rutaplan wrote it."""
        return not os.path.lexists(self.folder / MANIFEST) or self._read().get("formato") == FORMAT

    def _known(self) -> dict[str, frozenset[str]]:
        """The manifest's hashes; one that is missing or makes no sense remembers nothing."""
        try:
            entries = self._read()["archivos"]
            return {
                name: frozenset(map(str, hashes)) for name, hashes in entries.items() if _NAME.fullmatch(name)
            }
        except (KeyError, TypeError, AttributeError):
            return {}

    def _read(self) -> dict[str, Any]:
        data = read_bytes(self.folder / MANIFEST, MANIFEST, MAX_MANIFEST)
        try:
            content = json.loads(data) if isinstance(data, bytes) else {}
        except (ValueError, RecursionError):
            return {}
        return content if isinstance(content, dict) else {}

    def _remember(self, hashes: Mapping[str, frozenset[str]], taken: list[list[Any]] | None = None) -> None:
        content: dict[str, Any] = {
            "formato": FORMAT,
            "version": 1,
            "nota": "Lo que escribió rutaplan render; así sabe qué puede reemplazar.",
            "archivos": {name: sorted(values) for name, values in sorted(hashes.items())},
        }
        rows = self._taken() if taken is None else taken
        if rows:
            content["importado"] = rows[-MAX_ROWS:]
        write_bytes(
            self.folder / MANIFEST, (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
        )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
