"""drawings: what stands over the cells of a sheet: comments, text boxes, shapes, charts, objects."""

import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape
from posixpath import basename
from xml.etree.ElementTree import Element

from rutaplan.importers.nodes import child, local
from rutaplan.importers.package import Package
from rutaplan.importers.paragraphs import Marks, Run
from rutaplan.importers.pieces import Mark, words
from rutaplan.importers.sheet import column_name
from rutaplan.importers.workbook import stream, unescaped

_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor", "relSizeAnchor", "absSizeAnchor")
_VML_SHAPE = re.compile(r"<v:shape\b.*?</v:shape>", re.DOTALL)
_VML_TEXT = re.compile(r"<v:textbox\b.*?</v:textbox>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_FONT = r'"[^"]*"|[0-9]+|K(?:[0-9A-Fa-f]{6}|[0-9]{2}[+-][0-9]{3})'
_PAGE_CODE = re.compile(rf"&(?:{_FONT}|(?P<part>[LCR])|(?P<and>&)|[A-Za-z])")


def comments(package: Package, sheet: str) -> dict[str, list[str]]:
    """The comments of a sheet by the cell that they hang on, without whoever wrote them.

    A conversation is there twice: as it is, and as a note for old programs that repeats it.
    """
    found: dict[str, list[str]] = defaultdict(list)
    repeated = set()
    near = sorted(package.related(sheet).values(), key=lambda each: each.kind != "threadedComment")
    for related in near:
        if related.kind == "threadedComment":
            for each in stream(package.part(related.name), "threadedComment"):
                repeated.add(f"tc={each.get('id', '')}")
                found[each.get("ref", "")].append(_text_of(child(each, "text"), {"text"}))
        elif related.kind == "comments":
            for ref, author, text in _notes(package.part(related.name)):
                if author not in repeated:
                    found[ref].append(text.removeprefix(f"{author}:").strip() if author else text)
    return found


def drawn(package: Package, sheet: str) -> Iterator[tuple[str, str, Marks]]:
    """What stands over a sheet, and over which cell, the name of no cell where that is not known."""
    near = [*package.related(sheet).values()]
    seen: set[str] = set()
    for name in (each.name for each in near if each.kind == "drawing"):
        for over, text, marks in _drawing(package, name):
            seen.update(words(text))
            yield over, text, marks
    for related in near:
        if related.kind in {"package", "oleObject"}:
            yield "", basename(related.name), frozenset({Mark.EMBEDDED})
        elif related.kind == "vmlDrawing":
            for label in _old_shapes(package.part(related.name)):
                if not seen.issuperset(words(label)):
                    yield "", label, frozenset({Mark.BOX})


def page_texts(code: str) -> Iterator[str]:
    """Cut the header of a page into its left, middle and right, without the codes of fonts and numbers."""
    marked = _PAGE_CODE.sub(lambda each: "\0" if each["part"] else "&" if each["and"] else "", code)
    yield from filter(None, (text.strip() for text in marked.split("\0")))


def _drawing(package: Package, name: str) -> Iterator[tuple[str, str, Marks]]:
    for anchor in stream(package.part(name), *_ANCHORS):
        over = _corner(anchor)
        for text, marks in _shape(anchor, frozenset({Mark.BOX})):
            yield over, text, marks
    for part in package.related(name).values():
        if part.kind in {"chart", "chartEx", "diagramData"}:
            texts = [_text_of(each, {"t", "v"}) for each in stream(package.part(part.name), "t", "v")]
            yield "", " ".join(filter(None, texts)), frozenset({Mark.EMBEDDED})


def _corner(anchor: Element) -> str:
    """Name the cell under the first corner of a shape."""
    start = child(anchor, "from")
    if start is None:
        return ""
    at = {local(each): each.text or "" for each in start}
    return f"{column_name(int(at['col']) + 1)}{int(at['row']) + 1}"


def _shape(element: Element, marks: Marks) -> Iterator[Run]:
    """Read a shape and those in it: alternative texts, and each paragraph with its struck letters apart."""
    for each in element:
        match local(each):
            case "cNvPr":
                for text in filter(None, map(each.get, ("title", "descr"))):
                    yield unescaped(text), frozenset({Mark.ALTERNATIVE})
            case "p":
                yield from _paragraph(each, marks)
            case "Fallback":  # the same again, for programs that know less
                pass
            case _:
                hidden = any(part.get("hidden") in {"1", "true"} for first in each[:1] for part in first)
                yield from _shape(each, marks | {Mark.HIDDEN} if hidden else marks)


def _paragraph(paragraph: Element, marks: Marks) -> Iterator[Run]:
    live = struck = ""
    for run in paragraph:
        style = child(run, "rPr")
        if local(run) == "br":
            live += "\n"
        elif style is not None and style.get("strike", "noStrike") != "noStrike":
            struck += _text_of(run, {"t"})
        else:
            live += _text_of(run, {"t"})
    if live.strip():
        yield live, marks
    if struck.strip():
        yield struck, marks | {Mark.STRUCK}


def _text_of(element: Element | None, names: set[str]) -> str:
    """The letters of some elements in one, itself among them."""
    if element is None:
        return ""
    return "".join(unescaped(each.text or "") for each in element.iter() if local(each) in names)


def _notes(part: bytes) -> Iterator[tuple[str, str, str]]:
    """The notes of a sheet: cell, author and text."""
    authors: list[str] = []
    for each in stream(part, "authors", "comment"):
        if local(each) == "authors":
            authors = [author.text or "" for author in each]
        else:
            at = int(each.get("authorId", "0"))
            yield each.get("ref", ""), authors[at] if at < len(authors) else "", _text_of(each, {"t"})


def _old_shapes(part: bytes) -> Iterator[str]:
    """The texts of buttons and boxes as Excel 2007 keeps them, in a part that is hardly XML; no notes."""
    for shape in _VML_SHAPE.findall(part.decode("utf-8", "replace")):
        if 'ObjectType="Note"' not in shape:
            for box in _VML_TEXT.findall(shape):
                if text := " ".join(unescape(_TAG.sub(" ", box)).split()):
                    yield text
