"""DAT: personal data that a plan should not hold. What is found is never repeated."""

import re
from collections.abc import Iterable, Iterator

from rutaplan.diagnostics import Loc, Severity
from rutaplan.model import Accion, Hoja
from rutaplan.plan import Plan
from rutaplan.rules._registry import Finding, rule

TEXTOS = ("texto", "texto_fuente", "titulo_breve", "producto", "indicador", "medio_verificacion", "notas")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
# Eight digits or more, with the dashes and blanks that people put between them: telephones, identity
# documents, passports. Years, ranges of years and laws ("44-2016", "2010-2038") stay below or match _YEARS.
_NUMBER = re.compile(r"(?<![\w/])\+?\(?\d(?:[ ().-]{0,2}\d){7,}(?!\w)")
_PASSPORT = re.compile(r"\b[A-Z]{1,2}\d{6,9}\b")
_YEARS = re.compile(r"(?:19|20)\d\d\D{1,3}(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d")


@rule("DAT01", "parece haber un dato personal", Severity.AVISO)
def dato_personal(plan: Plan) -> Iterator[Finding]:
    """Un correo, un teléfono o un número de documento no hacen falta en un plan, y git no los olvida.

    Los planes no guardan datos de personas beneficiarias, nunca. El valor no se repite aquí.

    Mal:
        notas: Llamar al +504 9999-9999.

    Bien:
        notas: Llamar al enlace de la institución.
    """
    for hoja, loc, text in _texts(plan):
        if "@" in text or any(map(text.__contains__, "0123456789")):
            kind = _kind(text)
            if kind:
                yield Finding(
                    hoja,
                    loc,
                    found=f"algo que parece {kind}",
                    expected="ningún dato personal",
                    help="bórrelo; si ya está en git, avise: borrarlo de la historia es aparte",
                )


def _kind(text: str) -> str | None:
    if _MAIL.search(text):
        return "un correo electrónico"
    if any(not _YEARS.fullmatch(found.group()) for found in _NUMBER.finditer(text)):
        return "un teléfono o un número de documento"
    return "un número de pasaporte" if _PASSPORT.search(text) else None


def _texts(plan: Plan) -> Iterator[tuple[Hoja, Loc, str]]:
    """Every free text of the plan, but sources and evidence, which are addresses."""
    for accion in plan.acciones:
        yield from _cells(accion, TEXTOS)
        yield from _avances(accion)
    yield from _cells(plan.taller, ("titulo", "nombre", "lema", "objetivo", "dinamica", "ciudad", "notas"))
    yield from _cells(plan.catalogos, ("notas",))
    for ident, institucion in plan.institucion_by_id.items():
        if institucion.notas is not None:
            yield plan.instituciones, (ident, "notas"), institucion.notas
    for grupo in plan.grupos:
        yield from _cells(grupo, ("nombre", "ponente"))
        for index, persona in enumerate(grupo.miembros):
            yield grupo, ("participantes", index, "nombre"), persona.nombre
            yield grupo, ("participantes", index, "cargo"), persona.cargo


def _cells(hoja: Hoja, campos: Iterable[str]) -> Iterator[tuple[Hoja, Loc, str]]:
    for campo in campos:
        value = getattr(hoja, campo, None)
        if value is not None:
            yield hoja, (campo,), value


def _avances(accion: Accion) -> Iterator[tuple[Hoja, Loc, str]]:
    for index, avance in enumerate(accion.avances or ()):
        yield accion, ("avances", index, "texto"), avance.texto


RULES = (dato_personal,)
