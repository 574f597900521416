"""sheets: a workbook of Excel (.xlsx) as tables, and all that a reader of it could see.

    workbook: shared texts, styles ─┐
    rows, merges, pages of a part ──┴─▶ sheet.Sheet ◀── what stands over the cells: comments, boxes, objects

Read from its own XML: a library would keep merged cells, comments, struck letters or text boxes to
itself, and believe the file about its size. Formulas are not computed, nor taken.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from rutaplan.importers.hypertext import text_of
from rutaplan.importers.office.bounded_xml import damaged
from rutaplan.importers.office.nodes import OFF, child, local
from rutaplan.importers.office.package import Package
from rutaplan.importers.office.paragraphs import NAMES, Marks, Run, Total, loose
from rutaplan.importers.office.sheet import Sheet, cell_from, document_of, worth
from rutaplan.importers.office.word_walk import WordParts
from rutaplan.importers.office.workbook import Book, open_book, unescaped
from rutaplan.importers.pieces import (
    MAX_COLUMNS,
    Cell,
    Document,
    Mark,
    Piece,
    Said,
    cell_of,
    column_at,
    column_name,
    flat,
    words,
)

_BROKEN = (LookupError, ValueError, OverflowError, RecursionError)
_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor", "relSizeAnchor", "absSizeAnchor")
_FONT = r'"[^"]*"|[0-9]+|K(?:[0-9A-Fa-f]{6}|[0-9]{2}[+-][0-9]{3})'
_PAGE_CODE = re.compile(rf"&(?:{_FONT}|(?P<part>[LCR])|(?P<and>&)|[A-Za-z])")
_DRAWN = {Mark.EMBEDDED: "gráfico u objeto", Mark.ALTERNATIVE: "imagen"}


def read(content: bytes) -> Document:
    """Read every sheet of a workbook. UnreadableError if it is damaged, or more than a plan could be."""
    try:
        return document_of(_sheets(open_book(content)))
    except _BROKEN:
        raise damaged("no se entiende como hoja de cálculo") from None


def _sheets(book: Book) -> Iterator[Sheet]:
    total = Total()
    related = book.package.related(book.package.main)
    for entry in book.entries:
        ident = next((value for name, value in entry.items() if name.endswith("}id")), "")
        hidden = entry.get("state", "visible") != "visible"
        reader = _SheetReader(book, Sheet(f"hoja «{entry.get('name', '')}»", total, hidden))
        reader.read(related[ident].name)
        yield reader.sheet


@dataclass(frozen=True, slots=True)
class _SheetReader:
    """Reads a sheet, and what stands over it."""

    book: Book
    sheet: Sheet

    def read(self, part: str) -> None:
        """Read a sheet, and what stands over it."""
        last, strikes = 0, False
        for each in self.book.package.elements(part, "row", "mergeCell", "col", "headerFooter", "cfRule"):
            match local(each):
                case "row":
                    last = int(each.get("r") or last + 1)
                    self._row(each, last)
                case "mergeCell":
                    self.sheet.merges.append(_area(each.get("ref", "")))
                case "col" if _is_hidden(each, "width"):
                    start, end = int(each.get("min", "")), int(each.get("max", ""))
                    self.sheet.hidden_columns.update(range(start, min(end, MAX_COLUMNS) + 1))
                case "headerFooter":
                    self._page(each)
                case "cfRule":
                    strikes |= each.get("dxfId", "") in self.book.struck_rules
        if strikes:
            text = "un formato condicional tacha celdas según su valor; se leyó sin mirarlo"
            self.sheet.remarks.append(Said(self.sheet.name, text))
        for ref, texts in _comments(self.book.package, part).items():
            self._comment(ref, texts)
        for over, text, marks in _drawn(self.book.package, part):
            self._draw(over, text, marks)
        self.sheet.merge()

    def _row(self, row: Element, number: int) -> None:
        cells = self.sheet.cells.get(number, {})
        column = 0
        for each in row:
            if local(each) != "c":
                continue
            column = _position(each.get("r", ""))[1] if each.get("r") else column + 1
            cell = self._cell(each, number, column)
            if cell is None:
                continue
            if column in cells:
                raise ValueError(column)  # two cells in one place: whoever wrote this lost count
            cells[column] = cell
        if cells:
            self.sheet.cells[number] = cells
            if _is_hidden(row, "ht"):
                self.sheet.hidden_rows.add(number)

    def _cell(self, cell: Element, row: int, column: int) -> Cell | None:
        """Make a cell, or nothing of one that shows nothing."""
        within = {local(each): each for each in cell}
        runs = [run for run in self.book.runs(cell, within) if run[0]]
        formula = within.get("f")
        if not runs and formula is None:
            return None
        self.sheet.count(worth(runs))
        place = self.sheet.place(row, column)
        if formula is None:
            return cell_from(runs, place)
        shown = "".join(text for text, _ in runs)
        if "v" not in within:
            shown = f"={formula.text or 'fórmula sin valor'}"
        return cell_of("", place).beside([Piece(flat(shown), place, frozenset({Mark.FORMULA}))])

    def _comment(self, ref: str, texts: list[str]) -> None:
        """Hang comments on their cell, there or not."""
        row, column = _position(ref)
        place = self.sheet.place(row, column)
        hanging = [
            each for text in texts for each in cell_of(text, f"comentario en {place}", Mark.COMMENT).aside
        ]
        self.sheet.count(len(hanging))
        cells = self.sheet.cells.setdefault(row, {})
        cells[column] = cells.get(column, cell_of("", place)).beside(hanging)

    def _draw(self, over: str, text: str, marks: Marks) -> None:
        """Put what is drawn where it belongs: a text box is text, other things stand aside."""
        what = next((name for mark, name in _DRAWN.items() if mark in marks), NAMES[Mark.BOX])
        place = f"{self.sheet.name}, {what}" + (f" en celda {over}" if over else "")
        cell = cell_of(text, place, *marks)
        self.sheet.count(len(cell.pieces))
        if cell.aside:
            self.sheet.aside += cell.aside
        else:
            self.sheet.over.append(cell)

    def _page(self, element: Element) -> None:
        for each in element:
            mark = Mark.HEADER if local(each).endswith("Header") else Mark.FOOTER
            texts = _page_texts(unescaped(each.text or ""))
            cells = (cell_of(text, f"{self.sheet.name}, {NAMES[mark]}", mark) for text in texts)
            (self.sheet.over if mark is Mark.HEADER else self.sheet.under).extend(cells)


def _is_hidden(element: Element, size: str) -> bool:
    """Whether a row or a column is hidden, or shut to nothing, which is the same to the eye."""
    return element.get("hidden", "0") not in OFF or element.get(size) == "0"


def _position(ref: str) -> tuple[int, int]:
    match = _REF.fullmatch(ref)
    if match is None:
        raise ValueError(ref)
    return int(match[2]), column_at(match[1])


def _area(ref: str) -> tuple[range, range]:
    start, _, end = ref.partition(":")
    (top, left), (bottom, right) = _position(start), _position(end or start)
    return range(top, bottom + 1), range(left, right + 1)


def _comments(package: Package, sheet: str) -> dict[str, list[str]]:
    """The comments of a sheet by the cell that they hang on, without whoever wrote them.

    A conversation is there twice: as it is, and as a note for old programs that repeats it.
    """
    found: dict[str, list[str]] = defaultdict(list)
    repeated = set()
    near = sorted(package.related(sheet).values(), key=lambda each: each.kind != "threadedComment")
    for related in near:
        if related.kind == "threadedComment":
            for each in package.elements(related.name, "threadedComment"):
                repeated.add(f"tc={each.get('id', '')}")
                found[each.get("ref", "")].append(_text_of(child(each, "text"), {"text"}))
        elif related.kind == "comments":
            for ref, author, text in _notes(package, related.name):
                if author not in repeated:
                    found[ref].append(text.removeprefix(f"{author}:").strip() if author else text)
    return found


def _drawn(package: Package, sheet: str) -> Iterator[tuple[str, str, Marks]]:
    """What stands over a sheet, and over which cell, the name of no cell where that is not known."""
    near = [*package.related(sheet).values()]
    seen: set[str] = set()
    for name in (each.name for each in near if each.kind == "drawing"):
        for over, text, marks in _drawing(package, name):
            seen.update(words(text))
            yield over, text, marks
    inside = [each.name for each in near if each.kind in {"package", "oleObject"}]
    if inside:  # Word's own way in opens them too
        parts, marks = WordParts(package), frozenset({Mark.EMBEDDED})
        for each in loose((block for name in inside for block in parts.embedded(name)), "", marks):
            yield "", each.text, each.marks
    for related in near:
        if related.kind == "vmlDrawing":
            for label in _old_shapes(package.part(related.name)):
                if not seen.issuperset(words(label)):
                    yield "", label, frozenset({Mark.BOX})


def _page_texts(code: str) -> Iterator[str]:
    """Cut the header of a page into its left, middle and right, without the codes of fonts and numbers."""
    marked = _PAGE_CODE.sub(lambda each: "\0" if each["part"] else "&" if each["and"] else "", code)
    yield from filter(None, (text.strip() for text in marked.split("\0")))


def _drawing(package: Package, name: str) -> Iterator[tuple[str, str, Marks]]:
    for anchor in package.elements(name, *_ANCHORS):
        over = _corner(anchor)
        for text, marks in _shape(anchor, frozenset({Mark.BOX})):
            yield over, text, marks
    for part in package.related(name).values():
        if part.kind in {"chart", "chartEx", "diagramData"}:
            texts = [_text_of(each, {"t", "v"}) for each in package.elements(part.name, "t", "v")]
            yield "", " ".join(filter(None, texts)), frozenset({Mark.EMBEDDED})


def _corner(anchor: Element) -> str:
    """Name the cell under the first corner of a shape."""
    start = child(anchor, "from")
    if start is None:
        return ""
    at = {local(each): each.text or "" for each in start}
    return f"{column_name(int(at['col']) + 1)}{int(at['row']) + 1}"


def _shape(element: Element, marks: Marks) -> Iterator[Run]:
    """Read a shape and those in it: alternative texts, and each paragraph with its struck letters apart."""
    for each in element:
        match local(each):
            case "cNvPr":
                for text in filter(None, map(each.get, ("title", "descr"))):
                    yield unescaped(text), frozenset({Mark.ALTERNATIVE})
            case "p":
                yield from _paragraph(each, marks)
            case "Fallback":  # the same again, for programs that know less
                pass
            case _:
                hidden = any(part.get("hidden") in {"1", "true"} for first in each[:1] for part in first)
                yield from _shape(each, marks | {Mark.HIDDEN} if hidden else marks)


def _paragraph(paragraph: Element, marks: Marks) -> Iterator[Run]:
    texts = {marks: "", marks | {Mark.STRUCK}: ""}
    for run in paragraph:
        style = child(run, "rPr")
        is_struck = style is not None and style.get("strike", "noStrike") != "noStrike"
        own = marks | {Mark.STRUCK} if is_struck else marks
        texts[own] += "\n" if local(run) == "br" else _text_of(run, {"t"})
    yield from ((text, own) for own, text in texts.items() if text.strip())


def _text_of(element: Element | None, names: set[str]) -> str:
    """The letters of some elements in one, itself among them."""
    if element is None:
        return ""
    return "".join(unescaped(each.text or "") for each in element.iter() if local(each) in names)


def _notes(package: Package, name: str) -> Iterator[tuple[str, str, str]]:
    """The notes of a sheet: cell, author and text."""
    authors: list[str] = []
    for each in package.elements(name, "authors", "comment"):
        if local(each) == "authors":
            authors = [author.text or "" for author in each]
        else:
            at = int(each.get("authorId", "0"))
            yield each.get("ref", ""), authors[at] if at < len(authors) else "", _text_of(each, {"t"})


def _old_shapes(part: bytes) -> Iterator[str]:
    """The texts of buttons and boxes as Excel 2007 keeps them, in a part that is hardly XML; no notes."""
    for shape in part.decode("utf-8", "replace").split("<v:shape")[1:]:
        if 'ObjectType="Note"' not in shape:
            for box in shape.split("<v:textbox")[1:]:
                page = f"<v:textbox{box.partition('</v:textbox>')[0]}"
                if text := " ".join(text_of(page).split()):
                    yield text
