"""numbers: telephones and identity documents of the region, by what is said before them or by their shape.

The one door of phonenumbers and stdnum, which are loaded when some number asks for them.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, TypeAlias

from rutaplan.personal.innocent import ENDS, YEAR

Found: TypeAlias = tuple[str, tuple[int, int]]
TELEFONO, DOCUMENTO, PASAPORTE = "un teléfono", "un número de documento", "un número de pasaporte"

MEMBERS = ("CR", "GT", "HN", "NI", "SV", "PA", "BZ", "MX", "DO", "US", "CA")
NEIGHBOURS = (
    "AR", "BO", "BR", "CL", "CO", "CU", "EC", "ES", "HT", "JM", "PE", "PY", "UY", "VE"
)  # fmt: skip
MIN_PHONE, MAX_PHONE, MIN_ABROAD, MIN_DOCUMENT = 7, 15, 9, 6

# A word that says what the number after it is, and « No. », « HN: », « de la oficina: » between them.
_PHONE_WORD = (
    r"(?<![\w/])(?:tel(?:[ée]fonos?|efax|fs?|s)?|tfno|tlf|fax|cel(?:s|ular(?:es)?)?|m[óo]vil(?:es)?|whats?app"
    r"|wh?ats?ap|wsp|pbx|phone|mobile|cell|(?:llam(?:ar|en?|ando)|m[aá]r(?:car|quen?))(?:\sal?)?)\b"
    r"|\bwa\.me/|\bphone="
)
_DOCUMENT_WORD = (
    r"(?<![\w/])(?:dni|dpi|cui|(?:c[ée]dula|carn[ée]t?)(?:\sde\s\w{4,14})?|c[ée]d|c\.\s?[ci]\.?|curp|rfc"
    r"|clave de elector|dui|nit|rtn|ruc|rut|rnc|nie|dimex|identidad|identificaci[óo]n|licencia de condu\w+"
    r"|pasaporte|passport|pas\.|laissez-?passer"
    r"|salvoconducto|green card|matr[íi]cula(?:\sconsular)?|a-?number"
    r"|(?-i:SIN|CI|CC|INE|IFE|NSS|SSN|UCI))(?!\w)"
)
_BETWEEN = r"(?:\sde(?:\s\w{1,15}){1,4}(?=:))?[\s.:#°º=*/(-]{0,4}"
_NUMBER_OF = r"(?:n(?:o|[úu]m(?:ero)?)?[.:°º]{0,2}\s?)?(?:(?-i:[A-Z]{2})[\s:.-]{1,2})?"
_RUN = r"[+(]{0,2}\d[\d(). -]*+"
_RUN_SAID = r"[+(]{0,2}\d(?:[\d(). -]|[/_](?=\d))*+"
_LABELLED = re.compile(
    rf"(?P<phone>{_PHONE_WORD})(?P<between>{_BETWEEN}){_NUMBER_OF}(?P<run>{_RUN_SAID})"
    rf"|{_DOCUMENT_WORD}{_BETWEEN}{_NUMBER_OF}"
    r"(?P<document>(?-i:[A-Z]{1,6}[- ]?)?+\d[\d. -]*+[A-Z\d]{0,12})",
    re.IGNORECASE,
)
_NOT_LABELLED = re.compile(rf"{YEAR} ?- ?{YEAR}|{YEAR} {YEAR}|{YEAR}-\d\d-\d\d|\d{{1,5}}[- ]{YEAR}")

_ALONE = r"(?<!\w)(?<![A-Za-z]-)(?<!\d[-.,])"
_SHAPES = (
    r"(?i:[A-Z]{4}-?\d{6}-?[HMX][A-Z]{5}[A-Z\d]\d|[A-Z]{6}\d{8}[HMX]\d{3})",  # MX: CURP, elector
    r"\d{3}[- ]?\d{6}[- ]?\d{4}(?i:[A-Z])",  # NI
    r"\d{4}([- .]?)\d{4}\1\d{5,6}|\d{4}[- ]\d{5}[- ]\d{4}",  # HN: DNI, RTN; GT: CUI
    r"\d{4}-\d{6}-\d{3}-\d|\d{8,9}-\d",  # SV: NIT, DUI; EC
    r"0?[1-9]([- ])\d{4}\2\d{4}|\d{3}([- ])\d{7}\3\d",  # CR; DO
    r"(?:1[0-3]|[1-9])-\d{2,4}-\d{3,6}|(?:PE|[EN]|\d{1,2}-?(?:AV|PI)|\d{1,2}-NT)-\d{1,4}-\d{1,6}",  # PA
    r"\d{3}([- ])\d{3}\4\d{3}(?:-\d)?|\d{2}-\d{8}-\d",  # CA, US, HT; AR: CUIT
    r"(?:\d{2,3}(?:\.\d{3}){2}|\d{1,3}(?:\.\d{3}){3})(?:-[\dKk]{1,2})?",  # CO, AR, CL, BR
    r"[VE]-?\d{1,2}(?:\.\d{3}){2}|\d{8}-?[A-Z]|[XYZ]-?\d{7}-?[A-Z]",  # VE; ES
)
_DOCUMENTS = re.compile(rf"{_ALONE}(?:{'|'.join(_SHAPES)}){ENDS}")
# Shapes that other numbers have too: stdnum says whether one holds.
_CHECKED = (
    (re.compile(rf"{_ALONE}\d{{3}}-\d\d-\d{{4}}{ENDS}"), ("us.ssn", "us.itin")),
    (re.compile(rf"{_ALONE}\d{{6,8}}-[\dKk]{ENDS}"), ("gt.nit", "cl.rut")),
    (re.compile(rf"{_ALONE}(?i:[A-ZÑ&]{{4}}[- ]?\d{{6}}[- ]?[A-Z\d]{{3}}){ENDS}"), ("mx.rfc",)),
)
_PASSPORT = re.compile(
    rf"{_ALONE}(?:[A-Z]{{1,2}}\d{{6,9}}|[A-Z]-\d{{7,9}}|A[- ]?\d{{2,3}}[- ]\d{{3}}[- ]\d{{3}}){ENDS}"
)
_PLAIN = re.compile(rf"{_ALONE}\d{{8,24}}{ENDS}")
_PHONE_RUN = re.compile(rf"(?<!\w)(?<![A-Za-z]-)(?<!\d[.,]){_RUN}")
_DIGITS = re.compile(r"\d+")
_JOINT = re.compile(r"(?!\.\s)[().\s-]{1,3}")


def labelled(text: str) -> Iterator[Found]:
    """What a text itself says to be a telephone or a document, whatever its shape."""
    for match in _LABELLED.finditer(text):
        value = (match["run"] or match["document"]).strip(" .-(")
        end = match.start() + len(match.group().rstrip(" .-("))
        count = sum(map(str.isdigit, value))
        is_said = not _NOT_LABELLED.fullmatch(value) or (match["between"] or "").strip() in {".", ":", ".:"}
        if match["phone"] and count >= MIN_PHONE and is_said:
            yield TELEFONO, (match.start(), end)
        elif not match["phone"] and count + value[0].isalpha() >= MIN_DOCUMENT and is_said:
            yield DOCUMENTO, (match.start(), end)


def passports(text: str) -> Iterator[Found]:
    """What has the shape of the number of a passport."""
    return ((PASAPORTE, match.span()) for match in _PASSPORT.finditer(text))


def documents(text: str) -> Iterator[Found]:
    """What has the shape of a document of some country; where it is no rare one, stdnum says if it holds."""
    spans = [match.span() for match in _DOCUMENTS.finditer(text)]
    for pattern, names in _CHECKED:
        spans += [match.span() for match in pattern.finditer(text) if _is_valid(match.group(), names)]
    return ((DOCUMENTO, span) for span in dict.fromkeys(spans))


def _is_valid(number: str, names: tuple[str, ...]) -> bool:
    from stdnum import get_cc_module  # noqa: PLC0415 - few plans hold such a number

    modules = [get_cc_module(*name.split(".")) for name in names]
    return any(module.is_valid(number) for module in modules if module)


def phones(text: str) -> Iterator[Found]:
    """What is the number of a telephone somewhere in the region."""
    return ((TELEFONO, span) for run in _PHONE_RUN.finditer(text) for span in _phones_of(text, run))


def unexplained(text: str) -> Iterator[Found]:
    """A long number of which nothing is said."""
    return ((DOCUMENTO, match.span()) for match in _PLAIN.finditer(text))


def _phones_of(text: str, run: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The telephones of a run of digits and what joins them: each the longest that begins where it does."""
    parts = [match.span() for match in _DIGITS.finditer(text, *run.span())]
    if text[run.end() - 1].isdigit() and text[run.end() : run.end() + 1].isalnum():
        parts.pop()  # 0001A
    first = 0
    while first < len(parts):
        last = next(
            (last for last in _ends(text, parts, first) if _is_phone(text, parts[first : last + 1])), -1
        )
        if last >= 0:
            start = run.start() if first == 0 else parts[first][0]
            yield start, parts[last][1]
        first = max(first, last) + 1


