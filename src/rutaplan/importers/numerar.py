"""numerar: ids for actions that the plan does not have, never one that it had."""

import re

from rutaplan.plan import Plan


class Numerador:
    """Gives the ids of an eje and a nivel in order, after the highest that any file names."""

    def __init__(self, plan: Plan) -> None:
        self._siglas = {eje.id: eje.sigla for eje in plan.taller.ejes}
        self._niveles = {nivel.id: nivel.sigla for nivel in plan.taller.niveles}
        self._last: dict[str, int] = {}
        named = {*plan.ids}
        for accion in plan.enteras:
            named.update((*(accion.contraparte or ()), *(accion.depende_de or ())))
        for ident in named:
            head, _, number = ident.rpartition("-")
            if re.fullmatch("[0-9]+", number):
                self._last[head] = max(self._last.get(head, 0), int(number))

    def next(self, eje: str, nivel: str) -> str:
        """Give the next id: RET-N-21."""
        head = f"{self._siglas[eje]}-{self._niveles[nivel]}"
        self._last[head] = self._last.get(head, 0) + 1
        return f"{head}-{self._last[head]:02d}"
