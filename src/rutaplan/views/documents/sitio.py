"""sitio: the plan as one web page to search and filter; each row carries what the filters ask of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rutaplan.derive import (
    enumerate_words,
    heading_of,
    horizonte_label,
    known,
    named_in,
    plazo_label,
    plural,
    proposer,
)
from rutaplan.derive.facts import proposed, said, signed
from rutaplan.derive.involved import heir_label
from rutaplan.derive.titles import rotulo
from rutaplan.derive.undecided import falta_label, missing
from rutaplan.derive.vencimiento import vence_breve
from rutaplan.model import POR_DEFINIR, SILENCIOS, Accion
from rutaplan.plan import Plan
from rutaplan.views.bloques import Bloque, parrafos
from rutaplan.views.columnas import column
from rutaplan.views.documents.buscador import Clave, Filtro, build_filtros, claves
from rutaplan.views.documents.proponer import Base, Propuesta, build_base, build_propuesta
from rutaplan.views.encabezado import build_encabezado
from rutaplan.views.fila import Filas, prioridad_label, responsable_label
from rutaplan.views.pagina import Pagina, cabeza, common, cuentas, sin_acciones
from rutaplan.views.retiradas import build_retiradas, vigentes

DOCUMENTO = "Consulta del plan"
EXTENSA = 1000
"""From how many actions on a browser is spared what cannot be seen."""

ENLACES = "Cada acción tiene una dirección propia: el enlace de su identificador."
SUGERENCIAS = "Lo marcado «sugerido por» es una propuesta de quien se nombra; los grupos no la han adoptado."


@dataclass(frozen=True, slots=True)
class Involucrada:
    """An institution of an action: as documents name it, its full name if that says more, its part."""

    nombre: str
    completo: str
    papel: str


@dataclass(frozen=True, slots=True)
class DatoAccion:
    """A fact about an action. sugerido says who proposed it, while the group has not adopted it."""

    rotulo: str
    valor: str
    sugerido: str


@dataclass(frozen=True, slots=True)
class Enlace:
    """Another action. is_here: it has a row on this page, so that a link leads somewhere."""

    id: str
    titulo: str
    is_here: bool
    sugerido: str


@dataclass(frozen=True, slots=True)
class Relacion:
    """The actions to which another one is related in the same way. sugerido: who proposed all of them."""

    rotulo: str
    enlaces: tuple[Enlace, ...]
    sugerido: str


@dataclass(frozen=True, slots=True)
class FilaSitio:
    """One action. claves: for each filter, the values it answers to. falta: what else is undecided.

    base: what a proposal to change it starts from.
    """

    id: str
    texto: str
    nota: int
    marcas: str
    horizonte: str
    plazo_hueco: str
    instituciones_hueco: str
    claves: tuple[Clave, ...]
    plazo: str
    vence: str
    instituciones: tuple[Involucrada, ...]
    datos: tuple[DatoAccion, ...]
    relaciones: tuple[Relacion, ...]
    falta: str
    base: Base


@dataclass(frozen=True, slots=True)
class ParteSitio:
    """The actions of one eje and one nivel."""

    titulo: str
    filas: tuple[FilaSitio, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitio(Pagina):
    """The whole page. total: how many actions, in words; vacios: a sentence on the ejes without any.

    propuesta: the form with which anybody proposes a change.
    sobre: what is known of the workshop, which stands after the actions: who comes here looks for those.
    is_extensa: there are so many that a browser should not lay them all out.
    """

    filtros: tuple[Filtro, ...]
    total: str
    is_extensa: bool
    partes: tuple[ParteSitio, ...]
    vacios: str
    propuesta: Propuesta
    sobre: tuple[Bloque, ...]


def build_sitio(plan: Plan) -> Sitio:
    """Lay out every action, in the order of ejes, niveles and numbers. Siglas are told in the rows."""
    everything, plan = plan, vigentes(plan)
    filas, encabezado = Filas(plan), build_encabezado(plan)
    here = frozenset(accion.id for accion in plan.acciones)
    partes = tuple(
        ParteSitio(_titulo(plan, eje, nivel), tuple(_fila(filas, here, accion) for accion in acciones))
        for (eje, nivel), acciones in groupby(plan.acciones, lambda accion: (accion.eje, accion.nivel))
    )
    suggested = any(accion.sugerido_por for accion in plan.acciones)
    own = (ENLACES, *([SUGERENCIAS] if suggested else [])) if partes else ()
    return Sitio(
        filtros=build_filtros(plan),
        total=plural(len(plan.acciones), "acción", "acciones"),
        is_extensa=len(plan.acciones) >= EXTENSA,
        partes=partes,
        vacios=_vacios(plan),
        propuesta=build_propuesta(everything),
        sobre=cabeza(replace(encabezado, datos="", filtro=""), cuentas(plan)),
        **common(
            filas,
            DOCUMENTO,
            *own,
            encabezado=encabezado,
            vacia=sin_acciones(everything),
            siglas=(),
            cabeza=parrafos(encabezado.datos, encabezado.filtro, estilo="fuerte"),
            bloques=tuple(build_retiradas(filas, everything.acciones, huellas=False)),
        ),
    )


def _titulo(plan: Plan, eje: str, nivel: str) -> str:
    """Name a block: the eje's short name, and the form's heading of the nivel."""
    level = plan.nivel_by_id.get(nivel)
    return f"{plan.nombre('eje', eje)}: {heading_of(level) if level else nivel}"


def _vacios(plan: Plan) -> str:
    """Tell which ejes have no action; nothing where the call itself chose some."""
    used = {accion.eje for accion in plan.acciones}
    names = [eje.nombre for eje in plan.taller.ejes if eje.id not in used]
    if plan.filtro or not used or not names:
        return ""
    which = "del eje" if len(names) == 1 else "de los ejes"
    return f"Todavía no hay acciones {which} {enumerate_words(names)}."


def _fila(filas: Filas, here: frozenset[str], accion: Accion) -> FilaSitio:
    plan = filas.plan
    shown = ("plazo_meses", "instituciones")
    return FilaSitio(
        id=accion.id,
        texto=accion.texto,
        nota=filas.nota(accion),
        marcas=prioridad_label(accion),
        horizonte=horizonte_label(accion, plan.taller),
        plazo_hueco=column("plazo_meses").celda(filas, accion).hueco,
        instituciones_hueco=column("instituciones").celda(filas, accion).hueco,
        claves=claves(plan, accion),
        plazo="" if accion.plazo_meses == POR_DEFINIR else plazo_label(accion.plazo_meses),
        vence=vence_breve(plan, accion),
        instituciones=_involucradas(filas, accion),
        datos=_datos(plan, accion),
        relaciones=_relaciones(plan, here, accion),
        falta=falta_label(campo for campo in missing(plan, accion) if campo not in shown),
        base=build_base(accion),
    )


def _involucradas(filas: Filas, accion: Accion) -> tuple[Involucrada, ...]:
    """Name those that take part, the responsable among them; a silence is said as one."""
    silent = [each for each in accion.instituciones if each in SILENCIOS and each != POR_DEFINIR]
    return tuple(
        Involucrada(
            nombre=filas.label(ident, accion, mark=False),
            completo=_completo(filas, ident),
            papel=responsable_label(accion) if ident == accion.responsable else "",
        )
        for ident in (*silent, *named_in(accion))
    )


def _completo(filas: Filas, ident: str) -> str:
    """Tell what a sigla stands for, and who took over from an institution that is no more."""
    institucion = filas.plan.institucion_by_id.get(ident)
    if institucion is None:
        return ""
    name = institucion.en_espanol if known(institucion.sigla) else ""
    return "; ".join(filter(None, (name, heir_label(filas.plan, ident, filas.label))))


def _datos(plan: Plan, accion: Accion) -> tuple[DatoAccion, ...]:
    """Tell what the other columns do not; a silence and the estado of a proposal are no news."""
    return tuple(
        DatoAccion(rotulo(campo), value, proposed(plan, accion, campo))
        for campo in ("temas", "poblaciones", "paises", "producto", "estado")
        if (value := said(plan, accion, campo)) and value not in {"propuesta", *SILENCIOS}
    )


def _relaciones(plan: Plan, here: frozenset[str], accion: Accion) -> tuple[Relacion, ...]:
    pairs = [(each, signed(proposer(plan, accion.id, each))) for each in plan.contrapartes.get(accion.id, ())]
    waits = [(each, proposed(plan, accion, "depende_de")) for each in accion.depende_de or ()]
    related = (("Contraparte", pairs), ("Depende de", waits))
    return tuple(_relacion(plan, here, label, others) for label, others in related if others)


def _relacion(plan: Plan, here: frozenset[str], label: str, others: Sequence[tuple[str, str]]) -> Relacion:
    """Say who proposed it once, if the same proposed all."""
    signs = {sign for _, sign in others}
    shared = signs.pop() if len(signs) == 1 else ""
    enlaces = tuple(_enlace(plan, here, ident, "" if shared else sign) for ident, sign in others)
    return Relacion(label, enlaces, shared)


def _enlace(plan: Plan, here: frozenset[str], ident: str, sign: str) -> Enlace:
    otra = plan.accion_by_id.get(ident)
    return Enlace(ident, otra.breve if otra else "", ident in here, sign)
