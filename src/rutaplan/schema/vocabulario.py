"""vocabulario: the ids that a plan declares, with their names, and which fields take them."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, TypeAlias

from rutaplan import __version__
from rutaplan.diagnostics import Hole
from rutaplan.model import ANY, SHEETS, Hoja, Institucion, record_at, ways
from rutaplan.plan import Plan

Vocabulary: TypeAlias = Mapping[str, str]
"""Ids and the label of each, in the order in which an editor shows them."""

FILES: Mapping[str, type[Hoja]] = {
    f"{hoja.__name__.lower()}.json": hoja for hoja in sorted(SHEETS.values(), key=lambda each: each.__name__)
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
    return found


def vocabularies(plan: Plan | None) -> Mapping[str, Vocabulary]:
    """Gather the ids that a plan declares, by vocabulary; without a plan, none.

    ejes, niveles and grupos keep the workshop's order; where order means nothing, they are sorted.
    """
    if plan is None:
        return {}
    return {name: _readable(listed(plan)) for name, (_, _, listed) in VOCABULARIES.items()}


def fingerprint(name: str, known: Mapping[str, Vocabulary]) -> str:
    """Sum up, in 16 hexadecimal digits, the ids, labels and version that the schema name is made from."""
    used = sorted(set(references(name).values()))
    content = [__version__, [[each, list(known.get(each, {}).items())] for each in used]]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]


_Pairs: TypeAlias = Iterable[tuple[str, str]]


def _readable(pairs: _Pairs) -> Vocabulary:
    return {ident: str(label) for ident, label in pairs if type(ident) is not Hole}


def _nombres(records: Mapping[str, Any]) -> _Pairs:
    return sorted((ident, record.nombre) for ident, record in records.items())


def _by_numbers(ident: str) -> tuple[tuple[bool, int, str], ...]:
    """Sort 8.7 before 10.2, and 8.a after 8.10."""
    return tuple((not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in ident.split("."))


def _institucion_label(plan: Plan, institucion: Institucion) -> str:
    """Name it as "INM · Instituto Nacional de Migración (Honduras)"."""
    sigla = f"{institucion.sigla} · " if institucion.sigla else ""
    where = plan.nombre("pais", institucion.pais or "") or institucion.ambito
    return f"{sigla}{institucion.nombre}" + (f" ({where})" if where else "")


VOCABULARIES: Mapping[str, tuple[str, str, Callable[[Plan], _Pairs]]] = {
    "eje": ("Eje", "Los ejes de taller.yaml.", lambda plan: ((e.id, e.nombre) for e in plan.taller.ejes)),
    "familia": (
        "Familia de temas",
        "Las familias de catalogos.yaml.",
        lambda plan: _nombres(plan.catalogos.familias),
    ),
    "grupo": (
        "Grupo",
        "Los grupos de grupos/.",
        lambda plan: ((each.id, f"Grupo {each.numero}: {each.nombre}") for each in plan.grupos),
    ),
    "institucion": (
        "Institución",
        "Las instituciones de instituciones.yaml.",
        lambda plan: sorted(
            (ident, _institucion_label(plan, each)) for ident, each in plan.institucion_by_id.items()
        ),
    ),
    "meta_ods": (
        "Meta de los ODS",
        "Las metas de catalogos.yaml, entre comillas.",
        lambda plan: (
            (ident, plan.catalogos.ods[ident].nombre) for ident in sorted(plan.catalogos.ods, key=_by_numbers)
        ),
    ),
    "nivel": (
        "Nivel",
        "Los niveles de taller.yaml.",
        lambda plan: ((each.id, each.nombre) for each in plan.taller.niveles),
    ),
    "objetivo_pmm": (
        "Objetivo del PMM",
        "Los objetivos de catalogos.yaml.",
        lambda plan: (
            (str(number), each.etiqueta)
            for number, each in sorted(plan.catalogos.pmm.items())
            if type(number) is int
        ),
    ),
    "pais": ("País", "Los países de catalogos.yaml.", lambda plan: _nombres(plan.catalogos.paises)),
    "poblacion": (
        "Población",
        "Las poblaciones de catalogos.yaml.",
        lambda plan: _nombres(plan.catalogos.poblaciones),
    ),
    "tema": ("Tema", "Los temas de catalogos.yaml.", lambda plan: _nombres(plan.catalogos.temas)),
    "tipo_institucion": (
        "Tipo de institución",
        "Los tipos de catalogos.yaml.",
        lambda plan: _nombres(plan.catalogos.tipos_institucion),
    ),
}
"""What lists ids: its title and description, as an editor shows them, and its ids with their labels."""
