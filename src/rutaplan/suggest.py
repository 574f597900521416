"""suggest: the right word nearest to a mistyped one, and texts compared as people compare them."""

import unicodedata
from collections.abc import Iterable


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


def nearest(word: str, options: Iterable[str]) -> str | None:
    """The option most like word, if one is near. Accents and case do not count."""
    import difflib  # noqa: PLC0415 - only findings need it, and it loads slowly

    folded = {fold(option): option for option in options}
    near = difflib.get_close_matches(fold(word[:80]), sorted(folded), n=1, cutoff=0.6)
    return folded[near[0]] if near else None
