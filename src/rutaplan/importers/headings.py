"""headings: which eje, nivel, grupo, label or field of the plan a text means. Built once, and passed down."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from rutaplan.derive import grupo_label
from rutaplan.importers.lists import forms, meanings
from rutaplan.importers.pieces import Cell, words
from rutaplan.model import POR_DEFINIR, Accion, fields
from rutaplan.plan import Plan
from rutaplan.suggest import fold

_ROMAN = {
    each: at for at, each in enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"), 1)
}
_OTHER_UNIT = re.compile(r"\b(?:anos?|(?:sem|tri|bi)mestres?|semanas?|dias?|years?|weeks?|days?)\b")
_IN_BRACKETS = "en mes meses month months número de es s"
MAX_TITLE = 60
MAX_HEADING = 8
"""A heading of a nivel has fewer words than an action that says "a nivel nacional"."""


class Label(NamedTuple):
    """A label of the form, and where what it says begins in the line."""

    kind: str
    end: int


class Heading(NamedTuple):
    """A heading of a group; nombre may be nothing, and so may the nivel that it names too."""

    numero: int
    nombre: str = ""
    nivel: str = ""


class Places:
    """Knows the places of a plan by every name that they have there."""

    def __init__(self, plan: Plan) -> None:
        taller = plan.taller
        self.plan = plan
        self._ejes = _names((e.id, (e.id, e.sigla, e.nombre, e.encabezado)) for e in taller.ejes)
        others, beside = forms("nivel"), forms("nivel_junto")
        self._niveles = _names(
            (n.id, (n.id, n.sigla, n.nombre, f"nivel {n.nombre}", n.encabezado, *others.get(n.id, ())))
            for n in taller.niveles
        )
        self._levels = _names(
            (n.id, (n.id, n.nombre, *others.get(n.id, ()), *beside.get(n.id, ()))) for n in taller.niveles
        )
        self._grupos = _names((g.id, (g.id, g.nombre, grupo_label(plan, g.id))) for g in plan.grupos)
        self._by_number = {grupo.numero: grupo.id for grupo in plan.grupos}

    def eje(self, text: str) -> str:
        """Give the id of an eje, or nothing."""
        return self._ejes.get(plain(text), "")

    def nivel(self, text: str) -> str:
        """Give the id of a nivel, or nothing: a heading says it, and nothing else."""
        bare = plain(text)
        found = self._niveles.get(bare, "")
        said = bare.split()
        if found or len(said) > MAX_HEADING or not level_words() & {*said}:
            return found
        named = {name: ident for name, ident in self._levels.items() if f" {name} " in f" {bare} "}
        rest = {*said} - {word for name in named for word in name.split()}
        one = {*named.values()}
        return one.pop() if len(one) == 1 and (rest <= level_words() or "nivel" in said) else ""

    def both(self, text: str) -> tuple[str, str]:
        """Give the eje and the nivel that a heading names and nothing else: "Retorno nacional", or one."""
        said = plain(text).split()
        for at in range(len(said) + 1) if len(said) <= MAX_HEADING else ():
            head, tail = " ".join(said[:at]), " ".join(said[at:])
            for first, second in ((head, tail), (tail, head)):
                eje, nivel = self.eje(first), self.nivel(second)
                if bool(first) == bool(eje) and bool(second) == bool(nivel):
                    return eje, nivel
        return "", ""

    def grupo(self, text: str) -> str:
        """Give the id of a group, by its id, its name or its number; or nothing."""
        heading = self.heading(text) or Heading(int(text) if re.fullmatch(r"\d{1,2}", text.strip()) else 0)
        return self._grupos.get(plain(text)) or self._by_number.get(heading.numero, "")

    def said(self, campo: str, text: str) -> str:
        """Give the words of a text that say an eje, a nivel or a grupo; what only holds them says more."""
        if campo == "nivel" and plain(text) not in self._niveles:
            known = {*level_words(), *" ".join(self._levels).split()}
            return " ".join(each for each in words(text) if plain(each) in known)
        heading = self.heading(text) if campo == "grupo" and plain(text) not in self._grupos else None
        grupo = self.plan.grupo_by_id.get(self._by_number.get(heading.numero, "")) if heading else None
        if not heading or not grupo or self.eje(heading.nombre) == grupo.eje:
            return text
        return text[: len(text) - len(heading.nombre)]

    def heading(self, text: str) -> Heading | None:
        """Tell whether a line names a group: its number, and its name if it has one."""
        found = _group().match(" ".join(text.split())) if "\n" not in text else None
        if not found:
            return None
        name = found["name"].strip(' .:/()«»"“”-–—')
        named = re.sub(r"^(?i:del?|sobre)\s+", "", name)
        name = named if any(self.both(named)) else name
        if name and not found["apart"] and not (name.isupper() or any(self.both(name))):
            return None  # "Grupo 1 trabajó dos horas" is a sentence
        eje, nivel = self.both(name)
        nombre = self.plan.nombre("eje", eje) if nivel else name
        return Heading(int(found["number"] or _ROMAN[found["roman"]]), nombre, nivel)

    def label(self, text: str) -> Label | None:
        """Tell which label of the form a line begins with."""
        folded = fold(text)
        found = _label().match(folded) if len(folded) == len(text) else None
        return Label(meanings("rotulos")[found[1]], found.end()) if found else None


@cache
def level_words() -> frozenset[str]:
    """The words of a heading of a nivel that do not say which."""
    listed = " ".join(forms("nivel")["palabra"])
    return frozenset(
        plain(f"{listed} acciones accion actions action estrategicas strategic de del la el los the").split()
    )


@cache
def _group() -> re.Pattern[str]:
    words = "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in _longest(forms("grupo")["grupo"]))
    number = "|".join(re.escape(each) for each in _longest(forms("grupo")["numero"]))
    return re.compile(
        rf"(?i:{words})\s*(?i:(?:{number})\s*[.°º]*)?\s*(?:(?P<number>\d{{1,2}})|(?P<roman>IX|IV|V?I{{1,3}}|V|X))(?!\w)"
        r"(?P<apart>\s*[:.\-–—])?\s*(?P<name>.*)$"
    )


@cache
def _label() -> re.Pattern[str]:
    words = "|".join(re.escape(each) for each in _longest(meanings("rotulos")))
    return re.compile(
        rf"\s*({words})\s*(?:\([^)]*\)\s*)?(?:(?:\d{{1,2}}\s*[.)–-]?)?\s*:\s*|\d{{1,2}}\s*[.)–-]\s+|$)"
    )


def _longest(texts: Iterable[str]) -> list[str]:
    return sorted(texts, key=len, reverse=True)


@lru_cache(20_000)
def plain(text: str) -> str:
    """Give a text as headings are compared: without case, accents or marks."""
    return " ".join(re.findall(r"\w+", fold(text)))


def _names(known: Iterable[tuple[str, tuple[str, ...]]]) -> Mapping[str, str]:
    """Give every name the id that it means; a name of several means none."""
    found: dict[str, str] = {}
    for ident, names in known:
        for name in {plain(each) for each in names if each != POR_DEFINIR}:
            found[name] = "" if found.get(name, ident) != ident else ident
    found.pop("", None)
    return found


@dataclass(frozen=True)
class Titles:
    """The titles that a plan and a call give to columns, before those that everybody uses.

    given: by field, the title, the letter or the number of a column.
    """

    plan: Plan
    given: Mapping[str, str] = field(default_factory=dict)

    def row(self, row: Sequence[Cell]) -> tuple[tuple[str, ...], ...]:
        """Tell the fields that each cell of a row of titles names; a merged cell names them once."""
        seen: set[int] = set()
        found: list[tuple[str, ...]] = []
        given = self.given_in(row)
        for at, cell in enumerate(row):
            named = () if id(cell) in seen else self.fields(cell.text)
            found.append(
                (given[at],) if at in given else tuple(each for each in named if each not in given.values())
            )
            seen.add(id(cell))
        return tuple(found)

    def given_in(self, row: Sequence[Cell]) -> Mapping[int, str]:
        """Tell which columns of a row of titles the call names: by the title, or else by the place."""
        found: dict[int, str] = {}
        first = {id(cell): at for at, cell in reversed([*enumerate(row)])}
        for campo, said in self.given.items():
            titled = [at for at in first.values() if bare_title(row[at].text) == bare_title(said) != ""]
            placed = column_number(said) - 1
            for at in titled or [placed] * (0 <= placed < len(row)):
                found[at] = campo
        return found

    @property
    def by_place(self) -> bool:
        """Whether the call names a column by its letter or number, which every row has."""
        return any(map(column_number, self.given.values()))

    def fields(self, title: str) -> tuple[str, ...]:
        """Tell the fields that a title names; more than one where a cell of the form holds two."""
        bare = bare_title(title)
        for campo, given in self.given.items():
            if bare and bare == bare_title(given):
                return (campo,)
        if _is_of_other_unit(title):
            return ()
        found = [self._field(line) for line in title.splitlines()]
        if len(found) > 1 and all(found):
            return tuple(dict.fromkeys(found))
        whole = self._field(title.replace("\n", " "))
        if not whole and re.search(r"\bplazos?\b", bare) and re.search(r"\binstituci", bare):
            return ("plazo_meses", "instituciones")
        return (whole,) if whole else ()

    def is_printed(self, title: str, campo: str) -> bool:
        """Whether our papers, or the form, print this very title over a field."""
        known = fields(Accion).get(campo)
        return known is None or bare_title(title) in {*self._form, bare_title(known.titulo)}

    def near(self, title: str) -> str:
        """Tell which field a title probably means, by its words; nothing if none is near."""
        import difflib  # noqa: PLC0415 - few documents need it, and it loads slowly

        bare = bare_title(title)
        if _is_of_other_unit(title):
            return ""
        if bare in _listed_titles() or len(bare) > MAX_TITLE:
            return _listed_titles().get(bare, "")
        known = {**self._form, **_field_by_title()}
        as_many = [each for each in known if len(each.split()) >= len(bare.split())]  # no word may be lost
        close = difflib.get_close_matches(bare, as_many, n=1, cutoff=0.8) if bare else []
        return known[close[0]] if close else ""

    def said(self, title: str) -> str:
        """Give the words of a title that say its field: all but what stands in brackets and nobody knows."""
        columns = [each.columnas for each in self.plan.taller.niveles if each.columnas]
        printed = [part for each in columns for part in (each.acciones, each.plazo, each.instituciones)]
        return " ".join([re.sub(r"\([^)]*\)", " ", title), _IN_BRACKETS, *printed])

    @cached_property
    def _form(self) -> Mapping[str, str]:
        """The titles of the form's own columns, as the plan keeps them."""
        found = {}
        for nivel in self.plan.taller.niveles:
            if nivel.columnas:
                found[bare_title(nivel.columnas.acciones)] = "texto"
                found[bare_title(nivel.columnas.plazo)] = "plazo_meses"
                found[bare_title(nivel.columnas.instituciones)] = "instituciones"
        found.pop("", None)
        return found

    def _field(self, title: str) -> str:
        return self._form.get(bare_title(title)) or field_of(title)


