"""lectura: what was understood of a document, before it is compared with the plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rutaplan.importers.rejilla import Casilla


@dataclass(frozen=True, slots=True)
class Duda:
    """What could not be taken in, where it is and why; it never holds anything about a person."""

    lugar: str
    texto: str


@dataclass(frozen=True, slots=True)
class Entrada:
    """An action that a document speaks of. celdas: by field, as typed. Empty: the document does not say.

    huella is the paper's own fingerprint of the row.
    """

    lugar: str
    celdas: Mapping[str, Casilla]
    ident: str = ""
    huella: str = ""
    eje: str = ""
    nivel: str = ""
    grupo: str = ""


@dataclass(frozen=True, slots=True)
class GrupoLeido:
    """A group that a form names. participantes: nombre, cargo and institución of each, as typed."""

    id: str
    numero: int
    nombre: str
    eje: str
    lugar: str
    participantes: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Lectura:
    """A whole document. clase says as what it was read; columnas, which title gave which field.

    taller: what the form says of the workshop, by field.
    """

    clase: str
    entradas: tuple[Entrada, ...]
    columnas: tuple[tuple[str, str], ...] = ()
    avisos: tuple[str, ...] = ()
    dudas: tuple[Duda, ...] = ()
    grupos: tuple[GrupoLeido, ...] = ()
    taller: Mapping[str, Casilla] = field(default_factory=dict)
