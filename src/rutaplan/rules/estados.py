"""EST: rules about what was decided of an action, and about where its reports lie."""

from collections.abc import Iterator

from rutaplan.diagnostics import Severity
from rutaplan.model import NO_APLICA, POR_DEFINIR, Avance, report_names
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.rules._registry import Finding, rule

_CARPETA = ("la carpeta", "lleve el archivo a")
_CARPETA_TOMADA = ("el archivo", "lleve el archivo a")  # another report has that name there
_ARCHIVO = ("el archivo", "llame al archivo")


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
        right = f"{plan.prefix}avances/{avance.accion}"
        begin, stem = f"{avance.fecha}-{avance.reporta}", name.removesuffix(".yaml")
        if folder != right and f"{right}/{name}" in plan.sources:
            free = f"{right}/{_free(plan, right, begin)}"
            yield _misplaced(avance, "accion", _CARPETA_TOMADA, avance.archivo, free)
        elif folder != right:
            yield _misplaced(avance, "accion", _CARPETA, f"{folder}/", f"{right}/")
        if stem != begin and (stem != f"{begin}-{avance.vez}" or avance.vez < 2):  # noqa: PLR2004 - the first has no number
            campo = "reporta" if stem.startswith(f"{avance.fecha}-") else "fecha"
            yield _misplaced(avance, campo, _ARCHIVO, name, _free(plan, right, begin))


def _misplaced(avance: Avance, campo: str, what: tuple[str, str], here: str, right: str) -> Finding:
    noun, mend = what
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
