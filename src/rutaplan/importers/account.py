"""account: where each word of a document ended. Nothing is lost by being forgotten.

Every word ends in one of four places: taken (in the value of a field, or in a name of that value), known
(our own papers or the lists have it), told (with its place and the reason) or personal (counted, never
shown). Recognisers claim words; the words that nobody claimed are told here.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from rutaplan.importers.pieces import AS_TEXT, Document, Piece, words
from rutaplan.printable import printable


class Fate(Enum):
    """Where a word may end, in the order in which claims are heard: what is personal is never told."""

    TAKEN, KNOWN, PERSONAL, TOLD = range(4)


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
    counts: dict[Fate, int]

    @property
    def total(self) -> int:
        """All the pieces that have words."""
        return sum(self.counts.values())


def settle(document: Document, claims: Iterable[Claim]) -> Account:
    """Share out every word of a document among claims, and tell the rest."""
    pieces = [piece for piece in document.pieces() if words(piece.text)]
    left = {id(piece): Counter(words(piece.text)) for piece in pieces}
    fates: dict[int, set[Fate]] = {id(piece): set() for piece in pieces}
    told: dict[int, list[Told]] = {}
    wordless: list[Told] = []
    heard = sorted(claims, key=lambda claim: claim.fate.value)
    rest = [
        Claim(Fate.TOLD, (piece,), reason="; ".join(mark.value for mark in piece.marks - AS_TEXT))
        for piece in pieces
    ]
    for claim in (*heard, *rest):
        wanted = None if claim.text is None else Counter(words(claim.text))
        heard_of = False
        for piece in dict.fromkeys(each.root for each in claim.pieces):
            found = _claimed(left.get(id(piece)), wanted)
            if found:
                heard_of = True
                fates[id(piece)].add(claim.fate)
                if claim.fate is Fate.TOLD:
                    told.setdefault(id(piece), []).append(_told(piece, found, claim))
        if claim.place and not heard_of:
            wordless.append(Told(claim.place, claim.reason))
            for piece in [each.root for each in claim.pieces if id(each.root) in fates][:1]:
                fates[id(piece)].add(Fate.TOLD)
    counts = Counter(max(fates[id(piece)], key=_weight) for piece in pieces)
    order = [*wordless, *(each for piece in pieces for each in told.get(id(piece), ()))]
    return Account(tuple(order), {fate: counts[fate] for fate in Fate})


def _claimed(left: Counter[str] | None, wanted: Counter[str] | None) -> Counter[str]:
    """Take the words that are wanted, or all, out of what is left of a piece."""
    if not left:
        return Counter()
    found = Counter(left) if wanted is None else left & wanted
    left -= found
    if wanted is not None:
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


def _weight(fate: Fate) -> int:
    """Told before personal, before taken, before known."""
    return (Fate.KNOWN, Fate.TAKEN, Fate.PERSONAL, Fate.TOLD).index(fate)


def claim_all(fate: Fate, pieces: Sequence[Piece], reason: str = "", place: str = "") -> Claim:
    """Claim all of some pieces."""
    return Claim(fate, tuple(pieces), None, reason, place)
