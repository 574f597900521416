"""personas: who was in a group and who speaks for it; by name only if that person agreed."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from rutaplan.derive import institucion_label, silencio_label
from rutaplan.model import SILENCIOS, Grupo, Participante
from rutaplan.plan import Plan
from rutaplan.views.bloques import Columna
from rutaplan.views.placing import Placed, plain

Persona: TypeAlias = Participante | None
"""A row of a table of people; None, one to write on."""


def participantes_label(plan: Plan, grupo: Grupo) -> str:
    """Tell who was in a group, or that nobody has said so."""
    if isinstance(grupo.participantes, str):
        return silencio_label(grupo.participantes)
    return "; ".join(participante_label(plan, each) for each in grupo.miembros)


def ponente_label(plan: Plan, grupo: Grupo) -> str:
    """Tell who speaks."""
    if grupo.ponente in SILENCIOS:
        return silencio_label(grupo.ponente)
    persona = next((each for each in grupo.miembros if each.nombre == grupo.ponente), None)
    return participante_label(plan, persona) if persona else "por definir"


def participante_label(plan: Plan, persona: Participante) -> str:
    """Tell who somebody is: by name only if that person agreed to it."""
    name = [persona.nombre] if persona.autoriza_publicar is True else []
    # What names no body could be anything, a person's name too.
    bodies = {*plan.institucion_by_id, *plan.catalogos.tipos_institucion}
    body = [institucion_label(plan, persona.institucion)] if persona.institucion in bodies else []
    cargo = [] if persona.cargo in SILENCIOS else [persona.cargo]
    return ", ".join([*name, *cargo, *body]) or "cargo e institución por definir"


def of_personas(nombre: Columna, cargo: Columna, institucion: Columna) -> tuple[Placed[Persona], ...]:
    """What a table says of people: their names only if they agreed to it."""
    return (
        plain(nombre, lambda _, each: each.nombre if each and each.autoriza_publicar is True else ""),
        plain(cargo, lambda _, each: each.cargo if each and each.cargo not in SILENCIOS else ""),
        plain(institucion, lambda filas, each: _body(filas.plan, each) if each else ""),
    )


def _body(plan: Plan, persona: Participante) -> str:
    return "" if persona.institucion in SILENCIOS else institucion_label(plan, persona.institucion)


def initials(nombre: str) -> str:
    """Tell who somebody is to those who know, and to nobody else."""
    return " ".join(f"{word[0]}." for word in nombre.split())


def initials_label(plan: Plan, persona: Mapping[str, Any]) -> str:
    """Tell who somebody is, in what people see before it is written: initials, cargo, institution."""
    nombre, cargo, body = (str(persona.get(key, "")) for key in ("nombre", "cargo", "institucion"))
    return ", ".join(filter(None, [initials(nombre), cargo, body and institucion_label(plan, body)]))
