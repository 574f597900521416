"""compare: entries against the plan, one by one, in the document's order."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from rutaplan.derive.huella import huella, vouches
from rutaplan.derive.titles import value_of, way_to
from rutaplan.importers.meanings.headings import Places
from rutaplan.importers.meanings.values import Understood, Values
from rutaplan.importers.pieces import Cell, flat
from rutaplan.importers.proposing.additions import Additions
from rutaplan.importers.proposing.proposal import (
    Difference,
    Proposal,
    Sides,
    Wishes,
    as_it_was,
    as_written,
    is_equal,
    was_given,
)
from rutaplan.importers.proposing.proposers import Proposers, compare_proposals, is_proposal
from rutaplan.importers.proposing.typed_cells import FIXED, Cells, refused
from rutaplan.importers.recognisers.printed import PrintedCells
from rutaplan.importers.recognisers.proposed import PROPOSED
from rutaplan.importers.recognisers.reading import PLACES, Entry, Fact, Reading
from rutaplan.model import POR_DEFINIR, Accion, value_at
from rutaplan.plan import Plan, by_key
from rutaplan.printable import quoted

_NOTAS = ("notas",)


def compare(plan: Plan, reading: Reading, places: Places, values: Values, wishes: Wishes) -> Proposal:
    """Tell what a reading would change."""
    return _Comparison(plan, reading, places, values, wishes).run()


class _Comparison:
    """One document against one plan."""

    def __init__(self, plan: Plan, reading: Reading, places: Places, values: Values, wishes: Wishes) -> None:
        self.plan, self.places, self.values, self.wishes = plan, places, values, wishes
        self.result = Proposal(reading)
        self.notes = self.result.notes
        self.sides = Sides(self.result, wishes)
        self.printed = PrintedCells(plan)
        self.proposers = Proposers(plan, self.notes, values, wishes.prefer)
        self.cells = Cells(values, self.notes, wishes.to_notas)
        self.additions = Additions(plan, places, self.cells, self.result)
        self.seen: set[str] = set()
        self.id_by_text = {flat(each.texto): each.id for each in plan.acciones}
        self.by_text = {(a.eje, a.nivel, flat(a.texto)): a for a in reversed(plan.acciones)}

    def run(self) -> Proposal:
        entries = self.result.reading.entries
        said = by_key(
            (each.ident, tuple((campo, flat(c.text)) for campo, c in each.cells.items())) for each in entries
        )
        for each in entries:
            # A row that was copied as it is hurts nobody; what several propose is put side by side.
            if each.ident and len({*said[each.ident]}) > 1 and not is_proposal(each):
                self.seen.add(each.ident)
                reason = (
                    f"el id {quoted(each.ident)} está en más de una fila; no se lee ninguna: deje solo una"
                )
                self.notes.tell(each, reason)
            else:
                self._entry(each)
        if any(map(is_proposal, entries)):
            compare_proposals(self.result, self.proposers.kept)
        for fact in self.result.reading.facts:
            self._fact(fact)
        self._groups()
        if entries and not any(map(is_proposal, entries)):  # a proposal says nothing of other actions
            of = {each.grupo for each in entries} | {a.grupo for a in self.plan.acciones if a.id in self.seen}
            self.result.absent = tuple(
                a.id for a in self.plan.acciones if a.id not in self.seen and a.grupo in of
            )
        return self.result

    def _fact(self, fact: Fact) -> None:
        """Compare what the form says of the workshop, which the plan may have from another group."""
        before = value_at(self.plan.taller, fact.loc)
        text = Cell(fact.pieces, fact.place)
        read = Understood(fact.value, covers=fact.covers) if fact.covers else self.values.read("texto", text)
        each = Difference("", fact.loc, before, read.value or "", fact.place, "", fact.pieces, read.covers)
        if read.value is None:
            self.notes.tell(fact, f"{each.campo}: {read.doubt}")
        elif flat(str(before)) == flat(str(read.value)):
            self.notes.take(fact, read.covers)
        elif self.sides.takes(each):
            self.result.facts.append(each)

    def _groups(self) -> None:
        """Take new groups, and the people of a group where nobody has written them."""
        for grupo in self.result.reading.groups:
            known = self.plan.grupo_by_id.get(grupo.id)
            if known is None or not grupo.roll.people or known.participantes == POR_DEFINIR:
                self.result.groups.append(grupo)
            else:
                self.notes.tell(
                    (), f"{grupo.id} ya tiene participantes: los del documento no se tocan", grupo.place
                )

    def _entry(self, entry: Entry) -> None:
        accion = self._target(entry)
        if is_proposal(entry):
            admitted = self.proposers.admit(entry, accion)
            if accion is not None and admitted is not None:
                self._known(admitted, accion, entry.cells)
        elif accion is not None and accion.id in self.seen:
            if not entry.ident:
                self.notes.tell(entry, f"repite {accion.id}, que el documento ya tiene más arriba")
            else:
                self.notes.take(entry)
        elif accion is not None:
            self.seen.add(accion.id)
            self._known(entry, accion, entry.cells)
        elif entry.ident:
            reason = "corrija el id, o bórrelo si es nueva"
            if entry.ident in self.plan.ids:
                reason = "su archivo no se puede leer; rutaplan validate dice por qué"
            self.notes.tell(entry, f"el plan no tiene la acción {quoted(entry.ident)}: {reason}")
        else:
            self.additions.add(entry)

    def _target(self, entry: Entry) -> Accion | None:
        """The action that a row is of: by its id, or by its text as typed or as it would be written."""
        if entry.ident:
            return self.plan.accion_by_id.get(entry.ident)
        cell = entry.cells.get("texto")
        texts = (cell.text, str(self.values.read("texto", cell).value)) if cell else ()
        found = (self.by_text.get((entry.eje, entry.nivel, flat(text))) for text in texts)
        return next(filter(None, found), None)

    def _known(self, entry: Entry, accion: Accion, columns: Collection[str]) -> None:
        """Compare a row. columns: those that its paper has, said in the row or not."""
        before = self._told()
        earlier = self.wishes.taken.get((accion.id, entry.mark), {})
        marked = bool(entry.mark)
        stale = marked and entry.mark != huella(as_it_was(accion, earlier), columns)
        found: list[Difference] = []
        for campo, cell in entry.cells.items():
            found += self._field(entry, accion, campo, cell)
        if entry.under not in {"", accion.nivel} and "nivel" not in entry.cells:
            reason = (
                f"{accion.id} está en la tabla de otro nivel ({entry.under}): la fila no se cambia de lugar"
            )
            self.notes.tell((), reason, entry.place)
        who = self.proposers.label(entry)
        if who:
            self.proposers.keep(entry, accion)
        if who and not found and "notas_impresas" not in entry.cells:  # else it is said there
            self.notes.say(entry.place, f"{accion.id}: propone {who}")
        found = [replace(each, propone=who) for each in found if not self.sides.was_taken(each, earlier)]
        notas = [each for each in found if each.loc == _NOTAS]
        others = [each for each in found if each.loc != _NOTAS]
        # Who proposes otherwise than another, from the same page, is no correction of that.
        rival = {each for each in others if who and was_given(each, earlier)}
        kept = [
            each
            for each in others
            if self.sides.takes(each, marked=marked and vouches(each.campo), stale=stale or each in rival)
        ]
        kept += self._one_of(notas, accion, has_plazo=any(each.loc == ("plazo_meses",) for each in kept))
        self.result.changes += kept
        if entry.mark and kept:
            self.result.marks[accion.id] = entry.mark
        self.result.equal += self._told() == before

    def _field(self, entry: Entry, accion: Accion, campo: str, cell: Cell) -> list[Difference]:
        """Compare a cell; the differences that it makes, notas among them."""
        if campo in {"id", "huella"}:
            self.cells.know_mark(entry, campo, cell)
        elif campo in PROPOSED.values():
            pass  # the proposers know
        elif campo == "notas_impresas" and is_proposal(entry) and cell.text:
            return self._remark(entry, accion, cell)
        elif campo in FIXED:
            self._check_fixed(accion, FIXED[campo], cell)
        elif self._is_same(entry, accion, campo):
            self.notes.take(cell)
        elif why := self._shuffled(entry, accion):
            self.notes.tell(cell, f"{accion.id}, {campo}: {why}; si se ordenó una sola columna, deshágalo")
        else:
            return self._read(accion, campo, cell)
        return []

    def _shuffled(self, entry: Entry, accion: Accion) -> str:
        """Why the answers of a row may be another action's: its text is that one's, or stands in its row."""
        if "texto" not in entry.cells or self._is_same(entry, accion, "texto"):
            return ""
        if other := self.id_by_text.get(flat(entry.cells["texto"].text)):
            return f"el texto de su fila es el de {other}"
        other = self._row_by_text.get(flat(accion.texto))
        return f"su texto está en la fila de {other}" if other else ""

    @cached_property
    def _row_by_text(self) -> Mapping[str, str]:
        """The rows that bear the text of another action than theirs, by that text."""
        known = self.plan.accion_by_id
        rows = [each for each in self.result.reading.entries if each.ident in known]
        said = ((flat(each.typed("texto")), each.ident) for each in rows)
        return {text: own for text, own in said if text in self.id_by_text and flat(known[own].texto) != text}

    def _remark(self, entry: Entry, accion: Accion, cell: Cell) -> list[Difference]:
        """Keep what a proposal remarks in notas, if the person says so; else tell it."""
        who = self.proposers.label(entry)
        if self.wishes.to_notas:
            note = f"Observación de {who}: {flat(cell.text).rstrip('.')}."
            return [_noted(accion, note, cell, cell.text)]
        self.notes.tell(cell, f"{accion.id}: observación de {who}; con --a-notas se guarda en notas")
        return []

    def _read(self, accion: Accion, campo: str, cell: Cell) -> list[Difference]:
        read = self.cells.read(campo, cell, accion.id, _countries(accion))
        if read.value is None:
            return [_noted(accion, read.note, cell, read.covers)] if read.note else []
        if is_equal(value_of(accion, campo), read.value):
            self.notes.take(cell, read.covers)
            if accion.is_sugerido(campo) and read.value is True:
                adopt = f"rutaplan set {accion.id} --quitar sugerido_por.{campo}"
                reason = f"el plan la tiene como propuesta de otros; si el grupo la adopta: {adopt}"
                self.notes.tell((), f"{accion.id}, {campo}: {reason}", cell.place)
        else:
            before, notice = as_written(accion, campo), _notice(accion, campo)
            found = [
                Difference(
                    accion.id, way_to(campo), before, read.value, cell.place, notice, cell.lines, read.covers
                )
            ]
            return [*found, *([_noted(accion, read.note, cell)] if read.note else [])]
        return []

    def _one_of(self, notas: Sequence[Difference], accion: Accion, *, has_plazo: bool) -> list[Difference]:
        """Make all the notes on an action one change, behind those that it has.

        has_plazo: whether its plazo is taken, without which nothing is to be noted of a range.
        """
        notas = [each for each in notas if each.covers or has_plazo]
        for each in notas:
            self.notes.take(each.pieces)
        had = flat(accion.notas or "")
        new = [each for each in notas if f" {flat(str(each.after))} " not in f" {had} "]
        if not new:
            return []
        says_all = bool(had) and flat(str(new[0].after)).startswith(f"{had} ")
        text = " ".join(filter(None, ("" if says_all else accion.notas, *(str(each.after) for each in new))))
        covers = " ".join(each.covers for each in new)
        return [
            replace(new[0], after=text, pieces=tuple(p for each in new for p in each.pieces), covers=covers)
        ]

    def _is_same(self, entry: Entry, accion: Accion, campo: str) -> bool:
        """Whether a cell says what the plan does, or nothing: one erased does, if the row had something."""
        cell, value = entry.cells[campo], value_of(accion, campo)
        marked = any(piece.marks for piece in cell.aside)
        empty = not cell.text and (marked or not value or (value is True and entry.mark != huella(accion)))
        return (empty and not refused(cell)) or (
            bool(cell.text) and self.printed.shows(accion, campo, cell.text)
        )

    def _check_fixed(self, accion: Accion, campo: str, cell: Cell) -> None:
        if self.printed.shows(accion, campo, cell.text):
            self.notes.take(cell)
        elif campo in PLACES and self.places.find(campo, cell.text) == getattr(accion, campo):
            self.notes.take(cell, self.places.said(campo, cell.text))
        elif cell.text and campo in PLACES:
            self.notes.tell(cell, f"{accion.id} es de otro {campo}: la fila no se cambia de lugar")
        elif cell.text:
            reason = f"{accion.id}: lo escrito en la columna {campo.capitalize()} no se lleva al plan"
            self.notes.tell(cell, reason)

    def _told(self) -> int:
        result = self.result
        return len(result.changes) + len(result.left) + len(result.conflicts) + self.notes.told


def _countries(accion: Accion) -> tuple[str, ...]:
    """The countries that an action names itself: those of its institutions are what a cell would change."""
    return tuple(accion.paises) if isinstance(accion.paises, tuple) else ()


def _notice(accion: Accion, campo: str) -> str:
    notes = []
    if accion.is_sugerido(campo):
        notes.append("si el grupo lo decidió, quite su entrada de sugerido_por")
    if campo == "texto" and accion.erratas:
        notes.append("revise sus erratas")
    if campo == "texto" and accion.texto_fuente is None:
        notes.append("si el de antes era el del formulario, guárdelo en texto_fuente")
    return "; ".join(filter(None, notes))


def _noted(accion: Accion, note: str, cell: Cell, covers: str = "") -> Difference:
    return Difference(
        accion.id, _NOTAS, accion.notas, note, cell.place, "", cell.lines if covers else (), covers
    )
