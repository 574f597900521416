"""open_walk: what an OpenDocument file holds, walked from beginning to end, as paragraphs and tables.

Elements are known by the prefix that the standard uses, whatever the prefix in the file. Text stands in them
and between them: the tail of each is read when the walk leaves it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from posixpath import normpath

from rutaplan.importers.layout import NONE, Block, Hanging, Marks, Paragraph, Total, Writing
from rutaplan.importers.open_controls import BOX, controls_of, field_of
from rutaplan.importers.open_styles import Styles, attribute, named, whole
from rutaplan.importers.open_tables import grid_of
from rutaplan.importers.package import Element, Package
from rutaplan.importers.pieces import Mark

_MANY = 10**5
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
class _Spot(Writing):
    """Where the walk is, and the list around."""

    list: _List | None = None


class Story:
    """The content of a file while it is read."""

    def __init__(self, package: Package, folder: str = "") -> None:
        self.package = package
        self.folder = folder
        self.skipped = _SKIPPED
        self.root = package.root(f"{folder}content.xml")
        styles = f"{folder}styles.xml"
        self.styles = Styles([self.root, *([package.root(styles)] if styles in package.names else [])])
        self.deleted: dict[str, list[Element]] = {}
        self._inserted: set[str] = set()
        self._open: set[str] = set()
        self._total = Total()
        self._counts: dict[str, dict[int, int]] = {}
        self._controls = controls_of(self.root)
        for region in self.root.iter("{*}changed-region"):
            self._add_change(region)

    def _add_change(self, region: Element) -> None:
        ident = attribute(region, "text:id") or next((v for k, v in region.items() if k.endswith("}id")), "")
        for each in region:
            if named(each) == "text:insertion":
                self._inserted.add(ident)
            elif named(each) == "text:deletion":
                self.deleted[ident] = [part for part in each if named(part) != "office:change-info"]

    def blocks(self, elements: Iterable[Element], marks: Marks = NONE) -> list[Block]:
        """Give the paragraphs and tables in an element, or in some."""
        spot = _Spot()
        self.walk(elements, spot, marks)
        return spot.blocks

    def typed(self, element: Element) -> list[Block]:
        """Give what somebody typed on the pages of a workbook, whose numbers and names come by themselves."""
        self.skipped = _SKIPPED | _GENERATED
        try:
            return self.blocks(element)
        finally:
            self.skipped = _SKIPPED

    def walk(self, elements: Iterable[Element], spot: _Spot, marks: Marks) -> None:
        """Put some elements, and the text behind each, where the walk is."""
        for each in elements:
            name = named(each)
            if name not in self.skipped:
                self._one(name, each, spot, marks)
            if each.tail and spot.open is not None:
                self._add(spot, each.tail, marks)

    def _one(self, name: str, element: Element, spot: _Spot, marks: Marks) -> None:  # noqa: C901, PLR0912 - a list of names
        match name:
            case "text:p" | "text:h":
                self._paragraph(element, spot, marks)
            case "text:span":
                style = attribute(element, "text:style-name")
                self._inside(element, spot, self.styles.looks("text", style, marks))
            case "text:s":
                self._add(spot, "\xa0" * whole(element, "text:c", 1, 1000), marks)
            case "text:tab":
                self._add(spot, "\xa0", marks)
            case "text:line-break":
                spot.paragraph().runs.append(("\n", self._changed(marks)))
            case "text:note" | "office:annotation":
                self._note(name, element, spot, marks)
            case "text:change-start":
                self._open.add(attribute(element, "text:change-id"))
            case "text:change-end":
                self._open.discard(attribute(element, "text:change-id"))
            case "text:change":
                self._deletion(attribute(element, "text:change-id"), spot, marks)
            case "text:placeholder":
                self._inside(element, spot, marks | {Mark.PLACEHOLDER})
            case "text:hidden-text" | "text:hidden-paragraph":
                self._inside(element, spot, marks | {Mark.HIDDEN})
            case "text:section":
                hidden = attribute(element, "text:display") == "none"
                self._inside(element, spot, marks | {Mark.HIDDEN} if hidden else marks)
            case "text:list":
                self._list(element, spot, marks)
            case "text:list-item" | "text:list-header":
                self._item(name, element, spot, marks)
            case "table:table":
                self._table(element, spot, marks)
            case "loext:content-control":
                self._control(element, spot, marks)
            case "field:fieldmark":
                self._add(spot, field_of(element), marks)
            case "draw:control":
                self._add(spot, self._controls.get(attribute(element, "draw:control"), ""), marks)
            case "text:ruby-text":
                self._add(spot, f"({''.join(element.itertext())})", marks)
            case "svg:title" | "svg:desc" | "table:title" | "table:desc":
                self._hang(spot, "texto alternativo", Mark.ALTERNATIVE, [_line(element.text or "", marks)])
            case "draw:object" | "draw:object-ole":
                self._object(element, spot, marks)
            case _ if name in _SHAPES:
                self._shape(element, spot, marks)
            case _:
                self._inside(element, spot, marks)

    def _inside(self, element: Element, spot: _Spot, marks: Marks) -> None:
        if element.text and spot.open is not None:
            self._add(spot, element.text, marks)
        self.walk(element, spot, marks)

    def _changed(self, marks: Marks) -> Marks:
        return marks | {Mark.INSERTED} if self._open & self._inserted else marks

    def _add(self, spot: _Spot, text: str, marks: Marks) -> None:
        if text:
            spot.paragraph().runs.append((_BLANKS.sub(" ", text), self._changed(marks)))

    def _hang(self, spot: _Spot, name: str, mark: Mark, blocks: list[Block]) -> None:
        spot.paragraph().hanging.append(Hanging(name, mark, blocks))

    def _paragraph(self, element: Element, spot: _Spot, marks: Marks) -> None:
        style = attribute(element, "text:style-name")
        outer, spot.open = spot.open, Paragraph()
        spot.blocks.append(spot.open)
        if spot.list is not None:
            spot.open.level = spot.list.level
            if spot.list.fresh:
                spot.open.number, spot.list.fresh = self._number(spot.list, element), False
        self._inside(element, spot, self.styles.looks("paragraph", style, marks))
        spot.open = outer

    def _number(self, each: _List, element: Element) -> int:
        """Count an item of a list: the number that is printed before it, 0 for a bullet."""
        style = each.style or self.styles.list_of(attribute(element, "text:style-name"))
        printed, start = self.styles.lists.get(style, {}).get(each.level, (False, 1))
        counts = self._counts.setdefault(each.style, {})
        counts[each.level] = counts.get(each.level, start - 1) + 1
        for below in [level for level in counts if level > each.level]:
            del counts[below]
        return counts[each.level] if printed else 0

    def _list(self, element: Element, spot: _Spot, marks: Marks) -> None:
        outer = spot.list
        style = attribute(element, "text:style-name") or (outer.style if outer else "")
        spot.list = _List(style, outer.level + 1 if outer else 1)
        goes_on = attribute(element, "text:continue-numbering") == "true"
        if not outer and not goes_on and not attribute(element, "text:continue-list"):
            self._counts.pop(style, None)
        self.walk(element, spot, marks)
        spot.list = outer

    def _item(self, name: str, element: Element, spot: _Spot, marks: Marks) -> None:
        if spot.list is not None:
            spot.list.fresh = name == "text:list-item"
            start = attribute(element, "text:start-value")
            if start:
                counts = self._counts.setdefault(spot.list.style, {})
                counts[spot.list.level] = whole(element, "text:start-value", 1, _MANY) - 1
        self.walk(element, spot, marks)

    def _note(self, name: str, element: Element, spot: _Spot, marks: Marks) -> None:
        blocks = self.blocks(element, marks - _LOOKS)
        if name == "office:annotation":
            self._hang(spot, "comentario", Mark.COMMENT, blocks)
        else:
            last = attribute(element, "text:note-class") == "endnote"
            self._hang(spot, "nota al final" if last else "nota al pie", Mark.NOTE, blocks)

    def _deletion(self, ident: str, spot: _Spot, marks: Marks) -> None:
        found = self.deleted.pop(ident, None)
        if found is not None:
            self._hang(spot, "texto borrado", Mark.DELETED, self.blocks(found, marks - _LOOKS))

    def _control(self, element: Element, spot: _Spot, marks: Marks) -> None:
        if attribute(element, "loext:checkbox") == "true":
            self._add(spot, BOX[attribute(element, "loext:checked") == "true"], marks)
        else:
            empty = attribute(element, "loext:showing-place-holder") == "true"
            self._inside(element, spot, marks | {Mark.PLACEHOLDER} if empty else marks)

    def _shape(self, element: Element, spot: _Spot, marks: Marks) -> None:
        """Read a frame or a shape: what is said of it, what is in it, and its text as a box."""
        drawn = {"svg:title", "svg:desc", "draw:object", "draw:object-ole"}
        self.walk([each for each in element if named(each) in drawn], _Within(spot.paragraph()), marks)
        blocks = self.blocks([each for each in element if named(each) not in drawn], marks - _LOOKS)
        if blocks:
            self._hang(spot, "cuadro de texto", Mark.BOX, blocks)

    def _object(self, element: Element, spot: _Spot, marks: Marks) -> None:
        """Read an equation as text; the text of anything else that is inside, as of an embedded object."""
        href = attribute(element, "xlink:href")
        folder = f"{normpath(self.folder + href)}/"
        if f"{folder}content.xml" not in self.package.names:
            self.walk(element, spot, marks)
            if href:
                self._hang(spot, "objeto incrustado", Mark.EMBEDDED, [_line(href.rpartition("/")[2], marks)])
            return
        inner = Story(self.package, folder)
        if named(inner.root) == "math:math":
            texts = [
                each.text for each in inner.root.iter() if each.text and named(each) != "math:annotation"
            ]
            self._add(spot, " ".join(" ".join(texts).split()), marks)
        else:
            self._hang(spot, "objeto incrustado", Mark.EMBEDDED, inner.blocks(inner.root, marks))

    def _table(self, element: Element, spot: _Spot, marks: Marks) -> None:
        spot.blocks.append(grid_of(element, self._total, marks, self.blocks))


def _line(text: str, marks: Marks) -> Paragraph:
    return Paragraph([(text, marks)])


class _Within(_Spot):
    """The inside of a paragraph that is open already."""

    def __init__(self, paragraph: Paragraph) -> None:
        super().__init__(open=paragraph)
