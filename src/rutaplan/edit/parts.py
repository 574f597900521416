"""parts: where the entries of a sheet begin and end, and the comments between their parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rutaplan.diagnostics import Loc, NotDoneError
from rutaplan.events import Spans
from rutaplan.personal import without_values
from rutaplan.source import Source, comment_spans, parse


class EditError(NotDoneError):
    """An edit that cannot be made without touching something else; says why, in Spanish."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A key and its value, as offsets into the text. end is after the last character of the value."""

    key: int
    colon: int  # the first character after the colon
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Parts:
    """A sheet that can be read whole: its text, its values, and the place of each."""

    text: str
    values: Mapping[str, Any]
    spans: Spans

    @property
    def newline(self) -> str:
        """The line ending of the file."""
        return "\r\n" if "\r\n" in self.text else "\n"

    @property
    def in_braces(self) -> bool:
        """Whether the whole sheet is written between braces."""
        return self.text[self.spans[()][1][0] : self.spans[()][1][0] + 1] == "{"

    def stretch(self, *loc: str | int) -> Stretch:
        """The place of an entry; loc must exist."""
        (key, key_end), (start, _) = self.spans[loc]
        end = self.end(loc)
        colon = self.text.find(":", key_end) + 1
        return Stretch(key, colon, max(start, colon), max(end, colon))

    def end(self, loc: Loc) -> int:
        """Where a value ends: a block's own end lies behind the comments that follow it."""
        start, end = self.spans[loc][1]
        if not self.is_block(loc):
            return start + len(self.text[start:end].rstrip()) if self.text[start : start + 1] in "|>" else end
        return max((self.end(child) for child in self.children(loc)), default=end)

    def is_flow(self, loc: Loc) -> bool:
        """Whether a value stands between braces or brackets, its own or those of what holds it."""
        return any(
            self.text[self.spans[loc[:depth]][1][0] : self.spans[loc[:depth]][1][0] + 1] in {"{", "["}
            for depth in range(len(loc) + 1)
            if isinstance(self.value(loc[:depth]), dict | list)
        )

    def margin(self, loc: Loc) -> str:
        """As many spaces as stand before a key on its line, the mark of a list among them."""
        key = self.stretch(*loc).key
        return " " * (key - self.text.rfind("\n", 0, key) - 1)

    def is_block(self, loc: Loc) -> bool:
        """Whether a value is a list or a mapping without brackets."""
        start = self.spans[loc][1][0]
        return isinstance(self.value(loc), dict | list) and self.text[start : start + 1] not in {"[", "{"}

    def has(self, loc: Loc) -> bool:
        """Whether something stands at loc."""
        return loc in self.spans

    def value(self, loc: Loc) -> Any:  # noqa: ANN401 - any value that YAML can hold
        """The value at loc."""
        value: Any = self.values
        for part in loc:
            value = value[part]
        return value

    def children(self, loc: Loc) -> list[Loc]:
        """The places right below loc, in order."""
        value = self.value(loc)
        keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
        return [(*loc, key) for key in keys]

    def comments(self, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
        """The places of the comments between two offsets, in order."""
        stop = len(self.text) if end is None else end
        return [span for span in comment_spans(self.text, self.spans) if start <= span[0] < stop]

    def line_end(self, offset: int) -> int:
        """Where the line of offset ends, before its break."""
        end = self.text.find("\n", offset)
        if end < 0:
            return len(self.text)
        return end - 1 if end > offset and self.text[end - 1] == "\r" else end


def take_apart(text: str) -> Parts:
    """Read a sheet to edit it. Raises EditError for one that has anything wrong as YAML."""
    source = Source("", text)
    return Parts(text, _whole(source), source.spans())


def values_of(text: str) -> dict[str, Any]:
    """Read what a sheet says. Raises EditError as take_apart does."""
    return _whole(Source("", text))


def _whole(source: Source) -> dict[str, Any]:
    values, faults = parse(source)
    if values is None or faults:
        where = f" (línea {faults[0].place.line}: {without_values(faults[0].found)})" if faults else ""
        raise EditError(f"el archivo no se puede leer entero{where}; arréglelo antes de cambiarlo")
    return values
