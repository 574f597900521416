"""groups: whose the actions and the people of a document are: the group that its headings name."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rutaplan.importers.meanings.headings import Heading, Places
from rutaplan.importers.meanings.values import Values
from rutaplan.importers.pieces import Piece, Table
from rutaplan.importers.recognisers.people import Roster
from rutaplan.importers.recognisers.reading import PLACES, Entry, Group, Notes
from rutaplan.model import POR_DEFINIR
from rutaplan.plan import Plan
from rutaplan.suggest import fold

_PEOPLE = re.compile(r"\s*[.;]\s*(?=(?:participantes|integrantes)\s*:)", re.IGNORECASE)


@dataclass(slots=True)
class _Group:
    """A group while it is read; numero 0 before the document names one. heading: where it does."""

    roster: Roster
    heading: tuple[Piece, ...] = ()
    numero: int = 0
    nombre: str = ""
    place: str = ""
    eje: str = ""

    def join(self, more: "_Group") -> None:
        """Go on with what a later part of the document has of it."""
        self.nombre, self.place = self.nombre or more.nombre, self.place or more.place
        self.roster.join(more.roster)


class Groups:
    """The groups of a document, while it is read. given: the call's; eje: the one that follows."""

    def __init__(self, plan: Plan, places: Places, values: Values, notes: Notes, given: str) -> None:
        self.plan, self.places, self.values, self.notes, self.dado = plan, places, values, notes, given
        self.entries: list[Entry] = []
        self.pending: list[Entry] = []
        self.shared: set[int] = set()  # which of these stand among rows of several groups
        self.made: dict[str, _Group] = {}  # every group of the document, by its id
        self._first: dict[int, str] = {}  # the first of each number
        self.eje = ""
        self.people_first = False
        self.over: dict[str, str] = {}  # what the name of the sheet says
        self.heads: set[str] = set()  # ejes that lines named since the last table
        self.has_people = False
        self.current = _Group(self._roster())

    def _roster(self) -> Roster:
        return Roster(self.plan, self.values, self.notes)

    def begin(self, heading: Heading, piece: Piece, *, people: bool) -> str:
        """Begin a group; give what its line says of people. people: some were written just before it."""
        self.people_first = self.people_first or (people and not self.current.numero and not self.pending)
        if self.current.numero or self.pending:
            self.end()
        nombre, rest = _without_people(heading.nombre)
        self.current.numero, self.current.nombre = heading.numero, nombre
        self.current.place, self.current.heading = piece.place, (piece,)
        self.eje = ""
        before, _, after = piece.text.rpartition(heading.nombre) if heading.nombre else (piece.text, "", "")
        self.notes.know(piece, f"{before} {after}")
        known = self.plan.grupo_by_id.get(self.places.numbered(heading.numero))
        if known and (fold(known.nombre) == fold(nombre) or self.places.eje(nombre) == known.eje):
            self.notes.take(piece, nombre)
        return rest

    def take_eje(self, piece: Piece, *, paper: bool) -> int | None:
        """Learn which eje follows by its name, or by its group's while the plan has no heading for it.

        Then its place among the ejes is given: this is its heading.
        """
        at = None
        found = self.places.eje(piece.text) or self.places.eje(piece.text.rpartition(":")[2])
        guess = self.current.eje or self.known_eje()
        if found:
            self.eje = found
            self.notes.take(piece)
        elif guess and not self.eje and self.plan.eje_by_id[guess].encabezado == POR_DEFINIR:
            self.eje = guess
            at = [*self.plan.eje_by_id].index(guess)
        elif not paper:
            self.notes.tell(piece, "no se reconoce el eje")
        self.current.eje = self.current.eje or self.eje
        return at

    def head(self, eje: str) -> None:
        """Let an eje be that of what follows; of several named in a row, such as a list of them, none is."""
        self.heads.add(eje)
        if (self.current.eje or self.known_eje()) not in {"", *self.heads}:
            self.end()
        self.eje = eje if len(self.heads) == 1 else ""

    def sheet(self, table: Table) -> bool:
        """Read the name of a sheet as a heading over its table; whether that ends what stood over another."""
        before, self.over = self.over, {}
        heading = self.places.heading(table.sheet)
        eje, nivel = ("", heading.nivel) if heading else self.places.both(table.sheet)
        if heading:
            self.begin(heading, Piece(table.sheet, table.place), people=False)
        elif eje:
            self.head(eje)
        named = {"grupo": str(heading.numero) if heading else "", "eje": eje, "nivel": nivel}
        self.over = {campo: ident for campo, ident in named.items() if ident}
        if self.over:
            listed = ", ".join(f"{campo} {ident}" for campo, ident in self.over.items())
            self.notes.say(table.place, f"su nombre vale como encabezado: {listed}")
        return bool(self.over or before)

    def add(self, entry: Entry) -> None:
        """Add an action to the group. What its row does not say, the name of its sheet may."""
        known = entry.ident in self.plan.accion_by_id
        for campo, ident in () if known else self.over.items():
            said = getattr(entry, campo)
            if said and said not in {ident, self.known()}:
                reason = f"la fila dice {said}, y el nombre de la hoja {ident}: vale la fila"
                self.notes.tell((), reason, entry.place)
        own = {campo for campo in PLACES if entry.typed(campo)}
        eje, nivel = (
            getattr(entry, campo) or ("" if known or campo in own else self.over.get(campo, ""))
            for campo in ("eje", "nivel")
        )
        self.current.eje = self.current.eje or eje
        self.pending.append(replace(entry, eje=eje, nivel=nivel))

    def complete(self, first: int) -> None:
        """Give the rows of a table, from the first on, the places that all its known rows have."""
        ids = [each.ident for each in self.pending[first:]]
        known = [self.plan.accion_by_id[each] for each in ids if each in self.plan.accion_by_id]
        common = {campo: {getattr(each, campo) for each in known} for campo in PLACES}
        if len(common["grupo"]) > 1:
            self.shared.update(range(first, len(self.pending)))
        for at, each in enumerate(self.pending[first:], first):
            eje, nivel, grupo = (
                getattr(each, campo) or (next(iter(found)) if len(found) == 1 else "")
                for campo, found in common.items()
            )
            self.pending[at] = each if each.ident else replace(each, eje=eje, nivel=nivel, grupo=grupo)

    def known(self) -> str:
        """Find the group in the plan: what the call says, its number, or the only one of its eje."""
        group = self.current
        known = self.dado or self.places.numbered(group.numero)
        if not known and not group.numero and group.eje:
            own = [each.id for each in self.plan.grupos if each.eje == group.eje]
            known = own[0] if len(own) == 1 else ""
        return known

    def end(self) -> None:
        """Give the actions and the people read so far to their group."""
        self.has_people = self.has_people or not self.current.roster.is_empty
        if self.pending or not self.current.roster.is_empty or self.current.numero:
            ident = self._close()
            self.entries += [
                self._placed(each, "" if at in self.shared else ident) for at, each in enumerate(self.pending)
            ]
        self.pending, self.shared, self.current, self.eje = [], set(), _Group(self._roster()), ""

    def _close(self) -> str:
        """Find the group that was read, or make it; its id, or nothing."""
        group = self.current
        known = self.known()
        grupo = self.plan.grupo_by_id.get(known)
        made = self._made_before(group.numero, group.nombre)
        own = grupo or self.made.get(made)
        group.eje = self.places.eje(group.nombre) or group.eje or (own.eje if own else "")
        if not own and not (group.numero and group.eje):
            self._tell_unplaced(group)
            return ""
        if not grupo:
            self.notes.take(group.heading, group.nombre)
        ident = known or made or _new_id(group.numero, group.nombre, group.eje)
        group.numero = grupo.numero if grupo else group.numero
        if ident in self.made:
            self.made[ident].join(group)
        else:
            self._make(ident, group)
        return ident

    def _tell_unplaced(self, group: _Group) -> None:
        """Tell of whom and of what nobody knows the group."""
        if group.numero and not group.eje:
            reason = f"no se sabe de qué eje es el grupo {group.numero}; añada una columna «Eje»"
            self.notes.tell((), reason, group.place)
        if group.roster.finish(None):
            reason = "hay participantes, y no dice de qué grupo son; diga cuál con --grupo"
            self.notes.tell((), reason, group.place or "el documento")
        if group.numero and self.pending:
            reason = f"el grupo {group.numero} no está en el plan, y no se sabe de qué eje es"
            self.notes.tell(group.heading, reason, group.place)

    def _made_before(self, numero: int, nombre: str) -> str:
        """The group of the document that has a number, and no other name than this; or nothing."""
        first = self._first.get(numero, "")
        return first if first and (not nombre or fold(self.made[first].nombre) in {"", fold(nombre)}) else ""

    def _make(self, ident: str, group: _Group) -> None:
        self.made[ident] = group
        self._first.setdefault(group.numero, ident)

    def all(self) -> Iterator[Group]:
        """Give the groups that the plan does not have, and what the others take of their people."""
        for ident, group in self.made.items():
            known = self.plan.grupo_by_id.get(ident)
            roll = group.roster.finish(known)
            if not known or roll:
                yield Group(ident, group.numero, group.nombre, group.eje, group.place or "el documento", roll)

    def _placed(self, entry: Entry, ident: str) -> Entry:
        """Fill in where an action belongs, where the document or the plan leaves only one possibility."""
        if entry.ident in self.plan.accion_by_id:
            return entry
        eje = entry.eje or self.current.eje
        ident = ident if self.current.place or eje == self.current.eje else ""  # of each eje, its own group
        grupo = self.dado or entry.grupo or self._named_group(entry, eje) or ident
        own = [each.id for each in self.plan.grupos if eje in {"", each.eje}]
        grupo = grupo or (own[0] if len(own) == 1 and not self.current.place else "")
        eje = eje or (self.plan.grupo_by_id[grupo].eje if grupo in self.plan.grupo_by_id else "")
        niveles = self.plan.taller.niveles
        nivel = entry.nivel or (niveles[0].id if len(niveles) == 1 else "")
        found = {"eje": eje, "nivel": nivel, "grupo": grupo} | dict.fromkeys(self._unknown(entry), "")
        is_new = grupo in self.made and grupo not in self.plan.grupo_by_id
        grupo = grupo if self.dado or is_new else found["grupo"]
        return replace(entry, eje=found["eje"], nivel=found["nivel"], grupo=grupo)

    def _unknown(self, entry: Entry) -> Iterator[str]:
        """Tell which places the row names that the plan does not have: it means no other."""
        for campo in PLACES:
            text = entry.typed(campo)
            if text and not self.places.find(campo, text):
                yield campo

    def _named_group(self, entry: Entry, eje: str) -> str:
        """Make the group that a column Grupo names, where the plan has none of that number."""
        cell = entry.cells.get("grupo")
        heading = self.places.heading(cell.text) if cell else None
        if cell is None or heading is None or not eje:
            return ""
        made = self._made_before(heading.numero, heading.nombre)
        ident = made or _new_id(heading.numero, heading.nombre, eje)
        if ident not in self.made:
            self._make(ident, _Group(self._roster(), (), heading.numero, heading.nombre, cell.place, eje))
        return ident

    def known_eje(self) -> str:
        """Tell the eje of the group, by its name or as the plan has it."""
        known = self.plan.grupo_by_id.get(self.known())
        return self.places.eje(self.current.nombre) or (known.eje if known else "")


def _without_people(nombre: str) -> tuple[str, str]:
    """Part the name of a group from the people that its line goes on with: "RETORNO. Participantes: ..."."""
    found = _PEOPLE.search(nombre)
    return (nombre[: found.start()], nombre[found.end() :]) if found else (nombre, "")


def _new_id(numero: int, nombre: str, eje: str) -> str:
    bare = unicodedata.normalize("NFKD", fold(nombre)).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall("[a-z0-9]+", bare))[:40].strip("-")
    return f"g{numero}-{slug or eje.replace('_', '-')}"
