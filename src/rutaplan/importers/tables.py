"""tables: the rows of a table as entries, by the titles over its columns: one action a row, or the form's.

A column belongs to the nivel of the heading over it, wherever it stands. In the form all the actions of a
nivel may stand in one cell, each a paragraph; what stands beside is tied by the row, or by its number.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rutaplan.importers.headings import Places, Titles, bare_title
from rutaplan.importers.marks import looks_marked, strip_mark, strip_marks
from rutaplan.importers.pieces import Cell, Piece, Table, UnreadableError, flat, words
from rutaplan.importers.reading import Entry, Notes
from rutaplan.importers.values import Values
from rutaplan.model import ID_ACCION, Accion, fields
from rutaplan.printable import quoted
from rutaplan.suggest import fold

MAX_HEADER = 40
"""Rows in which the titles are looked for."""
PLACES = ("eje", "nivel", "grupo")
_SHARED = frozenset({"eje", "grupo", "numero"})
_ROTULOS = {"plazo": "plazo_meses", "plazo (meses)": "plazo_meses", "instituciones": "instituciones"}
_MARK = re.compile(r"h?([0-9a-f]{8})", re.IGNORECASE)
_FEW = 3
"""Words that a column of actions has at least, in most of its cells."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title as typed, the fields that it gives, and the nivel that it is of."""

    title: str
    fields: tuple[str, ...] = ()
    nivel: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table. form: a cell may hold many actions, as in the workshop's form."""

    columns: tuple[Column, ...]
    form: bool = False

    @property
    def fields(self) -> frozenset[str]:
        """Every field that some column gives."""
        return frozenset(campo for each in self.columns for campo in each.fields)

    def leveled(self, nivel: str) -> "Layout":
        """The same, under another heading."""
        return replace(self, columns=tuple(replace(each, nivel=nivel) for each in self.columns))


def is_titles(row: Sequence[Cell], titles: Titles, *, near: bool = True) -> bool:
    """Whether a row holds titles: it names the actions or their ids, and one thing more, if only nearly."""
    found = titles.row(row)
    named = {campo for each in found for campo in each}
    if not named & {"texto", "id"} and not titles.given:
        like = [titles.near(cell.text) for cell, each in zip(row, found, strict=True) if near and not each]
        return "texto" in like and len({*named, *like} - {""}) > 1
    said = len([each for each in row if each.text])
    enough = len(named) > 1 or said == 1 == len(row) or (bool(titles.given) and said > 1)
    return bool(named & {"texto", "id"}) and enough


