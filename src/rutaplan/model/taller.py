"""Taller and Grupo: the workshop, what it asks for, and the groups that worked in it."""

from typing import Annotated

from rutaplan.model import cells
from rutaplan.model.accion import Accion, Erratas
from rutaplan.model.aceptado import ACEPTADOS, Aceptados
from rutaplan.model.fields import Hoja, Opcional, Registro, field
from rutaplan.model.places import exigibles

FASES = ("taller", "seguimiento")
DOCUMENTOS = (
    "matriz", "plenaria", "consolidada", "institucion", "pais", "ficha", "acta", "pendientes", "formulario",
    "cronograma", "seguimiento", "directorio", "sitio",
)  # fmt: skip
"""The documents that are made of a plan alone, in the order in which they are listed."""
ESTADOS_PAPEL = ("borrador", "aprobado")
"""What papers may be said to be."""
GRAVEDADES = ("error", "aviso", "pendiente")
"""From which severity on a review may fail."""
Exigible = Annotated[str, cells.one_of(*exigibles(Accion))]


class Columnas(Registro, label="Columnas", about="Los encabezados de columna del formulario para un nivel."):
    """The form's own column headings for one level."""

    acciones: cells.TextoCorto = field("Acciones", "Encabezado de la columna de acciones.")
    plazo: cells.TextoCorto = field("Plazo", "Encabezado de la columna de plazos.")
    instituciones: cells.TextoCorto = field("Instituciones", "Encabezado de la columna de instituciones.")


class Eje(Registro, label="Eje", about="Un tema del taller. El orden del archivo es el de los documentos."):
    """One theme of the workshop. encabezado is the form's long name, or por_definir."""

    id: cells.IdEje = field("Id", "En minúsculas y sin tildes.", examples=["retorno"])
    sigla: cells.SiglaEje = field("Sigla", "Con ella empiezan los ids de sus acciones.", examples=["RET"])
    nombre: cells.TextoCorto = field("Nombre", "Nombre corto.", examples=["Retorno"])
    encabezado: cells.Texto = field("Encabezado", "Nombre largo del formulario, o por_definir.")


class Nivel(
    Registro, label="Nivel", about="Un nivel de aplicación. El orden del archivo es el de los documentos."
):
    """One level of implementation. encabezado is the form's heading, or por_definir."""

    id: cells.IdNivel = field("Id", "En minúsculas y sin tildes.", examples=["nacional"])
    sigla: cells.SiglaNivel = field("Sigla", "La segunda parte de los ids de sus acciones.", examples=["N"])
    nombre: cells.TextoCorto = field("Nombre", "Nombre corto.", examples=["Nacional"])
    encabezado: cells.Texto = field("Encabezado", "El del formulario, o por_definir.")
    columnas: Opcional[Columnas] = field("Columnas", "Los encabezados de columna del formulario.")


class Plenaria(Registro, label="Plenaria", about="Cuánto tiempo tiene cada grupo y a qué ritmo se habla."):
    """The plenary's time, and the rate at which people speak in it."""

    minutos: Annotated[int, cells.entero(1, 60)] = field("Minutos", "Tiempo de cada grupo.")
    palabras_por_minuto: Annotated[int, cells.entero(60, 300)] = field(
        "Palabras por minuto", "El ritmo más rápido; el más lento es 130, o este si es menor."
    )
    fuente: cells.Texto = field("Fuente", "De dónde sale ese ritmo.")


class Horizontes(
    Registro, label="Horizontes", about="Límites superiores, en meses: una convención del taller."
):
    """Upper bounds in months, a convention of the workshop: only "corto is up to 12" is broadly agreed."""

    corto: Annotated[int, cells.entero(1, 120)] = field("Corto", "Hasta cuántos meses es corto plazo.")
    mediano: Annotated[int, cells.entero(1, 120)] = field("Mediano", "Hasta cuántos meses es mediano plazo.")


class Respuesta(Registro, label="Respuesta", about="A quién se devuelven los papeles, y hasta cuándo."):
    """To whom papers are sent back, and until when."""

    a: cells.TextoCorto = field("A", "A quién se devuelven; si es un correo, el de una oficina.")
    hasta: cells.Fecha = field("Hasta", "Último día para responder, AAAA-MM-DD, o un silencio.")


