"""tabla: a document as rows and columns, for the sheets that people fill in and send back."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rutaplan.derive import institucion_label, silencio_label
from rutaplan.derive.huella import huella
from rutaplan.derive.pendientes import exigidos, is_pendiente
from rutaplan.model import ESTADOS, MAX_MESES, MIN_MESES, POR_DEFINIR, SILENCIOS, Accion
from rutaplan.plan import Plan
from rutaplan.views.consolidada import Cuadro, build_cuadro, observaciones
from rutaplan.views.encabezado import Encabezado, build_encabezado
from rutaplan.views.personas import grupo_label
from rutaplan.views.pie import convenciones, cuentas, origen, sin_acciones

SEPARATOR = "; "
Valor = str | int


class Clase(StrEnum):
    """What a column holds, and so how a sheet shows it and what it lets people type."""

    ID = "id"
    FIJO = "fijo"
    TEXTO = "texto"
    MESES = "meses"
    INSTITUCION = "institucion"
    INSTITUCIONES = "instituciones"
    ESTADO = "estado"
    HUELLA = "huella"

    @property
    def editable(self) -> bool:
        """Whether people may change it in the sheet: not what says which action a row is."""
        return self not in {Clase.ID, Clase.FIJO, Clase.HUELLA}


@dataclass(frozen=True, slots=True)
class Columna:
    """A column: its title and what it holds. ancho is in characters."""

    titulo: str
    clase: Clase
    ancho: int


@dataclass(frozen=True, slots=True)
class Opciones:
    """What may be chosen in the cells of a kind of column. libre: other values may be typed too."""

    clase: Clase
    titulo: str
    valores: tuple[Valor, ...]
    libre: bool
    ayuda: str


@dataclass(frozen=True, slots=True)
class Tabla:
    """The whole sheet: rows as many as actions, cells as many as columns; months are numbers.

    explicacion: the paragraphs of the sheet that explains. cuadro: counts, or None.
    """

    titulo: str
    nombre: str
    encabezado: Encabezado
    columnas: tuple[Columna, ...]
    filas: tuple[tuple[Valor, ...], ...]
    vacia: str
    opciones: tuple[Opciones, ...]
    explicacion: tuple[str, ...]
    cuadro: Cuadro | None


def tabla_matriz(plan: Plan) -> Tabla:
    """The form's table, one row an action."""
    return _tabla(plan, "Matriz", ("id", "eje", "nivel", "texto", "plazo_meses", "instituciones", "huella"))


def tabla_consolidada(plan: Plan) -> Tabla:
    """All groups in one table, with responsable and estado."""
    keys = (
        "id", "grupo", "eje", "nivel", "texto", "plazo_meses", "responsable", "instituciones", "estado",
        "observaciones", "huella",
    )  # fmt: skip
    return _tabla(plan, "Consolidada", keys, cuadro=build_cuadro(plan))


def tabla_pendientes(plan: Plan) -> Tabla:
    """The actions with something to decide, and the fields that the workshop asks for."""
    campos = exigidos(plan)
    acciones = tuple(a for a in plan.acciones if any(is_pendiente(a, campo) for campo in campos))
    keys = ("id", "grupo", "nivel", "texto", *campos, "huella")
    return _tabla(plan, "Pendientes", keys, acciones=acciones)


def institucion_names(plan: Plan) -> Mapping[str, str]:
    """A name for each institution, by id, that no other has: as documents print it, with its id if need be."""
    labels = {ident: institucion_label(plan, ident) for ident in plan.institucion_by_id}
    shared = Counter(labels.values())
    return {ident: label if shared[label] == 1 else f"{label} [{ident}]" for ident, label in labels.items()}


_Cell = Callable[["_Context", Accion], Valor]


@dataclass(frozen=True, slots=True)
class _Context:
    """What cells need to know: the plan, and a name for each institution."""

    plan: Plan
    names: Mapping[str, str]

    def name(self, ident: str) -> str:
        """Name an institution; a silence as the YAML says it, so that it comes back the same."""
        return self.names.get(ident, ident)


def _titulo(campo: str) -> str:
    return Accion.model_fields[campo].title or campo


def _listed(context: _Context, accion: Accion, campo: str) -> str:
    value = getattr(accion, campo)
    values = (POR_DEFINIR,) if value is None else value if isinstance(value, tuple) else (value,)
    return SEPARATOR.join(context.name(each) for each in values)


def _grupo(context: _Context, accion: Accion) -> str:
    grupo = context.plan.grupo_by_id.get(accion.grupo)
    return grupo_label(grupo) if grupo else accion.grupo


