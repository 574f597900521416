"""impreso: what our papers show of an action today, so that what somebody changed in one stands out."""

from collections.abc import Mapping
from functools import cached_property

from rutaplan.importers.rejilla import seguido
from rutaplan.model import Accion, fields
from rutaplan.plan import Plan
from rutaplan.views.columnas import Context, columna
from rutaplan.views.consolidada import build_consolidada
from rutaplan.views.fila import Filas
from rutaplan.views.pendientes import build_pendientes

_CAMPO_BY_TITULO = {each.titulo: campo for campo, each in fields(Accion).items()}


class Impreso:
    """The cells of the papers that come back, in every wording that some paper has for them."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._context = Context(plan)

    def shows(self, accion: Accion, campo: str, texto: str) -> bool:
        """Whether a paper made now would have this text in a field's cell; white space does not count."""
        typed, cells = seguido(texto), self._cells(accion, campo)
        if typed in cells:
            return True
        # The number of a footnote, which some programs glue to the text before it.
        return campo == "texto" and accion.id in self._context.notas and typed.rstrip("0123456789") in cells

    def _cells(self, accion: Accion, campo: str) -> set[str]:
        _, cell = columna(campo)
        return {seguido(str(cell(self._context, accion)))} | self._word.get((accion.id, campo), set())

    @cached_property
    def _word(self) -> Mapping[tuple[str, str], set[str]]:
        """What the Word papers show, by action and field."""
        shown: dict[tuple[str, str], set[str]] = {}

        def add(ident: str, campo: str, *lines: str) -> None:
            shown.setdefault((ident, campo), set()).add(seguido(" ".join(lines)))

        filas = Filas(self._plan)
        for accion in self._plan.acciones:
            for fila in (filas.fila(accion), filas.fila(accion, mark=False)):
                add(fila.id, "plazo_meses", fila.plazo, fila.horizonte, fila.plazo_hueco)
                add(fila.id, "instituciones", fila.instituciones, fila.instituciones_hueco)
        for each in build_consolidada(self._plan).filas:
            add(each.fila.id, "responsable", each.responsable, each.responsable_hueco)
            add(each.fila.id, "observaciones", *each.observaciones)
        bloques = (bloque for grupo in build_pendientes(self._plan).grupos for bloque in grupo.bloques)
        for row in (fila for bloque in bloques for fila in bloque.filas):
            for celda in row.celdas:
                add(row.id, _CAMPO_BY_TITULO.get(celda.rotulo, ""), celda.valor, celda.hueco)
        return shown
