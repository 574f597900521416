"""institucion: one sheet for each institution that a plan names: what is asked of it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from rutaplan.derive import enumerate_words, known, lapso_label, named_in
from rutaplan.derive.involved import expansions, heir_label, heirs, involved, others, with_bodies
from rutaplan.model import Accion
from rutaplan.plan import Plan
from rutaplan.views.bloques import Dato
from rutaplan.views.documents.encargo import Parte, Titular, build_encargo
from rutaplan.views.fila import Filas, responsable_label
from rutaplan.views.pagina import Pagina
from rutaplan.views.retiradas import vigentes

NINGUNA = (
    "Ninguna acción de este documento nombra todavía a una institución. "
    "Cuando los grupos las escriban, habrá una hoja para cada una."
)
NADA = "Ninguna acción de este documento nombra a esta institución."


def build_institucion(plan: Plan, chosen: Sequence[str]) -> Mapping[str, Pagina]:
    """One sheet for each institution, by id: those chosen, or all that the actions name.

    Of a type that was chosen, those that the actions name. Whoever took over from a named institution
    has a sheet too. A plan that names none gives one sheet that says so, with no id.
    """
    named = _acciones_by_institucion(plan)
    before = _predecessors(plan)
    idents = [
        ident
        for ident in plan.institucion_by_id
        if any(_is_asked(named, each) for each in (ident, *before.get(ident, ())))
    ]
    if chosen:
        wanted = with_bodies(plan, chosen)
        idents = [ident for ident in dict.fromkeys(wanted) if ident in chosen or ident in idents]
    if not idents:
        return {"": build_encargo(Filas(plan), Titular("Institución", "", NINGUNA), ())}
    return {ident: _hoja(plan, ident, before.get(ident, ()), named) for ident in idents}


def _is_asked(named: Mapping[str, Sequence[Accion]], ident: str) -> bool:
    return any(not accion.is_retirada for accion in named.get(ident, ()))


def _hoja(plan: Plan, ident: str, before: Sequence[str], named: Mapping[str, Sequence[Accion]]) -> Pagina:
    filas = Filas(vigentes(plan))
    own = {ident, *before}
    ids = {accion.id for each in own for accion in named.get(each, ())}
    asked = [accion for accion in plan.acciones if accion.id in ids]
    partes = [
        Parte(
            accion,
            _papel(filas, ident, accion),
            tuple(filas.label(each, accion) for each in others(plan, accion, own)),
        )
        for accion in asked
        if not accion.is_retirada
    ]
    return build_encargo(filas, _titular(plan, filas, ident, before), partes, asked)


def _papel(filas: Filas, ident: str, accion: Accion) -> str:
    """As what it takes part; when only its predecessor was named, that it was so."""
    if accion.responsable == ident:
        return responsable_label(accion)
    if ident in accion.instituciones:
        return "involucrada"
    among = [tipo for tipo, each in expansions(filas.plan, accion).items() if ident in each.instituciones]
    if among:
        return f"involucrada, entre las {filas.label(among[0], accion)}"
    asked = [each for each in named_in(accion) if ident in heirs(filas.plan, each)]
    role = responsable_label(accion) if accion.responsable in asked else "involucrada"
    names = enumerate_words(list(dict.fromkeys(filas.label(each) for each in asked)))
    return f"{role}; el plan nombra a su antecesora, {names}"


def _titular(plan: Plan, filas: Filas, ident: str, before: Sequence[str]) -> Titular:
    institucion = plan.institucion_by_id[ident]
    whole = plan.institucion_by_id.get(institucion.parte_de or "")
    facts = {
        "Siglas": known(institucion.sigla),
        "Nombre oficial": institucion.nombre if institucion.nombre != institucion.en_espanol else "",
        "País": plan.nombre("pais", institucion.pais or ""),
        "Ámbito": institucion.ambito or "",
        "Tipo": plan.nombre("tipo_institucion", institucion.tipo),
        "Parte de": whole.en_espanol if whole else "",
        "Datos": "por verificar" if institucion.confianza == "por_verificar" else "",
    }
    return Titular(
        rotulo="Institución",
        nombre=institucion.en_espanol,
        vacia=NADA,
        datos=tuple(Dato(name, value) for name, value in facts.items() if value),
        sucesion=tuple(_sucesion(plan, filas, ident, before)),
    )


def _sucesion(plan: Plan, filas: Filas, ident: str, before: Sequence[str]) -> Iterable[str]:
    """Tell since when it exists, whom it follows, and who follows it."""
    known = plan.institucion_by_id
    institucion = known[ident]
    direct = [each for each in before if known[each].sucesora == ident]
    since = institucion.vigente_desde
    if since and since not in {known[each].vigente_hasta for each in direct}:
        yield f"Vigente desde {lapso_label(since)}."
    for each in direct:
        until = known[each].vigente_hasta
        word = f"Desde {lapso_label(until)}: sucede" if until else "Sucede"
        yield f"{word} a {_full_name(plan, filas, each)}."
    earlier = [_full_name(plan, filas, each) for each in before if each not in direct]
    if earlier:
        yield f"Antes de {'ella' if len(direct) == 1 else 'ellas'}: {'; '.join(earlier)}."
    if institucion.sucesora:
        heir = heir_label(plan, ident, partial(_full_name, plan, filas))
        yield f"{heir[:1].upper()}{heir[1:]}."
    elif institucion.vigente_hasta:
        yield f"Vigente hasta {lapso_label(institucion.vigente_hasta)}; no consta quién la sucede."


def _full_name(plan: Plan, filas: Filas, ident: str) -> str:
    institucion = plan.institucion_by_id.get(ident)
    name = institucion.en_espanol if institucion else ident
    label = filas.label(ident)
    return name if institucion is None or not known(institucion.sigla) else f"{name}, {label}"


def _acciones_by_institucion(plan: Plan) -> Mapping[str, Sequence[Accion]]:
    named: dict[str, list[Accion]] = {}
    for accion in plan.acciones:
        for ident in involved(plan, accion):
            named.setdefault(ident, []).append(accion)
    return named


def _predecessors(plan: Plan) -> Mapping[str, Sequence[str]]:
    """For each institution, those that it took over from, near or far, in the order of the file."""
    found: dict[str, list[str]] = {}
    for ident in plan.institucion_by_id:
        for heir in heirs(plan, ident):
            found.setdefault(heir, []).append(ident)
    return found
