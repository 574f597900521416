"""proposed: the table that the site yields: which row holds its titles, and what in it is a proposal's own.

No person and no address is asked for. What no column of a proposal takes, and what looks like a person's, is
told by its place and never shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rutaplan.derive.mentions import names_one, withheld
from rutaplan.importers.account import Claim, Fate
from rutaplan.importers.column_titles import Titles, bare_title
from rutaplan.importers.headings import ident_in
from rutaplan.importers.pieces import Cell, Document, Mark, Piece, Table
from rutaplan.importers.printed import mended
from rutaplan.personal import personal
from rutaplan.views.proponer import FECHA, PROPONE, TITULADAS

PROPOSED = {bare_title(PROPONE): "propone", bare_title(FECHA): "fecha"}
"""What only a proposal has, by the bare titles of its columns."""
_MARK = "huella"
_OWN = {bare_title(each.titulo) for each in TITULADAS} - {_MARK}
MAX_CELLS = 30_000
"""Of proposals at once: more than a thousand."""
_FIRST = 40
"""Rows in which the titles are looked for."""


def holds_proposals(document: Document) -> bool:
    """Whether the tables of a document are those that the site yields."""
    return bool(document.tables) and all(titles_at(each.rows) is not None for each in document.tables)


def titles_at(rows: Sequence[Sequence[Cell]]) -> int | None:
    """Tell which row holds the titles of a proposal: who, when, and the fingerprint or all the others."""
    for at, row in enumerate(rows[:_FIRST][: len(rows) - 1]):  # with something under them
        found = {bare_title(cell.text) for cell in row}
        if PROPOSED.keys() <= found and (_MARK in found or found >= _OWN):
            return at
    return None


def gather(papers: Sequence[tuple[str, Document]]) -> Document:
    """Make one document of several; each place says of which it is, by its name if it has one."""
    made = [_placed(name, document) if name else document for name, document in papers]
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


def withhold(document: Document, titles: Titles) -> tuple[Document, Sequence[Claim]]:
    """Put aside what is no part of a proposal, or a person's, and claim that it is told."""
    if not holds_proposals(document):
        return document, ()
    veil = _Veil(titles)
    blocks = tuple(veil.table(each) for each in document.tables)
    return replace(document, blocks=blocks, aside=(*document.aside, *veil.aside)), veil.claims


@dataclass(frozen=True, slots=True)
class _Veil:
    """Hides cells, and keeps where and why."""

    titles: Titles
    aside: list[Piece] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def table(self, table: Table) -> Table:
        at = titles_at(table.rows) or 0
        above, head, below = table.rows[:at], table.rows[at], table.rows[at + 1 :]
        own = [self._is_own(cell.text) for cell in head]
        titled = {bare_title(cell.text): column for column, cell in enumerate(head)}
        rows = [self._row(row, [False] * len(row), "está encima de la tabla") for row in above]
        rows.append(tuple(cell if good else self._aside(cell) for cell, good in zip(head, own, strict=True)))
        for short in below:
            blanks = (Cell((), cell.place) for cell in head[len(short) :] if short)
            row = (*short, *blanks)  # one that lost its end is of a proposal too
            ident = row[titled["id"]].text if titled.get("id", len(row)) < len(row) else ""
            if ident and not ident_in(mended(ident)):
                rows.append(self._row(row, [False] * len(row), "su fila no empieza con el id de una acción"))
            else:
                good = [*own, *[False] * len(row)]
                rows.append(self._row(row, good, "su columna no es de la propuesta"))
        return replace(table, rows=tuple(rows))

    def _is_own(self, title: str) -> bool:
        """Whether a title is one of a proposal's, or of a field."""
        known = bare_title(title) in {*PROPOSED, *_OWN, _MARK}
        return known or bool(title and (self.titles.fields(title) or self.titles.near(title)))

    def _row(self, row: Sequence[Cell], own: Sequence[bool], reason: str) -> tuple[Cell, ...]:
        """Hide the cells of a row that are not a proposal's own, for a reason, or for what they say."""
        faults = [self._personal(cell.text) if good else reason for cell, good in zip(row, own, strict=False)]
        hidden = {fault: cell.place for cell, fault in zip(row[::-1], faults[::-1], strict=True) if cell.text}
        self.claims.extend(
            Claim(Fate.TOLD, (), reason=f"{fault}; no se lee ni se muestra", place=place)
            for fault, place in hidden.items()
            if fault
        )
        return tuple(self._aside(cell) if fault else cell for cell, fault in zip(row, faults, strict=True))

    def _personal(self, text: str) -> str:
        if found := personal(text):
            return f"algo parece {found[0]}"
        return "nombra a un participante" if names_one(withheld(self.titles.plan), text) else ""

    def _aside(self, cell: Cell) -> Cell:
        self.aside.extend(each.marked(Mark.OUTSIDE) for each in cell.pieces)
        return Cell((Piece("", cell.place),), cell.place)
