"""What many tests ask of the same texts is found out once a run.

Thousands of tests copy the same plan, and import what was printed of it. What is remembered depends on the
texts that it was given and on nothing else; a test that is about it changes the text, and then it is done anew.
"""

# ruff: noqa: SLF001 - what is remembered is what the doors of each room stand on

import sys
from collections.abc import Callable, Collection, Iterable
from copy import copy
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from openpyxl.worksheet.merge import MergedCellRange
from pydantic_core import PydanticSerializationError

from rutaplan import events, load, rules, schema
from rutaplan.cli import bringing, changed_plan  # noqa: F401 - theirs are replaced as well
from rutaplan.cli.commands import fmt, show, status, validate  # noqa: F401 - theirs are replaced as well
from rutaplan.diagnostics import Diagnostic
from rutaplan.edit import formatting
from rutaplan.importers import pieces
from rutaplan.importers.meanings.directory import Directory
from rutaplan.importers.pieces import Document
from rutaplan.importers.recognisers.printed import Maker, PrintedCells, PrintedLines
from rutaplan.model import Hoja
from rutaplan.plan import Plan
from rutaplan.schema import ids
from rutaplan.source import Source

MAX_TEXT = 50_000  # what is longer was made to be measured
_KEPT: dict[int, str] = {}  # what tells a record that is remembered, and so never goes, from others


def install() -> None:
    """Remember sheets that were in order, the places, shape and words of a text, schemas, papers read again."""
    _replace(events.spans, _remember_places(events.spans))
    _replace(formatting.format_hoja, cache(formatting.format_hoja))
    _replace(schema._text, cache(schema._text))
    _replace(ids.ids_text, _remember_ids(ids.ids_text))
    _replace(pieces.words, lru_cache(20_000)(pieces.words))
    MergedCellRange.format = lambda _: None  # type: ignore[method-assign]  # lines of merged cells, at which none looks
    _replace(bringing._maker, _remember_papers(bringing._maker))
    for find in (
        rules.errors,
        rules.check,
    ):  # as orders ask; who asks the rules themselves gets what they find
        _replace(find, _remember_findings(find), ("rutaplan.cli.", "rutaplan.edit."))
    Directory.__init__ = _remember_directories(Directory.__init__)  # type: ignore[method-assign]
    PrintedCells._word.func = _remember_cells(PrintedCells._word.func)  # type: ignore[attr-defined]
    load._PlanReader._hoja = _remember_sheets(load._PlanReader._hoja)  # type: ignore[method-assign]
    PrintedLines._lines = _remember_lines(PrintedLines._lines)  # type: ignore[method-assign]


def said(plan: Plan) -> tuple[str, ...] | None:
    """All that the sheets of a plan say, to tell it from others; None where some could not be read."""
    try:
        return tuple(_KEPT.get(id(each)) or each.archivo + each.model_dump_json() for each in plan.hojas)
    except PydanticSerializationError:
        return None


def _state(plan: Plan) -> int | None:
    """All of a plan that a rule may look at, to tell it from others; None of one that is compared, or large."""
    texts = tuple((path, source.text) for path, source in plan.sources.items())
    sheets = said(plan)
    if sheets is None or plan.antes or sum(len(text) for _, text in texts) > 4 * MAX_TEXT:
        return None
    ids = tuple(each.id for each in plan.enteras)
    return hash((sheets, texts, ids, bool(plan.todas), plan.unread, plan.corte))  # itself: texts are large


def _replace(
    function: Callable[..., Any], instead: Callable[..., Any], rooms: tuple[str, ...] = ("rutaplan.",)
) -> None:
    """Put another in the place of a function, wherever it has been imported."""
    for module in [each for name, each in sys.modules.items() if name.startswith(rooms)]:
        for name in [name for name, value in vars(module).items() if value is function]:
            setattr(module, name, instead)


