"""What a made history consists of, and what is true of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Files = dict[str, str]


@dataclass(frozen=True)
class Truth:
    """What is true of HEAD at a date.

    estados: by action and body asked, its last report's estado or sin_reporte. reports: how many there are.
    """

    corte: date
    estados: Mapping[str, Mapping[str, str]]
    vencidas: tuple[str, ...]
    reports: int


@dataclass(frozen=True, order=True)
class Change:
    """What is another between the plenary and HEAD, in the words of the YAML; nothing where it was not.

    que: a field of the action; id, for its number; or avance, whose ahora is FECHA INSTITUCION ESTADO.
    accion: by its id at HEAD.
    """

    accion: str
    que: str
    antes: str
    ahora: str


@dataclass(frozen=True)
class Planted:
    """A contradiction, and where it stands at HEAD: the file, and the field of it.

    cambiado and borrado: of a report that stands at the tag ronda-2027-06-30; borrado is there no more.
    """

    kind: str
    path: str
    campo: str


@dataclass(frozen=True)
class Commit:
    """What one commit changes; after: the numbers of its parents, the branch that it stands on first."""

    branch: str
    day: date
    message: str
    changes: Mapping[str, str | None]
    after: tuple[int, ...]


@dataclass(frozen=True)
class History:
    """The commits, the first being the plenary, with what is true of them."""

    commits: tuple[Commit, ...]
    tags: Mapping[str, int]
    plenaria: Files
    head: Files
    truths: tuple[Truth, ...]
    changes: tuple[Change, ...]
    planted: tuple[Planted, ...]
