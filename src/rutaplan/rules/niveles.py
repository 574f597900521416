"""NIV: rules about the niveles, and about what two of them say of the same thing."""

from collections.abc import Iterator

from rutaplan.derive import proposer
from rutaplan.derive.alike import CUT_PERCENT, pairs
from rutaplan.derive.involved import paises_named
from rutaplan.diagnostics import Hole, Severity
from rutaplan.model import PAISES_TODOS, SILENCIOS, Accion
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.rules._registry import TALLER, Finding, rule
from rutaplan.suggest import find_folded, fold

NACIONAL, REGIONAL = "nacional", "regional"


@rule("NIV01", "el mismo texto está en dos niveles", Severity.AVISO)
def texto_en_dos_niveles(plan: Plan) -> Iterator[Finding]:
    """La misma acción, palabra por palabra, en dos niveles: ¿son dos tareas que se corresponden, o una copiada?

    Se aclara declarando la contraparte. Una contraparte solo sugerida no basta: el grupo decide.

    Mal:
        # acciones/retorno/RET-N-01.yaml
        texto: Compilar y compartir las leyes existentes en cada país.
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        # acciones/retorno/RET-R-01.yaml
        texto: Compilar y compartir las leyes existentes en cada país.

    Bien:
        # acciones/retorno/RET-N-01.yaml
        texto: Compilar y compartir las leyes existentes en cada país.
        contraparte: [RET-R-01]
        # acciones/retorno/RET-R-01.yaml
        texto: Compilar y compartir las leyes existentes en cada país.
    """
    return _undeclared(plan, identical=True)


@rule("NIV02", "dos niveles dicen casi lo mismo", Severity.NOTA)
def texto_parecido(plan: Plan) -> Iterator[Finding]:
    """Dos acciones de niveles distintos comparten casi todas sus palabras: quizá son contrapartes.

    Se comparan las raíces de las palabras: cuántas de la más corta están en la más larga. De una acción
    cuya contraparte ya declaró el grupo no se dice nada; una sugerida («sugerido_por») no basta.

    Mal:
        # acciones/retorno/RET-N-01.yaml
        texto: Establecer las medidas de protección especial para la atención de grupos vulnerables.
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        # acciones/retorno/RET-R-01.yaml
        texto: A nivel bilateral, implementar las medidas de protección especial para la atención de grupos vulnerables.
        # acciones/retorno/RET-N-02.yaml
        contraparte: [RET-R-01]
        sugerido_por: {contraparte: equipo de apoyo}

    Bien:
        # acciones/retorno/RET-N-01.yaml
        texto: Establecer las medidas de protección especial para la atención de grupos vulnerables.
        contraparte: [RET-R-01]
        # acciones/retorno/RET-R-01.yaml
        texto: A nivel bilateral, implementar las medidas de protección especial para la atención de grupos vulnerables.

    Fuente: el corte de 80 % separa, en el plan de retorno, las parejas que una persona reconoce de las que no.
    """
    return _undeclared(plan, identical=False)


def _undeclared(plan: Plan, *, identical: bool) -> Iterator[Finding]:
    """Alike pairs that the group has not declared counterparts, whether word by word or nearly."""
    for pareja in pairs(plan):
        una, otra = plan.accion_by_id[pareja.una], plan.accion_by_id[pareja.otra]
        sign = proposer(plan, una.id, otra.id)
        if pareja.identical is identical and sign != "":
            said = f"el mismo texto que {otra.id}", "que se diga si se corresponden"
            if not identical:
                share = f"{pareja.percent} % de sus palabras, en {otra.id}"
                said = share, f"menos de {CUT_PERCENT} %, o una contraparte declarada"
            yield Finding(
                una,
                ("texto",),
                *said,
                help=f"si son contrapartes, escriba «contraparte: [{otra.id}]»{' (y quite su entrada de sugerido_por)' if sign else ''}",
                related=((f"el texto de {otra.id}", otra, ("texto",)),),
            )


