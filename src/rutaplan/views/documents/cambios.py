"""cambios: what is another than in an earlier state of the plan, on a page that people read at once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from rutaplan.derive import institucion_label, plazo_label, plural
from rutaplan.derive.comparing import Changed, Comparison, EntryChange, FieldChange, compare
from rutaplan.derive.received import Received
from rutaplan.derive.titles import title_of
from rutaplan.derive.wording import contrast
from rutaplan.model import Accion, Institucion, Registro, Taller, fields
from rutaplan.plan import Plan
from rutaplan.views.bloques import ID, Bloque, Celda, Columna, Contraste, Palabras, Parrafo, Titulo, parrafos
from rutaplan.views.columnas import below, column
from rutaplan.views.documents.diferencias import Diferencias, avances_label, dia, is_reworded
from rutaplan.views.encabezado import encabezado_al_corte
from rutaplan.views.fila import SEPARATOR, Filas, first_words
from rutaplan.views.pagina import Pagina, make_pagina, sin_acciones
from rutaplan.views.placing import Placed, make_tabla, plain

MAX_SHOWN = 300
"""More rows of a kind than these nobody reads on paper."""
SIN_CAMBIOS = "No hay cambios."
MARCAS = (
    "En los textos, las palabras tachadas ya no están y las subrayadas o en negrita son nuevas. "
    "Comentarios, comillas y orden de las claves no son cambios."
)
_NAMED = 6
_T = TypeVar("_T")
_NUEVAS: tuple[Placed[Accion], ...] = (
    column("id"),
    column("texto"),
    below("texto", "llamada"),
    plain(Columna("Plazo", 26), lambda _, each: plazo_label(each.plazo_meses)),
    plain(
        Columna("Instituciones", 70),
        lambda filas, each: SEPARATOR.join(filas.label(one, each, mark=False) for one in each.instituciones),
    ),
)
_DECISIONES: tuple[Placed[tuple[Changed, str]], ...] = (
    Placed(ID, lambda _, row: _ident(row[0])),
    plain(Columna(title_of("texto"), 62), lambda _, row: first_words(row[0].ahora)),
    plain(Columna("Qué cambió"), lambda _, row: row[1]),
)
"""One row an action, and one cell for all: a column for each kind takes twice the paper."""


def build_cambios(plan: Plan, most: int = MAX_SHOWN) -> Pagina:
    """Tell all that is another than in the state that the plan is compared with; most: rows of a kind."""
    # Beside nothing, all of it is new.
    antes = plan.antes or replace(plan, acciones=(), todas=(), avances=(), ids=frozenset())
    found = chosen(plan, compare(antes, plan.entero))
    page = _Page(antes, plan, most)
    return make_pagina(
        page.filas,
        "Cambios",
        page.blocks(found),
        encabezado=encabezado_al_corte(plan, always=False),
        convenciones=(MARCAS,),
        ancha=True,
        nombre=" ".join(("Qué cambió", *_between(antes, plan))),
        cabeza=parrafos(". ".join(_counts(found)), plan.filtro, estilo="fuerte"),
        vacia=(sin_acciones(plan) or SIN_CAMBIOS) if found.is_empty else "",
    )


def _between(antes: Plan, ahora: Plan) -> Iterator[str]:
    """From which state to which; nothing of the one that has no name."""
    for word, momento in (("desde", antes.momento), ("hasta", ahora.momento)):
        if momento:
            yield f"{word} {momento}"


def chosen(plan: Plan, found: Comparison) -> Comparison:
    """What of a comparison is of the actions that the call chose."""
    if not plan.todas:
        return found
    idents = {accion.id for accion in plan.acciones}
    return Comparison(
        nuevas=tuple(each for each in found.nuevas if each.id in idents),
        quitadas=(),
        cambiadas=tuple(each for each in found.cambiadas if each.ahora.id in idents),
        otros_avances=Received(),
        grupos=(),
        taller=(),
        catalogos=tuple(each for each in found.catalogos if idents.intersection(each.acciones)),
    )


def _counts(found: Comparison) -> Iterator[str]:
    """How much is another, in words."""
    retiradas = [each for each in found.cambiadas if "estado" in each.by_campo and each.ahora.is_retirada]
    came = sum(len(each.avances.llegados) for each in found.cambiadas) + len(found.otros_avances.llegados)
    counted = (
        (len(found.nuevas), "acción nueva", "acciones nuevas"),
        (len(found.quitadas), "acción que ya no está", "acciones que ya no están"),
        (sum(bool(each.cambios) for each in found.cambiadas), "acción cambiada", "acciones cambiadas"),
        (len(retiradas), "de ellas retirada", "de ellas retiradas"),
        (came, "avance recibido", "avances recibidos"),
    )
    said = [plural(count, one, many) for count, one, many in counted if count]
    if said:
        yield " · ".join(said)


class _Page:
    """Writes the parts of the page. antes: the plan that was; ahora: that of now; most: rows of a kind."""

    def __init__(self, antes: Plan, ahora: Plan, most: int) -> None:
        self.antes, self.ahora, self.most, self.told = antes, ahora, most, Diferencias(antes, ahora)
        self.filas = Filas(ahora)

    def blocks(self, found: Comparison) -> Iterator[Bloque]:
        """The parts that say something."""
        yield from self._sheets("Acciones nuevas", found.nuevas, self.filas)
        yield from self._sheets("Acciones que ya no están", found.quitadas, Filas(self.antes, self.filas))
        yield from self._texts(found.cambiadas)
        yield from self._rows(found.cambiadas)
        yield from self._received(found.cambiadas)
        yield from self._touched(found)
        yield from self._lost(found)
        yield from self._unread()

    def _sheets(self, titulo: str, acciones: Sequence[Accion], filas: Filas) -> Iterator[Bloque]:
        return self._part(titulo, acciones, lambda kept: [make_tabla(filas, titulo, _NUEVAS, kept)])

    def _texts(self, cambiadas: Sequence[Changed]) -> Iterator[Bloque]:
        """The texts whose words are others, with the words marked."""
        told = [
            (f"{each.ahora.id}, {title_of(change.campo).lower()}", change)
            for each in cambiadas
            for change in each.cambios
            if is_reworded(fields(Accion)[change.campo], change)
        ]

        def marked(rotulo: str, change: FieldChange) -> Contraste:
            words = contrast(str(change.antes), str(change.ahora))
            return Contraste(rotulo, tuple(Palabras(*each) for each in words))

        return self._part("Textos", told, lambda kept: [marked(*each) for each in kept])

    def _rows(self, cambiadas: Sequence[Changed]) -> Iterator[Bloque]:
        """What is another of each action, but for the words of its texts."""
        rows = [(each, " ".join(self.told.of(each))) for each in cambiadas if each.cambios]
        rows = [(each, said) for each, said in rows if said or "id" in each.by_campo]
        return self._decisions("Decisiones", rows)

    def _received(self, cambiadas: Sequence[Changed]) -> Iterator[Bloque]:
        """The reports of actions of which nothing else is another."""
        rows = [(each, avances_label(each)) for each in cambiadas if not each.cambios]
        rows = [(each, told) for each, told in rows if told]
        others = any(each.cambios for each in cambiadas)
        return self._decisions("Avances de las demás acciones" if others else "Avances recibidos", rows)

    def _decisions(self, titulo: str, rows: Sequence[tuple[Changed, str]]) -> Iterator[Bloque]:
        return self._part(titulo, rows, lambda kept: [make_tabla(self.filas, titulo, _DECISIONES, kept)])

    def _touched(self, found: Comparison) -> Iterator[Bloque]:
        """The workshop, the groups, and the entries of catalogues that actions name."""
        lines = [f"Taller. {self.told.entry(Taller, change)}" for change in found.taller]
        lines += [self._entry(each) for each in (*found.grupos, *found.catalogos)]
        return self._part("Lo que las acciones nombran", lines, lambda kept: parrafos(*kept))

    def _entry(self, entry: EntryChange) -> str:
        # The objectives of the PMM are known by numbers.
        entries = [each for plan in (self.ahora, self.antes) for each in plan.by_kind[entry.kind].items()]
        found = (each for ident, each in entries if str(ident) == entry.id)
        record = next((each for each in found if isinstance(each, Registro)), None)
        kind = type(record) if record else Registro
        told = "; ".join(self.told.entry(kind, each) for each in entry.cambios)
        more = " y otras" if len(entry.acciones) > _NAMED else ""
        where = f" ({', '.join(entry.acciones[:_NAMED])}{more})" if entry.acciones else ""
        name = getattr(record, "nombre", entry.id)
        if isinstance(record, Institucion):
            name = institucion_label(self.ahora, entry.id)
        return f"{name}{where}. {told}"

    def _lost(self, found: Comparison) -> Iterator[Bloque]:
        """Reports that were changed or went, though they are only ever added to."""
        every = [*(each.avances for each in found.cambiadas), found.otros_avances]
        lines = [
            f"{told}: {report.accion}, {dia(report.fecha)}{self._by(report.reporta)}."
            for told, reports in (
                ("Cambió", [each for own in every for each in own.cambiados]),
                ("Ya no está", [each for own in every for each in own.borrados]),
            )
            for report in reports
        ]
        return self._part("Avances que se tocaron", lines, lambda kept: parrafos(*kept, estilo="aviso"))

    def _by(self, ident: str) -> str:
        """Who reported; nobody, of the lists that were inside actions."""
        return f", {institucion_label(self.ahora, ident)}" if ident else ""

    def _unread(self) -> Iterator[Bloque]:
        """What could not be compared, since one of the states does not let it be read."""
        lines = [
            f"{plan.momento or 'Ahora'}: no se pudo leer {path.removeprefix(plan.prefix)}."
            for plan in (self.antes, self.ahora)
            for path in sorted(plan.unread)
        ]
        return self._part("Lo que no se pudo comparar", lines, lambda kept: parrafos(*kept))

    def _part(
        self, titulo: str, told: Sequence[_T], show: Callable[[Sequence[_T]], Iterable[Bloque]]
    ) -> Iterator[Bloque]:
        """Tell as much of something as a page holds, and how much more there is; nothing of nothing."""
        if told:
            yield Titulo(titulo)
            yield from show(told[: self.most])
        if len(told) > self.most:
            rest = len(told) - self.most
            yield Parrafo(f"Y {rest} más; «rutaplan diff --formato json» los da todos.", "aviso")


def _ident(each: Changed) -> Celda:
    return Celda(each.ahora.id, menudo=f"antes {each.antes.id}" if each.antes.id != each.ahora.id else "")
