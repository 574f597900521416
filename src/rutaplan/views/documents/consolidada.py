"""consolidada: every group's actions by eje and nivel, behind a page that sums them up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil

from rutaplan.derive import HORIZONTES, SIN_PLAZO, heading_of, silencio_label, tally
from rutaplan.derive.undecided import exigidos
from rutaplan.model import ESTADOS, RETIRADAS, Accion, Nivel
from rutaplan.plan import Plan
from rutaplan.views.bloques import Barras, Bloque, Corte, Tabla, with_indice
from rutaplan.views.columnas import below, column, over, with_own
from rutaplan.views.documents.matriz import secciones
from rutaplan.views.fila import Filas
from rutaplan.views.pagina import Pagina, make_barras, make_cuadro, make_pagina, sin_acciones
from rutaplan.views.placing import make_tabla
from rutaplan.views.planilla import Planilla, counts_of, make_planilla
from rutaplan.views.retiradas import build_retiradas, last_retiradas, vigentes

DOCUMENTO = "Matriz consolidada"
NOTA = "La columna Observaciones dice lo que el plan sabe de la acción; lo demás queda para escribir."
COLUMNAS = (
    column("id"),
    below("id", "grupo"),
    over("eje"),
    over("nivel"),
    column("texto"),
    column("plazo_meses", 25),
    below("plazo_meses", "horizonte"),
    below("plazo_meses", "vence"),
    column("responsable", 29),
    column("instituciones", 40),
    column("prioridad", 19),
    column("estado", 21),
    column("observaciones", 32),
    below("texto", "llamada"),
    below("id", "huella"),
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
        filas,
        DOCUMENTO,
        (title, build_barras(filas.plan), counts, *contents, Corte(), *parts),
        NOTA,
        *_grupos(plan),
        vacia=sin_acciones(plan),
    )


def _grupos(plan: Plan) -> tuple[str, ...]:
    """Say which group each number is."""
    named = "; ".join(f"{each.numero}, {silencio_label(each.nombre)}" for each in plan.grupos)
    return (f"Bajo cada identificador va el número de su grupo: {named}.",) if named else ()


def planilla_consolidada(plan: Plan) -> Planilla:
    """All groups in one table."""
    columnas = with_own(plan.taller, COLUMNAS)
    planilla = make_planilla(plan, "Consolidada", DOCUMENTO, columnas, last_retiradas(plan))
    return replace(planilla, cuadro=counts_of(build_cuadro(vigentes(plan))))


def _partes(filas: Filas) -> Iterator[Bloque]:
    plan = filas.plan
    is_led = "responsable" in exigidos(plan) or any(each.responsable for each in plan.acciones)
    columnas = [each for each in COLUMNAS if is_led or each.columna.campo != "responsable"]

    def table(_: str, nivel: Nivel, acciones: Sequence[Accion]) -> Tabla:
        heading = heading_of(nivel)
        return make_tabla(filas, heading, columnas, acciones, sobre=heading, a_mano=True)

    if plan.acciones:
        yield from secciones(plan, plan.taller.ejes, table)


def build_cuadro(plan: Plan) -> tuple[Bloque, ...]:
    """Count the actions of each eje by nivel, in all, by horizonte and by estado."""
    *ejes, _ = tally(plan)
    rows = [(name, [counts[key] for key in _parts_of(plan)]) for name, counts in ejes]
    return make_cuadro("Acciones por eje, nivel, plazo y estado", ("Eje", *_parts_of(plan).values()), rows)


def _parts_of(plan: Plan) -> Mapping[str, str]:
    niveles = {nivel.id: nivel.nombre for nivel in plan.taller.niveles}
    return {**niveles, "": "Total", **_HORIZONTES, **_ESTADOS}


def build_barras(plan: Plan) -> Barras:
    """Draw the counts: by eje, by nivel, by horizonte and by estado."""
    *ejes, (_, total) = tally(plan)
    niveles = {nivel.id: nivel.nombre for nivel in plan.taller.niveles}
    by_part = {"Por nivel": niveles, "Por plazo": _HORIZONTES, "Por estado": _ESTADOS}
    return make_barras(
        {
            "Por eje": [(name, counts[""], "lleno") for name, counts in ejes],
            **{
                title: [(name, total[key], "lleno") for key, name in names.items()]
                for title, names in by_part.items()
            },
        }
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
