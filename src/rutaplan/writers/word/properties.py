"""properties: what a Word document says of itself: its title, who made it, its language."""

from html import escape
from typing import TYPE_CHECKING

from rutaplan.writers.word.packaging import declare, relate

if TYPE_CHECKING:
    from rutaplan.views.encabezado import Encabezado

MAX_PROPERTY = 255
_CORE = "docProps/core.xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = f"{_PACKAGE}/relationships/metadata/core-properties"
_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"


def set_properties(parts: dict[str, bytes], title: str, head: "Encabezado") -> None:
    """Write what the document is; what the template was is not lent."""
    what = head.identidad
    day = ' xsi:type="dcterms:W3CDTF"'
    said = (
        ("dc:title", "", title),
        ("dc:subject", "", what.simbolo),
        ("dc:creator", "", head.autor),
        ("cp:keywords", "", what.version),
        ("dc:language", "", "es"),
        ("dcterms:created", day, what.fecha),
        ("dcterms:modified", day, what.fecha),
        ("cp:contentStatus", "", what.estado),
    )
    relate(parts, "", "rutaplan", _KIND, _CORE)
    declare(parts, _TYPE, PartName=f"/{_CORE}")
    parts[_CORE] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{''.join(f'<{name}{kind}>{_said(text)}</{name}>' for name, kind, text in said if text)}"
        "</cp:coreProperties>"
    ).encode()


def _said(text: str) -> str:
    kept = "".join(char for char in text[:MAX_PROPERTY] if char.isprintable() or char == " ")
    return escape(kept)
