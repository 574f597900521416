"""columnas: the columns of the sheets that people fill in, and what an action puts in each."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from rutaplan.derive import grupo_label, institucion_label, silencio_label
from rutaplan.derive.huella import huella
from rutaplan.derive.involved import involucrada_label, is_tipo, tipo_named
from rutaplan.derive.titles import title_of
from rutaplan.derive.undecided import exigidos
from rutaplan.derive.vencimiento import vence_label
from rutaplan.model import POR_DEFINIR, SILENCIOS, Accion
from rutaplan.plan import Plan
from rutaplan.views.bloques import ID, Clase, Columna
from rutaplan.views.consolidada import relaciones
from rutaplan.views.fila import Filas, prioridad_cell, responsable_label
from rutaplan.views.retiradas import is_retirada, retirada_label

SEPARATOR = "; "
Valor = str | int


@dataclass(frozen=True)
class Context:
    """What cells need to know: the plan, a name for each institution, the footnotes."""

    plan: Plan

    @cached_property
    def names(self) -> Mapping[str, str]:
        """A name for each institution, by id."""
        return institucion_names(self.plan)

    @cached_property
    def notas(self) -> Mapping[str, str]:
        """The footnotes, by the action's id."""
        filas = Filas(self.plan)
        for accion in self.plan.acciones:
            filas.nota(accion)
        return {nota.id: nota.texto for nota in filas.notas}

    def name(self, ident: str, accion: Accion | None = None) -> str:
        """Name an institution, or a type that an action names; a silence in words.

        What is written so comes back the same: what has a separator in it goes by its id.
        """
        if accion is None or not is_tipo(self.plan, ident):
            return self.names.get(ident) or silencio_label(ident)
        label = involucrada_label(self.plan, accion, ident)
        return ident if SEPARATOR.strip() in label else label


Cell = Callable[[Context, Accion], Valor]


def institucion_names(plan: Plan) -> Mapping[str, str]:
    """A name for each institution, by id, that no other has and that can stand in a list with separators.

    It is the one that documents print, with the id behind it where that is not enough.
    """
    labels = {ident: institucion_label(plan, ident) for ident in plan.institucion_by_id}
    taken = Counter((*labels.values(), *labels, *SILENCIOS, *map(silencio_label, SILENCIOS)))
    return {ident: _own_name(ident, label, taken) for ident, label in labels.items()}


def tipo_names(plan: Plan) -> Mapping[str, str]:
    """What all institutions of a type are called, by its id: that, where it calls no other type."""
    labels = {ident: institucion_label(plan, ident) for ident in plan.catalogos.tipos_institucion}
    return {
        ident: label if tipo_named(plan, label) == ident and SEPARATOR.strip() not in label else ident
        for ident, label in labels.items()
    }


def _own_name(ident: str, label: str, taken: Mapping[str, int]) -> str:
    if SEPARATOR.strip() in label:
        return ident
    return f"{label} [{ident}]" if taken[label] > 1 or label.endswith("]") else label


def columna(campo: str) -> tuple[Columna, Cell]:
    """A column by the field of the action that it shows, and what makes its cells."""
    if campo in _COLUMNAS:
        return _COLUMNAS[campo]
    return Columna(title_of(campo), campo=campo), lambda context, accion: _listed(context, accion, campo)


def with_vence(plan: Plan, *campos: str) -> tuple[str, ...]:
    """Put the day on which actions are due after their plazo, where some day is known."""
    if "plazo_meses" not in campos or not any(vence_label(plan, each) for each in plan.acciones):
        return campos
    at = campos.index("plazo_meses") + 1
    return (*campos[:at], "vence", *campos[at:])


def row(context: Context, columns: Iterable[tuple[Columna, Cell]], accion: Accion) -> tuple[Valor, ...]:
    """The cells of an action. Nobody is asked for what was withdrawn: what it never decided stays empty."""
    asked = {silencio_label(POR_DEFINIR)} if is_retirada(accion) else set()
    values = (cell(context, accion) for _, cell in columns)
    return tuple("" if value in asked else value for value in values)


def _listed(context: Context, accion: Accion, campo: str) -> str:
    value = getattr(accion, campo)
    values = (POR_DEFINIR,) if value is None else value if isinstance(value, tuple) else (value,)
    return SEPARATOR.join(context.name(each, accion) for each in values)


def _plazo(plazo_meses: Valor) -> Valor:
    return plazo_meses if isinstance(plazo_meses, int) else silencio_label(plazo_meses)


def _responsable(context: Context, accion: Accion) -> str:
    """Empty where the action does not have the field and nobody asks for it."""
    if accion.responsable is None and "responsable" not in exigidos(context.plan):
        return ""
    return context.name(accion.responsable or POR_DEFINIR)


def _notas(context: Context, accion: Accion) -> str:
    """Tell what documents mark in other columns, which here hold nothing but what comes back."""
    known = accion.responsable and accion.responsable not in SILENCIOS
    owner = f"{responsable_label(accion).capitalize()}: {context.name(accion.responsable or '')}."
    return _said(context, accion, [owner] if known else [])


def _said(context: Context, accion: Accion, sentences: list[str]) -> str:
    said = (retirada_label(accion), *sentences, context.notas.get(accion.id, ""))
    return " ".join(filter(None, said))


_COLUMNAS: Mapping[str, tuple[Columna, Cell]] = {
    "id": (ID, lambda _, accion: accion.id),
    "grupo": (
        Columna("Grupo", clase=Clase.FIJO, letras=13),
        lambda context, accion: grupo_label(context.plan, accion.grupo),
    ),
    "eje": (
        Columna("Eje", clase=Clase.FIJO, letras=14),
        lambda context, accion: context.plan.nombre("eje", accion.eje),
    ),
    "nivel": (
        Columna("Nivel", clase=Clase.FIJO, letras=10),
        lambda context, accion: context.plan.nombre("nivel", accion.nivel),
    ),
    "texto": (Columna(title_of("texto"), clase=Clase.TEXTO, letras=52), lambda _, accion: accion.texto),
    "plazo_meses": (
        Columna(title_of("plazo_meses"), clase=Clase.MESES, letras=11),
        lambda _, accion: _plazo(accion.plazo_meses),
    ),
    "vence": (
        Columna("Vence", clase=Clase.FIJO, letras=13),
        lambda context, accion: "" if is_retirada(accion) else vence_label(context.plan, accion),
    ),
    "instituciones": (
        Columna(title_of("instituciones"), clase=Clase.INSTITUCIONES, letras=30),
        lambda context, accion: _listed(context, accion, "instituciones"),
    ),
    "responsable": (Columna(title_of("responsable"), clase=Clase.INSTITUCION, letras=18), _responsable),
    "prioridad": (
        Columna(title_of("prioridad"), clase=Clase.LOGICO, letras=10),
        lambda _, accion: prioridad_cell(accion),
    ),
    "estado": (Columna(title_of("estado"), clase=Clase.ESTADO, letras=13), lambda _, accion: accion.estado),
    "notas": (Columna("Notas", clase=Clase.FIJO, letras=26), _notas),
    "observaciones": (
        Columna("Observaciones", clase=Clase.FIJO, letras=26),
        lambda context, accion: _said(context, accion, relaciones(context.plan, accion)),
    ),
    "huella": (Columna("Huella", clase=Clase.HUELLA, letras=8), lambda _, accion: huella(accion)),
}
"""The columns that have a shape of their own; any other field of an action is a free text."""
