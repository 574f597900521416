"""sheets: the sheets of a workbook (.xlsx) as tables, and all that a reader of them could see.

Read from its own XML: a library would keep merged cells, comments, struck letters or text boxes to
itself, and believe the file about its size. Formulas are not computed, nor taken.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from rutaplan.importers.drawings import comments, drawn, page_texts
from rutaplan.importers.package import damaged, local
from rutaplan.importers.pieces import (
    MAX_COLUMNS,
    Cell,
    Document,
    Mark,
    Piece,
    Said,
    Table,
    cell_of,
    clean,
    flat,
)
from rutaplan.importers.sheet import FEW, MAX_CELLS, Sheet
from rutaplan.importers.workbook import Book, is_on, open_book, stream, unescaped

_BROKEN = (SyntaxError, LookupError, ValueError, RecursionError, StopIteration)
_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_DRAWN = {Mark.EMBEDDED: "gráfico u objeto", Mark.ALTERNATIVE: "imagen"}


def read(content: bytes) -> Document:
    """Read every sheet of a workbook. UnreadableError if it is damaged, or more than a plan could be."""
    try:
        return _read(open_book(content))
    except _BROKEN:
        raise damaged("no se entiende como hoja de cálculo") from None


def _read(book: Book) -> Document:
    related = book.package.related(book.package.main)
    entries = [dict(each.attrib) for each in stream(book.package.part(book.package.main), "sheet")]
    blocks: list[Cell | Table] = []
    aside: list[Piece] = []
    said: list[Said] = []
    left = MAX_CELLS
    for entry in entries:
        ident = next(value for name, value in entry.items() if name.endswith("}id"))
        sheet = _Reader(book, Sheet(f"hoja «{entry.get('name', '')}»", left))
        sheet.read(related[ident].name)
        found = tuple(sheet.blocks())
        left -= sheet.sheet.made
        if entry.get("state", "visible") == "visible":
            blocks += found
            aside += sheet.aside
            said += sheet.said()
        else:
            pieces = Document("", found, tuple(sheet.aside)).pieces()
            aside += [replace(each, marks=each.marks | {Mark.SHEET}) for each in pieces if each.text]
    return Document("hoja de cálculo", tuple(blocks), tuple(aside), tuple(said))


@dataclass(slots=True)
class _Reader:
    """Reads a sheet, and what stands over it."""

    book: Book
    sheet: Sheet
    page: list[Cell] = field(default_factory=list)
    boxes: list[Cell] = field(default_factory=list)
    aside: list[Piece] = field(default_factory=list)
    has_rules: bool = False

    def read(self, part: str) -> None:
        """Read a sheet, and what stands over it."""
        last = 0
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
                    self.has_rules |= each.get("dxfId", "") in self.book.struck_rules
        for ref, texts in comments(self.book.package, part).items():
            self._comment(ref, texts)
        for over, (text, marks) in drawn(self.book.package, part):
            self._draw(over, text, marks)
        self.sheet.merge()

    def blocks(self) -> Iterator[Cell | Table]:
        """Its page header, text boxes, table and page footer."""
        yield from (each for each in self.page if Mark.HEADER in each.lines[0].marks)
        yield from self.boxes
        table = self.sheet.table()
        if table.rows:
            yield table
        yield from (each for each in self.page if Mark.FOOTER in each.lines[0].marks)

    def said(self) -> Iterator[Said]:
        """What a person should know of how it was read."""
        yield from self.sheet.said()
        if self.has_rules:
            yield Said(
                self.sheet.name, "un formato condicional tacha celdas según su valor; se leyó sin mirarlo"
            )

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
        chunks = [(mark, text) for mark, text in self.book.chunks(cell, within) if text]
        formula = within.get("f")
        if not chunks and formula is None:
            return None
        self.sheet.count(sum(map(_size, chunks)))
        place = self.sheet.place(row, column)
        if formula is not None:
            shown = "".join(text for _, text in chunks)
            if "v" not in within:
                shown = f"={formula.text or 'fórmula sin valor'}"
            return Cell((Piece("", place),), place, (Piece(flat(shown), place, frozenset({Mark.FORMULA})),))
        made = _made("".join(text for mark, text in chunks if mark is None), place)
        aside = [
            piece for mark, text in chunks if mark is not None for piece in cell_of(text, place, mark).aside
        ]
        return replace(made, aside=tuple(aside)) if aside else made

    def _comment(self, ref: str, texts: Iterable[str]) -> None:
        """Hang comments on their cell, there or not."""
        row, column = _position(ref)
        place = self.sheet.place(row, column)
        cell = self.sheet.cells.setdefault(row, {}).get(column) or cell_of("", place)
        pieces = [
            piece for text in texts for piece in cell_of(text, f"comentario en {place}", Mark.COMMENT).aside
        ]
        self.sheet.cells[row][column] = replace(cell, aside=(*cell.aside, *pieces))
        self.sheet.count(len(pieces))

    def _draw(self, over: str, text: str, marks: frozenset[Mark]) -> None:
        """Put what is drawn where it belongs: a text box is text, other things stand aside."""
        what = next((name for mark, name in _DRAWN.items() if mark in marks), "cuadro de texto")
        place = f"{self.sheet.name}, {what}" + (f" en celda {over}" if over else "")
        cell = cell_of(text, place, *marks)
        self.sheet.count(len(cell.pieces))
        if cell.aside:
            self.aside += cell.aside
        else:
            self.boxes.append(cell)

    def _page(self, element: Element) -> None:
        for each in element:
            mark = Mark.HEADER if local(each).endswith("Header") else Mark.FOOTER
            where = "encabezado" if mark is Mark.HEADER else "pie"
            for text in page_texts(unescaped(each.text or "")):
                self.page.append(cell_of(text, f"{self.sheet.name}, {where} de página", mark))


def _made(text: str, place: str) -> Cell:
    """Make a cell as cell_of does, and sooner where it is one line, as most are."""
    if len(text) < FEW and text.isprintable():
        return Cell((Piece(clean(text), place),), place)
    return cell_of(text, place)


def _size(chunk: tuple[Mark | None, str]) -> int:
    """How many cells of a few words a text is worth: one shared text may stand in every cell."""
    text = chunk[1]
    return 1 if len(text) < FEW else len(text) // FEW + len(text.splitlines())


def _is_hidden(element: Element, size: str) -> bool:
    """Whether a row or a column is hidden, or shut to nothing, which is the same to the eye."""
    return is_on(element, "hidden", "0") or element.get(size) == "0"


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
