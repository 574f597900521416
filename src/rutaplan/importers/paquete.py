"""paquete: the .docx and .xlsx of others, looked at before anything opens them.

Both are zips of XML. A bomb, a password, a DTD: each is refused here with its own sentence, so that
no library meets them.
"""

import re

from rutaplan.importers.rejilla import IlegibleError
from rutaplan.zips import LockedError, TooBigError, TooManyError, ZipError, read_parts

MAX_BYTES = 16 * 2**20
MAX_PARTES = 2_000
MAX_ABIERTO = 128 * 2**20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK"
_DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CLASES = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}


def clase_of(content: bytes) -> str:
    """Tell what is in a zip, docx or xlsx, having looked at every part of it; or say why not."""
    names = set()
    try:
        for name, part in read_parts(content, MAX_PARTES, MAX_ABIERTO):
            _check_part(name, part)
            names.add(name)
    except LockedError:
        raise IlegibleError("Tiene contraseña: quítela y guárdelo de nuevo.") from None
    except (TooManyError, TooBigError):
        raise IlegibleError(
            "No se lee: se abre en más de lo que un plan necesita; "
            "quite imágenes y adjuntos y guárdelo de nuevo."
        ) from None
    except ZipError:
        raise IlegibleError(
            "Está dañado o incompleto: ábralo en Word, Excel o LibreOffice y guárdelo de nuevo."
        ) from None
    found = [clase for part, clase in _CLASES.items() if part in names and "[Content_Types].xml" in names]
    if not found:
        raise IlegibleError(
            "No es un documento de Word (.docx) ni una hoja de cálculo (.xlsx): guárdelo en uno de los dos."
        )
    return found[0]


def _check_part(name: str, content: bytes) -> None:
    """Refuse a part that declares entities: they grow, or fetch, and no office program writes them."""
    if not name.lower().endswith((".xml", ".rels", ".vml")):
        return
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in content[:64]:
        content = content.replace(b"\0", b"")
    if _DTD.search(content):
        raise IlegibleError(
            "No se lee: declara entidades de XML, que ningún programa de oficina escribe. "
            "Cópielo en un documento nuevo."
        )
