"""consolidada: every group's actions in one table, with their counts by eje, nivel and horizonte."""

from collections.abc import Iterator, Sequence

from rutaplan.derive import HORIZONTES, SIN_PLAZO, grupo_label, heading_of, proposer, tally
from rutaplan.derive.titles import title_of
from rutaplan.derive.undecided import missing
from rutaplan.model import POR_DEFINIR, SILENCIOS, Accion, Nivel
from rutaplan.plan import Plan
from rutaplan.views.bloques import ID, PRIORIDAD, Bloque, Celda, Columna, Tabla
from rutaplan.views.fila import Filas, estado_label, hueco, prioridad_cell, responsable_label
from rutaplan.views.matriz import secciones
from rutaplan.views.pagina import Pagina, make_cuadro, make_pagina
from rutaplan.views.retiradas import build_retiradas, vigentes

DOCUMENTO = "Matriz consolidada"
NOTA = "La columna Observaciones dice lo que el plan sabe de la acción; lo demás queda para escribir."
_COLUMNAS = (
    ID,
    Columna("Grupo", 24, campo="grupo"),
    Columna(title_of("texto"), campo="texto"),
    Columna(title_of("plazo_meses"), 19, campo="plazo_meses"),
    Columna(title_of("responsable"), 26, campo="responsable"),
    Columna(title_of("instituciones"), 37, campo="instituciones"),
    PRIORIDAD,
    Columna("Observaciones", 31, campo="observaciones"),
)


def build_consolidada(plan: Plan) -> Pagina:
    """Lay out every action of every group, in the order of ejes, niveles and numbers."""
    filas = Filas(vigentes(plan))
    return make_pagina(filas, DOCUMENTO, (*_bloques(filas), *build_retiradas(filas, plan.acciones)), NOTA)


def _bloques(filas: Filas) -> Iterator[Bloque]:
    plan = filas.plan
    yield from build_cuadro(plan)

    def table(_: str, nivel: Nivel, acciones: Sequence[Accion]) -> Tabla:
        rows = tuple(_fila(filas, each) for each in acciones)
        return Tabla(heading_of(nivel), _COLUMNAS, rows, sobre=heading_of(nivel), a_mano=True)

    if plan.acciones:
        yield from secciones(plan, plan.taller.ejes, table)


def build_cuadro(plan: Plan) -> tuple[Bloque, ...]:
    """Count the actions of each eje by nivel, in all, and by horizonte."""
    columns = {nivel.id: nivel.nombre for nivel in plan.taller.niveles} | {"": "Total"}
    columns |= {key: words.capitalize() for key, words in (*HORIZONTES.items(), (SIN_PLAZO, SIN_PLAZO))}
    rows = [(name, [counts[key] for key in columns]) for name, counts in tally(plan)]
    return make_cuadro("Acciones por eje, nivel y plazo", ("Eje", *columns.values()), rows)


def _fila(filas: Filas, accion: Accion) -> tuple[Celda, ...]:
    plan, estado = filas.plan, estado_label(accion)
    said = [f"Estado: {estado}."] if estado else []
    return (
        filas.ident(accion),
        Celda(grupo_label(plan, accion.grupo)),
        filas.texto(accion),
        filas.plazo(accion),
        _responsable(filas, accion),
        filas.instituciones(accion, mark=False),
        Celda(prioridad_cell(accion)),
        Celda("\n".join((*said, *relaciones(plan, accion)))),
    )


def _responsable(filas: Filas, accion: Accion) -> Celda:
    who = accion.responsable or ""
    open_ = "responsable" in missing(filas.plan, accion) or who == POR_DEFINIR
    return Celda(filas.label(who) if who and who != POR_DEFINIR else "", hueco=hueco(open_))


def relaciones(plan: Plan, accion: Accion) -> list[str]:
    """What the plan knows of an action and others, and of who proposed its responsable: short sentences."""
    said = []
    if accion.responsable and accion.responsable not in SILENCIOS and accion.is_sugerido("responsable"):
        said.append(f"{responsable_label(accion).capitalize()}.")
    if accion.depende_de:
        suggested = accion.is_sugerido("depende_de")
        said.append(f"Depende de {', '.join(_related(ident, suggested) for ident in accion.depende_de)}.")
    counterparts = plan.contrapartes.get(accion.id, ())
    if counterparts:
        told = (_related(otra, bool(proposer(plan, accion.id, otra))) for otra in counterparts)
        said.append(f"Contraparte: {', '.join(told)}.")
    return said


def _related(ident: str, suggested: bool) -> str:  # noqa: FBT001 - what is told of one action
    return f"{ident} (sugerida)" if suggested else ident
