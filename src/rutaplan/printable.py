"""printable: the one way out of the program for any text that people or logs will see."""

import re
from collections.abc import Iterable, Iterator

MAX_SHOWN = 200
_BEYOND_FOUR_DIGITS = 0x10000

# Control (C0, C1, DEL) but tab and line breaks; soft hyphen, zero-width, bidirectional, separators,
# fillers, variation selectors, byte order mark, annotations, noncharacters, tags, surrogates.
INVISIBLE_CHARS = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# A joiner or an emoji's variation selector is text only right after an emoji, and a joiner after both.
_EMOJI = "\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff"
_ALONE = rf"(?<![{_EMOJI}][\u200d\ufe0f])(?<![{_EMOJI}]\ufe0f\u200d)"
INVISIBLE = re.compile(rf"[{INVISIBLE_CHARS}]{_ALONE}")

# A CI log runs "::command::" at the start of a line, and anywhere in it "##[command]", "##vso[" (Azure)
# and "##teamcity[".
OLD_COMMAND = r"#(?=#\w*\[)"
_COMMAND = re.compile(rf"^(\s*):(?=:)|{OLD_COMMAND}", re.MULTILINE)

# All but what takes one cell of a terminal: ASCII, Latin, quotes and dashes of print, the rules of tables.
ODD = re.compile("[^\n -~\xa0-\xac\xae-\u02ff\u2010-\u2027\u2500-\u257f]")
_JOINER, _AS_EMOJI, _SKINS = "\u200d", "\ufe0f", "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"

_RUN_BY_PROGRAMS = ("=", "+", "-", "@", "\t", "\r", "'")


def printable(text: str) -> str:
    r"""Make every character of text visible, tabs and line feeds aside: U+202E becomes \u202e."""
    text = INVISIBLE.sub(_escape, text)
    # A carriage return alone would let a text overwrite the line that it stands in.
    return re.sub(r"\r(?!\n)", _escape, text) if "\r" in text else text


def without_commands(text: str) -> str:
    """Break what a CI log would take for a command, visibly."""
    return _COMMAND.sub(_break_command, text) if "::" in text or "##" in text else text


def json_text(content: object, *, indent: int | None = 2) -> str:
    """Write content as JSON for people and programs: nothing invisible in it. Without indent, on one line."""
    import json  # noqa: PLC0415 - few commands need it

    text = json.dumps(content, ensure_ascii=False, indent=indent)
    return INVISIBLE.sub(lambda match: json.dumps(match.group())[1:-1], text) + "\n"


def csv_text(rows: Iterable[Iterable[object]], separator: str = ",") -> str:
    """Write rows as CSV by RFC 4180, without a byte order mark; no spreadsheet runs its cells."""
    import csv  # noqa: PLC0415 - few commands need it
    import io  # noqa: PLC0415 - the same

    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator, lineterminator="\r\n")
    writer.writerows([guard_cell(str(cell)) for cell in row] for row in rows)
    return stream.getvalue()


def guard_cell(text: str) -> str:
    """Write a cell of a CSV so that no spreadsheet runs it: one that it might run gets a ' before it."""
    return f"'{text}" if text.startswith(_RUN_BY_PROGRAMS) else text


def unguard_cell(text: str) -> str:
    """Read a cell that guard_cell wrote."""
    return text.removeprefix("'")


def sentence(text: str) -> str:
    """A message as a sentence of its own."""
    return f"{text[:1].upper()}{text[1:]}."


def quoted(value: str) -> str:
    """Show a value found in a file inside «», on one line, cut to a sane length."""
    shown = printable(" ".join(value.split()) if value.strip() else value)
    if len(shown) > MAX_SHOWN:
        shown = shown[:MAX_SHOWN] + "…"
    return f"«{shown}»"


def cell_len(text: str) -> int:
    """How many cells of a terminal a text takes."""
    return sum(size for _, size in _clusters(text)) if ODD.search(text) else len(text)


def fitting(text: str, width: int) -> int:
    """How many characters fit into so many cells; at least what is seen as one."""
    taken = characters = 0
    for cluster, size in _clusters(text):
        if taken + size > width and characters:
            break
        taken += size
        characters += len(cluster)
    return characters


def _clusters(text: str) -> Iterator[tuple[str, int]]:
    """What is seen as one character, and its cells: a letter with its accents, emojis that are joined."""
    cluster, size = "", 0
    for char in text:
        own = _cells(char)
        if cluster and (own == 0 or cluster[-1] == _JOINER):
            cluster, size = cluster + char, 2 if char == _AS_EMOJI else size
        else:
            if cluster:
                yield cluster, size
            cluster, size = char, own
    if cluster:
        yield cluster, size


def _cells(char: str) -> int:
    import unicodedata  # noqa: PLC0415 - few texts have letters that are not as wide as others

    if char in _SKINS or unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _escape(match: re.Match[str]) -> str:
    number = ord(match.group())
    return f"\\u{number:04x}" if number < _BEYOND_FOUR_DIGITS else f"\\U{number:08x}"


def _break_command(match: re.Match[str]) -> str:
    lead = match.group(1) or ""
    return lead + ("\\u003a" if match.group().endswith(":") else "\\u0023")
