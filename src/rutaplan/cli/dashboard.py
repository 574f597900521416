"""dashboard: what status says, for another program."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rutaplan.derive import HORIZONTES, horizonte
from rutaplan.derive.seguimiento import SIN_REPORTE
from rutaplan.derive.standing import CORTE, standing
from rutaplan.derive.vencimiento import day_of
from rutaplan.diagnostics import Diagnostic
from rutaplan.model import ESTADOS_AVANCE, RETIRADAS, Accion
from rutaplan.plan import Plan
from rutaplan.rules import Finding

_VENCIMIENTOS = ("vencida", "por_vencer", "vigente", "sin_fecha", "cerrada")
_AVANCES = (SIN_REPORTE, *ESTADOS_AVANCE, "en_parte")
_NOBODY = "sin_saber_a_quien"


def dashboard(
    plan: Plan, errors: Sequence[Diagnostic], pendientes: Mapping[tuple[str, str], Sequence[Finding]]
) -> dict[str, Any]:
    """The sums of the table, under stable keys; pendientes are findings by code and title."""
    stands = {accion.id: standing(plan, accion) for accion in plan.acciones}
    asked = [accion for accion in plan.acciones if accion.estado not in RETIRADAS]
    return {
        "formato": "rutaplan.status",
        "version": 1,
        CORTE: str(day_of(plan)),
        "filtro": plan.filtro or None,
        "acciones": len(plan.acciones),
        "errores": len(errors),
        "ejes": [_eje(plan, ident) for ident in plan.eje_by_id],
        "plazos": _count(
            (*HORIZONTES, "sin_plazo"),
            (horizonte(each, plan.taller) or "sin_plazo" for each in plan.acciones),
        ),
        "vencimientos": _count(_VENCIMIENTOS, (each["vencimiento"] for each in stands.values())),
        "avances": _count((*_AVANCES, _NOBODY), (stands[each.id]["avance"] or _NOBODY for each in asked)),
        "vencidas": [ident for ident, each in stands.items() if each["vencimiento"] == "vencida"],
        "pendientes": [
            {
                "codigo": code,
                "titulo": title,
                "cuenta": len(found),
                "acciones": [each.hoja.id for each in found if isinstance(each.hoja, Accion)],
            }
            for (code, title), found in sorted(pendientes.items())
        ],
    }


def _eje(plan: Plan, ident: str) -> dict[str, Any]:
    own = plan.by_eje(ident)
    counts = _count([*plan.nivel_by_id], (accion.nivel for accion in own))
    return {"id": ident, "nombre": plan.nombre("eje", ident), "acciones": len(own), "niveles": counts}


def _count(keys: Iterable[str], values: Iterable[Any]) -> dict[str, int]:
    """How often each value stands, the keys first."""
    found = Counter(values)
    return dict.fromkeys(keys, 0) | dict(sorted(found.items()))
