"""lineas: how many lines a text takes on paper at the most, whatever letters stand in for ours.

Each letter is as wide as in the widest of Noto Sans, Arial and DejaVu Sans, by which Word and LibreOffice
replace what they lack: wider letters never make fewer lines.
"""

import unicodedata

_WIDTHS = {
    letter: width
    for width, letters in (
        (278, "ijl'"), (318, " .,·J"), (352, ";:If"), (392, "-/()t"), (413, "¡!r"), (475, '"ºª'),
        (525, "–°sz"), (557, "¿?cL"), (579, "Fk"), (605, "vxyP"), (615, "TYo«»ae"), (636, "EhnubdgpqS"),
        (636, "0123456789"), (656, "K"), (698, "AVXZBRC"), (732, "U"), (752, "H"), (787, "NDG&OQ"),
        (838, "w+="), (907, "M"),
    )
    for letter in letters
}  # fmt: skip
"""In thousandths of the size of the letters; any other is as wide as it is tall."""
BOLD = 1.12
"""How much wider letters are in bold."""
MOST_LINES = 6
"""A header of more lines than these has them one after another."""


def lines(text: str, points: float, room: float) -> int:
    """Break a text as programs do: how many lines it takes in letters of so many points. room: in points."""
    return sum(_broken(line, points, room) for line in text.split("\n"))


def few_lines(encabezado: str) -> str:
    """What stands on top of each page, in few lines."""
    split = encabezado.split("\n")
    return encabezado if len(split) <= MOST_LINES else " · ".join(split)


def _broken(line: str, points: float, room: float) -> int:
    count, at, blank = 1, 0.0, _wide(" ", points)
    for word in line.split():
        width = _wide(word, points)
        if at and at + blank + width > room:
            count, at = count + 1, 0.0
        at += width + (blank if at else 0.0)
        count, at = count + int(at // room), at % room  # a word longer than a line goes on in the next
    return count


def _wide(word: str, points: float) -> float:
    bare = unicodedata.normalize("NFD", word)
    return (
        sum(_WIDTHS.get(letter, 1000) for letter in bare if not unicodedata.combining(letter)) * points / 1000
    )
