"""pais: one sheet for each country that a plan names: what is asked of it and of its institutions."""

from collections.abc import Mapping, Sequence

from rutaplan.derive.involved import expansions, involved, others, paises_of
from rutaplan.model import NO_CONSTA, POR_DEFINIR, Accion
from rutaplan.plan import Plan
from rutaplan.views.bloques import Dato
from rutaplan.views.documents.encargo import Parte, Titular, build_encargo
from rutaplan.views.fila import Filas
from rutaplan.views.pagina import Pagina
from rutaplan.views.retiradas import vigentes

NINGUNO = (
    "Ninguna acción de este documento nombra todavía a un país ni a una institución de un país. "
    "Cuando los grupos los escriban, habrá una hoja para cada uno."
)
NADA = "Ninguna acción de este documento nombra a este país ni a una de sus instituciones."


def build_pais(plan: Plan, chosen: Sequence[str]) -> Mapping[str, Pagina]:
    """One sheet for each country, by its code in lower case: those chosen, or all that the actions name."""
    partes: dict[str, list[Accion]] = {}
    for accion in plan.acciones:
        for code in paises_of(plan, accion) | _own_paises(plan, accion):
            partes.setdefault(code, []).append(accion)
    codes = [code for code in chosen if code in plan.catalogos.paises] or [
        code for code in plan.catalogos.paises if any(not each.is_retirada for each in partes.get(code, ()))
    ]
    if not codes:
        return {"": build_encargo(Filas(plan), Titular("País", "", NINGUNO), ())}
    return {code.lower(): _hoja(plan, code, partes.get(code, ())) for code in codes}


def _hoja(plan: Plan, code: str, acciones: Sequence[Accion]) -> Pagina:
    filas = Filas(vigentes(plan))
    pais = plan.catalogos.paises[code]
    titular = Titular(
        rotulo="País",
        nombre=pais.nombre,
        vacia=NADA,
        papel="De este país",
        datos=(Dato("En la CRM", pais.crm), Dato("Código", f"{code}, {pais.iso3}")),
    )
    partes = [_parte(plan, filas, code, accion) for accion in acciones if not accion.is_retirada]
    return build_encargo(filas, titular, partes, acciones)


def _parte(plan: Plan, filas: Filas, code: str, accion: Accion) -> Parte:
    types = expansions(plan, accion)
    own = [ident for ident in involved(plan, accion) if _pais_of(plan, ident) == code]
    papel = [filas.label(ident, accion) for ident in own]
    papel += [
        f"{filas.label(tipo)}: ninguna en el directorio" for tipo, each in types.items() if code in each.sin
    ]
    con = tuple(filas.label(ident, accion) for ident in others(plan, accion, own))
    return Parte(accion, "; ".join(papel) or _as_country(accion), con)


def _as_country(accion: Accion) -> str:
    """Say that the action names the country, and what is known of an institution of its own."""
    name = "el país, sugerido" if accion.is_sugerido("paises") else "el país"
    if POR_DEFINIR in accion.instituciones:
        return f"{name}; su institución, por definir"
    return f"{name}; su institución no consta" if NO_CONSTA in accion.instituciones else name


def _own_paises(plan: Plan, accion: Accion) -> frozenset[str]:
    """The countries of its institutions, which count even when the action names other countries."""
    found = {_pais_of(plan, ident) for ident in involved(plan, accion)}
    return frozenset(code for code in found if code in plan.catalogos.paises)


def _pais_of(plan: Plan, ident: str) -> str:
    institucion = plan.institucion_by_id.get(ident)
    return (institucion.pais or "") if institucion else ""
