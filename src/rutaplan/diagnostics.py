"""Diagnostic: the one vocabulary of what is wrong, where, and how to mend it."""

from dataclasses import dataclass, field
from enum import StrEnum

Loc = tuple[str | int, ...]
"""The way to a value inside a file: keys and indexes, outermost first."""


class Severity(StrEnum):
    """How grave a finding is. Only errors fail a run, unless it is asked to be strict."""

    ERROR = "error"
    AVISO = "aviso"
    PENDIENTE = "pendiente"
    NOTA = "nota"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A stretch of a file. Lines and columns count from 1, offsets (of characters) from 0.

    snippet is the text of the first line, so that nobody opens the file again to show it; it is
    empty for files with personal data.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)
    snippet: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding, complete. title belongs to the code; found, expected and help to this case.

    loc is the field of its file; nothing for a fault of the text, or of what is no field.
    """

    code: str
    severity: Severity
    title: str
    place: Place
    found: str
    expected: str
    help: str
    related: tuple[tuple[str, Place], ...] = ()
    loc: Loc = ()

    @property
    def sort_key(self) -> tuple[Place, int, str, str]:
        """By place first, so that the findings of a file stand together."""
        return (self.place, self.severity.rank, self.code, self.found)


class Hole(str):
    """Stands where a value could not be read, so that the rest of its file still can be checked."""

    __slots__ = ()


UNREADABLE = Hole("ilegible")
