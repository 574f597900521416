"""similares: the same action written at two niveles, told by its words.

Two texts are compared by containment of their Spanish stems: of the shorter one's stems, how many
the longer one has too. Stop words are out and a text needs five stems. On the real plan this puts
the true pairs (100, 100 and 80 %) apart from the related ones (under 80); ratios of letters give
unrelated pairs up to 58. No weight depends on the rest of the plan, so adding an action moves no
other pair.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from rutaplan.derive import proposer
from rutaplan.model import Accion
from rutaplan.plan import Plan
from rutaplan.suggest import fold

MIN_STEMS = 5
CUT_PERCENT = 80
BAND_PERCENT = 50
# A text's rarest stems lead to its candidates, no more of them than this for each stem: the work
# stays linear in the number of actions.
MAX_BLOCK = 8

STOP_WORDS = frozenset(
    """
    a al ante aquel aquella aquellas aquellos asi aun cada como con cual cuales cuando de del desde
    donde e el ella ellas ellos en entre es esta estas este esto estos etc ha han hasta la las le les lo
    los mas mediante mismo mismos no nos o otra otras otro otros para pero por que quien quienes se sean
    segun ser si sin sobre son su sus tal tanto tiene tienen toda todas todo todos tras un una unas uno
    unos u van y ya
    """.split()  # noqa: SIM905 - a list of them takes a line for each
)


@dataclass(frozen=True, slots=True)
class Pareja:
    """Two actions of different niveles whose words coincide. una comes first in the plan."""

    una: str
    otra: str
    percent: int
    identical: bool


@lru_cache(maxsize=1)
def parejas(plan: Plan) -> tuple[Pareja, ...]:
    """Pairs at CUT_PERCENT or more, each once: every action appears in at most its best match's pair.

    Identical texts always; near ones only among actions whose counterpart nobody has adopted yet,
    since for the others it has been said what they correspond to.
    """
    found: dict[tuple[str, str], Pareja] = {}
    settled = _adopted(plan)
    order = {accion.id: number for number, accion in enumerate(plan.acciones)}
    for una, otra in _identical(plan):
        found[una.id, otra.id] = Pareja(una.id, otra.id, 100, identical=True)
        settled |= {una.id, otra.id}
    for eje in dict.fromkeys(accion.eje for accion in plan.acciones):
        index = _Index([a for a in plan.by_eje(eje) if a.id not in settled])
        for accion in index.acciones:
            best = index.best(accion)
            if best is not None:
                first, second = sorted((accion.id, best[0].id), key=lambda ident: order[ident])
                found.setdefault((first, second), Pareja(first, second, best[1], identical=False))
    return tuple(sorted(found.values(), key=lambda pareja: (order[pareja.una], order[pareja.otra])))


def _adopted(plan: Plan) -> set[str]:
    """The actions that have a counterpart, on either side, which is no longer a suggestion."""
    pairs = plan.contrapartes.items()
    return {ident for ident, otras in pairs if any(proposer(plan, ident, otra) == "" for otra in otras)}


def parecida(plan: Plan, accion: Accion) -> Pareja | None:
    """The action of another nivel most like this one, if related (50 %) but not the same (80 %)."""
    own = stems(accion.texto)
    best: Pareja | None = None
    for otra in plan.by_eje(accion.eje):
        if otra.nivel != accion.nivel:
            percent = _containment(own, stems(otra.texto))
            if percent >= BAND_PERCENT and (best is None or percent > best.percent):
                best = Pareja(accion.id, otra.id, percent, identical=False)
    return best if best is not None and best.percent < CUT_PERCENT else None


def _containment(one: frozenset[str], other: frozenset[str]) -> int:
    """How much of the shorter text's stems the longer one has, in whole %; 0 if either is too short."""
    smaller = min(len(one), len(other))
    return 100 * len(one & other) // smaller if smaller >= MIN_STEMS else 0


def _identical(plan: Plan) -> Iterator[tuple[Accion, Accion]]:
    """Each action and the first one of another nivel of its eje with the same text, case apart."""
    first: dict[tuple[str, str], Accion] = {}
    taken: set[str] = set()
    for accion in plan.acciones:
        key = (accion.eje, accion.texto.lower())
        other = first.setdefault(key, accion)
        if other.nivel != accion.nivel and other.id not in taken:
            taken.add(other.id)
            yield other, accion


class _Index:
    """Actions of one eje by nivel and stem, to find the match of each without comparing all with all."""

    def __init__(self, acciones: list[Accion]) -> None:
        self.acciones = acciones
        self.stems: dict[str, frozenset[str]] = {accion.id: stems(accion.texto) for accion in acciones}
        frequency: Counter[str] = Counter()
        self.blocks: dict[str, dict[str, list[Accion]]] = {}
        for accion in acciones:
            own = self.stems[accion.id]
            frequency.update(own)
            blocks = self.blocks.setdefault(accion.nivel, {})
            for stem in own:
                block = blocks.setdefault(stem, [])
                if len(block) < MAX_BLOCK:
                    block.append(accion)
        ranked = sorted(frequency, key=lambda stem: (frequency[stem], stem))
        self.rarity: dict[str, int] = {stem: rank for rank, stem in enumerate(ranked)}

    def best(self, accion: Accion) -> tuple[Accion, int] | None:
        """The best match among the texts of other niveles that are no shorter, and its percent.

        A text of n stems may miss a fifth of them, so of its rarest ones, two more than that fifth,
        any match has at least two: only actions met twice are compared.
        """
        own = self.stems[accion.id]
        if len(own) < MIN_STEMS:
            return None
        missing = len(own) * (100 - CUT_PERCENT) // 100
        probes = sorted(own, key=self.rarity.__getitem__)[: missing + 2]
        met: set[str] = set()
        twice: dict[str, Accion] = {}
        for nivel, blocks in self.blocks.items():
            if nivel != accion.nivel:
                for stem in probes:
                    for otra in blocks.get(stem, ()):
                        if otra.id in met:
                            twice[otra.id] = otra
                        else:
                            met.add(otra.id)
        best: tuple[Accion, int] | None = None
        for otra in twice.values():
            others = self.stems[otra.id]
            percent = _containment(own, others) if len(others) >= len(own) else 0
            if percent >= CUT_PERCENT and (best is None or percent > best[1]):
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
