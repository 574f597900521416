"""DAT: rules that keep personal data out of a plan that will be published."""

import re
from collections.abc import Iterator

from rutaplan.diagnostics import Loc, Severity
from rutaplan.model import LIBRE, Hoja, values
from rutaplan.plan import Plan
from rutaplan.rules._registry import Finding, rule

_CORREO = re.compile(r"[^\s@]@[^\s@]+\.[^\s@]{2,}")
_TELEFONO = re.compile(r"\+\d{1,3}[ .-]?(?:\(?\d{1,4}\)?[ .-]?){2,4}|(?<![\d/-])\d{4}[ -]\d{4}(?![\d/-])")
_DOCUMENTO = re.compile(r"(?<![\w.,/-])\d(?:[ -]?\d){7,}(?![\w/-])")
_PASAPORTE = re.compile(r"\b[A-Z]{1,2}\d{6,9}\b")
_FECHA = re.compile(r"\d{4}-\d{2}-\d{2}|(?:19|20)\d\d *- *(?:19|20)\d\d")
_DIGIT = re.compile(r"\d")
_MIN_DIGITS = 8


@rule("DAT01", "hay un dato personal", Severity.AVISO)
def dato_personal(plan: Plan) -> Iterator[Finding]:
    """Un texto contiene algo que parece un correo, un teléfono o un número de documento.

    El plan se publica: los datos de las personas no deben estar en él. El mensaje no los repite.

    Mal:
        notas: Escribir a ana@ejemplo.org

    Bien:
        notas: Consultar con la dirección de la institución.
    """
    for _, hoja, loc, text in values(plan.hojas, {LIBRE: _is_harmless}):
        yield from _personal(hoja, loc, text)


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


def _is_harmless(text: str) -> bool:
    """Whether a text has nothing that all of these have: most have not."""
    return "@" not in text and _DIGIT.search(text) is None


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
