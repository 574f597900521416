"""compare: entries against the plan, one by one, in the document's order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from rutaplan.derive.alike import stems
from rutaplan.derive.huella import huella
from rutaplan.edit.adding import last_number
from rutaplan.edit.setting import Valor
from rutaplan.importers.account import Claim, Fate
from rutaplan.importers.headings import Places
from rutaplan.importers.patches import may_take_people
from rutaplan.importers.pieces import Cell, Mark, flat, words
from rutaplan.importers.printed import PrintedCells, is_mark
from rutaplan.importers.proposal import PAPER, PLAN, Conflict, Difference, NewAccion, Proposal
from rutaplan.importers.reading import Entry, Fact, Reading
from rutaplan.importers.tables import PLACES
from rutaplan.importers.values import Understood, Values
from rutaplan.model import POR_DEFINIR, Accion, fields
from rutaplan.plan import Plan
from rutaplan.printable import quoted

Taken: TypeAlias = Mapping[tuple[str, str], Mapping[str, tuple[Any, Any]]]
"""What import took before: by action and fingerprint of its row, each field's value before and after."""

_FIXED = {each: each for each in (*PLACES, "observaciones")} | {"notas_impresas": "notas"}
"""What tells of a row, and does not change it: as which field our papers print it."""
_PLAN_CHANGED = "el plan cambió después de hacer el papel"
_PLAN_SAYS = "el plan ya dice otra cosa"
_KEPT = ("plazo_meses", "instituciones", "responsable")
_UNDECIDED = (None, POR_DEFINIR, (POR_DEFINIR,))
CUT, MIN_STEMS, MAX_COMPARISONS = 0.75, 4, 500_000
"""How many of their stems two texts share that may be one action; how many a text needs; when to stop."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the call says: which side wins a conflict, and whether words that fit nothing go to notas."""

    prefer: str = ""
    to_notas: bool = False
    taken: Taken = field(default_factory=dict)


def compare(plan: Plan, reading: Reading, places: Places, values: Values, wishes: Wishes) -> Proposal:
    """Tell what a reading would change."""
    return _Comparison(plan, reading, places, values, wishes).run()


