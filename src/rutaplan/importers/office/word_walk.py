"""word_walk: what the parts of a Word file hold, walked from beginning to end, as paragraphs and tables.

Elements are known by their local names, so that strict documents, which have other namespaces, and what
drawings and equations hold read alike.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from posixpath import basename
from xml.etree.ElementTree import Element

from rutaplan.importers.foreign import OLE
from rutaplan.importers.hypertext import text_of
from rutaplan.importers.office.bounded_xml import damaged
from rutaplan.importers.office.form_controls import Fields, box_of, symbol
from rutaplan.importers.office.grids import Read, add_rows, wrapped
from rutaplan.importers.office.nodes import attribute, child, local, value
from rutaplan.importers.office.package import ZIP, Package
from rutaplan.importers.office.paragraphs import NONE, Block, Grid, Marks, Paragraph, Total, Writing
from rutaplan.importers.office.text_styles import Lists, WordStyles
from rutaplan.importers.pieces import Mark, UnreadableError

_CHARACTERS = {"br": "\n", "cr": "\n", "tab": " ", "ptab": " ", "noBreakHyphen": "-", "softHyphen": "\xad"}
NOTES = {
    "footnotes": ("nota al pie", Mark.NOTE), "endnotes": ("nota al final", Mark.NOTE),
    "comments": ("comentario", Mark.COMMENT),
}  # fmt: skip
_REFERENCES = {
    "footnoteReference": "footnotes", "endnoteReference": "endnotes",
    "commentReference": "comments", "commentRangeStart": "comments",
}  # fmt: skip
EMBEDDED = {"chart", "chartEx", "chartUserShapes", "diagramData", "aFChunk", "package", "oleObject"}
_OBJECTS = {"chart", "relIds", "OLEObject", "altChunk", "userShapes"}
_SHAPES = {"docPr", "cNvPr", "shape", "rect", "roundrect", "oval", "group", "line", "textpath"}
_SHOWN = re.compile(r"(?:word/document|xl/sharedStrings|ppt/slides/[^/]+|content)\.xml$")
_BLANKS = re.compile(r"[\n\r\t]")  # in XML they are white space, and no more
_SKIPPED = {
    "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sectPr", "rubyPr", "ctrlPr", "delInstrText",
    "tblPrEx", "tblPrExChange", "lastRenderedPageBreak", "proofErr", "bookmarkStart", "bookmarkEnd",
}  # fmt: skip


class WordParts:
    """What the parts of a document share: styles, lists, notes that wait for their place, what was seen."""

    def __init__(self, package: Package, *, inside: bool = False) -> None:
        self.package = package
        self.inside = inside
        self.related = package.related(package.main)
        self.styles = WordStyles(self._root("styles"))
        self.lists = Lists(self._root("numbering"), self.styles)
        self.seen: set[str] = set()
        self.total = Total()
        self.notes: dict[tuple[str, str], tuple[WordStory, Element]] = {}
        for each in self.related.values():
            if each.kind in NOTES:
                story = WordStory(self, each.name)
                notes = package.root(each.name)
                self.notes |= {(each.kind, attribute(note, "id")): (story, note) for note in notes}

    def _root(self, kind: str) -> Element | None:
        names = (each.name for each in self.related.values() if each.kind == kind)
        return next((self.package.root(name) for name in names), None)

    def embedded(self, name: str) -> list[Block]:
        """Give the text of a chart, a diagram or a file inside, as far as it can be known; or its name."""
        if name in self.seen:
            return []
        self.seen.add(name)
        try:
            return self._embedded(name)
        except UnreadableError:
            return [Paragraph([(basename(name), NONE)])]

    def _embedded(self, name: str) -> list[Block]:
        if name.endswith(".xml"):
            return WordStory(self, name).whole()
        content = self.package.part(name)
        if content.startswith(ZIP) and not self.inside:
            inner = WordParts(Package(content, self.package), inside=True)
            names = sorted(inner.package.names)
            shown = [*filter(_SHOWN.search, names)] or [each for each in names if "/worksheets/" in each]
            return [block for each in shown for block in WordStory(inner, each).whole()]
        if content.startswith((ZIP, OLE, b"{\\rtf")):
            raise damaged("no se abre")
        return [Paragraph([(text, NONE)]) for text in text_of(content.decode("utf-8", "replace")).split("\n")]


@dataclass(slots=True)
class _WordSpot(Writing):
    """Where the walk is, and whose styles hold."""

    table: str = ""
    style: str = ""
    unended: Paragraph | None = None  # its mark is deleted, so that the next one goes on with it


class WordStory:
    """A part of a document while it is read."""

    def __init__(self, shared: WordParts, name: str) -> None:
        self.shared = shared
        self.name = name
        self.related = shared.package.related(name)
        self.fields = Fields()
        self.alternative: list[str] = []

    def body(self) -> list[Block]:
        """Give the paragraphs and tables of the body, read block by block and row by row."""
        package, spot, table = self.shared.package, _WordSpot(), None
        found = False
        for parent, each in package.xml.stream(package.part(self.name), _is_block):
            found = True
            if local(parent) != "tbl":
                self._walk((each,), spot, NONE)
                continue
            if parent is not table:
                table = parent
                grid, read = self._begin_table(table, spot)
            add_rows(grid, each, NONE, read)
        if not found:
            raise damaged("no tiene texto")
        return spot.blocks

    def whole(self) -> list[Block]:
        """Give the paragraphs and tables of any other part."""
        return self.blocks(self.shared.package.root(self.name))

    def blocks(self, elements: Iterable[Element], marks: Marks = NONE, table: str = "") -> list[Block]:
        """Give the paragraphs and tables in an element."""
        spot = _WordSpot(table=table)
        self._walk(elements, spot, marks)
        return spot.blocks

    def _walk(self, elements: Iterable[Element], spot: _WordSpot, marks: Marks) -> None:
        """Put what an element holds, or some elements, where the walk is."""
        for each in elements:
            name = local(each)
            if name not in _SKIPPED:
                self._one(name, each, spot, marks)

    def _one(self, name: str, element: Element, spot: _WordSpot, marks: Marks) -> None:  # noqa: C901, PLR0912 - a list of names
        match name:
            case "r":
                self._run(element, spot, marks)
            case "t":
                self._text(element, spot, marks)
            case "p":
                self._paragraph(element, spot, marks)
            case "tbl":
                grid, read = self._begin_table(element, spot)
                for each in element:
                    add_rows(grid, each, marks, read)
            case "delText":
                self._text(element, spot, marks | {Mark.DELETED})
            case "si" | "v":  # a line of its own in a chart, or in a workbook inside
                outer, spot.open = spot.open, spot.begin()
                self._text(element, spot, marks)
                spot.open = outer
            case "AlternateContent":  # the others are for programs that cannot show the first
                ways = [each for each in element if local(each) in {"Choice", "Fallback"}]
                self._walk(ways[:1], spot, marks)
            case "sdt" | "ins" | "del" | "moveTo" | "moveFrom":
                self._wrapper(element, spot, marks)
            case "fldChar":
                text, own = self.fields.meet(element)
                if text:
                    spot.add(text, marks | own)
            case "instrText":
                self.fields.add(element.text or "")
            case "sym":
                spot.add(symbol(element), marks)
            case "txbxContent" | "txBody":
                spot.paragraph().hang(Mark.BOX, self.blocks(element, marks))
            case "rt":
                spot.add("(", marks)
                self._walk(element, spot, marks)
                spot.add(") ", marks)
            case "den" | "sup" | "sub" | "lim" | "deg" | "e":  # so that figures are not read as one
                if spot.open is not None and spot.open.runs:
                    spot.add("/" if name == "den" else " ", marks)
                self._walk(element, spot, marks)
            case _ if name in _CHARACTERS:
                spot.add(_CHARACTERS[name], marks)
            case _ if name in _REFERENCES:
                self._reference(_REFERENCES[name], element, spot, marks)
            case _ if name in _OBJECTS:
                self._object(element, spot, marks)
            case _ if name in _SHAPES:
                self._shape(name, element, spot, marks)
            case _:
                self._walk(element, spot, marks)

    def _paragraph(self, element: Element, spot: _WordSpot, marks: Marks) -> None:
        properties = child(element, "pPr")
        outer = spot.open, spot.style
        spot.open, spot.unended = spot.unended or spot.begin(), None
        spot.style = value(properties, "pStyle") or self.shared.styles.defaults.get("paragraph", "")
        self._walk(element, spot, marks)
        mark = child(properties, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            spot.unended = spot.open
            if any(text.strip() and Mark.DELETED not in own for text, own in spot.open.runs):
                spot.add("", frozenset({Mark.INSERTED}))
        elif Mark.DELETED not in marks:
            spot.open.number, spot.open.level, label = self.shared.lists.next(properties, spot.style)
            if label:
                spot.open.runs.insert(0, (f"{label} ", marks))
        spot.open, spot.style = outer

    def _run(self, element: Element, spot: _WordSpot, marks: Marks) -> None:
        properties = None
        for each in element:  # a run of an equation has two kinds, first its own
            if local(each) != "rPr":
                break
            properties = each
        own = self.shared.styles.marks((spot.table, spot.style), properties)
        before = len(spot.open.runs) if spot.open else 0
        self._walk(element, spot, marks | own if own else marks)
        if spot.open and self.shared.styles.is_high(properties):
            spot.open.lift(before)

    def _text(self, element: Element, spot: _WordSpot, marks: Marks) -> None:
        if element.text:
            own = marks | {Mark.HIDDEN} if self.fields.inside else marks
            spot.add(_BLANKS.sub(" ", element.text), own)
        self._walk(element, spot, marks)

    def _wrapper(self, element: Element, spot: _WordSpot, marks: Marks) -> None:
        if box := box_of(element):
            spot.add(box, marks)
        else:
            self._walk(element, spot, wrapped(element, marks))

    def _reference(self, kind: str, element: Element, spot: _WordSpot, marks: Marks) -> None:
        if spot.open is not None and (kind, ident := attribute(element, "id")) in self.shared.notes:
            story, note = self.shared.notes.pop((kind, ident))
            name, mark = NOTES[kind]
            spot.open.hang(mark, story.blocks(note, marks), name)

    def _shape(self, name: str, element: Element, spot: _WordSpot, marks: Marks) -> None:
        """Give what is said of a picture or a shape, and the letters of WordArt."""
        texts = [each for each in map(element.get, ("descr", "title", "alt")) if each]
        if name == "cNvPr" and texts == self.alternative:
            texts = []  # Word writes it twice for each picture
        elif name == "docPr":
            self.alternative = texts
        for each in texts:
            spot.paragraph().hang(Mark.ALTERNATIVE, [Paragraph([(each, marks)])])
        if letters := element.get("string"):
            spot.paragraph().hang(Mark.BOX, [Paragraph([(letters, marks)])])
        self._walk(element, spot, marks)

    def _object(self, element: Element, spot: _WordSpot, marks: Marks) -> None:
        """Give the text of the parts that a chart, a diagram or an object leads to."""
        for key, ident in element.items():
            related = self.related.get(ident) if "elationships" in key else None
            if related is not None and related.kind in EMBEDDED:
                spot.paragraph().hang(Mark.EMBEDDED, self.shared.embedded(related.name))
        self._walk(element, spot, marks)

    def _begin_table(self, element: Element, spot: _WordSpot) -> tuple[Grid, Read]:
        """Put an empty table where the walk is; give it, and what reads its cells."""
        style = value(element, "tblPr", "tblStyle") or self.shared.styles.defaults.get("table", "")
        spot.blocks.append(grid := Grid(self.shared.total))
        spot.unended = None  # a paragraph does not go on after a table
        return grid, lambda cell, marks: self.blocks(cell, marks, style)


def _is_block(above: Sequence[Element], each: Element) -> bool:
    """Whether something stands in the body of a text and is no table, or stands in a table there."""
    names = [local(every) for every in above[1:]]
    return names == ["body", "tbl"] or (names == ["body"] and local(each) != "tbl")
