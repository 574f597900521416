"""pendientes: who must decide what, by group, nivel and field: a form to fill in by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rutaplan.derive import grupo_label, nivel_name, plural, silencio_label
from rutaplan.derive.standing import is_fulfilled
from rutaplan.derive.undecided import (
    CAMPOS,
    CAMPOS_TALLER,
    count_faltas,
    exigidos,
    missing,
    missing_counts,
    taller_pendientes,
)
from rutaplan.model import POR_DEFINIR, Accion, Grupo, Nivel
from rutaplan.plan import Plan
from rutaplan.views.bloques import Bloque, Corte, Dato, Parrafo, Renglones, Titulo, parrafos
from rutaplan.views.columnas import below, column, over
from rutaplan.views.encabezado import encabezado_al_corte
from rutaplan.views.fila import Filas
from rutaplan.views.pagina import (
    Pagina,
    ausencia_de_grupo,
    cabeza,
    convenciones,
    make_cuadro,
    make_pagina,
    respuesta,
    sin_acciones,
)
from rutaplan.views.personas import ponente_label
from rutaplan.views.placing import Placed, make_tabla
from rutaplan.views.planilla import Planilla, counts_of, explained, make_planilla
from rutaplan.views.retiradas import vigentes

DOCUMENTO = "Pendientes"
COMO_LLENAR = (
    "Escriba en cada línea lo que el grupo decida. El plazo va en meses enteros, de 1 a 120. "
    "Si algo no aplica, escriba «no aplica» y diga por qué."
)
NADIE = silencio_label(POR_DEFINIR)
NADA = "No queda nada por definir en las acciones de este documento."


def build_pendientes(plan: Plan) -> Pagina:
    """Lay out what nobody has decided, for those who must."""
    plan = por_decidir(plan)
    filas, encabezado = Filas(plan), encabezado_al_corte(plan, always=False)
    return make_pagina(
        filas,
        DOCUMENTO,
        _bloques(filas),
        encabezado=encabezado,
        cabeza=(*cabeza(encabezado, _cuentas(plan)), *respuesta(encabezado)),
        vacia=nothing(plan) if not _is_asked(plan) else "",
        convenciones=(COMO_LLENAR, *convenciones(plan, encabezado)),
    )


def por_decidir(plan: Plan) -> Plan:
    """The plan without what was withdrawn, and without what lacks something and is done all the same."""
    plan = vigentes(plan)
    return plan.part(each for each in plan.acciones if not (missing(plan, each) and is_fulfilled(plan, each)))


def planilla_pendientes(plan: Plan) -> Planilla:
    """The actions with something to decide, and the fields that the workshop asks for."""
    none, plan = sin_acciones(plan) or NADA, por_decidir(plan)
    acciones = tuple(accion for accion in plan.acciones if missing(plan, accion))
    columnas = _columnas(exigidos(plan))
    planilla = make_planilla(plan, DOCUMENTO, DOCUMENTO, columnas, acciones, asks=True, none=none)
    told = explained(*planilla.explicacion, *_other_decisions(plan))
    return replace(planilla, explicacion=told, cuadro=counts_of(build_cuadro(plan)))


def _other_decisions(plan: Plan) -> Iterator[Dato]:
    """Tell what the groups and the organisers must decide, which has no row."""
    for grupo in plan.grupos:
        yield Dato(grupo_label(plan, grupo.id), _missing(decisiones_grupo(grupo)))
    yield Dato("Quien organiza", _missing(decisiones_taller(plan)))
    yield Dato("Ejes", " ".join(empty_ejes(plan)))


def _missing(names: Sequence[str]) -> str:
    return f"Por definir, además de lo que está en la tabla: {'; '.join(names)}." if names else ""


def _is_asked(plan: Plan) -> bool:
    """Whether somebody must decide anything else than what actions lack."""
    return bool(decisiones_taller(plan) or empty_ejes(plan) or any(map(decisiones_grupo, plan.grupos)))


def nothing(plan: Plan) -> str:
    """The sentence of a plan whose actions lack nothing; empty if they lack something."""
    if not plan.enteras:
        return sin_acciones(plan)
    return "" if any(missing_counts(plan, plan.acciones).values()) else NADA


def _bloques(filas: Filas) -> Iterator[Bloque]:
    plan = filas.plan
    yield from parrafos(nothing(plan) if _is_asked(plan) else "", estilo="aviso")
    yield from build_cuadro(plan)
    open_ = {accion.grupo for accion in plan.acciones if missing(plan, accion)}
    for index, grupo in enumerate(each for each in plan.grupos if each.id in open_):
        if index:
            yield Corte()  # each group is given its own sheets
        yield from _grupo(filas, grupo)
    yield from _others(plan, [each for each in plan.grupos if each.id not in open_])
    empty = empty_ejes(plan)
    if empty:
        yield Titulo("Ejes sin acciones")
        yield from parrafos(*empty)
    decisions = decisiones_taller(plan)
    if decisions:
        yield Titulo("Del taller: decide quien lo organiza")
        yield Renglones(tuple(Dato(rotulo, hueco=NADIE) for rotulo in decisions))


def _others(plan: Plan, grupos: Sequence[Grupo]) -> Iterator[Bloque]:
    """Tell together of the groups whose actions lack nothing: none of them has a sheet of its own."""
    if grupos:
        yield Titulo("Los demás grupos" if len(grupos) < len(plan.grupos) else "Los grupos")
    for grupo in grupos:
        acciones = [accion for accion in plan.acciones if accion.grupo == grupo.id]
        yield Parrafo(f"{grupo_label(plan, grupo.id)}. {_completo(plan, grupo, acciones)}", "aviso")
        yield from _decisions(grupo)


def _decisions(grupo: Grupo) -> Iterator[Bloque]:
    decisions = decisiones_grupo(grupo)
    if decisions:
        yield Renglones(tuple(Dato(rotulo, hueco=NADIE) for rotulo in decisions))


def empty_ejes(plan: Plan) -> tuple[str, ...]:
    """A sentence on each eje without actions."""
    used = {accion.eje for accion in plan.acciones}
    empty = () if plan.filtro else [eje for eje in plan.taller.ejes if eje.id not in used]
    said = "todavía no tiene acciones; quien lo trabaje puede proponerlas"
    return tuple(f"El eje {eje.nombre} {said}." for eje in empty)


def decisiones_taller(plan: Plan) -> tuple[str, ...]:
    """Name what the organisers must say."""
    return tuple(CAMPOS_TALLER[campo].capitalize() for campo in taller_pendientes(plan.taller))


def decisiones_grupo(grupo: Grupo) -> tuple[str, ...]:
    """Name what a group must say of itself."""
    own = {"Ponente": grupo.ponente, "Participantes: nombre, cargo e institución": grupo.participantes}
    return tuple(rotulo for rotulo, said in own.items() if said == POR_DEFINIR)


def _grupo(filas: Filas, grupo: Grupo) -> Iterator[Bloque]:
    plan = filas.plan
    acciones = [accion for accion in plan.acciones if accion.grupo == grupo.id]
    yield Titulo(grupo_label(plan, grupo.id))
    yield Parrafo(f"Decide el grupo {grupo.numero}. Ponente: {ponente_label(plan, grupo)}.", "discreto")
    yield from _decisions(grupo)
    for nivel in plan.taller.niveles:
        own = [accion for accion in acciones if accion.nivel == nivel.id]
        if any(missing(plan, accion) for accion in own):
            yield from _nivel(filas, nivel, own)


def _completo(plan: Plan, grupo: Grupo, acciones: Sequence[Accion]) -> str:
    if acciones or (not plan.filtro and any(each.grupo == grupo.id for each in plan.enteras)):
        chosen = " que se pidieron" if plan.filtro else ""
        return f"Las acciones de este grupo{chosen} no tienen campos por definir."
    return ausencia_de_grupo(plan, grupo)


def _nivel(filas: Filas, nivel: Nivel, acciones: Sequence[Accion]) -> Iterator[Bloque]:
    plan = filas.plan
    asked = [campo for campo, count in missing_counts(plan, acciones).items() if count]
    yield Titulo(f"Nivel {nivel_name(nivel)}: {count_faltas(plan, acciones)}", nivel=3)
    name = f"{grupo_label(plan, acciones[0].grupo)}, Nivel {nivel_name(nivel)}: líneas para llenar"
    open_ = [accion for accion in acciones if missing(plan, accion)]
    yield make_tabla(filas, name, _columnas(asked), open_, a_mano=True)


def _columnas(asked: Sequence[str]) -> Iterator[Placed[Accion]]:
    """What is told of an action that lacks some of the fields that the workshop asks for."""
    yield from (column("id"), over("grupo"), over("nivel"), column("texto"))
    for campo in asked:
        yield column(campo, 34 if campo == "plazo_meses" else 0)
        if campo == "plazo_meses":
            yield below(campo, "vence")
    yield from (below("id", "prioridad"), below("id", "estado"))
    yield from (below("texto", "notas"), below("id", "huella"))


def build_cuadro(plan: Plan) -> tuple[Bloque, ...]:
    """Count what is missing by group and nivel, one column a field."""
    campos = exigidos(plan)
    rows = []
    for grupo in plan.grupos:
        if not any(each.grupo == grupo.id for each in plan.acciones):
            rows.append((grupo_label(plan, grupo.id), [0] * (len(campos) + 1)))
        for nivel in plan.taller.niveles:
            own = [a for a in plan.acciones if a.grupo == grupo.id and a.nivel == nivel.id]
            if own:
                counts = missing_counts(plan, own)
                name = f"{grupo_label(plan, grupo.id)}, nivel {nivel_name(nivel)}"
                rows.append((name, [len(own), *(counts[campo] for campo in campos)]))
    columns = ("Grupo y nivel", "Acciones", *(f"Sin {CAMPOS[campo]}" for campo in campos))
    return make_cuadro("Qué falta y quién lo decide", columns, rows)


def _cuentas(plan: Plan) -> str:
    if not plan.enteras:
        return ""
    count = sum(missing_counts(plan, plan.acciones).values())
    fields = plural(count, "campo por definir", "campos por definir")
    return f"{fields} en {plural(len(plan.acciones), 'acción', 'acciones')}."
