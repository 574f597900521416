"""ids: the ids that a plan declares, with their names: the one schema that holds them, and who refers to it.

Each id is a line of its own: what two people add at once git joins, for it has no sum that would differ.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, TypeAlias

from rutaplan.derive import institucion_label
from rutaplan.derive.involved import is_tipo
from rutaplan.diagnostics import Hole
from rutaplan.model import ANY, HOJAS, KINDS, Accion, Hoja, record_at, ways
from rutaplan.plan import Plan
from rutaplan.printable import INVISIBLE

Node: TypeAlias = dict[str, Any]
Vocabulary: TypeAlias = Mapping[str, str]
"""Ids and the label of each, in the order in which an editor shows them."""

NAME = "ids.json"
_BY_NAME = {"institucion", "involucrada"}
"""The vocabularies that people know by their names: an editor offers these too, and writes the id."""
_MARKDOWN = re.compile(r"[\\`*_\[\]<>#|~]")
NAMED = tuple(kind for kind, each in KINDS.items() if each.titulo)
"""The kinds whose ids stand in it."""
FILES: Mapping[str, type[Hoja]] = {
    f"{hoja.__name__.lower()}.json": hoja for hoja in sorted(HOJAS.values(), key=lambda each: each.__name__)
}
"""The schema files, and the record of each."""


@cache
def references(name: str) -> Mapping[tuple[str, str], str]:
    """The fields of a schema file that take the plan's ids, by record and name, with their vocabulary."""
    found, hoja = {}, FILES[name]
    for vocabulary in NAMED:
        for way in ways(hoja, vocabulary):
            *place, campo = way[:-1] if way[-1] == ANY else way
            record = record_at(hoja, tuple(place))
            if record is not None and campo != "id":  # where it is declared
                found[record.__name__, campo] = vocabulary
    # Here keys are ids of the plan, and not values.
    return found | ({("Accion", "otros"): "campo"} if hoja is Accion else {})


def vocabularies(plan: Plan) -> Mapping[str, Vocabulary]:
    """Gather the ids that a plan declares, by vocabulary.

    ejes, niveles and grupos keep the workshop's order; where order means nothing, they are sorted.
    """
    return {kind: {str(ident): _label(plan, kind, ident) for ident in _idents(plan, kind)} for kind in NAMED}


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


def reference(vocabulary: str) -> Node:
    """What stands in a schema where an id of a vocabulary may stand."""
    return {"$ref": f"{NAME}#/$defs/{vocabulary}"}


def ids_text(known: Mapping[str, Vocabulary], comment: str) -> str:
    """Write the schema of the ids; validate compares it, and does without the module json."""
    content = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": comment,
        "title": "Ids del plan",
        "$defs": {name: _definition(name, vocabulary) for name, vocabulary in sorted(known.items())},
    }
    return _written(content, "") + "\n"


def labels(names: Sequence[str]) -> Node:
    """Say what each value of a list means, for an editor to show."""
    marked = [_MARKDOWN.sub(r"\\\g<0>", name) for name in names]
    return {"enumDescriptions": list(names), "markdownEnumDescriptions": marked}


def _definition(name: str, vocabulary: Vocabulary) -> Node:
    """List ids, with the label of each. Where none could be read, nobody knows which are wrong."""
    kind = KINDS[name]
    listed: Node = {"type": "string", "enum": list(vocabulary), **labels(list(vocabulary.values()))}
    if name in _BY_NAME:
        listed["defaultSnippets"] = [{"label": label, "body": ident} for ident, label in vocabulary.items()]
    if not vocabulary:
        listed = {}
    elif name == "objetivo_pmm":
        numbers = {**listed, "type": "integer", "enum": [int(ident) for ident in vocabulary]}
        listed = {"anyOf": [numbers, {"type": "string", "enum": list(vocabulary)}]}
    elif name == "meta_ods":
        # Without quotes an editor reads a number, and 8.10 as 8.1: only text can be compared.
        listed = {"anyOf": [listed, {"type": "number"}]}
    return {"title": kind.titulo, "description": kind.lista, **listed}


def _written(node: Any, indent: str) -> str:  # noqa: ANN401 - any tree of JSON
    """Write JSON, an item a line; what is offered by its name, on one of its own."""
    if isinstance(node, dict) and node.keys() == {"label", "body"}:
        return f'{{"label": {_quoted(node["label"])}, "body": {_quoted(node["body"])}}}'
    deeper = f"{indent}  "
    if isinstance(node, dict):
        parts = [f"{_quoted(key)}: {_written(value, deeper)}" for key, value in node.items()]
        brackets = "{}"
    elif isinstance(node, list):
        parts, brackets = [_written(item, deeper) for item in node], "[]"
    else:
        return _quoted(node) if isinstance(node, str) else str(node)
    inside = "".join(f"\n{deeper}{part}," for part in parts).removesuffix(",")
    return f"{brackets[0]}{inside}\n{indent}{brackets[1]}" if parts else brackets


@lru_cache(maxsize=4096)  # a name stands in up to six places
def _quoted(text: str) -> str:
    if not text.isprintable() or not (text.isascii() or INVISIBLE.search(text) is None):
        import json  # noqa: PLC0415 - nearly no name needs it

        return json.dumps(text)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
