"""proposers: proposals of the site: which institution makes each and when, and several of them side by side.

No person and no address is asked for: what is no institution of the plan is never shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import lru_cache

from rutaplan.derive import estado_words, fecha_label, institucion_label
from rutaplan.derive.vencimiento import day_of
from rutaplan.importers.meanings.days import whole_day
from rutaplan.importers.meanings.marks import without_invisible
from rutaplan.importers.meanings.values import Values
from rutaplan.importers.pieces import Cell, words
from rutaplan.importers.proposing.proposal import PAPER, Difference, Proposal
from rutaplan.importers.recognisers.proposed import PROPOSED
from rutaplan.importers.recognisers.reading import Entry, Notes
from rutaplan.model import Accion
from rutaplan.plan import Plan, by_key
from rutaplan.printable import quoted

_NOBODY = "sin decir quién"
_STRANGER = "una institución que no está en el plan"
_STILL = "si la propuesta vale igual, llévela con --preferir papel"
_ROW = {"id", "eje", "nivel", "huella", *PROPOSED.values()}
"""What tells of which action a proposal is, and whose."""
_KNOWN = {"texto", "eje", "nivel"}
"""What need not be said of an action that is surely the one."""


@dataclass(frozen=True, slots=True)
class Proposers:
    """Reads who proposes what a row says, and of which action.

    prefer: which side wins, if the call says so. kept: what somebody wants to be as the plan has it.
    """

    plan: Plan
    notes: Notes
    values: Values
    prefer: str = ""
    kept: list[Difference] = field(default_factory=list)

    def label(self, entry: Entry) -> str:
        """Say who proposes a row and when, "OIM, 26 de noviembre de 2026"; nothing if it is no proposal."""
        if not is_proposal(entry):
            return ""
        ident = entry.cells["propone"].text
        who = _NOBODY if not ident else _STRANGER
        if ident in self.plan.institucion_by_id:
            who = institucion_label(self.plan, ident)
        cell = entry.cells.get("fecha")
        day = whole_day(cell.text) if cell and not self._fault("fecha", cell) else None
        return f"{who}, {fecha_label(day)}" if day else who

    def admit(self, entry: Entry, accion: Accion | None) -> Entry | None:
        """Give what a proposal may change of an action; None, and told, if it is surely not of that one.

        The page shows a text and proposes none; a cell that it leaves empty says nothing.
        """
        self._know(entry)
        texto = entry.cells.get("texto")
        reason = self._objection(entry, accion, texto.text if texto else "")
        if not accion or reason:
            self.notes.know(entry.cells[campo] for campo in _ROW & entry.cells.keys())
            if not entry.ident:
                self.notes.hide(entry.pieces)  # a signature may look like a row
            self.notes.tell(entry.pieces, reason, entry.place)
            return None
        known = {campo: cell for campo, cell in entry.cells.items() if campo in _KNOWN}
        self.notes.take(known.values())
        said = {
            campo: cell
            for campo, cell in entry.cells.items()
            if without_invisible(cell.text)[0].strip() or cell.aside
        }
        return replace(entry, cells={campo: cell for campo, cell in said.items() if campo not in known})

    def keep(self, entry: Entry, accion: Accion) -> None:
        """Keep in mind who wants a priority to be as it is, which the page says only if somebody chose it."""
        cell = entry.cells.get("prioridad")
        said = self.values.read("prioridad", cell).value if cell else None
        if cell and said is not None and said == bool(accion.prioridad):
            loc, before, who = ("prioridad",), accion.prioridad, self.label(entry)
            self.kept.append(Difference(accion.id, loc, before, said, cell.place, "", cell.lines, "", who))

    def _objection(self, entry: Entry, accion: Accion | None, texto: str) -> str:
        """Tell why a row is not of an action as the plan has it; nothing if it is."""
        other = _ident_by_letters(self.plan).get(_letters(texto), "")
        mend = f"su texto es el de {other}: si es esa, escriba ese id" if other else ""
        if not entry.ident and not accion:
            return "no dice de qué acción es, y una propuesta no agrega acciones; no se muestra"
        if not accion:
            if entry.ident in self.plan.ids:
                mend = "su archivo no se puede leer; rutaplan validate dice por qué"
            mend = mend or "puede ser de otro plan, o de antes"
            return f"el plan no tiene la acción {quoted(entry.ident)}; {mend}"
        if texto and _letters(texto) != _letters(accion.texto):
            if other or self.prefer != PAPER:
                return f"{accion.id} dice hoy {quoted(accion.texto)}; {mend or _STILL}"
        elif accion.is_retirada and self.prefer != PAPER:
            return f"{accion.id} está {estado_words(str(accion.estado))} en el plan; {_STILL}"
        return ""

    def _know(self, entry: Entry) -> None:
        """Know who and when; of anything else, say that it is not that, and never show it."""
        for campo in PROPOSED.values():
            cell = entry.cells.get(campo)
            if not cell or not cell.text:
                continue
            fault = self._fault(campo, cell)
            (self.notes.hide if fault else self.notes.know)(cell.lines)
            if fault:
                said = f"lo escrito en la columna {campo.capitalize()} {fault}; no se muestra"
                self.notes.tell((), said, cell.place)

    def _fault(self, campo: str, cell: Cell) -> str:
        if campo == "propone":
            known = cell.text in self.plan.institucion_by_id
            return "" if known else "no es el id de una institución del plan"
        day = whole_day(cell.text)
        if day is None:
            return "no es una fecha segura"
        tomorrow = day_of(self.plan) + timedelta(days=1)  # it may be another day there
        return "es un día que no ha llegado" if day > tomorrow else ""


def is_proposal(entry: Entry) -> bool:
    """Whether a row says that somebody proposes it."""
    return "propone" in entry.cells


def compare_proposals(result: Proposal, kept: Sequence[Difference]) -> None:
    """Take once what several propose alike, join their remarks, and leave aside what they want otherwise.

    kept: what some want to be as the plan has it, which is no change and may be another's.
    """
    changed = {(each.ident, each.loc) for each in result.changes}
    beside = (each for each in kept if (each.ident, each.loc) in changed)
    by_field = by_key(((each.ident, each.loc), each) for each in (*result.changes, *beside))
    result.changes = []
    for same in by_field.values():
        first, *others = same
        if others and first.loc == ("notas",):
            result.changes.append(_joined(same))
        elif any(each.wanted != first.wanted for each in others):
            result.rivals.append(same)
        else:
            result.changes.append(replace(first, propone=_all(same)))
            for each in others:
                result.notes.take(each.pieces, each.covers or None)


def _joined(same: Sequence[Difference]) -> Difference:
    """Put the remarks of several after the notes that an action has."""
    before = str(same[0].before or "")
    tails = dict.fromkeys(str(each.after).removeprefix(before).strip() for each in same)
    return replace(
        same[0],
        after=" ".join(filter(None, (before, *tails))),
        pieces=tuple(piece for each in same for piece in each.pieces),
        covers=" ".join(each.covers for each in same),
        propone=_all(same),
    )


def _all(same: Sequence[Difference]) -> str:
    """Say who proposes the same, each on a line."""
    return ";\n      ".join(dict.fromkeys(each.propone for each in same))


@lru_cache(maxsize=1)
def _ident_by_letters(plan: Plan) -> Mapping[str, str]:
    return {_letters(each.texto): each.id for each in reversed(plan.acciones)}


def _letters(text: str) -> str:
    """The letters of a text: a mail breaks its lines anywhere."""
    return "".join(words(text))