class _Comparison:
    """One document against one plan."""

    def __init__(self, plan: Plan, reading: Reading, places: Places, values: Values, wishes: Wishes) -> None:
        self.plan, self.places, self.values, self.wishes = plan, places, values, wishes
        self.result = Proposal(reading)
        self.notes = self.result.notes
        self.printed = PrintedCells(plan)
        self.alike = _Alike(plan)
        self.last: dict[str, int] = {}
        self.seen: set[str] = set()
        self.id_by_text = {flat(each.texto): each.id for each in plan.acciones}
        self.by_text = {(a.eje, a.nivel, flat(a.texto)): a for a in reversed(plan.acciones)}

    def run(self) -> Proposal:
        entries = self.result.reading.entries
        said: dict[str, set[tuple[tuple[str, str], ...]]] = {}
        for each in entries:
            said.setdefault(each.ident, set()).add(
                tuple((campo, flat(c.text)) for campo, c in each.cells.items())
            )
        for each in entries:
            if each.ident and len(said[each.ident]) > 1:  # a row that was copied as it is hurts nobody
                self.seen.add(each.ident)
                reason = f"el id {quoted(each.ident)} está en más de una fila; no se lee ninguna"
                self.notes.tell(each.pieces, reason, each.place)
            else:
                self._entry(each)
        for fact in self.result.reading.facts:
            self._fact(fact)
        self._groups()
        self.result.absent = tuple(a.id for a in self.plan.acciones if a.id not in self.seen)
        return self.result

    def _fact(self, fact: Fact) -> None:
        """Compare what the form says of the workshop, which the plan may have from another group."""
        taller: Any = self.plan.taller
        before = taller
        for part in fact.loc:
            before = before[part] if isinstance(part, int) else getattr(before, part)
        read = self.values.read("texto", Cell(fact.pieces, fact.place))
        each = Difference("", fact.loc, before, read.value or "", fact.place, "", fact.pieces, read.covers)
        if read.value is None:
            self.notes.tell(fact.pieces, f"{each.campo}: {read.doubt}", fact.place)
        elif flat(str(before)) == flat(str(read.value)):
            self.notes.take(fact.pieces, read.covers)
        elif before in _UNDECIDED or self.wishes.prefer == PAPER:
            self.result.facts.append(each)
        else:
            self._set_aside(each, _PLAN_SAYS)

    def _groups(self) -> None:
        """Take new groups, and the people of a group where nobody has written them."""
        for grupo in self.result.reading.groups:
            known = self.plan.grupo_by_id.get(grupo.id)
            source = self.plan.sources.get(known.archivo) if known else None
            if source is None or not grupo.people or may_take_people(source.text):
                self.result.groups.append(grupo)
            else:
                self.notes.tell(
                    (), f"{grupo.id} ya tiene participantes: los del documento no se tocan", grupo.place
                )

    def _entry(self, entry: Entry) -> None:
        accion = self._target(entry)
        if accion is not None and accion.id in self.seen:
            if not entry.ident:
                self.notes.tell(
                    entry.pieces, f"repite {accion.id}, que el documento ya tiene más arriba", entry.place
                )
            else:
                self.notes.take(entry.pieces)
        elif accion is not None:
            self.seen.add(accion.id)
            self._known(entry, accion)
        elif entry.ident:
            reason = "corrija el id, o bórrelo si es nueva"
            if entry.ident in self.plan.ids:
                reason = "su archivo no se puede leer; rutaplan validate dice por qué"
            self.notes.tell(
                entry.pieces, f"el plan no tiene la acción {quoted(entry.ident)}: {reason}", entry.place
            )
        else:
            self._new(entry)

    def _target(self, entry: Entry) -> Accion | None:
        if entry.ident:
            return self.plan.accion_by_id.get(entry.ident)
        text = entry.cells.get("texto")
        return self.by_text.get((entry.eje, entry.nivel, flat(text.text))) if text else None

    # An action that the plan has.

    def _known(self, entry: Entry, accion: Accion) -> None:
        before = self._told()
        earlier = self.wishes.taken.get((accion.id, entry.mark), {})
        stale = bool(entry.mark) and entry.mark != huella(_as_it_was(accion, earlier))
        found: list[Difference] = []
        for campo, cell in entry.cells.items():
            found += self._field(entry, accion, campo, cell)
        if entry.mark:
            self.result.marks[accion.id] = entry.mark
        if entry.under not in {"", accion.nivel} and "nivel" not in entry.cells:
            reason = (
                f"{accion.id} está en la tabla de otro nivel ({entry.under}): la fila no se cambia de lugar"
            )
            self.notes.tell((), reason, entry.place)
        first = len(self.result.changes)
        self.result.changes += [each for each in found if self._takes(each, entry, stale=stale)]
        self._merge_notas(accion, first)
        self.result.equal += self._told() == before

    def _field(self, entry: Entry, accion: Accion, campo: str, cell: Cell) -> list[Difference]:
        """Compare a cell; the differences that it makes, notas among them."""
        if campo in {"id", "huella", "numero"}:
            self._row_mark(entry, campo, cell)
        elif campo in _FIXED:
            self._check_fixed(accion, _FIXED[campo], cell)
        elif campo not in self.values.campos:
            self._unread(accion, campo, cell)
        elif self._is_same(accion, campo, cell):
            self.notes.take(cell.lines)
        else:
            return self._read(accion, campo, cell)
        return []

    def _read(self, accion: Accion, campo: str, cell: Cell) -> list[Difference]:
        read = self.values.read(campo, cell, paises=_countries(accion))
        self._say(cell, f"{accion.id}, {campo}", read)
        if read.value is None:
            return self._doubted(cell, f"{accion.id}, {campo}: {read.doubt}", accion, campo)
        if campo == "texto" and self.id_by_text.get(flat(str(read.value)), accion.id) != accion.id:
            other = self.id_by_text[flat(str(read.value))]
            reason = f"{accion.id}, texto: es el de {other}; si se ordenó una sola columna, deshágalo"
            self.notes.tell(cell.lines, reason, cell.place)
        elif _equal(getattr(accion, campo), read.value):
            self.notes.take(cell.lines, read.covers)
        else:
            before, notice = getattr(accion, campo), _notice(accion, campo)
            found = [
                Difference(
                    accion.id, (campo,), before, read.value, cell.place, notice, cell.lines, read.covers
                )
            ]
            return [*found, *([_noted(accion, read.note, cell)] if read.note else [])]
        return []

    def _doubted(self, cell: Cell, reason: str, accion: Accion, campo: str) -> list[Difference]:
        """Tell what is not understood; or keep it in notas, if the person says so."""
        if self.wishes.to_notas and campo in _KEPT and cell.text:
            return [_noted(accion, _as_note(campo, cell), cell, cell.text)]
        self.notes.tell(cell.lines, reason, cell.place)
        return []

    def _merge_notas(self, accion: Accion, first: int) -> None:
        """Let all the notes of one action be one change."""
        mine = [each for each in self.result.changes[first:] if each.ident == accion.id]
        has_plazo = any(each.loc == ("plazo_meses",) for each in mine)
        own = [each for each in mine if each.loc == ("notas",) and (each.covers or has_plazo)]
        self.result.changes[first:] = [each for each in mine if each.loc != ("notas",)]
        if own:
            text = " ".join(filter(None, (accion.notas, *(str(each.after) for each in own))))
            covers = " ".join(each.covers for each in own)
            pieces = tuple(piece for each in own for piece in each.pieces)
            self.result.changes.append(
                Difference(accion.id, ("notas",), accion.notas, text, own[0].place, "", pieces, covers)
            )

    def _row_mark(self, entry: Entry, campo: str, cell: Cell) -> None:
        for line in cell.full:
            if campo == "id" and is_mark(line.text):
                self.notes.know((line,))
        self.notes.take(cell.lines, entry.ident)
        self.notes.know(cell.lines, f"{entry.mark} {entry.mark[1:]}")
        if campo == "numero" and cell.text.strip(" .").isdecimal():
            self.notes.know(cell.lines)

    def _unread(self, accion: Accion, campo: str, cell: Cell) -> None:
        """Take what a column says that nobody reads, if the plan says the same."""
        value = getattr(accion, campo, None)
        values = value if isinstance(value, tuple) else (value,)
        same = words(cell.text) == words(" ".join(str(each) for each in values if each is not None))
        if same or not cell.text:
            self.notes.take(cell.lines)
        else:
            self.notes.unread(cell.lines, f"la columna {quoted(campo)} no la toma ningún campo")

    def _is_same(self, accion: Accion, campo: str, cell: Cell) -> bool:
        if any(piece.marks for piece in cell.aside):
            empty = not cell.text
        else:
            empty = not cell.text and getattr(accion, campo) in {None, ""}
        return (empty and not _refused(cell)) or (
            bool(cell.text) and self.printed.shows(accion, campo, cell.text)
        )

    def _check_fixed(self, accion: Accion, campo: str, cell: Cell) -> None:
        if self.printed.shows(accion, campo, cell.text):
            self.notes.take(cell.lines)
        elif campo in PLACES and getattr(self.places, campo)(cell.text) == getattr(accion, campo):
            self.notes.take(cell.lines, self.places.said(campo, cell.text))
        elif cell.text and campo in PLACES:
            reason = f"{accion.id} es de otro {campo}: la fila no se cambia de lugar"
            self.notes.tell(cell.lines, reason, cell.place)
        elif cell.text:
            reason = f"{accion.id}: lo escrito en la columna {campo.capitalize()} no se lleva al plan"
            self.notes.tell(cell.lines, reason, cell.place)

    def _told(self) -> int:
        result = self.result
        return len(result.changes) + len(result.left) + len(result.conflicts) + self.notes.told

    def _takes(self, each: Difference, entry: Entry, *, stale: bool) -> bool:
        """Whether a difference goes into the plan; a conflict does only if somebody prefers the paper."""
        unknown = each.before in _UNDECIDED or each.loc == ("notas",)
        reason = "" if unknown else _PLAN_CHANGED if stale else "" if entry.mark else _PLAN_SAYS
        if not reason or self.wishes.prefer == PAPER:
            return True
        self._set_aside(each, reason)
        return False

    def _set_aside(self, each: Difference, reason: str) -> None:
        """Keep the plan's side: because the call says so, or because nobody does."""
        if self.wishes.prefer == PLAN:
            self.result.left.append(each)
        else:
            self.result.conflicts.append(Conflict(each, reason))

    # An action that the plan does not have.

    def _new(self, entry: Entry) -> None:
        missing = self._missing(entry)
        if missing:
            self.notes.tell(entry.pieces, f"acción nueva sin ubicar: {missing}", entry.place)
            return
        valores: dict[str, Valor] = {
            "eje": entry.eje, "nivel": entry.nivel, "grupo": entry.grupo,
            "texto": "", "plazo_meses": POR_DEFINIR, "instituciones": POR_DEFINIR,
        }  # fmt: skip
        claims: list[Claim] = []
        notes: list[str] = []
        notices = list(entry.said)
        for campo, cell in entry.cells.items():
            self._new_field(campo, cell, valores, claims, notes)
        if not valores["texto"]:
            return
        if notes:
            valores["notas"] = " ".join(filter(None, (str(valores.get("notas", "")), *notes)))
        alike = self.alike.find(entry.eje, entry.nivel, str(valores["texto"]))
        if alike:
            notices.append(f"se parece a {alike}; si es la misma, cambie su texto y no la lleve de nuevo")
        ident = self._next_id(entry.eje, entry.nivel)
        self.result.new.append(
            NewAccion(
                ident, {"id": ident, **valores}, entry.place, tuple(notices), tuple(claims), entry.pieces
            )
        )

    def _new_field(
        self, campo: str, cell: Cell, valores: dict[str, Valor], claims: list[Claim], notes: list[str]
    ) -> None:
        """Read a field of a new action into its values, what claims them, and what to note."""
        if campo in PLACES:
            self._new_place(campo, cell, claims)
        elif campo == "numero" and cell.text.strip(" .").isdecimal():
            self.notes.know(cell.lines)
        elif campo in _FIXED and cell.text:
            reason = f"lo escrito en la columna {_FIXED[campo].capitalize()} no se lleva al plan"
            self.notes.tell(cell.lines, reason, cell.place)
        elif campo not in self.values.campos:
            if cell.text:
                self.notes.unread(cell.lines, f"la columna {quoted(campo)} no la toma ningún campo")
        elif campo == "texto" or cell.text or _refused(cell):
            read = self.values.read(campo, cell)
            self._say(cell, f"acción nueva, {campo}", read)
            if read.value is not None:
                valores[campo] = read.value
                claims.append(Claim(Fate.TAKEN, cell.lines, read.covers))
                notes += [read.note] if read.note else []
            elif self.wishes.to_notas and campo in _KEPT and cell.text:
                notes.append(_as_note(campo, cell))
                claims.append(Claim(Fate.TAKEN, cell.lines))
            else:
                self.notes.tell(cell.lines, f"acción nueva, {campo}: {read.doubt}", cell.place)

    def _new_place(self, campo: str, cell: Cell, claims: list[Claim]) -> None:
        if getattr(self.places, campo)(cell.text) or (campo == "grupo" and self.places.heading(cell.text)):
            claims.append(Claim(Fate.TAKEN, cell.lines, self.places.said(campo, cell.text)))
        elif cell.text:
            self.notes.tell(cell.lines, f"{quoted(cell.text)} no es un {campo} del plan", cell.place)

    def _missing(self, entry: Entry) -> str:
        """Tell why nobody can say where a new action belongs; nothing if it is known."""
        missing = [name for name in PLACES if not getattr(entry, name)]
        missing += ["eje"] if entry.eje and entry.eje not in self.plan.eje_by_id else []
        if "texto" not in entry.cells or missing:
            wanted = " ni ".join(missing) or "el texto"
            said = [
                f"; {quoted(entry.cells[name].text)} no es un {name} del plan (hay: {self._known_ones(name)})"
                for name in missing
                if name in entry.cells and entry.cells[name].text
            ]
            return f"el documento no dice {wanted}{''.join(said)}"
        group = self.plan.grupo_by_id.get(entry.grupo)
        made = next((each for each in self.result.reading.groups if each.id == entry.grupo), None)
        eje = group.eje if group else made.eje if made else entry.eje
        return (
            ""
            if eje == entry.eje
            else f"el grupo {entry.grupo} es del eje {eje}, y la acción del eje {entry.eje}"
        )

    def _known_ones(self, kind: str) -> str:
        return ", ".join(map(str, self.plan.by_kind[kind])) or "ninguno"

    def _next_id(self, eje: str, nivel: str) -> str:
        """Give the next id of an eje and a nivel, never one that was."""
        head = f"{self.plan.eje_by_id[eje].sigla}-{self.plan.nivel_by_id[nivel].sigla}"
        self.last[head] = self.last.get(head, last_number(head, self.plan)) + 1
        return f"{head}-{self.last[head]:02d}"

    def _say(self, cell: Cell, what: str, read: Understood) -> None:
        """Say how a cell was read."""
        for each in read.said:
            self.notes.say(cell.place, each if cell.rows > 1 else f"{what}: {each}")


