"""outline: the ejes, niveles and groups that a form has, before there is a plan that names them.

A workshop begins with what its form says for certain: what is not is left out, and told by the account.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rutaplan.importers.meanings.column_titles import MAX_HEADER, Titles
from rutaplan.importers.meanings.headings import MAX_HEADING, NIVEL_WORDS, Heading, Places, level_words, plain
from rutaplan.importers.meanings.marks import without_invisible
from rutaplan.importers.pieces import Cell, Document, Piece, Table, flat, on_lines
from rutaplan.importers.recognisers.people import is_instruction
from rutaplan.importers.recognisers.tables import is_titles, says_nivel
from rutaplan.importers.recognisers.text_rows import as_tables
from rutaplan.importers.recognisers.workshop import minutes_to_speak
from rutaplan.load import build

MAX_NAME = 120
"""Letters of a name: what is longer is a sentence."""
MANY = 500
"""Ejes, or headings of groups, that no form has: their groups are not told from each other."""
_NUMBERED = re.compile(
    r"(?:(?:eje|tema|track|axis)\b(?: (?:de trabajo|tem[aá]tico|estrat[eé]gico))?\s*)?"
    r"(?:(?:n[.º°o]*\s*)?(?:\d{1,2}|[ivx]{1,4})\s*[.:)–—-]+\s*|:\s*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Rotulo:
    """An eje or a nivel: its name, and how the form heads it."""

    nombre: str
    encabezado: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What a form has. grupos: number, name and eje of each that surely has one.

    minutos: those of a group in the plenary, 0 where that is not certain; said: the lines that say them.
    """

    ejes: tuple[Rotulo, ...]
    niveles: tuple[Rotulo, ...]
    grupos: tuple[tuple[int, str, Rotulo], ...]
    minutos: int
    said: tuple[Piece, ...]


def read_outline(document: Document) -> Outline:
    """Read what a form has."""
    return _Lines().read(document)


def nivel_named(text: str) -> str:
    """The name of the nivel that a heading says by itself: «A nivel nacional»; or nothing."""
    inside = re.search(r"\(([^)]*)\)", text)
    for part in (inside[1] if inside else "", _outside(text)):
        said = part.split()
        if NIVEL_WORDS.isdisjoint(plain(part).split()) or len(said) > MAX_HEADING:
            continue
        telling = [at for at, word in enumerate(said) if not level_words().issuperset(plain(word).split())]
        if telling:
            return _name(" ".join(said[telling[0] : telling[-1] + 1]))
    return ""


class _AnyNivel(Places):
    """The places of no plan: every heading that says it is a nivel's is one."""

    def nivel(self, text: str) -> str:
        return nivel_named(text)


