"""tables: the titles over the columns of a table: which field each gives, and of which nivel.

A column belongs to the nivel of the heading over it, wherever it stands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from rutaplan.importers.meanings.column_titles import Titles, bare_title
from rutaplan.importers.meanings.headings import MAX_HEADING, NIVEL_WORDS, Places, plain
from rutaplan.importers.meanings.values import Values
from rutaplan.importers.pieces import Cell, Table, UnreadableError, column_name, flat
from rutaplan.importers.recognisers.likely import Likely
from rutaplan.importers.recognisers.proposed import PROPOSED
from rutaplan.importers.recognisers.reading import PLACES, Notes
from rutaplan.printable import quoted
from rutaplan.suggest import fold

NUMERO = "numero"
"""The field of a column that counts rows: nothing of an action."""
SHARED = frozenset({"eje", "grupo", NUMERO})
_ACTIONS = re.compile(r"\b(?:accion|acciones|actions?)\b")
_T = TypeVar("_T")
_PRINTED = {("texto",), ("plazo_meses",), ("instituciones",)}  # over a paper that lost its ids


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title as typed, the fields that it gives, and the nivel that it is of.

    near: whether its title is only near to what says them.
    """

    title: str
    fields: tuple[str, ...] = ()
    nivel: str = ""
    near: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table. form: a cell may hold many actions, as in the workshop's form."""

    columns: tuple[Column, ...]
    form: bool = False

    @property
    def fields(self) -> frozenset[str]:
        """Every field that some column gives."""
        return frozenset(campo for each in self.columns for campo in each.fields)

    def cells(self, campo: str, row: Sequence[Cell]) -> list[Cell]:
        """The cells of a row that give a field: one for each nivel."""
        return [cell for column, cell in zip(self.columns, row, strict=False) if campo in column.fields]

    def leveled(self, nivel: str) -> "Layout":
        """The same, under another heading."""
        return replace(self, columns=tuple(replace(each, nivel=nivel) for each in self.columns))


def is_titles(row: Sequence[Cell], titles: Titles, *, near: bool = True) -> bool:
    """Whether a row holds titles: it names the actions or their ids, and one thing more, if only nearly."""
    return _are_titles(row, titles.row(row), titles, near=near)


def _are_titles(row: Sequence[Cell], found: Sequence[tuple[str, ...]], titles: Titles, *, near: bool) -> bool:
    named = {campo for each in found for campo in each}
    named |= {"texto"} if any(says_nivel(cell.text) for cell in row) else set()
    if not named & {"texto", "id"}:
        like = [titles.near(cell.text) for cell, each in zip(row, found, strict=True) if near and not each]
        return "texto" in like and len({*named, *like} - {""}) > 1
    said = len([each for each in row if each.text])
    enough = len(named) > 1 or said == 1 == len(row) or (bool(titles.given) and said > 1)
    return bool(named & {"texto", "id"}) and enough


def says_nivel(title: str) -> bool:
    """Whether a title of actions names a nivel itself, of any plan: "Acciones a nivel local"."""
    said = {*plain(title).split()}
    return len(said) <= MAX_HEADING and bool(said & NIVEL_WORDS and _ACTIONS.search(fold(title)))


