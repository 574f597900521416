"""events: libyaml's events made plain values, and the place of each. The one door of yaml.

No Loader class is used: CSafeLoader dies with SIGSEGV on 65 kB of "[", drops repeated keys and reads
`no`, `010` and `12:30` as False, 8 and 750.
"""

import unicodedata
from contextlib import suppress
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

from rutaplan.diagnostics import UNREADABLE, Loc, Span
from rutaplan.faults import Fault, at, decorated, escaped, repeated, syntax_fault
from rutaplan.printable import INVISIBLE, quoted

MAX_DEPTH = 16
MAX_NODES = 20_000

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


def read(text: str) -> tuple[Any, list[Fault], bool]:
    """The values of a text, what is wrong with it, and whether it could be read to its end.

    Scalars are text, but for unquoted true, false and null. What is refused inside a text that can
    still be read (a repeated key, a tag, an alias) leaves a Hole, and the rest is checked as well.
    """
    faults: list[Fault] = []
    try:
        values = _walk(CParser(text), faults, text, None)
        if any(fault.key == "YML02" for fault in faults):  # once more, to know where the first ones are
            faults.clear()
            values = _walk(CParser(text), faults, text, {})
    except yaml.YAMLError as error:
        return None, [*faults, _depth_fault(text, error) or syntax_fault(text, error)], False
    except _Refusal as refusal:
        return None, [*faults, refusal.fault], False
    return values, faults, True


def spans(text: str) -> tuple[Spans, Any]:
    """The place of every key and value, up to where the text can be read, and the values if all of it can."""
    found: Spans = {}
    values: Any = None
    with suppress(yaml.YAMLError, _Refusal):
        values = _walk(CParser(text), [], "", found)
    return found or {(): ((0, 0), (0, 0))}, values


class _Refusal(Exception):  # noqa: N818 - it is not an error of the program
    """The file cannot be read further."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def _depth_fault(text: str, error: yaml.YAMLError) -> Fault | None:
    """Find the level too many where libyaml's own bound, from a scanner that reads ahead, spoke first."""
    try:
        if "nesting depth" in str(getattr(error, "problem", "")):
            _walk(PureParser(text), [], "", None)
    except (yaml.YAMLError, _Refusal) as stop:
        return stop.fault if isinstance(stop, _Refusal) else None
    return None


def _walk(parser: Any, faults: list[Fault], text: str, spans: Spans | None) -> Any:  # noqa: ANN401, C901, PLR0912, PLR0915 - the hot loop: split up, it costs a quarter of the reading time
    """Turn events into values, with a stack of our own. See read for what it refuses and how.

    text: where escapes are looked for.
    """
    stack: list[tuple[Any, Any, int]] = []  # the containers around this one: (container, its key, start)
    container: Any = None  # the dict or list being filled; None at the top
    key: Any = None  # in a dict: the key that waits for its value
    key_span = (0, 0)
    result: Any = None
    started = False
    loc: Loc = ()
    nodes = 0
    check_escapes = "\\" in text
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
                faults.append(escaped(text, event))
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
