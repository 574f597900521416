"""Accion: one strategic action of the form, and the dated reviews that follow it."""

from typing import Annotated

from pydantic import Field

from rutaplan.model.campos import (
    CodigoPais,
    Desde,
    Fecha,
    IdAccion,
    IdCatalogo,
    IdGrupo,
    Instituciones,
    Logico,
    Meses,
    MetaOds,
    NombraInstitucion,
    Texto,
    TextoAccion,
    TextoCorto,
    entero,
)
from rutaplan.model.celdas import (
    SILENCIOS,
    ListOf,
    one_of,
)
from rutaplan.model.hoja import Hoja, Opcional, Registro

SUGERIBLES = (
    "titulo_breve",
    "responsable",
    "paises",
    "ambito",
    "contraparte",
    "depende_de",
    "prioridad",
    "temas",
    "poblaciones",
    "alineacion",
    "producto",
    "indicador",
    "medio_verificacion",
)
ESTADOS = ("propuesta", "acordada", "en_ejecucion", "cumplida", "suspendida", "descartada")
Estado = Annotated[str, one_of(*ESTADOS)]
Ambito = Annotated[str, one_of("bilateral", "multilateral", "interno")]
PAISES_TODOS = "todos"

Paises = Annotated[tuple[CodigoPais, ...], ListOf("[HN, MX]", silences=True, word=PAISES_TODOS)]
Acciones = Annotated[tuple[IdAccion, ...], ListOf("[RET-R-10]")]
Etiquetas = Annotated[tuple[IdCatalogo, ...], ListOf("[trata_de_personas]")]
ObjetivosPmm = Annotated[tuple[Annotated[int, entero(1, 23)], ...], ListOf("[10, 21]")]
MetasOds = Annotated[tuple[MetaOds, ...], ListOf('["8.7"]')]


class Errata(Registro):
    """A mend that is proposed and not applied: mending the text is the group's act."""

    dice: TextoCorto = Field(title="Dice", description="Las palabras tal como están en el texto.")
    debe_decir: TextoCorto = Field(title="Debe decir", description="La corrección que se propone.")


class Avance(Registro):
    """A dated review of an action: a status is never overwritten, a new review is added."""

    fecha: Fecha = Field(title="Fecha", description="Día de la revisión, AAAA-MM-DD.")
    estado: Estado = Field(title="Estado", description="Estado de la acción en esa fecha.")
    texto: Texto = Field(title="Texto", description="Qué se hizo, o qué lo impide.")
    reporta: Opcional[NombraInstitucion] = Field(
        None, title="Reporta", description="Institución que informa."
    )
    evidencia: Opcional[Texto] = Field(None, title="Evidencia", description="Dónde se puede comprobar.")


class Alineacion(Registro):
    """How an action relates to agreements made elsewhere; never required."""

    pmm: Opcional[ObjetivosPmm] = Field(
        None,
        title="Objetivos del PMM",
        description="Objetivos del Pacto Mundial para la Migración, de 1 a 23.",
    )
    ods: Opcional[MetasOds] = Field(
        None, title="Metas de los ODS", description='Metas de la Agenda 2030, entre comillas: "8.7".'
    )


