"""xlsx: a planilla as a workbook, if Excel can hold it."""

from rutaplan.catalogue import diagnose
from rutaplan.diagnostics import Diagnostic, Place
from rutaplan.views.planilla import Planilla
from rutaplan.writers.papel import Papel

MAX_UNITS = 32_767
MAX_ROWS = 1_048_576


def write(planilla: Planilla, papel: Papel, separator: str = ",") -> bytes | Diagnostic:
    """Write the workbook, or say what would not fit in it: a text is never cut."""
    del separator
    fault = _oversize(planilla)
    if fault is not None:
        return fault
    # XlsxWriter belongs to an extra, that may not be installed.
    from rutaplan.writers.book import make_book  # noqa: PLC0415

    return make_book(planilla, papel)


def _oversize(planilla: Planilla) -> Diagnostic | None:
    """Find the first text, or the sheet, that passes Excel's bounds; it counts in units of UTF-16."""
    if len(planilla.filas) >= MAX_ROWS:
        place = Place(f"{planilla.nombre.lower()}.xlsx")
        return diagnose("PLA06 filas", place, filas=len(planilla.filas), maximo=MAX_ROWS - 1)
    for fila, archivo in zip(planilla.filas, planilla.archivos, strict=True):
        for columna, valor in zip(planilla.columnas, fila, strict=True):
            units = len(str(valor).encode("utf-16-le")) // 2
            if units > MAX_UNITS:
                place = Place(archivo)
                return diagnose("PLA06 texto", place, largo=units, columna=columna.titulo, maximo=MAX_UNITS)
    return None
