"""hypertext: a mail that was written as a page, as text: the lines that a reader sees, and no markup."""

import re
from html import unescape

_TAG = re.compile(r"(<[^<>]*>)")
_NAME = re.compile(r"</?\s*(\w*)")
_LINES = frozenset({"blockquote", "br", "dd", "div", "dt", "hr", "li", "ol", "p", "pre", "table", "tr", "ul"})
_UNSEEN = frozenset({"head", "script", "style", "title"})
_ENTITY = re.compile(r"&#?\w{33,};?")  # there is none so long, and Python fails at such a number


def text_of(page: str) -> str:
    """Give the text of a page, a line for each of its blocks. What is no tag at all stays text."""
    found: list[str] = []
    unseen, is_typed = "", False
    for at, token in enumerate(_TAG.split(page)):
        named = _NAME.match(token) if at % 2 else None
        name, closes = named[1].lower() if named else "", token.startswith("</")
        if unseen:
            unseen = "" if closes and name == unseen else unseen
        elif name in _UNSEEN:
            unseen = "" if closes else name
        elif name in _LINES:
            is_typed = not closes if name == "pre" else is_typed
            found.append("\n")
        elif not at % 2:
            text = unescape(_ENTITY.sub("", token))
            found.append(text if is_typed else re.sub(r"\s+", " ", text))
    return "".join(found)
