"""What tests ask of a page: its tables and their cells, its headings, what its paragraphs say."""

from collections.abc import Mapping
from typing import Any

from rutaplan.views.bloques import ID, Celda, Parrafo, Renglones, Tabla, Titulo


def tables(page: Any) -> list[Tabla]:
    """The tables of actions of a page."""
    return [each for each in page.bloques if isinstance(each, Tabla) and each.columnas[0] is ID]


def counts(page: Any) -> list[list[str]]:
    """The table of counts: its titles, its rows, its sums."""
    (table,) = (each for each in page.bloques if isinstance(each, Tabla) and each.total)
    rows = [[cell.texto for cell in row] for row in (*table.filas, table.total)]
    return [[column.titulo for column in table.columnas], *rows]


def rows(page: Any) -> dict[str, Mapping[str, Celda]]:
    """The cells of each action, by its id, then by field, or by title where a column shows none."""
    return {
        row[0].texto: {
            column.campo or column.titulo: cell for column, cell in zip(table.columnas, row, strict=True)
        }
        for table in tables(page)
        for row in table.filas
    }


def headings(page: Any) -> list[str]:
    return [f"{each.rotulo} {each.texto}".strip() for each in page.bloques if isinstance(each, Titulo)]


def said(page: Any) -> list[str]:
    """Every paragraph, of the head and of the page."""
    return [each.texto for each in (*page.cabeza, *page.bloques) if isinstance(each, Parrafo)]


def asked(page: Any) -> list[str]:
    """What stands beside the lines to write on."""
    return [dato.rotulo for each in page.bloques if isinstance(each, Renglones) for dato in each.datos]
