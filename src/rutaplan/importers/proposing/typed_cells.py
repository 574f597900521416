"""typed_cells: what a cell of a row says of an action, known or new: taken, told, or kept in notas."""

from dataclasses import dataclass

from rutaplan.importers.meanings.persons import may_be_name
from rutaplan.importers.meanings.values import Understood, Values
from rutaplan.importers.pieces import Cell, Mark, Piece, flat
from rutaplan.importers.recognisers.own_rows import is_mark, know_borne
from rutaplan.importers.recognisers.reading import Entry, Notes
from rutaplan.model import Accion, fields
from rutaplan.views import columnas

FIXED = {"notas_impresas" if each == "notas" else each: each for each in columnas.FIXED}
"""What tells of a row, and does not change it: as which field our papers print it."""
_KEPT = ("plazo_meses", "instituciones", "responsable")


@dataclass(frozen=True, slots=True)
class Cells:
    """Reads the cells of a document. to_notas: whether words that fit nothing go to notas."""

    values: Values
    notes: Notes
    to_notas: bool

    def read(self, campo: str, cell: Cell, what: str, paises: tuple[str, ...]) -> Understood:
        """Read a cell, and say how: its value; or a note alone, of what fits nothing; or it is told.

        what: the action, as people are told of it; paises: its countries.
        """
        read = self.values.read(campo, cell, paises=paises)
        for each in read.said:
            self.notes.say(cell.place, each if cell.rows > 1 else f"{what}, {campo}: {each}")
        if read.value is not None:
            return read
        if self.to_notas and campo in _KEPT and cell.text:
            note = f"{fields(Accion)[campo].titulo} en el documento: {flat(cell.text).rstrip('.')}."
            return Understood(note=note, covers=cell.text)
        if campo == "responsable":
            self.notes.people += filter(may_be_name, read.unknown)
        self.notes.tell((*cell.lines, *_kept_out(cell)), f"{what}, {campo}: {read.doubt}", cell.place)
        return read

    def know_mark(self, entry: Entry, campo: str, cell: Cell) -> None:
        """Know what tells a row apart: its id, its fingerprint, the marks that papers print."""
        for line in cell.full:
            if campo == "id" and is_mark(line.text):
                self.notes.know(line)
        self.notes.take(cell, entry.ident)
        know_borne(self.notes, cell, entry.ident, entry.mark)


def refused(cell: Cell) -> bool:
    """Whether what stands in a cell is no value, and is to be told as one: a formula, an error."""
    return any({Mark.FORMULA, Mark.ERROR} & piece.marks for piece in cell.aside)


def _kept_out(cell: Cell) -> tuple[Piece, ...]:
    """Give what stands in a cell and is no value: a formula, an error; or all of it, struck or hidden."""
    marks = (Mark.FORMULA, Mark.ERROR, *(() if cell.text else (Mark.STRUCK, Mark.HIDDEN)))
    found = (tuple(each for each in cell.aside if mark in each.marks) for mark in marks)
    return next(filter(None, found), ())
