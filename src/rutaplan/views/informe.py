"""informe: the table in which institutions report, one row for each action and body asked, and its sheet."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from rutaplan.derive import estado_words, fecha_label, institucion_label, plural
from rutaplan.derive.huella import huella_pedido
from rutaplan.derive.pedidos import Pedido, by_institucion, pedidos
from rutaplan.derive.seguimiento import SIN_REPORTE
from rutaplan.derive.titles import title_of
from rutaplan.derive.vencimiento import day_of, vencimiento_day
from rutaplan.model import ESTADOS_AVANCE, Accion, Avance
from rutaplan.plan import Plan
from rutaplan.views.bloques import ID, Celda, Clase, Columna, Parrafo, Tabla, parrafos
from rutaplan.views.columnas import Context, Valor
from rutaplan.views.encabezado import encabezado_al_corte, respuesta_label
from rutaplan.views.fila import Filas, acordado_label
from rutaplan.views.pagina import Pagina, convenciones, make_pagina, origen, respuesta
from rutaplan.views.planilla import Explicacion, Opciones, Planilla
from rutaplan.views.retiradas import vigentes

DOCUMENTO = "Seguimiento"
TITULOS = {
    "id": ID.titulo,
    "texto": title_of("texto"),
    "institucion": "Institución",
    "vence": "Vence",
    "ultimo": "Último informe",
    "estado": "Estado",
    "hecho": "Qué se hizo",
    "evidencia": "Evidencia",
    "obstaculos": "Obstáculos",
    "corte": "Corte",
    "huella": "Huella",
}
"""The titles of the table, by what each column holds; the last two are of sheets alone."""
POR_LLENAR = ("estado", "hecho", "evidencia", "obstaculos")
ESTADOS_INFORME = {estado: estado_words(estado).capitalize() for estado in ESTADOS_AVANCE}
"""What may stand in the column Estado, as people read it."""
COMO_LLENAR = (
    f"En «Estado» va una de estas palabras: {', '.join(ESTADOS_INFORME.values())}. En «Qué se hizo», lo "
    "hecho hasta la fecha de corte; en «Evidencia», dónde consta, una por renglón; en «Obstáculos», qué "
    "impide avanzar. Una fila sin novedad puede quedar vacía."
)
NADIE = "El plan todavía no pide ninguna acción a una institución: no hay quien informe."
_ANCHOS = {
    "institucion": 27, "vence": 22, "ultimo": 25, "estado": 22, "hecho": 40, "evidencia": 30,
    "obstaculos": 30,
}  # fmt: skip
_LETRAS = {
    "texto": 46, "institucion": 24, "vence": 16, "ultimo": 20, "estado": 16, "hecho": 44, "evidencia": 34,
    "obstaculos": 34, "corte": 12, "huella": 10,
}  # fmt: skip
_CLASES = {"estado": Clase.AVANCE, "huella": Clase.HUELLA}
_EN_PAPEL = tuple(campo for campo in TITULOS if campo not in {"corte", "huella"})


def build_informe(plan: Plan, chosen: Sequence[str]) -> Mapping[str, Pagina]:
    """The paper that one institution fills in, by its id: of those chosen, or of all that are asked."""
    asked = by_institucion(plan, day_of(plan))
    return {ident: _hoja(plan, ident, asked.get(ident, ())) for ident in chosen or asked}


def planilla_informe(plan: Plan, chosen: Sequence[str]) -> Mapping[str, Planilla]:
    """The same as a sheet."""
    asked = by_institucion(plan, day_of(plan))
    return {
        ident: make_planilla(plan, asked.get(ident, ()), institucion_label(plan, ident))
        for ident in chosen or asked
    }


def planilla_seguimiento(plan: Plan) -> Planilla:
    """What all institutions are asked, as a sheet."""
    return make_planilla(plan, tuple(pedidos(plan, day_of(plan))))


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
        titulo=f"{titulo_al_corte(plan, filas.label(ident))}: {encabezado.titulo}",
        cabeza=(
            *parrafos(". ".join(filter(None, (encabezado.titulo, encabezado.taller))), estilo="discreto"),
            Parrafo(f"Se pide informar de {count}.", "fuerte"),
            Parrafo(COMO_LLENAR),
            *respuesta(encabezado),
        ),
        vacia="" if asked else NADIE,
        ancha=True,
    )


def build_tabla(filas: Filas, asked: Iterable[Pedido]) -> Tabla:
    """Lay out the rows on paper; what is to be filled in stays empty."""
    corte = day_of(filas.plan)
    columns = tuple(
        ID if campo == "id" else Columna(TITULOS[campo], _ANCHOS.get(campo, 0)) for campo in _EN_PAPEL
    )
    context = Context(filas.plan)
    rows = tuple(_fila(context, each, corte) for each in asked)
    return Tabla(f"Informes al {fecha_label(corte)}", columns, rows, a_mano=True)


def _fila(context: Context, pedido: Pedido, corte: date) -> tuple[Celda, ...]:
    accion = pedido.accion
    return (
        Celda(accion.id, huella=huella_pedido(accion.id, pedido.institucion, corte)),
        Celda(accion.texto),
        Celda(context.name(pedido.institucion)),
        Celda(vencimiento_day(context.plan, accion), menudo=acuerdo_label(accion)),
        Celda(avance_label(pedido.avance)),
        *(Celda() for _ in POR_LLENAR),
    )


def make_planilla(plan: Plan, asked: Sequence[Pedido], quien: str = "") -> Planilla:
    """Lay out the rows as a sheet, which says of each of which day it is."""
    context, corte, encabezado = Context(plan), day_of(plan), encabezado_al_corte(plan)
    titulo = f"{titulo_al_corte(plan, quien)}: {encabezado.titulo}"
    return Planilla(
        titulo=titulo,
        nombre=DOCUMENTO,
        encabezado=encabezado,
        columnas=tuple(_columna(campo) for campo in TITULOS),
        filas=tuple(_row(context, each, corte) for each in asked),
        archivos=tuple(each.accion.archivo for each in asked),
        vacia="" if asked else NADIE,
        opciones=(
            Opciones(Clase.AVANCE, "Estado", tuple(ESTADOS_INFORME.values()), "Uno de la lista.", libre=True),
        ),
        explicacion=tuple(
            Explicacion(rotulo, texto)
            for rotulo, texto in (
                ("Documento", titulo),
                ("Versión", encabezado.identidad.linea),
                ("Cómo se llena", COMO_LLENAR),
                ("Para responder", respuesta_label(encabezado)),
                ("Id y huella", _HUELLA),
                *(("Convenciones", each) for each in convenciones(plan)),
                ("Origen", origen(plan)),
            )
            if texto
        ),
        siglas=(),
        origen=origen(plan),
    )


def _columna(campo: str) -> Columna:
    if campo == "id":
        return ID
    clase = _CLASES.get(campo, Clase.TEXTO if campo in POR_LLENAR else Clase.FIJO)
    return Columna(TITULOS[campo], clase=clase, letras=_LETRAS[campo])


def _row(context: Context, pedido: Pedido, corte: date) -> tuple[Valor, ...]:
    accion = pedido.accion
    return (
        accion.id,
        accion.texto,
        context.name(pedido.institucion),
        vencimiento_day(context.plan, accion),
        avance_label(pedido.avance),
        *("" for _ in POR_LLENAR),
        corte.isoformat(),
        huella_pedido(accion.id, pedido.institucion, corte),
    )


def avance_label(avance: Avance | None) -> str:
    """Say what was reported last, and when: "En ejecución, 31 de marzo de 2027"."""
    if avance is None:
        return estado_words(SIN_REPORTE).capitalize()
    return f"{estado_words(avance.estado).capitalize()}, {fecha_label(avance.fecha)}"


def acuerdo_label(accion: Accion) -> str:
    """Say where its plazo and its institutions were decided."""
    return f"acordado: {acordado_label(accion)}"


_HUELLA = (
    "No los cambie: con el id, la fecha de corte y la huella de cada fila, que está en una columna oculta, "
    "se sabe de qué acción, de qué institución y de qué fecha es el informe."
)
