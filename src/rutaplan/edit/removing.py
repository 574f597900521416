"""removing: one field of a sheet taken out, and nothing else touched."""

from copy import deepcopy

from rutaplan.diagnostics import Loc
from rutaplan.edit.parts import Parts, take_apart
from rutaplan.edit.proof import braces, dedented, held, proven, way


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
