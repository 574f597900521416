"""fillers: texts that stand where an answer goes, and that nobody wrote as one."""

import re

from rutaplan.importers.meanings.lists import forms, meaning, spelled

FILLER = "es un título o el relleno de una plantilla, o dice que no hay: escriba encima, o bórrelo"
_SIGNS = re.compile(r"\[[^]]*\]|<[^>]*>|\{[^}]*\}+|[\W_]{4,}|([Xx])\1{3,50}")
"""Words in the brackets of a template; or signs, or one letter, again and again."""


def is_filler(text: str) -> bool:
    """Whether a text is what a template asks, a line of dots, a horizonte, or says that there is none."""
    asked = meaning("instrucciones", text.strip(" .:")) == "blanco"
    begins = tuple(map(spelled, forms("relleno")["comienzo"]))
    title = " " in text.strip() and meaning("horizontes", text.strip(" .:"))  # "corto" may be anything
    return bool(asked or title or _SIGNS.fullmatch(text) or spelled(text).startswith(begins))
