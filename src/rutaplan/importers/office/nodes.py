"""nodes: what an element of XML is asked, whatever its namespace: names, attributes, what stands in it.

Word's elements are known by their local names; those of OpenDocument by these with a prefix, as text:p.
"""

import re
from functools import lru_cache
from xml.etree.ElementTree import Element

OFF = {"0", "false", "off"}
_PREFIXES = {"drawing": "draw", "svg-compatible": "svg", "MathML": "math", "Math": "math", "elements": "dc"}
"""The prefixes that the standard of OpenDocument uses, where the end of a namespace does not say them."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def local(element: Element) -> str:
    """Give the name of an element, whatever its namespace: strict files have others."""
    return _local(element.tag)


@lru_cache(4096)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """Give an attribute by its local name, or nothing."""
    return next((str(value) for key, value in element.items() if key.rpartition("}")[2] == name), "")


def child(element: Element | None, *names: str) -> Element | None:
    """Give what is found going down by these names, or nothing."""
    for name in names:
        for each in () if element is None else element:
            if local(each) == name:
                element = each
                break
        else:
            return None
    return element


def children(element: Element | None, name: str) -> list[Element]:
    """Give what stands in an element by this name."""
    return [] if element is None else [each for each in element if local(each) == name]


def value(element: Element | None, *names: str) -> str:
    """Give the w:val of what is found going down by these names, or nothing."""
    found = child(element, *names)
    return "" if found is None else attribute(found, "val")


def is_on(element: Element | None, *names: str) -> bool:
    """Whether a property is there, and not turned off."""
    found = child(element, *names)
    return found is not None and attribute(found, "val").lower() not in OFF


def number(text: str, otherwise: int, most: int = 10**5) -> int:
    """Read a number that a file gives; one more than may be is enough to know that there are too many."""
    return min(int(text[:9]), most + 1) if text.isascii() and text.isdecimal() else otherwise


def times(text: str, most: int) -> int:
    """Read how many times something stands or how much it covers, once at the least."""
    return max(1, number(text, 1, most))


def raised(text: str) -> str:
    """Give the figures of a run that stands above the line as such: 6 and a raised 2 are no 62."""
    return text.translate(_RAISED)


def is_high(properties: Element | None) -> bool:
    """Whether the properties of a run raise it above the line."""
    return value(properties, "vertAlign") == "superscript" or number(value(properties, "position"), 0) > 0


@lru_cache(4096)
def _short(tag: str) -> str:
    """Give a name with the prefix that the standard uses."""
    space, _, name = tag[1:].rpartition("}")
    words = [each for each in re.split(r"[:/#]", space) if each and not each[0].isdigit()]
    prefix = words[-1] if words else ""
    return f"{_PREFIXES.get(prefix, prefix)}:{name}"


def named(element: Element) -> str:
    """Give the name of an element, as text:p."""
    return _short(element.tag)


def said(element: Element, name: str) -> str:
    """Give an attribute by such a name, or nothing."""
    for key, text in element.items():
        if _short(key) == name:
            return str(text)
    return ""


def said_id(element: Element, name: str) -> str:
    """Give the id of an element, by this name or that of XML itself."""
    return said(element, name) or next((text for key, text in element.items() if key.endswith("}id")), "")
