"""vocabulary: the ids that a plan declares, with their names, and which fields take them."""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeAlias

from rutaplan.derive import institucion_label
from rutaplan.derive.involved import is_tipo
from rutaplan.diagnostics import Hole
from rutaplan.model import ANY, HOJAS, Accion, Hoja, record_at, ways
from rutaplan.plan import Plan

Vocabulary: TypeAlias = Mapping[str, str]
"""Ids and the label of each, in the order in which an editor shows them."""

FILES: Mapping[str, type[Hoja]] = {
    f"{hoja.__name__.lower()}.json": hoja for hoja in sorted(HOJAS.values(), key=lambda each: each.__name__)
}
"""The schema files, and the record of each."""


def references(name: str) -> Mapping[tuple[str, str], str]:
    """The fields of a schema file that take the plan's ids, by record and name, with their vocabulary."""
    return _references(FILES[name])


@cache
def _references(hoja: type[Hoja]) -> Mapping[tuple[str, str], str]:
    found = {}
    for vocabulary in VOCABULARIES:
        for way in ways(hoja, vocabulary):
            *place, campo = way[:-1] if way[-1] == ANY else way
            record = record_at(hoja, tuple(place))
            if record is not None and campo != "id":  # where it is declared
                found[record.__name__, campo] = vocabulary
    # Here keys are ids of the plan, and not values.
    return found | ({("Accion", "otros"): "campo"} if hoja is Accion else {})


def vocabularies(plan: Plan | None) -> Mapping[str, Vocabulary]:
    """Gather the ids that a plan declares, by vocabulary; without a plan, none.

    ejes, niveles and grupos keep the workshop's order; where order means nothing, they are sorted.
    """
    if plan is None:
        return {}
    return {
        kind: {str(ident): _label(plan, kind, ident) for ident in _idents(plan, kind)}
        for kind in VOCABULARIES
    }


def _idents(plan: Plan, kind: str) -> list[Any]:
    if kind == "grupo":
        return [grupo.id for grupo in plan.grupos if type(grupo.id) is not Hole]
    known = [ident for ident in plan.by_kind[kind] if type(ident) is not Hole]
    return known if kind in {"eje", "nivel"} else sorted(known, key=_by_numbers)


def _by_numbers(ident: str | int) -> tuple[tuple[bool, int, str], ...]:
    """Sort 8.7 before 10.2, and 8.a after 8.10."""
    parts = str(ident).split(".")
    return tuple((not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts)


def _label(plan: Plan, kind: str, ident: Any) -> str:  # noqa: ANN401 - a number names an objective of the PMM
    """Name it for a list: "INM · Instituto Nacional de Migración (Honduras)"."""
    if kind == "grupo":
        return f"Grupo {plan.grupo_by_id[ident].numero}: {plan.nombre(kind, ident)}"
    if kind == "objetivo_pmm":
        return plan.catalogos.pmm[ident].etiqueta
    if kind == "involucrada" and is_tipo(plan, ident):
        return f"{institucion_label(plan, ident)}: las de los países de la acción"
    if kind not in {"institucion", "involucrada"}:
        return plan.nombre(kind, ident)
    institucion = plan.institucion_by_id[ident]
    sigla = f"{institucion.sigla} · " if institucion.sigla else ""
    where = plan.nombre("pais", institucion.pais or "") or institucion.ambito
    return f"{sigla}{institucion.nombre}" + (f" ({where})" if where else "")


VOCABULARIES: Mapping[str, tuple[str, str]] = {
    "campo": ("Campo propio", "Los de «campos», en taller.yaml."),
    "eje": ("Eje", "Los ejes de taller.yaml."),
    "familia": ("Familia de temas", "Las familias de catalogos.yaml."),
    "grupo": ("Grupo", "Los grupos de grupos/."),
    "institucion": ("Institución", "Las instituciones de instituciones.yaml."),
    "involucrada": (
        "Institución o tipo",
        "Las instituciones de instituciones.yaml y los tipos de catalogos.yaml.",
    ),
    "meta_ods": ("Meta de los ODS", "Las metas de catalogos.yaml, entre comillas."),
    "nivel": ("Nivel", "Los niveles de taller.yaml."),
    "objetivo_pmm": ("Objetivo del PMM", "Los objetivos de catalogos.yaml."),
    "pais": ("País", "Los países de catalogos.yaml."),
    "poblacion": ("Población", "Las poblaciones de catalogos.yaml."),
    "tema": ("Tema", "Los temas de catalogos.yaml."),
    "tipo_institucion": ("Tipo de institución", "Los tipos de catalogos.yaml."),
}
"""The title and description of each list of ids, as an editor shows them."""
