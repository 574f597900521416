"""rutaplan list: the actions that meet the filters, as a table or for another program."""

import csv
import io
from collections.abc import Callable
from typing import Any

import click

from rutaplan.cli import FINDINGS, OK, terminal
from rutaplan.cli.opciones import datos_option, filter_options, load_checked, make_query, tell_broken
from rutaplan.derive import horizonte, institucion_label, plazo_label, plural
from rutaplan.model import SILENCIOS, Accion
from rutaplan.plan import Plan
from rutaplan.printable import guard_cell, json_text
from rutaplan.query import ORDENES, order, select

COLUMNS = (
    "id",
    "eje",
    "nivel",
    "grupo",
    "texto",
    "plazo_meses",
    "instituciones",
    "responsable",
    "estado",
    "prioridad",
    "temas",
)


@click.command("list", options_metavar="[OPCIONES]")
@filter_options
@click.option(
    "--formato",
    type=click.Choice(["tabla", "csv", "json", "yaml", "ids"]),
    default="tabla",
    help="tabla para leer; los demás, para otro programa.",
)
@click.option("--orden", type=click.Choice(list(ORDENES)), help="En qué orden; si no, el del plan.")
@datos_option
def command(formato: str, orden: str | None, datos: str | None, **filters: Any) -> int:  # noqa: ANN401 - click's values
    r"""Lista las acciones que cumplen todos los filtros.

    Un filtro repetido admite cualquiera de sus valores; con no- delante, ninguno: --no-pais MX.
    La cuenta sale aparte, por stderr.

    \b
    Ejemplos:
      rutaplan list --eje retorno --nivel regional
      rutaplan list --pendiente plazo --formato ids
      rutaplan list --texto consulares --texto consulados
    """
    plan, errors, _ = load_checked(datos)
    chosen = select(plan, make_query(plan, filters))
    if orden is not None:
        chosen = order(chosen, orden)
    terminal.write(FORMATS[formato](chosen))
    if len(chosen.acciones) < len(plan.acciones):
        terminal.tell(f"{len(chosen.acciones)} de {plural(len(plan.acciones), 'acción', 'acciones')}")
    else:
        terminal.tell(plural(len(plan.acciones), "acción", "acciones"))
    tell_broken(errors)
    return FINDINGS if errors else OK


def as_typed(values: tuple[str, ...]) -> str | list[str]:
    """A list as the YAML writes it: a lone silence is a word."""
    return values[0] if len(values) == 1 and values[0] in (*SILENCIOS, "todos") else list(values)


def _tabla(plan: Plan) -> str:
    if not plan.acciones:
        return "Ninguna acción cumple los filtros.\n"
    rows = [
        (
            accion.id,
            accion.texto,
            plazo_label(accion.plazo_meses),
            ", ".join(institucion_label(plan, each) for each in accion.instituciones),
        )
        for accion in plan.acciones
    ]
    return terminal.table(("Id", "Acción", "Plazo", "Instituciones"), rows, wide="Acción")


def _csv(plan: Plan) -> str:
    """RFC 4180, without a byte order mark; a cell that a spreadsheet would run gets a ' before it."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for accion in plan.acciones:
        writer.writerow([guard_cell(_cell(getattr(accion, column))) for column in COLUMNS])
    return stream.getvalue()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case tuple():
            return ";".join(map(str, value))
        case _:
            return str(value)


def _json(plan: Plan) -> str:
    content = {
        "formato": "rutaplan.list",
        "version": 1,
        "acciones": [_as_json(plan, accion) for accion in plan.acciones],
    }
    return json_text(content)


def _as_json(plan: Plan, accion: Accion) -> dict[str, Any]:
    values = accion.model_dump(mode="json", exclude_none=True)
    for campo in ("instituciones", "paises"):
        if campo in values:
            values[campo] = as_typed(tuple(values[campo]))
    return {**values, "horizonte": horizonte(accion, plan.taller), "archivo": accion.archivo}


def _yaml(plan: Plan) -> str:
    """The files themselves, one document each, comments and all."""
    return "".join(f"---\n{plan.sources[accion.archivo].text.rstrip()}\n" for accion in plan.acciones)


def _ids(plan: Plan) -> str:
    return "".join(f"{accion.id}\n" for accion in plan.acciones)


FORMATS: dict[str, Callable[[Plan], str]] = {
    "tabla": _tabla,
    "csv": _csv,
    "json": _json,
    "yaml": _yaml,
    "ids": _ids,
}
