"""word: a Word document, read from its own XML, as pieces: nothing that it holds is left out."""

from collections.abc import Iterator

from rutaplan.importers.layout import laid, loose
from rutaplan.importers.package import TOO_DEEP, Package, damaged
from rutaplan.importers.pieces import Cell, Document, Mark, Piece, Table
from rutaplan.importers.word_lists import child
from rutaplan.importers.word_walk import EMBEDDED, NOTES, Shared, Story

_PAGES = {
    "header": ("encabezado de página", Mark.HEADER),
    "footer": ("pie de página", Mark.FOOTER),
}


def read(content: bytes) -> Document:
    """Read a document, from the file alone. Raises UnreadableError, and ImportError without its extra."""
    try:
        shared = Shared(Package(content))
        main = Story(shared, shared.package.main)
        body = child(main.root, "body")
        if body is None:
            raise damaged("no tiene texto")
        pages = {kind: [*_pages(shared, kind)] for kind in _PAGES}
        blocks = (*pages["header"], *laid(main.blocks(body)), *pages["footer"])
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
