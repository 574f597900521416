"""filtro: what a call chose of a plan, in words, so that no reader takes a part for the whole."""

from collections.abc import Callable, Mapping, Sequence

from rutaplan.derive import enumerate_words, institucion_label
from rutaplan.derive.pendientes import CAMPOS
from rutaplan.plan import Plan


def filtro_label(plan: Plan, values: Mapping[str, Sequence[str]], *, prioridad: bool) -> str:
    """Tell the filters of a call by their names, as in "Solo: nivel Regional; tema Trata".

    values: for each filter, in the words of rutaplan.query.Query, the values that it was given.
    """
    parts = [
        f"{_FILTROS[name][0]} {enumerate_words([_FILTROS[name][1](plan, each) for each in given])}"
        for name, given in values.items()
        if given
    ]
    parts += ["marcadas como prioridad"] if prioridad else []
    return f"Solo: {'; '.join(parts)}." if parts else ""


def _named(records: str) -> Callable[[Plan, str], str]:
    """Name a record of one of the catalogues."""

    def name(plan: Plan, ident: str) -> str:
        found = getattr(plan.catalogos, records).get(ident)
        return found.nombre if found else ident

    return name


def _grupo(plan: Plan, ident: str) -> str:
    grupo = plan.grupo_by_id.get(ident)
    return f"{grupo.numero}: {grupo.nombre}" if grupo else ident


def _eje(plan: Plan, ident: str) -> str:
    eje = plan.eje_by_id.get(ident)
    return eje.nombre if eje else ident


def _nivel(plan: Plan, ident: str) -> str:
    nivel = plan.nivel_by_id.get(ident)
    return nivel.nombre if nivel else ident


def _plazo(_plan: Plan, value: str) -> str:
    way, _, months = value.partition(":")
    return f"{way} {months} meses" if months else f"{way} plazo"


_FILTROS: Mapping[str, tuple[str, Callable[[Plan, str], str]]] = {
    "ejes": ("eje", _eje),
    "niveles": ("nivel", _nivel),
    "grupos": ("grupo", _grupo),
    "instituciones": ("institución", institucion_label),
    "paises": ("país", _named("paises")),
    "temas": ("tema", _named("temas")),
    "poblaciones": ("población", _named("poblaciones")),
    "estados": ("estado", lambda _, value: value.replace("_", " ")),
    "plazos": ("plazo:", _plazo),
    "pendientes": ("sin definir", lambda _, campo: CAMPOS.get(campo, campo)),
    "textos": ("con el texto", lambda _, value: f"«{value}»"),
}
