"""people: who a document says was in a group. What is read here goes to the group's file and nowhere else.

Somebody is a person only where columns or a known institution make it certain; the rest is counted, by its
place, and never shown.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rutaplan.derive import institucion_label
from rutaplan.importers.consent import agreed, is_blank
from rutaplan.importers.lists import meanings, spelled
from rutaplan.importers.marks import strip_mark
from rutaplan.importers.pieces import Cell, Piece, Table, flat
from rutaplan.importers.reading import Notes, Permiso, Person, Roll
from rutaplan.importers.values import Understood, Values
from rutaplan.model import SILENCIOS, Grupo, Participante
from rutaplan.plan import Plan
from rutaplan.suggest import fold
from rutaplan.views.personas import ponente_label

_ASKED = re.compile(r"\s*\([^()]*\)\s*")
_BETWEEN = re.compile(r"\s*(?:[,|\t]|\s[-–—]\s)\s*")
_BEHIND = re.compile(r"(.*\S)\s*\(([^()]*)\)")
_HEADS = {
    "nombre": "nombre nombres participante participantes name",
    "cargo": "cargo puesto position",
    "institucion": "institucion entidad organizacion organismo institution organization",
    "publica": "autorizo autoriza autorizacion",
    "numero": "no n nº n.º # num numero",
}
_CARGO = re.compile(
    r"\b(?:sub|vice|ex)?(?:director|jefe|jefa|asesor|coordinador|ministr|oficial|tecnic|analista|consul|embajador|"
    r"secretari|representante|delegad|consultor|especialista|encargad|gerente|president|expert|funcionari|enlace|"
    r"procurador|magistrad|abogad|licenciad|punto focal|agente|inspector|comisionad|adviser|advisor|officer|"
    r"head|chief)"
)
SIGNED = "1 línea con el nombre de una persona, que se pasa a mano a donde haga falta"
UNLABELLED = "1 tabla de personas sin leer: solo se lee bajo «Participantes:»; escríbalo encima"
UNREAD = (
    "1 línea sin leer en Participantes: solo se lee a quien va en columnas o con una institución conocida"
)


@dataclass(frozen=True, slots=True)
class _Row:
    """Somebody as written. publica: whether the name may be published; unanswered: its box is empty."""

    nombre: str
    cargo: str
    institucion: str
    publica: bool | None
    unanswered: bool
    pieces: tuple[Piece, ...]
    place: str


class Roster:
    """Who was in one group, while the document is read."""

    def __init__(self, plan: Plan, values: Values, notes: Notes) -> None:
        self._plan, self._values, self._notes = plan, values, notes
        self._rows: list[_Row] = []
        self._ponente: Piece | None = None
        self._heads: list[str] = []

    @property
    def is_empty(self) -> bool:
        """Whether nobody was read."""
        return not self._rows and self._ponente is None

    def line(self, piece: Piece) -> None:
        """Read a line: one person or several between semicolons, or nobody."""
        asked = _ASKED.match(piece.text)
        if is_instruction(piece.text):
            self._notes.know((piece,))
            return
        if asked and is_instruction(asked.group()):
            self._notes.know((piece,), asked.group())
            piece = piece.part(piece.text[asked.end() :])
        read = [self._parts(strip_mark(part.strip())[0]) for part in piece.text.split(";") if part.strip()]
        self._notes.hide((piece,))
        if read and all(read):
            self._rows += [
                _Row(*each, publica=None, unanswered=False, pieces=(piece,), place=piece.place)
                for each in read
                if each
            ]
        else:
            self._notes.tell((), UNREAD, piece.place)

    def speaker(self, piece: Piece) -> None:
        """Keep who speaks, to look for among the people of the group."""
        if is_instruction(piece.text):
            self._notes.know((piece,))
        elif self._ponente is None:
            self._ponente = piece
        else:
            self.unread((piece,), piece.place, SIGNED)

    def table(self, table: Table) -> bool:
        """Read a table of people; whether it is one."""
        rows = [row for row in table.rows if any(cell.text for cell in row)]
        heads = _heads(rows[0]) if rows else []
        if heads:
            self._notes.know(line for cell in rows[0] for line in cell.lines)
        elif rows and any(self._institution(_three(row)[2]) for row in rows if len(_three(row)) == 3):  # noqa: PLR2004 - nombre, cargo, institución
            heads = ["numero"] * (len(rows[0]) - 3) + ["nombre", "cargo", "institucion"]
        else:
            return False
        titled = bool(_heads(rows[0]))
        self._heads = heads
        for row in rows[1:] if titled else rows:
            if titled or _is_name(_three(row)[0]):
                self._columns(row)
            else:
                self.unread((line for cell in row for line in cell.lines), row[0].place)
        return True

    def row(self, row: Sequence[Cell]) -> None:
        """Read a row of a table that holds other things too."""
        heads = _heads(row)
        if heads:
            self._heads = heads
            self._notes.know(line for cell in row for line in cell.lines)
        elif self._heads:
            self._columns(row)
        else:
            lines = [line for cell in row for line in cell.full]
            self.unread(lines, row[0].place)

    def unread(self, pieces: Iterable[Piece], place: str, reason: str = UNREAD) -> None:
        """Count what may be people, and is not known to be."""
        self._notes.hide(pieces)
        self._notes.tell((), reason, place)

    def finish(self, known: Grupo | None) -> Roll:
        """Give what the file of a group may take; what it has already is no news."""
        members = known.miembros if known else ()
        people: list[Person] = []
        permisos: list[Permiso] = []
        for row in self._rows:
            if members:
                permisos += self._permiso(row, members)
            elif not row.nombre:
                self._notes.tell((), "hay un participante sin nombre: se pasa a mano", row.place)
            else:
                people.append(self._person(row))
        names = [*(each.nombre for each in members), *(each.nombre for each in people)]
        return Roll(tuple(people), self._speaker(known, names), tuple(permisos))

    def _speaker(self, known: Grupo | None, names: Sequence[str]) -> str:
        piece = self._ponente
        if piece is None:
            return ""
        self._notes.hide((piece,))
        typed = fold(flat(piece.text.strip(" _.")))
        found = [
            name
            for name in names
            if typed.startswith(fold(flat(name))) and not typed[len(name) : len(name) + 1].isalnum()
        ]
        printed = fold(flat(ponente_label(self._plan, known))) if known else ""
        current = known.ponente if known else "por_definir"
        if typed == printed or (len(found) == 1 and current == found[0]):
            return ""
        if len(found) == 1 and current in SILENCIOS:
            return found[0]
        reason = "no está entre los participantes" if len(found) != 1 else "el grupo ya tiene otro"
        self._notes.tell((), f"lo escrito junto a «Ponente» se pasa a mano al plan: {reason}", piece.place)
        return ""

    def _columns(self, row: Sequence[Cell]) -> None:
        cells = dict(zip(self._heads, row, strict=False))
        texts = {head: flat(cell.text) for head, cell in cells.items()}
        pieces = tuple(line for cell in row for line in cell.lines)
        if not any(texts.get(head) for head in ("nombre", "cargo", "institucion")):
            self._notes.know(pieces)  # an empty row, with its number or its box
            return
        nombre = strip_mark(texts.get("nombre", ""))[0]
        answer = "" if is_blank(texts.get("publica", "")) else texts["publica"]
        publica = agreed(answer)
        if answer and publica is None:
            self._notes.tell(
                (), "no se entiende si autoriza publicar su nombre: marque Sí o No", row[0].place
            )
        self._rows.append(
            _Row(
                nombre, texts.get("cargo", ""), texts.get("institucion", ""), publica,
                "publica" in texts and not answer, pieces, row[0].place,
            )
        )  # fmt: skip
        self._notes.hide(pieces)

    def _parts(self, text: str) -> tuple[str, str, str] | None:
        """Split "nombre, cargo, institución" where a known institution ends it."""
        behind = _BEHIND.fullmatch(text)
        if behind and self._institution(behind[2]):
            parts, institution = _BETWEEN.split(behind[1]), behind[2]
        else:
            parts = _BETWEEN.split(text)
            tails = [(at, ", ".join(parts[at:])) for at in range(1, len(parts))]
            at, institution = next(((at, tail) for at, tail in tails if self._institution(tail)), (0, ""))
            parts = parts[:at]
        nombre, cargo = (parts[0], ", ".join(parts[1:])) if parts else ("", "")
        certain = _is_name(nombre) and (not cargo or _is_cargo(cargo))
        return (nombre, cargo, institution) if certain and institution else None

    def _person(self, row: _Row) -> Person:
        institution = self._institution(row.institucion)
        if row.institucion and not institution:
            self._notes.unknown += self._read(row.institucion).unknown
            reason = (
                "la institución de un participante no se conoce con certeza: queda por_definir en su archivo"
            )
            self._notes.tell((), reason, row.place)
        return Person(row.nombre, row.cargo, institution, row.publica is True)

    def _institution(self, text: str) -> str:
        if not text.strip():
            return ""
        found = self._read(text).value
        return found if isinstance(found, str) and found not in SILENCIOS else ""

    def _read(self, text: str) -> Understood:
        return self._values.read("responsable", Cell((Piece(text, ""),), ""))

    def _permiso(self, row: _Row, members: Sequence[Participante]) -> Iterator[Permiso]:
        """Give what somebody whom the plan has answers about the name, if that is news and surely theirs."""
        found = [(at, each) for at, each in enumerate(members) if self._is_member(row, each)]
        given = [each.autoriza_publicar for _, each in found]
        reason = ""
        if not found:
            reason = "el grupo ya tiene participantes: los nuevos se pasan a mano"
        elif row.unanswered and any(given):
            reason = "está vacía la casilla de quien autoriza publicar su nombre; si ya no, escriba «No»"
        elif row.publica is None or all(row.publica is each for each in given):
            return
        elif len(found) > 1:
            reason = "lo que se responde de publicar el nombre puede ser de más de uno: se cambia a mano"
        elif row.publica and row.nombre:  # as papers print who agreed, and may since have taken it back
            order = f"rutaplan set GRUPO participantes.{found[0][0] + 1}.autoriza_publicar=sí"
            reason = f"autoriza publicar su nombre, y el plan dice que no; si es cierto: {order}"
        if reason:
            self._notes.tell((), reason, row.place)
        else:
            yield Permiso(found[0][0], row.publica is True)

    def _is_member(self, row: _Row, each: Participante) -> bool:
        """Whether somebody of the plan is as our form prints them, or has that name."""
        shown = (each.cargo, institucion_label(self._plan, each.institucion))
        same = all(
            not typed or fold(typed) == fold(own)
            for typed, own in zip((row.cargo, row.institucion), shown, strict=True)
        )
        return fold(row.nombre) == fold(each.nombre) if row.nombre else same


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
    found = [
        next((head for head, words in _HEADS.items() if _first(cell.text) in words.split()), "")
        for cell in row
    ]
    return found if "nombre" in found and len({*found} - {"", "numero"}) > 1 else []


def _first(text: str) -> str:
    return re.split(r"[\s:,(]+", fold(text).strip(), maxsplit=1)[0] or "-"


def _three(row: Sequence[Cell]) -> list[str]:
    texts = [flat(cell.text) for cell in row]
    return texts[1:] if len(texts) > 3 and re.fullmatch(r"\d{0,2}[.)]?", texts[0]) else texts  # noqa: PLR2004 - a number before the three


def _is_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 8 and not re.search(r"[\d:()]", text) and words[0][:1].isupper()  # noqa: PLR2004 - as names are


def _is_cargo(text: str) -> bool:
    """Whether a text says a post, and is not another person's name."""
    small = [word for word in text.split() if word[:1].islower() and len(word) > 3]  # noqa: PLR2004 - not "de"
    return ":" not in text and "(" not in text and bool(_CARGO.search(fold(text)) or small)
