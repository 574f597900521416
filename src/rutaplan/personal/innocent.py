"""innocent: numbers that only look like the datum of a person, and what says so of them."""

import re

YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ALONE, ENDS = r"(?<![\w])(?<!\d[-.,])", r"(?![\w]|[-.,]\d)"
# 12500000, 12.500.000,50: a number that counts something, and no part of a longer one.
_COUNT = r"(?:\d{1,3}(?:[.,' ]\d{3})++(?:[.,]\d{1,2})?|\d++(?:[.,]\d{1,2})?)(?![\d]|[-. ]\d)"
_COIN = r"[A-Z]{0,2}\$|[€£₡]|\b(?:USD|EUR|HNL|GTQ|CRC|NIO|PAB|MXN|DOP|BZD|CAD|COP|PEN|Lps?|L|Q|B/)\.?"
_SUM = (
    r"presupuesto|monto|costo|valor|inversi[oó]n|total|suma|fondos?|poblaci[oó]n|aporte|donaci[oó]n|cantidad"
    r"|(?:entrega|emiti|expedi|atendi|registra|retorna|deporta)d[oa]s"
)
_NORM = (
    r"decretos?|ley(?:es)?|acuerdos?|resoluci[oó]n(?:es)?|reglamentos?|convenios?|convenci[oó]n|tratados?"
    r"|protocolos?|circular(?:es)?|oficios?|memor[aá]nd(?:um|o)s?|gacetas?|diario oficial|expedientes?|exps?"
    r"|casos?|art[ií]culos?|arts?|numeral(?:es)?|incisos?|sentencias?|directivas?|normas?|iso|isbn|issn|doi"
    r"|per[ií]odos?|bienios?|trienios?|quinquenios?|gesti[oó]n|a[ñn]os?|p[aá]ginas?|p[aá]gs?|pp|tomos?|folios?"
    r"|contratos?|licitaci[oó]n|proyectos?|lotes?|versi[oó]n|refs?|facturas?|actas?|ods|pmm|metas?|objetivos?"
    r"|c[oó]digo postal|coordenadas|dictamen|opini[oó]n consultiva"
)
_KIND = (
    r"legislativ[oa]|ejecutiv[oa]|ministerial|gubernativ[oa]|suprem[oa]|municipal|judicial|presidencial"
    r"|marco|bilateral|regional|interinstitucional|internacional|administrativ[oa]|t[ée]cnic[oa]|cooperaci[oó]n"
)
_STEP = (
    rf"(?:de|del|la|el|los|las|y|e|para|sobre|{_KIND}|n(?:o|[úu]m(?:ero)?)?[.°º]{{0,2}}"
    r"|(?-i:[A-ZÁÉÍÓÚÑ])[\w/-]{0,30})"
)
_PART = r"[\w./-]{0,30}\d[\w./-]{0,30}"
_JOIN = r"(?:\s?,\s?|\s-\s|\s(?:(?:y|e|o|u|a|al|de|del)\s)?(?:(?:el|la|los)\s)?)"

_TO = r"(?:\s?[-/,]\s?|\s(?:(?:al?|y|e|o|hasta)\s)?(?:el\s)?)"
_PARTS = rf"{_PART}(?:{_JOIN}{_PART}){{0,12}}"

_INNOCENT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # The address of a page, the symbol of a document of the United Nations, the id of an action.
        r"\b(?:https?|ftp)://\S+|\bwww\.\S+|(?<![\w.@-])(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}/\S*",
        r"(?-i:(?<![\w./])[A-Z][A-Z.\d]{0,20}(?:/[\w.()-]{1,30})++|(?<![\w-])[A-Z]{2,4}-[A-Z]{1,3}-\d{2,6}\b)",
        # What is named by a number: Decreto Legislativo No. 1234-2019; Acuerdos 12-2020 y 13-2020.
        rf"(?<!\w)(?:{_NORM})\b\.?(?:[\s:#-]{{1,3}}{_STEP}){{0,6}}[\s.:#°º-]{{0,3}}{_PARTS}",
        # Money, and what is counted: USD 12,500,000; un monto total de 12500000; 12.345.678 personas.
        rf"(?:{_COIN})\s?{_COUNT}",
        rf"\b(?:{_SUM})s?(?:\s[a-záéíóúñ]{{1,12}}){{0,3}}[\s:]{{1,2}}{_COUNT}",
        rf"{_ALONE}(?<!\d[ -]){_COUNT}\s?(?:[%$€]|USD\b|(?:de\s)?(?:mil|[a-zñáéíóú]{{3,20}}s)\b)",
        rf"{_ALONE}\d{{1,3}}(?:,\d{{3}})++(?:\.\d{{1,2}})?(?![\d-])",
        rf"{_ALONE}(?<!\d )(?:\d{{1,9}}000|(?<!\+)(?:\d{{1,2}} \d{{3}} 000|\d \d{{3}} \d{{3}})(?! \d)){ENDS}",
        # Dates, years and hours.
        rf"{_ALONE}{YEAR}(?:-\d\d-|\.\d\d\.|/\d\d/)\d\d(?!\d)|{_ALONE}{_DAY}([-./]){_DAY}\1(?:19|20)?\d\d{ENDS}",
        rf"{_ALONE}{YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]){ENDS}",
        rf"{_ALONE}(?<!\d ){YEAR}(?:{_TO}{YEAR}){{1,12}}{ENDS}",
        rf"\b(?:en|del?|desde|hasta|para|al?|entre)\s{YEAR}{ENDS}",
        # A book, and a place on the map.
        r"(?<![\w-])97[89](?:[- ]?\d){10}(?![\w-])",
        r"(?<![\w.])\d{1,3}\.\d{5,7}(?![\w.])|(?<![\w.])\d{1,2}\.\d{3,7}[,\s]{1,2}-\d{2,3}\.\d{3,7}(?![\w.])",
    )
)


def without_innocent(text: str) -> str:
    """The text with such numbers covered, letter for letter."""
    for pattern in _INNOCENT:
        text = pattern.sub(lambda match: "·" * len(match.group()), text)
    return text
