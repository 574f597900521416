"""setting: one field of a sheet set or removed, and nothing else touched.

A change is made where the value stands, then the result is read again and compared: a value that
differs and should not is an EditError, and the sheet stays as it was.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, TypeAlias

from rutaplan.edit.parts import EditError, Parts, take_apart
from rutaplan.edit.quoting import block, inline
from rutaplan.model import HOJAS, SILENCIOS, fields
from rutaplan.printable import quoted

Valor: TypeAlias = str | int | bool | tuple[str, ...]
"""What a field is set to. A tuple is a list of ids; one with a silence alone is that word."""

_UNDER = re.compile(r"(?:\r?\n[ \t]+#[^\r\n]*)*")
# Comments under a value: behind a block of text, their indentation would make them part of it.
_FOLLOWING = re.compile(r"\A(?:[ \t]*(?:#[^\n]*|\r?)(?:\n|\Z))+")


def set_campo(text: str, campo: str, value: Valor) -> str:
    """Set one field of a sheet. Comments, order, blank lines, line endings and other quotes survive.

    A field that is not there goes behind the nearest earlier one of the schema. Raises EditError.
    """
    parts = take_apart(text)
    value = _alone(value)
    wanted = _expected(value)
    if campo in parts.values:
        if parts.values[campo] == wanted:
            return text
        result = _replaced(parts, campo, value)
    else:
        result = _inserted(parts, campo, value)
    return _proven(result, {**parts.values, campo: wanted}, campo)


def remove_campo(text: str, campo: str) -> str:
    """Remove one field, with the comments on its own lines; those above it stay. Raises EditError."""
    parts = take_apart(text)
    if campo not in parts.values:
        return text
    if parts.in_braces:
        raise _braces()
    entry = parts.stretch(campo)
    start, end = text.rfind("\n", 0, entry.key) + 1, parts.line_end(entry.end)
    after = text.find("\n", end) + 1
    result = text[:start] + (_dedented(text[after:]) if after else "")
    return _proven(result, {key: kept for key, kept in parts.values.items() if key != campo}, campo)


def new_hoja(values: Mapping[str, Valor], modeline: str) -> str:
    """Write a new sheet: its modeline, then the fields in the order of the schema."""
    order = field_order(values)
    entries = (f"{campo}: " + "\n".join(_lines(_alone(values[campo]))) for campo in order)
    text = "\n".join([modeline, *entries]) + "\n"
    return _proven(text, {campo: _expected(_alone(values[campo])) for campo in order}, "")


def field_order(campos: Mapping[str, Any]) -> list[str]:
    """These fields in the order of the schema they fit best; unknown ones last."""
    known = list(_schema(campos))
    return sorted(campos, key=lambda campo: known.index(campo) if campo in known else len(known))


def _dedented(rest: str) -> str:
    """Bring the comments at the beginning of rest to the first column."""
    return _FOLLOWING.sub(lambda match: re.sub(r"(?m)^[ \t]+(?=#)", "", match.group()), rest, count=1)


def _schema(campos: Mapping[str, Any]) -> list[str]:
    known = map(fields, HOJAS.values())
    return list(max(known, key=lambda each: sum(campo in each for campo in campos)))


def _alone(value: Valor) -> Valor:
    if isinstance(value, tuple):
        if not value:
            raise EditError("una lista no puede quedar vacía: escriba por_definir")
        return value[0] if len(value) == 1 and value[0] in SILENCIOS else value
    return value


def _expected(value: Valor) -> Any:  # noqa: ANN401 - what the reader gives for it
    if isinstance(value, bool):
        return value
    if isinstance(value, tuple):
        return [_nfc(item) for item in value]
    return _nfc(str(value))


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _written(value: Valor, *, style: str = "", in_flow: bool = False) -> str:
    """Write a value on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(inline(item, in_flow=True) for item in value) + "]"
    if isinstance(value, int):
        return f"{style}{value}{style}"
    return inline(value, style=style, in_flow=in_flow)


def _lines(value: Valor, *, style: str = "") -> list[str]:
    """Write a value: what stands behind its key, and the lines below."""
    made = block(value) if isinstance(value, str) and "\n" in value and not style else None
    return [made[0], *made[1]] if made else [_written(value, style=style)]


