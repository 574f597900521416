"""informes: the table in which institutions report, come back: what each row says, and where its words end.

A row is known by its fingerprint, of action, body and cut-off date, whatever was changed of its texts since;
one that lost it, by its id, the name of its institution and the date that the paper bears. What may be
another row's is never guessed, nor what may be another plan's: ids and bodies are alike from plan to plan.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from rutaplan.derive import fecha_breve, fecha_label
from rutaplan.derive.huella import huella_pedido
from rutaplan.derive.involved import heirs
from rutaplan.edit.setting import Valor
from rutaplan.importers.meanings.days import days_of, whole_day
from rutaplan.importers.meanings.lists import meaning
from rutaplan.importers.meanings.marks import without_invisible
from rutaplan.importers.pieces import Cell, Document, Piece, flat
from rutaplan.importers.recognisers.own_rows import Borne, borne, know_borne, titled_rows
from rutaplan.importers.recognisers.reading import Notes
from rutaplan.model import NO_CONSTA, Accion
from rutaplan.plan import Plan, by_key
from rutaplan.printable import quoted
from rutaplan.suggest import fold
from rutaplan.views.documents.informe import ESTADOS_INFORME, POR_LLENAR, TITULOS, acuerdo_label, avance_label
from rutaplan.views.fila import institucion_names

_BY_TITLE = {fold(titulo): campo for campo, titulo in TITULOS.items()}
MAX_CORTES = 12
"""Dates that a paper may bear. It has one; every row that lost its own is tried with each."""
_NEEDED = {"id", "estado", "hecho", "obstaculos"}
_SAYS_CORTE = re.compile(
    r"\b(?:corte|seguimiento al) (\d{4}-\d\d-\d\d|\d{1,2} (?:de )?[a-z]+ (?:de )?\d{4})(?!\d)"
)
_FOREIGN = "la hoja parece de otro plan: ninguna fila tiene el texto de su acción"
_VENCE = re.compile("[0-9]{1,2} (?:de )?[a-z]+ (?:de )?[0-9]{4}|sin fecha")
_WAYS = (fecha_breve, fecha_label)
"""How our papers write a day, and how they did."""


@dataclass(frozen=True, slots=True)
class Informe:
    """A row that somebody filled in. valores: the fields of the report; cells: where its words stand."""

    accion: str
    institucion: str
    corte: date
    valores: Mapping[str, Valor]
    place: str
    pieces: tuple[Piece, ...]
    said: tuple[str, ...] = ()


@dataclass(slots=True)
class Recibido:
    """A paper that came back: its reports, whose rows it has, how many are empty, and where its words end."""

    document: Document
    informes: list[Informe] = field(default_factory=list)
    instituciones: dict[str, None] = field(default_factory=dict)
    cortes: dict[date, None] = field(default_factory=dict)
    vacias: int = 0
    notes: Notes = field(default_factory=Notes)
    apart: set[Piece] = field(default_factory=set)


def is_informe(document: Document) -> bool:
    """Whether a document has the table in which institutions report."""
    return any(_titles(row) for table in document.tables for row in table.rows[:10])


def read_informes(document: Document, plan: Plan, kind: str) -> Recibido:
    """Read all rows of all such tables. kind: the format that the paper came in."""
    result = Recibido(document)
    rows = [*titled_rows(document, _titles, result.notes)]
    result.apart |= {line for each in rows for cell in each.row for line in cell.lines}
    _Reader(plan, result, _cortes_of(document), kind).read_all([each.cells for each in rows if each.cells])
    return result


def _titles(row: Sequence[Cell]) -> Mapping[int, str]:
    """What the columns under a row of titles hold, by their place; nothing where it is no such row."""
    found = {
        at: _BY_TITLE[name] for at, cell in enumerate(row) if (name := fold(flat(cell.text))) in _BY_TITLE
    }
    return found if {*found.values()} >= _NEEDED else {}


def _cortes_of(document: Document) -> set[date]:
    """The dates that a paper says to be its cut-off, in its lines and at the foot of its pages; not many."""
    texts = (fold(flat(each.text)) for each in document.pieces())
    said = {typed for text in texts for typed in _SAYS_CORTE.findall(text)}
    days = {day for typed in said if (day := whole_day(typed))}
    return days if len(days) <= MAX_CORTES else set()


class _Reader:
    """Reads rows against one plan. cortes: the dates that the whole paper bears."""

    def __init__(self, plan: Plan, result: Recibido, cortes: set[date], kind: str) -> None:
        self.plan, self.result, self._cortes, self._kind = plan, result, cortes, kind
        self._notes = result.notes
        self._names = institucion_names(plan)
        self._by_name = by_key(
            (fold(said), each) for each, name in self._names.items() for said in (name, each)
        )
        self._by_mark: dict[tuple[str, date], Mapping[str, str]] = {}
        self._by_text = by_key((fold(flat(each.texto)), each.id) for each in plan.acciones)
        self._is_foreign = False

    def read_all(self, rows: Sequence[Mapping[str, Cell]]) -> None:
        """Read all rows of a paper. One text may be new since; where all are others, the plan is another."""
        own = [_typed(borne(cells)) in self._owners(cells) for cells in rows if _text_of(cells)]
        self._is_foreign = len(own) > 1 and not any(own)
        for cells in rows:
            self._read(cells)

    def _owners(self, cells: Mapping[str, Cell]) -> Sequence[str]:
        """The actions that have the text which a row bears."""
        return self._by_text.get(_text_of(cells), ())

    def _read(self, cells: Mapping[str, Cell]) -> None:
        """Read a row; one that says nothing is none."""
        if not any(cell.text or cell.aside for cell in cells.values()):
            return
        place = (cells.get("id") or next(iter(cells.values()))).place
        filled = {campo: cells[campo] for campo in POR_LLENAR if campo in cells and cells[campo].text}
        row = borne(cells)
        who = self._who(row, cells)
        if self._is_foreign and not isinstance(who, str):
            who = _FOREIGN
        if isinstance(who, str):
            told = filled if who is _FOREIGN else cells  # of one row, what is printed in it too
            if told:
                self._notes.tell(told.values(), who, place)
            bodies, days = self._bodies_in(cells), self._cortes_in(cells)
            if who is not _FOREIGN and len(bodies) == len(days) == 1:
                self._of(bodies[0], next(iter(days)))  # the rest of the paper is of them all the same
            return
        accion, ident, corte = who
        self._of(ident, corte)
        self._know(cells, row, accion, ident)
        if not filled:
            self.result.vacias += 1
            return
        self._report(filled, who, place, row.said)

    def _who(self, row: Borne, cells: Mapping[str, Cell]) -> tuple[Accion, str, date] | str:
        """Which action, body and day a row is of; or why nobody can know."""
        typed, owners = _typed(row), self._owners(cells)
        accion = self.plan.accion_by_id.get(typed)
        text_of = f"el texto de la fila es el de {owners[0]}" if owners else ""
        if accion is None:
            absent = f"el plan no tiene una acción {quoted(typed)}"
            mend = f"{text_of}: si es esa, tráigalo con «rutaplan avance {owners[0]}»" if owners else ""
            return "; ".join(filter(None, (absent, mend))) if typed else "la fila no dice de qué acción es"
        who = self._placed(accion, row.mark, cells)
        if owners and accion.id not in owners and not isinstance(who, str):
            return f"{text_of}, y su id es otro: la fila se movió, o alguien la cambió"
        return who

    def _placed(self, accion: Accion, mark: str, cells: Mapping[str, Cell]) -> tuple[Accion, str, date] | str:
        """Whose a row of an action is, by its fingerprint or, without one, by what it says."""
        days, named = self._cortes_in(cells), self._bodies_in(cells)
        if mark:
            return self._marked(accion, mark, days, named)
        if len(days) != 1 or len(named) != 1:
            return f"la fila no dice {'de qué institución es' if len(days) == 1 else 'su fecha de corte'}"
        return accion, named[0], next(iter(days))

    def _marked(
        self, accion: Accion, mark: str, days: Iterable[date], named: Sequence[str]
    ) -> tuple[Accion, str, date] | str:
        """Whose a row is by its fingerprint, if nothing else of it says another."""
        own = (
            (ident, day) for day in days for ident in named if huella_pedido(accion.id, ident, day) == mark
        )
        others = ((ident, day) for day in days if (ident := self._asked(accion.id, day).get(mark)))
        found = next(chain(own, others), None)
        if found is None or (named and found[0] not in named):
            what = "institución" if found else "acción y su fecha"
            return (
                f"la huella de la fila no es la de su {what}: la fila se movió, alguien la cambió, o su "
                "institución tiene otro id desde entonces; si lo dicho vale, tráigalo con «rutaplan avance»"
            )
        return accion, *found

    def _asked(self, accion: str, day: date) -> Mapping[str, str]:
        """The body that each fingerprint is of which an action has at a date."""
        if (accion, day) not in self._by_mark:
            marks = {huella_pedido(accion, ident, day): ident for ident in self._names}
            self._by_mark[accion, day] = marks
        return self._by_mark[accion, day]

    def _of(self, ident: str, corte: date) -> None:
        """Say of which body and day the paper is."""
        self.result.instituciones[ident] = None
        self.result.cortes[corte] = None

    def _bodies_in(self, cells: Mapping[str, Cell]) -> Sequence[str]:
        """The bodies that have the name which a row bears."""
        return self._by_name.get(fold(flat(cells["institucion"].text)), ()) if "institucion" in cells else ()

    def _cortes_in(self, cells: Mapping[str, Cell]) -> set[date]:
        """The dates of which a row may be; the fingerprint proves one where a sheet wrote it in figures."""
        own = days_of(cells["corte"].text) if "corte" in cells else set()
        return (own & self._cortes) or own or self._cortes

    def _know(self, cells: Mapping[str, Cell], row: Borne, accion: Accion, ident: str) -> None:
        """Claim what our papers print in a row; what somebody wrote there is left, and so is told."""
        before = (ident, *(each for each in self.plan.institucion_by_id if ident in heirs(self.plan, each)))
        reports = [each for each in self.plan.avances_by_accion.get(accion.id, ()) if each.reporta in before]
        printed = {
            "texto": {flat(accion.texto)},
            "institucion": {flat(self._names[ident]), ident},
            "ultimo": {flat(avance_label(each, way)) for each in (*reports, None) for way in _WAYS},
        }
        for campo, cell in cells.items():
            if campo in {"id", "huella"}:
                know_borne(self._notes, cell, accion.id, row.mark)
            elif campo == "corte" and whole_day(cell.text):
                self._notes.know(cell)
            elif campo == "vence":
                self._notes.know(each for each in cell.lines if self._is_due(each.text, accion))
            elif campo in printed and flat(cell.text.replace("\n", " ")) in printed[campo]:
                self._notes.know(cell)

    def _is_due(self, text: str, accion: Accion) -> bool:
        lines = (flat(line) for line in text.split("\n"))
        agreed = {flat(acuerdo_label(accion, way)) for way in _WAYS}
        return all(_VENCE.fullmatch(each) or each in agreed for each in lines)

    def _report(
        self, filled: Mapping[str, Cell], who: tuple[Accion, str, date], place: str, how: Sequence[str]
    ) -> None:
        """Read what somebody wrote: a state that is known, and texts as they are. how: its row was read."""
        accion, ident, corte = who
        estado = meaning("avances", flat(filled["estado"].text)) if "estado" in filled else ""
        if not estado:
            typed = f"{quoted(filled['estado'].text)} no es uno" if "estado" in filled else "está vacío"
            known = ", ".join(ESTADOS_INFORME.values())
            self._notes.tell(
                filled.values(), f"no se lleva sin su estado, que {typed}; escriba uno: {known}", place
            )
            return
        said = [*how]
        texts = {campo: self._text(cell, said) for campo, cell in filled.items()}
        valores: dict[str, Valor] = {
            "accion": accion.id,
            "fecha": corte.isoformat(),
            "reporta": ident,
            "estado": estado,
            "texto": texts.get("hecho") or NO_CONSTA,
        }
        if "hecho" not in texts:
            said.append("no dice qué se hizo: queda «no consta»")
        if evidence := tuple(line for line in texts.get("evidencia", "").split("\n") if line):
            valores["evidencia"] = evidence
        if texts.get("obstaculos"):
            valores["obstaculos"] = texts["obstaculos"]
        valores["documento"] = documento(corte, ident, self._kind)
        pieces = tuple(line for cell in filled.values() for line in cell.lines)
        self.result.informes.append(Informe(accion.id, ident, corte, valores, place, pieces, tuple(said)))

    def _text(self, cell: Cell, said: list[str]) -> str:
        text, count = without_invisible(cell.text)
        if count:
            said.append("se quitaron caracteres invisibles")
        return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def _typed(row: Borne) -> str:
    """The id that a row bears, without what stands behind it."""
    return row.ident.partition(" ")[0].upper()


def _text_of(cells: Mapping[str, Cell]) -> str:
    return fold(flat(cells["texto"].text.replace("\n", " "))) if "texto" in cells else ""


def documento(corte: date, institucion: str, kind: str) -> str:
    """What a report calls its paper: the name that ronda gave it, whatever it was sent back as."""
    known = {"odt": "docx", "docx": "docx"}.get(kind, "xlsx")
    return f"ronda/{corte}/{institucion}/seguimiento-{institucion}.{known}"
