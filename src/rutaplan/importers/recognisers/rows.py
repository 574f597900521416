"""rows: the rows of a table as entries: one action a row, or the form's.

In the form all the actions of a nivel may stand in one cell, each a paragraph; what stands beside is tied
by the row, or by its number.
"""

from collections.abc import Iterator, Mapping, Sequence

from rutaplan.importers.meanings.headings import MAX_HEADING, Places, ident_in, plain
from rutaplan.importers.meanings.lists import forms, spelled
from rutaplan.importers.meanings.values import Values
from rutaplan.importers.pieces import Cell, Piece, Table, on_lines, words
from rutaplan.importers.recognisers.items import Item, goes_on, items
from rutaplan.importers.recognisers.likely import FEW_WORDS
from rutaplan.importers.recognisers.own_rows import Borne, borne
from rutaplan.importers.recognisers.reading import PLACES, Entry, Notes
from rutaplan.importers.recognisers.tables import NUMERO, SHARED, Column, Layout, unread
from rutaplan.printable import quoted
from rutaplan.suggest import fold

_ROTULOS = {"plazo": "plazo_meses", "plazo (meses)": "plazo_meses", "instituciones": "instituciones"}
_UNDECIDED = "por definir"  # what our papers print where there is nothing


class Rows:
    """Reads the rows of one document; a cell of actions that is merged over several is read once."""

    def __init__(self, places: Places, values: Values, notes: Notes) -> None:
        self._places, self._values, self._notes = places, values, notes
        self._read: set[Cell] = set()
        self._above: dict[str, str] = {}  # the last action of each nivel

    def read(self, row: Sequence[Cell], layout: Layout, place: str, *, ruled: bool) -> Iterator[Entry]:
        """Give the actions of a row, each nivel's in order. ruled: see Table."""
        if ruled and self._lost(row, layout, place):
            return
        pairs = list(zip(layout.columns, row, strict=False))
        self._unread(pairs)
        shared = {campo: cell for column, cell in pairs for campo in column.fields if campo in PLACES}
        for nivel in dict.fromkeys(each.nivel for each, _ in pairs if not SHARED & {*each.fields}):
            own = [
                (column, cell) for column, cell in pairs if column.nivel == nivel or SHARED & {*column.fields}
            ]
            found = self._items(own, nivel, shared) if layout.form else self._one(own, nivel, place)
            yield from (each for each in found if not self._is_rest(each, nivel))

    def _is_rest(self, entry: Entry, nivel: str) -> bool:
        """Tell the end of an action that a page parted; whether a row is one: nothing else stands in it."""
        text, above = entry.typed("texto"), self._above.get(nivel, "")
        alone = not any(cell.text for campo, cell in entry.cells.items() if campo not in {"texto", *PLACES})
        rest = alone and not entry.ident and goes_on(above, text)
        if rest:
            how = "únala a ella; si no, empiécela con mayúscula"
            self._notes.tell(entry, f"parece el final de la acción de arriba: {how}")
        else:
            self._above[nivel] = text
        return rest

    def are_sums(self, row: Sequence[Cell], layout: Layout, place: str) -> bool:
        """Tell a row of sums, which somebody put below the actions; whether it is one."""
        first = next(each for each in row if each.text)
        texts = layout.cells("texto", row)
        found = "id" not in layout.fields and any(_is_total(each.text) for each in (first, *texts))
        if found:
            self._notes.tell(row, "parece una fila de totales", place)
        return found

    def may_be(self, table: Table, layout: Layout, *, people: bool) -> bool:
        """Whether a table without titles may hold actions; surely, where it may hold people too."""
        return any(
            len(words(cell.text)) >= FEW_WORDS and (not people or self.is_action(row, layout))
            for row in table.rows
            for cell in layout.cells("texto", row)[:1]
        )

    def is_action(self, row: Sequence[Cell], layout: Layout) -> bool:
        """Whether a row is surely an action: its eje, its plazo or its full stop says so."""
        said = any(self._places.eje(cell.text) for cell in layout.cells("eje", row))
        ended = any(cell.text.endswith(".") for cell in layout.cells("texto", row))
        return said or ended or self.has_plazo(row, layout)

    def has_plazo(self, row: Sequence[Cell], layout: Layout) -> bool:
        """Whether a row says in how many months."""
        return any(
            cell.text and self._values.read("plazo_meses", cell).value is not None
            for cell in layout.cells("plazo_meses", row)
        )

    def _lost(self, row: Sequence[Cell], layout: Layout, place: str) -> bool:
        """Tell a row of which a cell is missing, since nobody knows which; whether one is."""
        missing = len(layout.columns) - len(row)
        if missing > 0:
            self._notes.tell(row, f"a la fila le faltan celdas ({missing}): complétela", place)
        return missing > 0

    def _unread(self, pairs: Sequence[tuple[Column, Cell]]) -> None:
        for column, cell in pairs:
            if column.fields and column.fields != (NUMERO,):
                continue
            known = cell.text.strip(" .").isdecimal() if column.fields else spelled(cell.text) == _UNDECIDED
            if known:
                self._notes.know(cell)
            elif not column.fields and self._places.is_of_people(column.title):
                self._notes.hide(cell)
            elif cell.text:
                why = unread(column) if column.title else "la columna no tiene título"
                self._notes.unread(cell, why)

    def _one(self, pairs: Sequence[tuple[Column, Cell]], nivel: str, place: str) -> Iterator[Entry]:
        """Read a row as one action, with all that it says of it."""
        cells = {
            campo: on_lines(cell) for column, cell in pairs for campo in column.fields if campo != NUMERO
        }
        said = [campo for campo, each in cells.items() if each.text or each.aside]
        if not said or ("id" in cells and not {*said} - {*PLACES}):
            for campo in said:  # an empty row of our form says only where it stands
                text = cells[campo].text
                if campo in PLACES and self._places.find(campo, text):
                    self._notes.know(cells[campo], self._places.said(campo, text))
            return
        if _spans(next((cell for column, cell in pairs if "texto" in column.fields), None), pairs):
            return
        ident, mark, read = _ident(cells)
        for each in read:
            self._notes.say(place, each)
        yield Entry(
            place, cells, ident, mark,
            eje=self._places.eje(_text(cells, "eje")),
            nivel=self._places.nivel(_text(cells, "nivel")) or nivel,
            grupo=self._places.grupo(_text(cells, "grupo")),
        )  # fmt: skip

    def _items(
        self, pairs: Sequence[tuple[Column, Cell]], nivel: str, shared: Mapping[str, Cell]
    ) -> Iterator[Entry]:
        """Read a row of the form: its actions, and what it ties to each."""
        texts = [cell for column, cell in pairs if "texto" in column.fields]
        if not texts or _spans(texts[0], pairs):
            return
        found = items(texts[0]) if texts[0] not in self._read else []
        self._read.add(texts[0])
        marks = ", ".join(dict.fromkeys(quoted(each.mark) for each in found if each.mark))
        if marks:
            self._notes.say(texts[0].place, f"se quitaron las marcas de lista {marks}")
        values: list[dict[str, Cell]] = [{} for _ in found]
        for column, cell in pairs:
            if {*column.fields} - SHARED - {"texto"} and (cell.text or cell.aside):
                self._tie(found, column, cell, values)
        eje = self._places.eje(_text(shared, "eje"))
        for item, own in zip(found, values, strict=True):
            self._notes.know(item.pieces, item.mark)
            cell = Cell(item.pieces, item.place, aside=texts[0].aside if len(found) == 1 else ())
            yield Entry(item.place, {"texto": cell, **own}, eje=eje, nivel=nivel, said=item.said)

    def _tie(
        self, found: Sequence[Item], column: Column, cell: Cell, values: Sequence[dict[str, Cell]]
    ) -> None:
        """Give each action what the source surely ties to it: the only one of a row, or the same number."""
        if len(found) == 1:
            values[0].update(self._shared_out(column.fields, cell))
            return
        by_number = {item.number: at for at, item in enumerate(found) if item.number}
        entries = items(cell)
        numbers = [each.number for each in entries]
        if by_number and all(each in by_number for each in numbers) and len({*numbers}) == len(numbers):
            for each in entries:
                self._notes.know(each.pieces, each.mark)
                lines = tuple(part for piece in each.pieces for part in self._on_lines(piece))
                values[by_number[each.number]].update(
                    self._shared_out(column.fields, Cell(lines, each.place))
                )
        else:
            self._notes.tell(cell, "queda sin ubicar: no dice de qué acción es cada cosa")

    def _shared_out(self, campos: Sequence[str], cell: Cell) -> Mapping[str, Cell]:
        """Share a cell of plazo and institutions between both: by labels, or by what is a plazo."""
        if len(campos) == 1:
            return {campos[0]: on_lines(cell)}
        lines: dict[str, list[Piece]] = {campo: [] for campo in campos}
        for piece in on_lines(cell).full:
            label, colon, rest = piece.text.partition(":")
            campo = next(
                (each for name, each in _ROTULOS.items() if colon and fold(label).strip().startswith(name)),
                "",
            )
            if campo in lines:
                self._notes.know(piece, label)
                lines[campo].append(piece.part(rest.strip()))
            elif not lines["plazo_meses"] and self._is_plazo(piece):
                lines["plazo_meses"].append(piece)
            else:
                lines["instituciones"].append(piece)
        aside = {next(iter(lines)): cell.aside}
        return {
            campo: Cell(tuple(own), cell.place, aside.get(campo, ()), cell.rows)
            for campo, own in lines.items()
            if own
        }

    def _is_plazo(self, piece: Piece) -> bool:
        read = self._values.read("plazo_meses", Cell((piece,), piece.place))
        return read.value is not None or "plazo" in fold(piece.text).split() or piece.text[:1].isdigit()

    def _on_lines(self, piece: Piece) -> Iterator[Piece]:
        """Put the plazo of "6 meses; INM (Honduras)" on a line of its own."""
        head, mark, rest = piece.text.partition(";" if ";" in piece.text else ",")
        first = piece.part(head.strip())
        if mark and self._values.read("plazo_meses", Cell((first,), piece.place)).value is not None:
            yield from (first, piece.part(rest.strip()))
        else:
            yield piece


def _spans(texto: Cell | None, pairs: Sequence[tuple[Column, Cell]]) -> bool:
    """Whether the cell of the action is merged with that of another field: a line, and no action."""
    return texto is not None and any(cell is texto and "texto" not in column.fields for column, cell in pairs)


def _text(cells: Mapping[str, Cell], campo: str) -> str:
    return cells[campo].text if campo in cells else ""


def _ident(cells: Mapping[str, Cell]) -> Borne:
    """Tell which action a row is of, and its fingerprint: "?" is one that cannot be read."""
    found = borne(cells)
    lost = "?" if _text(cells, "huella") and not found.mark else ""
    return found._replace(ident=ident_in(found.ident) or found.ident, mark=found.mark or lost)


def _is_total(text: str) -> bool:
    """Whether a text is over the sums of a table: "Subtotal nacional"."""
    said = plain(text).split()
    return len(said) <= MAX_HEADING and {*said[:2]} & {*forms("totales")["palabra"]} != set()
