"""ficha: one page for each action, with every field that it has."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from rutaplan.derive import (
    enumerate_words,
    estado_words,
    fecha_label,
    horizonte_label,
    plazo_label,
    silencio_label,
)
from rutaplan.derive.facts import RELATED, otros, proposed, related, said
from rutaplan.derive.titles import rotulo
from rutaplan.derive.undecided import missing
from rutaplan.derive.vencimiento import desde_label, vence_label
from rutaplan.model import POR_DEFINIR, Accion, fields
from rutaplan.plan import Plan
from rutaplan.views.bloques import Bloque, Celda, Columna, Dato, Datos, Tabla, parrafos
from rutaplan.views.columnas import column
from rutaplan.views.encabezado import Encabezado, encabezado_al_corte
from rutaplan.views.fila import Filas, acordado_label, first_words, since_label
from rutaplan.views.pagina import Pagina, de_que_taller, make_pagina

DOCUMENTO = "Ficha de la acción"
_OPEN = silencio_label(POR_DEFINIR)
_COLUMNAS = (Columna("Campo", 44), Columna("Lo que dice el plan"))


def build_fichas(plan: Plan, _chosen: Sequence[str]) -> Mapping[str, Pagina]:
    """One page for each action that was chosen, by its id in lower case; one that says so without any."""
    pages = {accion.id.lower(): _ficha(plan, accion) for accion in plan.acciones}
    return pages or {"": make_pagina(Filas(plan), DOCUMENTO, ())}


def _ficha(plan: Plan, accion: Accion) -> Pagina:
    filas, encabezado = Filas(plan), encabezado_al_corte(plan, always=False)
    rows = tuple((Celda(name), Celda(text)) for name, text in _rows(filas, accion))
    nombre = f"{accion.id}. {accion.breve}" if accion.breve else accion.id
    return make_pagina(
        filas,
        DOCUMENTO,
        (Tabla(f"{accion.id}: lo que dice el plan", _COLUMNAS, rows), *_undecided(plan, accion)),
        titulo=f"{DOCUMENTO} {nombre}",
        nombre=nombre,
        en_indice=f"{accion.id}. {first_words(accion)}",
        encabezado=encabezado,
        cabeza=_cabeza(plan, encabezado, accion),
        apaisada=False,
    )


def _cabeza(plan: Plan, encabezado: Encabezado, accion: Accion) -> tuple[Bloque, ...]:
    where = tuple(Dato(rotulo(campo), said(plan, accion, campo)) for campo in ("eje", "nivel", "grupo"))
    return (
        *parrafos(accion.texto, estilo="fuerte"),
        Datos(where),
        *de_que_taller(encabezado),
    )


def _undecided(plan: Plan, accion: Accion) -> tuple[Bloque, ...]:
    """Say once what nobody has decided, in place of a row for each."""
    asked = missing(plan, accion)
    names = [
        rotulo(campo).lower()
        for campo in _LISTED
        if _is_open(getattr(accion, campo, None)) or (campo in asked and not getattr(accion, campo))
    ]
    names += [name for name, text in otros(plan, accion) if text == _OPEN]
    return parrafos(f"Por definir: {enumerate_words(names)}." if names else "", estilo="aviso")


def _is_open(value: object) -> bool:
    return value in {POR_DEFINIR, (POR_DEFINIR,)} if isinstance(value, str | tuple) else False


def _rows(filas: Filas, accion: Accion) -> Iterator[tuple[str, str]]:
    """Tell each field that says something, with who proposed it, and what derives from them."""
    plan = filas.plan
    for campo in _LISTED:
        text = _OWN[campo](filas, accion) if campo in _OWN else said(plan, accion, campo)
        sign = proposed(plan, accion, campo)
        if campo == "otros":
            yield from (each for each in otros(plan, accion) if each[1] != _OPEN)
        elif text and not _is_open(getattr(accion, campo, None)):
            yield _ROTULOS.get(campo) or rotulo(campo), f"{text} ({sign})" if sign else text


def _plazo(filas: Filas, accion: Accion) -> str:
    """Tell the months, what horizonte they make, and from when they count."""
    since = f"desde {desde_label(accion)}" if isinstance(accion.plazo_meses, int) else ""
    horizon = horizonte_label(accion, filas.plan.taller)
    return ", ".join(filter(None, (plazo_label(accion.plazo_meses), horizon, since)))


def _vence(filas: Filas, accion: Accion) -> str:
    return "" if accion.is_retirada else vence_label(filas.plan, accion)


def _instituciones(filas: Filas, accion: Accion) -> str:
    cell = column("instituciones").celda(filas, accion)
    return "; ".join(filter(None, (cell.texto, cell.hueco)))


def _estado(_filas: Filas, accion: Accion) -> str:
    return ", ".join(filter(None, (estado_words(accion.estado), since_label(accion))))


def _relacionadas(campo: str, filas: Filas, accion: Accion) -> str:
    return related(filas.plan, accion, campo)


def _informado(campo: str, filas: Filas, accion: Accion) -> str:
    """Tell what was reported, where reports are looked at."""
    plan = filas.plan
    return said(plan, accion, campo) if plan.corte and plan.avances and not accion.is_retirada else ""


def _alineacion(filas: Filas, accion: Accion) -> str:
    """Tell each objective and target with its title."""
    if accion.alineacion is None:
        return ""
    known = filas.plan.catalogos
    pmm = [(f"PMM {each}", known.pmm.get(each)) for each in accion.alineacion.pmm or ()]
    ods = [(f"ODS {each}", known.ods.get(each)) for each in accion.alineacion.ods or ()]
    return "\n".join(f"{name}. {found.nombre}" if found else name for name, found in (*pmm, *ods))


_ROTULOS = {
    "vence": "Vence",
    "esperan": "La esperan",
    "acordado": "Dónde se decidió",
    "texto_fuente": "El formulario dice",
}
_OWN: Mapping[str, Callable[[Filas, Accion], str]] = {
    "plazo_meses": _plazo,
    "vence": _vence,
    "instituciones": _instituciones,
    "responsable": lambda filas, accion: filas.label(accion.responsable) if accion.responsable else "",
    "estado": _estado,
    "acordado": lambda _, accion: acordado_label(accion, fecha_label),
    **{campo: partial(_informado, campo) for campo in ("avance", "ultimo_avance")},
    **{campo: partial(_relacionadas, campo) for campo in RELATED},
    "alineacion": _alineacion,
}
"""What is told in another way than elsewhere, or derives from several fields."""
_FIRST = (
    "plazo_meses", "vence", "instituciones", "responsable", "estado", "motivo", "acordado", "avance",
    "ultimo_avance", "prioridad",
    "paises", "ambito", "producto", "indicador", "medio_verificacion", "otros", "contraparte", "depende_de",
    "esperan", "temas", "poblaciones", "alineacion", "erratas", "texto_fuente",
)  # fmt: skip
_ABOVE = {"id", "eje", "nivel", "grupo", "texto", "titulo_breve"}
_TOLD = {"plazo_desde", "estado_desde", "sugerido_por"}
"""What is said beside another field."""
_LISTED = (*_FIRST, *(campo for campo in fields(Accion) if campo not in {*_FIRST, *_ABOVE, *_TOLD}))
