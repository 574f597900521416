"""names: the institutions that a text names, for certain or not at all."""

from dataclasses import dataclass
from functools import cached_property

from rutaplan.importers.meanings.directory import Directory
from rutaplan.importers.meanings.lexicon import DASH, ENDS, TRAILS, Found, key_of, skip
from rutaplan.importers.meanings.lists import forms, meaning
from rutaplan.importers.meanings.narrowing import Matcher
from rutaplan.model import PAISES_TODOS, SILENCIOS
from rutaplan.printable import quoted

MAX_CANDIDATES = 8
MAX_DOUBTS = 10  # of one text
MAX_LETTERS = 2000  # of one text: more is no list of institutions
SHORT = 4  # letters of a sigla that a body of another country may have too
_ALL = "«todas» no dice si son las de los países de la acción; escriba el tipo sin esa palabra"
_NOT_OWN = "no son las de los países de la acción; escriba el tipo sin países, o sus instituciones"


@dataclass(frozen=True, slots=True)
class Named:
    """The ids that a text names, in its order; or doubts, why some of it is not known for certain.

    unknown: as typed, what would be a name if the plan had it.
    """

    ids: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


def read_names(directory: Directory, text: str, paises: tuple[str, ...] = ()) -> Named:
    """Read a list of institutions. paises: the countries of the action, which may tell which one is meant."""
    if len(text) > MAX_LETTERS:
        return Named(doubts=(f"{quoted(text)} es demasiado largo para una lista de instituciones",))
    return _NameReading(directory, text, paises).read()


