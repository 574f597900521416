"""workbook: the parts of an .xlsx, each found from another, and what the cells of its sheets share.

They are read element by element: nothing of a part stays in memory but what was asked for, whatever it holds.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree.ElementTree import Element

from rutaplan.importers.office.bounded_xml import damaged
from rutaplan.importers.office.nodes import OFF, child, is_high, is_on, local, raised
from rutaplan.importers.office.number_formats import BUILT_IN, plain, shown_number, shown_text
from rutaplan.importers.office.package import Package
from rutaplan.importers.office.paragraphs import NONE, Marks, Run
from rutaplan.importers.pieces import Mark

MAX_CODE = 255  # letters that Excel allows the code of a format
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_STRUCK, _HIDDEN, _ERROR = (frozenset({mark}) for mark in (Mark.STRUCK, Mark.HIDDEN, Mark.ERROR))
_Shared = str | tuple[tuple[str, Marks | None], ...]
"""A text, and where some of it is marked its runs: without marks of their own, they have the cell's."""


class _BookStyle(NamedTuple):
    """What the style of a cell changes of what is read: the code of its numbers, and its marks."""

    code: str = ""
    marks: Marks = NONE


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook opened, and what its cells share. entries: what it says of each of its sheets."""

    package: Package
    entries: Sequence[Mapping[str, str]]
    strings: Sequence[_Shared]
    styles: Sequence[_BookStyle]
    struck_rules: frozenset[str]
    from_1904: bool

    def runs(self, cell: Element, within: Mapping[str, Element]) -> list[Run]:
        """Give what a cell shows or keeps, each part with its marks."""
        number = int(cell.get("s") or 0)
        code, marks = self.styles[number] if number < len(self.styles) else _BookStyle()
        value = within["v"].text or "" if "v" in within else ""
        text: _Shared
        match cell.get("t", "n"):
            case "s":
                text = self.strings[_index(value)] if value else ""
            case "n":
                seen, hidden = self._number(value, code) if value.strip() else ("", "")
                return [(seen, marks), (hidden, _HIDDEN)]
            case "inlineStr":
                text = _runs_of(within["is"]) if "is" in within else ""
            case "b":
                text = ("VERDADERO" if value.strip() in {"1", "true"} else "FALSO") if value else ""
                code = ""
            case "d":
                text, code = value.replace("T", " "), ""
            case "e":
                return [(value, _ERROR)]
            case _:
                text = unescaped(value)
        if not isinstance(text, str):
            return [(letters, marks if own is None else own) for letters, own in text]
        if not code:
            return [(text, marks)]
        seen, hidden = shown_text(text, code)
        return [(seen, marks), (hidden, _HIDDEN)]

    def _number(self, value: str, code: str) -> tuple[str, str]:
        if not code:
            return plain(float(value)), ""
        return shown_number(float(value), code, from_1904=self.from_1904)


def open_book(content: bytes) -> Book:
    """Open a workbook. UnreadableError, or an error of the XML, where it is none."""
    package = Package(content)
    if package.kind != "xlsx":
        raise damaged("no es un libro")
    near = {each.kind: each.name for each in package.related(package.main).values()}
    styles, rules = _styles(package, near["styles"]) if "styles" in near else ([], frozenset[str]())
    texts = package.elements(near["sharedStrings"], "si") if "sharedStrings" in near else ()
    strings = [_runs_of(each) for each in texts]
    entries, from_1904 = list[Mapping[str, str]](), False
    for each in package.elements(package.main, "workbookPr", "sheet"):
        if local(each) == "sheet":
            entries.append(dict(each.attrib))
        else:
            from_1904 = each.get("date1904", "0") not in OFF
    return Book(package, entries, strings, styles, rules, from_1904)


def _runs_of(element: Element) -> _Shared:
    """Read a text with its runs; one without marks is a text and nothing else."""
    runs: list[tuple[str, Marks | None]] = []
    for each in element:
        match local(each):
            case "t":
                runs.append((unescaped(each.text or ""), None))
            case "rPh":  # how it is pronounced
                runs.append((_letters(each), _HIDDEN))
            case "r":
                own = child(each, "rPr")
                struck = _STRUCK if is_on(own, "strike") else NONE
                text = raised(_letters(each)) if is_high(own) else _letters(each)
                runs.append((text, None if own is None else struck))
    if len({own for _, own in runs}) > 1 or any(own for _, own in runs):
        return tuple(runs)
    return "".join(text for text, _ in runs)


def _letters(run: Element) -> str:
    return "".join(unescaped(each.text or "") for each in run if local(each) == "t")


def unescaped(text: str) -> str:
    """Read the letters that XML cannot hold, as these files write them: _x000D_."""
    return _ESCAPED.sub(_letter, text) if "_x" in text else text


def _letter(match: re.Match[str]) -> str:
    letter = chr(int(match[1], 16))
    return match[0] if "\ud800" <= letter <= "\udfff" else letter


def _index(value: str) -> int:
    """Read the number of a shared text: none is negative."""
    if not value.strip().isdecimal():
        raise ValueError(value)
    return int(value)


def _styles(package: Package, name: str) -> tuple[list[_BookStyle], frozenset[str]]:
    """Read the styles of cells, and which formats of conditional rules strike out."""
    codes = dict(BUILT_IN)
    struck: list[Marks] = []
    styles: list[_BookStyle] = []
    rules: list[bool] = []
    for group, each in package.xml.stream(package.part(name), _is_style):
        match local(group):
            case "numFmts":
                codes[int(each.get("numFmtId", ""))] = each.get("formatCode", "")[:MAX_CODE]
            case "fonts":
                struck.append(_STRUCK if is_on(each, "strike") else NONE)
            case "cellXfs":
                font = int(each.get("fontId", "0"))
                marks = struck[font] if font < len(struck) else NONE
                styles.append(_BookStyle(codes.get(int(each.get("numFmtId", "0")), ""), marks))
            case _:
                rules.append(is_on(each, "font", "strike"))
    return styles, frozenset(str(at) for at, strikes in enumerate(rules) if strikes)


def _is_style(above: Sequence[Element], _: Element) -> bool:
    return local(above[-1]) in {"numFmts", "fonts", "cellXfs", "dxfs"}
