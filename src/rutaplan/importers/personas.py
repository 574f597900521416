"""personas: who a form says was in a group. What is read here goes to the group's file and nowhere else."""

import re
from collections.abc import Sequence

_INSTRUCCION = re.compile(r"\(?\s*colocar\b.*|\(.*\)", re.IGNORECASE | re.DOTALL)
_ENTRE = re.compile(r"\s*(?:[,;|\t]|\s[-–—]\s)\s*")
_NUMERO = re.compile(r"^(?:\d{1,2}\s*(?:[.)-]|$)|[•·▪●*-])\s*")
PARTES = 3


def read_persona(texts: Sequence[str]) -> tuple[str, str, str]:
    """Read nombre, cargo and institución: from three cells, or from one line with commas."""
    cells = [_NUMERO.sub("", text).strip() for text in texts]
    if len(cells) > 1 and not cells[0]:
        cells = cells[1:]  # a column of numbers
    if len(cells) == 1:
        cells = _ENTRE.split(cells[0], maxsplit=PARTES - 1)
    nombre, cargo, institucion = (" ".join(each.split()) for each in (*cells, "", "")[:PARTES])
    return nombre, cargo, institucion


def is_instruction(text: str) -> bool:
    """Whether a line is the form's own, in brackets: "(Colocar nombre, cargo e institución...)"."""
    return _INSTRUCCION.fullmatch(text) is not None
