"""EST: rules about what was decided of an action, and about each report: where it lies, when, by whom."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from rutaplan.derive import enumerate_words, institucion_label, named_in
from rutaplan.derive.involved import bodies, heirs
from rutaplan.derive.seguimiento import CUMPLIDA
from rutaplan.diagnostics import Severity
from rutaplan.model import NO_APLICA, POR_DEFINIR, SILENCIOS, Accion, Avance, report_names
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.rules._registry import CORTE, Finding, rule


@rule("EST01", "no se dice por qué se suspendió o se descartó", Severity.ERROR)
def estado_sin_motivo(plan: Plan) -> Iterator[Finding]:
    """Una acción que se suspende o se descarta ya no se pide a nadie: quien la espera querrá saber por qué.

    Si la fuente no lo dice, «motivo: no_consta».

    Mal:
        estado: suspendida
                ^^^^^^^^^^

    Bien:
        estado: suspendida
        estado_desde: 2027-06-01
        motivo: La mesa espera la nueva ley de migración.

    Bien:
        estado: descartada
        motivo: no_consta

    = la razón en «motivo» | agregue «motivo:» con la razón; si la fuente no la dice, «no_consta»
    """
    for accion in plan.acciones:
        if accion.is_retirada and accion.motivo in {None, POR_DEFINIR, NO_APLICA}:
            absent = accion.motivo is None
            if absent and not plan.is_read(accion, "motivo"):
                continue
            found = f"«{accion.estado}», sin «motivo»" if absent else quoted(str(accion.motivo))
            yield Finding(accion, ("estado",) if absent else ("motivo",), found)


@rule("EST02", "el avance no está donde dicen sus claves", Severity.ERROR)
def avance_fuera_de_lugar(plan: Plan) -> Iterator[Finding]:
    """La carpeta de un avance dice su acción; el nombre del archivo, su fecha y quién reporta.

    Un segundo avance de la misma institución y el mismo día termina en -2, el tercero en -3.

    Mal:
        # avances/RET-N-01/2027-03-31-hn-inm.yaml
        fecha: 2027-04-30
               ^^^^^^^^^^

    Bien:
        # avances/RET-N-01/2027-04-30-hn-inm.yaml

    Bien:
        # avances/RET-N-01/2027-04-30-hn-inm-2.yaml
        estado: cumplida
    """
    for avance in plan.avances:
        folder, _, name = avance.archivo.rpartition("/")
        right = f"{plan.reports}{avance.accion}"
        begin, stem = f"{avance.fecha}-{avance.reporta}", name.removesuffix(".yaml")
        if folder != right and f"{right}/{name}" in plan.sources:  # another report has that name there
            yield _misplaced(avance, "accion", avance.archivo, f"{right}/{_free(plan, right, begin)}")
        elif folder != right:
            yield _misplaced(avance, "accion", f"{folder}/", f"{right}/")
        if stem != begin and (stem != f"{begin}-{avance.vez}" or avance.vez < 2):  # noqa: PLR2004 - the first has no number
            campo = "reporta" if stem.startswith(f"{avance.fecha}-") else "fecha"
            yield _misplaced(avance, campo, name, _free(plan, right, begin))


def _misplaced(avance: Avance, campo: str, here: str, right: str) -> Finding:
    """Tell where a report should be: in another folder, in another file, or in one of another name."""
    noun = "la carpeta" if right.endswith("/") else "el archivo"
    mend = "lleve el archivo a" if "/" in right else "llame al archivo"
    return Finding(
        avance,
        (campo,),
        found=f"«{getattr(avance, campo)}», en {noun} {quoted(here)}",
        expected=f"{noun} {right}",
        help=f"{mend} «{right}», o corrija «{campo}»",
    )


def _free(plan: Plan, folder: str, begin: str) -> str:
    """The first name that no other report of that institution and day has."""
    return next(name for name in report_names(begin) if f"{folder}/{name}" not in plan.sources)


@rule("EST03", "el avance es de antes del taller", Severity.AVISO)
def avance_anterior(plan: Plan) -> Iterator[Finding]:
    """Nadie pudo avanzar en una acción que todavía no se había propuesto: casi siempre es un año mal escrito.

    Se compara con «fecha_inicio», de taller.yaml.

    Mal:
        # avances/RET-N-01/2026-03-31-hn-inm.yaml
        fecha: 2026-03-31
               ^^^^^^^^^^

    Bien:
        # avances/RET-N-01/2027-02-01-hn-inm.yaml
        estado: no_iniciada
    """
    begin = plan.taller.fecha_inicio
    first = begin if isinstance(begin, date) else date.min
    for avance in plan.avances:
        if isinstance(avance.fecha, date) and avance.fecha < first:
            yield Finding(
                avance,
                ("fecha",),
                found=quoted(str(avance.fecha)),
                expected=f"{begin}, cuando empezó el taller, o después",
                help="corrija la fecha, y el nombre del archivo",
                related=(("el comienzo del taller", plan.taller, ("fecha_inicio",)),),
            )


@rule("EST04", "el avance es posterior al corte", Severity.NOTA, needs=CORTE)
def avance_posterior(plan: Plan) -> Iterator[Finding]:
    """A la fecha de corte todavía no se había informado: el avance no cuenta en lo que se dice a esa fecha.

    Solo se mira con «validate --corte FECHA».

    Mal:
        # rutaplan validate --corte 2027-03-31
        # avances/RET-N-01/2027-04-01-hn-inm.yaml
        fecha: 2027-04-01
               ^^^^^^^^^^

    Bien:
        # rutaplan validate --corte 2027-04-01
        # avances/RET-N-01/2027-04-01-hn-inm.yaml
    """
    corte = plan.corte or date.max
    for avance in plan.avances:
        if isinstance(avance.fecha, date) and avance.fecha > corte:
            yield Finding(
                avance,
                ("fecha",),
                found=f"{quoted(str(avance.fecha))}, después del corte",
                expected=f"{corte} o antes",
                help="nada que hacer si es posterior de verdad; si no, corrija la fecha y el nombre del archivo",
            )


@rule("EST05", "se informa cumplida sin evidencia", Severity.AVISO)
def cumplida_sin_evidencia(plan: Plan) -> Iterator[Finding]:
    """Que una acción se cumplió es lo que más se pregunta después: alguien querrá ver dónde consta.

    Basta que la misma institución la dé en otro avance que diga lo mismo, del mismo día o posterior.

    Mal:
        # avances/RET-N-01/2027-06-30-hn-inm.yaml
        estado: cumplida
                ^^^^^^^^

    Bien:
        # avances/RET-N-01/2027-06-30-hn-inm.yaml
        estado: cumplida
        evidencia: [Acuerdo 15-2027]

    Bien:
        # avances/RET-N-01/2027-06-30-hn-inm.yaml
        estado: cumplida
        # avances/RET-N-01/2027-07-15-hn-inm.yaml
        estado: cumplida
        evidencia: [https://ejemplo.org/acuerdo]
    """
    shown = {}  # by action and body, its last report with evidence that it is done
    for avance in plan.avances:
        if avance.estado == CUMPLIDA and (avance.evidencia or not plan.is_read(avance, "evidencia")):
            shown[avance.accion, avance.reporta] = (str(avance.fecha), avance.vez)
    for avance in plan.avances:
        last = shown.get((avance.accion, avance.reporta), ("", 0))
        if avance.estado == CUMPLIDA and not avance.evidencia and (str(avance.fecha), avance.vez) > last:
            yield Finding(
                avance,
                ("estado",),
                found="«cumplida», sin «evidencia»",
                expected="un documento o una dirección en «evidencia»",
                help=f"agregue otro avance que la dé: rutaplan avance {avance.accion} --reporta {avance.reporta} "
                f"--fecha {avance.fecha} --estado cumplida --texto ... --evidencia ...",
            )


@rule("EST06", "informa una institución que la acción no nombra", Severity.AVISO)
def avance_ajeno(plan: Plan) -> Iterator[Finding]:
    """El avance no cuenta para nadie a quien se le pidió la acción, o la acción olvida a quien trabaja en ella.

    Una institución nombra también a su «sucesora»; un tipo, a las de los países de la acción. Mientras quede
    alguna por definir no se dice nada.

    Mal:
        # avances/RET-N-01/2027-06-30-oim.yaml
        reporta: oim
                 ^^^

    Bien:
        instituciones: [hn-inm, oim]
        # avances/RET-N-01/2027-06-30-oim.yaml

    Bien:
        # avances/RET-N-01/2027-06-30-hn-vieja.yaml
    """
    for ident, reports in plan.avances_by_accion.items():
        accion = plan.accion_by_id.get(ident)
        if accion is None or not plan.is_read(accion, "instituciones"):
            continue
        if not set(SILENCIOS).isdisjoint(accion.instituciones):  # who is asked is not all known
            continue
        named = enumerate_words([institucion_label(plan, each) for each in named_in(accion)], "o")
        for avance in _unnamed(plan, accion, reports):
            yield Finding(
                avance,
                ("reporta",),
                found=f"{quoted(avance.reporta)}, que {ident} no nombra",
                expected=named,
                help=f"corrija «reporta», o agréguela: rutaplan set {ident} instituciones+={avance.reporta}",
                related=(("a quién se le pide", accion, ("instituciones",)),),
            )


def _unnamed(plan: Plan, accion: Accion, reports: Iterable[Avance]) -> Iterator[Avance]:
    """The reports of bodies that an action does not name: by itself, its type, or who came after or before."""
    named = named_in(accion)
    now = bodies(plan, accion, named)
    asked = {*now, *(later for each in now for later in heirs(plan, each))}
    by_day = cache(lambda day: frozenset(bodies(plan, accion, named, day)))
    for avance in reports:
        if avance.reporta not in plan.institucion_by_id or not isinstance(avance.fecha, date):
            continue
        line = {avance.reporta, *heirs(plan, avance.reporta)}
        if asked.isdisjoint(line) and by_day(avance.fecha).isdisjoint(line):
            yield avance
