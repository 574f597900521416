"""reporting: a report, in a file of its own. It never takes the place of another."""

from collections.abc import Collection, Iterable, Mapping
from itertools import chain, count
from pathlib import Path

from rutaplan.changes import Cambio
from rutaplan.diagnostics import Diagnostic
from rutaplan.edit.checked import Trial, checked
from rutaplan.edit.parts import EditError
from rutaplan.edit.setting import Valor, new_hoja
from rutaplan.files import REPORT_FOLDER
from rutaplan.plan import Plan
from rutaplan.rules import check
from rutaplan.schema import modeline


def report(
    data: Path, trial: Trial, values: Mapping[str, Valor]
) -> tuple[str, list[Cambio], list[Diagnostic]]:
    """The path of a new report, the changes that write it, and what is found in it. Raises EditError.

    What says all that a report says that is there already is none.
    """
    ((path, text),) = sheets(trial.plan, [values]).items()
    texts = {path: text}
    cambios = checked(data, trial, texts)
    after, told = trial.run(texts)
    own = {each.archivo: each for each in after.avances_by_accion[str(values["accion"])]}
    new = own.pop(path)
    same = next((each.archivo for each in own.values() if each == new), "")
    if same:
        raise EditError(f"ya está: {same} dice lo mismo")
    return path, cambios, [each for each in check(after, {path}, told=told) if each.place.path == path]


def sheets(plan: Plan, reports: Iterable[Mapping[str, Valor]]) -> dict[str, str]:
    """The new sheets of some reports, by path; each beside those that are there, and beside one another."""
    texts: dict[str, str] = {}
    for values in reports:
        begin = f"{REPORT_FOLDER}/{values['accion']}/{values['fecha']}-{values['reporta']}"
        path = _free(plan, begin, texts)
        texts[path] = new_hoja(values, modeline(plan.inside(path)))
    return texts


def _free(plan: Plan, begin: str, more: Collection[str]) -> str:
    """The first name that no report of that body and day has."""
    taken = {*plan.sources, *plan.unread, *more}
    names = (f"{plan.prefix}{begin}{end}.yaml" for end in chain([""], (f"-{each}" for each in count(2))))
    return next(name for name in names if name not in taken)
