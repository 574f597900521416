"""personas: the sheet of a form in which the group writes who took part."""

from xlsxwriter import Workbook

from rutaplan.views import Planilla
from rutaplan.views.formulario import COLUMNAS
from rutaplan.writers.libro.hoja import Estilo, Hoja, fit_height, print_setup, write_cell
from rutaplan.writers.papel import Papel

_WIDTHS = (36, 32, 44, 18)
_ANSWERS = ("Sí", "No")


def write_personas(book: Workbook, planilla: Planilla, estilo: Estilo, papel: Papel) -> None:
    """Add the sheet: the group, titles, and a line for each person; whether one agreed is chosen."""
    sheet = book.add_worksheet("Participantes", Hoja)
    sheet.hide_gridlines(2)
    write_cell(sheet, 0, 0, planilla.grupo, estilo.seccion)
    for column, (columna, width) in enumerate(zip(COLUMNAS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        write_cell(sheet, 1, column, columna.titulo, estilo.titulo)
    for number, (*known, box) in enumerate(planilla.personas, 2):
        cells = (*(each.texto for each in known), _ANSWERS[0] if box.texto == "☒" else "")
        sheet.set_row(number, fit_height(cells, _WIDTHS))
        for column, text in enumerate(cells):
            write_cell(sheet, number, column, text, estilo.editable)
    last = len(_WIDTHS) - 1
    sheet.data_validation(
        2, last, len(planilla.personas) + 1, last, {"validate": "list", "source": [*_ANSWERS]}
    )
    sheet.set_landscape()
    print_setup(sheet, planilla, papel)
