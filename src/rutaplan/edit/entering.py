"""entering: a record put at the end of a sheet that holds many, each under its id."""

from collections.abc import Mapping

from rutaplan.edit.parts import take_apart
from rutaplan.edit.proof import braces, proven
from rutaplan.edit.setting import Valor, expected, written


def add_entry(text: str, ident: str, record: Mapping[str, Valor]) -> str:
    """Add a record at the end of a sheet, or in the place of its empty braces. Raises EditError."""
    parts = take_apart(text)
    if parts.values and parts.in_braces:
        raise braces()
    lines = [f"{ident}:", *(f"  {campo}: {written(value)}" for campo, value in record.items())]
    entry = parts.newline.join(lines)
    if parts.values:
        result = text.rstrip() + parts.newline + entry + parts.newline
    else:
        start, end = parts.spans[()][1]
        result = text[:start] + entry + text[end:]
    new = {campo: expected(value) for campo, value in record.items()}
    return proven(result, {**parts.values, ident: new}, (ident,))
