"""items: the actions of a cell that holds several, each a paragraph or a line, with its list mark."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rutaplan.importers.meanings.lists import forms
from rutaplan.importers.meanings.marks import is_verb, looks_marked, strip_marks
from rutaplan.importers.pieces import Cell, Piece
from rutaplan.printable import quoted
from rutaplan.suggest import fold

_BELOW = "los puntos que lleva debajo se unieron a ella"


@dataclass(frozen=True, slots=True)
class Item:
    """An action of a cell that holds several: its lines without list marks, and the mark."""

    pieces: tuple[Piece, ...]
    number: int
    place: str
    mark: str = ""
    said: tuple[str, ...] = ()


def items(cell: Cell) -> list[Item]:
    """Give the items of a cell. Marks go line by line; a line under another in the list stays with it.

    A line that only may be the rest of the one above is an item; once one surely is, so are those after it.
    """
    parts = [part for piece in cell.full for part in _parts(piece)]
    marked = strip_marks([part.text for part, _ in parts])
    found: list[Item] = []
    halved = False
    nested = _nests(
        [(part.number or each.number, each.mark) for (part, _), each in zip(parts, marked, strict=True)]
    )
    for (part, joined), (bare, number, mark) in zip(parts, marked, strict=True):
        kept = part.part(bare) if mark else part
        left = looks_marked(bare)
        looks = f"empieza con {quoted(left)}, que parece una marca de lista y se dejó"
        said = (*joined, looks) if left else joined
        under = part.level > 1 or (nested and mark and not part.number and not number)
        above = " ".join(piece.text for piece in found[-1].pieces) if found else ""
        broken = not (mark or number or part.number) and goes_on(above, bare)
        halved = halved or (broken and _is_half(above, bare))
        if found and (under or (broken and halved)):
            last = found[-1]
            below = (*last.said, *said) if broken else (*last.said, _BELOW, *said)
            found[-1] = replace(
                last, pieces=(*last.pieces, kept), mark=f"{last.mark} {mark}".strip(), said=below
            )
        elif bare:
            found.append(Item((kept,), part.number or number, part.place, mark, said))
    numbers = [each.number for each in found]
    if len({*numbers}) < len(numbers):  # the same number twice ties nothing
        found = [replace(each, number=0) for each in found]
    return found


def goes_on(above: str, line: str) -> bool:
    """Whether a line is the rest of the text above it, as what was a PDF breaks them: no verb begins it."""
    ended = above.endswith((".", ";", ":"))
    return above[:1].isupper() and line[:1].islower() and not (ended or is_verb(line))


def _is_half(above: str, line: str) -> bool:
    """Whether a line surely goes on with the one above it: no text ends and none begins as these do."""
    middle = {*map(fold, forms("sigue")["medio"])}
    last, first = above.split()[-1:], line.split()[:1]
    return above.endswith(",") or not middle.isdisjoint(map(fold, (*last, *first)))


def _nests(marks: Sequence[tuple[int, str]]) -> bool:
    """Whether bullets stand between the numbers of a list: then each is a part of what is numbered."""
    numbered = [at for at, (number, _) in enumerate(marks) if number]
    between = marks[numbered[0] : numbered[-1]] if numbered else ()
    return bool(numbered) and numbered[0] == 0 and any(mark and not number for number, mark in between)


def _parts(piece: Piece) -> list[tuple[Piece, tuple[str, ...]]]:
    """Give the lines of a paragraph as items; those that go on with another join it, and it is said."""
    lines = [text for text in piece.text.split("\n") if text]
    if len(lines) == 1:
        return [(piece, ())]
    joined = "las líneas de su párrafo se unieron en una"
    return [(piece.part(" ".join(item)), (joined,) if len(item) > 1 else ()) for item in _of_paragraph(lines)]


def _of_paragraph(lines: Sequence[str]) -> list[list[str]]:
    """Part the lines of one paragraph into items: each is a sentence, or begins with its mark."""
    marked = [bool(each.mark) for each in strip_marks(lines)]
    sentences = all(line.endswith((".", ";")) for line in lines)
    found: list[list[str]] = []
    for line, mark in zip(lines, marked, strict=True):
        if not found or sentences or (mark and marked[0]):
            found.append([line])
        else:
            found[-1].append(line)
    return found
