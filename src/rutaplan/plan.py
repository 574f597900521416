"""Plan: the records of a folder, where each came from, and the indexes that questions need."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from rutaplan.diagnostics import Loc
from rutaplan.files import REPORT_FOLDER
from rutaplan.model import (
    FASES,
    KINDS,
    Accion,
    Avance,
    Catalogos,
    Eje,
    Grupo,
    Hoja,
    Institucion,
    Instituciones,
    Nivel,
    Taller,
)
from rutaplan.source import Source

_K = TypeVar("_K")
_V = TypeVar("_V")


class Version(NamedTuple):
    """A state of the plan: a fingerprint, what git says of it, when git kept it, and in which commit."""

    huella: str
    registro: str = ""
    fecha: datetime | None = None
    commit: str = ""


class Membrete(NamedTuple):
    """The image of a letterhead, for any paper: a PNG of ours, and how large it is printed."""

    png: bytes
    ancho_mm: float
    alto_mm: float


class _Named(Protocol):
    """A record that people call by a name."""

    @property
    def nombre(self) -> str:
        """The name."""


@dataclass(frozen=True, eq=False)  # a plan is itself: sums over it are remembered by identity
class Plan:
    """Everything that was read. acciones stand in the order of ejes, niveles and numbers.

    holes: by file, the places that could not be read; the record holds a stand-in there.
    ids: every action seen, readable or not, so that a broken sheet is still a target.
    unread: the paths of files that gave no record at all.
    avances: every report, by action, day and file.
    todas: the actions of the whole plan, where acciones are only those that were chosen.
    filtro: what was chosen, in words; nothing when nobody chose.
    corte: the day at which it is looked at, where somebody said one.
    folder: where it was read; None for one that no disk holds.
    version: that of the whole plan, where somebody asked git; derive/version tells it of any plan.
    membrete: where somebody read it for papers.
    momento: what people call the state that was read; nothing where it is that of the folder, now.
    antes: the state that it is compared with, where the call names one.
    """

    taller: Taller
    instituciones: Instituciones
    catalogos: Catalogos
    grupos: tuple[Grupo, ...]
    acciones: tuple[Accion, ...]
    sources: Mapping[str, Source] = field(repr=False)
    holes: Mapping[str, frozenset[Loc]]
    ids: frozenset[str]
    grupo_ids: frozenset[str]
    unread: frozenset[str]
    avances: tuple[Avance, ...] = ()
    todas: tuple[Accion, ...] = ()
    filtro: str = ""
    folder: Path | None = None
    version: Version | None = None
    membrete: Membrete | None = None
    corte: date | None = None
    momento: str = ""
    antes: "Plan | None" = None

    @property
    def prefix(self) -> str:
        """How the paths of its sheets begin: data/."""
        return self.taller.archivo.removesuffix("taller.yaml")

    @property
    def reports(self) -> str:
        """How the paths of its reports begin: data/avances/."""
        return f"{self.prefix}{REPORT_FOLDER}/"

    def inside(self, path: str) -> str:
        """The path of one of its files inside data/."""
        return path.removeprefix(self.prefix)

    @property
    def fase(self) -> str:
        """In which phase the workshop is: the evening itself, where nobody says another."""
        fase = self.taller.fase
        return fase if fase in FASES else FASES[0]

    @property
    def hojas(self) -> tuple[Hoja, ...]:
        """Every sheet that was read, but the actions that were not chosen."""
        tops = (self.taller, self.instituciones, self.catalogos)
        return (*tops, *self.grupos, *self.acciones, *self.avances)

    @property
    def enteras(self) -> tuple[Accion, ...]:
        """Every action of the plan, chosen or not: what an action refers to may be among the others."""
        return self.todas or self.acciones

    @cached_property
    def vigentes(self) -> tuple[Accion, ...]:
        """The chosen actions that were not withdrawn: nobody is asked anything of the others."""
        return tuple(accion for accion in self.acciones if not accion.is_retirada)

    @cached_property
    def entero(self) -> "Plan":
        """This plan with every action chosen, for sums that the choice must not change."""
        return replace(self, acciones=self.todas, todas=()) if self.todas else self

    def part(self, acciones: Iterable[Accion]) -> "Plan":
        """This plan with only some of its actions chosen."""
        return replace(self, acciones=tuple(acciones), todas=self.enteras)

    @cached_property
    def accion_by_id(self) -> Mapping[str, Accion]:
        """The first action of each id."""
        return {accion.id: accion for accion in reversed(self.enteras)}

    @cached_property
    def avances_by_accion(self) -> Mapping[str, tuple[Avance, ...]]:
        """The reports of each action, in their order."""
        return by_key((avance.accion, avance) for avance in self.avances)

    @cached_property
    def grupo_by_id(self) -> Mapping[str, Grupo]:
        """The groups, by id."""
        return {grupo.id: grupo for grupo in reversed(self.grupos)}

    @cached_property
    def eje_by_id(self) -> Mapping[str, Eje]:
        """The ejes, by id, in the order of the workshop."""
        return {eje.id: eje for eje in self.taller.ejes}

    @cached_property
    def nivel_by_id(self) -> Mapping[str, Nivel]:
        """The niveles, by id, in the order of the workshop."""
        return {nivel.id: nivel for nivel in self.taller.niveles}

    @property
    def institucion_by_id(self) -> Mapping[str, Institucion]:
        """The institutions, by id, in the order of their file."""
        return self.instituciones.root

    @cached_property
    def by_kind(self) -> Mapping[str, Mapping[Any, _Named]]:
        """What the plan declares of each kind that a cell may name, by id, in the order of its file."""
        tipos, listed = self.catalogos.tipos_institucion, Catalogos.model_fields
        return {
            "campo": self.taller.campos or {},
            "eje": self.eje_by_id,
            "nivel": self.nivel_by_id,
            "grupo": self.grupo_by_id,
            "institucion": self.institucion_by_id,
            # Institutions first, and last too: one goes before a type that has its id, which is an error.
            "involucrada": {**self.institucion_by_id, **tipos, **self.institucion_by_id},
            **{
                kind: getattr(self.catalogos, each.section)
                for kind, each in KINDS.items()
                if each.section in listed
            },
        }

    def nombre(self, kind: str, ident: str | int) -> str:
        """What people call an eje, a nivel, a país...; its id where nothing declares it."""
        found = self.by_kind[kind].get(ident)
        return found.nombre if found else str(ident)

    @cached_property
    def ids_by_sigla(self) -> Mapping[str, tuple[str, ...]]:
        """The institutions that share each sigla, in upper case; "INM RD" is called INM too."""
        return by_key(
            (sigla, ident)
            for ident, institucion in self.institucion_by_id.items()
            for sigla in dict.fromkeys(_siglas(institucion.sigla or ""))
        )

    @cached_property
    def ids_by_tipo(self) -> Mapping[str, tuple[str, ...]]:
        """The institutions of each type, in the order of their file."""
        return by_key((each.tipo, ident) for ident, each in self.institucion_by_id.items())

    @cached_property
    def contrapartes(self) -> Mapping[str, tuple[str, ...]]:
        """For each action, its counterparts, written on either side; in the plan's order."""
        pairs: dict[str, set[str]] = {}
        for accion in self.enteras:
            for otra in accion.contraparte or ():
                pairs.setdefault(accion.id, set()).add(otra)
                pairs.setdefault(otra, set()).add(accion.id)
        order = {accion.id: number for number, accion in enumerate(self.enteras)}
        return {
            ident: tuple(sorted(otras, key=lambda otra: (order.get(otra, len(order)), otra)))
            for ident, otras in pairs.items()
        }

    def by_eje(self, eje: str, nivel: str | None = None) -> tuple[Accion, ...]:
        """The actions of an eje, or of one nivel of it."""
        return tuple(a for a in self.acciones if a.eje == eje and nivel in {None, a.nivel})

    def eje_of(self, grupo: Grupo) -> str:
        """The eje of a group as messages name it: what is none may be a person's name in the wrong place."""
        return grupo.eje if grupo.eje in self.eje_by_id else "que no está en taller.yaml"

    def is_read(self, hoja: Hoja | Instituciones, *loc: str | int) -> bool:
        """Whether a place of a sheet could be read, so that what it lacks is really missing."""
        holes = self.holes.get(hoja.archivo, frozenset())
        return hoja.archivo not in self.unread and not any(loc[: len(hole)] == hole for hole in holes)


def by_key(pairs: Iterable[tuple[_K, _V]]) -> dict[_K, tuple[_V, ...]]:
    """The values of each key, in the order in which they come."""
    found: dict[_K, list[_V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


def _siglas(sigla: str) -> tuple[str, ...]:
    whole = sigla.upper()
    return (whole, *whole.split()[:1]) if whole else ()
