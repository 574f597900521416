"""explaining: the sheet that explains the others, with their counts."""

from base64 import b64decode
from collections.abc import Sequence
from io import BytesIO
from itertools import count
from textwrap import TextWrapper

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from rutaplan.views.bloques import QR_MM, Clase, Dato, Tabla
from rutaplan.views.placing import Valor
from rutaplan.views.planilla import Planilla
from rutaplan.views.qr import qr_png
from rutaplan.writers.book.styles import Estilo, GrowingSheet, fit_height, print_setup, write_cell
from rutaplan.writers.papel import Papel

NOMBRE = "Cómo leer"
_LABEL_WIDTH = 26
_WIDTH = 12
_LAST_COLUMN = 8
_NAMING = {Clase.INSTITUCION, Clase.INSTITUCIONES}
_POINTS_PER_MM, _PIXELS_PER_MM = 72 / 25.4, 96 / 25.4
_ROOM = 6
# A row has a greatest height: a long paragraph goes on in the next row, whole.
_WRAPPER = TextWrapper(
    1500, expand_tabs=False, replace_whitespace=False, drop_whitespace=False, break_on_hyphens=False
)


def write_explaining(book: Workbook, planilla: Planilla, estilo: Estilo, papel: Papel) -> None:
    """Add the sheet: paragraphs, each beside what it is about, then counts, then the siglas.

    These are of all institutions that may be chosen: they are printed only if a row names one.
    """
    sheet = book.add_worksheet(NOMBRE, GrowingSheet)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, _LABEL_WIDTH)
    sheet.set_column(1, _LAST_COLUMN, _WIDTH)
    row = _write_paragraphs(sheet, _put_letterhead(sheet, planilla), planilla.explicacion, estilo)
    if planilla.cuadro is not None:
        row = _write_cuadro(sheet, row + 1, planilla.cuadro, estilo) + 1
    site = planilla.encabezado.identidad.sitio
    if site:
        row = _write_paragraphs(sheet, row, (Dato(site.antes.rstrip(":"), site.texto),), estilo)
        _put_picture(sheet, row, qr_png(site.destino), QR_MM, f"Código QR de {site.texto}")
        row += 2
    if not _names_any(planilla):
        sheet.print_area(0, 0, row - 1, _LAST_COLUMN)
    _write_paragraphs(sheet, row, planilla.siglas, estilo)
    sheet.set_portrait()
    print_setup(sheet, planilla, papel)


def _names_any(planilla: Planilla) -> bool:
    """Whether the rows name an institution by its sigla."""
    named = [at for at, each in enumerate(planilla.columnas) if each.clase in _NAMING]
    said = "\n".join(str(fila[at]) for fila in planilla.filas for at in named)
    return any(each.valor.partition(": ")[0] in said for each in planilla.siglas)


def _put_letterhead(sheet: Worksheet, planilla: Planilla) -> int:
    """Put the image over the rest; give the row after it.

    It stands here and not on top of each page: LibreOffice drops an image from there, and the first row of
    the other sheets is that of their titles.
    """
    logotipo = planilla.encabezado.identidad.logotipo
    if logotipo is None:
        return 0
    _put_picture(sheet, 0, b64decode(logotipo.datos), logotipo.alto, logotipo.dicho)
    return 1


def _put_picture(sheet: Worksheet, row: int, png: bytes, tall_mm: float, said: str) -> None:
    """Put a picture in a row as tall as it is."""
    sheet.set_row(row, tall_mm * _POINTS_PER_MM + _ROOM)
    # Its points come 96 to the inch, since it does not say otherwise; a PNG begins with how many there are.
    scale = tall_mm * _PIXELS_PER_MM / int.from_bytes(png[20:24])
    options = {"image_data": BytesIO(png), "x_scale": scale, "y_scale": scale, "description": said}
    sheet.insert_image(row, 0, "imagen.png", options)


def _write_paragraphs(sheet: Worksheet, row: int, paragraphs: tuple[Dato, ...], estilo: Estilo) -> int:
    """Write paragraphs from a row on; give the row after them."""
    rows = count(row)
    for parrafo in paragraphs:
        label = parrafo.rotulo
        for piece in _WRAPPER.wrap(parrafo.valor):
            row = next(rows)
            width = _WIDTH * _LAST_COLUMN
            sheet.set_row(row, fit_height([label, piece], [_LABEL_WIDTH, width]))
            write_cell(sheet, row, 0, label, estilo.rotulo)
            sheet.merge_range(row, 1, row, _LAST_COLUMN, "", estilo.texto)
            write_cell(sheet, row, 1, piece, estilo.texto)
            label = ""
    return next(rows)


def _write_cuadro(sheet: Worksheet, row: int, cuadro: Tabla, estilo: Estilo) -> int:
    """Write counts from a row on; give the row after them."""
    widths = [_LABEL_WIDTH, *[_WIDTH] * (len(cuadro.columnas) - 1)]
    sheet.write_string(row, 0, cuadro.rotulo, estilo.seccion)
    cuentas: list[tuple[Valor, ...]] = [
        (first.texto, *(int(each.texto) for each in counts))
        for first, *counts in (*cuadro.filas, cuadro.total)
    ]
    formats = [*[estilo.cuenta] * len(cuadro.filas), estilo.total]
    _write_line(sheet, row + 1, [each.titulo for each in cuadro.columnas], widths, estilo.titulo)
    for place, (cuenta, form) in enumerate(zip(cuentas, formats, strict=True), row + 2):
        _write_line(sheet, place, cuenta, widths, form)
    return row + 2 + len(cuentas)


def _write_line(
    sheet: Worksheet, row: int, cells: Sequence[Valor], widths: Sequence[int], form: Format
) -> None:
    sheet.set_row(row, fit_height(cells, widths))
    for column, valor in enumerate(cells):
        write_cell(sheet, row, column, valor, form)
