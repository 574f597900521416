"""ficha: what a plan asks of one institution or one country, by nivel and horizonte, and with whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from rutaplan.derive import (
    HORIZONTES,
    SIN_PLAZO,
    count_niveles,
    horizonte,
    nivel_name,
    plural,
    silencio_label,
)
from rutaplan.derive.pendientes import falta_label, missing
from rutaplan.model import NO_APLICA, NO_CONSTA, POR_DEFINIR, Accion
from rutaplan.plan import Plan
from rutaplan.views.fila import Filas, hueco, marcas_label, plazo_known
from rutaplan.views.pagina import Pagina, common


@dataclass(frozen=True, slots=True)
class Encargo:
    """One action that is asked. papel: as what; con: with whom, con_hueco what of that is open.

    pendientes is a sentence on what nobody has decided.
    """

    id: str
    texto: str
    nota: int
    marcas: str
    plazo: str
    plazo_hueco: str
    papel: str
    con: str
    con_hueco: str
    pendientes: str


@dataclass(frozen=True, slots=True)
class Tramo:
    """The actions of one nivel and one horizonte."""

    titulo: str
    cuenta: str
    encargos: tuple[Encargo, ...]


@dataclass(frozen=True, slots=True)
class Dato:
    """A fact about the one whose sheet it is."""

    rotulo: str
    valor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ficha(Pagina):
    """The whole page. sucesion: who came before and after; vacia: what is said when nothing is asked."""

    nombre: str
    datos: tuple[Dato, ...]
    sucesion: tuple[str, ...]
    tramos: tuple[Tramo, ...]


@dataclass(frozen=True, slots=True)
class Titular:
    """The one whose sheet it is. nombre is empty on the sheet that says that there are none."""

    rotulo: str
    nombre: str
    vacia: str
    datos: tuple[Dato, ...] = ()
    sucesion: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parte:
    """What somebody has to do with an action: as what, and the names of the others."""

    accion: Accion
    papel: str
    con: tuple[str, ...]


def build_ficha(filas: Filas, titular: Titular, partes: Sequence[Parte]) -> Ficha:
    """Lay out what is asked of somebody, in the plan's order within each nivel and horizonte."""
    plan = filas.plan
    tramos = tuple(_tramos(filas, partes))
    return Ficha(
        nombre=titular.nombre,
        datos=titular.datos,
        sucesion=titular.sucesion,
        tramos=tramos,
        **common(
            filas,
            titular.rotulo,
            titulo=f"Lo que pide el plan: {titular.nombre}"
            if titular.nombre
            else f"Lo que pide el plan a cada {titular.rotulo.lower()}",
            cuentas=_cuentas(plan, [parte.accion for parte in partes]) if partes else "",
            vacia="" if partes else titular.vacia,
        ),
    )


def _tramos(filas: Filas, partes: Sequence[Parte]) -> list[Tramo]:
    taller = filas.plan.taller
    found: dict[tuple[str, str | None], list[Parte]] = {}
    for parte in partes:
        found.setdefault((parte.accion.nivel, horizonte(parte.accion, taller)), []).append(parte)
    return [
        Tramo(
            titulo=f"Nivel {nivel_name(nivel)}: {name}",
            cuenta=plural(len(found[nivel.id, horizon]), "acción", "acciones"),
            encargos=tuple(_encargo(filas, parte) for parte in found[nivel.id, horizon]),
        )
        for nivel in taller.niveles
        for horizon, name in (*HORIZONTES.items(), (None, SIN_PLAZO))
        if (nivel.id, horizon) in found
    ]


def _encargo(filas: Filas, parte: Parte) -> Encargo:
    accion = parte.accion
    return Encargo(
        id=accion.id,
        texto=accion.texto,
        nota=filas.nota(accion),
        marcas=marcas_label(accion),
        plazo=plazo_known(accion),
        plazo_hueco=hueco(accion.plazo_meses == POR_DEFINIR),
        papel=parte.papel,
        con="; ".join(parte.con) or _silence(accion),
        con_hueco=hueco(POR_DEFINIR in accion.instituciones, parte.con),
        pendientes=falta_label(missing(filas.plan, accion)),
    )


def _silence(accion: Accion) -> str:
    """Say that the institutions do not apply or are not told, where that is all that stands there."""
    (first, *more) = accion.instituciones
    return silencio_label(first) if not more and first in {NO_APLICA, NO_CONSTA} else ""


def _cuentas(plan: Plan, acciones: Sequence[Accion]) -> str:
    undecided = sum(bool(missing(plan, accion)) for accion in acciones)
    line = f"{plural(len(acciones), 'acción', 'acciones')}: {count_niveles(plan, acciones)}."
    return f"{line} Con algo por definir: {undecided}." if undecided else line
