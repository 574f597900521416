"""lending: what a Word template lends to the papers printed on it: allowed parts, no remark, no lock.

A template is made in a program that keeps much beside the paper: add-ins, data, who changed what and why.
"""

import re
from posixpath import dirname, join, normpath

from lxml import etree

from rutaplan.catalogue import RefusedError
from rutaplan.printable import quoted
from rutaplan.writers.word.packaging import Xml, as_bytes
from rutaplan.writers.word.refusals import local
from rutaplan.writers.word.zipping import CONTENT_TYPES, Parts

_LENT = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels"
    r"|word/(?:document|styles|settings|numbering|fontTable|(?:header|footer|footnotes|endnotes)\d*)\.xml"
    r"|word/(?:theme|media|fonts|diagrams)/[^/]+(?<!\.svg)|media/[^/]+(?<!\.svg)"
)
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNSAID = frozenset(
    {
        "commentRangeStart", "commentRangeEnd", "commentReference",
        "del", "moveFrom", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
        "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange",
        "documentProtection", "writeProtection", "trackRevisions", "sdtPr", "sdtEndPr", "customXmlPr",
    }
)  # fmt: skip
"""Remarks and changes of whoever made the template, with their names; locks: papers are to be filled."""
_AGREED = frozenset({"ins", "moveTo", "sdt", "sdtContent", "customXml"})
"""What stays without its frame: changes, and controls with what they hold."""
_EXTENSION = "{http://schemas.openxmlformats.org/drawingml/2006/main}ext"
_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
"""A drawing that may hold a program; Word keeps the same as points beside it."""


def keep_lent(parts: Parts) -> Parts:
    """Give the parts that are lent; RefusedError where what stays shows a part that does not."""
    kept = {name: content for name, content in parts.items() if _LENT.fullmatch(name)}
    for name in parts:
        folder, _, source = name.rpartition("_rels/")
        if folder and source.endswith(".rels") and folder + source.removesuffix(".rels") in kept:
            kept[name] = parts[name]
    for name in [each for each in kept if each.startswith("word/") and each.endswith(".xml")]:
        kept[name] = as_bytes(_without_remarks(etree.fromstring(kept[name])))
    for name in [each for each in kept if each.endswith(".rels")]:
        _keep_relationships(kept, name)
    types = etree.fromstring(kept[CONTENT_TYPES])
    for each in list(types):
        if each.get("PartName", "/").lstrip("/") not in {"", *kept}:
            types.remove(each)
    return kept | {CONTENT_TYPES: as_bytes(types)}


def _keep_relationships(kept: dict[str, bytes], name: str) -> None:
    """Leave out those to what is not lent; Word calls a paper broken whose text names one that is gone."""
    folder = dirname(dirname(name))
    source = kept.get(f"{folder}/{name.rpartition('/')[2].removesuffix('.rels')}", b"")
    relations = etree.fromstring(kept[name])
    for each in list(relations):
        target = each.get("Target", "")
        if each.get("TargetMode") == "External" or normpath(join("/", folder, target)).lstrip("/") in kept:
            continue
        if source and each.get("Id") in _shown(etree.fromstring(source)):
            raise RefusedError("PLA03 parte", nombre=quoted(target))
        relations.remove(each)
    kept[name] = as_bytes(relations)


def _shown(root: Xml) -> set[str]:
    """The relationships that a part names."""
    return {
        value
        for element in root.iter(etree.Element)
        for key, value in element.attrib.items()
        if key.startswith("{") and key.partition("}")[0].endswith("/relationships")
    }


def _without_remarks(root: Xml) -> Xml:
    for element in list(root.iterdescendants(_EXTENSION)):
        if element.find(_SVG) is not None:
            element.getparent().remove(element)
    for element in list(root.iterdescendants(f"{_WORD}*")):
        name, holder = local(element.tag), element.getparent()
        if name in _UNSAID:
            holder.remove(element)
        elif name in _AGREED:
            at = holder.index(element)
            holder[at : at + 1] = list(element)
    return root
