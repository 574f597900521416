"""plain: a CSV, as spreadsheets or people leave it, and the plain text of the form.

bytes ──decoded──▶ a text ──the separator that cuts it best──▶ rows ──▶ one table
└─ lines, a cell from each tab on ──▶ paragraphs
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, permutations

from rutaplan.importers.pieces import (
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Document,
    Piece,
    Said,
    UnreadableError,
    cell_of,
    clean,
    table_of,
)  # fmt: skip
from rutaplan.printable import guard_cell, unguard_cell

_SEPARATORS = {",": "coma", ";": "punto y coma", "\t": "tabulador", "|": "barra vertical"}
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_OLD = {"cp1252": "Windows-1252", "cp850": "MS-DOS (cp850)", "mac_roman": "Mac OS Roman"}
_BINARY = re.compile("[\x00-\x08\x0e-\x1f]")
_SPANISH = re.compile("[áéíóúñÁÉÍÓÚÑ]")
_SAYS_SEPARATOR = re.compile(r'"?sep=(.)"?[,;\t|]*\r?\n?')
_SAMPLE, _MIN_WIDTH, _MAX_SEPARATORS = 100, 3, 4_000_000


def read_csv(content: bytes) -> Document:
    """Read a CSV, whatever its encoding and its separator; both are said where they are not ours."""
    text, said = decoded(content)
    says = _SAYS_SEPARATOR.match(text)
    body = text[says.end() :] if says else text
    check_size(body)
    separator, rows = certain(body, [says[1]] if says else _separators(body))
    if rescued := _rescued(body, rows):
        rows = rescued
        said = (*said, Said("la tabla", "cada fila venía entera en una sola celda; se separó de nuevo"))
    elif separator != ",":
        name = _SEPARATORS.get(separator, f"«{separator}»")
        said = (*said, Said("la tabla", f"las columnas van separadas por {name}"))
    cells = (cells_of(row, number) for number, row in enumerate(rows, start=2 if says else 1))
    return Document("CSV", (table_of(cells, "la tabla"),), (), said)


def read_text(content: bytes) -> Document:
    """Read a text: each line that opens with a tab starts a cell, which goes on until the next."""
    text, said = decoded(content)
    lines = text.splitlines()
    if len(lines) > MAX_ROWS:
        raise UnreadableError(f"Tiene {len(lines)} líneas, demasiadas para un formulario.")
    return Document("texto", tuple(_paragraphs(lines)), (), said)


def decoded(content: bytes) -> tuple[str, tuple[Said, ...]]:
    """Turn bytes into text; where they are not UTF-8, as the old encoding that gives the most Spanish."""
    encoding = next((name for bom, name in _BOMS if content.startswith(bom)), "utf-8")
    said: tuple[Said, ...] = ()
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        texts = {name: content.decode(name, "replace") for name in _OLD}
        found = max(texts, key=lambda name: len(_SPANISH.findall(texts[name])))
        text = texts[found]
        said = (Said("el archivo", f"no está en UTF-8; se leyó como {_OLD[found]}: revise las tildes"),)
    if _BINARY.search(text):
        raise UnreadableError(
            "No es un texto: tiene caracteres de control. Guárdelo como .docx, .xlsx o .csv."
        )
    return text, said


def check_size(text: str) -> None:
    """Raise UnreadableError for more cells than a plan has, before they are made."""
    if max(map(text.count, _SEPARATORS)) > _MAX_SEPARATORS:
        raise UnreadableError("La tabla: es demasiado grande. Deje solo la tabla de acciones.")


def certain(text: str, separators: Sequence[str]) -> tuple[str, list[list[str]]]:
    """Cut a text at the first of some separators with which every quote closes where a cell ends.

    UnreadableError if there is none: a quote too many joins rows and moves cells.
    """
    faults = []
    for each in separators:
        lines = csv.reader(_lines(text), delimiter=each, strict=True, skipinitialspace=True)
        rows, start = list[list[str]](), 1
        try:
            for row in islice(lines, MAX_ROWS + 1):
                rows.append(row)
                start = lines.line_num + 1
        except csv.Error:
            faults.append(start)
        else:
            return each, rows
    raise UnreadableError(
        "No se entiende como CSV: hay comillas sin cerrar, o una celda desmedida, en el renglón "
        f"{faults[0]}. Ciérrelas, o quítelas; dentro de una celda entre comillas, escríbalas dos veces."
    )


def _separators(text: str) -> list[str]:
    """What may separate the cells of a text, likeliest first."""
    found = {each: _regularity(text, each) for each in _SEPARATORS}
    order = sorted(found, key=lambda each: found[each], reverse=True)
    return [each for each in order if found[each][0]] or order[:1]


def _lines(text: str) -> Iterable[str]:
    return io.StringIO(text, newline="")


def _parsed(text: str, separator: str, most: int = MAX_ROWS + 1, *, strict: bool = False) -> list[list[str]]:
    """Give the rows of a text, one more than may be where there are too many."""
    return [*islice(csv.reader(_lines(text), delimiter=separator, strict=strict), most)]


def _regularity(text: str, separator: str) -> tuple[int, int, bool]:
    """How well a separator cuts a text: how many of its first rows are alike, and how wide those are.

    The first line alone would not do: it may be a title, and prose has commas.
    """
    try:
        widths = Counter(map(len, _parsed(text, separator, _SAMPLE)))
    except csv.Error:
        return 0, 0, False
    del widths[0], widths[1]
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return count, width, separator == ","


def _rescued(text: str, rows: list[list[str]]) -> list[list[str]]:
    """Undo what a spreadsheet of other separators does to a CSV: each row becomes one cell, quoted.

    Where a text held its separator the row broke in two; joined again, both are what they were. Only a
    table in which every row is as wide as its titles is believed.
    """
    titles = next((row for row in map(_filled, rows) if row), [])
    if len(rows) > MAX_ROWS or (_width(rows) >= _MIN_WIDTH and len(titles) > 1):
        return []
    for outer, inner in permutations(_SEPARATORS, 2):
        try:
            lines = [outer.join(_filled(row)) for row in _parsed(text, outer, strict=True)]
            found = _parsed("\n".join(lines), inner)
        except csv.Error:
            continue
        if found != rows and len(found) > 1 and _width(found) >= _MIN_WIDTH:
            return found
    return []


def _width(rows: list[list[str]]) -> int:
    """How wide all rows that say something are; 0 where they differ."""
    widths = {len(row) for row in rows if any(row)}
    return widths.pop() if len(widths) == 1 else 0


def _filled(row: list[str]) -> list[str]:
    """A row without its empty end."""
    return row[: max((at for at, value in enumerate(row, start=1) if value), default=0)]


def cells_of(row: list[str], number: int) -> tuple[Cell, ...]:
    """Make the cells of a row; one more than may be is enough to know that there are too many."""
    return tuple(
        cell_of(_unguarded(value), f"fila {number}, columna {column}")
        for column, value in enumerate(_filled(row)[: MAX_COLUMNS + 1], start=1)
    )


def _unguarded(value: str) -> str:
    """Take off the mark that keeps a spreadsheet from running a cell; any other quote is the author's."""
    bare = unguard_cell(value)
    return bare if guard_cell(bare) != bare else value


def _paragraphs(lines: list[str]) -> Iterator[Cell]:
    cell: list[Piece] = []
    start = 1
    for number, line in enumerate(lines, start=1):
        if line.startswith("\t") and (cell or number > 1):
            yield Cell(tuple(cell), f"línea {start}")
            cell, start = [], number
        cell.append(Piece(clean(line), f"línea {number}"))
    yield Cell(tuple(cell), f"línea {start}")
