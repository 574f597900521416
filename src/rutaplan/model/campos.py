"""The cells of the form, by name: what each sheet's fields are made of."""

from datetime import date
from typing import Annotated

from rutaplan.model.celdas import (
    ID_ACCION,
    ID_CATALOGO,
    ID_GRUPO,
    ID_INSTITUCION,
    MAX_MESES,
    MAX_TEXTO,
    MIN_MESES,
    SILENCIOS,
    Cell,
    ListOf,
    check_desde,
    check_entero,
    check_fecha,
    check_logico,
    check_meses,
    check_pattern,
    check_texto,
)

UNION_TAGS = frozenset({"lista", "silencio"})

_FECHA = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_SILENCE_PATTERN = "|".join(SILENCIOS)


def _text_cell(minimum: int, maximum: int) -> Cell:
    # An editor reads 2013 as a number and no as a word: any scalar is text here.
    schema = {"type": ["string", "number", "boolean"], "minLength": minimum, "maxLength": maximum}
    return Cell(check_texto(minimum, maximum), schema)


def _matching(pattern: str, expected: str, *, silences: bool = False) -> Cell:
    typed = f"^(?:{pattern}|{_SILENCE_PATTERN})$" if silences else f"^(?:{pattern})$"
    return Cell(check_pattern(pattern, expected, silences=silences), {"type": "string", "pattern": typed})


def entero(low: int, high: int) -> Cell:
    """A cell that holds a whole number between two bounds, quoted or not."""
    number = {"type": "integer", "minimum": low, "maximum": high}
    return Cell(
        check_entero(low, high), {"anyOf": [number, {"type": "string", "pattern": "^(0|[1-9][0-9]{0,3})$"}]}
    )


_MESES_SCHEMA = {
    "anyOf": [
        {"type": "integer", "minimum": MIN_MESES, "maximum": MAX_MESES},
        {"type": "string", "pattern": "^([1-9][0-9]?|1[01][0-9]|120)$"},
        {"type": "string", "enum": list(SILENCIOS)},
    ]
}
_FECHA_SCHEMA = {"type": "string", "pattern": f"^(?:{_FECHA}|{_SILENCE_PATTERN})$"}
_DESDE_SCHEMA = {"type": "string", "pattern": f"^(?:{_FECHA}|taller|aprobacion|{_SILENCE_PATTERN})$"}
_PARTIAL = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"
_PARTIAL_SCHEMA = {
    "anyOf": [
        {"type": "integer", "minimum": 1000, "maximum": 9999},
        {"type": "string", "pattern": f"^{_PARTIAL}$"},
    ]
}
_NOMBRA_SCHEMA = {"type": "string", "pattern": f"^(?:{ID_INSTITUCION}|{_SILENCE_PATTERN})$"}

Texto = Annotated[str, _text_cell(1, MAX_TEXTO)]
TextoAccion = Annotated[str, _text_cell(10, 1000)]
TextoCorto = Annotated[str, _text_cell(1, 200)]
Meses = Annotated[int | str, Cell(check_meses, _MESES_SCHEMA)]
Logico = Annotated[bool, Cell(check_logico, {"type": "boolean"})]
Fecha = Annotated[date | str, Cell(check_fecha, _FECHA_SCHEMA)]
Desde = Annotated[date | str, Cell(check_desde, _DESDE_SCHEMA)]
FechaParcial = Annotated[
    str, Cell(check_pattern(_PARTIAL, "una fecha AAAA, AAAA-MM o AAAA-MM-DD"), _PARTIAL_SCHEMA)
]
IdAccion = Annotated[str, _matching(ID_ACCION, "un id como RET-N-18")]
IdGrupo = Annotated[str, _matching(ID_GRUPO, "un id como g1-retorno")]
IdCatalogo = Annotated[
    str, _matching(ID_CATALOGO, "un id en minúsculas y sin tildes, como trata_de_personas")
]
IdInstitucion = Annotated[str, _matching(ID_INSTITUCION, "un id como hn-inm")]
CodigoPais = Annotated[str, _matching("[A-Z]{2}", "un código de país de dos mayúsculas, como HN")]
PaisOSilencio = Annotated[
    str, _matching("[A-Z]{2}", "un código de país de dos mayúsculas, como HN, o por_definir", silences=True)
]
CodigoPais3 = Annotated[str, _matching("[A-Z]{3}", "un código de país de tres mayúsculas, como HND")]
SiglaEje = Annotated[str, _matching("[A-Z]{2,4}", "de dos a cuatro mayúsculas, como RET")]
SiglaNivel = Annotated[str, _matching("[A-Z]{1,3}", "de una a tres mayúsculas, como N")]
MetaOds = Annotated[
    str,
    Cell(check_pattern(r"[0-9]{1,2}\.[0-9a-z]{1,2}", "una meta, como 8.7"), {"type": ["string", "number"]}),
]
# An id is meant, but any short text is taken here: a sigla in its place deserves the rules' answer
# (INS02, INS03), with its candidates, and not a complaint about its letters.
NombraInstitucion = Annotated[str, Cell(check_texto(1, 200), _NOMBRA_SCHEMA)]
Instituciones = Annotated[tuple[NombraInstitucion, ...], ListOf("[hn-inm, mx-inm]", silences=True)]
