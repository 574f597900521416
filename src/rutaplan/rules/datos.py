"""DAT: rules that keep personal data out of a plan that will be published."""

import re
from collections.abc import Iterator

from rutaplan.diagnostics import Loc, Severity
from rutaplan.model import Accion, Grupo, Hoja, Taller
from rutaplan.plan import Plan
from rutaplan.rules._registry import Finding, rule

_CORREO = re.compile(r"[^\s@]@[^\s@]+\.[^\s@]{2,}")
_TELEFONO = re.compile(r"\+\d{1,3}[ .-]?(?:\(?\d{1,4}\)?[ .-]?){2,4}|(?<![\d/-])\d{4}[ -]\d{4}(?![\d/-])")
_DOCUMENTO = re.compile(r"(?<![\w.,/-])\d(?:[ -]?\d){7,}(?![\w/-])")
_PASAPORTE = re.compile(r"\b[A-Z]{1,2}\d{6,9}\b")
_FECHA = re.compile(r"\d{4}-\d{2}-\d{2}|(?:19|20)\d\d *- *(?:19|20)\d\d")
_DIGIT = re.compile(r"\d")
_MIN_DIGITS = 8
_CAMPOS_ACCION = (
    "texto",
    "texto_fuente",
    "titulo_breve",
    "producto",
    "indicador",
    "medio_verificacion",
    "notas",
)
_CAMPOS_TALLER = ("titulo", "nombre", "lema", "objetivo", "dinamica", "ciudad", "notas")


@rule("DAT01", "hay un dato personal", Severity.AVISO)
def dato_personal(plan: Plan) -> Iterator[Finding]:
    """Un texto contiene algo que parece un correo, un teléfono o un número de documento.

    El plan se publica: los datos de las personas no deben estar en él. El mensaje no los repite.

    Mal:
        notas: Escribir a ana@ejemplo.org

    Bien:
        notas: Consultar con la dirección de la institución.
    """
    for accion in plan.acciones:
        for campo in _CAMPOS_ACCION:
            text = getattr(accion, campo)
            if text and ("@" in text or _DIGIT.search(text)):
                yield from _personal(accion, (campo,), text)
        if accion.erratas or accion.avances or accion.sugerido_por:
            for loc, text in _nested(accion):
                yield from _personal(accion, loc, text)
    for hoja, loc, text in _other_texts(plan):
        yield from _personal(hoja, loc, text)


def _nested(accion: Accion) -> Iterator[tuple[Loc, str]]:
    for index, errata in enumerate(accion.erratas or ()):
        yield ("erratas", index, "dice"), errata.dice
        yield ("erratas", index, "debe_decir"), errata.debe_decir
    for index, avance in enumerate(accion.avances or ()):
        yield ("avances", index, "texto"), avance.texto
    for campo, quien in (accion.sugerido_por or {}).items():
        yield ("sugerido_por", campo), quien


def _other_texts(plan: Plan) -> Iterator[tuple[Hoja, Loc, str]]:
    for loc, text in _of_taller(plan.taller):
        yield plan.taller, loc, text
    for ident, institucion in plan.institucion_by_id.items():
        if institucion.notas:
            yield plan.instituciones, (ident, "notas"), institucion.notas
    if plan.catalogos.notas:
        yield plan.catalogos, ("notas",), plan.catalogos.notas
    for grupo in plan.grupos:
        for loc, text in _of_grupo(grupo):
            yield grupo, loc, text


def _of_taller(taller: Taller) -> Iterator[tuple[Loc, str]]:
    for campo in _CAMPOS_TALLER:
        yield (campo,), getattr(taller, campo) or ""
    for index, errata in enumerate(taller.erratas or ()):
        yield ("erratas", index, "dice"), errata.dice
        yield ("erratas", index, "debe_decir"), errata.debe_decir
    for index, eje in enumerate(taller.ejes):
        yield ("ejes", index, "nombre"), eje.nombre
        yield ("ejes", index, "encabezado"), eje.encabezado
    for index, nivel in enumerate(taller.niveles):
        yield ("niveles", index, "nombre"), nivel.nombre
        yield ("niveles", index, "encabezado"), nivel.encabezado


def _of_grupo(grupo: Grupo) -> Iterator[tuple[Loc, str]]:
    yield ("nombre",), grupo.nombre
    yield ("ponente",), grupo.ponente
    for index, participante in enumerate(grupo.miembros):
        yield ("participantes", index, "nombre"), participante.nombre
        yield ("participantes", index, "cargo"), participante.cargo


def _personal(hoja: Hoja, loc: Loc, text: str) -> Iterator[Finding]:
    kind = _kind(text)
    if kind:
        yield Finding(
            hoja,
            loc,
            found=f"algo que parece {kind}",
            expected="un texto sin datos de personas",
            help="bórrelo; si hace falta, guárdelo fuera del plan",
            private=True,
        )


def _kind(text: str) -> str | None:
    if "@" in text and _CORREO.search(text):
        return "un correo electrónico"
    if not _DIGIT.search(text):
        return None
    plain = _FECHA.sub("·", text)
    if _TELEFONO.search(plain):
        return "un teléfono"
    number = _DOCUMENTO.search(plain)
    if number and len(_DIGIT.findall(number.group())) >= _MIN_DIGITS:
        return "un número de documento"
    return "un número de pasaporte" if _PASAPORTE.search(plain) else None


RULES = (dato_personal,)
