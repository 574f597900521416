"""placing: what a table says of its rows, each thing once, with its place on a page and in a sheet.

A document gives what it says as one list of Placed, for its page, its sheet and what `import` reads back:
views/columnas has what is said of an action; a Placed of its own is what only one document says.
A page has a column for each, as wide as it says; what stands in another's cells is below it, and what is
over the rows is a heading, which the document makes. A sheet has no other place than a column: it has one
for each that has a value, in the order of the list.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeAlias, TypeVar

from rutaplan.model import Accion
from rutaplan.views.bloques import Celda, Clase, Columna, Tabla
from rutaplan.views.fila import Filas

Valor: TypeAlias = str | int
_R = TypeVar("_R")
_S = TypeVar("_S")
_T = TypeVar("_T")
_AT_ONCE = re.compile(r"\b\d{1,2} [a-z]{3} \d{4}\b|(?:\b[A-Z]{2}, ){0,4}\b[A-Z]{2} [ye] [A-Z]{2}\b")
OVER = "sobre"
"""The place of what is a heading over the rows."""


@dataclass(frozen=True, slots=True)
class Placed(Generic[_R]):
    """What a table says of a row.

    celda makes the cell of a page's column, and bajo what is put in another's, if that is not the same;
    valor the cell of a sheet, which has no such column without it. en: the field of the column in whose
    cells it stands, or OVER. si_hay: a sheet in which no row has it does without.
    """

    columna: Columna
    celda: Callable[[Filas, _R], Celda]
    valor: Callable[[Filas, _R], Valor] | None = None
    bajo: Callable[[Filas, _R], Celda] | None = None
    en: str = ""
    si_hay: bool = False


def plain(columna: Columna, said: Callable[[Filas, _R], str], **others: Any) -> Placed[_R]:  # noqa: ANN401 - fields of Placed
    """What is one text of ours, the same on a page and in a sheet."""
    return Placed(columna, lambda filas, row: Celda(unbroken(said(filas, row))), said, **others)


def blank(columna: Columna) -> Placed[Any]:
    """What people fill in."""
    return plain(columna, lambda *_: "")


def unbroken(text: str) -> str:
    """Keep on one line what is read at once: a short date, some countries. Sheets stay as they are."""
    return _AT_ONCE.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


def of_accion(columnas: Iterable[Placed[Accion]], accion: Callable[[_S], Accion]) -> Iterator[Placed[_S]]:
    """The same of rows that are of an action and something else. accion: that of a row."""

    def of(made: Callable[[Filas, Accion], _T]) -> Callable[[Filas, _S], _T]:
        return lambda filas, row: made(filas, accion(row))

    for each in columnas:
        yield Placed(
            each.columna,
            of(each.celda),
            each.valor and of(each.valor),
            each.bajo and of(each.bajo),
            each.en,
            each.si_hay,
        )


def make_tabla(
    filas: Filas,
    rotulo: str,
    columnas: Iterable[Placed[_R]],
    rows: Iterable[_R],
    **others: Any,  # noqa: ANN401 - fields of Tabla
) -> Tabla:
    """Make the table of a page."""
    own, below = list[Placed[_R]](), dict[str, list[Placed[_R]]]()
    for each in columnas:
        if each.en:
            below.setdefault(each.en, []).append(each)
        else:
            own.append(each)
    made = tuple(
        tuple(_cell(filas, each, below.get(each.columna.campo, ()), row) for each in own) for row in rows
    )
    return Tabla(rotulo, tuple(each.columna for each in own), made, **others)


def _cell(filas: Filas, own: Placed[_R], below: Iterable[Placed[_R]], row: _R) -> Celda:
    """A cell, with what stands below: small, or as the call of a note, or out of sight."""
    first = own.celda(filas, row)
    others = [(each.bajo or each.celda)(filas, row) for each in below]
    if not others:
        return first
    mark = "; " if own.columna.clase is Clase.ID else ", "
    return replace(
        first,
        menudo=mark.join(filter(None, (first.menudo, *(each.texto for each in others)))),
        falta=first.falta + "".join(each.falta for each in others),
        nota=first.nota or max(each.nota for each in others),
        huella=first.huella or "".join(each.huella for each in others),
    )


def make_rows(
    filas: Filas, columnas: Iterable[Placed[_R]], rows: Sequence[_R]
) -> tuple[tuple[Columna, ...], tuple[tuple[Valor, ...], ...]]:
    """Make the columns of a sheet and the values of its rows."""
    made = [(each, [each.valor(filas, row) for row in rows]) for each in columnas if each.valor]
    kept = [(each.columna, values) for each, values in made if any(values) or not each.si_hay]
    cells = tuple(zip(*(values for _, values in kept), strict=True))
    return tuple(columna for columna, _ in kept), cells
