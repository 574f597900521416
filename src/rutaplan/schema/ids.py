"""ids: the one schema that holds the plan's own ids, with their names; the others refer to it.

Each id is a line of its own: what two people add at once git joins, for it has no sum that would differ.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from rutaplan.printable import INVISIBLE
from rutaplan.schema.vocabulary import VOCABULARIES, Vocabulary

Node: TypeAlias = dict[str, Any]

NAME = "ids.json"
_BY_NAME = {"institucion", "involucrada"}
"""The vocabularies that people know by their names: an editor offers these too, and writes the id."""
_MARKDOWN = re.compile(r"[\\`*_\[\]<>#|~]")


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
    title, description = VOCABULARIES[name]
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
    return {"title": title, "description": description, **listed}


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
    if INVISIBLE.search(text) or not text.isprintable():
        import json  # noqa: PLC0415 - nearly no name needs it

        return json.dumps(text)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
