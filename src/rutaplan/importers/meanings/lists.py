"""lists: what import knows without any plan that says it, as lists.txt has it."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from rutaplan.suggest import fold

_AROUND = " \n\"'“”‘’«»"


@cache
def _sections() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Read lists.txt: only when the first list is needed."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    keys: dict[str, tuple[str, ...]] = {}
    for line in Path(__file__).with_name("lists.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            keys = found.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            key, _, forms = line.partition(" = ")
            keys[key] = (*keys.get(key, ()), *forms.split(" | "))
    return found


def forms(section: str) -> Mapping[str, tuple[str, ...]]:
    """Every meaning of a list, and how people write it."""
    return _sections()[section]


@cache
def meanings(section: str) -> Mapping[str, str]:
    """Every form of a list, spelled as texts are compared, and what it means."""
    return {spelled(form): key for key, each in forms(section).items() for form in each}


def meaning(section: str, text: str) -> str:
    """What a whole text means in a list; nothing where the list does not have it."""
    known, plain = meanings(section), spelled(text)
    return known.get(plain) or known.get(plain.rstrip(" .;:*")) or ""


def either(texts: Iterable[str]) -> str:
    """The pattern of any of some texts, of which the longest counts."""
    return "|".join(map(re.escape, sorted(texts, key=len, reverse=True)))


def spelled(text: str) -> str:
    """A text as people compare it: no case, accents, quotes around, underscores or needless spaces."""
    return " ".join(fold(text.strip(_AROUND)).replace("_", " ").split()) or text.strip()
