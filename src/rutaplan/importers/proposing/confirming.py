"""confirming: the directory that came back: which bodies are still as it printed them, and what is not so."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rutaplan.derive import MESES
from rutaplan.derive.huella import huella_institucion
from rutaplan.derive.involved import tipo_named
from rutaplan.importers.meanings.values import Values, agreed, is_blank
from rutaplan.importers.pieces import Cell, Document, Piece, flat, words
from rutaplan.importers.proposing.proposal import Difference, Proposal, Sides, Wishes
from rutaplan.importers.recognisers.own_rows import borne, know_borne, titled_rows
from rutaplan.importers.recognisers.printed import Maker, PrintedLines
from rutaplan.importers.recognisers.reading import DIRECTORY, Notes, Reading
from rutaplan.model import CORREO, DIRECCION_SEGURA, FECHA_PARCIAL, SILENCIOS, Institucion
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.rules.datos import personal_contact
from rutaplan.suggest import fold, mend
from rutaplan.views.documents import DIRECTORIO
from rutaplan.views.documents.directorio import DESDE, HASTA, SIGUE_ASI, SUCESORA, TITULOS, printed

NAME = "directorio"
_BOX = re.compile(rf"{fold(SIGUE_ASI)} ({'|'.join(map(fold, MESES))}) de ([0-9]{{4}})")
_CAJA, _HUELLA = "caja", "huella"
_ASKED = ("sigla", "nombre", "tipo", "contacto", "vigencia")
_BY_TITLE = {fold(titulo): campo for campo, titulo in TITULOS.items()} | {_HUELLA: _HUELLA}
_VIGENCIA = re.compile(
    rf"(?:{DESDE}\s+(?P<desde>{FECHA_PARCIAL}))?\s*(?:{HASTA}\s+(?P<hasta>{FECHA_PARCIAL}))?"
    rf"(?:\s*[;,.]?\s*{SUCESORA[:-1]}\s*:?\s*(?P<sucesora>\S.*))?",
    re.IGNORECASE | re.DOTALL,
)
_SOURCE = re.compile(r" \((?:verificada|por verificar)(?:, (?:sin fecha|comprobada en \w+ de [0-9]{4}))?\)$")
"""How sure a source was when the paper was made, and when somebody had looked."""
_UNPROVEN = "sigue por_verificar: si esto la verifica, cambie también confianza y fuente"
_CONTACTO = re.compile(f"{CORREO}|{DIRECCION_SEGURA}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a row says of a body. mark: its fingerprint; mes: the month of its box."""

    ident: str
    mark: str
    cells: Mapping[str, Cell]
    mes: str
    place: str

    def shows(self, *, stale: bool) -> bool:
        """Whether it surely shows what its box speaks of. stale: the plan has left its fingerprint behind."""
        if stale:
            return {*_ASKED} <= {*self.cells}
        return bool(self.mark or {"sigla", "nombre"} & {*self.cells})


def is_directory(document: Document) -> bool:
    """Whether a document is our directory: some table has the column of its boxes."""
    return any(_titles(row) for table in document.tables for row in table.rows)


def confirm(plan: Plan, document: Document, values: Values, wishes: Wishes, make: Maker | None) -> Proposal:
    """Tell what a directory that came back confirms, and what it would change."""
    lines = PrintedLines(plan, make, (NAME,))
    reading = Reading(f"{DIRECTORY} ({document.kind})", notes=Notes(said=[*document.said]))
    found = _Confirmation(plan, values, wishes, Proposal(reading))
    found.read(document)
    own = [
        each
        for each in document.pieces()
        if each not in found.body and each.text in {DIRECTORIO.juntas, DIRECTORIO.para}
    ]
    found.notes.know(own)
    found.notes.claims += lines.claims(document, found.body)
    return found.result