class Documentos(Registro, label="Documentos", about="Cómo se imprimen los documentos del taller."):
    """How the workshop's documents are printed; paper is letter where nobody says otherwise."""

    papel: Opcional[Annotated[str, cells.one_of("carta", "a4")]] = field(
        "Papel", "carta o a4; si falta, carta."
    )
    membrete: Opcional[cells.Imagen] = field(
        "Membrete", "Una imagen de fuentes/.", examples=["fuentes/logo.png"]
    )
    encabezado: Opcional[cells.TextoCorto] = field("Encabezado", "Lo que va en lo alto de cada página.")
    simbolo: Opcional[cells.TextoCorto] = field("Símbolo", "La signatura del documento.")
    estado: Opcional[Annotated[str, cells.one_of(*ESTADOS_PAPEL)]] = field("Estado", "borrador o aprobado.")
    juego: Opcional[
        Annotated[tuple[Annotated[str, cells.one_of(*DOCUMENTOS)], ...], cells.ListOf("[matriz]")]
    ] = field("Juego", "Los que hace «render» si no se nombra ninguno; si falta, plenaria y matriz.")
    sitio: Opcional[cells.Direccion] = field("Sitio", "Dónde se publica el plan.")
    repositorio: Opcional[cells.Direccion] = field("Repositorio", "Dónde están sus archivos.")
    respuesta: Opcional[Respuesta] = field("Respuesta", "A quién se devuelven los papeles, y hasta cuándo.")


class Revision(Registro, label="Revisión", about="Cómo se revisa el plan, si la llamada no dice otra cosa."):
    """How the plan is validated where a call says nothing else."""

    falla: Opcional[Annotated[str, cells.one_of(*GRAVEDADES)]] = field(
        "Falla", "Desde qué gravedad falla: error (si falta), aviso o pendiente."
    )
    ignorar: Opcional[Annotated[tuple[cells.CodigoIgnorado, ...], cells.ListOf("[ACC06]")]] = field(
        "Ignorar", "Códigos que no se muestran; no valen los de errores ni los de datos personales."
    )


class Ronda(Registro, label="Seguimiento", about="Cuándo se avisa de un plazo, y de quien no informa."):
    """When a plazo that ends is told, and an institution that reports nothing."""

    aviso_dias: Opcional[Annotated[int, cells.entero(1, 366)]] = field(
        "Días de aviso", "Desde cuántos días antes una acción está por vencer; si falta, 90."
    )
    meses_sin_reporte: Opcional[Annotated[int, cells.entero(1, 120)]] = field(
        "Meses sin reporte", "Tras cuántos meses se dice que nadie informa; si falta, 6."
    )


class CampoPropio(Registro, label="Campo propio", about="Un campo que este taller agrega a las acciones."):
    """A field that a workshop adds to its actions: free text, under otros."""

    titulo: cells.TextoCorto = field("Título", "Cómo se llama en los documentos.", examples=["Presupuesto"])

    @property
    def nombre(self) -> str:
        """Its title, which is its name."""
        return self.titulo


