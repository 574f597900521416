"""filling: the sheet that people fill in, and the lists that they choose from."""

from collections.abc import Mapping

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from rutaplan.derive import silencio_label
from rutaplan.model import POR_DEFINIR
from rutaplan.views.bloques import Clase, Columna
from rutaplan.views.planilla import Opciones, Planilla
from rutaplan.writers.book.styles import Estilo, GrowingSheet, fit_height, print_setup, write_cell
from rutaplan.writers.papel import Papel

LISTAS = "Listas"
_UNDECIDED = silencio_label(POR_DEFINIR)
_MAY = {
    "autofilter": True,
    "sort": True,
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


def write_filling(book: Workbook, planilla: Planilla, estilo: Estilo, papel: Papel) -> None:
    """Add the sheet: titles in the first row, so that filters and other programs find them."""
    sheet = book.add_worksheet(planilla.nombre, GrowingSheet)
    widths = [columna.letras for columna in planilla.columnas]
    formats = [estilo.of(columna.clase) for columna in planilla.columnas]
    for column, columna in enumerate(planilla.columnas):
        # Out of the reader's sight; and still there when a program saves it, sorts it or copies its rows.
        sheet.set_column(column, column, columna.letras, None, {"hidden": columna.clase is Clase.HUELLA})
        sheet.write_string(0, column, columna.titulo, estilo.titulo)
    sheet.set_row(0, 2 * fit_height((), ()))
    for row, fila in enumerate(planilla.filas, 1):
        sheet.set_row(row, fit_height(fila, widths))
        for column, valor in enumerate(fila):
            write_cell(sheet, row, column, valor, formats[column])
    if planilla.filas:
        _guide(sheet, planilla, estilo)
    else:
        column = widths.index(max(widths))
        sheet.set_row(1, fit_height([planilla.vacia], [widths[column]]))
        sheet.write_string(1, column, planilla.vacia, estilo.texto)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(planilla.filas), 1), len(widths) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    print_setup(sheet, planilla, papel)
    sheet.protect("", _MAY)


def _guide(sheet: Worksheet, planilla: Planilla, estilo: Estilo) -> None:
    """Offer what may be chosen in each column, and mark what nobody has decided while it stays so."""
    last_row = len(planilla.filas)
    choices = {opciones.clase: (place, opciones) for place, opciones in enumerate(planilla.opciones)}
    for column, columna in enumerate(planilla.columnas):
        if columna.clase in choices:
            sheet.data_validation(1, column, last_row, column, _validation(*choices[columna.clase]))
        if columna.clase.editable:
            sheet.conditional_format(1, column, last_row, column, _mark(columna, estilo))


def _validation(place: int, opciones: Opciones) -> Mapping[str, object]:
    column = xl_col_to_name(place, col_abs=True)
    return {
        "validate": "list",
        "source": f"={LISTAS}!{column}$2:{column}${len(opciones.valores) + 1}",
        "input_title": opciones.titulo,
        "input_message": opciones.ayuda,
        "error_title": "No está en la lista",
        "error_message": f"Elija un valor de la lista, o escríbalo igual. {opciones.ayuda}",
        "show_error": not opciones.libre,
    }


def _mark(columna: Columna, estilo: Estilo) -> Mapping[str, object]:
    """Several institutions may stand in a cell, one of them undecided; other cells hold one value."""
    if columna.clase is Clase.INSTITUCIONES:
        return {"type": "text", "criteria": "containing", "value": _UNDECIDED, "format": estilo.hueco}
    return {"type": "cell", "criteria": "==", "value": f'"{_UNDECIDED}"', "format": estilo.hueco}


def write_listas(book: Workbook, planilla: Planilla, estilo: Estilo, papel: Papel) -> None:
    """Add the lists. Validations read them here: inside a rule Excel admits only 255 characters."""
    sheet = book.add_worksheet(LISTAS, GrowingSheet)
    sheet.hide()  # nobody reads it, and printed it would be pages of numbers
    for column, opciones in enumerate(planilla.opciones):
        longest = max(len(str(value)) for value in opciones.valores)
        sheet.set_column(column, column, min(max(longest, 12), 60))
        sheet.write_string(0, column, opciones.titulo, estilo.titulo)
        for row, value in enumerate(opciones.valores, 1):
            write_cell(sheet, row, column, value, estilo.lista)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    print_setup(sheet, planilla, papel)
    sheet.protect("", _MAY)
