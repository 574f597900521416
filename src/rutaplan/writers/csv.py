"""csv: in the making."""

from rutaplan.diagnostics import Diagnostic
from rutaplan.views import Tabla
from rutaplan.writers.papel import Papel


def write(tabla: Tabla, papel: Papel) -> bytes | Diagnostic:
    raise NotImplementedError
