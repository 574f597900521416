"""personal: what looks like the datum of a person, which no plan should hold and no message repeats.

Cheap questions come first: nearly every text of a plan ends at the first one, and then no pattern of
innocent and numbers is even compiled. What a text says before a number counts for more than its shape;
only a number of which nothing is said is shown to a library.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

# 0-9 @ ( [ { < & %, and all that lies beyond Latin-1, where there are others. It is written as what it is
# not, since to compile a set that holds half of Unicode is 4 % of validate on 33 actions.
_SIGN = re.compile(r"[^\x00-$')-/:;=-?A-Z\\-z|-\xff]")
# Six digits near each other, but «44-2016», «2013-2023», «2021/07/29» and what ends an address of the web;
# and what says more with fewer digits or with those.
_YEARS = r"(?:19|20)\d\d(?:[-/]\d\d[-/]\d\d|\s?[-/–]\s?(?:19|20)\d\d)(?!\d)"
_NUMBER = re.compile(
    rf"(?<![\d/])(?!\d{{1,3}}-(?:19|20)\d\d(?!\d)|{_YEARS})\d(?:[^\w\n]{{0,3}}\d){{5}}"
    r"|(?:(?<![\w-])(?:[EN]|PE)|AV|PI)[^\w\s]\d|(?:wa\.me/|[TtCc]el[./:] ?)\d"
)
_MARK = re.compile(r"[@＠﹫]|[\[({<] ?(?:at|a) ?[\])}>]|&#64;|%40", re.IGNORECASE)

_AT = r"\s?[\[({<]\s?(?:@|at|arroba)\s?[\])}>]\s?|\(a\)|\sarroba\s|\s@\s|@\s?|&#64;|%40"
_DOT = r"\.|\s?[\[({]\s?(?:\.|dot|punto)\s?[\])}]\s?|\s(?:\.|dot|punto)\s"
_LOCAL = r"(?<![\w.+-])\w[\w.+%'’-]{0,63}"
_LABEL = r"[\w-]{1,63}"
# «niñ@s.» is no address, and neither is «a @cuenta»; an office writes «ana@ministerio».
_CORREO = (
    rf"{_LOCAL}(?:{_AT})(?!s\.)(?:{_LABEL}(?:{_DOT})){{1,8}}[^\W\d_]{{2,24}}"
    rf"|{_LOCAL}\sat\s(?:{_LABEL}\s(?:dot|punto)\s){{1,8}}[^\W\d_]{{2,24}}"
    rf"|{_LOCAL}@[^\W\d_][\w-]{{2,62}}"
)
_DASHES = "‐‑‒–—―−﹘﹣－"
_SHOWN = re.compile("«.*»", re.DOTALL)


def personal(text: str) -> tuple[str, tuple[int, int]] | None:
    """What the first such datum of a text looks like, in Spanish, and where it stands."""
    return next(personal_data(text), None) if may_be_personal(text) else None


def personal_data(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """What each such datum of a text looks like, and where it stands, kind by kind; no word is told twice."""
    if not may_be_personal(text):
        return
    from rutaplan.personal import numbers  # noqa: PLC0415 - few plans hold such a text
    from rutaplan.personal.innocent import without_innocent  # noqa: PLC0415 - the same

    plain = _plain(text)
    for found in re.finditer(_CORREO, plain, re.IGNORECASE):
        yield "un correo electrónico", found.span()
    plain = re.sub(_CORREO, _covered, plain, flags=re.IGNORECASE)
    for look in numbers.LOOKS:
        for kind, (start, end) in look(plain):
            yield kind, (start, end)
            plain = plain[:start] + "·" * (end - start) + plain[end:]
        if look is numbers.labelled:
            plain = without_innocent(plain)


def hidden(text: str, is_secret: Callable[[str], object] = personal) -> str:
    """A message without its values, if one of them holds such a datum; nothing of it, if not only they do."""
    if not is_secret(text):
        return text
    rest = without_values(text)
    return "un valor que no se muestra, por tener un dato personal" if is_secret(rest) else rest


def without_values(text: str) -> str:
    """A message in which no value is shown, be there quotes of its own in it."""
    return _SHOWN.sub("«…»", text)


def may_be_personal(text: str) -> bool:
    """Whether it is worth looking closer: a sign of an address, or digits near each other."""
    if _SIGN.search(text) and (_NUMBER.search(text) or _MARK.search(text)):
        return True
    return "rroba" in text or "RROBA" in text or " at " in text or " AT " in text


def _plain(text: str) -> str:
    """The same text, letter for letter, with the spaces, dashes, digits and signs of a keyboard."""
    if text.isascii():
        return text
    return "".join(char if char < "Ā" and char != "\xa0" else _key(char) for char in text)


@cache
def _key(char: str) -> str:
    if char in _DASHES:
        return "-"
    compatible = unicodedata.normalize("NFKC", char)
    return compatible if len(compatible) == 1 else char


def _covered(match: re.Match[str]) -> str:
    return "·" * len(match.group())
