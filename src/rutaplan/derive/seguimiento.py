"""seguimiento: what was done of an action at a cut-off date, from the last report of each body asked."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from rutaplan.derive import enumerate_words, estado_words, fecha_label, institucion_label
from rutaplan.derive.involved import bodies, expansions, heir, sin_label
from rutaplan.model import ESTADOS_AVANCE, POR_DEFINIR, SILENCIOS, Accion, Avance
from rutaplan.plan import Plan

CUMPLIDA = "cumplida"
SIN_REPORTE = "sin_reporte"
_ORDER = (CUMPLIDA, *(each for each in ESTADOS_AVANCE if each != CUMPLIDA), SIN_REPORTE)


class Seguimiento(NamedTuple):
    """The last report of each body asked, None where there is none, in the order in which they are named.

    otros: those of bodies that are not asked. sin: for each type of which the directory lacks some, a
    sentence; the whole is told without them. is_partial: others are still por_definir, and so the whole
    is not cumplida whatever these say.
    """

    avances: Mapping[str, Avance | None]
    otros: Mapping[str, Avance]
    sin: tuple[str, ...]
    is_partial: bool

    @property
    def counts(self) -> Counter[str]:
        """How many bodies report each estado, or sin_reporte."""
        return Counter(avance.estado if avance else SIN_REPORTE for avance in self.avances.values())

    @property
    def estado(self) -> str:
        """The estado that all bodies asked report; nothing while they differ, or nobody is asked."""
        (first, *others) = self.counts or ("",)
        return "" if others or (self.is_partial and first == CUMPLIDA) else first


def follow(plan: Plan, accion: Accion, corte: date) -> Seguimiento:
    """Gather what is known of an action at a date: of the responsable, or else of each institution.

    A report counts for whoever does its body's work at that date. A responsable only proposed answers
    for nothing yet.
    """
    named = accion.responsable
    by_one = named is not None and named not in SILENCIOS and not accion.is_sugerido("responsable")
    asked = bodies(plan, accion, [str(named)] if by_one else accion.instituciones_conocidas, corte)
    last = _last_reports(plan, accion, corte)
    idents = dict.fromkeys(heir(plan, ident, corte) or ident for ident in asked)
    types = {} if by_one else expansions(plan, accion, corte)
    return Seguimiento(
        avances={ident: last.get(ident) for ident in idents},
        otros={ident: avance for ident, avance in last.items() if ident not in idents},
        sin=tuple(filter(None, (sin_label(plan, tipo, each) for tipo, each in types.items()))),
        is_partial=not by_one and POR_DEFINIR in accion.instituciones,
    )


def last_report(seguimiento: Seguimiento) -> Avance | None:
    """The last report of whoever made it; of one day, that of the body named first."""
    found = [each for each in (*seguimiento.avances.values(), *seguimiento.otros.values()) if each]
    return max(found, key=lambda each: each.fecha, default=None)


def _last_reports(plan: Plan, accion: Accion, corte: date) -> dict[str, Avance]:
    """The last report until a date of each body, by who does its work then; its own last in a day."""
    found: dict[str, tuple[tuple[date, bool, int], Avance]] = {}
    for avance in plan.avances_by_accion.get(accion.id, ()):
        if not isinstance(avance.fecha, date) or avance.fecha > corte or avance.estado not in ESTADOS_AVANCE:
            continue
        who = heir(plan, avance.reporta, corte) or avance.reporta
        order = (avance.fecha, who == avance.reporta, avance.vez)
        if who not in found or found[who][0] < order:
            found[who] = (order, avance)
    return {who: avance for who, (_, avance) in found.items()}


def seguimiento_label(seguimiento: Seguimiento) -> str:
    """Say what the whole is: "cumplida", "3 de 5 reportan cumplida; 1 en ejecución y 1 sin reporte"."""
    more = [*(["otras por definir"] if seguimiento.is_partial else []), *seguimiento.sin]
    return "; ".join([_whole(seguimiento), *more])


def _whole(seguimiento: Seguimiento) -> str:
    counts, total = seguimiento.counts, len(seguimiento.avances)
    if not total:
        return "no se sabe a quién se le pide"
    if seguimiento.estado:
        return estado_words(next(iter(counts)))
    done = counts[CUMPLIDA]
    rest = [f"{counts[each]} {estado_words(each)}" for each in _ORDER[1:] if counts[each]]
    head = f"{done} de {total} {'reporta' if done == 1 else 'reportan'} {CUMPLIDA}"
    return "; ".join(filter(None, (head, enumerate_words(rest))))


def reports_label(plan: Plan, accion: Accion, corte: date) -> str:
    """Say the whole, and then the last report of each body; nothing where the action has no report."""
    if accion.id not in plan.avances_by_accion:
        return ""
    seguimiento = follow(plan, accion, corte)
    reports = [*seguimiento.avances.items(), *seguimiento.otros.items()]
    lines = [report_label(plan, ident, avance) for ident, avance in reports]
    return "\n".join([f"{seguimiento_label(seguimiento)} (al {fecha_label(corte)})", *lines])


def report_label(plan: Plan, ident: str, avance: Avance | None) -> str:
    """Say what a body reports, and when: "INM (Honduras): en ejecución, 31 de marzo de 2027"."""
    said = (
        f"{estado_words(avance.estado)}, {fecha_label(avance.fecha)}" if avance else estado_words(SIN_REPORTE)
    )
    return f"{institucion_label(plan, ident)}: {said}"
