"""Source: the text of one YAML file, as plain values and the place of each.

The reader is a loop over libyaml's events. No Loader class is used: CSafeLoader dies with SIGSEGV
on 65 kB of "[", drops repeated keys and reads `no`, `010` and `12:30` as False, 8 and 750.
"""

import re
import unicodedata
from bisect import bisect_right
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from rutaplan.catalogue import diagnose
from rutaplan.diagnostics import UNREADABLE, Diagnostic, Loc, Place, Span
from rutaplan.faults import (
    Fault,
    at,
    cut_comments,
    decorated,
    escaped,
    may_cut_comments,
    repeated,
    syntax_fault,
    text_fault,
)
from rutaplan.personal import personal
from rutaplan.printable import INVISIBLE, quoted
from rutaplan.scalars import stretch

MAX_DEPTH = 16
MAX_NODES = 20_000
BEFORE, AFTER = 100, 200
"""How much of a line is kept around a place: a file may be one line, with a finding on each word."""
_LINE_END = re.compile("\n")

# What an unquoted word means. Everything else, numbers and dates too, is text until the schema
# reads it (YAML 1.2 core, less its numbers).
_WORDS: dict[str, Any] = {"true": True, "false": False, **dict.fromkeys(("", "~", "null", "Null", "NULL"))}

Spans: TypeAlias = dict[Loc, tuple[Span, Span]]
"""For each loc, the offsets of its key (of itself, in a list) and of its value."""


