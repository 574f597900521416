"""setting: one field of a sheet set, or taken out, and nothing else touched.

A change is made where the value stands, then the result is read again and compared: a value that
differs and should not is an EditError, and the sheet stays as it was.
"""

import re
import unicodedata
from collections.abc import Mapping
from copy import deepcopy
from typing import Any, TypeAlias

from rutaplan.diagnostics import Loc
from rutaplan.edit.parts import EditError, Parts, take_apart
from rutaplan.edit.proof import braces, dedented, held, named, proven, way, with_value
from rutaplan.edit.quoting import block, inline
from rutaplan.model import SILENCIOS, Accion, Hoja, fields, record_at
from rutaplan.printable import quoted

Valor: TypeAlias = str | int | bool | tuple[str | int, ...]
"""What a field is set to. A tuple is a list of ids; one with a silence alone is that word."""

_UNDER = re.compile(r"(?:\r?\n[ \t]+#[^\r\n]*)*")


def set_campo(text: str, campo: str | Loc, value: Valor, hoja: type[Hoja] = Accion) -> str:
    """Set one field of a sheet. Comments, order, blank lines, line endings and other quotes survive.

    campo: its key, or the way to it. hoja: the record of the sheet. A field that is not there goes behind the
    nearest earlier one of the schema. Raises EditError.
    """
    parts, loc = take_apart(text), way(campo)
    value = alone(value)
    wanted = expected(value)
    if parts.has(loc):
        if parts.value(loc) == wanted:
            return text
        result = _replaced(parts, loc, value)
    else:
        result = _inserted(parts, loc, value, hoja)
    return proven(result, with_value(parts.values, loc, wanted), loc)


def remove_campo(text: str, campo: str | Loc) -> str:
    """Remove one field, with the comments on its own lines; those above it stay. Raises EditError.

    A group of keys that nothing would be left of goes too.
    """
    parts, loc = take_apart(text), way(campo)
    if not parts.has(loc):
        return text
    if parts.in_braces:
        raise braces()
    while len(loc) > 1 and len(parts.value(loc[:-1])) == 1:
        loc = loc[:-1]
    if parts.is_flow(loc[:-1]):
        result = _without(parts, loc)
    else:
        start, end = text.rfind("\n", 0, _begin(parts, loc)) + 1, parts.line_end(parts.end(loc))
        after = text.find("\n", end) + 1
        result = text[:start] + (dedented(text[after:]) if after else "")
    kept = deepcopy(dict(parts.values))
    held(kept, loc[:-1]).pop(loc[-1])
    return proven(result, kept, loc)


def alone(value: Valor) -> Valor:
    """A value as it is written: a silence that is all of a list stands for it."""
    if isinstance(value, tuple):
        if not value:
            raise EditError("una lista no puede quedar vacía: escriba por_definir")
        return value[0] if len(value) == 1 and value[0] in SILENCIOS else value
    return value


def expected(value: Valor) -> Any:  # noqa: ANN401 - any value
    """What the reader gives for a value."""
    if isinstance(value, bool):
        return value
    if isinstance(value, tuple):
        return [_nfc(str(item)) for item in value]
    return _nfc(str(value))


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def composed(value: Valor) -> Valor:
    """A value as it is read again."""
    if isinstance(value, tuple):
        return tuple(_nfc(item) if isinstance(item, str) else item for item in value)
    return _nfc(value) if isinstance(value, str) else value


