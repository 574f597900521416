"""personal: what looks like the datum of a person, which no plan should hold and no message repeats."""

import re
from collections.abc import Iterator

_CORREO = re.compile(r"[^\s@]@[^\s@]+\.[^\s@]{2,}")
_TELEFONO = re.compile(r"\+\d{1,3}[ .-]?(?:\(?\d{1,4}\)?[ .-]?){2,4}|(?<![\d/-])\d{4}[ -]\d{4}(?![\d/-])")
_DOCUMENTO = re.compile(r"(?<![\w.,/-])\d(?:[ -]?\d){7,}(?![\w/-])")
_PASAPORTE = re.compile(r"\b[A-Z]{1,2}\d{6,9}\b")
_FECHA = re.compile(r"\d{4}-\d{2}-\d{2}|(?:19|20)\d\d *- *(?:19|20)\d\d")
_WORD = re.compile(r"\S+")
_DIGIT = re.compile(r"\d")
_KINDS = (
    (_TELEFONO, "un teléfono"),
    (_DOCUMENTO, "un número de documento"),
    (_PASAPORTE, "un número de pasaporte"),
)


def personal(text: str) -> tuple[str, tuple[int, int]] | None:
    """What the first such datum of a text looks like, in Spanish, and where it stands."""
    return next(personal_data(text), None)


def personal_data(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """What each such datum of a text looks like, and where it stands, kind by kind; no word is told twice."""
    if "@" in text:
        for found in _CORREO.finditer(text):
            yield "un correo electrónico", found.span()
        text = _WORD.sub(lambda match: _covered(match) if "@" in match.group() else match.group(), text)
    if not _DIGIT.search(text):
        return
    plain = _FECHA.sub(_covered, text)
    for each, kind in _KINDS:
        for found in each.finditer(plain):
            yield kind, found.span()
        plain = each.sub(_covered, plain)


def _covered(match: re.Match[str]) -> str:
    return "·" * len(match.group())
