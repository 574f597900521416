"""pictures: images of ours in a Word document: what stands in the text, and the part that holds them."""

from collections.abc import Mapping
from html import escape

from rutaplan.writers.word.packaging import declare, relate

EMU_PER_MM = 36_000
_DRAWINGML = "http://schemas.openxmlformats.org/drawingml/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": _OFFICE,
    "wp": f"{_DRAWINGML}/wordprocessingDrawing",
    "a": f"{_DRAWINGML}/main",
    "pic": f"{_DRAWINGML}/picture",
}
_FIRST_ID = 90_000
"""A number that no picture of a template has: each has its own in the whole document."""


def drawing(number: int, wide_mm: float, tall_mm: float, said: str) -> str:
    """Write a picture in a line of text. number: which one of the document; said: what it shows."""
    size = " ".join(
        f'c{side}="{max(1, round(mm * EMU_PER_MM))}"' for side, mm in (("x", wide_mm), ("y", tall_mm))
    )
    told = f'id="{_FIRST_ID + number}" name="Imagen {number}" descr="{escape(said)}"'
    names = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in _NAMES.items())
    return (
        f'<w:drawing{names}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr {told}/><a:graphic><a:graphicData uri="{_DRAWINGML}/picture">'
        f"<pic:pic><pic:nvPicPr><pic:cNvPr {told}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{_name(number)}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )


def add_pictures(parts: dict[str, bytes], part: str, pictures: Mapping[int, bytes]) -> None:
    """Put the pictures that a part shows, by their numbers, into a document."""
    if not pictures:
        return
    folder, _, base = part.rpartition("/")
    for number, png in pictures.items():
        target = f"media/rutaplan-{base.partition('.')[0]}-{number}.png"
        parts[f"{folder}/{target}"] = png
        relate(parts, part, _name(number), f"{_OFFICE}/image", target)
    declare(parts, "image/png", Extension="png")


def _name(number: int) -> str:
    return f"rutaplanImagen{number}"
