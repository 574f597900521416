"""printed: what our papers print, so that what somebody wrote in one stands out.

The lines of a paper are known by making it again, from the plan as it is and as it may have been, and
reading it. Its cells are known by the same words that made them.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import chain
from typing import TypeAlias

from rutaplan.derive import named_in, nivel_name
from rutaplan.derive.huella import HUELLA
from rutaplan.derive.undecided import exigidos, missing
from rutaplan.derive.vencimiento import vence_label
from rutaplan.derive.version import ANY, IMPRESA
from rutaplan.importers.account import Claim, Fate
from rutaplan.importers.meanings.lists import forms
from rutaplan.importers.pieces import AS_TEXT, Cell, Document, Mark, Piece, flat
from rutaplan.model import POR_DEFINIR, REPORTED, RETIRADAS, SILENCIOS, Accion, fields
from rutaplan.plan import Plan
from rutaplan.suggest import fold
from rutaplan.views.bloques import ID, Tabla
from rutaplan.views.columnas import column
from rutaplan.views.documents.consolidada import build_consolidada
from rutaplan.views.documents.matriz import build_matriz
from rutaplan.views.documents.pendientes import build_pendientes
from rutaplan.views.fila import Filas, estado_label, nota_label, prioridad_label, relaciones

Maker: TypeAlias = Callable[[Plan, str], Iterable[Document]]
"""Makes and reads the papers of a plan: from a plan and the name of a document."""

_Line: TypeAlias = tuple[str, frozenset[Mark]]
_DIGITS = re.compile(r"\d+")
_PAGE_OF = re.compile(r"\s*(?:…|\t\d+)\s*$")
"""What stands behind a line of the contents: its page, once a program has counted them."""
_PAGE = {Mark.HEADER, Mark.FOOTER}
_PLURAL = re.compile(r"\b0 (accion|mes|campo|grupo|pais|institucion)(?:es|s)\b")
_CLAUSES = re.compile(r"[.:;,·]\s+|\s+y\s+|\.$")
_MADE = "hecho con rutaplan"
"""How the last line of every paper begins."""
_EARLIER = "impresos"
"""The list of lines that earlier versions printed."""


class PrintedCells:
    """The cells of the papers that come back, in every wording that some paper has for them."""

    def __init__(self, plan: Plan) -> None:
        self._plan = replace(plan, version=ANY)
        self._filas = Filas(plan)

    def shows(self, accion: Accion, campo: str, text: str) -> bool:
        """Whether a paper made now would have this text in a field's cell; white space does not count."""
        typed, cells = flat(text), self._cells(accion, campo)
        if typed in cells:
            return True
        # The number of a footnote, which some programs glue to the text before it.
        return campo == "texto" and bool(nota_label(accion)) and typed.rstrip("0123456789") in cells

    def _cells(self, accion: Accion, campo: str) -> set[str]:
        return {self._sheet(accion, campo)} | self._word.get((accion.id, campo), set())

    def _sheet(self, accion: Accion, campo: str) -> str:
        value = column(campo).valor
        return flat(str(value(self._filas, accion))) if value else ""

    @cached_property
    def _word(self) -> Mapping[tuple[str, str], set[str]]:
        """What the Word papers show, by action and field."""
        shown: dict[tuple[str, str], set[str]] = {}

        def add(ident: str, campo: str, *lines: str) -> None:
            shown.setdefault((ident, campo), set()).add(flat(" ".join(lines)))

        for page in (build_matriz(self._plan), build_consolidada(self._plan), build_pendientes(self._plan)):
            for tabla in (each for each in page.bloques if isinstance(each, Tabla)):
                for ident, *cells in tabla.filas if tabla.columnas[0] is ID else ():
                    for columna, cell in zip(tabla.columnas[1:], cells, strict=True):
                        add(ident.texto, columna.campo, cell.texto, cell.menudo, cell.hueco)
        for accion in self._plan.acciones:
            mark = prioridad_label(accion).capitalize()
            for campo in ("notas", "observaciones"):  # as sheets were that had no column for it
                add(accion.id, campo, f"{mark}." if mark else "", self._sheet(accion, campo))
            add(accion.id, "vence", vence_label(self._plan, accion))  # as papers wrote it once
            if estado := estado_label(accion):  # as pages were that had no column for it
                said = relaciones(self._plan, accion)
                add(accion.id, "observaciones", f"Estado: {estado}.", *said)
        return shown


