"""matriz: the form's own table, one row an action, with empty cells left to write on."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from rutaplan.derive import grupo_label, heading_of, plural
from rutaplan.model import POR_DEFINIR, Accion, Eje, Grupo, Nivel
from rutaplan.plan import Plan
from rutaplan.views.bloques import Bloque, Celda, Parrafo, Tabla, Titulo
from rutaplan.views.columnas import below, column, over, with_own
from rutaplan.views.fila import Filas
from rutaplan.views.pagina import Pagina, ausencia, ausencia_de_grupo, make_pagina, sin_acciones
from rutaplan.views.personas import participantes_label, ponente_label
from rutaplan.views.placing import Placed, make_tabla
from rutaplan.views.planilla import PONENTES, Planilla, make_planilla, with_ponentes
from rutaplan.views.retiradas import build_retiradas, last_retiradas, vigentes

CAMBIOS = (
    "Esta matriz conserva los encabezados, el orden y las columnas del formulario, con cuatro cambios: "
    "los niveles van uno debajo del otro, cada acción tiene su propia fila con su identificador, "
    "el plazo y las instituciones tienen cada uno su columna, y hay otra para las que el grupo prioriza: "
    "se marca con «sí», y con «no» se quita."
)
DOCUMENTO = "Matriz de acciones"
EJE = "Eje de trabajo:"
RENGLON = "_" * 40
"""Where a name is written."""
COLUMNAS = (
    column("id"),
    over("eje"),
    over("nivel"),
    column("texto"),
    column("plazo_meses", 27),
    below("plazo_meses", "horizonte"),
    below("plazo_meses", "vence"),
    column("quienes", 66),
    column("prioridad"),
    below("id", "estado"),
    below("id", "grupo"),
    below("texto", "notas"),
    below("id", "huella"),
)


def build_matriz(plan: Plan) -> Pagina:
    """Lay out every action of the plan, in the order of ejes, niveles and numbers."""
    return _build(plan, plan.taller.ejes, plan.grupos, sin_acciones(plan))


def build_matriz_grupo(plan: Plan, grupo: Grupo) -> Pagina:
    """Lay out the actions of one group: the ejes they touch, and the group's own."""
    own = vigentes(of_grupo(plan, grupo))
    touched = ejes_of(own, grupo)
    ejes = [eje for eje in plan.taller.ejes if eje.id in touched]
    vacia = "" if own.acciones else sin_acciones(plan) or ausencia_de_grupo(plan, grupo)
    return _build(own, ejes, (grupo,), vacia)


def planilla_matriz(plan: Plan) -> Planilla:
    """The form's table, one row an action."""
    made = make_planilla(plan, "Matriz", DOCUMENTO, with_own(plan.taller, COLUMNAS), last_retiradas(plan))
    return with_ponentes(made, plan, plan.grupos, PONENTES)


def of_grupo(plan: Plan, grupo: Grupo) -> Plan:
    """Keep only the actions of a group."""
    return plan.part(accion for accion in plan.acciones if accion.grupo == grupo.id)


def ejes_of(plan: Plan, grupo: Grupo) -> frozenset[str]:
    """The group's own eje, and those of its actions."""
    return frozenset((grupo.eje, *(accion.eje for accion in plan.acciones)))


def _build(plan: Plan, ejes: Sequence[Eje], grupos: Sequence[Grupo], vacia: str) -> Pagina:
    filas = Filas(vigentes(plan))

    def under(eje: Eje) -> Iterator[Bloque]:
        for grupo in (each for each in grupos if each.eje == eje.id):
            who = participantes_label(plan, grupo)
            yield Parrafo(f"{grupo_label(plan, grupo.id)}. Participantes: {who}", "discreto")
            speaks = RENGLON if grupo.ponente == POR_DEFINIR else ponente_label(plan, grupo)
            yield Parrafo(f"Ponente: {speaks}", "discreto")

    def table(eje: str, nivel: Nivel, acciones: Sequence[Accion]) -> Tabla:
        own = [each.id for each in grupos if each.eje == eje]
        return form_table(filas, nivel, acciones, own[0] if len(own) == 1 else "")

    blocks = (*secciones(filas.plan, ejes, table, under), *build_retiradas(filas, plan.acciones))
    return make_pagina(filas, DOCUMENTO, blocks, CAMBIOS, vacia=vacia)


