"""PLA: what may go wrong with a template."""

from rutaplan.catalogue.entry import Entry
from rutaplan.diagnostics import Severity

ENTRIES = (
    Entry(
        "PLA01",
        Severity.ERROR,
        "la plantilla tiene un error de escritura",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "PLA02",
        Severity.ERROR,
        "la plantilla nombra algo que no existe",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "PLA03",
        Severity.ERROR,
        "la plantilla intenta algo que no se permite",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "PLA04",
        Severity.ERROR,
        "la plantilla falló al imprimir",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "PLA05",
        Severity.ERROR,
        "la plantilla no se puede leer",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
)
