"""opendocument: a text or a workbook of LibreOffice (.odt, .ods), read from its own XML, as pieces."""

from collections.abc import Iterator

from rutaplan.importers.layout import laid, loose
from rutaplan.importers.open_sheets import PAGES, sheets_of
from rutaplan.importers.open_styles import named
from rutaplan.importers.open_walk import Story
from rutaplan.importers.package import TOO_DEEP, Package, damaged
from rutaplan.importers.pieces import Cell, Document, Mark, Piece, Table

_FIRST_PAGE = "Standard"  # that of a text, unless its first paragraph names another


def read(content: bytes) -> Document:
    """Read a file, from itself alone. Raises UnreadableError, and ImportError without its extra."""
    try:
        package = Package(content)
        story = Story(package)
        body = next((each for each in story.root.iter() if named(each) == "office:body"), None)
        if body is None or not len(body):
            raise damaged("no tiene texto")
        if named(body[0]) == "office:spreadsheet":
            return sheets_of(story, body[0])
        blocks = (*_pages(story, "header"), *laid(story.blocks(body)), *_pages(story, "footer"))
        return Document("documento de texto", blocks, tuple(_rest(story)))
    except RecursionError:
        raise damaged(TOO_DEEP) from None


def _pages(story: Story, kind: str) -> Iterator[Cell | Table]:
    """Give what stands at the top or the foot of the kinds of page that the text uses."""
    name, mark = PAGES[kind]
    used = dict.fromkeys((_FIRST_PAGE, *sorted(story.styles.pages)))
    parts = [part for page in used for part in story.styles.page_parts(page, kind)]
    for at, part in enumerate(parts, start=1):
        before = f"{name}, " if len(parts) == 1 else f"{name} {at}, "
        yield from laid(story.blocks(part), before, frozenset({mark}))


def _rest(story: Story) -> Iterator[Piece]:
    """Give the deleted texts to which nothing in the document leads."""
    while story.deleted:
        _, left = story.deleted.popitem()
        yield from loose(story.blocks(left), "texto borrado", frozenset({Mark.DELETED}))
