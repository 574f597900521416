"""xlsx: the sheets of a workbook as tables. Formulas are not computed, nor taken."""

import warnings
from collections.abc import Sequence
from contextlib import redirect_stdout
from io import BytesIO, StringIO
from typing import Any

from rutaplan.importers.rejilla import (
    MAX_COLUMNAS,
    MAX_FILAS,
    Casilla,
    Documento,
    IlegibleError,
    Rejilla,
    acotada,
    casilla,
)

MAX_HOJAS = 50
_RECHAZOS = {
    "f": "es una fórmula; escriba en su lugar el valor",
    "e": "es un error de la hoja de cálculo; escriba en su lugar el valor",
}


def read(content: bytes) -> Documento:
    """Read every sheet, row by row, from the file alone: no links, no macros, no formulas."""
    from openpyxl import load_workbook  # noqa: PLC0415 - an extra, and slow to load
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415 - the same

    # Its XML comes from lxml where that is installed; the errors of both parsers are SyntaxErrors.
    broken = (
        InvalidFileException, SyntaxError, LookupError, ValueError, TypeError, AttributeError,
        ArithmeticError, RecursionError, EOFError,
    )  # fmt: skip
    try:
        # It warns, and even prints, about styles and extensions that nobody here needs.
        with warnings.catch_warnings(), redirect_stdout(StringIO()):
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
            sheets = tuple(_hoja(sheet) for sheet in book.worksheets[:MAX_HOJAS] if _is_data(sheet))
    except broken:
        raise IlegibleError(
            "Está dañado: no se entiende como hoja de cálculo. Ábralo en Excel o LibreOffice y guárdelo de "
            "nuevo como .xlsx."
        ) from None
    return Documento("hoja de cálculo", sheets)


def _is_data(sheet: Any) -> bool:  # noqa: ANN401 - as below
    """Whether a sheet may hold actions: not one that nobody sees, nor the one that explains our papers."""
    return str(sheet.sheet_state) == "visible" and str(sheet.title) != "Cómo leer"


def _hoja(sheet: Any) -> Rejilla:  # noqa: ANN401 - one of openpyxl's several kinds of sheet
    # What a sheet says of its size may be anything, and openpyxl would believe it.
    sheet.reset_dimensions()
    name = f"hoja «{sheet.title}»"
    rows = sheet.iter_rows(max_row=MAX_FILAS + 1, max_col=MAX_COLUMNAS)
    return acotada((_fila(row, name, number) for number, row in enumerate(rows, start=1)), name)


def _fila(row: Sequence[Any], name: str, number: int) -> tuple[Casilla, ...]:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - an extra

    end = max((column for column, cell in enumerate(row, start=1) if cell.value is not None), default=0)
    return tuple(
        casilla(
            _valor(cell.value),
            f"{name}, celda {get_column_letter(column)}{number}",
            _RECHAZOS.get(cell.data_type, ""),
        )
        for column, cell in enumerate(row[:end], start=1)
    )


def _valor(value: object) -> str:
    """Write a value as people see it: 6.0 is 6."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