def written(value: Valor, *, style: str = "", in_flow: bool = False, free: bool = False) -> str:
    """Write a value on one line. free: a text that looks like a date stands in quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(written(item, in_flow=True, free=free) for item in value) + "]"
    if isinstance(value, int):
        return f"{style}{value}{style}"
    return inline(value, style=style, in_flow=in_flow, free=free)


def lines_of(value: Valor, *, style: str = "", in_flow: bool = False, free: bool = False) -> list[str]:
    """Write a value: what stands behind its key, and the lines below."""
    may_be_block = isinstance(value, str) and "\n" in value and not style and not in_flow
    made = block(str(value)) if may_be_block else None
    return [made[0], *made[1]] if made else [written(value, style=style, in_flow=in_flow, free=free)]


def _replaced(parts: Parts, loc: Loc, value: Valor) -> str:
    """Write an entry anew, with the comments that it had: that of its line beside it, the others below."""
    text, entry, old = parts.text, parts.stretch(*loc), parts.value(loc)
    in_flow = parts.is_flow(loc[:-1])
    if isinstance(value, tuple) and isinstance(old, list):
        if parts.is_block(loc):
            return _relisted(parts, loc, value)
        lines = [_flow(parts, loc, value)]
    else:
        first = text[entry.start : entry.start + 1]
        style = first if first in {"'", '"'} and isinstance(old, str) else ""
        lines = lines_of(value, style=style, in_flow=in_flow)
    if in_flow:
        if parts.comments(entry.start, entry.end):
            raise braces()
        gap = " " if text[entry.start - 1 : entry.start] == ":" else ""
        return text[: entry.start] + gap + lines[0] + text[entry.end :]
    margin = parts.margin(loc)
    lines[1:] = _indented(lines[1:], margin)
    end, newline = parts.line_end(entry.end), parts.newline
    comments = parts.comments(entry.colon, end)
    beside = next((each for each in comments if each[1] in {parts.line_end(entry.colon), end}), None)
    if beside:
        before = text[entry.colon : beside[0]]
        gap = "" if len(lines) > 1 else before[len(before.rstrip()) :]
        lines[0] += (gap or "  ") + text[slice(*beside)]
    # Behind a block of text, their indentation would make comments part of it.
    indent = "  " if len(lines) == 1 else ""
    lines += [margin + indent + text[slice(*each)] for each in comments if each != beside]
    rest = text[end:] if indent else dedented(text[end:])
    return text[: entry.colon] + " " + newline.join(lines) + rest


def _indented(lines: list[str], margin: str) -> list[str]:
    return [margin + line if line else line for line in lines]


def _flow(parts: Parts, loc: Loc, value: tuple[str | int, ...]) -> str:
    """Write a list in brackets; what was in it before stays as it was written."""
    old = {
        parts.value(each): parts.text[slice(*parts.spans[each][1])]
        for each in parts.children(loc)
        if isinstance(parts.value(each), str)
    }
    return "[" + ", ".join(old.get(str(item)) or written(item, in_flow=True) for item in value) + "]"


def _relisted(parts: Parts, loc: Loc, value: tuple[str | int, ...]) -> str:
    """Rewrite a list of one line for each item: lines of items that stay keep their comments."""
    text, newline = parts.text, parts.newline
    locs = parts.children(loc)
    dash = parts.spans[loc][1][0]
    indent = text[text.rfind("\n", 0, dash) + 1 : dash]
    if indent.strip() or any(not isinstance(parts.value(each), str) for each in locs):
        raise EditError(f"la lista de {quoted(named(loc))} tiene fichas, y no ids: cámbiela a mano")
    begin = dash - len(indent)
    pieces: dict[str, str] = {}
    for each in locs:
        stop = parts.line_end(parts.end(each))
        pieces[parts.value(each)] = text[begin:stop]
        begin = min(len(text), stop + len(newline))
    whole = dash - len(indent)
    lines = [pieces.get(str(item)) or f"{indent}- {written(item)}" for item in value]
    return text[:whole] + newline.join(lines) + text[stop:]


def _inserted(parts: Parts, loc: Loc, value: Valor, hoja: type[Hoja]) -> str:
    """Write an entry that is not there, with the groups of keys around it that are not there either."""
    depth = next(depth for depth in range(len(loc) - 1, -1, -1) if parts.has(loc[:depth]))
    parent, key, inner = loc[:depth], loc[depth], loc[depth + 1 :]
    if parts.in_braces:
        raise braces()
    siblings = parts.value(parent)
    if not isinstance(siblings, dict):
        raise EditError(f"{quoted(named(parent))} no tiene claves: cámbielo a mano")
    order = _order(siblings, parent, key, hoja)
    earlier = [each for each in siblings if each in order[: order.index(key)]]
    before = (*parent, max(earlier, key=order.index)) if earlier else None
    if parts.is_flow(parent):
        return _inserted_in_flow(parts, parent, before, _entry_in_flow((key, *inner), value))
    text, newline = parts.text, parts.newline
    first = (*parent, next(iter(siblings)))
    margin = parts.margin(first)
    lines = newline.join(_indented(_entry((key, *inner), value), margin))
    if before is None:
        start = parts.stretch(*first).key
        return text[:start] + lines.removeprefix(margin) + newline + margin + text[start:]
    end = parts.line_end(parts.stretch(*before).end)
    end = _UNDER.match(text, end).end() if not margin else end  # type: ignore[union-attr]  # it always matches, if only nothing
    rest = dedented(text[end:]) if newline in lines else text[end:]
    return text[:end] + newline + lines + rest


def _order(siblings: Mapping[str, Any], parent: Loc, key: str | int, hoja: type[Hoja]) -> list[Any]:
    """The keys of a group as its schema has them; ids, as they stand, and the new one last."""
    record = record_at(hoja, parent)
    if record and key not in fields(record):
        raise EditError(f"{quoted(str(key))} no es un campo de esta hoja")
    return [*fields(record)] if record else [*siblings, key]


def _entry(keys: Loc, value: Valor) -> list[str]:
    """The lines of an entry, and of those inside it on the way to a value."""
    key = inline(str(keys[0]))
    if len(keys) > 1:
        return [f"{key}:", *_indented(_entry(keys[1:], value), "  ")]
    first, *more = lines_of(value)
    return [f"{key}: {first}", *more]


def _entry_in_flow(keys: Loc, value: Valor) -> str:
    key = inline(str(keys[0]), in_flow=True)
    inner = f"{{{_entry_in_flow(keys[1:], value)}}}" if len(keys) > 1 else written(value, in_flow=True)
    return f"{key}: {inner}"


def _inserted_in_flow(parts: Parts, parent: Loc, before: Loc | None, entry: str) -> str:
    text, siblings = parts.text, parts.children(parent)
    if before:
        at = parts.end(before)
        return f"{text[:at]}, {entry}{text[at:]}"
    at = parts.stretch(*siblings[0]).key if siblings else parts.spans[parent][1][0] + 1
    return f"{text[:at]}{entry}{', ' if siblings else ''}{text[at:]}"


def _begin(parts: Parts, loc: Loc) -> int:
    """Where an entry begins: at its key, or at the hyphen of an item."""
    if isinstance(loc[-1], int):
        return parts.text.rfind("-", 0, parts.spans[loc][1][0])
    return parts.stretch(*loc).key


def _start(parts: Parts, loc: Loc) -> int:
    """The same between braces or brackets, where an item has no hyphen."""
    return parts.spans[loc][1][0] if isinstance(loc[-1], int) else parts.stretch(*loc).key


def _without(parts: Parts, loc: Loc) -> str:
    """Take an entry out of those between braces, with the comma that parts it from the others."""
    text, siblings = parts.text, parts.children(loc[:-1])
    at = siblings.index(loc)
    if at + 1 < len(siblings):
        return text[: _start(parts, loc)] + text[_start(parts, siblings[at + 1]) :]
    return text[: parts.end(siblings[at - 1])] + text[parts.end(loc) :]