class PrintedLines:
    """The lines around the tables of a paper: whatever numbers they count, and nothing else otherwise."""

    def __init__(self, plan: Plan, make: Maker | None, names: Sequence[str]) -> None:
        self._plan, self._make, self._names = replace(plan, version=ANY), make, names

    def has(self, piece: Piece) -> bool:
        """Whether our papers print all the lines of a piece, with its marks."""
        marks = piece.marks - AS_TEXT
        return all(self(text, marks) for text in piece.text.split("\n") if text)

    def claims(self, document: Document, apart: Collection[Piece]) -> Iterator[Claim]:
        """Claim what our papers print of a document; not what stands apart, in tables that are read."""
        for piece in document.pieces():
            if piece.text and piece not in apart and self.has(piece):
                yield Claim(Fate.KNOWN, (piece,))

    def strange(self, document: Document) -> Iterator[Piece]:
        """Give the bare numbers that stand beside nothing that our papers print."""
        rows = (row for table in document.tables for row in table.rows)
        lines = ((each,) for each in document.blocks if isinstance(each, Cell))
        for row in (*rows, *lines):
            said = [piece for cell in row for piece in cell.lines if piece.text and not piece.marks & _PAGE]
            named = [piece for piece in said if not _DIGITS.fullmatch(piece.text)]
            if not named or not all(map(self.has, named)):
                yield from (piece for piece in said if _DIGITS.fullmatch(piece.text))

    def __call__(self, text: str, marks: frozenset[Mark] = frozenset()) -> bool:
        """Whether our papers print this line."""
        line = slots(_PAGE_OF.sub("", text))
        if IMPRESA.fullmatch(flat(text)):
            return True
        if not line or (line, marks) in self._now or (line, marks) in self._then:
            return bool(line)
        if any(line.startswith(slots(each)) for each in forms(_EARLIER)["linea"]):
            return True
        if marks:
            return False
        clauses = _clauses(line)
        return bool(_DIGITS.search(text)) and bool(clauses) and all(each in self._counts for each in clauses)

    @cached_property
    def _now(self) -> frozenset[_Line]:
        if not self._names:
            return frozenset()
        own = ((slots(text), frozenset[Mark]()) for text in (*self._notes(), *forms("impreso")["antes"]))
        once = ((slots(text), frozenset({Mark.SHEET})) for text in (*REPORTED, *SILENCIOS))
        return frozenset((*self._lines(self._few), *own, *once))

    @cached_property
    def _then(self) -> frozenset[_Line]:
        """What the papers of this plan said before anybody decided, and will say without actions."""
        return frozenset(line for plan in self._versions for line in self._lines(plan))

    @cached_property
    def _counts(self) -> frozenset[str]:
        """The parts of the lines that count something."""
        lines = [line for line, _ in self._now | self._then if "0" in line]
        where = [f"a nivel {nivel_name(nivel)}" for nivel in self._plan.taller.niveles]
        lines += [slots(f"{count}{each}") for each in where for count in ("0 ", "todas ", "")]
        return frozenset(clause for line in lines for clause in _clauses(line))

    @cached_property
    def _few(self) -> Plan:
        """The plan with an action of each kind of place: what papers say around them, all of them say."""
        filas = Filas(self._plan)
        kept: dict[tuple[object, ...], Accion] = {}
        for each in self._plan.acciones:
            place = (each.grupo, each.eje, each.nivel)
            named = (self._plan.institucion_by_id.get(ident) for ident in named_in(each))
            siglas = any(body and body.sigla for body in named)
            shown = (bool(filas.nota(each)), siglas, bool(each.responsable), each.estado, each.prioridad)
            kept.setdefault((*place, *shown, *missing(self._plan, each)), each)
        return replace(self._plan, acciones=tuple(kept.values()))

    @property
    def _versions(self) -> Iterator[Plan]:
        campos = fields(Accion)
        silent = {
            campo: (POR_DEFINIR,) if campos[campo].is_several else POR_DEFINIR
            for campo in exigidos(self._plan)
        }
        open_ = tuple(each.model_copy(update=silent) for each in self._few.acciones)
        yield replace(self._few, acciones=open_)
        # Withdrawn, with a text that nobody wrote: no line of a paper is taken for that of an action.
        other = {"estado": RETIRADAS[0], "motivo": None, "texto": "acción retirada"}
        gone = tuple(each.model_copy(update=other) for each in self._few.acciones[:1])
        yield replace(self._few, acciones=gone)

    def _notes(self) -> Iterator[str]:
        """What papers say of each action and institution under their tables."""
        filas = Filas(self._plan)
        for accion in self._plan.acciones:
            filas.nota(accion)
            column("quienes").celda(filas, accion)
        yield from (f"{nota.numero}. {nota.id}. {nota.texto}" for nota in filas.notas)
        yield "Contenido"
        # As earlier versions said it.
        yield f"Hecho con rutaplan. Documento de origen: {self._plan.taller.documento_origen}"
        for eje in self._plan.taller.ejes:
            yield f"El eje {eje.nombre} no tiene acciones: debe proponerlas quien lo trabaje."
        for line in filas.siglas():
            sigla, _, name = line.partition(": ")
            yield from (line, sigla, name)

    def _lines(self, plan: Plan) -> Iterator[_Line]:
        texts, make = {slots(each.texto) for each in plan.acciones}, self._make
        documents = chain.from_iterable(make(plan, name) for name in self._names) if make else ()
        for piece in chain.from_iterable(document.pieces() for document in documents):
            yield from ((line, marks) for line, marks in lines_in(piece) if line not in texts)


@lru_cache(10_000)  # the papers of a plan as it is and as it was share nearly every line
def slots(text: str) -> str:
    """Give a line with every number as a slot, without its version; "1 acción" and "2 acciones" are one."""
    line = IMPRESA.sub("", flat(text))
    return _PLURAL.sub(r"0 \1", _DIGITS.sub("0", fold(line)))


def lines_in(piece: Piece) -> Iterator[_Line]:
    """The lines of a piece that say something, as lines are compared, and its marks that are no text's."""
    marks = piece.marks - AS_TEXT
    return ((line, marks) for text in piece.text.split("\n") if (line := slots(text)))


def _clauses(line: str) -> list[str]:
    """Give the parts of a line."""
    return [part.strip() for part in _CLAUSES.split(line) if part.strip()]


def says_so(pieces: Iterable[Piece]) -> bool:
    """Whether a document says that we made it, or bears fingerprints: then it is a paper of ours."""
    return any(
        fold(each.text).startswith(_MADE) or (Mark.HIDDEN in each.marks and HUELLA.fullmatch(each.text))
        for each in pieces
    )
