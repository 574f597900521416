"""acta: what was agreed, group by group, with lines for what nobody has decided and for the signatures."""

from collections.abc import Iterator, Sequence

from rutaplan.derive import grupo_label, nivel_name, plural, silencio_label
from rutaplan.model import Accion, Grupo
from rutaplan.plan import Plan
from rutaplan.views.bloques import Bloque, Columna, Dato, Parrafo, Renglones, Titulo
from rutaplan.views.columnas import below, column
from rutaplan.views.documents.pendientes import decisiones_taller
from rutaplan.views.fila import Filas
from rutaplan.views.pagina import Pagina, ausencia_de_grupo, make_pagina, sin_acciones
from rutaplan.views.personas import of_personas, participantes_label, ponente_label
from rutaplan.views.placing import blank, make_tabla
from rutaplan.views.retiradas import build_retiradas, vigentes

DOCUMENTO = "Acta de acuerdos"
COMO_FIRMAR = (
    "Firma cada institución por lo que le corresponde. Quien no autorizó que se publique su nombre lo "
    "escribe de su mano."
)
_ESTADOS = {"acordada": "Acordadas", "propuesta": "Propuestas, aún por acordar"}
_COLUMNAS = (
    column("id"),
    column("texto"),
    below("texto", "llamada"),
    column("plazo_meses", 24),
    below("plazo_meses", "horizonte"),
    below("plazo_meses", "vence"),
    column("quienes", 44),
    column("acordado", 30),
)
_FIRMAS = (
    *of_personas(Columna("Nombre", 40), Columna("Cargo"), Columna("Institución")),
    blank(Columna("Firma", 34)),
    blank(Columna("Fecha", 24)),
)
BLANCAS, BLANCAS_SOLAS = 2, 6
"""The empty lines to sign on: after those who are known, and where nobody is."""


def build_acta(plan: Plan) -> Pagina:
    """Lay out what each group agreed and what it still proposes, and who signs."""
    filas = Filas(vigentes(plan))
    blocks = (
        *_taller(plan),
        *(each for grupo in plan.grupos for each in _grupo(filas, grupo)),
        *build_retiradas(filas, plan.acciones, huellas=False),
        *_firmas(plan),
    )
    return make_pagina(
        filas, DOCUMENTO, blocks if plan.acciones else (), vacia=sin_acciones(plan), apaisada=False
    )


def _taller(plan: Plan) -> Iterator[Bloque]:
    """Leave a line for what the organisers have not written."""
    names = decisiones_taller(plan)
    if names:
        yield Renglones(tuple(Dato(name, hueco=silencio_label("por_definir")) for name in names))


def _grupo(filas: Filas, grupo: Grupo) -> Iterator[Bloque]:
    plan = filas.plan
    acciones = [accion for accion in plan.acciones if accion.grupo == grupo.id]
    yield Titulo(grupo_label(plan, grupo.id))
    yield Parrafo(
        f"Participantes: {participantes_label(plan, grupo)}. Ponente: {ponente_label(plan, grupo)}.",
        "discreto",
    )
    if not acciones:
        yield Parrafo(ausencia_de_grupo(plan, grupo), "aviso")
    for estado, name in _ESTADOS.items():
        for nivel in plan.taller.niveles:
            own = [accion for accion in acciones if (accion.estado, accion.nivel) == (estado, nivel.id)]
            if own:
                yield from _tabla(filas, f"{name}, a nivel {nivel_name(nivel)}", own)


def _tabla(filas: Filas, name: str, acciones: Sequence[Accion]) -> Iterator[Bloque]:
    titulo = f"{name}: {plural(len(acciones), 'acción', 'acciones')}"
    yield Titulo(titulo, nivel=3)
    # Of what nobody has agreed or decided, there is no place where it was.
    decided = any(each.acordado or each.estado == "acordada" for each in acciones)
    yield make_tabla(filas, titulo, _COLUMNAS if decided else _COLUMNAS[:-1], acciones)


def _firmas(plan: Plan) -> Iterator[Bloque]:
    people = [each for grupo in plan.grupos for each in grupo.miembros]
    yield Titulo("Firmas")
    yield Parrafo(COMO_FIRMAR, "discreto")
    blancas = BLANCAS if people else BLANCAS_SOLAS
    yield make_tabla(Filas(plan), "Firmas", _FIRMAS, people, blancas=blancas, a_mano=True, junta=True)
