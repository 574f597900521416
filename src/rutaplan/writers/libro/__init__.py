"""libro: a workbook, with XlsxWriter: what is filled in, how to read it, and its lists.

Nothing outside imports this room before it knows that the extra is installed.
"""

import io
from datetime import datetime

from xlsxwriter import Workbook

from rutaplan.views import Planilla
from rutaplan.writers.libro.captura import write_captura, write_listas
from rutaplan.writers.libro.hoja import make_estilo
from rutaplan.writers.libro.lectura import write_lectura
from rutaplan.writers.libro.personas import write_personas
from rutaplan.writers.papel import Papel

# The date of the entries of the zip; any other would have to come from a clock.
CREATED = datetime(1980, 1, 1)  # noqa: DTZ001 - XlsxWriter wants it without a zone, and means UTC
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def make_book(planilla: Planilla, papel: Papel) -> bytes:
    """Make the bytes of the workbook; the same planilla gives the same ones."""
    stream = io.BytesIO()
    with Workbook(stream, _OPTIONS) as book:
        book.set_properties(
            {
                "title": planilla.titulo,
                "author": planilla.encabezado.autor,
                "comments": planilla.origen,
                "created": CREATED,
            }
        )
        estilo = make_estilo(book)
        write_captura(book, planilla, estilo, papel)
        if planilla.ponentes:
            write_personas(book, planilla, estilo, papel)
        write_lectura(book, planilla, estilo, papel)
        write_listas(book, planilla, estilo, papel)
    return stream.getvalue()
