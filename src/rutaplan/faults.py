"""faults: what keeps a file from being read, or its text from being YAML, in our words and not the parser's.

The words of each fault lie in the catalogue: here it is told which one it is, where, and what was found.
libyaml and the pure parser word the same fault differently, so the kind of fault is told from the
line where it happened. Only errors pay for this; a good text passes two quick searches.
"""

import errno
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from rutaplan.catalogue import diagnose
from rutaplan.diagnostics import Diagnostic, Loc, Place, Span
from rutaplan.printable import INVISIBLE, quoted

# Patterns that only a text with a fault meets are compiled then.
CONFLICT = r"(?m)^(<{7}|={7}|>{7})(?=[ \r\n]|$)"
_TAB_INDENT = r"(?m)^ *\t+(?=\S)"
_LONE_CR = re.compile(r"\r(?!\n)")
_GLUED_SIGN = re.compile(r" #[^\s#]")
_COLON_INSIDE = r"^\s*(?:- )?[^\s'\"#\[{][^:#]*: +[^\s'\"|>\[{].*:(?= |$)"
_NO_SPACE = r"^\s*(?:- )?([a-z_]+:)(?=[^\s:/])"
_STARTS_BADLY = r"^\s*(?:- )?(?:[^\s'\"#:]+: +)?([@`%*&!|>\]}?,])"
_CLOSING, _QUOTES = {"[": "]", "{": "}"}, ("'", '"')
_ANOTHER_KEY = r"\n *(?:- )?[a-z_]+: "
_ESCAPE = r"(?s)\\(?:x(..)|u(.{4})|U(.{8})|.)"
_OPEN_REASONS = {errno.ENOENT: "ya no existe", errno.EACCES: "no hay permiso para leerlo"}


class Fault:
    """What is wrong at a stretch of a text: the code, the variant and the fields that diagnose takes."""

    __slots__ = ("fields", "key", "related", "span")

    def __init__(
        self, key: str, span: Span, /, *, related: tuple[tuple[str, Span], ...] = (), **fields: object
    ) -> None:
        self.key = key
        self.span = span
        self.related = related
        self.fields: dict[str, Any] = fields


def open_fault(error: OSError, place: Place) -> Diagnostic:
    """Tell why the system did not let a file be read."""
    if error.errno == errno.ELOOP:
        return diagnose("YML13", place)
    if error.errno in {errno.ENXIO, errno.EISDIR}:
        return diagnose("YML14", place)
    other = f"el sistema no lo deja leer (error {error.errno})"
    return diagnose("YML15", place, razon=_OPEN_REASONS.get(error.errno or 0, other))


def likely_encoding(data: bytes) -> str:
    """What an editor probably saved, from the byte order mark, zeros or a cut end."""
    if data[:4] in {b"\xff\xfe\0\0", b"\0\0\xfe\xff"}:
        return "UTF-32"
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in data[:64]:
        return "UTF-16"
    return "Windows-1252 (Latin-1)"


def text_fault(text: str) -> Fault | None:
    """The first character that no file of a plan may have, or None."""
    if _is_plain(text):
        return None
    found = INVISIBLE.search(text) or _LONE_CR.search(text)
    if found is None:
        return None
    name = unicodedata.name(found.group(), "de control")
    return Fault("YML10", found.span(), codigo=f"U+{ord(found.group()):04X}", nombre=name)


def _is_plain(text: str) -> bool:
    """Whether a text is surely free of such characters: a tenth of the time of searching for them.

    isprintable knows controls and format characters; the other invisible ones lie beyond Latin-1.
    """
    line = text.replace("\n", "")
    if not line.isprintable():
        return False
    try:
        line.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def may_cut_comments(text: str) -> bool:
    """Whether some "#" is glued to the word after it, so that cut_comments has something to look at."""
    return " #" in text and _GLUED_SIGN.search(text) is not None


def cut_comments(text: str, values: Mapping[Loc, Span]) -> list[Fault]:
    """Texts of several words that a "#" glued to a word cuts short, which their author cannot see."""
    faults = []
    for loc, (start, end) in values.items():
        line_end = text.find("\n", end)
        rest = text[end : line_end if line_end >= 0 else len(text)].rstrip()
        if " " in text[start:end] and re.match(r" +#[^\s#]", rest) and text[start] not in "'\"[{|>":
            span = (end + len(rest) - len(rest.lstrip()), end + len(rest))
            faults.append(Fault("YML18", span, comentario=quoted(rest.strip()), loc=loc))
    return faults


