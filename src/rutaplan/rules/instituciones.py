"""INS: who is involved in an action, and whether it can be."""

import re
from collections.abc import Iterator
from datetime import date

from rutaplan.derive import institucion_label
from rutaplan.diagnostics import Loc, Severity
from rutaplan.model import POR_DEFINIR, SILENCIOS, Accion, Hoja
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.rules._registry import Finding, rule
from rutaplan.suggest import fold, nearest

_SIGLA = re.compile(r"\b[A-ZÁÉÍÓÚÑ]{3,}\b")


@rule("INS01", "las instituciones están por definir", Severity.PENDIENTE)
def instituciones_por_definir(plan: Plan) -> Iterator[Finding]:
    """El grupo todavía no ha dicho quién hará la acción, o no ha dicho todos.

    No es un error: alguien debe decidirlo, y por eso se cuenta y se imprime.

    Mal:
        instituciones: por_definir

    Bien:
        instituciones: [hn-inm, mx-inm]

    Fuente: el formulario pide «Instituciones involucradas» para cada acción.
    """
    if "instituciones" not in plan.taller.exige:
        return
    for accion in plan.acciones:
        if POR_DEFINIR in accion.instituciones:
            partly = len(accion.instituciones) > 1
            yield Finding(
                accion,
                ("instituciones",),
                found="se conocen en parte" if partly else "«por_definir»",
                expected="ids de instituciones.yaml",
                help="escriba los ids cuando el grupo lo decida",
            )


def _named(plan: Plan) -> Iterator[tuple[Hoja, Loc, str]]:
    """Every place where an institution is named outside its own file."""
    for accion in plan.acciones:
        for index, ident in enumerate(accion.instituciones):
            yield accion, ("instituciones", index), ident
        if accion.responsable is not None:
            yield accion, ("responsable",), accion.responsable
        for index, avance in enumerate(accion.avances or ()):
            if avance.reporta is not None:
                yield accion, ("avances", index, "reporta"), avance.reporta
    for index, ident in enumerate(plan.taller.organiza):
        yield plan.taller, ("organiza", index), ident
    for grupo in plan.grupos:
        for index, persona in enumerate(grupo.miembros):
            yield grupo, ("participantes", index, "institucion"), persona.institucion


def _unknown(plan: Plan) -> Iterator[tuple[Hoja, Loc, str]]:
    if plan.is_read(plan.instituciones):
        known = plan.institucion_by_id
        for hoja, loc, ident in _named(plan):
            if ident not in known and ident not in SILENCIOS:
                yield hoja, loc, ident


def _shown(loc: Loc, ident: str) -> str:
    """What may be repeated of a name: in a participant's entry, nothing."""
    return "un valor que no se muestra, por ser de una persona" if loc[0] == "participantes" else quoted(ident)


@rule("INS02", "la institución no está en instituciones.yaml", Severity.ERROR)
def institucion_desconocida(plan: Plan) -> Iterator[Finding]:
    """Las instituciones se nombran por su id, que lleva el país: «hn-inm».

    Una sigla o un nombre no bastan, porque se repiten entre países.

    Mal:
        instituciones: [hn-imn]

    Bien:
        instituciones: [hn-inm]
    """
    for hoja, loc, ident in _unknown(plan):
        same_sigla = plan.ids_by_sigla.get(ident.upper(), ())
        if len(same_sigla) > 1:
            continue
        near = same_sigla[0] if same_sigla else nearest(ident, plan.institucion_by_id)
        yield Finding(
            hoja,
            loc,
            found=_shown(loc, ident),
            expected="un id de instituciones.yaml, o un silencio",
            help=f"escriba «{near}»" if near else "agregue la institución a instituciones.yaml y use su id",
        )


