"""Taller and Grupo: the workshop, what it asks for, and the groups that worked in it."""

from typing import Annotated

from pydantic import Discriminator, Field, Tag

from rutaplan.model.accion import Errata
from rutaplan.model.campos import (
    Fecha,
    IdCatalogo,
    IdGrupo,
    Instituciones,
    Logico,
    NombraInstitucion,
    PaisOSilencio,
    SiglaEje,
    SiglaNivel,
    Texto,
    TextoCorto,
    entero,
)
from rutaplan.model.celdas import (
    ListOf,
    Silencio,
    one_of,
    silence_or_list,
)
from rutaplan.model.hoja import Hoja, Opcional, Registro

EXIGIBLES = (
    "plazo_meses",
    "instituciones",
    "responsable",
    "paises",
    "producto",
    "indicador",
    "medio_verificacion",
)


class Columnas(Registro):
    """The form's own column headings for one level."""

    acciones: TextoCorto = Field(title="Acciones", description="Encabezado de la columna de acciones.")
    plazo: TextoCorto = Field(title="Plazo", description="Encabezado de la columna de plazos.")
    instituciones: TextoCorto = Field(
        title="Instituciones", description="Encabezado de la columna de instituciones."
    )


class Eje(Registro):
    """One theme of the workshop. encabezado is the form's long name, or por_definir."""

    id: IdCatalogo = Field(title="Id", description="En minúsculas y sin tildes.", examples=["retorno"])
    sigla: SiglaEje = Field(
        title="Sigla", description="Con ella empiezan los ids de sus acciones.", examples=["RET"]
    )
    nombre: TextoCorto = Field(title="Nombre", description="Nombre corto.", examples=["Retorno"])
    encabezado: Texto = Field(title="Encabezado", description="Nombre largo del formulario, o por_definir.")


class Nivel(Registro):
    """One level of implementation. encabezado is the form's heading, or por_definir."""

    id: IdCatalogo = Field(title="Id", description="En minúsculas y sin tildes.", examples=["nacional"])
    sigla: SiglaNivel = Field(
        title="Sigla", description="La segunda parte de los ids de sus acciones.", examples=["N"]
    )
    nombre: TextoCorto = Field(title="Nombre", description="Nombre corto.", examples=["Nacional"])
    encabezado: Texto = Field(title="Encabezado", description="El del formulario, o por_definir.")
    columnas: Opcional[Columnas] = Field(
        None, title="Columnas", description="Los encabezados de columna del formulario."
    )


class Plenaria(Registro):
    """The plenary's time, and the rate at which people speak in it."""

    minutos: Annotated[int, entero(1, 60)] = Field(title="Minutos", description="Tiempo de cada grupo.")
    palabras_por_minuto: Annotated[int, entero(60, 300)] = Field(
        title="Palabras por minuto", description="Ritmo con que se calcula la duración."
    )
    fuente: Texto = Field(title="Fuente", description="De dónde sale ese ritmo.")


class Horizontes(Registro):
    """Upper bounds in months, a convention of the workshop: only "corto is up to 12" is broadly agreed."""

    corto: Annotated[int, entero(1, 120)] = Field(
        title="Corto", description="Hasta cuántos meses es corto plazo."
    )
    mediano: Annotated[int, entero(1, 120)] = Field(
        title="Mediano", description="Hasta cuántos meses es mediano plazo."
    )


