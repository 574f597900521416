"""mentions: where a text names somebody of a group, however the name is written."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from rutaplan.derive import silencio_label
from rutaplan.diagnostics import Span
from rutaplan.model import SILENCIOS, Grupo
from rutaplan.personal import personal
from rutaplan.plan import Plan, by_key
from rutaplan.suggest import fold, unfolded

_WORD = re.compile(r"[^\W\d_]+")
_TITLE = re.compile(r"\s*(?:[^\W\d_]{2,5}\.|[Dd]on|[Dd]oña|[Ss]eñora?)\s+")
_MIN_WORD = 3
Names = Mapping[str, tuple[tuple[str, ...], ...]]
"""The orders in which the words of each name may stand, by their first word."""


@lru_cache(maxsize=1)
def withheld(plan: Plan) -> Names:
    """The names of those who did not allow theirs to be published."""
    return withheld_of(plan.grupos)


def withheld_of(grupos: Iterable[Grupo], but: Grupo | None = None) -> Names:
    """The same, of some groups; but those who were in a certain one."""
    own = {words_of(each.nombre) for each in but.miembros} if but else set()
    return _by_first_word(
        each.nombre
        for grupo in grupos
        for each in grupo.miembros
        if each.autoriza_publicar is not True and words_of(each.nombre) not in own
    )


def _by_first_word(nombres: Iterable[str]) -> Names:
    """Names in each order. One of a single word is left out: a common word may be written like it."""
    known = (words_of(nombre) for nombre in dict.fromkeys(nombres) if nombre not in SILENCIOS)
    # «Apellido, Nombre» begins in the middle.
    turned = ((*words[at:], *words[:at]) for words in known if len(words) > 1 for at in range(len(words)))
    return by_key((words[0], words) for words in turned)


def words_of(nombre: str) -> tuple[str, ...]:
    """The words of a name without a title before it, as people compare them."""
    title = _TITLE.match(nombre)
    return tuple(_WORD.findall(fold(nombre[title.end() if title else 0 :])))


def mentioned(text: str, known: Names) -> Iterator[Span]:
    """Where a text holds one of some names, whole."""
    folded = fold(text)
    words = list(_WORD.finditer(folded))
    for at, first in enumerate(words):
        for name in known.get(first.group(), ()):
            said = words[at : at + len(name)]
            if tuple(word.group() for word in said) == name:
                yield unfolded(text, folded, (said[0].start(), said[-1].end()))
                break


def names_one(known: Names, text: str) -> bool:
    """Whether a text holds one of some names."""
    return any(True for _ in mentioned(text, known))


def discreet(plan: Plan, text: str) -> str:
    """A text as anybody may see it: none that has somebody's name, number or address."""
    is_private = personal(text) or names_one(withheld(plan), text)
    return "(no se muestra: tiene un dato personal)" if is_private else silencio_label(text)


def is_named_after(local: str, nombre: str) -> bool:
    """Whether the part of an address before its @ is made of somebody's name: zoila.c, zcanaria, canariaz."""
    words = words_of(nombre)
    parts = _WORD.findall(fold(local))
    whole = [part for part in parts if part in words and len(part) >= _MIN_WORD]
    if whole and all(part in words or part in {word[0] for word in words} for part in parts):
        return True
    pairs = [(one, other) for one in words for other in words if one != other and len(one) >= _MIN_WORD]
    return any(
        parts == [form] for one, other in pairs for form in (one + other, one + other[0], other[0] + one)
    )
