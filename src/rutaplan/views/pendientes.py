"""pendientes: who must decide what, by group, nivel and field: a form to fill in by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from rutaplan.derive import grupo_label, nivel_name, plazo_label, plural, silencio_label
from rutaplan.derive.huella import huella
from rutaplan.derive.pendientes import (
    CAMPOS,
    CAMPOS_TALLER,
    count_faltas,
    exigidos,
    is_pendiente,
    missing,
    missing_counts,
    taller_pendientes,
)
from rutaplan.derive.titles import title_of
from rutaplan.model import POR_DEFINIR, Accion, Grupo, Nivel
from rutaplan.plan import Plan
from rutaplan.views.fila import Filas, hueco, marcas_label
from rutaplan.views.pagina import Cuadro, Cuenta, Pagina, ausencia, common, convenciones
from rutaplan.views.personas import ponente_label

DOCUMENTO = "Pendientes"

COMO_LLENAR = (
    "Escriba en cada línea lo que el grupo decida. El plazo va en meses enteros, de 1 a 120. "
    "Si algo no aplica, escriba «no aplica» y diga por qué."
)
NADIE = silencio_label(POR_DEFINIR)
NADA = "No queda nada por definir en las acciones de este documento."


@dataclass(frozen=True, slots=True)
class Celda:
    """A field of an action: what is known of it, and what is left to write; both empty: not asked again."""

    rotulo: str
    valor: str
    hueco: str


@dataclass(frozen=True, slots=True)
class FilaPendiente:
    """One action with something to decide; celdas as many as its block has columnas."""

    id: str
    huella: str
    texto: str
    marcas: str
    nota: int
    celdas: tuple[Celda, ...]


@dataclass(frozen=True, slots=True)
class BloquePendiente:
    """The actions of one nivel with something to decide. faltas counts it by field."""

    titulo: str
    faltas: str
    columnas: tuple[str, ...]
    filas: tuple[FilaPendiente, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """A line to fill in, and what it is."""

    rotulo: str
    hueco: str


@dataclass(frozen=True, slots=True)
class GrupoPendiente:
    """What one group must decide. completo is said when its actions lack nothing."""

    titulo: str
    quien: str
    decisiones: tuple[Decision, ...]
    bloques: tuple[BloquePendiente, ...]
    completo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pendientes(Pagina):
    """The whole page. ejes: sentences on those without actions; taller: what the organisers must say."""

    cuadro: Cuadro
    grupos: tuple[GrupoPendiente, ...]
    ejes: tuple[str, ...]
    taller: tuple[Decision, ...]


def build_pendientes(plan: Plan) -> Pendientes:
    """Lay out what nobody has decided, for those who must."""
    filas = Filas(plan)
    grupos = tuple(_grupo(plan, filas, grupo) for grupo in plan.grupos)
    used = {accion.eje for accion in plan.acciones}
    empty = () if plan.filtro else tuple(eje for eje in plan.taller.ejes if eje.id not in used)
    return Pendientes(
        cuadro=_cuadro(plan),
        grupos=grupos,
        ejes=tuple(
            f"El eje {eje.nombre} no tiene acciones: debe proponerlas quien lo trabaje." for eje in empty
        ),
        taller=tuple(
            Decision(CAMPOS_TALLER[campo].capitalize(), NADIE) for campo in taller_pendientes(plan.taller)
        ),
        **common(
            filas,
            DOCUMENTO,
            cuentas=_cuentas(plan),
            vacia="" if any(missing_counts(plan, plan.acciones).values()) else NADA,
            convenciones=(COMO_LLENAR, *convenciones(plan)),
        ),
    )


def _grupo(plan: Plan, filas: Filas, grupo: Grupo) -> GrupoPendiente:
    acciones = [accion for accion in plan.acciones if accion.grupo == grupo.id]
    bloques = [
        _bloque(plan, filas, nivel, [accion for accion in acciones if accion.nivel == nivel.id])
        for nivel in plan.taller.niveles
    ]
    bloques = [bloque for bloque in bloques if bloque.filas]
    own = {"Ponente": grupo.ponente, "Participantes: nombre, cargo e institución": grupo.participantes}
    return GrupoPendiente(
        titulo=grupo_label(plan, grupo.id),
        quien=f"Decide el grupo {grupo.numero}. Ponente: {ponente_label(plan, grupo)}.",
        decisiones=tuple(Decision(rotulo, NADIE) for rotulo, said in own.items() if said == POR_DEFINIR),
        bloques=tuple(bloques),
        completo="" if bloques else _completo(plan, grupo, acciones),
    )


def _completo(plan: Plan, grupo: Grupo, acciones: Sequence[Accion]) -> str:
    if acciones:
        chosen = " que se pidieron" if plan.filtro else ""
        return f"Las acciones de este grupo{chosen} no tienen campos por definir."
    none = "Este grupo no tiene acciones: debe proponerlas."
    return ausencia(plan, "de este grupo", none=none, grupo=grupo.id)


def _bloque(plan: Plan, filas: Filas, nivel: Nivel, acciones: Sequence[Accion]) -> BloquePendiente:
    campos = [campo for campo, count in missing_counts(plan, acciones).items() if count]
    return BloquePendiente(
        titulo=f"Nivel {nivel_name(nivel)}",
        faltas=count_faltas(plan, acciones),
        columnas=tuple(title_of(campo) for campo in campos),
        filas=tuple(
            FilaPendiente(
                accion.id,
                huella(accion),
                accion.texto,
                marcas_label(accion),
                filas.nota(accion),
                tuple(_celda(filas, accion, campo) for campo in campos),
            )
            for accion in acciones
            if missing(plan, accion)
        ),
    )


def _celda(filas: Filas, accion: Accion, campo: str) -> Celda:
    text = _known(filas, accion, campo)
    return Celda(title_of(campo), text, hueco(is_pendiente(accion, campo), text))


def _known(filas: Filas, accion: Accion, campo: str) -> str:
    """What is known of a field, as documents print it; nothing while it is por_definir."""
    value = getattr(accion, campo)
    if value is None or value == POR_DEFINIR:
        return ""
    if campo == "plazo_meses":
        return plazo_label(value)
    if campo == "paises":
        names = (filas.plan.nombre("pais", code) for code in value if code != POR_DEFINIR)
        return "; ".join(map(silencio_label, names))
    if campo == "instituciones":
        return "; ".join(filas.label(ident, accion) for ident in value if ident != POR_DEFINIR)
    return filas.label(value) if campo == "responsable" else silencio_label(value)


def _cuadro(plan: Plan) -> Cuadro:
    """Count what is missing by group and nivel, one column a field."""
    campos = exigidos(plan)
    rows = []
    for grupo in plan.grupos:
        for nivel in plan.taller.niveles:
            own = [a for a in plan.acciones if a.grupo == grupo.id and a.nivel == nivel.id]
            if own:
                counts = missing_counts(plan, own)
                rows.append(
                    Cuenta(
                        f"{grupo_label(plan, grupo.id)}, nivel {nivel_name(nivel)}",
                        (len(own), *(counts[campo] for campo in campos)),
                    )
                )
    totals = missing_counts(plan, plan.acciones)
    return Cuadro(
        titulo="Qué falta y quién lo decide",
        columnas=("Grupo y nivel", "Acciones", *(f"Sin {CAMPOS[campo]}" for campo in campos)),
        filas=tuple(rows),
        total=Cuenta("Total", (len(plan.acciones), *(totals[campo] for campo in campos))),
    )


def _cuentas(plan: Plan) -> str:
    count = sum(missing_counts(plan, plan.acciones).values())
    fields = plural(count, "campo por definir", "campos por definir")
    return f"{fields} en {plural(len(plan.acciones), 'acción', 'acciones')}."