class _NameReading:
    """Goes through one text."""

    def __init__(self, directory: Directory, text: str, paises: tuple[str, ...]) -> None:
        self.directory = directory
        self.text = text
        self.matcher = Matcher(directory, text, paises)
        self.tokens = self.matcher.tokens
        self.paises = frozenset(paises) - {PAISES_TODOS, *SILENCIOS}
        self.is_used = True  # the country of "Honduras: INM, SRECI"
        self.doubts: dict[str, None] = {}
        self.unknown: list[str] = []
        self.said: list[str] = []

    def read(self) -> Named:
        """Name by name; a word that belongs to none is a doubt."""
        ids: dict[str, None] = {}
        at, known = 0, False
        while at < len(self.tokens) and len(self.doubts) < MAX_DOUBTS:
            start = self._begins(at, known=known)
            if start > at:
                at = start
                continue
            match = self.matcher.at(at)
            known = match is not None
            end = match.end if match else self._unknown(at)
            typed = self.text[self.tokens[at].start : self.tokens[end - 1].end]
            if match:
                ids.update(dict.fromkeys(self._decided(match, typed)))
            else:
                self.doubts[self._not_there(typed)] = None
            at = end
        self._leave()
        if not ids and not self.doubts:
            self.doubts[f"{quoted(self.text)} no nombra a ninguna institución"] = None
        if self.doubts:
            return Named(doubts=tuple(self.doubts), unknown=tuple(self.unknown))
        return Named(tuple(sorted(ids, key=SILENCIOS.__contains__)), said=tuple(self.said))

    def _begins(self, at: int, *, known: bool) -> int:
        """Where a name may begin: after separators, joining words, articles, and the country of a list."""
        word = self.matcher.word(at)
        if word in ENDS or word in TRAILS:
            if word == ";":
                self._leave()
            return at + 1
        joined = skip(self.tokens, at, "y")
        if at < joined < len(self.tokens) and (known or self.matcher.at(joined)):
            return joined
        place = self.directory.countries.at(self.text, self.tokens, at)
        if place and self.matcher.word(place.end) == ":":
            self._leave()
            self.matcher.place, self.is_used = place.ids[0], False
            return place.end + 1
        after = skip(self.tokens, at, "articulo")
        if after > at and self.matcher.at(after):
            return after
        after = skip(self.tokens, at, "todas")
        if after == at or not self.matcher.at(after):
            return at
        if self.paises:
            self.doubts[_ALL] = None
        return after

    def _leave(self) -> None:
        """End the list of a country; one that told nothing of any name was said for nothing."""
        if not self.is_used:
            label = self.directory.plan.nombre("pais", self.matcher.place)
            self.doubts[f"{quoted(label)} no dice de quién es"] = None
        self.matcher.place, self.is_used = "", True

    def _unknown(self, at: int) -> int:
        """Tell where what nobody knows ends: at a separator, or at a joint before a known name."""
        for end in range(at + 1, len(self.tokens)):
            joint = max(skip(self.tokens, end, "y"), end + (self.matcher.word(end) in ENDS))
            is_joint = joint > end and self.matcher.at(skip(self.tokens, joint, "articulo"))
            if is_joint or self.matcher.word(end) in ENDS - {DASH}:
                return end
        return len(self.tokens)

    def _decided(self, match: Found, typed: str) -> tuple[str, ...]:
        """Tell which ids are meant for certain; what is not goes to the doubts."""
        ids = match.ids
        tipos = [each for each in ids if each in self.directory.tipos]
        if tipos == [*ids] and len(ids) == 1:
            return self._kind(match, typed)
        if match.places:
            return ids
        places = {self.matcher.place} if self.matcher.place else self.paises
        here = [each for each in ids if self.directory.pais(each) in places]
        self.is_used = self.is_used or bool(here)
        if len(here) == 1 and not tipos and (len(ids) > 1 or self._is_short(match)):
            reason = "el país que encabeza la lista" if self.matcher.place else "los países de la acción"
            self.said.append(f"{quoted(typed)} se leyó como {here[0]}, por {reason}")
            return tuple(here)
        elsewhere = self.matcher.place and self.directory.pais(ids[0]) and not here
        if len(ids) == 1 and not elsewhere and not self._is_short(match):
            return ids
        self.doubts[self._several(typed, ids)] = None
        return ()

    def _kind(self, match: Found, typed: str) -> tuple[str, ...]:
        """Take a kind of institution, of the countries of the action; or the one body of each one named."""
        tipo = match.ids[0]
        own = self.paises or self.directory.miembros
        named = dict.fromkeys(filter(None, match.places or (self.matcher.place,)))
        self.is_used = True
        if not named or {*named} == own or ({*named} == {PAISES_TODOS} and not self.paises):
            self.said.append(f"{quoted(typed)} se leyó como {tipo}: las de los países de la acción")
            return (tipo,)
        if PAISES_TODOS in named:
            self.doubts[f"{quoted(typed)} {_NOT_OWN}"] = None
            return ()
        holders = {pais: self.directory.of_tipo(tipo, pais) for pais in named}
        ids = tuple(ident for each in holders.values() for ident in each)
        is_one_name = len(self.directory.index.ids(" ".join(match.key))) <= 1  # and no other body's own
        if (
            is_one_name
            and not meaning("varias_en_un_pais", tipo)
            and all(len(each) == 1 for each in holders.values())
        ):
            which = "la única" if len(ids) == 1 else "las únicas"
            self.said.append(f"{quoted(typed)} se leyó como {', '.join(ids)}: {which} en el directorio")
            return ids
        none = [pais for pais, each in holders.items() if not each]
        lacks = f"el directorio no tiene ninguna de {', '.join(none)}" if none else "puede ser de varias"
        mend = f"; si son esas, escriba {', '.join(ids[:MAX_CANDIDATES])}" if ids else ""
        self.doubts[f"{quoted(typed)}: {lacks}{mend}"] = None
        return ()

    def _is_short(self, match: Found) -> bool:
        """Whether a name is a sigla so short that another country may have it too."""
        is_sigla = len(match.ids) == 1 == len(match.key) and len(match.key[0]) <= SHORT
        return is_sigla and self.directory.is_of_several and self.directory.is_neutral(match.ids[0])

    def _not_there(self, typed: str) -> str:
        if meaning("silencios", typed):
            return f"{quoted(typed)} va solo, y no junto a instituciones"
        if self.directory.countries.index.ids(typed):
            return f"{quoted(typed)} no dice de quién es"
        if {*forms("union")["o"]}.intersection(key_of(typed)):
            return f"{quoted(typed)} no dice cuál; escriba una, o varias con coma"
        if meaning("vagas", typed):
            return f"{quoted(typed)} no dice cuáles; nómbrelas, o escriba un tipo, como «cancillerías»"
        self.unknown.append(typed)
        near, ident = self.directory.nearest(typed, self._named_places or self.paises)
        mend = f"; la más parecida es {quoted(near)} ({ident})" if near else ""
        return f"{quoted(typed)} no está en instituciones.yaml{mend}"

    @cached_property
    def _named_places(self) -> frozenset[str]:
        """Every country that the text names."""
        found = (self.directory.countries.at(self.text, self.tokens, at) for at in range(len(self.tokens)))
        return frozenset(place.ids[0] for place in found if place)

    def _several(self, typed: str, ids: tuple[str, ...]) -> str:
        if len(ids) == 1:
            label = self.directory.labels[ids[0]]
            return f"{quoted(typed)} puede ser de más de un país; si es {ids[0]}, escriba {quoted(label)}"
        if any(each in self.directory.tipos for each in ids):
            return f"{quoted(typed)} puede ser {' o '.join(ids[:MAX_CANDIDATES])}; escriba uno"
        more = f" y {len(ids) - MAX_CANDIDATES} más" if len(ids) > MAX_CANDIDATES else ""
        return f"{quoted(typed)} es de varias: {', '.join(ids[:MAX_CANDIDATES])}{more}; diga de qué país"
