"""Accion: one strategic action of the form, and what was decided of it."""

from datetime import date
from functools import cache
from typing import Annotated

from rutaplan.model import cells
from rutaplan.model.aceptado import ACEPTADOS, Aceptados
from rutaplan.model.checks import SILENCIOS
from rutaplan.model.fields import Hoja, Opcional, Registro, field
from rutaplan.model.places import fields

RETIRADAS = ("suspendida", "descartada")
"""The estados of an action of which nobody is asked anything, for a reason that it tells."""
ESTADOS = ("propuesta", "acordada", *RETIRADAS)
"""What may be decided of an action. What was done of it is derived from its reports."""
PAISES_TODOS = "todos"

REPORTED = ("en_ejecucion", "cumplida")
"""What a report says, and an action said once, in the lists of its papers too."""
Estado = Annotated[str, cells.one_of(*ESTADOS, kind="estado", reported=REPORTED)]
Ambito = Annotated[str, cells.one_of("bilateral", "multilateral", "interno")]
Paises = Annotated[tuple[cells.CodigoPais, ...], cells.ListOf("[HN, MX]", silent=True, word=PAISES_TODOS)]
Acciones = Annotated[tuple[cells.IdAccion, ...], cells.ListOf("[RET-R-10]")]
Temas = Annotated[tuple[cells.IdTema, ...], cells.ListOf("[trata_de_personas]")]
Poblaciones = Annotated[tuple[cells.IdPoblacion, ...], cells.ListOf("[trata_de_personas]")]
ObjetivosPmm = Annotated[tuple[cells.ObjetivoNumero, ...], cells.ListOf("[10, 21]")]
MetasOds = Annotated[tuple[cells.MetaOds, ...], cells.ListOf('["8.7"]')]
Sugerible = Annotated[str, cells.one_of_those(lambda: sugeribles())]  # noqa: PLW0108 - it stands below


class Errata(Registro, label="Errata", about="Una corrección propuesta y no aplicada."):
    """A mend that is proposed and not applied: mending the text is the group's act."""

    dice: cells.TextoCorto = field("Dice", "Las palabras tal como están en el texto.")
    debe_decir: cells.TextoCorto = field("Debe decir", "La corrección que se propone.")


class Acuerdo(
    Registro, label="Acuerdo", about="Dónde y cuándo se decidieron el plazo y las instituciones de la acción."
):
    """Where plazo and instituciones were decided."""

    fecha: cells.Fecha = field("Fecha", "Día del acuerdo, AAAA-MM-DD, o un silencio.")
    documento: cells.Texto = field("Documento", "El acta o el documento que lo dice, o un silencio.")


class Alineacion(
    Registro, label="Alineación", about="Con qué objetivos y metas de otros acuerdos se relaciona la acción."
):
    """How an action relates to agreements made elsewhere; never required."""

    pmm: Opcional[ObjetivosPmm] = field(
        "Objetivos del PMM", "Objetivos del Pacto Mundial para la Migración, de 1 a 23."
    )
    ods: Opcional[MetasOds] = field("Metas de los ODS", 'Metas de la Agenda 2030, entre comillas: "8.7".')


Erratas = Annotated[tuple[Errata, ...], cells.ListOf("[{dice: ..., debe_decir: ...}]")]


