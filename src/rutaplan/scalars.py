"""scalars: where the letters of a value stand in the text of its file, in any of YAML's styles.

A value is the text between two marks with its lines folded, its escapes read and its indentation
taken away. Here the value is laid over that text again, letter by letter.
"""

import re
from collections.abc import Iterator
from functools import partial
from unicodedata import normalize

from rutaplan.diagnostics import Span
from rutaplan.suggest import before

_BREAK = r"[ \t]*\r?\n[ \t]*"
_QUOTED = re.compile(rf"(\\\r?\n[ \t]*)|(\\x..|\\u.{{4}}|\\U.{{8}}|\\.)|({_BREAK})|.", re.DOTALL)
_SINGLE = re.compile(rf"(?!)()|('')|({_BREAK})|.")
_PLAIN = re.compile(rf"(?!)()|(?!)()|({_BREAK})|.")

_composed = partial(normalize, "NFC")


def stretch(text: str, span: Span, value: str, words: Span) -> Span | None:
    """The span in text of some words of the value that was read at a span; None if that cannot be told.

    words are offsets in the value as records hold it: composed (NFC) and without spaces around it.
    """
    first, last = _uncomposed(value, words)
    start = span[0] + (text[span[0]] in "'\"")
    if text.startswith(value, start) and len(value) == span[1] - span[0] - 2 * (start - span[0]):
        return start + first, start + last  # no escape and no second line: nearly every text
    letters = _letters(text, span, value)
    return (letters[first][0], letters[last - 1][1]) if first < last <= len(letters) else None


def _uncomposed(value: str, words: Span) -> Span:
    """The same words in the value as read."""
    composed = _composed(value)
    lead = len(composed) - len(composed.lstrip())
    first, last = words[0] + lead, words[1] + lead
    if composed == value:
        return first, last
    return before(value, first, _composed), before(value, last, _composed)


def _letters(text: str, span: Span, value: str) -> list[Span]:
    """The span of each letter of a value, up to the first that is not found."""
    found: list[Span] = []
    for char, at in _block(text, span, value) if text[span[0]] in "|>" else _flow(text, span):
        if len(found) == len(value):
            break
        expected = value[len(found)]
        # A line break is itself, or the space of a folded line, or nothing beside an empty one.
        if char in ("", expected) or (char == "\n" and expected == " "):
            found.append(at)
        elif char != "\n":
            break
    return found


def _block(text: str, span: Span, value: str) -> Iterator[tuple[str, Span]]:
    """The letters of a literal or folded text, without its indentation."""
    start = text.find("\n", span[0]) + 1
    lines = text[start : span[1]].splitlines(keepends=True)
    # An indicator such as |2 counts from the parent; the value says more plainly what is indentation.
    indent = _lead(lines) - _lead(value.split("\n"))
    for line in lines:
        content = line.rstrip("\r\n")
        for column in range(indent, len(content)):
            yield content[column], (start + column, start + column + 1)
        if content != line:
            yield "\n", (start + len(content), start + len(line))
        start += len(line)


def _lead(lines: list[str]) -> int:
    """How many spaces the first line with a letter begins with."""
    return next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), 0)


def _flow(text: str, span: Span) -> Iterator[tuple[str, Span]]:
    """The letters of a plain or quoted text; an escape stands for any letter, and is given as none."""
    quote = text[span[0]]
    pattern = {'"': _QUOTED, "'": _SINGLE}.get(quote, _PLAIN)
    inner = (span[0] + 1, span[1] - 1) if pattern is not _PLAIN else span
    for match in pattern.finditer(text, *inner):
        joined, escape, line_break = match.group(1, 2, 3)
        if joined is None:
            yield ("\n" if line_break else "" if escape else match.group(), match.span())
