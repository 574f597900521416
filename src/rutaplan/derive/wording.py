"""wording: a text as it was and as it is, word by word."""

from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

Mark: TypeAlias = Literal["", "sale", "entra"]
_MOST = 10_000
"""Of so many pairs of words, each is looked at; of more, the whole of what differs is told as one."""


_SOME = 0.4
"""Of two stretches that share less than this, what they share is chance."""


class Words(NamedTuple):
    """Some words that stay, that are no more, or that are new."""

    text: str
    mark: Mark


def contrast(before: str, after: str) -> Iterator[Words]:
    """Both texts in one: what is no more stands before what is in its place."""
    old, new = before.split(), after.split()
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    yield from _words(old[:head], "")
    yield from _middle(old[head : len(old) - tail], new[head : len(new) - tail])
    yield from _words(new[len(new) - tail :], "")


def _shared(one: list[str], other: list[str]) -> int:
    """How many words at the beginning are the same."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (mine, theirs) in enumerate(pairs) if mine != theirs), min(len(one), len(other)))


def _middle(old: list[str], new: list[str]) -> Iterator[Words]:
    if not old or not new or len(old) * len(new) > _MOST:
        yield from _words(old, "sale")
        yield from _words(new, "entra")
        return
    import difflib  # noqa: PLC0415 - it loads slowly, and few texts change

    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _SOME:
        yield from _middle(old, [])
        yield from _middle([], new)
        return
    for same, start, end, first, last in matcher.get_opcodes():
        if same == "equal":
            yield from _words(old[start:end], "")
        else:
            yield from _words(old[start:end], "sale")
            yield from _words(new[first:last], "entra")


def _words(words: list[str], mark: Mark) -> Iterator[Words]:
    if words:
        yield Words(" ".join(words), mark)
