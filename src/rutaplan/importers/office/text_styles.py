"""text_styles: what the styles and the lists of a text add to its paragraphs: marks, numbers, kinds of page.

Those of Word, and then those of OpenDocument.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar
from xml.etree.ElementTree import Element

from rutaplan.importers.office.nodes import OFF, attribute, child, children, local, named, number, said, value
from rutaplan.importers.office.paragraphs import Marks
from rutaplan.importers.pieces import Mark

_FLAGS = {"strike": Mark.STRUCK, "dstrike": Mark.STRUCK, "vanish": Mark.HIDDEN, "webHidden": Mark.HIDDEN}
_NAMED = {
    "placeholder text": Mark.PLACEHOLDER,
    "llamada de nota": Mark.NOTE,  # the numbers that our papers print behind a text
    "llamada": Mark.NOTE,
}
_DEEP = re.compile(r"list (?:bullet|number|)\s*([2-5])")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says; base: the one that it goes on from."""

    base: str


_S = TypeVar("_S", bound=_Style)


def _chain_of(styles: Mapping[str, _S], name: str) -> list[_S]:
    """Give a style and what it is based on."""
    found: dict[str, _S] = {}
    while name in styles and name not in found:
        found[name] = styles[name]
        name = styles[name].base
    return [*found.values()]


@dataclass(frozen=True, slots=True)
class _WordStyle(_Style):
    name: str
    flags: Mapping[str, bool]
    num: str
    ilvl: str


class WordStyles:
    """The styles of a document, by id; defaults: those of what names none, by kind."""

    def __init__(self, root: Element | None) -> None:
        styles = children(root, "style")
        self._styles = {attribute(each, "styleId"): _style(each) for each in styles}
        self.defaults = {
            attribute(each, "type"): attribute(each, "styleId")
            for each in styles
            if attribute(each, "default") not in {"", *OFF}
        }
        self._base = _flags(child(root, "docDefaults", "rPrDefault", "rPr"))
        self._marks: dict[tuple[str, ...], Mapping[str, bool]] = {}

    def marks(self, styles: tuple[str, ...], run: Element | None) -> Marks:
        """Give the marks of a run, by the styles of its table, its paragraph and its own, and by itself."""
        own = value(run, "rStyle")
        key = (*styles, own)
        if key not in self._marks:
            self._marks[key] = {flag: self._on(flag, key) for flag in _FLAGS}
        on = {**self._marks[key], **_flags(run)}
        named = frozenset(_NAMED[each.name] for each in self._chain(own) if each.name in _NAMED)
        return named.union(_FLAGS[flag] for flag in on if on[flag])

    def list_of(self, style: str) -> tuple[str, str]:
        """Give the list of a paragraph style, and the level: its numId and ilvl, or nothing."""
        found = self._chain(style)
        nums, ilvls = [each.num for each in found if each.num], [each.ilvl for each in found if each.ilvl]
        return next(iter(nums), ""), next(iter(ilvls), "")

    def depth(self, style: str) -> int:
        """Give how deep the name of a style puts its list: Word's own "List Bullet 2" is a list by itself."""
        found = (_DEEP.fullmatch(each.name) for each in self._chain(style))
        return next((int(match[1]) for match in found if match), 0)

    def _on(self, flag: str, styles: tuple[str, ...]) -> bool:
        """Whether styles turn a flag on: what two of them turn on, Word shows as off."""
        found = (
            next((each.flags[flag] for each in self._chain(style) if flag in each.flags), False)
            for style in styles
        )
        return self._base.get(flag, False) or sum(found) % 2 == 1

    def _chain(self, style: str) -> list[_WordStyle]:
        return _chain_of(self._styles, style)


def _flags(run: Element | None) -> dict[str, bool]:
    """Give the marks that the properties of a run turn on or off; a drawing has an attribute for it."""
    if run is None:
        return {}
    found = {local(each): attribute(each, "val").lower() not in OFF for each in run if local(each) in _FLAGS}
    drawn = run.get("strike")
    return {**found, "strike": drawn != "noStrike"} if drawn else found


def _style(style: Element) -> _WordStyle:
    listed = child(style, "pPr", "numPr")
    flags = _flags(child(style, "rPr"))
    name = value(style, "name").casefold()
    return _WordStyle(value(style, "basedOn"), name, flags, value(listed, "numId"), value(listed, "ilvl"))


class Numbered(NamedTuple):
    """What a list prints before a paragraph: number 0 for a bullet; level 0 outside of any list.

    label: the words that it prints with the number, such as "GRUPO 1:".
    """

    number: int = 0
    level: int = 0
    label: str = ""


