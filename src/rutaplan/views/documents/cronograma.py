"""cronograma: when actions are due, on a calendar, each after those it depends on; the others apart."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rutaplan.derive import enumerate_words, estado_words, nivel_name, plazo_label, plural
from rutaplan.derive.seguimiento import follow, seguimiento_label
from rutaplan.derive.standing import AVANCES, whole
from rutaplan.derive.vencimiento import desde_label, vence_breve
from rutaplan.model import SILENCIOS, Accion
from rutaplan.plan import Plan
from rutaplan.views.bloques import Bloque, Celda, Columna, Titulo
from rutaplan.views.columnas import below, column
from rutaplan.views.documents.calendario import Periodo, Scale, make_scale
from rutaplan.views.documents.marcha import TRAMAS
from rutaplan.views.documents.tiempos import CALENDARIO, ESCALAS, Lapso, Tiempos, in_order
from rutaplan.views.encabezado import encabezado_al_corte
from rutaplan.views.fila import Filas, prioridad_label, responsable_label
from rutaplan.views.pagina import Pagina, common, sin_acciones
from rutaplan.views.placing import Placed, make_tabla, plain
from rutaplan.views.retiradas import build_retiradas, vigentes

COMO_LEER = (
    "Cada barra va desde la fecha de la que se cuenta el plazo, o desde que vencen las acciones de las que "
    "depende, hasta que vence la acción. El plan dice cuándo vence, no cuándo se empieza a trabajar en ella."
)
SOLO_TERMINO = (
    "Un rombo señala el vencimiento de una acción cuyo comienzo no se puede situar: aquello de lo que "
    "depende no tiene fecha, o no vence antes."
)
TRIMESTRES = (
    "T1 es de enero a marzo; T2, de abril a junio; T3, de julio a septiembre; T4, de octubre a diciembre."
)
DOCUMENTO = "Cronograma"
TRAZOS = {"propuesta": "rayado", "acordada": "lleno"}
"""How the bar of each estado is filled; that of any other is empty."""


@dataclass(frozen=True, slots=True)
class Trazo:
    """How bars are filled, and the word for it."""

    clase: str
    palabra: str


@dataclass(frozen=True, slots=True)
class Barra:
    """An action on the scale. avance: what is reported of it; tras: what goes before.

    ancho is 0 where only its end is known.
    """

    id: str
    texto: str
    marcas: str
    nota: int
    responsable: str
    plazo: str
    vence: str
    avance: str
    tras: str
    trazo: str
    x: int
    ancho: int


@dataclass(frozen=True, slots=True)
class Franja:
    """The actions of one eje and nivel on one scale."""

    titulo: str
    barras: tuple[Barra, ...]


@dataclass(frozen=True, slots=True)
class Dibujo:
    """What stands over the same periodos, with wider ones over them. rotulo says what they are."""

    rotulo: str
    titulo: str
    mayores: tuple[Periodo, ...]
    periodos: tuple[Periodo, ...]
    franjas: tuple[Franja, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cronograma(Pagina):
    """The whole page. sin_barras is said when nothing can be drawn; bloques tell what is not."""

    leyenda: tuple[Trazo, ...]
    dibujos: tuple[Dibujo, ...]
    sin_barras: str


def build_cronograma(plan: Plan) -> Cronograma:
    """Lay out the actions until they are due, in the plan's order but never before what they depend on."""
    kept = vigentes(plan)
    rows = _Rows(kept)
    dibujos = tuple(rows.dibujos())
    barras = [barra for dibujo in dibujos for franja in dibujo.franjas for barra in franja.barras]
    is_quarterly = any(each.rotulo == "T1" for dibujo in dibujos for each in dibujo.periodos)
    told = (
        COMO_LEER if barras else "",
        rows.told(),
        SOLO_TERMINO if any(not each.ancho for each in barras) else "",
        TRIMESTRES if is_quarterly else "",
    )
    nothing = "" if barras else "Todavía no hay acciones que se puedan dibujar."
    bloques = (*rows.undrawn(), *build_retiradas(rows.filas, plan.acciones, huellas=False))
    return Cronograma(
        leyenda=tuple(rows.legend()),
        dibujos=dibujos,
        sin_barras=nothing if kept.acciones else "",
        **common(
            rows.filas,
            DOCUMENTO,
            *filter(None, told),
            bloques=bloques,
            encabezado=encabezado_al_corte(plan, always=False),
            vacia=sin_acciones(plan) or nothing,
        ),
    )


