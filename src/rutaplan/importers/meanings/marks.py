"""marks: what people type before the items of a list, taken off line by line; and letters that nobody sees.

What could be a word of the text is a mark only where the lines beside it count on: "A. López" stays.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from rutaplan.importers.meanings.lists import either, forms
from rutaplan.printable import INVISIBLE

_OPENS = "¿¡\"'“‘«([…"
_NUMBER = re.compile(
    r"(?:(?i:acci[oó]n|actividad|medida|action|activity)\s+(?i:n[.ºo°]*\s*)?)?(?P<digits>\d{1,3}(?:\.\d{1,2}){0,3})"
    r"(?:(?P<sure>\s?\.\s?[-–—]+|\s?[-.]?\)[-.]?|[º°]\s?(?:\.-?|\)|-)|\.\s)|(?P<dot>\.)|(?P<dash>\s?[-–—]\s)"
    r"|(?P<glued>-)|(?P<colon>\s?:\s)|(?P<ordinal>[º°]))\s*(?=\S)"
)
_BRACKETS = re.compile(
    r"[(\[](?:(?P<digits>\d{1,3})|(?P<letters>[a-zñ]|[ivx]{1,5}))[)\]]\s*(?=\S)", re.IGNORECASE
)
_LETTERS = re.compile(
    r"(?P<letters>[a-zñ]|[ivx]{2,5})(?:(?P<sure>\s?\.-|\.?\)-?)|(?P<dot>\.(?=\s)|\s?[-–—](?=\s)))\s*(?=\S)",
    re.IGNORECASE,
)
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
ROMANS = {"x" * tens + one: 10 * tens + at for tens in range(4) for at, one in enumerate(_ONES)}
_ABBREVIATION = re.compile(r"[^\W\d_]{1,2}\.")
_WORDS = frozenset("eouy")  # letters that are words: "e)" may end a remark
_CIRCLED = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳❶❷❸❹❺❻❼❽❾❿➀➁➂➃➄➅➆➇➈➉➊➋➌➍➎➏➐➑➒➓")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_LOOKS = re.compile(r"[^\w\s]{1,3}\s+(?=[^\W\d_])|[*+](?=[^\W\d_])|\d{1,3}\s+(?=[A-ZÁÉÍÓÚÑ])")


class Marked(NamedTuple):
    """A line without its mark: number is what the mark counts, 0 where it counts nothing."""

    text: str
    number: int = 0
    mark: str = ""


class _MarkReading(NamedTuple):
    """A way to read the beginning of a line as a mark. sure: without a look at the lines beside it."""

    marked: Marked
    style: str
    sure: bool


def strip_mark(line: str) -> Marked:
    """Take the mark off a line that stands alone."""
    return strip_marks((line,))[0]


def strip_marks(lines: Sequence[str]) -> tuple[Marked, ...]:
    """Take their marks off the lines of a cell: those that are surely marks, and those that count on."""
    ways = [_readings(line.strip()) for line in lines]
    found: list[Marked] = []
    for at, line in enumerate(lines):
        before, after = ways[at - 1] if at else [], ways[at + 1] if at + 1 < len(ways) else []
        counted = [each for each in ways[at] if _goes_on(each, before, -1) or _goes_on(each, after, 1)]
        alone = [each for each in ways[at] if each.sure and _may_stand(each, found)]
        found.append(next((each.marked for each in (*counted, *alone)), Marked(line.strip())))
    return tuple(found)


def looks_marked(text: str) -> str:
    """What a text begins with that looks like the mark of a list and was left; nothing if nothing does."""
    ways = _readings(text)
    match = _LOOKS.match(text)
    return ways[0].marked.mark if ways else match.group().strip() if match else ""


def without_invisible(text: str) -> tuple[str, int]:
    """Take out the letters that nobody sees, and count them."""
    return INVISIBLE.subn("", text)


def _goes_on(reading: _MarkReading, beside: Iterable[_MarkReading], step: int) -> bool:
    """Whether a line beside has the next number, or the one before, in the same style."""
    number = reading.marked.number
    return number > 0 and any(
        each.style == reading.style and each.marked.number == number + step for each in beside
    )


def _may_stand(reading: _MarkReading, before: Sequence[Marked]) -> bool:
    """Whether the "o" of Word's second level can be one: after a line without a mark it is a word."""
    return reading.style != "o" or not before or bool(before[-1].mark)