def _eje(context: _Context, accion: Accion) -> str:
    eje = context.plan.eje_by_id.get(accion.eje)
    return eje.nombre if eje else accion.eje


def _nivel(context: _Context, accion: Accion) -> str:
    nivel = context.plan.nivel_by_id.get(accion.nivel)
    return nivel.nombre if nivel else accion.nivel


def _responsable(context: _Context, accion: Accion) -> str:
    """Empty where the action does not have the field and nobody asks for it."""
    if accion.responsable is None and "responsable" not in exigidos(context.plan):
        return ""
    return context.name(accion.responsable or POR_DEFINIR)


_COLUMNAS: Mapping[str, tuple[Columna, _Cell]] = {
    "id": (Columna("Id", Clase.ID, 11), lambda _, accion: accion.id),
    "grupo": (Columna("Grupo", Clase.FIJO, 20), _grupo),
    "eje": (Columna("Eje", Clase.FIJO, 14), _eje),
    "nivel": (Columna("Nivel", Clase.FIJO, 12), _nivel),
    "texto": (Columna(_titulo("texto"), Clase.TEXTO, 64), lambda _, accion: accion.texto),
    "plazo_meses": (Columna(_titulo("plazo_meses"), Clase.MESES, 14), lambda _, accion: accion.plazo_meses),
    "instituciones": (
        Columna(_titulo("instituciones"), Clase.INSTITUCIONES, 40),
        lambda context, accion: _listed(context, accion, "instituciones"),
    ),
    "responsable": (Columna(_titulo("responsable"), Clase.INSTITUCION, 28), _responsable),
    "estado": (Columna(_titulo("estado"), Clase.ESTADO, 14), lambda _, accion: accion.estado),
    "observaciones": (
        Columna("Observaciones", Clase.FIJO, 40),
        lambda context, accion: " ".join(observaciones(context.plan, accion)),
    ),
    "huella": (Columna("Huella", Clase.HUELLA, 10), lambda _, accion: huella(accion)),
}
"""The columns that have a shape of their own; any other field of an action is a free text."""


def _columna(campo: str) -> tuple[Columna, _Cell]:
    if campo in _COLUMNAS:
        return _COLUMNAS[campo]
    return Columna(_titulo(campo), Clase.TEXTO, 30), lambda context, accion: _listed(context, accion, campo)


def _tabla(
    plan: Plan,
    nombre: str,
    campos: tuple[str, ...],
    *,
    acciones: tuple[Accion, ...] | None = None,
    cuadro: Cuadro | None = None,
) -> Tabla:
    context = _Context(plan, institucion_names(plan))
    columns = [_columna(campo) for campo in campos]
    encabezado = build_encabezado(plan)
    rows = plan.acciones if acciones is None else acciones
    return Tabla(
        titulo=f"{nombre}: {encabezado.titulo}",
        nombre=nombre,
        encabezado=encabezado,
        columnas=tuple(columna for columna, _ in columns),
        filas=tuple(tuple(cell(context, accion) for _, cell in columns) for accion in rows),
        vacia=sin_acciones(plan),
        opciones=_opciones(context),
        explicacion=(cuentas(plan), *_COMO_LLENAR, *convenciones(plan), origen(plan)),
        cuadro=cuadro,
    )


_COMO_LLENAR = (
    f"Plazo: meses enteros, de {MIN_MESES} a {MAX_MESES}, o una palabra: por_definir, nadie lo ha decidido; "
    "no_aplica, se decidió que no aplica; no_consta, la fuente no lo dice.",
    "Instituciones: elija una de la lista; si son varias, escríbalas separadas por punto y coma.",
    "No cambie el identificador ni la huella: con ellos se sabe de qué acción es la fila y si el plan "
    "cambió después de hacer esta hoja.",
)


def _opciones(context: _Context) -> tuple[Opciones, ...]:
    names = tuple(context.names.values())
    return (
        Opciones(
            Clase.MESES,
            "Plazo",
            (*SILENCIOS, *range(MIN_MESES, MAX_MESES + 1)),
            libre=False,
            ayuda=f"Meses enteros, de {MIN_MESES} a {MAX_MESES}; o por_definir, no_aplica, no_consta.",
        ),
        Opciones(
            Clase.INSTITUCION,
            "Institución",
            (*SILENCIOS, *names),
            libre=False,
            ayuda="Una de la lista.",
        ),
        Opciones(
            Clase.INSTITUCIONES,
            "Instituciones",
            (*SILENCIOS, *names),
            libre=True,
            ayuda="Una de la lista; si son varias, separadas por punto y coma.",
        ),
        Opciones(Clase.ESTADO, "Estado", ESTADOS, libre=False, ayuda="Uno de la lista."),
    )
