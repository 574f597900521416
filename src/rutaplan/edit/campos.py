"""campos: one field of a sheet set or removed, and nothing else touched.

A change is made where the value stands, then the result is read again and compared: a value that
differs and should not is an EditError, and the sheet stays as it was.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, TypeAlias

from rutaplan.edit.escalares import block, inline
from rutaplan.edit.partes import EditError, Entrada, Partes, partes
from rutaplan.model import SHEETS, SILENCIOS, fields
from rutaplan.printable import quoted

Valor: TypeAlias = str | int | bool | tuple[str, ...]
"""What a field is set to. A tuple is a list of ids; one with a silence alone is that word."""

# Comments under a value: behind a block of text, their indentation would make them part of it.
_FOLLOWING = re.compile(r"\A(?:[ \t]*(?:#[^\n]*|\r?)(?:\n|\Z))+")


def set_campo(text: str, campo: str, value: Valor) -> str:
    """Set one field of a sheet. Comments, order, blank lines, line endings and other quotes survive.

    A field that is not there goes behind the nearest earlier one of the schema. Raises EditError.
    """
    sheet = partes(text)
    value = _alone(value)
    wanted = _expected(value)
    if campo in sheet.values:
        if sheet.values[campo] == wanted:
            return text
        result = _replaced(sheet, campo, value)
    else:
        result = _inserted(sheet, campo, value)
    return _proven(result, {**sheet.values, campo: wanted}, campo)


def remove_campo(text: str, campo: str) -> str:
    """Remove one field, with the comments on its own lines; those above it stay. Raises EditError."""
    sheet = partes(text)
    if campo not in sheet.values:
        return text
    if sheet.in_braces:
        raise _braces()
    entry = sheet.entrada(campo)
    start, end = text.rfind("\n", 0, entry.key) + 1, sheet.line_end(entry.end)
    after = text.find("\n", end) + 1
    result = text[:start] + (_dedented(text[after:]) if after else "")
    return _proven(result, {key: kept for key, kept in sheet.values.items() if key != campo}, campo)


def new_sheet(values: Mapping[str, Valor], modeline: str) -> str:
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
    known = map(fields, SHEETS.values())
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


def _replaced(sheet: Partes, campo: str, value: Valor) -> str:
    text, entry, newline = sheet.text, sheet.entrada(campo), sheet.newline
    first = text[entry.start : entry.start + 1]
    made = block(value) if isinstance(value, str) and "\n" in value and not sheet.in_braces else None
    if isinstance(value, tuple) and isinstance(sheet.values[campo], list):
        if sheet.is_block((campo,)):
            return _relisted(sheet, campo, value)
        written = _flow(sheet, campo, value)
    elif made and (entry.is_inline(text) or sheet.is_block((campo,))) and first not in {"'", '"'}:
        return _reblocked(sheet, entry, campo, made)
    else:
        style = first if first in {"'", '"'} and isinstance(sheet.values[campo], str) else ""
        written = _written(value, style=style, in_flow=sheet.in_braces)
    if sheet.is_block((campo,)):
        return _collapsed(sheet, entry, written)
    gap = " " if text[entry.start - 1 : entry.start] == ":" else ""
    comments = [text[start:end] for start, end in sheet.comments(entry.start, entry.end)]
    if first in {"|", ">"}:
        same_line = entry.start + len(text[entry.start : sheet.line_end(entry.start)])
        kept = [text[start:end] for start, end in sheet.comments(entry.start, same_line)]
        return text[: entry.start] + "  ".join([written, *kept]) + text[entry.end :]
    end = sheet.line_end(entry.end)
    below = "".join(f"{newline}  {comment}" for comment in comments)
    return text[: entry.start] + gap + written + text[entry.end : end] + below + text[end:]


def _flow(sheet: Partes, campo: str, value: tuple[str, ...]) -> str:
    """Write a list in brackets; what was in it before stays as it was written."""
    old = {
        sheet.value(loc): sheet.text[slice(*sheet.spans[loc][1])]
        for loc in sheet.children((campo,))
        if isinstance(sheet.value(loc), str)
    }
    return "[" + ", ".join(old.get(item) or inline(item, in_flow=True) for item in value) + "]"


def _relisted(sheet: Partes, campo: str, value: tuple[str, ...]) -> str:
    """Rewrite a list of one line for each item: lines of items that stay keep their comments."""
    text, newline = sheet.text, sheet.newline
    locs = sheet.children((campo,))
    dash = sheet.spans[campo,][1][0]
    indent = text[text.rfind("\n", 0, dash) + 1 : dash]
    if indent.strip() or any(not isinstance(sheet.value(loc), str) for loc in locs):
        raise EditError(f"la lista de {quoted(campo)} tiene fichas, y no ids: cámbiela a mano")
    begin = dash - len(indent)
    pieces: dict[str, str] = {}
    for loc in locs:
        stop = sheet.line_end(sheet.end(loc))
        pieces[sheet.value(loc)] = text[begin:stop]
        begin = min(len(text), stop + len(newline))
    whole = dash - len(indent)
    lines = [pieces.get(item) or f"{indent}- {inline(item)}" for item in value]
    return text[:whole] + newline.join(lines) + text[stop:]


def _collapsed(sheet: Partes, entry: Entrada, written: str) -> str:
    """Put a value of one line where a block stood; the comments of the block stay, below."""
    text = sheet.text
    first = sheet.line_end(entry.colon)
    end = sheet.line_end(entry.end)
    same_line = text[entry.colon : first].rstrip() if not entry.is_inline(text) else ""
    comments = [text[start:stop] for start, stop in sheet.comments(first, end)]
    below = "".join(f"{sheet.newline}  {comment}" for comment in comments)
    return f"{text[: entry.colon]} {written}{same_line}{below}{text[end:]}"


def _reblocked(sheet: Partes, entry: Entrada, campo: str, made: tuple[str, list[str]]) -> str:
    """Put a text of several lines where another value stood."""
    text, newline = sheet.text, sheet.newline
    if sheet.is_block((campo,)):
        collapsed = partes(_collapsed(sheet, entry, "x"))
        return _reblocked(collapsed, collapsed.entrada(campo), campo, made)
    end = sheet.line_end(entry.end)
    comments = [text[start:stop] for start, stop in sheet.comments(entry.start, end)]
    gap = " " if text[entry.start - 1 : entry.start] == ":" else ""
    header = "  ".join([gap + made[0], *comments[:1]])
    below = "".join(f"{newline}{comment}" for comment in comments[1:])
    return text[: entry.start] + newline.join([header, *made[1]]) + below + _dedented(text[end:])


def _inserted(sheet: Partes, campo: str, value: Valor) -> str:
    if sheet.in_braces:
        raise _braces()
    text, newline = sheet.text, sheet.newline
    order = _schema({**sheet.values, campo: value})
    if campo not in order:
        raise EditError(f"{quoted(campo)} no es un campo de esta hoja")
    lines = newline.join(_lines(campo, value))
    earlier = [key for key in sheet.values if key in order[: order.index(campo)]]
    if not earlier:
        start = text.rfind("\n", 0, sheet.entrada(next(iter(sheet.values))).key) + 1
        return text[:start] + lines + newline + text[start:]
    before = max(earlier, key=order.index)
    end = sheet.line_end(sheet.entrada(before).end)
    while text[end : end + len(newline) + 1] in {f"{newline} ", f"{newline}\t"}:
        following = sheet.line_end(end + len(newline))
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
        found = partes(result).values
    except EditError as error:
        raise EditError(f"{quoted(campo)} no admite ese valor: {error}") from error
    if found != wanted:
        raise EditError(f"no se pudo cambiar {quoted(campo)} sin tocar otra cosa; cámbielo a mano")
    return result
