"""account: where each word of a document ended. Nothing is lost by being forgotten.

Every word ends in one of four places: taken (in the value of a field, or in a name of that value), known
(our own papers or the lists have it), told (with its place and the reason) or personal (counted, never
shown). Recognisers claim words; the words that nobody claimed are told here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import chain

from rutaplan.importers.pieces import AS_TEXT, Document, Mark, Piece, words
from rutaplan.printable import printable


class Fate(Enum):
    """Where a word may end, in the order in which claims are heard: what is personal is never told."""

    TAKEN, KNOWN, PERSONAL, TOLD = range(4)


_HEAVIEST = (Fate.TOLD, Fate.PERSONAL, Fate.TAKEN, Fate.KNOWN)
"""How a piece counts whose words ended in several places."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Some words of some pieces, and where they end.

    text: whose words they are, such as the value and its names; None: all that is left. A word that the
    pieces do not have is claimed in vain. reason: why it is told, in Spanish, with nothing of a person; a
    reason is told even if no word is left to it, at its place.
    """

    fate: Fate
    pieces: tuple[Piece, ...]
    text: str | None = None
    reason: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Words that the plan does not take: where, why, and which, as typed."""

    place: str
    reason: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """How many pieces of a document ended how. A piece of which anything is told is one told."""

    told: tuple[Told, ...]
    counts: Counter[Fate]

    @property
    def total(self) -> int:
        """All the pieces that have words."""
        return sum(self.counts.values())


def settle(document: Document, claims: Iterable[Claim]) -> Account:
    """Share out every word of a document among claims, and tell the rest."""
    left = {piece: Counter(own) for piece in document.pieces() if (own := words(piece.text))}
    fates: dict[Piece, set[Fate]] = {piece: set() for piece in left}
    told: dict[Piece, list[Told]] = defaultdict(list)
    wordless: list[Told] = []
    for claim in chain(sorted(claims, key=lambda each: each.fate.value), _rest(left)):
        wanted = None if claim.text is None else Counter(words(claim.text))
        roots = [each for each in dict.fromkeys(each.root for each in claim.pieces) if each in left]
        heard = False
        for piece in roots:
            if found := _claimed(left[piece], wanted):
                heard = True
                fates[piece].add(claim.fate)
                if claim.fate is Fate.TOLD:
                    told[piece].append(_told(piece, found, claim))
        if claim.place and not heard:
            wordless.append(Told(claim.place, claim.reason))
            for piece in roots[:1]:
                fates[piece].add(Fate.TOLD)
    counts = Counter(next(fate for fate in _HEAVIEST if fate in fates[piece]) for piece in left)
    return Account((*wordless, *(each for piece in left for each in told.get(piece, ()))), counts)


def _rest(left: Mapping[Piece, Counter[str]]) -> Iterator[Claim]:
    """Claim what nobody did; each piece is asked when all claims were heard."""
    for piece, words_left in left.items():
        if words_left:
            own = piece.marks - AS_TEXT
            reason = "; ".join(mark.value for mark in Mark if mark in own) if own else ""
            yield Claim(Fate.TOLD, (piece,), reason=reason)


def _claimed(left: Counter[str], wanted: Counter[str] | None) -> Counter[str]:
    """Take the words that are wanted, or all, out of what is left of a piece."""
    if wanted is None or dict.__eq__(left, wanted):  # as nearly always; sums of counters are slow
        found = left.copy()
        left.clear()
        if wanted:
            wanted.clear()
        return found
    found = left & wanted
    left -= found
    wanted -= found
    return found


def _told(piece: Piece, found: Counter[str], claim: Claim) -> Told:
    """Show a piece as typed where all of it is told, and else only the words that are."""
    place = claim.place or piece.place
    if found == Counter(words(piece.text)):
        return Told(place, claim.reason or "no se lee", _whole(piece.text))
    kept = Counter(found)
    typed: list[str] = []
    for word in piece.text.split():
        own = words(word)
        if any(kept[each] > 0 for each in own):
            typed.append(word)
            kept.subtract(own)
    return Told(place, claim.reason or "esto no se lee", _whole(" ".join(typed)))


def _whole(text: str) -> str:
    """Show a text on one line, never cut."""
    return f"«{printable(' '.join(text.split()))}»"
