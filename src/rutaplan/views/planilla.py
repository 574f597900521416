"""planilla: a document as rows and columns, for the sheets that people fill in and send back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rutaplan.derive import enumerate_words, grupo_label, silencio_label
from rutaplan.derive.undecided import exigidos, missing
from rutaplan.model import ESTADOS, MAX_MESES, MIN_MESES, POR_DEFINIR, SILENCIOS, Accion, Grupo
from rutaplan.plan import Plan
from rutaplan.suggest import fold
from rutaplan.views import consolidada, formulario, matriz, pendientes
from rutaplan.views.bloques import Bloque, Celda, Clase, Columna, Tabla
from rutaplan.views.columnas import Context, Valor, columna, row, tipo_names, with_vence
from rutaplan.views.encabezado import Encabezado, build_encabezado, respuesta_label
from rutaplan.views.formulario import blancas
from rutaplan.views.matriz import ejes_of, of_grupo
from rutaplan.views.pagina import convenciones, cuentas, origen, sin_acciones
from rutaplan.views.personas import ponente_label
from rutaplan.views.retiradas import is_retirada, vigentes

PONENTES, PARTICIPANTES = "Ponentes", "Participantes"
"""The sheets about people: who speaks for each group; in a form, who took part too."""
_DECIDIDO = ("texto", "plazo_meses", "instituciones", "prioridad")
"""What a group decides of an action."""
_SILENCIOS = enumerate_words([*map(silencio_label, SILENCIOS)], "o")
PLAZO_AYUDA = f"Meses enteros, de {MIN_MESES} a {MAX_MESES}; o {_SILENCIOS}."
"""Which plazos may be written."""
_ASKING = ("Pendientes", formulario.DOCUMENTO)


@dataclass(frozen=True, slots=True)
class Opciones:
    """What may be chosen in the cells of a kind of column. libre: other values may be typed too."""

    clase: Clase
    titulo: str
    valores: tuple[Valor, ...]
    ayuda: str
    libre: bool = False


@dataclass(frozen=True, slots=True)
class Explicacion:
    """A paragraph of the sheet that explains. rotulo says what it is about; empty, the same as before."""

    rotulo: str
    texto: str


@dataclass(frozen=True, slots=True)
class Ponente:
    """Who speaks for a group, as documents may print it; empty, left to write."""

    grupo: str
    nombre: str


@dataclass(frozen=True, slots=True)
class Planilla:
    """The whole sheet: rows as many as actions, cells as many as columns; months are numbers.

    archivos: the file of each row's action. vacia: what is said when there is no row, else nothing.
    explicacion, siglas: all that a reader needs beside the rows. cuadro: counts, or None. ponentes: for each
    group, who speaks for it. personas: in a form, the lines for who took part.
    """

    titulo: str
    nombre: str
    encabezado: Encabezado
    columnas: tuple[Columna, ...]
    filas: tuple[tuple[Valor, ...], ...]
    archivos: tuple[str, ...]
    vacia: str
    opciones: tuple[Opciones, ...]
    explicacion: tuple[Explicacion, ...]
    siglas: tuple[Explicacion, ...]
    origen: str
    cuadro: Tabla | None = None
    ponentes: tuple[Ponente, ...] = ()
    personas: tuple[tuple[Celda, ...], ...] = ()


def planilla_matriz(plan: Plan) -> Planilla:
    """The form's table, one row an action."""
    made = _planilla(plan, "Matriz", matriz.DOCUMENTO, campos_matriz(plan), _last_retiradas(plan))
    return _spoken(made, plan, plan.grupos, PONENTES)


def campos_matriz(plan: Plan) -> tuple[str, ...]:
    """The fields that the columns of the matriz show; the fingerprint last."""
    return with_vence(plan, "id", "eje", "nivel", *_DECIDIDO, "notas", "huella")


def planilla_consolidada(plan: Plan) -> Planilla:
    """All groups in one table, with responsable and estado."""
    campos = with_vence(
        plan, "id", "grupo", "eje", "nivel", "texto", "plazo_meses", "responsable", "instituciones",
        "prioridad", "estado", "observaciones", "huella",
    )  # fmt: skip
    planilla = _planilla(plan, "Consolidada", consolidada.DOCUMENTO, campos, _last_retiradas(plan))
    return replace(planilla, cuadro=_counts(consolidada.build_cuadro(vigentes(plan))))


def _last_retiradas(plan: Plan) -> tuple[Accion, ...]:
    # What was withdrawn comes after the rest: False is before True.
    return tuple(sorted(plan.acciones, key=is_retirada))


