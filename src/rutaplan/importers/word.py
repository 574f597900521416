"""word: a Word document, read from its own XML, as pieces: nothing that it holds is left out."""

import itertools
from collections.abc import Iterator

from rutaplan.importers.layout import NONE, Block, Grid, laid, loose
from rutaplan.importers.package import TOO_DEEP, Element, Package, damaged, local
from rutaplan.importers.pieces import Cell, Document, Mark, Piece, Table
from rutaplan.importers.word_tables import Blocks, add_rows
from rutaplan.importers.word_walk import EMBEDDED, NOTES, Shared, Spot, Story

_PAGES = {
    "header": ("encabezado de página", Mark.HEADER),
    "footer": ("pie de página", Mark.FOOTER),
}


def read(content: bytes) -> Document:
    """Read a document, from the file alone. Raises UnreadableError, and ImportError without its extra."""
    try:
        shared = Shared(Package(content))
        main = Story(shared, shared.package.main)
        body = Body(main).read()
        pages = {kind: [*_pages(shared, kind)] for kind in _PAGES}
        blocks = (*pages["header"], *laid(body), *pages["footer"])
        return Document("documento de Word", blocks, tuple(_rest(shared)))
    except RecursionError:
        raise damaged(TOO_DEEP) from None


def _pages(shared: Shared, kind: str) -> Iterator[Cell | Table]:
    """Give what stands at the top or the foot of the pages; a document may have several."""
    name, mark = _PAGES[kind]
    parts = [*dict.fromkeys(each.name for each in shared.related.values() if each.kind == kind)]
    for at, part in enumerate(parts, start=1):
        before = f"{name}, " if len(parts) == 1 else f"{name} {at}, "
        story = Story(shared, part)
        yield from laid(story.blocks(story.root), before, frozenset({mark}))


def _rest(shared: Shared) -> Iterator[Piece]:
    """Give the notes and the objects to which nothing in the document leads."""
    while shared.notes:
        (kind, _), (story, note) = shared.notes.popitem()
        name, mark = NOTES[kind]
        yield from loose(story.blocks(note), name, frozenset({mark}))
    for each in shared.related.values():
        if each.kind in EMBEDDED and each.name not in shared.seen:
            yield from loose(shared.embedded(each.name), "objeto incrustado", frozenset({Mark.EMBEDDED}))


class Body:
    """The text of a document, read block by block and row by row: a tree of it could fill the memory."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._spot = Spot()
        self._taken: Element | None = None
        self._row: Element | None = None
        self._table: tuple[Grid, Blocks] | None = None

    def read(self) -> list[Block]:
        """Give its paragraphs and tables."""
        root = self._story.shared.package.stream(self._story.name, ("p", "tr", "tbl"), self._take)
        bodies = [each for each in root if local(each) == "body"]
        if not bodies:
            raise damaged("no tiene texto")
        for body in bodies:
            self._story.walk((each for each in body if each is not self._taken), self._spot, NONE)
        return self._spot.blocks

    def _take(self, element: Element) -> bool:
        """Read a paragraph, a table or a row of the body itself, and what stands before it."""
        block = element.getparent() if local(element) == "tr" else element
        body = block.getparent()
        if body is None or local(body) != "body":
            return False
        for each in itertools.takewhile(lambda each: each is not block, list(body)):
            if each is not self._taken:
                self._story.walk((each,), self._spot, NONE)
            body.remove(each)
        if local(block) != "tbl":
            self._story.walk((block,), self._spot, NONE)
        elif element is block:
            self._rows(block, None)
            self._table = self._row = None
        else:
            self._rows(block, element)
            return True
        block.clear(keep_tail=True)
        self._taken = block
        return True

    def _rows(self, table: Element, last: Element | None) -> None:
        """Read the rows of a table that have not been, as far as the last that has come."""
        grid, read = self._table = self._table or self._story.begin_table(table, self._spot)
        for each in list(table):
            if each is not self._row:
                add_rows(grid, each, NONE, read)
            if last is not None and each is last:
                each.clear(keep_tail=True)
                self._row = each
                return
            table.remove(each)
