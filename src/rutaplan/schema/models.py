"""models: the schema that pydantic makes of each model, made Spanish and strict."""

from collections.abc import Iterator
from typing import Any

from rutaplan.model import PAISES_TODOS, POR_DEFINIR, SILENCIOS, records
from rutaplan.schema.ids import FILES, Node, labels, reference, references

_PALABRAS = {
    "por_definir": "Nadie lo ha decidido todavía.",
    "no_aplica": "Se decidió que no aplica; «notas» dice por qué.",
    "no_consta": "Puede haberse decidido, pero la fuente no lo dice.",
    PAISES_TODOS: "Todos los países miembros de la CRM.",
}
# pydantic loses the keys of these two, since a key there is not a plain text.
_KEYS = {"pmm": "^(?:[1-9]|1[0-9]|2[0-3])$", "ods": r"^[0-9]{1,2}\.[0-9a-z]{1,2}$"}


def refined(name: str, *, with_ids: bool) -> Node:
    """Make the schema of a file; with_ids: the fields that take the plan's refer to their schema."""
    root: Node = FILES[name].model_json_schema()
    made = {FILES[name].__name__: root, **root.get("$defs", {})}
    for record in records(FILES[name]):
        made[record.__name__].update(title=record.label, description=record.about)
    if "Institucion" in made:
        made["Institucion"]["oneOf"] = [{"required": ["pais"]}, {"required": ["ambito"]}]
    if "Catalogos" in made:
        for section, pattern in _KEYS.items():
            catalogue = root["properties"][section]
            catalogue["patternProperties"] = {pattern: catalogue.pop("additionalProperties")}
    definitions = dict(root.pop("$defs", {}))
    for (title, campo), vocabulary in references(name).items():
        if with_ids:
            properties = made[title]["properties"]
            properties[campo] = _referring(properties[campo], vocabulary)
    first = {key: root.pop(key) for key in ("title", "description", "type")}
    whole = {**first, **root} | ({"$defs": dict(sorted(definitions.items()))} if definitions else {})
    for node in _nodes(whole):
        _make_strict(node)
        _describe_words(node)
    return whole


def _referring(node: Node, vocabulary: str) -> Node:
    """Put a reference to the vocabulary where node has the pattern of its ids; lists and silences stay."""
    node = {key: value for key, value in node.items() if key != "examples"}
    listed = reference(vocabulary)
    if "patternProperties" in node:
        (value,) = node.pop("patternProperties").values()
        return {**node, "propertyNames": listed, "additionalProperties": value}
    if "items" in node:
        # por_definir among others means that the list is known in part.
        partly = {"anyOf": [listed, {"type": "string", "enum": [POR_DEFINIR]}]}
        return {**node, "items": partly if POR_DEFINIR in node["items"].get("pattern", "") else listed}
    if any("items" in branch for branch in node.get("anyOf", ())):
        branches = [
            _referring(branch, vocabulary) if "items" in branch else branch for branch in node["anyOf"]
        ]
        return {**node, "anyOf": branches}
    about = {key: value for key, value in node.items() if key in {"title", "description", "default"}}
    if POR_DEFINIR in node["pattern"]:
        return {**about, "anyOf": [listed, {"type": "string", "enum": list(SILENCIOS)}]}
    return {**about, **listed}


def _nodes(node: Any) -> Iterator[Node]:  # noqa: ANN401 - any tree of JSON
    """Walk every object of a schema that is a schema, or holds some."""
    if isinstance(node, dict):
        yield node
        for value in list(node.values()):
            yield from _nodes(value)
    elif isinstance(node, list):
        for value in node:
            yield from _nodes(value)


def _make_strict(node: Node) -> None:
    """Refuse what validate refuses, and pydantic's schema does not say."""
    if node.get("default", ...) is None:
        del node["default"]
    if "patternProperties" in node:
        node["additionalProperties"] = False
    if "minLength" in node:
        node["pattern"] = r"\S"


def _describe_words(node: Node) -> None:
    words = node.get("enum")
    if (
        isinstance(words, list)
        and "enumDescriptions" not in node
        and all(word in _PALABRAS for word in words)
    ):
        node.update(labels([_PALABRAS[word] for word in words]))
