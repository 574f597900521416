"""newcomers: bodies that a text names and the plan does not have, as records that a person may add.

A name tells its country, its sigla and its type, or somebody is asked: nothing is guessed. What may be
several bodies, or none in particular, is no record.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from rutaplan.derive.alike import STOP_WORDS, stems
from rutaplan.edit.setting import Valor
from rutaplan.importers.meanings.directory import Directory
from rutaplan.importers.meanings.lexicon import key_of, tokens_of
from rutaplan.importers.meanings.lists import forms, meanings
from rutaplan.importers.meanings.names import read_names
from rutaplan.importers.meanings.persons import names_in
from rutaplan.importers.meanings.values import Values
from rutaplan.importers.recognisers.reading import Reading
from rutaplan.plan import Plan
from rutaplan.suggest import fold

AMBITOS = ("regional", "internacional")
MAX_IDENT, MAX_LETTERS = 40, 150
_SIGLA = re.compile(r"\s*[(–—-]\s*([A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ0-9./-]{1,14})\s*\)?\s*$")
_PLACE = re.compile(r"\s*(?:\(\s*|,\s*|\s[-–—]\s)(?:de\s+)?$")
_JOINT = re.compile(r"\s(?:y|e|o|u)\s+")
_NAMED = "organismo_internacional"
"""The type of which [clases] has the bodies themselves: «OIM (líder)» is none."""
_COPIED = {
    "sigla", "nombre", "nombre_es", "otros_nombres", "pais", "ambito", "tipo", "fuente", "confianza",
    "comprobada",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A body as its name tells it. pais: a code, or one of AMBITOS; what is empty nobody knows yet."""

    typed: str
    nombre: str
    sigla: str = ""
    pais: str = ""
    tipo: str = ""
    otros: tuple[str, ...] = ()
    record: Mapping[str, Valor] | None = None  # a catalogue's own
    ident: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it can be written."""
        return bool(self.pais and self.tipo) or self.record is not None

    @property
    def valores(self) -> Mapping[str, Valor]:
        """Its record in instituciones.yaml."""
        if self.record is not None:
            return self.record
        said: dict[str, Valor] = {"sigla": self.sigla, "nombre": self.nombre, "otros_nombres": self.otros}
        said |= {"ambito" if self.pais in AMBITOS else "pais": self.pais, "tipo": self.tipo}
        return {**{key: value for key, value in said.items() if value}, **UNPROVEN}


UNPROVEN: Mapping[str, Valor] = {"fuente": "no_consta", "confianza": "por_verificar"}
"""How a record is marked that comes from nothing but somebody's word."""


def unknown_in(reading: Reading, values: Values) -> list[str]:
    """The bodies that a document names and the plan does not have, as typed, in its order."""
    cells = {
        (campo, cell.text): cell
        for entry in reading.entries
        for campo, cell in entry.cells.items()
        if campo in {"instituciones", "responsable"}
    }
    own = [name for (campo, _), cell in cells.items() for name in values.read(campo, cell).unknown]
    return [
        each
        for each in dict.fromkeys((*own, *reading.notes.unknown))
        if each not in reading.notes.people and not any(names_in(each))
    ]


