"""text_styles: what the styles and the lists of a text add to its paragraphs: marks, numbers, kinds of page.

Those of Word, and then those of OpenDocument.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, TypeVar
from xml.etree.ElementTree import Element

from rutaplan.importers.office.nodes import OFF, attribute, child, children, local, named, number, said, value
from rutaplan.importers.office.paragraphs import NONE, Marks
from rutaplan.importers.pieces import Mark

_FLAGS = {"strike": Mark.STRUCK, "dstrike": Mark.STRUCK, "vanish": Mark.HIDDEN, "webHidden": Mark.HIDDEN}
_NAMED = {
    "placeholder text": Mark.PLACEHOLDER,
    "llamada de nota": Mark.NOTE,  # the numbers that our papers print behind a text
    "llamada": Mark.NOTE,
}
_DEEP = re.compile(r"list (?:bullet|number|)\s*([2-5])")
_LEVELS = 9
_MAX_CHAIN = 20


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says; base: the one that it goes on from."""

    base: str


_S = TypeVar("_S", bound=_Style)


def _chain_of(styles: Mapping[str, _S], name: str) -> list[_S]:
    """Give a style and what it is based on, no further than any program lets a style go."""
    found: dict[str, _S] = {}
    while name in styles and name not in found and len(found) < _MAX_CHAIN:
        found[name] = styles[name]
        name = styles[name].base
    return [*found.values()]


@dataclass(frozen=True, slots=True)
class _WordStyle(_Style):
    """flags: what it turns on or off; marks: what its name says; num and ilvl: its list, and the level.

    deep: the level that its name says, 0 for none: Word's own "List Bullet 2" is a list by itself.
    """

    flags: Mapping[str, bool]
    marks: Marks
    num: str
    ilvl: str
    deep: int


class WordStyles:
    """The styles of a document, by id; defaults: those of what names none, by kind."""

    def __init__(self, root: Element | None) -> None:
        styles = children(root, "style")
        self._styles = {attribute(each, "styleId"): _word_style(each) for each in styles}
        self.defaults = {
            attribute(each, "type"): attribute(each, "styleId")
            for each in styles
            if attribute(each, "default") not in {"", *OFF}
        }
        self._base = _flags(child(root, "docDefaults", "rPrDefault", "rPr"))
        self.whole = cache(self._whole)

    def _whole(self, name: str) -> _WordStyle:
        """Give all that a style says: where it is silent, what it is based on speaks."""
        chain = _chain_of(self._styles, name)
        return _WordStyle(
            base="",
            flags={flag: on for each in reversed(chain) for flag, on in each.flags.items()},
            marks=NONE.union(*(each.marks for each in chain)),
            num=next((each.num for each in chain if each.num), ""),
            ilvl=next((each.ilvl for each in chain if each.ilvl), ""),
            deep=next((each.deep for each in chain if each.deep), 0),
        )

    def marks(self, styles: tuple[str, ...], run: Element | None) -> Marks:
        """Give the marks of a run, by the styles of its table, its paragraph and its own, and by itself."""
        own = value(run, "rStyle")
        flags = [self.whole(each).flags for each in (*styles, own)]
        on = {flag: self._is_on(flag, flags) for flag in _FLAGS} | _flags(run)
        return self.whole(own).marks.union(_FLAGS[flag] for flag in on if on[flag])

    def _is_on(self, flag: str, flags: Iterable[Mapping[str, bool]]) -> bool:
        """Whether styles turn a flag on: what two of them turn on, Word shows as off."""
        return self._base.get(flag, False) or sum(each.get(flag, False) for each in flags) % 2 == 1


def _flags(run: Element | None) -> dict[str, bool]:
    """Give the marks that the properties of a run turn on or off; a drawing has an attribute for it."""
    if run is None:
        return {}
    found = {local(each): attribute(each, "val").lower() not in OFF for each in run if local(each) in _FLAGS}
    drawn = run.get("strike")
    return {**found, "strike": drawn != "noStrike"} if drawn else found


def _word_style(style: Element) -> _WordStyle:
    listed = child(style, "pPr", "numPr")
    name = value(style, "name").casefold()
    deep = _DEEP.fullmatch(name)
    return _WordStyle(
        base=value(style, "basedOn"),
        flags=_flags(child(style, "rPr")),
        marks=frozenset({_NAMED[name]}) if name in _NAMED else NONE,
        num=value(listed, "numId"),
        ilvl=value(listed, "ilvl"),
        deep=int(deep[1]) if deep else 0,
    )


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
        styled = self._styles.whole(style)
        num = value(own, "numId") or styled.num
        at = number(value(own, "ilvl") or styled.ilvl, 0)
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
        depth = max(at + 1, styled.deep)
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
        num = self._styles.whole(style).num if style else ""
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
    """looks: the marks that it gives or takes away; page: the kind of page that begins with it."""

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
        self.whole = cache(self._whole)

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

    def _whole(self, family: str, name: str) -> _OpenStyle:
        """Give all that a style says: where it is silent, what it is based on speaks."""
        chain = _chain_of(self._styles.get(family, {}), name)
        return _OpenStyle(
            base="",
            looks={mark: on for each in reversed(chain) for mark, on in each.looks.items()},
            list_style=next((each.list_style for each in chain if each.list_style), ""),
            page=next((each.page for each in chain if each.page), ""),
            shown=all(each.shown for each in chain),
        )

    def looks(self, family: str, name: str, marks: Marks) -> Marks:
        """Give the marks of what has a style, in what has these."""
        looks = self.whole(family, name).looks
        return (marks - {*looks}) | {mark for mark in looks if looks[mark]} if looks else marks

    def page_parts(self, page: str, kind: str) -> list[Element]:
        """Give the headers or the footers of a kind of page, which kind says, as far as they are shown."""
        return [
            each
            for each in self._masters.get(page, ())
            if named(each).startswith(f"style:{kind}") and said(each, "style:display") != "false"
        ]


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
