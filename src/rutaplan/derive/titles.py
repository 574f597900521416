"""titles: what people call the fields of an action, and which field a word means."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from rutaplan.model import Accion, Taller, fields
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
OTROS = "otros"
"""Where an action says what its workshop asks for besides the form."""


class Unknown(NamedTuple):
    """What to say of a word that names nothing."""

    message: str


def own_campos(taller: Taller) -> Mapping[str, Campo]:
    """The fields that a workshop adds to those of the form, by their ids."""
    known, added = fields(Accion), taller.campos or {}
    one = known[OTROS]._replace(is_several=False, is_map=False)
    return {key: one._replace(titulo=each.titulo) for key, each in added.items() if key not in known}


def campos_of(taller: Taller) -> Mapping[str, Campo]:
    """All fields that an action may have in a workshop."""
    return {**fields(Accion), **own_campos(taller)}


def way_to(campo: str) -> tuple[str, ...]:
    """Where an action says a field."""
    return (campo,) if campo in fields(Accion) else (OTROS, campo)


def value_of(accion: Accion, campo: str) -> Any:  # noqa: ANN401 - any cell
    """What an action says in a field; nothing where it does not say it."""
    return getattr(accion, campo) if campo in fields(Accion) else (accion.otros or {}).get(campo)


def title_of(campo: str, known: Mapping[str, Campo] = fields(Accion)) -> str:
    """Name a field as the form does, or its workshop; what derives from some, by its own name."""
    return known[campo].titulo if campo in known else campo.capitalize()


def rotulo(campo: str, known: Mapping[str, Campo] = fields(Accion)) -> str:
    """Name a field where there is little room."""
    return _ROTULOS.get(campo) or title_of(campo, known)


def read_campo(
    word: str, campos: Collection[str], known: Mapping[str, Campo] = fields(Accion)
) -> str | Unknown:
    """Find which of some fields is meant: by its key, with its unit or without, or by any title."""
    words: dict[str, str] = {}
    for campo in campos:
        names = spellings(campo, known[campo]) if campo in known else (title_of(campo), campo)
        words |= {fold(name): campo for name in (rotulo(campo, known), *names)}
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
    shown = ", ".join(each if each[:1].isalnum() else quoted(each) for each in known)
    listed = f" (hay: {shown})" if 0 < len(known) <= MAX_LISTED else how
    return Unknown(f"no hay {quoted(word)}{near}{listed}")
