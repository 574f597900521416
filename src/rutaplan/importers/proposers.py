"""proposers: proposals of the site: which institution makes each and when, and several of them side by side.

No person and no address is asked for: what is no institution of the plan is never shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rutaplan.derive import fecha_label, institucion_label
from rutaplan.importers.column_titles import bare_title
from rutaplan.importers.pieces import Cell, Document, Piece, Table
from rutaplan.importers.proposal import Difference, Proposal, Rivals
from rutaplan.importers.reading import Entry, Notes
from rutaplan.importers.tables import PROPOSED
from rutaplan.importers.workshop import days_in
from rutaplan.plan import Plan

_NOBODY = "sin decir quién"
_STRANGER = "una institución que no está en el plan"


@dataclass(frozen=True, slots=True)
class Proposers:
    """Reads who proposes what a row says."""

    plan: Plan
    notes: Notes

    def label(self, entry: Entry) -> str:
        """Say who proposes a row and when, "OIM, 26 de noviembre de 2026"; nothing if it is no proposal."""
        if not is_proposal(entry):
            return ""
        ident = entry.cells["propone"].text
        who = _NOBODY if not ident else _STRANGER
        if ident in self.plan.institucion_by_id:
            who = institucion_label(self.plan, ident)
        day = _day(entry.cells["fecha"].text) if "fecha" in entry.cells else None
        return f"{who}, {fecha_label(day)}" if day else who

    def know(self, campo: str, cell: Cell) -> None:
        """Know who and when; of anything else, say that it is not that, and never show it."""
        good = cell.text in self.plan.institucion_by_id if campo == "propone" else _day(cell.text) is not None
        if good:
            self.notes.know(cell.lines)
        elif cell.text:
            what = (
                "no es el id de una institución del plan" if campo == "propone" else "no es una fecha segura"
            )
            self.notes.hide(cell.lines)
            self.notes.tell(
                (), f"lo escrito en la columna {campo.capitalize()} {what}; no se muestra", cell.place
            )


def is_proposal(entry: Entry) -> bool:
    """Whether a row says that somebody proposes it."""
    return "propone" in entry.cells


def holds_proposals(document: Document) -> bool:
    """Whether the tables of a document are those that the site yields."""
    wanted = {*PROPOSED, "huella"}
    return bool(document.tables) and all(
        any({bare_title(cell.text) for cell in row} >= wanted for row in table.rows[:1])
        for table in document.tables
    )


def gather(papers: Sequence[tuple[str, Document]]) -> Document:
    """Make one document of the proposals of several files; each place says of which file it is."""
    made = [_placed(name, document) for name, document in papers]
    return Document(
        "CSV",
        tuple(block for each in made for block in each.blocks),
        tuple(piece for each in made for piece in each.aside),
        tuple(said for each in made for said in each.said),
    )


def _placed(name: str, document: Document) -> Document:
    def at(place: str) -> str:
        return f"{name}, {place}" if place else name

    def piece(each: Piece) -> Piece:
        return replace(each, place=at(each.place))

    def cell(each: Cell) -> Cell:
        return replace(
            each,
            lines=tuple(map(piece, each.lines)),
            place=at(each.place),
            aside=tuple(map(piece, each.aside)),
        )

    def table(each: Table) -> Table:
        return Table(tuple(tuple(map(cell, row)) for row in each.rows), at(each.place))

    said = (replace(each, place=at(each.place)) for each in document.said)
    return replace(
        document,
        blocks=tuple(map(table, document.tables)),
        aside=tuple(map(piece, document.aside)),
        said=tuple(said),
    )


def compare_proposals(result: Proposal) -> None:
    """Take once what several propose alike, join their remarks, and leave aside what they want otherwise."""
    by_field: dict[tuple[str, object], list[Difference]] = {}
    for each in result.changes:
        by_field.setdefault((each.ident, each.loc), []).append(each)
    result.changes = []
    for same in by_field.values():
        first, *others = same
        if others and first.loc == ("notas",):
            result.changes.append(_joined(same))
        elif any(each.after != first.after for each in others):
            result.rivals.append(Rivals(tuple(same)))
        else:
            who = "; ".join(dict.fromkeys(each.propone for each in same))
            result.changes.append(replace(first, propone=who))
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
        propone="; ".join(dict.fromkeys(each.propone for each in same)),
    )


def _day(text: str) -> date | None:
    """Read a whole text as one day."""
    found = days_in(text)
    whole = found is not None and found[0] == found[1] and found[2:] == (0, len(text))
    return date.fromisoformat(found[0]) if found and whole else None