@rule("INS03", "la sigla es de varias instituciones", Severity.ERROR)
def sigla_ambigua(plan: Plan) -> Iterator[Finding]:
    """La misma sigla es de instituciones de varios países: INM existe en México y en Honduras.

    Solo el id dice cuál es.

    Mal:
        instituciones: [INM]

    Bien:
        instituciones: [hn-inm]

    Fuente: la lista de instituciones: INM y DGME se repiten entre países.
    """
    for hoja, loc, ident in _unknown(plan):
        candidates = plan.ids_by_sigla.get(ident.upper(), ())
        if len(candidates) > 1:
            named = [f"{each}, {institucion_label(plan, each)}" for each in candidates]
            yield Finding(
                hoja,
                loc,
                found=_shown(loc, ident),
                expected="uno de estos ids: " + "; ".join(named),
                help=f"escriba {' o '.join(f'«{each}»' for each in candidates)}",
            )


@rule("INS04", "la institución ya no está vigente", Severity.AVISO)
def institucion_no_vigente(plan: Plan) -> Iterator[Finding]:
    """Las instituciones cambian de nombre o se disuelven durante un plan; la sucesora es quien puede actuar.

    Mal:
        instituciones: [hn-vieja]

    Bien:
        instituciones: [hn-inm]
    """
    fin = plan.taller.fecha_fin
    for hoja, loc, ident in _named(plan):
        institucion = plan.institucion_by_id.get(ident)
        if institucion is None or not (institucion.sucesora or institucion.vigente_hasta):
            continue
        hasta = institucion.vigente_hasta
        if hasta and isinstance(fin, date) and fin.isoformat()[: len(hasta)] < hasta:
            continue
        yield Finding(
            hoja,
            loc,
            found=f"{_shown(loc, ident)}, vigente hasta {hasta or 'que la sucedió otra'}",
            expected="una institución vigente",
            help=f"escriba «{institucion.sucesora}», su sucesora" if institucion.sucesora else "consulte quién tomó sus funciones",
        )


@rule("INS05", "el responsable no está entre las instituciones", Severity.AVISO)
def responsable_ajeno(plan: Plan) -> Iterator[Finding]:
    """Quien responde por una acción participa en ella.

    Mal:
        instituciones: [hn-inm]
        responsable: mx-inm

    Bien:
        instituciones: [hn-inm, mx-inm]
        responsable: mx-inm
    """
    for accion in plan.acciones:
        responsable = accion.responsable
        if responsable is None or responsable in SILENCIOS or not accion.instituciones_conocidas:
            continue
        if responsable not in accion.instituciones:
            yield Finding(
                accion,
                ("responsable",),
                found=quoted(responsable),
                expected="una de: " + ", ".join(accion.instituciones_conocidas),
                help="agréguelo a «instituciones», o corrija el responsable",
            )


@rule("INS06", "hay instituciones y ninguna es responsable", Severity.NOTA)
def sin_responsable(plan: Plan) -> Iterator[Finding]:
    """El formulario no pide responsable, pero una acción de varias instituciones sin responsable no avanza.

    Mal:
        instituciones: [hn-inm, mx-inm]
        responsable: por_definir

    Bien:
        instituciones: [hn-inm, mx-inm]
        responsable: hn-inm
    """
    if "responsable" in plan.taller.exige:
        return
    for accion in plan.acciones:
        if accion.instituciones_conocidas and accion.responsable in {None, POR_DEFINIR}:
            yield Finding(
                accion,
                ("instituciones",),
                found="ningún responsable",
                expected="una de las instituciones como «responsable»",
                help="agregue «responsable:» con el id de quien responde",
            )


@rule("INS07", "el texto nombra una institución que no está en la lista", Severity.NOTA)
def institucion_solo_en_el_texto(plan: Plan) -> Iterator[Finding]:
    """Si el texto nombra a la OCAM o a los consulados, quizá deban estar entre las instituciones.

    Mal:
        texto: Presentar los principios de transversalización a la OCAM.

    Bien:
        texto: Presentar los principios de transversalización a la OCAM.
        instituciones: [ocam]
    """
    mentions = [
        (fold(words), words, ident)
        for ident, tipo in plan.catalogos.tipos_institucion.items()
        for words in tipo.menciones or ()
    ]
    for accion in plan.acciones:
        named = [
            (sigla, plan.ids_by_sigla[sigla])
            for sigla in dict.fromkeys(_SIGLA.findall(accion.texto))
            if sigla in plan.ids_by_sigla
        ]
        missing = [(sigla, ids[0]) for sigla, ids in named if not set(ids) & set(accion.instituciones)]
        text = fold(accion.texto) if mentions else ""
        tipos = [(words, ident) for folded, words, ident in mentions if folded in text]
        missing += [(words, ident) for words, ident in tipos if not _has_tipo(plan, accion, ident)]
        if missing:
            yield Finding(
                accion,
                ("texto",),
                found=" y ".join(quoted(words) for words, _ in missing),
                expected="la institución también en «instituciones»",
                help="si participa, agregue su id a «instituciones»",
            )


