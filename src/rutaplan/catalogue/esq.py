"""ESQ, and the cells with a code of their own: what the keys and values of a sheet may be."""

from rutaplan.catalogue.entry import Entry
from rutaplan.diagnostics import Severity

ENTRIES = (
    Entry(
        "ESQ01",
        Severity.ERROR,
        "falta una clave",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "ESQ02",
        Severity.ERROR,
        "la clave no existe en el formato",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "ESQ03",
        Severity.ERROR,
        "el valor no es de la clase esperada",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "ESQ04",
        Severity.ERROR,
        "el valor no está entre los posibles",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "ESQ05",
        Severity.ERROR,
        "el valor está vacío",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "ESQ06",
        Severity.ERROR,
        "el valor no tiene la forma esperada",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "ESQ07",
        Severity.ERROR,
        "el texto es demasiado corto o demasiado largo",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "ESQ09",
        Severity.ERROR,
        "la lista repite un valor",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "ESQ10",
        Severity.AVISO,
        "los esquemas del editor no están al día",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "PLZ03",
        Severity.ERROR,
        "el plazo no es un número entero de meses",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
)
