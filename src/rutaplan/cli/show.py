"""rutaplan show: one action, group or institution in full, with names instead of ids and its findings."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from rutaplan.cli import FINDINGS, OK, NoPlan, terminal
from rutaplan.cli.as_json import thing_values
from rutaplan.cli.cards import card
from rutaplan.cli.options import (
    corte_option,
    datos_option,
    find_data,
    formato_option,
    tell_broken,
    tell_unfinished,
    thing_named,
)
from rutaplan.derive import horizonte_label, institucion_label, pais_label, silencio_label
from rutaplan.derive.alike import parecida
from rutaplan.derive.facts import acciones_label, proposed, said, waiting
from rutaplan.derive.involved import expand, heir_label, involucrada_label, is_tipo, sin_label
from rutaplan.derive.named import Thing
from rutaplan.derive.seguimiento import reports_label
from rutaplan.derive.titles import rotulo
from rutaplan.derive.vencimiento import vencimiento_label
from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.load import load
from rutaplan.model import SILENCIOS, Accion, fields
from rutaplan.plan import Plan
from rutaplan.printable import json_text, quoted
from rutaplan.reporters.console import block
from rutaplan.reporters.json import finding_values
from rutaplan.rules import check

LABEL_WIDTH = 22


@click.command("show", options_metavar="[OPCIONES]")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--historia", is_flag=True, help="De cada acción, qué cambió y cuándo: lo dice git.")
@formato_option
@corte_option
@datos_option
def command(
    ids: tuple[str, ...],
    historia: bool,  # noqa: FBT001 - click's flag
    formato: str,
    corte: date,
    datos: str | None,
) -> int:
    r"""Muestra completa una acción, un grupo o una institución: nombres en vez de ids, y sus hallazgos.

    \b
    Ejemplos:
      rutaplan show RET-N-18
      rutaplan show RET-N-18 --corte 2027-12-31
      rutaplan show RET-N-18 --historia
      rutaplan show hn-inm
      rutaplan show g1-retorno
      rutaplan show RET-N-18 oim --formato json
    """
    data = find_data(datos)
    tell_unfinished(data)
    plan, told = load(data, {word.strip().upper() for word in ids})
    things = [thing_named(plan, ident) for ident in ids]
    if historia:
        if formato != "texto":
            raise NoPlan(
                "--historia no tiene el formato json; «rutaplan diff --formato json» dice qué cambió."
            )
        return _histories(plan, things, data)
    diagnostics = check(plan, {thing.archivo for thing in things}, told=told)
    own = [
        (
            thing,
            [
                d
                for d in diagnostics
                if d.place.path == thing.archivo and d.loc[: len(thing.loc)] == thing.loc
            ],
        )
        for thing in things
    ]
    if formato == "json":
        terminal.write(_json(replace(plan, corte=corte), own))
    else:
        pages = (_page(plan, thing, found, corte) for thing, found in own)
        terminal.write_each(("\n" if number else "") + page for number, page in enumerate(pages))
    errors = [d for d in diagnostics if d.severity is Severity.ERROR]
    tell_broken(errors)
    return FINDINGS if errors else OK


def _histories(plan: Plan, things: Iterable[Thing], data: Path) -> int:
    """The timelines of some actions."""
    from rutaplan.cli.timeline import timeline  # noqa: PLC0415 - few calls ask git

    for number, thing in enumerate(things):
        accion = plan.accion_by_id.get(thing.ident)
        if accion is None:
            raise NoPlan(f"--historia es de acciones, y {quoted(thing.ident)} no lo es.")
        terminal.write(("\n" if number else "") + timeline(plan, accion, data))
    return OK


def _json(plan: Plan, things: Iterable[tuple[Thing, list[Diagnostic]]]) -> str:
    told = [
        {**thing_values(plan, thing), "hallazgos": [finding_values(each) for each in found]}
        for thing, found in things
    ]
    return json_text({"formato": "rutaplan.show", "version": 1, "corte": str(plan.corte), "elementos": told})


def _page(plan: Plan, thing: Thing, findings: list[Diagnostic], corte: date) -> str:
    accion = plan.accion_by_id.get(thing.ident)
    return _sheet(plan, accion, findings, corte) if accion else _card(plan, thing, findings)


def _card(plan: Plan, thing: Thing, findings: list[Diagnostic]) -> str:
    shown = [block(d) for d in findings if d.severity is not Severity.PENDIENTE]
    return "\n".join([card(plan, thing, _field), *(["Hallazgos\n", *shown] if shown else [])])


def _sheet(plan: Plan, accion: Accion, findings: list[Diagnostic], corte: date) -> str:
    lines = [_heading(plan, accion), "", terminal.wrapped(accion.texto, "  "), ""]
    lines += [_field(label, value) for label, value in _fields(plan, accion, corte)]
    summarised = [d for d in findings if d.severity is Severity.PENDIENTE]
    shown = [d for d in findings if d.severity is not Severity.PENDIENTE]
    if summarised:
        lines += ["", _field("Pendiente", "; ".join(d.title for d in summarised))]
    if shown:
        lines += ["", "Hallazgos", "", *(block(d) for d in shown)]
    return "\n".join(lines).rstrip() + "\n"


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
        if text:
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
    "contraparte": lambda plan, accion: acciones_label(plan, plan.contrapartes.get(accion.id, ())),
    "parecida": _parecida,
    "depende_de": lambda plan, accion: acciones_label(plan, accion.depende_de or ()),
    "esperan": lambda plan, accion: acciones_label(plan, waiting(plan, accion)),
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
