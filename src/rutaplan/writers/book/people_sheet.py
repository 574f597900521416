"""people_sheet: the sheet in which a group writes who speaks for it and, in a form, who took part."""

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from rutaplan.views.bloques import Celda
from rutaplan.views.documents.formulario import PERSONAS_COLUMNAS, ROTULO_PONENTE
from rutaplan.views.planilla import PARTICIPANTES, PONENTES, Planilla
from rutaplan.writers.book.styles import Estilo, GrowingSheet, fit_height, print_setup, write_cell
from rutaplan.writers.papel import Papel

_WIDTHS = (36, 44, 44, 18)
_ANSWERS = ("Sí", "No")


def write_people(book: Workbook, planilla: Planilla, estilo: Estilo, papel: Papel) -> None:
    """Add the sheet: each group and who speaks; below, in a form, a line for each person."""
    sheet = book.add_worksheet(PARTICIPANTES if planilla.personas else PONENTES, GrowingSheet)
    sheet.hide_gridlines(2)
    for column, width in enumerate(_WIDTHS[: len(_WIDTHS) if planilla.personas else 2]):
        sheet.set_column(column, column, width)
    row = 0
    for ponente in planilla.ponentes:
        write_cell(sheet, row, 0, ponente.grupo, estilo.seccion)
        sheet.set_row(row + 1, fit_height((ROTULO_PONENTE, ponente.nombre), _WIDTHS[:2]))
        write_cell(sheet, row + 1, 0, ROTULO_PONENTE, estilo.fija)
        write_cell(sheet, row + 1, 1, ponente.nombre, estilo.editable)
        row += 3
    if planilla.personas:
        _write_people(sheet, row, planilla.personas, estilo)
    sheet.set_landscape()
    print_setup(sheet, planilla, papel)


def _write_people(
    sheet: Worksheet, row: int, personas: tuple[tuple[Celda, ...], ...], estilo: Estilo
) -> None:
    """Write titles at a row, and the people below; whether one agreed is chosen."""
    for column, columna in enumerate(PERSONAS_COLUMNAS):
        write_cell(sheet, row, column, columna.titulo, estilo.titulo)
    for number, (*known, box) in enumerate(personas, row + 1):
        cells = (*(each.texto for each in known), _ANSWERS[0] if box.texto == "☒" else "")
        sheet.set_row(number, fit_height(cells, _WIDTHS))
        for column, text in enumerate(cells):
            write_cell(sheet, number, column, text, estilo.editable)
    last, end = len(_WIDTHS) - 1, row + len(personas)
    sheet.data_validation(row + 1, last, end, last, {"validate": "list", "source": [*_ANSWERS]})