def _has_tipo(plan: Plan, accion: Accion, tipo: str) -> bool:
    known = (plan.institucion_by_id.get(ident) for ident in accion.instituciones)
    return any(institucion is not None and institucion.tipo == tipo for institucion in known)


@rule("INS08", "nadie del responsable estuvo en el grupo", Severity.NOTA)
def responsable_ausente(plan: Plan) -> Iterator[Finding]:
    """Conviene avisar a una institución que recibe una tarea acordada sin que nadie suyo estuviera presente.

    Mal:
        responsable: mx-inm
        instituciones: [mx-inm]

    Bien:
        responsable: hn-inm
        instituciones: [hn-inm]
    """
    present = {grupo.id: {persona.institucion for persona in grupo.miembros} for grupo in plan.grupos}
    for accion in plan.acciones:
        responsable = accion.responsable
        there = present.get(accion.grupo)
        if responsable is not None and responsable not in SILENCIOS and there and responsable not in there:
            yield Finding(
                accion,
                ("responsable",),
                found=f"{quoted(responsable)}, sin participantes en {accion.grupo}",
                expected="que la institución conozca la tarea",
                help="confirme con la institución que la acepta",
            )


@rule("INS09", "el id de la institución no lleva su país", Severity.AVISO)
def id_sin_pais(plan: Plan) -> Iterator[Finding]:
    """Los ids llevan el país porque las siglas se repiten: «mx-inm» y «hn-inm».

    Mal:
        # instituciones.yaml
        inm-nueva: {nombre: Instituto de Ejemplo, pais: HN, tipo: autoridad_migratoria, fuente: no_consta, confianza: por_verificar}

    Bien:
        # instituciones.yaml
        hn-nueva: {nombre: Instituto de Ejemplo, pais: HN, tipo: autoridad_migratoria, fuente: no_consta, confianza: por_verificar}
    """
    for ident, institucion in plan.institucion_by_id.items():
        if institucion.pais and not ident.startswith(f"{institucion.pais.lower()}-"):
            yield Finding(
                plan.instituciones,
                (ident,),
                found=quoted(ident),
                expected=f"un id que empiece con «{institucion.pais.lower()}-»",
                help="cambie el id aquí y donde se use",
            )


@rule("INS10", "la institución no dice de dónde es", Severity.ERROR)
def sin_pais_ni_ambito(plan: Plan) -> Iterator[Finding]:
    """Una institución es de un país, o de un ámbito (regional, internacional); una de las dos, no ambas.

    Mal:
        # instituciones.yaml
        xx-nueva: {nombre: Instituto de Ejemplo, tipo: autoridad_migratoria, fuente: no_consta, confianza: por_verificar}

    Bien:
        # instituciones.yaml
        xx-nueva: {nombre: Instituto de Ejemplo, ambito: regional, tipo: autoridad_migratoria, fuente: no_consta, confianza: por_verificar}
    """
    for ident, institucion in plan.institucion_by_id.items():
        if (institucion.pais is None) == (institucion.ambito is None):
            yield Finding(
                plan.instituciones,
                (ident,),
                found="ni «pais» ni «ambito»" if institucion.pais is None else "«pais» y «ambito» a la vez",
                expected="una de las dos claves",
                help="deje «pais» si es de un país; si no, «ambito»",
            )


RULES = (
    instituciones_por_definir,
    institucion_desconocida,
    sigla_ambigua,
    institucion_no_vigente,
    responsable_ajeno,
    sin_responsable,
    institucion_solo_en_el_texto,
    responsable_ausente,
    id_sin_pais,
    sin_pais_ni_ambito,
)