class Taller(Hoja, label="Taller", about="El taller: data/taller.yaml."):
    """The workshop: what would otherwise be hard-coded."""

    id: Opcional[cells.IdTaller] = field(
        "Id",
        "Con el que se reúne con otros planes; si falta, el nombre de su carpeta.",
        examples=["crm-2027"],
    )
    titulo: cells.Texto = field("Título", "El del formulario.")
    nombre: cells.Texto = field(
        "Nombre", "Cómo se llamó el taller, o por_definir.", exigible="nombre del taller"
    )
    lema: Opcional[cells.Texto] = field("Lema", "Lema del taller.")
    objetivo: cells.Texto = field("Objetivo", "El del formulario.")
    dinamica: Opcional[cells.Texto] = field("Dinámica", "La del formulario.")
    erratas: Opcional[Erratas] = field("Erratas", "Correcciones propuestas a los textos del formulario.")
    fecha_inicio: cells.Fecha = field("Fecha de inicio", "AAAA-MM-DD, o por_definir.", exigible=True)
    fecha_fin: cells.Fecha = field("Fecha de fin", "AAAA-MM-DD, o por_definir.", exigible=True)
    fecha_aprobacion: Opcional[cells.Fecha] = field(
        "Fecha de aprobación", "Base de los plazos que se cuentan desde la aprobación.", exigible=True
    )
    ciudad: cells.TextoCorto = field("Ciudad", "Dónde fue, o por_definir.", exigible=True)
    pais: cells.PaisOSilencio = field("País", "Código de dos letras, o por_definir.", exigible=True)
    organiza: cells.NombraInstituciones = field(
        "Organiza", "Ids de instituciones.yaml, o por_definir.", exigible="quién organiza"
    )
    documento_origen: cells.Texto = field(
        "Documento de origen", "De qué documento salió el plan.", examples=["fuentes/formulario.txt"]
    )
    plenaria: Plenaria = field("Plenaria", "Tiempo y ritmo de la presentación.")
    horizontes: Horizontes = field("Horizontes", "Límites de corto y mediano plazo, en meses.")
    exige: Annotated[tuple[Exigible, ...], cells.ListOf("[plazo_meses, instituciones]")] = field(
        "Exige", "Campos de la acción cuyo silencio cuenta como pendiente."
    )
    ejes: Annotated[tuple[Eje, ...], cells.ListOf("[{id: retorno, sigla: RET, ...}]")] = field(
        "Ejes", "En el orden en que se imprimen."
    )
    niveles: Annotated[tuple[Nivel, ...], cells.ListOf("[{id: nacional, sigla: N, ...}]")] = field(
        "Niveles", "En el orden en que se imprimen."
    )
    fase: Annotated[str, cells.one_of(*FASES)] = field(
        "Fase", "taller, o seguimiento cuando las acciones ya se ejecutan.", FASES[0]
    )
    documentos: Opcional[Documentos] = field("Documentos", "Cómo se imprimen.")
    validar: Opcional[Revision] = field("Validar", "Cómo se revisa el plan.")
    seguimiento: Opcional[Ronda] = field("Seguimiento", "Cuándo se avisa.")
    campos: Opcional[dict[cells.IdCampo, CampoPropio]] = field(
        "Campos", "Los que este taller agrega a las acciones, bajo «otros»: id y título."
    )
    notas: Opcional[cells.Texto] = field("Notas", "Texto libre.")
    aceptados: Aceptados = ACEPTADOS


class Participante(
    Registro,
    label="Participante",
    about="Quien estuvo en el grupo. Sin autorización, su nombre no se publica.",
):
    """A member of a group. The name leaves the repository only with autoriza_publicar: true."""

    nombre: cells.TextoCorto = field("Nombre", "Nombre y apellidos.")
    cargo: cells.TextoCorto = field("Cargo", "Cargo, o por_definir.")
    institucion: cells.NombraInstitucion = field("Institución", "Id de instituciones.yaml, o por_definir.")
    autoriza_publicar: cells.Logico = field(
        "Autoriza publicar",
        "true si la persona aceptó que su nombre se publique.",
        False,  # noqa: FBT003 - the default of a field
    )


Participantes = Annotated[
    Annotated[tuple[Participante, ...], cells.ListOf("[{nombre: ..., cargo: ..., institucion: ...}]")] | str,
    cells.OrSilence(),
]


class Grupo(Hoja, label="Grupo", about="Un grupo de trabajo: data/grupos/ID.yaml."):
    """A group of the workshop: who was in it, and who speaks for it."""

    id: cells.IdGrupo = field("Id", "El archivo se llama igual.", examples=["g1-retorno"])
    numero: Annotated[int, cells.entero(1, 99)] = field("Número", "Número del grupo en el formulario.")
    nombre: cells.TextoCorto = field("Nombre", "Nombre del grupo en el formulario.")
    eje: cells.IdEje = field("Eje", "Id de un eje de taller.yaml.")
    participantes: Participantes = field(
        "Participantes", "Nombre, cargo e institución de cada quien, o por_definir."
    )
    ponente: cells.TextoCorto = field("Ponente", "Nombre de uno de los participantes, o por_definir.")
    aceptados: Aceptados = ACEPTADOS

    @property
    def miembros(self) -> tuple[Participante, ...]:
        """The participants that are known."""
        return self.participantes if isinstance(self.participantes, tuple) else ()
