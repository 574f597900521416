"""What comes in a zip: told apart by what it says of itself, and opened within bounds."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.calls import SEED
from helpers.effort import measured
from helpers.packages import (
    OPEN_SPACES,
    SPACES,
    open_file,
    paragraph,
    row,
    run,
    saved_again,
    table,
    word_file,
    zipped,
)
from helpers.packages import cell as word_cell
from helpers.papers import made, parts
from helpers.papers import read as plan_of
from helpers.reach import is_weekly

from rutaplan.importers.office import opendocument, word
from rutaplan.importers.office.package import Package
from rutaplan.importers.pieces import UnreadableError

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/{}" ContentType="{}"/></Types>'
BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
STRICT = '<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main" conformance="strict"/>'
MANIFEST = '<manifest:file-entry manifest:media-type="application/vnd.oasis.opendocument.{}" manifest:full-path="/"/>'


def book(types: str = BOOK, workbook: str = "<workbook/>") -> bytes:
    return zipped(
        {"[Content_Types].xml": TYPES.format("xl/workbook.xml", types), "xl/workbook.xml": workbook}
    )


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (word_file("<w:p/>"), "docx"),
        (book(), "xlsx"),
        (book(BOOK.replace("sheet.main", "template.main")), "xlsx"),
        (book("application/vnd.ms-excel.sheet.macroEnabled.main+xml"), "xlsx"),
        (open_file(""), "odt"),
        (open_file("", "spreadsheet"), "ods"),
        (
            zipped({"mimetype": "application/vnd.oasis.opendocument.text-template", "content.xml": "<x/>"}),
            "odt",
        ),
        (zipped({"META-INF/manifest.xml": MANIFEST.format("spreadsheet"), "content.xml": "<x/>"}), "ods"),
    ],
)
def test_a_package_says_what_it_is(content: bytes, kind: str) -> None:
    assert Package(content).kind == kind


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\3\4" + bytes(range(256)) * 9, "Está dañado: le falta una parte."),
        (zipped({"a.txt": "hola"}), "No es un documento de Word (.docx) ni una hoja de cálculo (.xlsx), ni de"),
        (book("application/xml"), "Está dañado: no dice cuál de sus partes es el libro."),
        (book(workbook=STRICT), "guárdelo como libro de Excel normal (.xlsx)"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.presentation", "content.xml": ""}), "Es una presentación"),
        (
            zipped({"META-INF/manifest.xml": MANIFEST.format("text") + "<manifest:encryption-data/>", "content.xml": "x"}),
            "Tiene contraseña",
        ),
        (zipped({str(number): "" for number in range(2_001)}), "se abre en más de lo que un plan necesita"),
    ],
)  # fmt: skip
def test_what_cannot_be_opened_says_why(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableError) as error:
        assert Package(content).kind
    assert said in str(error.value)


def test_a_workbook_with_a_document_inside_is_a_workbook() -> None:
    inside = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    content = zipped({
        "[Content_Types].xml": f'<Types><Default Extension="docx" ContentType="{inside}"/><Override ContentType="{BOOK}"/></Types>',
        "xl/workbook.xml": "<workbook/>",
        "xl/embeddings/a.docx": "PK",
    })  # fmt: skip
    assert Package(content).kind == "xlsx"


def replaced(content: bytes, folder: Path, name: str, new: str | bytes) -> bytes:
    path = folder / "x.docx"
    path.write_bytes(content)
    return zipped({**parts(path), name: new})


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (f"{ENTITY}<x/>", "declara entidades"),
        (f"{ENTITY}<x/>".encode("utf-16"), "declara entidades"),
        (f'<?xml version="1.0" encoding="cp037"?>{ENTITY}<x/>'.encode("cp037"), "dañado"),
        ("<w:document", "Está dañado: no se entiende lo que dice."),
        ("<x/>", "Está dañado: no tiene texto."),
        ("<a>" * 300 + "</a>" * 300, "Está dañado: tiene demasiadas cosas una dentro de otra."),
        ("", "dañado"),
    ],
)
def test_xml_that_no_program_writes_is_refused(tmp_path: Path, new: str | bytes, said: str) -> None:
    with pytest.raises(UnreadableError) as error:
        word.read(replaced(word_file("<w:p/>"), tmp_path, "word/document.xml", new))
    assert said in str(error.value)


def test_notes_that_lead_to_notes_end() -> None:
    each = '<w:footnote w:id="{}"><w:p><w:r><w:t>a</w:t><w:footnoteReference w:id="{}"/></w:r></w:p></w:footnote>'
    notes = "".join(each.format(number, number + 1) for number in range(3_000))
    with pytest.raises(UnreadableError) as error:
        word.read(word_file('<w:p><w:r><w:footnoteReference w:id="0"/></w:r></w:p>', footnotes=notes))
    assert "una dentro de otra" in str(error.value)


# ---- Bombs: each is a sentence with its count, within 5 seconds and 300 MiB

TEXT = '<w:p><w:r><w:t xml:space="preserve">Hola</w:t></w:r></w:p>'
WIDE = table(row(*[word_cell(properties='<w:gridSpan w:val="250"/>')])) * 2_000
MERGES = (
    "<table:table><table:table-row>"
    + "<table:table-cell table:number-columns-spanned='255' table:number-rows-spanned='19999'/>" * 200
    + "</table:table-row><table:table-row table:number-rows-repeated='9000'><table:table-cell>"
    "<text:p>a</text:p></table:table-cell></table:table-row></table:table>"
)
OBJECT = '<text:p><draw:object xlink:href="{}"/></text:p>'
INSIDE = zipped({"xl/sharedStrings.xml": f"<sst>{'<si><t>palabra</t></si>' * 90_000}</sst>"})


FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>a</w:t></w:r>'
CHAIN = "".join(f"<w:style w:styleId='s{at}'><w:basedOn w:val='s{at + 1}'/></w:style>" for at in range(8_000))
REGION = '<text:changed-region text:id="c{}"><text:insertion/></text:changed-region>'
COLUMN = '<table:table-column table:visibility="collapse" table:number-columns-repeated="256"/>'


def related(kind: str, times: int, content: bytes) -> bytes:
    """A text that names as many parts of a kind."""
    names = [f"{kind}{at}" for at in range(times)]
    objects = "".join(
        f'<w:p><w:r><w:object><o:OLEObject r:id="{name}.bin"/></w:object></w:r></w:p>' for name in names
    )
    return word_file(objects, kinds=dict.fromkeys(names, kind), **dict.fromkeys(names, content))


BOMBS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "paragraphs": ("docx", lambda: word_file(TEXT * 300_000), "tiene 300000 párrafos, y caben 66000"),
    "runs": ("docx", lambda: word_file(f"<w:p>{'<w:r><w:t>a</w:t></w:r>' * 600_000}</w:p>"), "tiene 600000 tramos"),
    "cells": ("docx", lambda: word_file(table(row(word_cell() * 10) * 20_000)), "tiene 200000 celdas"),
    "one paragraph": ("docx", lambda: word_file(f"<w:p>{'<w:b/>' * 1_000_000}</w:p>"), "en un solo bloque"),
    "elements": ("docx", lambda: word_file(f"<w:p>{'<w:b/>' * 3_000_000}</w:p>"), "etiquetas, y caben 2400000"),
    "attributes": ("docx", lambda: word_file("<w:p>" + "<w:b a='1' b='2' c='3'/>" * 800_000 + "</w:p>"), "en un solo bloque"),
    "blanks": ("docx", lambda: word_file(f"<w:p>{' ' * 22_000_000}</w:p>"), "0 piezas"),
    "one text": ("docx", lambda: word_file(paragraph(run("a" * 9_000_000))), "en un solo bloque"),
    "a part of 100 MB": ("docx", lambda: word_file(paragraph(run("a" * 100_000_000))), "solo el texto ocupa 95.4 MiB, y caben 24"),
    "styles": ("docx", lambda: word_file("<w:p/>", styles="<w:style/>" * 1_000_000), "tiene 1000000 estilos"),
    "styles with much in them": ("docx", lambda: word_file("<w:p/>", styles="<w:style a='1'/>" * 80_000 + "<w:b c='2'/>" * 600_000), "etiquetas"),
    "comments": ("docx", lambda: word_file("<w:p/>", comments="<w:comment/>" * 50_000), "tiene 50000 comentarios"),
    "pages": ("docx", lambda: related("header", 2, f"<w:hdr {SPACES}>{TEXT * 40_000}</w:hdr>".encode()), "tiene 80002 párrafos"),
    "workbooks inside": ("docx", lambda: related("package", 6, INSIDE), "180004 piezas"),
    "cells over columns": ("docx", lambda: word_file(WIDE), "demasiadas celdas"),
    "results of fields": ("docx", lambda: word_file(f"<w:p>{FIELD * 100}</w:p>" * 300), "300 piezas"),
    "styles upon styles": (
        "docx",
        lambda: word_file("".join(paragraph(run("a", f"<w:rStyle w:val='s{at}'/>")) for at in range(8_000)), styles=CHAIN), "8000 piezas",
    ),
    "as much as may be": ("docx", lambda: word_file(TEXT * 65_000), "65000 piezas"),
    "cells, as many as may be": ("docx", lambda: word_file(table(row(word_cell(TEXT) * 5) * 11_900)), "59500 piezas"),
    "an object that leads to itself": (
        "odt", lambda: open_file(OBJECT.format("./Objeto"), Objeto=f"<x {OPEN_SPACES}>{'<text:p>Hola</text:p>' * 20_000}{OBJECT.format('../Objeto')}</x>"),
        "20000 piezas",
    ),
    "changes without end": (
        "odt",
        lambda: open_file(
            f"<text:tracked-changes>{''.join(map(REGION.format, range(30_000)))}</text:tracked-changes>"
            + "".join(f"<text:p><text:change-start text:change-id='c{at}'/>a</text:p>" for at in range(30_000))
        ),
        "30000 piezas",
    ),
    "hidden columns": (
        "ods",
        lambda: open_file(f"<table:table>{COLUMN * 60_000}<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row></table:table>", "spreadsheet"),
        "1 piezas",
    ),
    "paragraphs of a text": ("odt", lambda: open_file("<text:p>Hola</text:p>" * 300_000), "tiene 300000 párrafos"),
    "spans": ("odt", lambda: open_file(f"<text:p>{'<text:span>a</text:span>' * 400_000}</text:p>"), "tiene 400000 tramos"),
    "anything": ("odt", lambda: open_file(f"<text:p>{'<text:s/>' * 1_200_000}</text:p>"), "etiquetas, y caben 1000000"),
    "blanks that are counted": ("odt", lambda: open_file("<text:p>" + "<text:s text:c='999999999'/>" * 9_000 + "</text:p>"), "0 piezas"),
    "rows": ("odt", lambda: open_file('<table:table><table:table-row table:number-rows-repeated="999999999"><table:table-cell/></table:table-row></table:table>'), "demasiado grande"),
    "a row of a sheet": (
        "ods",
        lambda: open_file('<table:table><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="99"><text:p>a</text:p></table:table-cell></table:table-row></table:table>', "spreadsheet"),
        "caben 200000 celdas",
    ),
    "the columns of a sheet": (
        "ods",
        lambda: open_file('<table:table><table:table-row><table:table-cell table:number-columns-repeated="16384"><text:p>a</text:p></table:table-cell></table:table-row></table:table>', "spreadsheet"),
        "es demasiado grande",
    ),
    "merges": ("ods", lambda: open_file(MERGES, "spreadsheet"), "caben 200000 celdas"),
}  # fmt: skip


@pytest.mark.programas
@pytest.mark.parametrize("name", BOMBS if is_weekly() else [*BOMBS][::2])
def test_a_bomb_is_a_sentence(name: str) -> None:
    kind, content, said = BOMBS[name]
    shown, taken, mebibytes = measured(kind, content())
    assert said in shown
    assert (taken < 5, mebibytes < 300) == (True, True), (taken, mebibytes)


def grown(content: bytes, folder: Path, times: int) -> bytes:
    """A paper of times as many actions: each of its rows, and each style of its cells, as often."""
    path = folder / "crecido.zip"
    path.write_bytes(content)
    each = re.compile(
        rb"<w:tr[ >].*?</w:tr>|<table:table-row[ >].*?</table:table-row>"
        rb'|<style:style style:name="[^"]*" style:family="table-cell".*?</style:style>',
        re.DOTALL,
    )

    def repeated(match: re.Match[bytes]) -> bytes:
        return match[0] * times if b"RET" in match[0] or match[0].startswith(b"<style") else match[0]

    return zipped(
        {
            name: each.sub(repeated, part) if name in {"word/document.xml", "content.xml"} else part
            for name, part in parts(path).items()
        }
    )


@pytest.mark.programas
@pytest.mark.parametrize(
    ("kind", "extension", "name"),  # the largest of each
    [
        ("docx", "odt", "consolidada"),
        ("xlsx", "ods", "consolidada"),
        ("docx", "docx", "consolidada"),
        ("xlsx", "ods", "formulario"),
    ][: None if is_weekly() else 2],
)
def test_papers_of_3000_actions_saved_again_are_within_the_bounds(
    tmp_path: Path, name: str, kind: str, extension: str
) -> None:
    (file, content), *_ = made(plan_of(SEED), name, kind).items()
    again = saved_again(tmp_path, content, file, extension)
    read = word.read if extension == "docx" else opendocument.read
    ids = sum(piece.text.startswith("RET-") for piece in read(again).pieces())
    assert ids >= len(plan_of(SEED).acciones)
    shown, _, mebibytes = measured(extension, grown(again, tmp_path, 91))
    assert int(shown.split()[0]) > 3_000 * 4
    assert mebibytes < 300
