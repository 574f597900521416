"""standing: where an action stands at the day at which its plan is looked at, as a list shows it."""

from collections.abc import Collection
from typing import NamedTuple

from rutaplan.derive import estado_words
from rutaplan.derive.seguimiento import CUMPLIDA, SIN_REPORTE, Seguimiento, follow, last_report
from rutaplan.derive.vencimiento import day_of, due, vencimiento
from rutaplan.model import ESTADOS_AVANCE, Accion, Avance
from rutaplan.plan import Plan

CORTE = "corte"
EN_PARTE, SIN_SABER = "en_parte", "sin_saber_a_quien"
STANDING = ("vence", "vencimiento", "avance", "ultimo_avance")
"""When it is due, whether it is late, what was reported, and the last report; then, always, of which day."""
AVANCES = {
    CUMPLIDA: "Cumplida, según todas",
    **{each: estado_words(each).capitalize() for each in ESTADOS_AVANCE if each != CUMPLIDA},
    EN_PARTE: "Distinto según quién informa",
    SIN_REPORTE: estado_words(SIN_REPORTE).capitalize(),
    SIN_SABER: "No se sabe a quién se pide",
}
"""What whole says, in the order in which it is counted, and how it is told."""


def standing(plan: Plan, accion: Accion) -> dict[str, str | Avance | None]:
    """All of that, by its name: an ISO day, the words of the format, and a report."""
    corte = day_of(plan)
    fecha, found = due(plan, accion).fecha, follow(plan, accion, corte)
    done = whole(found)
    return {
        "vence": str(fecha) if fecha else None,
        "vencimiento": vencimiento(plan, accion, corte),
        "avance": None if done == SIN_SABER else done,
        "ultimo_avance": last_report(found),
        CORTE: str(corte),
    }


class Standings(NamedTuple):
    """The actions of a plan by where they stand at its day; and those not retired, by what was reported."""

    vencimientos: dict[str, list[Accion]]
    avances: dict[str, list[Accion]]


def standings(plan: Plan) -> Standings:
    """Sort all actions, under the words of standing."""
    found = Standings({}, {})
    for accion in plan.acciones:
        stands = standing(plan, accion)
        found.vencimientos.setdefault(str(stands["vencimiento"]), []).append(accion)
        if not accion.is_retirada:
            found.avances.setdefault(str(stands["avance"] or SIN_SABER), []).append(accion)
    return found


def whole(found: Seguimiento) -> str:
    """What was done, in a word: what all report, that they differ, or that nobody is asked."""
    return found.estado or (EN_PARTE if found.avances else SIN_SABER)


def is_fulfilled(plan: Plan, accion: Accion) -> bool:
    """Whether all who are asked report an action cumplida, at the day at which somebody looks at the plan."""
    if plan.corte is None or accion.id not in plan.avances_by_accion:
        return False
    return follow(plan, accion, plan.corte).estado == CUMPLIDA


def reported(plan: Plan, accion: Accion) -> Collection[str]:
    """What the last reports of those asked say of an action, and the whole; cumplida only where all do."""
    found = follow(plan, accion, day_of(plan))
    kept = {each for each in found.counts if each != CUMPLIDA or found.estado == CUMPLIDA}
    return kept - {SIN_REPORTE} if accion.is_retirada else kept | {whole(found)}


def is_silent(plan: Plan, accion: Accion) -> bool:
    """Whether an action is asked of somebody, and none of them has reported."""
    return not accion.is_retirada and follow(plan, accion, day_of(plan)).estado == SIN_REPORTE


def stands(plan: Plan, accion: Accion, where: str) -> bool:
    """Whether an action stands somewhere at the day at which its plan is looked at."""
    return vencimiento(plan, accion, day_of(plan)) == where
