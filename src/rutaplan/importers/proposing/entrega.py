"""entrega: the reports of papers beside those that the plan has: which are new, which differ; and that told.

A report is never written over: a second answer of one body on one action at one date that says another thing
is a conflict, and becomes a further report only where the call prefers the paper.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rutaplan.derive import enumerate_words, estado_words, fecha_label, institucion_label, plural
from rutaplan.derive.mentions import discreet
from rutaplan.derive.version import IMPRESA
from rutaplan.edit.setting import Valor
from rutaplan.importers.account import Account, Claim, Fate, Told
from rutaplan.importers.pieces import Document, flat
from rutaplan.importers.proposing.proposal import CONFLICT, LEFT, PAPER, PLAN
from rutaplan.importers.proposing.proposal_text import balance, section, told_lines, untaken
from rutaplan.importers.recognisers.informes import Informe, Recibido
from rutaplan.importers.recognisers.printed import lines_in
from rutaplan.model import Avance
from rutaplan.plan import Plan

DICHO = ("estado", "texto", "evidencia", "obstaculos")
"""What an institution says in a report; all else says which one it is, and where it came from."""
_FEW = 3  # institutions that are named
_DIFFERS = "ya hay un informe de esa fecha que dice otra cosa"


@dataclass(slots=True)
class Entrega:
    """One paper's part: its new reports, how many are equal, and those that differ, with what is there."""

    recibido: Recibido
    nuevos: list[Informe] = field(default_factory=list)
    iguales: list[Informe] = field(default_factory=list)
    distintos: list[tuple[Informe, Mapping[str, Valor]]] = field(default_factory=list)
    prefer: str = ""

    def claims(self) -> Iterator[Claim]:
        """Where the words of the paper end."""
        yield from self.recibido.notes.claims
        for each in (*self.nuevos, *self.iguales):
            yield Claim(Fate.TAKEN, each.pieces)
        reason = LEFT if self.prefer == PLAN else f"{CONFLICT}: {_DIFFERS}"
        for each, _ in self.distintos:
            yield Claim(Fate.TOLD, each.pieces, None, reason, each.place)

    def refuse(self, informe: Informe, why: str) -> None:
        """Take out what cannot be written; its words are told instead."""
        self.nuevos.remove(informe)
        self.recibido.notes.tell(informe.pieces, why, informe.place)


class Entregas:
    """Compares papers, one after another, with the plan and with one another."""

    def __init__(self, plan: Plan, prefer: str) -> None:
        self._plan, self._prefer = plan, prefer
        self._accepted: dict[tuple[str, str, str], list[Mapping[str, Valor]]] = {}

    def compare(self, recibido: Recibido) -> Entrega:
        """Tell apart the reports of a paper. What is new here is there for the papers after it."""
        result = Entrega(recibido, prefer=self._prefer)
        for each in recibido.informes:
            known = self._known(each)
            said = _said(each.valores)
            if any(_said(there) == said for there in known):
                result.iguales.append(each)
            elif known and self._prefer != PAPER:
                result.distintos.append((each, known[-1]))
            else:
                result.nuevos.append(each)
                known.append(each.valores)
        return result

    def _known(self, informe: Informe) -> list[Mapping[str, Valor]]:
        """The reports of that action, body and day, the plan's and those that came before in this call."""
        key = (informe.accion, informe.institucion, informe.corte.isoformat())
        if key not in self._accepted:
            self._accepted[key] = [
                _values(each)
                for each in self._plan.avances_by_accion.get(informe.accion, ())
                if each.reporta == informe.institucion and each.fecha == informe.corte
            ]
        return self._accepted[key]


def _values(avance: Avance) -> Mapping[str, Valor]:
    return {campo: value for campo in DICHO if (value := getattr(avance, campo)) is not None}


def _said(values: Mapping[str, Valor]) -> Sequence[str]:
    """What a report says, as people compare it: white space does not count."""
    return [" ".join(_text(values.get(campo, ""), " ").split()) for campo in DICHO]


def _text(value: Valor, between: str) -> str:
    return between.join(map(str, value)) if isinstance(value, tuple) else str(value)


def claim_around(recibido: Recibido, printed: Iterable[Document]) -> Iterator[Claim]:
    """Claim the lines around the tables that papers made now print, whatever numbers they hold."""
    lines = {key for document in printed for piece in document.pieces() for key in lines_in(piece)}
    for piece in recibido.document.pieces():
        is_version = IMPRESA.search(flat(piece.text)) is not None
        if piece not in recibido.apart and piece.text and (is_version or lines.issuperset(lines_in(piece))):
            yield Claim(Fate.KNOWN, (piece,))


def report_entrega(plan: Plan, nombre: str, entrega: Entrega, account: Account) -> str:
    """Tell all of a paper; the sums last. nombre: of its file, where there are several."""
    recibido = entrega.recibido
    who = [institucion_label(plan, each) for each in recibido.instituciones]
    where = enumerate_words(who) if len(who) <= _FEW else f"{len(who)} instituciones"
    days = enumerate_words([fecha_label(each) for each in recibido.cortes])
    what = " ".join(filter(None, ("hoja de seguimiento", days and f"al {days}")))
    parts = [f"{nombre and f'{nombre}: '}{what}{where and f', {where}'} ({recibido.document.kind})."]
    parts += section("Informes nuevos", [_informe(plan, each) for each in entrega.nuevos])
    title = (
        "Queda lo del plan (--preferir plan)"
        if entrega.prefer == PLAN
        else "En conflicto, no se tocan (--preferir papel agrega el del papel)"
    )
    parts += section(title, [_informe(plan, each, there) for each, there in entrega.distintos])
    said = [f"{each.place}: {text}" for each in (*entrega.nuevos, *entrega.iguales) for text in each.said]
    parts += section(
        "Se leyó así", [*(f"{each.place}: {each.text}" for each in recibido.document.said), *said]
    )
    told = [Told(each.place, each.reason, discreet(plan, each.words)) for each in untaken(account)]
    parts += section("No se lleva al plan", list(told_lines(told)), limit=0)
    return "\n".join([*parts, "", _verdict(entrega), balance(account)]) + "\n"


def _verdict(entrega: Entrega) -> str:
    return " · ".join(
        [
            plural(len(entrega.nuevos), "informe nuevo", "informes nuevos"),
            plural(len(entrega.iguales), "igual", "iguales"),
            plural(len(entrega.distintos), "conflicto", "conflictos"),
            plural(entrega.recibido.vacias, "fila sin llenar", "filas sin llenar"),
        ]
    )


def _informe(plan: Plan, informe: Informe, there: Mapping[str, Valor] | None = None) -> str:
    """Show a report; beside the one that is there, if it differs from it."""
    lines = [*_lines(plan, informe.valores)]
    if there is not None:
        lines = [f"plan:  {'; '.join(_lines(plan, there))}", f"papel: {'; '.join(lines)}"]
    head = f"{informe.accion}, {institucion_label(plan, informe.institucion)} ({informe.place})"
    return "\n    ".join([head, *lines])


def _lines(plan: Plan, values: Mapping[str, Valor]) -> Iterator[str]:
    for campo in DICHO:
        if campo in values:
            text = _text(values[campo], "; ")
            shown = estado_words(text) if campo == "estado" else discreet(plan, " ".join(text.split()))
            yield f"{campo}: {shown}"
