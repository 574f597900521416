"""accion: what an action says, field by field, in the words of who reads it."""

from collections.abc import Callable, Mapping

from rutaplan.derive import (
    grupo_label,
    horizonte_label,
    institucion_label,
    pais_label,
    plazo_label,
    proposer,
)
from rutaplan.derive.campos import rotulo
from rutaplan.model import Accion
from rutaplan.plan import Plan


def said(plan: Plan, accion: Accion, campo: str) -> str:
    """Say the value of a field, or of what derives from them; nothing where there is none."""
    words = _WORDS.get(campo)
    if words:
        return words(plan, accion)
    value = getattr(accion, campo)
    return "" if value is None else str(value)


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


def _listed(campo: str, label: Callable[[Plan, str], str]) -> Callable[[Plan, Accion], str]:
    return lambda plan, accion: ", ".join(label(plan, each) for each in getattr(accion, campo) or ())


_WORDS: Mapping[str, Callable[[Plan, Accion], str]] = {
    "eje": lambda plan, accion: plan.nombre("eje", accion.eje),
    "nivel": lambda plan, accion: plan.nombre("nivel", accion.nivel),
    "grupo": lambda plan, accion: grupo_label(plan, accion.grupo),
    "plazo_meses": lambda _, accion: plazo_label(accion.plazo_meses),
    "horizonte": lambda plan, accion: horizonte_label(accion, plan.taller),
    "instituciones": _listed("instituciones", institucion_label),
    "responsable": lambda plan, accion: institucion_label(plan, accion.responsable or ""),
    "estado": lambda _, accion: accion.estado.replace("_", " "),
    "prioridad": _prioridad,
    "paises": _listed("paises", pais_label),
    "contraparte": lambda plan, accion: ", ".join(plan.contrapartes.get(accion.id, ())),
    "depende_de": _listed("depende_de", lambda _, ident: ident),
    "temas": _listed("temas", lambda plan, ident: plan.nombre("tema", ident)),
    "poblaciones": _listed("poblaciones", lambda plan, ident: plan.nombre("poblacion", ident)),
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
