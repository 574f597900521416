"""consolidada: every group's actions in one table, with their counts by eje, nivel and horizonte."""

from dataclasses import dataclass, replace

from rutaplan.derive import HORIZONTES, SIN_PLAZO, grupo_label, proposer, tally
from rutaplan.derive.pendientes import missing
from rutaplan.model import POR_DEFINIR, SILENCIOS, Accion
from rutaplan.plan import Plan
from rutaplan.views.fila import Fila, Filas, estado_label, hueco, responsable_label
from rutaplan.views.pagina import Cuadro, Cuenta, Pagina, ausencia, common

DOCUMENTO = "Matriz consolidada"

NOTA = "La columna Observaciones dice lo que el plan sabe de la acción; lo demás queda para escribir."


@dataclass(frozen=True, slots=True)
class FilaConsolidada:
    """One action, with all that the long table adds to its row. estado is empty while it is a proposal."""

    fila: Fila
    grupo: str
    eje: str
    nivel: str
    responsable: str
    responsable_hueco: str
    observaciones: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consolidada(Pagina):
    """The whole page. vacios: one sentence for each eje without actions."""

    cuadro: Cuadro
    vacios: tuple[str, ...]
    filas: tuple[FilaConsolidada, ...]


def build_consolidada(plan: Plan) -> Consolidada:
    """Lay out every action of every group, in the order of ejes, niveles and numbers."""
    filas = Filas(plan)
    used = {accion.eje for accion in plan.acciones}
    return Consolidada(
        cuadro=build_cuadro(plan),
        vacios=tuple(
            ausencia(plan, f"del eje {eje.nombre}", eje=eje.id)
            for eje in plan.taller.ejes
            if eje.id not in used
        ),
        filas=tuple(_fila(plan, filas, accion) for accion in plan.acciones),
        **common(filas, DOCUMENTO, NOTA),
    )


def build_cuadro(plan: Plan) -> Cuadro:
    """Count the actions of each eje by nivel, in all, and by horizonte."""
    columns = {nivel.id: nivel.nombre for nivel in plan.taller.niveles} | {"": "Total"}
    columns |= {key: words.capitalize() for key, words in (*HORIZONTES.items(), (SIN_PLAZO, SIN_PLAZO))}
    *rows, total = (Cuenta(name, tuple(counts[key] for key in columns)) for name, counts in tally(plan))
    return Cuadro("Acciones por eje, nivel y plazo", ("Eje", *columns.values()), tuple(rows), total)


def _fila(plan: Plan, filas: Filas, accion: Accion) -> FilaConsolidada:
    responsable, estado = accion.responsable or "", estado_label(accion)
    return FilaConsolidada(
        fila=replace(filas.fila(accion, mark=False), marcas=""),
        grupo=grupo_label(plan, accion.grupo),
        eje=plan.nombre("eje", accion.eje),
        nivel=plan.nombre("nivel", accion.nivel),
        responsable=filas.label(responsable) if responsable and responsable != POR_DEFINIR else "",
        responsable_hueco=hueco("responsable" in missing(plan, accion) or responsable == POR_DEFINIR),
        observaciones=(*([f"Estado: {estado}."] if estado else ()), *relaciones(plan, accion)),
    )


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