def planilla_pendientes(plan: Plan) -> Planilla:
    """The actions with something to decide, and the fields that the workshop asks for."""
    plan = pendientes.por_decidir(plan)
    asked = exigidos(plan)
    acciones = tuple(accion for accion in plan.acciones if missing(plan, accion))
    campos = with_vence(plan, "id", "grupo", "nivel", "texto", *asked, "prioridad", "notas", "huella")
    planilla = _planilla(plan, "Pendientes", pendientes.DOCUMENTO, campos, acciones)
    nothing = "" if planilla.vacia else pendientes.nothing(plan)
    return replace(
        planilla,
        vacia=planilla.vacia or nothing,
        explicacion=_with_text(
            (*planilla.explicacion, *_other_decisions(plan), Explicacion("Sin filas", nothing))
        ),
        cuadro=_counts(pendientes.build_cuadro(plan)),
    )


def _counts(bloques: Iterable[Bloque]) -> Tabla | None:
    """The table of counts among some blocks, if it counts anything."""
    return next((each for each in bloques if isinstance(each, Tabla) and each.filas), None)


def planilla_formulario(plan: Plan, grupo: Grupo) -> Planilla:
    """The form of a group: its actions, and empty rows for more of each eje and nivel."""
    personas = formulario.personas_of(plan, grupo)
    plan = vigentes(of_grupo(plan, grupo))
    campos = with_vence(plan, "id", "grupo", "eje", "nivel", *_DECIDIDO, "notas", "huella")
    documento = f"{formulario.DOCUMENTO}, {grupo_label(plan, grupo.id)}"
    planilla = _planilla(plan, formulario.DOCUMENTO, documento, campos, plan.acciones)
    made = {accion.id: fila for accion, fila in zip(plan.acciones, planilla.filas, strict=True)}
    rows: list[tuple[Valor, ...]] = []
    for eje in plan.taller.ejes:
        for nivel in plan.taller.niveles if eje.id in ejes_of(plan, grupo) else ():
            acciones = plan.by_eje(eje.id, nivel.id)
            known = {"grupo": grupo_label(plan, grupo.id), "eje": eje.nombre, "nivel": nivel.nombre}
            rows += [made[accion.id] for accion in acciones]
            rows += [tuple(known.get(campo, "") for campo in campos)] * blancas(acciones)
    archivos = {fila[0]: archivo for fila, archivo in zip(planilla.filas, planilla.archivos, strict=True)}
    made_of = replace(
        planilla,
        filas=tuple(rows),
        archivos=tuple(archivos.get(fila[0], grupo.archivo) for fila in rows),
        vacia="",
        personas=personas,
        explicacion=(*planilla.explicacion, Explicacion("Filas vacías", formulario.COMO_LLENAR)),
    )
    return _spoken(made_of, plan, (grupo,), PARTICIPANTES)


def _spoken(planilla: Planilla, plan: Plan, grupos: Sequence[Grupo], sheet: str) -> Planilla:
    """Ask who speaks for each group, in a sheet of its own, and explain it."""
    told = Explicacion("Quién presenta", _PONENTE.format(sheet))
    return replace(
        planilla,
        ponentes=tuple(
            Ponente(
                grupo_label(plan, each.id),
                "" if each.ponente == POR_DEFINIR else ponente_label(plan, each),
            )
            for each in grupos
        ),
        explicacion=(*planilla.explicacion, *((told,) if grupos else ())),
    )


def _planilla(
    plan: Plan, nombre: str, documento: str, campos: tuple[str, ...], acciones: tuple[Accion, ...]
) -> Planilla:
    context, plan = Context(plan), vigentes(plan)
    columns = [columna(campo) for campo in campos]
    encabezado = build_encabezado(plan)
    titulo = f"{documento}: {encabezado.titulo}"
    clases = {each.clase for each, _ in columns}
    return Planilla(
        titulo=titulo,
        nombre=nombre,
        encabezado=encabezado,
        columnas=tuple(each for each, _ in columns),
        filas=tuple(row(context, columns, accion) for accion in acciones),
        archivos=tuple(accion.archivo for accion in acciones),
        vacia="" if acciones else sin_acciones(plan),
        opciones=tuple(each for each in _opciones(context) if each.clase in clases),
        explicacion=_with_text(_explicacion(plan, titulo, encabezado, asks=nombre in _ASKING)),
        siglas=_siglas(context),
        origen=origen(plan),
    )


