"""recognise: what a document is, and all that is understood of it."""

from collections.abc import Mapping
from dataclasses import replace

from rutaplan.importers.foreign import COME_BACK
from rutaplan.importers.meanings.column_titles import MAX_HEADER, MAX_TITLE, Titles
from rutaplan.importers.meanings.headings import Places
from rutaplan.importers.meanings.persons import veiled
from rutaplan.importers.meanings.values import Values
from rutaplan.importers.pieces import Cell, Document, Mark, UnreadableError, flat
from rutaplan.importers.recognisers.form import Walk
from rutaplan.importers.recognisers.printed import Maker, PrintedLines, says_so
from rutaplan.importers.recognisers.proposed import holds_proposals
from rutaplan.importers.recognisers.reading import PROPOSALS, Reading
from rutaplan.importers.recognisers.tables import is_titles
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.suggest import fold
from rutaplan.views.documents import consolidada, formulario, matriz, pendientes

_PAPERS = {
    "matriz": matriz.DOCUMENTO, "consolidada": consolidada.DOCUMENTO,
    "pendientes": pendientes.DOCUMENTO, "formulario": formulario.DOCUMENTO,
}  # fmt: skip
"""The documents that come back, and how they call themselves."""
_OTHERS = {"presentacion en plenaria": "plenaria", "institucion": "institucion", "pais": "pais"}
"""How the first line calls those that do not, by name."""
_EXPLAINED = "como leer esta hoja"


_AS_CSV = (
    "En un texto, cada celda empieza un renglón con un tabulador. Si las separan tabuladores, punto y coma o "
    "barras, cambie el nombre del archivo a .csv; si no, pase las acciones a una tabla de Word, con una "
    "columna titulada «Acción»."
)


class Recogniser:
    """Reads documents against one plan: the index of its places is built once."""

    def __init__(
        self, plan: Plan, given: Mapping[str, str] = {}, grupo: str = "", make: Maker | None = None
    ) -> None:
        self.plan, self.given, self.grupo, self._make = plan, given, grupo, make
        self.places = Places(plan)
        self.values = Values(plan)

    def read(self, document: Document) -> Reading:
        """Understand a document. UnreadableError if it is nothing that we know."""
        titles = Titles(self.plan, self.given)
        paper = _is_paper(document, titles)
        _check_returns(document, paper=paper)
        printed = PrintedLines(self.plan, self._make, _papers(document) if paper else ())
        walk = Walk(
            self.plan, self.places, titles, self.values, paper=paper, printed=printed, dado=self.grupo
        )
        reading = walk.read(document)
        if reading is None:
            raise UnreadableError(_nothing(document, self.given, self.places))
        self._check_given(walk)
        if paper:
            reading.notes.claims += printed.claims(document, {*walk.body, *printed.strange(document)})
        reading.notes.hide(each for each in document.aside if Mark.OUTSIDE in each.marks)
        kind = PROPOSALS if holds_proposals(document) else reading.kind
        return replace(reading, kind=f"{kind} ({document.kind})")

    def _check_given(self, walk: Walk) -> None:
        for campo, title in self.given.items():
            if campo not in walk.columns.given:
                raise UnreadableError(f"No hay una columna {quoted(title)} (--columna {campo}).")


def _is_paper(document: Document, titles: Titles) -> bool:
    """Whether it is a paper of ours: its rows have fingerprints, or it says so."""
    if (
        holds_proposals(document)
        or says_so(document.pieces())
        or any(table.place == "hoja «Cómo leer»" for table in document.tables)
    ):
        return True
    rows = (row for table in document.tables for row in table.rows[:MAX_HEADER])
    return any("huella" in campos for row in rows if is_titles(row, titles) for campos in titles.row(row))


def _papers(document: Document) -> tuple[str, ...]:
    """Tell which of our documents this may be: by its title or its sheet; all of them if neither says."""
    if document.kind == "CSV" or holds_proposals(document):
        return ()  # it has rows, and no lines around them
    lines = [fold(block.text) for block in document.blocks if isinstance(block, Cell)]
    sheets = {table.place for table in document.tables}
    found = [
        name
        for name, title in _PAPERS.items()
        if f"hoja «{name.capitalize()}»" in sheets or any(line.startswith(fold(title)) for line in lines)
    ]
    return tuple(found or _PAPERS)


def _check_returns(document: Document, *, paper: bool) -> None:
    """Raise UnreadableError for a paper of ours that does not come back: its first line says which it is."""
    lines = [fold(flat(block.text)) for block in document.blocks if isinstance(block, Cell)]
    name = _OTHERS.get(lines[0].partition(" · ")[0]) if lines else None
    if name and (paper or _EXPLAINED in lines):
        raise UnreadableError(f"El papel «{name}» de rutaplan no vuelve al plan: {COME_BACK}.")


def _nothing(document: Document, given: Mapping[str, str], places: Places) -> str:
    """Say that nothing was understood, what was seen, and what can be done about that."""
    cells = (cell for table in document.tables for row in table.rows[:1] for cell in row)
    seen = [flat(cell.text) for cell in cells if cell.text and not places.nivel(cell.text)]
    seen = [veiled(each) for each in seen if not places.heading(each)]
    known = (
        "No se reconoce: no tiene la tabla de una hoja de rutaplan ni la del formulario, ni una columna "
        "de acciones."
    )
    if document.kind == "texto":
        return f"{known} {_AS_CSV}"
    if not seen:
        why = "Los títulos que se ven no son de columnas" if document.tables else "No se ve ninguna tabla"
        return f"{known} {why}: las acciones van en una, con una columna titulada «Acción»."
    if any(title.endswith(".") or len(title) > MAX_TITLE for title in seen):
        return f"{known} La tabla no tiene títulos: escriba encima una fila con «Acción», «Plazo», «Nivel»..."
    titles = {fold(title) for title in seen}
    lost = [
        f" No hay una columna {quoted(title)} (--columna {campo})."
        for campo, title in given.items()
        if fold(title) not in titles
    ]
    listed = ", ".join(map(quoted, seen[:8]))
    return (
        f"{known}{''.join(lost)} Títulos que se ven: {listed}. Diga cuál es con --columna texto=TÍTULO: "
        f'--columna texto="{seen[0]}".'
    )
