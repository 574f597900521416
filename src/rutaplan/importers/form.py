"""form: a whole document from top to bottom: its headings and labels, its tables, and whose each row is."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rutaplan.importers.headings import Heading, Places, Titles, plain
from rutaplan.importers.marks import strip_mark
from rutaplan.importers.people import SIGNED, Roster, is_instruction
from rutaplan.importers.pieces import Cell, Document, Piece, Table, flat, words
from rutaplan.importers.reading import FORM, PAPER, TABLE, Entry, Fact, Group, Loc, Notes, Reading
from rutaplan.importers.tables import MAX_HEADER, PLACES, Columns, Layout, Rows, is_titles, width_of
from rutaplan.importers.textform import as_tables
from rutaplan.importers.values import Values
from rutaplan.model import POR_DEFINIR
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.suggest import fold

_PEOPLE_WITHIN = re.compile(r"\b(?:participantes|integrantes|ponente|expositora?|relatora?)\s*:")
_TEXTS = {"objetivo": ("objetivo",), "dinamica": ("dinamica",), "taller": ("nombre",)}
_MINUTES = re.compile(r"(?:no mayor (?:de|a)|maximo(?: de)?|hasta) (\d{1,3}) minutos")
_PEOPLE = frozenset({"participantes", "ponente", "firma"})
_FEW = 3


@dataclass(slots=True)
class _Group:
    """A group while it is read; numero 0 before the document names one."""

    roster: Roster
    numero: int = 0
    nombre: str = ""
    place: str = ""
    eje: str = ""


class Walk:
    """Goes through a document once. printed: whether a line is one of our papers'; dado: the call's group."""

    def __init__(  # noqa: PLR0913 - what the whole room shares
        self,
        plan: Plan,
        places: Places,
        titles: Titles,
        values: Values,
        *,
        paper: bool,
        printed: Callable[[str], bool],
        dado: str = "",
    ) -> None:
        self.plan, self.places, self.titles, self.values = plan, places, titles, values
        self.paper, self.printed, self.dado = paper, printed, dado
        self.notes = Notes()
        self.columns = Columns(places, titles, values, paper=paper)
        self.rows = Rows(places, values, self.notes)
        self.entries: list[Entry] = []
        self.pending: list[Entry] = []
        self.groups: dict[str, Group] = {}
        self.facts: dict[Loc, list[Piece]] = {}
        self.body: set[int] = set()  # what stands in rows of actions: no line of a paper
        self.label = ""
        self.eje = ""
        self.under = ""
        self.niveles: list[str] = []
        self.layout: Layout | None = None
        self.width = 0
        self.is_form = False
        self.people_first = False
        self.group = self._new_group()

    def read(self, document: Document) -> Reading | None:
        """Read all of it; None if no table has titles."""
        for block in as_tables(document, self.titles, self.places):
            if isinstance(block, Cell):
                self._paragraph(block)
            else:
                self._table(block)
        self._end_group()
        if not self.columns.shown:
            return None
        kind = PAPER if self.paper else FORM if self.is_form else TABLE
        return Reading(
            kind,
            tuple(self.entries),
            tuple(self.columns.shown) if kind == TABLE else (),
            tuple(self.groups.values()),
            tuple(self._facts()),
            tuple(self.notes.claims),
            tuple(dict.fromkeys((*document.said, *self.notes.said))),
        )

    # Lines.

    def _paragraph(self, cell: Cell) -> None:
        for piece in cell.full:
            for text in filter(None, piece.text.split("\n")):
                self._line(piece.part(text))

    def _line(self, piece: Piece) -> None:
        """Read a line outside of the table of actions."""
        text = piece.text
        heading = self.places.heading(text)
        label = self.places.label(text)
        nivel = self.places.nivel(text)
        own = self.printed(text)
        if heading:
            self._open_group(heading, piece)
        elif label and not (own and label.kind != "eje"):
            if label.kind == "participantes" and self.people_first and self.pending:
                self._end_group()
            self.label = label.kind
            self.notes.know((piece,), text[: label.end])
            self._under(piece.part(text[label.end :].strip()))
        elif nivel:
            self.niveles = [nivel]
            self.label = ""
            self._nivel(piece, nivel)
        elif _PEOPLE_WITHIN.search(fold(text)) and not own:
            self.group.roster.unread((piece,), piece.place, SIGNED)
        elif not own:
            self._under(piece)

    def _under(self, piece: Piece) -> None:
        """Keep what stands under a label, or is the plan's own."""
        text = piece.text
        if not text:
            return
        if self.label in _TEXTS:
            if is_instruction(text):
                self.notes.know((piece,))
            else:
                self.facts.setdefault(_TEXTS[self.label], []).append(piece.part(strip_mark(text)[0]))
        elif self.label == "participantes" and not self.paper:
            self.group.roster.line(piece)
        elif self.label == "ponente":
            self.group.roster.speaker(piece)
            self.label = ""
        elif self.label == "firma":
            self.group.roster.unread((piece,), piece.place, SIGNED)
            self.label = ""
        elif self.label == "eje":
            self._set_eje(piece)
            self.label = ""
        elif flat(text) in self._own_texts():
            self.notes.take((piece,))
        elif self.plan.taller.titulo == POR_DEFINIR and not self.facts and not self.label:
            self.facts["titulo",] = [piece]

    def _own_texts(self) -> frozenset[str]:
        taller = self.plan.taller
        texts = (taller.titulo, taller.nombre, taller.lema, taller.objetivo, taller.dinamica)
        return frozenset(flat(each) for each in (*texts, *(eje.nombre for eje in taller.ejes)) if each)

    def _nivel(self, piece: Piece, nivel: str) -> None:
        """Take a heading of a nivel: the form's own, or a new one where the plan has none yet."""
        at, known = next((at, each) for at, each in enumerate(self.plan.taller.niveles) if each.id == nivel)
        if known.encabezado == POR_DEFINIR and plain(piece.text) != plain(known.nombre) and not self.paper:
            self.facts.setdefault(("niveles", at, "encabezado"), [piece])
        else:
            self.notes.know((piece,), self.places.said("nivel", piece.text))

    def _set_eje(self, piece: Piece) -> None:
        """Learn which eje follows: by its name, or by its group's while the plan has no heading for it."""
        found = self.places.eje(piece.text) or self.places.eje(piece.text.rpartition(":")[2])
        guess = self.group.eje or self._known_eje()
        if found:
            self.eje = found
            self.notes.take((piece,))
        elif guess and not self.eje and self.plan.eje_by_id[guess].encabezado == POR_DEFINIR:
            self.eje = guess
            at = [each.id for each in self.plan.taller.ejes].index(guess)
            self.facts.setdefault(("ejes", at, "encabezado"), [piece])
        elif not self.paper:
            self.notes.tell((piece,), "no se reconoce el eje", piece.place)
        self.group.eje = self.group.eje or self.eje

    def _known_eje(self) -> str:
        known = self.plan.grupo_by_id.get(self._plan_group())
        return self.places.eje(self.group.nombre) or (known.eje if known else "")

    # Tables.

    def _table(self, table: Table) -> None:
        head = table.rows[:MAX_HEADER]
        titled = any(
            is_titles(row, self.titles) or any(self.places.nivel(cell.text) for cell in row) for row in head
        )
        if not titled and self._takes_people(table):
            return
        if titled or not self._goes_on(table):
            self.layout, self.niveles = None, self.niveles if len({*self.niveles}) == 1 else []
        self.under = ""
        first = len(self.pending)
        for number, row in enumerate(table.rows, start=1):
            self._row(row, table, number)
        self.width = width_of(table)
        if self.layout:
            self.label = ""
        self.pending[first:] = self._completed(self.pending[first:])

    def _takes_people(self, table: Table) -> bool:
        """Read a table of people, where one may stand; whether it is one."""
        first = table.rows[0] if table.rows else ()
        asked = len(first) >= _FEW and fold(first[0].text).startswith("participantes")
        if (self.label == "participantes" or (self.paper and asked)) and self.group.roster.table(table):
            self.label = ""
            return True
        return False

    def _goes_on(self, table: Table) -> bool:
        """Whether a table without titles goes on with those of the one before."""
        if not self.layout or width_of(table) != self.width:
            return False
        at = next(
            (at for at, each in enumerate(self.layout.columns) if "texto" in each.fields), width_of(table)
        )
        if not any(
            len(row) > at
            and len(words(row[at].text)) >= _FEW
            and (self.label != "participantes" or self._is_action(row, self.layout))
            for row in table.rows
        ):
            return False
        self.notes.say(table.place, "sigue con los títulos de la tabla anterior")
        return True

    def _row(self, row: Sequence[Cell], table: Table, number: int) -> None:
        cells = list({id(each): each for each in row if each.text}.values())
        niveles = [self.places.nivel(each.text) for each in row]
        if not cells:
            return
        if self._is_line(cells[0]) and (len(cells) == 1 or self._names_people(cells[0])):
            for cell in cells:
                self._paragraph(cell)
        elif self._is_niveles(cells) and not (
            self.layout and self.layout.fields & {"nivel", "eje"} and not self.layout.form
        ):
            self._headings(row, niveles)
        elif self._is_titles(row, near=not self.layout and number <= MAX_HEADER):
            self.layout = self.columns.read(row, self.niveles, table.rows[number:], self.notes)
            self.is_form = self.is_form or self.layout.form
            self.label = ""
        elif self.layout and not self._is_somebody(row, self.layout):
            self.label = ""
            self._body(row, table, number)
        elif len(cells) == 1:
            self._paragraph(cells[0])
        elif self.paper and len(row) == 2:  # noqa: PLR2004 - what is asked, and the answer
            self._asked(*row)
        elif self.label == "participantes":
            self.group.roster.row(list({id(each): each for each in row}.values()))

    def _is_titles(self, row: Sequence[Cell], *, near: bool) -> bool:
        if self.layout and self.titles.by_place:
            return False
        named = self.titles.row(row)
        own = not self.paper or any("id" in each for each in named)
        return own and is_titles(row, self.titles, near=near)

    def _is_line(self, cell: Cell) -> bool:
        """Whether the only cell of a row is a heading or a label of the form."""
        text = cell.text.split("\n")[0]
        return bool(
            self.places.heading(text) or (self.places.label(text) and (":" in text or not self.layout))
        )

    def _names_people(self, cell: Cell) -> bool:
        """Whether a cell that begins a row is a label of people, and what stands beside it is theirs."""
        label = self.places.label(cell.text)
        return not self.paper and bool(label and label.kind in _PEOPLE and ":" in cell.text[: label.end])

    def _is_somebody(self, row: Sequence[Cell], layout: Layout) -> bool:
        """Whether a row of a table of actions stands under «Participantes:» there, and is no action."""
        return self.label == "participantes" and not self._is_action(row, layout)

    def _is_action(self, row: Sequence[Cell], layout: Layout) -> bool:
        """Whether a row is surely an action: its eje, its plazo or its full stop says so."""
        for column, cell in zip(layout.columns, row, strict=False):
            is_plazo = "plazo_meses" in column.fields and cell.text
            if (
                ("eje" in column.fields and self.places.eje(cell.text))
                or (is_plazo and self.values.read("plazo_meses", cell).value is not None)
                or ("texto" in column.fields and cell.text.endswith("."))
            ):
                return True
        return False

    def _is_niveles(self, cells: Sequence[Cell]) -> bool:
        named = [self.places.nivel(each.text) for each in cells]
        others = [each for each, nivel in zip(cells, named, strict=True) if not nivel]
        return any(named) and all(self.titles.fields(each.text) == ("eje",) for each in others)

    def _headings(self, row: Sequence[Cell], niveles: Sequence[str]) -> None:
        """Learn the niveles of the columns below; of the rows below, where there is one column of actions."""
        for cell, nivel in zip(row, niveles, strict=True):
            for piece in cell.full:
                if nivel:
                    self._nivel(piece, nivel)
                else:
                    self.notes.know((piece,))
        only = {*niveles} - {""}
        self.under = next(iter(only)) if len(only) == 1 else ""
        texts = [each for each in self.layout.columns if "texto" in each.fields] if self.layout else []
        if self.layout and len(texts) == 1 == len(only):
            self.layout = replace(self.layout.leveled(only.pop()), form=True)
            return
        self.niveles, self.layout = [*niveles], None

    def _body(self, row: Sequence[Cell], table: Table, number: int) -> None:
        assert self.layout is not None  # noqa: S101 - for mypy
        layout = self.layout
        self.body |= {id(piece) for cell in row for piece in cell.lines}
        if layout.form:
            ejes = [cell for column, cell in zip(layout.columns, row, strict=False) if "eje" in column.fields]
            alone = not any(cell.text for cell in row if cell not in ejes)
            for piece in (piece for cell in ejes for piece in cell.full):
                if not alone or self.places.eje(piece.text):
                    self._set_eje(piece)
        place = f"{table.place}, fila {number}" if not row[0].place.startswith("fila ") else f"fila {number}"
        for entry in self.rows.read(row, layout, place):
            eje = entry.eje or (self.eje if "eje" not in layout.fields or layout.form else "")
            nivel = entry.nivel or (self.niveles[0] if len({*self.niveles}) == 1 else "")
            self.group.eje = self.group.eje or eje
            self.pending.append(replace(entry, eje=eje, nivel=nivel, under=self.under))

    def _completed(self, entries: Sequence[Entry]) -> Iterator[Entry]:
        """Give a row without its eje, nivel or grupo those that all the known rows of its table have."""
        known = [
            self.plan.accion_by_id[each.ident] for each in entries if each.ident in self.plan.accion_by_id
        ]
        common = {campo: {getattr(each, campo) for each in known} for campo in PLACES}
        for each in entries:
            eje, nivel, grupo = (
                getattr(each, campo) or (next(iter(found)) if len(found) == 1 else "")
                for campo, found in common.items()
            )
            yield each if each.ident else replace(each, eje=eje, nivel=nivel, grupo=grupo)

    def _asked(self, asked: Cell, answer: Cell) -> None:
        """Read a line that our paper asks of a group or of the organisers."""
        label = self.places.label(asked.text)
        self.notes.know(asked.lines)
        written = [line for line in answer.full if not is_instruction(line.text)]
        self.notes.know(line for line in answer.full if is_instruction(line.text))
        for line in written:
            if label and label.kind == "ponente":
                self.group.roster.speaker(line)
            elif label and label.kind == "participantes":
                self.group.roster.line(line)
            elif not self.printed(line.text):
                self.notes.tell(
                    (line,), f"lo escrito junto a {quoted(asked.text)} se pasa a mano al plan", line.place
                )

    # Groups.

    def _new_group(self) -> _Group:
        return _Group(Roster(self.plan, self.values, self.notes))

    def _open_group(self, heading: Heading, piece: Piece) -> None:
        """Begin a group. People under «Participantes:» just before it are its own."""
        people = self.label == "participantes"
        self.people_first = self.people_first or (people and not self.group.numero and not self.pending)
        if self.group.numero or self.pending:
            self._end_group()
        numero, nombre = heading
        tail = re.search(r"\s*[.;]\s*(?=(?:participantes|integrantes)\s*:)", nombre, re.IGNORECASE)
        rest = nombre[tail.end() :] if tail else ""
        self.group.numero, self.group.nombre, self.group.place = (
            numero,
            nombre[: tail.start()] if tail else nombre,
            piece.place,
        )
        self.eje = ""
        self.label = "participantes" if people else ""
        known = next((each for each in self.plan.grupos if each.numero == numero), None)
        head = (
            piece.text[: len(piece.text) - len(nombre)]
            if nombre and piece.text.endswith(nombre)
            else piece.text
        )
        self.notes.know((piece,), head)
        if (
            not known
            or fold(known.nombre) == fold(self.group.nombre)
            or self.places.eje(self.group.nombre) == known.eje
        ):
            self.notes.take((piece,), self.group.nombre)
        if rest and not self.printed(piece.text):
            self._line(piece.part(rest))

    def _plan_group(self) -> str:
        """Find the group in the plan: what the call says, its number, or the only one of its eje."""
        group = self.group
        known = self.dado or next((g.id for g in self.plan.grupos if g.numero == group.numero), "")
        if not known and not group.numero and group.eje:
            own = [each.id for each in self.plan.grupos if each.eje == group.eje]
            known = own[0] if len(own) == 1 else ""
        return known

    def _end_group(self) -> None:
        """Give the actions and the people read so far to their group."""
        if self.pending or not self.group.roster.is_empty or self.group.numero:
            ident = self._close()
            self.entries += [self._placed(each, ident) for each in self.pending]
        self.pending, self.group, self.eje = [], self._new_group(), ""

    def _close(self) -> str:
        """Find the group that was read, or make it; its id, or nothing."""
        group = self.group
        known = self._plan_group()
        eje = (
            self.places.eje(group.nombre) or group.eje or (self.plan.grupo_by_id[known].eje if known else "")
        )
        grupo = self.plan.grupo_by_id.get(known)
        people, ponente = group.roster.finish(grupo)
        group.eje = eje
        if not known and not (group.numero and eje):
            if people or ponente:
                self.notes.tell(
                    (), "hay participantes, y no dice de qué grupo son", group.place or "el documento"
                )
            return ""
        if grupo:
            group.numero = grupo.numero
        ident = known or f"g{group.numero}-{_slug(group.nombre) or eje.replace('_', '-')}"
        if not known or people or ponente:
            place = group.place or "el documento"
            self.groups[ident] = Group(ident, group.numero, group.nombre, eje, place, people, ponente)
        return ident

    def _placed(self, entry: Entry, ident: str) -> Entry:
        """Fill in where an action belongs, where the document or the plan leaves only one possibility."""
        if entry.ident in self.plan.accion_by_id:
            return entry
        eje = entry.eje or self.group.eje
        grupo = self.dado or entry.grupo or self._named_group(entry, eje) or ident
        own = [each.id for each in self.plan.grupos if eje in {"", each.eje}]
        grupo = grupo or (own[0] if len(own) == 1 else "")
        eje = eje or (self.plan.grupo_by_id[grupo].eje if grupo in self.plan.grupo_by_id else "")
        niveles = self.plan.taller.niveles
        return replace(
            entry, eje=eje, grupo=grupo, nivel=entry.nivel or (niveles[0].id if len(niveles) == 1 else "")
        )

    def _named_group(self, entry: Entry, eje: str) -> str:
        """Make the group that a column Grupo names, where the plan has none of that number."""
        cell = entry.cells.get("grupo")
        heading = self.places.heading(cell.text) if cell else None
        if cell is None or heading is None or not eje:
            return ""
        ident = f"g{heading.numero}-{_slug(heading.nombre) or eje.replace('_', '-')}"
        self.groups.setdefault(ident, Group(ident, heading.numero, heading.nombre, eje, cell.place))
        return ident

    def _facts(self) -> Iterator[Fact]:
        for loc, pieces in self.facts.items():
            text = " ".join(piece.text for piece in pieces)
            yield Fact(loc, text, pieces[0].place, tuple(pieces))
            said = _MINUTES.search(fold(text)) if loc == ("dinamica",) else None
            minutos = self.plan.taller.plenaria.minutos
            if said and int(said[1]) != minutos:
                reason = (
                    f"el documento da {said[1]} minutos, y plenaria.minutos de taller.yaml dice {minutos}"
                )
                self.notes.tell((), reason, pieces[0].place)


def _slug(text: str) -> str:
    bare = unicodedata.normalize("NFKD", fold(text)).encode("ascii", "ignore").decode()
    return "-".join(re.findall("[a-z0-9]+", bare))[:40].strip("-")