class _Alike:
    """Finds the most similar text of an eje and a nivel, while there is time to look."""

    def __init__(self, plan: Plan) -> None:
        self._by_place: dict[tuple[str, str], list[tuple[str, frozenset[str]]]] = {}
        for accion in plan.acciones:
            self._by_place.setdefault((accion.eje, accion.nivel), []).append((accion.id, stems(accion.texto)))
        self._left = MAX_COMPARISONS

    def find(self, eje: str, nivel: str, text: str) -> str:
        """Give the id of the action that shares most words with a text, if nearly all; or nothing."""
        own = stems(text)
        others = self._by_place.get((eje, nivel), [])
        self._left -= len(others)
        if len(own) < MIN_STEMS or self._left < 0:
            return ""
        shared = [(len(own & other) / len(own | other), ident) for ident, other in others]
        best = max(shared, default=(0.0, ""))
        return best[1] if best[0] >= CUT else ""


def _countries(accion: Accion) -> tuple[str, ...]:
    """The countries that an action names itself: those of its institutions are what a cell would change."""
    return tuple(accion.paises) if isinstance(accion.paises, tuple) else ()


def _refused(cell: Cell) -> bool:
    """Whether what stands in a cell is no value, and is to be told as one: a formula, an error."""
    return any({Mark.FORMULA, Mark.ERROR} & piece.marks for piece in cell.aside)


