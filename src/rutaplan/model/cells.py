"""cells: the cells of the form, by name: what they take, what is typed in them, what they hold.

A field is made of one of them, or of a list of them; all that is derived from a field asks its cell.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, TypeAlias, get_args

from pydantic_core import CoreSchema
from pydantic_core.core_schema import (
    no_info_plain_validator_function,
    no_info_wrap_validator_function,
    simple_ser_schema,
)

from rutaplan.files import ID_GRUPO
from rutaplan.model import checks
from rutaplan.model.checks import MAX_MESES, MIN_MESES, RESERVADOS, SILENCIOS, Check, hole, refuse
from rutaplan.suggest import nearest

Schema: TypeAlias = Mapping[str, Any] | Callable[[], Mapping[str, Any]]
LIBRE = "texto"
"""What a cell holds into which anything may be written: free text. Others hold ids, by what they name."""
DIRECCION = "direccion"
"""What a cell holds that is an address of the web, which may hold a person's."""
MES = "mes"
"""What a cell holds that is a month, in which somebody found something to be so."""
ID_ACCION = r"[A-Z]{2,4}-[A-Z]{1,3}-[0-9]{2,6}"
_ID = rf"(?!(?:{RESERVADOS})(?![a-z0-9_-]))"
# It never ends in a hyphen and digits: the name of a report ends in them when it is not the first of its day.
ID_INSTITUCION = _ID + r"[a-z][a-z0-9]*(?:(?:-[a-z0-9]+)*-[0-9]*[a-z][a-z0-9]*)?"
_ID_CATALOGO = _ID + r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*"
_FECHA = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
# No user part: what stands before an @ passes for the place that one goes to. No name in punycode: it is
# shown as letters that look like others.
DIRECCION_SEGURA = (
    r"(?=[!-~]{1,300}$)https://(?!(?:[A-Za-z0-9-]+\.)*[Xx][Nn]--)[A-Za-z0-9.-]{1,200}"
    r"(?::[0-9]{1,5})?(?:[/?#][!-~]*)?"
)
CORREO = r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}"
FECHA_PARCIAL = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"
_SILENCIO = "|".join(SILENCIOS)
_INSTITUCION = "un id como hn-inm, que no termine en guion y cifras"


class CellType:
    """Annotated[type, CellType(check, schema)]: check alone decides; schema is for what is typed.

    kind: what it holds. silent: whether a silence may stand in it.
    """

    # No dataclass, like the others here: making one costs as much as a record's class.
    def __init__(self, check: Check, schema: Schema, kind: str = "", *, silent: bool = False) -> None:
        self.check, self.schema, self.kind, self.silent = check, schema, kind, silent

    @property
    def is_number(self) -> bool:
        """Whether a number without quotes is what it asks for."""
        return any(each.get("type") == "integer" for each in self._typed.get("anyOf", ()))

    @property
    def words(self) -> tuple[str, ...]:
        """The few words of which it holds one; none where it may hold others."""
        return tuple(self._typed.get("enum", ()))

    @property
    def max_letters(self) -> int:
        """How long a text in it may be; 0 where it holds no free text."""
        return int(self._typed.get("maxLength", 0))

    @property
    def _typed(self) -> Mapping[str, Any]:
        return self.schema() if callable(self.schema) else self.schema

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return dict(self._typed)


class ListOf:
    """Annotated[tuple[item, ...], ListOf(...)]: at least one item, none repeated.

    With silences, or with a word of its own ("todos"), that word alone may stand for the list; it
    is kept as a list of one, the same as among others: [hn-inm, por_definir] is known in part.
    """

    def __init__(self, example: str, *, silent: bool = False, word: str = "") -> None:
        self.example, self.silent = example, silent
        self.words = (SILENCIOS if silent else ()) + ((word,) if word else ())

    def check(self, value: Any, items: Any) -> Any:
        """Turn a list into a tuple of checked items; a word that may stand for it is not an item."""
        if type(value) is list and value:
            return items(checks.without_repeats(value))
        if type(value) is str and value in self.words:
            return (value,)
        expected = " o ".join((f"una lista, como {self.example}", *self.words))
        if value == []:
            raise refuse("ESQ05", value, esperado=expected)
        near = nearest(value, self.words) if type(value) is str else None
        if near:
            raise refuse("ESQ03 parecida", value, esperado=expected, parecida=near)
        hole("ESQ03 lista", value, expected, ejemplo=self.example)
        return ()

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return no_info_wrap_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        array = {**handler(core), "minItems": 1, "uniqueItems": True}
        return {"anyOf": [array, {"type": "string", "enum": list(self.words)}]} if self.words else array


