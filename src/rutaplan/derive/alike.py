"""alike: the same action written at two niveles, told by its words.

Two texts are compared by containment of their Spanish stems: of the shorter one's stems, how many
the longer one has too. Stop words are out and a text needs five stems. On the real plan this puts
the true pairs (100, 100 and 80 %) apart from the related ones (under 80); ratios of letters give
unrelated pairs up to 58. No weight depends on the rest of the plan, so adding an action moves no
other pair.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from Stemmer import Stemmer

from rutaplan.derive import proposer
from rutaplan.model import Accion
from rutaplan.plan import Plan
from rutaplan.suggest import fold

MIN_STEMS = 5
CUT_PERCENT = 80
BAND_PERCENT = 50
_FEW = 20
_MAX_TEXTS = 20_000  # of an eje: comparing all with all grows with their square

STOP_WORDS = frozenset(
    """
    a al ante aquel aquella aquellas aquellos asi aun cada como con cual cuales cuando de del desde
    donde e el ella ellas ellos en entre es esta estas este esto estos etc ha han hasta la las le les lo
    los mas mediante mismo mismos no nos o otra otras otro otros para pero por que quien quienes se sean
    segun ser si sin sobre son su sus tal tanto tiene tienen toda todas todo todos tras un una unas uno
    unos u van y ya
    """.split()  # noqa: SIM905 - a list of them takes a line for each
)


class Pair(NamedTuple):
    """Two actions of different niveles whose words coincide. una comes first in the plan."""

    una: str
    otra: str
    percent: int
    identical: bool


@lru_cache(maxsize=1)
def pairs(plan: Plan) -> tuple[Pair, ...]:
    """Pairs at CUT_PERCENT or more, each once: every action appears in at most its best match's pair.

    Identical texts always; near ones only among actions whose counterpart nobody has adopted yet,
    since for the others it has been said what they correspond to. Where only some actions are chosen,
    those of theirs are there, and of the others only some.
    """
    chosen = {accion.id for accion in plan.acciones}
    found: dict[tuple[str, str], Pair] = {}
    settled = _adopted(plan)
    order = {accion.id: number for number, accion in enumerate(plan.enteras)}
    for una, otra in _identical(plan):
        found[una.id, otra.id] = Pair(una.id, otra.id, 100, identical=True)
        settled |= {una.id, otra.id}
    for eje in dict.fromkeys(accion.eje for accion in plan.acciones):
        left = [accion for accion in plan.entero.vigentes if accion.eje == eje and accion.id not in settled]
        for accion, otra, percent in _nearest(left[:_MAX_TEXTS], chosen):
            first, second = sorted((accion.id, otra.id), key=lambda ident: order[ident])
            found.setdefault((first, second), Pair(first, second, percent, identical=False))
    return tuple(sorted(found.values(), key=lambda pareja: (order[pareja.una], order[pareja.otra])))


def _adopted(plan: Plan) -> set[str]:
    """The actions that have a counterpart, on either side, which is no longer a suggestion."""
    pairs = ((una, otra) for una, otras in plan.contrapartes.items() for otra in otras if una <= otra)
    return {ident for pair in pairs if proposer(plan, *pair) == "" for ident in pair}


def parecida(plan: Plan, accion: Accion) -> Pair | None:
    """The action of another nivel most like this one, if related (50 %) but not the same (80 %)."""
    others = [otra for otra in plan.enteras if otra.eje == accion.eje and otra.nivel != accion.nivel]
    own = stems(accion.texto)
    best = max(
        (Pair(accion.id, otra.id, _containment(own, stems(otra.texto)), identical=False) for otra in others),
        key=lambda pareja: pareja.percent,
        default=None,
    )
    return best if best is not None and BAND_PERCENT <= best.percent < CUT_PERCENT else None


def _containment(one: frozenset[str], other: frozenset[str]) -> int:
    """How much of the shorter text's stems the longer one has, in whole %; 0 if either is too short."""
    smaller = min(len(one), len(other))
    return 100 * len(one & other) // smaller if smaller >= MIN_STEMS else 0


def _identical(plan: Plan) -> Iterator[tuple[Accion, Accion]]:
    """Each action and the first one of another nivel of its eje with the same text, case apart."""
    first: dict[tuple[str, str], Accion] = {}
    taken: set[str] = set()
    for accion in plan.entero.vigentes:
        key = (accion.eje, accion.texto.lower())
        other = first.setdefault(key, accion)
        if other.nivel != accion.nivel and other.id not in taken:
            taken.add(other.id)
            yield other, accion


def _nearest(acciones: Sequence[Accion], chosen: Collection[str]) -> Iterator[tuple[Accion, Accion, int]]:
    """Each chosen action, and each that may pair with one, with its best match of another nivel, if any.

    That is the text, no shorter than its own, that has most of its stems.

    A set of actions is the bits of a number, so that a text is compared with all of them at once: with
    10,000 in the time that an index of their rarest words took, which missed most pairs.
    """
    by_nivel: dict[str, int] = defaultdict(int)
    by_stem: dict[str, int] = defaultdict(int)
    all_stems = [stems(accion.texto) for accion in acciones]
    for number, accion in enumerate(acciones):
        bit = 1 << number
        by_nivel[accion.nivel] |= bit
        for stem in all_stems[number]:
            by_stem[stem] |= bit
    everyone = (1 << len(acciones)) - 1
    asked = [number for number, accion in enumerate(acciones) if accion.id in chosen]
    for number, accion in enumerate(acciones):
        own = all_stems[number]
        if len(asked) < _FEW and not any(_containment(own, all_stems[each]) >= CUT_PERCENT for each in asked):
            continue
        # The actions that lack none of the stems so far, at most one, two, and so on to a fifth of them.
        lacking = [everyone ^ by_nivel[accion.nivel]] * (len(own) * (100 - CUT_PERCENT) // 100 + 1)
        for stem in own:
            has = by_stem[stem]
            for most in range(len(lacking) - 1, 0, -1):
                lacking[most] = lacking[most] & has | lacking[most - 1]
            lacking[0] &= has
            if not lacking[-1]:
                break
        longer = [number for number in _members(lacking[-1]) if len(all_stems[number]) >= len(own)]
        percents = [_containment(own, all_stems[number]) for number in longer]
        best = max(percents, default=0)
        if best >= CUT_PERCENT:
            yield accion, acciones[longer[percents.index(best)]], best


def _members(bits: int) -> Iterator[int]:
    while bits:
        yield (bits & -bits).bit_length() - 1
        bits &= bits - 1


def stems(texto: str) -> frozenset[str]:
    """The stems of the words that carry meaning, without accents."""
    return frozenset(chain.from_iterable(map(_stems_of, texto.split())))


@cache
def _stems_of(word: str) -> tuple[str, ...]:
    words = [each for each in re.findall(r"[^\W\d_]+", fold(word)) if each not in STOP_WORDS]
    return tuple(stem for stem in map(_STEMMER.stemWord, words) if stem)


_STEMMER = Stemmer("spanish")
