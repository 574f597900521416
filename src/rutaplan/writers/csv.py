"""csv: a tabla as text that any program reads: RFC 4180, and formulas stay text."""

import csv
import io

from rutaplan.diagnostics import Diagnostic
from rutaplan.printable import guard_cell
from rutaplan.views import Tabla
from rutaplan.writers.papel import Papel


def write(tabla: Tabla, papel: Papel) -> bytes | Diagnostic:
    """Write the rows under their titles. The byte order mark tells Excel that it is UTF-8."""
    del papel
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([guard_cell(columna.titulo) for columna in tabla.columnas])
    writer.writerows([guard_cell(str(valor)) for valor in fila] for fila in tabla.filas)
    return stream.getvalue().encode("utf-8-sig")