class OrSilence:
    """Annotated[list | str, OrSilence()]: a silence may stand for the list, and stays the word that it is."""

    def check(self, value: Any, items: Any) -> Any:
        """Check what is no silence as a list."""
        return value if type(value) is str and value in SILENCIOS else items(value)

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        items = handler.generate_schema(get_args(source)[0])
        return no_info_wrap_validator_function(self.check, items, serialization=simple_ser_schema("any"))

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return {"oneOf": [handler(core), {"enum": list(SILENCIOS), "type": "string"}]}


def one_of(*options: str, kind: str = "", reported: tuple[str, ...] = ()) -> CellType:
    """A cell that holds one of a few words. reported: those that only a report says."""
    return one_of_those(lambda: options, kind, reported)


def one_of_those(
    options: Callable[[], tuple[str, ...]], kind: str = "", reported: tuple[str, ...] = ()
) -> CellType:
    """The same, of words that are known only when they are needed."""
    return CellType(
        checks.palabra(options, reported), lambda: {"type": "string", "enum": list(options())}, kind
    )


def entero(low: int, high: int, kind: str = "") -> CellType:
    """A cell that holds a whole number between two bounds, quoted or not."""
    return CellType(checks.entero(low, high), lambda: _numbers(low, high, _range_pattern(low, high)), kind)


