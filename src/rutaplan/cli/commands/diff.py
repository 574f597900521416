"""rutaplan diff: what is another between two states of the plan, as a plan and not as lines."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from rutaplan.cli import OK, terminal
from rutaplan.cli.filter_options import Filtered, filter_options, make_query
from rutaplan.cli.options import Choice, corte_option, datos_option, find_data, find_data_if_any
from rutaplan.cli.pages import page_markdown, page_text
from rutaplan.derive.comparing import Comparison, FieldChange, compare
from rutaplan.derive.received import Received
from rutaplan.derive.version import fingerprint, with_version
from rutaplan.git import kept
from rutaplan.load import load
from rutaplan.model import Accion, Registro
from rutaplan.plan import Plan, Version
from rutaplan.printable import json_text
from rutaplan.query import query_label, select
from rutaplan.revisions import State, folder_named, read_side
from rutaplan.views.documents.cambios import build_cambios, chosen

FORMATS = ("texto", "md", "json")


@click.command("diff", cls=Filtered, options_metavar="[OPCIONES]")
@click.argument("antes", metavar="VERSIÓN")
@click.argument("ahora", required=False, metavar="[VERSIÓN]")
@filter_options
@click.option(
    "--formato",
    type=Choice(FORMATS),
    default="texto",
    help="texto para leer; md, para un pull request; json, para otro programa.",
)
@corte_option
@datos_option
def command(
    antes: str,
    ahora: str | None,
    formato: str,
    corte: date,
    datos: str | None,
    **filters: Any,  # noqa: ANN401 - click's values
) -> int:
    r"""Dice qué cambió entre dos versiones del plan; con una sola, entre ella y los archivos de ahora.

    Una VERSIÓN es un tag, una rama, un commit de git, o una carpeta con otro plan. Comentarios, comillas
    y orden de las claves no son cambios. No escribe nada: en papel lo da «render cambios --desde VERSIÓN».

    \b
    Ejemplos:
      rutaplan diff plenaria
      rutaplan diff plenaria grcm-2027-06
      rutaplan diff origin/main --formato md
      rutaplan diff ../plan-de-2026/data
    """
    data = _data(datos, antes, ahora)
    new = read_side(ahora, data) if ahora is not None else State(*load(find_data(datos)))
    old = read_side(antes, data, new)
    plan = _with_version(new.plan, data) if formato == "md" else new.plan
    plan = replace(plan, corte=corte)
    query = make_query(plan, filters)
    if query and any(query.values()):
        plan = replace(select(plan, query), filtro=query_label(plan, query))
    plan = replace(plan, antes=old.plan)
    terminal.write(_FORMATS[formato](plan))
    return OK


def _data(datos: str | None, *words: str | None) -> Path | None:
    """The plan whose history is asked; none is needed where both are folders."""
    if all(word is not None and folder_named(word) for word in words):
        return find_data_if_any(datos)
    return find_data(datos)


def _with_version(plan: Plan, data: Path | None) -> Plan:
    if plan.momento:
        return replace(plan, version=Version(fingerprint(plan), plan.momento))
    return with_version(plan, kept(data) if data else None)


def _json(plan: Plan) -> str:
    """All that is another, with the values of the YAML."""
    antes = plan.antes or plan
    found = chosen(plan, compare(antes, plan.entero))
    return json_text(
        {
            "formato": "rutaplan.diff",
            "version": 1,
            "corte": str(plan.corte),
            "antes": antes.momento or None,
            "ahora": plan.momento or None,
            "filtro": plan.filtro or None,
            **_acciones(found),
            "avances_de_otras_acciones": _avances(found.otros_avances),
            "grupos": [_keys(each, "id", "cambios") for each in found.grupos],
            "taller": _plain(found.taller),
            "catalogos": [
                {"tipo": each.kind, **_keys(each, "id", "cambios", "acciones")} for each in found.catalogos
            ],
            "no_leidos": {"antes": _unread(antes), "ahora": _unread(plan)},
        }
    )


def _acciones(found: Comparison) -> dict[str, Any]:
    return {
        "acciones_nuevas": [*map(_accion, found.nuevas)],
        "acciones_quitadas": [*map(_accion, found.quitadas)],
        "acciones_cambiadas": [
            {
                "id": each.ahora.id,
                "id_antes": each.antes.id,
                "cambios": _plain(each.cambios),
                "avances": _avances(each.avances),
            }
            for each in found.cambiadas
        ],
    }


def _accion(accion: Accion) -> dict[str, Any]:
    return _keys(accion, "id", "texto", "plazo_meses", "instituciones")


def _avances(received: Received) -> dict[str, Any]:
    told = {
        "recibidos": received.llegados,
        "cambiados": received.cambiados,
        "borrados": received.borrados,
    }
    return {
        name: [_keys(each, "accion", "fecha", "reporta", "estado") for each in reports]
        for name, reports in told.items()
    }


def _keys(record: object, *keys: str) -> dict[str, Any]:
    return {key: _plain(getattr(record, key)) for key in keys}


def _unread(plan: Plan) -> list[str]:
    return sorted(path.removeprefix(plan.prefix) for path in plan.unread)


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of YAML, or a change of one
    """A value as JSON has it."""
    match value:
        case FieldChange():
            return _keys(value, "campo", "antes", "ahora")
        case Registro():
            return value.model_dump(mode="json", exclude_none=True)
        case tuple():
            return [*map(_plain, value)]
        case dict():
            return {str(key): _plain(each) for key, each in value.items()}
        case date():
            return value.isoformat()
    return value


_FORMATS: Mapping[str, Any] = {
    "texto": lambda plan: page_text(build_cambios(plan)),
    "md": lambda plan: page_markdown(build_cambios(plan)),
    "json": _json,
}
