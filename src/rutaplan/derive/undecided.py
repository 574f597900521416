"""undecided: what is still por_definir, for the script, the documents and the rules alike."""

from collections.abc import Iterable, Mapping

from rutaplan.derive import enumerate_words
from rutaplan.model import POR_DEFINIR, Accion, Taller, exigibles
from rutaplan.plan import Plan

CAMPOS = exigibles(Accion)
CAMPOS_TALLER = exigibles(Taller)
_ARTICLES = {"instituciones": "las", "paises": "los"}


def exigidos(plan: Plan) -> tuple[str, ...]:
    """The fields that the workshop asks for, in its order."""
    return tuple(campo for campo in plan.taller.exige if campo in CAMPOS)


def is_pendiente(hoja: Accion | Taller, campo: str) -> bool:
    """Whether a field that is asked for is absent or por_definir, even in part; of the withdrawn, none."""
    return not (isinstance(hoja, Accion) and hoja.is_retirada) and is_open(getattr(hoja, campo))


def is_open(value: object) -> bool:
    """Whether a value is none, or por_definir, even in part."""
    return value is None or value == POR_DEFINIR or (isinstance(value, tuple) and POR_DEFINIR in value)


def missing(plan: Plan, accion: Accion) -> tuple[str, ...]:
    """The fields that the workshop asks for and an action does not decide, in the workshop's order."""
    return tuple(campo for campo in exigidos(plan) if is_pendiente(accion, campo))


def campo_label(campo: str) -> str:
    """Name a field inside a sentence, with its article: "el plazo"."""
    return f"{_ARTICLES.get(campo, 'el')} {CAMPOS[campo]}"


def falta_label(campos: Iterable[str]) -> str:
    """Say which fields nobody has decided; nothing if there are none."""
    words = [CAMPOS[campo] for campo in campos]
    return f"Falta definir: {enumerate_words(words)}." if words else ""


def missing_counts(plan: Plan, acciones: Iterable[Accion]) -> Mapping[str, int]:
    """For each field that the workshop asks for, how many actions still have it por_definir, even in part."""
    asked = [*acciones]
    return {campo: sum(is_pendiente(accion, campo) for accion in asked) for campo in exigidos(plan)}


def count_faltas(plan: Plan, acciones: Iterable[Accion]) -> str:
    """Count what is undecided by field: "plazo en 20; instituciones en 20"; nothing if nothing is."""
    counts = missing_counts(plan, acciones)
    return "; ".join(f"{CAMPOS[campo]} en {count}" for campo, count in counts.items() if count)


def taller_pendientes(taller: Taller) -> tuple[str, ...]:
    """The facts of the workshop that are por_definir, even in part; one left out is not asked for."""
    return tuple(
        campo for campo in CAMPOS_TALLER if getattr(taller, campo) is not None and is_pendiente(taller, campo)
    )
