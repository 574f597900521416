"""titulos: which field of an action a column holds, by its title as people write it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from rutaplan.importers.rejilla import Casilla, Rejilla
from rutaplan.model import Accion, fields
from rutaplan.plan import Plan
from rutaplan.suggest import fold

MAX_ENCABEZADO = 40  # rows in which the titles are looked for
_OURS = {"huella": (), "observaciones": ("observación",)}  # columns that only our papers have


@dataclass(frozen=True, slots=True)
class Encabezado:
    """The titles of a table: in which row they end, and the fields of each column; it may have none."""

    fila: int
    campos: tuple[tuple[str, ...], ...]
    titulos: tuple[str, ...]

    @property
    def todos(self) -> tuple[str, ...]:
        """Every field that some column holds, as often as it is held."""
        return tuple(campo for each in self.campos for campo in each)

    def columna(self, campo: str) -> int:
        """The first column of a field, or -1."""
        return next((at for at, each in enumerate(self.campos) if campo in each), -1)


@dataclass(frozen=True)
class Titulos:
    """The titles that a plan and a call give to columns, before those that everybody uses."""

    plan: Plan
    dados: Mapping[str, str] = field(default_factory=dict)

    def find(self, rejilla: Rejilla) -> Encabezado | None:
        """Find the row of titles: the first that names the actions or their ids, and one thing more."""
        for number, fila in enumerate(rejilla.filas[:MAX_ENCABEZADO]):
            campos = tuple(self.campos(each.texto) for each in _once(fila))
            named = {campo for each in campos for campo in each}
            if named & {"texto", "id"} and (len(named) > 1 or self.dados or _is_alone(fila)):
                return Encabezado(number, campos, tuple(" ".join(each.texto.split()) for each in fila))
        return None

    def campos(self, titulo: str) -> tuple[str, ...]:
        """Tell the fields that a title names; more than one where a cell of the form holds two."""
        plain = _plain(titulo)
        for campo, dado in self.dados.items():
            if plain and plain == _plain(dado):
                return (campo,)
        found = [self._campo(line) for line in titulo.splitlines()]
        if len(found) > 1 and all(found):
            return tuple(dict.fromkeys(filter(None, found)))
        whole = self._campo(titulo.replace("\n", " "))
        if not whole and re.search(r"\bplazos?\b", plain) and re.search(r"\binstituci", plain):
            return ("plazo_meses", "instituciones")
        return (whole,) if whole and whole not in self.dados else ()

    def _campo(self, titulo: str) -> str:
        plain = _plain(titulo)
        for nivel in self.plan.taller.niveles:
            columnas = nivel.columnas
            if columnas and plain:
                own = {
                    _plain(columnas.acciones): "texto",
                    _plain(columnas.plazo): "plazo_meses",
                    _plain(columnas.instituciones): "instituciones",
                }
                if plain in own:
                    return own[plain]
        return campo_of(titulo)


def campo_of(titulo: str) -> str:
    """Tell which field a title that everybody uses, or the name of a field, means; nothing if none."""
    return _campo_by_titulo().get(_plain(titulo), "")


@cache
def _campo_by_titulo() -> Mapping[str, str]:
    known = {campo: each.nombres for campo, each in fields(Accion).items() if each.titulos or each.is_text}
    return {_plain(each): campo for campo, names in (known | _OURS).items() for each in (campo, *names)}


def _plain(titulo: str) -> str:
    """Give a title without case, accents, marks, or what stands in brackets."""
    bare = re.sub(r"\([^)]*\)|_", " ", fold(titulo))
    return " ".join(re.findall(r"\w+", bare))


def _once(fila: Sequence[Casilla]) -> Sequence[Casilla]:
    """Give each merged cell its place only once, and nothing in the others."""
    seen: set[int] = set()
    kept = []
    for each in fila:
        kept.append(Casilla((), each.lugar) if id(each) in seen else each)
        seen.add(id(each))
    return kept


def _is_alone(fila: Sequence[Casilla]) -> bool:
    """Whether a row has a single column, so that its title needs no other beside it."""
    return len([each for each in fila if each.texto]) == 1 == len(fila)
