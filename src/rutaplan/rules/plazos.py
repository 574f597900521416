"""PLZ: rules about the plazo of an action."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from rutaplan.derive import BASES, plazo_label, plural
from rutaplan.derive.vencimiento import is_due_later, vence_label
from rutaplan.diagnostics import Severity
from rutaplan.model import POR_DEFINIR, Accion
from rutaplan.plan import Plan
from rutaplan.rules._registry import Finding, rule


@rule("PLZ01", "el plazo está por definir", Severity.PENDIENTE)
def plazo_por_definir(plan: Plan) -> Iterator[Finding]:
    """El grupo todavía no ha dicho en cuántos meses se hará la acción.

    No es un error: es algo que alguien debe decidir, y por eso se cuenta y se imprime.

    Mal:
        plazo_meses: por_definir
                     ^^^^^^^^^^^

    Bien:
        plazo_meses: 12

    Fuente: el formulario pide «Plazo (meses)» para cada acción.

    = un entero de 1 a 120 | escriba el número de meses cuando el grupo lo decida
    """
    if "plazo_meses" not in plan.taller.exige:
        return
    for accion in plan.vigentes:
        if accion.plazo_meses == POR_DEFINIR:
            yield Finding(accion, ("plazo_meses",), found="«por_definir»")


@rule("PLZ02", "el plazo pasa del mediano plazo", Severity.AVISO)
def plazo_largo(plan: Plan) -> Iterator[Finding]:
    """El taller pide acciones a corto y mediano plazo, y el plazo de esta pasa del mediano.

    El límite es una convención del taller, y está en «horizontes» de taller.yaml.

    Mal:
        plazo_meses: 60
                     ^^

    Bien:
        plazo_meses: 36

    Fuente: el título del formulario, «acciones a corto y mediano plazo».
    """
    mediano = plan.taller.horizontes.mediano
    if not isinstance(mediano, int):
        return
    for accion in plan.vigentes:
        plazo = accion.plazo_meses
        if isinstance(plazo, int) and plazo > mediano:
            yield Finding(
                accion,
                ("plazo_meses",),
                found=plazo_label(plazo),
                expected=f"{plazo_label(mediano)} o menos",
                help="acorte el plazo, o parta la acción en etapas",
                related=(("el límite del taller", plan.taller, ("horizontes", "mediano")),),
            )


@rule("PLZ04", "depende de una acción que termina después", Severity.AVISO)
def dependencia_posterior(plan: Plan) -> Iterator[Finding]:
    """Una acción no puede terminar antes que otra de la que depende.

    Se comparan los días en que vencen; si falta la fecha desde la que se cuentan los plazos, los meses, y solo
    si los dos se cuentan desde la misma.

    Mal:
        plazo_meses: 6
        depende_de: [RET-N-02]
                     ^^^^^^^^
        # acciones/retorno/RET-N-02.yaml
        plazo_meses: 12

    Bien:
        plazo_meses: 12
        depende_de: [RET-N-02]
        # acciones/retorno/RET-N-02.yaml
        plazo_meses: 12
    """
    for accion in plan.vigentes:
        for index, ident in enumerate(accion.depende_de or ()):
            otra = plan.accion_by_id.get(ident)
            if otra is not None and is_due_later(plan, otra, accion):
                yield Finding(
                    accion,
                    ("depende_de", index),
                    found=f"«{ident}», a {_until(plan, otra)}",
                    expected=f"{_until(plan, accion)}, o antes",
                    help="alargue este plazo, acorte el otro o quite la dependencia",
                    related=(("el otro plazo", otra, ("plazo_meses",)),),
                )


def _until(plan: Plan, accion: Accion) -> str:
    vence = vence_label(plan, accion)
    return f"{plazo_label(accion.plazo_meses)}{f' ({vence})' if vence else ''}"


@rule("PLZ05", "falta la fecha desde la que se cuentan los plazos", Severity.NOTA)
def base_sin_fecha(plan: Plan) -> Iterator[Finding]:
    """Hay plazos en meses, y no está la fecha desde la que se cuentan: no se sabe cuándo vencen.

    Se cuentan desde el fin del taller, o desde la aprobación si la acción dice «plazo_desde: aprobacion».
    Se dice una sola vez por cada fecha que falta.

    Mal:
        plazo_meses: 12
        # taller.yaml
        fecha_fin: por_definir
                   ^^^^^^^^^^^

    Bien:
        plazo_meses: 12
        # taller.yaml
        fecha_fin: 2027-02-02
    """
    counts = Counter(accion.desde for accion in plan.entero.vigentes if isinstance(accion.plazo_meses, int))
    for base, campo in BASES.items():
        value = getattr(plan.taller, campo)
        if not counts[base] or isinstance(value, date) or not plan.is_read(plan.taller, campo):
            continue
        yield Finding(
            plan.taller,
            (campo,) if value is not None else (),
            found=f"«{value}»" if value is not None else f"sin «{campo}»",
            expected=f"una fecha: {plural(counts[base], 'plazo se cuenta', 'plazos se cuentan')} desde ella",
            help=f"escriba «{campo}» en taller.yaml cuando se sepa, como 2027-03-31",
        )


@rule("PLZ07", "el mediano plazo no es mayor que el corto", Severity.ERROR)
def horizontes_invertidos(plan: Plan) -> Iterator[Finding]:
    """El límite del mediano plazo debe ser mayor que el del corto: si no, ninguna acción es de mediano plazo.

    Mal:
        # taller.yaml
        horizontes: {corto: 12, mediano: 6}
                                         ^

    Bien:
        # taller.yaml
        horizontes: {corto: 12, mediano: 36}
    """
    corto, mediano = plan.taller.horizontes.corto, plan.taller.horizontes.mediano
    if isinstance(corto, int) and isinstance(mediano, int) and mediano <= corto:
        yield Finding(
            plan.taller,
            ("horizontes", "mediano"),
            found=plazo_label(mediano),
            expected=f"más de {plazo_label(corto)}",
            help="ponga el límite menor en «corto» y el mayor en «mediano»",
            related=(("el corto plazo", plan.taller, ("horizontes", "corto")),),
        )
