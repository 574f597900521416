"""GRP: the groups, and what they need before the plenary. No name of a person is ever repeated here."""

from collections.abc import Iterator

from rutaplan.derive import clock
from rutaplan.derive.guion import guion
from rutaplan.diagnostics import Severity
from rutaplan.model import POR_DEFINIR, SILENCIOS
from rutaplan.plan import Plan
from rutaplan.rules._registry import Finding, rule


@rule("GRP01", "el grupo no tiene ponente", Severity.PENDIENTE)
def sin_ponente(plan: Plan) -> Iterator[Finding]:
    """Un miembro del grupo presenta en la plenaria; hay que saber quién.

    Mal:
        # grupos/g1-retorno.yaml
        ponente: por_definir

    Bien:
        # grupos/g1-retorno.yaml
        ponente: no_consta

    Fuente: el formulario: «Propondrán a un miembro del grupo para que presente durante la plenaria».
    """
    for grupo in plan.grupos:
        if grupo.ponente == POR_DEFINIR:
            yield Finding(
                grupo,
                ("ponente",),
                found="«por_definir»",
                expected="el nombre de un participante",
                help="escriba el nombre cuando el grupo lo decida",
            )


@rule("GRP02", "el ponente no está entre los participantes", Severity.ERROR)
def ponente_ajeno(plan: Plan) -> Iterator[Finding]:
    """El ponente es uno de los participantes del grupo, escrito igual que en su lista.

    Mal:
        # grupos/g1-retorno.yaml
        participantes: [{nombre: Persona de Ejemplo, cargo: Directora, institucion: hn-inm}]
        ponente: Otra Persona

    Bien:
        # grupos/g1-retorno.yaml
        participantes: [{nombre: Persona de Ejemplo, cargo: Directora, institucion: hn-inm}]
        ponente: Persona de Ejemplo

    Fuente: el formulario pide que presente «un miembro del grupo».
    """
    for grupo in plan.grupos:
        names = {persona.nombre for persona in grupo.miembros}
        if names and grupo.ponente not in SILENCIOS and grupo.ponente not in names:
            yield Finding(
                grupo,
                ("ponente",),
                found="un nombre que no está entre los participantes",
                expected="el nombre de uno de ellos, escrito igual",
                help="corrija el nombre, o agregue a la persona a «participantes»",
            )


@rule("GRP03", "el grupo no tiene participantes", Severity.PENDIENTE)
def sin_participantes(plan: Plan) -> Iterator[Finding]:
    """Quiénes acordaron las acciones es parte del acuerdo.

    Mal:
        # grupos/g1-retorno.yaml
        participantes: por_definir
        ponente: no_consta

    Bien:
        # grupos/g1-retorno.yaml
        participantes: no_consta
        ponente: no_consta

    Fuente: el formulario: «Participantes: (Colocar nombre, cargo e institución a la que pertenece)».
    """
    for grupo in plan.grupos:
        if grupo.participantes == POR_DEFINIR:
            yield Finding(
                grupo,
                ("participantes",),
                found="«por_definir»",
                expected="una lista de nombre, cargo e institución",
                help="escríbala; sin autorización, ningún documento muestra los nombres",
            )


@rule("GRP04", "la hoja del grupo no cabe en el tiempo de la plenaria", Severity.AVISO)
def plenaria_larga(plan: Plan) -> Iterator[Finding]:
    """Se cuenta lo que la hoja imprime, al ritmo del taller; lo que sobra, alguien lo tendrá que cortar.

    Cuanto más completo está el plan, más se tarda en decirlo: con «titulo_breve» y con las prioridades
    marcadas cabe más.

    Mal:
        # taller.yaml
        plenaria: {minutos: 1, palabras_por_minuto: 60, fuente: ejemplo}

    Bien:
        # taller.yaml
        plenaria: {minutos: 9, palabras_por_minuto: 150, fuente: ejemplo}

    Fuente: el formulario: «en un tiempo no mayor de 5 minutos».
    """
    for grupo in plan.grupos:
        if not any(accion.grupo == grupo.id for accion in plan.acciones):
            continue
        script = guion(plan, grupo)
        if script.over_seconds:
            yield Finding(
                grupo,
                ("nombre",),
                found=f"{clock(script.seconds)}, {clock(script.over_seconds)} de más",
                expected=f"{clock(script.limit_seconds)} o menos",
                help="marque las prioridades del grupo, o escriba «titulo_breve»; la hoja dice cuánto ahorra cada cosa",
            )


@rule("GRP05", "el eje no tiene ninguna acción", Severity.PENDIENTE)
def eje_vacio(plan: Plan) -> Iterator[Finding]:
    """Un eje del taller sin acciones: falta su formulario, o su grupo no propuso nada.

    Mal:
        # taller.yaml
        ejes:
          - {id: retorno, sigla: RET, nombre: Retorno, encabezado: Procesos de retorno}
          - {id: integracion, sigla: INT, nombre: Integración, encabezado: por_definir}

    Bien:
        # taller.yaml
        ejes:
          - {id: retorno, sigla: RET, nombre: Retorno, encabezado: Procesos de retorno}
    """
    siglas = {ident.partition("-")[0] for ident in plan.ids}
    used = {accion.eje for accion in plan.acciones}
    for index, eje in enumerate(plan.taller.ejes):
        if eje.id not in used and eje.sigla not in siglas:
            yield Finding(
                plan.taller,
                ("ejes", index, "id"),
                found=f"«{eje.id}», sin acciones",
                expected="al menos una acción",
                help="pase a YAML el formulario de su grupo, o quite el eje si el taller no lo trató",
            )


RULES = (sin_ponente, ponente_ajeno, sin_participantes, plenaria_larga, eje_vacio)
