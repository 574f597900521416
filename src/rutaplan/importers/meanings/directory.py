"""directory: every way to name the institutions, their kinds and the countries of a plan, by their words."""

import difflib
from collections.abc import Iterable, Sequence

from rutaplan.derive.involved import has_ended
from rutaplan.importers.meanings.lexicon import (
    BEFORE_PLACE,
    ENDS,
    TRAILS,
    Found,
    Index,
    Key,
    Token,
    key_of,
    skip,
    tokens_of,
)
from rutaplan.importers.meanings.lists import forms, meanings
from rutaplan.model import PAISES_TODOS, POR_DEFINIR, Institucion
from rutaplan.plan import Plan
from rutaplan.suggest import fold
from rutaplan.views.fila import institucion_names

MAX_COMPARISONS = 40_000  # of names in one document, under a second in all: the others go without
_ALIKE = 0.8
_STEM = 5  # letters of a country's name that its adjective has too: México, mexicana


class Countries:
    """The countries of a plan, by every way to say them."""

    def __init__(self, plan: Plan) -> None:
        self.index = Index()
        self.index.add(PAISES_TODOS, PAISES_TODOS)
        listed = forms("paises")
        for code, pais in plan.catalogos.paises.items():
            for name in (code, pais.iso3, pais.nombre, *listed.get(code, ())):
                self.index.add(name, code)
        for name in listed[PAISES_TODOS]:
            self.index.add(name, PAISES_TODOS)

    def at(self, text: str, tokens: Sequence[Token], start: int, *, any_case: bool = False) -> Found | None:
        """The country whose name begins at a place; a code in small letters may be a word of a sentence."""
        for found in self.index.at(tokens, start):
            typed = text[tokens[start].start : tokens[start].end]
            if any_case or len(found.key) > 1 or len(typed) > len("HN") or typed.isupper():
                return found
        return None

    def read(self, text: str) -> tuple[tuple[str, ...], str]:
        """Read a list of countries: their codes, and the first words that are none."""
        tokens = tokens_of(text)
        codes: dict[str, None] = {}
        at = 0
        while at < len(tokens):
            start = skip(tokens, skip(tokens, at, "y"), "articulo")
            place = self.at(text, tokens, start, any_case=True)
            if place:
                codes[place.ids[0]] = None
                at = place.end
            elif tokens[at].word in ENDS | TRAILS:
                at += 1
            else:
                end = next((end for end in range(at, len(tokens)) if tokens[end].word in ENDS), len(tokens))
                return (), text[tokens[at].start : tokens[end - 1].end]
        return tuple(codes), "" if codes else text

    def several(self, text: str, tokens: Sequence[Token], start: int) -> Found:
        """The countries that are listed from a place on; none where it begins with none."""
        codes: tuple[str, ...] = ()
        at = end = start
        while found := self.at(text, tokens, skip(tokens, at, "articulo")):
            codes, end = (*codes, *found.ids), found.end
            end += end < len(tokens) and tokens[end].word == "."  # EE. UU.
            at = end + (end < len(tokens) and tokens[end].word in BEFORE_PLACE)
            at = skip(tokens, at, "y")
            if at == end:
                break
            at += at < len(tokens) and tokens[at].word == "de"
        return Found(tuple(dict.fromkeys(codes)), end, ())


