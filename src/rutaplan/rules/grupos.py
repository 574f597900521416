"""GRP: rules about the groups, their people and their part in the plenary."""

from collections.abc import Iterator

from rutaplan.derive import clock, plural
from rutaplan.derive.guion import guion
from rutaplan.derive.speech import at_rate
from rutaplan.diagnostics import Hole, Severity
from rutaplan.model import POR_DEFINIR, SILENCIOS
from rutaplan.plan import Plan
from rutaplan.rules._registry import TALLER, Finding, rule


@rule("GRP01", "el ponente está por definir", Severity.PENDIENTE, fase=TALLER)
def ponente_por_definir(plan: Plan) -> Iterator[Finding]:
    """El grupo todavía no ha dicho quién hablará por él en la plenaria.

    Mal:
        # grupos/g1-retorno.yaml
        ponente: por_definir
                 ^^^^^^^^^^^

    Bien:
        # grupos/g1-retorno.yaml
        ponente: Ana Ejemplo

    Fuente: el formulario pide que cada grupo proponga a quien presente.

    = el nombre de un participante | escríbalo cuando el grupo lo elija
    """
    for grupo in plan.grupos:
        if grupo.ponente == POR_DEFINIR:
            yield Finding(grupo, ("ponente",), found="«por_definir»")


@rule("GRP02", "el ponente no es un participante", Severity.ERROR)
def ponente_ajeno(plan: Plan) -> Iterator[Finding]:
    """Quien habla por el grupo debe ser uno de sus participantes, con el nombre escrito igual.

    El nombre no se repite en el mensaje: puede ser el de una persona que no autorizó publicarlo.

    Mal:
        # grupos/g1-retorno.yaml
        ponente: Ana Exemplo
                 ^^^^^^^^^^^

    Bien:
        # grupos/g1-retorno.yaml
        ponente: Ana Ejemplo

    Bien:
        # grupos/g1-retorno.yaml
        participantes: no_consta
        ponente: no_consta

    = el nombre de un participante, escrito igual | copie el nombre de la lista, o agregue a la persona a «participantes»
    """
    for grupo in plan.grupos:
        names = {str(participante.nombre) for participante in grupo.miembros}
        if grupo.ponente in names or grupo.ponente in SILENCIOS or not plan.is_read(grupo, "participantes"):
            continue
        if not any(type(participante.nombre) is Hole for participante in grupo.miembros):
            mend = "" if names else "agregue a la persona a «participantes», o escriba «por_definir»"
            yield Finding(grupo, ("ponente",), "un nombre que no está entre los participantes", help=mend)


@rule("GRP03", "los participantes están por definir", Severity.PENDIENTE, fase=TALLER)
def participantes_por_definir(plan: Plan) -> Iterator[Finding]:
    """No se sabe quiénes formaron el grupo ni de qué instituciones venían.

    Mal:
        # grupos/g1-retorno.yaml
        participantes: por_definir
                       ^^^^^^^^^^^
        ponente: por_definir

    Bien:
        # grupos/g1-retorno.yaml
        participantes:
          - {nombre: Ana Ejemplo, cargo: Directora, institucion: hn-inm}
        ponente: Ana Ejemplo

    Fuente: el formulario pide el nombre de los integrantes.

    = nombre, cargo e institución de cada quien | escríbalos cuando se tenga la lista; si la fuente no la trae, «no_consta»
    """
    for grupo in plan.grupos:
        if grupo.participantes == POR_DEFINIR:
            yield Finding(grupo, ("participantes",), found="«por_definir»")


