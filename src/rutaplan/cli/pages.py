"""pages: a document's page as text: on a terminal, as wide as that is, or as Markdown."""

from collections.abc import Iterable, Iterator

from rutaplan.cli import terminal
from rutaplan.derive.wording import Mark
from rutaplan.views.bloques import Bloque, Celda, Contraste, Parrafo, Tabla, Titulo
from rutaplan.views.pagina import Pagina

_MARKS = {"": "{}", "sale": "[-{}-]", "entra": "{{+{}+}}"}
"""As git marks words: a terminal may have no other way."""
_INDENT = " " * 4


def page_text(page: Pagina) -> str:
    """Its head and its blocks; what is said of how to read paper stays on paper."""
    head = (Titulo(page.nombre, 1), *page.cabeza, *([Parrafo(page.vacia)] if page.vacia else []))
    return "\n".join(line for block in (*head, *page.bloques) for line in _lines(block)) + "\n"


def page_markdown(page: Pagina, template: str = "documento.md") -> str:
    """The same as Markdown, by a template that comes with the program: a stranger's is code."""
    from rutaplan.render import own_folder  # noqa: PLC0415 - only this needs templates
    from rutaplan.render.printing import render  # noqa: PLC0415 - the same

    made = render(template, page, (own_folder(),))
    if not isinstance(made, str):
        raise TypeError(made)
    return made


def marked(words: Iterable[tuple[str, Mark]]) -> str:
    """A text as it was and as it is, in one line."""
    return " ".join(_MARKS[mark].format(text) for text, mark in words)


def _lines(block: Bloque) -> Iterator[str]:
    match block:
        case Titulo():
            yield from ([] if block.nivel == 1 else [""])
            yield terminal.wrapped(block.texto)
        case Parrafo():
            yield terminal.wrapped(block.texto)
        case Contraste():
            words = marked((each.texto, each.marca) for each in block.tramos)
            yield terminal.wrapped(f"{block.rotulo}: {words}")
        case Tabla():
            for row in block.filas:
                yield from _row(block, row)


def _row(table: Tabla, row: tuple[Celda, ...]) -> Iterator[str]:
    """A row as a paragraph under its id: so many columns of texts leave none of them room."""
    ident, first, *others = ("; ".join(filter(None, (cell.texto, cell.menudo))) for cell in row)
    yield terminal.wrapped(f"{ident}  {first}")
    titled = zip(table.columnas[2:], others, strict=True)
    said = [text if len(others) == 1 else f"{column.titulo}: {text}" for column, text in titled if text]
    if said:
        yield terminal.wrapped(" · ".join(said), _INDENT)
