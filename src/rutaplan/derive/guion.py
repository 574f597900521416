"""guion: what a group says in the plenary, word by word, and how long it takes.

The script is the text that the front page of the plenaria prints; what is timed is what is printed.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from rutaplan.derive import (
    count_niveles,
    enumerate_words,
    heading_of,
    institucion_label,
    nivel_name,
    plazo_label,
    plural,
)
from rutaplan.derive.pendientes import CAMPOS, missing_counts
from rutaplan.model import SILENCIOS, Accion, Grupo
from rutaplan.plan import Plan
from rutaplan.suggest import fold

DESCARTADA = "descartada"
DICHOS = ("suspendida",)
"""The estados that are said aloud with an action."""
_LETTERS, _DIGITS = re.compile(r"[^\W\d_²³¹¼-¾]+"), re.compile(r"\d+")
_MIL, _MILLON, _BILLON = 10**3, 10**6, 10**12


# No named tuple: a page of a PDF is told by asdict, which would make a list of one.
@dataclass(frozen=True, slots=True)
class Frase:
    """One line to be spoken. ident is the action's id, or empty; cola, its plazo and responsable.

    breve: it is the action's titulo_breve, not its text.
    """

    texto: str
    ident: str = ""
    cola: str = ""
    breve: bool = False

    @property
    def spoken(self) -> str:
        """All that is said of it."""
        return f"{self.ident}. {self.texto} {self.cola}" if self.ident else self.texto


class Apartado(NamedTuple):
    """A part of the script. seconds are cumulative differences, so that the blocks add up to the total."""

    titulo: str
    lineas: tuple[Frase, ...]
    seconds: int
    palabras: int
    acciones: int
    prioridad: bool = False


class Guion(NamedTuple):
    """The script of one group, timed. short_seconds: the same without the actions, counts only."""

    blocks: tuple[Apartado, ...]
    palabras: int
    seconds: int
    short_seconds: int
    limit_seconds: int
    palabras_por_minuto: int

    @property
    def over_seconds(self) -> int:
        """By how much it exceeds the time of the plenary; 0 if it fits."""
        return max(0, self.seconds - self.limit_seconds)

    @property
    def has_prioridades(self) -> bool:
        """Whether the group marked any."""
        return any(block.prioridad for block in self.blocks)


def guion(plan: Plan, grupo: Grupo) -> Guion:
    """Write the script of a group and time it, at the workshop's own rate."""
    own = [accion for accion in plan.acciones if accion.grupo == grupo.id]
    acciones = [accion for accion in own if accion.estado != DESCARTADA]
    all_own = sum(accion.grupo == grupo.id for accion in plan.enteras)
    missing = {campo: count for campo, count in missing_counts(plan, acciones).items() if count}
    untimed = [
        _Untimed("Saludo y cuentas", (_greeting(plan, grupo), _counts(plan, acciones, all_own, len(own)))),
        *_untimed_acciones(plan, acciones),
        _Untimed("Coincidencias entre niveles", _coincidences(acciones)),
        _Untimed("Pendientes", _pending(missing, len(acciones))),
        _Untimed("Lo que se pide a la plenaria", (_request(missing, len(acciones), all_own),)),
    ]
    rate = plan.taller.plenaria.palabras_por_minuto
    blocks: list[Apartado] = []
    total = short = 0
    for each in untimed:
        if not each.lineas:
            continue
        words = count_words("\n".join([linea.spoken for linea in each.lineas]))
        seconds = spoken_seconds(total + words, rate) - spoken_seconds(total, rate)
        blocks.append(Apartado(each.titulo, each.lineas, seconds, words, each.acciones, each.prioridad))
        total += words
        short += 0 if each.acciones else words
    limit = plan.taller.plenaria.minutos * 60
    return Guion(tuple(blocks), total, spoken_seconds(total, rate), spoken_seconds(short, rate), limit, rate)


