"""text_styles: what the styles and the lists of a text add to its paragraphs: marks, numbers, kinds of page.

Those of Word, and then those of OpenDocument.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from typing import NamedTuple
from xml.etree.ElementTree import Element

from rutaplan.importers.office.nodes import (
    OFF,
    attribute,
    child,
    children,
    is_high,
    local,
    named,
    number,
    said,
    value,
)
from rutaplan.importers.office.paragraphs import Marks
from rutaplan.importers.pieces import Mark

_FLAGS = {"strike": Mark.STRUCK, "dstrike": Mark.STRUCK, "vanish": Mark.HIDDEN, "webHidden": Mark.HIDDEN}
_NAMED = {
    "placeholder text": Mark.PLACEHOLDER,
    "llamada de nota": Mark.NOTE,  # the numbers that our papers print behind a text
    "llamada": Mark.NOTE,
}
_MARKS = {**_FLAGS, **_NAMED}
"""What gives a mark: properties of Word's, and names of styles."""
_DEEP = re.compile(r"list (?:bullet|number|)\s*([2-5])")
_LEVELS = 9
_MAX_CHAIN = 20


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says. base: which it goes on from; looks: what it turns on or off; words: the rest."""

    base: str = ""
    looks: Mapping[str, bool] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


def _whole(styles: Mapping[str, _Style], name: str) -> _Style:
    """Give all that a style says: where it is silent, what it is based on speaks, if not for ever."""
    chain: dict[str, _Style] = {}
    while name in styles and name not in chain and len(chain) < _MAX_CHAIN:
        chain[name] = styles[name]
        name = styles[name].base
    looks: dict[str, bool] = {}
    words: dict[str, str] = {}
    for each in reversed(chain.values()):
        looks |= each.looks
        words |= {key: word for key, word in each.words.items() if word}
    return _Style("", looks, words)


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
        self.whole = cache(partial(_whole, self._styles))

    def marks(self, styles: tuple[str, ...], run: Element | None) -> Marks:
        """Give the marks of a run, by the styles of its table, its paragraph and its own, and by itself."""
        own = value(run, "rStyle")
        looks = [self.whole(each).looks for each in (*styles, own)]
        on = {flag: self._is_on(flag, looks) for flag in _FLAGS} | _flags(run)
        named = [name for name in looks[-1] if name in _NAMED]
        return frozenset(_MARKS[each] for each in (*named, *filter(on.get, on)))

    def is_high(self, run: Element | None) -> bool:
        """Whether a run stands above the line, by itself or by its style."""
        return is_high(run) or "high" in self.whole(value(run, "rStyle")).words

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


def _word_style(style: Element) -> _Style:
    """Read a style. deep: the level that its name says: Word's own "List Bullet 2" is a list by itself."""
    name = value(style, "name").casefold()
    deep = _DEEP.fullmatch(name)
    words = {key: value(style, "pPr", "numPr", key) for key in ("numId", "ilvl")}
    named = {name: True} if name in _NAMED else {}
    return _Style(
        value(style, "basedOn"),
        named | _flags(child(style, "rPr")),
        words | {"deep": deep[1] if deep else "", "high": "high" if is_high(child(style, "rPr")) else ""},
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
        styled = self._styles.whole(style).words
        num = value(own, "numId") or styled.get("numId", "")
        at = number(value(own, "ilvl") or styled.get("ilvl", ""), 0)
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
        depth = max(at + 1, int(styled.get("deep", 0)))
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
        num = self._styles.whole(style).words.get("numId", "") if style else ""
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


class OpenStyles:
    """The styles of a file; pages: the kinds of page that its content names; lists: by name and level.

    Of each level of a list: whether it prints a number, and the first one.
    """

    def __init__(self, content: Element, styles: Element | None) -> None:
        self._styles: dict[str, dict[str, _Style]] = {}  # by family and name
        self._masters: dict[str, Element] = {}
        self.lists: dict[str, dict[int, tuple[bool, int]]] = {}
        self._add(content)
        self.pages = {each.words["page"] for family in self._styles.values() for each in family.values()}
        self._add(() if styles is None else styles)
        self.whole = cache(lambda family, name: _whole(self._styles.get(family, {}), name))

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
        looks = self.whole(family, name).looks
        own = {_MARKS[look]: is_on for look, is_on in looks.items()}
        return (marks - {*own}) | {mark for mark, is_on in own.items() if is_on} if own else marks

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


def _open_style(element: Element, name: str) -> _Style:
    """Read a style. page: the kind of page that begins with it; hidden: where what has it is not shown."""
    looks: dict[str, bool] = {}
    hidden = high = ""
    for each in element:
        if said(each, "style:text-position").startswith(("super", *"123456789")):
            high = "high"
        line = [said(each, f"style:text-line-through-{part}") for part in ("style", "type")]
        display = said(each, "text:display")
        if any(line):
            looks["strike"] = "none" not in line
        if display and named(each) == "style:text-properties":
            looks["vanish"] = display == "none"
        elif display == "none" or said(each, "table:display") == "false":
            hidden = "hidden"
    title = (said(element, "style:display-name") or name.replace("_20_", " ")).casefold()
    if title in _NAMED:
        looks[title] = True
    words = {
        "list": said(element, "style:list-style-name"), "page": said(element, "style:master-page-name"),
        "hidden": hidden, "high": high,
    }  # fmt: skip
    return _Style(said(element, "style:parent-style-name"), looks, words)
