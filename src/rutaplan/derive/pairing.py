"""pairing: which action of a plan is which of another: by its id, and else by its words.

A wrong guess is worse than none: a text must be near, and nearer than any other, from both sides.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from rutaplan.model import Accion
from rutaplan.suggest import fold

SAME, NEAR = 0.5, 0.7
"""How much of two texts is alike where the id speaks for it already, and where nothing else does."""
_MAX_TEXTS = 400  # on either side: each is compared with each


def pair(before: Iterable[Accion], after: Iterable[Accion]) -> dict[str, Accion]:
    """The action that each of after was before, by its id now; without those that are new.

    An id that was given to another text is no proof: first its text is looked for under other ids.
    """
    old, new = ({accion.id: accion for accion in acciones} for acciones in (before, after))
    shared = [ident for ident in new if ident in old]
    found = {ident: old[ident] for ident in shared if _alike(old[ident], new[ident]) >= SAME}
    free_old = {ident: accion for ident, accion in old.items() if ident not in found}
    free_new = {ident: accion for ident, accion in new.items() if ident not in found}
    found |= _by_text(free_old, free_new)
    taken = {accion.id for accion in found.values()}
    found |= {ident: old[ident] for ident in shared if ident not in found and ident not in taken}
    return found


def _by_text(old: Mapping[str, Accion], new: Mapping[str, Accion]) -> dict[str, Accion]:
    """Those whose texts are the same, and then those that are nearest to one another."""
    by_text = Counter(fold(accion.texto) for accion in old.values())
    twice = Counter(fold(accion.texto) for accion in new.values())
    known = {fold(accion.texto): accion for accion in old.values()}
    found = {
        ident: known[text]
        for ident, accion in new.items()
        if by_text[text := fold(accion.texto)] == 1 and twice[text] == 1
    }
    taken = {accion.id for accion in found.values()}
    left = [accion for ident, accion in old.items() if ident not in taken][:_MAX_TEXTS]
    asked = [accion for ident, accion in new.items() if ident not in found][:_MAX_TEXTS]
    nearest = {accion.id: _nearest(accion, left) for accion in asked}
    back = {accion.id: _nearest(accion, asked) for accion in left}
    return found | {
        ident: near
        for ident, near in nearest.items()
        if near and (mine := back[near.id]) and mine.id == ident
    }


def _nearest(accion: Accion, others: Iterable[Accion]) -> Accion | None:
    """The one whose text is near, and nearer than that of any other."""
    ranked = sorted(((_alike(accion, other), other.id, other) for other in others), reverse=True)[:2]
    if not ranked or ranked[0][0] < NEAR or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][2]


def _alike(one: Accion, other: Accion) -> float:
    """How much of two texts is the same, 1 if all: the words that both have, twice, of the words of both."""
    if one.texto == other.texto:
        return 1.0
    mine, theirs = _words(one.texto), _words(other.texto)
    return 2 * sum((mine & theirs).values()) / (sum(mine.values()) + sum(theirs.values()) or 1)


@cache
def _words(text: str) -> Counter[str]:
    return Counter(fold(text).split())
