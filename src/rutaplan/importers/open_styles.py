"""open_styles: the names of an OpenDocument file, and what its styles say: marks, lists, kinds of page."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rutaplan.importers.nodes import Element, number
from rutaplan.importers.paragraphs import Marks
from rutaplan.importers.pieces import Mark
from rutaplan.importers.word_styles import NAMED, Style, chain

_PREFIXES = {"drawing": "draw", "svg-compatible": "svg", "MathML": "math", "Math": "math", "elements": "dc"}


@lru_cache(4096)
def _short(tag: str) -> str:
    """Give a name with the prefix that the standard uses."""
    space, _, name = tag[1:].rpartition("}")
    words = [each for each in re.split(r"[:/#]", space) if each and not each[0].isdigit()]
    prefix = words[-1] if words else ""
    return f"{_PREFIXES.get(prefix, prefix)}:{name}"


def named(element: Element) -> str:
    """Give the name of an element, as text:p."""
    return _short(element.tag)


def said(element: Element, name: str) -> str:
    """Give an attribute by such a name, or nothing."""
    for key, text in element.items():
        if _short(key) == name:
            return str(text)
    return ""


def said_id(element: Element, name: str) -> str:
    """Give the id of an element, by this name or that of XML itself."""
    return said(element, name) or next((text for key, text in element.items() if key.endswith("}id")), "")


@dataclass(frozen=True, slots=True)
class _OpenStyle(Style):
    looks: dict[Mark, bool]
    list_style: str
    page: str
    shown: bool


class OpenStyles:
    """The styles of a file; pages: the kinds of page that its content names; lists: by name and level.

    Of each level of a list: whether it prints a number, and the first one.
    """

    def __init__(self, content: Element, styles: Element | None) -> None:
        self._styles: dict[tuple[str, str], _OpenStyle] = {}
        self._masters: dict[str, Element] = {}
        self.lists: dict[str, dict[int, tuple[bool, int]]] = {}
        kinds = [f"{{*}}{each}" for each in ("style", "master-page", "list-style")]
        for each in content.iter(*kinds):
            self._add(each)
        self.pages = {each.page for each in self._styles.values()}
        for each in () if styles is None else styles.iter(*kinds):
            self._add(each)

    def _add(self, element: Element) -> None:
        name = said(element, "style:name")
        match named(element):
            case "style:style":
                self._styles.setdefault((said(element, "style:family"), name), _style(element, name))
            case "style:master-page":
                self._masters.setdefault(name, element)
            case "text:list-style":
                self.lists.setdefault(name, dict(map(_level, element)))

    def looks(self, family: str, name: str, marks: Marks) -> Marks:
        """Give the marks of what has a style, in what has these."""
        on: dict[Mark, bool] = {}
        for style in reversed(self._chain(family, name)) if name else ():
            on |= style.looks
        return (marks - {*on}) | {mark for mark in on if on[mark]} if on else marks

    def list_of(self, name: str) -> str:
        """Give the list style of a paragraph style."""
        return next((each.list_style for each in self._chain("paragraph", name) if each.list_style), "")

    def page_of(self, family: str, name: str) -> str:
        """Give the kind of page of a style."""
        return next((each.page for each in self._chain(family, name) if each.page), "")

    def page_parts(self, page: str, kind: str) -> list[Element]:
        """Give the headers or the footers of a kind of page, which kind says, as far as they are shown."""
        return [
            each
            for each in self._masters.get(page, ())
            if named(each).startswith(f"style:{kind}") and said(each, "style:display") != "false"
        ]

    def is_shown(self, family: str, name: str) -> bool:
        """Whether what has a style is shown at all."""
        return all(each.shown for each in self._chain(family, name))

    def _chain(self, family: str, name: str) -> list[_OpenStyle]:
        return chain(lambda style: self._styles.get((family, style)), name)


def _level(element: Element) -> tuple[int, tuple[bool, int]]:
    is_number = "number" in named(element) and bool(said(element, "style:num-format"))
    return number(said(element, "text:level"), 1), (is_number, number(said(element, "text:start-value"), 1))


def _style(element: Element, name: str) -> _OpenStyle:
    looks: dict[Mark, bool] = {}
    shown = True
    for each in element:
        line = [said(each, f"style:text-line-through-{part}") for part in ("style", "type")]
        display = said(each, "text:display")
        if any(line):
            looks[Mark.STRUCK] = "none" not in line
        if display and named(each) == "style:text-properties":
            looks[Mark.HIDDEN] = display == "none"
        elif display == "none" or said(each, "table:display") == "false":
            shown = False
    title = said(element, "style:display-name") or name.replace("_20_", " ")
    if mark := NAMED.get(title.casefold()):
        looks[mark] = True
    return _OpenStyle(
        said(element, "style:parent-style-name"), looks, said(element, "style:list-style-name"),
        said(element, "style:master-page-name"), shown,
    )  # fmt: skip
