"""named: what a word names: one of a list, by its id, its sigla or its name, or a thing of the plan."""

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from rutaplan.derive import grupo_label, institucion_label, known
from rutaplan.derive.titles import Unknown, not_there, plain
from rutaplan.diagnostics import Loc
from rutaplan.model import Hoja, Registro
from rutaplan.plan import Plan, by_key
from rutaplan.printable import quoted
from rutaplan.suggest import fold, mend

TALLER = "taller"
_HOW = "; «rutaplan list» muestra las acciones, y «rutaplan list --instituciones», las instituciones"


Siglas: TypeAlias = Mapping[str, tuple[str, ...]]
"""The ids that each sigla may stand for."""


class Thing(NamedTuple):
    """What an id names: its record, the sheet that holds it, and where in that."""

    ident: str
    record: Registro
    hoja: type[Hoja]
    archivo: str
    loc: Loc = ()


def find_thing(plan: Plan, word: str) -> Thing | Unknown:
    """Find what a word names, case and accents apart; an institution by its sigla or its name too."""
    word = word.strip()
    accion, grupo = plan.accion_by_id.get(word.upper()), plan.grupo_by_id.get(word.lower())
    if plain(word) == TALLER:
        return Thing(TALLER, plan.taller, type(plan.taller), plan.taller.archivo)
    own = accion or grupo
    if own:
        return Thing(own.id, own, type(own), own.archivo)
    if word.upper() in plan.ids or word.lower() in plan.grupo_ids:
        return Unknown(f"{quoted(word)} no se puede leer: rutaplan validate dice por qué")
    names = {ident: each.nombre for ident, each in plan.institucion_by_id.items()}
    found = candidates(word, names, plan.ids_by_sigla)
    if len(found) == 1:
        record = plan.institucion_by_id[found[0]]
        return Thing(found[0], record, type(plan.instituciones), plan.instituciones.archivo, (found[0],))
    if found:
        return Unknown(f"{quoted(word)} es de varias instituciones; escriba una de estas: {', '.join(found)}")
    known = (*plan.accion_by_id, *plan.grupo_by_id, *names, *plan.ids_by_sigla)
    same = _of_that_number(plan, word.upper())
    near = f"; lo más parecido es {quoted(same)}{_HOW}" if same else mend(word, known, _HOW)
    return Unknown(f"no hay {quoted(word)} en el plan{near}")


def _of_that_number(plan: Plan, word: str) -> str:
    """The action whose id is a word but for zeros before its number, or nothing."""
    head, _, number = word.rpartition("-")
    if not (head and number.isascii() and number.isdigit()):
        return ""
    own = (each for each in plan.accion_by_id if each.rpartition("-")[0] == head)
    return next((each for each in own if each.rpartition("-")[2].lstrip("0") == number.lstrip("0")), "")


def other_names(plan: Plan, kind: str) -> Siglas:
    """What people call by another word than its id and its name what a plan declares of a kind.

    Its sigla, its number, the heading that the form gives it, and what papers print.
    """
    if kind in {"institucion", "involucrada"}:
        labels = by_key((institucion_label(plan, ident), ident) for ident in plan.by_kind[kind])
        return {**labels, **plan.ids_by_sigla}
    keys = {"eje": ("sigla", "encabezado"), "nivel": ("sigla", "encabezado"), "grupo": ("numero",)}.get(
        kind, ()
    )
    said = [
        (known(str(getattr(each, key))), ident) for key in keys for ident, each in plan.by_kind[kind].items()
    ]
    said += [(grupo_label(plan, ident), ident) for ident in plan.grupo_by_id] if kind == "grupo" else []
    return by_key(pair for pair in said if pair[0])


def resolve(
    value: str, names: Mapping[str, str], siglas: Siglas, used: tuple[str, ...] = (), how: str = ""
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


def candidates(value: str, names: Mapping[str, str], siglas: Siglas, used: tuple[str, ...] = ()) -> list[str]:
    """The ids that a value may stand for: that which is it, else those of a sigla, else of a name."""
    folded = plain(value)
    groups = (
        [value] if value in names else [ident for ident in names if fold(ident) == folded],
        [ident for sigla, idents in siglas.items() if fold(sigla) == folded for ident in idents],
        [ident for ident, nombre in names.items() if folded and fold(nombre) == folded],
        [ident for ident in used if fold(ident) == folded][:1],
    )
    return next((group for group in groups if group), [])
