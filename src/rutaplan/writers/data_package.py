"""data_package: tables as CSV in a zip, each described: a Data Package, as Frictionless calls it.

Source: specs.frictionlessdata.io, Data Package and Table Schema, version 1.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rutaplan import __version__
from rutaplan.model import SILENCIOS, Registro
from rutaplan.plan import Plan
from rutaplan.printable import csv_text, json_text
from rutaplan.views.open_data import DataTable, data_tables, package_name
from rutaplan.zips import ZipError, pack, read_parts

DESCRIPTION = "datapackage.json"
FORMAT = "rutaplan.export"
MAX_PARTS, MAX_UNPACKED = 100, 256 * 2**20
_MADE = f'"herramienta": "{FORMAT}'


def data_package(plan: Plan) -> bytes:
    """The zip of all tables of a plan: the same plan gives the same bytes."""
    made = [(table, _csv(table)) for table in data_tables(plan)]
    described = {
        "profile": "tabular-data-package",
        "name": package_name(plan),
        "title": plan.taller.titulo,
        "herramienta": f"{FORMAT} {__version__}",
        "resources": [_resource(table, content) for table, content in made],
    }
    parts = {f"{table.name}.csv": content for table, content in made}
    return pack({DESCRIPTION: json_text(described).encode(), **parts})


def is_ours(content: bytes) -> bool:
    """Whether a file is such a zip, with nothing of anybody else in it: another one may replace it."""
    try:
        parts = read_parts(content, MAX_PARTS, MAX_UNPACKED)
        told = {name: name == DESCRIPTION and _MADE.encode() in part for name, part in parts}
    except ZipError:
        return False
    return any(told.values()) and all(is_told or name.endswith(".csv") for name, is_told in told.items())


def json_lines(plan: Plan, names: Sequence[str] = ()) -> Iterator[str]:
    """The rows of some tables, or of all, each made when the one before has left."""
    for table in data_tables(plan):
        for row in table.rows if not names or table.name in names else ():
            values = {key: _plain(value) for key, value in row.items() if value is not None}
            yield json_text({"tabla": table.name, **values}, indent=None)


def _csv(table: DataTable) -> bytes:
    names = [column.name for column in table.columns]
    rows = ([_cell(row[name]) for name in names] for row in table.rows)
    return csv_text([names, *rows]).encode()


def _resource(table: DataTable, content: bytes) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": table.title,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": _schema(table),
    }


def _schema(table: DataTable) -> dict[str, Any]:
    return {
        "fields": [column._asdict() for column in table.columns],
        "missingValues": ["", *SILENCIOS],
        "primaryKey": ["plan", *table.key],
        "foreignKeys": [
            {"fields": ["plan", campo], "reference": {"resource": other, "fields": ["plan", "id"]}}
            for campo, other in table.refers.items()
        ],
    }


def _cell(value: Any) -> str:  # noqa: ANN401 - any cell
    """A value as text: a silence that stands for a list as itself, other lists and records as JSON."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case (word,) if word in SILENCIOS:
            return str(word)
        case tuple() | dict() | Registro():
            return json_text(_plain(value), indent=None).rstrip()
        case _:
            return str(value)


def _plain(value: Any) -> Any:  # noqa: ANN401 - any cell
    """A value as JSON has it."""
    match value:
        case Registro():
            return value.model_dump(mode="json", exclude_none=True)
        case tuple():
            return [_plain(each) for each in value]
        case Mapping():
            return {str(key): _plain(each) for key, each in value.items()}
        case date():
            return str(value)
        case _:
            return value