def field_of(title: str) -> str:
    """Tell which field a title that everybody uses, or the name of a field, means; nothing if none."""
    return _field_by_title().get(bare_title(title), "")


@lru_cache(20_000)
def bare_title(title: str) -> str:
    """Give a title without case, accents, marks, or what stands in brackets."""
    bare = re.sub(r"\([^)]*\)|_", " ", fold(title))
    return " ".join(re.findall(r"\w+|#", bare))


def _is_of_other_unit(title: str) -> bool:
    """Whether a title says that its numbers are not months: "Plazo (años)"."""
    return bool(_OTHER_UNIT.search(fold(title)))


def column_number(said: str) -> int:
    """Tell which column a letter or a number is, from 1; 0 if it is neither."""
    if re.fullmatch(r"[0-9]{1,3}", said):
        return int(said)
    if re.fullmatch(r"[A-Za-z]{1,2}", said):
        number = 0
        for letter in said.upper():
            number = number * 26 + ord(letter) - ord("A") + 1
        return number
    return 0


@cache
def _field_by_title() -> Mapping[str, str]:
    known = {campo: each.nombres for campo, each in fields(Accion).items() if each.titulos or each.is_text}
    named = {
        bare_title(each): campo
        for group in (known, forms("columnas"))
        for campo, names in group.items()
        for each in (campo, *names)
    }
    return {title: campo for title, campo in named.items() if title}


@cache
def _listed_titles() -> Mapping[str, str]:
    """The titles that are near those of the form."""
    return {bare_title(each): campo for campo, names in forms("titulos").items() for each in names}
