"""narrowing: the bodies that stand at a place of a text, by the longest name that is there."""

from rutaplan.importers.meanings.directory import Directory
from rutaplan.importers.meanings.lexicon import BEFORE_PLACE, ENDS, TRAILS, Found, skip, tokens_of
from rutaplan.model import SILENCIOS

_PRINTED = ((",", "responsable"), (",", "responsable", "sugerida"))  # by our papers, after a name
_NO_COUNTRIES = ("(", "paises", ":")  # and after a type of an action whose countries nobody has decided


class Matcher:
    """Finds the name that begins at a place of one text, with all that narrows it; the longest goes first.

    After it come its sigla, its countries, and what our papers print. place: the country that heads a list.
    """

    def __init__(self, directory: Directory, text: str, paises: tuple[str, ...]) -> None:
        self.directory = directory
        self._text = text
        self.tokens = tokens_of(text)
        self.place = ""
        self._silent = [(*_NO_COUNTRIES, *each.split("_"), ")") for each in paises if each in SILENCIOS]

    def at(self, at: int) -> Found | None:
        """The name that begins here and, with what narrows it, reaches furthest to where a name may end."""
        ways = [*map(self._whole, self.directory.index.at(self.tokens, at))]
        ways += filter(self._is_of_one, map(self._whole, self.directory.ones.at(self.tokens, at)))
        return max((each for each in ways if self._is_end(each.end)), key=lambda each: each.end, default=None)

    def word(self, at: int) -> str:
        """The word or the sign at a place; nothing after the last."""
        return self.tokens[at].word if at < len(self.tokens) else ""

    def _is_of_one(self, match: Found) -> bool:
        """Whether a kind stands beside the countries, each of which has such a body."""
        places = match.places or (self.place,)
        return all(self.directory.of_tipo(match.ids[0], pais) for pais in places)

    def _whole(self, match: Found) -> Found:
        """A name, with all that stands after it and is part of it."""
        while more := self._again(match) or self._placed(match) or self._marked(match):
            match = more
        end = match.end
        while self.word(end) in TRAILS:
            end += 1
        return match._replace(end=end)

    def _again(self, match: Found) -> Found | None:
        """Read another name of the same, «Migraciones (OIM)», or a body of a kind, «Cancillería (SRE)»."""
        sign = self.word(match.end)
        if sign not in {"(", "[", *BEFORE_PLACE}:
            return None
        bracket = sign in {"(", "["}
        other = next(iter(self.directory.index.at(self.tokens, match.end + 1)), None)
        if other and bracket:
            other = self._placed(other) or other
        if other is None or (bracket and self.word(other.end) not in {")", "]"}):
            return None
        end = other.end + bracket
        may_end = bracket or self._is_end(end) or self.word(end) in {"(", "["}
        places = match.places or other.places
        if not may_end:
            return None
        if same := tuple(each for each in match.ids if each in other.ids):
            return Found(same, end, max(match.key, other.key, key=len), places)
        for kind, named in ((match, other), (other, match)) if bracket else ():
            if ids := self._of_kind(kind, named):
                return Found(ids, end, named.key, places)
        return None

    def _of_kind(self, kind: Found, named: Found) -> tuple[str, ...]:
        """The bodies of a name that are of a kind, and of its countries if it has some."""
        of_kind = [each for each in named.ids if self.directory.tipo(each) in kind.ids]
        return tuple(each for each in of_kind if not kind.places or self.directory.pais(each) in kind.places)

    def _placed(self, match: Found) -> Found | None:
        """Read the countries after a name: «INM (Honduras y México)», «INM, Honduras», «INM de Honduras»."""
        sign = self.word(match.end)
        bracket = sign in {"(", "["}
        at = match.end + (bracket or sign in BEFORE_PLACE)
        at += self.word(at) in {"de", "del", "of"}
        places = self.directory.countries.several(self._text, self.tokens, at)
        end = places.end + bracket
        after = self.word(places.end)
        if not places.ids or match.places or after == ":" or (bracket and after not in {")", "]"}):
            return None
        tipos = tuple(each for each in match.ids if each in self.directory.tipos)
        by_place = [[each for each in match.ids if self.directory.pais(each) == code] for code in places.ids]
        if all(len(each) == 1 for each in by_place):
            return Found(tuple(each[0] for each in by_place), end, match.key, places.ids)
        return Found(tipos, end, match.key, places.ids) if tipos else None

    def _marked(self, match: Found) -> Found | None:
        """Read what our papers print after one: «, responsable sugerida», «(países: por definir)»."""
        for printed in (*_PRINTED, *self._silent):
            end = match.end + len(printed)
            typed = tuple(each.word for each in self.tokens[match.end : end])
            if typed == printed and self.word(end) in {"", ";", "\n"}:
                return match._replace(end=end)
        return None

    def _is_end(self, at: int) -> bool:
        return at >= len(self.tokens) or self.word(at) in ENDS or skip(self.tokens, at, "y") > at