@rule("NIV03", "la acción no tiene contraparte en otro nivel", Severity.NOTA)
def sin_contraparte(plan: Plan) -> Iterator[Finding]:
    """Lo que un país promete y la región no acompaña, o al revés, conviene saberlo antes de la plenaria.

    Si ninguna acción del plan tiene contraparte, se dice una sola vez, en taller.yaml.

    Mal:
        # acciones/retorno/RET-N-01.yaml
        id: RET-N-01
            ^^^^^^^^
        texto: Dotar de personal a los programas de retorno.
        # acciones/retorno/RET-R-01.yaml
        texto: Promover el intercambio de pasantías en la región.

    Bien:
        # acciones/retorno/RET-N-01.yaml
        texto: Dotar de personal a los programas de retorno.
        contraparte: [RET-R-01]
        # acciones/retorno/RET-R-01.yaml
        texto: Promover el intercambio de pasantías en la región.
    """
    niveles: dict[str, set[str]] = {}
    for accion in plan.entero.vigentes:
        niveles.setdefault(accion.eje, set()).add(accion.nivel)
    doubtful = _ejes_in_doubt(plan)
    several = {eje for eje in niveles if len(niveles[eje]) > 1 and eje not in doubtful}
    count = sum(accion.eje in several for accion in plan.entero.vigentes)
    if count > 1 and not plan.contrapartes and not doubtful:
        yield Finding(
            plan.taller,
            ("niveles",),
            found=f"{count} acciones, ninguna con contraparte",
            expected="acciones de un nivel que se correspondan con las de otro",
            help="donde dos se correspondan, agregue «contraparte:» con el id de la otra",
            at_key=True,
        )
        return
    for accion in plan.vigentes:
        if accion.eje in several and accion.id not in plan.contrapartes:
            yield Finding(
                accion,
                ("id",),
                found="ninguna contraparte",
                expected="una acción de otro nivel, si la hay",
                help="si hay una que se corresponda, agregue «contraparte:» con su id",
            )


def _ejes_in_doubt(plan: Plan) -> set[str]:
    """Those where a sheet may name counterparts that could not be read; the folder tells its eje."""
    broken = [
        path for path, holes in plan.holes.items() if any(hole[:1] == ("contraparte",) for hole in holes)
    ]
    lost = [path for path in plan.unread if not path.startswith(plan.reports)]
    return {path.rpartition("/")[0].rpartition("/")[2] for path in (*broken, *lost)}


@rule("NIV04", "una acción nacional se dirige a la región", Severity.AVISO, fase=TALLER)
def nacional_que_mira_a_la_region(plan: Plan) -> Iterator[Finding]:
    """Si una acción nacional se hace con «los países de la región», quizá es regional.

    El grupo lo aclara declarando la contraparte de otro nivel o el «ambito»; sugeridos no bastan.

    Mal:
        texto: Compartir con los países de la región el listado de consulados.
                                 ^^^^^^^^^^^^^^^^^^^

    Bien:
        texto: Compartir con los países de la región el listado de consulados.
        contraparte: [RET-R-01]

    Bien:
        texto: Compartir con las municipalidades el listado de consulados.

    = una acción que un país pueda hacer solo | consulte al grupo si es regional; si no, declare su «contraparte» regional o su «ambito»
    """
    for accion in plan.vigentes:
        if accion.nivel != NACIONAL or "region" not in fold(accion.texto) or _is_answered(plan, accion):
            continue
        for said in ("países de la región", "regional"):
            words = find_folded(accion.texto, said)
            if words:
                yield Finding(accion, ("texto",), found=f"«{said}» en una acción nacional", words=words)
                break


def _is_answered(plan: Plan, accion: Accion) -> bool:
    """Whether the group has said how a national action reaches the region."""
    if accion.ambito is not None and not accion.is_sugerido("ambito"):
        return True
    adopted = (each for each in plan.contrapartes.get(accion.id, ()) if proposer(plan, accion.id, each) == "")
    return any(each in plan.accion_by_id and plan.accion_by_id[each].nivel != NACIONAL for each in adopted)


