"""rejilla: a document that somebody sends, as blocks in order: paragraphs, and tables of cells.

Whatever the format, this is all that the rest of the room knows of it.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

MAX_FILAS, MAX_COLUMNAS, MAX_CASILLAS = 20_000, 256, 400_000
MAX_LETRAS = 32_000  # what a cell of a spreadsheet holds


class IlegibleError(Exception):
    """A file that cannot be read; it holds one Spanish sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Linea:
    """A paragraph of a cell; numero is its number in a list, 0 where it has none."""

    texto: str
    numero: int = 0


@dataclass(frozen=True, slots=True, eq=False)  # a merged cell stands in several places, and is one
class Casilla:
    """A cell, and where it is. rechazo: why its value is not taken, for a formula; else nothing."""

    lineas: tuple[Linea, ...]
    lugar: str
    rechazo: str = ""

    @property
    def texto(self) -> str:
        """All of it, without the white space around; lines stay lines."""
        return "\n".join(linea.texto for linea in self.llenas)

    @property
    def llenas(self) -> tuple[Linea, ...]:
        """The lines that say something."""
        return tuple(linea for linea in self.lineas if linea.texto)


@dataclass(frozen=True, slots=True)
class Rejilla:
    """A table: rows of cells, not all as long."""

    filas: tuple[tuple[Casilla, ...], ...]
    lugar: str


@dataclass(frozen=True, slots=True)
class Documento:
    """A file as it was read. avisos: what a person should know about the reading, in Spanish."""

    clase: str
    bloques: tuple[Casilla | Rejilla, ...]
    avisos: tuple[str, ...] = ()

    @property
    def rejillas(self) -> tuple[Rejilla, ...]:
        """Its tables, in order."""
        return tuple(each for each in self.bloques if isinstance(each, Rejilla))


def casilla(texto: str, lugar: str, rechazo: str = "") -> Casilla:
    """Make a cell of a text with line breaks."""
    if len(texto) > MAX_LETRAS:
        raise IlegibleError(f"{lugar}: hay un texto de {len(texto)} letras, que no es de un plan.")
    return Casilla(tuple(Linea(limpio(each)) for each in texto.splitlines()) or (Linea(""),), lugar, rechazo)


def limpio(texto: str) -> str:
    """Give a text as the plan keeps it: composed letters, no tabs, no white space around; else as typed."""
    return unicodedata.normalize("NFC", texto).replace("\t", " ").replace("\xa0", " ").strip()


def seguido(texto: str) -> str:
    """Give a text as people compare it: its white space does not count."""
    return " ".join(unicodedata.normalize("NFC", texto).split())


def acotada(filas: Iterable[tuple[Casilla, ...]], lugar: str) -> Rejilla:
    """Make a table of rows, no more of it than a plan could need; its empty end is left out."""
    kept: list[tuple[Casilla, ...]] = []
    last = cells = 0
    for fila in filas:
        cells += len(fila)
        if len(kept) >= MAX_FILAS or len(fila) > MAX_COLUMNAS or cells > MAX_CASILLAS:
            raise IlegibleError(
                f"{lugar[:1].upper()}{lugar[1:]}: es demasiado grande; caben {MAX_FILAS} filas y "
                f"{MAX_COLUMNAS} columnas. Deje solo la tabla de acciones."
            )
        kept.append(fila)
        if any(each.lineas[0].texto or each.rechazo or len(each.lineas) > 1 for each in fila):
            last = len(kept)
    return Rejilla(tuple(kept[:last]), lugar)
