"""nombres: the institutions that a cell names, known for certain or not at all.

The longest known name goes first, and then the separators: names have commas and "y" in them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rutaplan.model import POR_DEFINIR, SILENCIOS, Institucion
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.suggest import Suggester, fold
from rutaplan.views.columnas import institucion_names

MAX_CANDIDATAS = 8
_PIEZA = re.compile(r"[^\s,;/()\[\].:«»\"]+|[,;/\n]")
_SEPARADORES = frozenset(",;/\n")
_CONJUNCIONES = frozenset("ye")
_SILENCIOS = {**{each: each for each in SILENCIOS}, "otras por definir": POR_DEFINIR} | {
    each.replace("_", " "): each for each in SILENCIOS
}
_MARCAS = re.compile(r",\s*responsable(?: sugerida)?(?=\s*(?:;|$|\n))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Nombradas:
    """The ids that a cell names, in its order; or dudas, why some of it is not known for certain."""

    ids: tuple[str, ...]
    dudas: tuple[str, ...] = ()


class Nombres:
    """Every way to name each institution of a plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._ids: dict[tuple[str, ...], dict[str, None]] = {}
        self._spelled: dict[str, str] = {}
        for text, ident in _SILENCIOS.items():
            self._know(text, ident)
        own = institucion_names(plan)
        for ident, institucion in plan.institucion_by_id.items():
            for name in self._ways(institucion):
                self._know(name, ident)
        for ident, name in own.items():  # what our papers print, and ids, mean one institution only
            self._ids[_pieces(name)] = {ident: None}
            self._spelled[name] = ident
        for ident in own:
            self._ids[_pieces(ident)] = {ident: None}
        self._longest = max(map(len, self._ids), default=0)
        self._near = Suggester(self._spelled)

    def read(self, texto: str) -> Nombradas:
        """Read a list of institutions, by id, sigla, sigla and country, or any of their names."""
        typed = _PIEZA.findall(_MARCAS.sub("", texto))
        pieces = tuple(map(fold, typed))
        ids: dict[str, None] = {}
        dudas: list[str] = []
        at = 0
        known = False
        while at < len(pieces):
            joins = at and pieces[at] in _CONJUNCIONES and (known or self._match(pieces, at + 1))
            if pieces[at] in _SEPARADORES or joins:
                at += 1
                continue
            length = self._match(pieces, at)
            known = length > 0
            if not known:
                length = self._unknown(pieces, at)
                dudas.append(self._not_there(" ".join(typed[at : at + length])))
            else:
                named = self._ids[pieces[at : at + length]]
                if len(named) > 1:
                    dudas.append(self._several(" ".join(typed[at : at + length]), named))
                ids.update(dict.fromkeys(named))
            at += length
        return Nombradas((), tuple(dudas)) if dudas else Nombradas(tuple(ids))

    def _know(self, name: str, ident: str) -> None:
        pieces = _pieces(name)
        if pieces:
            self._ids.setdefault(pieces, {})[ident] = None
            self._spelled.setdefault(name, ident)

    def _ways(self, institucion: Institucion) -> Iterable[str]:
        sigla = institucion.sigla or ""
        names = (
            sigla, *sigla.split()[:1], institucion.nombre, institucion.nombre_es,
            *(institucion.otros_nombres or ()),
        )  # fmt: skip
        pais = self._plan.catalogos.paises.get(institucion.pais or "")
        places = (pais.nombre, f"de {pais.nombre}", pais.iso3, institucion.pais) if pais else ()
        for name in filter(None, names):
            yield name
            yield from (f"{name} {place}" for place in places)

    def _match(self, pieces: tuple[str, ...], at: int) -> int:
        """Tell how long the longest known name is that starts here and ends where a name may end."""
        for length in range(min(self._longest, len(pieces) - at), 0, -1):
            if pieces[at : at + length] in self._ids and self._ends(pieces, at + length):
                return length
        return 0

    def _ends(self, pieces: tuple[str, ...], at: int) -> bool:
        return at == len(pieces) or pieces[at] in _SEPARADORES or pieces[at] in _CONJUNCIONES

    def _unknown(self, pieces: tuple[str, ...], at: int) -> int:
        """Tell how long what nobody knows is: to a separator, or to a "y" before a known name."""
        for end in range(at + 1, len(pieces)):
            known_next = pieces[end] in _CONJUNCIONES and self._match(pieces, end + 1)
            if pieces[end] in _SEPARADORES or known_next:
                return end - at
        return len(pieces) - at

    def _not_there(self, text: str) -> str:
        near = self._near.nearest(text)
        mend = f"; la más parecida es {quoted(near)} ({self._spelled[near]})" if near else ""
        return f"{quoted(text)} no está en instituciones.yaml{mend}"

    def _several(self, text: str, ids: Iterable[str]) -> str:
        listed = list(ids)
        more = f" y {len(listed) - MAX_CANDIDATAS} más" if len(listed) > MAX_CANDIDATAS else ""
        return f"{quoted(text)} es de varias: {', '.join(listed[:MAX_CANDIDATAS])}{more}; diga de qué país"


def _pieces(texto: str) -> tuple[str, ...]:
    return tuple(map(fold, _PIEZA.findall(texto)))
