"""ESQ, and the cells with a code of their own: what the keys and values of a sheet may be."""

from rutaplan.catalogue.entry import Entry
from rutaplan.diagnostics import Severity

ENTRIES = (
    Entry(
        "ESQ01",
        Severity.ERROR,
        "falta una clave",
        """
        Falta una clave obligatoria. Callar no es decidir: si nadie lo ha decidido, la clave se escribe
        con por_definir, y así se cuenta entre lo pendiente.

        Mal:
            # taller.yaml
            horizontes: {corto: 12}

        Bien:
            # taller.yaml
            horizontes: {corto: 12, mediano: 36}
        """,
    ),
    Entry(
        "ESQ02",
        Severity.ERROR,
        "la clave no existe en el formato",
        """
        El formato no tiene esa clave: casi siempre está mal escrita, y entonces su valor no llegaría a
        ningún documento. Lo que no cabe en ninguna clave va en «notas».

        Mal:
            prioritaria: true

        Bien:
            prioridad: true
        """,
    ),
    Entry(
        "ESQ03",
        Severity.ERROR,
        "el valor no es de la clase esperada",
        """
        Hay una lista donde va un texto, un texto donde va una lista, o algo parecido. Las listas van
        entre corchetes, aunque tengan un solo elemento.

        Mal:
            temas: trata_de_personas

        Bien:
            temas: [trata_de_personas]
        """,
    ),
    Entry(
        "ESQ04",
        Severity.ERROR,
        "el valor no está entre los posibles",
        """
        La clave admite unas pocas palabras, y esta no es una de ellas. Son pocas para que las hojas se
        puedan comparar y contar.

        Mal:
            estado: en_marcha

        Bien:
            estado: en_ejecucion
        """,
    ),
    Entry(
        "ESQ05",
        Severity.ERROR,
        "el valor está vacío",
        """
        La clave está escrita, pero sin valor, y nadie sabrá si falta decidirlo o si se borró por
        descuido. Se escribe el valor o por_definir; una clave opcional se quita.

        Mal:
            instituciones: []

        Bien:
            instituciones: por_definir
        """,
    ),
    Entry(
        "ESQ06",
        Severity.ERROR,
        "el valor no tiene la forma esperada",
        """
        El valor tiene una forma fija (una fecha, un id, un código de país) y este no la tiene. La forma
        fija deja ordenar las fechas y encontrar lo que cada id nombra.

        Mal:
            plazo_desde: 31/03/2027

        Bien:
            plazo_desde: 2027-03-31
        """,
    ),
    Entry(
        "ESQ07",
        Severity.ERROR,
        "el texto es demasiado corto o demasiado largo",
        """
        El texto es tan corto que no dice nada, o tan largo que no cabe en la matriz. El de una acción
        tiene de 10 a 1000 caracteres; un título o un nombre, hasta 200; los demás, hasta 2000.

        Mal:
            texto: Revisar.

        Bien:
            texto: Revisar los marcos jurídicos del retorno.
        """,
    ),
    Entry(
        "ESQ09",
        Severity.ERROR,
        "la lista repite un valor",
        """
        La lista nombra lo mismo dos veces. Se contaría doble, y casi siempre quería decir otra cosa.

        Mal:
            instituciones: [hn-inm, hn-inm]

        Bien:
            instituciones: [hn-inm, mx-inm]
        """,
    ),
    Entry(
        "ESQ10",
        Severity.AVISO,
        "los esquemas del editor no están al día",
        """
        Los esquemas de esquemas/ se hicieron con otros ids que los del plan, o faltan: el editor
        ofrecería instituciones viejas y marcaría como error las nuevas. Se rehacen con «rutaplan schema».

        Mal:
            # instituciones.yaml
            hn-nueva:
              nombre: Institución recién agregada
              pais: HN
              tipo: autoridad_migratoria
              fuente: no_consta
              confianza: por_verificar

        Bien:
            # instituciones.yaml
            hn-nueva:
              nombre: Institución recién agregada
              pais: HN
              tipo: autoridad_migratoria
              fuente: no_consta
              confianza: por_verificar
            # esquemas (hecho por rutaplan schema)
        """,
    ),
    Entry(
        "PLZ03",
        Severity.ERROR,
        "el plazo no es un número entero de meses",
        """
        El plazo se escribe solo con el número de meses, de 1 a 120. Así se puede ordenar, comparar y
        clasificar en corto o mediano plazo; «6 meses» o «medio año» no.

        Mal:
            plazo_meses: 6 meses

        Bien:
            plazo_meses: 6

        Fuente: el formulario pide «Plazo (meses)»; el tope de 120 meses es una convención nuestra.
        """,
    ),
)
