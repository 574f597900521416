"""The catalogues: institutions, countries, themes and the agreements that actions may refer to."""

from typing import Annotated

from pydantic import ConfigDict, RootModel

from rutaplan.model import cells
from rutaplan.model.aceptado import ACEPTADOS, Aceptados
from rutaplan.model.checks import SILENCIOS
from rutaplan.model.fields import Hoja, Opcional, Registro, field

Confianza = Annotated[str, cells.one_of("verificada", "por_verificar")]
COMPROBADA = field("Comprobada", "Cuándo se comprobó por última vez, AAAA-MM.")
Textos = Annotated[tuple[cells.TextoCorto, ...], cells.ListOf("[un nombre, otro nombre]")]


class Institucion(
    Registro, label="Institución", about="Quién puede participar. Lleva pais o ambito, una de las dos."
):
    """A body that can be involved. Bodies are renamed and dissolved: sucesora says who took over."""

    sigla: Opcional[cells.TextoCorto] = field("Sigla", "Como la usa la institución.", examples=["INM"])
    se_dice: Opcional[cells.TextoCorto] = field(
        "Se dice", "Cómo se lee en voz alta su sigla, si no se adivina.", examples=["mirps"]
    )
    nombre: cells.TextoCorto = field("Nombre", "Nombre oficial.")
    nombre_es: Opcional[cells.TextoCorto] = field(
        "Nombre en español", "Traducción, si el oficial está en otra lengua."
    )
    otros_nombres: Opcional[Textos] = field("Otros nombres", "Anteriores o de uso común.")
    pais: Opcional[cells.CodigoPais] = field("País", "Código de catalogos.yaml.", examples=["HN"])
    ambito: Opcional[Annotated[str, cells.one_of("regional", "internacional")]] = field(
        "Ámbito", "En vez de país: regional o internacional."
    )
    tipo: cells.IdTipo = field("Tipo", "Id de un tipo de institución de catalogos.yaml.")
    parte_de: Opcional[cells.IdInstitucion] = field("Parte de", "Institución a la que pertenece.")
    vigente_desde: Opcional[cells.FechaParcial] = field("Vigente desde", "AAAA, AAAA-MM o AAAA-MM-DD.")
    vigente_hasta: Opcional[cells.FechaParcial] = field("Vigente hasta", "AAAA, AAAA-MM o AAAA-MM-DD.")
    sucesora: Opcional[cells.IdInstitucion] = field("Sucesora", "Quién tomó sus funciones.")
    fuente: cells.Texto = field("Fuente", "De dónde sale este dato, o no_consta.")
    confianza: Confianza = field("Confianza", "verificada o por_verificar.")
    comprobada: Opcional[cells.Mes] = COMPROBADA
    contacto: Opcional[cells.Contacto] = field(
        "Contacto", "Un correo de la oficina, no de una persona, o una dirección https."
    )
    notas: Opcional[cells.Texto] = field("Notas", "Texto libre.")
    aceptados: Aceptados = ACEPTADOS

    @property
    def en_espanol(self) -> str:
        """Its name in Spanish."""
        return self.nombre if self.nombre_es in SILENCIOS else self.nombre_es or self.nombre


class Pais(Registro, label="País", about="Un país, y qué es en la Conferencia Regional sobre Migración."):
    """A country, and what it is in the CRM."""

    iso3: cells.CodigoPais3 = field("ISO 3", "Código de tres letras.")
    nombre: cells.TextoCorto = field("Nombre", "Nombre en español.")
    crm: Annotated[str, cells.one_of("miembro", "observador")] = field(
        "CRM", "Qué es en la Conferencia Regional sobre Migración."
    )
    aceptados: Aceptados = ACEPTADOS


class Tipo(Registro, label="Tipo de institución", about="Una clase de institución."):
    """A kind of institution; menciones are the words by which texts call it."""

    nombre: cells.TextoCorto = field("Nombre", "Nombre del tipo.")
    plural: Opcional[cells.TextoCorto] = field(
        "Plural", "Cómo se llama a todas las de este tipo.", examples=["cancillerías"]
    )
    menciones: Opcional[Textos] = field("Menciones", "Cómo lo nombran los textos.")
    aceptados: Aceptados = ACEPTADOS


class Tema(Registro, label="Tema", about="Un tema de las acciones, y su familia."):
    """A theme of an action, and its family."""

    nombre: cells.TextoCorto = field("Nombre", "Nombre del tema.")
    familia: cells.IdFamilia = field("Familia", "Id de una familia de este archivo.")
    aceptados: Aceptados = ACEPTADOS


class Nombrado(Registro, label="Entrada", about="Una entrada que solo tiene nombre."):
    """An entry that is just a name."""

    nombre: cells.TextoCorto = field("Nombre", "Nombre.")
    aceptados: Aceptados = ACEPTADOS


class ObjetivoPmm(
    Registro, label="Objetivo del PMM", about="Un objetivo del Pacto Mundial para la Migración."
):
    """An objective of the Global Compact for Migration (A/RES/73/195)."""

    etiqueta: cells.TextoCorto = field("Etiqueta", "Nombre corto.")
    nombre: cells.Texto = field("Nombre", "Título oficial.")
    confianza: Confianza = field("Confianza", "verificada o por_verificar.")
    confianza_etiqueta: Opcional[Confianza] = field(
        "Confianza de la etiqueta", "La de la etiqueta, si no es la del título."
    )
    comprobada: Opcional[cells.Mes] = COMPROBADA
    aceptados: Aceptados = ACEPTADOS


class Meta(Registro, label="Meta de los ODS", about="Una meta de la Agenda 2030."):
    """A target of the 2030 Agenda."""

    nombre: cells.Texto = field("Nombre", "Texto breve de la meta.")
    confianza: Confianza = field("Confianza", "verificada o por_verificar.")
    comprobada: Opcional[cells.Mes] = COMPROBADA
    aceptados: Aceptados = ACEPTADOS


class Catalogos(Hoja, label="Catálogos", about="Las listas de las que se elige: data/catalogos.yaml."):
    """catalogos.yaml, whole."""

    paises: dict[cells.CodigoPais, Pais] = field("Países", "Código de dos letras y ficha.")
    tipos_institucion: dict[cells.IdTipo, Tipo] = field("Tipos de institución", "Id y ficha.")
    temas: dict[cells.IdTema, Tema] = field("Temas", "Id y ficha.")
    familias: dict[cells.IdFamilia, Nombrado] = field("Familias de temas", "Id y ficha.")
    poblaciones: dict[cells.IdPoblacion, Nombrado] = field("Poblaciones", "Id y ficha.")
    pmm: dict[cells.ObjetivoNumero, ObjetivoPmm] = field(
        "Objetivos del PMM", "Número, entre comillas, y ficha."
    )
    ods: dict[cells.MetaOds, Meta] = field("Metas de los ODS", "Número, entre comillas, y ficha.")
    fuentes: Opcional[dict[Annotated[str, cells.id_catalogo()], cells.Texto]] = field(
        "Fuentes", "De dónde sale cada sección."
    )
    notas: Opcional[cells.Texto] = field("Notas", "Texto libre.")


class Instituciones(
    Hoja,
    RootModel,  # type: ignore[type-arg]  # said at root: to say it here too makes one more class
    label="Instituciones",
    about="Quién puede participar: data/instituciones.yaml, id y ficha.",
):
    """instituciones.yaml, whole: id and record."""

    model_config = ConfigDict(extra=None)
    root: dict[cells.IdInstitucion, Institucion]
