"""texto: the plain text of the form, where a tab opens a cell; and how bytes become text."""

import re
from collections.abc import Iterable

from rutaplan.importers.rejilla import MAX_FILAS as MAX_LINEAS
from rutaplan.importers.rejilla import Casilla, Documento, IlegibleError, Linea, limpio

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BINARIO = re.compile("[\x00-\x08\x0e-\x1f]")


def decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    """Turn bytes into text, and say so where they were not UTF-8."""
    encoding = next((name for bom, name in _BOMS if content.startswith(bom)), "utf-8")
    avisos: tuple[str, ...] = ()
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
        avisos = ("El texto no está en UTF-8; se leyó como Windows-1252: revise las tildes.",)
    if _BINARIO.search(text):
        raise IlegibleError("No es un texto: tiene caracteres de control. Guárdelo como .docx, .xlsx o .csv.")
    return text, avisos


def read(content: bytes) -> Documento:
    """Read a text: each line that opens with a tab starts a cell, which goes on until the next."""
    text, avisos = decode(content)
    lines = text.splitlines()
    if len(lines) > MAX_LINEAS:
        raise IlegibleError(f"Tiene {len(lines)} líneas, demasiadas para un formulario.")
    return Documento("texto", tuple(_casillas(lines)), avisos)


def _casillas(lines: Iterable[str]) -> Iterable[Casilla]:
    cell: list[Linea] = []
    start = 1
    for number, line in enumerate(lines, start=1):
        if line.startswith("\t") and (cell or number > 1):
            yield Casilla(tuple(cell), f"línea {start}")
            cell, start = [], number
        cell.append(Linea(limpio(line)))
    yield Casilla(tuple(cell), f"línea {start}")
