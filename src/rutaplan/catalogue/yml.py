"""YML: what a file may be, and what may stand in it, before anything is known of its meaning."""

from rutaplan.catalogue.entry import Entry
from rutaplan.diagnostics import Severity

ENTRIES = (
    Entry(
        "YML01",
        Severity.ERROR,
        "la línea no se puede leer como YAML",
        """
        Una línea no sigue las reglas de YAML, y desde ahí el archivo no se entiende. Lo más común son
        dos puntos y espacio dentro de un texto sin comillas: YAML cree que empieza otra clave.

        Mal:
            notas: Eje de trabajo: retorno.

        Bien:
            notas: 'Eje de trabajo: retorno.'
        """,
    ),
    Entry(
        "YML02",
        Severity.ERROR,
        "la clave está repetida",
        """
        La misma clave aparece dos veces, y no hay modo de saber cuál de los dos valores vale. Muchos
        programas se quedan con el último sin decir nada; así se pierde una decisión.

        Mal:
            plazo_meses: 12
            plazo_meses: 6

        Bien:
            plazo_meses: 6
        """,
    ),
    Entry(
        "YML03",
        Severity.ERROR,
        "hay un ancla o un alias de YAML",
        """
        Un ancla (&) y su alias (*) hacen que un valor esté escrito en otra parte: quien lee la línea no
        lo ve, y quien cambia uno cambia los dos. En un plan cada valor está donde se lee.

        Mal:
            producto: &guia Guía publicada
            indicador: *guia

        Bien:
            producto: Guía publicada
            indicador: Guía publicada
        """,
    ),
    Entry(
        "YML04",
        Severity.ERROR,
        "hay una etiqueta de YAML",
        """
        Una etiqueta (!) le ordena al programa cómo leer un valor. El formato ya dice de qué clase es
        cada uno, y algunas etiquetas pueden hacer que otros programas ejecuten órdenes.

        Mal:
            notas: !!str 2013

        Bien:
            notas: 2013
        """,
    ),
    Entry(
        "YML05",
        Severity.ERROR,
        "hay una fusión de claves",
        """
        La fusión (<<) trae claves de otro lugar, de modo que la hoja dice más de lo que se lee en ella.
        Cada clave se escribe en su hoja.

        Mal:
            <<: {prioridad: true}

        Bien:
            prioridad: true
        """,
    ),
    Entry(
        "YML06",
        Severity.ERROR,
        "el archivo tiene más de un documento, o una directiva",
        """
        Un archivo es una sola hoja. Lo que sigue a una línea --- sería otro documento, que nadie espera
        ahí y se perdería; las directivas (%) cambian el dialecto del archivo.

        Mal:
            notas: Primera parte.
            ---
            notas: Segunda parte.

        Bien:
            notas: Primera parte. Segunda parte.
        """,
    ),
    Entry(
        "YML07",
        Severity.ERROR,
        "el archivo no tiene claves",
        """
        El archivo está vacío, o lo que trae no son claves con su valor: falta la hoja entera. Suele
        pasar al crear el archivo y olvidar guardarlo con su contenido.

        Mal:
            # grupos/g1-retorno.yaml (entero)
            # Aquí irá el grupo 1.

        Bien:
            # grupos/g1-retorno.yaml (entero)
            id: g1-retorno
            numero: 1
            nombre: RETORNO
            eje: retorno
            participantes: por_definir
            ponente: por_definir
        """,
    ),
    Entry(
        "YML08",
        Severity.ERROR,
        "la sangría está hecha con tabuladores",
        """
        La sangría dice qué pertenece a qué, y un tabulador se ve distinto en cada editor: YAML solo
        admite espacios. Aquí se usan dos por nivel.

        Mal:
            alineacion:
            \tpmm: [10]

        Bien:
            alineacion:
              pmm: [10]
        """,
    ),
    Entry(
        "YML09",
        Severity.ERROR,
        "el archivo no está en UTF-8",
        """
        El archivo se guardó con otra codificación, y las tildes y las eñes llegarían rotas a los
        documentos. Pasa con editores antiguos de Windows.

        Mal:
            # acciones/retorno/RET-N-01.yaml (en latin-1)
            notas: Acción acordada con la dirección.

        Bien:
            # acciones/retorno/RET-N-01.yaml
            notas: Acción acordada con la dirección.
        """,
    ),
    Entry(
        "YML10",
        Severity.ERROR,
        "hay un carácter que no se ve",
        """
        Un carácter invisible, de control o que invierte el sentido de la escritura hace que lo que se
        lee no sea lo que hay, y que dos textos iguales a la vista no lo sean. Llega al pegar texto.

        Mal:
            notas: "Acordado\\u202e con el grupo."

        Bien:
            notas: "Acordado con el grupo."
        """,
    ),
    Entry(
        "YML11",
        Severity.ERROR,
        "el archivo es demasiado grande",
        """
        El archivo pasa de 256 KiB o de 20 000 valores. Una hoja tiene unas pocas líneas: lo que pesa
        tanto es un documento, y los documentos van en fuentes/.

        Mal:
            # acciones/retorno/RET-N-01.yaml (300000 bytes)
            notas: Con el documento entero pegado debajo.

        Bien:
            notas: El documento está en fuentes/.
        """,
    ),
    Entry(
        "YML12",
        Severity.ERROR,
        "el archivo tiene demasiados niveles",
        """
        El formato no pasa de cuatro niveles de claves y listas; más de dieciséis son corchetes que
        sobran, o un archivo hecho para agotar al programa que lo lee.

        Mal:
            temas: [[[[[[[[[[[[[[[[[[trata_de_personas]]]]]]]]]]]]]]]]]]

        Bien:
            temas: [trata_de_personas]
        """,
    ),
    Entry(
        "YML13",
        Severity.ERROR,
        "hay un enlace en lugar de un archivo",
        """
        Un enlace lleva a otro archivo, que puede estar fuera del plan y cambiar sin que git lo note. No
        se sigue: el plan entero está en su carpeta.

        Mal:
            # acciones/retorno/RET-N-02.yaml (enlace a RET-N-01.yaml)

        Bien:
            # acciones/retorno/RET-N-02.yaml
            notas: Una copia del archivo, y no un enlace.
        """,
    ),
    Entry(
        "YML14",
        Severity.ERROR,
        "lo que lleva nombre de archivo no es un archivo",
        """
        Algo que termina en .yaml es una carpeta, una tubería o un dispositivo: tiene nombre de hoja,
        pero no se puede leer como una.

        Mal:
            # acciones/retorno/RET-N-03.yaml (carpeta)

        Bien:
            # acciones/retorno/RET-N-03.yaml
            notas: Un archivo de texto.
        """,
    ),
    Entry(
        "YML15",
        Severity.ERROR,
        "el archivo no se puede leer",
        """
        El sistema no dejó leer el archivo: falta el permiso, el disco falló o alguien lo borró entre que
        se listó y se leyó. Sin él el plan está incompleto, y por eso es un error. Compruebe que existe y
        que usted puede leerlo, y repita.
        """,
    ),
    Entry(
        "YML16",
        Severity.ERROR,
        "el archivo podría ser del plan, pero no se leería",
        """
        El archivo parece del plan, pero por su nombre o su carpeta nadie lo leería, y su contenido
        faltaría en silencio. Las hojas terminan en .yaml, no están ocultas y viven en su carpeta.

        Mal:
            # acciones/retorno/RET-N-03.yml
            notas: Termina en .yml.

        Bien:
            # acciones/retorno/RET-N-03.yaml
            notas: Termina en .yaml.
        """,
    ),
    Entry(
        "YML17",
        Severity.ERROR,
        "la clave no es un texto",
        """
        Una clave está vacía, o es una lista o un grupo. Suele ser un texto que empieza con un corchete o
        una llave y que quedó sin comillas.

        Mal:
            [Por confirmar]: revisar con el grupo

        Bien:
            notas: '[Por confirmar]: revisar con el grupo'
        """,
    ),
    Entry(
        "YML18",
        Severity.AVISO,
        "un # corta el texto",
        """
        Un # después de un espacio empieza un comentario: lo que sigue no llega al plan, aunque quien lo
        escribió lo vea. Si es parte del texto, todo el valor va entre comillas.

        Mal:
            notas: Acordado en la mesa #3 con el grupo.

        Bien:
            notas: 'Acordado en la mesa #3 con el grupo.'
        """,
    ),
    Entry(
        "YML19",
        Severity.ERROR,
        "dos archivos se llaman casi igual",
        """
        Dos nombres solo difieren en mayúsculas o en cómo se escriben las tildes. Windows y macOS los
        toman por uno, y al copiar el plan uno de los dos archivos se perdería.

        Mal:
            # acciones/retorno/ret-n-01.yaml
            notas: Otro archivo, con el mismo nombre en minúsculas.

        Bien:
            # acciones/retorno/RET-N-03.yaml
            notas: Otro archivo, con otro nombre.
        """,
    ),
    Entry(
        "YML20",
        Severity.ERROR,
        "quedó una marca de conflicto de git",
        """
        Git no supo cuál de dos versiones tomar y las dejó las dos, con sus marcas. Alguien debe elegir:
        el programa no decide por el grupo.

        Mal:
            <<<<<<< HEAD
            plazo_meses: 12
            =======
            plazo_meses: 6
            >>>>>>> otra-rama

        Bien:
            plazo_meses: 6
        """,
    ),
    Entry(
        "YML21",
        Severity.ERROR,
        "falta un archivo del plan",
        """
        Todo plan tiene taller.yaml, instituciones.yaml y catalogos.yaml. Sin uno de ellos no se puede
        comprobar lo que las hojas nombran.

        Mal:
            # catalogos.yaml (sin archivo)

        Bien:
            # catalogos.yaml
            notas: Con todas sus secciones.
        """,
    ),
)
