"""word_lists: what the styles and the lists of a Word document add to its paragraphs: marks, and numbers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rutaplan.importers.package import Element, attribute, local
from rutaplan.importers.pieces import Mark

_FLAGS = {"strike": Mark.STRUCK, "dstrike": Mark.STRUCK, "vanish": Mark.HIDDEN, "webHidden": Mark.HIDDEN}
_OFF = {"0", "false", "off"}
NAMED = {
    "placeholder text": Mark.PLACEHOLDER,
    "llamada de nota": Mark.NOTE,  # the numbers that our papers print behind a text
    "llamada": Mark.NOTE,
}
_DEEP = re.compile(r"list (?:bullet|number|)\s*([2-5])")
_LEVELS = 9
_DIGITS = 5  # a longer number counts nothing
_NO_NUMBER = {"bullet", "none"}


def child(element: Element | None, *names: str) -> Element | None:
    """Give what is found going down by these names, or nothing."""
    for name in names:
        element = None if element is None else next((each for each in element if local(each) == name), None)
    return element


def value(element: Element | None, *names: str) -> str:
    """Give the w:val of what is found going down by these names, or nothing."""
    found = child(element, *names)
    return "" if found is None else attribute(found, "val")


def is_on(element: Element | None, *names: str) -> bool:
    """Whether a property is there, and not turned off."""
    found = child(element, *names)
    return found is not None and _stays(found)


def _stays(element: Element) -> bool:
    """Whether a property is not turned off."""
    return attribute(element, "val").lower() not in _OFF


@dataclass(frozen=True, slots=True)
class _Style:
    base: str
    name: str
    flags: Mapping[str, bool]
    num: str
    ilvl: str


class Styles:
    """The styles of a document, by id."""

    def __init__(self, root: Element | None) -> None:
        each = [] if root is None else [style for style in root if local(style) == "style"]
        self._styles = {attribute(style, "styleId"): _style(style) for style in each}
        self._defaults = {
            attribute(style, "type"): attribute(style, "styleId")
            for style in each
            if attribute(style, "default") not in {"", *_OFF}
        }
        self._base = flags(child(root, "docDefaults", "rPrDefault", "rPr"))
        self._marks: dict[tuple[str, ...], Mapping[str, bool]] = {}

    def default(self, kind: str) -> str:
        """Give the style of what names none."""
        return self._defaults.get(kind, "")

    def marks(self, styles: tuple[str, ...], run: Element | None) -> frozenset[Mark]:
        """Give the marks of a run, by the styles of its table, its paragraph and its own, and by itself."""
        own = value(run, "rStyle")
        key = (*styles, own)
        if key not in self._marks:
            self._marks[key] = {flag: self._on(flag, key) for flag in _FLAGS}
        on = {**self._marks[key], **flags(run)}
        named = (NAMED.get(style.name) for style in self._chain(own))
        return frozenset([*(_FLAGS[flag] for flag in on if on[flag]), *(mark for mark in named if mark)])

    def list_of(self, style: str) -> tuple[str, str]:
        """Give the list of a paragraph style, and the level: its numId and ilvl, or nothing."""
        chain = self._chain(style)
        return (
            next((each.num for each in chain if each.num), ""),
            next((each.ilvl for each in chain if each.ilvl), ""),
        )

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

    def _chain(self, style: str) -> list[_Style]:
        """Give a style and what it is based on."""
        found: dict[str, _Style] = {}
        while style in self._styles and style not in found:
            found[style] = self._styles[style]
            style = found[style].base
        return [*found.values()]


def flags(run: Element | None) -> dict[str, bool]:
    """Give the marks that the properties of a run turn on or off."""
    named = {local(each): each for each in (() if run is None else run)}
    found = {flag: _stays(named[flag]) for flag in _FLAGS if flag in named}
    drawn = "" if run is None else run.get("strike")
    return found | ({"strike": drawn != "noStrike"} if drawn else {})


def _style(style: Element) -> _Style:
    properties = child(style, "pPr", "numPr")
    return _Style(
        value(style, "basedOn"),
        value(style, "name").casefold(),
        flags(child(style, "rPr")),
        value(properties, "numId"),
        value(properties, "ilvl"),
    )


@dataclass(frozen=True, slots=True)
class Numbered:
    """What a list prints before a paragraph: number 0 for a bullet; level 0 outside of any list.

    label: the words that it prints with the number, such as "GRUPO 1:".
    """

    number: int = 0
    level: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level of a list counts. restart: the levels above that make it begin again, all if None."""

    start: int = 1
    text: str = "%"
    restart: int | None = None


class Lists:
    """The lists of a document, counted as they are met."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        parts = [] if root is None else [*root]
        self._abstract = {
            attribute(each, "abstractNumId"): each for each in parts if local(each) == "abstractNum"
        }
        self._nums = {attribute(each, "numId"): each for each in parts if local(each) == "num"}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}

    def next(self, properties: Element | None, style: str) -> Numbered:
        """Count a paragraph, and give what is printed before it."""
        own = child(properties, "numPr")
        num, ilvl = self._styles.list_of(style)
        num = value(own, "numId") or num
        at = _whole(value(own, "ilvl") or ilvl, 0)
        deep = self._styles.depth(style)
        if num not in self._nums or not 0 <= at < _LEVELS:
            return Numbered()
        counts = self._counts.setdefault(value(self._nums[num], "abstractNumId"), {})
        levels = self._levels[num] if num in self._levels else self._begin(num, counts)
        level = levels.get(at, _Level())
        counts[at] = counts.get(at, level.start - 1) + 1
        for below in [each for each in counts if each > at]:
            restart = levels.get(below, _Level()).restart
            if restart is None or at < restart:
                del counts[below]
        label = re.sub(r"%(\d)", lambda match: str(counts.get(int(match[1]) - 1, 1)), level.text)
        named = any(letter.isalpha() for letter in level.text)
        return Numbered(counts[at] if "%" in level.text else 0, max(at + 1, deep), label if named else "")

    def _begin(self, num: str, counts: dict[int, int]) -> dict[int, _Level]:
        """Give the levels of a numId; the first paragraph that bears it may begin its count anew."""
        self._levels[num] = levels = _levels(self._definition(value(self._nums[num], "abstractNumId")))
        for each in self._nums[num]:
            if local(each) == "lvlOverride":
                at = _whole(attribute(each, "ilvl"), 0)
                levels |= _levels(each)
                if child(each, "startOverride") is not None:
                    counts[at] = _whole(value(each, "startOverride"), 1) - 1
        return levels

    def _definition(self, ident: str) -> Element | None:
        """Give where a list is defined; one may lead to the style that another one defines."""
        found = self._abstract.get(ident)
        style = value(found, "numStyleLink")
        num = self._styles.list_of(style)[0] if style else ""
        return self._abstract.get(value(self._nums.get(num), "abstractNumId"), found)


def _levels(definition: Element | None) -> dict[int, _Level]:
    found = {}
    for each in () if definition is None else definition:
        if local(each) == "lvl":
            restart = value(each, "lvlRestart")
            printed = value(each, "numFmt") not in _NO_NUMBER
            found[_whole(attribute(each, "ilvl"), 0)] = _Level(
                _whole(value(each, "start"), 1),
                value(each, "lvlText") if printed else "",
                _whole(restart, 0) if restart else None,
            )
    return found


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else otherwise
