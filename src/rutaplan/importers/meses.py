"""meses: a plazo as people write it, in whole months; or why it is none."""

import re
from dataclasses import dataclass

from rutaplan.model import MAX_MESES, MIN_MESES, SILENCIOS
from rutaplan.suggest import fold

_UNIDADES = re.findall(
    r"\w+",
    "cero un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis "
    "diecisiete dieciocho diecinueve veinte veintiun veintidos veintitres veinticuatro",
)
_NUMEROS = {word: number for number, word in enumerate(_UNIDADES)} | {
    "uno": 1, "una": 1, "treinta": 30, "treinta y seis": 36, "cuarenta y ocho": 48, "sesenta": 60,
}  # fmt: skip
_N = r"([0-9]{1,4}(?:[.,][0-9]{1,2})?)"
_MES, _ANO = r"(?:mes(?:es)?)", r"(?:anos?)"
_UNO, _OTRO = rf"{_N} ?({_MES}|{_ANO})?", rf"{_N} ?({_MES}|{_ANO})?"
_RANGOS = (
    re.compile(rf"(?:de )?{_UNO} ?(?:-|–|—|a|hasta) ?{_OTRO}"),
    re.compile(rf"entre {_UNO} y {_OTRO}"),
)
_SUMA = re.compile(rf"{_N} ?{_ANO}(?: y| con|,)? {_N} ?{_MES}")
_SOLO = re.compile(_UNO)
_FECHA = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}")
_HORIZONTE = re.compile(r"(?:(?:a|al) )?(?:muy )?(?:corto|mediano|medio|largo)(?: plazo)?")


@dataclass(frozen=True, slots=True)
class Plazo:
    """What a cell says: meses, or a silence, or duda, why it is neither. rango: the range it was."""

    meses: int | str = ""
    rango: str = ""
    duda: str = ""


def read_meses(texto: str) -> Plazo:
    """Read "6", "6 meses", "medio año", "año y medio", "12-18 meses" (its maximum); empty: por_definir."""
    plain = " ".join(fold(texto).replace("_", " ").split()).strip(" .;:*")
    silence = plain.replace(" ", "_")
    if not plain or silence in SILENCIOS:
        return Plazo(silence or SILENCIOS[0])
    if _HORIZONTE.fullmatch(plain):
        return Plazo(duda="es un horizonte y no un número de meses; escriba cuántos meses son")
    return _counted(_in_digits(plain), " ".join(texto.split()))


def _counted(plain: str, typed: str) -> Plazo:
    """Read a number, a sum of years and months, or a range."""
    rango = next(filter(None, (each.fullmatch(plain) for each in _RANGOS)), None)
    if rango:
        low, low_unit, high, high_unit = rango.groups()
        first, last = _months(low, low_unit or high_unit), _months(high, high_unit or low_unit)
        if first is None or last is None or first >= last:
            return Plazo(duda="no es un rango de meses enteros")
        return _bounded(last, typed)
    suma = _SUMA.fullmatch(plain)
    if suma:
        years, rest = _months(suma[1], "ano"), _months(suma[2], "mes")
        return _bounded(None if years is None or rest is None else years + rest)
    solo = _SOLO.fullmatch(plain)
    if solo:
        return _bounded(_months(solo[1], solo[2]))
    if _FECHA.match(plain):
        return Plazo(duda="parece una fecha, quizá puesta por la hoja de cálculo; escriba los meses")
    return Plazo(duda=f"no es un número de meses; escriba un entero de {MIN_MESES} a {MAX_MESES}")


def _in_digits(plain: str) -> str:
    """Write the words for numbers as digits, and halves of a year as parts of it."""
    names = "|".join(sorted(_NUMEROS, key=len, reverse=True))
    plain = re.sub(rf"\b(?:{names})\b", lambda match: str(_NUMEROS[match.group()]), plain)
    plain = re.sub(r"^(?:1 )?ano y medio$", "1.5 anos", plain)
    plain = re.sub(r"^(\d+) anos y medio$", r"\1.5 anos", plain)
    return re.sub(r"^medio ano$", "0.5 anos", plain)


def _months(number: str, unit: str | None) -> int | None:
    """Whole months, or None where they are not whole."""
    months = float(number.replace(",", ".")) * (12 if (unit or "").startswith("a") else 1)
    return int(months) if months.is_integer() else None


def _bounded(months: int | None, rango: str = "") -> Plazo:
    if months is None:
        return Plazo(duda="no son meses enteros")
    if not MIN_MESES <= months <= MAX_MESES:
        return Plazo(duda=f"está fuera de {MIN_MESES} a {MAX_MESES} meses")
    return Plazo(months, rango)
