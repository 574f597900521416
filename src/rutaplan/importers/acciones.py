"""acciones: the rows of the form's table, as actions with what is surely theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rutaplan.importers.lectura import Duda, Entrada
from rutaplan.importers.meses import read_meses
from rutaplan.importers.rejilla import Casilla, casilla
from rutaplan.importers.renglones import items
from rutaplan.importers.ubicador import Ubicador
from rutaplan.printable import quoted
from rutaplan.suggest import fold

_ROTULOS = {"plazo": "plazo_meses", "plazo (meses)": "plazo_meses", "instituciones": "instituciones"}
_CAMPOS = ("plazo_meses", "instituciones", "responsable")


@dataclass(frozen=True, slots=True)
class Columna:
    """A column of the form: the fields that its title names, and the nivel of the heading over it."""

    campos: tuple[str, ...]
    nivel: str


class RowReader:
    """Reads rows; a cell that is merged over several is read once."""

    def __init__(self, ubicador: Ubicador) -> None:
        self._ubicador = ubicador
        self._read: set[int] = set()
        self._kept: list[Casilla] = []  # an id is only unique while its cell lives

    def read(self, fila: Sequence[Casilla], columnas: Sequence[Columna]) -> tuple[list[Entrada], list[Duda]]:
        """Give the actions of a row, each nivel's in order, and what nobody could place."""
        cells = list(zip(columnas, fila, strict=False))
        eje, dudas = self._eje(cells)
        entradas: list[Entrada] = []
        starts = [at for at, (columna, _) in enumerate(cells) if "texto" in columna.campos]
        for start, end in zip(starts, [*starts[1:], len(cells)], strict=True):
            columna, texto = cells[start]
            beside = [
                (each.campos, cell)
                for each, cell in cells[start + 1 : end]
                if set(each.campos) & set(_CAMPOS) and self._is_new(cell)
            ]
            found = items(texto) if self._is_new(texto) else []
            values, lost = _paired(found, beside)
            dudas += lost
            entradas += [
                Entrada(place, {"texto": casilla(text, place), **value}, eje=eje, nivel=columna.nivel)
                for (text, _, place), value in zip(found, values, strict=True)
            ]
        return entradas, dudas

    def _is_new(self, cell: Casilla) -> bool:
        new = id(cell) not in self._read
        self._read.add(id(cell))
        self._kept.append(cell)
        return new

    def _eje(self, cells: Sequence[tuple[Columna, Casilla]]) -> tuple[str, list[Duda]]:
        named = [cell for columna, cell in cells if "eje" in columna.campos and cell.texto]
        for cell in named:
            eje = self._ubicador.eje(cell.texto)
            if eje:
                return eje, []
        unknown = [cell for cell in named if self._is_new(cell)]
        return "", [Duda(cell.lugar, f"no se reconoce el eje {quoted(cell.texto)}") for cell in unknown]


def _paired(
    found: Sequence[tuple[str, int, str]], beside: Sequence[tuple[tuple[str, ...], Casilla]]
) -> tuple[list[Mapping[str, Casilla]], list[Duda]]:
    """Give each action what the source surely ties to it: the only one of a row, or the same number."""
    values: list[dict[str, Casilla]] = [{} for _ in found]
    dudas: list[Duda] = []
    by_number = {number: at for at, (_, number, _) in enumerate(found) if number}
    for campos, cell in beside:
        if not cell.texto and not cell.rechazo:
            continue
        if len(found) == 1:
            values[0].update(_parts(campos, cell))
            continue
        entries = items(cell)
        numbers = [number for _, number, _ in entries]
        if by_number and all(number in by_number for number in numbers) and len(set(numbers)) == len(numbers):
            for text, number, place in entries:
                values[by_number[number]].update(_parts(campos, casilla(_on_lines(text), place)))
        else:
            dudas.append(
                Duda(cell.lugar, f"{quoted(cell.texto)} queda sin ubicar: no dice de qué acción es cada cosa")
            )
    return [*values], dudas


def _parts(campos: Sequence[str], cell: Casilla) -> Mapping[str, Casilla]:
    """Share a cell of plazo and institutions between both: by their labels, or what is a number of months."""
    if len(campos) == 1:
        return {campos[0]: cell}
    lines: dict[str, list[str]] = {campo: [] for campo in campos}
    for line in cell.texto.split("\n"):
        label, colon, rest = line.partition(":")
        campo = _ROTULOS.get(fold(label).strip()) or next(
            (each for name, each in _ROTULOS.items() if colon and fold(label).startswith(name)), ""
        )
        if colon and campo in lines:
            lines[campo].append(rest.strip())
        elif _is_plazo(line) and not lines["plazo_meses"]:
            lines["plazo_meses"].append(line)
        else:
            lines["instituciones"].append(line)
    return {campo: casilla("\n".join(texts), cell.lugar) for campo, texts in lines.items() if any(texts)}


def _is_plazo(line: str) -> bool:
    plazo = read_meses(line)
    return not plazo.duda or "plazo" in fold(line).split() or line[:1].isdigit()


def _on_lines(text: str) -> str:
    """Put the plazo of "6 meses; INM (Honduras)" on a line of its own."""
    head, mark, rest = text.partition(";") if ";" in text else text.partition(",")
    return f"{head.strip()}\n{rest.strip()}" if mark and not read_meses(head).duda else text
