"""headings: which eje, nivel, grupo or label of the form a text means. Built once, and passed down."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from rutaplan.derive import grupo_label
from rutaplan.importers.meanings.lists import either, forms, meaning, meanings
from rutaplan.importers.meanings.marks import ROMANS, is_verb
from rutaplan.importers.meanings.persons import PEOPLE, names_in
from rutaplan.importers.pieces import words
from rutaplan.model import ID_ACCION, POR_DEFINIR
from rutaplan.plan import Plan
from rutaplan.printable import INVISIBLE
from rutaplan.suggest import fold

MAX_HEADING = 8
"""A heading of a nivel has fewer words than an action that says "a nivel nacional"."""

NIVEL_WORDS = frozenset({"nivel", "niveles", "ambito", "level", "levels"})


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
        self._by_number = {grupo.numero: grupo.id for grupo in reversed(plan.grupos)}

    def find(self, campo: str, text: str) -> str:
        """Give the id of an eje, a nivel or a grupo, by the name of its field; or nothing."""
        return {"eje": self.eje, "nivel": self.nivel, "grupo": self.grupo}[campo](text)

    def numbered(self, numero: int) -> str:
        """Give the id of the group of a number, or nothing."""
        return self._by_number.get(numero, "")

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

    def is_other_nivel(self, text: str) -> bool:
        """Whether a text heads a nivel that the plan does not have: "A implementar a nivel local"."""
        said = plain(text).split()
        if self.nivel(text) or len(said) > MAX_HEADING or NIVEL_WORDS.isdisjoint(said):
            return False
        return not text.rstrip().endswith(".") and len({*said} - level_words()) == 1

    def both(self, text: str) -> tuple[str, str]:
        """Give the eje and the nivel that a heading names and nothing else: "Retorno nacional", or one."""
        said = plain(text).split()
        if len(said) > MAX_HEADING:
            return "", ""
        for at in range(len(said) + 1):
            head, tail = " ".join(said[:at]), " ".join(said[at:])
            for of_eje, of_nivel in ((head, tail), (tail, head)):
                eje, nivel = self.eje(of_eje), self.nivel(of_nivel)
                is_all_named = bool(of_eje) == bool(eje) and bool(of_nivel) == bool(nivel)
                if is_all_named:
                    return eje, nivel
        return "", ""

    def grupo(self, text: str) -> str:
        """Give the id of a group, by its id, its name or its number; or nothing."""
        heading = self.heading(text) or Heading(int(text) if re.fullmatch(r"\d{1,2}", text.strip()) else 0)
        return self._grupos.get(plain(text)) or self.numbered(heading.numero)

    def said(self, campo: str, text: str) -> str:
        """Give the words of a text that say an eje, a nivel or a grupo; what only holds them says more."""
        if campo == "nivel" and plain(text) not in self._niveles:
            known = {*level_words(), *" ".join(self._levels).split()}
            return " ".join(each for each in words(text) if plain(each) in known)
        heading = self.heading(text) if campo == "grupo" and plain(text) not in self._grupos else None
        grupo = self.plan.grupo_by_id.get(self.numbered(heading.numero)) if heading else None
        if not heading or not grupo or self.eje(heading.nombre) == grupo.eje:
            return text
        return text[: len(text) - len(heading.nombre)]

    def heading(self, text: str) -> Heading | None:
        """Tell whether a line names a group: its number, and its name if it has one."""
        found = _group().match(" ".join(text.split())) if "\n" not in text else None
        if not found:
            return None
        name = found["name"].strip(' .:/()«»"“”-–—')
        named = re.sub(r"^(?i:del?|sobre|eje)\s+", "", name)
        name = named if any(self.both(named)) else name
        if name and not found["apart"] and not (name.isupper() or any(self.both(name))):
            return None  # "Grupo 1 trabajó dos horas" is a sentence
        eje, nivel = self.both(name)
        nombre = self.plan.nombre("eje", eje) if nivel else name
        number = (
            found["number"] or ROMANS.get((found["roman"] or "").lower()) or meaning("numeros", found["word"])
        )
        return Heading(int(number), nombre, nivel)

    def label(self, text: str) -> Label | None:
        """Tell which label of the form a line begins with."""
        folded = fold(text)
        found = _label().match(folded) if len(folded) == len(text) else None
        if not found:
            return None
        kind, rest = meanings("rotulos")[found[1]], text[found.end() :]
        is_action = kind == "firma" and is_verb(rest) and not any(names_in(rest))  # "Enlace: crear uno"
        return None if is_action else Label(kind, found.end())

    def is_of_people(self, text: str) -> bool:
        """Whether a line, or the title of a column, begins with a label of people: "Nombre del delegado"."""
        label = self.label(text) or self.label(
            re.sub(r"^\s*nombres?\s+del?\s+(?:l[ao]s?\s+)?", "", text, flags=re.IGNORECASE)
        )
        return label is not None and label.kind in PEOPLE


@cache
def level_words() -> frozenset[str]:
    """The words of a heading of a nivel that do not say which."""
    listed = " ".join(forms("nivel")["palabra"])
    return frozenset(
        plain(f"{listed} acciones accion actions action estrategicas strategic de del la el los the").split()
    )


@cache
def _group() -> re.Pattern[str]:
    words = either(forms("grupo")["grupo"]).replace(r"\ ", r"\s+")
    number = either(forms("grupo")["numero"])
    spelled_out = "|".join(each for at in range(1, 13) for each in forms("numeros")[f"{at}"])
    return re.compile(
        rf"(?i:{words})\s*:?\s*(?i:(?:{number})\s*[.°º]*)?\s*(?:(?P<number>\d{{1,2}})|(?P<roman>IX|IV|V?I{{1,3}}|V|X)"
        rf"|(?P<word>(?i:{spelled_out})))(?!\w)"
        r"(?P<apart>\s*[:.\-–—])?\s*(?P<name>.*)$"
    )


@cache
def _label() -> re.Pattern[str]:
    words, groups = either(meanings("rotulos")), either(map(fold, forms("grupo")["grupo"]))
    return re.compile(
        rf"\s*({words})(?:\s+(?:del?|de la|of the)\s+(?:{groups}))?\s*(?:\([^)]*\)\s*)?"
        r"(?:(?:\d{1,2}\s*[.)–-]?)?\s*:\s*|\d{1,2}\s*[.)–-]\s+|,?$)"
    )


@lru_cache(20_000)
def plain(text: str) -> str:
    """Give a text as headings are compared: without case, accents or marks."""
    return " ".join(re.findall(r"\w+", fold(INVISIBLE.sub("", text))))


def _names(known: Iterable[tuple[str, tuple[str, ...]]]) -> Mapping[str, str]:
    """Give every name the id that it means; a name of several means none."""
    found: dict[str, str] = {}
    for ident, names in known:
        for name in {plain(each) for each in names if each != POR_DEFINIR}:
            found[name] = "" if found.get(name, ident) != ident else ident
    found.pop("", None)
    return found


def ident_in(typed: str) -> str:
    """Give the id of an action with which a cell begins, whatever its case; nothing if it has none."""
    known = re.match(rf"{ID_ACCION}(?!\w)", typed.upper(), re.ASCII)
    return known.group() if known else ""
