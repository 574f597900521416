"""word_walk: one part of a Word document, walked from its beginning to its end, as paragraphs and tables.

Elements are known by their local names, so that strict documents, which have other namespaces, and what
drawings and equations hold read alike. The parser allows no more depth than a walk that calls itself can go.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rutaplan.importers.layout import NONE, Block, Grid, Hanging, Marks, Paragraph, Total, Writing
from rutaplan.importers.package import (
    OLE,
    ZIP,
    Element,
    Package,
    attribute,
    damaged,
    local,
    parse_html,
)
from rutaplan.importers.pieces import Mark, UnreadableError
from rutaplan.importers.word_fields import Fields, box_of, symbol
from rutaplan.importers.word_lists import Lists, Styles, child, value
from rutaplan.importers.word_tables import CHANGES, Blocks, add_rows, wrapped

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
_SHOWN = re.compile(r"(?:word/document|xl/sharedStrings|ppt/slides/slide\d+|content)\.xml$")
_BLANKS = re.compile(r"[\n\r\t]")  # in XML they are white space, and no more
_HANDLERS = {
    "p": "_paragraph", "si": "_line", "v": "_line", "r": "_run", "t": "_text", "delText": "_deleted",
    "AlternateContent": "_choice", "sdt": "_control", "fldChar": "_field", "instrText": "_code",
    "sym": "_symbol", "txbxContent": "_box", "txBody": "_box", "tbl": "_table", "rt": "_phonetic",
    **dict.fromkeys(_CHARACTERS, "_character"),
    **dict.fromkeys(("ins", "del", "moveTo", "moveFrom"), "_change"),
    **dict.fromkeys(_REFERENCES, "_reference"),
    **dict.fromkeys(("chart", "relIds", "OLEObject", "altChunk", "userShapes"), "_object"),
    **dict.fromkeys(("den", "sup", "sub", "lim", "deg", "e"), "_math"),
    **dict.fromkeys(("docPr", "cNvPr", "shape", "rect", "roundrect", "oval"), "_shape"),
    **dict.fromkeys(("group", "line", "textpath"), "_shape"),
}  # fmt: skip
_SKIPPED = {
    "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sectPr", "rubyPr", "ctrlPr", "delInstrText",
    "tblPrEx", "tblPrExChange", "lastRenderedPageBreak", "proofErr", "bookmarkStart", "bookmarkEnd",
}  # fmt: skip


class Shared:
    """What the parts of a document share: styles, lists, notes that wait for their place, what was seen."""

    def __init__(self, package: Package, *, inside: bool = False) -> None:
        self.package = package
        self.inside = inside
        self.related = package.related(package.main)
        self.styles = Styles(self._root("styles"))
        self.lists = Lists(self._root("numbering"), self.styles)
        self.seen: set[str] = set()
        self.total = Total()
        self.notes: dict[tuple[str, str], tuple[Story, Element]] = {}
        for each in self.related.values():
            if each.kind in NOTES:
                story = Story(self, each.name)
                self.notes |= {(each.kind, attribute(note, "id")): (story, note) for note in story.root}

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
            return [_line(name.rpartition("/")[2])]

    def _embedded(self, name: str) -> list[Block]:
        if name.endswith(".xml"):
            story = Story(self, name)
            return story.blocks(story.root)
        content = self.package.part(name)
        if content.startswith(ZIP) and not self.inside:
            inner = Shared(Package(content), inside=True)
            stories = [Story(inner, each) for each in sorted(inner.package.names) if _SHOWN.search(each)]
            return [block for story in stories for block in story.blocks(story.root)]
        if content.startswith((ZIP, OLE, b"{\\rtf")):
            raise damaged("no se abre")
        return [_line(text) for text in parse_html(content).itertext()]


@dataclass(slots=True)
class Spot(Writing):
    """Where the walk is, and whose styles hold."""

    table: str = ""
    style: str = ""
    unended: Paragraph | None = None  # its mark is deleted, so that the next one goes on with it


class Story:
    """A part of a document while it is read."""

    def __init__(self, shared: Shared, name: str) -> None:
        self.shared = shared
        self.name = name
        self.related = shared.package.related(name)
        self.fields = Fields()
        self.alternative: list[str] = []
        self._handlers = {name: getattr(self, method) for name, method in _HANDLERS.items()}

    @cached_property
    def root(self) -> Element:
        """The whole part, as a tree."""
        return self.shared.package.root(self.name)

    def blocks(self, element: Iterable[Element], marks: Marks = NONE, table: str = "") -> list[Block]:
        """Give the paragraphs and tables in an element."""
        spot = Spot(table=table)
        self.walk(element, spot, marks)
        return spot.blocks

    def walk(self, elements: Iterable[Element], spot: Spot, marks: Marks) -> None:
        """Put what an element holds, or some elements, where the walk is."""
        for each in elements:
            name = local(each)
            handler = self._handlers.get(name)
            if handler is not None:
                handler(each, spot, marks)
            elif name not in _SKIPPED:
                self.walk(each, spot, marks)

    def _paragraph(self, element: Element, spot: Spot, marks: Marks) -> None:
        properties = child(element, "pPr")
        outer = spot.open, spot.style
        spot.open, spot.unended = spot.unended or _added(spot), None
        spot.style = value(properties, "pStyle") or self.shared.styles.default("paragraph")
        self.walk(element, spot, marks)
        mark = child(properties, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            spot.unended = spot.open
            if any(text.strip() and not own & {Mark.DELETED} for text, own in spot.open.runs):
                spot.open.runs.append(("", frozenset({Mark.INSERTED})))
        elif Mark.DELETED not in marks:
            numbered = self.shared.lists.next(properties, spot.style)
            spot.open.number, spot.open.level = numbered.number, numbered.level
            if numbered.label:
                spot.open.runs.insert(0, (f"{numbered.label} ", marks))
        spot.open, spot.style = outer

    def _line(self, element: Element, spot: Spot, marks: Marks) -> None:
        """Give what is a line of its own in a chart, or in a workbook inside."""
        outer, spot.open = spot.open, _added(spot)
        self._text(element, spot, marks)
        spot.open = outer

    def _run(self, element: Element, spot: Spot, marks: Marks) -> None:
        properties = None
        for each in element:  # a run of an equation has two kinds, first its own
            if local(each) != "rPr":
                break
            properties = each
        own = self.shared.styles.marks((spot.table, spot.style), properties)
        self.walk(element, spot, marks | own if own else marks)

    def _text(self, element: Element, spot: Spot, marks: Marks) -> None:
        text = element.text
        if text:
            own = marks | {Mark.HIDDEN} if self.fields.inside else marks
            spot.paragraph().runs.append((_BLANKS.sub(" ", text), own))
        self.walk(element, spot, marks)

    def _deleted(self, element: Element, spot: Spot, marks: Marks) -> None:
        self._text(element, spot, marks | {Mark.DELETED})

    def _character(self, element: Element, spot: Spot, marks: Marks) -> None:
        spot.paragraph().runs.append((_CHARACTERS[local(element)], marks))

    def _symbol(self, element: Element, spot: Spot, marks: Marks) -> None:
        spot.paragraph().runs.append((symbol(element), marks))

    def _change(self, element: Element, spot: Spot, marks: Marks) -> None:
        self.walk(element, spot, marks | {CHANGES[local(element)]})

    def _choice(self, element: Element, spot: Spot, marks: Marks) -> None:
        """Take the first of what stands for the same: the others are for programs that cannot show it."""
        for each in [each for each in element if local(each) in {"Choice", "Fallback"}][:1]:
            self.walk(each, spot, marks)

    def _control(self, element: Element, spot: Spot, marks: Marks) -> None:
        box = box_of(element)
        if box:
            spot.paragraph().runs.append((box, marks))
        else:
            self.walk(element, spot, wrapped(element, marks))

    def _field(self, element: Element, spot: Spot, marks: Marks) -> None:
        text, mark = self.fields.meet(element)
        if text:
            spot.paragraph().runs.append((text, marks | mark))

    def _code(self, element: Element, _spot: Spot, _marks: Marks) -> None:
        self.fields.add(element.text or "")

    def _reference(self, element: Element, spot: Spot, marks: Marks) -> None:
        kind = _REFERENCES[local(element)]
        found = None if spot.open is None else self.shared.notes.pop((kind, attribute(element, "id")), None)
        if found is not None and spot.open is not None:
            story, note = found
            name, mark = NOTES[kind]
            spot.open.hanging.append(Hanging(name, mark, story.blocks(note, marks)))

    def _box(self, element: Element, spot: Spot, marks: Marks) -> None:
        blocks = self.blocks(element, marks)
        spot.paragraph().hanging.append(Hanging("cuadro de texto", Mark.BOX, blocks))

    def _shape(self, element: Element, spot: Spot, marks: Marks) -> None:
        """Give what is said of a picture or a shape, and the letters of WordArt."""
        name = local(element)
        texts = [each for each in map(element.get, ("descr", "title", "alt")) if each]
        if name == "cNvPr" and texts == self.alternative:
            texts = []  # Word writes it twice for each picture
        elif name == "docPr":
            self.alternative = texts
        for each in texts:
            hanging = Hanging("texto alternativo", Mark.ALTERNATIVE, [_line(each, marks)])
            spot.paragraph().hanging.append(hanging)
        if element.get("string"):
            hanging = Hanging("cuadro de texto", Mark.BOX, [_line(element.get("string"), marks)])
            spot.paragraph().hanging.append(hanging)
        self.walk(element, spot, marks)

    def _object(self, element: Element, spot: Spot, marks: Marks) -> None:
        """Give the text of the parts that a chart, a diagram or an object leads to."""
        for key, ident in element.items():
            related = self.related.get(ident) if "elationships" in key else None
            if related is not None and related.kind in EMBEDDED:
                hanging = Hanging("objeto incrustado", Mark.EMBEDDED, self.shared.embedded(related.name))
                spot.paragraph().hanging.append(hanging)
        self.walk(element, spot, marks)

    def _math(self, element: Element, spot: Spot, marks: Marks) -> None:
        """Keep the parts of an equation apart, so that their figures are not read as one."""
        if spot.open is not None and spot.open.runs:
            spot.open.runs.append(("/" if local(element) == "den" else " ", marks))
        self.walk(element, spot, marks)

    def _phonetic(self, element: Element, spot: Spot, marks: Marks) -> None:
        spot.paragraph().runs.append(("(", marks))
        self.walk(element, spot, marks)
        spot.paragraph().runs.append((")", marks))

    def _table(self, element: Element, spot: Spot, marks: Marks) -> None:
        grid, read = self.begin_table(element, spot)
        for each in element:
            add_rows(grid, each, marks, read)

    def begin_table(self, element: Element, spot: Spot) -> tuple[Grid, Blocks]:
        """Put an empty table where the walk is; give it, and what reads its cells."""
        grid, style = (
            Grid(self.shared.total),
            value(element, "tblPr", "tblStyle") or self.shared.styles.default("table"),
        )
        spot.blocks.append(grid)
        spot.unended = None  # a paragraph does not go on after a table
        return grid, lambda cell, marks: self.blocks(cell, marks, style)


def _added(spot: Spot) -> Paragraph:
    made = Paragraph()
    spot.blocks.append(made)
    return made


def _line(text: str, marks: Marks = NONE) -> Paragraph:
    return Paragraph([(text, marks)])
