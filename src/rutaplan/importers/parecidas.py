"""parecidas: the action of the plan that a new one may be, in other words; it is told, and nothing more."""

from collections.abc import Iterable

from rutaplan.derive.alike import stems
from rutaplan.model import Accion

CUT = 0.75
_MIN_STEMS = 4
_MAX_COMPARISONS = 500_000


class Parecidas:
    """Finds the most similar text of an eje and a nivel, while there is time to look."""

    def __init__(self, acciones: Iterable[Accion]) -> None:
        self._by_place: dict[tuple[str, str], list[tuple[str, frozenset[str]]]] = {}
        for accion in acciones:
            place = (accion.eje, accion.nivel)
            self._by_place.setdefault(place, []).append((accion.id, stems(accion.texto)))
        self._left = _MAX_COMPARISONS

    def find(self, eje: str, nivel: str, texto: str) -> str:
        """Give the id of the action that shares most words with a text, if nearly all; or nothing."""
        own = stems(texto)
        others = self._by_place.get((eje, nivel), [])
        self._left -= len(others)
        if len(own) < _MIN_STEMS or self._left < 0:
            return ""
        shared = [(len(own & other) / len(own | other), ident) for ident, other in others]
        best = max(shared, default=(0.0, ""))
        return best[1] if best[0] >= CUT else ""
