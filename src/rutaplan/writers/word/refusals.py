"""refusals: what no Word template may bring: programs, and anything fetched from elsewhere.

What is printed on it is text of ours: no value becomes XML, and no field of Word.
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from rutaplan.catalogue import RefusedError
from rutaplan.membrete import MAX_SIDE, is_oversized
from rutaplan.printable import quoted
from rutaplan.writers.word.packaging import Xml
from rutaplan.writers.word.zipping import CONTENT_TYPES, Parts

_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_XML = (".xml", ".rels", ".svg")
_PLAIN = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".odttf")
_PROGRAMS = re.compile(
    r"macroEnabled|vbaProject|vbaData|keyMapCustomizations|attachedToolbars|activeX|oleObject|aFChunk"
    r"|relationships/(?:package|control|subDocument|attachedTemplate|frame|mailMerge)",
    re.IGNORECASE,
)
_ELEMENTS = {"object", "OLEObject", "control", "altChunk", "subDoc", "mailMerge", "frameset", "script"}
_ADDRESSES = {"src", "href", "althref"}
_FIELDS = frozenset(
    {
        "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "REF", "NOTEREF", "STYLEREF", "SEQ",
        "TOC", "TC", "TITLE", "SUBJECT", "AUTHOR", "DOCPROPERTY", "NUMWORDS", "DATE", "TIME", "SYMBOL",
        "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN",
    }
)  # fmt: skip
"""Those that only count, date or repeat what the document holds: any other may fetch or run."""
_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_INNER_LINK = re.compile(r"HYPERLINK\s+\\l\s", re.IGNORECASE)


def check_parts(parts: Parts) -> None:
    """Raise RefusedError for the first thing that is refused."""
    for name, content in sorted(parts.items()):
        if _PROGRAMS.search(name):
            raise RefusedError("PLA03 programa", nombre=quoted(name))
        if name.lower().endswith(_XML):
            _check_xml(_parse(content))
        elif not name.lower().endswith(_PLAIN):
            raise RefusedError("PLA03 parte", nombre=quoted(name))
        elif is_oversized(content):
            raise RefusedError("PLA05 imagen", nombre=quoted(name), maximo=MAX_SIDE)
    if _MAIN not in parts[CONTENT_TYPES]:
        raise RefusedError("PLA05 word")


def _parse(content: bytes) -> Xml:
    """Read XML, without entities, without a network; what has a DTD is no part of a document."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise RefusedError("PLA05 word") from None
    if root.getroottree().docinfo.doctype:
        raise RefusedError("PLA05 word")
    return root


def _check_xml(root: Xml) -> None:
    for element in root.iter(etree.Element):
        name = local(element.tag)
        if name in _ELEMENTS:
            raise RefusedError("PLA03 programa", nombre=quoted(name))
        if name == "Relationship":
            _check_relationship(element.attrib)
        elif name in {"Override", "Default"}:
            _check_content_type(element.attrib)
        else:
            _check_addresses(element.attrib)
    for instruction in _instructions(root):
        _check_field(instruction)


def _check_relationship(attributes: Mapping[str, str]) -> None:
    kind, target = attributes.get("Type", ""), attributes.get("Target", "").strip()
    if not kind or not target or not attributes.get("Id"):
        raise RefusedError("PLA05 word")
    if _PROGRAMS.search(kind):
        raise RefusedError("PLA03 programa", nombre=quoted(kind.rpartition("/")[2]))
    outside = attributes.get("TargetMode", "Internal") != "Internal"
    if (outside or ":" in target or target.startswith(("//", "\\"))) and not (
        kind.endswith("/hyperlink") and _LINK.match(target)
    ):
        raise RefusedError("PLA03 vinculo", destino=quoted(target))


def _check_content_type(attributes: Mapping[str, str]) -> None:
    """Refuse a program, and XML under a name that would pass for a picture."""
    kind = attributes.get("ContentType", "")
    name = attributes.get("PartName") or "." + attributes.get("Extension", "")
    if not kind or name == ".":
        raise RefusedError("PLA05 word")
    if _PROGRAMS.search(kind):
        raise RefusedError("PLA03 programa", nombre=quoted(kind.rpartition("/")[2]))
    if kind.endswith("xml") and not name.lower().endswith(_XML):
        raise RefusedError("PLA03 parte", nombre=quoted(name))


def _check_addresses(attributes: Mapping[str, str]) -> None:
    """Refuse what old drawings and SVG fetch without a relationship."""
    for key, value in attributes.items():
        if local(key) in _ADDRESSES and not value.startswith(("#", "data:")):
            raise RefusedError("PLA03 vinculo", destino=quoted(value))


def _instructions(root: Xml) -> Iterator[str]:
    """Each field's instruction, whole: Word lets it be cut into runs, and fields stand inside fields."""
    stack: list[str] = []
    for element in root.iter("{*}fldSimple", "{*}fldChar", "{*}instrText", "{*}delInstrText"):
        attributes = {local(key): value for key, value in element.attrib.items()}
        name, kind = local(element.tag), attributes.get("fldCharType")
        if name == "fldSimple":
            yield attributes.get("instr", "")
        elif name != "fldChar":
            before = stack.pop() if stack else ""  # nothing, outside of any field
            stack.append(before + (element.text or ""))
        elif kind == "begin":
            stack.append("")
        elif kind == "end" and stack:
            yield stack.pop()
    yield from stack


def _check_field(instruction: str) -> None:
    words = instruction.split(maxsplit=1)
    kind = words[0].upper() if words else ""
    if kind not in _FIELDS and not _INNER_LINK.match(instruction.strip()):
        raise RefusedError("PLA03 campo", nombre=quoted(kind))


def local(name: str) -> str:
    """An XML name without its namespace."""
    return name.rpartition("}")[2]
