"""workbook: the parts of an .xlsx, each found from another, and what the cells of its sheets share.

Python's own parser reads them, element by element: nothing of a part stays in memory but what was
asked for, whatever the part holds.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple
from xml.etree.ElementTree import Element, iterparse

from rutaplan.importers.number_formats import BUILT_IN, Shown, plain, shown_number, shown_text
from rutaplan.importers.package import Package, beyond, count, damaged, local
from rutaplan.importers.pieces import Mark

MAX_DEPTH, MAX_TAGS = 200, 2_400_000
_LONG_TAG = re.compile(rb"<[^<>]{65536}")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_TRUE = {"1", "true", "on"}


class Run(NamedTuple):
    """Letters of a text. struck: None where the style of the cell decides."""

    text: str
    struck: bool | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """What the style of a cell changes of what is read: the code of its numbers, and whether it is struck."""

    code: str = ""
    struck: bool = False


_PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook opened: its parts by name, and what its cells share."""

    package: Package
    strings: list[str | tuple[Run, ...]] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    struck_rules: frozenset[str] = frozenset()
    from_1904: bool = False

    def chunks(self, cell: Element, within: Mapping[str, Element]) -> list[tuple[Mark | None, str]]:
        """The parts of what a cell shows or keeps, each with the mark that puts it aside."""
        number = int(cell.get("s") or 0)
        style = self.styles[number] if number < len(self.styles) else _PLAIN
        struck = Mark.STRUCK if style.struck else None
        value = within["v"].text or "" if "v" in within else ""
        match cell.get("t", "n"):
            case "e":
                return [(Mark.ERROR, value)]
            case "b":
                return [(struck, "VERDADERO" if value.strip() in {"1", "true"} else "FALSO")] if value else []
            case "d":
                return [(struck, value.replace("T", " "))]
            case "n":
                seen = self._number(value, style)
                return [(struck, seen.text), (Mark.HIDDEN, seen.hidden)]
            case "s":
                text = self.strings[_index(value)] if value else ""
            case "inlineStr":
                text = runs_of(within["is"]) if "is" in within else ""
            case _:
                text = unescaped(value)
        if isinstance(text, str):
            seen = shown_text(text, style.code) if style.code else Shown(text)
            return [(struck, seen.text), (Mark.HIDDEN, seen.hidden)]
        return [(_mark(run, style), run.text) for run in text]

    def _number(self, value: str, style: Style) -> Shown:
        if not value.strip():
            return Shown("")
        if not style.code:
            return Shown(plain(float(value)))
        return shown_number(float(value), style.code, from_1904=self.from_1904)


def open_book(content: bytes) -> Book:
    """Open a workbook. UnreadableError, or an error of the XML, where it is none."""
    package = Package(content)
    if package.kind != "xlsx":
        raise damaged("no es un libro")
    near = {each.kind: each.name for each in package.related(package.main).values()}
    styles, rules = _styles(package.part(near["styles"])) if "styles" in near else ([], frozenset[str]())
    texts = stream(package.part(near["sharedStrings"]), "si") if "sharedStrings" in near else ()
    strings = [runs_of(each) for each in texts]
    from_1904 = any(is_on(each, "date1904", "0") for each in stream(package.part(package.main), "workbookPr"))
    return Book(package, strings, styles, rules, from_1904)


def stream(part: bytes, *wanted: str) -> Iterator[Element]:
    """Give each element of these names whole, and forget it, and all others, at once."""
    _check(part)
    above: list[Element] = []
    inside = 0
    for event, element in iterparse(BytesIO(part), ("start", "end")):  # noqa: S314 - as above
        if event == "start":
            if inside or local(element) in wanted:
                inside += 1
            else:
                above.append(element)
            if inside + len(above) > MAX_DEPTH:
                raise ValueError(MAX_DEPTH)  # no program nests so deep
        elif inside:
            inside -= 1
            if not inside:
                yield element
                element.clear()
                if above:
                    above[-1].clear()
        else:
            above.pop().clear()
            if above:
                above[-1].clear()


def _check(part: bytes) -> None:
    """Refuse a part of too many elements, or with one whose attributes would fill the memory."""
    count(part)
    if (tags := part.count(b"<")) > MAX_TAGS:
        raise beyond(tags, "etiquetas", MAX_TAGS)
    if _LONG_TAG.search(part):
        raise damaged("una marca no se acaba")  # each of its attributes would be an object


def is_on(element: Element | None, name: str = "val", default: str = "1") -> bool:
    """Tell whether an element is there and is not switched off."""
    return element is not None and element.get(name, default) in _TRUE


def child(element: Element, name: str) -> Element | None:
    """Find the first child of this name."""
    return next((each for each in element if local(each) == name), None)


def runs_of(element: Element) -> str | tuple[Run, ...]:
    """Read a text with its runs; one without marks is a text and nothing else."""
    runs = []
    for each in element:
        name = local(each)
        if name == "t":
            runs.append(Run(unescaped(each.text or "")))
        elif name in {"r", "rPh"}:
            letters = "".join(unescaped(t.text or "") for t in each if local(t) == "t")
            marks = child(each, "rPr")
            struck = None if marks is None else is_on(child(marks, "strike"))
            runs.append(Run(letters, struck, hidden=name == "rPh"))
    if any(run.struck or run.hidden for run in runs) or (len({run.struck for run in runs}) > 1):
        return tuple(runs)
    return "".join(run.text for run in runs)


def unescaped(text: str) -> str:
    """Read the letters that XML cannot hold, as these files write them: _x000D_."""
    return _ESCAPED.sub(_letter, text) if "_x" in text else text


def _letter(match: re.Match[str]) -> str:
    letter = chr(int(match[1], 16))
    return match[0] if "\ud800" <= letter <= "\udfff" else letter


def _mark(run: Run, style: Style) -> Mark | None:
    if run.hidden:
        return Mark.HIDDEN
    return Mark.STRUCK if (style.struck if run.struck is None else run.struck) else None


def _index(value: str) -> int:
    """Read the number of a shared text: none is negative."""
    if not value.strip().isdecimal():
        raise ValueError(value)
    return int(value)


def _styles(part: bytes) -> tuple[list[Style], frozenset[str]]:
    """Read the styles of cells, and which formats of conditional rules strike out."""
    codes = dict(BUILT_IN)
    struck: list[bool] = []
    styles: list[Style] = []
    rules: frozenset[str] = frozenset()
    for each in stream(part, "numFmts", "fonts", "cellXfs", "dxfs"):
        match local(each):
            case "numFmts":
                codes |= {int(one.get("numFmtId", "")): one.get("formatCode", "") for one in each}
            case "fonts":
                struck = [is_on(child(font, "strike")) for font in each]
            case "cellXfs":
                styles = [_style(xf, codes, struck) for xf in each]
            case _:
                rules = frozenset(
                    str(at)
                    for at, dxf in enumerate(each)
                    if (font := child(dxf, "font")) is not None and is_on(child(font, "strike"))
                )
    return styles, rules


def _style(xf: Element, codes: Mapping[int, str], struck: list[bool]) -> Style:
    font = int(xf.get("fontId", "0"))
    return Style(codes.get(int(xf.get("numFmtId", "0")), ""), font < len(struck) and struck[font])
