"""planilla: a document as rows and columns, for the sheets that people fill in and send back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from rutaplan.derive import enumerate_words, grupo_label, known, silencio_label
from rutaplan.model import ESTADOS, MAX_MESES, MIN_MESES, POR_DEFINIR, SILENCIOS, Accion, Grupo
from rutaplan.plan import Plan
from rutaplan.suggest import fold
from rutaplan.views.bloques import Bloque, Clase, Columna, Dato, Tabla
from rutaplan.views.encabezado import Encabezado, build_encabezado, respuesta_label
from rutaplan.views.fila import Filas, tipo_names
from rutaplan.views.pagina import convenciones, cuentas, origen, sin_acciones
from rutaplan.views.personas import ponente_label
from rutaplan.views.placing import Placed, Valor, make_rows
from rutaplan.views.retiradas import vigentes

ROTULO_PONENTE = "Ponente"
SI, NO = "Sí", "No"
"""What is chosen in a sheet, where paper has a box."""
PONENTES, PARTICIPANTES = "Ponentes", "Participantes"
"""The sheets about people: who speaks for each group; in a form, who took part too."""
_SILENCIOS = enumerate_words([*map(silencio_label, SILENCIOS)], "o")
PLAZO_AYUDA = f"Meses enteros, de {MIN_MESES} a {MAX_MESES}; o {_SILENCIOS}."
"""Which plazos may be written."""


_R = TypeVar("_R")


@dataclass(frozen=True, slots=True)
class Opciones:
    """What may be chosen in the cells of a kind of column. libre: other values may be typed too."""

    clase: Clase
    titulo: str
    valores: tuple[Valor, ...]
    ayuda: str
    libre: bool = False


@dataclass(frozen=True, slots=True)
class Planilla:
    """The whole sheet: a row has as many cells as there are columns; months are numbers.

    archivos: the file of what each row is of. vacia: what is said when there is no row, else nothing.
    explicacion, siglas: all that a reader needs beside the rows, where what has no name is of the one before.
    cuadro: counts, or None. ponentes: for each group, who speaks for it. personas: in a form, the lines for
    who took part, under personas_columnas.
    """

    titulo: str
    nombre: str
    encabezado: Encabezado
    columnas: tuple[Columna, ...]
    filas: tuple[tuple[Valor, ...], ...]
    archivos: tuple[str, ...]
    vacia: str
    opciones: tuple[Opciones, ...]
    explicacion: tuple[Dato, ...]
    origen: str
    siglas: tuple[Dato, ...] = ()
    cuadro: Tabla | None = None
    ponentes: tuple[Dato, ...] = ()
    personas_columnas: tuple[Columna, ...] = ()
    personas: tuple[tuple[Valor, ...], ...] = ()


def make_planilla(  # noqa: PLR0913 - what names it, what it says, and of what
    plan: Plan,
    nombre: str,
    documento: str,
    columnas: Iterable[Placed[Accion]],
    acciones: Sequence[Accion],
    *,
    asks: bool = False,
    none: str | None = None,
) -> Planilla:
    """Make the sheet of some actions, a row each. asks: it says whom to answer.

    none: what is said where there is no row; if not given, that there are no actions.
    """
    vacia = "" if acciones else sin_acciones(plan) if none is None else none
    filas, plan = Filas(plan), vigentes(plan)
    encabezado = build_encabezado(plan)
    titulo = f"{documento}: {encabezado.titulo}"
    return lay_out(
        filas,
        titulo,
        columnas,
        acciones,
        nombre=nombre,
        encabezado=encabezado,
        archivos=tuple(each.archivo for each in acciones),
        vacia=vacia,
        opciones=_opciones(filas),
        explicacion=_explicacion(plan, encabezado, vacia, asks=asks),
        siglas=_siglas(filas),
    )


def lay_out(  # noqa: PLR0913 - as above
    filas: Filas,
    titulo: str,
    columnas: Iterable[Placed[_R]],
    rows: Sequence[_R],
    *,
    encabezado: Encabezado,
    opciones: Iterable[Opciones],
    explicacion: Iterable[Dato],
    **others: Any,  # noqa: ANN401 - fields of Planilla
) -> Planilla:
    """Make a sheet: what it is, what may be chosen in its columns, and what explains it."""
    columns, cells = make_rows(filas, columnas, rows)
    clases = {each.clase for each in columns}
    return Planilla(
        titulo=titulo,
        encabezado=encabezado,
        columnas=columns,
        filas=cells,
        opciones=tuple(each for each in opciones if each.clase in clases),
        explicacion=explained(
            Dato("Documento", titulo),
            Dato("Símbolo", encabezado.identidad.simbolo),
            Dato("Versión", encabezado.identidad.linea),
            *explicacion,
            Dato("Origen", origen(filas.plan)),
        ),
        origen=origen(filas.plan),
        **others,
    )


def with_ponentes(planilla: Planilla, plan: Plan, grupos: Sequence[Grupo], sheet: str) -> Planilla:
    """Ask who speaks for each group, in a sheet of its own, and explain it."""
    told = Dato("Quién presenta", _PONENTE.format(sheet))
    return replace(
        planilla,
        ponentes=tuple(
            Dato(grupo_label(plan, each.id), "" if each.ponente == POR_DEFINIR else ponente_label(plan, each))
            for each in grupos
        ),
        explicacion=(*planilla.explicacion, *((told,) if grupos else ())),
    )


def counts_of(bloques: Iterable[Bloque]) -> Tabla | None:
    """The table of counts among some blocks, if it counts anything."""
    return next((each for each in bloques if isinstance(each, Tabla) and each.filas), None)


def explained(*paragraphs: Dato) -> tuple[Dato, ...]:
    """The paragraphs that say something."""
    return tuple(each for each in paragraphs if each.valor)


def _opciones(filas: Filas) -> tuple[Opciones, ...]:
    silences = [*map(silencio_label, SILENCIOS)]
    listed = (*silences, *filas.names.values())
    return (
        Opciones(
            Clase.MESES,
            "Plazo",
            (*silences, *range(MIN_MESES, MAX_MESES + 1)),
            PLAZO_AYUDA,
        ),
        Opciones(Clase.INSTITUCION, "Institución", listed, "Una de la lista."),
        Opciones(
            Clase.INSTITUCIONES,
            "Instituciones",
            (*listed, *tipo_names(filas.plan).values()),
            _VARIAS,
            libre=True,
        ),
        Opciones(Clase.LOGICO, "Prioridad", ("sí", "no"), _PRIORIDAD, libre=True),
        Opciones(Clase.ESTADO, "Estado", ESTADOS, "Uno de la lista."),
    )


def _explicacion(plan: Plan, encabezado: Encabezado, vacia: str, *, asks: bool) -> Iterable[Dato]:
    yield Dato("Parte del plan", encabezado.filtro)
    yield Dato("Taller", encabezado.taller)
    yield Dato("Lema", encabezado.lema)
    yield Dato("Objetivo", encabezado.objetivo)
    yield Dato("Lugar y fecha", encabezado.datos)
    yield Dato("Del taller", encabezado.por_definir)
    yield Dato("Para responder", respuesta_label(encabezado) if asks else "")
    yield Dato("Acciones", f"{cuentas(plan)} Son las cuentas del plan al hacer esta hoja.")
    yield from _COMO_LLENAR
    yield from _under("Convenciones", convenciones(plan, encabezado))
    yield Dato("Sin filas", vacia)


def _siglas(filas: Filas) -> tuple[Dato, ...]:
    """Explain every sigla that may be chosen, not only those that the rows have."""
    bodies = filas.plan.institucion_by_id.items()
    found = [f"{filas.name(ident)}: {each.en_espanol}" for ident, each in bodies if known(each.sigla)]
    return _under("Siglas", sorted(found, key=fold))


def _under(rotulo: str, texts: Sequence[str]) -> tuple[Dato, ...]:
    return tuple(Dato("" if index else rotulo, text) for index, text in enumerate(texts))


_PRIORIDAD = "«sí», o una x, en las que el grupo prioriza; vacía no cambia nada, y «no» la quita."
_VARIAS = "Elegir de la lista reemplaza lo que hay; para agregar otra: F2, punto y coma y su nombre."
_PONENTE = (
    "En la hoja «{}», junto a «Ponente», va el nombre de uno de los participantes del grupo, como está en el "
    "plan o en esa hoja."
)
_COMO_LLENAR = (
    Dato(
        "Cómo se llena",
        "Se escribe en las columnas blancas; lo marcado en amarillo espera una decisión, y la marca se quita "
        "al escribirla. Las columnas grises dicen de qué acción es la fila.",
    ),
    Dato(
        "Plazo",
        f"Meses enteros, de {MIN_MESES} a {MAX_MESES}, o bien: «por definir», nadie lo ha decidido; "
        "«no aplica», se decidió que no aplica; «no consta», la fuente no lo dice.",
    ),
    Dato(
        "Instituciones",
        f"{_VARIAS} La hoja Listas las tiene todas. Si falta alguna, escriba su nombre completo y su país.",
    ),
    Dato("Prioridad", _PRIORIDAD),
    Dato(
        "Id y huella",
        "No lo cambie: con él, y con la huella de cada fila, que está en una columna oculta, se sabe de qué "
        "acción es y si el plan cambió después.",
    ),
    Dato(
        "Protección",
        "La tabla está protegida sin contraseña, para que nada se borre por accidente: se puede filtrar y "
        "cambiar el ancho de las columnas. Para ordenar las filas, quite antes la protección en el menú "
        "Revisar.",
    ),
)
