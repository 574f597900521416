"""personas: the sheet in which a group writes who speaks for it and, in a form, who took part."""

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from rutaplan.views import Tabla
from rutaplan.views.formulario import COLUMNAS, ROTULO_PONENTE, Persona
from rutaplan.views.tabla import PARTICIPANTES, PONENTES
from rutaplan.writers.libro.hoja import Estilo, Hoja, fit_height, print_setup, write_cell
from rutaplan.writers.papel import Papel

_WIDTHS = (36, 44, 44, 18)
_ANSWERS = ("Sí", "No")


def write_personas(book: Workbook, tabla: Tabla, estilo: Estilo, papel: Papel) -> None:
    """Add the sheet: each group and who speaks; below, in a form, a line for each person."""
    sheet = book.add_worksheet(PARTICIPANTES if tabla.personas else PONENTES, Hoja)
    sheet.hide_gridlines(2)
    for column, width in enumerate(_WIDTHS[: len(_WIDTHS) if tabla.personas else 2]):
        sheet.set_column(column, column, width)
    row = 0
    for ponente in tabla.ponentes:
        write_cell(sheet, row, 0, ponente.grupo, estilo.seccion)
        sheet.set_row(row + 1, fit_height((ROTULO_PONENTE, ponente.nombre), _WIDTHS[:2]))
        write_cell(sheet, row + 1, 0, ROTULO_PONENTE, estilo.fija)
        write_cell(sheet, row + 1, 1, ponente.nombre, estilo.editable)
        row += 3
    if tabla.personas:
        _write_people(sheet, row, tabla.personas, estilo)
    sheet.set_landscape()
    print_setup(sheet, tabla, papel)


def _write_people(sheet: Worksheet, row: int, personas: tuple[Persona, ...], estilo: Estilo) -> None:
    """Write titles at a row, and the people below; whether one agreed is chosen."""
    for column, titulo in enumerate(COLUMNAS):
        write_cell(sheet, row, column, titulo, estilo.titulo)
    for number, persona in enumerate(personas, row + 1):
        agreed = _ANSWERS[0] if persona.casilla == "☒" else ""
        cells = (persona.nombre, persona.cargo, persona.institucion, agreed)
        sheet.set_row(number, fit_height(cells, _WIDTHS))
        for column, text in enumerate(cells):
            write_cell(sheet, number, column, text, estilo.editable)
    last, end = len(_WIDTHS) - 1, row + len(personas)
    sheet.data_validation(row + 1, last, end, last, {"validate": "list", "source": [*_ANSWERS]})