@rule("GRP04", "la presentación no cabe en el tiempo de la plenaria", Severity.AVISO, fase=TALLER)
def presentacion_larga(plan: Plan) -> Iterator[Finding]:
    """Una prioridad del grupo, o una parte de lo que se dice, queda fuera de la hoja de quien presenta.

    El tiempo y el ritmo están en «plenaria» de taller.yaml; se cuenta a 130 palabras por minuto, o a menos si el
    taller lo dice. Ayuda poner un «titulo_breve» en las prioridades largas.

    Mal:
        # taller.yaml
        plenaria: {minutos: 1, palabras_por_minuto: 60, fuente: convención}
        # grupos/g1-retorno.yaml
        nombre: RETORNO
                ^^^^^^^

    Bien:
        # taller.yaml
        plenaria: {minutos: 5, palabras_por_minuto: 150, fuente: convención}

    Fuente: el formulario, «en un tiempo no mayor de 5 minutos».
    """
    plenaria = plan.taller.plenaria
    if not isinstance(plenaria.minutos, int) or not isinstance(plenaria.palabras_por_minuto, int):
        return
    con_acciones = {accion.grupo for accion in plan.enteras}
    for grupo in plan.grupos:
        if grupo.id not in con_acciones:
            continue
        said = guion(plan.entero, grupo)
        if said.fuera or said.callados or not said.fits:
            over = f"{clock(said.over_seconds)} de más" if said.over_seconds else "más de una hoja"
            out = plural(len(said.fuera), "prioridad fuera, ", "prioridades fuera, ") if said.fuera else ""
            yield Finding(
                grupo,
                ("nombre",),
                found=f"{out}{clock(at_rate(said.needed, said.lento))} minutos, {over}",
                expected=f"{clock(said.limit_seconds)} minutos o menos, en una hoja",
                help="ponga «titulo_breve» en las prioridades largas, o marque menos",
                related=(("el tiempo de la plenaria", plan.taller, ("plenaria", "minutos")),),
            )


@rule("GRP05", "el eje no tiene acciones", Severity.PENDIENTE, fase=TALLER)
def eje_sin_acciones(plan: Plan) -> Iterator[Finding]:
    """El taller tiene un eje del que no se ha anotado ninguna acción.

    Mal:
        # taller.yaml
        ejes:
          - {id: retorno, sigla: RET, nombre: Retorno, encabezado: Procesos de retorno}
          - {id: integracion, sigla: INT, nombre: Integración, encabezado: Procesos de integración}
                 ^^^^^^^^^^^

    Bien:
        # taller.yaml
        ejes:
          - {id: retorno, sigla: RET, nombre: Retorno, encabezado: Procesos de retorno}
    """
    con_acciones = {accion.eje for accion in plan.enteras}
    siglas = {ident.partition("-")[0] for ident in plan.ids}  # of the sheets that could not be read, too
    for index, eje in enumerate(plan.taller.ejes):
        if eje.id not in con_acciones and eje.sigla not in siglas:
            yield Finding(
                plan.taller,
                ("ejes", index, "id"),
                found=f"«{eje.id}», sin acciones",
                expected="una acción o más",
                help=f"agregue las de su grupo en acciones/{eje.id}/",
            )


@rule("GRP06", "la acción y su grupo son de ejes distintos", Severity.AVISO)
def grupo_de_otro_eje(plan: Plan) -> Iterator[Finding]:
    """Quien presenta por un grupo dice sus acciones en la plenaria: una de otro eje se diría en la mesa equivocada.

    Si un mismo grupo trabajó dos ejes, acepte el hallazgo con su razón, en la acción.

    Mal:
        # acciones/retorno/RET-N-01.yaml
        grupo: g2-integracion
               ^^^^^^^^^^^^^^
        # grupos/g2-integracion.yaml
        eje: integracion
        # taller.yaml
        ejes:
          - {id: retorno, sigla: RET, nombre: Retorno, encabezado: Procesos de retorno}
          - {id: integracion, sigla: INT, nombre: Integración, encabezado: Procesos de integración}

    Bien:
        # acciones/retorno/RET-N-01.yaml
        grupo: g1-retorno

    = un grupo del eje de la acción | escriba el grupo que la propuso; si falta, haga su archivo en grupos/
    """
    for accion in plan.acciones:
        grupo = plan.grupo_by_id.get(accion.grupo)
        if grupo is None or grupo.eje == accion.eje or not plan.is_read(grupo, "eje"):
            continue
        if accion.eje in plan.eje_by_id and grupo.eje in plan.eje_by_id:
            yield Finding(
                accion,
                ("grupo",),
                found=f"«{accion.grupo}», del eje «{grupo.eje}»",
                related=(("el eje del grupo", grupo, ("eje",)),),
            )
