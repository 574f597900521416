"""numerar: ids for actions that the plan does not have, never one that it had."""

from rutaplan.edit.adding import last_number
from rutaplan.plan import Plan


class Numerador:
    """Gives the ids of an eje and a nivel in order, after the highest that any file bears or names."""

    def __init__(self, plan: Plan) -> None:
        self._siglas = {eje.id: eje.sigla for eje in plan.taller.ejes}
        self._niveles = {nivel.id: nivel.sigla for nivel in plan.taller.niveles}
        self._plan = plan
        self._last: dict[str, int] = {}

    def next(self, eje: str, nivel: str) -> str:
        """Give the next id: RET-N-21."""
        head = f"{self._siglas[eje]}-{self._niveles[nivel]}"
        if head not in self._last:
            self._last[head] = last_number(head, self._plan)
        self._last[head] += 1
        return f"{head}-{self._last[head]:02d}"
