"""packaging: the parts of a Word document as XML, and how one part says that another belongs to it."""

from typing import Any, TypeAlias

from lxml import etree

from rutaplan.writers.word.zipping import CONTENT_TYPES

Xml: TypeAlias = Any  # lxml ships no types
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NO_RELATIONS = f'<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()


def as_bytes(root: Xml) -> bytes:
    """Write a part."""
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def relate(parts: dict[str, bytes], part: str, ident: str, kind: str, target: str) -> None:
    """Say that a part holds another; one without a name is the package. target: as seen from its folder."""
    folder, _, base = part.rpartition("/")
    name = f"{folder}/_rels/{base}.rels".removeprefix("/")
    relations = etree.fromstring(parts.get(name, _NO_RELATIONS))
    tag = f"{{{_PACKAGE}/relationships}}Relationship"
    etree.SubElement(relations, tag, Id=ident, Type=kind, Target=target)
    parts[name] = as_bytes(relations)


def declare(parts: dict[str, bytes], kind: str, **which: str) -> None:
    """Say of what type a part is, or all with an ending, once: PartName="/..." or Extension="..."."""
    types = etree.fromstring(parts[CONTENT_TYPES])
    ((key, value),) = which.items()
    if not any(each.get(key, "").lower() == value.lower() for each in types):
        tag = f"{{{_PACKAGE}/content-types}}{'Default' if key == 'Extension' else 'Override'}"
        made = types.makeelement(tag, {key: value, "ContentType": kind})
        types.insert(0 if key == "Extension" else len(types), made)
        parts[CONTENT_TYPES] = as_bytes(types)