class Columns:
    """Understands rows of titles."""

    def __init__(self, places: Places, titles: Titles, values: Values, *, paper: bool) -> None:
        self._places, self._titles, self._values, self._paper = places, titles, values, paper
        self.shown: dict[tuple[str, str], None] = {}

    def read(
        self, row: Sequence[Cell], niveles: Sequence[str], below: Sequence[Sequence[Cell]], notes: Notes
    ) -> Layout:
        """Give each column its fields and its nivel. niveles: the heading over each, if any is there."""
        named = [self._own(cell.text, each) for cell, each in zip(row, self._titles.row(row), strict=True)]
        own = [self._leveled(cell.text) if not each else "" for cell, each in zip(row, named, strict=True)]
        named = [("texto",) if nivel else each for nivel, each in zip(own, named, strict=True)]
        near = [
            () if each else self._near(cell, [row[at] for row in below if len(row) > at])
            for at, (cell, each) in enumerate(zip(row, named, strict=True))
        ]
        named = [each or like for each, like in zip(named, near, strict=True)]
        over = [nivel or over for nivel, over in zip(own, _padded(niveles, len(row)), strict=True)]
        whole = {campo for each in named for campo in each} & {"id", "nivel"}
        levels = [""] * len(row) if whole else _levels(named, over)
        columns = [
            Column(flat(cell.text), each, "" if _SHARED & {*each} else nivel)
            for cell, each, nivel in zip(row, named, levels, strict=True)
        ]
        columns = self._once(self._proposed(columns, near, notes))
        for cell, each, like in zip(row, columns, near, strict=True):
            self._claim(cell, each, notes, near=bool(like))
        return Layout(tuple(columns), form=not whole and any(levels))

    def _own(self, title: str, campos: tuple[str, ...]) -> tuple[str, ...]:
        """Keep apart the notes that our papers print; others are read only if the call says so."""
        if not self._paper or campos != ("notas",) or "notas" in self._titles.given:
            return ("notas_impresas",) if self._paper and bare_title(title) == "notas" else campos
        return ("notas_impresas",) if bare_title(title) == "notas" else ()

    def _leveled(self, title: str) -> str:
        """Tell the nivel that a title of actions names itself: "Acciones a nivel nacional"."""
        return (
            self._places.nivel(title) if re.search(r"\b(?:accion|acciones|actions?)\b", fold(title)) else ""
        )

    def _once(self, columns: Sequence[Column]) -> list[Column]:
        """Let each field of a nivel be given by one column: of several, the one of the printed title."""
        kept = list(columns)
        for nivel in dict.fromkeys(each.nivel for each in columns):
            for campo in dict.fromkeys(
                campo for each in columns if each.nivel == nivel for campo in each.fields
            ):
                same = [at for at, each in enumerate(kept) if each.nivel == nivel and campo in each.fields]
                printed = [at for at in same if self._titles.is_printed(kept[at].title, campo)]
                if len(same) > 1 and self._paper and printed:
                    for at in {*same} - {printed[0]}:
                        kept[at] = replace(kept[at], fields=())
                elif len(same) > 1:
                    raise UnreadableError(_several(campo, [kept[at].title for at in same]))
        return kept

    def _near(self, title: Cell, below: Sequence[Cell]) -> tuple[str, ...]:
        """Tell the fields that a title is only near, if the cells below hold what they hold."""
        lines = title.text.splitlines()
        found = [(*self._titles.fields(line), self._titles.near(line))[0] for line in lines]
        if len(lines) > 1 and not all(found):
            found = [self._titles.near(flat(title.text))]
        campos = tuple(dict.fromkeys(filter(None, found)))
        cells = list({id(each): each for each in below if each.text}.values())
        noted = self._paper and "notas" in campos
        return campos if campos and not noted and self._hold(campos, cells) else ()

    def _proposed(
        self, columns: Sequence[Column], near: Sequence[tuple[str, ...]], notes: Notes
    ) -> list[Column]:
        """Keep fields that are only near where no other column of the nivel gives them, and say so."""
        kept = [replace(each, fields=()) if like else each for each, like in zip(columns, near, strict=True)]
        for at, (each, like) in enumerate(zip(columns, near, strict=True)):
            taken = {name for other in kept if other.nivel == each.nivel for name in other.fields}
            if like and not taken & {*like}:
                kept[at] = each
                read = "se lee como {}, por parecido; si no lo es, {}".format(
                    ", ".join(like), " ".join(f"--columna {campo}=OTRA" for campo in like)
                )
                notes.say(f"columna {quoted(each.title)}", read)
        return kept

    def _hold(self, campos: Sequence[str], cells: Sequence[Cell]) -> bool:
        """Whether most cells hold what these fields do, each of their lines if not the whole."""
        if {*campos} & {*PLACES}:
            return all(getattr(self._places, campo)(cell.text) for cell in cells for campo in campos)
        good = [
            self._holds(campos, cell)
            or all(
                self._holds(campos, Cell((line.part(strip_mark(line.text).text),), line.place))
                for line in on_lines(cell).full
            )
            for cell in cells
        ]
        return sum(good) * 2 >= len(good)

    def _holds(self, campos: Sequence[str], cell: Cell) -> bool:
        return any(
            len(words(cell.text)) >= _FEW
            if campo == "texto"
            else campo in self._values.campos and self._values.read(campo, cell).value is not None
            for campo in campos
        )

    def _claim(self, cell: Cell, column: Column, notes: Notes, *, near: bool) -> None:
        if column.fields and not near:
            known = self._titles.said(cell.text)
            if self._leveled(cell.text):
                known = self._places.said("nivel", cell.text)
            notes.know(cell.lines, known)
            notes.unread(cell.lines, f"el título {quoted(column.title)} dice más que su campo")
        elif column.fields:
            notes.know(cell.lines)
        elif column.title:
            notes.unread(cell.lines, _unread(column))
        if column.title:
            read = [each for each in column.fields if each in {*self._values.campos, *PLACES, "id", "huella"}]
            self.shown[column.title, ", ".join(read)] = None


