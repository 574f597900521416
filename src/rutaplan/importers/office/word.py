"""word: a document of Word, read from its own XML, as pieces: nothing that it holds is left out.

the body, block by block ──word_walk──▶ paragraphs and grids ─┐
headers, footers, notes, objects: the same ───────────────────┴─paragraphs─▶ a document
"""

from collections.abc import Iterator

from rutaplan.importers.office.bounded_xml import TOO_DEEP, damaged
from rutaplan.importers.office.package import Package
from rutaplan.importers.office.paragraphs import Block, laid, loose, pages
from rutaplan.importers.office.word_walk import EMBEDDED, NOTES, WordParts, WordStory
from rutaplan.importers.pieces import Document, Mark, Piece


def read(content: bytes) -> Document:
    """Read a document, from the file alone. Raises UnreadableError."""
    try:
        shared = WordParts(Package(content))
        body = WordStory(shared, shared.package.main).body()
        top, foot = ([*pages(_parts(shared, mark), mark)] for mark in (Mark.HEADER, Mark.FOOTER))
        return Document("documento de Word", (*top, *laid(body), *foot), tuple(_rest(shared)))
    except RecursionError:
        raise damaged(TOO_DEEP) from None


def _parts(shared: WordParts, mark: Mark) -> list[list[Block]]:
    """Give the headers or the footers of the pages."""
    names = dict.fromkeys(each.name for each in shared.related.values() if each.kind == mark.name.lower())
    return [WordStory(shared, name).whole() for name in names]


def _rest(shared: WordParts) -> Iterator[Piece]:
    """Give the notes and the objects to which nothing in the document leads."""
    while shared.notes:
        (kind, _), (story, note) = shared.notes.popitem()
        name, mark = NOTES[kind]
        yield from loose(story.blocks(note), name, frozenset({mark}))
    for each in shared.related.values():
        if each.kind in EMBEDDED and each.name not in shared.seen:
            yield from loose(shared.embedded(each.name), "objeto incrustado", frozenset({Mark.EMBEDDED}))
