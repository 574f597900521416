"""csv: a tabla as text that any program reads."""

from rutaplan.diagnostics import Diagnostic
from rutaplan.printable import csv_text
from rutaplan.views import Tabla
from rutaplan.writers.papel import Papel


def write(tabla: Tabla, papel: Papel) -> bytes | Diagnostic:
    """Write the rows under their titles. The byte order mark tells Excel that it is UTF-8."""
    del papel
    return csv_text([[columna.titulo for columna in tabla.columnas], *tabla.filas]).encode("utf-8-sig")
