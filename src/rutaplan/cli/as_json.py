"""as_json: what list and show give another program of an action, a group, an institution or the workshop."""

from typing import Any

from rutaplan.derive import horizonte
from rutaplan.derive.named import Thing
from rutaplan.derive.standing import standing
from rutaplan.model import PAISES_TODOS, SILENCIOS, Accion, Grupo
from rutaplan.plan import Plan
from rutaplan.views.personas import ponente_label

_HIDDEN = {"contacto", "aceptados", "participantes", "ponente"}
"""What another program is not told: how to write to a body, and who was in a group."""


def accion_values(plan: Plan, accion: Accion) -> dict[str, Any]:
    """What the YAML says, a lone silence as a word, and what derives from it."""
    values = accion.model_dump(mode="json", exclude_none=True)
    for campo in ("instituciones", "paises"):
        match values.get(campo):
            case [word] if word in {*SILENCIOS, PAISES_TODOS}:
                values[campo] = word
    derived: dict[str, Any] = standing(plan, accion)
    last = derived["ultimo_avance"]
    derived["ultimo_avance"] = last and last.model_dump(mode="json", include={"fecha", "reporta", "estado"})
    horizon = horizonte(accion, plan.taller)
    return {**values, "horizonte": horizon, **derived, "archivo": accion.archivo}


def thing_values(plan: Plan, thing: Thing) -> dict[str, Any]:
    """What show says of a thing, under the keys of its sheet."""
    if isinstance(thing.record, Accion):
        return {"clase": "accion", **accion_values(plan, thing.record)}
    kind = type(thing.record).__name__.lower()
    values = thing.record.model_dump(mode="json", exclude_none=True, exclude=_HIDDEN, warnings=False)
    people = _people(plan, thing.record) if isinstance(thing.record, Grupo) else {}
    return {"clase": kind, "id": thing.ident, **values, **people, "archivo": thing.archivo}


def _people(plan: Plan, grupo: Grupo) -> dict[str, Any]:
    """Who was in a group, by name only those who allowed it."""
    shown = [
        {
            "nombre": each.nombre if each.autoriza_publicar is True else None,
            **each.model_dump(include={"cargo", "institucion"}, warnings=False),
        }
        for each in grupo.miembros
    ]
    return {"participantes": shown or grupo.participantes, "ponente": ponente_label(plan, grupo)}
