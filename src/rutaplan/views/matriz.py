"""matriz: the form's own table, one row an action, with empty cells left to write on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rutaplan.derive import grupo_label, heading_of, plural
from rutaplan.model import POR_DEFINIR, Accion, Eje, Grupo, Nivel
from rutaplan.plan import Plan
from rutaplan.views.bloques import ID, Bloque, Celda, Columna, Parrafo, Tabla, Titulo
from rutaplan.views.fila import Filas, marcas_label
from rutaplan.views.pagina import Pagina, ausencia, make_pagina
from rutaplan.views.personas import participantes_label

CAMBIOS = (
    "Esta matriz conserva los encabezados, el orden y las columnas del formulario, con tres cambios: "
    "los niveles van uno debajo del otro, cada acción tiene su propia fila con su identificador, "
    "y el plazo y las instituciones tienen cada uno su columna."
)
DOCUMENTO = "Matriz de acciones"
EJE = "Eje de trabajo:"


def build_matriz(plan: Plan) -> Pagina:
    """Lay out every action of the plan, in the order of ejes, niveles and numbers."""
    return _build(plan, plan.taller.ejes, plan.grupos)


def build_matriz_grupo(plan: Plan, grupo: Grupo) -> Pagina:
    """Lay out the actions of one group: the ejes they touch, and the group's own."""
    own = of_grupo(plan, grupo)
    touched = ejes_of(own, grupo)
    return _build(own, [eje for eje in plan.taller.ejes if eje.id in touched], (grupo,))


def of_grupo(plan: Plan, grupo: Grupo) -> Plan:
    """Keep only the actions of a group."""
    return replace(plan, acciones=tuple(accion for accion in plan.acciones if accion.grupo == grupo.id))


def ejes_of(plan: Plan, grupo: Grupo) -> frozenset[str]:
    """The group's own eje, and those of its actions."""
    return frozenset((grupo.eje, *(accion.eje for accion in plan.acciones)))


def _build(plan: Plan, ejes: Sequence[Eje], grupos: Sequence[Grupo]) -> Pagina:
    filas = Filas(plan)
    cells: dict[tuple[str, str], list[Accion]] = {}
    for accion in plan.acciones:
        cells.setdefault((accion.eje, accion.nivel), []).append(accion)
    bloques: list[Bloque] = []
    for eje in ejes:
        bloques += _seccion(filas, eje, cells, [each for each in grupos if each.eje == eje.id])
    bloques += _lost(filas, [accion for place in cells.values() for accion in place])
    return make_pagina(filas, DOCUMENTO, bloques, CAMBIOS)


def _seccion(
    filas: Filas, eje: Eje, cells: dict[tuple[str, str], list[Accion]], grupos: Sequence[Grupo]
) -> Iterator[Bloque]:
    """Lay out an eje, taking its actions out of cells."""
    plan = filas.plan
    found = [(nivel, cells.pop((eje.id, nivel.id), [])) for nivel in plan.taller.niveles]
    yield Titulo(heading_of(eje), rotulo=EJE)
    for grupo in grupos:
        who = participantes_label(plan, grupo)
        yield Parrafo(f"{grupo_label(plan, grupo.id)}. Participantes: {who}", "discreto")
    if not any(acciones for _, acciones in found):
        yield Parrafo(ausencia(plan, "de este eje", eje=eje.id), "aviso")
        return
    only = grupos[0].id if len(grupos) == 1 else ""
    for nivel, acciones in found:
        yield from nivel_bloques(filas, eje.id, nivel, acciones, only)


def _lost(filas: Filas, acciones: Sequence[Accion]) -> Iterator[Bloque]:
    """Lay out what names an eje or a nivel that the workshop does not have: nothing vanishes in silence."""
    niveles = filas.plan.taller.niveles
    if acciones and niveles:
        yield Titulo("Acciones con un eje o un nivel que el taller no define", rotulo="Sin ubicar:")
        stray = niveles[0].model_copy(update={"encabezado": POR_DEFINIR, "nombre": "Sin ubicar"})
        yield from nivel_bloques(filas, "", stray, acciones, "")


def nivel_bloques(  # noqa: PLR0913 - what a table of the form is about
    filas: Filas, eje: str, nivel: Nivel, acciones: Sequence[Accion], grupo: str, *, blancas: int = 0
) -> Iterator[Bloque]:
    """Lay out one nivel under the form's own headings; its rows name their group unless it is the only one.

    blancas: how many empty rows follow.
    """
    heading = heading_of(nivel)
    yield Titulo(f"{nivel.nombre}: {plural(len(acciones), 'acción', 'acciones')}", nivel=3)
    if acciones or blancas:
        rows = tuple(_fila(filas, accion, grupo) for accion in acciones)
        yield Tabla(heading, _columnas(nivel), rows, sobre=heading, blancas=blancas, a_mano=True)
    else:
        where = {"eje": eje, "nivel": nivel.id} if eje else {"nivel": nivel.id}
        yield Parrafo(ausencia(filas.plan, "de este nivel", **where), "aviso")


def _columnas(nivel: Nivel) -> tuple[Columna, ...]:
    said = nivel.columnas
    return (
        ID,
        Columna(said.acciones if said else "Acciones estratégicas", campo="texto"),
        Columna(said.plazo if said else "Plazo (meses)", 27, campo="plazo_meses"),
        Columna(said.instituciones if said else "Instituciones involucradas", 72, campo="instituciones"),
    )


def _fila(filas: Filas, accion: Accion, grupo: str) -> tuple[Celda, ...]:
    own = filas.plan.grupo_by_id.get(accion.grupo)
    other = f"grupo {own.numero}" if own and accion.grupo != grupo else ""
    return (
        filas.ident(accion, marcas_label(accion), other),
        filas.texto(accion),
        filas.plazo(accion),
        filas.instituciones(accion),
    )
