"""mailed: proposals of the site in a text or a mail: the rows between marks, not the words around.

mail ──its texts, or else its pages──▶ the marks ──▶ CSV, a table each; what stands outside is personal
└─ the files of the site that it brings ──▶ a table each
"""

import codecs
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from email.message import Message
from email.parser import BytesParser
from itertools import islice

from rutaplan.importers.foreign import MAIL
from rutaplan.importers.hypertext import text_of
from rutaplan.importers.pieces import (
    MAX_ROWS,
    Document,
    Mark,
    Piece,
    Said,
    Table,
    UnreadableError,
    clean,
    table_of,
    words,
)  # fmt: skip
from rutaplan.importers.plain import cells_of, certain, check_size, decoded, read_csv, read_text
from rutaplan.importers.recognisers.proposed import MAX_CELLS, gather, holds_proposals
from rutaplan.views.documents.proponer import FIN, INICIO, PROPONE, TITULADAS

MAX_MAIL = 2 * 2**20
MAX_PARTS, MAX_BOUNDARIES, MAX_HEADER, MAX_MARK = 100, 400, 2_000, 200
MAX_BROUGHT = 2**17  # bytes of files of the site, of a thousand each
_TYPE = re.compile(rb"^content-type:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
_LENGTH = re.compile(rb"\A\d+[ \t]*\n")  # before a mail that Apple keeps
_CHARSETS = frozenset({"utf-8", "ascii", "iso8859-1", "iso8859-15", "cp1252"})
"""What mails are written in. Other codecs of Python's may be slow, or no alphabets at all."""
_EITHER = "|".join(r"\W{1,9}".join(words(each)) for each in (INICIO, FIN))
_MARKED = re.compile(rf"(?:{_EITHER})\W{{0,9}}\]", re.IGNORECASE)
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_SEPARATOR = re.compile(r"\W*id[^\w,;\t|]*([;\t|])", re.IGNORECASE)
_TITLES = {"".join(words(each.titulo)): each.titulo for each in TITULADAS}
_COPY = "copie el texto de la propuesta a un archivo .txt."
_AGAIN = "Pida que la envíen de nuevo."
_MANY = "Tiene demasiadas propuestas: llévelas por partes."


def read_sheet(content: bytes) -> Document:
    """Read a CSV: what is between marks if it has them; else all of it."""
    text, said = decoded(content)
    if _MARKED.search(text):
        return _document([text], said)
    document = read_csv(content)
    if document.size > MAX_CELLS and holds_proposals(document):
        raise UnreadableError(_MANY)
    return document


def read_marked(content: bytes) -> Document:
    """Read a text: what is between marks if it has them, or a CSV of the site; else the form's, as it is."""
    text, said = decoded(content)
    if _MARKED.search(text):
        return _document([text], said)
    if PROPONE in text:
        with suppress(UnreadableError):
            if holds_proposals(found := read_sheet(content)):
                return found
    return read_text(content)


def read_mail(content: bytes) -> Document:
    """Read what a mail has between marks, and the files of the site that it brings."""
    parts = _parts(content)
    texts, brought = _texts(parts), [*_brought(parts)]
    count = sum(each.get_content_disposition() == "attachment" for each in parts) - len(brought)
    others = "sus otros adjuntos" if brought else "sus adjuntos"
    said = (Said("el correo", f"{others} no se leen: guárdelos aparte"),) if count > 0 else ()
    read = [] if brought and not any(map(_MARKED.search, texts)) else [("", _document(texts, ()))]
    own = [(f"adjunto {at}", each) for at, each in enumerate(brought, start=1)]
    return gather([("", Document("CSV", (), (), said)), *read, *own])


def has_proposals(content: bytes) -> bool:
    """Whether a mail has a proposal in it. UnreadableError if it is too much of one."""
    parts = _parts(content)
    return any(map(_MARKED.search, _texts(parts))) or any(True for _ in _brought(parts))


def _parts(content: bytes) -> list[Message]:
    """Give the parts of a mail. What takes a parser long is refused: parts in parts, long headers."""
    lines = _LENGTH.sub(b"", content.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    types = [found[0] for found in islice(_TYPE.finditer(lines), MAX_PARTS + 1)]
    is_large = len(content) > MAX_MAIL or len(types) > MAX_PARTS or lines.count(b"\n--") > MAX_BOUNDARIES
    if is_large or any(len(each) > MAX_HEADER for each in types):
        raise UnreadableError(f"Es un correo demasiado grande: {_COPY}")
    return [*BytesParser().parsebytes(lines).walk()]


def _texts(parts: Sequence[Message]) -> list[str]:
    """The texts of a mail; where none of them has a mark, its pages too."""
    texts = [_text(each) for each in parts if each.get_content_type() == "text/plain"]
    if any(map(_MARKED.search, texts)):
        return texts
    return [*texts, *(text_of(_text(each)) for each in parts if each.get_content_type() == "text/html")]


def _brought(parts: Sequence[Message]) -> Iterator[Document]:
    """Read the parts that are files of the site. Their names may be a person's, and are not shown."""
    left = MAX_BROUGHT
    for each in parts:
        is_sheet = each.get_content_type() == "text/csv" or str(each.get_filename()).lower().endswith(".csv")
        content = _payload(each) if is_sheet else b""
        left -= len(content)
        if content and left >= 0:
            with suppress(UnreadableError):
                if holds_proposals(found := read_sheet(content)):
                    yield found


def _payload(part: Message) -> bytes:
    content = None if part.is_multipart() else part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(part: Message) -> str:
    content, charset = _payload(part), part.get_content_charset() or ""
    try:
        name = codecs.lookup(charset).name
    except LookupError:
        name = ""
    return content.decode(name, "replace") if name in _CHARSETS else decoded(content)[0]


def _document(texts: Sequence[str], said: tuple[Said, ...]) -> Document:
    """Make a document of what stands between marks; UnreadableError if nothing does."""
    found: list[tuple[str, Document]] = []
    outside: list[Piece] = []
    size = 0
    for text in texts:
        check_size(text)
        plain = _INVISIBLE.sub("", _BREAK.sub("\n", text))
        if plain.count("\n") > MAX_ROWS:
            raise UnreadableError(f"Tiene demasiadas líneas para una propuesta: {_COPY}")
        for block in _blocks(plain, outside):
            made = Document("CSV", (_table(block),))
            if not holds_proposals(made):
                raise UnreadableError(f"La propuesta llegó sin sus títulos o sin su fila. {_AGAIN}")
            found.append((f"propuesta {len(found) + 1}" if found else "", made))
            size += made.size
            if size > MAX_CELLS:
                raise UnreadableError(_MANY)
    if not found and any(map(_MARKED.search, texts)):
        lines = f"Ponga «{INICIO}», cada fila y «{FIN}» en renglones aparte"
        raise UnreadableError(f"No se ve dónde empieza y dónde termina la propuesta. {lines}.")
    if not found:
        raise UnreadableError(MAIL)
    count = Said("", f"lo que está fuera de las marcas no se lee ni se muestra (líneas: {len(outside)})")
    around = Document("CSV", (), tuple(outside), (*said, *([count] if outside else ())))
    return gather([("", around), *found])


def _blocks(text: str, outside: list[Piece]) -> Iterator[list[str]]:
    """Part a text at its marks; what is outside was not written for the plan, and is never shown."""
    inside: list[str] | None = None
    quoted, is_any_whole = "", False
    for number, line in enumerate(text.split("\n"), start=1):
        begins, ends = _is_mark(line, INICIO), _is_mark(line, FIN)
        if begins and any(inside or ()):
            raise _cut(FIN)
        if begins:
            inside, quoted = [], line.partition("[")[0]
        elif ends and inside is not None:
            yield inside
            inside, is_any_whole = None, True
        elif inside is not None:
            own = line.removeprefix(quoted) if line.startswith(quoted) else line.lstrip(f"> {quoted}")
            inside.append(own.rstrip())
        elif ends and not is_any_whole:
            raise _cut(INICIO)
        elif words(line):
            outside.append(Piece(clean(line), f"línea {number}", frozenset({Mark.OUTSIDE})))
    if inside is not None:
        raise _cut(FIN)


def _cut(mark: str) -> UnreadableError:
    """Make the sentence for a proposal that lacks one of its marks."""
    return UnreadableError(f"La propuesta está cortada: falta «{mark}». {_AGAIN}")


def _is_mark(line: str, mark: str) -> bool:
    """Whether a line is a mark, however a program quoted it or set it in bold."""
    is_near = len(line) < MAX_MARK and bool(_MARKED.search(line))
    return is_near and words(line.replace("_", " ")) == words(mark)


def _table(lines: Sequence[str]) -> Table:
    """Read the rows of a proposal. A mail breaks long lines, and what breaks a word breaks a title."""
    text = "\n".join(lines).strip()
    if text[:1] in {"“", "„", "«"}:  # some programs turn every quote
        text = text.translate(_QUOTES)
    separator = _SEPARATOR.match(text)
    _, rows = certain(text, [separator[1] if separator else ","])
    whole = [[" ".join(cell.split()) for cell in row] for row in rows]
    whole[:1] = [[_TITLES.get("".join(words(cell)), cell) for cell in row] for row in whole[:1]]
    return table_of((cells_of(row, at) for at, row in enumerate(whole, start=1)), "la tabla")
