"""Source: the text of one YAML file, as plain values and the place of each."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from rutaplan import events
from rutaplan.catalogue import diagnose
from rutaplan.diagnostics import Diagnostic, Loc, Place, Span
from rutaplan.events import Spans
from rutaplan.faults import Fault, cut_comments, may_cut_comments, text_fault
from rutaplan.personal import personal_data, without_values
from rutaplan.scalars import stretch

BEFORE, AFTER = 100, 200
"""How much of a line is kept around a place: a file may be one line, with a finding on each word."""
_LINE_END = re.compile("\n")
_SIGNED = re.compile("#.*")
_COMMENT = re.compile(r"(?:(?<=\s)|\A)#[^\r\n]*")


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
    _personal: dict[int, list[Span]] = field(default_factory=dict, repr=False)

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
        whole = self.text[start : len(self.text) if end < 0 else end].rstrip("\r")
        return self.span_place(start, start + len(whole))._replace(snippet="")

    def top(self) -> Place:
        """The first key of the file: where to point when there is nothing nearer."""
        return self.span_place(*min((key for key, _ in self.spans().values()), default=(0, 0)))

    def spans(self) -> Spans:
        """Every place of the text, for who changes it: the key and the value at each loc, as offsets."""
        if not self._spans:
            self._spans, self._values = events.spans(self.text)
        return self._spans

    def comments(self, is_wanted: Callable[[str], object]) -> list[tuple[Span, str]]:
        """The comments that are wanted: where each stands, and its text. Parses only if there may be one."""
        if not any(map(is_wanted, _SIGNED.findall(self.text))):
            return []
        found = [(span, self.text[slice(*span)]) for span in comment_spans(self.text, self.spans())]
        self.forget_places()
        return [(span, text) for span, text in found if is_wanted(text)]

    def _value(self, loc: Loc) -> Any:  # noqa: ANN401 - any value that YAML can hold
        """The value at loc as read, or None."""
        if loc not in self.spans() or self._values is None:
            return None
        value = self._values
        for part in loc:
            value = value[part]
        return value

    def forget_places(self) -> None:
        """Free the table of places; a later question parses again."""
        self._spans, self._values, self._lines, self._personal = {}, None, [], {}

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
        last = starts[line] - 1 if line < len(starts) else len(self.text)
        begin, stop = max(first, start - BEFORE), min(last, start + AFTER)
        is_shown = not self.private and not self._is_personal((first, last), (begin, stop))
        snippet = self.text[begin:stop].rstrip("\r") if is_shown else ""
        end_column = end - starts[end_line - 1] + 1
        return Place(self.path, line, start - first + 1, end_line, end_column, snippet, begin - first)

    def _is_personal(self, line: Span, shown: Span) -> bool:
        """Whether what is shown of a line has some of a person's datum; each line is looked through once."""
        if line[0] not in self._personal:
            found = (span for _, span in personal_data(self.text[slice(*line)]))
            self._personal[line[0]] = sorted((line[0] + start, line[0] + end) for start, end in found)
        known = self._personal[line[0]]
        after = bisect_right(known, shown[0], key=lambda span: span[1])
        return after < len(known) and known[after][0] < shown[1]

    def diagnostic(self, fault: Fault) -> Diagnostic:
        """Give a fault of this text its place; values of a private file are not repeated."""
        related = [(label, self.span_place(*span)) for label, span in fault.related]
        told = diagnose(fault.key, self.span_place(*fault.span), related=related, **fault.fields)
        return told._replace(found=without_values(told.found)) if self.private else told


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


def comment_spans(text: str, spans: Spans) -> list[Span]:
    """Where the comments of a text stand, in order; no # of a key or a value begins one."""
    holders = {loc[:-1] for loc in spans}
    letters = []
    for loc, (key, (start, end)) in spans.items():
        sign = text[start : start + 1]
        if key != (start, end):  # an item of a list has no key
            letters.append(key)
        if loc not in holders and sign not in {"[", "{"}:
            # A comment may stand beside the sign of a block text.
            line_end = text.find("\n", start) if sign in {"|", ">"} else start
            letters.append((line_end if line_end >= 0 else end, end))
    letters.sort()
    found, at = [], 0
    while comment := _COMMENT.search(text, at):
        before = bisect_right(letters, (comment.start(), len(text))) - 1
        is_letter = before >= 0 and comment.start() < letters[before][1]
        at = letters[before][1] if is_letter else comment.end()
        if not is_letter:
            found.append(comment.span())
    return found


def parse(source: Source) -> tuple[dict[str, Any] | None, list[Diagnostic]]:
    """Read a text: its values, or None if there are none to be had, and all that is wrong with it."""
    fault = text_fault(source.text)
    if fault is not None:
        return None, [source.diagnostic(fault)]
    values, faults, is_whole = events.read(source.text)
    if is_whole and may_cut_comments(source.text):
        faults += cut_comments(source.text, {loc: value for loc, (_, value) in source.spans().items()})
    if is_whole and not isinstance(values, dict):
        faults.append(Fault("YML07", (0, 0)))
    if not isinstance(values, dict):
        return None, [source.diagnostic(fault) for fault in faults]
    if not unicodedata.is_normalized("NFC", source.text) or "\\" in source.text:
        values = _normalized(values)
    return values, [source.diagnostic(fault) for fault in faults]


def _normalized(value: Any) -> Any:  # noqa: ANN401 - any tree of values
    """The same tree with its texts in NFC. Depth is bounded by the reader."""
    if isinstance(value, dict):
        return {key: _normalized(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_normalized(item) for item in value]
    return unicodedata.normalize("NFC", value) if type(value) is str else value
