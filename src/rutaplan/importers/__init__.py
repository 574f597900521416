"""importers: what people send back, as a proposal of changes to the plan. Everything goes one way.

    file ──office.package──▶ its kind; or ──foreign──▶ what else it is
    file ──office: word, opendocument, sheets; plain, mailed──▶ pieces: all that a reader sees, and where
    pieces ──recognise: form, lines, groups, people, workshop, tables, rows, printed──▶ entries, groups, facts
    what a text means: column_titles (fields), headings (ejes, niveles, grupos), values, months, names
    entries ──compare, typed_cells, sides, additions, roll──▶ proposal: what would change, by which words
    proposal ──patches──▶ changes of files, tried; what cannot be written gives its words back
    pieces + claims ──account──▶ what is taken, known, told and personal: nothing is lost by being forgotten

What papers print is known by printed: their lines, their cells, and the id and the fingerprint of a row,
also one that was pasted. Two papers have columns of their own: informes and then entrega read the reports of
a round, confirming the directory. Proposals of the site have a table of their own (proposed), come by mail
too (mailed, hypertext), and may be many: proposers puts them side by side.

Two ways begin here and end elsewhere: newcomers, the institutions that the plan does not have yet; outline,
the workshop that a form describes before there is a plan. A new format is one file that gives pieces; a new
word of people's, one line of lists.txt.
"""

from collections.abc import Callable, Mapping

from rutaplan.importers import mailed
from rutaplan.importers.foreign import MAIL, OLE, foreign
from rutaplan.importers.office import opendocument, sheets, word
from rutaplan.importers.office.package import MAX_BYTES, ZIP, Package
from rutaplan.importers.pieces import Document, UnreadableError

__all__ = ["COME_BACK", "EXTENSIONES", "EXTRAS", "MAX_BYTES", "UnreadableError", "kind_of", "read_document"]

COME_BACK = (
    "vuelven matriz, consolidada, pendientes, formulario, seguimiento y directorio, en docx, xlsx o csv"
)
EXTRAS = {"docx": "word", "xlsx": "excel", "odt": "word", "ods": "excel"}
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
    if said in EXTRAS:
        raise UnreadableError(
            f"No es un .{said}, o está dañado: ábralo en Word, Excel o LibreOffice y guárdelo de nuevo."
        )
    if said not in EXTENSIONES:
        said = f"guárdelo como .{', .'.join(EXTENSIONES)}"
        raise UnreadableError(f"No se lee ese formato: {said}.{ours}")
    return said


def read_document(content: bytes, kind: str) -> Document:
    """Read a file of a kind. UnreadableError if it is damaged; ImportError without its extra."""
    return mailed.read_mail(content) if kind == "eml" else _READERS[kind](content)
