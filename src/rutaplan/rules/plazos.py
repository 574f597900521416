"""PLZ: rules about the plazo of an action."""

from collections.abc import Iterator

from rutaplan.diagnostics import Severity
from rutaplan.model import POR_DEFINIR
from rutaplan.plan import Plan
from rutaplan.rules._registry import Finding, rule


@rule("PLZ01", "el plazo está por definir", Severity.PENDIENTE)
def plazo_por_definir(plan: Plan) -> Iterator[Finding]:
    """El grupo todavía no ha dicho en cuántos meses se hará la acción.

    No es un error: es algo que alguien debe decidir, y por eso se cuenta y se imprime.

    Mal:
        plazo_meses: por_definir

    Bien:
        plazo_meses: 12

    Fuente: el formulario pide «Plazo (meses)» para cada acción.
    """
    if "plazo_meses" not in plan.taller.exige:
        return
    for accion in plan.acciones:
        if accion.plazo_meses == POR_DEFINIR:
            yield Finding(
                accion,
                ("plazo_meses",),
                found="«por_definir»",
                expected="un entero de 1 a 120",
                help="escriba el número de meses cuando el grupo lo decida",
            )


RULES = (plazo_por_definir,)