class Accion(Hoja):
    """One strategic action. The form asks for texto, plazo and instituciones; the rest is optional."""

    id: IdAccion = Field(
        title="Id",
        description="Sigla del eje, sigla del nivel y número; el archivo se llama igual.",
        examples=["RET-N-18"],
    )
    eje: IdCatalogo = Field(title="Eje", description="Id de un eje de taller.yaml.", examples=["retorno"])
    nivel: IdCatalogo = Field(
        title="Nivel", description="Id de un nivel de taller.yaml.", examples=["nacional"]
    )
    grupo: IdGrupo = Field(title="Grupo", description="Id de un archivo de grupos/.", examples=["g1-retorno"])
    texto: TextoAccion = Field(
        title="Acción estratégica",
        description="El texto acordado, palabra por palabra.",
        examples=["Compilar y compartir las leyes existentes."],
    )
    plazo_meses: Meses = Field(
        title="Plazo (meses)",
        description="Meses enteros, de 1 a 120; o por_definir, no_aplica, no_consta.",
        examples=[12, "por_definir"],
    )
    instituciones: Instituciones = Field(
        title="Instituciones involucradas",
        description="Ids de instituciones.yaml; con por_definir dentro, se conocen en parte.",
        examples=[["hn-inm", "mx-inm"], "por_definir"],
    )
    texto_fuente: Opcional[TextoAccion] = Field(
        None, title="Texto de la fuente", description="El del documento, solo si texto ya difiere de él."
    )
    erratas: Opcional[Annotated[tuple[Errata, ...], ListOf("[{dice: ..., debe_decir: ...}]")]] = Field(
        None, title="Erratas", description="Correcciones propuestas, no aplicadas."
    )
    titulo_breve: Opcional[TextoCorto] = Field(
        None, title="Título breve", description="Hasta ocho palabras, para decirlo en voz alta."
    )
    responsable: Opcional[NombraInstitucion] = Field(
        None, title="Responsable", description="Una de las instituciones, o por_definir.", examples=["hn-inm"]
    )
    paises: Opcional[Paises] = Field(
        None, title="Países", description="Códigos de dos letras, o todos.", examples=[["HN", "MX"], "todos"]
    )
    ambito: Opcional[Ambito] = Field(None, title="Ámbito", description="bilateral, multilateral o interno.")
    contraparte: Opcional[Acciones] = Field(
        None,
        title="Contraparte",
        description="Acciones de otro nivel; basta escribirla en un lado.",
        examples=[["RET-R-10"]],
    )
    depende_de: Opcional[Acciones] = Field(
        None, title="Depende de", description="Acciones que deben terminar antes.", examples=[["RET-N-04"]]
    )
    prioridad: Logico = Field(False, title="Prioridad", description="Marcada por el grupo: true o false.")  # noqa: FBT003 - the default of a field
    temas: Opcional[Etiquetas] = Field(None, title="Temas", description="Ids de los temas de catalogos.yaml.")
    poblaciones: Opcional[Etiquetas] = Field(
        None, title="Poblaciones", description="Ids de las poblaciones de catalogos.yaml."
    )
    alineacion: Opcional[Alineacion] = Field(
        None, title="Alineación", description="Con el Pacto Mundial y los ODS. Nunca es obligatoria."
    )
    sugerido_por: Opcional[dict[Annotated[str, one_of(*SUGERIBLES)], TextoCorto]] = Field(
        None,
        title="Sugerido por",
        description="Campo y quién lo propuso; al adoptarlo, el grupo borra la entrada.",
    )
    plazo_desde: Opcional[Desde] = Field(
        None,
        title="Plazo desde",
        description="taller, aprobacion o una fecha: desde cuándo se cuenta el plazo.",
    )
    producto: Opcional[Texto] = Field(None, title="Producto", description="Qué quedará hecho.")
    indicador: Opcional[Texto] = Field(None, title="Indicador", description="Cómo se sabrá que se cumplió.")
    medio_verificacion: Opcional[Texto] = Field(
        None, title="Medio de verificación", description="Dónde se podrá comprobar."
    )
    estado: Estado = Field("propuesta", title="Estado", description="En qué punto está la acción.")
    avances: Opcional[Annotated[tuple[Avance, ...], ListOf("[{fecha: ..., estado: ..., texto: ...}]")]] = (
        Field(None, title="Avances", description="Revisiones con fecha; solo se agregan.")
    )
    notas: Opcional[Texto] = Field(None, title="Notas", description="Texto libre.")

    @property
    def numero(self) -> int:
        """The number in its table, in the source's order: the last part of the id."""
        last = self.id.rpartition("-")[2]
        return int(last) if last.isascii() and last.isdigit() else 0

    @property
    def instituciones_conocidas(self) -> tuple[str, ...]:
        """Instituciones without its silences."""
        return tuple(nombre for nombre in self.instituciones if nombre not in SILENCIOS)

    def is_sugerido(self, campo: str) -> bool:
        """Whether a field is somebody's proposal that the group has not adopted."""
        return self.sugerido_por is not None and campo in self.sugerido_por
