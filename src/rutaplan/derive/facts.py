"""facts: what an action says, field by field, in the words of who reads it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rutaplan.derive import (
    estado_words,
    fecha_label,
    grupo_label,
    horizonte_label,
    institucion_label,
    pais_label,
    plazo_label,
    proposer,
    silencio_label,
)
from rutaplan.derive.involved import involucrada_label
from rutaplan.derive.seguimiento import follow, last_report, report_label, seguimiento_label
from rutaplan.derive.titles import rotulo
from rutaplan.derive.vencimiento import day_of, due, vencimiento
from rutaplan.model import Accion, Registro, fields
from rutaplan.plan import Plan


def said(plan: Plan, accion: Accion, campo: str) -> str:
    """Say the value of a field, or of what derives from them; nothing where there is none."""
    words = _WORDS.get(campo)
    if words:
        return words(plan, accion)
    return spoken(plan, getattr(accion, campo), fields(Accion)[campo].kind if campo in fields(Accion) else "")


def proposed(plan: Plan, accion: Accion, campo: str) -> str:
    """Tell who proposed a field, or all counterparts of an action, while the group has not adopted them."""
    if campo == "contraparte":
        pairs = (proposer(plan, accion.id, otra) for otra in plan.contrapartes.get(accion.id, ()))
        return "; ".join(f"sugerida por {author}" for author in sorted({each for each in pairs if each}))
    return signed((accion.sugerido_por or {}).get(campo))


def signed(author: str | None) -> str:
    """Say that something is somebody's proposal."""
    return f"sugerido por {author}" if author else ""


def spoken(plan: Plan, value: Any, kind: str) -> str:  # noqa: ANN401 - any cell
    """Say a value: one by its kind, several one after the other, a record by the titles of its fields."""
    match value:
        case None:
            return ""
        case tuple():
            mark = "\n" if any(isinstance(each, Registro) for each in value) else ", "
            return mark.join(spoken(plan, each, kind) for each in value)
        case dict():
            return "\n".join(f"{rotulo(key)}: {silencio_label(str(each))}" for key, each in value.items())
        case Registro():
            known = [
                (each.titulo, "" if key == "id" else each.kind, getattr(value, key))  # its own id is no name
                for key, each in fields(type(value)).items()
            ]
            return "; ".join(
                f"{titulo[:1].lower()}{titulo[1:]}: {spoken(plan, found, its_kind)}"
                for titulo, its_kind, found in known
                if found is not None
            )
    if kind in _LABELS:
        return _LABELS[kind](plan, value)
    return plan.nombre(kind, value) if kind in _BY_NAME else silencio_label(str(value))


def acciones_label(plan: Plan, idents: Iterable[str]) -> str:
    """Name actions by their titulo_breve, or by their text: one a line."""
    known = {ident: plan.accion_by_id.get(ident) for ident in idents}
    return "\n".join(
        f"{ident} {accion.breve or accion.texto}" if accion else f"{ident} (no se puede leer)"
        for ident, accion in known.items()
    )


def waiting(plan: Plan, accion: Accion) -> tuple[str, ...]:
    """The actions that wait for one to end."""
    return tuple(otra.id for otra in plan.enteras if accion.id in (otra.depende_de or ()))


def _alineacion(plan: Plan, accion: Accion) -> str:
    if accion.alineacion is None:
        return ""
    known = plan.catalogos.pmm
    goals = [
        f"PMM {number} ({known[number].etiqueta})" if number in known else f"PMM {number}"
        for number in accion.alineacion.pmm or ()
    ]
    return ", ".join([*goals, *(f"ODS {each}" for each in accion.alineacion.ods or ())])


def _instituciones(plan: Plan, accion: Accion) -> str:
    """Name them; with another mark between them where a name has commas of its own."""
    names = [involucrada_label(plan, accion, ident) for ident in accion.instituciones]
    return ("; " if any(", " in name for name in names) else ", ").join(names)


def _otros(plan: Plan, accion: Accion) -> str:
    """The workshop's own fields, by their titles."""
    return "\n".join(f"{plan.nombre('campo', key)}: {text}" for key, text in (accion.otros or {}).items())


def _prioridad(_plan: Plan, accion: Accion) -> str:
    if accion.prioridad is not True:
        return ""
    return "sí" if accion.is_sugerido("prioridad") else "sí, marcada por el grupo"


def _vence(plan: Plan, accion: Accion) -> str:
    vence = due(plan, accion)
    return fecha_label(vence.fecha) if vence.fecha else f"sin fecha: {vence.falta}"


def _ultimo(plan: Plan, accion: Accion) -> str:
    last = last_report(follow(plan, accion, day_of(plan)))
    return report_label(plan, last.reporta, last) if last else ""


_LABELS: Mapping[str, Callable[[Plan, Any], str]] = {
    "grupo": grupo_label,
    "institucion": institucion_label,
    "pais": pais_label,
    "meses": lambda _, meses: plazo_label(meses),
    "estado": lambda _, estado: estado_words(estado),
}
"""How a value of a kind is said, in whatever field it stands."""
_BY_NAME = ("eje", "nivel", "tema", "familia", "poblacion", "tipo_institucion")
_WORDS: Mapping[str, Callable[[Plan, Accion], str]] = {
    "vence": _vence,
    "vencimiento": lambda plan, accion: vencimiento(plan, accion, day_of(plan)).replace("_", " "),
    "avance": lambda plan, accion: seguimiento_label(follow(plan, accion, day_of(plan))),
    "ultimo_avance": _ultimo,
    "corte": lambda plan, _: fecha_label(day_of(plan)),
    "horizonte": lambda plan, accion: horizonte_label(accion, plan.taller),
    "instituciones": _instituciones,
    "otros": _otros,
    "prioridad": _prioridad,
    "contraparte": lambda plan, accion: ", ".join(plan.contrapartes.get(accion.id, ())),
    "alineacion": _alineacion,
    "erratas": lambda _, accion: "\n".join(
        f"dice «{each.dice}»; debe decir «{each.debe_decir}»" for each in accion.erratas or ()
    ),
}
