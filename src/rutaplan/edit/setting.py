"""setting: one field of a sheet set or removed, and nothing else touched.

A change is made where the value stands, then the result is read again and compared: a value that
differs and should not is an EditError, and the sheet stays as it was.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, TypeAlias

from rutaplan.edit.parts import EditError, Parts, Stretch, take_apart
from rutaplan.edit.quoting import block, inline
from rutaplan.model import HOJAS, SILENCIOS, fields
from rutaplan.printable import quoted

Valor: TypeAlias = str | int | bool | tuple[str, ...]
"""What a field is set to. A tuple is a list of ids; one with a silence alone is that word."""

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
    lines = [modeline, *(line for campo in order for line in _lines(campo, _alone(values[campo])))]
    text = "\n".join(lines) + "\n"
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


def _lines(campo: str, value: Valor) -> list[str]:
    """Write a field as the lines of a new entry."""
    made = block(value) if isinstance(value, str) and "\n" in value else None
    return [f"{campo}: {made[0]}", *made[1]] if made else [f"{campo}: {_written(value)}"]


def _replaced(parts: Parts, campo: str, value: Valor) -> str:
    text, entry, newline = parts.text, parts.stretch(campo), parts.newline
    first = text[entry.start : entry.start + 1]
    made = block(value) if isinstance(value, str) and "\n" in value and not parts.in_braces else None
    if isinstance(value, tuple) and isinstance(parts.values[campo], list):
        if parts.is_block((campo,)):
            return _relisted(parts, campo, value)
        written = _flow(parts, campo, value)
    elif made and (entry.is_inline(text) or parts.is_block((campo,))) and first not in {"'", '"'}:
        return _reblocked(parts, entry, campo, made)
    else:
        style = first if first in {"'", '"'} and isinstance(parts.values[campo], str) else ""
        written = _written(value, style=style, in_flow=parts.in_braces)
    if parts.is_block((campo,)):
        return _collapsed(parts, entry, written)
    gap = " " if text[entry.start - 1 : entry.start] == ":" else ""
    comments = [text[start:end] for start, end in parts.comments(entry.start, entry.end)]
    if first in {"|", ">"}:
        kept = [text[start:end] for start, end in parts.comments(entry.start, parts.line_end(entry.start))]
        return text[: entry.start] + "  ".join([written, *kept]) + text[entry.end :]
    end = parts.line_end(entry.end)
    below = "".join(f"{newline}  {comment}" for comment in comments)
    return text[: entry.start] + gap + written + text[entry.end : end] + below + text[end:]


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


def _collapsed(parts: Parts, entry: Stretch, written: str) -> str:
    """Put a value of one line where a block stood; the comments of the block stay, below."""
    text = parts.text
    first = parts.line_end(entry.colon)
    end = parts.line_end(entry.end)
    same_line = text[entry.colon : first].rstrip() if not entry.is_inline(text) else ""
    comments = [text[start:stop] for start, stop in parts.comments(first, end)]
    below = "".join(f"{parts.newline}  {comment}" for comment in comments)
    return f"{text[: entry.colon]} {written}{same_line}{below}{text[end:]}"


def _reblocked(parts: Parts, entry: Stretch, campo: str, made: tuple[str, list[str]]) -> str:
    """Put a text of several lines where another value stood."""
    text, newline = parts.text, parts.newline
    if parts.is_block((campo,)):
        collapsed = take_apart(_collapsed(parts, entry, "x"))
        return _reblocked(collapsed, collapsed.stretch(campo), campo, made)
    end = parts.line_end(entry.end)
    comments = [text[start:stop] for start, stop in parts.comments(entry.start, end)]
    gap = " " if text[entry.start - 1 : entry.start] == ":" else ""
    header = "  ".join([gap + made[0], *comments[:1]])
    below = "".join(f"{newline}{comment}" for comment in comments[1:])
    return text[: entry.start] + newline.join([header, *made[1]]) + below + _dedented(text[end:])


def _inserted(parts: Parts, campo: str, value: Valor) -> str:
    if parts.in_braces:
        raise _braces()
    text, newline = parts.text, parts.newline
    order = _schema({**parts.values, campo: value})
    if campo not in order:
        raise EditError(f"{quoted(campo)} no es un campo de esta hoja")
    lines = newline.join(_lines(campo, value))
    earlier = [key for key in parts.values if key in order[: order.index(campo)]]
    if not earlier:
        start = text.rfind("\n", 0, parts.stretch(next(iter(parts.values))).key) + 1
        return text[:start] + lines + newline + text[start:]
    before = max(earlier, key=order.index)
    end = parts.line_end(parts.stretch(before).end)
    while text[end : end + len(newline) + 1] in {f"{newline} ", f"{newline}\t"}:
        following = parts.line_end(end + len(newline))
        if not text[end:following].strip().startswith("#"):
            break
        end = following
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
