"""fila: the words of one action as documents print them, with its footnotes and the siglas that it uses."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rutaplan.derive import (
    estado_words,
    fecha_breve,
    fecha_label,
    institucion_label,
    known,
    proposer,
    silencio_label,
)
from rutaplan.derive.involved import involucrada_label, is_tipo, tipo_named
from rutaplan.model import NO_CONSTA, SILENCIOS, Accion, Errata
from rutaplan.plan import Plan
from rutaplan.suggest import fold

_LETTERS = 70
SEPARATOR = "; "
"""What stands between the institutions of a cell."""


@dataclass(frozen=True, slots=True)
class Nota:
    """A footnote of one action."""

    numero: int
    id: str
    texto: str


class Filas:
    """Makes rows, numbering footnotes and gathering the institutions that are named."""

    def __init__(self, plan: Plan, beside: "Filas | None" = None) -> None:
        """Begin; beside: those of another state of the plan on the same page, whose footnotes go on."""
        self.plan = plan
        self.labels: dict[str, str] = {}
        self._notas: dict[str, Nota] = beside._notas if beside else {}  # noqa: SLF001 - its own kind

    def label(self, ident: str, accion: Accion | None = None, *, mark: bool = True) -> str:
        """Name an institution, or a type that an action names; mark: tell if it is the responsable."""
        if accion is not None and is_tipo(self.plan, ident):
            return involucrada_label(self.plan, accion, ident)
        if ident not in self.labels:
            self.labels[ident] = institucion_label(self.plan, ident)
        name = self.labels[ident]
        if accion is None or not mark or ident != accion.responsable or ident in SILENCIOS:
            return name
        return f"{name}, {responsable_label(accion)}"

    @cached_property
    def names(self) -> Mapping[str, str]:
        """A name for each institution, by id, as sheets write it."""
        return institucion_names(self.plan)

    def name(self, ident: str, accion: Accion | None = None) -> str:
        """Name in a sheet an institution, or a type that an action names; a silence in words.

        What is written so comes back the same: what has a separator in it goes by its id.
        """
        if ident in self.names:
            self.label(ident)  # a page explains its sigla
            return self.names[ident]
        if accion is None or not is_tipo(self.plan, ident):
            return silencio_label(ident)
        label = involucrada_label(self.plan, accion, ident)
        return ident if SEPARATOR.strip() in label else label

    def nota(self, accion: Accion) -> int:
        """Number the footnote of an action; 0 if it has none."""
        if accion.id not in self._notas:
            text = nota_label(accion)
            if not text:
                return 0
            self._notas[accion.id] = Nota(len(self._notas) + 1, accion.id, text)
        return self._notas[accion.id].numero

    @property
    def notas(self) -> tuple[Nota, ...]:
        """The footnotes of the rows made so far."""
        return tuple(self._notas.values())

    def siglas(self) -> tuple[str, ...]:
        """Explain each sigla that was printed, in the order of the alphabet."""
        bodies = self.plan.institucion_by_id.items()
        found = [
            f"{self.labels[ident]}: {each.en_espanol}"
            for ident, each in bodies
            if ident in self.labels and known(each.sigla)
        ]
        return tuple(sorted(found, key=fold))


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


def hueco(is_open: bool, known: object = None) -> str:  # noqa: FBT001 - what is asked of a cell
    """What is left to write in a cell, where something is; known: what stands there already."""
    return ("otras por definir" if known else "por definir") if is_open else ""


def prioridad_label(accion: Accion) -> str:
    """Tell that the group marked it, or that somebody proposed to."""
    if accion.prioridad is not True:
        return ""
    return "prioridad sugerida" if accion.is_sugerido("prioridad") else "prioridad"


def prioridad_cell(accion: Accion) -> str:
    """The same where a column is titled so, as people write it there."""
    if accion.prioridad is not True:
        return ""
    return "sugerida" if accion.is_sugerido("prioridad") else "sí"


def estado_label(accion: Accion) -> str:
    """Name the estado of an action; nothing while it is a proposal."""
    return "" if accion.estado == "propuesta" else estado_words(accion.estado)


def responsable_label(accion: Accion) -> str:
    """Tell that an institution is responsable, or that somebody proposed it."""
    return "responsable sugerida" if accion.is_sugerido("responsable") else "responsable"


def acordado_label(accion: Accion, written: Callable[[date], str] = fecha_breve) -> str:
    """Tell when and in which paper it was decided, or that nobody says. written: how a day is."""
    if accion.acordado is None:
        return silencio_label(NO_CONSTA)
    fecha, documento = accion.acordado.fecha, accion.acordado.documento
    day = silencio_label(fecha) if isinstance(fecha, str) else written(fecha)
    paper = "" if documento in SILENCIOS else documento
    return "; ".join(filter(None, (day, paper)))


def first_words(accion: Accion) -> str:
    """The titulo_breve of an action, or the first words of its text: enough to know which it is."""
    words = " ".join((accion.breve or accion.texto).split())
    return words if len(words) <= _LETTERS else f"{words[:_LETTERS].rpartition(' ')[0].rstrip('.,;:')}…"


def erratas_label(erratas: Iterable[Errata]) -> str:
    """Tell the mends that are proposed for a text."""
    return "; ".join(f"donde dice «{each.dice}», debe decir «{each.debe_decir}»" for each in erratas)


def nota_label(accion: Accion) -> str:
    """The footnote of an action: what its text was, and the mends that are proposed; nothing without any."""
    parts = []
    if known(accion.texto_fuente) not in {"", accion.texto}:
        parts.append(f"El texto difiere del formulario, que dice: «{accion.texto_fuente}»")
    if accion.erratas:
        parts.append(f"Corrección propuesta, no aplicada: {erratas_label(accion.erratas)}.")
    return " ".join(parts)


def retirada_label(accion: Accion) -> str:
    """Say that an action was withdrawn, since when and why; nothing of any other."""
    since = " ".join(filter(None, (estado_words(accion.estado).capitalize(), since_label(accion))))
    return ": ".join(filter(None, (since, _motivo(accion)))) if accion.is_retirada else ""


def motivo_label(accion: Accion) -> str:
    """Say since when it is so, and why."""
    return ": ".join(filter(None, (since_label(accion), _motivo(accion))))


def since_label(accion: Accion) -> str:
    """Say since when it is in its estado, where that is known."""
    since = accion.estado_desde
    return f"desde el {fecha_label(since)}" if since and not isinstance(since, str) else ""


def _motivo(accion: Accion) -> str:
    return "" if accion.motivo in SILENCIOS else accion.motivo or ""


def relaciones(plan: Plan, accion: Accion) -> list[str]:
    """What the plan knows of an action and others, and of who proposed its responsable: short sentences."""
    said = []
    if accion.responsable and accion.responsable not in SILENCIOS and accion.is_sugerido("responsable"):
        said.append(f"{responsable_label(accion).capitalize()}.")
    if accion.depende_de:
        suggested = accion.is_sugerido("depende_de")
        said.append(f"Depende de {', '.join(_related(ident, suggested) for ident in accion.depende_de)}.")
    counterparts = plan.contrapartes.get(accion.id, ())
    if counterparts:
        told = (_related(otra, bool(proposer(plan, accion.id, otra))) for otra in counterparts)
        said.append(f"Contraparte: {', '.join(told)}.")
    return said


def _related(ident: str, suggested: bool) -> str:  # noqa: FBT001 - what is told of one action
    return f"{ident} (sugerida)" if suggested else ident