def _range_pattern(low: int, high: int) -> str:
    """Match the whole numbers from low to high, written without zeros in front: 8 to 12 is 8, 9 or 1[0-2]."""
    units: dict[int, list[int]] = {}
    for number in range(low, high + 1):
        units.setdefault(number // 10, []).append(number % 10)
    parts = (f"{tens or ''}[{digits[0]}-{digits[-1]}]" for tens, digits in units.items())
    return f"^(?:{'|'.join(parts)})$"


def _numbers(low: int, high: int, pattern: str, *more: Mapping[str, Any]) -> dict[str, Any]:
    number = {"type": "integer", "minimum": low, "maximum": high}
    return {"anyOf": [number, {"type": "string", "pattern": pattern}, *more]}


def _libre(minimum: int, maximum: int) -> CellType:
    # An editor reads 2013 as a number and no as a word: any scalar is text here.
    typed = {"type": ["string", "number", "boolean"], "minLength": minimum, "maxLength": maximum}
    return CellType(checks.texto(minimum, maximum), typed, LIBRE, silent=minimum == 1)


def matching(pattern: str, expected: str, kind: str = "", *, silent: bool = False) -> CellType:
    """A cell that holds a word of a certain form, or a silence where they may stand."""
    typed = _typed(f"{pattern}|{_SILENCIO}" if silent else pattern)
    return CellType(checks.pattern(pattern, expected, silences=silent), typed, kind, silent=silent)


def _typed(pattern: str) -> dict[str, str]:
    return {"type": "string", "pattern": f"^(?:{pattern})$"}


def id_catalogo(kind: str = "") -> CellType:
    """A cell that holds an id of one of the plan's own lists."""
    return matching(_ID_CATALOGO, "un id en minúsculas y sin tildes, como trata_de_personas", kind)


Texto = Annotated[str, _libre(1, 2000)]
TextoAccion = Annotated[str, _libre(10, 1000)]
TextoCorto = Annotated[str, _libre(1, 200)]
_MESES = _numbers(
    MIN_MESES, MAX_MESES, "^([1-9][0-9]?|1[01][0-9]|120)$", {"type": "string", "enum": list(SILENCIOS)}
)
Meses = Annotated[int | str, CellType(checks.meses, _MESES, "meses", silent=True)]
Logico = Annotated[bool, CellType(checks.logico, {"type": "boolean"}, "logico")]
Fecha = Annotated[date | str, CellType(checks.fecha, _typed(f"{_FECHA}|{_SILENCIO}"), silent=True)]
Desde = Annotated[
    date | str, CellType(checks.desde, _typed(f"{_FECHA}|taller|aprobacion|{_SILENCIO}"), silent=True)
]
FechaParcial = Annotated[
    str,
    CellType(
        checks.pattern(FECHA_PARCIAL, "una fecha AAAA, AAAA-MM o AAAA-MM-DD"),
        _numbers(1000, 9999, f"^{FECHA_PARCIAL}$"),
    ),
]
Dia = Annotated[date, CellType(checks.dia, _typed(_FECHA))]
Mes = Annotated[str, matching("[0-9]{4}-(?:0[1-9]|1[0-2])", "un año y un mes, AAAA-MM", MES)]
IdAccion = Annotated[str, matching(ID_ACCION, "un id como RET-N-18", "accion")]
IdGrupo = Annotated[str, matching(ID_GRUPO, "un id como g1-retorno", "grupo")]
IdEje = Annotated[str, id_catalogo("eje")]
IdNivel = Annotated[str, id_catalogo("nivel")]
IdTema = Annotated[str, id_catalogo("tema")]
IdFamilia = Annotated[str, id_catalogo("familia")]
IdPoblacion = Annotated[str, id_catalogo("poblacion")]
IdTipo = Annotated[str, id_catalogo("tipo_institucion")]
IdInstitucion = Annotated[str, matching(ID_INSTITUCION, _INSTITUCION, "institucion")]
CodigoPais = Annotated[str, matching("[A-Z]{2}", "un código de país de dos mayúsculas, como HN", "pais")]
PaisOSilencio = Annotated[
    str,
    matching("[A-Z]{2}", "un código de país de dos mayúsculas, como HN, o por_definir", "pais", silent=True),
]
CodigoPais3 = Annotated[str, matching("[A-Z]{3}", "un código de país de tres mayúsculas, como HND")]
CodigoRegla = Annotated[str, matching("[A-Z]{3}[0-9]{2}", "un código, como ACC06", "codigo")]
CodigoIgnorado = Annotated[str, matching("[A-Z]{3}[0-9]{2}", "un código, como ACC06", "ignorado")]
SiglaEje = Annotated[str, matching("[A-Z]{2,4}", "de dos a cuatro mayúsculas, como RET")]
SiglaNivel = Annotated[str, matching("[A-Z]{1,3}", "de una a tres mayúsculas, como N")]
ObjetivoNumero = Annotated[int, entero(1, 23, "objetivo_pmm")]
MetaOds = Annotated[
    str,
    CellType(
        checks.pattern(r"[0-9]{1,2}\.[0-9a-z]{1,2}", "una meta, como 8.7"),
        {"type": ["string", "number"]},
        "meta_ods",
    ),
]
IdTaller = Annotated[
    str,
    matching(
        "[a-z][a-z0-9]{0,30}(?:-[a-z0-9]{1,30}){0,5}", "un id en minúsculas, con guiones, como crm-2027"
    ),
]
IdCampo = Annotated[str, id_catalogo()]
Contacto = Annotated[
    str,
    matching(
        f"{CORREO}|{DIRECCION_SEGURA}",
        "un correo de la oficina o una dirección https",
    ),
]
Direccion = Annotated[
    str,
    matching(
        DIRECCION_SEGURA,
        "una dirección que empiece por https://, sin usuario y de 300 signos o menos",
        DIRECCION,
    ),
]
Imagen = Annotated[
    str,
    matching(
        r"fuentes/(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*/)*[A-Za-z0-9_-][A-Za-z0-9_.-]*\.(?:png|jpe?g)",
        "una imagen de fuentes/, como fuentes/logo.png",
    ),
]
# An id is meant, but any short text is taken here: a sigla in its place deserves the rules' answer
# (INS02, INS03), with its candidates, and not a complaint about its letters.
NombraInstitucion = Annotated[
    str, CellType(checks.texto(1, 200), _typed(f"{ID_INSTITUCION}|{_SILENCIO}"), "institucion", silent=True)
]
NombraInstituciones = Annotated[tuple[NombraInstitucion, ...], ListOf("[hn-inm, mx-inm]", silent=True)]
# The same, or the id of a type of institution, which stands for those of the action's countries.
NombraInvolucrada = Annotated[
    str,
    CellType(
        checks.texto(1, 200),
        _typed(f"{ID_INSTITUCION}|{_ID_CATALOGO}|{_SILENCIO}"),
        "involucrada",
        silent=True,
    ),
]
NombraInvolucradas = Annotated[tuple[NombraInvolucrada, ...], ListOf("[cancilleria, hn-inm]", silent=True)]
