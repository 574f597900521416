"""rutaplan list: the actions that meet the filters, or institutions, as a table or for another program."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import click

from rutaplan.cli import NoPlan, terminal
from rutaplan.cli.as_json import accion_values
from rutaplan.cli.bodies import list_bodies
from rutaplan.cli.filter_options import Filtered, asks_follow_up, filter_options, make_query
from rutaplan.cli.options import (
    Choice,
    corte_option,
    datos_option,
    find_data,
    load_checked,
    read_separador,
    separador_option,
    tell_broken,
)
from rutaplan.derive import fecha_label, horizonte, plural
from rutaplan.derive.facts import listable, proposed, said
from rutaplan.derive.standing import CORTE, STANDING, standing
from rutaplan.derive.titles import Unknown, campos_of, own_campos, read_campo, rotulo, value_of
from rutaplan.load import load_taller
from rutaplan.model import Accion, Avance
from rutaplan.plan import Plan
from rutaplan.printable import csv_text, json_text, quoted
from rutaplan.query import ORDENES, order, select

TABLE = ("id", "texto", "plazo_meses", "instituciones")
CSV = (
    "id", "eje", "nivel", "grupo", "texto", "plazo_meses", "instituciones", "responsable", "estado",
    "prioridad", "temas",
)  # fmt: skip
_ALWAYS = ("csv", "json", "jsonl")
"""The formats that tell where actions stand where nobody names columns."""


@click.command("list", cls=Filtered, options_metavar="[OPCIONES]")
@filter_options
@click.option(
    "--formato",
    type=Choice(["tabla", "csv", "json", "jsonl", "yaml", "ids"]),
    default="tabla",
    help="tabla para leer; los demás, para otro programa.",
)
@click.option("--columnas", metavar="CAMPOS", help="De la tabla o del csv: id,texto,plazo,horizonte...")
@click.option("--orden", type=Choice(ORDENES), help="En qué orden; si no, el del plan.")
@click.option(
    "--instituciones",
    "bodies",
    is_flag=False,
    flag_value="",
    metavar="[PALABRA]",
    help="En vez de acciones, las instituciones: todas, o las de un país, sigla, tipo o nombre.",
)
@separador_option
@corte_option
@datos_option
def command(  # noqa: PLR0913, PLR0917 - one argument for each option
    formato: str,
    columnas: str | None,
    orden: str | None,
    bodies: str | None,
    separador: str | None,
    corte: date,
    datos: str | None,
    **filters: Any,  # noqa: ANN401 - click's values
) -> int:
    r"""Lista las acciones que cumplen todos los filtros.

    Un filtro repetido admite cualquiera de sus valores; con no- delante, ninguno: --no-pais MX. Cuándo
    vence y lo que se informó se miran al día de --corte. La cuenta sale aparte, por stderr.

    \b
    Ejemplos:
      rutaplan list --eje retorno --nivel regional
      rutaplan list --pendiente plazo --formato ids
      rutaplan list --texto consulares --texto consulados
      rutaplan list --sin contraparte --columnas id,texto,horizonte
      rutaplan list --vencida --corte 2027-12-31 --columnas id,texto,vence,avance
      rutaplan list --instituciones Honduras
    """
    separator = read_separador(separador, [formato])
    if bodies is not None:
        if columnas or orden or any(filters.values()):
            raise NoPlan("--instituciones no va con filtros de acciones, --columnas ni --orden.")
        plan, errors = load_checked(datos, ())
        list_bodies(plan, bodies, formato, separator)
        return tell_broken(errors)
    columns = () if columnas is None else _read_columns(columnas, formato, datos)
    derives = _derives(columns, formato) or asks_follow_up(filters)
    if derives and columns and CORTE not in columns and formato == "csv":
        columns = (*columns, CORTE)
    plan, errors = load_checked(datos, None if derives else ())
    plan = replace(plan, corte=corte)
    chosen = select(plan, make_query(plan, filters))
    if orden is not None:
        chosen = order(chosen, orden)
    terminal.write_each(_FORMATS[formato](chosen, columns, separator))
    part = f"{len(chosen.acciones)} de " if len(chosen.acciones) < len(plan.acciones) else ""
    if derives and formato == "tabla":
        terminal.write(f"\nAl {fecha_label(corte)}.\n")
    day = f" · al {fecha_label(corte)}" if derives else ""
    terminal.tell(part + plural(len(plan.acciones), "acción", "acciones") + day)
    return tell_broken(errors)


def _derives(columns: Sequence[str], formato: str) -> bool:
    """Whether what is listed tells where actions stand at a day."""
    return any(each in columns for each in (*STANDING, CORTE)) or (not columns and formato in _ALWAYS)


def _read_columns(columnas: str, formato: str, datos: str | None) -> tuple[str, ...]:
    """The fields that a call names, each once: those of the plan, and what derives from them."""
    if formato not in {"tabla", "csv"}:
        raise NoPlan("--columnas es para tabla y csv; los demás formatos dan todos los campos.")
    taller = load_taller(find_data(datos))
    known, columns = campos_of(taller), list[str]()
    for name in columnas.split(","):
        campo = (
            read_campo(name, listable(taller), known)
            if name.strip()
            else Unknown("hay una columna sin nombre")
        )
        if isinstance(campo, Unknown):
            raise NoPlan(f"--columnas: {campo.message}.")
        if campo in columns:
            raise NoPlan(f"--columnas: {quoted(name)} está dos veces.")
        columns.append(campo)
    return tuple(columns)


def _tabla(plan: Plan, columns: Sequence[str], _separator: str) -> Iterator[str]:
    columns, titles = columns or TABLE, listable(plan.taller)
    rows = [[_words(plan, accion, campo) for campo in columns] for accion in plan.acciones]
    none = "Ninguna acción cumple los filtros.\n" if plan.enteras else "El plan no tiene acciones.\n"
    yield terminal.table([titles[campo] for campo in columns], rows, wide=rotulo("texto")) if rows else none


def _words(plan: Plan, accion: Accion, campo: str) -> str:
    text, sign = said(plan, accion, campo), proposed(plan, accion, campo)
    return f"{text} ({sign})" if text and sign else text


def _csv(plan: Plan, columns: Sequence[str], separator: str) -> Iterator[str]:
    """The values as the YAML has them, under their keys."""
    columns = columns or (*CSV, *own_campos(plan.taller), *STANDING, CORTE)
    rows = ([_cell(plan, accion, campo) for campo in columns] for accion in plan.acciones)
    yield csv_text([columns, *rows], separator)


def _cell(plan: Plan, accion: Accion, campo: str) -> str:
    match _value(plan, accion, campo):
        case None:
            return ""
        case bool() as flag:
            return str(flag).lower()
        case int() | str() | date() as one:
            return str(one)
        case Avance(fecha=fecha, reporta=reporta, estado=estado):
            return f"{fecha} {reporta} {estado}"
        case tuple() as several if all(isinstance(each, str) for each in several):
            return ";".join(several)
        case _:
            record = accion.model_dump(mode="json", include={campo}, exclude_none=True)
            return json_text(record[campo], indent=None).rstrip()


def _value(plan: Plan, accion: Accion, campo: str) -> Any:  # noqa: ANN401 - any cell
    if campo in (*STANDING, CORTE):
        return standing(plan, accion)[campo]
    if campo == "horizonte":
        return horizonte(accion, plan.taller)
    return accion.archivo if campo == "archivo" else value_of(accion, campo)


def _json(plan: Plan, _columns: Sequence[str], _separator: str) -> Iterator[str]:
    acciones = [accion_values(plan, accion) for accion in plan.acciones]
    yield json_text({"formato": "rutaplan.list", "version": 1, CORTE: str(plan.corte), "acciones": acciones})


_FORMATS: Mapping[str, Callable[[Plan, Sequence[str], str], Iterable[str]]] = {
    "tabla": _tabla,
    "csv": _csv,
    "json": _json,
    "jsonl": lambda plan, *_: (json_text(accion_values(plan, each), indent=None) for each in plan.acciones),
    "yaml": lambda plan, *_: (f"---\n{plan.sources[each.archivo].text.rstrip()}\n" for each in plan.acciones),
    "ids": lambda plan, *_: ["".join(f"{each.id}\n" for each in plan.acciones)],
}
"""What each format prints, each part made when the one before has left. yaml is the files themselves."""