def _opciones(context: Context) -> tuple[Opciones, ...]:
    silences = [*map(silencio_label, SILENCIOS)]
    listed = (*silences, *context.names.values())
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
            (*listed, *tipo_names(context.plan).values()),
            _VARIAS,
            libre=True,
        ),
        Opciones(Clase.LOGICO, "Prioridad", ("sí", "no"), _PRIORIDAD, libre=True),
        Opciones(Clase.ESTADO, "Estado", ESTADOS, "Uno de la lista."),
    )


def _explicacion(plan: Plan, titulo: str, encabezado: Encabezado, *, asks: bool) -> Iterable[Explicacion]:
    yield Explicacion("Documento", titulo)
    yield Explicacion("Símbolo", encabezado.identidad.simbolo)
    yield Explicacion("Versión", encabezado.identidad.linea)
    yield Explicacion("Parte del plan", encabezado.filtro)
    yield Explicacion("Taller", encabezado.taller)
    yield Explicacion("Lema", encabezado.lema)
    yield Explicacion("Objetivo", encabezado.objetivo)
    yield Explicacion("Lugar y fecha", encabezado.datos)
    yield Explicacion("Del taller", encabezado.por_definir)
    yield Explicacion("Para responder", respuesta_label(encabezado) if asks else "")
    yield Explicacion("Acciones", f"{cuentas(plan)} Son las cuentas del plan al hacer esta hoja.")
    yield from _COMO_LLENAR
    yield from _under("Convenciones", convenciones(plan))
    yield Explicacion("Origen", origen(plan))
    yield Explicacion("Sin filas", sin_acciones(plan))


def _siglas(context: Context) -> tuple[Explicacion, ...]:
    """Explain every sigla that may be chosen, not only those that the rows have."""
    known = context.plan.institucion_by_id.items()
    found = [f"{context.name(ident)}: {each.en_espanol}" for ident, each in known if each.sigla]
    return _under("Siglas", sorted(found, key=fold))


def _under(rotulo: str, texts: Sequence[str]) -> tuple[Explicacion, ...]:
    return tuple(Explicacion("" if index else rotulo, text) for index, text in enumerate(texts))


_PRIORIDAD = "«sí», o una x, en las que el grupo prioriza; vacía no cambia nada, y «no» la quita."
_VARIAS = "Elegir de la lista reemplaza lo que hay; para agregar otra: F2, punto y coma y su nombre."
_PONENTE = (
    "En la hoja «{}», junto a «Ponente», va el nombre de uno de los participantes del grupo, como está en el "
    "plan o en esa hoja."
)
_COMO_LLENAR = (
    Explicacion(
        "Cómo se llena",
        "Se escribe en las columnas blancas; lo marcado en amarillo espera una decisión, y la marca se quita "
        "al escribirla. Las columnas grises dicen de qué acción es la fila.",
    ),
    Explicacion(
        "Plazo",
        f"Meses enteros, de {MIN_MESES} a {MAX_MESES}, o bien: «por definir», nadie lo ha decidido; "
        "«no aplica», se decidió que no aplica; «no consta», la fuente no lo dice.",
    ),
    Explicacion(
        "Instituciones",
        f"{_VARIAS} La hoja Listas las tiene todas. Si falta alguna, escriba su nombre completo y su país.",
    ),
    Explicacion("Prioridad", _PRIORIDAD),
    Explicacion(
        "Id y huella",
        "No lo cambie: con él, y con la huella de cada fila, que está en una columna oculta, se sabe de qué "
        "acción es y si el plan cambió después.",
    ),
    Explicacion(
        "Protección",
        "La tabla está protegida sin contraseña, para que nada se borre por accidente: se puede filtrar y "
        "cambiar el ancho de las columnas. Para ordenar las filas, quite antes la protección en el menú "
        "Revisar.",
    ),
)


def _other_decisions(plan: Plan) -> Iterable[Explicacion]:
    """Tell what the groups and the organisers must decide, which has no row."""
    for grupo in plan.grupos:
        yield Explicacion(grupo_label(plan, grupo.id), _missing(pendientes.decisiones_grupo(grupo)))
    yield Explicacion("Quien organiza", _missing(pendientes.decisiones_taller(plan)))
    yield Explicacion("Ejes", " ".join(pendientes.empty_ejes(plan)))


def _missing(names: Sequence[str]) -> str:
    return f"Por definir, además de lo que está en la tabla: {'; '.join(names)}." if names else ""


def _with_text(paragraphs: Iterable[Explicacion]) -> tuple[Explicacion, ...]:
    return tuple(each for each in paragraphs if each.texto)
