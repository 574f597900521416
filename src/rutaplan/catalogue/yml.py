"""YML: what a file may be, and what may stand in it, before anything is known of its meaning."""

from rutaplan.catalogue.entry import Entry
from rutaplan.diagnostics import Severity

ENTRIES = (
    Entry(
        "YML01",
        Severity.ERROR,
        "la línea no se puede leer como YAML",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "YML02",
        Severity.ERROR,
        "la clave está repetida",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "YML03",
        Severity.ERROR,
        "hay un ancla o un alias de YAML",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "YML04",
        Severity.ERROR,
        "hay una etiqueta de YAML",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "YML05",
        Severity.ERROR,
        "hay una fusión de claves",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "YML06",
        Severity.ERROR,
        "el archivo tiene más de un documento, o una directiva",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "YML07",
        Severity.ERROR,
        "el archivo no tiene claves",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "YML08",
        Severity.ERROR,
        "la sangría está hecha con tabuladores",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "YML09",
        Severity.ERROR,
        "el archivo no está en UTF-8",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "YML10",
        Severity.ERROR,
        "hay un carácter que no se ve",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "YML11",
        Severity.ERROR,
        "el archivo es demasiado grande",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "YML12",
        Severity.ERROR,
        "el archivo tiene demasiados niveles",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "YML13",
        Severity.ERROR,
        "hay un enlace en lugar de un archivo",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "YML14",
        Severity.ERROR,
        "lo que lleva nombre de archivo no es un archivo",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "YML15",
        Severity.ERROR,
        "el archivo no se puede leer",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "YML16",
        Severity.ERROR,
        "el archivo podría ser del plan, pero no se leería",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "YML17",
        Severity.ERROR,
        "la clave no es un texto",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "YML18",
        Severity.AVISO,
        "un # corta el texto",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "YML19",
        Severity.ERROR,
        "dos archivos se llaman casi igual",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "YML20",
        Severity.ERROR,
        "quedó una marca de conflicto de git",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
    Entry(
        "YML21",
        Severity.ERROR,
        "falta un archivo del plan",
        """
        PENDIENTE DE ESCRIBIR.
        """,
    ),
)
