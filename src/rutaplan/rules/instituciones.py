"""INS: rules about who is involved in an action, and who answers for it."""

from collections.abc import Iterator
from functools import lru_cache

from rutaplan.derive.involved import expansions, involved, is_tipo, tipo_named, tipos_by_mencion
from rutaplan.diagnostics import Hole, Loc, Severity
from rutaplan.model import KINDS, POR_DEFINIR, SILENCIOS, Accion, Hoja, Passes, values
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.rules._registry import Finding, rule
from rutaplan.suggest import Suggester, fold

_NAMING = ("institucion", "involucrada")
"""The kinds of cells that name an institution."""
_TODAS = {"todas", "todos", "todas las instituciones"}


@rule("INS01", "las instituciones están por definir", Severity.PENDIENTE)
def instituciones_por_definir(plan: Plan) -> Iterator[Finding]:
    """El grupo todavía no ha dicho qué instituciones participan, o solo ha dicho algunas.

    Mal:
        instituciones: [hn-inm, por_definir]
                                ^^^^^^^^^^^

    Bien:
        instituciones: [hn-inm, mx-inm]

    Fuente: el formulario pide «Instituciones involucradas» para cada acción.

    = ids de instituciones.yaml | complételas cuando el grupo lo decida
    """
    if "instituciones" not in plan.taller.exige:
        return
    for accion in plan.vigentes:
        if POR_DEFINIR in accion.instituciones:
            partly = len(accion.instituciones) > 1
            yield Finding(
                accion,
                ("instituciones", accion.instituciones.index(POR_DEFINIR)) if partly else ("instituciones",),
                found="se conocen en parte" if partly else "«por_definir»",
            )


@rule("INS02", "la institución no está en la lista", Severity.ERROR)
def institucion_desconocida(plan: Plan) -> Iterator[Finding]:
    """Se nombra una institución con algo que no es un id de instituciones.yaml.

    Las siglas no bastan, porque se repiten entre países: se escribe el id. En «instituciones» vale también el
    id de un tipo de catalogos.yaml, que quiere decir las de ese tipo de los países de la acción; en los
    demás campos se nombra una institución.

    Mal:
        instituciones: [hn-imn]
                        ^^^^^^

    Bien:
        instituciones: [hn-inm]

    Bien:
        instituciones: [cancilleria, hn-inm]
    """
    suggesters = {kind: Suggester(plan.by_kind[kind]) for kind in _NAMING}
    mentioned = tipos_by_mencion(plan)
    for kind, hoja, loc, name in _unknown_names(plan):
        candidates = plan.ids_by_sigla.get(name.upper(), ())
        if len(candidates) > 1:
            continue
        if is_tipo(plan, name):
            mend = "escriba el id de una institución: el de un tipo solo va en «instituciones»"
        elif fold(name) in _TODAS:
            mend = "escriba los tipos que participan, como «cancilleria», o «por_definir»"
        else:
            tipo = tipo_named(plan, name) or mentioned.get(fold(name)) if kind == "involucrada" else ""
            near = candidates[0] if candidates else tipo or suggesters[kind].nearest(name)
            mend = (
                f"escriba «{near}»"
                if near
                else "agregue la institución a instituciones.yaml, o corrija el id"
            )
        found = _shown(loc, name, "un nombre que no está en la lista")
        yield Finding(hoja, loc, found, expected=KINDS[kind].uno, help=mend)


def _shown(loc: Loc, name: str, instead: str) -> str:
    """A name as it was typed; in a cell beside a person's name it may be a datum of theirs, and is not repeated."""
    return instead if loc[0] == "participantes" else quoted(name)


@rule("INS03", "la sigla es de varias instituciones", Severity.ERROR)
def sigla_ambigua(plan: Plan) -> Iterator[Finding]:
    """La sigla que se escribió la usan instituciones de varios países: no se sabe cuál es.

    Mal:
        instituciones: [INM]
                        ^^^

    Bien:
        instituciones: [hn-inm]
    """
    for _, hoja, loc, name in _unknown_names(plan):
        candidates = plan.ids_by_sigla.get(name.upper(), ())
        if len(candidates) > 1:
            listed = ", ".join(f"{ident} ({_country(plan, ident)})" for ident in candidates)
            found = _shown(loc, name, "una sigla de varias instituciones")
            yield Finding(hoja, loc, found, f"uno de estos ids: {listed}", "escriba el id de la que sea")


def _country(plan: Plan, ident: str) -> str:
    institucion = plan.institucion_by_id[ident]
    return plan.nombre("pais", institucion.pais or "") or institucion.ambito or institucion.nombre


