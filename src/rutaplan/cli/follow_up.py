"""follow_up: what a dashboard says of a plan at a day: what is late, who owes it, what was reported."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from rutaplan.cli import terminal
from rutaplan.derive import fecha_label
from rutaplan.derive.seguimiento import CUMPLIDA, follow, report_label
from rutaplan.derive.standing import AVANCES, whole
from rutaplan.derive.vencimiento import aviso_dias, due, vencimiento
from rutaplan.model import RETIRADAS, Accion
from rutaplan.plan import Plan


def follow_up(plan: Plan, corte: date) -> Iterator[str]:
    """The tables of dates and of reports, and the list of what is late; nothing while nothing has either."""
    if not plan.avances and not any(due(plan, accion).fecha for accion in plan.acciones):
        return
    where: dict[str, list[Accion]] = {}
    for accion in plan.acciones:
        where.setdefault(vencimiento(plan, accion, corte), []).append(accion)
    names = {
        "vencida": "Vencidas",
        "por_vencer": f"Por vencer (en {aviso_dias(plan)} días)",
        "vigente": "Vigentes",
        "sin_fecha": "Sin fecha",
        "cerrada": "Cumplidas o retiradas",
    }
    day = f"al {fecha_label(corte)}"
    rows = [(names[each], where.get(each, [])) for each in names]
    yield count_by_nivel(plan, f"Vencimiento {day}", rows, total=True)
    yield count_by_nivel(plan, f"Avance {day}", _by_avance(plan, corte), total=True)
    late = sorted(where.get("vencida", ()), key=lambda each: (due(plan, each).fecha or corte, each.id))
    if late:
        lines = [terminal.wrapped(f"- {_late(plan, each, corte)}", "  ") for each in late]
        yield "\n".join([f"Vencidas {day}, y quién no informa que cumplió:", *lines]) + "\n"


def count_by_nivel(plan: Plan, heading: str, rows: Iterable[tuple[str, list[Accion]]], *, total: bool) -> str:
    """Count the actions of each row in each nivel."""
    niveles, ends = plan.taller.niveles, ["Total"] if total else []
    cells = []
    for title, acciones in rows:
        counts = Counter(accion.nivel for accion in acciones)
        cells.append(
            (title, *(str(counts[nivel.id]) for nivel in niveles), *(str(len(acciones)) for _ in ends))
        )
    return terminal.table((heading, *(nivel.nombre for nivel in niveles), *ends), cells)


def _by_avance(plan: Plan, corte: date) -> Iterator[tuple[str, list[Accion]]]:
    """The actions that are still asked for, by what was reported of them."""
    found: dict[str, list[Accion]] = {}
    for accion in plan.acciones:
        if accion.estado not in RETIRADAS:
            found.setdefault(whole(follow(plan, accion, corte)), []).append(accion)
    for each, title in AVANCES.items():
        if each in found:
            yield title, found[each]


def _late(plan: Plan, accion: Accion, corte: date) -> str:
    """An action that is late, since when, and who has not said that it is done."""
    fecha = due(plan, accion).fecha
    owed = [
        report_label(plan, ident, avance)
        for ident, avance in follow(plan, accion, corte).avances.items()
        if not (avance and avance.estado == CUMPLIDA)
    ]
    who = "; ".join(owed) or "no se sabe a quién se pide"
    return f"{accion.id}, venció el {fecha_label(fecha or corte)}: {who}"
