"""checked: changed sheets tried in memory before they are written. A plan takes no error that it had not."""

import os
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import TypeAlias, TypeVar

from rutaplan.changes import Cambio
from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.edit.formatting import format_hoja
from rutaplan.edit.parts import EditError
from rutaplan.files import SCHEMA_FOLDER, RawFile, read_text
from rutaplan.load import build
from rutaplan.plan import Plan
from rutaplan.rules import errors
from rutaplan.schema import NAMES, is_current, is_ours, schemas
from rutaplan.schema.ids import NAME

_T = TypeVar("_T")
Key: TypeAlias = tuple[str, frozenset[str], tuple[str, ...], bool]
Signed: TypeAlias = tuple[tuple[Key, str], Diagnostic]
"""A finding, under its key and its words."""


class Trial:
    """A plan as it was read, with what was found while reading it, on which changes are tried.

    renamed: gives what a change calls that which the plan calls otherwise: ids, and files named so.
    """

    def __init__(self, plan: Plan, found: Iterable[Diagnostic], renamed: Callable[[str], str] = str) -> None:
        self.plan = plan
        self._read = (plan, [*found])
        self._tried: tuple[Mapping[str, str | None], tuple[Plan, list[Diagnostic]]] | None = None
        self._old = signed(_errors(*self._read), renamed)

    def run(self, texts: Mapping[str, str | None]) -> tuple[Plan, list[Diagnostic]]:
        """The plan in which these sheets, by path, have these texts, or are gone; and its new errors."""
        after, found = self._built(texts)
        return after, brought(signed(_errors(after, found)), self._old)

    def after(self, texts: Mapping[str, str | None]) -> "Trial":
        """The plan in which these sheets have these texts, to try more changes on."""
        return Trial(*self._built(texts))

    def _built(self, texts: Mapping[str, str | None]) -> tuple[Plan, list[Diagnostic]]:
        """The same plan, and what was found while reading it; what was just tried is not read again."""
        if self._tried is None or self._tried[0] != texts:
            plan = self.plan
            whole = {**{path: source.text for path, source in plan.sources.items()}, **texts}
            files = [
                RawFile(path, plan.inside(path), text) for path, text in whole.items() if text is not None
            ]
            unread = [plan.inside(path) for path in plan.unread if path not in whole]
            self._tried = (dict(texts), build(files, unread, plan.prefix, reuse=self._read))
        after, found = self._tried[1]
        return after, [*found]

    def changes(
        self, data: Path, texts: Mapping[str, str | None], made: Collection[str] = ()
    ) -> list[Cambio]:
        """The same as changes of files, with those of the schemas that follow; none where there are none.

        A sheet that was in its shape, or was not there, will be in its shape; those of made are, by new_hoja.
        """
        if not texts:
            return []
        names = {path: self.plan.inside(path) for path in texts}
        before = {path: self.plan.sources[path].text for path in texts if path in self.plan.sources}
        were = {path: _shaped(names[path], old) == old for path, old in before.items()}
        # What is new may be what goes, under another name: then it is as it was.
        new = all(were[path] for path, text in texts.items() if text is None and path in were)
        own = []
        for path, text in texts.items():
            after = text
            if text and path not in made and were.get(path, new):
                after = _shaped(names[path], text) or text
            own.append(Cambio(data / names[path], before.get(path), after))
        return own + _schemas(data, self.plan, self._built(texts)[0])


def checked(data: Path, trial: Trial, texts: Mapping[str, str | None]) -> list[Cambio]:
    """The changes of the sheets and of the schemas that follow them, if no error is new. Raises EditError."""
    _, new = trial.run(texts)
    if new:
        raise EditError("\n       ".join(map(_told, new)))
    return trial.changes(data, texts)


def _shaped(name: str, text: str) -> str | None:
    """A sheet in its shape; None where it cannot be."""
    try:
        return format_hoja(text, name)
    except EditError:
        return None


def _told(error: Diagnostic) -> str:
    """A new error in one sentence, with how to mend it: of the sheet as it would be, so without its line."""
    return (
        f"el plan quedaría con un error nuevo, {error.code}: {error.title} ({error.place.path}): "
        f"{error.found}; se espera {error.expected}; {error.help}"
    )


def _errors(plan: Plan, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [each for each in found if each.severity is Severity.ERROR] + errors(plan)


def signed(found: Iterable[Diagnostic], renamed: Callable[[str], str] = str) -> list[Signed]:
    """Some findings under what tells them from others; renamed: what their files and ids are called now."""
    return [((_key(each, renamed), each.found), each) for each in found]


def brought(found: Iterable[Signed], before: Iterable[Signed]) -> list[Diagnostic]:
    """The findings that are new: of a code and a field that occur in their file more often than they did.

    Lines do not tell, since the change itself moves them, and neither do the indexes of a list. Of several
    that are alike, those that say the same are the ones that were there.
    """
    same = Counter(sign for sign, _ in before)
    others = [(key, each) for (key, words), each in found if not _takes(same, (key, words))]
    alike = Counter(key for key, _ in same.elements())
    return [each for key, each in others if not _takes(alike, key)]


def _takes(counts: Counter[_T], what: _T) -> bool:
    """Take one of what is counted, if one is left."""
    counts[what] -= 1
    return counts[what] >= 0


def _key(each: Diagnostic, renamed: Callable[[str], str]) -> Key:
    """What tells a finding from others: its code, its files and its field, or its words where it has none.

    A loop of references begins at its first id, which a new name may change: so all its files count.
    """
    paths = {renamed(place.path) for place in (each.place, *(place for _, place in each.related))}
    campo = [renamed(part) for part in each.loc if isinstance(part, str)]
    words = tuple(campo or [re.sub(r"\d+", "", each.found)])
    return each.code, frozenset(paths), words, bool(each.aceptado)


def _schemas(data: Path, before: Plan, plan: Plan) -> list[Cambio]:
    """The schemas that the plan's ids or another version left behind, made anew: 0.1 s for those of no ids.

    Those that rutaplan did not make are left alone, as is a folder without ours. What would have to be made
    anew behind a link is a change too, which nobody writes: the order is refused, and leaves nothing stale.
    """
    folder = data.with_name(SCHEMA_FOLDER)
    there = [name for name in NAMES if os.path.lexists(folder / name)]
    old = {name: read_text(folder / name, name) for name in there}
    own = {name: text for name, text in old.items() if isinstance(text, str) and is_ours(text)}
    if own and (folder / NAME).is_symlink():
        own |= schemas(before, [NAME])  # what stands there is not read
    made_here = [name for name in NAMES if own and (name in own or name not in old)]
    behind = [name for name in made_here if not is_current(own.get(name, ""))]
    made = schemas(plan, behind).items()
    return [Cambio(folder / name, own.get(name), text) for name, text in made if text != own.get(name)]
