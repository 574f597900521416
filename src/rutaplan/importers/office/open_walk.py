"""open_walk: what an OpenDocument file holds, walked from beginning to end, as paragraphs and tables.

Elements are known by the prefix that the standard uses, whatever the prefix in the file. Text stands in them
and between them: the tail of each is read when the walk leaves it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from posixpath import basename, normpath
from xml.etree.ElementTree import Element

from rutaplan.importers.office.form_controls import BOX, controls_of, mark_of
from rutaplan.importers.office.grids import fill
from rutaplan.importers.office.nodes import named, number, said, said_id
from rutaplan.importers.office.package import Package
from rutaplan.importers.office.paragraphs import NONE, Block, Grid, Marks, Paragraph, Total, Writing
from rutaplan.importers.office.text_styles import OpenStyles
from rutaplan.importers.pieces import Mark

_NO_BREAK_HYPHEN = "\u2011"  # what LibreOffice makes of the hyphens in the ids of our Word papers
_BLANKS = re.compile(r"[ \t\r\n]+")
_LOOKS = frozenset({Mark.STRUCK, Mark.HIDDEN, Mark.PLACEHOLDER, Mark.NOTE})  # what styles give, and take away
_SKIPPED = {
    "text:note-citation", "text:tracked-changes", "text:label", "text:sequence-decls",
    "text:variable-decls", "text:user-field-decls", "text:dde-connection-decls", "dc:creator", "dc:date",
    "meta:date-string", "meta:creator-initials", "loext:sender-initials", "office:forms",
    "office:event-listeners", "office:scripts", "office:font-face-decls", "office:binary-data",
    "office:automatic-styles", "table:calculation-settings", "table:content-validations",
    "table:named-expressions", "table:database-ranges", "text:index-source", "math:annotation",
    "text:table-of-content-source", "text:soft-page-break",
}  # fmt: skip
_GENERATED = {
    "text:page-number", "text:page-count", "text:sheet-name", "text:date", "text:time", "text:file-name",
    "text:title",
}  # fmt: skip
_SHAPES = {
    "draw:frame", "draw:custom-shape", "draw:rect", "draw:ellipse", "draw:circle", "draw:line", "draw:path",
    "draw:polygon", "draw:polyline", "draw:connector", "draw:caption", "draw:measure",
    "draw:regular-polygon",
}  # fmt: skip


@dataclass(slots=True)
class _List:
    """A list while it is read: its style, its level, and whether its next item has not begun."""

    style: str
    level: int
    fresh: bool = False


@dataclass(slots=True)
class _OpenSpot(Writing):
    """Where the walk is, and the list around."""

    list: _List | None = None


class Story:
    """The content of a file while it is read, or of an object in it; seen: the objects that were read."""

    def __init__(self, package: Package, folder: str = "", seen: set[str] | None = None) -> None:
        self.package = package
        self.folder = folder
        self._seen = set[str]() if seen is None else seen
        self.skipped = _SKIPPED
        self.root = package.root(f"{folder}content.xml")
        styles = f"{folder}styles.xml"
        self.styles = OpenStyles(self.root, package.root(styles) if styles in package.names else None)
        self.deleted: dict[str, list[Element]] = {}
        self._inserted: set[str] = set()
        self._open: set[str] = set()  # the insertions in which the walk is
        self._total = Total()
        self._counts: dict[str, dict[int, int]] = {}
        self._controls = controls_of(self.root)
        for region in self.root.findall(".//{*}changed-region"):
            ident = said_id(region, "text:id")
            for each in region:
                if named(each) == "text:insertion":
                    self._inserted.add(ident)
                elif named(each) == "text:deletion":
                    self.deleted[ident] = [part for part in each if named(part) != "office:change-info"]

    def blocks(self, elements: Iterable[Element], marks: Marks = NONE) -> list[Block]:
        """Give the paragraphs and tables in an element, or in some."""
        spot = _OpenSpot()
        self._walk(elements, spot, marks)
        return spot.blocks

    def typed(self, element: Element) -> list[Block]:
        """Give what somebody typed on the pages of a workbook, whose numbers and names come by themselves."""
        self.skipped = _SKIPPED | _GENERATED
        blocks = self.blocks(element)
        self.skipped = _SKIPPED
        return blocks

    def _walk(self, elements: Iterable[Element], spot: _OpenSpot, marks: Marks) -> None:
        """Put some elements, and the text behind each, where the walk is."""
        for each in elements:
            name = named(each)
            if name not in self.skipped:
                self._one(name, each, spot, marks)
            if each.tail and spot.open is not None:
                self._add(spot, each.tail, marks)

    def _one(self, name: str, element: Element, spot: _OpenSpot, marks: Marks) -> None:  # noqa: C901, PLR0912, PLR0915 - a list of names
        match name:
            case "text:p" | "text:h":
                self._paragraph(element, spot, marks)
            case "text:span":
                style = said(element, "text:style-name")
                before = len(spot.open.runs) if spot.open else 0
                self._inside(element, spot, self.styles.looks("text", style, marks))
                if spot.open and "high" in self.styles.whole("text", style).words:
                    spot.open.lift(before)
            case "text:s":
                self._add(spot, "\xa0" * number(said(element, "text:c"), 1, 1000), marks)
            case "text:tab":
                self._add(spot, "\xa0", marks)
            case "text:line-break":
                spot.add("\n", self._changed(marks))
            case "office:annotation":
                spot.paragraph().hang(Mark.COMMENT, self.blocks(element, marks - _LOOKS))
            case "text:note":
                kind = "nota al final" if said(element, "text:note-class") == "endnote" else ""
                spot.paragraph().hang(Mark.NOTE, self.blocks(element, marks - _LOOKS), kind)
            case "text:change-start":
                self._open.update(self._inserted & {said(element, "text:change-id")})
            case "text:change-end":
                self._open.discard(said(element, "text:change-id"))
            case "text:change":
                found = self.deleted.pop(said(element, "text:change-id"), None)
                if found is not None:
                    spot.paragraph().hang(Mark.DELETED, self.blocks(found, marks - _LOOKS))
            case "text:placeholder":
                self._inside(element, spot, marks | {Mark.PLACEHOLDER})
            case "text:hidden-text" | "text:hidden-paragraph":
                self._inside(element, spot, marks | {Mark.HIDDEN})
            case "text:section" if said(element, "text:display") == "none":
                self._inside(element, spot, marks | {Mark.HIDDEN})
            case "text:list":
                self._list(element, spot, marks)
            case "text:list-item" | "text:list-header":
                self._item(name, element, spot, marks)
            case "table:table":
                spot.blocks.append(grid := Grid(self._total))
                fill(grid, element, marks, self.blocks)
            case "loext:content-control" if said(element, "loext:checkbox") == "true":
                self._add(spot, BOX[said(element, "loext:checked") == "true"], marks)
            case "loext:content-control" if said(element, "loext:showing-place-holder") == "true":
                self._inside(element, spot, marks | {Mark.PLACEHOLDER})
            case "field:fieldmark":
                self._add(spot, mark_of(element), marks)
            case "draw:control":
                self._add(spot, self._controls.get(said(element, "draw:control"), ""), marks)
            case "text:ruby-text":
                self._add(spot, f"({''.join(element.itertext())})", marks)
            case "svg:title" | "svg:desc" | "table:title" | "table:desc":
                spot.paragraph().hang(Mark.ALTERNATIVE, [Paragraph([(element.text or "", marks)])])
            case "draw:object" | "draw:object-ole":
                self._object(element, spot, marks)
            case _ if name in _SHAPES:
                self._shape(element, spot, marks)
            case _:
                self._inside(element, spot, marks)

    def _inside(self, element: Element, spot: _OpenSpot, marks: Marks) -> None:
        if element.text and spot.open is not None:
            self._add(spot, element.text, marks)
        self._walk(element, spot, marks)

    def _changed(self, marks: Marks) -> Marks:
        return marks | {Mark.INSERTED} if self._open else marks

    def _add(self, spot: _OpenSpot, text: str, marks: Marks) -> None:
        if text:
            spot.add(_BLANKS.sub(" ", text).replace(_NO_BREAK_HYPHEN, "-"), self._changed(marks))

    def _paragraph(self, element: Element, spot: _OpenSpot, marks: Marks) -> None:
        style = said(element, "text:style-name")
        outer, spot.open = spot.open, spot.begin()
        if spot.list is not None:
            spot.open.level = spot.list.level
            if spot.list.fresh:
                spot.open.number, spot.list.fresh = self._number(spot.list, style), False
        self._inside(element, spot, self.styles.looks("paragraph", style, marks))
        spot.open = outer

    def _number(self, each: _List, style: str) -> int:
        """Count an item of a list: the number that is printed before it, 0 for a bullet."""
        levels = self.styles.lists.get(
            each.style or self.styles.whole("paragraph", style).words.get("list", ""), {}
        )
        printed, start = levels.get(each.level, (False, 1))
        counts = self._counts.setdefault(each.style, {})
        counts[each.level] = counts.get(each.level, start - 1) + 1
        for below in [level for level in counts if level > each.level]:
            del counts[below]
        return counts[each.level] if printed else 0

    def _list(self, element: Element, spot: _OpenSpot, marks: Marks) -> None:
        outer = spot.list
        style = said(element, "text:style-name") or (outer.style if outer else "")
        spot.list = _List(style, outer.level + 1 if outer else 1)
        goes_on = said(element, "text:continue-numbering") == "true" or said(element, "text:continue-list")
        if not outer and not goes_on:
            self._counts.pop(style, None)
        self._walk(element, spot, marks)
        spot.list = outer

    def _item(self, name: str, element: Element, spot: _OpenSpot, marks: Marks) -> None:
        if spot.list is not None:
            spot.list.fresh = name == "text:list-item"
            if start := said(element, "text:start-value"):
                self._counts.setdefault(spot.list.style, {})[spot.list.level] = number(start, 1) - 1
        self._walk(element, spot, marks)

    def _shape(self, element: Element, spot: _OpenSpot, marks: Marks) -> None:
        """Read a frame or a shape: what is said of it, what is in it, and its text as a box."""
        drawn = {"svg:title", "svg:desc", "draw:object", "draw:object-ole"}
        within = _OpenSpot(open=spot.paragraph())
        self._walk([each for each in element if named(each) in drawn], within, marks)
        if blocks := self.blocks([each for each in element if named(each) not in drawn], marks - _LOOKS):
            within.paragraph().hang(Mark.BOX, blocks)

    def _object(self, element: Element, spot: _OpenSpot, marks: Marks) -> None:
        """Read an equation as text; the text of anything else that is inside, as of an embedded object."""
        href = said(element, "xlink:href")
        folder = f"{normpath(self.folder + href)}/"
        if f"{folder}content.xml" not in self.package.names:
            self._walk(element, spot, marks)
            if href:
                spot.paragraph().hang(Mark.EMBEDDED, [Paragraph([(basename(href), marks)])])
            return
        if folder in self._seen:
            return
        self._seen.add(folder)
        inner = Story(self.package, folder, self._seen)
        if named(inner.root) == "math:math":
            texts = (each.text or "" for each in inner.root.iter() if named(each) != "math:annotation")
            self._add(spot, " ".join(" ".join(texts).split()), marks)
        else:
            spot.paragraph().hang(Mark.EMBEDDED, inner.blocks(inner.root, marks))