def secciones(
    plan: Plan,
    ejes: Sequence[Eje],
    table: Callable[[str, Nivel, Sequence[Accion]], Tabla],
    under: Callable[[Eje], Iterable[Bloque]] = lambda _: (),
) -> Iterator[Bloque]:
    """Lay out the actions by eje and nivel, each nivel in a table. under: what stands under an eje's title.

    What names an eje or a nivel that the workshop does not have comes last: nothing vanishes in silence.
    """
    cells: dict[tuple[str, str], list[Accion]] = {}
    for accion in plan.acciones:
        cells.setdefault((accion.eje, accion.nivel), []).append(accion)
    for eje in ejes:
        yield Titulo(heading_of(eje), rotulo=EJE)
        yield from under(eje)
        found = [(nivel, cells.pop((eje.id, nivel.id), [])) for nivel in plan.taller.niveles]
        if any(acciones for _, acciones in found):
            for nivel, acciones in found:
                yield from _nivel(plan, eje.id, nivel, acciones, table)
        else:
            yield Parrafo(ausencia(plan, "de este eje", eje=eje.id), "aviso")
    lost = [accion for place in cells.values() for accion in place]
    if lost and plan.taller.niveles:
        yield Titulo("Acciones con un eje o un nivel que el taller no define", rotulo="Sin ubicar:")
        stray = {"encabezado": POR_DEFINIR, "nombre": "Sin ubicar"}
        yield from _nivel(plan, "", plan.taller.niveles[0].model_copy(update=stray), lost, table)


def _nivel(
    plan: Plan,
    eje: str,
    nivel: Nivel,
    acciones: Sequence[Accion],
    table: Callable[[str, Nivel, Sequence[Accion]], Tabla],
) -> Iterator[Bloque]:
    yield nivel_title(nivel, acciones)
    if acciones:
        yield table(eje, nivel, acciones)
    else:
        yield Parrafo(ausencia(plan, "de este nivel", eje=eje, nivel=nivel.id), "aviso")


def nivel_title(nivel: Nivel, acciones: Sequence[Accion]) -> Titulo:
    """Name a nivel, and count its actions."""
    return Titulo(f"{nivel.nombre}: {plural(len(acciones), 'acción', 'acciones')}", nivel=3)


def form_table(
    filas: Filas, nivel: Nivel, acciones: Sequence[Accion], grupo: str, *, blancas: int = 0
) -> Tabla:
    """Make the form's own table of a nivel; its rows name their group unless it is the only one.

    blancas: how many empty rows follow.
    """
    heading = heading_of(nivel)
    count = plural(len(acciones), "acción", "acciones")
    columnas = _columnas(nivel, grupo)
    return make_tabla(
        filas, f"{heading}: {count}", columnas, acciones, sobre=heading, blancas=blancas, a_mano=True
    )


def _columnas(nivel: Nivel, grupo: str) -> Iterator[Placed[Accion]]:
    """The columns under the form's own titles; a row names its group where it is another than this."""
    of_grupo = column("grupo").bajo

    def other(filas: Filas, accion: Accion) -> Celda:
        return of_grupo(filas, accion) if of_grupo and accion.grupo != grupo else Celda()

    said = nivel.columnas
    titles = (
        {"texto": said.acciones, "plazo_meses": said.plazo, "instituciones": said.instituciones}
        if said
        else {}
    )
    for each in COLUMNAS:
        campo = each.columna.campo
        titled = replace(each.columna, titulo=titles[campo]) if campo in titles else each.columna
        yield replace(each, columna=titled, bajo=other if campo == "grupo" else each.bajo)
