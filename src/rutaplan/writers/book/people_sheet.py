"""people_sheet: the sheet in which a group writes who speaks for it and, in a form, who took part."""

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from rutaplan.views.bloques import Clase
from rutaplan.views.planilla import NO, PARTICIPANTES, PONENTES, ROTULO_PONENTE, SI, Planilla
from rutaplan.writers.book.styles import Estilo, GrowingSheet, fit_height, print_setup, write_cell
from rutaplan.writers.papel import Papel

_WIDTHS = (36, 44)
"""Of the columns, where there is nobody but who speaks."""


def write_people(book: Workbook, planilla: Planilla, estilo: Estilo, papel: Papel) -> None:
    """Add the sheet: each group and who speaks; below, in a form, a line for each person."""
    sheet = book.add_worksheet(PARTICIPANTES if planilla.personas else PONENTES, GrowingSheet)
    sheet.hide_gridlines(2)
    for column, width in enumerate([each.letras for each in planilla.personas_columnas] or _WIDTHS):
        sheet.set_column(column, column, width)
    row = 0
    for ponente in planilla.ponentes:
        write_cell(sheet, row, 0, ponente.rotulo, estilo.seccion)
        sheet.set_row(row + 1, fit_height((ROTULO_PONENTE, ponente.valor), _WIDTHS))
        write_cell(sheet, row + 1, 0, ROTULO_PONENTE, estilo.fija)
        write_cell(sheet, row + 1, 1, ponente.valor, estilo.editable)
        row += 3
    if planilla.personas:
        _write_people(sheet, row, planilla, estilo)
    sheet.set_landscape()
    print_setup(sheet, planilla, papel)


def _write_people(sheet: Worksheet, row: int, planilla: Planilla, estilo: Estilo) -> None:
    """Write titles at a row, and the people below; whether one agreed is chosen."""
    widths, end = [each.letras for each in planilla.personas_columnas], row + len(planilla.personas)
    sheet.set_row(row, fit_height([each.titulo for each in planilla.personas_columnas], widths))
    for column, columna in enumerate(planilla.personas_columnas):
        write_cell(sheet, row, column, columna.titulo, estilo.titulo)
        if columna.clase is Clase.CASILLA:
            choice = {"validate": "list", "source": [SI, NO]}
            sheet.data_validation(row + 1, column, end, column, choice)
    for number, persona in enumerate(planilla.personas, row + 1):
        sheet.set_row(number, fit_height(persona, widths))
        for column, valor in enumerate(persona):
            write_cell(sheet, number, column, valor, estilo.editable)
