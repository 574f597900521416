"""proposed: the table that the site yields: which row holds its titles, and what in it is a proposal's own.

No person and no address is asked for. What no column of a proposal takes, and what looks like a person's, is
told by its place and never shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from rutaplan.derive.huella import HUELLA
from rutaplan.derive.mentions import names_one, withheld
from rutaplan.importers.account import Claim, Fate
from rutaplan.importers.meanings.column_titles import MAX_HEADER, Titles, bare_title
from rutaplan.importers.meanings.headings import ident_in
from rutaplan.importers.pieces import Cell, Document, Mark, Piece, Table
from rutaplan.importers.recognisers.own_rows import mended
from rutaplan.personal import personal
from rutaplan.views.documents.proponer import FECHA, PROPONE, TITULADAS

PROPOSED = {bare_title(PROPONE): "propone", bare_title(FECHA): "fecha"}
"""What only a proposal has, by the bare titles of its columns."""
_MARK = "huella"
_OWN = {bare_title(each.titulo) for each in TITULADAS} - {_MARK}
_CAMPOS = {each.campo for each in TITULADAS} - {"notas"}  # which has many titles, and one of a proposal
MAX_CELLS = 30_000
"""Of proposals at once: more than a thousand."""


def holds_proposals(document: Document) -> bool:
    """Whether a table of a document is one that the site yields: no other paper has one."""
    return any(titles_at(each.rows) is not None for each in document.tables)


def titles_at(rows: Sequence[Sequence[Cell]]) -> int | None:
    """Tell which row holds the titles of a proposal: who, when, and the fingerprint or all the others."""
    for at, row in enumerate(rows[:MAX_HEADER][: len(rows) - 1]):  # with something under them
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


def _placed(name: str, part: Any) -> Any:  # noqa: ANN401 - a document, or any part of one
    """The same, with every place in it under a name."""
    if isinstance(part, tuple):
        return tuple(_placed(name, each) for each in part)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    made = {each.name: _placed(name, getattr(part, each.name)) for each in fields(part)}
    if "place" in made:
        made["place"] = f"{name}, {made['place']}" if made["place"] else name
    return replace(part, **made)


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
        at = titles_at(table.rows)
        if at is None:
            rows = [self._row(row, (), "su tabla no es de la propuesta") for row in table.rows]
            return replace(table, rows=tuple(rows))
        above, head, below = table.rows[:at], table.rows[at], table.rows[at + 1 :]
        own = [bare_title(cell.text) if self._is_own(cell.text) else "" for cell in head]
        ident = own.index("id") if "id" in own else -1
        rows = [self._row(row, (), "está encima de la tabla") for row in above]
        rows.append(tuple(cell if name else self._aside(cell) for cell, name in zip(head, own, strict=True)))
        for short in below:
            blanks = (Cell((), cell.place) for cell in head[len(short) :] if short)
            row = (*short, *blanks)  # one that lost its end is of a proposal too
            typed = row[ident].text if row and ident >= 0 else ""
            if typed and not ident_in(mended(typed)):
                rows.append(self._row(row, (), "su fila no empieza con el id de una acción"))
            else:
                rows.append(self._row(row, own, "su columna no es de la propuesta"))
        return replace(table, rows=tuple(rows))

    def _is_own(self, title: str) -> bool:
        """Whether a title is one of a proposal's, or another of a field that it has."""
        if not title or bare_title(title) in {*PROPOSED, *_OWN, _MARK}:
            return bool(title)
        return bool({*self.titles.fields(title), self.titles.near(title)} & _CAMPOS)

    def _row(self, row: Sequence[Cell], own: Sequence[str], reason: str) -> tuple[Cell, ...]:
        """Hide the cells of a row that stand under no title of a proposal's, or are not what it says."""
        names = [*own, *[""] * len(row)]
        faults = [
            (self._fault(name, cell.text) if name else reason) if cell.text else ""
            for cell, name in zip(row, names, strict=False)
        ]
        first = {fault: cell.place for fault, cell in reversed([*zip(faults, row, strict=True)]) if fault}
        for fault, place in first.items():
            self.claims.append(Claim(Fate.TOLD, (), reason=f"{fault}; no se lee ni se muestra", place=place))
        return tuple(self._aside(cell) if fault else cell for cell, fault in zip(row, faults, strict=True))

    def _fault(self, title: str, text: str) -> str:
        """What is wrong with a cell; who and when have readers of their own."""
        if title == _MARK:
            return "" if HUELLA.fullmatch(mended(text)) else "no es una huella"
        return "" if title in {"id", *PROPOSED} else self._personal(text)

    def _personal(self, text: str) -> str:
        if found := personal(text):
            return f"algo parece {found[0]}"
        return "nombra a un participante" if names_one(withheld(self.titles.plan), text) else ""

    def _aside(self, cell: Cell) -> Cell:
        self.aside.extend(each.marked(Mark.OUTSIDE) for each in cell.pieces)
        return Cell((Piece("", cell.place),), cell.place)
