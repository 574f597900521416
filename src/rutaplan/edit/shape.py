"""shape: the entries and items of a sheet as a tree, each with the comments that explain it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from rutaplan.diagnostics import Loc
from rutaplan.edit.parts import Parts
from rutaplan.schema import MODELINE


@dataclass(slots=True)
class Element:
    """An entry of a mapping or an item of a list.

    above: comments on lines of their own before it, "" for a blank line. beside: on its line.
    below: on lines after all of it, indented under it. foot: after it, at its own indentation.
    """

    loc: Loc
    value: Any
    start: int
    end: int
    column: int
    in_flow: bool
    children: list["Element"] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)

    @property
    def is_text_of_lines(self) -> bool:
        """Whether it is a text that may be written as a block, in which no comment can stand."""
        return isinstance(self.value, str) and "\n" in self.value

    @property
    def has_comments_inside(self) -> bool:
        """Whether something in it has comments, so that it needs lines of its own."""
        return any(
            child.above or child.beside or child.below or child.foot or child.has_comments_inside
            for child in self.children
        )


@dataclass(frozen=True, slots=True)
class Shape:
    """A sheet as a tree. head and foot: the lines of the file before and after all of its entries."""

    head: tuple[str, ...]
    elements: tuple[Element, ...]
    foot: tuple[str, ...]


def shape(parts: Parts) -> Shape:
    """Make the tree of a sheet, and give every comment to what it explains."""
    root = Element((), parts.values, 0, len(parts.text), -1, in_flow=False)
    _grow(parts, root, in_flow=parts.in_braces)
    elements = [*_walk(root.children)]
    head, foot = _Comments(parts, elements).place()
    return Shape(tuple(head), tuple(root.children), tuple(foot))


def _grow(parts: Parts, parent: Element, *, in_flow: bool) -> None:
    for loc in parts.children(parent.loc):
        key, value = parts.spans[loc]
        start = key[0]
        if isinstance(loc[-1], int) and not in_flow:
            start = parts.text.rfind("-", parent.start, start) if start > parent.start else start
        line = parts.text.rfind("\n", 0, start) + 1
        inside = in_flow or parts.text[value[0] : value[0] + 1] in {"[", "{"}
        element = Element(loc, parts.value(loc), start, parts.end(loc), start - line, in_flow)
        parent.children.append(element)
        _grow(parts, element, in_flow=inside and isinstance(element.value, dict | list))


def _walk(elements: Sequence[Element]) -> Iterator[Element]:
    for element in elements:
        yield element
        yield from _walk(element.children)


class _Comments:
    """Gives each comment, and each blank line, to an element; it never looks at all elements for one."""

    def __init__(self, parts: Parts, elements: list[Element]) -> None:
        self.parts = parts
        self.elements = elements
        self.by_loc = {element.loc: element for element in elements}
        self.starts = [element.start for element in elements]
        self.breaks = [-1, *(match.start() for match in re.finditer("\n", parts.text))]

    def place(self) -> tuple[list[str], list[str]]:
        """Give out all of them; what stands before and after every element comes back."""
        waiting: list[str] = []
        head: list[str] = []
        around: list[Element] = []  # the entries before a comment, each further right than the one before it
        comments = ((start, None) for start, _ in self.parts.comments())
        starts = ((element.start, element) for element in self.elements if not element.in_flow)
        for start, element in sorted(
            [*comments, *starts], key=lambda event: (event[0], event[1] is not None)
        ):
            blank = [""] if self._is_after_blank(start) else []
            host = None if element else self._host(start)
            if element is not None:
                around = [*(each for each in around if each.column < element.column), element]
                if element is self.elements[0]:
                    head, waiting = _split_head([*waiting, *blank])
                    blank = []
                element.above += [*waiting, *blank]
                waiting = []
            elif host is not None:
                host.beside.append(self._comment(start))
            else:
                keeper = self._keeper(start, around)
                (waiting if keeper is None else keeper).extend([*blank, self._comment(start)])
        return head, waiting

    def _comment(self, start: int) -> str:
        return self.parts.text[start : self.parts.line_end(start)].rstrip()

    def _text_before(self, offset: int) -> str:
        return self.parts.text[self.breaks[self._line(offset) - 1] + 1 : offset]

    def _line(self, offset: int) -> int:
        return bisect_right(self.breaks, offset - 1)

    def _is_after_blank(self, offset: int) -> bool:
        line = self._line(offset)
        if line <= 1:
            return False
        first = self.breaks[line - 2] + 1
        return not self.parts.text[first : self.breaks[line - 1]].strip()

    def _host(self, offset: int) -> Element | None:
        """The element on whose line a comment stands; None of one alone on its line, or beside ---."""
        last = bisect_right(self.starts, offset) - 1
        if last < 0 or not self._text_before(offset).strip():
            return None
        line = self._line(offset)
        before = (self.elements[at] for at in range(last, -1, -1))
        starting = [*takewhile(lambda each: self._line(each.start) == line, before)]
        if starting:
            return next((each for each in starting if not each.in_flow), starting[-1])
        loc = self.elements[last].loc
        holders = [self.by_loc[loc[:depth]] for depth in range(len(loc), 0, -1)]
        return next((each for each in holders if self._line(each.end) == line), holders[0])

    def _keeper(self, offset: int, around: Sequence[Element]) -> list[str] | None:
        """The list that takes a comment on a line of its own; None if it belongs to the next entry."""
        index = bisect_right(self.starts, offset)
        column = len(self._text_before(offset))
        following = self.elements[index] if index < len(self.elements) else None
        if following is not None and following.in_flow:
            return following.above
        previous = next((element for element in reversed(around) if element.column <= column), None)
        if previous is None or column <= (following.column if following else 0):
            return None
        if column == previous.column:
            return previous.foot
        return None if previous.is_text_of_lines else previous.below


def _split_head(lines: list[str]) -> tuple[list[str], list[str]]:
    """Tell the lines about the whole file from those about its first entry."""
    whole = (number for number, line in enumerate(lines, 1) if not line or line.startswith(MODELINE))
    cut = max(whole, default=0)
    return lines[:cut], lines[cut:]
