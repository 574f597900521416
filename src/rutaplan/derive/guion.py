"""guion: what a group says in the plenary, in the minutes that it has, on one page.

The script is what the front of the plenaria prints, and what is timed is what is said. No text is shortened
and nothing is chosen: what does not fit stays out in the form's order, and is told.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rutaplan.derive import grupo_label, institucion_label, known, titulo_label
from rutaplan.derive.lineas import BOLD, few_lines, lines
from rutaplan.derive.sentences import Apartado, Voz, is_prioridad
from rutaplan.derive.speech import NEUTRAL, at_rate
from rutaplan.model import Accion, Grupo
from rutaplan.plan import Plan

SLOWEST = 130
"""Words a minute: a plenary is interpreted. A workshop that speaks more slowly says so."""
SAID, LINE, GAP, LABELLED, TO_WRITE_ON = 13, 14.6, 5.2, 24, 29.2
"""Points: the letters of what is said, and a line of them; what is under each sentence; the least that one
with a title takes; a line to write on."""
_ABOVE, _LOGO, _SMALL, _LEAST_ABOVE = 24, 51, 9.6, 40
"""Points: over what stands on top of each page; an image, a line there; what is there without either."""
_VERDICT = "Dura de 10:00 a 12:00; no cabe en 10:00: de 10:00 a 12:00 de más."
_WHY = "con todo duraría de 10:00 a 12:00, 10:00 de más, y la hoja está llena."
_LEFT = f"De las 99 prioridades, quedan fuera 99: ; y 99 más; {_WHY}"
NAMED = 6
"""So many of those that stay out are named."""
SYLLABLES = 276
"""A minute, in neutral prose at 150 words."""


class Front(NamedTuple):
    """A paper, in points: how wide it is, how wide what is said is, and what stands on nine tenths of it."""

    wide: float
    said: float
    tall: float


FRONTS = (Front(532, 458, 648), Front(515, 441, 694))
"""Letter and A4: the front is the same on both."""
CAN_STAY_OUT = ("Coinciden", "Familias", "Por definir")
"""The parts that are left out, in this order, where not even they fit."""


class Guion(NamedTuple):
    """The script of a group. fuera: the prioridades that stay out; callados: the parts that do.

    is_full: whether the first of fuera would fit its time, but not the page.
    needed: the seconds, at 150, of all of it; lento and rapido: the rates, in words a minute.
    """

    partes: tuple[Apartado, ...]
    fuera: tuple[str, ...]
    callados: tuple[str, ...]
    is_full: bool
    prioridades: int
    needed: float
    limit_seconds: int
    lento: int
    rapido: int

    @property
    def seconds(self) -> float:
        """How long what is printed takes, at 150 words a minute."""
        return _total(self.partes)

    @property
    def over_seconds(self) -> int:
        """By how much all that the group would say exceeds its time, at the slower rate; 0 if it fits."""
        return max(0, at_rate(self.needed, self.lento) - self.limit_seconds)

    @property
    def fits(self) -> bool:
        """Whether what is printed fits its time at the slower rate."""
        return at_rate(self.seconds, self.lento) <= self.limit_seconds


def guion(plan: Plan, grupo: Grupo, *, completa: bool = False) -> Guion:
    """Write the script of a group and time it. completa: with the text of every action, however long."""
    said, plenaria = Voz(plan, grupo), plan.taller.plenaria
    lento, limit = min(SLOWEST, plenaria.palabras_por_minuto), plenaria.minutos * 60
    marked = [accion for accion in said.acciones if is_prioridad(accion)]
    whole = said.everything() if completa else said.front(marked, len(marked))
    rates = lento, plenaria.palabras_por_minuto
    room = _Room(limit * lento / NEUTRAL, FRONTS).less(
        _around(plan, grupo, measure_label(*rates, plenaria.fuente)), _above(plan) + LABELLED + GAP
    )
    count, partes = len(marked), whole
    callados: tuple[str, ...] = ()
    if not completa and not room.holds(whole):
        callados = _silenced(room.less(_told(said, marked)), said.front(marked, 0, brief=True))
        room = room.less([(", ".join((_WHY, *callados)), 10)] if callados else ())
        count, partes = _fitted(room, said, marked, callados)
    fuera = tuple(map(said.label, marked[count:]))
    is_full = bool(fuera) and _total(said.front(marked, count + 1, brief=True)) <= room.seconds
    return Guion(tuple(partes), fuera, callados, is_full, len(marked), _total(whole), limit, *rates)


def _fitted(
    room: "_Room", said: Voz, marked: Sequence[Accion], callados: Sequence[str]
) -> tuple[int, list[Apartado]]:
    """Say as many of the prioridades as there is room for, in their order."""

    def front(count: int) -> list[Apartado]:
        return [each for each in said.front(marked, count, brief=True) if each.titulo not in callados]

    count, partes = 0, front(0)
    while count < len(marked) and room.less(_told(said, marked[count + 1 :])).holds(more := front(count + 1)):
        count, partes = count + 1, more
    return count, partes


def _told(said: Voz, fuera: Sequence[Accion]) -> Sequence[tuple[str, float]]:
    """The paragraph that tells what stays out, with the points of its letters."""
    return [("; ".join((_LEFT, *map(said.label, fuera[:NAMED]))), 10)] if fuera else []


class _Room(NamedTuple):
    """The room of a front: seconds at 150 words a minute, and what is left of each front."""

    seconds: float
    fronts: Sequence[Front]

    def less(self, paragraphs: Sequence[tuple[str, float]], points: float = 0) -> "_Room":
        """What is left beside some paragraphs, with the points of their letters, and so many points more."""
        taken = [points + sum(_paragraph(*each, front.wide) for each in paragraphs) for front in self.fronts]
        left = [
            front._replace(tall=front.tall - each) for front, each in zip(self.fronts, taken, strict=True)
        ]
        return self._replace(fronts=left)

    def holds(self, partes: Sequence[Apartado]) -> bool:
        fits = (sum(tall(parte, each.said) for parte in partes) <= each.tall for each in self.fronts)
        return _total(partes) <= self.seconds and all(fits)


def _silenced(room: _Room, partes: Sequence[Apartado]) -> tuple[str, ...]:
    """The parts that stay out so that the others fit, by their titles."""
    silent: list[str] = []
    for titulo in CAN_STAY_OUT:
        rest = [parte for parte in partes if parte.titulo not in silent]
        if not room.holds(rest):
            silent += [parte.titulo for parte in rest if parte.titulo == titulo]
    return tuple(silent)


def _around(plan: Plan, grupo: Grupo, measure: str) -> Sequence[tuple[str, float]]:
    """The paragraphs that stand around the script, with the points of their letters."""
    ponente = next((each for each in grupo.miembros if each.nombre == grupo.ponente), None)
    who = (
        f"{ponente.nombre}, {ponente.cargo}, {institucion_label(plan, ponente.institucion)}"
        if ponente
        else ""
    )
    return (
        (f"Presentación en plenaria · {titulo_label(plan.taller)}", 10 * BOLD),
        (grupo_label(plan, grupo.id), 18 * BOLD),
        (f"{plan.taller.nombre} · Ponente: {who}", 9),
        *([(plan.filtro, 10 * BOLD)] if plan.filtro else []),
        (_VERDICT, 10 * BOLD),
        (measure, 9),
    )


def _above(plan: Plan) -> float:
    """The points by which what stands on top of each page pushes the rest down."""
    said = plan.taller.documentos
    top = [few_lines(known(said.encabezado)), known(said.simbolo)] if said else ["", ""]
    height = _ABOVE + _LOGO * (plan.membrete is not None)
    return max(0, height + _SMALL * sum(lines(each, 8, FRONTS[-1].wide) for each in top) - _LEAST_ABOVE)


def measure_label(lento: int, rapido: int, fuente: str) -> str:
    """Say how the minutes were measured."""
    rates = dict.fromkeys((lento, rapido))
    words = " a ".join(str(rate) for rate in rates)
    syllables = " a ".join(str(round(SYLLABLES * rate / NEUTRAL)) for rate in rates)
    return (
        "Los minutos van al ritmo más lento; cuentan todo lo que se dice, con siglas y números leídos. "
        f"Ritmo: {words} palabras de prosa corriente por minuto, o {syllables} sílabas. "
        f"Fuente: {fuente.removesuffix('.')}."
    )


def _paragraph(text: str, points: float, wide: float) -> float:
    """How tall a paragraph is, with what stands between it and the next."""
    return lines(text, points, wide) * points * 1.17 + 3.5


def tall(parte: Apartado, wide: float) -> float:
    """The points of a page that a part takes."""
    heights = [lines(linea.texto, SAID, wide) * LINE for linea in parte.lineas]
    heights += [lines(parte.nota, 9.5, wide) * 11.5] * bool(parte.nota)
    first = max(heights[0], LABELLED)
    return first + sum(heights[1:]) + GAP * len(heights) + TO_WRITE_ON * parte.renglones


def _total(partes: Iterable[Apartado]) -> float:
    return sum(parte.seconds for parte in partes)
