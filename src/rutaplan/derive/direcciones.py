"""direcciones: where an address leads, if it may be followed; any other is a text, in every format."""

import re
from collections.abc import Iterator

from rutaplan.model import CORREO, DIRECCION_SEGURA

_HTTPS, _CORREO = re.compile(DIRECCION_SEGURA), re.compile(CORREO)
_LOOKS_LIKE = re.compile(
    r"(?:\b(?:https?|ftp|file)://|\b(?:javascript|vbscript|data):(?=\S))\S*", re.IGNORECASE
)
_AROUND = ".,;:)]}»”’'\""


def destino(text: str) -> str:
    """Where a text leads that is an https address or an e-mail, whole; nothing for any other."""
    if _HTTPS.fullmatch(text):
        return text
    return f"mailto:{text}" if _CORREO.fullmatch(text) else ""


def unsafe_addresses(text: str, *, plain: bool = False) -> Iterator[tuple[int, int]]:
    """Where a text has what looks like an address and may not be followed. plain: http may."""
    for match in (
        _LOOKS_LIKE.finditer(text) if ":" in text else ()
    ):  # most texts have none, and it is quick to tell
        address = match[0].rstrip(_AROUND if "(" not in match[0] else _AROUND.replace(")", ""))
        safe = re.sub("^http:", "https:", address, flags=re.IGNORECASE) if plain else address
        if not _HTTPS.fullmatch(safe):
            yield match.start(), match.start() + len(address)
