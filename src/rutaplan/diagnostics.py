"""Diagnostic: the one vocabulary of what is wrong, where, and how to mend it."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

Loc = tuple[str | int, ...]
"""The way to a value inside a file: keys and indexes, outermost first."""

Span = tuple[int, int]
"""From one offset of a text to another."""


class Severity(StrEnum):
    """How grave a finding is. Only errors fail a run, unless it is asked to be strict."""

    ERROR = "error"
    AVISO = "aviso"
    PENDIENTE = "pendiente"
    NOTA = "nota"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Place(NamedTuple):
    """A stretch of a file. Lines and columns count from 1.

    snippet is the text around the beginning, so that nobody opens the file again to show it; cut
    characters of the line come before it. It is empty where the line holds personal data. A plan
    may have a hundred thousand of these: a dataclass takes three times as long to make.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1
    snippet: str = ""
    cut: int = 0


class Diagnostic(NamedTuple):
    """One finding, complete. title belongs to the code; found, expected and help to this case.

    loc is the field of its file; nothing for a fault of the text, or of what is no field.
    aceptado: why it stays as it is, where somebody who may say so has said it.
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
    aceptado: str = ""

    @property
    def sort_key(self) -> tuple[object, ...]:
        """By place first, so that the findings of a file stand together."""
        place = self.place
        return (
            place.path,
            place.line,
            place.column,
            _RANKS[self.severity],
            self.code,
            self.found,
        )

    def moved(self, called: Callable[[str], str]) -> "Diagnostic":
        """The same finding where its files are called otherwise; called gives the path of each."""
        place = self.place._replace(path=called(self.place.path))
        related = tuple((label, other._replace(path=called(other.path))) for label, other in self.related)
        return self._replace(place=place, related=related)


class NotDoneError(Exception):
    """Something that was asked for, and was not begun; says why, in Spanish, for people."""


class Hole(str):
    """Stands where a value could not be read, so that the rest of its file still can be checked."""

    __slots__ = ()


UNREADABLE = Hole("ilegible")