@rule("NIV05", "una acción regional es bilateral y no lo declara", Severity.AVISO, fase=TALLER)
def bilateral_sin_ambito(plan: Plan) -> Iterator[Finding]:
    """Lo bilateral no es ni nacional ni regional: «ambito: bilateral» lo dice, y los documentos lo muestran.

    Mal:
        # acciones/retorno/RET-R-01.yaml
        texto: A nivel bilateral, implementar medidas de protección.
                       ^^^^^^^^^

    Bien:
        # acciones/retorno/RET-R-01.yaml
        texto: A nivel bilateral, implementar medidas de protección.
        ambito: bilateral

    = «ambito: bilateral» | agregue la línea «ambito: bilateral» si el grupo está de acuerdo
    """
    for accion in plan.vigentes:
        if accion.nivel != REGIONAL or accion.ambito is not None:
            continue
        words = find_folded(accion.texto, "bilateral")
        if words:
            said = accion.texto[slice(*words)]
            yield Finding(accion, ("texto",), found=f"«{said}», sin «ambito»", words=words)


@rule("NIV06", "la contraparte es del mismo nivel", Severity.ERROR)
def contraparte_del_mismo_nivel(plan: Plan) -> Iterator[Finding]:
    """Una contraparte une dos niveles: la acción nacional y la regional que se corresponden.

    Mal:
        # acciones/retorno/RET-N-01.yaml
        contraparte: [RET-N-02]
                      ^^^^^^^^

    Bien:
        # acciones/retorno/RET-N-01.yaml
        contraparte: [RET-R-01]

    = una acción de otro nivel | corrija el id; si una espera a la otra, use «depende_de»
    """
    for accion in plan.acciones:
        for index, ident in enumerate(accion.contraparte or ()):
            otra = plan.accion_by_id.get(ident)
            if otra is not None and otra.nivel == accion.nivel:
                yield Finding(accion, ("contraparte", index), found=f"{quoted(ident)}, del mismo nivel")


@rule("NIV07", "una acción regional es de un solo país", Severity.AVISO)
def regional_de_un_pais(plan: Plan) -> Iterator[Finding]:
    """Si todas las instituciones de una acción regional son de un país, falta alguien o es nacional.

    Mal:
        # acciones/retorno/RET-R-01.yaml
        instituciones: [hn-inm]
                       ^^^^^^^^

    Bien:
        # acciones/retorno/RET-R-01.yaml
        instituciones: [hn-inm, mx-inm]

    = instituciones de varios países, o un organismo regional | agregue las que faltan, o «por_definir» entre ellas si aún no se conocen
    """
    for accion in plan.vigentes:
        if accion.nivel != REGIONAL or set(accion.instituciones) & set(SILENCIOS):
            continue
        paises = paises_named(plan, accion)
        if len(paises) == 1 and None not in paises:
            yield Finding(
                accion,
                ("instituciones",),
                found=f"instituciones de un solo país ({', '.join(str(each) for each in paises)})",
            )


@rule("NIV08", "hay una institución de un país que la acción no nombra", Severity.AVISO)
def institucion_de_otro_pais(plan: Plan) -> Iterator[Finding]:
    """Si la acción dice para qué países es, sus instituciones deberían ser de ellos.

    Mal:
        paises: [HN]
        instituciones: [hn-inm, mx-inm]
                                ^^^^^^

    Bien:
        paises: [HN, MX]
        instituciones: [hn-inm, mx-inm]
    """
    for accion in plan.vigentes:
        if accion.nivel != NACIONAL or not accion.paises or set(accion.paises) & {PAISES_TODOS, *SILENCIOS}:
            continue
        if any(type(code) is Hole for code in accion.paises):
            continue
        for index, ident in enumerate(accion.instituciones):
            institucion = plan.institucion_by_id.get(ident)
            if institucion is not None and institucion.pais and institucion.pais not in accion.paises:
                yield Finding(
                    accion,
                    ("instituciones", index),
                    found=f"{quoted(ident)}, de {institucion.pais}",
                    expected=f"instituciones de {', '.join(accion.paises)}",
                    help=f"agregue {institucion.pais} a «paises», o quite la institución",
                )