class _Level(NamedTuple):
    """How a level of a list counts; the levels from restart on upward make it begin again."""

    start: int = 1
    text: str = "%"
    restart: int = _LEVELS


class Lists:
    """The lists of a document, counted as they are met."""

    def __init__(self, root: Element | None, styles: WordStyles) -> None:
        self._styles = styles
        self._abstract = {attribute(each, "abstractNumId"): each for each in children(root, "abstractNum")}
        self._nums = {attribute(each, "numId"): each for each in children(root, "num")}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}

    def next(self, properties: Element | None, style: str) -> Numbered:
        """Count a paragraph, and give what is printed before it."""
        own = child(properties, "numPr")
        num, ilvl = self._styles.list_of(style)
        num = value(own, "numId") or num
        at = number(value(own, "ilvl") or ilvl, 0)
        if num not in self._nums or at >= _LEVELS:
            return Numbered()
        counts = self._counts.setdefault(value(self._nums[num], "abstractNumId"), {})
        levels = self._levels[num] if num in self._levels else self._begin(num, counts)
        level = levels.get(at, _Level())
        counts[at] = counts.get(at, level.start - 1) + 1
        for below in [each for each in counts if each > at]:
            if at < levels.get(below, _Level()).restart:
                del counts[below]
        label = re.sub(r"%(\d)", lambda match: str(counts.get(int(match[1]) - 1, 1)), level.text)
        named = any(letter.isalpha() for letter in level.text)
        depth = max(at + 1, self._styles.depth(style))
        return Numbered(counts[at] if "%" in level.text else 0, depth, label if named else "")

    def _begin(self, num: str, counts: dict[int, int]) -> dict[int, _Level]:
        """Give the levels of a numId; the first paragraph that bears it may begin its count anew."""
        self._levels[num] = levels = _levels(self._definition(value(self._nums[num], "abstractNumId")))
        for each in children(self._nums[num], "lvlOverride"):
            levels |= _levels(each)
            if child(each, "startOverride") is not None:
                counts[number(attribute(each, "ilvl"), 0)] = number(value(each, "startOverride"), 1) - 1
        return levels

    def _definition(self, ident: str) -> Element | None:
        """Give where a list is defined; one may lead to the style that another one defines."""
        found = self._abstract.get(ident)
        style = value(found, "numStyleLink")
        num = self._styles.list_of(style)[0] if style else ""
        return self._abstract.get(value(self._nums.get(num), "abstractNumId"), found)


def _levels(definition: Element | None) -> dict[int, _Level]:
    return {
        number(attribute(each, "ilvl"), 0): _Level(
            number(value(each, "start"), 1),
            "" if value(each, "numFmt") in {"bullet", "none"} else value(each, "lvlText"),
            number(value(each, "lvlRestart"), _LEVELS),
        )
        for each in children(definition, "lvl")
    }


@dataclass(frozen=True, slots=True)
class _OpenStyle(_Style):
    looks: dict[Mark, bool]
    list_style: str
    page: str
    shown: bool


class OpenStyles:
    """The styles of a file; pages: the kinds of page that its content names; lists: by name and level.

    Of each level of a list: whether it prints a number, and the first one.
    """

    def __init__(self, content: Element, styles: Element | None) -> None:
        self._styles: dict[str, dict[str, _OpenStyle]] = {}  # by family and name
        self._masters: dict[str, Element] = {}
        self.lists: dict[str, dict[int, tuple[bool, int]]] = {}
        self._add(content)
        self.pages = {each.page for family in self._styles.values() for each in family.values()}
        self._add(() if styles is None else styles)

    def _add(self, root: Iterable[Element]) -> None:
        for element in (each for part in root for each in part):
            name = said(element, "style:name")
            match named(element):
                case "style:style":
                    family = self._styles.setdefault(said(element, "style:family"), {})
                    family.setdefault(name, _open_style(element, name))
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
        return _chain_of(self._styles.get(family, {}), name)


def _level(element: Element) -> tuple[int, tuple[bool, int]]:
    is_number = "number" in named(element) and bool(said(element, "style:num-format"))
    return number(said(element, "text:level"), 1), (is_number, number(said(element, "text:start-value"), 1))


def _open_style(element: Element, name: str) -> _OpenStyle:
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
    if mark := _NAMED.get(title.casefold()):
        looks[mark] = True
    return _OpenStyle(
        said(element, "style:parent-style-name"), looks, said(element, "style:list-style-name"),
        said(element, "style:master-page-name"), shown,
    )  # fmt: skip