class PureParser(Reader, Scanner, Parser):
    """The same events without libyaml, 18 times slower: for machines that lack it."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


# PyYAML built without libyaml has no cyaml.
CParser: Any = getattr(getattr(yaml, "cyaml", None), "CParser", PureParser)


@dataclass(slots=True)
class Source:
    """One file's text. Places are made by a second parse of the same text, at the first question.

    private: the file holds personal data, so no diagnostic shows a line or a value of it.
    """

    path: str
    text: str
    private: bool = False
    _spans: Spans = field(default_factory=dict, repr=False)
    _values: Any = None
    _lines: list[int] = field(default_factory=list, repr=False)

    def place(self, *loc: str | int) -> Place:
        """The value at loc, or its nearest ancestor that exists: a missing key points at its sheet."""
        spans = self.spans()
        while loc and loc not in spans:
            loc = loc[:-1]
        return self.span_place(*_content(self.text, spans[loc][1])) if loc else self.top()

    def key_place(self, *loc: str | int) -> Place:
        """The key of the value at loc."""
        whole = self.place(*loc)
        return self.span_place(*self._spans[loc][0]) if loc in self._spans else whole

    def words_place(self, loc: Loc, words: Span) -> Place:
        """Some words of the text at loc, as offsets in its record; the whole value if they cannot be told."""
        value = self._value(loc)
        span = stretch(self.text, self._spans[loc][1], value, words) if isinstance(value, str) else None
        return self.span_place(*span) if span else self.place(*loc)

    def line_place(self, place: Place) -> Place:
        """The whole lines of a place, which are not to be shown."""
        start = self._starts()[place.line - 1]
        end = self.text.find("\n", self._starts()[place.end_line - 1])
        return self.span_place(start, len(self.text) if end < 0 else end)._replace(snippet="")

    def top(self) -> Place:
        """The first key of the file: where to point when there is nothing nearer."""
        return self.span_place(*min((key for key, _ in self.spans().values()), default=(0, 0)))

    def spans(self) -> Spans:
        """Every place of the text, for who changes it: the key and the value at each loc, as offsets."""
        if not self._spans:
            self._spans, self._values = _spans(self.text)
        return self._spans

    def _value(self, loc: Loc) -> Any:  # noqa: ANN401 - any value that YAML can hold
        """The value at loc as read, or None."""
        if loc not in self.spans():
            return None
        value = self._values
        for part in loc:
            value = value[part]
        return value

    def forget_places(self) -> None:
        """Free the table of places; a later question parses again."""
        self._spans, self._values, self._lines = {}, None, []

    def _starts(self) -> list[int]:
        """Where each line begins."""
        if not self._lines:
            self._lines = [0, *(match.end() for match in _LINE_END.finditer(self.text))]
        return self._lines

    def span_place(self, start: int, end: int) -> Place:
        """The place of the characters from start to end."""
        starts = self._starts()
        line, end_line = bisect_right(starts, start), bisect_right(starts, end)
        first = starts[line - 1]
        begin = max(first, start - BEFORE)
        stop = min(starts[line] - 1 if line < len(starts) else len(self.text), start + AFTER)
        snippet = self.text[begin:stop].rstrip("\r")
        if self.private or personal(snippet):
            snippet = ""
        end_column = end - starts[end_line - 1] + 1
        return Place(self.path, line, start - first + 1, end_line, end_column, snippet, begin - first)

    def diagnostic(self, fault: Fault) -> Diagnostic:
        """Give a fault of this text its place; values of a private file are not repeated."""
        related = [(label, self.span_place(*span)) for label, span in fault.related]
        told = diagnose(fault.key, self.span_place(*fault.span), related=related, **fault.fields)
        return told._replace(found=re.sub("«[^»]*»", "«…»", told.found)) if self.private else told


def _content(text: str, span: Span) -> Span:
    """Where a value is read: after the sign of a block text, and before the blank lines that follow it."""
    start, end = span
    if text[start : start + 1] in {"|", ">"}:
        start = text.find("\n", start, end) + 1 or start
    written = text[start:end]
    return (
        (start + len(written) - len(written.lstrip()), start + len(written.rstrip()))
        if written.strip()
        else span
    )


def parse(source: Source) -> tuple[dict[str, Any] | None, list[Diagnostic]]:
    """Read a text: its values, or None if there are none to be had, and all that is wrong with it.

    Scalars are text, but for unquoted true, false and null. What is refused inside a file that can
    still be read (a repeated key, a tag, an alias) leaves a Hole, and the rest is checked as well.
    """
    fault = text_fault(source.text)
    if fault is not None:
        return None, [source.diagnostic(fault)]
    faults: list[Fault] = []
    try:
        values = _walk(CParser(source.text), faults, "\\" in source.text, None)
        if any(fault.key == "YML02" for fault in faults):  # once more, to know where the first ones are
            faults.clear()
            values = _walk(CParser(source.text), faults, "\\" in source.text, {})
    except yaml.YAMLError as error:
        fault = _depth_fault(source.text, error) or syntax_fault(source.text, error)
        return None, [source.diagnostic(f) for f in (*faults, fault)]
    except _Refusal as refusal:
        return None, [source.diagnostic(f) for f in (*faults, refusal.fault)]
    if may_cut_comments(source.text):
        faults.extend(cut_comments(source.text, {loc: value for loc, (_, value) in source.spans().items()}))
    if not isinstance(values, dict):
        faults.append(Fault("YML07", (0, 0)))
        return None, [source.diagnostic(f) for f in faults]
    if not unicodedata.is_normalized("NFC", source.text) or "\\" in source.text:
        values = _normalized(values)
    return values, [source.diagnostic(f) for f in faults]


def _normalized(value: Any) -> Any:  # noqa: ANN401 - any tree of values
    """The same tree with its texts in NFC. Depth is bounded by the reader."""
    if isinstance(value, dict):
        return {key: _normalized(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_normalized(item) for item in value]
    return unicodedata.normalize("NFC", value) if type(value) is str else value


class _Refusal(Exception):  # noqa: N818 - it is not an error of the program
    """The file cannot be read further."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def _depth_fault(text: str, error: yaml.YAMLError) -> Fault | None:
    """Find the level too many where libyaml's own bound, from a scanner that reads ahead, spoke first."""
    try:
        if "nesting depth" in str(getattr(error, "problem", "")):
            _walk(PureParser(text), [], check_escapes=False, spans=None)
    except (yaml.YAMLError, _Refusal) as stop:
        return stop.fault if isinstance(stop, _Refusal) else None
    return None


