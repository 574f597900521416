"""fillers: texts that stand where an answer goes, and that nobody wrote as one."""

import re
from functools import cache

from rutaplan.importers.meanings.lists import forms, meaning, spelled
from rutaplan.importers.meanings.persons import is_person

FILLER = "es un título o el relleno de una plantilla, o dice que no hay: escriba encima, o bórrelo"
ELSEWHERE = "remite a otra celda, y no se adivina a cuál: escriba aquí lo que aquella dice"
PERSON = "es el nombre de una persona, y los documentos lo imprimirían"
_SIGNS = re.compile(r"\[[^]]*\]|<[^>]*>|\{[^}]*\}+|[\W_]{4,}|([Xx])\1{3,50}")
"""Words in the brackets of a template; or signs, or one letter, again and again."""
_TITLE = re.compile(
    r"accion(?:es)?(?: estrategicas?)?(?: (?:propuestas?|nacional(?:es)?|regional(?:es)?))?[ n.º°o]*\d{0,2}"
)
_FEW = 60  # letters of what leads to another cell


def no_text(text: str, *, needed: bool) -> str:
    """Why a whole text is none that somebody wrote as one; nothing if it may be. needed: it says no "N/D"."""
    if is_filler(text) or (needed and meaning("silencios", text)):
        return FILLER
    return PERSON if is_person(text) else ""


def is_filler(text: str) -> bool:
    """Whether a text is what a template asks, a line of dots, a horizonte, or says that there is none."""
    bare = spelled(text.strip(" .:…()[]"))
    asked = meaning("instrucciones", bare) == "blanco"
    title = _TITLE.fullmatch(bare) or (" " in bare and meaning("horizontes", bare))  # "corto" may be anything
    return bool(asked or title or _SIGNS.fullmatch(text) or _prompt().match(bare))


def is_elsewhere(text: str) -> bool:
    """Whether a text only leads to another one: "ídem anterior", "ver arriba"."""
    bare = spelled(text.strip(" .:…()[]"))
    return len(text) < _FEW and bool(_leads().fullmatch(bare))


@cache
def _prompt() -> re.Pattern[str]:
    """What a template asks of who fills it in: "describa aquí la acción"."""
    verbs, things = _any_of("relleno", "verbo"), _any_of("relleno", "cosa")
    here, the = r"(?:aqui|here|brevemente|en este espacio)", r"(?:la|las|su|sus|el|una|cada|the|your)"
    begins = _any_of("relleno", "comienzo")
    return re.compile(rf"{begins}|{verbs} (?:{here}(?:\W*$| {the}\b)|(?:{the} )?{things}\W*(?:{here}|$))")


@cache
def _leads() -> re.Pattern[str]:
    """Words that lead to another cell; some do so alone, and some only beside what they lead to."""
    alone, leads, where = (_any_of("remite", each) for each in ("solo", "guia", "donde"))
    end = r"\b(?: \w{1,8})?(?:\W*\d{1,3})?\W*"
    return re.compile(rf"{alone}\W*|(?:{alone}|{leads})\b[^,;]*\b{where}{end}")


def _any_of(section: str, key: str) -> str:
    return f"(?:{'|'.join(re.escape(spelled(each)) for each in forms(section)[key])})"
