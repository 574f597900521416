"""adding: a new action, with the next free id of its eje and nivel; a new report, in a file of its own."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from rutaplan.changes import Cambio
from rutaplan.derive.vencimiento import day_of
from rutaplan.diagnostics import Diagnostic
from rutaplan.edit.checked import Trial, checked
from rutaplan.edit.entering import new_hoja
from rutaplan.edit.parts import EditError
from rutaplan.edit.setting import Valor
from rutaplan.git import Past, past
from rutaplan.model import POR_DEFINIR, report_names
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.rules import check

_MAX_NUMBER = 999_999
"""Ids of actions have six digits at most."""


@dataclass(frozen=True, slots=True)
class Borrador:
    """What is known of an action that is not written yet."""

    eje: str = ""
    nivel: str = ""
    grupo: str = ""
    texto: str = POR_DEFINIR
    plazo: Valor = POR_DEFINIR
    instituciones: Valor = POR_DEFINIR
    prioridad: bool = False


def add(data: Path, trial: Trial, borrador: Borrador) -> tuple[str, list[Cambio]]:
    """The id of a new action, and the changes that write it. Raises EditError."""
    plan = trial.plan
    eje, nivel = borrador.eje, borrador.nivel
    prefix = f"{plan.eje_by_id[eje].sigla}-{plan.nivel_by_id[nivel].sigla}"
    ident = next_id(prefix, plan)
    values: dict[str, Valor] = {
        "id": ident,
        "eje": eje,
        "nivel": nivel,
        "grupo": known_grupo(plan, eje, borrador.grupo),
        "texto": borrador.texto,
        "plazo_meses": borrador.plazo,
        "instituciones": borrador.instituciones,
        **({"prioridad": True} if borrador.prioridad else {}),
    }
    name = f"acciones/{eje}/{ident}.yaml"
    return ident, checked(data, trial, {plan.prefix + name: new_hoja(name, values)})


def known_grupo(plan: Plan, eje: str, ident: str) -> str:
    """A group of an eje: an action is never put into a group of another one. Raises EditError."""
    own = [grupo.id for grupo in plan.grupos if grupo.eje == eje]
    other = plan.grupo_by_id.get(ident)
    if own and other is None:
        raise EditError(f"no hay un grupo {quoted(ident)} de ese eje; hay: {', '.join(own)}")
    if other is None or other.eje != eje:
        why = (
            f"el grupo {quoted(ident)} es del eje {plan.eje_of(other)}"
            if other
            else f"el eje {eje} no tiene grupo"
        )
        mend = f"hay: {', '.join(own)}" if own else f"haga antes el suyo en grupos/, con «eje: {eje}»"
        raise EditError(f"{why}; {mend}")
    return ident


def last_number(prefix: str, plan: Plan) -> int:
    """The highest number of an id that begins so, in the name of any file or anywhere in its text.

    An id that was taken is never given again, nor one whose file is gone: git remembers it. Raises EditError
    where no number follows.
    """
    named = re.compile(rf"(?<![\w-]){re.escape(prefix)}-([0-9]{{2,6}})(?![\w-])", re.ASCII)
    texts = ((path, f"{path.rpartition('/')[2]}\n{source.text}") for path, source in plan.sources.items())
    told = (*texts, *((name, name) for name in (*plan.unread, *_past(plan).names)))
    found = ((int(number), where) for where, text in told for number in named.findall(text))
    last, where = max(found, default=(0, ""))
    if last == _MAX_NUMBER:
        raise EditError(f"ningún número sigue a {prefix}-{last}, que está en {quoted(where)}; corrija ese id")
    return last


def next_id(prefix: str, plan: Plan) -> str:
    """The id that follows the highest one that was ever given: RET-N-21."""
    return f"{prefix}-{last_number(prefix, plan) + 1:02}"


def was_given(ident: str, plan: Plan) -> bool:
    """Whether git remembers the sheet of an action of that id."""
    return any(name.rpartition("/")[2] == f"{ident}.yaml" for name in _past(plan).names)


def report(
    data: Path, trial: Trial, values: Mapping[str, Valor]
) -> tuple[str, list[Cambio], list[Diagnostic]]:
    """The path of a new report, the changes that write it, and what is found in it today. Raises EditError.

    What says all that a report says that is there already is none: its path, and no change.
    """
    ((path, text),) = sheets(trial.plan, [values]).items()
    texts = {path: text}
    cambios = checked(data, trial, texts)
    after, told = trial.run(texts)
    own = {each.archivo: each for each in after.avances_by_accion[str(values["accion"])]}
    new = own.pop(path)
    same = next((each.archivo for each in own.values() if each == new), "")
    if same:
        return same, [], []
    found = check(replace(after, corte=day_of(after)), {path}, told=told)
    return path, cambios, [each for each in found if each.place.path == path]


def sheets(plan: Plan, reports: Iterable[Mapping[str, Valor]]) -> dict[str, str]:
    """The new sheets of some reports, by path; each beside those that are there, and beside one another."""
    texts: dict[str, str] = {}
    for values in reports:
        taken = {*plan.sources, *plan.unread, *texts}
        folder = f"{plan.reports}{values['accion']}"
        names = report_names(f"{values['fecha']}-{values['reporta']}")
        path = next(path for path in (f"{folder}/{name}" for name in names) if path not in taken)
        texts[path] = new_hoja(plan.inside(path), values)
    return texts


@lru_cache(maxsize=1)
def _past(plan: Plan) -> Past:
    return past(plan.folder / "acciones") if plan.folder else Past()
