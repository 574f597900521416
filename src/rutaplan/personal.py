"""personal: what looks like the datum of a person, which no plan should hold and no message repeats."""

import re

_CORREO = re.compile(r"[^\s@]@[^\s@]+\.[^\s@]{2,}")
_TELEFONO = re.compile(r"\+\d{1,3}[ .-]?(?:\(?\d{1,4}\)?[ .-]?){2,4}|(?<![\d/-])\d{4}[ -]\d{4}(?![\d/-])")
_DOCUMENTO = re.compile(r"(?<![\w.,/-])\d(?:[ -]?\d){7,}(?![\w/-])")
_PASAPORTE = re.compile(r"\b[A-Z]{1,2}\d{6,9}\b")
_FECHA = re.compile(r"\d{4}-\d{2}-\d{2}|(?:19|20)\d\d *- *(?:19|20)\d\d")
_DIGIT = re.compile(r"\d")
_KINDS = (
    (_TELEFONO, "un teléfono"),
    (_DOCUMENTO, "un número de documento"),
    (_PASAPORTE, "un número de pasaporte"),
)


def personal(text: str) -> tuple[str, tuple[int, int]] | None:
    """What the first such datum of a text looks like, in Spanish, and where it stands."""
    if "@" in text and (found := _CORREO.search(text)):
        return "un correo electrónico", found.span()
    if not _DIGIT.search(text):
        return None
    plain = _FECHA.sub(lambda match: "·" * len(match.group()), text)
    return next(((kind, match.span()) for each, kind in _KINDS if (match := each.search(plain))), None)