class Accion(Hoja, label="Acción estratégica", about="Una acción del plan: data/acciones/EJE/ID.yaml."):
    """One strategic action. The form asks for texto, plazo and instituciones; the rest is optional."""

    id: cells.IdAccion = field(
        "Id",
        "Sigla del eje, sigla del nivel y número; el archivo se llama igual.",
        examples=["RET-N-18"],
        titulos="identificador|código|id acción|código de la acción",
        impreso=True,
    )
    eje: cells.IdEje = field(
        "Eje", "Id de un eje de taller.yaml.", examples=["retorno"], titulos="eje de trabajo|eje temático"
    )
    nivel: cells.IdNivel = field(
        "Nivel",
        "Id de un nivel de taller.yaml.",
        examples=["nacional"],
        titulos="nivel de implementación|ámbito de implementación",
    )
    grupo: cells.IdGrupo = field(
        "Grupo", "Id de un archivo de grupos/.", examples=["g1-retorno"], titulos="grupo de trabajo|mesa"
    )
    texto: cells.TextoAccion = field(
        "Acción estratégica",
        "El texto acordado, palabra por palabra.",
        examples=["Compilar y compartir las leyes existentes."],
        titulos="acción|acciones|acciones estratégicas|acción propuesta|acciones propuestas|actividad"
        "|actividades|texto de la acción|descripción de la acción",
        impreso=True,
    )
    plazo_meses: cells.Meses = field(
        "Plazo (meses)",
        "Meses enteros, de 1 a 120; o por_definir, no_aplica, no_consta.",
        examples=[12, "por_definir"],
        exigible="plazo",
        titulos="plazos|meses|plazo en meses|tiempo|duración|plazo de ejecución",
        impreso=True,
    )
    instituciones: cells.NombraInvolucradas = field(
        "Instituciones involucradas",
        "Ids de instituciones.yaml, o de un tipo: las de sus países; con por_definir dentro, en parte.",
        examples=[["hn-inm", "mx-inm"], ["cancilleria", "oim"], "por_definir"],
        exigible="instituciones",
        titulos="institución|institución involucrada|instituciones participantes|involucrados|actores"
        "|actores involucrados",
        impreso=True,
    )
    texto_fuente: Opcional[cells.TextoAccion] = field(
        "Texto de la fuente", "El del documento, solo si texto ya difiere de él.", sugerible=False
    )
    erratas: Opcional[Erratas] = field("Erratas", "Correcciones propuestas, no aplicadas.", sugerible=False)
    titulo_breve: Opcional[cells.TextoCorto] = field(
        "Título breve", "Hasta ocho palabras, para decirlo en voz alta."
    )
    responsable: Opcional[cells.NombraInstitucion] = field(
        "Responsable",
        "Una de las instituciones, o por_definir.",
        examples=["hn-inm"],
        exigible=True,
        titulos="responsables|institución responsable|entidad responsable",
        impreso=True,
    )
    paises: Opcional[Paises] = field(
        "Países",
        "Códigos de dos letras, o todos.",
        examples=[["HN", "MX"], "todos"],
        exigible=True,
        titulos="país",
    )
    ambito: Opcional[Ambito] = field("Ámbito", "bilateral, multilateral o interno.")
    contraparte: Opcional[Acciones] = field(
        "Contraparte", "Acciones de otro nivel; basta escribirla en un lado.", examples=[["RET-R-10"]]
    )
    depende_de: Opcional[Acciones] = field(
        "Depende de", "Acciones que deben terminar antes.", examples=[["RET-N-04"]]
    )
    prioridad: cells.Logico = field(
        "Prioridad",
        "Marcada por el grupo: true o false.",
        False,  # noqa: FBT003 - the default of a field
        titulos="prioritaria|es prioritaria|priority",
        tardio=True,
    )
    temas: Opcional[Temas] = field("Temas", "Ids de los temas de catalogos.yaml.")
    poblaciones: Opcional[Poblaciones] = field("Poblaciones", "Ids de las poblaciones de catalogos.yaml.")
    alineacion: Opcional[Alineacion] = field(
        "Alineación", "Con el Pacto Mundial y los ODS. Nunca es obligatoria."
    )
    sugerido_por: Opcional[dict[Sugerible, cells.TextoCorto]] = field(
        "Sugerido por", "Campo y quién lo propuso; al adoptarlo, el grupo borra la entrada.", sugerible=False
    )
    plazo_desde: Opcional[cells.Desde] = field(
        "Plazo desde", "taller, aprobacion o una fecha: desde cuándo se cuenta el plazo.", sugerible=False
    )
    producto: Opcional[cells.Texto] = field(
        "Producto", "Qué quedará hecho.", exigible=True, titulos="productos|resultado|resultado esperado"
    )
    indicador: Opcional[cells.Texto] = field(
        "Indicador", "Cómo se sabrá que se cumplió.", exigible=True, titulos="indicadores"
    )
    medio_verificacion: Opcional[cells.Texto] = field(
        "Medio de verificación", "Dónde se podrá comprobar.", exigible=True, titulos="medios de verificación"
    )
    estado: Estado = field(
        "Estado",
        "Qué se decidió de la acción; lo hecho se escribe en avances/.",
        "propuesta",
        titulos="estatus|situación",
        sugerible=False,
        impreso=True,
    )
    estado_desde: Opcional[cells.Fecha] = field(
        "Estado desde", "Desde cuándo está así, AAAA-MM-DD.", sugerible=False
    )
    motivo: Opcional[cells.Texto] = field(
        "Motivo", "Por qué se suspendió o se descartó la acción.", sugerible=False
    )
    acordado: Opcional[Acuerdo] = field(
        "Acordado", "Dónde se decidieron el plazo y las instituciones.", sugerible=False
    )
    otros: Opcional[dict[cells.IdCampo, cells.Texto]] = field(
        "Otros", "Los campos propios del taller, que declara «campos» en taller.yaml.", sugerible=False
    )
    notas: Opcional[cells.Texto] = field("Notas", "Texto libre.", titulos="nota|comentarios", sugerible=False)
    aceptados: Aceptados = ACEPTADOS

    @property
    def numero(self) -> int:
        """The number in its table, in the source's order: the last part of the id."""
        last = self.id.rpartition("-")[2]
        return int(last) if last.isascii() and last.isdigit() else 0

    @property
    def desde(self) -> date | str:
        """From when its plazo is counted: the end of the workshop, where it says nothing."""
        return self.plazo_desde or "taller"

    @property
    def breve(self) -> str:
        """Its titulo_breve; nothing where it has none, or nobody has decided it."""
        breve = self.titulo_breve or ""
        return "" if breve in SILENCIOS else breve

    @property
    def is_retirada(self) -> bool:
        """Whether nobody is asked anything of it any more."""
        return self.estado in RETIRADAS

    @property
    def instituciones_conocidas(self) -> tuple[str, ...]:
        """Instituciones without its silences."""
        return tuple(nombre for nombre in self.instituciones if nombre not in SILENCIOS)

    def is_sugerido(self, campo: str) -> bool:
        """Whether a field is somebody's proposal that the group has not adopted."""
        return self.sugerido_por is not None and campo in self.sugerido_por


@cache
def sugeribles() -> tuple[str, ...]:
    """The fields that somebody may propose to the group: none that it must write itself."""
    known = fields(Accion).items()
    return tuple(name for name, campo in known if campo.sugerible and not campo.is_required)