class Columns:
    """Understands rows of titles. over: what the headings above give where a title alone gives nothing."""

    def __init__(self, places: Places, titles: Titles, values: Values, *, paper: bool) -> None:
        self._places, self._titles, self._values, self._paper = places, titles, values, paper
        self.shown: dict[tuple[str, str], None] = {}
        self.given: set[str] = set()
        self.over: Sequence[tuple[str, ...]] = ()
        self._head: Sequence[tuple[Cell, tuple[str, ...]]] = ()  # the last titles, and what each gives
        self.named = False  # whether some row of the table names two fields
        self._likely = Likely(places, titles, values, paper=paper)

    def read(
        self,
        row: Sequence[Cell],
        niveles: Sequence[str],
        below: Sequence[Sequence[Cell]] | None,
        notes: Notes,
    ) -> Layout:
        """Give each column its fields and its nivel. niveles: the heading over each, if any is there.

        below: the rows by which it is known what a new title is near to; None where that is not asked.
        """
        if self._goes_on(row):
            row = [*row, *(cell for cell, _ in self._head[len(row) :])]
            self.over = [each for _, each in self._head]
        given = self._titles.given_in(row)
        self.given |= {*given.values()}
        proposed = self._paper and {*PROPOSED} <= {bare_title(cell.text) for cell in row}
        above, self.over = _padded(self.over, len(row), ()), ()
        over = _padded(niveles, len(row), "")
        found = []
        for at, (cell, campos) in enumerate(zip(row, self._titles.row(row), strict=True)):
            own = (campos if at in given else self._own(cell.text, campos, proposed=proposed)) or above[at]
            if not own and (nivel := self._leveled(cell.text)):
                own, over[at] = ("texto",), nivel
            like = () if own else self._likely.near(cell.text, at, below)
            found.append(Column(flat(cell.text), own or like, near=bool(like)))
        self._head = [(cell, each.fields) for cell, each in zip(row, found, strict=True)]
        whole = {campo for each in found for campo in each.fields} & {"id", "nivel"}
        levels = [""] * len(row) if whole else _levels([each.fields for each in found], over)
        for at in _of_no_nivel(found, levels):
            found[at] = Column(found[at].title)
            said = "no dice de qué nivel es: escriba una bajo el encabezado de cada nivel"
            notes.say(f"columna {quoted(found[at].title)}", said)
        for at, nivel in enumerate(levels):
            if nivel and not self._places.nivel(nivel) and not SHARED & {*found[at].fields}:
                found[at] = Column(title if (title := found[at].title) == nivel else f"{title} ({nivel})")
        placed = [
            each if SHARED & {*each.fields} else replace(each, nivel=nivel)
            for each, nivel in zip(found, levels, strict=True)
        ]
        columns = self._once(self._proposed(placed, notes))
        for cell, column in zip(row, columns, strict=True):
            self._claim(cell, column, notes)
        return Layout(tuple(columns), form=not whole and any(levels))

    def heads(self, row: Sequence[Cell], over: Layout | None, *, near: bool) -> bool:
        """Whether a row holds titles, under those that hold already."""
        if over and self._titles.by_place:
            return False
        titles = self._titles.row(row)
        if self._titles.by_place and self.named and len([*filter(None, titles)]) == 1:
            return False  # every row has a column C; the titles stand in the row that names another too
        own = not self._paper or any("id" in each for each in titles) or {*titles} >= _PRINTED
        return self._goes_on(row) or (own and _are_titles(row, titles, self._titles, near=near and not over))

    def _goes_on(self, row: Sequence[Cell]) -> bool:
        """Whether a row is the second of titles over two: that of the actions is merged with the first."""
        same = zip(row, self._head, strict=False)
        return any(cell.text and cell is above and "texto" in named for cell, (above, named) in same)

    def are_niveles(self, cells: Sequence[Cell]) -> bool:
        """Whether cells are headings of niveles, and of nothing else but the ejes."""
        named = [self._places.nivel(each.text) for each in cells]
        others = [each for each, nivel in zip(cells, named, strict=True) if not nivel]
        if len(cells) == 1 and self._places.is_other_nivel(cells[0].text):
            return True
        return any(named) and all(
            self._titles.fields(each.text) == ("eje",) or self._places.is_other_nivel(each.text)
            for each in others
        )

    def _own(self, title: str, campos: tuple[str, ...], *, proposed: bool) -> tuple[str, ...]:
        """Keep apart the notes that our papers print; they, and others, are read if the call says so.

        What others title Prioridad may be a rank: its cells must say that it is a mark. proposed: the row
        has the titles that only a proposal has.
        """
        if proposed and bare_title(title) in PROPOSED:
            return (PROPOSED[bare_title(title)],)
        if not self._paper:
            return () if campos == ("prioridad",) else campos
        return ("notas_impresas",) if bare_title(title) == "notas" else () if campos == ("notas",) else campos

    def _leveled(self, title: str) -> str:
        """Tell the nivel that a title of actions names; one of no plan of ours, by its words."""
        own = self._places.nivel(title) if _ACTIONS.search(fold(title)) else ""
        return own or (flat(title) if says_nivel(title) else "")

    def _once(self, columns: Sequence[Column]) -> list[Column]:
        """Let each field of a nivel be given by one column: of several, the one of the printed title."""
        kept = list(columns)
        given = ((each.nivel, campo) for each in columns for campo in each.fields if campo != NUMERO)
        for nivel, campo in dict.fromkeys(given):
            same = [at for at, each in enumerate(kept) if each.nivel == nivel and campo in each.fields]
            printed = [at for at in same if self._paper and self._titles.is_printed(kept[at].title, campo)]
            if len(same) > 1 and not printed:
                raise UnreadableError(self._several(campo, [(at, kept[at].title) for at in same]))
            for at in {*same} - {*printed[:1]} if len(same) > 1 else ():
                kept[at] = replace(kept[at], fields=())
        return kept

    def _proposed(self, columns: Sequence[Column], notes: Notes) -> list[Column]:
        """Keep fields that are only near where no other column of the nivel gives them, and say so."""
        given = {(each.nivel, campo) for each in columns if not each.near for campo in each.fields}
        kept = []
        for each in columns:
            own = {(each.nivel, campo) for campo in each.fields}
            lost = each.near and own & given
            given |= set() if lost else own
            kept.append(Column(each.title, nivel=each.nivel) if lost else each)
        others = [each.title for each in kept if each.title and not each.fields]
        for each in (each for each in kept if each.near):
            ways = [
                f'diga cuál: --columna {campo}="{title}"' for campo in each.fields for title in others[:1]
            ]
            mend = ", o ".join(["cambie ese título", *ways])
            read = (
                f"se lee como {', '.join(each.fields)}, por su título y por lo que tiene; si no lo es, {mend}"
            )
            notes.say(f"columna {quoted(each.title)}", read)
        return kept

    def _several(self, campo: str, columns: Sequence[tuple[int, str]]) -> str:
        """Say that several columns could give a field, and how to tell which, or of which nivel each is."""
        titles = [title for _, title in columns]
        ways = [f"--columna {campo}={column_name(columns[-1][0] + 1)}"]
        if len({*map(bare_title, titles)}) == len(titles):
            ways = [f'--columna {campo}="{titles[-1]}"', *ways]
        said = f"Varias columnas podrían ser «{campo}»: {', '.join(map(quoted, titles))}."
        niveles = " o ".join(f"«Nivel {each.nombre}»" for each in self._titles.plan.taller.niveles)
        over = f" Si cada una es de un nivel, escriba encima cuál: {niveles}." if campo == "texto" else ""
        return f"{said}{over} Diga cuál por su título, su letra o su número: {' o '.join(ways)}."

    def _claim(self, cell: Cell, column: Column, notes: Notes) -> None:
        if column.fields and not column.near:
            known = self._titles.said(cell.text)
            if self._leveled(cell.text):
                known = self._places.said("nivel", cell.text)
            notes.know(cell, known)
            notes.unread(cell, f"el título {quoted(column.title)} dice más que su campo")
        elif column.fields:
            notes.know(cell)
        elif self._places.is_of_people(column.title):
            notes.know(cell)
            notes.tell((), f"no se muestra, porque es de personas: {unread(column)}", cell.place)
        elif column.title:
            notes.unread(cell, unread(column))
        if column.title:
            read = [each for each in column.fields if each in {*self._values.campos, *PLACES, "id", "huella"}]
            self.shown[column.title, ", ".join(read)] = None


