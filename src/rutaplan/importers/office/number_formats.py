"""number_formats: what a cell of a spreadsheet shows of its number, by the code of its format.

    code ──tokens──▶ sections, one for each kind of number ──▶ the number and the words around it

A format may add words («6 años»), scale, hide, or turn a number into a date. A number itself is written
whole, never rounded: what is in the cell is what somebody typed. A library would write it as it is shown.
"""

import operator
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

BUILT_IN = {
    9: "0%", 10: "0.00%", **dict.fromkeys((*range(14, 18), *range(27, 37), *range(50, 59)), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21, 45, 47), "h:mm:ss"), 22: "yyyy-mm-dd h:mm", 46: "[h]:mm:ss", 49: "@",
}  # fmt: skip
"""The codes that files name by number alone and that are more than digits."""
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]?|(?P<general>General|Standard)'
    r"|(?P<end>;)|(?P<text>@)|(?P<exponent>E[+-])|(?P<date>AM/PM|A/P|[ymdhs]+)|(?P<scale>%)|(?P<digit>[0#?])"
    r"|(?P<mark>[.,/])|(?P<letter>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9]+(?:\.[0-9]+)?)")
_MEETS = {"=": operator.eq, "<>": operator.ne, "<": operator.lt, ">": operator.gt,
          "<=": operator.le, ">=": operator.ge}  # fmt: skip
_EPOCHS = (datetime(1899, 12, 30), datetime(1904, 1, 1))  # noqa: DTZ001 - a spreadsheet knows no zones
_FIRST_OF_MARCH_1900 = 60  # Excel believes that 1900 was a leap year
_NEGATIVE, _ZERO, _TEXTS = 1, 2, 3  # the sections of a code after the first, and what each is for

_Tokens = tuple[tuple[str, str], ...]
"""The parts of a code, each with its kind and its letters."""


class _Section(NamedTuple):
    """One of the parts of a code, with the numbers that it is for where it says so."""

    tokens: _Tokens
    condition: tuple[str, float] | None

    def has(self, *kinds: str) -> bool:
        """Whether it has a token of one of these kinds."""
        return any(kind in kinds for kind, _ in self.tokens)

    def meets(self, value: float) -> bool:
        """Whether it says that it is for a number."""
        return self.condition is not None and _MEETS[self.condition[0]](value, self.condition[1])


def shown_number(value: float, code: str, *, from_1904: bool) -> tuple[str, str]:
    """Say what is seen of a number, and what is hidden. A date is its day, whatever is shown of it."""
    section, signed = _section_for(value, code)
    if section.has("elapsed", "date"):
        return _date(value, from_1904=from_1904, elapsed=section.has("elapsed")) or plain(value), ""
    if not section.has("digit", "general", "text"):
        return _literals(section.tokens).strip(), plain(value)
    amount = value * 100 ** sum(kind == "scale" for kind, _ in section.tokens)
    digits = _digits(section.tokens, abs(amount))
    return (f"-{digits}" if value < 0 and signed else digits), ""


def shown_text(text: str, code: str) -> tuple[str, str]:
    """Say what is seen of a text, and what is hidden."""
    sections = _sections(code)
    own = sections[min(_TEXTS, len(sections) - 1)]
    if own.has("text"):
        return "".join(text if kind == "text" else _literals([(kind, each)]) for kind, each in own.tokens), ""
    return (_literals(own.tokens), text) if len(sections) > _TEXTS else (text, "")


def plain(value: float) -> str:
    """Write a number as people do: 6.0 is 6."""
    return str(int(value)) if value.is_integer() and abs(value) < 10**15 else f"{value:.15g}"


def _section_for(value: float, code: str) -> tuple[_Section, bool]:
    """Find the part of a code that is for a number, and whether a minus is written before it."""
    sections = [each for each in _sections(code)[:_TEXTS] if not each.has("text") or each.has("digit")]
    if not sections:
        return _sections("General")[0], True
    if any(each.condition for each in sections):
        met = [each for each in sections if each.meets(value)]
        otherwise = [each for each in sections if each.condition is None]
        return (*met, *otherwise, sections[-1])[0], True
    if value < 0 and len(sections) > _NEGATIVE:
        return sections[_NEGATIVE], False
    if value == 0 and len(sections) > _ZERO:
        return sections[_ZERO], True
    return sections[0], True


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    """Cut a code at its semicolons."""
    found: list[_Section] = []
    tokens: list[tuple[str, str]] = []
    condition = None
    for kind, letters in (*_tokens(code), ("end", ";")):
        if kind == "end":
            found.append(_Section(tuple(tokens), condition))
            tokens, condition = [], None
        elif kind == "bracket" and (match := _CONDITION.match(letters)):
            condition = (match[1], float(match[2]))
        else:
            tokens.append((kind, letters))
    return tuple(found)


def _tokens(code: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(code or "General"):
        kind = match.lastgroup or "space"
        letters = match[kind] if match.lastgroup else " "
        if kind == "bracket" and letters.startswith("$"):
            yield "quoted", letters[1:].split("-")[0]
        elif kind == "bracket" and set(letters.lower()) <= set("hms"):
            yield "elapsed", letters
        else:
            yield kind, letters


def _literals(tokens: Iterable[tuple[str, str]]) -> str:
    written = {"quoted", "escaped", "letter", "scale", "space"}
    return "".join(letters for kind, letters in tokens if kind in written)


def _digits(tokens: _Tokens, value: float) -> str:
    """Write a number among the words of its format: 88881234 by «0000-0000» is 8888-1234."""
    places = [at for at, (kind, _) in enumerate(tokens) if kind in {"digit", "general", "text"}]
    head, core, tail = tokens[: places[0]], tokens[places[0] : places[-1] + 1], tokens[places[-1] + 1 :]
    number = plain(value)
    if number.isdecimal() and not any(kind in {"mark", "exponent", "general", "text"} for kind, _ in core):
        number = _spread(core, number)
    return f"{_literals(head)}{number}{_literals(tail)}".strip()


def _spread(core: _Tokens, number: str) -> str:
    """Share out digits among places, from the right; what is left stands before the first."""
    written = ""
    for kind, letters in reversed(core):
        if kind != "digit":
            written = _literals([(kind, letters)]) + written
        elif number:
            number, written = number[:-1], number[-1] + written
        elif letters == "0":
            written = "0" + written
    return number + written


def _date(value: float, *, from_1904: bool, elapsed: bool) -> str:
    """Write a number of days as a date, a time of day or a time; nothing where the calendar ends."""
    try:
        span = timedelta(seconds=round(value * 86_400))
        if elapsed:
            minutes, seconds = divmod(round(span.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        if not from_1904 and 1 <= value < _FIRST_OF_MARCH_1900:
            span += timedelta(days=1)
        moment = _EPOCHS[from_1904] + span
    except (OverflowError, ValueError):
        return ""
    return str(moment.time() if 0 <= value < 1 else moment)