def _spans(text: str) -> tuple[Spans, Any]:
    """The place of every key and value, up to where the text can be read, and the values if all of it can."""
    spans: Spans = {}
    values: Any = None
    with suppress(yaml.YAMLError, _Refusal):
        values = _walk(CParser(text), [], check_escapes=False, spans=spans)
    return spans or {(): ((0, 0), (0, 0))}, values


def _walk(parser: Any, faults: list[Fault], check_escapes: bool, spans: Spans | None) -> Any:  # noqa: ANN401, C901, FBT001, PLR0912, PLR0915 - the hot loop: split up, it costs a quarter of the reading time
    """Turn events into values, with a stack of our own. See parse for what it refuses and how."""
    stack: list[tuple[Any, Any, int]] = []  # the containers around this one: (container, its key, start)
    container: Any = None  # the dict or list being filled; None at the top
    key: Any = None  # in a dict: the key that waits for its value
    key_span = (0, 0)
    result: Any = None
    started = False
    loc: Loc = ()
    nodes = 0
    get_event = parser.get_event
    while True:
        event = get_event()
        kind = type(event)
        if kind is ScalarEvent:
            nodes += 1
            value = event.value
            if event.anchor is not None or event.tag is not None:
                faults.append(decorated(event))
            if check_escapes and INVISIBLE.search(value):
                faults.append(escaped(event))
            if type(container) is dict and key is None:
                if not value:
                    raise _Refusal(Fault("YML17", at(event)))
                if not value.isascii():
                    value = unicodedata.normalize("NFC", value)
                if value in container:
                    faults.append(repeated(value, at(event), spans.get((*loc, value)) if spans else None))
                    value = Repeated(value)
                elif value == "<<":
                    faults.append(Fault("YML05", at(event)))
                key = value
                if spans is not None:
                    key_span = at(event)
                continue
            if not event.style and value in _WORDS:
                value = _WORDS[value]
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            nodes += 1
            if event.anchor is not None or event.tag is not None:
                faults.append(decorated(event))
            if type(container) is dict and key is None:
                raise _Refusal(Fault("YML17", at(event)))
            if len(stack) >= MAX_DEPTH:
                raise _Refusal(Fault("YML12", at(event), maximo=MAX_DEPTH))
            stack.append((container, key, event.start_mark.index))
            if spans is not None and container is not None:
                own = key if type(container) is dict else len(container)
                loc = (*loc, own)
                spans[loc] = (key_span, key_span)
            container, key = ({} if kind is MappingStartEvent else []), None
            continue
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            value = container
            container, key, start = stack.pop()
            if spans is not None:
                end = event.end_mark.index
                old = spans.get(loc)
                spans[loc] = (old[0] if old and type(container) is dict else (start, end), (start, end))
                loc = loc[:-1]
            if container is None:
                result = value
                continue
            if type(container) is dict:
                if type(key) is not Repeated:
                    container[key] = value
                key = None
            else:
                container.append(value)
            continue
        elif kind is AliasEvent:
            faults.append(Fault("YML03 alias", at(event), nombre=quoted("*" + event.anchor)))
            if type(container) is dict and key is None:
                raise _Refusal(Fault("YML17", at(event)))
            value = UNREADABLE
        elif kind is DocumentStartEvent:
            if started or event.version is not None or event.tags:
                raise _Refusal(Fault("YML06 documento" if started else "YML06 directiva", at(event)))
            started = True
            continue
        elif kind is StreamEndEvent:
            return result
        else:
            continue
        if nodes > MAX_NODES:
            raise _Refusal(Fault("YML11 valores", at(event), maximo=MAX_NODES))
        if container is None:
            result = value
        elif type(container) is dict:
            if spans is not None:
                spans.setdefault((*loc, key), (key_span, (event.start_mark.index, event.end_mark.index)))
            if type(key) is not Repeated:
                container[key] = value
            key = None
        else:
            if spans is not None:
                span = (event.start_mark.index, event.end_mark.index)
                spans[*loc, len(container)] = (span, span)
            container.append(value)


class Repeated(str):
    """A key seen before in its mapping: its value is read and dropped."""

    __slots__ = ()
