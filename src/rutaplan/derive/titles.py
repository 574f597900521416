"""titles: what people call the fields of an action, and which field a word means."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from rutaplan.model import Accion, fields
from rutaplan.model.fields import Campo
from rutaplan.printable import quoted
from rutaplan.suggest import fold, mend

MAX_LISTED = 40
_ROTULOS = {
    "texto": "Acción",
    "plazo_meses": "Plazo",
    "instituciones": "Instituciones",
    "erratas": "Errata propuesta",
    "ultimo_avance": "Último informe",
}
"""Where the form's own title is longer, or means another thing."""


class Unknown(NamedTuple):
    """What to say of a word that names nothing."""

    message: str


def title_of(campo: str) -> str:
    """Name a field as the form does; what derives from some, by its own name."""
    return fields(Accion)[campo].titulo if campo in fields(Accion) else campo.capitalize()


def rotulo(campo: str) -> str:
    """Name a field where there is little room."""
    return _ROTULOS.get(campo) or title_of(campo)


def read_campo(word: str, campos: Collection[str]) -> str | Unknown:
    """Find which of some fields is meant: by its key, with its unit or without, or by any title."""
    words: dict[str, str] = {}
    for campo in campos:
        names = (
            spellings(campo, fields(Accion)[campo]) if campo in fields(Accion) else (title_of(campo), campo)
        )
        words |= {fold(name): campo for name in (rotulo(campo), *names)}
    return words.get(plain(word)) or not_there(word, [_without_unit(campo) for campo in campos], words)


def spellings(key: str, campo: Campo) -> tuple[str, ...]:
    """All that people may call a field, from what says least to its key."""
    return (*campo.nombres[::-1], _without_unit(key), key)


def _without_unit(key: str) -> str:
    return key.removesuffix("_meses")


def plain(text: str) -> str:
    """A text as people compare it: without case, accents, or more spaces than needed."""
    return fold(" ".join(text.split()))


def not_there(word: str, known: Sequence[str], spellings: Iterable[str] = (), how: str = "") -> Unknown:
    """Say that there is no such thing, with the nearest that there is, and all if they are few.

    how: how to see them where they are many.
    """
    near = mend(word, known) or mend(word, spellings)
    listed = f" (hay: {', '.join(known)})" if 0 < len(known) <= MAX_LISTED else how
    return Unknown(f"no hay {quoted(word)}{near}{listed}")
