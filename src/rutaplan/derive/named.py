"""named: what a word of a command names: an action, a group, an institution or the workshop."""

from typing import NamedTuple

from rutaplan.derive.resolving import candidates
from rutaplan.derive.titles import Unknown, plain
from rutaplan.diagnostics import Loc
from rutaplan.model import Hoja, Registro
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.suggest import mend

TALLER = "taller"
_HOW = "; «rutaplan list» muestra las acciones, y «rutaplan list --instituciones», las instituciones"


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
    return Unknown(f"no hay {quoted(word)} en el plan{mend(word, known, _HOW)}")
