"""bloques: what a page is made of, in order. Each format prints each kind of block once, for every document.

The names are those that a template sees, in Spanish; docs/plantillas.md lists them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal, TypeAlias

Trama: TypeAlias = Literal["lleno", "rayado", "punteado", "vacio"]
Estilo: TypeAlias = Literal["normal", "fuerte", "discreto", "aviso", "sobre", "nota", "aclaracion"]


class Clase(StrEnum):
    """What a column holds, and so how it is shown and, in a sheet, what people may type in it."""

    ID = "id"
    FIJO = "fijo"
    TEXTO = "texto"
    MESES = "meses"
    INSTITUCION = "institucion"
    INSTITUCIONES = "instituciones"
    TIPO = "tipo"
    ESTADO = "estado"
    AVANCE = "avance"
    LOGICO = "logico"
    HUELLA = "huella"
    CIFRA = "cifra"
    CASILLA = "casilla"

    @property
    def editable(self) -> bool:
        """Whether people may change it in a sheet: not what says which action a row is."""
        return self not in {Clase.ID, Clase.FIJO, Clase.HUELLA}


@dataclass(frozen=True, slots=True)
class Titulo:
    """A heading: nivel 2 is a part of the document, 3 a part of that. rotulo stands before it, smaller.

    ancla: the name by which the contents find it.
    """

    texto: str
    nivel: int = 2
    rotulo: str = ""
    ancla: str = ""
    tipo: str = field(default="titulo", init=False)


@dataclass(frozen=True, slots=True)
class Parrafo:
    """A paragraph."""

    texto: str
    estilo: Estilo = "normal"
    tipo: str = field(default="parrafo", init=False)


@dataclass(frozen=True, slots=True)
class Dato:
    """A fact with its name; hueco is what is left to write."""

    rotulo: str
    valor: str = ""
    hueco: str = ""


@dataclass(frozen=True, slots=True)
class Datos:
    """Facts beside one another."""

    datos: tuple[Dato, ...]
    tipo: str = field(default="datos", init=False)


@dataclass(frozen=True, slots=True)
class Renglones:
    """Lines to write on by hand, one a fact."""

    datos: tuple[Dato, ...]
    tipo: str = field(default="renglones", init=False)


@dataclass(frozen=True, slots=True)
class Columna:
    """A column. campo: the field that it shows, if it shows one.

    ancho: its width on a page in millimetres, 0 for what is left; letras: its width in a sheet.
    """

    titulo: str
    ancho: int = 0
    clase: Clase = Clase.TEXTO
    campo: str = ""
    letras: int = 30


ID = Columna("Id", 25, Clase.ID, "id", 11)
"""The column that says which action a row is."""


@dataclass(frozen=True, slots=True)
class Celda:
    """What a cell says: texto, a line below in menudo, what is missing in falta, and hueco to write on.

    nota is the number of a footnote, or 0; huella the fingerprint of the row, for papers that come back;
    enlace the name of a file beside this one, which web pages open.
    """

    texto: str = ""
    menudo: str = ""
    falta: str = ""
    hueco: str = ""
    nota: int = 0
    huella: str = ""
    enlace: str = ""


@dataclass(frozen=True, slots=True)
class Tabla:
    """A table: its rows have a cell for each column. rotulo names it to who cannot see it.

    sobre is a title over the columns; total, a last row of sums; blancas, how many empty rows follow;
    a_mano: rows are tall enough to write in; junta: they stand on one sheet, if they fit.
    """

    rotulo: str
    columnas: tuple[Columna, ...]
    filas: tuple[tuple[Celda, ...], ...]
    sobre: str = ""
    total: tuple[Celda, ...] = ()
    blancas: int = 0
    a_mano: bool = False
    junta: bool = False
    tipo: str = field(default="tabla", init=False)


@dataclass(frozen=True, slots=True)
class Dicho:
    """What is said at a minute: texto; or what is not: nota, and so many renglones to write on.

    titulo is the part of the script that begins there.
    """

    minuto: str
    titulo: str
    texto: str = ""
    nota: str = ""
    renglones: int = 0


@dataclass(frozen=True, slots=True)
class Dichos:
    """A script, to speak from: in large letters, with the minutes at the left."""

    filas: tuple[Dicho, ...]
    tipo: str = field(default="dichos", init=False)


@dataclass(frozen=True, slots=True)
class Direccion:
    """An address between the words around it. destino: where it leads, nothing for what is only a text.

    trazo, a path of SVG in a square of so many units as lado says, is its QR code; nothing without one.
    """

    antes: str
    texto: str
    despues: str = ""
    destino: str = ""
    lado: int = 0
    trazo: str = ""
    tipo: str = field(default="direccion", init=False)

    @property
    def dicho(self) -> str:
        """All its words."""
        return f"{self.antes} {self.texto}{self.despues}"


@dataclass(frozen=True, slots=True)
class Palabras:
    """Some words of a text that was another: those that stay, that are no more, or that are new."""

    texto: str
    marca: Literal["", "sale", "entra"] = ""


@dataclass(frozen=True, slots=True)
class Contraste:
    """A text as it was and as it is, in one: its words marked by more than a colour. rotulo: whose it is."""

    rotulo: str
    tramos: tuple[Palabras, ...]
    tipo: str = field(default="contraste", init=False)


@dataclass(frozen=True, slots=True)
class Medida:
    """A bar: what it counts, how many, and how long it is, as a part of the longest in hundredths.

    trama: lleno, rayado, punteado or vacio, how it is filled where bars are told apart by that.
    """

    nombre: str
    cifra: int
    parte: int
    trama: Trama = "lleno"


@dataclass(frozen=True, slots=True)
class Serie:
    """The bars that count the same things by one kind of part."""

    titulo: str
    medidas: tuple[Medida, ...]


@dataclass(frozen=True, slots=True)
class Barras:
    """Counts, drawn. Who cannot see them reads the table that stands below."""

    series: tuple[Serie, ...]
    tipo: str = field(default="barras", init=False)


@dataclass(frozen=True, slots=True)
class Indice:
    """The contents: the headings that it lists, in order; each has an ancla."""

    entradas: tuple[Titulo, ...]
    tipo: str = field(default="indice", init=False)


@dataclass(frozen=True, slots=True)
class Corte:
    """What follows begins on a new sheet of paper."""

    tipo: str = field(default="corte", init=False)


QR_MM = 28
"""The side of a QR code on paper: the longest address is read by a phone from there."""
Bloque: TypeAlias = (
    Titulo | Parrafo | Datos | Renglones | Tabla | Dichos | Direccion | Contraste | Barras | Indice | Corte
)


def parrafos(*texts: str, estilo: Estilo = "normal") -> tuple[Parrafo, ...]:
    """Make a paragraph of each text that says something."""
    return tuple(Parrafo(text, estilo) for text in texts if text)


def with_indice(bloques: Sequence[Bloque], *, hasta: int = 3) -> tuple[Indice, tuple[Bloque, ...]]:
    """Make the contents of some blocks, down to a nivel of headings, and those headings easy to find."""
    made = [
        replace(each, ancla=f"parte-{number}") if isinstance(each, Titulo) and each.nivel <= hasta else each
        for number, each in enumerate(bloques, 1)
    ]
    return Indice(tuple(each for each in made if isinstance(each, Titulo) and each.ancla)), tuple(made)
