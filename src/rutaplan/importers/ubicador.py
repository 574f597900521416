"""ubicador: which eje, nivel and grupo of the plan a text means."""

import re
from collections.abc import Iterable, Mapping

from rutaplan.derive import grupo_label
from rutaplan.plan import Plan
from rutaplan.suggest import fold

_NUMERO_GRUPO = re.compile(r"(?:grupo|mesa)?\s*(?:n[o°º.]*\s*)?(\d{1,2})\b.*", re.DOTALL)
MAX_PALABRAS = 8  # a heading has fewer; an action that says "a nivel nacional", more


class Ubicador:
    """Knows the places of a plan by every name that they have there."""

    def __init__(self, plan: Plan) -> None:
        taller = plan.taller
        self._ejes = _names((e.id, (e.id, e.sigla, e.nombre, e.encabezado)) for e in taller.ejes)
        self._niveles = _names(
            (n.id, (n.id, n.sigla, n.nombre, f"nivel {n.nombre}", n.encabezado)) for n in taller.niveles
        )
        self._grupos = _names((g.id, (g.id, g.nombre, grupo_label(plan, g.id))) for g in plan.grupos)
        self._by_number = {grupo.numero: grupo.id for grupo in plan.grupos}

    def eje(self, texto: str) -> str:
        """Give the id of an eje, or nothing."""
        return self._ejes.get(_plain(texto), "")

    def nivel(self, texto: str) -> str:
        """Give the id of a nivel, or nothing; a longer heading that names only one is enough."""
        plain = _plain(texto)
        found = self._niveles.get(plain)
        words = plain.split()
        if found or "nivel" not in words or len(words) > MAX_PALABRAS:
            return found or ""
        named = {ident for name, ident in self._niveles.items() if f" {name} " in f" {plain} "}
        return named.pop() if len(named) == 1 else ""

    def grupo(self, texto: str) -> str:
        """Give the id of a group, by its id, its name or its number; or nothing."""
        found = self._grupos.get(_plain(texto))
        number = _NUMERO_GRUPO.fullmatch(fold(texto).strip())
        return found or (self._by_number.get(int(number[1]), "") if number else "")


def _names(known: Iterable[tuple[str, tuple[str, ...]]]) -> Mapping[str, str]:
    """Give every name the id that it means; a name of several means none."""
    found: dict[str, str] = {}
    for ident, names in known:
        for name in {_plain(each) for each in names}:
            found[name] = "" if found.get(name, ident) != ident else ident
    found.pop("", None)
    return found


def _plain(texto: str) -> str:
    return " ".join(re.findall(r"\w+", fold(texto)))
