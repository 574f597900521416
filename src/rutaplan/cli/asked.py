"""asked: which documents a call of render asks for, and whether they go together."""

from collections.abc import Sequence
from dataclasses import replace

from rutaplan.cli import NoPlan
from rutaplan.derive import enumerate_words
from rutaplan.model import Taller
from rutaplan.suggest import fold, mend
from rutaplan.views.documents import CAMBIOS, COMPLETA, DOCUMENTS
from rutaplan.writers.offers import Offer

NAMES = tuple(document.name for document in DOCUMENTS)
PLENARIA = "plenaria"
PLENARY_FORMATS = ("docx", "pdf", "html")


def choose(
    offers: Sequence[Offer], documentos: Sequence[str], formatos: Sequence[str], juego: Sequence[str]
) -> list[Offer]:
    """What a call asks for, in the documents' order; a name that is not there is a usage error."""
    documentos, formatos = [fold(name) for name in documentos], [fold(each) for each in formatos]
    for name in documentos:
        if name not in NAMES:
            how = "; «rutaplan render --lista» dice cuáles hay"
            raise NoPlan(f"No hay un documento «{name}»{mend(name, NAMES, how)}.")
    names = documentos or juego
    there = sorted({each.format for each in offers if each.document.name in names})
    for formato in formatos:
        if formato not in there:
            raise NoPlan(f"--formato: no hay «{formato}» para {', '.join(names)} (hay: {', '.join(there)}).")
    for name in documentos if formatos else ():
        own = sorted(each.format for each in offers if each.document.name == name)
        if not set(own).intersection(formatos):
            raise NoPlan(f"--formato: no hay «{name}» en {', '.join(formatos)} (hay: {', '.join(own)}).")
    kinds = formatos or (there if documentos else PLENARY_FORMATS)
    return [each for each in offers if each.document.name in names and each.format in kinds]


def juego(taller: Taller) -> Sequence[str]:
    """What a workshop makes where a call names no document."""
    asked = taller.documentos and taller.documentos.juego
    return [each for each in asked or () if each in NAMES] or (PLENARIA, "matriz")


def completed(wanted: Sequence[Offer]) -> list[Offer]:
    """Put the whole reading in place of the sheet."""
    if not any(each.document.name == PLENARIA for each in wanted):
        raise NoPlan(f"--completa es de «{PLENARIA}»: nómbrela entre los documentos.")
    return [replace(each, document=COMPLETA) if each.document.name == PLENARIA else each for each in wanted]


def check_desde(wanted: Sequence[Offer], desde: str | None) -> None:
    """Refuse to compare with nothing, and to compare for documents that tell no changes."""
    compares = any(each.document.name == CAMBIOS for each in wanted)
    if compares and desde is None:
        raise NoPlan(f"«{CAMBIOS}» compara el plan con una versión anterior: diga cuál con --desde VERSIÓN.")
    if desde is not None and not compares:
        raise NoPlan(f"--desde es de «{CAMBIOS}»: nómbrelo entre los documentos.")


def check_bound(wanted: Sequence[Offer]) -> None:
    """Refuse to bind what is one page."""
    many = [document.name for document in DOCUMENTS if document.juntas]
    for each in wanted:
        if each.document.name not in many:
            raise NoPlan(f"--cuaderno es de {enumerate_words(many)}, y no de «{each.document.name}».")