def _ends(text: str, parts: list[tuple[int, int]], first: int) -> list[int]:
    """The parts with which a number may end that begins with one of them, farthest first."""
    found, count = [], 0
    for at in range(first, len(parts)):
        start, end = parts[at]
        is_joined = at == first or (end - start > 1 and _JOINT.fullmatch(text, parts[at - 1][1], start))
        count += end - start
        if not is_joined or count > MAX_PHONE:
            break
        if count >= MIN_PHONE:
            found.append(at)
    return found[::-1]


def _is_phone(text: str, parts: list[tuple[int, int]]) -> bool:
    number = "".join(text[start:end] for start, end in parts)
    before = text[max(0, parts[0][0] - 2) : parts[0][0]]
    if "+" in before or number.startswith("00"):
        return _is_abroad("+" + number.removeprefix("00"))
    if len(number) == MIN_PHONE and re.fullmatch(YEAR, text[slice(*parts[-1])]):
        return False  # 208-2003
    return _national().fullmatch(number) is not None


def _is_abroad(number: str) -> bool:
    import phonenumbers  # noqa: PLC0415 - few plans hold such a number

    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False


@cache
def _national() -> re.Pattern[str]:
    """The landlines and mobiles of the region, with the code of the country or without it.

    Made of the library's own patterns: to ask it for each country, number by number, takes a hundred
    times as long. Free numbers and short ones are nobody's. A short number of a neighbour is no evidence.
    """
    import phonenumbers  # noqa: PLC0415 - as above

    patterns = []
    for region in (*MEMBERS, *NEIGHBOURS):
        known: Any = phonenumbers.PhoneMetadata.metadata_for_region(region)
        kinds = f"{known.fixed_line.national_number_pattern}|{known.mobile.national_number_pattern}"
        least = "" if region in MEMBERS else rf"(?=\d{{{MIN_ABROAD}}})"
        prefix = f"(?:{known.national_prefix})?" if known.national_prefix else ""
        patterns.append(f"{least}(?:{known.country_code})?{prefix}(?:{kinds})")
    return re.compile("|".join(patterns))


LOOKS = (labelled, documents, passports, phones, unexplained)
"""What is looked for, in this order: what one has found, no other is shown."""
