"""informe: the table in which institutions report, one row for each action and body asked, and its sheet."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from rutaplan.derive import estado_words, fecha_breve, fecha_label, institucion_label, plural
from rutaplan.derive.huella import huella_pedido
from rutaplan.derive.pedidos import Pedido, by_institucion, pedidos
from rutaplan.derive.seguimiento import SIN_REPORTE
from rutaplan.derive.titles import title_of
from rutaplan.derive.vencimiento import day_of, vence_breve
from rutaplan.model import ESTADOS_AVANCE, Accion, Avance
from rutaplan.plan import Plan
from rutaplan.views.bloques import ID, Celda, Clase, Columna, Dato, Parrafo, Tabla
from rutaplan.views.encabezado import encabezado_al_corte, respuesta_label
from rutaplan.views.fila import Filas, acordado_label
from rutaplan.views.pagina import Pagina, convenciones, de_que_taller, make_pagina, respuesta
from rutaplan.views.placing import OVER, Placed, blank, make_tabla, plain
from rutaplan.views.planilla import Opciones, Planilla, lay_out
from rutaplan.views.retiradas import vigentes

DOCUMENTO = "Seguimiento"
POR_LLENAR = ("estado", "hecho", "evidencia", "obstaculos")
ESTADOS_INFORME = {estado: estado_words(estado).capitalize() for estado in ESTADOS_AVANCE}
"""What may stand in the column Estado, as people read it."""
COMO_LLENAR = (
    f"En «Estado» va una de estas palabras: {', '.join(ESTADOS_INFORME.values())}. En «Qué se hizo», lo "
    "hecho hasta la fecha de corte; en «Evidencia», dónde consta, una por renglón; en «Obstáculos», qué "
    "impide avanzar. Una fila sin novedad puede quedar vacía."
)
NADIE = "El plan todavía no pide ninguna acción a una institución: no hay quien informe."


def build_informe(plan: Plan, chosen: Sequence[str]) -> Mapping[str, Pagina]:
    """The paper that one institution fills in, by its id: of those chosen, or of all that are asked."""
    asked = by_institucion(plan, day_of(plan))
    return {ident: _hoja(plan, ident, asked.get(ident, ())) for ident in chosen or asked}


def planilla_informe(plan: Plan, chosen: Sequence[str]) -> Mapping[str, Planilla]:
    """The same as a sheet."""
    asked = by_institucion(plan, day_of(plan))
    return {
        ident: _planilla(plan, asked.get(ident, ()), institucion_label(plan, ident))
        for ident in chosen or asked
    }


def planilla_seguimiento(plan: Plan) -> Planilla:
    """What all institutions are asked, as a sheet."""
    return _planilla(plan, tuple(pedidos(plan, day_of(plan))))


def titulo_al_corte(plan: Plan, quien: str = "") -> str:
    """Name the document: "Seguimiento al 30 de junio de 2027"; quien: whose alone it is."""
    return " · ".join(filter(None, (f"{DOCUMENTO} al {fecha_label(day_of(plan))}", quien)))


def _hoja(plan: Plan, ident: str, asked: Sequence[Pedido]) -> Pagina:
    filas, encabezado = Filas(vigentes(plan)), encabezado_al_corte(plan)
    count = plural(len(asked), "acción", "acciones")
    return make_pagina(
        filas,
        DOCUMENTO,
        [build_tabla(filas, asked)] if asked else (),
        encabezado=encabezado,
        nombre=titulo_al_corte(plan, filas.label(ident)),
        cabeza=(
            *de_que_taller(encabezado),
            Parrafo(f"Se pide informar de {count}.", "fuerte"),
            Parrafo(COMO_LLENAR),
            *respuesta(encabezado),
        ),
        vacia="" if asked else NADIE,
        ancha=True,
    )


def build_tabla(filas: Filas, asked: Iterable[Pedido]) -> Tabla:
    """Lay out the rows on paper; what is to be filled in stays empty."""
    corte = fecha_label(day_of(filas.plan))
    return make_tabla(filas, f"Informes al {corte}", COLUMNAS.values(), asked, a_mano=True)


def _planilla(plan: Plan, asked: Sequence[Pedido], quien: str = "") -> Planilla:
    """Lay out the rows as a sheet, which says of each of which day it is."""
    encabezado = encabezado_al_corte(plan)
    titulo = f"{titulo_al_corte(plan, quien)}: {encabezado.titulo}"
    return lay_out(
        Filas(plan),
        titulo,
        COLUMNAS.values(),
        asked,
        nombre=DOCUMENTO,
        encabezado=encabezado,
        archivos=tuple(each.accion.archivo for each in asked),
        vacia="" if asked else NADIE,
        opciones=(
            Opciones(Clase.AVANCE, "Estado", tuple(ESTADOS_INFORME.values()), "Uno de la lista.", libre=True),
        ),
        explicacion=(
            Dato("Cómo se llena", COMO_LLENAR),
            Dato("Para responder", respuesta_label(encabezado)),
            Dato("Id y huella", _COMO_VUELVE),
            *(Dato("Convenciones", each) for each in convenciones(plan, encabezado)),
        ),
    )


def avance_label(avance: Avance | None, written: Callable[[date], str] = fecha_breve) -> str:
    """Say what was reported last, and when: "En ejecución, 31 mar 2027". written: how a day is."""
    if avance is None:
        return estado_words(SIN_REPORTE).capitalize()
    return f"{estado_words(avance.estado).capitalize()}, {written(avance.fecha)}"


def acuerdo_label(accion: Accion, written: Callable[[date], str] = fecha_breve) -> str:
    """Say where its plazo and its institutions were decided."""
    return f"acordado: {acordado_label(accion, written)}"


_COMO_VUELVE = (
    "No los cambie: con el id, la fecha de corte y la huella de cada fila, que está en una columna oculta, "
    "se sabe de qué acción, de qué institución y de qué fecha es el informe."
)


def _huella(filas: Filas, pedido: Pedido) -> str:
    return huella_pedido(pedido.accion.id, pedido.institucion, day_of(filas.plan))


COLUMNAS: Mapping[str, Placed[Pedido]] = {
    "id": plain(ID, lambda _, pedido: pedido.accion.id),
    "texto": Placed(
        Columna(title_of("texto"), clase=Clase.FIJO, campo="texto", letras=46),
        lambda _, pedido: Celda(pedido.accion.texto),
        lambda _, pedido: pedido.accion.texto,
    ),
    "llamada": Placed(
        Columna("Nota"), lambda filas, pedido: Celda(nota=filas.nota(pedido.accion)), en="texto"
    ),
    "institucion": plain(
        Columna("Institución", 28, Clase.FIJO, letras=24),
        lambda filas, pedido: filas.name(pedido.institucion),
    ),
    "vence": plain(
        Columna("Vence", 22, Clase.FIJO, "vence", 16),
        lambda filas, pedido: vence_breve(filas.plan, pedido.accion) or "sin fecha",
    ),
    # A sheet has no room for what is told of a date.
    "acordado": Placed(
        Columna("Acordado"), lambda _, pedido: Celda(acuerdo_label(pedido.accion)), en="vence"
    ),
    "ultimo": plain(
        Columna("Último informe", 22, Clase.FIJO, letras=20), lambda _, pedido: avance_label(pedido.avance)
    ),
    "estado": blank(Columna("Estado", 22, Clase.AVANCE, letras=16)),
    "hecho": blank(Columna("Qué se hizo", 36, letras=44)),
    "evidencia": blank(Columna("Evidencia", 28, letras=34)),
    "obstaculos": blank(Columna("Obstáculos", 28, letras=34)),
    # A page says it over all, and a row of a sheet may be copied into another.
    "corte": plain(
        Columna("Corte", clase=Clase.FIJO, letras=12),
        lambda filas, _: day_of(filas.plan).isoformat(),
        en=OVER,
    ),
    "huella": Placed(
        Columna("Huella", clase=Clase.HUELLA, letras=10),
        lambda filas, pedido: Celda(huella=_huella(filas, pedido)),
        _huella,
        en="id",
    ),
}
TITULOS = {campo: each.columna.titulo for campo, each in COLUMNAS.items() if each.valor}
"""The titles of the table that comes back, by what each column holds."""
