"""renglones: the lines of a form: its labels, its list marks, and its plain text put back into a table."""

import re
from collections.abc import Callable, Iterator, Sequence

from rutaplan.importers.rejilla import Casilla, Documento, Linea, Rejilla
from rutaplan.importers.titulos import Titulos
from rutaplan.importers.ubicador import Ubicador
from rutaplan.suggest import fold

ROTULO = re.compile(r"(objetivos?|dinamica|participantes|ponente|eje(?: de trabajo)?)\s*:\s*")
_GRUPO = re.compile(r"grupo\s*(?:n[.°º]*\s*)?(\d{1,2})\s*(?:[:.\-–—]\s*(.*))?$", re.IGNORECASE)
_MARCA = re.compile(r"^[•·▪‣◦●○*–—-]\s+")
_NUMERO = re.compile(r"^(\d{1,3})\s*(?:[.)]|[-–]\s)\s*(?=\D)")


def is_grupo(texto: str) -> re.Match[str] | None:
    """Tell whether a line names a group: its number, and its name if it has one."""
    return _GRUPO.match(" ".join(texto.split())) if "\n" not in texto else None


def sin_marca(texto: str) -> str:
    """Take a bullet off a line."""
    return _MARCA.sub("", texto)


def items(cell: Casilla) -> list[tuple[str, int, str]]:
    """Give the items of a cell: text, number or 0, place. A mark goes where every line has one."""
    lines = [(each, _place(cell, at)) for at, each in enumerate(cell.lineas) if each.texto]
    if len(lines) == 1 and _is_list(lines[0][0].texto):
        lines = [(Linea(part), lines[0][1]) for part in lines[0][0].texto.split("\n") if part]
    typed = [_NUMERO.match(line.texto) for line, _ in lines]
    if lines and all(typed) and len({match[1] for match in typed if match}) == len(lines):
        return [
            (_joined(line.texto[match.end() :]), int(match[1]), place)
            for (line, place), match in zip(lines, typed, strict=True)
            if match
        ]
    bare = sin_marca if all(_MARCA.match(line.texto) for line, _ in lines) else str
    return [(_joined(bare(line.texto)), line.numero, place) for line, place in lines]


def as_tables(documento: Documento, titulos: Titulos, ubicador: Ubicador) -> Iterator[Casilla | Rejilla]:
    """Give the blocks of a document; the cells of a plain text, which has no rows, in rows again."""
    if documento.rejillas:
        yield from documento.bloques
        return
    cells = [part for each in documento.bloques if isinstance(each, Casilla) for part in _split(each)]
    while cells:
        start = next((at for at, each in enumerate(cells) if ubicador.nivel(each.texto)), len(cells))
        yield from cells[:start]
        cells = cells[start:]
        if cells:
            table, cells = _table(cells, titulos, ubicador)
            yield table


def _table(cells: Sequence[Casilla], titulos: Titulos, ubicador: Ubicador) -> tuple[Rejilla, list[Casilla]]:
    """Put the cells from a nivel's heading on in rows, as many columns as there are titles."""
    heads = _count(cells, lambda cell: bool(ubicador.nivel(cell.texto)))
    niveles, rest = cells[:heads], cells[heads:]
    width = _count(rest, lambda cell: bool(titulos.campos(cell.texto)))
    titles, rest = rest[:width], rest[width:]
    over = [-1] * width  # which heading is over each column: a column of actions begins the next one
    at = -1
    for column, title in enumerate(titles):
        campos = titulos.campos(title.texto)
        at += "texto" in campos
        over[column] = -1 if "eje" in campos else at
    blank = Casilla((Linea(""),), "")
    top = tuple(niveles[at] if 0 <= at < len(niveles) else blank for at in over)
    end = _count(rest, lambda cell: not _opens(cell, ubicador))
    body = [tuple(rest[at : min(at + width, end)]) for at in range(0, end, width)] if width else []
    return Rejilla((top, tuple(titles), *body), niveles[0].lugar), list(rest[end:])


def _opens(cell: Casilla, ubicador: Ubicador) -> bool:
    """Whether a cell begins something else: another group, a label, another nivel."""
    first = cell.llenas[0].texto if cell.llenas else ""
    return bool(is_grupo(first) or ROTULO.match(fold(first)) or ubicador.nivel(cell.texto))


def _split(cell: Casilla) -> Iterator[Casilla]:
    """Cut a cell of plain text before each line that begins something else; empty ends go."""
    start = 0
    for at, line in enumerate(cell.lineas):
        if at > start and (is_grupo(line.texto) or ROTULO.match(fold(line.texto))):
            yield _part(cell, start, at)
            start = at
    yield _part(cell, start, len(cell.lineas))


def _part(cell: Casilla, start: int, end: int) -> Casilla:
    return Casilla(cell.lineas[start:end], _place(cell, start))


def _place(cell: Casilla, at: int) -> str:
    """Tell where a line of a cell is: its own line in a text, its paragraph in Word."""
    word, _, number = cell.lugar.rpartition(" ")
    if word == "línea":
        return f"línea {int(number) + at}"
    return f"{cell.lugar}, párrafo {at + 1}" if len(cell.lineas) > 1 else cell.lugar


def _is_list(texto: str) -> bool:
    """Whether one paragraph with line breaks is a list: each line is a sentence, or has its mark."""
    parts = [part for part in texto.split("\n") if part]
    return len(parts) > 1 and (
        all(part.endswith((".", ";")) for part in parts)
        or all(_MARCA.match(part) or _NUMERO.match(part) for part in parts)
    )


def _joined(texto: str) -> str:
    return " ".join(part for part in texto.split("\n") if part).strip()


def _count(cells: Sequence[Casilla], holds: Callable[[Casilla], bool]) -> int:
    """Count the cells at the beginning for which something holds."""
    return next((at for at, each in enumerate(cells) if not holds(each)), len(cells))
