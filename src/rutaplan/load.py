"""load: the files of data/ become a Plan, and everything that is wrong with them a diagnostic.

One broken sheet never stops the others, and one bad field never hides another: where a value could
not be read a Hole is punched, and the rest of the sheet is kept.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from rutaplan.diagnostics import UNREADABLE, Diagnostic, Hole, Loc
from rutaplan.files import RawFile, read_folder, read_text
from rutaplan.model import (
    NO_CONSTA,
    Accion,
    Avance,
    Catalogos,
    Grupo,
    Hoja,
    Horizontes,
    Instituciones,
    Plenaria,
    Taller,
    fields,
    hoja_of,
)
from rutaplan.plan import Plan
from rutaplan.source import Source, parse
from rutaplan.translate import strip_loc, translate

_H = TypeVar("_H", bound=Hoja)
_N = TypeVar("_N", Accion, Grupo)

# What stands in for a group of keys that could not be read, where a Hole cannot.
_STAND_INS: dict[str, Any] = {
    "plenaria": Plenaria.model_construct(minutos=5, palabras_por_minuto=150, fuente=UNREADABLE),
    "horizontes": Horizontes.model_construct(corto=12, mediano=36),
    "participantes": NO_CONSTA,
    **{
        name: {}
        for hoja in (Catalogos, Instituciones)
        for name, campo in fields(hoja).items()
        if campo.is_map and campo.is_required
    },
}
_MAX_ATTEMPTS = 6


def load(data: Path, reported: Collection[str] | None = None) -> tuple[Plan, list[Diagnostic]]:
    """Read the plan in a folder. Reads only; whatever is wrong comes back as diagnostics.

    reported: the actions whose reports are wanted; None: all. In three years of rounds there are thirty for
    each sheet of the plan, so who asks for nothing that comes of them opens none.
    """
    folder = read_folder(data, reported)
    plan, diagnostics = build(folder.files, folder.unread, f"{folder.shown}/")
    return replace(plan, folder=data), [*folder.diagnostics, *diagnostics]


def load_taller(data: Path) -> Taller:
    """Read the workshop's own sheet alone; what is wrong with it, a whole read tells."""
    name = "taller.yaml"
    text = read_text(data / name, name)
    return build([RawFile(name, name, text)] if isinstance(text, str) else ())[0].taller


def build(
    files: Iterable[RawFile],
    unread: Iterable[str] = (),
    prefix: str = "",
    *,
    reuse: tuple[Plan, Iterable[Diagnostic]] | None = None,
) -> tuple[Plan, list[Diagnostic]]:
    """Make the plan of some texts; unread names files that exist but gave no text.

    reuse: what an earlier call gave; a sheet whose text is the same, and was in order, is not read again.
    """
    reader = _PlanReader(prefix, _in_order(*reuse) if reuse else {})
    for name in unread:
        reader.note_unread(name)
    for file in files:
        reader.read(file)
    return reader.plan(), reader.diagnostics


def _in_order(plan: Plan, found: Iterable[Diagnostic]) -> dict[tuple[str, str], Hoja]:
    """The sheets in which nothing was wrong, by path and text."""
    faulty = {diagnostic.place.path for diagnostic in found}
    read = [hoja for hoja in plan.hojas if hoja.archivo in plan.sources and hoja.archivo not in faulty]
    return {(hoja.archivo, plan.sources[hoja.archivo].text): hoja for hoja in read}