class Taller(Hoja):
    """The workshop: what would otherwise be hard-coded."""

    titulo: Texto = Field(title="Título", description="El del formulario.")
    nombre: Texto = Field(title="Nombre", description="Cómo se llamó el taller, o por_definir.")
    lema: Opcional[Texto] = Field(None, title="Lema", description="Lema del taller.")
    objetivo: Texto = Field(title="Objetivo", description="El del formulario.")
    dinamica: Opcional[Texto] = Field(None, title="Dinámica", description="La del formulario.")
    erratas: Opcional[Annotated[tuple[Errata, ...], ListOf("[{dice: ..., debe_decir: ...}]")]] = Field(
        None, title="Erratas", description="Correcciones propuestas a los textos del formulario."
    )
    fecha_inicio: Fecha = Field(title="Fecha de inicio", description="AAAA-MM-DD, o por_definir.")
    fecha_fin: Fecha = Field(title="Fecha de fin", description="AAAA-MM-DD, o por_definir.")
    fecha_aprobacion: Opcional[Fecha] = Field(
        None,
        title="Fecha de aprobación",
        description="Base de los plazos que se cuentan desde la aprobación.",
    )
    ciudad: TextoCorto = Field(title="Ciudad", description="Dónde fue, o por_definir.")
    pais: PaisOSilencio = Field(title="País", description="Código de dos letras, o por_definir.")
    organiza: Instituciones = Field(title="Organiza", description="Ids de instituciones.yaml, o por_definir.")
    documento_origen: Texto = Field(
        title="Documento de origen",
        description="De qué documento salió el plan.",
        examples=["fuentes/formulario.txt"],
    )
    plenaria: Plenaria = Field(title="Plenaria", description="Tiempo y ritmo de la presentación.")
    horizontes: Horizontes = Field(
        title="Horizontes", description="Límites de corto y mediano plazo, en meses."
    )
    exige: Annotated[
        tuple[Annotated[str, one_of(*EXIGIBLES)], ...], ListOf("[plazo_meses, instituciones]")
    ] = Field(title="Exige", description="Campos de la acción cuyo silencio cuenta como pendiente.")
    ejes: Annotated[tuple[Eje, ...], ListOf("[{id: retorno, sigla: RET, ...}]")] = Field(
        title="Ejes", description="En el orden en que se imprimen."
    )
    niveles: Annotated[tuple[Nivel, ...], ListOf("[{id: nacional, sigla: N, ...}]")] = Field(
        title="Niveles", description="En el orden en que se imprimen."
    )
    notas: Opcional[Texto] = Field(None, title="Notas", description="Texto libre.")


class Participante(Registro):
    """A member of a group. The name leaves the repository only with autoriza_publicar: true."""

    nombre: TextoCorto = Field(title="Nombre", description="Nombre y apellidos.")
    cargo: TextoCorto = Field(title="Cargo", description="Cargo, o por_definir.")
    institucion: NombraInstitucion = Field(
        title="Institución", description="Id de instituciones.yaml, o por_definir."
    )
    autoriza_publicar: Logico = Field(
        False,  # noqa: FBT003 - the default of a field
        title="Autoriza publicar",
        description="true si la persona aceptó que su nombre se publique.",
    )


Participantes = Annotated[
    Annotated[tuple[Participante, ...], ListOf("[{nombre: ..., cargo: ..., institucion: ...}]"), Tag("lista")]
    | Annotated[Silencio, Tag("silencio")],
    Discriminator(silence_or_list),
]


class Grupo(Hoja):
    """A group of the workshop: who was in it, and who speaks for it."""

    id: IdGrupo = Field(title="Id", description="El archivo se llama igual.", examples=["g1-retorno"])
    numero: Annotated[int, entero(1, 99)] = Field(
        title="Número", description="Número del grupo en el formulario."
    )
    nombre: TextoCorto = Field(title="Nombre", description="Nombre del grupo en el formulario.")
    eje: IdCatalogo = Field(title="Eje", description="Id de un eje de taller.yaml.")
    participantes: Participantes = Field(
        title="Participantes", description="Nombre, cargo e institución de cada quien, o por_definir."
    )
    ponente: TextoCorto = Field(
        title="Ponente", description="Nombre de uno de los participantes, o por_definir."
    )

    @property
    def miembros(self) -> tuple[Participante, ...]:
        """The participants that are known."""
        return self.participantes if isinstance(self.participantes, tuple) else ()
