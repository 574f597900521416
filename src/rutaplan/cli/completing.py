"""completing: what may stand where the cursor is, asked by the script of rutaplan completion.

A line for each word: its kind, the word and what it is, between tabs. Nothing is ever told on an error: a
person is in the middle of a line.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import click
from click.shell_completion import CompletionItem, ShellComplete

from rutaplan.cli import COMMANDS, LazyGroup, group
from rutaplan.cli.commands.completion import SHELLS
from rutaplan.cli.options import find_data_if_any
from rutaplan.derive import estado_words, silencio_label
from rutaplan.derive.facts import listable
from rutaplan.derive.filters import FILTERS, Filter
from rutaplan.derive.named import TALLER, find_thing
from rutaplan.derive.titles import Unknown, own_campos
from rutaplan.diagnostics import NotDoneError, Severity
from rutaplan.load import load
from rutaplan.model import SILENCIOS, Accion, Registro, Taller, fields
from rutaplan.model.fields import Campo
from rutaplan.plan import Plan
from rutaplan.printable import INVISIBLE
from rutaplan.query import FILTER_BY_KEY
from rutaplan.schema.ids import vocabularies
from rutaplan.suggest import fold

Offers: TypeAlias = Iterable[tuple[str, str]]
"""Words, and what each is."""
_KINDS = {"file": "archivo", "dir": "carpeta"}
MAX_TOLD = 60
_JOINED = re.compile(r"[=:]")


def complete(words: Sequence[str]) -> str:
    """All that may stand in place of the last of some words of a call."""
    typed = [word.strip("'\"") for word in words] or [""]
    *before, last = _whole(typed)
    try:
        items = ShellComplete(_Offering(), {}, "rutaplan", "").get_completions(before, last)
    except (click.ClickException, NotDoneError, OSError):
        return ""
    option, sign, _ = last.partition("=")
    lead = f"{option}=" if sign and option.startswith("-") else ""  # click gives the value alone
    # A shell that cuts words wants only what comes after the cut.
    own = "" if _JOINED.fullmatch(typed[-1]) else typed[-1]
    there = last.removesuffix(own) if own != last else ""
    return "".join(_line(item, f"{lead}{item.value}".removeprefix(there)) for item in items)


def _whole(words: Sequence[str]) -> list[str]:
    """The words as people see them: bash cuts them at = and :."""
    whole: list[str] = []
    for number, word in enumerate(words):
        if number and (_JOINED.fullmatch(word) or _JOINED.fullmatch(words[number - 1])):
            whole[-1] += word
        else:
            whole.append(word)
    return whole


def _line(item: CompletionItem, value: str) -> str:
    """A line of the answer; nothing for a word that would not stay one."""
    if not value.isprintable() and item.type == "plain":
        return ""
    told = INVISIBLE.sub("", " ".join((item.help or "").split()))
    short = told if len(told) <= MAX_TOLD else f"{told[: MAX_TOLD - 1]}…"
    return f"{_KINDS.get(item.type, 'valor')}\t{value if item.type == 'plain' else ''}\t{short}\n"


class _Offering(LazyGroup):
    """The orders, whose options and arguments offer words of the plan."""

    def __init__(self) -> None:
        super().__init__("rutaplan", params=group.params, context_settings=group.context_settings)
        _make_offer(self.params)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The orders, without importing them, or the options that stand before them."""
        if incomplete.startswith("-"):
            return click.Command.shell_complete(self, ctx, incomplete)
        return _matching(COMMANDS.items(), incomplete)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The order, its options and arguments made to offer words."""
        command = super().get_command(ctx, cmd_name)
        _make_offer(command.params if command else ())
        return command


def _make_offer(params: Iterable[click.Parameter]) -> None:
    for each in params:
        offer = _OFFERS.get((each.name or "").removeprefix("no_"))
        is_revision = each.metavar == "VERSIÓN"  # of git, where init has a form
        if offer and not is_revision and not isinstance(each.type, click.Choice):
            each.shell_complete = offer  # type: ignore[method-assign, assignment]  # of this one parameter


def _data(context: click.Context) -> Path | None:
    named = context.params.get("datos") or context.find_root().params.get("datos")
    return find_data_if_any(named)


def _offering(
    make: Callable[[Plan], Offers], *, several: bool = False
) -> Callable[[click.Context, str], list[CompletionItem]]:
    """Offer words of the plan, by their beginning; several: between commas."""

    def offer(context: click.Context, incomplete: str) -> list[CompletionItem]:
        data = _data(context)
        words = _after(make(load(data, ())[0]), incomplete if several else "") if data else ()
        return _matching(words, incomplete)

    return offer


def _fixed(
    make: Callable[[], Offers], *, several: bool = False
) -> Callable[[click.Context, str], list[CompletionItem]]:
    """Offer words that need no plan; several: between commas."""
    return lambda _context, incomplete: _matching(_after(make(), incomplete if several else ""), incomplete)


def _after(offers: Offers, written: str) -> Offers:
    """The same words, after those that a list holds already."""
    lead = written[: written.rfind(",") + 1]
    return ((lead + word, told) for word, told in offers)


def _path(kind: str) -> Callable[[click.Context, str], list[CompletionItem]]:
    return lambda _context, incomplete: [CompletionItem(incomplete, type=kind)]


def _matching(offers: Offers, incomplete: str) -> list[CompletionItem]:
    """Each word once: of one that is there twice, bash would write what both are said to be."""
    wanted = fold(incomplete)
    found = {word: told for word, told in offers if fold(word).startswith(wanted)}
    return [CompletionItem(word, help=told) for word, told in found.items()]


def _asked(each: Filter) -> Callable[[click.Context, str], list[CompletionItem]]:
    """Offer what a filter may ask for."""
    return _offering(lambda plan: each.offers(plan).items())


def _named(kind: str) -> Callable[[click.Context, str], list[CompletionItem]]:
    """Offer what the plan declares of a kind, with its names."""
    return _offering(lambda plan: vocabularies(plan)[kind].items())


def _things(plan: Plan) -> Offers:
    """All that has an id: actions, groups, institutions, and the workshop."""
    for accion in plan.acciones:
        yield accion.id, str(accion.breve or accion.texto)
    known = vocabularies(plan)
    yield from known["grupo"].items()
    yield from known["institucion"].items()
    yield TALLER, "el taller"


def _acciones(plan: Plan) -> Offers:
    return ((accion.id, str(accion.breve or accion.texto)) for accion in plan.acciones)


def _assign(context: click.Context, incomplete: str) -> list[CompletionItem]:
    """Offer what set takes: things, the fields of the one named first, and the values of a field."""
    data = _data(context)
    if data is None:
        return []
    plan = load(data, ())[0]
    first = next(iter(context.params.get("palabras") or ()), "")
    thing = find_thing(plan, first) if first else None
    record = Accion if thing is None or isinstance(thing, Unknown) else type(thing.record)
    name, sign, written = incomplete.partition("=")
    known = {**dict(_settable(record)), **(own_campos(plan.taller) if record is Accion else {})}
    campo = known.get(name.rstrip("+-"))
    if sign and campo:
        values = _after(_values(plan, campo), written if campo.is_several else "")
        return _matching(((f"{name}={each}", told) for each, told in values), incomplete)
    keys = ((f"{key}=", each.titulo) for key, each in known.items())
    return _matching((*_things(plan), *keys), incomplete)


def _settable(record: type[Registro], lead: str = "") -> Iterator[tuple[str, Campo]]:
    """What set calls the fields of a record: what has parts, by its parts."""
    for key, campo in fields(record).items():
        if campo.record and not (campo.is_several or campo.is_map):
            yield from _settable(campo.record, f"{lead}{key}.")
        elif key != "aceptados" and (key != "id" or record is Taller):
            yield f"{lead}{key}", campo


def _values(plan: Plan, campo: Campo) -> Offers:
    """What may be written in a field: what its ids name, or its few words; and silences."""
    words = campo.cell.words if campo.cell else ()
    yield from (vocabularies(plan).get(campo.kind) or {each: estado_words(each) for each in words}).items()
    yield from ((each, silencio_label(each)) for each in SILENCIOS if campo.silent)


def _tables(plan: Plan) -> Offers:
    from rutaplan.views.open_data import data_tables  # noqa: PLC0415 - few calls name a table

    return ((table.name, table.title) for table in data_tables(plan))


def _documents() -> Offers:
    from rutaplan.views.documents import DOCUMENTS  # noqa: PLC0415 - few calls name a document

    return ((document.name, document.description) for document in DOCUMENTS)


def _codes() -> Offers:
    from rutaplan.rules import catalogue  # noqa: PLC0415 - few calls name a code

    return ((entry.code, entry.title) for entry in catalogue().values())


def _ignorable() -> Offers:
    from rutaplan.rules import catalogue  # noqa: PLC0415 - the same

    known = catalogue().values()
    return ((entry.code, entry.title) for entry in known if entry.severity is not Severity.ERROR)


_OFFERS: Mapping[str, Callable[[click.Context, str], list[CompletionItem]]] = {
    **{each.name: _asked(each) for each in FILTERS},
    **{kind: _named(kind) for kind in ("eje", "nivel", "grupo", "pais", "tema", "poblacion")},
    **dict.fromkeys(("institucion", "instituciones"), _named("involucrada")),
    **dict.fromkeys(("reporta", "bodies"), _named("institucion")),
    "quitar": _asked(FILTER_BY_KEY["sin"]),
    "columnas": _offering(lambda plan: listable(plan.taller).items(), several=True),
    "ids": _offering(_things),
    "viejo": _offering(_things),
    "ident": _offering(_acciones),
    "palabras": _assign,
    "documentos": _fixed(_documents),
    "codigo": _fixed(_codes),
    "ignored": _fixed(_ignorable, several=True),
    "tablas": _offering(_tables),
    "formatos": _fixed(lambda: ((each, "") for each in ("csv", "docx", "html", "md", "pdf", "xlsx"))),
    "orden": _fixed(COMMANDS.items),
    "shell": _fixed(lambda: ((each, "") for each in SHELLS)),
    **dict.fromkeys(("archivo", "rutas", "desde", "destino"), _path("file")),
    **dict.fromkeys(("datos", "salida", "plantillas", "carpeta"), _path("dir")),
}
"""What each option or argument offers, by its name; those of a few words offer them anyway."""
