"""output: the folder of finished documents, and the memory of what rutaplan wrote there.

A manifest keeps the hash of every file written. A file whose content is not in it was made or
changed by somebody, and is never replaced without being told.
"""

import hashlib
import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rutaplan.files import read_bytes, remove_temporaries, write_bytes

MANIFEST = "manifiesto.json"
MAX_MANIFEST = 16 * 2**20
FORMAT = "rutaplan.salida"
_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,120}", re.ASCII)


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

    def write(self, files: Mapping[str, bytes], part: Callable[[], None] = lambda: None) -> None:
        """Write every file, each whole or not at all, and call part after each. Raises OSError.

        The manifest goes first, with the old hashes and the new ones, so that a run that is killed
        half-way leaves nothing that the next one would take for somebody else's.
        """
        remove_temporaries(self.folder)
        known = self._known()
        new = {name: frozenset({_digest(content)}) for name, content in files.items()}
        both = {name: known.get(name, frozenset()) | new.get(name, frozenset()) for name in {**known, **new}}
        self._remember(both)
        for name, content in files.items():
            write_bytes(self.folder / name, content)
            part()
        self._remember({**known, **new})

    def _is_foreign(self, name: str, hashes: frozenset[str]) -> bool:
        path = self.folder / name
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

    def _remember(self, hashes: Mapping[str, frozenset[str]]) -> None:
        content = {
            "formato": FORMAT,
            "version": 1,
            "nota": "Lo que escribió rutaplan render; así sabe qué puede reemplazar.",
            "archivos": {name: sorted(values) for name, values in sorted(hashes.items())},
        }
        write_bytes(
            self.folder / MANIFEST, (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
        )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