def _remember_places(read: Callable[[str], Any]) -> Callable[[str], Any]:
    known = lru_cache(4_000)(lambda _, text: read(text))
    return lambda text: known(events.CParser, text) if len(text) < MAX_TEXT else read(text)


def _remember_ids(write: Callable[..., str]) -> Callable[..., str]:
    known = lru_cache(200)(
        lambda listed, comment: write({name: dict(each) for name, each in listed}, comment)
    )
    return lambda known_ids, comment: known(
        tuple((name, tuple(each.items())) for name, each in known_ids.items()), comment
    )


def _remember_sheets(read: Callable[..., Any]) -> Callable[..., Any]:
    texts: dict[tuple[type[Hoja], str], Hoja] = {}  # wherever a sheet is, what it says is the same
    known: dict[tuple[type[Hoja], str, str], Hoja] = {}

    def hoja(reader: load._PlanReader, model: type[Hoja], source: Source) -> Hoja | None:
        key = (model, source.text, source.path)
        if key in known:
            return known[key]
        before = len(reader.diagnostics)
        record: Hoja | None = (
            copy(texts[key[:2]]).at(source.path) if key[:2] in texts else read(reader, model, source)
        )
        if record is not None and len(reader.diagnostics) == before:
            texts[key[:2]] = known[key] = record
            _KEPT[id(record)] = f"{source.path}: {len(known)}"
        return record

    return hoja


def _remember_lines(read: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[tuple[object, ...], list[Any]] = {}

    def lines(self: PrintedLines, plan: Plan) -> Iterable[Any]:
        key = (getattr(self._make, "kind", None), *self._names, said(plan))
        if None in key:
            return read(self, plan)
        if key not in known:
            known[key] = [*read(self, plan)]
        return known[key]

    return lines


def _remember_papers(maker: Callable[[str], Maker]) -> Callable[[str], Maker]:
    known: dict[tuple[object, ...], list[Document]] = {}

    def remembering(kind: str) -> Maker:
        make = maker(kind)

        def papers(plan: Plan, name: str) -> Iterable[Document]:
            key = (kind, name, said(plan))
            if None in key:
                return make(plan, name)
            if key not in known:
                known[key] = [*make(plan, name)]
            return known[key]

        papers.kind = kind  # type: ignore[attr-defined]  # by it the lines of these papers are remembered too
        return papers

    return remembering


def _remember_findings(find: Callable[..., list[Diagnostic]]) -> Callable[..., list[Diagnostic]]:
    known: dict[tuple[object, ...], list[Diagnostic]] = {}

    def findings(
        plan: Plan, paths: Collection[str] | None = None, **others: Collection[Any]
    ) -> list[Diagnostic]:
        asked = {} if paths is None else {"paths": paths}
        named = tuple((name, *each) for name, each in sorted({**asked, **others}.items()))
        key = (_state(plan), *named)
        if None in key:
            return find(plan, **asked, **others)
        if key not in known:
            known[key] = find(plan, **asked, **others)
        return [*known[key]]

    return findings


def _remember_directories(make: Callable[..., None]) -> Callable[..., None]:
    known: dict[tuple[str, ...], Directory] = {}

    def init(self: Directory, plan: Plan) -> None:
        key = said(replace(plan, grupos=(), acciones=(), avances=()))
        if key is None or plan.holes:
            return make(self, plan)
        if key not in known:
            make(self, plan)
            known[key] = self
        vars(self).update(vars(known[key]), plan=plan, _near=copy(known[key]._near))
        self._near._known = {}  # and nobody's comparisons are counted for another
        return None

    return init


def _remember_cells(read: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[object, Any] = {}

    def word(self: PrintedCells) -> Any:
        key = (said(self._plan), tuple(each.id for each in self._plan.enteras), self._plan.filtro)
        if key[0] is None:
            return read(self)
        if key not in known:
            known[key] = read(self)
        return known[key]

    return word
