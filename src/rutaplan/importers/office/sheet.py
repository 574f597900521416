"""sheet: the sheets of a workbook while they are read, of Excel and of LibreOffice alike.

runs by row and column ──cell_from──▶ cells ──Sheet: merge, table──▶ tables ──document_of──▶ a document
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from rutaplan.derive import plural
from rutaplan.derive.huella import HUELLA
from rutaplan.importers.office.paragraphs import Run, Total
from rutaplan.importers.pieces import (
    AS_TEXT,
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Document,
    Mark,
    Piece,
    Said,
    Table,
    UnreadableError,
    cell_of,
    column_name,
    table_of,
    texts_of,
)  # fmt: skip
from rutaplan.suggest import fold

_TITLE = "huella"
MAX_CELLS = 200_000
FEW = 64  # letters that a cell holds for its price


def document_of(sheets: Iterable["Sheet"]) -> Document:
    """Give a workbook: its sheets in order, and aside what is on the hidden ones."""
    blocks: list[Cell | Table] = []
    aside: list[Piece] = []
    said: list[Said] = []
    for sheet in sheets:
        found = [*sheet.over, *sheet.table(), *sheet.under]
        if sheet.hidden:
            aside += [each.marked(Mark.SHEET) for each in (*texts_of(found), *sheet.aside)]
        else:
            blocks += found
            aside += sheet.aside
            said += [*sheet.said(), *sheet.remarks]
    return Document("hoja de cálculo", tuple(blocks), tuple(aside), tuple(said))


def cell_from(runs: Sequence[Run], place: str) -> Cell:
    """Make a cell of its runs: those whose marks are no text's stand aside of it."""
    if len(runs) == 1 and not runs[0][1]:
        return cell_of(runs[0][0], place)
    made = cell_of("".join(text for text, marks in runs if not marks - AS_TEXT), place)
    aside = [piece for text, marks in runs if marks - AS_TEXT for piece in cell_of(text, place, *marks).aside]
    return made.beside(aside) if aside else made


def worth(runs: Iterable[Run]) -> int:
    """How many cells of a few words some runs are worth: one text may stand in many cells."""
    return sum(1 if len(text) < FEW else len(text) // FEW + len(text.splitlines()) for text, _ in runs)


@dataclass(slots=True)
class Sheet:
    """A sheet while it is read. over and under: what stands before its table, and after."""

    name: str
    total: Total
    hidden: bool
    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[tuple[range, range]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    over: list[Cell | Table] = field(default_factory=list)
    under: list[Cell | Table] = field(default_factory=list)
    aside: list[Piece] = field(default_factory=list)
    remarks: list[Said] = field(default_factory=list)

    def place(self, row: int, column: int) -> str:
        """Name a place, as people do."""
        return f"{self.name}, celda {column_name(column)}{row}"

    def count(self, cells: int) -> None:
        """Count cells before they are made; UnreadableError if there are more than a plan could be."""
        self.total.cells += cells
        if self.total.cells > MAX_CELLS:
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
        row, column = corner
        main = self.cells.get(row, {}).get(column) or cell_of("", self.place(row, column))
        under = texts_of(self.cells[row][column] for row, column in there if (row, column) != corner)
        return replace(main.beside(each.marked(Mark.HIDDEN) for each in under), rows=rows)

    def table(self) -> list[Table]:
        """Its rows up to the last that says something, if any, with a cell for each empty place."""
        made = table_of(self._rows(), self.name)
        return [made] if made.rows else []

    def _rows(self) -> Iterator[tuple[Cell, ...]]:
        for number in range(1, min(max(self.cells, default=0), MAX_ROWS + 1) + 1):
            row = self.cells.get(number, {})
            end = min(max(row, default=0), MAX_COLUMNS + 1)
            self.count(max(0, end - len(row)))
            yield tuple(row.get(each) or cell_of("", self.place(number, each)) for each in range(1, end + 1))

    def said(self) -> Iterator[Said]:
        """Say what was read although it is hidden."""
        rows = sorted(self.hidden_rows.intersection(self.cells))
        if rows:
            yield Said(self.name, f"{_read(rows, 'fila')}, desde la {rows[0]}")
        columns = sorted(column for column in self.hidden_columns if self._is_told(column))
        if columns:
            yield Said(self.name, f"{_read(columns, 'columna')}, desde la {column_name(columns[0])}")

    def _is_told(self, column: int) -> bool:
        """Whether a hidden column says anything but the fingerprints that papers of ours hide in one."""
        texts = filter(None, (row[column].text for row in self.cells.values() if column in row))
        return any(fold(text) != _TITLE and not HUELLA.fullmatch(text) for text in texts)


def _read(hidden: list[int], noun: str) -> str:
    verb = "leyó" if len(hidden) == 1 else "leyeron"
    return f"se {verb} también {plural(len(hidden), f'{noun} oculta', f'{noun}s ocultas')}"