def spoken_seconds(words: int, palabras_por_minuto: int) -> int:
    """How long some words take to say, in whole seconds, rounded up."""
    return -(-words * 60 // palabras_por_minuto)


def count_words(text: str) -> int:
    """Count the words of a text as they are spoken.

    A word is a run of letters; a run of digits counts as the words of its Spanish reading: 33 is
    "treinta y tres", three words.
    """
    return sum(map(_spoken_words, unicodedata.normalize("NFC", text).split()))


@cache
def _spoken_words(word: str) -> int:
    return len(_LETTERS.findall(word)) + sum(map(_digits_words, _DIGITS.findall(word)))


@cache
def _digits_words(digits: str) -> int:
    number = int(digits) if len(digits) <= len(str(_BILLON)) else _BILLON
    return len(digits) if number >= _BILLON else _reading(number)


def _reading(number: int) -> int:
    """Count the words of a number below a billion (10**12) in Spanish."""
    if number < 30 or number == 100:  # noqa: PLR2004 - one word up to veintinueve, and cien
        return 1
    if number < 100:  # noqa: PLR2004 - treinta; treinta y uno
        return 1 if number % 10 == 0 else 3
    unit = next(unit for unit in (_MILLON, _MIL, 100) if number >= unit)
    rest = _reading(number % unit) if number % unit else 0
    if unit == 100:  # noqa: PLR2004 - doscientos is one word
        return 1 + rest
    count = 0 if number // unit == 1 and unit == _MIL else _reading(number // unit)
    return count + 1 + rest


class _Untimed(NamedTuple):
    titulo: str
    lineas: tuple[Frase, ...]
    acciones: int = 0
    prioridad: bool = False


def _greeting(plan: Plan, grupo: Grupo) -> Frase:
    text = f"Saludo cordial a la plenaria. Habla el grupo {grupo.numero}, {grupo.nombre}."
    eje = plan.eje_by_id.get(grupo.eje)
    if eje is None:
        return Frase(text)
    return Frase(f"{text} Eje de trabajo: {heading_of(eje).rstrip('.')}.")


def _counts(plan: Plan, acciones: list[Accion], all_own: int, chosen: int) -> Frase:
    """Count what is proposed; a part of the group's actions is told as one, and so are those discarded."""
    if not acciones and all_own > chosen:
        return Frase("Ninguna de nuestras acciones cumple lo pedido.")
    if not acciones:
        return Frase("El grupo no tiene acciones anotadas.")
    discarded = chosen - len(acciones)
    rest = f" {plural(discarded, 'otra quedó descartada', 'otras quedaron descartadas').capitalize()}."
    verb = f"De nuestras {all_own} acciones, presentamos" if all_own > chosen else "Proponemos"
    total = plural(len(acciones), "acción", "acciones")
    parts = count_niveles(plan, acciones)
    return Frase(f"{verb} {total}{f': {parts}' if parts else ''}.{rest if discarded else ''}")


def _untimed_acciones(plan: Plan, acciones: list[Accion]) -> list[_Untimed]:
    """Put the group's own prioridades first; then the others, one block for each nivel, in order."""
    labels: dict[str, str] = {}
    first = tuple(_line(plan, accion, labels) for accion in acciones if is_prioridad(accion))
    untimed = [_Untimed("Prioridades del grupo", first, len(first), prioridad=True)]
    others: dict[str, list[Frase]] = {nivel.id: [] for nivel in plan.taller.niveles}
    for accion in acciones:
        if not is_prioridad(accion):
            others.setdefault(accion.nivel, []).append(_line(plan, accion, labels))
    for ident, lines in others.items():
        nivel = plan.nivel_by_id.get(ident)
        name = nivel_name(nivel) if nivel else ident
        titulo = f"Otras acciones a nivel {name}" if first else f"Acciones a nivel {name}"
        untimed.append(_Untimed(titulo, tuple(lines), len(lines)))
    return untimed


def is_prioridad(accion: Accion) -> bool:
    """Whether the group itself marked it; somebody's proposal is not a mark."""
    return accion.prioridad is True and not accion.is_sugerido("prioridad")


def _line(plan: Plan, accion: Accion, labels: dict[str, str]) -> Frase:
    """Say an action. A titulo_breve or a responsable only proposed is not said."""
    breve = bool(accion.titulo_breve) and not accion.is_sugerido("titulo_breve")
    text = (accion.titulo_breve if breve else None) or accion.texto
    text = text if text.endswith((".", "?", "!", "…")) else f"{text}."
    parts = []
    if isinstance(accion.plazo_meses, int):
        parts.append(f"Plazo: {plazo_label(accion.plazo_meses)}.")
    if accion.estado in DICHOS:
        parts.append(f"Estado: {accion.estado.replace('_', ' ')}.")
    responsable = accion.responsable
    if responsable and responsable not in SILENCIOS and not accion.is_sugerido("responsable"):
        if responsable not in labels:
            labels[responsable] = institucion_label(plan, responsable)
        parts.append(f"Responsable: {labels[responsable]}.")
    return Frase(text, accion.id, " ".join(parts), breve)


def _coincidences(acciones: list[Accion]) -> tuple[Frase, ...]:
    """One line for each text that stands, the same, at more than one nivel."""
    alike: dict[str, list[Accion]] = {}
    for accion in acciones:
        alike.setdefault(fold(accion.texto), []).append(accion)
    found = [group for group in alike.values() if len({accion.nivel for accion in group}) > 1]
    if not found:
        return ()
    pairs = "; ".join(enumerate_words([accion.id for accion in group]) for group in found)
    return (
        Frase(f"{plural(len(found), 'texto se repite', 'textos se repiten')} en más de un nivel: {pairs}."),
    )


def _pending(missing: Mapping[str, int], total: int) -> tuple[Frase, ...]:
    if not total:
        return ()
    if not missing:
        return (Frase("A estas acciones no les queda ningún campo por definir."),)
    (first, count), *others = missing.items()
    parts = [f"{CAMPOS[first]} en {count} de {plural(total, 'acción', 'acciones')}"]
    parts += [f"{CAMPOS[campo]} en {count} de {total}" for campo, count in others]
    return (Frase(f"Quedan por definir: {'; '.join(parts)}."),)


def _request(missing: Mapping[str, int], total: int, all_own: int) -> Frase:
    if not total and all_own:
        return Frase("Pedimos a la plenaria sus observaciones. Gracias.")
    if not total:
        return Frase("Pedimos a la plenaria que proponga acciones para este eje. Gracias.")
    if not missing:
        return Frase("Pedimos a la plenaria sus observaciones sobre estas acciones. Gracias.")
    asked = enumerate_words([CAMPOS[campo] for campo in missing])
    return Frase(f"Pedimos a la plenaria sus observaciones, y ayuda para definir {asked}. Gracias.")
