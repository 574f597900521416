"""lector: a cell, as the value that its field takes in the plan; or why it is not taken."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from rutaplan.derive import HORIZONTES
from rutaplan.importers.meses import read_meses
from rutaplan.importers.nombres import Nombres
from rutaplan.importers.rejilla import Casilla
from rutaplan.model import ESTADOS, LIBRE, PAISES_TODOS, POR_DEFINIR, SILENCIOS, Accion, fields
from rutaplan.plan import Plan
from rutaplan.printable import INVISIBLE, quoted
from rutaplan.suggest import fold, nearest

Valor = str | int | tuple[str, ...]
_SIN_DECIDIR = "por definir"


@dataclass(frozen=True, slots=True)
class Leido:
    """The value of a cell; without one, duda says why. aviso: what to tell; nota: what to keep in notas."""

    valor: Valor | None = None
    duda: str = ""
    aviso: str = ""
    nota: str = ""


_Reader = Callable[[Casilla], Leido]


class Lector:
    """Reads cells against one plan."""

    def __init__(self, plan: Plan) -> None:
        self._nombres = Nombres(plan)
        self._paises = {fold(each.nombre): code for code, each in plan.catalogos.paises.items()} | {
            fold(code): code for code in (*plan.catalogos.paises, PAISES_TODOS)
        }
        one: dict[str, _Reader] = {
            LIBRE: self._texto,
            "meses": self._plazo,
            "institucion": self._responsable,
            "estado": self._estado,
        }
        several: dict[str, _Reader] = {
            "institucion": self._instituciones,
            "involucrada": self._instituciones,
            "pais": self._paises_of,
        }
        readers = {
            campo: (several if each.is_several else one).get(each.kind)
            for campo, each in fields(Accion).items()
        }
        self._readers = {campo: reader for campo, reader in readers.items() if reader}

    @property
    def campos(self) -> tuple[str, ...]:
        """The fields that a document can give."""
        return tuple(self._readers)

    def read(self, campo: str, celda: Casilla) -> Leido:
        """Read a cell whole, or nothing of it."""
        hidden = INVISIBLE.search(celda.texto)
        if celda.rechazo:
            return Leido(duda=celda.rechazo)
        if hidden:
            return Leido(duda=f"tiene el carácter invisible U+{ord(hidden.group()):04X}; bórrelo")
        return self._readers[campo](celda)

    def _texto(self, celda: Casilla) -> Leido:
        text = " ".join(celda.texto.split("\n"))
        if fold(text) in {each.replace("_", " ") for each in SILENCIOS}:
            text = fold(text).replace(" ", "_")
        several = "las líneas de la celda se unieron en una" if "\n" in celda.texto else ""
        return Leido(text, aviso=several) if text else Leido(duda="la celda está vacía; nada se borra")

    def _plazo(self, celda: Casilla) -> Leido:
        text = _written(celda, (_SIN_DECIDIR, *HORIZONTES.values()))
        plazo = read_meses(text)
        if plazo.duda:
            return Leido(duda=f"{quoted(text)} {plazo.duda}")
        if not plazo.rango:
            return Leido(plazo.meses)
        return Leido(
            plazo.meses,
            aviso=f"de {quoted(plazo.rango)} se guarda el máximo, y el rango va a notas",
            nota=f"Plazo en el documento: {plazo.rango}.",
        )

    def _instituciones(self, celda: Casilla) -> Leido:
        found = self._nombres.read(_written(celda, (_SIN_DECIDIR,)))
        if found.dudas:
            return Leido(duda="; ".join(found.dudas[:10]))
        ids = found.ids or (POR_DEFINIR,)
        return Leido(ids[0] if len(ids) == 1 and ids[0] in SILENCIOS else ids)

    def _responsable(self, celda: Casilla) -> Leido:
        read = self._instituciones(celda)
        if isinstance(read.valor, tuple):
            return Leido(read.valor[0]) if len(read.valor) == 1 else Leido(duda="nombra a más de una")
        return read

    def _estado(self, celda: Casilla) -> Leido:
        word = "_".join(fold(celda.texto).replace("_", " ").split())
        if word in ESTADOS:
            return Leido(word)
        near = nearest(word, ESTADOS) if word else None
        mend = f"«{near}»" if near else f"uno: {', '.join(ESTADOS)}"
        return Leido(duda=f"{quoted(celda.texto)} no es un estado; escriba {mend}")

    def _paises_of(self, celda: Casilla) -> Leido:
        text = _written(celda, (_SIN_DECIDIR,))
        if not text or fold(text).replace(" ", "_") in SILENCIOS:
            return Leido(fold(text).replace(" ", "_") or POR_DEFINIR)
        names = [each.strip() for each in re.split(r"[,;/\n]|\s+[ye]\s+", text) if each.strip()]
        unknown = [name for name in names if fold(name) not in self._paises]
        if unknown:
            return Leido(duda=f"{quoted(unknown[0])} no es un país de catalogos.yaml")
        codes = tuple(dict.fromkeys(self._paises[fold(name)] for name in names))
        return Leido(PAISES_TODOS if codes == (PAISES_TODOS,) else codes)


def _written(celda: Casilla, given: tuple[str, ...]) -> str:
    """Take out what our paper had in the cell to be written over, once something is written beside it."""
    lines = [line for line in celda.texto.split("\n") if line]
    own = [line for line in lines if fold(line) not in given]
    return "\n".join(own or lines[:1])
