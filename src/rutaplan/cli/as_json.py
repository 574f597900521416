"""as_json: what list, show and status give another program."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from rutaplan.derive import HORIZONTES, horizonte
from rutaplan.derive.named import Thing
from rutaplan.derive.seguimiento import SIN_REPORTE
from rutaplan.derive.standing import CORTE, EN_PARTE, SIN_SABER, standing, standings
from rutaplan.derive.vencimiento import Vencimiento, day_of
from rutaplan.diagnostics import Diagnostic
from rutaplan.model import ESTADOS_AVANCE, PAISES_TODOS, SILENCIOS, Accion, Grupo, Registro
from rutaplan.plan import Plan
from rutaplan.rules import Finding
from rutaplan.views.personas import ponente_label

_HIDDEN = {"contacto", "aceptados", "participantes", "ponente"}
"""What another program is not told: how to write to a body, and who was in a group."""
_AVANCES = (SIN_REPORTE, *ESTADOS_AVANCE, EN_PARTE, SIN_SABER)


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
    kind, values = type(thing.record).__name__.lower(), record_values(thing.record)
    people = _people(plan, thing.record) if isinstance(thing.record, Grupo) else {}
    return {"clase": kind, "id": thing.ident, **values, **people, "archivo": thing.archivo}


def record_values(record: Registro) -> dict[str, Any]:
    """What the keys of a record say, but those of people."""
    return record.model_dump(mode="json", exclude_none=True, exclude=_HIDDEN, warnings=False)


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


def dashboard(
    plan: Plan, errors: Sequence[Diagnostic], pendientes: Mapping[tuple[str, str], Sequence[Finding]]
) -> dict[str, Any]:
    """The sums of the table, under stable keys; pendientes are findings by code and title."""
    where = standings(plan)
    return {
        "formato": "rutaplan.status",
        "version": 1,
        CORTE: str(day_of(plan)),
        "filtro": plan.filtro or None,
        "acciones": len(plan.acciones),
        "errores": len(errors),
        "ejes": [_eje(plan, ident) for ident in plan.eje_by_id],
        "plazos": _count(
            (*HORIZONTES, "sin_plazo"),
            (horizonte(each, plan.taller) or "sin_plazo" for each in plan.acciones),
        ),
        "vencimientos": {each: len(where.vencimientos.get(each, ())) for each in get_args(Vencimiento)},
        "avances": {each: len(where.avances.get(each, ())) for each in _AVANCES},
        "vencidas": [accion.id for accion in where.vencimientos.get("vencida", ())],
        "pendientes": [
            {
                "codigo": code,
                "titulo": title,
                "cuenta": len(found),
                "acciones": [each.hoja.id for each in found if isinstance(each.hoja, Accion)],
            }
            for (code, title), found in sorted(pendientes.items())
        ],
    }


def _eje(plan: Plan, ident: str) -> dict[str, Any]:
    own = plan.by_eje(ident)
    counts = _count([*plan.nivel_by_id], (accion.nivel for accion in own))
    return {"id": ident, "nombre": plan.nombre("eje", ident), "acciones": len(own), "niveles": counts}


def _count(keys: Iterable[str], values: Iterable[Any]) -> dict[str, int]:
    """How often each value stands, the keys first."""
    found = Counter(values)
    return dict.fromkeys(keys, 0) | dict(sorted(found.items()))