def at(event: Any) -> Span:  # noqa: ANN401 - an event of yaml
    """Where an event stands."""
    return (event.start_mark.index, event.end_mark.index)


def decorated(event: Any) -> Fault:  # noqa: ANN401 - an event of yaml
    """An anchor or a tag on a value."""
    if event.anchor is not None:
        return Fault("YML03 ancla", at(event), nombre=quoted("&" + event.anchor))
    return Fault("YML04", at(event), nombre=quoted(event.tag.replace("tag:yaml.org,2002:", "!!")))


def escaped(text: str, event: Any) -> Fault:  # noqa: ANN401 - an event of yaml
    """An invisible character written with an escape: at its number, or at the value where it has a name."""
    found, (start, end) = INVISIBLE.search(event.value), at(event)
    code = ord(found.group()) if found else 0
    for each in re.finditer(_ESCAPE, text[start:end]):
        if any(int(number, 16) == code for number in each.groups() if number):
            start, end = start + each.start(), start + each.end()
            break
    return Fault("YML10 escape", (start, end), codigo=f"U+{code:04X}")


def repeated(key: str, span: Span, first: tuple[Span, Span] | None) -> Fault:
    """A key seen before in its mapping; first is where, if it is known."""
    related = (("la primera está aquí", first[0]),) if first else ()
    return Fault("YML02", span, clave=quoted(key), related=related)


def syntax_fault(text: str, error: Any) -> Fault:  # noqa: ANN401 - any of yaml's errors
    """Say in our words why text is not YAML, from the line where the parser stopped."""
    offset = _offset(text, error)
    conflict = re.search(CONFLICT, text)
    if conflict is not None:
        return Fault("YML20", conflict.span(), marca=quoted(conflict.group()))
    tab = re.search(_TAB_INDENT, text)
    if tab is not None and tab.start() <= offset:
        return Fault("YML08", tab.span())
    return _line_fault(text, offset, error)


def _line_fault(text: str, offset: int, error: Any) -> Fault:  # noqa: ANN401 - as above
    """What is wrong with a line that could not be read."""
    span = (offset, offset)
    start, end = text.rfind("\n", 0, offset) + 1, text.find("\n", offset)
    line = text[start : end if end >= 0 else len(text)]
    opened = _opened(text, offset, error)
    if opened is not None:
        sign = text[opened]
        ends = quoted(_CLOSING.get(sign, sign))
        return Fault("YML01 abierto", (opened, opened + 1), signo=quoted(sign), cierre=ends)
    if re.match(_COLON_INSIDE, line):
        return Fault("YML01 dos_puntos", span)
    if bad := re.match(_STARTS_BADLY, line):
        return Fault(
            "YML01 reservado", (start + bad.start(1), start + bad.end(1)), signo=quoted(bad.group(1))
        )
    if glued := re.match(_NO_SPACE, line):
        return Fault("YML01 sin_espacio", span, clave=quoted(glued.group(1)))
    return Fault("YML01", span)


def _opened(text: str, offset: int, error: Any) -> int | None:  # noqa: ANN401 - as above
    """Where a quote or a bracket opens that nothing closes, or only the next quote, behind other keys."""
    mark = getattr(error, "context_mark", None)
    at = mark.index if mark is not None else len(text)
    sign = text[at : at + 1]
    if sign in _QUOTES and offset >= len(text.rstrip()):
        return int(at)
    if sign in _CLOSING and text.count(sign, at) > text.count(_CLOSING[sign], at):
        return int(at)
    end = len(text[:offset].rstrip()) - 1
    start = text.rfind(text[end], 0, end) if text[end : end + 1] in _QUOTES else -1
    return start if start > 0 and re.search(_ANOTHER_KEY, text[start:end]) else None


def _offset(text: str, error: Any) -> int:  # noqa: ANN401 - as above
    """Where the parser stopped, in characters; the pure parser's reader gives no mark."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    index = mark.index if mark is not None else getattr(error, "position", 0)
    return max(0, min(int(index or 0), len(text)))
