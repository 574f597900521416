"""people: who a document says was in a group. What is read here goes to the group's file and nowhere else.

Somebody is a person only where columns or a known institution make it certain; the rest is counted, by its
place, and never shown.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from rutaplan.importers.meanings.lists import forms, meanings, spelled
from rutaplan.importers.meanings.marks import strip_mark
from rutaplan.importers.meanings.values import Values, agreed, is_blank
from rutaplan.importers.pieces import Cell, Piece, Table, flat, words
from rutaplan.importers.recognisers.reading import Notes, Roll
from rutaplan.importers.recognisers.roll import Members, Row
from rutaplan.model import Grupo
from rutaplan.plan import Plan
from rutaplan.suggest import fold

_ASKED = re.compile(r"\s*\([^()]*\)\s*")
_BETWEEN = re.compile(r"\s*(?:[,|\t]|\s[-–—]\s)\s*")
_BEHIND = re.compile(r"(.*\S)\s*\(([^()]*)\)")
SIGNED = "1 línea con el nombre de una persona, que se pasa a mano a donde haga falta"
UNLABELLED = "1 tabla de personas sin leer: solo se lee bajo «Participantes:»; escríbalo encima"
UNREAD = (
    "1 línea sin leer en Participantes: escríbala en columnas, o como «nombre, cargo, institución», si el "
    "cargo y la institución se conocen"
)


class Roster:
    """Who was in one group, while the document is read."""

    def __init__(self, plan: Plan, values: Values, notes: Notes) -> None:
        self._notes = notes
        self._members = Members(plan, values, notes)
        self.rows: list[Row] = []
        self.ponente: Piece | None = None
        self._heads: list[str] = []

    @property
    def is_empty(self) -> bool:
        """Whether nobody was read."""
        return not self.rows and self.ponente is None

    def join(self, more: "Roster") -> None:
        """Take in those of a later part of the document."""
        self.rows += more.rows
        if more.ponente:
            self.speaker(more.ponente)

    def line(self, piece: Piece) -> None:
        """Read a line: one person or several between semicolons, or nobody."""
        asked = _ASKED.match(piece.text)
        if is_instruction(piece.text):
            self._notes.know(piece)
            return
        if asked and is_instruction(asked.group()):
            self._notes.know(piece, asked.group())
            piece = piece.part(piece.text[asked.end() :])
        read = [self._parts(strip_mark(part.strip())[0]) for part in piece.text.split(";") if part.strip()]
        self._notes.hide(piece)
        self._notes.people += [each[0] for each in read if each]
        if read and all(read):
            self.rows += [
                Row(*each, publica=None, unanswered=False, pieces=(piece,), place=piece.place)
                for each in read
                if each
            ]
        else:
            self._notes.tell((), UNREAD, piece.place)

    def speaker(self, piece: Piece) -> None:
        """Keep who speaks, to look for among the people of the group."""
        if is_instruction(piece.text):
            self._notes.know(piece)
        elif self.ponente is None:
            self.ponente = piece
        else:
            self.unread((piece,), piece.place, SIGNED)

    def table(self, table: Table) -> bool:
        """Read a table of people; whether it is one."""
        rows = [row for row in table.rows if any(cell.text for cell in row)]
        titled = bool(rows and _heads(rows[0]))
        if not titled:
            if not any(self._members.institution(_three(row)[2]) for row in rows if len(_three(row)) == 3):  # noqa: PLR2004 - nombre, cargo, institución
                return False
            self._heads = ["numero"] * (len(rows[0]) - 3) + ["nombre", "cargo", "institucion"]
        for row in rows:
            if titled or _is_name(_three(row)[0]):
                self.row(row)
            else:
                self.unread(row, row[0].place)
        return True

    def row(self, row: Sequence[Cell]) -> None:
        """Read a row under the titles of people, which may be said again; without any it is not read."""
        if heads := _heads(row):
            self._heads = heads
            self._know_heads(row)
        elif self._heads:
            self._columns(row)
        else:
            self.unread(row, row[0].place)

    def unread(self, what: Iterable[Piece | Cell], place: str, reason: str = UNREAD) -> None:
        """Count what may be people, and is not known to be."""
        self._notes.hide(what)
        self._notes.tell((), reason, place)

    def finish(self, known: Grupo | None) -> Roll:
        """Give what the file of a group may take; what it has already is no news."""
        return self._members.roll(self.rows, self.ponente, known)

    def _columns(self, row: Sequence[Cell]) -> None:
        cells = dict(zip(self._heads, row, strict=False))
        texts = {head: flat(cell.text) for head, cell in cells.items()}
        pieces = tuple(line for cell in row for line in cell.lines)
        if not any(texts.get(head) for head in ("nombre", "cargo", "institucion")):
            self._know_empty(pieces, row[0].place)
            return
        nombre = strip_mark(texts.get("nombre", ""))[0]
        answer = "" if is_blank(texts.get("publica", "")) else texts["publica"]
        publica = agreed(answer)
        if answer and publica is None:
            self._notes.tell(
                (), "no se entiende si autoriza publicar su nombre: marque Sí o No", row[0].place
            )
        self.rows.append(
            Row(
                nombre, texts.get("cargo", ""), texts.get("institucion", ""), publica,
                "publica" in texts and not answer, pieces, row[0].place,
            )
        )  # fmt: skip
        self._notes.people.append(nombre)
        self._notes.hide(pieces)

    def _know_heads(self, row: Sequence[Cell]) -> None:
        """Claim the words of titles; what else they say may be somebody's."""
        for line in (line for cell in row for line in cell.lines):
            said = [each for each in words(line.text) if _is_of_titles(each)]
            self._notes.know(line, " ".join(said))
            if len(said) < len(words(line.text)):
                self.unread((line,), line.place)

    def _know_empty(self, pieces: Iterable[Piece], place: str) -> None:
        """Claim a row of nobody, with its number or its box; what else it says may be somebody's."""
        said = [each for each in pieces if not _says_nothing(each.text)]
        self._notes.know(each for each in pieces if each not in said)
        if said:
            self.unread(said, place)

    def _parts(self, text: str) -> tuple[str, str, str] | None:
        """Split "nombre, cargo, institución" where a known institution ends it."""
        behind = _BEHIND.fullmatch(text)
        if behind and self._members.institution(behind[2]):
            parts, institution = _BETWEEN.split(behind[1]), behind[2]
        else:
            parts = _BETWEEN.split(text)
            tails = [(at, ", ".join(parts[at:])) for at in range(1, len(parts))]
            at, institution = next(
                ((at, tail) for at, tail in tails if self._members.institution(tail)), (0, "")
            )
            parts = parts[:at]
        nombre, cargo = (parts[0], ", ".join(parts[1:])) if parts else ("", "")
        certain = _is_name(nombre) and (not cargo or _is_cargo(cargo))
        return (nombre, cargo, institution) if certain and institution else None


