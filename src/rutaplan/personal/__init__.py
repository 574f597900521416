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
_CLOSED, _OPENED = r"[»\"”’)\]}>*]{0,2}", r"[«\"“‘(\[{<*]{0,2}"  # «ana»@ejemplo.org
_ANYBODY = (
    r"gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|rocketmail|icloud|proton(?:mail)?|aol|gmx|yandex"
)
PUBLIC = (
    rf"(?:{_ANYBODY}|terra)(?:\.com?|\.net)?(?:\.[a-z]{{2}})?"
    r"|(?:me|mac|mail|inbox|zoho|tutanota|latinmail|fastmail)\.com|proton\.me|pm\.me|tuta\.io|prodigy\.net\.mx"
)
"""Where anybody opens a mailbox: an office that writes from one is known by a person."""
# «ana en gmail.com» is an address, and «cuentas en gmail.com» is none.
_NOT_SOMEBODY = (
    r"(?<![\w.+-])(?!(?:correos?|cuentas?|mensajes?|buz[oó]n(?:es)?|direcci[oó]n(?:es)?|dominios?|usuari[oa]s?"
    r"|electr[oó]nicos?|\w{1,20}[aiáí]d[oa]s?|abiert[oa]s?|disponibles?|est[aá]n?|es|son|y|o|e|no|ni)\s)"
)
_BESIDE = rf"{_NOT_SOMEBODY}{_LOCAL}\s(?:en|at|a)\s(?:{_ANYBODY})(?:{_DOT})[a-z]{{2,3}}\b"
# Where a person is found; the page of an office has another address, or begins with its sigla.
_NO_SIGLA = r"(?!(?-i:[A-Z]{3}))"
_PROFILE = (
    r"\b(?:linkedin\.com/in/|facebook\.com/profile\.php\?id="
    rf"|(?:t|m|telegram)\.me/{_NO_SIGLA})[\w.%+-]{{2,64}}"
)
_ACCOUNT = (
    r"\b(?:facebook|fb|instagram|insta|ig|twitter|tik ?tok|telegram|linkedin|messenger|snapchat|skype|signal"
    rf"|threads)[\s:(]{{1,3}}@{_NO_SIGLA}\w[\w.]{{1,40}}"
)
# «niñ@s.» is no address, and neither is «a @cuenta»; an office writes «ana@ministerio».
_CORREO = (
    rf"{_LOCAL}{_CLOSED}(?:{_AT}){_OPENED}(?!s\.)(?:{_LABEL}(?:{_DOT})){{1,8}}[^\W\d_]{{2,24}}"
    rf"|{_LOCAL}\sat\s(?:{_LABEL}\s(?:dot|punto)\s){{1,8}}[^\W\d_]{{2,24}}"
    rf"|{_LOCAL}{_CLOSED}@{_OPENED}[^\W\d_][\w-]{{2,62}}|{_BESIDE}"
)
_CUENTA = rf"{_PROFILE}|{_ACCOUNT}"
_NAMED = re.compile(rf"{_ANYBODY}|linkedin|facebook|\.me/")
"""What _BESIDE and _PROFILE name; both are compiled, and slowly, for a text that has one of them."""
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
    for kind, shape in (("un correo electrónico", _CORREO), ("la cuenta de una persona en una red", _CUENTA)):
        for found in re.finditer(shape, plain, re.IGNORECASE):
            yield kind, found.span()
        plain = re.sub(shape, _covered, plain, flags=re.IGNORECASE)
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
    if "rroba" in text or "RROBA" in text or " at " in text or " AT " in text:
        return True
    if not (".com" in text or ".me/" in text or "unto com" in text) or not _NAMED.search(text.lower()):
        return False
    return re.search(f"{_BESIDE}|{_PROFILE}", text, re.IGNORECASE) is not None


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
