"""form: a whole document from top to bottom: its lines, its tables, and whose each row is."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from rutaplan.importers.meanings.column_titles import MAX_HEADER, Titles
from rutaplan.importers.meanings.headings import Places
from rutaplan.importers.meanings.persons import PEOPLE, may_be_name
from rutaplan.importers.meanings.values import Values
from rutaplan.importers.pieces import Cell, Document, Piece, Table, flat
from rutaplan.importers.recognisers.groups import Groups
from rutaplan.importers.recognisers.lines import Lines
from rutaplan.importers.recognisers.people import (
    SIGNED,
    UNLABELLED,
    asks_people,
    is_instruction,
    names_people,
)
from rutaplan.importers.recognisers.reading import FORM, PAPER, ROSTER, TABLE, Notes, Reading
from rutaplan.importers.recognisers.rows import Rows
from rutaplan.importers.recognisers.tables import Columns, Layout, is_titles, width_of
from rutaplan.importers.recognisers.text_rows import as_tables
from rutaplan.importers.recognisers.workshop import LABELS, TEXTS, Workshop
from rutaplan.plan import Plan
from rutaplan.printable import quoted


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
        self.plan, self.places, self.titles = plan, places, titles
        self.paper, self.printed = paper, printed
        self.notes = Notes()
        self.columns = Columns(places, titles, values, paper=paper)
        self.rows = Rows(places, values, self.notes)
        self.groups = Groups(plan, places, values, self.notes, dado)
        self.workshop = Workshop(plan, titles, values, self.notes)
        self.body: set[Piece] = set()  # what stands in rows of actions: no line of a paper
        self.lines = Lines(places, self.groups, self.workshop, paper=paper, printed=printed)
        self.under, self.of_people = "", False  # what stands over a table; whether a title of it is of people
        self.layout: Layout | None = None
        self.width = 0
        self.is_form = False

    def read(self, document: Document) -> Reading | None:
        """Read all of it; None if no table has titles."""
        self.notes.said += document.said
        self.notes.people += (each.nombre for grupo in self.plan.grupos for each in grupo.miembros)
        for block in as_tables(document, self.titles, self.places):
            if isinstance(block, Cell):
                self.lines.paragraph(block)
            else:
                self._table(block)
        self.groups.end()
        if not self.columns.shown and not self.groups.has_people:
            return None
        kind = PAPER if self.paper else FORM if self.is_form else TABLE if self.columns.shown else ROSTER
        return Reading(
            kind,
            tuple(self.groups.entries),
            tuple(self.columns.shown) if kind == TABLE else (),
            tuple(self.groups.all()),
            tuple(self.workshop.all(form=self.is_form)),
            self.notes,
        )

    def _table(self, table: Table) -> None:
        if not self.paper:
            self._sheet(table)
        head = table.rows[:MAX_HEADER]
        titled = any(
            is_titles(row, self.titles) or any(self.places.nivel(cell.text) for cell in row) for row in head
        )
        if not titled and self._takes_people(table):
            return
        if titled or not self._goes_on(table):
            self.layout = None
            if len({*self.lines.niveles}) > 1:
                self.lines.niveles = []
        self.under, self.of_people = "", False
        self.columns.named = any(len([*filter(None, self.titles.row(row))]) > 1 for row in head)
        first = len(self.groups.pending)
        for number, row in enumerate(table.rows, start=1):
            self._row(row, table, number)
        self.width = width_of(table)
        if self.layout:
            self.lines.label = ""
        self.groups.complete(first)
        self.groups.heads.clear()

    def _sheet(self, table: Table) -> None:
        """Read the name of a sheet as a heading, or as the label of people."""
        if self.groups.sheet(table):
            self.lines.niveles = []
        if self._kind(table.sheet) == "participantes":
            self.lines.label = "participantes"

    def _takes_people(self, table: Table) -> bool:
        """Read a table of people, where one may stand, or count it; whether it is one."""
        above = next((at for at, row in enumerate(table.rows) if self.paper and asks_people(row)), 0)
        for row in filter(any, ([cell for cell in row if cell.text] for row in table.rows[:above])):
            self._other_row(row, list(dict.fromkeys(row)), table.place)
        table = replace(table, rows=table.rows[above:])
        first = (*table.rows, ())[0]
        may_be = self.lines.label == "participantes" or asks_people(first)
        if may_be and self.groups.current.roster.table(table):
            self.lines.label = ""
            return True
        others = not self.paper and names_people(first)
        if others:
            cells = (cell for row in table.rows for cell in row)
            self.groups.current.roster.unread(cells, table.place, UNLABELLED)
        return others

    def _goes_on(self, table: Table) -> bool:
        """Whether a table without titles goes on with those of the one before."""
        if not self.layout or width_of(table) != self.width:
            return False
        if not self.rows.may_be(table, self.layout, people=self.lines.label == "participantes"):
            return False
        self.notes.say(table.place, "sigue con los títulos de la tabla anterior")
        return True

    def _row(self, row: Sequence[Cell], table: Table, number: int) -> None:
        cells = list(dict.fromkeys(each for each in row if each.text))
        if not cells:
            return
        if self.lines.signed(*(cell.full for cell in cells)) and self.layout:
            self.notes.tell([line for cell in cells for line in cell.full], SIGNED, cells[0].place)
            return
        answered = self.layout is not None and self.rows.has_plazo(row, self.layout)
        beside = len(cells) > 1 and not answered and self._asks_beside(cells)
        if self._is_line(cells[0]) and (len(cells) == 1 or beside):
            for cell in cells:
                self.lines.paragraph(cell, beside=beside)
        elif self._are_headings(cells):
            self._headings(row)
        elif self.columns.heads(row, self.layout, near=number <= MAX_HEADER):
            below = table.rows[number:] if number <= MAX_HEADER else None
            self.layout = self.columns.read(row, self.lines.niveles, below, self.notes)
            self.is_form = self.is_form or self.layout.form
            self.lines.label = ""
            if self.layout.form and not self.paper:
                self.workshop.columns(row, self.layout)
        elif self.layout and (self.lines.label != "participantes" or self.rows.is_action(row, self.layout)):
            self.lines.label = ""
            self._body(row, table, number)
        else:
            self._other_row(row, cells, table.place)

    def _other_row(self, row: Sequence[Cell], cells: Sequence[Cell], place: str) -> None:
        """Read a row that is no part of a table of actions."""
        if len(cells) == 1:
            self.lines.paragraph(cells[0])
        elif self.paper and len(cells) == 2 and (len(row) == 2 or self._kind(row[0].text) == "ponente"):  # noqa: PLR2004 - what is asked, and the answer
            self._asked(row[0], cells[-1])
        elif cells and self.lines.label == "participantes":
            self.groups.current.roster.row(list(dict.fromkeys(row)))
        else:
            self.of_people = self.of_people or any(self.places.is_of_people(each.text) for each in cells)
            self.notes.people += (each.text for each in cells if self.of_people and may_be_name(each.text))
            self.notes.untitled(cells, place)

    def _kind(self, text: str) -> str:
        """What a text asks for; nothing if it does not."""
        label = self.places.label(text)
        return label.kind if label else ""

    def _is_line(self, cell: Cell) -> bool:
        """Whether the only cell of a row is a heading or a label of the form."""
        text = cell.text.split("\n")[0]
        return bool(
            self.places.heading(text) or (self.places.label(text) and (":" in text or not self.layout))
        )

    def _asks_beside(self, cells: Sequence[Cell]) -> bool:
        """Whether a row begins with a label of the header or of people, and says beside what it asks for."""
        label = self.places.label(cells[0].text)
        if self.paper or not label:
            return False
        people = label.kind in PEOPLE and ":" in cells[0].text[: label.end]
        return people or (len(cells) == 2 and label.kind in {*LABELS, *TEXTS})  # noqa: PLR2004 - label and answer

    def _are_headings(self, cells: Sequence[Cell]) -> bool:
        """Whether a row has headings of niveles, and is none of a table with a column Nivel or Eje."""
        says_itself = self.layout and not self.layout.form and self.layout.fields & {"nivel", "eje"}
        return not says_itself and self.columns.are_niveles(cells)

    def _headings(self, row: Sequence[Cell]) -> None:
        """Learn the niveles of the columns below; of the rows below, where there is one column of actions."""
        niveles = [self.places.nivel(each.text) for each in row]
        if any(niveles):  # beside a nivel of the plan, one that it does not have is another
            others = (flat(each.text) if self.places.is_other_nivel(each.text) else "" for each in row)
            niveles = [own or other for own, other in zip(niveles, others, strict=True)]
        self.columns.over = self.titles.row(row)
        for cell in row:
            for piece in cell.full:
                if nivel := self.places.nivel(cell.text):
                    self.workshop.nivel(piece, nivel, self.places.said("nivel", piece.text), paper=self.paper)
                elif self.places.is_other_nivel(piece.text):
                    self.notes.unread(piece, "no es un nivel del plan")
                else:
                    self.notes.know(piece)
        self.lines.niveles = [*niveles]
        only = {*niveles} - {""} or {""}
        self.under = next(iter(only)) if len(only) == 1 else ""
        texts = [each for each in self.layout.columns if "texto" in each.fields] if self.layout else []
        if self.layout and len(texts) == 1 == len(only):
            self.layout = replace(self.layout.leveled(only.pop()), form=True)
            return
        self.layout = None

    def _body(self, row: Sequence[Cell], table: Table, number: int) -> None:
        assert self.layout is not None  # noqa: S101 - for mypy
        layout = self.layout
        self.body |= {piece for cell in row for piece in cell.lines}
        place = f"{table.place}, fila {number}" if not row[0].place.startswith("fila ") else f"fila {number}"
        if self.rows.are_sums(row, layout, place):
            return
        if layout.form:
            ejes = layout.cells("eje", row)
            alone = not any(cell.text for cell in row if cell not in ejes)
            for piece in (piece for cell in ejes for piece in cell.full):
                if not alone or self.places.eje(piece.text):
                    self.lines.eje(piece)
        for entry in self.rows.read(row, layout, place, ruled=table.ruled):
            eje = entry.eje or (self.groups.eje if "eje" not in layout.fields or layout.form else "")
            nivel = entry.nivel or (self.lines.niveles[0] if len({*self.lines.niveles}) == 1 else "")
            self.groups.add(replace(entry, eje=eje, nivel=nivel, under=self.under))

    def _asked(self, asked: Cell, answer: Cell) -> None:
        """Read a line that our paper asks of a group or of the organisers."""
        roster = self.groups.current.roster
        label = self.places.label(asked.text)
        read = {"ponente": roster.speaker, "participantes": roster.line}.get(label.kind if label else "")
        if label:
            self.notes.know(asked, asked.text[: label.end])
        for line in answer.full:
            if read:
                read(line)
            elif is_instruction(line.text):
                self.notes.know(line)
            elif not self.printed(line.text):
                reason = f"lo escrito junto a {quoted(asked.text)} se pasa a mano al plan"
                self.notes.tell(line, reason)
