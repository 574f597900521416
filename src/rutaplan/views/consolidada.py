"""consolidada: every group's actions by eje and nivel, behind a page that sums them up."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from rutaplan.derive import HORIZONTES, SIN_PLAZO, grupo_label, heading_of, proposer, tally
from rutaplan.derive.titles import title_of
from rutaplan.derive.undecided import missing
from rutaplan.model import ESTADOS, POR_DEFINIR, RETIRADAS, SILENCIOS, Accion, Nivel
from rutaplan.plan import Plan
from rutaplan.views.bloques import (
    ID,
    PRIORIDAD,
    Barras,
    Bloque,
    Celda,
    Columna,
    Corte,
    Medida,
    Serie,
    Tabla,
    with_indice,
)
from rutaplan.views.fila import Filas, estado_label, hueco, prioridad_cell, responsable_label
from rutaplan.views.matriz import secciones
from rutaplan.views.pagina import Pagina, make_cuadro, make_pagina
from rutaplan.views.retiradas import build_retiradas, vigentes

DOCUMENTO = "Matriz consolidada"
NOTA = "La columna Observaciones dice lo que el plan sabe de la acción; lo demás queda para escribir."
_COLUMNAS = (
    ID,
    Columna("Grupo", 31, campo="grupo"),
    Columna(title_of("texto"), campo="texto"),
    Columna(title_of("plazo_meses"), 19, campo="plazo_meses"),
    Columna(title_of("responsable"), 26, campo="responsable"),
    Columna(title_of("instituciones"), 37, campo="instituciones"),
    PRIORIDAD,
    Columna("Observaciones", 31, campo="observaciones"),
)


_HORIZONTES = {key: words.capitalize() for key, words in (*HORIZONTES.items(), (SIN_PLAZO, SIN_PLAZO))}
_ESTADOS = {estado: f"{estado.capitalize()}s" for estado in ESTADOS if estado not in RETIRADAS}
FEW_PAGES = 6
"""A document of more pages than these has contents."""
_LINES_A_PAGE, _MM_A_LETTER, _TEXT_MM = 40, 1.75, 85


def build_consolidada(plan: Plan) -> Pagina:
    """Sum all up on a page, list the parts of a long document, and lay out every action of every group.

    They come in the order of ejes, niveles and numbers, and what was withdrawn after them.
    """
    filas = Filas(vigentes(plan))
    indice, parts = with_indice((*_partes(filas), *build_retiradas(filas, plan.acciones)))
    title, counts = build_cuadro(filas.plan)
    contents = (indice,) if _pages(parts) > FEW_PAGES else ()
    return make_pagina(
        filas, DOCUMENTO, (title, build_barras(filas.plan), counts, *contents, Corte(), *parts), NOTA
    )


def _partes(filas: Filas) -> Iterator[Bloque]:
    plan = filas.plan

    def table(_: str, nivel: Nivel, acciones: Sequence[Accion]) -> Tabla:
        rows = tuple(_fila(filas, each) for each in acciones)
        return Tabla(heading_of(nivel), _COLUMNAS, rows, sobre=heading_of(nivel), a_mano=True)

    if plan.acciones:
        yield from secciones(plan, plan.taller.ejes, table)


def build_cuadro(plan: Plan) -> tuple[Bloque, ...]:
    """Count the actions of each eje by nivel, in all, by horizonte and by estado."""
    rows = [(name, [counts[key] for key in _parts_of(plan)]) for name, counts in tally(plan)]
    return make_cuadro("Acciones por eje, nivel, plazo y estado", ("Eje", *_parts_of(plan).values()), rows)


def _parts_of(plan: Plan) -> Mapping[str, str]:
    niveles = {nivel.id: nivel.nombre for nivel in plan.taller.niveles}
    return {**niveles, "": "Total", **_HORIZONTES, **_ESTADOS}


def build_barras(plan: Plan) -> Barras:
    """Draw the counts: by eje, by nivel, by horizonte and by estado."""
    *ejes, (_, total) = tally(plan)
    niveles = [(nivel.nombre, total[nivel.id]) for nivel in plan.taller.niveles]
    horizontes, estados = (
        [(name, total[key]) for key, name in each.items()] for each in (_HORIZONTES, _ESTADOS)
    )
    counts = {
        "Por eje": [(name, counts[""]) for name, counts in ejes],
        "Por nivel": niveles,
        "Por plazo": horizontes,
        "Por estado": estados,
    }
    longest = max((cifra for each in counts.values() for _, cifra in each), default=0) or 1
    return Barras(
        tuple(
            Serie(title, tuple(Medida(name, cifra, 100 * cifra // longest) for name, cifra in each))
            for title, each in counts.items()
        )
    )


def _pages(bloques: Sequence[Bloque]) -> int:
    """Estimate the pages that tables fill, by the lines of their longest cells."""
    lines = sum(
        1
        + max(
            ceil(len(cell.texto) * _MM_A_LETTER / (column.ancho or _TEXT_MM))
            for column, cell in zip(tabla.columnas, row, strict=True)
        )
        for tabla in bloques
        if isinstance(tabla, Tabla)
        for row in tabla.filas
    )
    return lines // _LINES_A_PAGE


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
