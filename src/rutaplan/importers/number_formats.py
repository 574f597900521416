"""number_formats: what a cell of a spreadsheet shows of its number, by the code of its format.

A format may add words («6 años»), scale, hide, or turn a number into a date. A number itself is written
whole, never rounded: what is in the cell is what somebody typed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

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
_EPOCHS = (datetime(1899, 12, 30), datetime(1904, 1, 1))  # noqa: DTZ001 - a spreadsheet knows no zones
_FIRST_OF_MARCH_1900 = 60  # Excel believes that 1900 was a leap year


@dataclass(frozen=True, slots=True)
class Shown:
    """What is seen of a value, and what of it the format keeps out of sight."""

    text: str
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the parts of a code: for which numbers it is, and its tokens as (kind, letters)."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, float] | None = None

    def has(self, kind: str) -> bool:
        """Whether it has a token of this kind."""
        return any(each == kind for each, _ in self.tokens)

    @property
    def takes_number(self) -> bool:
        """Whether the number is seen at all."""
        return any(self.has(kind) for kind in ("digit", "general", "text", "date", "elapsed"))


def shown_number(value: float, code: str, *, from_1904: bool = False) -> Shown:
    """Say what is seen of a number. A date is seen as its day, whatever its format shows of it."""
    section, signed = _section_for(value, code)
    if section.has("elapsed") or section.has("date"):
        day = _date(value, from_1904=from_1904, elapsed=section.has("elapsed"))
        return Shown(day or plain(value))
    if not section.takes_number:
        return Shown(_literals(section.tokens).strip(), plain(value))
    amount = value * 100 ** sum(kind == "scale" for kind, _ in section.tokens)
    digits = _digits(section.tokens, abs(amount))
    return Shown(("-" if value < 0 and signed else "") + digits)


def shown_text(text: str, code: str) -> Shown:
    """Say what is seen of a text."""
    sections = _sections(code)
    own = sections[3] if len(sections) > 3 else sections[-1]  # noqa: PLR2004 - the fourth is for texts
    if not own.has("text"):
        return Shown(_literals(own.tokens), text) if len(sections) > 3 else Shown(text)  # noqa: PLR2004 - the same
    return Shown("".join(text if kind == "text" else _literal(kind, each) for kind, each in own.tokens))


def plain(value: float) -> str:
    """Write a number as people do: 6.0 is 6."""
    return str(int(value)) if value.is_integer() and abs(value) < 10**15 else f"{value:.15g}"


def _section_for(value: float, code: str) -> tuple[_Section, bool]:
    """Find the part of a code that is for a number, and whether it writes a minus of its own."""
    sections = [each for each in _sections(code)[:3] if not each.has("text") or each.has("digit")]
    if not sections:
        return _sections("General")[0], True
    for section in sections:
        if section.condition is not None and _meets(value, *section.condition):
            return section, True
    if any(section.condition for section in sections):
        return next((each for each in sections if each.condition is None), sections[-1]), True
    if value < 0 and len(sections) > 1:
        return sections[1], False
    return (sections[2] if value == 0 and len(sections) > 2 else sections[0]), True  # noqa: PLR2004 - the third is for zero


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    """Cut a code at its semicolons."""
    found: list[_Section] = []
    tokens: list[tuple[str, str]] = []
    condition = None
    for kind, letters in (*_tokens(code), ("end", ";")):
        if kind == "condition":
            sign, number = _CONDITION.match(letters).groups()  # type: ignore[union-attr]  # _tokens matched it
            condition = (sign, float(number))
        elif kind == "end":
            found.append(_Section(tuple(tokens), condition))
            tokens, condition = [], None
        else:
            tokens.append((kind, letters))
    return tuple(found)


def _tokens(code: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(code or "General"):
        kind = match.lastgroup or "space"
        letters = match[kind] if match.lastgroup else " "
        if kind == "bracket":
            if _CONDITION.match(letters):
                yield "condition", letters
            elif set(letters.lower()) <= set("hms"):
                yield "elapsed", letters
            elif letters.startswith("$"):
                yield "quoted", letters[1:].split("-")[0]
        else:
            yield kind, letters


def _meets(value: float, sign: str, limit: float) -> bool:
    equal, less = value == limit, value < limit
    return {"=": equal, "<>": not equal, "<": less, ">": not less and not equal,
            "<=": less or equal, ">=": not less}[sign]  # fmt: skip


def _literal(kind: str, letters: str) -> str:
    return letters if kind in {"quoted", "escaped", "letter", "scale", "space"} else ""


def _literals(tokens: tuple[tuple[str, str], ...]) -> str:
    return "".join(_literal(*each) for each in tokens)


def _digits(tokens: tuple[tuple[str, str], ...], value: float) -> str:
    """Write a number among the words of its format: 88881234 by «0000-0000» is 8888-1234."""
    places = [at for at, (kind, _) in enumerate(tokens) if kind in {"digit", "general", "text"}]
    head, core, tail = tokens[: places[0]], tokens[places[0] : places[-1] + 1], tokens[places[-1] + 1 :]
    number = plain(value)
    if number.isdecimal() and not any(kind in {"mark", "exponent", "general", "text"} for kind, _ in core):
        number = _spread(core, number)
    return f"{_literals(head)}{number}{_literals(tail)}".strip()


def _spread(core: tuple[tuple[str, str], ...], number: str) -> str:
    """Share out digits among places, from the right; what is left stands before the first."""
    written = ""
    for kind, letters in reversed(core):
        if kind != "digit":
            written = _literal(kind, letters) + written
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
