"""csv: a planilla as text that any program reads."""

from rutaplan.diagnostics import Diagnostic
from rutaplan.printable import csv_text
from rutaplan.views.planilla import Planilla
from rutaplan.writers.papel import Papel


def write(planilla: Planilla, papel: Papel, separator: str = ",") -> bytes | Diagnostic:
    """Write the rows under their titles. The byte order mark tells Excel that it is UTF-8."""
    del papel
    titles = [columna.titulo for columna in planilla.columnas]
    return csv_text([titles, *planilla.filas], separator).encode("utf-8-sig")
