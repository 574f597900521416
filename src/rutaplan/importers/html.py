"""html: the pages that mammoth makes of a Word document, as paragraphs and tables."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from rutaplan.importers.rejilla import (
    MAX_CASILLAS,
    MAX_COLUMNAS,
    MAX_LETRAS,
    Casilla,
    IlegibleError,
    Linea,
    Rejilla,
    acotada,
    limpio,
)

_BLOQUES = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6"}
_NOTAS = ("footnote-", "endnote-", "comment-")


def blocks(html: str) -> tuple[Casilla | Rejilla, ...]:
    """Give the paragraphs and the tables of a page, in order; a table inside another comes before it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.blocks)


@dataclass
class _Cell:
    """A cell while it is read."""

    row: int
    columns: int
    rows: int
    lines: list[Linea] = field(default_factory=list)


@dataclass
class _Table:
    """A table while it is read."""

    number: int
    rows: int = 0
    cells: list[_Cell] = field(default_factory=list)


class _Reader(HTMLParser):
    """Gathers lines into the innermost cell, or into paragraphs of their own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Casilla | Rejilla] = []
        self.tables: list[_Table] = []
        self.lists: list[int] = []
        self.text: list[str] = []
        self.numero = self.count = self.paragraphs = self.skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a block, a list, a table or one of its parts."""
        given = dict(attrs)
        if self.skipped or (tag in {"a", "li"} and (given.get("id") or "").startswith(_NOTAS)):
            self.skipped += tag in {"a", "li"}
            return
        if tag == "br":
            self.text.append("\n")
        elif tag in _BLOQUES or tag in {"ul", "ol", "table", "td", "th"}:
            self._end_line()
        if tag in {"ul", "ol"}:
            self.lists.append(0 if tag == "ol" else -1)
        elif tag == "li" and self.lists and self.lists[-1] >= 0:
            self.lists[-1] += 1
            self.numero = self.lists[-1]
        elif tag == "table":
            self.count += 1
            self.tables.append(_Table(self.count))
        elif tag == "tr" and self.tables:
            self.tables[-1].rows += 1
        elif tag in {"td", "th"} and self.tables:
            table = self.tables[-1]
            table.cells.append(_Cell(table.rows, _span(given.get("colspan")), _span(given.get("rowspan"))))

    def handle_endtag(self, tag: str) -> None:
        """Close what was open."""
        if self.skipped:
            self.skipped -= tag in {"a", "li"}
            return
        if tag in _BLOQUES or tag in {"td", "th"}:
            self._end_line(blank=tag in _BLOQUES)
        elif tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        elif tag == "table" and self.tables:
            table = self.tables.pop()
            self.blocks.append(acotada(_rows(table), f"tabla {table.number}"))

    def handle_data(self, data: str) -> None:
        """Keep text."""
        if not self.skipped:
            self.text.append(data)

    def _end_line(self, *, blank: bool = False) -> None:
        text = "".join(self.text)
        self.text = []
        numero, self.numero = self.numero, 0
        if len(text) > MAX_LETRAS:
            raise IlegibleError(f"Tiene un párrafo de {len(text)} letras, que no es de un plan.")
        if not text.strip() and not blank:
            return
        line = Linea("\n".join(limpio(each) for each in text.split("\n")).strip(), numero)
        if self.tables and self.tables[-1].cells:
            self.tables[-1].cells[-1].lines.append(line)
        elif text.strip():
            self.paragraphs += 1
            self.blocks.append(Casilla((line,), f"párrafo {self.paragraphs}"))


def _rows(table: _Table) -> Iterator[tuple[Casilla, ...]]:
    """Put each cell in every place that it covers, and check that there are not too many."""
    rows: list[dict[int, Casilla]] = [{} for _ in range(table.rows)]
    places = 0
    for cell in table.cells:
        row = cell.row - 1
        column = next(each for each in range(len(rows[row]) + 1) if each not in rows[row])
        made = Casilla(
            tuple(cell.lines) or (Linea(""),), f"tabla {table.number}, fila {row + 1}, columna {column + 1}"
        )
        for down in range(row, min(row + cell.rows, len(rows))):
            places += cell.columns
            if column + cell.columns > MAX_COLUMNAS or places > MAX_CASILLAS:
                raise IlegibleError(f"La tabla {table.number} tiene demasiadas columnas o celdas unidas.")
            for across in range(column, column + cell.columns):
                rows[down].setdefault(across, made)
    for row_cells in rows:
        width = max(row_cells, default=-1) + 1
        empty = Casilla((Linea(""),), f"tabla {table.number}")
        yield tuple(row_cells.get(column, empty) for column in range(width))


def _span(value: str | None) -> int:
    return max(1, int(value)) if value and value.isdecimal() and value.isascii() else 1
