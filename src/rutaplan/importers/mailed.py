"""mailed: a proposal of the site in the text of a mail: the rows between marks, not the words around.

mail ──its plain parts──▶ texts ──the marks──▶ CSV, a table each; what stands outside is personal
"""

import codecs
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from itertools import islice

from rutaplan.importers.foreign import MAIL
from rutaplan.importers.pieces import (
    MAX_CELLS,
    MAX_ROWS,
    Cell,
    Document,
    Mark,
    Piece,
    Said,
    Table,
    UnreadableError,
    clean,
    table_of,
)  # fmt: skip
from rutaplan.importers.plain import cells_of, certain, check_size, decoded, read_text
from rutaplan.views.proponer import FIN, INICIO

MAX_MAIL = 2 * 2**20
MAX_PARTS, MAX_BOUNDARIES, MAX_HEADER = 100, 400, 2_000
_TYPE = re.compile(rb"^content-type:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
_ANSWERED = re.compile(r"[> \t]*")
_CHARSETS = frozenset({"utf-8", "ascii", "iso8859-1", "iso8859-15", "cp1252"})
"""What mails are written in. Other codecs of Python's may be slow, or no alphabets at all."""
_COPY = "copie el texto de la propuesta a un archivo .txt."


def read_marked(content: bytes) -> Document:
    """Read a text: what is between marks if it has them; else the form's, as it is."""
    text, said = decoded(content)
    return _document([text], said) if INICIO in text else read_text(content)


def read_mail(content: bytes) -> Document:
    """Read what a mail has between marks."""
    parts = _parts(content)
    apart = sum(str(each.get("content-disposition", "")).startswith("attachment") for each in parts)
    said = (Said("el correo", "sus adjuntos no se leen: guárdelos aparte"),) if apart else ()
    return _document(_texts(parts), said)


def has_marks(content: bytes) -> bool:
    """Whether a mail has a proposal in it. UnreadableError if it is too much of one."""
    return any(INICIO in text for text in _texts(_parts(content)))


def _parts(content: bytes) -> list[Message]:
    """Give the parts of a mail. What takes a parser long is refused: parts in parts, long headers."""
    lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    types = [found[0] for found in islice(_TYPE.finditer(lines), MAX_PARTS + 1)]
    is_large = len(content) > MAX_MAIL or len(types) > MAX_PARTS or lines.count(b"\n--") > MAX_BOUNDARIES
    if is_large or any(len(each) > MAX_HEADER for each in types):
        raise UnreadableError(f"Es un correo demasiado grande: {_COPY}")
    return [*BytesParser().parsebytes(lines).walk()]


def _texts(parts: list[Message]) -> Iterator[str]:
    for part in parts:
        if part.get_content_type() == "text/plain" and not part.is_multipart():
            content = part.get_payload(decode=True)
            yield _alphabet(content if isinstance(content, bytes) else b"", part.get_content_charset() or "")


def _alphabet(content: bytes, charset: str) -> str:
    try:
        name = codecs.lookup(charset).name
    except LookupError:
        name = ""
    return content.decode(name, "replace") if name in _CHARSETS else decoded(content)[0]


def _document(texts: Iterator[str] | list[str], said: tuple[Said, ...]) -> Document:
    """Make a document of what stands between marks; UnreadableError if nothing does."""
    tables: list[Cell | Table] = []
    outside: list[Piece] = []
    for text in texts:
        check_size(text)
        if text.count("\n") > MAX_ROWS:
            raise UnreadableError(f"Tiene demasiadas líneas para una propuesta: {_COPY}")
        for block in _blocks(text, outside):
            tables.append(_table(block, len(tables) + 1))
            if Document("", tuple(tables)).size > MAX_CELLS:
                raise UnreadableError(f"Tiene demasiadas propuestas: {_COPY}")
    if not tables:
        raise UnreadableError(MAIL)
    count = Said("", f"lo que está fuera de las marcas no se lee ni se muestra (líneas: {len(outside)})")
    return Document("CSV", tuple(tables), tuple(outside), (*said, *([count] if outside else ())))


def _blocks(text: str, outside: list[Piece]) -> Iterator[list[str]]:
    """Part a text at its marks; what is outside was not written for the plan, and is never shown."""
    inside: list[str] | None = None
    answered = ""
    for number, line in enumerate(text.split("\n"), start=1):
        lead = _ANSWERED.match(line)[0]  # type: ignore[index]  # it matches nothing too
        bare = line[len(lead) :].strip()
        if bare == INICIO and inside is None:
            inside, answered = [], lead
        elif bare == FIN and inside is not None:
            yield inside
            inside = None
        elif inside is not None:
            inside.append(line.removeprefix(answered) if line.startswith(answered) else line.lstrip("> "))
        elif bare:
            outside.append(Piece(clean(bare), f"línea {number}", frozenset({Mark.OUTSIDE})))
    if inside is not None:
        raise UnreadableError(f"La propuesta está cortada: falta «{FIN}». Pida que la envíen de nuevo.")


def _table(lines: list[str], number: int) -> Table:
    """Read the rows of a proposal. A mail breaks long lines: in a cell, a break is a space."""
    _, rows = certain("\n".join(lines), [","])
    place = f"propuesta {number}" if number > 1 else "la propuesta"
    whole = ([" ".join(cell.split()) for cell in row] for row in rows)
    return table_of((cells_of(row, at) for at, row in enumerate(whole, start=1)), place)
