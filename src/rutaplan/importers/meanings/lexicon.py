"""lexicon: names known by their words, and which of them begin at a place of a text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from rutaplan.importers.meanings.lists import forms
from rutaplan.importers.pieces import even
from rutaplan.plan import by_key
from rutaplan.suggest import fold

DASH = "-"
ENDS = frozenset(f",;/\n+&|•·▪●{DASH}")  # where a name may end; at a dash it may go on
TRAILS = frozenset(".*\"'“”‘’«»")  # what stands around a name and says nothing
BEFORE_PLACE = frozenset(f",{DASH}/")  # between a name and its country
_TOKEN = re.compile(r"(?:\b[^\W\d_]\.){2,}(?:[^\W\d_]\b)?|[^\W_]+|[^\w\s]|_|\n")  # O.I.M. is one word
_INSIDE = frozenset(f".,{DASH}_'’\"“”«»\n()[]")  # between the words of one name
_CLOSED = {"(": ")", "[": "]"}
Key = tuple[str, ...]


class Token(NamedTuple):
    """A word, folded, or a sign; and where it stands."""

    word: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is no sign."""
        return self.word[0].isalnum()


class Found(NamedTuple):
    """The ids of a name that stands in a text, and the token after it. places: the countries beside it."""

    ids: tuple[str, ...]
    end: int
    key: Key
    places: tuple[str, ...] = ()


def tokens_of(text: str) -> list[Token]:
    """The words and the signs of a text."""
    found = _TOKEN.finditer(even(text))
    return [Token(fold(each.group().replace(".", "")) or each.group(), *each.span()) for each in found]


@lru_cache(20_000)  # a directory asks for each name more than once: half of its time
def key_of(text: str) -> Key:
    """The words of a name."""
    return tuple(each.word for each in tokens_of(text) if each.is_word)


class Index:
    """Knows names, each of one thing or of several."""

    def __init__(self) -> None:
        self._ids: dict[Key, dict[str, None]] = {}
        self._firsts: set[str] = set()  # most words begin no name
        self._longest = 0

    def add(self, name: str, ident: str) -> None:
        """Know a name."""
        key = key_of(name)
        if key:
            self._ids.setdefault(key, {})[ident] = None
            self._firsts.add(key[0])
            self._longest = max(self._longest, len(key))

    def own(self, name: str, ident: str) -> None:
        """Know a name that means one thing only, whatever else has it."""
        self._ids.pop(key_of(name), None)
        self.add(name, ident)

    def ids(self, name: str) -> tuple[str, ...]:
        """What a whole text names."""
        return tuple(self._ids.get(key_of(name), ()))

    def at(self, tokens: Sequence[Token], start: int) -> list[Found]:
        """Every name that begins at a place, the longest first."""
        known = start < len(tokens) and tokens[start].word in self._firsts
        return [*self._from(tokens, start)][::-1] if known else []

    def _from(self, tokens: Sequence[Token], start: int) -> Iterator[Found]:
        key: Key = ()
        opened: list[str] = []
        for at in range(start, len(tokens)):
            word = tokens[at].word
            if tokens[at].is_word:
                key = (*key, word)
                end = at + 1 + len(opened)
                if key in self._ids and [each.word for each in tokens[at + 1 : end]] == opened[::-1]:
                    yield Found(tuple(self._ids[key]), end, key)
            elif word in _CLOSED:
                opened.append(_CLOSED[word])
            elif opened and word == opened[-1]:
                opened.pop()
            elif word in _CLOSED.values():
                return
            if len(key) == self._longest or not (tokens[at].is_word or word in _INSIDE):
                return


def skip(tokens: Sequence[Token], at: int, kind: str) -> int:
    """Where what follows a joining word of a kind begins; at itself if there is none."""
    for key in _joints(kind).get(tokens[at].word, ()) if at < len(tokens) else ():
        if tuple(each.word for each in tokens[at : at + len(key)]) == key:
            return at + len(key)
    return at


@cache
def _joints(kind: str) -> Mapping[str, tuple[Key, ...]]:
    """The joining words of a kind by the first of each, the longest first."""
    keys = sorted(map(key_of, forms("union")[kind]), key=len, reverse=True)
    return by_key((key[0], key) for key in keys)