def _several(campo: str, titles: Sequence[str]) -> str:
    listed = ", ".join(map(quoted, titles))
    return (
        f"Varias columnas podrían ser «{campo}»: {listed}. Diga cuál con --columna {campo}=TÍTULO, "
        f"o con su letra o su número: --columna {campo}=B."
    )


def _unread(column: Column) -> str:
    return f"la columna {quoted(column.title)} no la toma ningún campo"


def _padded(niveles: Sequence[str], width: int) -> list[str]:
    return [*niveles[:width], *[""] * (width - len(niveles))]


def _levels(named: Sequence[tuple[str, ...]], over: Sequence[str]) -> list[str]:
    """Give each column its nivel: blocks alike, one for each heading; else the last heading to the left."""
    order = list(dict.fromkeys(filter(None, over)))
    if len(order) == 1:
        return order * len(named)
    data = [at for at, each in enumerate(named) if each and not _SHARED & {*each}]
    size = len(data) // len(order) if order else 0
    blocks = [data[at * size : (at + 1) * size] for at in range(len(order))]
    if (
        size
        and len(data) == size * len(order)
        and len({tuple(sorted(named[at] for at in b)) for b in blocks}) == 1
    ):
        found = {at: nivel for nivel, block in zip(order, blocks, strict=True) for at in block}
        return [found.get(at, "") for at in range(len(named))]
    last, spread = "", []
    for nivel in over:
        last = nivel or last
        spread.append(last)
    return spread


