"""entering: records put at the end of a sheet that holds many, each under its id."""

from collections.abc import Mapping

from rutaplan.edit.parts import take_apart
from rutaplan.edit.proof import braces, proven
from rutaplan.edit.setting import Valor, expected, written


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
