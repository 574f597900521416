"""What people send by mistake: one sentence says what it is and what to do, whatever its name says."""

import subprocess
from pathlib import Path

import pytest
from helpers.calls import Rutaplan, program
from helpers.packages import zipped
from openpyxl import Workbook
from test_kinds import HEAD, word

from rutaplan.importers.foreign import OLE
from rutaplan.importers.opening import UnreadableError, kind_of

LINK = '<Relationship Id="r" Type="http://x/officeDocument" Target="{}"/>'


def office(main: str) -> bytes:
    """A package of Office whose main part is this."""
    return zipped(
        {"[Content_Types].xml": "<Types/>", "_rels/.rels": f"<R>{LINK.format(main)}</R>", main: "<x/>"}
    )


def compound(stream: str) -> bytes:
    """A compound file that names a stream where its directory would."""
    return OLE + b"\0" * 600 + stream.encode("utf-16-le")


def sealed(kind: str, **parts: str) -> bytes:
    """A document of LibreOffice with a password; since 2024 all of it is one sealed part."""
    mime = f"application/vnd.oasis.opendocument.{kind}"
    return zipped({"mimetype": mime, "META-INF/manifest.xml": "<m><encryption-data/></m>", **parts})


MAIL = b"From: grupo\r\nSubject: formulario\r\n\tdel taller\r\nMIME-Version: 1.0\r\n\r\nAdjunto.\r\n"
SEALED = "Tiene contraseña: ábralo, quítela y guárdelo de nuevo."
OLD_WORD = "Es de una versión antigua de Word (.doc): ábralo y guárdelo como .docx."
OLD_EXCEL = "Es de una versión antigua de Excel (.xls): ábralo y guárdelo como .xlsx."
PDF = "Es un PDF: use el documento del que salió, o ábralo en Word y guárdelo como .docx."
RTF = "Es un .rtf: ábralo en Word o LibreOffice y guárdelo como .docx."
PICTURE = "Es una imagen: copie lo que dice en un documento de Word o en una hoja de cálculo."
ARCHIVE = "saque de él los documentos y llévelos de uno en uno."
SLIDES = "Es una presentación: pase sus acciones a una tabla de Word o de Excel."
APPLE = "Es de Pages o de Numbers: expórtelo como Word (.docx) o Excel (.xlsx)."
PAGE = "Es una página web: ábrala en Word o en Excel y guárdela como .docx o .xlsx."
LETTER = "Es un correo: guarde aparte el documento que trae adjunto."
SENT: dict[str, tuple[bytes, str]] = {
    "a.docx": (compound("EncryptedPackage"), SEALED),
    "a.xlsx": (compound("EncryptedPackage"), SEALED),
    "a.odt": (sealed("text", **{"encrypted-package": "x"}), SEALED),
    "a.ods": (sealed("spreadsheet", **{"content.xml": "x"}), SEALED),
    "a.doc": (compound("WordDocument"), OLD_WORD),
    "viejo.docx": (compound("WordDocument"), OLD_WORD),
    "a.xls": (compound("Workbook"), OLD_EXCEL),
    "viejo.csv": (compound("Workbook"), OLD_EXCEL),
    "a.ppt": (compound("PowerPoint Document"), SLIDES),
    "a.msg": (
        compound("__properties_version1.0"),
        f"{LETTER} Si trae una propuesta, guárdelo como «Solo texto» (.txt).",
    ),
    "a.wps": (compound("Otra cosa"), "Es de una versión antigua de Word o Excel, o tiene contraseña: ábralo y guárdelo como .docx o .xlsx."),
    "a.pptx": (office("ppt/presentation.xml"), SLIDES),
    "a.odp": (zipped({"mimetype": "application/vnd.oasis.opendocument.presentation", "content.xml": "x"}), SLIDES),
    "a.xlsb": (office("xl/workbook.bin"), "Es un libro binario de Excel (.xlsb): ábralo y guárdelo como .xlsx."),
    "a.pages": (zipped({"Index/Document.iwa": "x", "preview.jpg": "x"}), APPLE),
    "a.numbers": (zipped({"Index.zip": "x", "preview.jpg": "x"}), APPLE),
    "pages.docx": (zipped({"Index/Document.iwa": "x"}), APPLE),
    "a.zip": (zipped({"formularios/Grupo 1.DOCX": "x"}), ARCHIVE),
    "a.rar": (b"Rar!\x1a\x07\0" + b"\0" * 50, ARCHIVE),
    "a.7z": (b"7z\xbc\xaf\x27\x1c" + b"\0" * 50, ARCHIVE),
    "a.pdf": (b"%PDF-1.7\n", PDF),
    "escaneado.docx": (b"%PDF-1.4\n", PDF),
    "a.rtf": (b"{\\rtf1\\ansi hola}", RTF),
    "rtf.doc": (b"\xef\xbb\xbf{\\rtf1 hola}", RTF),
    "a.html": (b"\n<!DOCTYPE html><p>hola", PAGE),
    "web.xls": (b"<html><table><tr><td>Nivel</table>", PAGE),
    "a.eml": (MAIL, LETTER),
    "correo.txt": (b"Received: from a\r\n by b\r\n\r\nhola", LETTER),
    "a.gdoc": (b'{"url":"https://docs.google.com/document/d/1"}', "Es un enlace a Google Docs: descárguelo como .docx o .xlsx."),
    "a.png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 9, PICTURE),
    "foto.docx": (b"\xff\xd8\xff\xe0" + b"\0" * 9, PICTURE),
    "a.heic": (b"\0\0\0\x18ftypheic" + b"\0" * 9, PICTURE),
    "a.webp": (b"RIFF\1\0\0\0WEBP", PICTURE),
    "a.tif": (b"II*\0" + b"\0" * 9, PICTURE),
    "a.bmp": (b"BM\1\0\0\0\0\0\0\0", PICTURE),
    "a.mp3": (b"ID3\3" + b"\0" * 9, "No se lee ese formato: guárdelo como .docx"),
}  # fmt: skip


