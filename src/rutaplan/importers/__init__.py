"""importers: what people send back, as a proposal of changes to the plan. A new format is one file here."""

from collections.abc import Callable, Mapping

from rutaplan.importers import csv, docx, texto, xlsx
from rutaplan.importers.paquete import MAX_BYTES, OLE, ZIP, clase_of
from rutaplan.importers.rejilla import Documento, IlegibleError

__all__ = ["EXTENSIONES", "EXTRAS", "MAX_BYTES", "IlegibleError", "kind_of", "read_documento"]

EXTENSIONES = ("docx", "xlsx", "csv", "txt")
EXTRAS = {"docx": "word", "xlsx": "excel"}
_READERS: Mapping[str, Callable[[bytes], Documento]] = {
    "docx": docx.read, "xlsx": xlsx.read, "csv": csv.read, "txt": texto.read,
}  # fmt: skip
_MACROS = {"docm": "docx", "dotx": "docx", "xlsm": "xlsx", "xltx": "xlsx", "tsv": "csv"}


def kind_of(content: bytes, name: str) -> str:
    """Tell what a file is, one of EXTENSIONES, by its content and its name; IlegibleError if they differ."""
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    said = _MACROS.get(extension, extension)
    if not content.strip():
        raise IlegibleError("Está vacío.")
    if content.startswith(OLE):
        raise IlegibleError(
            "Tiene contraseña, o es de una versión antigua de Word o Excel (.doc, .xls): "
            "ábralo, quítele la contraseña y guárdelo como .docx o .xlsx."
        )
    if content.startswith(ZIP):
        found = clase_of(content)
        if said != found:
            raise IlegibleError(f"Contiene un .{found}, y su nombre dice otra cosa: cámbiele el nombre.")
        return found
    if said in EXTRAS:
        raise IlegibleError(
            f"No es un .{said}, o está dañado: ábralo en Word, Excel o LibreOffice y guárdelo de nuevo."
        )
    if said not in EXTENSIONES:
        raise IlegibleError(f"No se lee ese formato: guárdelo como .{', .'.join(EXTENSIONES)}.")
    return said


def read_documento(content: bytes, kind: str) -> Documento:
    """Read a file of one of EXTENSIONES. IlegibleError if it is damaged; ImportError without its extra."""
    return _READERS[kind](content)
