"""encabezado: what every document says on top about the workshop, and what of it nobody has decided."""

from dataclasses import dataclass, replace
from datetime import date

from rutaplan.derive import MESES, enumerate_words, fecha_label, institucion_label, known, titulo_label
from rutaplan.model import POR_DEFINIR, SILENCIOS
from rutaplan.plan import Plan
from rutaplan.views.bloques import Direccion
from rutaplan.views.fila import erratas_label
from rutaplan.views.identidad import Identidad, build_identidad, make_direccion, with_corte

RESPUESTA = "Para responder:"
"""What stands before whom to answer."""


@dataclass(frozen=True, slots=True)
class Encabezado:
    """The top of a document. datos: the known facts, in one line; por_definir: the names of the others.

    filtro: what the call chose, when that is not the whole plan. autor: who organises, for the file's
    properties; nothing while nobody has said. respuesta: whom to answer, until when; some documents say it.
    """

    titulo: str
    taller: str
    lema: str
    objetivo: str
    datos: str
    por_definir: str
    erratas: str
    filtro: str
    autor: str
    identidad: Identidad
    respuesta: Direccion | None


def build_encabezado(plan: Plan) -> Encabezado:
    """Tell what is known about the workshop."""
    taller = plan.taller
    organiza = [institucion_label(plan, each) for each in taller.organiza if each not in SILENCIOS]
    start, end = taller.fecha_inicio, taller.fecha_fin
    days = {"fecha": start} if start == end else {"fecha de inicio": start, "fecha de fin": end}
    silent = {
        "título": taller.titulo,
        "nombre del taller": taller.nombre,
        **days,
        "ciudad": taller.ciudad,
        "país": taller.pais,
        "organización": POR_DEFINIR if POR_DEFINIR in taller.organiza else "",
    }
    missing = [name for name, value in silent.items() if value == POR_DEFINIR]
    place = ", ".join(filter(None, (known(taller.ciudad), plan.nombre("pais", known(taller.pais)))))
    who = f"Organiza: {enumerate_words(organiza)}" if organiza else ""
    shown = filter(None, (place, fechas_label(start, end), who))
    printed = f"{taller.titulo}\n{taller.objetivo}"
    return Encabezado(
        titulo=titulo_label(taller),
        taller=known(taller.nombre),
        lema=known(taller.lema),
        objetivo=known(taller.objetivo),
        datos=" · ".join(shown),
        por_definir=f"Por definir: {enumerate_words(missing)}." if missing else "",
        erratas=erratas_label(each for each in taller.erratas or () if each.dice in printed),
        filtro=plan.filtro,
        autor=enumerate_words(organiza),
        identidad=build_identidad(plan, enumerate_words(organiza)),
        respuesta=_respuesta(plan),
    )


def encabezado_al_corte(plan: Plan, *, always: bool = True) -> Encabezado:
    """The same, of a document that prints reports; always: even where there are none."""
    encabezado = build_encabezado(plan)
    if not always and not (plan.corte and plan.avances):
        return encabezado
    return replace(encabezado, identidad=with_corte(encabezado.identidad, plan))


def respuesta_label(encabezado: Encabezado) -> str:
    """Say the same without the words before it; nothing where nobody said it."""
    said = encabezado.respuesta
    return f"{said.texto}{said.despues}" if said else ""


def _respuesta(plan: Plan) -> Direccion | None:
    """Say whom to answer and until when, as far as that is known."""
    documentos = plan.taller.documentos
    asked = documentos and documentos.respuesta
    if not asked:
        return None
    who = known(asked.a)
    until = f"hasta el {fecha_label(asked.hasta)}" if isinstance(asked.hasta, date) else ""
    if not who and not until:
        return None
    return make_direccion(RESPUESTA, who or until, f", {until}." if who and until else ".")


def fechas_label(start: date | str, end: date | str) -> str:
    """Write the days of the workshop, as short as Spanish allows; nothing if neither is known."""
    if not isinstance(start, date):
        return f"hasta el {fecha_label(end)}" if isinstance(end, date) else ""
    if start == end:
        return fecha_label(start)
    if not isinstance(end, date):
        return f"desde el {fecha_label(start)}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} al {fecha_label(end)}"
    if start.year == end.year:
        return f"{start.day} de {MESES[start.month - 1]} al {fecha_label(end)}"
    return f"{fecha_label(start)} al {fecha_label(end)}"
