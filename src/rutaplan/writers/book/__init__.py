"""book: a workbook, with XlsxWriter: what is filled in, how to read it, and its lists.

Nothing outside imports this room before it knows that the extra is installed.
"""

import io
import re
from datetime import datetime
from zipfile import ZipFile

from xlsxwriter import Workbook

from rutaplan.views.planilla import Planilla
from rutaplan.writers.book.explaining import write_explaining
from rutaplan.writers.book.filling import write_filling, write_listas
from rutaplan.writers.book.people_sheet import write_people
from rutaplan.writers.book.styles import make_estilo
from rutaplan.writers.papel import Papel
from rutaplan.zips import pack

_CORE = "docProps/core.xml"
_DATES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def make_book(planilla: Planilla, papel: Papel) -> bytes:
    """Make the bytes of the workbook; the same planilla gives the same ones."""
    stream, what = io.BytesIO(), planilla.encabezado.identidad
    known = {"created": datetime.fromisoformat(what.fecha)} if what.fecha else {}
    with Workbook(stream, _OPTIONS) as book:
        book.set_properties(
            {
                "title": planilla.titulo,
                "author": planilla.encabezado.autor,
                "subject": what.simbolo,
                "keywords": what.version,
                "status": what.estado,
                "comments": planilla.origen,
                **known,
            }
        )
        estilo = make_estilo(book)
        write_filling(book, planilla, estilo, papel)
        if planilla.ponentes:
            write_people(book, planilla, estilo, papel)
        write_explaining(book, planilla, estilo, papel)
        write_listas(book, planilla, estilo, papel)
    return stream.getvalue() if known else _undated(stream)


def _undated(stream: io.BytesIO) -> bytes:
    """Take out the hour of a clock, which XlsxWriter writes where it is given none."""
    with ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return pack({**parts, _CORE: _DATES.sub(b"", parts[_CORE])})