def unread(column: Column) -> str:
    """Tell that no field takes a column."""
    return f"la columna {quoted(column.title)} no la toma ningún campo"


def _padded(given: Sequence[_T], width: int, blank: _T) -> list[_T]:
    return [*given[:width], *[blank] * (width - len(given))]


def _levels(named: Sequence[tuple[str, ...]], over: Sequence[str]) -> list[str]:
    """Give each column its nivel: blocks alike, one for each heading; else the last heading to the left."""
    order = list(dict.fromkeys(filter(None, over)))
    if len(order) == 1:
        return order * len(named)
    data = [at for at, each in enumerate(named) if each and not SHARED & {*each}]
    size = len(data) // len(order) if order else 0
    blocks = [data[at * size : (at + 1) * size] for at in range(len(order))]
    if (
        size
        and len(data) == size * len(order)
        and len({tuple(sorted(named[at] for at in b)) for b in blocks}) == 1
    ):
        found = {at: nivel for nivel, block in zip(order, blocks, strict=True) for at in block}
        return [found.get(at, "") for at in range(len(named))]
    last, spread = "", []
    for nivel in over:
        last = nivel or last
        spread.append(last)
    return spread


def _of_no_nivel(columns: Sequence[Column], levels: Sequence[str]) -> list[int]:
    """Find the columns before all niveles, and what only the last one has: they may be of every nivel."""
    own: dict[str, set[str]] = {}
    for each, nivel in zip(columns, levels, strict=True):
        if nivel and not SHARED & {*each.fields}:
            own.setdefault(nivel, set()).update(each.fields)
    last = next(reversed(own), "")
    lone = {campo for campo in own.get(last, ()) if not all(campo in each for each in own.values())}
    return [
        at
        for at, (each, nivel) in enumerate(zip(columns, levels, strict=True))
        if own and {*each.fields} - SHARED and (not nivel or (nivel == last and lone & {*each.fields}))
    ]


def width_of(table: Table) -> int:
    """How many columns its widest row has."""
    return max((len(row) for row in table.rows), default=0)
