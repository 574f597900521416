"""cards: the page that show has of an action, of a group, of an institution and of the workshop."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from rutaplan.cli import terminal
from rutaplan.derive import (
    horizonte_label,
    institucion_label,
    named_in,
    pais_label,
    plural,
    silencio_label,
)
from rutaplan.derive.alike import parecida
from rutaplan.derive.facts import RELATED, acciones_label, otros, proposed, related, said, spoken
from rutaplan.derive.involved import expand, heir_label, involucrada_label, involved, is_tipo, sin_label
from rutaplan.derive.named import Thing
from rutaplan.derive.seguimiento import reports_label
from rutaplan.derive.titles import OTROS, rotulo
from rutaplan.derive.vencimiento import vencimiento_label
from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.model import SILENCIOS, Accion, Grupo, Registro, fields
from rutaplan.plan import Plan
from rutaplan.reporters.console import block
from rutaplan.views.personas import participantes_label, ponente_label

LABEL_WIDTH = 22
_HIDDEN = {"contacto", "aceptados", "id"}
"""What is not said: how to write to a body is only for a round and its directory."""


def page(plan: Plan, thing: Thing, findings: Sequence[Diagnostic], corte: date) -> str:
    """All that is said of a thing at a day, with what is found in it; names instead of ids."""
    shown = [block(each, terminal.width()) for each in findings if each.severity is not Severity.PENDIENTE]
    if isinstance(thing.record, Accion):
        pendientes = "; ".join(each.title for each in findings if each.severity is Severity.PENDIENTE)
        lines = _sheet(plan, thing.record, corte)
        lines += ["", _field("Pendiente", pendientes)] if pendientes else []
    else:
        lines = _card(plan, thing)
    lines += ["", "Hallazgos", "", *shown] if shown else []
    return "\n".join(lines).rstrip("\n") + "\n"


def _card(plan: Plan, thing: Thing) -> list[str]:
    heading = f"{thing.ident} · {spoken(plan, getattr(thing.record, 'nombre', None), '')}"
    rows = [*_of_record(plan, thing), ("Acciones", _acciones(plan, thing)), ("Archivo", thing.archivo)]
    return [heading, "", *(_field(label, text) for label, text in rows if text)]


def _of_record(plan: Plan, thing: Thing) -> Iterator[tuple[str, str]]:
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
    return "\n".join(f"{each.id} {each.breve or each.texto}" for each in named) or "ninguna la nombra"


def _sheet(plan: Plan, accion: Accion, corte: date) -> list[str]:
    lines = [_heading(plan, accion), "", terminal.wrapped(accion.texto, "  "), ""]
    return lines + [_field(label, value) for label, value in _fields(plan, accion, corte)]


def _heading(plan: Plan, accion: Accion) -> str:
    grupo = said(plan, accion, "grupo")
    nivel = f"nivel {said(plan, accion, 'nivel').lower()}"
    return " · ".join((accion.id, said(plan, accion, "eje"), nivel, grupo[:1].lower() + grupo[1:]))


def _fields(plan: Plan, accion: Accion, corte: date) -> Iterator[tuple[str, str]]:
    """Every field that says something, with who proposed it, and what derives from them at a date."""
    for campo in _ORDER:
        if campo in _AT:
            text = _AT[campo](plan, accion, corte)
        else:
            text = _TEXTS[campo](plan, accion) if campo in _TEXTS else said(plan, accion, campo)
        sign = proposed(plan, accion, campo)
        if campo == OTROS:
            yield from otros(plan, accion)
        elif text:
            lines = "\n" if campo == "contraparte" else " "
            yield _ROTULOS.get(campo) or rotulo(campo), f"{text}{lines}({sign})" if sign else text


def _plazo(plan: Plan, accion: Accion) -> str:
    horizon = horizonte_label(accion, plan.taller)
    return said(plan, accion, "plazo_meses") + (f" ({horizon})" if horizon else "")


def _parecida(plan: Plan, accion: Accion) -> str:
    similar = parecida(plan, accion)
    return f"{acciones_label(plan, [similar.otra])} ({similar.percent} % de sus palabras)" if similar else ""


def _instituciones(plan: Plan, accion: Accion, idents: Iterable[str]) -> str:
    return "\n".join(
        _tipo(plan, accion, ident) if is_tipo(plan, ident) else _institucion(plan, ident) for ident in idents
    )


def _tipo(plan: Plan, accion: Accion, ident: str) -> str:
    """A type, the bodies that it stands for, and for which countries the directory has none."""
    found = expand(plan, accion, ident)
    known = [institucion_label(plan, each) for each in found.instituciones]
    said = "; ".join(filter(None, [*known, sin_label(plan, ident, found)]))
    return f"{involucrada_label(plan, accion, ident)}: {said or 'ninguna en el directorio'}"


def _institucion(plan: Plan, ident: str) -> str:
    institucion = plan.institucion_by_id.get(ident)
    if institucion is None:
        return silencio_label(ident) if ident in SILENCIOS else f"{ident} (no está en instituciones.yaml)"
    pais = f" ({pais_label(plan, institucion.pais)})" if institucion.pais else ""
    sigla = f"{institucion.sigla} · " if institucion.sigla else ""
    heir = heir_label(plan, ident, lambda other: plan.nombre("institucion", other))
    return "; ".join(filter(None, (f"{sigla}{institucion.nombre}{pais}", heir)))


def _field(label: str, value: str) -> str:
    indent = " " * LABEL_WIDTH
    text = terminal.wrapped(value, indent)
    return label.ljust(LABEL_WIDTH) + text[LABEL_WIDTH:] if len(label) < LABEL_WIDTH else f"{label}\n{text}"


_TEXTS: Mapping[str, Callable[[Plan, Accion], str]] = {
    "plazo_meses": _plazo,
    "instituciones": lambda plan, accion: _instituciones(plan, accion, accion.instituciones),
    "responsable": lambda plan, accion: _instituciones(plan, accion, filter(None, [accion.responsable])),
    "parecida": _parecida,
    **{campo: partial(related, campo=campo) for campo in RELATED},
}
_AT: Mapping[str, Callable[[Plan, Accion, date], str]] = {
    "vence": vencimiento_label,
    "avances": reports_label,
}
"""What derives from an action at a date."""
_ROTULOS = {"parecida": "Se parece a", "esperan": "La esperan", "vence": "Vence", "avances": "Avances"}
_FIRST = (
    "plazo_meses", "vence", "instituciones", "responsable", "estado", "avances", "prioridad", "paises",
    "ambito", "contraparte", "parecida", "depende_de", "esperan", "temas", "poblaciones", "alineacion",
    "erratas",
)  # fmt: skip
_ABOVE = {"id", "eje", "nivel", "grupo", "texto", "sugerido_por"}
_REST = (campo for campo in fields(Accion) if campo not in {*_FIRST, *_ABOVE})
_ORDER = (*_FIRST, *_REST, "archivo")
