"""EST: rules about the reports of an action, one after the other, and about what was reported before."""

from collections.abc import Iterator
from datetime import date

from rutaplan.derive import enumerate_words, fecha_label, institucion_label, plural
from rutaplan.derive.involved import heirs
from rutaplan.derive.seguimiento import CUMPLIDA, follow
from rutaplan.derive.vencimiento import add_months, vencimiento
from rutaplan.diagnostics import Severity
from rutaplan.model import Accion, Avance
from rutaplan.plan import Plan, by_key
from rutaplan.printable import quoted
from rutaplan.rules._registry import CORTE, DESDE, SEGUIMIENTO, Finding, rule

MESES_SIN_REPORTE = 6


@rule("EST07", "se informa de una acción que ya no se pide", Severity.AVISO)
def avance_de_retirada(plan: Plan) -> Iterator[Finding]:
    """La acción se suspendió o se descartó antes de la fecha del avance: o la decisión ya no vale, o el avance
    es de otra acción.

    Mal:
        estado: suspendida
        estado_desde: 2027-06-01
        motivo: La mesa espera la nueva ley.
        # avances/RET-N-01/2027-06-30-hn-inm.yaml
        fecha: 2027-06-30
               ^^^^^^^^^^

    Bien:
        estado: suspendida
        estado_desde: 2027-06-30
        motivo: La mesa espera la nueva ley.
        # avances/RET-N-01/2027-06-30-hn-inm.yaml
        estado: suspendida
    """
    for accion in _retired(plan):
        since = accion.estado_desde
        if not isinstance(since, date):
            continue
        for avance in plan.avances_by_accion.get(accion.id, ()):
            if isinstance(avance.fecha, date) and avance.fecha > since:
                yield Finding(
                    avance,
                    ("fecha",),
                    found=f"{quoted(str(avance.fecha))}, de una acción {accion.estado} desde {since}",
                    expected=f"{since} o antes",
                    help="decida si la acción se retoma (su «estado»), o corrija el avance",
                    related=(("desde cuándo", accion, ("estado_desde",)),),
                )


@rule("EST08", "no se sabe desde cuándo no se pide", Severity.NOTA)
def retirada_sin_fecha(plan: Plan) -> Iterator[Finding]:
    """La acción está suspendida o descartada y tiene avances: sin «estado_desde» no se sabe cuáles son de después.

    Mal:
        estado: suspendida
                ^^^^^^^^^^
        motivo: La mesa espera la nueva ley.
        # avances/RET-N-01/2027-06-30-hn-inm.yaml

    Bien:
        estado: suspendida
        motivo: La mesa espera la nueva ley.

    Bien:
        estado: suspendida
        estado_desde: no_consta
        motivo: La mesa espera la nueva ley.
        # avances/RET-N-01/2027-06-30-hn-inm.yaml
    """
    for accion in _retired(plan):
        if accion.estado_desde is None and accion.id in plan.avances_by_accion:
            yield Finding(
                accion,
                ("estado",),
                found=f"{quoted(accion.estado)}, con avances y sin «estado_desde»",
                expected="desde cuándo, en «estado_desde»",
                help=f"escriba la fecha: rutaplan set {accion.id} estado_desde=AAAA-MM-DD",
            )


def _retired(plan: Plan) -> Iterator[Accion]:
    """The actions of which nobody is asked anything, of which it could be read since when."""
    for accion in plan.acciones:
        if accion.is_retirada and plan.is_read(accion, "estado_desde"):
            yield accion


@rule("EST09", "lo cumplido deja de estarlo", Severity.AVISO)
def avance_deshecho(plan: Plan) -> Iterator[Finding]:
    """La institución informó que la acción estaba cumplida, y después dice que no: una de las dos veces se equivocó.

    Un segundo avance del mismo día (-2) reemplaza al primero, y no deshace nada. Cuenta lo que informó aquella
    de la que quien informa es la «sucesora».

    Mal:
        # avances/RET-N-01/2027-03-31-hn-inm.yaml
        estado: cumplida
        evidencia: [Acuerdo 15-2027]
        # avances/RET-N-01/2027-06-30-hn-inm.yaml
        estado: en_ejecucion
                ^^^^^^^^^^^^

    Bien:
        # avances/RET-N-01/2027-03-31-hn-inm.yaml
        estado: cumplida
        evidencia: [Acuerdo 15-2027]
        # avances/RET-N-01/2027-03-31-hn-inm-2.yaml
        estado: en_ejecucion
    """
    bodies = plan.institucion_by_id.items()
    earlier = by_key(
        (later, ident) for ident, body in bodies if body.sucesora for later in heirs(plan, ident)
    )
    for reports in plan.avances_by_accion.values():
        days = {(each.fecha, each.reporta): each for each in reports if isinstance(each.fecha, date)}
        last: dict[str, Avance] = {}
        for avance in days.values():  # by day, and of each the last of its body
            inherited = (last[each] for each in earlier.get(avance.reporta, ()) if each in last)
            before = last.get(avance.reporta) or max(inherited, key=lambda each: each.fecha, default=None)
            last[avance.reporta] = avance
            if before and before.estado == CUMPLIDA != avance.estado and before.fecha < avance.fecha:
                yield Finding(
                    avance,
                    ("estado",),
                    found=f"{quoted(avance.estado)}, después de «cumplida»",
                    expected=f"«cumplida», como el {before.fecha}",
                    help="compruebe con la institución cuál es, y agregue otro avance que lo aclare",
                    related=(("lo que informó antes", before, ("estado",)),),
                )


