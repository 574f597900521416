"""entering: what is new in its place: a sheet, a record of a list, or those of a sheet that holds many."""

from collections.abc import Mapping

from rutaplan.diagnostics import Loc
from rutaplan.edit.formatting import WIDTH
from rutaplan.edit.parts import take_apart
from rutaplan.edit.proof import braces, proven, with_value
from rutaplan.edit.setting import Valor, alone, composed, expected, lines_of, written
from rutaplan.model import fields, hoja_of
from rutaplan.schema import modeline


def new_hoja(name: str, values: Mapping[str, Valor]) -> str:
    """Write a new sheet in its shape: its modeline, then its fields in the order of the schema.

    name: its path inside data/.
    """
    known = fields(hoja_of(name))
    made = {campo: composed(alone(values[campo])) for campo in sorted(values, key=[*known].index)}
    entries = (
        line
        for campo, value in made.items()
        for line in _new_entry(campo, value, free=bool(known[campo].kind))
    )
    text = "\n".join([modeline(name), *entries]) + "\n"
    return proven(text, {campo: expected(value) for campo, value in made.items()}, ())


def add_record(text: str, loc: Loc, record: Mapping[str, Valor]) -> str:
    """Add a record at the end of a list; a silence in its place becomes the list. Raises EditError."""
    parts = take_apart(text)
    old = parts.value(loc) if parts.has(loc) else None
    entry = "{" + ", ".join(f"{key}: {written(value, in_flow=True)}" for key, value in record.items()) + "}"
    start = parts.stretch(*loc).start
    if parts.is_flow(loc):
        at = parts.end(parts.children(loc)[-1])
        result = f"{text[:at]}, {entry}{text[at:]}"
    elif isinstance(old, list):
        indent = " " * (start - text.rfind("\n", 0, start) - 1)
        at = parts.line_end(parts.end(loc))
        result = f"{text[:at]}{parts.newline}{indent}- {entry}{text[at:]}"
    else:
        at = parts.line_end(parts.stretch(*loc).end)
        comments = "".join(f"  {text[slice(*each)]}" for each in parts.comments(start, at))
        result = f"{text[: parts.stretch(*loc).colon]}{comments}{parts.newline}  - {entry}{text[at:]}"
    new = {key: expected(value) for key, value in record.items()}
    return proven(result, with_value(parts.values, loc, [*(old if isinstance(old, list) else ()), new]), loc)


def add_entries(text: str, records: Mapping[str, Mapping[str, Valor]]) -> str:
    """Add records at the end of a sheet, or in the place of its empty braces. Raises EditError."""
    parts = take_apart(text)
    if parts.values and parts.in_braces:
        raise braces()
    lines: list[str] = []
    for ident, record in records.items():
        lines += [f"{ident}:", *(f"  {campo}: {written(value)}" for campo, value in record.items())]
    entries = parts.newline.join(lines)
    if parts.values:
        result = text.rstrip() + parts.newline + entries + parts.newline
    else:
        start, end = parts.spans[()][1]
        result = text[:start] + entries + text[end:]
    new = {
        ident: {campo: expected(each) for campo, each in record.items()} for ident, record in records.items()
    }
    return proven(result, {**parts.values, **new}, (next(iter(records)),))


def _new_entry(campo: str, value: Valor, *, free: bool) -> list[str]:
    """The lines of an entry of a new sheet; free: whether any text may stand in it, a date too."""
    first, *more = lines_of(value, free=free)
    line = f"{campo}: {first}"
    if isinstance(value, tuple) and len(line) > WIDTH:
        return [f"{campo}:", *(f"  - {written(item, free=free)}" for item in value)]
    return [line, *more]
