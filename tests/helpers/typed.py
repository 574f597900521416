"""What somebody types into a workbook of ours, in its bare XML: a library takes thirty times as long to save it."""

import io
import re
import zipfile
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PLACE = re.compile(r"([A-Z]+)(\d+)")


class Formula(str):
    """A text that a program runs, without its sign."""

    __slots__ = ()


class Book:
    """A workbook in somebody's hands: its sheets by their number."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}
        shared = self._parts.get("xl/sharedStrings.xml", b"<x/>")
        self._shared = ["".join(each.itertext()) for each in etree.fromstring(shared)]
        names = [re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", each) for each in self._parts]
        numbers = sorted(int(each[1]) for each in names if each)
        self._sheets = {number: etree.fromstring(self._parts[_part(number)]) for number in numbers}

    def cells(self) -> Iterator[tuple[int, str, Any]]:
        """Every cell that holds something: its sheet, its place and its value, a number as it is written."""
        for number, root in self._sheets.items():
            for each in root.iter(f"{_MAIN}c"):
                value = each.findtext(f"{_MAIN}v")
                if each.get("t") == "s":
                    yield number, each.get("r"), self._shared[int(value)]
                elif each.get("t") == "inlineStr":
                    yield number, each.get("r"), "".join(each.find(f"{_MAIN}is").itertext())
                elif value:
                    yield number, each.get("r"), float(value)

    def put(self, place: str, value: object, sheet: int = 1) -> None:
        """Type into a cell; what is None leaves it empty. How it looks stays as it is."""
        cell = self._cell(self._sheets[sheet], place)
        cell[:] = []
        cell.attrib.pop("t", None)
        if isinstance(value, Formula):
            etree.SubElement(cell, f"{_MAIN}f").text = value
        elif isinstance(value, str) and value:
            cell.set("t", "inlineStr")
            etree.SubElement(etree.SubElement(cell, f"{_MAIN}is"), f"{_MAIN}t").text = value
            cell[0][0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        elif value is not None and value != "":
            etree.SubElement(cell, f"{_MAIN}v").text = str(value)

    def content(self) -> bytes:
        """Save it."""
        sheets = {_part(number): etree.tostring(root) for number, root in self._sheets.items()}
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, part in {**self._parts, **sheets}.items():
                archive.writestr(name, part)
        return stream.getvalue()

    def _cell(self, root: Any, place: str) -> Any:
        found = _PLACE.fullmatch(place)
        assert found, place
        row = _in_order(root.find(f"{_MAIN}sheetData"), "row", found[2], int)
        return _in_order(row, "c", place, lambda each: (len(each), each))


def type_cells(path: Path, **cells: object) -> Path:
    """Type into the first sheet of a file, by place: E2=6."""
    book = Book(path.read_bytes())
    for place, value in cells.items():
        book.put(place, value)
    path.write_bytes(book.content())
    return path


def type_rows(path: Path, rows: Mapping[tuple[str, str], object]) -> Path:
    """Type into the first sheet of a file, by action and title of the column."""
    texts = {(text, place) for sheet, place, text in Book(path.read_bytes()).cells() if sheet == 1}
    columns = {text: place[:-1] for text, place in texts if _PLACE.fullmatch(place)[2] == "1"}
    numbers = {text: place[1:] for text, place in texts if re.fullmatch(r"A\d+", place)}
    return type_cells(
        path, **{columns[title] + numbers[ident]: value for (ident, title), value in rows.items()}
    )


def _part(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def _in_order(parent: Any, tag: str, name: str, key: Any) -> Any:
    """The row or the cell of a name, made where it must stand if there is none."""
    names = [each.get("r") for each in parent]
    if name in names:
        return parent[names.index(name)]
    made = etree.Element(f"{_MAIN}{tag}", r=name)
    parent.insert(bisect_left(names, key(name), key=key), made)
    return made
