"""pedidos: who is asked at a cut-off date to report of which action, and who has answered."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from rutaplan.derive.seguimiento import CUMPLIDA, Seguimiento, follow
from rutaplan.model import Accion, Avance
from rutaplan.plan import Plan, by_key


class Pedido(NamedTuple):
    """What is asked of one institution about one action; avance: the last that it reported."""

    accion: Accion
    institucion: str
    avance: Avance | None


def pedidos(plan: Plan, corte: date) -> Iterator[Pedido]:
    """Everything that is asked, in the order of actions and of the bodies that each names."""
    for accion, found in followed(plan, corte):
        for ident, avance in found.avances.items():
            yield Pedido(accion, ident, avance)


def followed(plan: Plan, corte: date) -> Iterator[tuple[Accion, Seguimiento]]:
    """The actions of which somebody may be asked, with what was reported of each."""
    for accion in plan.acciones:
        if not accion.is_retirada:
            yield accion, follow(plan, accion, corte)


def by_institucion(plan: Plan, corte: date) -> Mapping[str, tuple[Pedido, ...]]:
    """What is asked of each institution, in the order of the directory."""
    found = by_key((each.institucion, each) for each in pedidos(plan, corte))
    return {ident: found[ident] for ident in plan.institucion_by_id if ident in found}


def sin_institucion(plan: Plan, corte: date) -> Mapping[str, tuple[str, ...]]:
    """Whom nobody can ask: each sentence on the bodies that the directory lacks, and of which actions."""
    return by_key((each, accion.id) for accion, found in followed(plan, corte) for each in found.sin)


def is_done(pedido: Pedido) -> bool:
    """Whether an institution has said that it did its part."""
    return pedido.avance is not None and pedido.avance.estado == CUMPLIDA


def answers(plan: Plan, pedido: Pedido, corte: date) -> bool:
    """Whether an institution reported of an action on the very day of the cut-off."""
    reports = plan.avances_by_accion.get(pedido.accion.id, ())
    return any(each.reporta == pedido.institucion and each.fecha == corte for each in reports)