class Newcomers:
    """Reads names against a plan. catalogue: bodies that are known elsewhere."""

    def __init__(self, plan: Plan, catalogue: Plan) -> None:
        self._plan, self._directory, self._catalogue = plan, Directory(plan), Directory(catalogue)
        self._kinds = [*self._forms()]

    def read(self, names: Iterable[str], where: str = "") -> list[Newcomer]:
        """What each name tells, each body once; a name that is none in particular is left out.

        where: whose those are that do not say it, a code or one of AMBITOS.
        """
        found: dict[tuple[str, ...], Newcomer] = {}
        for each in filter(None, (self._known(typed, where) or self._read(typed, where) for typed in names)):
            words = (word for word in key_of(self._bare(each.nombre)) if word not in STOP_WORDS)
            key = (*words, each.pais)
            found[key] = _joined(found[key], each) if key in found else each
        siglas = {fold(each.sigla) for each in found.values() if each.sigla}
        return self._named(each for each in found.values() if each.record or fold(each.nombre) not in siglas)

    def _known(self, typed: str, where: str) -> Newcomer | None:
        """A body of the catalogue that surely is meant: of no country, or of the one that is said."""
        named = read_names(self._catalogue, typed)
        known = self._catalogue.plan.institucion_by_id.get(named.ids[0]) if len(named.ids) == 1 else None
        place = self._place(typed)
        if known is None or known.pais not in {None, place[0] if place else where}:
            return None
        said = known.model_dump(mode="json", exclude_none=True, include=_COPIED)
        record = {key: tuple(value) if isinstance(value, list) else value for key, value in said.items()}
        return Newcomer(
            typed, known.nombre, pais=known.pais or "", tipo=known.tipo, record=record, ident=named.ids[0]
        )

    def _read(self, typed: str, where: str) -> Newcomer | None:
        """A body as its name tells it; None for what may be none, or several."""
        text = " ".join(typed.split()).strip(" .;,")
        if not _may_be_one(text):
            return None
        place = self._place(text)
        if place and _PLACE.search(text[: place[1]]):
            text = _PLACE.sub("", text[: place[1]])
        sigla = _SIGLA.search(text)
        nombre = text[: sigla.start()] if sigla else text
        tipo = self._tipo(text)
        if not tipo and not says_body(text):
            return None
        pais = place[0] if place else "internacional" if tipo == "organismo_internacional" else where
        return Newcomer(typed, nombre, sigla[1] if sigla else "", pais, tipo)

    def _place(self, text: str) -> tuple[str, int] | None:
        """The one country that a name says, and where it says it."""
        tokens = tokens_of(text)
        found = [
            (each.ids[0], tokens[at].start)
            for at in range(len(tokens))
            if (each := self._directory.countries.at(text, tokens, at))
        ]
        return found[-1] if len({code for code, _ in found}) == 1 else None

    def _tipo(self, text: str) -> str:
        """The type whose words a name has, if no other's fit as well."""
        own, sigla = _telling(text), _SIGLA.search(text)
        alone = {own, _telling(sigla[1])} if sigla else {own}
        if any(tipo == _NAMED and words in alone for tipo, words in self._kinds):
            return _NAMED
        fits = {
            (len(words), tipo) for tipo, words in self._kinds if words and words <= own and tipo != _NAMED
        }
        best = {tipo for size, tipo in fits if size == max(fits)[0]}
        return best.pop() if len(best) == 1 else ""

    def _forms(self) -> Iterator[tuple[str, frozenset[str]]]:
        listed, classes = forms("tipos"), forms("clases")
        for ident, tipo in self._directory.tipos.items():
            names = (tipo.nombre, *(tipo.menciones or ()), *listed.get(ident, ()), *classes.get(ident, ()))
            yield from ((ident, _telling(each)) for each in names)

    def _bare(self, nombre: str) -> str:
        """A name without its country."""
        place = self._place(nombre)
        return re.sub(r"\s+de$", "", nombre[: place[1]].rstrip(" (,-")) if place else nombre

    def _named(self, found: Iterable[Newcomer]) -> list[Newcomer]:
        """Give each the id that it would have."""
        taken = {*self._plan.institucion_by_id, *self._directory.tipos}
        named = []
        for each in found:
            ident = each.ident or self._ident(each)
            named.append(replace(each, ident="" if ident in taken else ident))
            taken.add(ident)
        return named

    def _ident(self, each: Newcomer) -> str:
        said = each.sigla or self._bare(each.nombre)
        words = [word for word in key_of(said) if word not in STOP_WORDS]
        head = [] if each.pais in {"", *AMBITOS} else [each.pais.lower()]
        ascii_only = [re.sub("[^a-z0-9]", "", word) for word in (*head, *words)]
        whole = "-".join(filter(None, ascii_only))[:MAX_IDENT]
        return re.sub(r"(?:-\d*)+$", "", whole)


def _joined(one: Newcomer, other: Newcomer) -> Newcomer:
    """The same body, by both of its names."""
    known = {fold(each) for each in (one.nombre, *one.otros)}
    more = [] if fold(other.nombre) in known else [other.nombre]
    return replace(one, otros=(*one.otros, *more), sigla=one.sigla or other.sigla)


def _may_be_one(text: str) -> bool:
    """Whether a text may name one body: not several, nor any of a kind."""
    words = key_of(text)
    if not words or meanings("muchas").keys() & {*words} or len(text) > MAX_LETTERS:
        return False
    bodies = _bodies()
    if words[0].endswith("s") and {words[0][:-1], words[0][:-2]} & bodies:
        return False
    others = [each for part in _JOINT.split(text)[1:] for each in part.split()[:1]]
    return not any(each.isupper() or fold(each) in bodies for each in others)


@cache
def _bodies() -> frozenset[str]:
    """The words by which bodies are told from other things."""
    kinds = {form for form, kind in meanings("cuerpos").items() if kind != "nada"}
    return frozenset(kinds | {key_of(form)[0] for each in forms("clases").values() for form in each})


def says_body(text: str) -> bool:
    """Whether a name has a word that bodies have, or is a sigla."""
    return not _bodies().isdisjoint(key_of(text)) or any(
        each.isupper() and len(each) > 1 for each in text.split()
    )


def _telling(text: str) -> frozenset[str]:
    """The words of a name as names are compared: what kind of body, and stems; but no joining words."""
    kinds = meanings("cuerpos")
    words = [word for word in key_of(text) if kinds.get(word) != "nada"]
    return frozenset(
        kinds.get(word) or kinds.get(word[:-1]) or kinds.get(word[:-2]) or next(iter(stems(word)), word)
        for word in words
        if word not in STOP_WORDS
    )