@pytest.mark.parametrize("name", SENT)
def test_a_file_of_another_program_is_one_sentence(name: str) -> None:
    content, said = SENT[name]
    with pytest.raises(UnreadableError) as error:
        kind_of(content, name)
    assert said in str(error.value)


@pytest.mark.parametrize("text", ["BM,Nivel,Plazo", "II*,b,c", "MIME,a", "Nota: 7z"])
def test_a_text_that_only_begins_like_one_is_a_text(text: str) -> None:
    assert kind_of(text.encode(), "a.csv") == "csv"


def converted(folder: Path, kind: str, *names: str) -> None:
    call = [program("soffice"), f"-env:UserInstallation={(folder / 'perfil').as_uri()}", "--headless"]
    files = [str(folder / name) for name in names]
    subprocess.run([*call, "--convert-to", kind, "--outdir", str(folder), *files], check=True, timeout=120, capture_output=True)  # fmt: skip


@pytest.mark.programas
def test_what_libreoffice_writes_in_the_old_formats_opens_as_was_advised(
    untouched: Path, tmp_path: Path, rutaplan: Rutaplan
) -> None:
    form = word("GRUPO 1: RETORNO", [*HEAD, ["Retorno", "Abrir una ventanilla única.", "6", "OIM"]], "")
    advised = {
        "doc": OLD_WORD,
        "rtf": RTF,
        "pdf": PDF,
    }
    for kind, said in advised.items():
        (tmp_path / f"{kind}.docx").write_bytes(form)
        converted(tmp_path, kind, f"{kind}.docx")
        (tmp_path / f"{kind}.docx").unlink()
        refused = rutaplan("import", str(tmp_path / f"{kind}.{kind}"), "--simular", cwd=untouched)
        assert (refused.code, said in refused.err, refused.out) == (2, True, ""), refused.err
    converted(tmp_path, "docx", "doc.doc", "rtf.rtf")
    for name in ("doc.docx", "rtf.docx"):
        taken = rutaplan("import", str(tmp_path / name), "--simular", cwd=untouched)
        assert (taken.code, "1 nueva" in taken.out) == (0, True), taken.out + taken.err


@pytest.mark.programas
def test_what_libreoffice_writes_as_an_old_sheet_opens_as_was_advised(
    untouched: Path, tmp_path: Path, rutaplan: Rutaplan
) -> None:
    book = Workbook()
    for row in (["Nivel", "Acción", "Plazo"], ["Nacional", "Abrir una ventanilla única.", 6]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "a.xlsx")
    converted(tmp_path, "xls", "a.xlsx")
    refused = rutaplan("import", str(tmp_path / "a.xls"), "--simular", cwd=untouched)
    assert (refused.code, OLD_EXCEL in refused.err) == (2, True), refused.err
    converted(tmp_path, "xlsx", "a.xls")
    taken = rutaplan("import", str(tmp_path / "a.xlsx"), "--simular", cwd=untouched)
    assert (taken.code, "1 nueva" in taken.out) == (0, True), taken.out + taken.err