@rule("EST10", "hace meses que nadie informa", Severity.AVISO, fase=SEGUIMIENTO, needs=CORTE)
def sin_reporte(plan: Plan) -> Iterator[Finding]:
    """A la fecha de corte pasaron más meses que los del taller (meses_sin_reporte, 6 si no lo dice) sin un avance.

    Se cuentan desde el último de cada institución a la que se le pide; si no tiene ninguno, desde el fin del
    taller o desde el acuerdo. A quien informó que cumplió no se le pide más. Solo se mira con
    «validate --corte FECHA».

    Mal:
        # rutaplan validate --corte 2027-08-03
        responsable: hn-inm
                     ^^^^^^
        # acciones/retorno/RET-N-02.yaml
        estado: descartada
        motivo: Se unió a RET-N-01.
        # acciones/retorno/RET-R-01.yaml
        estado: descartada
        motivo: Se unió a RET-N-01.
        # taller.yaml
        fase: seguimiento

    Bien:
        # rutaplan validate --corte 2027-08-02
        responsable: hn-inm
        # taller.yaml
        fase: seguimiento
    """
    corte = plan.corte or date.min
    asked = plan.taller.seguimiento and plan.taller.seguimiento.meses_sin_reporte
    meses = asked if isinstance(asked, int) else MESES_SIN_REPORTE
    for accion in plan.acciones:
        if vencimiento(plan, accion, corte) == "cerrada":
            continue
        found = follow(plan, accion, corte)
        silent = [
            ident
            for ident, avance in found.avances.items()
            if (since := avance.fecha if avance else _begin(plan, accion))
            and not (avance and avance.estado == CUMPLIDA)
            and (add_months(since, meses) or date.max) < corte
        ]
        if silent:
            names = enumerate_words([institucion_label(plan, ident) for ident in silent])
            yield Finding(
                accion,
                ("responsable",) if accion.responsable in silent else ("instituciones",),
                found=f"nada en más de {plural(meses, 'mes', 'meses')} de {names}, al {fecha_label(corte)}",
                expected="un avance",
                help=f"pídalo, y escríbalo: rutaplan avance {accion.id} --reporta {silent[0]} ...",
            )


def _begin(plan: Plan, accion: Accion) -> date | None:
    """Since when an action is asked of somebody; None where no day says it."""
    days = [plan.taller.fecha_fin, accion.acordado and accion.acordado.fecha]
    return max((each for each in days if isinstance(each, date)), default=None)


@rule("EST11", "un avance cambió o se borró", Severity.AVISO, needs=DESDE)
def avance_cambiado(plan: Plan) -> Iterator[Finding]:
    """Lo que una institución informó no se corrige ni se borra: se agrega otro avance, y la historia queda entera.

    El que solo siguió a un cambio de id («rutaplan rename») es el mismo. Solo se mira con «validate
    --desde REVISIÓN».

    Mal:
        # avances/RET-N-01/2027-06-30-hn-inm.yaml (antes)
        texto: Borrador en consulta.
        # avances/RET-N-01/2027-06-30-hn-inm.yaml
        texto: Manual aprobado.
               ^^^^^^^^^^^^^^^^

    Bien:
        # avances/RET-N-01/2027-06-30-hn-inm.yaml (antes)
        texto: Borrador en consulta.
        # avances/RET-N-01/2027-06-30-hn-inm-2.yaml
        texto: Manual aprobado.
    """
    if plan.antes is None:
        return
    from rutaplan.derive.comparing import compare  # noqa: PLC0415 - it loads slowly, and few calls compare

    received = compare(plan.antes, plan).avances
    for avance, campo in ((each.avance, each.campo) for each in received.cambiados):
        if avance and campo:
            yield Finding(
                avance,
                (campo,),
                found=f"«{campo}» ya no dice lo de antes",
                expected="el avance de antes",
                help="recupere el anterior de git, y agregue otro con lo que ahora se sabe: rutaplan avance",
            )
    for old in (each.avance for each in received.borrados):
        if old:
            mend = f"recupérelo: git checkout REVISIÓN -- {old.archivo}"
            yield Finding(old, (), f"un avance que ya no está, {old.archivo}", "el avance de antes", mend)
