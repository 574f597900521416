"""open_data: the plan as tables for other programs: every field, but people and how to write to a body.

Each row says of which plan and which version it is, so that the tables of many plans can be put together.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple, TypeAlias, get_args

from rutaplan.derive.version import version_of
from rutaplan.diagnostics import Loc
from rutaplan.model import Accion, Avance, Catalogos, Eje, Grupo, Institucion, Nivel, Registro, Taller, fields
from rutaplan.model.checks import dia, fecha
from rutaplan.plan import Plan
from rutaplan.printable import printable
from rutaplan.suggest import fold

HIDDEN = {"contacto", "participantes", "ponente", "aceptados", "documentos", "validar"}
"""People, how to write to a body, and findings that somebody accepted, whose reasons may name a person; and
how the plan is printed, with who gets its papers back, and reviewed."""
_ROWS: TypeAlias = Iterable[tuple[dict[str, Any], Registro]]


class DataColumn(NamedTuple):
    """A column: its key, its type in the words of Table Schema, and what it says."""

    name: str
    type: str
    title: str
    description: str = ""


_ORIGIN = (
    DataColumn("plan", "string", "Plan", "El «id» de taller.yaml, o el nombre de la carpeta del plan."),
    DataColumn("version", "string", "Versión", "La huella de los valores del plan, sin los avances."),
    DataColumn("registro", "string", "Registro", "El commit de esa versión; vacío si no está en git."),
    DataColumn(
        "fecha_version", "date", "Fecha de la versión", "El día de ese commit; vacío si no está en git."
    ),
)
_KEYS: Mapping[str, tuple[str, ...]] = {
    "taller": (),
    "avances": ("accion", "fecha", "reporta", "vez"),
    "catalogos": (),
}
"""The columns, beside plan, that tell one row from the others, where these are not its id."""
_TABLES = {
    "accion": "acciones", "eje": "ejes", "familia": "familias", "grupo": "grupos",
    "institucion": "instituciones",
    "nivel": "niveles", "tipo_institucion": "tipos_institucion",
}  # fmt: skip
"""Where what an id names is a row, by what it names."""
_ID = DataColumn("id", "string", "Id", "Cómo lo nombran las demás tablas.")
_VEZ = DataColumn("vez", "integer", "Vez", "Cuál es de su institución y su día.")


@dataclass(frozen=True)
class DataTable:
    """A table: its columns, its rows by key, and which of its columns names a row of which other table."""

    name: str
    title: str
    columns: tuple[DataColumn, ...]
    key: tuple[str, ...]
    refers: Mapping[str, str]
    rows: Iterable[Mapping[str, Any]]


def plan_name(plan: Plan) -> str:
    """By what a plan is known among others: its id, or the name of the folder that holds it.

    A folder may be called anything: its name is one visible line, with the same letters on any disk.
    """
    ident, folder = plan.taller.id, plan.folder
    name = " ".join((folder.absolute().parent.name if folder else "").split())
    return ident or printable(unicodedata.normalize("NFC", name)) or "plan"


def is_given(loc: Loc) -> bool:
    """Whether the field at a place of a sheet is in some table."""
    return HIDDEN.isdisjoint(loc)


def package_name(plan: Plan) -> str:
    """The same, in the letters that a data package takes."""
    letters = "".join(each if each.isascii() and each.isalnum() else "-" for each in fold(plan_name(plan)))
    return "-".join(filter(None, letters.split("-"))) or "plan"


def data_tables(plan: Plan) -> Iterator[DataTable]:
    """All the tables of a plan."""
    origin = _origin(plan)

    def table(name: str, record: type[Registro], rows: _ROWS, title: str = "") -> DataTable:
        keys = [each for each in fields(record) if each not in HIDDEN and not _is_apart(record, each)]
        own = [_column(record, each) for each in keys]
        first = () if "id" in keys or name in _KEYS else (_ID,)
        columns = (*_ORIGIN, *first, *own, *((_VEZ,) if record is Avance else ()))
        made = ({**origin, **more, **{key: getattr(each, key) for key in keys}} for more, each in rows)
        return DataTable(
            name, title or record.label, columns, _KEYS.get(name, ("id",)), _refers(record), made
        )

    ejes, niveles = plan.taller.ejes, plan.taller.niveles
    yield table("taller", Taller, _alone([plan.taller]))
    yield table("acciones", Accion, _alone(plan.acciones))
    reports = (({"vez": each.vez}, each) for each in plan.avances)
    yield table("avances", Avance, reports)
    yield table("instituciones", Institucion, _mapped(plan.institucion_by_id))
    yield table("grupos", Grupo, _alone(plan.grupos))
    yield table("ejes", Eje, _alone(ejes))
    yield table("niveles", Nivel, _alone(niveles))
    for hoja in (plan.catalogos, plan.taller):
        for name, campo in fields(type(hoja)).items():
            if campo.is_map and campo.record:
                yield table(name, campo.record, _mapped(getattr(hoja, name) or {}), campo.titulo)
    yield table("catalogos", Catalogos, _alone([plan.catalogos]))


def _origin(plan: Plan) -> dict[str, Any]:
    version = version_of(plan)
    day = version.fecha.date() if version.fecha else None
    known = (plan_name(plan), version.huella, version.commit, day)
    return {column.name: value for column, value in zip(_ORIGIN, known, strict=True)}


def _alone(records: Iterable[Registro]) -> _ROWS:
    return (({}, each) for each in records)


def _mapped(known: Mapping[Any, Registro]) -> _ROWS:
    """The entries of a catalogue, whose ids stand before them."""
    return (({"id": str(ident)}, each) for ident, each in known.items())


def _is_apart(record: type[Registro], name: str) -> bool:
    """Whether what a field holds is a table of its own."""
    campo = fields(record)[name]
    return bool(campo.record) and (campo.is_map or campo.record in {Eje, Nivel})


def _refers(record: type[Registro]) -> dict[str, str]:
    """The fields that always name one row of another table."""
    return {
        name: _TABLES[campo.kind]
        for name, campo in fields(record).items()
        if campo.kind in _TABLES
        and campo.is_required
        and not (campo.silent or campo.is_several or name == "id")
    }


def _column(record: type[Registro], name: str) -> DataColumn:
    info, campo = record.model_fields[name], fields(record)[name]
    return DataColumn(name, _type(record, name), campo.titulo, info.description or "")


def _type(record: type[Registro], name: str) -> str:
    """The type of a field in the words of Table Schema; a silence is a missing value of any."""
    campo = fields(record)[name]
    if campo.is_several or campo.record:
        return "object" if campo.is_map or not campo.is_several else "array"
    if campo.cell and campo.cell.check in {dia, fecha}:
        return "date"
    kinds = {*_kinds(record.model_fields[name].annotation)}
    return "boolean" if bool in kinds else "integer" if int in kinds else "string"


def _kinds(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - any type
    yield annotation
    yield from chain.from_iterable(_kinds(each) for each in get_args(annotation))
