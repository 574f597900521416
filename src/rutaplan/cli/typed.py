"""typed: what a person types at the command line, as the value that its field takes; or why it is none."""

import re
from collections.abc import Callable
from typing import Any

from rutaplan.derive import plural
from rutaplan.derive.named import other_names, resolve
from rutaplan.derive.titles import Unknown
from rutaplan.edit.parts import EditError
from rutaplan.edit.setting import Valor
from rutaplan.importers.meanings.lists import spelled
from rutaplan.model import LIBRE
from rutaplan.model.fields import Campo
from rutaplan.plan import Plan
from rutaplan.printable import INVISIBLE, quoted
from rutaplan.suggest import fold

_DECLARED = ("eje", "nivel", "grupo", "tema", "poblacion", "familia", "tipo_institucion")
"""What is called by an id or by a name, which may have spaces."""
_AS_IN_PAPERS = frozenset(("meses", "institucion", "involucrada", "pais", "logico"))
_MAX_DIGITS = 18
"""More of them are no number of a plan, and of thousands Python makes none."""
_SEE = (
    "; «rutaplan list --instituciones» las muestra, y «rutaplan set ID nombre=... pais=... tipo=...» agrega "
    "la que falta"
)


class Typed:
    """Reads what is typed, against one plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.unknown: list[str] = []  # the bodies named that the plan does not have
        from rutaplan.importers.meanings import values  # noqa: PLC0415 - a word to complete reads no value

        self._silence, self._values = values.silence, values.Values(plan)

    def read(self, campo: Campo, text: str, *, paises: tuple[str, ...] = ()) -> Valor:
        """Read a value of a field. paises: the countries of the action, if any. Raises EditError."""
        text = text.strip()
        if not text:
            raise EditError("está vacío; quítelo si no hay nada que decir")
        if INVISIBLE.search(text):
            raise EditError(f"{quoted(text)} tiene caracteres que no se pueden imprimir")
        found = self._silence(campo, text)
        if found:
            return found
        if campo.kind in _AS_IN_PAPERS:
            return self._as_in_papers(campo, text, paises)
        if campo.is_several:
            return tuple(dict.fromkeys(self._one(campo, each) for each in _parts(campo, text)))
        return self._one(campo, text)

    def _as_in_papers(self, campo: Campo, text: str, paises: tuple[str, ...]) -> Valor:
        read = self._values.understand(campo, [text], paises)
        self.unknown += read.unknown
        what = "el plazo " if campo.kind == "meses" else ""
        if read.value is None:
            raise EditError(f"{what}{read.doubt}{_SEE if 'no está en' in read.doubt else ''}")
        if read.note:
            raise EditError(f"{what}{quoted(text)} es un rango; escriba el máximo: {read.value}")
        return read.value

    def _one(self, campo: Campo, text: str) -> str | int:
        """One value that is no list; what only validate can refuse passes as it is."""
        kind = campo.kind
        if kind in _DECLARED:
            known = {ident: each.nombre for ident, each in self.plan.by_kind[kind].items()}
            return understood(resolve(text, known, other_names(self.plan, kind)))
        if kind == "accion":
            return text.upper()
        schema = campo.cell.schema if campo.cell else {}
        said: dict[str, Any] = {**(schema() if callable(schema) else schema)}
        shortest, longest = said.get("minLength", 0), said.get("maxLength", len(text))
        if not shortest <= len(text) <= longest:
            count = plural(len(text), "letra", "letras")
            raise EditError(f"tiene {count}, y debe tener de {shortest} a {longest}")
        word = spelled(text).replace(" ", "_")
        whole = any(each.get("type") == "integer" for each in said.get("anyOf", ()))
        if whole and text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS:
            return int(text)
        return next((each for each in said.get("enum", ()) if fold(each) == word), text)


def _parts(campo: Campo, text: str) -> list[str]:
    """The values of a list as typed; a free text is one."""
    if campo.kind == LIBRE:
        return [text]
    between = "[,;]" if campo.kind in _DECLARED else r"[,;\s]"
    return [each.strip() for each in re.split(between, text) if each.strip()]


def read_as(name: str, read: Callable[[str], Valor], text: str) -> Valor:
    """Read what a call gives by an option, or for a field. Raises EditError, which begins with its name."""
    try:
        return read(text)
    except EditError as error:
        raise EditError(f"{name}: {error}") from error


def understood(answer: str | Unknown) -> str:
    """The answer. Raises EditError with what is said of one that is none."""
    if isinstance(answer, Unknown):
        raise EditError(answer.message)
    return answer
