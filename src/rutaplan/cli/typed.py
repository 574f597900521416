"""typed: what a person types at the command line, as the value that its field takes; or why it is none."""

import re
from typing import Any

from rutaplan.derive.filters import resolve
from rutaplan.derive.titles import Unknown
from rutaplan.edit.parts import EditError
from rutaplan.edit.setting import Valor
from rutaplan.importers.directory import Directory
from rutaplan.importers.lists import meaning, spelled
from rutaplan.importers.months import read_months
from rutaplan.importers.names import read_names
from rutaplan.model import LIBRE, PAISES_TODOS, SILENCIOS
from rutaplan.model.fields import Campo
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.suggest import fold, mend

_BETWEEN = re.compile(r"[,;\s]+")
_SEE = "; «rutaplan list --instituciones» las muestra, y --instituciones-nuevas PAÍS agrega la que falta"


class Typed:
    """Reads what is typed, against one plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.unknown: list[str] = []  # the bodies named that the plan does not have
        self._directory = Directory(plan)

    def read(self, campo: Campo, text: str, *, paises: tuple[str, ...] = ()) -> Valor:
        """Read a value of a field. paises: the countries of the action, if any. Raises EditError."""
        text = text.strip()
        silence = _silence(campo, text)
        if silence:
            return silence
        if campo.kind in {"institucion", "involucrada"}:
            return self._instituciones(campo, text, paises)
        if campo.kind == "pais":
            return self._paises(campo, text)
        if campo.is_several:
            parts = [text] if campo.kind == LIBRE else [each for each in _BETWEEN.split(text) if each]
            named = campo.kind in self._declared
            parts = [each.strip() for each in re.split("[,;]", text) if each.strip()] if named else parts
            return tuple(dict.fromkeys(self._one(campo, each) for each in parts))
        return self._one(campo, text)

    @property
    def _declared(self) -> tuple[str, ...]:
        """What is called by an id or by a name."""
        return ("eje", "nivel", "grupo", "tema", "poblacion", "familia", "tipo_institucion")

    def _one(self, campo: Campo, text: str) -> str | int:
        """One value that is no list; what only validate can refuse passes as it is."""
        kind = campo.kind
        if kind == "meses":
            return self._meses(text)
        if kind == "logico":
            return _logico(text)
        if kind in self._declared:
            known = self.plan.by_kind[kind].items()
            siglas = {each.sigla: (ident,) for ident, each in known if kind in {"eje", "nivel"}}  # type: ignore[attr-defined]  # both have one
            return understood(resolve(text, {ident: each.nombre for ident, each in known}, siglas))
        if kind == "accion":
            return text.upper()
        schema = campo.cell.schema if campo.cell else {}
        said: dict[str, Any] = {**(schema() if callable(schema) else schema)}
        shortest, longest = said.get("minLength", 0), said.get("maxLength", len(text))
        if not shortest <= len(text) <= longest:
            raise EditError(f"tiene {len(text)} letras, y debe tener de {shortest} a {longest}")
        word = spelled(text).replace(" ", "_")
        whole = any(each.get("type") == "integer" for each in said.get("anyOf", ()))
        if whole and text.isascii() and text.isdigit():
            return int(text)
        return next((each for each in said.get("enum", ()) if fold(each) == word), text)

    def _meses(self, text: str) -> int:
        plazo = read_months(text, self.plan.taller.horizontes)
        if plazo.doubt:
            raise EditError(f"el plazo {quoted(text)} {plazo.doubt}")
        if plazo.rango:
            raise EditError(f"el plazo {quoted(text)} es un rango; escriba el máximo: {plazo.meses}")
        return plazo.meses

    def _instituciones(self, campo: Campo, text: str, paises: tuple[str, ...]) -> Valor:
        named = read_names(self._directory, text, paises)
        self.unknown += named.unknown
        if named.doubts:
            raise EditError("; ".join(named.doubts) + (_SEE if "no está en" in "".join(named.doubts) else ""))
        if campo.is_several:
            return named.ids
        if len(named.ids) > 1:
            raise EditError(f"{quoted(text)} nombra a más de una institución: {', '.join(named.ids)}")
        return named.ids[0]

    def _paises(self, campo: Campo, text: str) -> Valor:
        codes, unknown = self._directory.countries.read(text)
        if unknown:
            names = {code: each.nombre for code, each in self.plan.catalogos.paises.items()}
            near = mend(unknown, names.values())
            raise EditError(
                f"{quoted(unknown)} no es un país de catalogos.yaml{near} (hay: {', '.join(names)})"
            )
        if codes == (PAISES_TODOS,):
            return PAISES_TODOS
        if not campo.is_several and len(codes) > 1:
            raise EditError(f"{quoted(text)} nombra a más de un país: {', '.join(codes)}")
        return codes if campo.is_several else codes[0]


def understood(answer: str | Unknown) -> str:
    """The answer. Raises EditError with what is said of one that is none."""
    if isinstance(answer, Unknown):
        raise EditError(answer.message)
    return answer


def _silence(campo: Campo, text: str) -> str:
    """The silence that a whole text is where one may stand; a free text only by its own word."""
    own = spelled(text).replace(" ", "_")
    if own in SILENCIOS and (campo.silent or campo.is_text):
        return own
    return meaning("silencios", text) if campo.silent and not campo.is_text else ""


def _logico(text: str) -> bool:
    answer = meaning("si_no", text)
    if not answer:
        raise EditError(f"{quoted(text)} no es «sí» ni «no»")
    return answer == "si"
