"""workshop: what a form says of the workshop: its texts and headings, where and when it was.

Only what is certain: a date with its year and no other way to read it, a place that can be a city.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from rutaplan.diagnostics import Loc
from rutaplan.importers.meanings.column_titles import Titles, bare_title
from rutaplan.importers.meanings.days import days_in
from rutaplan.importers.meanings.headings import plain
from rutaplan.importers.meanings.lists import either, forms, meaning, meanings
from rutaplan.importers.meanings.marks import strip_mark
from rutaplan.importers.meanings.persons import names_in
from rutaplan.importers.meanings.values import Values
from rutaplan.importers.pieces import Cell, Piece, flat
from rutaplan.importers.recognisers.people import is_instruction
from rutaplan.importers.recognisers.reading import Fact, Notes
from rutaplan.importers.recognisers.tables import Layout
from rutaplan.model import POR_DEFINIR
from rutaplan.model.taller import Columnas
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.suggest import fold

MAX_LETTERS = 300  # a place and a date have fewer
TEXTS: Mapping[str, Loc] = {"objetivo": ("objetivo",), "dinamica": ("dinamica",), "taller": ("nombre",)}
_MINUTES = re.compile(r"(\w+)(?: \(\w+\))? min(?:utos|utes|\b)")
_SPEAKING = re.compile(r"\b(?:plenari|present|expon|exposici|ponencia|ponente|speak)")
MAX_MINUTES = 60
_MAYBE_TITLE = "puede ser el título del taller, y no es la única línea del comienzo"
LABELS = frozenset({"lugar_fecha", "lugar", "fecha", "pais", "organiza"})
_AROUND = re.compile(
    r"^(?:[\s,.;:()·|–—-]|(?:en|a|el|los|del?)\b)+|(?:[\s,.;:(·|–—-]|\b(?:en|a|el|los|del?))+$", re.IGNORECASE
)
_PARTS = re.compile(r"[,;·|()]| [-–—] ")
_JOINING = "a al de del el en hasta los y to"
_COLUMNS = {"texto": "acciones", "plazo_meses": "plazo", "instituciones": "instituciones"}


class _Place(NamedTuple):
    """A city, and a country by its code and as it was typed; what is not certain is nothing."""

    ciudad: str = ""
    pais: str = ""
    pais_typed: str = ""


class Workshop:
    """Gathers what a document says of the workshop, each thing once."""

    def __init__(self, plan: Plan, titles: Titles, values: Values, notes: Notes) -> None:
        self._plan, self._titles, self._values, self._notes = plan, titles, values, notes
        self.facts: list[Fact] = []
        self.texts: dict[Loc, list[Piece]] = {}
        self._is_begun = False  # whether something was read that is no line alone at the top
        self._titles_maybe: list[Piece] = []

    def line(self, piece: Piece, *, alone: bool) -> None:
        """Read a line that nothing asked for: the plan's own, or its title where it has none yet."""
        if flat(piece.text) in self._own_texts():
            self._notes.take(piece)
        elif any(names_in(piece.text)):
            pass  # somebody's is no title
        elif self._plan.taller.titulo == POR_DEFINIR and alone and not self._is_begun:
            self._titles_maybe.append(piece)

    def text(self, label: str, piece: Piece) -> None:
        """Read a line of a text, under its label."""
        self._is_begun = True
        if is_instruction(piece.text):
            self._notes.know(piece)
        elif any(names_in(piece.text)):
            self._notes.tell(
                piece, f"{TEXTS[label][0]}: nombra a una persona, y los documentos lo imprimirían"
            )
        else:
            self.texts.setdefault(TEXTS[label], []).append(piece.part(strip_mark(piece.text)[0]))

    def _own_texts(self) -> frozenset[str]:
        taller = self._plan.taller
        texts = (taller.titulo, taller.nombre, taller.lema, taller.objetivo, taller.dinamica)
        return frozenset(flat(each) for each in (*texts, *(eje.nombre for eje in taller.ejes)) if each)

    def nivel(self, piece: Piece, nivel: str, known_words: str, *, paper: bool) -> None:
        """Take a heading of a nivel: the form's own, or a new one where the plan has none yet."""
        self._is_begun = True
        at, known = next((at, each) for at, each in enumerate(self._plan.taller.niveles) if each.id == nivel)
        if known.encabezado == POR_DEFINIR and plain(piece.text) != plain(known.nombre) and not paper:
            self.texts.setdefault(("niveles", at, "encabezado"), [piece])
            return
        if not paper and plain(piece.text) not in {plain(known.encabezado), plain(known.nombre), nivel}:
            said = f"el encabezado {quoted(piece.text)} es {quoted(known.encabezado)} en el plan"
            self._notes.say(piece.place, said)
        self._notes.know(piece, known_words)

    def read(self, label: str, piece: Piece, *, beside: bool) -> bool:
        """Read what stands beside a label, or under it if it surely is that; whether it was."""
        self._is_begun = True
        if label == "organiza":
            return self._organiza(piece) if beside else False
        text = _without_weekdays(piece.text)
        folded = fold(text)
        if len(folded) != len(text) or len(text) > MAX_LETTERS:
            return False
        days = days_in(folded) if label in {"fecha", "lugar_fecha"} else None
        at, end = (days.start, days.end) if days else (len(text), len(text))
        rest = _bare(f"{text[:at]},{text[end:]}")
        where = self._place(rest) if label != "fecha" else _Place()
        if not beside and not (days or where.pais):
            return False  # under a label that nobody answered, a line may be anything
        if days:
            self._add(("fecha_inicio",), days.first.isoformat(), piece, text[at:end])
            self._add(("fecha_fin",), days.last.isoformat(), piece, text[at:end])
        if where.pais:
            self._add(("pais",), where.pais, piece, where.pais_typed)
        if where.ciudad:
            self._add(("ciudad",), where.ciudad, piece, where.ciudad)
        self._notes.know(piece, " ".join((_JOINING, *forms("dias_de_semana")["dia"])))
        if rest and not any(where):
            what = "la fecha" if label == "fecha" or re.search(r"\d", rest) else "el lugar"
            mend = "escriba el día con su mes y su año, y la ciudad con su país"
            self._notes.tell(piece, f"no se sabe con certeza {what}; {mend}")
        return True

    def _add(self, loc: tuple[str | int, ...], value: str, piece: Piece, covers: str) -> None:
        said = next((fact.value for fact in self.facts if fact.loc == loc), None)
        if said is None:
            self.facts.append(Fact(loc, value, piece.place, (piece,), covers))
        elif said == value:
            self._notes.take(piece, covers)
        else:
            reason = f"{'.'.join(map(str, loc))}: el documento ya dice {quoted(str(said))} más arriba"
            self._notes.tell(piece.part(covers), reason, piece.place)

    def _organiza(self, piece: Piece) -> bool:
        read = self._values.read("instituciones", Cell((piece,), piece.place))
        if read.value is None:
            self._notes.unknown += read.unknown
            self._notes.tell(piece, f"organiza: {read.doubt}")
        else:
            self.facts.append(Fact(("organiza",), read.value, piece.place, (piece,), read.covers))
        return True

    def _place(self, text: str) -> _Place:
        """Read a city and its country; nothing that is not certain."""
        parts = [flat(part) for part in _PARTS.split(text) if part.strip(" .")]
        pais = self._values.country(parts[-1]) if parts else ""
        typed = parts.pop() if pais else ""
        cities = [
            part for part in parts if not re.search(r"\d", part) and not _listed("sedes").search(fold(part))
        ]
        return _Place(cities[0] if len(cities) == 1 else "", pais, typed)

    def all(self, *, form: bool) -> Iterator[Fact]:
        """Give all the facts; and tell of minutes that the plan does not give."""
        titles = self._titles_maybe if form else []  # a line over anybody's table is no title of the workshop
        if len(titles) == 1:
            self.texts["titulo",] = titles
        elif titles:
            for piece in titles:
                self._notes.tell(piece, _MAYBE_TITLE)
        yield from self.facts
        for loc, pieces in self.texts.items():
            text = " ".join(piece.text for piece in pieces)
            yield Fact(loc, text, pieces[0].place, tuple(pieces))
            given = minutes_of(text) if loc == ("dinamica",) else []
            minutos = self._plan.taller.plenaria.minutos
            if given and str(minutos) not in given:
                reason = (
                    f"el documento da {' y '.join(given)} minutos, "
                    f"y plenaria.minutos de taller.yaml dice {minutos}"
                )
                self._notes.tell((), reason, pieces[0].place)

    def columns(self, row: Sequence[Cell], layout: Layout) -> None:
        """Keep how the form heads the columns of each nivel, where the plan has no headings yet."""
        self._is_begun = True
        found: dict[str, dict[str, Piece]] = {}
        for cell, column in zip(row, layout.columns, strict=True):
            for line in cell.full if column.nivel else ():
                for part in (line.part(flat(each)) for each in line.text.split("\n")):
                    campos = column.fields if len(column.fields) == 1 else self._titles.fields(part.text)
                    if len(campos) == 1 and campos[0] in _COLUMNS:
                        found.setdefault(column.nivel, {}).setdefault(_COLUMNS[campos[0]], part)
        for at, nivel in enumerate(self._plan.taller.niveles):
            self._headings(at, nivel.columnas, found.get(nivel.id, {}))

    def _headings(self, at: int, known: Columnas | None, found: dict[str, Piece]) -> None:
        if known is None and len(found) < len(_COLUMNS):
            return  # the plan has all of them or none
        for name, piece in found.items():
            before = getattr(known, name, POR_DEFINIR)
            if before == POR_DEFINIR:
                self._add(("niveles", at, "columnas", name), piece.text, piece, piece.text)
            elif bare_title(before) != bare_title(piece.text):
                self._notes.say(
                    piece.place, f"la columna {quoted(piece.text)} se llama {quoted(before)} en el plan"
                )


def minutes_of(text: str) -> list[str]:
    """The numbers of minutes that a text says, each once."""
    said = _MINUTES.findall(fold(text))
    numbers = [each if each.isdigit() else meaning("numeros", each) for each in said]
    return list(dict.fromkeys(filter(None, numbers)))


def minutes_to_speak(text: str) -> list[int]:
    """The minutes that a group may have in the plenary, where a sentence says that it is about speaking."""
    sentences = [each for each in re.split(r"[.;\n]", text) if _SPEAKING.search(fold(each))]
    found = [int(each) for each in minutes_of("\n".join(sentences)) if each.isdigit()]
    return [each for each in found if 0 < each <= MAX_MINUTES]


def _without_weekdays(text: str) -> str:
    """A text with blanks where weekdays were: all else stands where it did."""
    for day in _listed("dias_de_semana").finditer(fold(text)):
        text = text[: day.start()] + " " * len(day.group()) + text[day.end() :]
    return text


def _bare(text: str) -> str:
    return _AROUND.sub("", " ".join(text.split()))


@cache
def _listed(section: str) -> re.Pattern[str]:
    """Finds the words of a list in a folded text."""
    return re.compile(rf"\b(?:{either(meanings(section))})\b")