def asks_people(row: Sequence[Cell]) -> bool:
    """Whether a row is over the table of people of our form."""
    return len(row) >= 3 and fold(row[0].text).startswith("participantes")  # noqa: PLR2004 - nombre, cargo, institución


def is_instruction(text: str) -> bool:
    """Whether a line is the form's own: "(Colocar nombre, cargo e institución...)", or a line to write on."""
    bare = spelled(text.strip(" .:_()"))
    return not bare or bare in meanings("silencios") or bare in meanings("instrucciones")


def names_people(row: Sequence[Cell]) -> bool:
    """Whether a row says that names and posts stand below, wherever the table is."""
    return {"nombre", "cargo"} <= {*_heads(row)}


def _heads(row: Sequence[Cell]) -> list[str]:
    """Tell what each column of people holds, if a row says so: a name, and one thing more."""
    found = [meanings("personas").get(_first(cell.text), "") for cell in row]
    return found if "nombre" in found and len({*found} - {"", "numero"}) > 1 else []


def _says_nothing(text: str) -> bool:
    """Whether a cell of nobody's row has only its number, its box or what the form asks."""
    said = words(text)
    return is_instruction(text) or all(each.isdecimal() or _is_of_titles(each) for each in said)


def _is_of_titles(word: str) -> bool:
    """Whether a word says nothing but what a column of people holds, in its title."""
    return spelled(word) in {**meanings("personas"), **meanings("personas_junto")}


def _first(text: str) -> str:
    return re.split(r"[\s:,(]+", fold(text).strip(), maxsplit=1)[0] or "-"


def _three(row: Sequence[Cell]) -> list[str]:
    texts = [flat(cell.text) for cell in row]
    return texts[1:] if len(texts) > 3 and re.fullmatch(r"\d{0,2}[.)]?", texts[0]) else texts  # noqa: PLR2004 - a number before the three


def _is_name(text: str) -> bool:
    words = text.split()
    if re.search(r"\s[ye]\s+\S+\s+\S", text):  # two people; "Ortega y Gasset" is one
        return False
    return 2 <= len(words) <= 8 and not re.search(r"[\d:()]", text) and words[0][:1].isupper()  # noqa: PLR2004 - as names are


def _is_cargo(text: str) -> bool:
    """Whether a text says a post, and is not another person's name."""
    small = [word for word in text.split() if word[:1].islower() and len(word) > 3]  # noqa: PLR2004 - not "de"
    return ":" not in text and "(" not in text and bool(_cargo().search(fold(text)) or small)


@cache
def _cargo() -> re.Pattern[str]:
    stems = "|".join(map(fold, forms("cargos")["comienzo"]))
    return re.compile(rf"\b(?:sub|vice|ex)?(?:{stems})")
