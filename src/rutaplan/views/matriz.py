"""matriz: the form's own table, one row an action, with empty cells left to write on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rutaplan.derive import grupo_label, heading_of, plural
from rutaplan.derive.titles import title_of
from rutaplan.model import POR_DEFINIR, Accion, Eje, Grupo, Nivel
from rutaplan.plan import Plan
from rutaplan.views.fila import Fila, Filas
from rutaplan.views.pagina import Pagina, ausencia, common
from rutaplan.views.personas import participantes_label, ponente_label

CAMBIOS = (
    "Esta matriz conserva los encabezados, el orden y las columnas del formulario, con cuatro cambios: "
    "los niveles van uno debajo del otro, cada acción tiene su propia fila con su identificador, "
    "el plazo y las instituciones tienen cada uno su columna, y hay otra para las que el grupo prioriza: "
    "se marca con «sí», y con «no» se quita."
)

DOCUMENTO = "Matriz de acciones"
RENGLON = "_" * 40
"""Where a name is written."""


@dataclass(frozen=True, slots=True)
class Bloque:
    """One nivel of an eje. vacio is the sentence that stands in place of a table without rows."""

    encabezado: str
    titulo: str
    cuenta: str
    columna_acciones: str
    columna_plazo: str
    columna_instituciones: str
    columna_prioridad: str
    filas: tuple[Fila, ...]
    vacio: str


@dataclass(frozen=True, slots=True)
class Seccion:
    """One eje, with its groups as the form names them. vacia is said instead of its blocks."""

    rotulo: str
    titulo: str
    grupos: tuple[str, ...]
    bloques: tuple[Bloque, ...]
    vacia: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matriz(Pagina):
    """The whole page. titulo is the document's; vacia is said when there is no action at all."""

    secciones: tuple[Seccion, ...]


def build_matriz(plan: Plan) -> Matriz:
    """Lay out every action of the plan, in the order of ejes, niveles and numbers."""
    return _build(plan, plan.taller.ejes, plan.grupos)


def build_matriz_grupo(plan: Plan, grupo: Grupo) -> Matriz:
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


def _build(plan: Plan, ejes: Sequence[Eje], grupos: Sequence[Grupo]) -> Matriz:
    filas = Filas(plan)
    cells: dict[tuple[str, str], list[Accion]] = {}
    for accion in plan.acciones:
        cells.setdefault((accion.eje, accion.nivel), []).append(accion)
    secciones = [_seccion(filas, eje, cells, [each for each in grupos if each.eje == eje.id]) for eje in ejes]
    lost = [accion for place in cells.values() for accion in place]
    if lost:
        secciones.append(_lost(filas, lost))
    return Matriz(
        secciones=tuple(secciones),
        **common(filas, DOCUMENTO, CAMBIOS),
    )


def _seccion(
    filas: Filas, eje: Eje, cells: dict[tuple[str, str], list[Accion]], grupos: Sequence[Grupo]
) -> Seccion:
    """Lay out an eje, taking its actions out of cells."""
    plan = filas.plan
    found = [(nivel, cells.pop((eje.id, nivel.id), [])) for nivel in plan.taller.niveles]
    has_some = any(acciones for _, acciones in found)
    only = grupos[0].id if len(grupos) == 1 else ""
    return Seccion(
        "Eje de trabajo:",
        heading_of(eje),
        tuple(line for grupo in grupos for line in _grupo(plan, grupo)),
        tuple(build_bloque(filas, eje.id, nivel, acciones, only) for nivel, acciones in found if has_some),
        "" if has_some else ausencia(plan, "de este eje", eje=eje.id),
    )


def _grupo(plan: Plan, grupo: Grupo) -> tuple[str, str]:
    """Tell who was in a group, and who speaks for it, or where to write that."""
    return (
        f"{grupo_label(plan, grupo.id)}. Participantes: {participantes_label(plan, grupo)}",
        f"Ponente: {RENGLON if grupo.ponente == POR_DEFINIR else ponente_label(plan, grupo)}",
    )


def _lost(filas: Filas, acciones: list[Accion]) -> Seccion:
    """Lay out what names an eje or a nivel that the workshop does not have: nothing vanishes in silence."""
    niveles = filas.plan.taller.niveles
    stray = (
        niveles[0].model_copy(update={"encabezado": POR_DEFINIR, "nombre": "Sin ubicar"}) if niveles else None
    )
    bloques = (build_bloque(filas, "", stray, acciones, ""),) if stray else ()
    return Seccion("Sin ubicar:", "Acciones con un eje o un nivel que el taller no define", (), bloques, "")


def build_bloque(filas: Filas, eje: str, nivel: Nivel, acciones: Sequence[Accion], grupo: str) -> Bloque:
    """Lay out one nivel; its rows name their group unless it is the eje's only one."""
    columnas = nivel.columnas
    where = {"eje": eje, "nivel": nivel.id} if eje else {"nivel": nivel.id}
    return Bloque(
        encabezado=heading_of(nivel),
        titulo=nivel.nombre,
        cuenta=plural(len(acciones), "acción", "acciones"),
        columna_acciones=columnas.acciones if columnas else "Acciones estratégicas",
        columna_plazo=columnas.plazo if columnas else "Plazo (meses)",
        columna_instituciones=columnas.instituciones if columnas else "Instituciones involucradas",
        columna_prioridad=title_of("prioridad"),
        filas=tuple(_fila(filas, accion, grupo) for accion in acciones),
        vacio="" if acciones else ausencia(filas.plan, "de este nivel", **where),
    )


def _fila(filas: Filas, accion: Accion, grupo: str) -> Fila:
    fila = filas.fila(accion)
    own = filas.plan.grupo_by_id.get(accion.grupo)
    if own is None or accion.grupo == grupo:
        return fila
    return replace(fila, marcas="; ".join(filter(None, (fila.marcas, f"grupo {own.numero}"))))
