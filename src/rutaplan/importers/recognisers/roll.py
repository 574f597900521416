"""roll: what the file of a group takes of the people that a document names, and what is no news to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rutaplan.derive import institucion_label
from rutaplan.importers.meanings.values import Understood, Values
from rutaplan.importers.pieces import Cell, Piece, flat, words
from rutaplan.importers.recognisers.reading import Notes, Permiso, Person, Roll
from rutaplan.model import POR_DEFINIR, SILENCIOS, Grupo, Participante
from rutaplan.plan import Plan
from rutaplan.suggest import fold
from rutaplan.views.personas import ponente_label

UNSURE = "la institución de un participante no se conoce con certeza: queda por_definir en su archivo"


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody as written. publica: whether the name may be published; unanswered: its box is empty."""

    nombre: str
    cargo: str
    institucion: str
    publica: bool | None
    unanswered: bool
    pieces: tuple[Piece, ...]
    place: str


class Members:
    """Compares who was in a group with whom the plan has there."""

    def __init__(self, plan: Plan, values: Values, notes: Notes) -> None:
        self._plan, self._values, self._notes = plan, values, notes

    def roll(self, rows: Sequence[Row], ponente: Piece | None, known: Grupo | None) -> Roll:
        """Give what the file of a group may take of its people, and of who speaks."""
        members = known.miembros if known else ()
        people: dict[Person, None] = {}  # who is named again, on another page, is one
        permisos: list[Permiso] = []
        for row in rows:
            if members:
                permisos += self._permiso(row, members)
            elif not row.nombre:
                self._notes.tell((), "hay un participante sin nombre: se pasa a mano", row.place)
            else:
                people[self._person(row)] = None
        return Roll(tuple(people), self._speaker(ponente, known, tuple(people)), tuple(permisos))

    def institution(self, text: str) -> str:
        """The id of the one institution that a text names; nothing where that is not certain."""
        if not text.strip():
            return ""
        found = self._read(text).value
        return found if isinstance(found, str) and found not in SILENCIOS else ""

    def _speaker(self, piece: Piece | None, known: Grupo | None, people: Sequence[Person]) -> str:
        """The name of who speaks, if that is one of the group, the line says no more, and it is news."""
        if piece is None:
            return ""
        self._notes.hide(piece)
        miembros = known.miembros if known else ()
        members = [Person(each.nombre, each.cargo, each.institucion) for each in miembros]
        typed = fold(flat(piece.text.strip(" _.")))
        named = [each for each in (*members, *people) if _begins(typed, each.nombre)]
        found = [each for each in named if self._says_no_more(typed, each)]
        printed = fold(flat(ponente_label(self._plan, known))) if known else ""
        current = known.ponente if known else POR_DEFINIR
        if typed == printed or (len(found) == 1 and current == found[0].nombre):
            return ""
        if len(found) == 1 and current in SILENCIOS:
            return found[0].nombre
        reason = "dice más que el nombre de un participante" if named else "no está entre los participantes"
        reason = "el grupo ya tiene otro" if len(found) == 1 else reason
        self._notes.tell((), f"lo escrito junto a «Ponente» se pasa a mano al plan: {reason}", piece.place)
        return ""

    def _says_no_more(self, typed: str, each: Person) -> bool:
        """Whether nothing stands behind somebody's name but that person's post and institution."""
        body = self._plan.institucion_by_id.get(each.institucion)
        label = institucion_label(self._plan, each.institucion) if body else ""
        own = words(fold(f"{each.cargo} {each.institucion} {label} {body.nombre if body else ''}"))
        return {*own}.issuperset(words(typed)[len(words(each.nombre)) :])

    def _person(self, row: Row) -> Person:
        institution = self.institution(row.institucion)
        if row.institucion and not institution:
            self._notes.unknown += self._read(row.institucion).unknown
            self._notes.tell((), UNSURE, row.place)
        return Person(row.nombre, row.cargo, institution, row.publica is True)

    def _read(self, text: str) -> Understood:
        return self._values.read("responsable", Cell((Piece(text, ""),), ""))

    def _permiso(self, row: Row, members: Sequence[Participante]) -> Iterator[Permiso]:
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

    def _is_member(self, row: Row, each: Participante) -> bool:
        """Whether somebody of the plan is as our form prints them, or has that name."""
        shown = (each.cargo, institucion_label(self._plan, each.institucion))
        same = all(
            not typed or fold(typed) == fold(own)
            for typed, own in zip((row.cargo, row.institucion), shown, strict=True)
        )
        return fold(row.nombre) == fold(each.nombre) if row.nombre else same


def _begins(typed: str, nombre: str) -> bool:
    """Whether a folded text begins with the words of a name."""
    own = words(fold(nombre))
    return bool(own) and words(typed)[: len(own)] == own