def _readings(line: str) -> list[_MarkReading]:
    """Every way to read what a line begins with as a mark, the likeliest first."""
    bullet = _bullet().match(line)
    if bullet and _is_bullet(bullet, line[bullet.end() :]):
        rest = line[bullet.end() :]
        inner = next((each.marked for each in _counting(rest) if each.sure), Marked(rest))
        mark = line[: len(line) - len(inner.text)].strip()
        return [_MarkReading(Marked(inner.text, inner.number, mark), bullet["letter"] or "bullet", sure=True)]
    return _counting(line)


@cache
def _bullet() -> re.Pattern[str]:
    signs = forms("marcas")
    always, spaced, letters = ("".join(signs[key]).split() for key in ("vinetas", "con_blanco", "letras"))
    return re.compile(
        rf"(?:[{''.join(always)}\ue000-\uf8ff]+\s*|(?:{either(spaced)})\s+|(?P<glued>[-–—])(?=[^\W\d_])"
        rf"|(?P<letter>[{''.join(letters)}])\s+)(?=\S)"
    )


def _is_bullet(match: re.Match[str], rest: str) -> bool:
    if match["letter"]:
        return _opens(rest)
    return not (rest[0].isdigit() and match.group().strip() in {"+", ">"})  # + 500 personas


def _counting(line: str) -> list[_MarkReading]:
    """Read a number, a letter or a Roman number."""
    if line[:1] in _CIRCLED and len(line) > 1:
        number = int(unicodedata.numeric(line[0]))
        return [_MarkReading(Marked(line[1:].lstrip(" .)-"), number, line[0]), "number", sure=True)]
    match = _BRACKETS.match(line) or _NUMBER.match(line) or _LETTERS.match(line)
    if not match:
        return []
    kind, rest, mark = match.lastgroup or "", line[match.end() :], match.group().strip()
    if letters := match.groupdict().get("letters"):
        return _lettered(letters, rest, mark, dotted=kind == "dot")
    if kind in _FOLLOWED and not _FOLLOWED[kind](rest):
        return []
    number = int(match["digits"]) if match["digits"].isdigit() else 0
    style, sure = ("ordinal", is_verb(rest)) if kind == "ordinal" else ("number", True)
    return [_MarkReading(Marked(rest, number, mark), style, sure)]


_FOLLOWED: Mapping[str, Callable[[str], object]] = {
    "dot": lambda rest: _opens(rest) or re.match(r"[^\W\d_]{3}", rest),
    "dash": lambda rest: not rest[0].isdigit(),
    "colon": lambda rest: not rest[0].isdigit(),
    "glued": lambda rest: rest[0].isupper() and rest[1:2].islower(),
    "ordinal": lambda rest: rest[0].isupper(),
}
"""What may follow a number, by how it is marked: 1.Revisar, but not 2.5 nor 1.er."""


def is_verb(text: str) -> bool:
    """Whether a text begins with a verb: 1º Revisar los marcos, but not 1º Congreso regional."""
    verb = re.match(r"[^\W\d_]+[aei]r\b", text)
    return bool(verb and verb.group().lower() not in forms("marcas")["no_verbos"])


def _lettered(typed: str, rest: str, mark: str, *, dotted: bool) -> list[_MarkReading]:
    if dotted and _ABBREVIATION.match(rest):
        return []  # i. e., A. B. López
    letters = typed.lower()
    case = "upper" if typed.isupper() else "lower"
    found = []
    if letters in ROMANS:
        sure = not dotted or len(letters) > 1 or typed == "i"
        found.append(_MarkReading(Marked(rest, ROMANS[letters], mark), f"roman {case}", sure))
    if letters in _ALPHABET and len(letters) == 1:
        sure = typed == "a" if dotted else letters not in _WORDS
        found.append(_MarkReading(Marked(rest, _ALPHABET.index(letters) + 1, mark), f"letter {case}", sure))
    return found


def _opens(text: str) -> bool:
    """Whether a text begins as a sentence does."""
    return text[:1].isupper() or text[:1] in _OPENS
