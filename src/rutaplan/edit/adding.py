"""adding: a new action with the next free id of its eje and nivel, and the form's fields to fill in."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rutaplan.changes import Cambio
from rutaplan.derive.involved import tipo_named
from rutaplan.edit.checked import Trial, checked
from rutaplan.edit.parts import EditError
from rutaplan.edit.setting import Valor, new_hoja
from rutaplan.git import Past, past
from rutaplan.model import MAX_MESES, MIN_MESES, POR_DEFINIR, SILENCIOS
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.schema import modeline
from rutaplan.suggest import nearest


@dataclass(frozen=True, slots=True)
class Borrador:
    """What is known of an action that is not written yet, as people typed it."""

    eje: str = ""
    nivel: str = ""
    grupo: str = ""
    texto: str = POR_DEFINIR
    plazo: str = POR_DEFINIR
    instituciones: tuple[str, ...] = ()


def add(data: Path, trial: Trial, borrador: Borrador) -> tuple[str, list[Cambio]]:
    """The id of a new action, and the changes that write it. Raises EditError."""
    plan = trial.plan
    eje = known("un eje", borrador.eje, plan.eje_by_id)
    nivel = known("un nivel", borrador.nivel, plan.nivel_by_id)
    prefix = f"{plan.eje_by_id[eje].sigla}-{plan.nivel_by_id[nivel].sigla}"
    ident = next_id(prefix, plan)
    values: dict[str, Valor] = {
        "id": ident,
        "eje": eje,
        "nivel": nivel,
        "grupo": known_grupo(plan, eje, borrador.grupo),
        "texto": borrador.texto,
        "plazo_meses": months(borrador.plazo),
        "instituciones": institutions(plan, borrador.instituciones) or (POR_DEFINIR,),
    }
    name = f"acciones/{eje}/{ident}.yaml"
    return ident, checked(data, trial, {plan.prefix + name: new_hoja(values, modeline(name))})


def known_grupo(plan: Plan, eje: str, ident: str) -> str:
    """A group of an eje: an action is never put into a group of another one. Raises EditError."""
    own = [grupo.id for grupo in plan.grupos if grupo.eje == eje]
    other = plan.grupo_by_id.get(ident)
    if own and other is None:
        return known("un grupo", ident, own)
    if other is None or other.eje != eje:
        why = f"el grupo {quoted(ident)} es del eje {other.eje}" if other else f"el eje {eje} no tiene grupo"
        mend = f"hay: {', '.join(own)}" if own else f"haga antes el suyo en grupos/, con «eje: {eje}»"
        raise EditError(f"{why}; {mend}")
    return ident


def last_number(prefix: str, plan: Plan) -> int:
    """The highest number of an id that begins so, in the name of any file or anywhere in its text.

    An id that was taken is never given again, nor one whose file is gone: git remembers it.
    """
    named = re.compile(rf"(?<![\w-]){re.escape(prefix)}-([0-9]{{2,6}})(?![\w-])", re.ASCII)
    texts = (f"{path.rpartition('/')[2]}\n{source.text}" for path, source in plan.sources.items())
    told = (*texts, *plan.unread, *_past(plan).names)
    return max((int(number) for text in told for number in named.findall(text)), default=0)


def next_id(prefix: str, plan: Plan) -> str:
    """The id that follows the highest one that was ever given: RET-N-21."""
    return f"{prefix}-{last_number(prefix, plan) + 1:02}"


@lru_cache(maxsize=1)
def _past(plan: Plan) -> Past:
    return past(plan.folder / "acciones") if plan.folder else Past()


def months(plazo: str) -> Valor:
    """A plazo in whole months, or a silence. Raises EditError."""
    if plazo in SILENCIOS:
        return plazo
    if re.fullmatch(r"[1-9][0-9]{0,2}", plazo, re.ASCII) and MIN_MESES <= int(plazo) <= MAX_MESES:
        return int(plazo)
    raise EditError(f"el plazo {quoted(plazo)} no son meses enteros: un número de 1 a 120, o por_definir")


def institutions(plan: Plan, names: Sequence[str]) -> tuple[str, ...]:
    """The ids that are meant: an id, a sigla that only one institution has, or a type. Raises EditError."""
    found = []
    for name in names:
        siglas = plan.ids_by_sigla.get(name.upper(), ())
        if name in plan.institucion_by_id or name in SILENCIOS:
            found.append(name)
        elif len(siglas) == 1:
            found.append(siglas[0])
        elif siglas:
            raise EditError(f"la sigla {quoted(name)} es de varias instituciones: {', '.join(siglas)}")
        else:
            found.append(
                tipo_named(plan, name) or known("una institución", name, plan.by_kind["involucrada"])
            )
    return tuple(dict.fromkeys(found))


def known(what: str, ident: str, options: Iterable[str]) -> str:
    """An id that the plan declares. Raises EditError, with the nearest one, for another."""
    listed = list(options)
    if ident in listed:
        return ident
    near = nearest(ident, listed)
    hint = f"escriba {quoted(near)}" if near else f"hay: {', '.join(listed[:20]) or 'ninguno'}"
    raise EditError(f"no hay {what} {quoted(ident)}; {hint}")