class Rows:
    """Reads the rows of one document; a cell of actions that is merged over several is read once."""

    def __init__(self, places: Places, values: Values, notes: Notes) -> None:
        self._places, self._values, self._notes = places, values, notes
        self._read: dict[int, Cell] = {}  # kept alive: an id is only unique while its cell lives

    def read(self, row: Sequence[Cell], layout: Layout, place: str) -> Iterator[Entry]:
        """Give the actions of a row, each nivel's in order."""
        pairs = list(zip(layout.columns, row, strict=False))
        self._unread(pairs)
        shared = {campo: cell for column, cell in pairs for campo in column.fields if campo in PLACES}
        for nivel in dict.fromkeys(each.nivel for each, _ in pairs if not _SHARED & {*each.fields}):
            own = [
                (column, cell)
                for column, cell in pairs
                if column.nivel == nivel or _SHARED & {*column.fields}
            ]
            if layout.form:
                yield from self._items(own, nivel, shared)
            else:
                yield from self._one(own, nivel, place)

    def _unread(self, pairs: Sequence[tuple[Column, Cell]]) -> None:
        for column, cell in pairs:
            if not column.fields and cell.text:
                self._notes.unread(
                    cell.lines, _unread(column) if column.title else "la columna no tiene título"
                )

    def _one(self, pairs: Sequence[tuple[Column, Cell]], nivel: str, place: str) -> Iterator[Entry]:
        """Read a row as one action, with all that it says of it."""
        cells = {campo: on_lines(cell) for column, cell in pairs for campo in column.fields}
        said = [campo for campo, each in cells.items() if each.text or each.aside]
        if not said or ("id" in cells and not {*said} - {*PLACES, "numero"}):
            for campo in said:  # an empty row of our form says only where it stands
                if campo == "numero" or getattr(self._places, campo)(cells[campo].text):
                    self._notes.know(cells[campo].lines)
            return
        if _spans(next((cell for column, cell in pairs if "texto" in column.fields), None), pairs):
            return
        ident, mark = _ident(cells.get("id"), cells.get("huella"))
        yield Entry(
            place, cells, ident, mark,
            eje=self._places.eje(_text(cells, "eje")),
            nivel=self._places.nivel(_text(cells, "nivel")) or nivel,
            grupo=self._places.grupo(_text(cells, "grupo")),
        )  # fmt: skip

    def _items(
        self, pairs: Sequence[tuple[Column, Cell]], nivel: str, shared: Mapping[str, Cell]
    ) -> Iterator[Entry]:
        """Read a row of the form: its actions, and what it ties to each."""
        texts = [cell for column, cell in pairs if "texto" in column.fields]
        if not texts or _spans(texts[0], pairs):
            return
        found = items(texts[0]) if id(texts[0]) not in self._read else []
        self._read[id(texts[0])] = texts[0]
        marks = ", ".join(dict.fromkeys(quoted(each.mark) for each in found if each.mark))
        if marks:
            self._notes.say(texts[0].place, f"se quitaron las marcas de lista {marks}")
        values: list[dict[str, Cell]] = [{} for _ in found]
        for column, cell in pairs:
            if {*column.fields} - _SHARED - {"texto"} and (cell.text or cell.aside):
                self._tie(found, column, cell, values)
        eje = self._places.eje(_text(shared, "eje"))
        for item, own in zip(found, values, strict=True):
            self._notes.know(item.pieces, item.mark)
            cell = Cell(item.pieces, item.place, aside=texts[0].aside if len(found) == 1 else ())
            yield Entry(item.place, {"texto": cell, **own}, eje=eje, nivel=nivel, said=item.said)

    def _tie(
        self, found: "Sequence[Item]", column: Column, cell: Cell, values: Sequence[dict[str, Cell]]
    ) -> None:
        """Give each action what the source surely ties to it: the only one of a row, or the same number."""
        if len(found) == 1:
            values[0].update(self._shared_out(column.fields, cell))
            return
        by_number = {item.number: at for at, item in enumerate(found) if item.number}
        entries = items(cell)
        numbers = [each.number for each in entries]
        if by_number and all(each in by_number for each in numbers) and len({*numbers}) == len(numbers):
            for each in entries:
                self._notes.know(each.pieces, each.mark)
                lines = tuple(part for piece in each.pieces for part in self._on_lines(piece))
                values[by_number[each.number]].update(
                    self._shared_out(column.fields, Cell(lines, each.place))
                )
        else:
            self._notes.tell(cell, "queda sin ubicar: no dice de qué acción es cada cosa")

    def _shared_out(self, campos: Sequence[str], cell: Cell) -> Mapping[str, Cell]:
        """Share a cell of plazo and institutions between both: by labels, or by what is a plazo."""
        if len(campos) == 1:
            return {campos[0]: on_lines(cell)}
        lines: dict[str, list[Piece]] = {campo: [] for campo in campos}
        for piece in (line.part(text) for line in cell.full for text in line.text.split("\n") if text):
            label, colon, rest = piece.text.partition(":")
            campo = next(
                (each for name, each in _ROTULOS.items() if colon and fold(label).strip().startswith(name)),
                "",
            )
            if campo in lines:
                self._notes.know((piece,), label)
                lines[campo].append(piece.part(rest.strip()))
            elif not lines["plazo_meses"] and self._is_plazo(piece):
                lines["plazo_meses"].append(piece)
            else:
                lines["instituciones"].append(piece)
        aside = {next(iter(lines)): cell.aside}
        return {
            campo: Cell(tuple(own), cell.place, aside.get(campo, ()), cell.rows)
            for campo, own in lines.items()
            if own
        }

    def _is_plazo(self, piece: Piece) -> bool:
        read = self._values.read("plazo_meses", Cell((piece,), piece.place))
        return read.value is not None or "plazo" in fold(piece.text).split() or piece.text[:1].isdigit()

    def _on_lines(self, piece: Piece) -> Iterator[Piece]:
        """Put the plazo of "6 meses; INM (Honduras)" on a line of its own."""
        head, mark, rest = piece.text.partition(";" if ";" in piece.text else ",")
        first = piece.part(head.strip())
        if mark and self._values.read("plazo_meses", Cell((first,), piece.place)).value is not None:
            yield from (first, piece.part(rest.strip()))
        else:
            yield piece