class _Lines:
    """Goes through a form once, from top to bottom."""

    def __init__(self) -> None:
        nothing = build(())[0]
        self._places, self._titles = _AnyNivel(nothing), Titles(nothing)
        self._niveles: dict[str, Rotulo] = {}
        self._ejes: dict[str, str] = {}
        self._mesas: list[tuple[Heading, list[str]]] = []  # each with the ejes that follow
        self._minutos: dict[int, list[Piece]] = {}
        self._columns: tuple[tuple[str, ...], ...] = ()
        self._above: list[Sequence[Cell]] = []  # rows over the titles
        self._over = ""  # the heading of a nivel over what follows
        self._asks_eje = False

    def read(self, document: Document) -> Outline:
        for block in as_tables(document, self._titles, self._places):
            if isinstance(block, Cell):
                self._paragraph(block)
            else:
                self._table(block)
        if len(self._ejes) > MANY or len(self._mesas) > MANY:
            self._mesas.clear()
        ejes = {key: Rotulo(self._eje_name(key, text), text) for key, text in self._ejes.items()}
        for nombre, own in ((heading.nombre, own) for heading, own in self._mesas if not own):
            if self._ejes:
                own.extend(self._ejes if len(self._ejes) == len(self._mesas) == 1 else self._of(nombre))
            elif plain(nombre):
                own.append(plain(nombre))
                ejes.setdefault(plain(nombre), Rotulo(_name(nombre), _seen(nombre)))
        certain = ((each.numero, each.nombre, own[0]) for each, own in self._mesas if len({*own}) == 1)
        first = {numero: (numero, nombre, ejes[eje]) for numero, nombre, eje in reversed([*certain])}
        (minutos, said), *others = self._minutos.items() or [(0, [])]
        return Outline(
            tuple(ejes.values()),
            tuple(self._niveles.values()),
            tuple(first[numero] for numero in sorted(first)),
            *((0, ()) if others else (minutos, tuple(said))),
        )

    def _of(self, nombre: str) -> list[str]:
        """The ejes whose headings have the words of a name."""
        words = {*plain(nombre).split()}
        return [key for key in self._ejes if words and words <= {*key.split()}]

    def _paragraph(self, cell: Cell) -> None:
        for piece in on_lines(cell).full:
            self._line(piece)

    def _line(self, piece: Piece) -> None:
        """Read a line outside of the rows of actions."""
        heading, label = self._places.heading(piece.text), self._places.label(piece.text)
        for number in minutes_to_speak(piece.text):
            self._minutos.setdefault(number, []).append(piece)
        if heading and heading.numero:
            self._mesas.append((heading, []))
        elif label:
            self._asks_eje = label.kind == "eje"
            rest = piece.text[label.end :]
            if self._asks_eje and rest.strip():
                self._eje(rest)
        elif self._asks_eje:
            self._eje(piece.text)
        elif nivel := nivel_named(piece.text):
            self._over = "" if " y " in f" {nivel} " else flat(piece.text)

    def _table(self, table: Table) -> None:
        self._columns, self._above = (), []
        for number, row in enumerate(table.rows):
            cells = list(dict.fromkeys(each for each in row if each.text))
            if is_titles(row, self._titles, near=number < MAX_HEADER and not self._columns):
                self._titled(row, cells)
            elif self._columns and not (len(cells) == 1 and self._is_line(cells[0])):
                self._body(row)
            else:
                self._above.append(row)
                for cell in cells:
                    self._paragraph(cell)
                    self._asks_eje = self._asks_eje and len(cells) <= 2  # noqa: PLR2004 - what is asked, and the answer
                if self._columns and self._over:
                    self._nivel(self._over)

    def _is_line(self, cell: Cell) -> bool:
        first = cell.text.split("\n")[0]
        label = ":" in first and self._places.label(first)
        return bool(self._places.heading(first) or label or nivel_named(first))

    def _titled(self, row: Sequence[Cell], cells: Sequence[Cell]) -> None:
        """Read a row of titles, and which niveles stand over them or in them."""
        over = dict(enumerate(self._titles.row(self._above[-1]))) if self._above else {}
        named_here = self._titles.row(row)
        self._columns = tuple(
            named or (() if cell.text else over.get(at, ()))
            for at, (cell, named) in enumerate(zip(row, named_here, strict=True))
        )
        self._asks_eje = False
        own = [each.text for each in cells if says_nivel(each.text)]
        named = {campo for each in self._columns for campo in each}
        texts = sum("texto" in each for each in self._columns)
        for text in () if named & {"nivel", "id"} else self._heads(texts, cells) or own or [self._over]:
            self._nivel(text)
        self._above, self._over = [], ""

    def _heads(self, texts: int, titles: Sequence[Cell]) -> list[str]:
        """The headings over the columns of actions, one for each; over one, what says that it is that."""
        for row in self._above[:-3:-1]:
            cells = dict.fromkeys(each for each in row if each.text and each not in titles)
            own = [each.text for each in cells if not self._titles.fields(each.text)]
            if own and len(own) == texts and (texts > 1 or nivel_named(own[0])):
                return own
        return []

    def _body(self, row: Sequence[Cell]) -> None:
        for cell, campos in dict(zip(row, self._columns, strict=False)).items():
            if "eje" in campos:
                self._eje(cell.text)
            elif "nivel" in campos:
                self._nivel(cell.text)

    def _nivel(self, text: str) -> None:
        heading = _seen(text)
        name = nivel_named(heading) or _name(_outside(heading))
        if name and len(name) <= MAX_NAME and not is_instruction(heading):
            self._niveles.setdefault(plain(name), Rotulo(name, heading))

    def _eje(self, text: str) -> None:
        heading, self._asks_eje = _seen(text), False
        key = plain(_unnumbered(heading))
        if key and not is_instruction(heading):
            self._ejes.setdefault(key, heading)
            for _, own in self._mesas[-1:]:
                own.append(key)

    def _eje_name(self, key: str, heading: str) -> str:
        """A short name of an eje: its group's, if the heading has those words; else the heading's own."""
        groups = [each.nombre for each, own in self._mesas if {*own} == {key} and each.nombre]
        short = [each for each in groups if {*plain(each).split()} <= {*key.split()}]
        return _name(short[0] if short else _unnumbered(heading))


def _unnumbered(heading: str) -> str:
    """The heading of an eje without "Eje 1." before it."""
    return heading[_NUMBERED.match(heading).end() :] or heading  # type: ignore[union-attr]  # it always matches, if only nothing


def _seen(text: str) -> str:
    return flat(without_invisible(text)[0])


def _outside(text: str) -> str:
    return re.sub(r"\([^)]*\)", " ", text)


def _name(text: str) -> str:
    """A name as names are written, whatever the form does for emphasis."""
    bare = flat(text).replace("=", " ").strip(" .:;,-–—_")
    return bare.capitalize() if bare.isupper() else bare[:1].upper() + bare[1:]
