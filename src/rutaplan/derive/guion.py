"""guion: what a group says in the plenary, in the minutes that it has, on one page.

The script is what the front of the plenaria prints, and what is timed is what is said. No text is shortened
and nothing is chosen: what does not fit stays out in the form's order, and is told.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rutaplan.derive.sentences import Apartado, Voz, is_prioridad
from rutaplan.derive.speech import NEUTRAL, at_rate
from rutaplan.model import Accion, Grupo
from rutaplan.plan import Plan

SLOWEST = 130
"""Words a minute: a plenary is interpreted. A workshop that speaks more slowly says so."""
LETTERS, LINES, TOLD = 59, 37, 3
"""What the front of a sheet holds at 13 points, in the widest letters that may stand in for ours; and what
it takes to tell what stays out."""
GAP, LABELLED, TO_WRITE_ON = 0.4, 1.6, 2
"""Lines: under each sentence; the least that one with a title takes; one to write on."""
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
    room = _Room(limit * lento / NEUTRAL, LINES - _head_lines(plan, grupo))
    count, partes = len(marked), whole
    callados: tuple[str, ...] = ()
    if not completa and not room.holds(whole):
        room = room._replace(lines=room.lines - TOLD)
        callados = _silenced(room, said.front(marked, 0, brief=True))
        count, partes = _fitted(room, said, marked, callados)
    fuera = tuple(map(said.label, marked[count:]))
    is_full = bool(fuera) and _total(said.front(marked, count + 1, brief=True)) <= room.seconds
    rates = lento, plenaria.palabras_por_minuto
    return Guion(tuple(partes), fuera, callados, is_full, len(marked), _total(whole), limit, *rates)


def _fitted(
    room: "_Room", said: Voz, marked: Sequence[Accion], callados: Sequence[str]
) -> tuple[int, list[Apartado]]:
    """Say as many of the prioridades as there is room for, in their order."""

    def front(count: int) -> list[Apartado]:
        return [each for each in said.front(marked, count, brief=True) if each.titulo not in callados]

    count, partes = 0, front(0)
    while count < len(marked) and room.holds(more := front(count + 1)):
        count, partes = count + 1, more
    return count, partes


class _Room(NamedTuple):
    """The room of a front: seconds at 150 words a minute, and lines."""

    seconds: float
    lines: float

    def holds(self, partes: Sequence[Apartado]) -> bool:
        return _total(partes) <= self.seconds and sum(map(_lines, partes)) <= self.lines


def _silenced(room: _Room, partes: Sequence[Apartado]) -> tuple[str, ...]:
    """The parts that stay out so that the others fit, by their titles."""
    silent: list[str] = []
    for titulo in CAN_STAY_OUT:
        rest = [parte for parte in partes if parte.titulo not in silent]
        if not room.holds(rest):
            silent += [parte.titulo for parte in rest if parte.titulo == titulo]
    return tuple(silent)


def _head_lines(plan: Plan, grupo: Grupo) -> int:
    """The lines more than usual that stand over the script."""
    return sum(
        len(text) // LETTERS for text in (plan.taller.titulo, plan.taller.nombre, grupo.nombre, plan.filtro)
    )


def _lines(parte: Apartado) -> float:
    """The lines of a page that a part takes."""
    texts = [linea.texto for linea in parte.lineas] + [parte.nota] * bool(parte.nota)
    heights = [-(-len(text) // LETTERS) for text in texts]
    first = max(heights[0], LABELLED)
    return first + sum(heights[1:]) + GAP * len(texts) + TO_WRITE_ON * parte.renglones


def _total(partes: Iterable[Apartado]) -> float:
    return sum(parte.seconds for parte in partes)
