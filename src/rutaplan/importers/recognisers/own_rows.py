"""own_rows: the rows in the tables of our papers, and what tells each apart: its id and its fingerprint."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rutaplan.derive.huella import HUELLA
from rutaplan.importers.pieces import Cell, Document, Piece, even
from rutaplan.importers.recognisers.reading import Notes
from rutaplan.model import ESTADOS
from rutaplan.printable import INVISIBLE, quoted
from rutaplan.suggest import fold

_APART = re.compile(r"(?<=[^\W\d_])\s?-\s?(?=\w)")  # the hyphens of an id
_MARKS = frozenset(
    {"prioridad", "prioridad sugerida", *ESTADOS, *(each.replace("_", " ") for each in ESTADOS)}
)
_GRUPO = re.compile(r"grupo \d{1,2}")


class Titled(NamedTuple):
    """A row of a table of ours: its cells by what they hold, under which titles, and all that it is."""

    cells: Mapping[str, Cell]
    titles: Sequence[Cell]
    row: Sequence[Cell]


def titled_rows(
    document: Document, fields_of: Callable[[Sequence[Cell]], Mapping[int, str]], notes: Notes
) -> Iterator[Titled]:
    """Give the rows under those which fields_of takes for titles, and these, without cells; know these."""
    for table in document.tables:
        titles: Sequence[Cell] = ()
        fields: Mapping[int, str] = {}
        for row in table.rows:
            if found := fields_of(row):
                titles, fields = row, found
                notes.know(row[at] for at in found)
            if fields:
                cells = {fields[at]: cell for at, cell in enumerate(row) if at in fields and not found}
                yield Titled(cells, titles, row)


class Borne(NamedTuple):
    """What tells a row apart: the id as typed, its fingerprint, and how both were read."""

    ident: str
    mark: str
    said: tuple[str, ...]


def borne(cells: Mapping[str, Cell]) -> Borne:
    """Take the id and the fingerprint out of their cells; a Word paper has both in one, the latter hidden.

    Pasted from elsewhere they have other hyphens, or letters that nobody sees.
    """
    own = {campo: cells[campo] for campo in ("id", "huella") if campo in cells}
    kept = [each for cell in own.values() for each in (*cell.full, *cell.aside)]
    marks = [found[1].lower() for found in map(HUELLA.fullmatch, _words_in(kept)) if found]
    typed = [each for each in _words_in(own["id"].full if "id" in own else ()) if not HUELLA.fullmatch(each)]
    said = (
        f"{quoted(each.text)} se leyó como {quoted(mended(each.text))}"
        for each in kept
        if mended(each.text) != each.text
    )
    return Borne(" ".join(typed), f"h{marks[0]}" if marks else "", tuple(said))


def know_borne(notes: Notes, cell: Cell, ident: str, mark: str) -> None:
    """Know the id and the fingerprint in a cell, as papers print them or pasted; no more of it."""
    bears = (ident.lower(), mark, mark[1:])
    notes.know(cell.pieces, " ".join(bears))
    notes.know(each for each in cell.pieces if mended(each.text).lower() in bears)


def _words_in(pieces: Iterable[Piece]) -> list[str]:
    return [word for each in pieces for word in mended(each.text).split()]


@lru_cache(10_000)
def mended(text: str) -> str:
    """An id or a fingerprint as papers print it."""
    return _APART.sub("-", INVISIBLE.sub("", even(text)))


def is_mark(text: str) -> bool:
    """Whether a line under an id is what papers print there: "prioridad; acordada; grupo 2"."""
    parts = [fold(part.strip()).replace("_", " ") for part in text.split(";")]
    return all(part in {fold(each) for each in _MARKS} or _GRUPO.fullmatch(part) for part in parts)