class Directory:
    """Every way to name each institution of a plan, each kind of them, and a silence among them."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.countries = Countries(plan)
        self.index = Index()
        self.ones = Index()  # what says a kind only beside its country: "Ministerio de Trabajo de Guatemala"
        self.labels = institucion_names(plan)
        self.tipos = plan.catalogos.tipos_institucion
        paises = plan.catalogos.paises.items()
        self.miembros = frozenset(code for code, each in paises if each.crm == "miembro")
        self.is_of_several = len({each.pais for each in plan.institucion_by_id.values() if each.pais}) > 1
        ways = [*self._ways()]
        for ident, name in ways:
            self.index.add(name, ident)
        for ident, name in self.labels.items():  # what our papers print means one only
            self.index.own(name, ident)
        for ident in self.labels:
            self.index.own(ident, ident)
        for ident in self.tipos:
            for name in forms("un_tipo").get(ident, ()):
                self.ones.add(name, ident)
        places = (pais.nombre for pais in plan.catalogos.paises.values())
        self._near = Nearness((*ways, *self.labels.items()), places)

    def pais(self, ident: str) -> str:
        """The country of an institution; nothing if it is of none."""
        known = self.plan.institucion_by_id.get(ident)
        return (known.pais or "") if known else ""

    def tipo(self, ident: str) -> str:
        """The kind of an institution; nothing if it is none."""
        known = self.plan.institucion_by_id.get(ident)
        return known.tipo if known else ""

    def of_tipo(self, tipo: str, pais: str) -> list[str]:
        """The institutions of a kind that a country has now."""
        known = ((ident, self.plan.institucion_by_id[ident]) for ident in self.plan.ids_by_tipo.get(tipo, ()))
        return [ident for ident, each in known if each.pais == pais and not has_ended(self.plan, each)]

    def is_neutral(self, ident: str) -> bool:
        """Whether an institution is of a country that its own names do not tell."""
        known = self.plan.institucion_by_id.get(ident)
        if not known or not known.pais:
            return False
        stem = fold(self.plan.nombre("pais", known.pais))[:_STEM]
        return not any(stem in fold(name) for name in _names_of(known))

    def nearest(self, typed: str, paises: frozenset[str]) -> tuple[str, str]:
        """The known name nearest to one that is not, and its id: of those countries, if given, or of none."""
        fits = (ident for ident in self.labels if not paises or self.pais(ident) in {"", *paises})
        return self._near.nearest(typed, frozenset(fits))

    def _ways(self) -> Iterable[tuple[str, str]]:
        for form in forms("otras")[POR_DEFINIR]:
            yield POR_DEFINIR, form
        for ident, institucion in self.plan.institucion_by_id.items():
            yield from ((ident, name) for name in _names_of(institucion))
        listed = forms("tipos")
        for ident, tipo in self.tipos.items():
            own = (ident, tipo.nombre, tipo.plural, *(tipo.menciones or ()), *listed.get(ident, ()))
            yield from ((ident, name) for name in own if name)


class Nearness:
    """Compares names by the words that say which body they are, and not what kind of body."""

    def __init__(self, ways: Iterable[tuple[str, str]], places: Iterable[str]) -> None:
        self._ignored = frozenset(word for place in places for word in key_of(place))
        self._names = [(ident, name, self._telling(name)) for ident, name in ways]
        self._known: dict[tuple[str, frozenset[str]], tuple[str, str]] = {}
        self._left = MAX_COMPARISONS // (len(self._names) or 1)

    def nearest(self, text: str, ids: frozenset[str]) -> tuple[str, str]:
        """The known name nearest to a text, of those ids, and its id; nothing where none fits, or several."""
        if (text, ids) not in self._known:
            has_time = len(self._known) < self._left
            self._known[text, ids] = self._look(text, ids) if has_time else ("", "")
        return self._known[text, ids]

    def _look(self, text: str, ids: frozenset[str]) -> tuple[str, str]:
        typed = self._telling(text)
        scores: dict[str, tuple[float, str]] = {}
        for ident, name, known in self._names:
            if ident in ids and _fits(typed, known):
                score = difflib.SequenceMatcher(None, " ".join(typed), " ".join(known)).ratio()
                scores[ident] = max(scores.get(ident, (0.0, "")), (score, name))
        best = sorted(((score, name, ident) for ident, (score, name) in scores.items()), reverse=True)[:2]
        if not best or (len(best) > 1 and (best[0][0] < _ALIKE or best[0][0] == best[1][0])):
            return "", ""
        return best[0][1:]

    def _telling(self, name: str) -> Key:
        """The words of a name without those of countries."""
        return tuple(each for each in key_of(name) if each not in self._ignored)


def _fits(typed: Key, name: Key) -> bool:
    """Whether two names of a kind share the words that tell which it is: with a typo, or one has more."""
    kinds = meanings("cuerpos")
    bodies = [
        next((kinds[each] for each in key if kinds.get(each, "nada") != "nada"), "") for key in (typed, name)
    ]
    if all(bodies) and bodies[0] != bodies[1]:
        return False
    ours, theirs = ({each for each in key if each not in kinds} for key in (typed, name))
    fewer, more = sorted((ours, theirs), key=len)
    if len(fewer) < len(more):
        return fewer < more and len(fewer) * 2 >= len(more)
    return bool(fewer) and all(difflib.get_close_matches(each, more, n=1, cutoff=_ALIKE) for each in fewer)


def _names_of(institucion: Institucion) -> Iterable[str]:
    names = (institucion.nombre, institucion.nombre_es, *(institucion.otros_nombres or ()))
    sigla = institucion.sigla or ""
    return filter(None, (sigla, *sigla.split()[:1], *names))
