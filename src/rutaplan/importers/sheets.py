"""sheets: a workbook of Excel (.xlsx) as tables, and all that a reader of it could see.

    workbook: shared texts, styles ─┐
    rows, merges, pages of a part ──┴─▶ sheet.Sheet ◀── drawings: comments, boxes, objects

Read from its own XML: a library would keep merged cells, comments, struck letters or text boxes to
itself, and believe the file about its size. Formulas are not computed, nor taken.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from rutaplan.importers.drawings import comments, drawn, page_texts
from rutaplan.importers.nodes import OFF, local
from rutaplan.importers.package import damaged
from rutaplan.importers.paragraphs import NAMES, Marks, Total
from rutaplan.importers.pieces import MAX_COLUMNS, Cell, Document, Mark, Piece, Said, cell_of, flat
from rutaplan.importers.sheet import Sheet, cell_from, document_of, worth
from rutaplan.importers.workbook import Book, open_book, stream, unescaped

_BROKEN = (SyntaxError, LookupError, ValueError, RecursionError)
_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
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
    for entry in [dict(each.attrib) for each in stream(book.package.part(book.package.main), "sheet")]:
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
        for each in stream(self.book.package.part(part), "row", "mergeCell", "col", "headerFooter", "cfRule"):
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
        for ref, texts in comments(self.book.package, part).items():
            self._comment(ref, texts)
        for over, text, marks in drawn(self.book.package, part):
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
            texts = page_texts(unescaped(each.text or ""))
            cells = (cell_of(text, f"{self.sheet.name}, {NAMES[mark]}", mark) for text in texts)
            (self.sheet.over if mark is Mark.HEADER else self.sheet.under).extend(cells)


def _is_hidden(element: Element, size: str) -> bool:
    """Whether a row or a column is hidden, or shut to nothing, which is the same to the eye."""
    return element.get("hidden", "0") not in OFF or element.get(size) == "0"


def _position(ref: str) -> tuple[int, int]:
    match = _REF.fullmatch(ref)
    if match is None:
        raise ValueError(ref)
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def _area(ref: str) -> tuple[range, range]:
    start, _, end = ref.partition(":")
    (top, left), (bottom, right) = _position(start), _position(end or start)
    return range(top, bottom + 1), range(left, right + 1)
