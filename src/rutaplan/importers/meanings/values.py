"""values: a cell, or what is typed, as the value that its field takes in the plan; or why it is not taken.

A cell is read whole or not at all: each of its words is in the value, in a name of the value, or on a list.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial

from rutaplan.derive import HORIZONTES, plural, silencio_label
from rutaplan.derive.titles import campos_of
from rutaplan.importers.meanings.directory import Directory
from rutaplan.importers.meanings.fillers import ELSEWHERE, is_elsewhere, no_text
from rutaplan.importers.meanings.lists import forms, meaning, spelled
from rutaplan.importers.meanings.marks import looks_marked, strip_marks, without_invisible
from rutaplan.importers.meanings.months import read_months
from rutaplan.importers.meanings.names import read_names
from rutaplan.importers.pieces import Cell, Mark
from rutaplan.model import (
    ESTADOS,
    ESTADOS_AVANCE,
    LIBRE,
    PAISES_TODOS,
    POR_DEFINIR,
    SILENCIOS,
    Horizontes,
)
from rutaplan.model.fields import Campo
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.suggest import fold, mend, nearest

Value = str | int | tuple[str | int, ...]
MAX_DOUBTS = 10
_BOX = re.compile(r"([☒☑✓✔☐□]|\[[ x]?\])", re.IGNORECASE)
_EMPTY_BOXES = ("☐", "□", "[]", "[ ]")
_OWN = re.compile("[\ue000-\uf8ff]")  # letters of private use
_UNDECIDED = "por definir"
_PRINTED = {
    "meses": {_UNDECIDED, *HORIZONTES.values()},
    "institucion": {_UNDECIDED},
    "involucrada": {_UNDECIDED},
    "pais": {_UNDECIDED},
}
"""The lines that our papers print in a cell of each kind, beside which people write."""
_DUE = re.compile(r"(?:corto|mediano|largo) plazo(?: ·|,)\s[0-9]{1,2}\s(?:de )?[a-z]+\s(?:de )?[0-9]{4}")
"""The line that our papers print under a plazo whose base is known; folded."""
_REASONS = {
    Mark.NESTED: "parte de lo escrito está en una tabla dentro de la celda; escríbalo en la celda",
    Mark.STRUCK: "todo lo que tiene está tachado; escriba el valor, o borre la celda",
    Mark.HIDDEN: "todo lo que tiene está oculto; escriba el valor, o borre la celda",
}


@dataclass(frozen=True, slots=True)
class Understood:
    """The value of a cell, or doubt, why there is none.

    said: what to tell of how it was read; note: what to keep in notas; covers: the words of the cell that
    are in the value, in a name of it or on a list, as typed: all of them, or none where there is a doubt.
    unknown: the names of bodies that the plan does not have.
    """

    value: Value | None = None
    doubt: str = ""
    said: tuple[str, ...] = ()
    note: str = ""
    covers: str = ""
    unknown: tuple[str, ...] = ()


_Reader = Callable[[Sequence[str], tuple[str, ...]], Understood]


class Values:
    """Reads cells, and what is typed, against one plan."""

    def __init__(self, plan: Plan) -> None:
        self._directory = Directory(plan)
        # Rows name the same bodies again and again: 7 % of a large table.
        self._names = lru_cache(1000)(partial(read_names, self._directory))
        self._horizontes: Horizontes = plan.taller.horizontes
        self._one: dict[str, _Reader] = {
            LIBRE: self._text, "meses": self._plazo, "institucion": self._institucion,
            "estado": self._estado, "logico": self._logico, "pais": self._pais,
        }  # fmt: skip
        self._several: dict[str, _Reader] = {
            "institucion": self._instituciones, "involucrada": self._instituciones, "pais": self._paises,
        }  # fmt: skip
        self._fields = campos_of(plan.taller)

    @cached_property
    def campos(self) -> tuple[str, ...]:
        """The fields that a document can give."""
        return tuple(campo for campo, each in self._fields.items() if each.kind in self._readers(each))

    def read(self, campo: str, cell: Cell, *, paises: tuple[str, ...] = ()) -> Understood:
        """Read a cell whole, or nothing of it. paises: the countries of the action, as the plan has them."""
        field = self._fields[campo]
        refused = _refused(field, cell)
        if refused:
            return Understood(doubt=refused)
        seen = [without_invisible(line.text) for line in cell.full]
        lines = [text.strip() for text, _ in seen if text.strip()]
        lines = _written(lines, _PRINTED.get(field.kind, set()))
        text = " ".join(lines)
        if is_elsewhere(text):
            return Understood(doubt=f"{quoted(text)} {ELSEWHERE}")
        read = _silent(field, lines)
        if read is None and field.kind == LIBRE and (why := no_text(text, needed=campo == "texto")):
            return Understood(doubt=why)
        read = read or self.understand(field, lines, paises)
        if read.value is None:
            return Understood(doubt=read.doubt, unknown=read.unknown)
        said = (*_of_cell(cell), *_due(cell), *_hidden(sum(count for _, count in seen)), *read.said)
        return Understood(read.value, "", said, read.note, cell.text, read.unknown)

    def understand(self, field: Campo, lines: Sequence[str], paises: tuple[str, ...] = ()) -> Understood:
        """Read lines as the value of a field, whoever wrote them; no silence. paises: as in read."""
        return self._readers(field)[field.kind](lines, paises)

    def _readers(self, field: Campo) -> Mapping[str, _Reader]:
        return self._several if field.is_several else self._one

    def country(self, text: str) -> str:
        """Give the code of the one country that a text names, or nothing."""
        codes, unknown = self._directory.countries.read(text)
        return codes[0] if len(codes) == 1 and not unknown and codes != (PAISES_TODOS,) else ""

    def _text(self, lines: Sequence[str], _: tuple[str, ...]) -> Understood:
        first = strip_marks(lines)[0]
        text = " ".join((first.text, *lines[1:]))
        joined = ("las líneas de la celda se unieron en una",) if len(lines) > 1 else ()
        left = "" if first.mark else looks_marked(text)
        kept = (f"empieza con {quoted(left)}, que parece la marca de una lista y quedó",) if left else ()
        own = ("tiene un signo propio de Word, que otros programas no muestran",) if _OWN.search(text) else ()
        return Understood(text, said=(*_taken_off([first.mark]), *joined, *kept, *own))

    def _plazo(self, lines: Sequence[str], _: tuple[str, ...]) -> Understood:
        text = " ".join(lines)
        plazo = read_months(text, self._horizontes)
        if plazo.doubt:
            return Understood(doubt=f"{quoted(text)} {plazo.doubt}")
        marks = _taken_off([plazo.mark])
        if not plazo.rango:
            return Understood(plazo.meses, said=marks)
        said = f"de {quoted(plazo.rango)} se guarda el máximo, y el rango va a notas"
        return Understood(plazo.meses, said=(*marks, said), note=f"Plazo en el documento: {plazo.rango}.")

    def _instituciones(self, lines: Sequence[str], paises: tuple[str, ...]) -> Understood:
        marked = strip_marks(lines)
        named = self._names("\n".join(each.text for each in marked), paises)
        if named.doubts:
            return Understood(doubt="; ".join(named.doubts[:MAX_DOUBTS]), unknown=named.unknown)
        return Understood(named.ids, said=(*_taken_off(each.mark for each in marked), *named.said))

    def _institucion(self, lines: Sequence[str], paises: tuple[str, ...]) -> Understood:
        read = _alone(self._instituciones(lines, paises), "una")
        if read.value in self._directory.tipos:
            return Understood(doubt="nombra un tipo de institución; escriba cuál de ellas")
        return read

    def _paises(self, lines: Sequence[str], _: tuple[str, ...]) -> Understood:
        marked = strip_marks(lines)
        codes, unknown = self._directory.countries.read("\n".join(each.text for each in marked))
        if unknown:
            names = {code: each.nombre for code, each in self._directory.plan.catalogos.paises.items()}
            near = mend(unknown, names.values()) or f" (hay: {', '.join(names)})"
            return Understood(doubt=f"{quoted(unknown)} no es un país de catalogos.yaml{near}")
        value = PAISES_TODOS if codes == (PAISES_TODOS,) else codes
        return Understood(value, said=_taken_off(each.mark for each in marked))

    def _pais(self, lines: Sequence[str], paises: tuple[str, ...]) -> Understood:
        return _alone(self._paises(lines, paises), "un país")

    def _estado(self, lines: Sequence[str], _: tuple[str, ...]) -> Understood:
        text = " ".join(lines)
        word = _bare(text).strip("_.")
        if word in ESTADOS:
            return Understood(word)
        if word in ESTADOS_AVANCE:
            return Understood(doubt=f"{quoted(text)} es un avance: va en la hoja de seguimiento")
        near = nearest(word, ESTADOS) if word else None
        which = f"«{near}»" if near else f"uno: {', '.join(ESTADOS)}"
        return Understood(doubt=f"{quoted(text)} no es un estado; escriba {which}")

    def _logico(self, lines: Sequence[str], _: tuple[str, ...]) -> Understood:
        text = " ".join(lines)
        answer = meaning("si_no", text)
        if not answer:
            return Understood(doubt=f"{quoted(text)} no es «sí» ni «no»")
        return Understood(answer == "si")


def _refused(field: Campo, cell: Cell) -> str:
    """Why a cell is not read, whatever its text says."""
    marks = {mark for piece in cell.aside for mark in piece.marks}
    heard = [Mark.FORMULA, Mark.ERROR]
    heard += [Mark.NESTED] if field.kind in _PRINTED else []
    heard += [] if cell.text else [Mark.STRUCK, Mark.HIDDEN]
    return next((_REASONS.get(mark, mark.value) for mark in heard if mark in marks), "")


def _written(lines: list[str], printed: Collection[str]) -> list[str]:
    """Take out what our paper had in the cell to be written over, once something is written beside it."""
    own = [line for line in lines if fold(line) not in printed and not _DUE.fullmatch(fold(line))]
    return own or lines[:1]


def _alone(read: Understood, one: str) -> Understood:
    """Take the only value of a list, for a field that has one."""
    if not isinstance(read.value, tuple):
        return read
    if len(read.value) > 1:
        return Understood(doubt=f"nombra a más de {one}: {', '.join(map(str, read.value))}")
    return replace(read, value=read.value[0])


def _silent(field: Campo, lines: Sequence[str]) -> Understood | None:
    """Read a cell that says nothing, or that nobody has decided; None if it says more."""
    text = " ".join(lines)
    if not text:
        may = field.silent and not field.is_text
        mend = "; para quitarla, escriba «no»" if field.kind == "logico" else ""
        empty = Understood(doubt=f"la celda está vacía; nada se borra{mend}")
        return Understood(POR_DEFINIR) if may else empty
    found = silence(field, text)
    if found in {"", _bare(text)}:
        return Understood(found) if found else None
    return Understood(found, said=(f"{quoted(text)} se leyó como {quoted(silencio_label(found))}",))


def silence(field: Campo, text: str) -> str:
    """The silence that a whole text means in a field; nothing where it means none, or none may stand."""
    if _bare(text) in SILENCIOS:
        return _bare(text) if field.silent or field.is_text else ""
    if not field.silent or (field.is_text and not field.exigible):
        return ""
    return meaning("silencios", text)


def is_blank(text: str) -> bool:
    """Whether nothing is answered: no word, or a box that nobody ticked."""
    return text.strip() in {"", *_EMPTY_BOXES}


def agreed(text: str) -> bool | None:
    """Whether somebody says yes by a box, a word or both; None if it says nothing that is certain."""
    before, *rest = _BOX.split(text)
    boxes, after = rest[::2], rest[1::2]
    if boxes:
        labels = [before, *after] if before.strip() else after  # each before its box, or after it
        ticked = [label for box, label in zip(boxes, labels, strict=False) if box not in _EMPTY_BOXES]
        if not ticked:
            return False
        if len(ticked) > 1:
            return None
        text = ticked[0].strip() or "si"
    if answer := meaning("si_no", text):
        return answer == "si"
    said, listed = {*re.findall(r"\w+", fold(text))}, forms("acuerdo")
    if re.match(r"\W*no\b", fold(text)):
        return False
    return True if said & {*listed["si"]} and said <= {*listed["si"], *listed["junto"]} else None


def _bare(text: str) -> str:
    return spelled(text).replace(" ", "_")


def _of_cell(cell: Cell) -> Iterable[str]:
    """What to tell of a cell, whatever its text says."""
    if any(Mark.INSERTED in line.marks for line in cell.full):
        yield "tiene cambios sin aceptar, y se leyó con ellos"
    if cell.rows > 1:
        yield f"la celda combinada vale para sus {cell.rows} filas"


def _due(cell: Cell) -> Iterable[str]:
    """Say that a day that our paper printed is not read: a plazo is its months."""
    for line in cell.full:
        if _DUE.fullmatch(fold(line.text.strip())):
            yield f"{quoted(line.text.strip())} no se lee: el vencimiento sale de los meses"


def _hidden(count: int) -> Iterable[str]:
    if count:
        yield plural(count, "carácter invisible se quitó", "caracteres invisibles se quitaron")


def _taken_off(marks: Iterable[str]) -> tuple[str, ...]:
    """Tell which marks of a list were taken off."""
    typed = [quoted(mark) for mark in dict.fromkeys(marks) if mark]
    if len(typed) > 1:
        return (f"se quitaron las marcas {', '.join(typed)}",)
    return tuple(f"se quitó la marca {each}" for each in typed)
