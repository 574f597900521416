"""cards: what show says of a group, of an institution and of the workshop."""

from collections.abc import Callable, Iterator

from rutaplan.derive import named_in, plural
from rutaplan.derive.facts import spoken
from rutaplan.derive.involved import involved
from rutaplan.derive.named import Thing
from rutaplan.model import Grupo, Registro, fields
from rutaplan.plan import Plan
from rutaplan.views.personas import participantes_label, ponente_label

_HIDDEN = {"contacto", "aceptados", "id"}
"""What is not said: how to write to a body is only for a round and its directory."""


def card(plan: Plan, thing: Thing, field: Callable[[str, str], str]) -> str:
    """The page of a thing; field lays out a label and what is said."""
    heading = f"{thing.ident} · {spoken(plan, getattr(thing.record, 'nombre', None), '')}"
    rows = [*_fields(plan, thing), ("Acciones", _acciones(plan, thing)), ("Archivo", thing.archivo)]
    return "\n".join([heading, "", *(field(label, text) for label, text in rows if text)]) + "\n"


def _fields(plan: Plan, thing: Thing) -> Iterator[tuple[str, str]]:
    people = {"participantes": participantes_label, "ponente": ponente_label, "eje": _eje}
    for key, campo in fields(type(thing.record)).items():
        if isinstance(thing.record, Grupo) and key in people:
            yield campo.titulo, people[key](plan, thing.record)
        elif key not in _HIDDEN:
            value = getattr(thing.record, key)
            several = isinstance(value, tuple) and any(isinstance(each, Registro) for each in value)
            parts = [spoken(plan, each, campo.kind) for each in value] if several else []
            yield campo.titulo, "\n".join(parts) or spoken(plan, value, campo.kind)


def _eje(plan: Plan, grupo: Grupo) -> str:
    return plan.nombre("eje", plan.eje_of(grupo))


def _acciones(plan: Plan, thing: Thing) -> str:
    """The actions of a group, counted; those that name an institution, one by one."""
    if isinstance(thing.record, Grupo):
        own = sum(1 for accion in plan.acciones if accion.grupo == thing.ident)
        return f"{plural(own, 'acción', 'acciones')}; «rutaplan list --grupo {thing.ident}» las muestra"
    if not thing.loc:
        return plural(len(plan.acciones), "acción", "acciones")
    named = [
        accion for accion in plan.acciones if thing.ident in {*involved(plan, accion), *named_in(accion)}
    ]
    return "\n".join(f"{each.id} {each.titulo_breve or each.texto}" for each in named) or "ninguna la nombra"
