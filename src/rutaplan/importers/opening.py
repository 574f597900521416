"""opening: a file that somebody sent: of which kind it is, and the document that it holds."""

from collections.abc import Callable, Mapping

from rutaplan.importers import mailed
from rutaplan.importers.foreign import COME_BACK, MAIL, OLE, foreign
from rutaplan.importers.office import opendocument, sheets, word
from rutaplan.importers.office.package import ZIP, Package
from rutaplan.importers.pieces import Document, UnreadableError

_ZIPPED = {"docx", "xlsx", "odt", "ods"}
_READERS: Mapping[str, Callable[[bytes], Document]] = {
    "docx": word.read, "odt": opendocument.read, "xlsx": sheets.read, "ods": opendocument.read,
    "csv": mailed.read_sheet, "txt": mailed.read_marked,
}  # fmt: skip
EXTENSIONES = tuple(_READERS)
_ALIKE = {
    "docm": "docx", "dotx": "docx", "dotm": "docx",
    "xlsm": "xlsx", "xltx": "xlsx", "xltm": "xlsx", "ott": "odt", "ots": "ods", "tsv": "csv",
    "emlx": "eml",
}  # fmt: skip


_PRINTED = frozenset(("html", "pdf", "md"))  # formats of papers that nobody fills in


def kind_of(content: bytes, name: str) -> str:
    """Tell what a file is, one of EXTENSIONES or eml, by content and name; UnreadableError if they differ."""
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    said = _ALIKE.get(extension, extension)
    if not content.strip():
        raise UnreadableError("Está vacío.")
    ours = f" De los papeles de rutaplan {COME_BACK}." if extension in _PRINTED else ""
    what = foreign(content)
    is_mail = what == MAIL and not content.startswith(OLE)
    if (said == "eml" or is_mail) and mailed.has_proposals(content):
        return "eml"
    if what:
        raise UnreadableError(f"{what}{ours}")
    if content.startswith(ZIP):
        found = Package(content).kind
        if said != found:
            raise UnreadableError(f"Contiene un .{found}, y su nombre dice otra cosa: cámbiele el nombre.")
        return found
    if said in _ZIPPED:
        raise UnreadableError(
            f"No es un .{said}, o está dañado: ábralo en Word, Excel o LibreOffice y guárdelo de nuevo."
        )
    if said not in EXTENSIONES:
        said = f"guárdelo como .{', .'.join(EXTENSIONES)}"
        raise UnreadableError(f"No se lee ese formato: {said}.{ours}")
    return said


def read_document(content: bytes, kind: str) -> Document:
    """Read a file of a kind. UnreadableError if it is damaged."""
    return mailed.read_mail(content) if kind == "eml" else _READERS[kind](content)
