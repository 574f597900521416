"""open_styles: the names of an OpenDocument file, and what its styles say: marks, lists, kinds of page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rutaplan.importers.layout import Marks
from rutaplan.importers.package import Element
from rutaplan.importers.pieces import Mark
from rutaplan.importers.word_lists import NAMED

_PREFIXES = {"drawing": "draw", "svg-compatible": "svg", "MathML": "math", "Math": "math", "elements": "dc"}
_DIGITS = 9
_MANY = 10**5


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


def attribute(element: Element, name: str) -> str:
    """Give an attribute by such a name, or nothing."""
    return next((str(value) for key, value in element.items() if _short(key) == name), "")


def whole(element: Element, name: str, otherwise: int, most: int) -> int:
    """Give an attribute that is a number, at most one more than may be."""
    text = attribute(element, name)
    return (
        min(int(text), most + 1)
        if text.isascii() and text.isdecimal() and len(text) <= _DIGITS
        else otherwise
    )


@dataclass(frozen=True, slots=True)
class _Style:
    parent: str
    name: str
    looks: dict[Mark, bool]
    list_style: str
    page: str
    shown: bool


class Styles:
    """The styles of a file, by family and name; its kinds of page; its lists."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._styles: dict[tuple[str, str], _Style] = {}
        self.pages: set[str] = set()
        self._masters: dict[str, Element] = {}
        self.lists: dict[str, dict[int, tuple[bool, int]]] = {}
        for at, root in enumerate(roots):
            for each in root.iter(*("{*}" + name for name in ("style", "master-page", "list-style"))):
                self._add(each, automatic=at == 0)

    def _add(self, element: Element, *, automatic: bool) -> None:
        name = attribute(element, "style:name")
        match named(element):
            case "style:style":
                key = (attribute(element, "style:family"), name)
                self._styles.setdefault(key, _style(element))
                if automatic:
                    self.pages.add(attribute(element, "style:master-page-name"))
            case "style:master-page":
                self._masters.setdefault(name, element)
            case "text:list-style":
                levels = {}
                for each in element:
                    number = "number" in named(each) and bool(attribute(each, "style:num-format"))
                    start = whole(each, "text:start-value", 1, _MANY)
                    levels[whole(each, "text:level", 1, 10)] = (number, start)
                self.lists.setdefault(name, levels)

    def looks(self, family: str, name: str, marks: Marks) -> Marks:
        """Give the marks of what has a style, in what has these."""
        on: dict[Mark, bool] = {}
        for style in reversed(self._chain(family, name)):
            on |= style.looks
        return marks if not on else (marks - {*on}) | {mark for mark in on if on[mark]}

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
            if named(each).startswith(f"style:{kind}") and attribute(each, "style:display") != "false"
        ]

    def is_shown(self, family: str, name: str) -> bool:
        """Whether what has a style is shown at all."""
        return all(each.shown for each in self._chain(family, name))

    def _chain(self, family: str, name: str) -> list[_Style]:
        found: dict[str, _Style] = {}
        while (family, name) in self._styles and name not in found:
            found[name] = self._styles[family, name]
            name = found[name].parent
        return [*found.values()]


def _style(element: Element) -> _Style:
    looks: dict[Mark, bool] = {}
    shown = True
    for each in element:
        line = [attribute(each, f"style:text-line-through-{part}") for part in ("style", "type")]
        if any(line):
            looks[Mark.STRUCK] = not {"none"} & {*line}
        if named(each) == "style:text-properties" and attribute(each, "text:display"):
            looks[Mark.HIDDEN] = attribute(each, "text:display") == "none"
        shown &= attribute(each, "table:display") != "false" and (
            named(each) == "style:text-properties" or attribute(each, "text:display") != "none"
        )
    name = attribute(element, "style:display-name") or attribute(element, "style:name").replace("_20_", " ")
    mark = NAMED.get(name.casefold())
    return _Style(
        attribute(element, "style:parent-style-name"),
        name,
        looks | ({mark: True} if mark else {}),
        attribute(element, "style:list-style-name"),
        attribute(element, "style:master-page-name"),
        shown,
    )
