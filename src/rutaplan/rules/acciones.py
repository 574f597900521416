"""ACC: rules about an action's id, and about the keys that speak of others."""

from collections.abc import Iterator

from rutaplan.diagnostics import Hole, Severity
from rutaplan.model import NO_APLICA, Accion, Grupo, fields
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.rules._registry import Finding, rule


@rule("ACC01", "el id no concuerda con su archivo o con sus claves", Severity.ERROR)
def id_discordante(plan: Plan) -> Iterator[Finding]:
    """El id dice el eje, el nivel y el número de la acción, y el archivo se llama como él.

    Si no concuerdan, una referencia puede llevar a otra acción, o dos archivos pueden ser la misma.

    Mal:
        # acciones/retorno/RET-N-01.yaml
        id: RET-N-77
            ^^^^^^^^

    Bien:
        # acciones/retorno/RET-N-01.yaml
        id: RET-N-01

    Fuente: docs/formato.md, «Una acción».
    """
    seen: dict[str, Accion] = {}
    for accion in plan.acciones:
        folder = accion.archivo.rpartition("/")[0].rpartition("/")[2]
        if accion.id in seen:
            yield Finding(
                accion,
                ("id",),
                found=f"«{accion.id}», que ya es otra acción",
                expected="un id que no use nadie",
                help="ponga el id que dice el nombre del archivo; si son dos acciones, «rutaplan rename "
                f"--libre {accion.id}» da a una el siguiente",
                related=(("la otra acción", seen[accion.id], ("id",)),),
            )
        seen.setdefault(accion.id, accion)
        if folder != accion.eje and accion.eje in plan.eje_by_id:
            yield Finding(
                accion,
                ("eje",),
                found=f"«{accion.eje}» en la carpeta {quoted(folder)}",
                expected=f"la carpeta acciones/{accion.eje}/",
                help="lleve el archivo a la carpeta de su eje, o corrija el eje",
            )
        yield from _siglas_discordantes(plan, accion)
    named: tuple[Accion | Grupo, ...] = (*plan.acciones, *plan.grupos)
    for hoja in named:
        name = hoja.archivo.removesuffix(".yaml").rpartition("/")[2]
        if name != hoja.id:
            yield Finding(
                hoja,
                ("id",),
                found=f"«{hoja.id}» en el archivo {quoted(name + '.yaml')}",
                expected=f"el archivo {hoja.id}.yaml",
                help="cambie el nombre del archivo o el id",
            )


def _siglas_discordantes(plan: Plan, accion: Accion) -> Iterator[Finding]:
    """The first two parts of an id are the siglas of its eje and its nivel."""
    parts = accion.id.split("-")
    if len(parts) != 3:  # noqa: PLR2004 - eje, nivel, number; another shape has been told already
        return
    for part, known, campo in (
        (parts[0], plan.eje_by_id.get(accion.eje), "eje"),
        (parts[1], plan.nivel_by_id.get(accion.nivel), "nivel"),
    ):
        if known is not None and type(known.sigla) is not Hole and part != known.sigla:
            yield Finding(
                accion,
                ("id",),
                found=f"«{accion.id}» con {campo} «{known.id}»",
                expected=f"«{known.sigla}» en lugar de «{part}»",
                help=f"corrija el id, o el {campo}",
            )


@rule("ACC10", "la errata no está en el texto", Severity.AVISO)
def errata_ausente(plan: Plan) -> Iterator[Finding]:
    """Una errata propone cambiar palabras que están en el texto; si no están, nadie sabrá qué cambiar.

    Mal:
        texto: Compilar las leyes existentes.
        erratas: [{dice: leies, debe_decir: leyes}]
                         ^^^^^

    Bien:
        texto: Compilar las leies existentes.
        erratas: [{dice: leies, debe_decir: leyes}]

    = palabras que estén en «texto» o en «texto_fuente» | cópielas tal como están, o borre la errata
    """
    for accion in plan.acciones:
        if not accion.erratas or not (plan.is_read(accion, "texto") and plan.is_read(accion, "texto_fuente")):
            continue
        for index, errata in enumerate(accion.erratas):
            if errata.dice not in accion.texto and errata.dice not in (accion.texto_fuente or ""):
                yield Finding(accion, ("erratas", index, "dice"), found=quoted(errata.dice))


@rule("ACC11", "no_aplica no dice por qué", Severity.AVISO)
def no_aplica_sin_razon(plan: Plan) -> Iterator[Finding]:
    """«no_aplica» es una decisión, y quien lea el plan en unos años querrá saber por qué se tomó.

    Mal:
        plazo_meses: no_aplica
                     ^^^^^^^^^

    Bien:
        plazo_meses: no_aplica
        notas: Es una tarea permanente.

    = la razón en «notas» | agregue «notas:» con la razón; si no se ha decidido, escriba «por_definir»
    """
    campos = [campo for campo, each in fields(Accion).items() if each.silent]
    for accion in plan.acciones:
        if accion.notas is not None:
            continue
        for campo in campos:
            value = getattr(accion, campo)
            if value == NO_APLICA or (type(value) is tuple and NO_APLICA in value):
                yield Finding(accion, (campo,), found="«no_aplica», sin «notas»")


@rule("ACC14", "sugerido_por nombra un campo que la acción no tiene", Severity.AVISO)
def sugerencia_sin_campo(plan: Plan) -> Iterator[Finding]:
    """Cada entrada de «sugerido_por» firma un campo de la acción; sin el campo, no firma nada.

    Mal:
        sugerido_por: {producto: equipo de apoyo}
                       ^^^^^^^^

    Bien:
        producto: Compendio de leyes publicado
        sugerido_por: {producto: equipo de apoyo}

    = campos que la acción tenga | borre la entrada, o escriba el campo
    """
    for accion in plan.acciones:
        for campo in accion.sugerido_por or ():
            if getattr(accion, campo, None) in (None, False):
                yield Finding(
                    accion, ("sugerido_por", campo), found=f"«{campo}», que la acción no tiene", at_key=True
                )
