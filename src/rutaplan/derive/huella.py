"""huella: the fingerprint of an action, by which a paper that comes back says what it was made from."""

import hashlib
import json
import re

from rutaplan.model import Accion, fields

CAMPOS_HUELLA = tuple(campo for campo, each in fields(Accion).items() if each.impreso)
"""What papers show and people change in them; the order is part of every fingerprint ever printed."""
DIGITS = 8
HUELLA = re.compile(rf"h?([0-9a-f]{{{DIGITS}}})", re.IGNORECASE)
"""As papers bear it; a spreadsheet may have lost the h."""


def huella(accion: Accion) -> str:
    """An h and eight hexadecimal digits of what papers show of an action; any change in that gives others.

    Two states of one action share it once in 4,000 million: enough to notice a change, no secret. The h
    keeps a spreadsheet from taking 00123456 or 12345e78 for a number, and losing it.
    """
    values = [getattr(accion, campo) for campo in CAMPOS_HUELLA]
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return "h" + hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGITS // 2).hexdigest()