class _Rows:
    """Makes the rows of a plan: those of what is drawn, and those of what is not."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.filas = plan, Filas(plan)
        self._tiempos = Tiempos(plan)
        self._acciones = in_order(plan.acciones)
        found = ((accion, self._tiempos.lapsos[accion.id]) for accion in self._acciones)
        self._drawn = [(accion, lapso) for accion, lapso in found if lapso]
        self._reports = plan.corte if plan.avances else None
        self._estados = dict.fromkeys(accion.estado for accion, _ in self._drawn)
        dated = [accion for accion, lapso in self._drawn if lapso.escala == CALENDARIO]
        self._usual = next((each for each, _ in Counter(map(desde_label, dated)).most_common(1)), "")

    def told(self) -> str:
        """Say from when plazos are counted, where that is not said beside each."""
        return (
            f"Los plazos se cuentan desde {self._usual}, salvo donde se dice otra fecha."
            if self._usual
            else ""
        )

    def legend(self) -> Iterator[Trazo]:
        """Name the estados of what is drawn, or what is reported of it, in the order of their vocabulary."""
        if self._reports:
            told = {whole(follow(self.plan, accion, self._reports)) for accion, _ in self._drawn}
            drawn = {each: TRAMAS.get(each, "vacio") for each in AVANCES if each in told}
            for clase in dict.fromkeys(drawn.values()):
                words = [AVANCES[each].lower() for each in drawn if drawn[each] == clase]
                yield Trazo(clase, enumerate_words(words, "o"))
            return
        for estado in dict.fromkeys((*TRAZOS, *self._estados)):
            if estado in self._estados:
                yield Trazo(_trazo(estado), estado_words(estado))

    def dibujos(self) -> Iterator[Dibujo]:
        """Draw what has a date on a calendar, and then the others, in months from each base."""
        for name in ESCALAS:
            own = [(accion, lapso) for accion, lapso in self._drawn if lapso.escala == name]
            if own:
                is_calendar = name == CALENDARIO
                months = {month for _, lapso in own for month in (lapso.desde, lapso.vence)}
                scale = make_scale(months, is_calendar=is_calendar)
                yield Dibujo(
                    "Calendario" if is_calendar else "Meses",
                    "" if is_calendar else f"En meses desde {desde_label(own[0][0])}",
                    scale.years,
                    scale.periodos,
                    tuple(self._franjas(own, scale)),
                )

    def _franjas(self, drawn: Sequence[tuple[Accion, Lapso]], scale: Scale) -> Iterator[Franja]:
        """Draw them by eje and nivel; what the workshop does not define comes last."""
        plan, rows = self.plan, dict[tuple[str, str], list[Barra]]()
        for accion, lapso in drawn:
            rows.setdefault((accion.eje, accion.nivel), []).append(self._barra(accion, lapso, scale))
        places = [(eje.id, nivel.id) for eje in plan.taller.ejes for nivel in plan.taller.niveles]
        for eje, nivel in dict.fromkeys((*places, *rows)):
            if (eje, nivel) in rows:
                known = plan.nivel_by_id.get(nivel)
                where = nivel_name(known) if known else nivel
                yield Franja(f"{plan.nombre('eje', eje)}, nivel {where}", tuple(rows[eje, nivel]))

    def _barra(self, accion: Accion, lapso: Lapso, scale: Scale) -> Barra:
        x, end = scale.x(self._tiempos.start(accion, lapso)), scale.x(lapso.vence)
        is_other = lapso.escala == CALENDARIO and desde_label(accion) != self._usual
        return Barra(
            id=accion.id,
            texto=_short(accion),
            marcas=self._marks(accion),
            nota=self.filas.nota(accion),
            responsable=self._responsable(accion),
            plazo=plazo_label(accion.plazo_meses) + (f" desde {desde_label(accion)}" if is_other else ""),
            vence=vence_breve(self.plan, accion),
            avance=self._avance(accion),
            tras=self._tiempos.after_label(accion),
            trazo=self._trazo(accion),
            x=x,
            ancho=end - x,
        )

    def _marks(self, accion: Accion) -> str:
        """Tell its prioridad, and its estado where there are several."""
        estado = estado_words(accion.estado) if len(self._estados) > 1 else ""
        return "; ".join(filter(None, (prioridad_label(accion), estado)))

    def _avance(self, accion: Accion) -> str:
        """Tell what is reported of it."""
        said = seguimiento_label(follow(self.plan, accion, self._reports)) if self._reports else ""
        return f"{said[:1].upper()}{said[1:]}." if said else ""

    def _trazo(self, accion: Accion) -> str:
        if not self._reports:
            return _trazo(accion.estado)
        return TRAMAS.get(whole(follow(self.plan, accion, self._reports)), "vacio")

    def _responsable(self, accion: Accion) -> str:
        who = accion.responsable
        if not who or who in SILENCIOS:
            return ""
        return f"{responsable_label(accion).capitalize()}: {self.filas.label(who)}."

    def undrawn(self) -> Iterator[Bloque]:
        """List what cannot be drawn, by the one reason of each list."""
        rows: dict[str, list[Accion]] = {}
        for accion in self._acciones:
            if not self._tiempos.lapsos[accion.id]:
                rows.setdefault(_why(accion), []).append(accion)
        for why, acciones in rows.items():
            yield Titulo(f"{why}: {plural(len(acciones), 'acción', 'acciones')}")
            columns: tuple[Placed[Accion], ...] = (
                column("id"),
                plain(Columna("Marcas"), lambda _, accion: self._marks(accion), en="id"),
                replace(column("texto"), celda=lambda _, accion: Celda(_short(accion))),
                below("texto", "llamada"),
                plain(Columna("Antes"), lambda _, accion: self._more(accion), en="texto"),
            )
            yield make_tabla(self.filas, why, columns, acciones)

    def _more(self, accion: Accion) -> str:
        told = (self._responsable(accion), self._avance(accion), self._tiempos.after_label(accion))
        return " ".join(filter(None, told))


def _why(accion: Accion) -> str:
    """Say why an action cannot be drawn."""
    if isinstance(accion.plazo_meses, int):
        return "Sin fecha de vencimiento"
    return f"Plazo {plazo_label(accion.plazo_meses)}"


def _trazo(estado: str) -> str:
    return TRAZOS.get(estado, "vacio")


def _short(accion: Accion) -> str:
    """The titulo_breve that the group adopted, or the text."""
    return ("" if accion.is_sugerido("titulo_breve") else accion.breve) or accion.texto