class _PlanReader:
    """Gathers sheets, one file after the other.

    known: those that need not be read, by path and text.
    """

    def __init__(self, prefix: str, known: Mapping[tuple[str, str], Hoja]) -> None:
        self.prefix = prefix
        self.known = known
        self.diagnostics: list[Diagnostic] = []
        self.sources: dict[str, Source] = {}
        self.holes: dict[str, frozenset[Loc]] = {}
        self.unread: set[str] = set()
        self.ids: set[str] = set()
        self.grupo_ids: set[str] = set()
        self.tops: dict[str, Hoja] = {}
        self.grupos: list[Grupo] = []
        self.acciones: list[Accion] = []
        self.avances: list[Avance] = []

    def read(self, file: RawFile) -> None:
        """Make the record of one file, or note that there is none."""
        source = Source(file.path, file.text, file.private)
        self.sources[file.path] = source
        self._note_id(file.name)
        match self._hoja(hoja_of(file.name), source):
            case Accion() as accion:
                self.acciones.append(_with_id(accion, file.name))
                self.ids.add(self.acciones[-1].id)
            case Grupo() as grupo:
                self.grupos.append(_with_id(grupo, file.name))
                self.grupo_ids.add(self.grupos[-1].id)
            case Avance() as avance:
                self.avances.append(avance)
            case Hoja() as top:
                self.tops[file.name] = top

    def note_unread(self, name: str) -> None:
        """Remember a file that gave no text: what it would have been is still a target."""
        self.unread.add(self.prefix + name)
        self._note_id(name)

    def plan(self) -> Plan:
        """The plan of all that was read."""
        taller = self._top("taller.yaml", Taller)
        ejes = {eje.id: number for number, eje in enumerate(taller.ejes)}
        niveles = {nivel.id: number for number, nivel in enumerate(taller.niveles)}
        self.acciones.sort(
            key=lambda a: (ejes.get(a.eje, len(ejes)), niveles.get(a.nivel, len(niveles)), a.numero, a.id)
        )
        self.grupos.sort(key=lambda grupo: (grupo.numero if type(grupo.numero) is int else 0, grupo.id))
        self.avances.sort(key=lambda avance: (avance.accion, str(avance.fecha), avance.reporta, avance.vez))
        return Plan(
            taller=taller,
            instituciones=self._top("instituciones.yaml", Instituciones),
            catalogos=self._top("catalogos.yaml", Catalogos),
            grupos=tuple(self.grupos),
            acciones=tuple(self.acciones),
            avances=tuple(self.avances),
            sources=self.sources,
            holes=self.holes,
            ids=frozenset(self.ids),
            grupo_ids=frozenset(self.grupo_ids),
            unread=frozenset(self.unread),
        )

    def _top(self, name: str, model: type[_H]) -> _H:
        hoja = self.tops.get(name)
        if isinstance(hoja, model):
            return hoja
        self.unread.add(self.prefix + name)
        return _unread(model).at(self.prefix + name)

    def _note_id(self, name: str) -> None:
        stem = name.rpartition("/")[2].removesuffix(".yaml")
        if name.startswith("acciones/"):
            self.ids.add(stem)
        elif name.startswith("grupos/"):
            self.grupo_ids.add(stem)

    def _hoja(self, model: type[_H], source: Source) -> _H | None:
        """The record of a text; None, with its path in unread, if nothing of it can be kept."""
        known = self.known.get((source.path, source.text))
        if known is not None:
            return known  # type: ignore[return-value]  # a path tells the class
        values, faults = parse(source)
        if faults:
            self.diagnostics.extend(faults)
            source.forget_places()
        if values is not None:
            holes: set[Loc] = set()
            for attempt in range(_MAX_ATTEMPTS):
                try:
                    record = model.model_validate(values)
                except ValidationError as error:
                    if attempt == 0:
                        self.diagnostics.extend(translate(error, source, model))
                        source.forget_places()
                    _punch(values, error, holes)
                else:
                    if holes:
                        self.holes[source.path] = frozenset(holes)
                    return record.at(source.path)
        self.unread.add(source.path)
        return None


def _punch(values: dict[str, Any], error: ValidationError, holes: set[Loc]) -> None:
    """Put a Hole where each complaint points; where one was refused too, a stand-in; then nothing.

    A record of a list has no stand-in: the Hole takes the place of the list.
    """
    for details in error.errors(include_url=False, include_context=False):
        loc = strip_loc(details["loc"])
        container = _at(values, loc[:-1])
        is_mapping, is_list = isinstance(container, dict), isinstance(container, list)
        if not loc or not (is_mapping or is_list):
            continue
        last: Any = loc[-1]
        is_there = last in container if is_mapping else type(last) is int and last < len(container)
        is_refused_again = type(container[last]) is Hole if is_there else is_list or loc in holes
        is_unknown = details["type"] == "extra_forbidden" or details["loc"][-1] == "[key]"
        if is_mapping and is_unknown:
            container.pop(last, None)
        elif not is_refused_again:
            container[last] = UNREADABLE
        elif last in _STAND_INS:
            container[last] = _STAND_INS[last]
        elif is_mapping:
            container.pop(last, None)
        else:
            loc = loc[:-1]
            _at(values, loc[:-1])[loc[-1]] = UNREADABLE
        holes.add(loc)


def _at(values: Any, loc: Loc) -> Any:  # noqa: ANN401 - any tree of values
    """What stands at a place of a tree of values; None where nothing does."""
    for part in loc:
        try:
            values = values[part]
        except (LookupError, TypeError):
            return None
    return values


def _with_id(record: _N, name: str) -> _N:
    """A record whose id could not be read goes by its file's name."""
    if type(record.id) is not Hole:
        return record
    stem = name.rpartition("/")[2].removesuffix(".yaml")
    return record.model_copy(update={"id": stem}).at(record.archivo)


def _unread(hoja: type[_H]) -> _H:
    """What stands in for a sheet that could not be read: nothing listed, nothing asked for."""
    cells = {
        name: _STAND_INS.get(name, () if campo.is_several else UNREADABLE)
        for name, campo in fields(hoja).items()
        if campo.is_required
    }
    return hoja.model_construct(**cells)  # type: ignore[return-value]  # pydantic's plugin forgets which sheet
