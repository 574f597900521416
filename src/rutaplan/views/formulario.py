"""formulario: the workshop's own form for one group, to fill in: one row an action, and rows for more."""

from collections.abc import Sequence
from dataclasses import dataclass

from rutaplan.derive import grupo_label, heading_of, institucion_label
from rutaplan.model import SILENCIOS, Accion, Grupo, Participante
from rutaplan.plan import Plan
from rutaplan.views.fila import Filas
from rutaplan.views.matriz import Bloque, build_bloque, ejes_of, of_grupo
from rutaplan.views.pagina import Pagina, common, cuentas
from rutaplan.views.personas import ponente_label

DOCUMENTO = "Formulario"
BLANCAS, BLANCAS_SOLAS = 3, 8
"""The empty rows of a nivel: after its actions, and where there are none."""
PERSONAS = 8
"""The lines of the table of participants, at least."""
COLUMNAS = ("Participantes: nombre", "Cargo", "Institución a la que pertenece", "Autorizo publicar mi nombre")
ROTULO_PONENTE = "Ponente"
COMO_LLENAR = (
    "Una fila por acción: así se sabe qué plazo y qué instituciones son de cuál. "
    "Las filas vacías son para acciones nuevas; su identificador lo pone el plan."
)


@dataclass(frozen=True, slots=True)
class Persona:
    """A line of the table of participants; what is empty is left to write. casilla: a box, or it ticked."""

    nombre: str = ""
    cargo: str = ""
    institucion: str = ""
    casilla: str = "☐"


@dataclass(frozen=True, slots=True)
class BloqueFormulario:
    """One nivel: its table as in the matrix, and how many empty rows it ends with."""

    bloque: Bloque
    blancas: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SeccionFormulario:
    """One eje."""

    rotulo: str
    titulo: str
    bloques: tuple[BloqueFormulario, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Formulario(Pagina):
    """The whole page. dinamica is the form's own; personas are the lines for who took part."""

    grupo: str
    ponente: str
    dinamica: str
    personas: tuple[Persona, ...]
    secciones: tuple[SeccionFormulario, ...]


def build_formulario(plan: Plan, grupo: Grupo) -> Formulario:
    """Make the form of one group: its eje, and the others that its actions touch."""
    own = of_grupo(plan, grupo)
    filas = Filas(own)
    dinamica = plan.taller.dinamica or ""
    return Formulario(
        grupo=grupo_label(plan, grupo.id),
        ponente=ponente_label(plan, grupo) if grupo.ponente not in SILENCIOS else "",
        dinamica="" if dinamica in SILENCIOS else dinamica,
        personas=personas_of(plan, grupo),
        secciones=tuple(
            SeccionFormulario("Eje de trabajo:", heading_of(eje), tuple(_bloques(filas, eje.id, grupo)))
            for eje in plan.taller.ejes
            if eje.id in ejes_of(own, grupo)
        ),
        **common(
            filas,
            DOCUMENTO,
            COMO_LLENAR,
            titulo=f"{DOCUMENTO}: {grupo_label(plan, grupo.id)}",
            cuentas=cuentas(own) if own.acciones else "",
            vacia="",
        ),
    )


def blancas(acciones: Sequence[Accion]) -> tuple[int, ...]:
    """Number the empty rows that follow some actions."""
    return tuple(range(1, (BLANCAS if acciones else BLANCAS_SOLAS) + 1))


def _bloques(filas: Filas, eje: str, grupo: Grupo) -> Sequence[BloqueFormulario]:
    plan = filas.plan
    found = [(nivel, plan.by_eje(eje, nivel.id)) for nivel in plan.taller.niveles]
    return [
        BloqueFormulario(build_bloque(filas, eje, nivel, acciones, grupo.id), blancas(acciones))
        for nivel, acciones in found
    ]


def personas_of(plan: Plan, grupo: Grupo) -> tuple[Persona, ...]:
    """Tell who was in a group, with lines for more."""
    known = [_persona(plan, each) for each in grupo.miembros]
    return (*known, *(Persona() for _ in range(PERSONAS - len(known))))


def _persona(plan: Plan, participante: Participante) -> Persona:
    """Tell a participant; by name only if that person agreed to it."""
    cargo, institucion = participante.cargo, participante.institucion
    agreed = participante.autoriza_publicar is True
    return Persona(
        participante.nombre if agreed else "",
        "" if cargo in SILENCIOS else cargo,
        "" if institucion in SILENCIOS else institucion_label(plan, institucion),
        "☒" if agreed else "☐",
    )
