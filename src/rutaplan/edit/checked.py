"""checked: changed sheets tried in memory before they are written. A plan takes no error that it had not."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from rutaplan.changes import Cambio
from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.edit.parts import EditError
from rutaplan.files import RawFile, read_text
from rutaplan.load import build
from rutaplan.plan import Plan
from rutaplan.rules import errors
from rutaplan.schema import SCHEMA_FOLDER, is_ours, schemas

_Key: TypeAlias = tuple[str, frozenset[str], tuple[str, ...]]


class Trial:
    """A plan as it was read, with what was found while reading it, on which changes are tried.

    renamed: gives what a change calls that which the plan calls otherwise: ids, and files named so.
    """

    def __init__(self, plan: Plan, found: Iterable[Diagnostic], renamed: Callable[[str], str] = str) -> None:
        self.plan = plan
        self._read = (plan, [*found])
        self._old = Counter(_key(error, renamed) for error in _errors(*self._read))

    def run(self, texts: Mapping[str, str | None]) -> tuple[Plan, list[Diagnostic]]:
        """The plan in which these sheets, by path, have these texts, or are gone; and its new errors.

        New is an error of a code and a field that occur in its file more often than they did. Lines
        do not tell, since the change itself moves them, and neither do the indexes of a list.
        """
        whole: dict[str, str | None] = {path: source.text for path, source in self.plan.sources.items()}
        whole |= texts
        prefix = self.plan.prefix
        files = [
            RawFile(path, path.removeprefix(prefix), text) for path, text in whole.items() if text is not None
        ]
        unread = [path.removeprefix(prefix) for path in self.plan.unread if path not in whole]
        after, found = build(files, unread, prefix, reuse=self._read)
        now = _errors(after, found)
        extra = Counter(map(_key, now)) - self._old
        return after, [error for error in now if _key(error) in extra]

    def changes(self, data: Path, texts: Mapping[str, str | None]) -> list[Cambio]:
        """The same as changes of files."""
        sources, prefix = self.plan.sources, self.plan.prefix
        return [
            Cambio(data / path.removeprefix(prefix), sources[path].text if path in sources else None, text)
            for path, text in texts.items()
        ]


def checked(data: Path, trial: Trial, texts: Mapping[str, str | None]) -> list[Cambio]:
    """The changes of the sheets and of the schemas that follow them, if no error is new. Raises EditError.

    Schemas that rutaplan did not make are left alone, and so is a folder that is not there.
    """
    after, new = trial.run(texts)
    if new:
        first = new[0]
        raise EditError(
            f"el plan quedaría con un error nuevo, {first.code}: {first.title} ({first.place.path})"
        )
    return [*trial.changes(data, texts), *_schemas(data, after)]


def _errors(plan: Plan, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [each for each in found if each.severity is Severity.ERROR] + errors(plan)


def _key(error: Diagnostic, renamed: Callable[[str], str] = str) -> _Key:
    """What tells an error from others: its code, its files and its field, or its words where it has none.

    A loop of references begins at its first id, which a new name may change: so all its files count.
    """
    paths = {renamed(place.path) for place in (error.place, *(place for _, place in error.related))}
    campo = [renamed(part) for part in error.loc if isinstance(part, str)]
    return error.code, frozenset(paths), tuple(campo or [re.sub(r"\d+", "", error.found)])


def _schemas(data: Path, plan: Plan) -> list[Cambio]:
    folder = data.parent / SCHEMA_FOLDER
    cambios: list[Cambio] = []
    if not folder.is_dir():
        return cambios
    for name, text in schemas(plan).items():
        old = read_text(folder / name, name) if (folder / name).is_file() else None
        if isinstance(old, str) and is_ours(old) and old != text:
            cambios.append(Cambio(folder / name, old, text))
    return cambios
