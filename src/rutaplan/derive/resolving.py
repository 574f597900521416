"""resolving: which id a word stands for: the id itself, a sigla, or a name."""

from collections.abc import Mapping

from rutaplan.derive.titles import Unknown, not_there, plain
from rutaplan.printable import quoted
from rutaplan.suggest import fold


def resolve(
    value: str,
    names: Mapping[str, str],
    siglas: Mapping[str, tuple[str, ...]],
    used: tuple[str, ...] = (),
    how: str = "",
) -> str | Unknown:
    """Find the id that a value stands for: an id, or a sigla or a name that only one has.

    how: the end of what is said of one that stands for none, where there are too many to list.
    """
    found = candidates(value, names, siglas, used)
    if len(found) == 1:
        return found[0]
    if found:
        return Unknown(f"{quoted(value)} es de varias; escriba una de estas: {', '.join(found)}")
    alone = [sigla for sigla, idents in siglas.items() if len(idents) == 1]
    return not_there(value, (*names, *used), (*alone, *filter(None, names.values())), how)


def candidates(
    value: str, names: Mapping[str, str], siglas: Mapping[str, tuple[str, ...]], used: tuple[str, ...] = ()
) -> list[str]:
    """The ids that a value may stand for: that which is it, else those of a sigla, else of a name."""
    folded = plain(value)
    groups = (
        [value] if value in names else [ident for ident in names if fold(ident) == folded],
        [ident for sigla, idents in siglas.items() if fold(sigla) == folded for ident in idents],
        [ident for ident, nombre in names.items() if folded and fold(nombre) == folded],
        [ident for ident in used if fold(ident) == folded][:1],
    )
    return next((group for group in groups if group), [])
