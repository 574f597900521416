"""csv: a text of columns, as Excel, LibreOffice or people leave it."""

import csv
import io

from rutaplan.importers.rejilla import MAX_COLUMNAS, Casilla, Documento, IlegibleError, acotada, casilla
from rutaplan.importers.texto import decode
from rutaplan.printable import guard_cell, unguard_cell

_SEPARADORES = {";": "punto y coma", ",": "coma", "\t": "tabulador"}


def read(content: bytes) -> Documento:
    """Read a CSV, whatever its encoding and its separator; both are told where they are not ours."""
    text, avisos = decode(content)
    separador = _separador(text)
    if separador != ",":
        avisos = (*avisos, f"Las columnas van separadas por {_SEPARADORES[separador]}.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separador)
    try:
        rejilla = acotada((_fila(row, number) for number, row in enumerate(reader, start=1)), "la tabla")
    except csv.Error:
        raise IlegibleError(
            "No se entiende como CSV: hay comillas sin cerrar o una celda desmedida. "
            "Ábralo en una hoja de cálculo y guárdelo como .xlsx."
        ) from None
    return Documento("CSV", (rejilla,), avisos)


def _fila(row: list[str], number: int) -> tuple[Casilla, ...]:
    """Make the cells of a row; one more than may be is enough to know that there are too many."""
    end = max((at for at, value in enumerate(row, start=1) if value), default=0)
    return tuple(
        casilla(_unguarded(value), f"fila {number}, columna {column}")
        for column, value in enumerate(row[: min(end, MAX_COLUMNAS + 1)], start=1)
    )


def _unguarded(value: str) -> str:
    """Take off the mark that keeps a spreadsheet from running a cell; any other quote is the author's."""
    bare = unguard_cell(value)
    return bare if guard_cell(bare) != bare else value


def _separador(text: str) -> str:
    """Find what separates the first line, outside of quotes."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(first.split('"')[::2])
    return max(_SEPARADORES, key=lambda each: (outside.count(each), each == ","))
