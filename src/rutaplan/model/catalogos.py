"""The catalogues: institutions, countries, themes and the agreements that actions may refer to."""

from typing import Annotated

from pydantic import ConfigDict, Field, RootModel

from rutaplan.model.campos import (
    CodigoPais,
    CodigoPais3,
    FechaParcial,
    IdCatalogo,
    IdInstitucion,
    MetaOds,
    Texto,
    TextoCorto,
    entero,
)
from rutaplan.model.celdas import (
    ListOf,
    one_of,
)
from rutaplan.model.hoja import Hoja, Opcional, Registro

Confianza = Annotated[str, one_of("verificada", "por_verificar")]
Textos = Annotated[tuple[TextoCorto, ...], ListOf("[un nombre, otro nombre]")]


class Institucion(Registro):
    """A body that can be involved. Bodies are renamed and dissolved: sucesora says who took over."""

    sigla: Opcional[TextoCorto] = Field(
        None, title="Sigla", description="Como la usa la institución.", examples=["INM"]
    )
    nombre: TextoCorto = Field(title="Nombre", description="Nombre oficial.")
    nombre_es: Opcional[TextoCorto] = Field(
        None, title="Nombre en español", description="Traducción, si el oficial está en otra lengua."
    )
    otros_nombres: Opcional[Textos] = Field(
        None, title="Otros nombres", description="Anteriores o de uso común."
    )
    pais: Opcional[CodigoPais] = Field(
        None, title="País", description="Código de catalogos.yaml.", examples=["HN"]
    )
    ambito: Opcional[Annotated[str, one_of("regional", "internacional")]] = Field(
        None, title="Ámbito", description="En vez de país: regional o internacional."
    )
    tipo: IdCatalogo = Field(title="Tipo", description="Id de un tipo de institución de catalogos.yaml.")
    parte_de: Opcional[IdInstitucion] = Field(
        None, title="Parte de", description="Institución a la que pertenece."
    )
    vigente_desde: Opcional[FechaParcial] = Field(
        None, title="Vigente desde", description="AAAA, AAAA-MM o AAAA-MM-DD."
    )
    vigente_hasta: Opcional[FechaParcial] = Field(
        None, title="Vigente hasta", description="AAAA, AAAA-MM o AAAA-MM-DD."
    )
    sucesora: Opcional[IdInstitucion] = Field(None, title="Sucesora", description="Quién tomó sus funciones.")
    fuente: Texto = Field(title="Fuente", description="De dónde sale este dato, o no_consta.")
    confianza: Confianza = Field(title="Confianza", description="verificada o por_verificar.")
    notas: Opcional[Texto] = Field(None, title="Notas", description="Texto libre.")


class Pais(Registro):
    """A country, and what it is in the CRM."""

    iso3: CodigoPais3 = Field(title="ISO 3", description="Código de tres letras.")
    nombre: TextoCorto = Field(title="Nombre", description="Nombre en español.")
    crm: Annotated[str, one_of("miembro", "observador")] = Field(
        title="CRM", description="Qué es en la Conferencia Regional sobre Migración."
    )


class Tipo(Registro):
    """A kind of institution; menciones are the words by which texts call it."""

    nombre: TextoCorto = Field(title="Nombre", description="Nombre del tipo.")
    menciones: Opcional[Textos] = Field(None, title="Menciones", description="Cómo lo nombran los textos.")


class Tema(Registro):
    """A theme of an action, and its family."""

    nombre: TextoCorto = Field(title="Nombre", description="Nombre del tema.")
    familia: IdCatalogo = Field(title="Familia", description="Id de una familia de este archivo.")


class Nombrado(Registro):
    """An entry that is just a name."""

    nombre: TextoCorto = Field(title="Nombre", description="Nombre.")


class ObjetivoPmm(Registro):
    """An objective of the Global Compact for Migration (A/RES/73/195)."""

    etiqueta: TextoCorto = Field(title="Etiqueta", description="Nombre corto.")
    nombre: Texto = Field(title="Nombre", description="Título oficial.")
    confianza: Confianza = Field(title="Confianza", description="verificada o por_verificar.")


class Meta(Registro):
    """A target of the 2030 Agenda."""

    nombre: Texto = Field(title="Nombre", description="Texto breve de la meta.")
    confianza: Confianza = Field(title="Confianza", description="verificada o por_verificar.")


class Catalogos(Hoja):
    """catalogos.yaml, whole."""

    paises: dict[CodigoPais, Pais] = Field(title="Países", description="Código de dos letras y ficha.")
    tipos_institucion: dict[IdCatalogo, Tipo] = Field(title="Tipos de institución", description="Id y ficha.")
    temas: dict[IdCatalogo, Tema] = Field(title="Temas", description="Id y ficha.")
    familias: dict[IdCatalogo, Nombrado] = Field(title="Familias de temas", description="Id y ficha.")
    poblaciones: dict[IdCatalogo, Nombrado] = Field(title="Poblaciones", description="Id y ficha.")
    pmm: dict[Annotated[int, entero(1, 23)], ObjetivoPmm] = Field(
        title="Objetivos del PMM", description="Número, entre comillas, y ficha."
    )
    ods: dict[MetaOds, Meta] = Field(title="Metas de los ODS", description="Número, entre comillas, y ficha.")
    fuentes: Opcional[dict[IdCatalogo, Texto]] = Field(
        None, title="Fuentes", description="De dónde sale cada sección."
    )
    notas: Opcional[Texto] = Field(None, title="Notas", description="Texto libre.")


class Instituciones(Hoja, RootModel[dict[IdInstitucion, Institucion]]):
    """instituciones.yaml, whole: id and record."""

    model_config = ConfigDict(strict=True, extra=None, frozen=True, hide_input_in_errors=True)