def on_lines(cell: Cell) -> Cell:
    """Give a cell whose lines are all lines of their own: a paragraph may hold several."""
    if not any("\n" in line.text for line in cell.lines):
        return cell
    lines = (line.part(text) for line in cell.lines for text in line.text.split("\n"))
    return replace(cell, lines=tuple(lines))


def _spans(texto: Cell | None, pairs: Sequence[tuple[Column, Cell]]) -> bool:
    """Whether the cell of the action is merged with that of another field: a line, and no action."""
    return texto is not None and any(cell is texto and "texto" not in column.fields for column, cell in pairs)


def _text(cells: Mapping[str, Cell], campo: str) -> str:
    return cells[campo].text if campo in cells else ""


def _ident(ident: Cell | None, mark: Cell | None) -> tuple[str, str]:
    """Take the id and the fingerprint out of their cells; a Word paper has both in one."""
    lines = [each.text for cell in (ident, mark) if cell for each in cell.full]
    marks = [found[1].lower() for line in lines if (found := _MARK.fullmatch(line))]
    typed = " ".join(each.text for each in (ident.full if ident else ()) if not _MARK.fullmatch(each.text))
    known = re.match(rf"{ID_ACCION}(?!\w)", typed.upper(), re.ASCII)
    lost = "?" if mark is not None and mark.text and not marks else ""
    return known.group() if known else typed, f"h{marks[0]}" if marks else lost


@dataclass(frozen=True, slots=True)
class Item:
    """An action of a cell that holds several: its lines without list marks, and the mark."""

    pieces: tuple[Piece, ...]
    number: int
    place: str
    mark: str = ""
    said: tuple[str, ...] = ()


def items(cell: Cell) -> list[Item]:
    """Give the items of a cell. Marks go line by line; a line under another in the list stays with it."""
    parts = [part for piece in cell.full for part in _parts(piece)]
    found: list[Item] = []
    for (part, joined), (bare, number, mark) in zip(
        parts, strip_marks([part.text for part, _ in parts]), strict=True
    ):
        kept = part.part(bare) if mark else part
        left = looks_marked(bare)
        looks = f"empieza con {quoted(left)}, que parece una marca de lista y se dejó"
        said = (*joined, looks) if left else joined
        if found and part.level > 1:
            last = found[-1]
            below = (*last.said, "los puntos que lleva debajo se unieron a ella", *said)
            found[-1] = replace(
                last, pieces=(*last.pieces, kept), mark=f"{last.mark} {mark}".strip(), said=below
            )
        elif bare:
            found.append(Item((kept,), part.number or number, part.place, mark, said))
    numbers = [each.number for each in found]
    if len({*numbers}) < len(numbers):  # the same number twice ties nothing
        found = [replace(each, number=0) for each in found]
    return found


def _parts(piece: Piece) -> list[tuple[Piece, tuple[str, ...]]]:
    """Give the lines of a paragraph as items, if they are that; else as one line, and say so."""
    lines = [text for text in piece.text.split("\n") if text]
    if len(lines) > 1 and _is_list(lines):
        return [(piece.part(line), ()) for line in lines]
    if len(lines) > 1:
        return [(piece.part(" ".join(lines)), ("las líneas de su párrafo se unieron en una",))]
    return [(piece, ())] if lines else []


def _is_list(parts: Sequence[str]) -> bool:
    """Whether one paragraph with line breaks is a list: each line is a sentence, or has its mark."""
    return all(part.endswith((".", ";")) for part in parts) or all(each.mark for each in strip_marks(parts))


def width_of(table: Table) -> int:
    """How many columns its widest row has."""
    return max((len(row) for row in table.rows), default=0)


def is_field(title: str) -> bool:
    """Whether a title is the name of a field, as list prints them."""
    return title in fields(Accion)
