"""PLA: what may go wrong with a template, or with what it would be printed on."""

from rutaplan.catalogue.entry import Entry
from rutaplan.diagnostics import Severity

ENTRIES = (
    Entry(
        "PLA01",
        Severity.ERROR,
        "la plantilla tiene un error de escritura",
        """
        La plantilla no está escrita como Jinja pide: falta cerrar algo, o una instrucción no existe.
        Mientras no se corrija, ese documento no se puede hacer.

        Mal:
            # templates/matriz.md.j2 (entero)
            {% if pagina %}
            Hay página.

        Bien:
            # templates/matriz.md.j2 (entero)
            {% if pagina %}
            Hay página.
            {% endif %}
        """,
    ),
    Entry(
        "PLA02",
        Severity.ERROR,
        "la plantilla nombra algo que no existe",
        """
        La plantilla nombra un campo, un filtro u otra plantilla que no existe. Imprimir un vacío en su
        lugar escondería el error en el papel que otros van a firmar.

        Mal:
            # templates/matriz.md.j2 (entero)
            {{ pagina.titulo_que_no_existe }}

        Bien:
            # templates/matriz.md.j2 (entero)
            {{ version }}
        """,
    ),
    Entry(
        "PLA03",
        Severity.ERROR,
        "la plantilla intenta algo que no se permite",
        """
        Una plantilla solo repite e imprime lo que la página trae. No llega a los archivos ni al
        programa por dentro, porque puede venir de otra persona.

        Mal:
            # templates/matriz.md.j2 (entero)
            {{ version.__class__.__mro__ }}

        Bien:
            # templates/matriz.md.j2 (entero)
            {{ version }}
        """,
    ),
    Entry(
        "PLA04",
        Severity.ERROR,
        "la plantilla falló al imprimir",
        """
        La plantilla se entendió, pero falló al imprimir: sumó un texto y un número, dividió entre cero
        o produjo un texto desmedido. Los cálculos los trae hechos la página.

        Mal:
            # templates/matriz.md.j2 (entero)
            {{ 1 / 0 }}

        Bien:
            # templates/matriz.md.j2 (entero)
            {{ 1 }}
        """,
    ),
    Entry(
        "PLA05",
        Severity.ERROR,
        "la plantilla no se puede leer",
        """
        La plantilla no existe, es un enlace, no está en UTF-8 o es demasiado grande. Se lee con la misma
        cautela que los datos.

        Mal:
            # templates/matriz.md.j2 (en latin-1)
            Acciones de la región.

        Bien:
            # templates/matriz.md.j2 (entero)
            Acciones de la región.
        """,
    ),
    Entry(
        "PLA06",
        Severity.ERROR,
        "el documento no cabe en una hoja de cálculo",
        """
        Una celda de Excel admite 32 767 caracteres, y una hoja 1 048 576 filas. Lo que pasa de ahí Excel
        lo corta o dice que el archivo está dañado; rutaplan no corta un texto acordado. Acorte el texto,
        elija menos acciones con los filtros, o haga el documento en otro formato, como csv o html.
        """,
    ),
)
