"""similares: the same action written at two niveles, told by its words.

Two texts are compared by containment of their Spanish stems: of the shorter one's stems, how many
the longer one has too. Stop words are out and a text needs five stems. On the real plan this puts
the true pairs (100, 100 and 80 %) apart from the related ones (under 80); ratios of letters give
unrelated pairs up to 58. No weight depends on the rest of the plan, so adding an action moves no
other pair.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from rutaplan.model import Accion
from rutaplan.plan import Plan
from rutaplan.suggest import fold

MIN_STEMS = 5
CUT_PERCENT = 80
BAND_PERCENT = 50
# A text's rarest stems lead to its candidates, no more of them than this for each stem: the work
# stays linear in the number of actions.
MAX_BLOCK = 12
MAX_PROBES = 3

STOP_WORDS = frozenset(
    "a al ante aquel aquella aquellas aquellos asi aun cada como con cual cuales cuando de del desde donde e el ella "
    "ellas ellos en entre es esta estas este esto estos etc ha han hasta la las le les lo los mas mediante mismo mismos "
    "no nos o otra otras otro otros para pero por que quien quienes se sean segun ser si sin sobre son su sus tal tanto "
    "tiene tienen toda todas todo todos tras un una unas uno unos u van y ya".split()
)


@dataclass(frozen=True, slots=True)
class Pareja:
    """Two actions of different niveles whose words coincide. una comes first in the plan."""

    una: str
    otra: str
    percent: int
    identical: bool

    def other(self, ident: str) -> str:
        """The other side of the pair."""
        return self.otra if ident == self.una else self.una


@lru_cache(maxsize=1)
def parejas(plan: Plan) -> tuple[Pareja, ...]:
    """Pairs at CUT_PERCENT or more, each once: every action appears in at most its best match's pair."""
    found: dict[tuple[str, str], Pareja] = {}
    paired: set[str] = set()
    order = {accion.id: number for number, accion in enumerate(plan.acciones)}
    for una, otra in _identical(plan):
        found[una.id, otra.id] = Pareja(una.id, otra.id, 100, identical=True)
        paired |= {una.id, otra.id}
    for eje in dict.fromkeys(accion.eje for accion in plan.acciones):
        index = _Index([a for a in plan.by_eje(eje) if a.id not in paired])
        for accion in index.acciones:
            best = index.best(accion, CUT_PERCENT)
            if best is not None:
                una, otra = sorted((accion.id, best[0].id), key=lambda ident: order[ident])
                found.setdefault((una, otra), Pareja(una, otra, best[1], identical=False))
    return tuple(sorted(found.values(), key=lambda pareja: (order[pareja.una], order[pareja.otra])))


def parecida(plan: Plan, accion: Accion) -> Pareja | None:
    """The action of another nivel most like this one, if related (50 %) but not the same (80 %)."""
    index = _Index([otra for otra in plan.by_eje(accion.eje) if otra.nivel != accion.nivel])
    best = index.best(accion, BAND_PERCENT)
    if best is None or best[1] >= CUT_PERCENT:
        return None
    return Pareja(accion.id, best[0].id, best[1], identical=False)


def _identical(plan: Plan) -> Iterator[tuple[Accion, Accion]]:
    """Each action and the first one of another nivel of its eje with the same text, accents and case apart."""
    first: dict[tuple[str, str], Accion] = {}
    taken: set[str] = set()
    for accion in plan.acciones:
        key = (accion.eje, " ".join(fold(accion.texto).split()))
        other = first.setdefault(key, accion)
        if other.nivel != accion.nivel and other.id not in taken:
            taken.add(other.id)
            yield other, accion


class _Index:
    """Actions of one eje by stem, to find the match of each without comparing all with all."""

    def __init__(self, acciones: list[Accion]) -> None:
        self.acciones = acciones
        self.stems: dict[str, frozenset[str]] = {accion.id: stems(accion.texto) for accion in acciones}
        self.by_stem: dict[str, dict[str, list[Accion]]] = {}
        for accion in acciones:
            for stem in self.stems[accion.id]:
                self.by_stem.setdefault(stem, {}).setdefault(accion.nivel, []).append(accion)
        self.frequency: Mapping[str, int] = {
            stem: sum(map(len, block.values())) for stem, block in self.by_stem.items()
        }

    def best(self, accion: Accion, cut: int) -> tuple[Accion, int] | None:
        """The best match at another nivel with at least cut %, and its percent; ties go to the first."""
        own = self.stems.get(accion.id) or stems(accion.texto)
        if len(own) < MIN_STEMS:
            return None
        best: tuple[Accion, int] | None = None
        seen = {accion.id}
        probes = sorted(own, key=lambda stem: (self.frequency.get(stem, 0), stem))[:MAX_PROBES]
        for stem in probes:
            for nivel, block in self.by_stem.get(stem, {}).items():
                if nivel == accion.nivel:
                    continue
                for otra in block[:MAX_BLOCK]:
                    if otra.id in seen:
                        continue
                    seen.add(otra.id)
                    others = self.stems[otra.id]
                    smaller = min(len(own), len(others))
                    if smaller < MIN_STEMS:
                        continue
                    percent = 100 * len(own & others) // smaller
                    if percent >= cut and (best is None or percent > best[1]):
                        best = (otra, percent)
        return best


def stems(texto: str) -> frozenset[str]:
    """The stems of the words that carry meaning, without accents."""
    return frozenset(map(_stem, _WORDS(fold(texto)))) - _NO_STEM


_WORDS = re.compile(r"[^\W\d_]+").findall
_NO_STEM = frozenset({""})


@cache
def _stem(word: str) -> str:
    return "" if word in STOP_WORDS else str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:  # noqa: ANN401 - the library has no types
    from snowballstemmer.spanish_stemmer import SpanishStemmer  # noqa: PLC0415 - loaded when texts are compared

    return SpanishStemmer()
