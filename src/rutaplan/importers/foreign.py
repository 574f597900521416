"""foreign: a file of a program that is not read here: what it is, by its bytes, and what to do with it."""

import re
from collections.abc import Collection

COME_BACK = (
    "vuelven matriz, consolidada, pendientes, formulario, seguimiento y directorio, en docx, xlsx o csv"
)
"""Which of our own papers are read: the end of what is said of any other."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "Tiene contraseña: ábralo, quítela y guárdelo de nuevo."
PRESENTATION = "Es una presentación: pase sus acciones a una tabla de Word o de Excel."
_INSIDE = "saque de él los documentos y llévelos de uno en uno."
MAIL = "Es un correo: guarde aparte el documento que trae adjunto."
_STREAMS = {
    "EncryptedPackage": LOCKED,
    "WordDocument": "Es de una versión antigua de Word (.doc): ábralo y guárdelo como .docx.",
    "Workbook": "Es de una versión antigua de Excel (.xls): ábralo y guárdelo como .xlsx.",
    "PowerPoint Document": PRESENTATION,
    "__properties_version1.0": f"{MAIL} Si trae una propuesta, guárdelo como «Solo texto» (.txt).",
}
"""By the name of a stream that a compound file has; one with a password has the others inside."""
_OLD = "Es de una versión antigua de Word o Excel, o tiene contraseña: ábralo y guárdelo como .docx o .xlsx."
_BEGINNINGS = (
    (rb"%PDF-", "Es un PDF: use el documento del que salió, o ábralo en Word y guárdelo como .docx."),
    (rb"\{\\rtf", "Es un .rtf: ábralo en Word o LibreOffice y guárdelo como .docx."),
    (
        rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|BM....\0\0|RIFF....WEBP|....ftyp(?:hei|mif|avif)",
        "Es una imagen: copie lo que dice en un documento de Word o en una hoja de cálculo.",
    ),
    (rb"Rar!\x1a|7z\xbc\xaf|\x1f\x8b", f"Está comprimido: {_INSIDE}"),
    (
        rb"\s*<(?:!doctype\s+)?html",
        "Es una página web: ábrala en Word o en Excel y guárdela como .docx o .xlsx.",
    ),
    (rb"\s*\{\s*\"url\"\s*:\s*\"https://", "Es un enlace a Google Docs: descárguelo como .docx o .xlsx."),
    (rb"(?:[\w-]+:.{,8000}?\n)?(?:MIME-Version|Message-ID|Received|Return-Path):", MAIL),
)  # fmt: skip
_PARTS = (
    (r"index\.zip|.*\.iwa", "Es de Pages o de Numbers: expórtelo como Word (.docx) o Excel (.xlsx)."),
    (r"xl/workbook\.bin", "Es un libro binario de Excel (.xlsb): ábralo y guárdelo como .xlsx."),
    (r"ppt/.*", PRESENTATION),
    (r".*\.(?:docx?|xlsx?|od[ts]|csv|pdf)", f"Es un .zip: {_INSIDE}"),
)  # fmt: skip


def foreign(content: bytes) -> str:
    """Tell what a file is and what to do, by how it begins; nothing if that is not known."""
    if content.startswith(OLE):
        streams = (name for name in _STREAMS if name.encode("utf-16-le") in content)
        return _STREAMS.get(next(streams, ""), _OLD)
    bare = content.removeprefix(b"\xef\xbb\xbf")
    flags = re.DOTALL | re.IGNORECASE
    return next((said for begins, said in _BEGINNINGS if re.match(begins, bare, flags)), "")


def foreign_zip(names: Collection[str]) -> str:
    """Tell what a zip is and what to do, by the names of its parts; nothing if that is not known."""
    lowered = sorted(map(str.lower, names))
    return next((said for part, said in _PARTS if any(re.fullmatch(part, each) for each in lowered)), "")