@lru_cache(maxsize=1)
def _unknown_names(plan: Plan) -> tuple[tuple[str, Hoja, Loc, str], ...]:
    """Every name of an institution that is no id: the kind of its cell, where it stands, and the name."""
    if not plan.is_read(plan.instituciones):
        return ()
    known = {kind: {*plan.by_kind[kind], *SILENCIOS} for kind in _NAMING}
    if not plan.is_read(plan.catalogos, "tipos_institucion"):
        del known["involucrada"]
    named = named_places(plan, {kind: idents.__contains__ for kind, idents in known.items()})
    return tuple(each for each in named if plan.is_read(plan.instituciones, each[3]))


def named_places(plan: Plan, passes: Passes) -> Iterator[tuple[str, Hoja, Loc, str]]:
    """Every place outside their own file where an institution is named that does not pass, and the name."""
    return values((plan.taller, *plan.acciones, *plan.grupos), passes)


@rule("INS05", "el responsable no está entre las instituciones", Severity.AVISO)
def responsable_ajeno(plan: Plan) -> Iterator[Finding]:
    """Quien responde por la acción debe ser una de las instituciones involucradas.

    Mal:
        instituciones: [hn-inm]
        responsable: mx-inm
                     ^^^^^^

    Bien:
        instituciones: [hn-inm, mx-inm]
        responsable: mx-inm

    = una de las instituciones de la acción | agréguela a «instituciones», o ponga otra responsable
    """
    for accion in plan.vigentes:
        responsable = accion.responsable
        if responsable is None or responsable in SILENCIOS or responsable in accion.instituciones:
            continue
        if any(responsable in each.instituciones for each in expansions(plan, accion).values()):
            continue
        if accion.instituciones_conocidas and not any(type(name) is Hole for name in accion.instituciones):
            yield Finding(
                accion,
                ("responsable",),
                found=quoted(responsable),
                related=(("las instituciones", accion, ("instituciones",)),),
            )


@rule("INS06", "hay instituciones y no responsable", Severity.NOTA)
def sin_responsable(plan: Plan) -> Iterator[Finding]:
    """Se sabe qué instituciones participan en la acción, y no cuál responde por ella.

    No se dice si el taller exige el responsable, porque entonces ya se cuenta como pendiente, ni si
    la única institución es una, porque responde ella. Si ninguna acción del plan tiene responsable, se
    dice una sola vez, en taller.yaml.

    Mal:
        instituciones: [hn-inm, mx-inm]
        responsable: por_definir
                     ^^^^^^^^^^^

    Bien:
        instituciones: [hn-inm, mx-inm]
        responsable: hn-inm
    """
    if "responsable" in plan.taller.exige:
        return
    nobody = all(accion.responsable in {None, POR_DEFINIR} for accion in plan.entero.vigentes)
    asked = plan.entero.vigentes if nobody else plan.vigentes
    silent = [accion for accion in asked if _lacks_responsable(plan, accion)]
    if nobody and len(silent) > 1:
        yield Finding(
            plan.taller,
            ("exige",),
            found=f"{len(silent)} acciones con varias instituciones, y ninguna con «responsable»",
            expected="una responsable en cada una, si el grupo las nombra",
            help="escríbalas cuando el grupo lo decida; si el taller las pide, agregue «responsable» a «exige»",
            at_key=True,
        )
        return
    for accion in silent:
        yield Finding(
            accion,
            ("instituciones",) if accion.responsable is None else ("responsable",),
            found="sin «responsable»" if accion.responsable is None else "«por_definir»",
            expected="una de las instituciones de la acción",
            help="escriba «responsable» cuando el grupo lo decida",
        )


def _lacks_responsable(plan: Plan, accion: Accion) -> bool:
    return (
        accion.responsable in {None, POR_DEFINIR}
        and POR_DEFINIR not in accion.instituciones
        and len(involved(plan, accion)) > 1
        and plan.is_read(accion, "responsable")
    )


@rule("INS08", "la institución responsable no tuvo participantes en el grupo", Severity.NOTA)
def responsable_ausente(plan: Plan) -> Iterator[Finding]:
    """El grupo puso como responsable a una institución de la que no había nadie en él: conviene consultarla.

    Mal:
        instituciones: [hn-inm, sv-rree]
        responsable: sv-rree
                     ^^^^^^^

    Bien:
        instituciones: [hn-inm, sv-rree]
        responsable: hn-inm

    = una institución con participantes en el grupo | confirme con ella que acepta la responsabilidad
    """
    present = {
        grupo.id: {participante.institucion for participante in grupo.miembros}
        for grupo in plan.grupos
        if grupo.miembros
    }
    for accion in plan.vigentes:
        responsable = accion.responsable
        if responsable not in plan.institucion_by_id or responsable is None or accion.grupo not in present:
            continue
        there = present[accion.grupo]
        known = there.isdisjoint(SILENCIOS) and not any(type(name) is Hole for name in there)
        if known and responsable not in there:
            yield Finding(
                accion,
                ("responsable",),
                found=quoted(responsable),
                related=(("los participantes", plan.grupo_by_id[accion.grupo], ("participantes",)),),
            )