class _Confirmation:
    """One directory against one plan."""

    def __init__(self, plan: Plan, values: Values, wishes: Wishes, result: Proposal) -> None:
        self.plan, self.values, self.result = plan, values, result
        self.notes, self.sides = result.notes, Sides(result, wishes)
        self.body: set[Piece] = set()  # what stands in the table: no line around it

    def read(self, document: Document) -> None:
        """Read all its rows."""
        rows = [*self._rows(document)]
        count = Counter(each.ident for each in rows)
        for row in rows:
            if not row.ident:
                self._tell_row(row, "no tiene id; una institución nueva se agrega con: rutaplan set ID")
            elif count[row.ident] > 1:
                self._tell_row(row, f"el id {quoted(row.ident)} está en más de una fila; no se lee ninguna")
            elif row.ident not in self.plan.institucion_by_id:
                near = mend(row.ident, self.plan.institucion_by_id)
                self._tell_row(row, f"el plan no tiene la institución {quoted(row.ident)}{near}")
            else:
                self._row(row)

    def _rows(self, document: Document) -> Iterator[Answer]:
        """The rows that somebody filled in, or that say what they are of."""
        for cells, titles, row in titled_rows(document, _titles, self.notes):
            self.body.update(piece for cell in row for piece in cell.lines)
            if any(cell.text for campo, cell in cells.items() if campo != _CAJA or not is_blank(cell.text)):
                ident, mark, said = borne(cells)
                for each in said:
                    self.notes.say(row[0].place, each)
                yield Answer(ident.lower(), mark, cells, _mes(titles), row[0].place)

    def _tell_row(self, row: Answer, reason: str) -> None:
        """Tell a whole row; an address that nobody looked at is not shown."""
        for campo, cell in row.cells.items():
            if campo == "contacto":
                self.notes.hide(cell)
        self.notes.tell([cell for campo, cell in row.cells.items() if campo != "contacto"], reason, row.place)

    def _row(self, row: Answer) -> None:
        own, shown = self.plan.institucion_by_id[row.ident], printed(self.plan, row.ident)
        stale = bool(row.mark) and row.mark != huella_institucion(row.ident, own)
        told, found = self.notes.told, []
        for campo in ("id", _HUELLA):
            if campo in row.cells:
                know_borne(self.notes, row.cells[campo], row.ident, row.mark)
        for campo, cell in row.cells.items():
            if campo in shown and campo != "id":
                if flat(cell.text) == flat(shown[campo]):
                    self.notes.know(cell)
                else:
                    found += self._changed(row.ident, own, campo, cell, shown[campo])
        taken = [each for each in found if self.sides.takes(each, marked=bool(row.mark), stale=stale)]
        self.result.bodies += taken
        doubted = self.notes.told > told or len(taken) < len(found) or not row.shows(stale=stale)
        box = self._box(row, own, doubted=doubted)
        self.result.equal += not (found or doubted or box)

    def _box(self, row: Answer, own: Institucion, *, doubted: bool) -> bool:
        """Take what the box of a row says; whether it says anything that the plan has not."""
        cell = row.cells[_CAJA] if _CAJA in row.cells else Cell((), row.place)
        if is_blank(cell.text):
            self.notes.know(cell)
            return False
        answer = agreed(cell.text)
        if answer is not True:
            reason = "no dice si sigue así" if answer is None else "dice que ya no sigue así, y no qué cambió"
            self.notes.tell(cell, f"{row.ident}: la casilla {reason}")
        elif doubted:
            self.notes.tell(
                cell, f"{row.ident}: no se da por comprobada: algo de su fila no se lleva, o falta"
            )
        elif own.comprobada and own.comprobada >= row.mes:
            self.notes.know(cell)
            return False
        else:
            notice = _UNPROVEN if own.confianza == "por_verificar" else ""
            when = Difference(row.ident, ("comprobada",), own.comprobada, row.mes, cell.place, notice)
            self.result.bodies.append(replace(when, pieces=cell.lines, covers=cell.text))
        return True

    def _changed(self, ident: str, own: Institucion, campo: str, cell: Cell, shown: str) -> list[Difference]:
        """The differences that a cell makes which is not as it was printed."""
        if not cell.text:
            key = "vigente_hasta" if campo == "vigencia" else campo
            mend = f"para quitarlo, rutaplan set {ident} --quitar {key}"
            self._doubt(ident, campo, cell, f"la celda quedó vacía, y nada se borra; {mend}")
            return []
        if campo == "fuente":
            if _SOURCE.sub("", flat(cell.text)) == _SOURCE.sub("", flat(shown)):
                self.notes.know(cell)  # however sure it was when the paper was made
            else:
                self._doubt(ident, campo, cell, f"no se lleva; se cambia con rutaplan set {ident} fuente=...")
            return []
        if campo == "vigencia":
            return self._vigencia(ident, own, cell, shown)
        value, doubt = self._value(campo, cell)
        if doubt:
            self._doubt(ident, campo, cell, doubt)
        elif value == getattr(own, campo):
            self.notes.take(cell)
        else:
            each = Difference(ident, (campo,), getattr(own, campo), value, cell.place)
            return [replace(each, pieces=cell.lines, covers=cell.text)]
        return []

    def _doubt(self, ident: str, campo: str, cell: Cell, doubt: str) -> None:
        """Tell what is not understood; of somebody's address, only that it is one."""
        if campo == "contacto":
            self.notes.hide(cell)
            self.notes.tell((), f"{ident}, {campo}: {doubt}", cell.place)
        else:
            self.notes.tell(cell, f"{ident}, {campo}: {doubt}")

    def _value(self, campo: str, cell: Cell) -> tuple[str, str]:
        """What a cell says, and else why it is not taken."""
        read = self.values.read("texto", cell)
        text = str(read.value or "")
        if read.doubt or text in SILENCIOS:
            return "", read.doubt or f"{quoted(text)} no es un valor de este campo"
        if campo == "tipo":
            tipos = [each.nombre for each in self.plan.catalogos.tipos_institucion.values()]
            tipo = tipo_named(self.plan, text)
            return tipo, "" if tipo else f"{quoted(text)} no es un tipo de institución{mend(text, tipos)}"
        if campo != "contacto":
            return text, ""
        if not _CONTACTO.fullmatch(text):
            return "", "no es un correo de la oficina ni una dirección https"
        names = {each.nombre for grupo in self.plan.grupos for each in grupo.miembros}
        personal = personal_contact(text, names)
        return text, f"parece de una persona ({personal}); escriba el de la oficina" if personal else ""

    def _vigencia(self, ident: str, own: Institucion, cell: Cell, shown: str) -> list[Difference]:
        """Read since when, until when and who took over: what is not said any more is told."""
        found = _VIGENCIA.fullmatch(flat(cell.text))
        heir = self._heir(found["sucesora"]) if found and found["sucesora"] else ""
        if not found or (found["sucesora"] and not heir):
            way = "se escribe «desde 2011 hasta 2023; sucesora: su nombre»"
            self._doubt(ident, "vigencia", cell, f"no se entiende; {way}")
            return []
        now = {"vigente_desde": found["desde"], "vigente_hasta": found["hasta"], "sucesora": heir}
        gone = [campo for campo, value in now.items() if getattr(own, campo) and not value]
        if gone:
            reason = f"ya no dice {' ni '.join(gone)}, y nada se borra"
            self._doubt(ident, "vigencia", cell, f"{reason}: rutaplan set {ident} --quitar {gone[0]}")
            return []
        other = {campo: value for campo, value in now.items() if value and value != getattr(own, campo)}
        kept = " ".join(each for each in words(cell.text) if each in words(shown))
        self.notes.know(cell, f"{kept} {DESDE} {HASTA} {SUCESORA}")
        return [
            Difference(
                ident, (campo,), getattr(own, campo), value, cell.place, "", cell.lines,
                found["sucesora"] if campo == "sucesora" else value,
            )
            for campo, value in other.items()
        ]  # fmt: skip

    def _heir(self, text: str) -> str:
        """The id of the one body that a text names."""
        if text in self.plan.institucion_by_id:
            return text
        read = self.values.read("responsable", Cell((Piece(text, ""),), "")).value
        return read if isinstance(read, str) and read in self.plan.institucion_by_id else ""


def _titles(row: Sequence[Cell]) -> Mapping[int, str]:
    """What each column under a row of titles holds; nothing if it is no such row."""
    names = [fold(flat(cell.text)) for cell in row]
    found = {at: _CAJA if _BOX.fullmatch(name) else _BY_TITLE.get(name, "") for at, name in enumerate(names)}
    is_one = [*found.values()].count(_CAJA) == 1 and "id" in names
    return {at: campo for at, campo in found.items() if campo} if is_one else {}


def _mes(titles: Sequence[Cell]) -> str:
    """The month that the title of the boxes says."""
    (found,) = (each for cell in titles if (each := _BOX.fullmatch(fold(flat(cell.text)))))
    return f"{found[2]}-{[*map(fold, MESES)].index(found[1]) + 1:02}"
