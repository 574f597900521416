"""fila: the cells of one action as documents print them, with its footnotes and the siglas that it uses."""

from collections.abc import Iterable
from dataclasses import dataclass

from rutaplan.derive import estado_words, fecha_label, horizonte_label, institucion_label, silencio_label
from rutaplan.derive.huella import huella
from rutaplan.derive.involved import involucrada_label, is_tipo
from rutaplan.derive.vencimiento import vence_label
from rutaplan.model import NO_CONSTA, POR_DEFINIR, SILENCIOS, Accion, Errata
from rutaplan.plan import Plan
from rutaplan.suggest import fold
from rutaplan.views.bloques import Celda


@dataclass(frozen=True, slots=True)
class Nota:
    """A footnote of one action."""

    numero: int
    id: str
    texto: str


class Filas:
    """Makes rows, numbering footnotes and gathering the institutions that are named."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.labels: dict[str, str] = {}
        self._notas: dict[str, Nota] = {}

    def ident(self, accion: Accion, *marcas: str, huellas: bool = True) -> Celda:
        """Say which action a row is, and what sets it apart. huellas: for papers that come back."""
        said = "; ".join(filter(None, marcas))
        return Celda(accion.id, menudo=said, huella=huella(accion) if huellas else "")

    def texto(self, accion: Accion, falta: str = "") -> Celda:
        """Print the action's text, with the call of its footnote."""
        return Celda(accion.texto, nota=self.nota(accion), falta=falta)

    def plazo(self, accion: Accion, *, horizonte: bool = True) -> Celda:
        """Print its months, the horizonte that they make and the day on which it is due, or room for them."""
        words = (
            horizonte_label(accion, self.plan.taller) if horizonte else "",
            vence_label(self.plan, accion),
        )
        return Celda(
            plazo_known(accion),
            " · ".join(filter(None, words)),
            hueco=hueco(accion.plazo_meses == POR_DEFINIR),
        )

    def instituciones(self, accion: Accion, *, mark: bool = True) -> Celda:
        """Name its institutions. mark: among them, tell which is the responsable."""
        known = [
            self.label(ident, accion, mark=mark) for ident in accion.instituciones if ident != POR_DEFINIR
        ]
        if mark and accion.responsable not in {None, *SILENCIOS, *accion.instituciones}:
            known.append(self.label(str(accion.responsable), accion))
        return Celda("; ".join(known), hueco=hueco(POR_DEFINIR in accion.instituciones, known))

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

    def nota(self, accion: Accion) -> int:
        """Number the footnote of an action; 0 if it has none."""
        if accion.id not in self._notas:
            text = _nota_text(accion)
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
        known = self.plan.institucion_by_id.items()
        found = [
            f"{self.labels[ident]}: {each.en_espanol}"
            for ident, each in known
            if ident in self.labels and each.sigla
        ]
        return tuple(sorted(found, key=fold))


def plazo_known(accion: Accion) -> str:
    """The months of an action, or that it does not apply or is not told; nothing while por_definir."""
    plazo = accion.plazo_meses
    return "" if plazo == POR_DEFINIR else silencio_label(str(plazo))


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


def marcas_label(accion: Accion) -> str:
    """Tell what sets an action apart: its prioridad, and its estado once that is not a proposal's."""
    return "; ".join(filter(None, (prioridad_label(accion), estado_label(accion))))


def estado_label(accion: Accion) -> str:
    """Name the estado of an action; nothing while it is a proposal."""
    return "" if accion.estado == "propuesta" else estado_words(accion.estado)


def responsable_label(accion: Accion) -> str:
    """Tell that an institution is responsable, or that somebody proposed it."""
    return "responsable sugerida" if accion.is_sugerido("responsable") else "responsable"


def acordado_label(accion: Accion) -> str:
    """Tell when and in which paper it was decided, or that nobody says."""
    if accion.acordado is None:
        return silencio_label(NO_CONSTA)
    fecha, documento = accion.acordado.fecha, accion.acordado.documento
    day = silencio_label(fecha) if isinstance(fecha, str) else fecha_label(fecha)
    paper = "" if documento in SILENCIOS else documento
    return "; ".join(filter(None, (day, paper)))


def erratas_label(erratas: Iterable[Errata]) -> str:
    """Tell the mends that are proposed for a text."""
    return "; ".join(f"donde dice «{each.dice}», debe decir «{each.debe_decir}»" for each in erratas)


def _nota_text(accion: Accion) -> str:
    parts = []
    if accion.texto_fuente is not None and accion.texto_fuente != accion.texto:
        parts.append(f"El texto difiere del formulario, que dice: «{accion.texto_fuente}»")
    if accion.erratas:
        parts.append(f"Corrección propuesta, no aplicada: {erratas_label(accion.erratas)}.")
    return " ".join(parts)
