"""ACC: rules about an action's id and its text."""

import re
from collections.abc import Iterator

from rutaplan.diagnostics import Hole, Severity
from rutaplan.model import NO_APLICA, Accion
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.rules._registry import Finding, rule
from rutaplan.suggest import fold

MAX_PALABRAS_TITULO = 8
# Verbs whose result nobody can check without a named product.
BLANDOS = frozenset({"estimular", "coordinar", "fortalecer", "facilitar", "promover", "intentar", "apoyar"})
_INFINITIVE = re.compile(r"[a-z]+(?:ar|er|ir)(?:se|la|lo|las|los|le|les)?")
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-ZÁÉÍÓÚÑ¿¡])")
_SPACING = re.compile(r"  +| [,.;:](?=\s|$)|[.;,](?=[A-ZÁÉÍÓÚÑ][a-záéíóúñ])")


@rule("ACC01", "el id no concuerda con su archivo o con sus claves", Severity.ERROR)
def id_discordante(plan: Plan) -> Iterator[Finding]:
    """El id dice el eje, el nivel y el número de la acción, y el archivo se llama como él.

    Si no concuerdan, una referencia puede llevar a otra acción, o dos archivos pueden ser la misma.

    Mal:
        # acciones/retorno/RET-N-01.yaml
        id: RET-N-77

    Bien:
        # acciones/retorno/RET-N-01.yaml
        id: RET-N-01

    Fuente: docs/formato.md, «Una acción».
    """
    seen: dict[str, Accion] = {}
    for accion in plan.acciones:
        folder, _, name = accion.archivo.removesuffix(".yaml").rpartition("/")
        if accion.id in seen:
            yield Finding(
                accion,
                ("id",),
                found=f"«{accion.id}», que ya es otra acción",
                expected="un id que no use nadie",
                help="ponga el id que dice el nombre del archivo, o el siguiente libre",
                related=(("la otra acción", seen[accion.id], ("id",)),),
            )
        seen.setdefault(accion.id, accion)
        if name != accion.id:
            yield Finding(
                accion,
                ("id",),
                found=f"«{accion.id}» en el archivo {quoted(name + '.yaml')}",
                expected=f"el archivo {accion.id}.yaml",
                help="cambie el nombre del archivo o el id",
            )
        if folder.rpartition("/")[2] != accion.eje and accion.eje in plan.eje_by_id:
            yield Finding(
                accion,
                ("eje",),
                found=f"«{accion.eje}» en la carpeta {quoted(folder.rpartition('/')[2])}",
                expected=f"la carpeta acciones/{accion.eje}/",
                help="lleve el archivo a la carpeta de su eje, o corrija el eje",
            )
        yield from _siglas_discordantes(plan, accion)
    for grupo in plan.grupos:
        name = grupo.archivo.removesuffix(".yaml").rpartition("/")[2]
        if name != grupo.id:
            yield Finding(
                grupo,
                ("id",),
                found=f"«{grupo.id}» en el archivo {quoted(name + '.yaml')}",
                expected=f"el archivo {grupo.id}.yaml",
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


@rule("ACC05", "el texto tiene más de una oración", Severity.AVISO)
def varias_oraciones(plan: Plan) -> Iterator[Finding]:
    """Una acción se dice en una oración; la segunda suele ser un comentario, que va en «notas».

    Mal:
        texto: Presentar los principios a las instituciones. Las rectoras son las que dice la ley.

    Bien:
        texto: Presentar los principios a las instituciones.
        notas: Las instituciones rectoras son las que dice la ley.
    """
    for accion in plan.acciones:
        if _SENTENCE_END.search(accion.texto):
            count = len(_SENTENCE_END.split(accion.texto))
            yield Finding(
                accion,
                ("texto",),
                found=f"{count} oraciones",
                expected="una sola oración",
                help="si el grupo lo acuerda, lleve a «notas» lo que no es la acción",
            )


@rule("ACC06", "el texto no empieza con un verbo en infinitivo", Severity.AVISO)
def sin_infinitivo(plan: Plan) -> Iterator[Finding]:
    """Una acción dice qué hacer: «Revisar», no «Revisión». Así se leen igual todas las del plan.

    Antes del verbo puede haber una cláusula que termina en coma: «A nivel bilateral, implementar…».

    Mal:
        texto: Revisión de los marcos jurídicos.

    Bien:
        texto: Revisar los marcos jurídicos.
    """
    for accion in plan.acciones:
        clause, comma, rest = accion.texto.partition(",")
        if not _opens_with_verb(clause) and not (comma and _opens_with_verb(rest)):
            yield Finding(
                accion,
                ("texto",),
                found=f"empieza con {quoted(accion.texto.split()[0])}",
                expected="un infinitivo, como «Revisar»",
                help="si el grupo lo acuerda, empiece con el verbo",
            )


def _opens_with_verb(text: str) -> bool:
    words = text.split(maxsplit=1)
    return bool(words) and _INFINITIVE.fullmatch(fold(words[0])) is not None


@rule("ACC07", "el verbo no dice qué quedará hecho", Severity.NOTA)
def verbo_blando(plan: Plan) -> Iterator[Finding]:
    """«Promover», «fortalecer» o «coordinar» no se pueden comprobar; «producto» dice qué quedará hecho.

    Mal:
        texto: Fortalecer la capacitación de las autoridades consulares.

    Bien:
        texto: Fortalecer la capacitación de las autoridades consulares.
        producto: Curso anual para autoridades consulares
    """
    for accion in plan.acciones:
        verb = accion.texto.split(maxsplit=1)[0]
        if accion.producto is None and fold(verb.strip(",.;")) in BLANDOS:
            yield Finding(
                accion,
                ("texto",),
                found=f"{quoted(verb)}, sin «producto»",
                expected="un resultado que se pueda comprobar",
                help="agregue «producto:» con lo que quedará hecho",
            )


@rule("ACC09", "los espacios o los puntos del texto tienen un descuido", Severity.AVISO)
def descuido_de_espacios(plan: Plan) -> Iterator[Finding]:
    """Espacios dobles, un espacio antes de coma, falta de espacio tras un punto, o sin punto final.

    Se ven en el papel impreso. El texto es del grupo: se corrige cuando el grupo lo acuerda.

    Mal:
        texto: Compilar  las leyes ,existentes

    Bien:
        texto: Compilar las leyes existentes.
    """
    for accion in plan.acciones:
        found = []
        slip = _SPACING.search(accion.texto)
        if slip:
            found.append(
                "espacios dobles" if slip.group().isspace() else f"{quoted(slip.group())} mal espaciado"
            )
        if accion.texto[-1] not in ".!?)»…":
            found.append("sin punto final")
        if found:
            yield Finding(
                accion,
                ("texto",),
                found=" y ".join(found),
                expected="un espacio entre palabras y un punto al final",
                help="proponga la corrección en «erratas», o corrija el texto si el grupo lo acuerda",
            )


@rule("ACC10", "la errata no está en el texto", Severity.AVISO)
def errata_ausente(plan: Plan) -> Iterator[Finding]:
    """Una errata propone cambiar palabras que están en el texto; si no están, nadie sabrá qué cambiar.

    Mal:
        texto: Compilar las leyes existentes.
        erratas: [{dice: leies, debe_decir: leyes}]

    Bien:
        texto: Compilar las leies existentes.
        erratas: [{dice: leies, debe_decir: leyes}]
    """
    for accion in plan.acciones:
        if not accion.erratas or not (plan.is_read(accion, "texto") and plan.is_read(accion, "texto_fuente")):
            continue
        for index, errata in enumerate(accion.erratas):
            if errata.dice not in accion.texto and errata.dice not in (accion.texto_fuente or ""):
                yield Finding(
                    accion,
                    ("erratas", index, "dice"),
                    found=quoted(errata.dice),
                    expected="palabras que estén en «texto» o en «texto_fuente»",
                    help="cópielas tal como están, o borre la errata",
                )


@rule("ACC11", "no_aplica no dice por qué", Severity.AVISO)
def no_aplica_sin_razon(plan: Plan) -> Iterator[Finding]:
    """«no_aplica» es una decisión, y quien lea el plan en unos años querrá saber por qué se tomó.

    Mal:
        plazo_meses: no_aplica

    Bien:
        plazo_meses: no_aplica
        notas: Es una tarea permanente.
    """
    for accion in plan.acciones:
        if accion.notas is not None:
            continue
        for campo in ("plazo_meses", "responsable"):
            if getattr(accion, campo) == NO_APLICA:
                yield _sin_razon(accion, campo)
        for campo in ("instituciones", "paises"):
            if NO_APLICA in (getattr(accion, campo) or ()):
                yield _sin_razon(accion, campo)


def _sin_razon(accion: Accion, campo: str) -> Finding:
    return Finding(
        accion,
        (campo,),
        found="«no_aplica», sin «notas»",
        expected="la razón en «notas»",
        help="agregue «notas:» con la razón; si no se ha decidido, escriba «por_definir»",
    )


@rule("ACC12", "el título breve no es breve", Severity.AVISO)
def titulo_largo(plan: Plan) -> Iterator[Finding]:
    """El título breve se dice en la plenaria en lugar del texto: hasta ocho palabras.

    Mal:
        titulo_breve: Un título que sigue y sigue hasta decir lo mismo que el texto

    Bien:
        titulo_breve: Protocolos para víctimas de trata

    Fuente: ocho palabras son unos tres segundos; 33 acciones caben así en dos minutos.
    """
    for accion in plan.acciones:
        count = len((accion.titulo_breve or "").split())
        if count > MAX_PALABRAS_TITULO:
            yield Finding(
                accion,
                ("titulo_breve",),
                found=f"{count} palabras",
                expected=f"{MAX_PALABRAS_TITULO} palabras o menos",
                help="acórtelo sin cambiar lo que la acción dice",
            )


@rule("ACC13", "dos acciones del mismo nivel tienen el mismo texto", Severity.AVISO)
def texto_repetido(plan: Plan) -> Iterator[Finding]:
    """La misma acción dos veces en el mismo nivel suele ser un descuido al copiar.

    Mal:
        # acciones/retorno/RET-N-01.yaml
        texto: Compilar y compartir las leyes existentes.
        # acciones/retorno/RET-N-02.yaml
        texto: Compilar y compartir las leyes existentes.

    Bien:
        # acciones/retorno/RET-N-01.yaml
        texto: Compilar las leyes existentes de cada país.
        # acciones/retorno/RET-N-02.yaml
        texto: Compartir las leyes existentes con los consulados.
    """
    first: dict[tuple[str, str, str], Accion] = {}
    for accion in plan.acciones:
        other = first.setdefault((accion.eje, accion.nivel, accion.texto.casefold()), accion)
        if other is not accion:
            yield Finding(
                accion,
                ("texto",),
                found=f"el mismo texto que {other.id}",
                expected="un texto que diga en qué se distingue",
                help="quite una de las dos, o diga en qué se distinguen",
                related=(("la otra acción", other, ("texto",)),),
            )


@rule("ACC14", "sugerido_por nombra un campo que la acción no tiene", Severity.AVISO)
def sugerencia_sin_campo(plan: Plan) -> Iterator[Finding]:
    """Cada entrada de «sugerido_por» firma un campo de la acción; sin el campo, no firma nada.

    Mal:
        sugerido_por: {producto: equipo de apoyo}

    Bien:
        producto: Compendio de leyes publicado
        sugerido_por: {producto: equipo de apoyo}
    """
    for accion in plan.acciones:
        for campo in accion.sugerido_por or ():
            if getattr(accion, campo, None) in (None, False):
                yield Finding(
                    accion,
                    ("sugerido_por", campo),
                    found=f"«{campo}», que la acción no tiene",
                    expected="campos que la acción tenga",
                    help="borre la entrada, o escriba el campo",
                )


RULES = (
    id_discordante,
    varias_oraciones,
    sin_infinitivo,
    verbo_blando,
    descuido_de_espacios,
    errata_ausente,
    no_aplica_sin_razon,
    titulo_largo,
    texto_repetido,
    sugerencia_sin_campo,
)
