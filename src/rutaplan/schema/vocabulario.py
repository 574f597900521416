"""vocabulario: the ids that a plan declares, with their names, and which fields take them."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from rutaplan import __version__
from rutaplan.diagnostics import Hole
from rutaplan.model import Institucion
from rutaplan.plan import Plan

Vocabulary: TypeAlias = Mapping[str, str]
"""Ids and the label of each, in the order in which an editor shows them."""

Field: TypeAlias = tuple[str, str]
"""A class of the model and one of its fields."""

FILES: Mapping[str, Mapping[Field, str]] = MappingProxyType(
    {
        "accion.json": {
            ("Accion", "eje"): "eje",
            ("Accion", "nivel"): "nivel",
            ("Accion", "grupo"): "grupo",
            ("Accion", "instituciones"): "institucion",
            ("Accion", "responsable"): "institucion",
            ("Accion", "paises"): "pais",
            ("Accion", "temas"): "tema",
            ("Accion", "poblaciones"): "poblacion",
            ("Alineacion", "pmm"): "objetivo_pmm",
            ("Alineacion", "ods"): "meta_ods",
            ("Avance", "reporta"): "institucion",
        },
        "catalogos.json": {("Tema", "familia"): "familia"},
        "grupo.json": {("Grupo", "eje"): "eje", ("Participante", "institucion"): "institucion"},
        "instituciones.json": {
            ("Institucion", "pais"): "pais",
            ("Institucion", "tipo"): "tipo_institucion",
            ("Institucion", "parte_de"): "institucion",
            ("Institucion", "sucesora"): "institucion",
        },
        "taller.json": {("Taller", "pais"): "pais", ("Taller", "organiza"): "institucion"},
    }
)
"""The schema files, and in each the fields that take the plan's ids, with the name of the vocabulary."""


def vocabularies(plan: Plan | None) -> Mapping[str, Vocabulary]:
    """Gather the ids that a plan declares, by vocabulary; without a plan, none.

    ejes, niveles and grupos keep the workshop's order; where order means nothing, they are sorted.
    """
    if plan is None:
        return {}
    catalogos = plan.catalogos
    return {
        "eje": _readable((eje.id, eje.nombre) for eje in plan.taller.ejes),
        "nivel": _readable((nivel.id, nivel.nombre) for nivel in plan.taller.niveles),
        "grupo": _readable((grupo.id, f"Grupo {grupo.numero}: {grupo.nombre}") for grupo in plan.grupos),
        "institucion": _sorted(
            (ident, _institucion_label(plan, institucion))
            for ident, institucion in plan.institucion_by_id.items()
        ),
        "pais": _sorted((ident, pais.nombre) for ident, pais in catalogos.paises.items()),
        "tema": _sorted((ident, tema.nombre) for ident, tema in catalogos.temas.items()),
        "familia": _sorted((ident, familia.nombre) for ident, familia in catalogos.familias.items()),
        "poblacion": _sorted((ident, poblacion.nombre) for ident, poblacion in catalogos.poblaciones.items()),
        "tipo_institucion": _sorted(
            (ident, tipo.nombre) for ident, tipo in catalogos.tipos_institucion.items()
        ),
        "objetivo_pmm": {
            str(number): objetivo.etiqueta
            for number, objetivo in sorted(catalogos.pmm.items())
            if type(number) is int
        },
        "meta_ods": _readable(
            (ident, catalogos.ods[ident].nombre) for ident in sorted(catalogos.ods, key=_by_numbers)
        ),
    }


def fingerprint(name: str, known: Mapping[str, Vocabulary]) -> str:
    """Sum up, in 16 hexadecimal digits, the ids, labels and version that the schema name is made from."""
    used = sorted(set(FILES[name].values()))
    content = [__version__, [[each, list(known.get(each, {}).items())] for each in used]]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]


def _readable(pairs: Iterable[tuple[str, str]]) -> Vocabulary:
    return {ident: str(label) for ident, label in pairs if type(ident) is not Hole}


def _sorted(pairs: Iterable[tuple[str, str]]) -> Vocabulary:
    return _readable(sorted(pairs))


def _by_numbers(ident: str) -> tuple[tuple[bool, int, str], ...]:
    """Sort 8.7 before 10.2, and 8.a after 8.10."""
    return tuple((not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in ident.split("."))


def _institucion_label(plan: Plan, institucion: Institucion) -> str:
    """Name it as "INM · Instituto Nacional de Migración (Honduras)"."""
    sigla = f"{institucion.sigla} · " if institucion.sigla else ""
    where = institucion.pais or institucion.ambito
    pais = plan.catalogos.paises.get(where) if where else None
    where = pais.nombre if pais else where
    return f"{sigla}{institucion.nombre}" + (f" ({where})" if where else "")
