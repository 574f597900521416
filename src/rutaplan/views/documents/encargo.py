"""encargo: what a plan asks of one institution or one country, by nivel and horizonte, and with whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rutaplan.derive import (
    HORIZONTES,
    SIN_PLAZO,
    count_acciones,
    estado_words,
    horizonte,
    nivel_name,
    plural,
    silencio_label,
)
from rutaplan.derive.seguimiento import CUMPLIDA
from rutaplan.derive.standing import is_fulfilled
from rutaplan.derive.undecided import missing
from rutaplan.model import NO_APLICA, NO_CONSTA, POR_DEFINIR, Accion
from rutaplan.plan import Plan
from rutaplan.views.bloques import Bloque, Celda, Columna, Dato, Datos, Titulo, parrafos
from rutaplan.views.columnas import below, column
from rutaplan.views.encabezado import Encabezado, encabezado_al_corte
from rutaplan.views.fila import Filas, hueco
from rutaplan.views.pagina import Pagina, de_que_taller, make_pagina, respuesta, resumen
from rutaplan.views.placing import Placed, make_tabla, of_accion, plain
from rutaplan.views.retiradas import build_retiradas


@dataclass(frozen=True, slots=True)
class Titular:
    """The one whose sheet it is. nombre is empty on the sheet that says that there are none.

    papel: the title of the column that says how it takes part.
    """

    rotulo: str
    nombre: str
    vacia: str
    papel: str = "Participa como"
    datos: tuple[Dato, ...] = ()
    sucesion: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parte:
    """What somebody has to do with an action: as what, and the names of the others."""

    accion: Accion
    papel: str
    con: tuple[str, ...]


def build_encargo(
    filas: Filas, titular: Titular, partes: Sequence[Parte], gone: Sequence[Accion] = ()
) -> Pagina:
    """Lay out what is asked of somebody, in the plan's order within each nivel and horizonte.

    gone: actions among which are those that no longer are.
    """
    encabezado = encabezado_al_corte(filas.plan, always=False)
    titulo = f"Lo que pide el plan: {titular.nombre}" if titular.nombre else ""
    titulo = titulo or f"Lo que pide el plan a cada {titular.rotulo.lower()}"
    return make_pagina(
        filas,
        titular.rotulo,
        (*_tramos(filas, partes, titular.papel), *build_retiradas(filas, gone, huellas=False)),
        encabezado=encabezado,
        titulo=titulo,
        nombre=titular.nombre or titulo,
        cabeza=_cabeza(filas.plan, encabezado, titular, partes),
        vacia="" if partes else titular.vacia,
        apaisada=False,
    )


def _cabeza(
    plan: Plan, encabezado: Encabezado, titular: Titular, partes: Sequence[Parte]
) -> tuple[Bloque, ...]:
    return (
        *([Datos(titular.datos)] if titular.datos else []),
        *parrafos(*titular.sucesion),
        *de_que_taller(encabezado),
        *resumen(encabezado, _cuentas(plan, [parte.accion for parte in partes]) if partes else ""),
        *respuesta(encabezado),
    )


def _tramos(filas: Filas, partes: Sequence[Parte], papel: str) -> Iterator[Bloque]:
    taller = filas.plan.taller
    columnas = (*_COLUMNAS, plain(Columna(papel, 32), _papel), Placed(Columna("Con", 44), _con))
    found: dict[tuple[str, str | None], list[Parte]] = {}
    for parte in partes:
        found.setdefault((parte.accion.nivel, horizonte(parte.accion, taller)), []).append(parte)
    for nivel in taller.niveles:
        for horizon, name in (*HORIZONTES.items(), (None, SIN_PLAZO)):
            own = found.get((nivel.id, horizon), ())
            if own:
                count = plural(len(own), "acción", "acciones")
                titulo = f"Nivel {nivel_name(nivel)}: {name} ({count})"
                yield Titulo(titulo)
                yield make_tabla(filas, titulo, columnas, own)


def _cumplida(filas: Filas, accion: Accion) -> str:
    return estado_words(CUMPLIDA) if is_fulfilled(filas.plan, accion) else ""


def _falta(filas: Filas, accion: Accion) -> Celda:
    return Celda() if is_fulfilled(filas.plan, accion) else column("falta").celda(filas, accion)


def _papel(_: Filas, parte: Parte) -> str:
    return parte.papel


def _con(_: Filas, parte: Parte) -> Celda:
    asked = parte.accion.instituciones
    return Celda("; ".join(parte.con) or _silence(parte.accion), hueco=hueco(POR_DEFINIR in asked, parte.con))


def _silence(accion: Accion) -> str:
    """Say that the institutions do not apply or are not told, where that is all that stands there."""
    (first, *more) = accion.instituciones
    return silencio_label(first) if not more and first in {NO_APLICA, NO_CONSTA} else ""


def _cuentas(plan: Plan, acciones: Sequence[Accion]) -> str:
    undecided = sum(bool(missing(plan, each)) and not is_fulfilled(plan, each) for each in acciones)
    line = f"{count_acciones(plan, acciones)}."
    return f"{line} Con algo por definir: {undecided}." if undecided else line


_COLUMNAS: tuple[Placed[Parte], ...] = tuple(
    of_accion(
        (
            column("id"),
            below("id", "prioridad"),
            below("id", "estado"),
            plain(Columna("Avance"), _cumplida, en="id"),
            column("texto"),
            below("texto", "llamada"),
            Placed(Columna("Falta"), _falta, en="texto"),
            column("plazo_meses", 22),
            below("plazo_meses", "vence"),
        ),
        lambda parte: parte.accion,
    )
)
