"""huella: the fingerprint of an action, by which a paper that comes back says what it was made from."""

import hashlib
import json
import re
from collections.abc import Collection
from datetime import date

from rutaplan.model import Accion, Institucion, fields

CAMPOS_HUELLA = tuple(campo for campo, each in fields(Accion).items() if each.impreso and not each.tardio)
"""What papers show and people change in them; the order is part of every fingerprint ever printed."""
TARDIOS = tuple(campo for campo, each in fields(Accion).items() if each.tardio)
"""What they came to show later: where nobody set it, the fingerprint is that of the papers before."""
CAMPOS_DIRECTORIO = (
    "sigla", "nombre", "tipo", "contacto", "vigente_desde", "vigente_hasta", "sucesora",
)  # fmt: skip
"""What the directory shows of a body and people change in it."""
DIGITS = 8
HUELLA = re.compile(rf"h?([0-9a-f]{{{DIGITS}}})", re.IGNORECASE)
"""As papers bear it; a spreadsheet may have lost the h."""


def huella(accion: Accion, tardios: Collection[str] = TARDIOS) -> str:
    """An h and eight hexadecimal digits of what papers show of an action; any change in that gives others.

    tardios: those of the fields that came later which the paper has.

    Two states of one action share it once in 4,000 million: enough to notice a change, no secret. The h
    keeps a spreadsheet from taking 00123456 or 12345e78 for a number, and losing it.
    """
    values = [getattr(accion, campo) for campo in CAMPOS_HUELLA]
    values += [
        [campo, getattr(accion, campo)] for campo in TARDIOS if campo in tardios and getattr(accion, campo)
    ]
    return _digest(values)


def vouches(campo: str) -> bool:
    """Whether the fingerprint of a row tells that the plan has another value of a field by now."""
    return campo in {*CAMPOS_HUELLA, *TARDIOS}


def huella_pedido(accion: str, institucion: str, corte: date) -> str:
    """That of the row in which an institution reports of an action at a date: no text counts in it."""
    return _digest(["pedido", accion, institucion, corte.isoformat()])


def huella_institucion(ident: str, institucion: Institucion) -> str:
    """That of the row of a body in the directory: what people may change there."""
    return _digest(["institucion", ident, *(getattr(institucion, campo) for campo in CAMPOS_DIRECTORIO)])


def digest(values: object, digits: int) -> str:
    """So many hexadecimal digits of some values, whatever the order of their keys."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=digits // 2).hexdigest()


def _digest(values: object) -> str:
    return f"h{digest(values, DIGITS)}"
