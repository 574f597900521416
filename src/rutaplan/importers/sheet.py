"""sheet: the cells of a spreadsheet by their places: merged, hidden, and as many as may be."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from rutaplan.derive import plural
from rutaplan.importers.drawings import letters
from rutaplan.importers.pieces import (
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Mark,
    Piece,
    Said,
    Table,
    UnreadableError,
    cell_of,
    table_of,
)

MAX_CELLS = 200_000
FEW = 64  # letters that a cell holds for its price


@dataclass(slots=True)
class Sheet:
    """A sheet while it is read. left: how many cells there may still be; made: how many there were."""

    name: str
    left: int
    made: int = 0
    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[tuple[range, range]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def place(self, row: int, column: int) -> str:
        """Name a place, as people do."""
        return f"{self.name}, celda {letters(column)}{row}"

    def count(self, cells: int) -> None:
        """Count cells before they are made; UnreadableError if there are more than a plan could be."""
        self.made += cells
        if self.made > self.left:
            raise UnreadableError(
                f"{self.name[:1].upper()}{self.name[1:]}: es demasiado grande; en todo el libro caben "
                f"{MAX_CELLS} celdas de pocas palabras. Deje solo la tabla de acciones."
            )

    def merge(self) -> None:
        """Put one cell wherever merged ones are, as far as the sheet is filled.

        Of areas that overlap, which no program writes, the first counts: merging what was merged would
        multiply what lies under it.
        """
        bottom = max(self.cells, default=0)
        right = max((column for row in self.cells.values() for column in row), default=0)
        done: set[tuple[int, int]] = set()
        for tall, wide in self.merges:
            rows = range(tall.start, min(tall.stop, bottom + 1))
            columns = range(wide.start, min(wide.stop, right + 1, MAX_COLUMNS + 1))
            self.count(len(rows) * len(columns))
            area = [(row, column) for row in rows for column in columns]
            there = [(row, column) for row, column in area if column in self.cells.get(row, {})]
            if there and len(area) > 1 and done.isdisjoint(area):
                done.update(area)
                merged = self._merged((tall.start, wide.start), there, len(rows))
                for row in rows:
                    self.cells.setdefault(row, {}).update(dict.fromkeys(columns, merged))

    def _merged(self, corner: tuple[int, int], there: Iterable[tuple[int, int]], rows: int) -> Cell:
        """Make one cell of several; what programs kept in the others is hidden by it."""
        main = self.cells.get(corner[0], {}).get(corner[1]) or cell_of("", self.place(*corner))
        under = [self.cells[row][column] for row, column in there if (row, column) != corner]
        kept = [
            replace(piece, marks=piece.marks | {Mark.HIDDEN})
            for cell in under
            for piece in cell.pieces
            if piece.text
        ]
        return replace(main, aside=(*main.aside, *kept), rows=rows)

    def table(self) -> Table:
        """Its rows from the first to the last that says something, with a cell for each empty place."""
        return table_of(self._rows(), self.name)

    def _rows(self) -> Iterator[tuple[Cell, ...]]:
        for number in range(1, min(max(self.cells, default=0), MAX_ROWS + 1) + 1):
            row = self.cells.get(number, {})
            end = min(max(row, default=0), MAX_COLUMNS + 1)
            self.count(max(0, end - len(row)))
            yield tuple(row.get(each) or _blank(self.place(number, each)) for each in range(1, end + 1))

    def said(self) -> Iterator[Said]:
        """Say what was read although it is hidden."""
        rows = sorted(self.hidden_rows.intersection(self.cells))
        if rows:
            yield Said(self.name, f"{_read(rows, 'fila')}, desde la {rows[0]}")
        full = {column for row in self.cells.values() for column, cell in row.items() if cell.text}
        columns = sorted(self.hidden_columns & full)
        if columns:
            yield Said(self.name, f"{_read(columns, 'columna')}, desde la {letters(columns[0])}")


def _blank(place: str) -> Cell:
    return Cell((Piece("", place),), place)


def _read(hidden: list[int], noun: str) -> str:
    verb = "leyó" if len(hidden) == 1 else "leyeron"
    return f"se {verb} también {plural(len(hidden), f'{noun} oculta', f'{noun}s ocultas')}"
