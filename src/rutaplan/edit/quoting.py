"""quoting: a text written as YAML, with no more quotes than every reader of YAML needs."""

import re

# What some reader of YAML 1.1 or 1.2 takes for something other than text. Dates are left out: where a
# field asks for one they stand plain; in a free text they are told apart from it.
_NOT_TEXT = re.compile(
    r"""(?xi) ~ | = | << | null | true | false | yes | no | on | off | y | n
    | [-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)? | [-+]?\.[0-9_]+(?:e[-+]?[0-9]+)?
    | [-+]?0[box][0-9a-f_]+ | [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)? | [-+]?\.inf | \.nan
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[t\ ].*"""
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RESERVED_START = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`]|\.\.\.")
_BREAKS_PLAIN = re.compile(r":(?:\s|$)|\s#|[\t\r\n]")
_BREAKS_IN_FLOW = re.compile(r"[,?\[\]{}]|:$")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def is_plain(text: str, *, in_flow: bool = False, free: bool = False) -> bool:
    """Whether text without quotes is the same text for every reader. free: no date either."""
    is_other = _NOT_TEXT.fullmatch(text) or (free and _DATE.fullmatch(text))
    return may_stay_plain(text, in_flow=in_flow) and not is_other


def may_stay_plain(text: str, *, in_flow: bool = False) -> bool:
    """Whether our own reader takes text without quotes for itself; another may see a number in it."""
    return (
        text == text.strip()
        and text not in {"", "~", "null", "Null", "NULL", "true", "false"}
        and not _RESERVED_START.match(text)
        and not _BREAKS_PLAIN.search(text)
        and not (in_flow and _BREAKS_IN_FLOW.search(text))
    )


def inline(text: str, *, style: str = "", in_flow: bool = False, free: bool = False) -> str:
    """Write a text on one line. style, a quote or nothing, is kept where it can hold the text."""
    if style == '"' or (style == "'" and "\n" not in text and "\t" not in text and "\r" not in text):
        return _quoted(text, style)
    if is_plain(text, in_flow=in_flow, free=free):
        return text
    # Between brackets, and around a number, every file of a plan has double quotes; else single ones.
    double = (
        "'" in text
        or _NOT_TEXT.fullmatch(text)
        or _DATE.fullmatch(text)
        or (in_flow and not {'"', "\\"} & {*text})
    )
    return _quoted(text, '"' if double or re.search(r"[\t\r\n]", text) else "'")


def block(text: str) -> tuple[str, list[str]] | None:
    """Write a text of several lines as a literal block: its header and its lines; None if it cannot be."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    unfit = "\r" in text or not lines[-1].strip() or lines[0][:1] in {" ", "\t", ""}
    if unfit or any(line and not line.strip() for line in lines):
        return None
    return ("|-" if body == text else "|"), [f"  {line}" if line else "" for line in lines]


def _quoted(text: str, style: str) -> str:
    if style == "'":
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_ESCAPES.get(char, char) for char in text) + '"'