def _replaced(parts: Parts, campo: str, value: Valor) -> str:
    """Write an entry anew, with the comments that it had: that of its line beside it, the others below."""
    text, entry, old = parts.text, parts.stretch(campo), parts.values[campo]
    if isinstance(value, tuple) and isinstance(old, list):
        if parts.is_block((campo,)):
            return _relisted(parts, campo, value)
        lines = [_flow(parts, campo, value)]
    else:
        first = text[entry.start : entry.start + 1]
        style = first if first in {"'", '"'} and isinstance(old, str) else ""
        lines = (
            [_written(value, style=style, in_flow=True)] if parts.in_braces else _lines(value, style=style)
        )
    if parts.in_braces:
        if parts.comments(entry.start, entry.end):
            raise _braces()
        gap = " " if text[entry.start - 1 : entry.start] == ":" else ""
        return text[: entry.start] + gap + lines[0] + text[entry.end :]
    end, newline = parts.line_end(entry.end), parts.newline
    comments = parts.comments(entry.colon, end)
    beside = [each for each in comments if each[1] in {parts.line_end(entry.colon), end}][:1]
    for start, stop in beside:
        before = text[entry.colon : start]
        gap = before[len(before.rstrip()) :] if len(lines) == 1 else "  "
        lines[0] += (gap or "  ") + text[start:stop]
    # Behind a block of text, their indentation would make comments part of it.
    indent = "  " if len(lines) == 1 else ""
    lines += [indent + text[start:stop] for start, stop in comments if (start, stop) not in beside]
    rest = text[end:] if indent else _dedented(text[end:])
    return text[: entry.colon] + " " + newline.join(lines) + rest


def _flow(parts: Parts, campo: str, value: tuple[str, ...]) -> str:
    """Write a list in brackets; what was in it before stays as it was written."""
    old = {
        parts.value(loc): parts.text[slice(*parts.spans[loc][1])]
        for loc in parts.children((campo,))
        if isinstance(parts.value(loc), str)
    }
    return "[" + ", ".join(old.get(item) or inline(item, in_flow=True) for item in value) + "]"


def _relisted(parts: Parts, campo: str, value: tuple[str, ...]) -> str:
    """Rewrite a list of one line for each item: lines of items that stay keep their comments."""
    text, newline = parts.text, parts.newline
    locs = parts.children((campo,))
    dash = parts.spans[campo,][1][0]
    indent = text[text.rfind("\n", 0, dash) + 1 : dash]
    if indent.strip() or any(not isinstance(parts.value(loc), str) for loc in locs):
        raise EditError(f"la lista de {quoted(campo)} tiene fichas, y no ids: cámbiela a mano")
    begin = dash - len(indent)
    pieces: dict[str, str] = {}
    for loc in locs:
        stop = parts.line_end(parts.end(loc))
        pieces[parts.value(loc)] = text[begin:stop]
        begin = min(len(text), stop + len(newline))
    whole = dash - len(indent)
    lines = [pieces.get(item) or f"{indent}- {inline(item)}" for item in value]
    return text[:whole] + newline.join(lines) + text[stop:]


def _inserted(parts: Parts, campo: str, value: Valor) -> str:
    if parts.in_braces:
        raise _braces()
    text, newline = parts.text, parts.newline
    order = _schema({**parts.values, campo: value})
    if campo not in order:
        raise EditError(f"{quoted(campo)} no es un campo de esta hoja")
    lines = f"{campo}: {newline.join(_lines(value))}"
    earlier = [key for key in parts.values if key in order[: order.index(campo)]]
    if not earlier:
        start = text.rfind("\n", 0, parts.stretch(next(iter(parts.values))).key) + 1
        return text[:start] + lines + newline + text[start:]
    before = max(earlier, key=order.index)
    end = parts.line_end(parts.stretch(before).end)
    end = _UNDER.match(text, end).end()  # type: ignore[union-attr]  # it may match nothing
    rest = _dedented(text[end:]) if newline in lines else text[end:]
    return text[:end] + newline + lines + rest


def _braces() -> EditError:
    return EditError("la hoja entera está escrita entre llaves; ejecute antes «rutaplan fmt»")


def _proven(result: str, wanted: dict[str, Any], campo: str) -> str:
    """Read a result again: it must say what was wanted, no more and no less."""
    try:
        found = take_apart(result).values
    except EditError as error:
        raise EditError(f"{quoted(campo)} no admite ese valor: {error}") from error
    if found != wanted:
        raise EditError(f"no se pudo cambiar {quoted(campo)} sin tocar otra cosa; cámbielo a mano")
    return result
