"""column_titles: which field of an action a column's title means, as the plan, the call or everybody says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

from rutaplan.derive.titles import own_campos
from rutaplan.importers.meanings.lists import forms, meanings, spelled
from rutaplan.importers.pieces import Cell, column_at
from rutaplan.model import Accion, fields
from rutaplan.plan import Plan
from rutaplan.printable import INVISIBLE
from rutaplan.suggest import fold
from rutaplan.views.columnas import OURS

_IN_BRACKETS = "en mes meses month months número de es s"
MAX_TITLE = 60
MAX_HEADER = 40
"""Rows in which titles are looked for."""
BOTH = ("plazo_meses", "instituciones")
"""The fields that the form asks for in one cell."""


@dataclass(frozen=True)
class Titles:
    """The titles that a plan and a call give to columns, before those that everybody uses.

    given: by field, the title, the letter or the number of a column.
    """

    plan: Plan
    given: Mapping[str, str] = field(default_factory=dict)

    def row(self, row: Sequence[Cell]) -> tuple[tuple[str, ...], ...]:
        """Tell the fields that each cell of a row of titles names; a merged cell names them once."""
        seen: set[Cell] = set()
        found: list[tuple[str, ...]] = []
        given = self.given_in(row)
        for at, cell in enumerate(row):
            named = () if cell in seen else self.fields(cell.text)
            found.append(
                (given[at],) if at in given else tuple(each for each in named if each not in given.values())
            )
            seen.add(cell)
        return tuple(found)

    def given_in(self, row: Sequence[Cell]) -> Mapping[int, str]:
        """Tell which columns of a row of titles the call names: by the title, or else by the place."""
        found: dict[int, str] = {}
        first = {cell: at for at, cell in reversed([*enumerate(row)])}
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
        found = [self.campo(line) for line in title.splitlines()]
        if len(found) > 1 and may_share(found):
            return tuple(dict.fromkeys(found))
        whole = self.campo(title.replace("\n", " "))
        if not whole and re.search(r"\bplazos?\b", bare) and re.search(r"\binstituci", bare):
            return BOTH
        return (whole,) if whole else ()

    def is_printed(self, title: str, campo: str) -> bool:
        """Whether our papers, or the form, print this very title over a field."""
        known = fields(Accion).get(campo)
        return known is None or bare_title(title) in {*self._form, bare_title(known.titulo)}

    def near(self, title: str) -> str:
        """Tell which field a title probably means, by its words; nothing if none is near."""
        import difflib  # noqa: PLC0415 - few documents need it, and it loads slowly

        bare = re.sub(r"(?<=\w) ?\d{1,2}$", "", bare_title(title))  # as Excel tells equal titles apart
        if _is_of_other_unit(title):
            return ""
        if bare != bare_title(title) and self.fields(bare):
            return self.fields(bare)[0]
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

    @cached_property
    def _own(self) -> Mapping[str, str]:
        """The titles and the ids of the fields that the workshop adds."""
        own = own_campos(self.plan.taller)
        return {bare_title(name): key for key, each in own.items() for name in (key, each.titulo)}

    def campo(self, title: str) -> str:
        """Tell the one field that a title, or the name of a field, means here; nothing if none."""
        bare = bare_title(title)
        return self._form.get(bare) or self._own.get(bare) or field_of(title)


def may_share(campos: Sequence[str]) -> bool:
    """Whether the lines of one title name one field, or those that a cell of the form has together."""
    return bool(campos and all(campos)) and (len({*campos}) == 1 or {*campos} == {*BOTH})


def field_of(title: str) -> str:
    """Tell which field a title that everybody uses, or the name of a field, means; nothing if none."""
    return _field_by_title().get(bare_title(title), "")


@lru_cache(20_000)
def bare_title(title: str) -> str:
    """Give a title without case, accents, marks, or what stands in brackets."""
    bare = re.sub(r"\([^)]*\)|_", " ", fold(INVISIBLE.sub("", title)))
    return " ".join(re.findall(r"\w+|#", bare))


def _is_of_other_unit(title: str) -> bool:
    """Whether a title says that its numbers are not months: "Plazo (años)"."""
    return not _other_units().isdisjoint(re.findall(r"\w+", fold(title)))


def column_number(said: str) -> int:
    """Tell which column a letter or a number is, from 1; 0 if it is neither."""
    if re.fullmatch(r"[0-9]{1,3}", said):
        return int(said)
    return column_at(said) if re.fullmatch(r"[A-Za-z]{1,2}", said) else 0


@cache
def _other_units() -> frozenset[str]:
    longer = (form for form, months in meanings("unidades").items() if months != "1")
    return frozenset((*longer, *map(spelled, forms("sin_meses")["dias"])))


@cache
def _field_by_title() -> Mapping[str, str]:
    known = {campo: each.nombres for campo, each in fields(Accion).items() if each.titulos or each.is_text}
    named = {
        bare_title(each): campo
        for group in (known, forms("columnas"), {campo: (titulo,) for campo, titulo in OURS.items()})
        for campo, names in group.items()
        for each in (campo, *names)
    }
    return {title: campo for title, campo in named.items() if title}


@cache
def _listed_titles() -> Mapping[str, str]:
    """The titles that are near those of the form."""
    return {bare_title(each): campo for campo, names in forms("titulos").items() for each in names}
