"""formatting: a sheet in its canonical shape. What it means stays, and each comment by what it explains.

Keys stand in the order of the schema; a text fills one line, or a literal block if it has several; ids
stand in brackets where they fit; quotes where some reader of YAML takes a text for something else. Where
a number is asked for, one without quotes stays without, and one with them keeps them.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from rutaplan.diagnostics import Loc
from rutaplan.edit.parts import EditError, Parts, take_apart
from rutaplan.edit.quoting import block, inline, is_plain, may_stay_plain
from rutaplan.edit.shape import Element, shape
from rutaplan.model import cell_at, fields, hoja_of, record_at

WIDTH = 110
_LIKE_A_NUMBER = re.compile(r"[0-9][\w.:-]*")


def format_hoja(text: str, name: str) -> str:
    """Write a sheet in its canonical shape. name: its path inside data/. Raises EditError."""
    parts = take_apart(text)
    result = _Printer(parts, name).run() if parts.values else text
    if result == text:
        return text
    again = take_apart(result)
    if again.values != parts.values or _words(again) != _words(parts):
        raise EditError("no se pudo poner en forma sin cambiar lo que dice; quedó como estaba")
    return result


def _words(parts: Parts) -> list[str]:
    return sorted(parts.text[start:end].rstrip() for start, end in parts.comments())


class _Printer:
    """Prints the tree of a sheet. A line that is None is a blank one between entries."""

    def __init__(self, parts: Parts, name: str) -> None:
        self.parts = parts
        self.name = name

    def run(self) -> str:
        """Print all of it."""
        form = shape(self.parts)
        lines: list[str | None] = [line or None for line in form.head]
        lines += self._entries(form.elements, (), "")
        lines += [line or None for line in form.foot]
        runs = groupby(lines, lambda line: line is None)
        kept = [line for blank, run in runs for line in ([None] if blank else run)]
        first, last = kept[0] is None, kept[-1] is None
        return "".join(f"{line or ''}\n" for line in kept[int(first) : len(kept) - int(last)])

    def _entries(self, elements: Sequence[Element], loc: Loc, indent: str) -> list[str | None]:
        lines: list[str | None] = []
        for element in self._ordered(elements, loc):
            lines += self._around(element, self._body(element, indent), indent)
        return lines

    def _around(self, element: Element, body: list[str | None], indent: str) -> list[str | None]:
        above = [*element.above, *element.beside[1:]]
        before = [f"{indent}{line}" if line else None for line in above]
        below = [f"{indent}  {line}" if line else None for line in element.below]
        foot = [f"{indent}{line}" if line else None for line in element.foot]
        return [*before, *body, *below, *foot]

    def _key(self, element: Element, *, in_flow: bool = False) -> str:
        """Write what stands before a value: its key, or a dash."""
        key = element.loc[-1]
        if isinstance(key, int):
            return "-"
        plain = is_plain(key, in_flow=in_flow)
        return self._scalar(key, self.parts.spans[element.loc][0], in_flow=in_flow, plain=plain) + ":"

    def _body(self, element: Element, indent: str) -> list[str | None]:
        head = self._key(element)
        beside = f"  {element.beside[0]}" if element.beside else ""
        start = f"{indent}{head}"
        if self._is_on_one_line(element, start):
            written = self._flow(element)
            return [f"{start} {written}".rstrip() + beside]
        if isinstance(element.value, str):
            made = block(element.value)
            if made is None:
                return [f"{start} {inline(element.value)}{beside}"]
            return [f"{start} {made[0]}{beside}", *(f"{indent}{line}" if line else "" for line in made[1])]
        if head != "-":
            return [start + beside, *self._entries(element.children, element.loc, f"{indent}  ")]
        return self._item(element, indent)

    def _item(self, element: Element, indent: str) -> list[str | None]:
        """Print an item that is a record: its first key stands behind the dash."""
        lines = self._entries(element.children, element.loc, f"{indent}  ")
        first = next(
            number for number, line in enumerate(lines) if line and not line.lstrip().startswith("#")
        )
        hoisted = [line and line.removeprefix("  ") for line in lines[:first]]
        beside = [f"{indent}{line}" for line in element.beside[:1]]
        behind = f"{indent}- {(lines[first] or '').removeprefix(indent + '  ')}"
        return [*beside, *hoisted, behind, *lines[first + 1 :]]

    def _is_on_one_line(self, element: Element, start: str) -> bool:
        value = element.value
        if isinstance(value, str):
            return "\n" not in value
        if not isinstance(value, dict | list) or not value:
            return True
        if element.has_comments_inside:
            return False
        if isinstance(value, dict):
            return self.parts.text[self.parts.spans[element.loc][1][0]] == "{"
        if any(isinstance(item, dict | list) for item in value):
            return False
        return len(f"{start} {self._flow(element)}") <= WIDTH

    def _flow(self, element: Element, *, in_flow: bool = False) -> str:
        """Write a value on one line."""
        if isinstance(element.value, dict):
            children = self._ordered(element.children, element.loc)
            parts = (
                f"{self._key(child, in_flow=True)} {self._flow(child, in_flow=True)}" for child in children
            )
            return "{" + ", ".join(parts) + "}"
        if isinstance(element.value, list):
            return "[" + ", ".join(self._flow(child, in_flow=True) for child in element.children) + "]"
        plain = self._may_be_plain(element, in_flow=in_flow)
        return self._scalar(element.value, self.parts.spans[element.loc][1], in_flow=in_flow, plain=plain)

    def _may_be_plain(self, element: Element, *, in_flow: bool) -> bool:
        """Whether no reader takes a value without quotes for what its cell does not ask for."""
        cell = cell_at(hoja_of(self.name), element.loc)
        if cell is None or cell.is_number or not isinstance(element.value, str):
            return True
        return is_plain(element.value, in_flow=in_flow, free=bool(cell.kind))

    def _scalar(self, value: object, span: tuple[int, int], *, in_flow: bool, plain: bool) -> str:
        """Write a value that has no parts; plain: one that has no quotes needs none."""
        raw = self.parts.text[slice(*span)]
        if not isinstance(value, str):
            return raw
        if plain and raw[:1] not in {"'", '"', "|", ">"} and may_stay_plain(value, in_flow=in_flow):
            return value
        style = '"' if raw[:1] in {"'", '"'} and _LIKE_A_NUMBER.fullmatch(value) else ""
        return inline(value, style=style, in_flow=in_flow, free=not plain)

    def _ordered(self, elements: Sequence[Element], loc: Loc) -> list[Element]:
        """The keys of a record in the order of the schema; an unknown one stays behind its neighbour."""
        record = record_at(hoja_of(self.name), loc)
        if record is None:
            return [*elements]
        order = list(fields(record))
        place, ranks = -1, []
        for element in elements:
            place = order.index(str(element.loc[-1])) if element.loc[-1] in order else place
            ranks.append(place)
        return [element for _, _, element in sorted(zip(ranks, range(len(ranks)), elements, strict=True))]