def _as_it_was(accion: Accion, earlier: Mapping[str, tuple[Any, Any]]) -> Accion:
    """The action before import took from the same row what it still says."""
    back = {
        campo: before
        for campo, (before, after) in earlier.items()
        if _plain(getattr(accion, campo, None)) == _plain(after)
    }
    return accion.model_copy(
        update={campo: tuple(each) if isinstance(each, list) else each for campo, each in back.items()}
    )


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of a field
    return [*value] if isinstance(value, tuple) else value


def _equal(current: object, value: object) -> bool:
    if isinstance(current, tuple) and isinstance(value, str):
        value = (value,)
    return current == value or (current is None and value == POR_DEFINIR)


def _notice(accion: Accion, campo: str) -> str:
    notes = []
    if accion.is_sugerido(campo):
        notes.append("si el grupo lo decidió, quite su entrada de sugerido_por")
    if campo == "texto" and accion.erratas:
        notes.append("revise sus erratas")
    if campo == "texto" and accion.texto_fuente is None:
        notes.append("si el de antes era el del formulario, guárdelo en texto_fuente")
    return "; ".join(filter(None, notes))


def _as_note(campo: str, cell: Cell) -> str:
    return f"{fields(Accion)[campo].titulo} en el documento: {flat(cell.text).rstrip('.')}."


def _noted(accion: Accion, note: str, cell: Cell, covers: str = "") -> Difference:
    return Difference(
        accion.id, ("notas",), accion.notas, note, cell.place, "", cell.lines if covers else (), covers
    )
