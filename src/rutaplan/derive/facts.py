"""facts: what an action says, field by field, in the words of who reads it."""

from collections.abc import Callable, Mapping
from typing import Any

from rutaplan.derive import (
    grupo_label,
    horizonte_label,
    institucion_label,
    pais_label,
    plazo_label,
    proposer,
)
from rutaplan.derive.campos import rotulo
from rutaplan.model import Accion, fields
from rutaplan.plan import Plan


def said(plan: Plan, accion: Accion, campo: str) -> str:
    """Say the value of a field, or of what derives from them; nothing where there is none."""
    words = _WORDS.get(campo)
    if words:
        return words(plan, accion)
    value = getattr(accion, campo)
    values = value if isinstance(value, tuple) else () if value is None else (value,)
    label = _LABELS.get(fields(Accion)[campo].kind if campo in fields(Accion) else "", _itself)
    return ", ".join(label(plan, each) for each in values)


def proposed(plan: Plan, accion: Accion, campo: str) -> str:
    """Tell who proposed a field, or all counterparts of an action, while the group has not adopted them."""
    if campo == "contraparte":
        pairs = (proposer(plan, accion.id, otra) for otra in plan.contrapartes.get(accion.id, ()))
        return "; ".join(f"sugerida por {author}" for author in sorted({each for each in pairs if each}))
    return signed((accion.sugerido_por or {}).get(campo))


def signed(author: str | None) -> str:
    """Say that something is somebody's proposal."""
    return f"sugerido por {author}" if author else ""


def _alineacion(plan: Plan, accion: Accion) -> str:
    if accion.alineacion is None:
        return ""
    known = plan.catalogos.pmm
    goals = [
        f"PMM {number} ({known[number].etiqueta})" if number in known else f"PMM {number}"
        for number in accion.alineacion.pmm or ()
    ]
    return ", ".join([*goals, *(f"ODS {each}" for each in accion.alineacion.ods or ())])


def _prioridad(_plan: Plan, accion: Accion) -> str:
    if accion.prioridad is not True:
        return ""
    return "sí" if accion.is_sugerido("prioridad") else "sí, marcada por el grupo"


def _itself(_plan: Plan, value: object) -> str:
    return str(value)


_LABELS: Mapping[str, Callable[[Plan, Any], str]] = {
    "eje": lambda plan, ident: plan.nombre("eje", ident),
    "nivel": lambda plan, ident: plan.nombre("nivel", ident),
    "tema": lambda plan, ident: plan.nombre("tema", ident),
    "poblacion": lambda plan, ident: plan.nombre("poblacion", ident),
    "grupo": grupo_label,
    "institucion": institucion_label,
    "pais": pais_label,
    "meses": lambda _, meses: plazo_label(meses),
    "estado": lambda _, estado: estado.replace("_", " "),
}
"""How a value of a kind is said, in whatever field it stands."""
_WORDS: Mapping[str, Callable[[Plan, Accion], str]] = {
    "horizonte": lambda plan, accion: horizonte_label(accion, plan.taller),
    "prioridad": _prioridad,
    "contraparte": lambda plan, accion: ", ".join(plan.contrapartes.get(accion.id, ())),
    "alineacion": _alineacion,
    "erratas": lambda _, accion: "\n".join(
        f"dice «{each.dice}»; debe decir «{each.debe_decir}»" for each in accion.erratas or ()
    ),
    "avances": lambda _, accion: "\n".join(
        f"{each.fecha}: {each.estado.replace('_', ' ')}: {each.texto}" for each in accion.avances or ()
    ),
    "sugerido_por": lambda _, accion: "\n".join(
        f"{rotulo(campo)}: {author}" for campo, author in (accion.sugerido_por or {}).items()
    ),
}
