"""suggest: the right word nearest to a mistyped one, and texts compared as people compare them."""

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable

# Some 20 microseconds each: under a second in all.
_MAX_COMPARISONS = 40_000


def fold(text: str) -> str:
    """Text without case or accents: "Acción" and "accion" are one."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    try:
        # Spanish lies within Latin-1, where a table of bytes is twenty times as fast as Unicode's.
        return lowered.encode("latin-1").translate(_UNACCENTED).decode("latin-1")
    except UnicodeEncodeError:
        return _unaccented(text)


def find_folded(text: str, words: str) -> tuple[int, int] | None:
    """Where some words stand in a text, case and accents apart; the last of them whole."""
    folded, wanted = fold(text), fold(words)
    start = folded.find(wanted)
    if start < 0:
        return None
    end = start + len(wanted)
    while folded[end : end + 1].isalpha():
        end += 1
    return unfolded(text, folded, (start, end))


def unfolded(text: str, folded: str, span: tuple[int, int]) -> tuple[int, int]:
    """Where some words of a folded text stand in the text itself."""
    return span if len(folded) == len(text) else (before(text, span[0], fold), before(text, span[1], fold))


def before(text: str, offset: int, change: Callable[[str], str]) -> int:
    """The offset of a text at which its changed form is as long as offset: "ß" is two letters when folded."""
    return bisect_right(range(len(text) + 1), offset, key=lambda end: len(change(text[:end]))) - 1


def _unaccented(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _one_latin_1(char: str) -> bytes:
    """The byte of a character without its accent, or of itself where that is not one of Latin-1."""
    try:
        folded = _unaccented(char).encode("latin-1")
    except UnicodeEncodeError:
        folded = b""
    return folded if len(folded) == 1 else char.encode("latin-1")


_LATIN_1 = bytes(range(256))
_UNACCENTED = bytes.maketrans(_LATIN_1, b"".join(map(_one_latin_1, _LATIN_1.decode("latin-1"))))


class Suggester:
    """The nearest of some options to each of many words: each found once, and with an end.

    Every new word is compared with all options; when that has been done too often, the rest go
    without, so that a plan with thousands of broken references is still checked in linear time.
    """

    def __init__(self, options: Iterable[str]) -> None:
        self.options = tuple(options)
        self.known: dict[str, str | None] = {}
        self.left = _MAX_COMPARISONS // (len(self.options) or 1)

    def nearest(self, word: str) -> str | None:
        """The option most like word, if one is near and there is still time to look."""
        if word not in self.known:
            if not self.left:
                return None
            self.left -= 1
            self.known[word] = nearest(word, self.options)
        return self.known[word]


def nearest(word: str, options: Iterable[str]) -> str | None:
    """The option most like word, if one is near. Accents and case do not count."""
    import difflib  # noqa: PLC0415 - only findings need it, and it loads slowly

    folded = {fold(option): option for option in options}
    near = difflib.get_close_matches(fold(word[:80]), sorted(folded), n=1, cutoff=0.6)
    return folded[near[0]] if near else None


def mend(word: str, options: Iterable[str], how: str = "") -> str:
    """The end of a sentence that says that there is no such word: what is near, and how to go on.

    It gives no order to write what is near: it may well not be what was meant.
    """
    near = nearest(word, options)
    return (f"; lo más parecido es «{near}»" if near else "") + how
