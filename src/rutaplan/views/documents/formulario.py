"""formulario: the workshop's own form for one group, to fill in: one row an action, and rows for more."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rutaplan.derive import grupo_label, heading_of
from rutaplan.model import SILENCIOS, Accion, Grupo
from rutaplan.plan import Plan
from rutaplan.views.bloques import Bloque, Celda, Clase, Columna, Dato, Parrafo, Renglones, Titulo
from rutaplan.views.columnas import column, over, with_own
from rutaplan.views.documents.matriz import COLUMNAS, EJE, ejes_of, form_table, nivel_title, of_grupo
from rutaplan.views.encabezado import build_encabezado
from rutaplan.views.fila import Filas
from rutaplan.views.pagina import Pagina, cabeza, cuentas, make_pagina, respuesta
from rutaplan.views.personas import Persona, of_personas, ponente_label
from rutaplan.views.placing import Placed, make_rows, make_tabla
from rutaplan.views.planilla import PARTICIPANTES, ROTULO_PONENTE, SI, Planilla, make_planilla, with_ponentes
from rutaplan.views.retiradas import vigentes

DOCUMENTO = "Formulario"
BLANCAS, BLANCAS_SOLAS = 3, 8
"""The empty rows of a nivel: after its actions, and where there are none."""
PERSONAS = 8
"""The lines of the table of participants, at least."""
_PERSONAS: tuple[Placed[Persona], ...] = (
    *of_personas(
        Columna("Participantes: nombre", letras=36),
        Columna("Cargo", letras=44),
        Columna("Institución a la que pertenece", letras=44),
    ),
    Placed(
        Columna("Autorizo publicar mi nombre", 34, Clase.CASILLA, letras=18),
        lambda _, each: Celda("☒" if each and each.autoriza_publicar is True else "☐"),
        lambda _, each: SI if each and each.autoriza_publicar is True else "",
    ),
)
_COLUMNAS = (
    column("id"),
    over("grupo"),
    *(each for each in COLUMNAS[1:] if each.columna.campo != "grupo"),
)
"""Those of the matriz; an empty row begins with whose it is."""
COMO_LLENAR = (
    "Una fila por acción: así se sabe qué plazo y qué instituciones son de cuál. "
    "Las filas vacías son para acciones nuevas; su identificador lo pone el plan."
)


def build_formulario(plan: Plan, grupo: Grupo) -> Pagina:
    """Make the form of one group: its eje, and the others that its actions touch."""
    own = vigentes(of_grupo(plan, grupo))
    filas, encabezado = Filas(own), build_encabezado(plan)
    return make_pagina(
        filas,
        DOCUMENTO,
        _bloques(filas, plan, grupo),
        COMO_LLENAR,
        encabezado=encabezado,
        titulo=f"{DOCUMENTO}: {grupo_label(plan, grupo.id)}",
        cabeza=(*cabeza(encabezado, cuentas(own) if own.acciones else ""), *respuesta(encabezado)),
        vacia="",
    )


def _bloques(filas: Filas, plan: Plan, grupo: Grupo) -> Iterator[Bloque]:
    dinamica = plan.taller.dinamica or ""
    if dinamica and dinamica not in SILENCIOS:
        yield Titulo("Dinámica")
        yield Parrafo(dinamica)
    yield Titulo(grupo_label(plan, grupo.id))
    people = _personas_of(grupo)
    yield make_tabla(Filas(plan), "Participantes", _PERSONAS, people, a_mano=True, junta=True)
    ponente = ponente_label(plan, grupo) if grupo.ponente not in SILENCIOS else ""
    yield Renglones((Dato(ROTULO_PONENTE, ponente),))
    for eje in plan.taller.ejes:
        if eje.id in ejes_of(filas.plan, grupo):
            yield Titulo(heading_of(eje), rotulo=EJE)
            for nivel in plan.taller.niveles:
                acciones = filas.plan.by_eje(eje.id, nivel.id)
                yield nivel_title(nivel, acciones)
                yield form_table(filas, nivel, acciones, grupo.id, blancas=blancas(acciones))


def planilla_formulario(plan: Plan, grupo: Grupo) -> Planilla:
    """The form of a group: its actions, and empty rows for more of each eje and nivel."""
    titles, personas = make_rows(Filas(plan), _PERSONAS, _personas_of(grupo))
    plan = vigentes(of_grupo(plan, grupo))
    documento = f"{DOCUMENTO}, {grupo_label(plan, grupo.id)}"
    columnas = with_own(plan.taller, _COLUMNAS)
    planilla = make_planilla(plan, DOCUMENTO, documento, columnas, plan.acciones, asks=True, none="")
    made = {
        accion.id: (fila, accion.archivo) for accion, fila in zip(plan.acciones, planilla.filas, strict=True)
    }
    rows = []
    for eje in plan.taller.ejes:
        for nivel in plan.taller.niveles if eje.id in ejes_of(plan, grupo) else ():
            acciones = plan.by_eje(eje.id, nivel.id)
            known = {"grupo": grupo_label(plan, grupo.id), "eje": eje.nombre, "nivel": nivel.nombre}
            empty = tuple(known.get(each.campo, "") for each in planilla.columnas)
            rows += [made[accion.id] for accion in acciones]
            rows += [(empty, grupo.archivo)] * blancas(acciones)
    made_of = replace(
        planilla,
        filas=tuple(fila for fila, _ in rows),
        archivos=tuple(archivo for _, archivo in rows),
        personas_columnas=titles,
        personas=personas,
        explicacion=(*planilla.explicacion, Dato("Filas vacías", COMO_LLENAR)),
    )
    return with_ponentes(made_of, plan, (grupo,), PARTICIPANTES)


def blancas(acciones: Sequence[Accion]) -> int:
    """How many empty rows follow some actions."""
    return BLANCAS if acciones else BLANCAS_SOLAS


def _personas_of(grupo: Grupo) -> tuple[Persona, ...]:
    """Who was in a group, with lines for more."""
    return (*grupo.miembros, *[None] * (PERSONAS - len(grupo.miembros)))
