"""Workbooks, read: every word in a piece, with its place and its marks, whatever somebody did to them."""

import io
import subprocess
import zipfile
from contextlib import nullcontext
from pathlib import Path

import pytest
from helpers.books import STRUCK_STYLE, Sheet, book, box, cell, counted, number, read_words, row
from helpers.calls import SEED, program
from helpers.effort import measured, seconds
from helpers.packages import paragraph, run, word_file
from helpers.papers import made, read
from helpers.sheets import with_texts
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from rutaplan.importers.foreign import OLE
from rutaplan.importers.office import sheets, word
from rutaplan.importers.pieces import Document, Mark, Piece, UnreadableError
from rutaplan.writers import xlsx
from rutaplan.writers.papel import Papel

HOJA = "hoja «Acciones»"
AUTHORS = "<authors><author>Ana Pérez</author><author>tc={1}</author></authors>"


def note(ref: str, text: str, author: int = 0) -> str:
    return (
        f'{AUTHORS}<commentList><comment ref="{ref}" authorId="{author}"><text><r><t>{text}</t></r></text></comment>'
        "</commentList>"
    )


def the(document: Document, word: str) -> Piece:
    """The one piece that says this."""
    (found,) = (piece for piece in document.pieces() if word in piece.text)
    return found


def texts(document: Document) -> list[list[str]]:
    return [[each.text for each in line] for table in document.tables for line in table.rows]


LINE = row(1, cell("A1", "uno"), cell("B1", "dos"))
PLACES: dict[str, tuple[bytes, str, set[Mark]]] = {
    "a cell": (book(Sheet(row(5, cell("E5", "zurdo")))), f"{HOJA}, celda E5", set()),
    "a cell without its name": (
        book(Sheet('<row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>zurdo</t></is></c></row>')),
        f"{HOJA}, celda B1", set(),
    ),
    "a shared text": (
        book(Sheet(row(1, '<c r="A1" t="s"><v>0</v></c>')), strings="<si><t>zurdo</t></si>"), f"{HOJA}, celda A1", set(),
    ),
    "a shared text in runs": (
        book(Sheet(row(1, '<c r="A1" t="s"><v>0</v></c>')), strings="<si><r><t>zur</t></r><r><rPr><b/></rPr><t>do</t></r></si>"),
        f"{HOJA}, celda A1", set(),
    ),
    "a struck cell": (book(Sheet(row(1, cell("A1", "zurdo", style=1))), styles=STRUCK_STYLE), f"{HOJA}, celda A1", {Mark.STRUCK}),
    "a cell struck no more": (book(Sheet(row(1, cell("A1", "zurdo", style=2))), styles=STRUCK_STYLE), f"{HOJA}, celda A1", set()),
    "struck letters of a cell": (
        book(Sheet(row(1, cell("A1", " vivo", more="<r><rPr><strike/></rPr><t>zurdo</t></r>")))), f"{HOJA}, celda A1", {Mark.STRUCK},
    ),
    "live letters of a struck cell": (
        book(Sheet(row(1, cell("A1", "", style=1, more="<r><rPr><b/></rPr><t>zurdo</t></r>"))), styles=STRUCK_STYLE),
        f"{HOJA}, celda A1", set(),
    ),
    "a struck number": (book(Sheet(row(1, number("A1", "123987", style=1))), styles=STRUCK_STYLE), f"{HOJA}, celda A1", {Mark.STRUCK}),
    "how a text is pronounced": (
        book(Sheet(row(1, cell("A1", "", more="<rPh><t>zurdo</t></rPh>")))), f"{HOJA}, celda A1", {Mark.HIDDEN},
    ),
    "the text of a formula": (
        book(Sheet(row(1, '<c r="A1" t="str"><f>B1</f><v>zurdo</v></c>'))), f"{HOJA}, celda A1", {Mark.FORMULA},
    ),
    "a formula without value": (book(Sheet(row(1, '<c r="A1"><f>zurdo()</f></c>'))), f"{HOJA}, celda A1", {Mark.FORMULA}),
    "an error": (book(Sheet(row(1, '<c r="A1" t="e"><v>#ZURDO!</v></c>'))), f"{HOJA}, celda A1", {Mark.ERROR}),
    "a comment": (book(Sheet(LINE, comments=note("B1", "zurdo"))), f"comentario en {HOJA}, celda B1", {Mark.COMMENT}),
    "a comment on an empty cell": (
        book(Sheet(LINE, comments=note("D9", "zurdo"))), f"comentario en {HOJA}, celda D9", {Mark.COMMENT},
    ),
    "a conversation": (
        book(Sheet(LINE, threads='<threadedComment ref="A1" id="{1}"><text>zurdo</text></threadedComment>', comments=note("A1", "[zurdo]", 1))),
        f"comentario en {HOJA}, celda A1", {Mark.COMMENT},
    ),
    "a text box": (book(Sheet(LINE, drawing=box("zurdo"))), f"{HOJA}, cuadro de texto en celda B3", {Mark.BOX}),
    "a struck text box": (
        book(Sheet(LINE, drawing=box("zurdo", run='<a:rPr strike="sngStrike"/>'))),
        f"{HOJA}, cuadro de texto en celda B3", {Mark.BOX, Mark.STRUCK},
    ),
    "a hidden shape": (
        book(Sheet(LINE, drawing=box("zurdo", shape="hidden='1'"))), f"{HOJA}, cuadro de texto en celda B3", {Mark.BOX, Mark.HIDDEN},
    ),
    "a shape in a group": (
        book(Sheet(LINE, drawing=box("zurdo").replace("<xdr:sp>", "<xdr:grpSp><xdr:sp>").replace("</xdr:sp>", "</xdr:sp></xdr:grpSp>"))),
        f"{HOJA}, cuadro de texto en celda B3", {Mark.BOX},
    ),
    "a shape with a twin for old programs": (
        book(Sheet(LINE, drawing=box("zurdo").replace(
            "<a:p>", "<mc:AlternateContent><mc:Choice><a:p><a:r><a:t>zurdo</a:t></a:r></a:p></mc:Choice><mc:Fallback><a:p>",
        ).replace("</a:p></xdr:txBody>", "</a:p></mc:Fallback></mc:AlternateContent></xdr:txBody>"))),
        f"{HOJA}, cuadro de texto en celda B3", {Mark.BOX},
    ),
    "an alternative text": (
        book(Sheet(LINE, drawing=box("", shape="descr='zurdo'"))), f"{HOJA}, imagen en celda B3", {Mark.ALTERNATIVE},
    ),
    "a button of old": (
        book(Sheet(LINE, more={"v.vml": ("vmlDrawing", "<xml><v:shape><v:textbox><div>zurdo<br></div></v:textbox></v:shape></xml>")})),
        f"{HOJA}, cuadro de texto", {Mark.BOX},
    ),
    "an embedded file": (
        book(Sheet(LINE, more={"zurdo.docx": ("package", "PK")})), f"{HOJA}, gráfico u objeto", {Mark.EMBEDDED},
    ),
    "the header of the page": (
        book(Sheet(LINE, after='<headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"&amp;9 zurdo&amp;R&amp;P</oddHeader></headerFooter>')),
        f"{HOJA}, encabezado de página", {Mark.HEADER},
    ),
    "the footer of the first page": (
        book(Sheet(LINE, after="<headerFooter><firstFooter>&amp;C zurdo &amp;N</firstFooter></headerFooter>")),
        f"{HOJA}, pie de página", {Mark.FOOTER},
    ),
    "a hidden sheet": (
        book(Sheet(LINE), Sheet(row(2, cell("A2", "zurdo")), name="B", state="hidden")), "hoja «B», celda A2", {Mark.SHEET},
    ),
    "a very hidden sheet": (
        book(Sheet(LINE), Sheet(row(2, cell("A2", "zurdo")), name="B", state="veryHidden")), "hoja «B», celda A2", {Mark.SHEET},
    ),
    "a comment of a hidden sheet": (
        book(Sheet(LINE), Sheet(LINE, comments=note("A1", "zurdo"), name="B", state="hidden")),
        "comentario en hoja «B», celda A1", {Mark.SHEET, Mark.COMMENT},
    ),
    "under a merged cell": (
        book(Sheet(row(1, cell("A1", "uno"), cell("B1", "zurdo")), after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>')),
        f"{HOJA}, celda B1", {Mark.HIDDEN},
    ),
    "a text that its format hides": (
        book(Sheet(row(1, cell("A1", "zurdo", style=1))), styles='<numFmts><numFmt numFmtId="170" formatCode=";;;"/></numFmts><cellXfs><xf/><xf numFmtId="170"/></cellXfs>'),
        f"{HOJA}, celda A1", {Mark.HIDDEN},
    ),
    "a hidden row": (book(Sheet(row(3, cell("A3", "zurdo"), more=' hidden="1"'))), f"{HOJA}, celda A3", set()),
    "letters that XML cannot hold": (book(Sheet(row(1, cell("A1", "zurdo_x000D_")))), f"{HOJA}, celda A1", set()),
}  # fmt: skip


@pytest.mark.parametrize("kind", PLACES)
def test_a_word_is_found_wherever_it_stands(kind: str) -> None:
    content, place, marks = PLACES[kind]
    document = sheets.read(content)
    piece = the(document, {"an error": "ZURDO", "a struck number": "123987"}.get(kind, "zurdo"))
    assert (piece.place, piece.marks) == (place, frozenset(marks))
    assert "Ana" not in str([*document.pieces()])


def test_the_words_of_a_chart_are_told_apart() -> None:
    stream = io.BytesIO(
        book(Sheet(LINE, drawing=box("rótulo").replace("xdr:twoCellAnchor", "xdr:absoluteAnchor")))
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(
            "xl/_rels/drawings1.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r" Type="{office}/chart" Target="chart1.xml"/></Relationships>',
        )
        archive.writestr("xl/chart1.xml", "<chart><t>Avance</t><v>50</v></chart>")
    document = sheets.read(stream.getvalue())
    told = the(document, "Avance")
    assert (told.text, told.place) == ("Avance 50", f"{HOJA}, gráfico u objeto")
    assert told.marks == {Mark.EMBEDDED}


@pytest.mark.parametrize("kind", ["docx", "xlsx", "old", "damaged"])
def test_a_file_inside_is_opened_as_in_word(kind: str) -> None:
    """What is inside a workbook, or inside a text, is told alike: its words, or its name."""
    text = "Crear albergues"
    inner = {
        "docx": word_file(paragraph(run(text))), "xlsx": book(Sheet(row(1, cell("A1", text)))), "old": OLE, "damaged": b"PK",
    }[kind]  # fmt: skip
    name = f"embeddings/dentro.{kind}"
    in_sheet = sheets.read(book(Sheet(LINE, more={name: ("package", inner)})))
    obj = paragraph('<w:r><w:object><o:OLEObject r:id="package.bin"/></w:object></w:r>')
    in_text = word.read(word_file(obj, package=inner))
    told = [
        [each.text for each in document.pieces() if Mark.EMBEDDED in each.marks]
        for document in (in_sheet, in_text)
    ]
    assert told == ([[text], [text]] if kind in {"docx", "xlsx"} else [[f"dentro.{kind}"], ["package.bin"]])
    assert the(in_sheet, told[0][0]).place == f"{HOJA}, gráfico u objeto"


WORDS = st.lists(st.sampled_from(["OIM", "apoyo", "seis", "meses", "él", "12"]), min_size=1, max_size=3).map(
    " ".join
)


@st.composite
def workbooks(draw: st.DrawFn) -> bytes:
    made_sheets = []
    for name in ("Uno", "Dos", "Tres")[: draw(st.integers(1, 3))]:
        rows = []
        for at in sorted(draw(st.sets(st.integers(1, 12), max_size=5))):
            columns = sorted(draw(st.sets(st.sampled_from("ABCDEF"), max_size=4)))
            rows.append(row(at, *(_drawn_cell(draw, f"{column}{at}") for column in columns)))
        made_sheets.append(
            Sheet(
                "".join(rows),
                name=name,
                state=draw(st.sampled_from(["visible", "hidden", "veryHidden"])),
                after=draw(
                    st.sampled_from(
                        ["", '<mergeCells><mergeCell ref="B2:D6"/><mergeCell ref="E1:F1"/></mergeCells>']
                    )
                )
                + draw(
                    st.sampled_from(
                        ["", "<headerFooter><oddFooter>&amp;CHoja uno&amp;P</oddFooter></headerFooter>"]
                    )
                ),
                comments=note(draw(st.sampled_from(["A1", "C3", "H20"])), draw(WORDS))
                if draw(st.booleans())
                else "",
                drawing=box(draw(WORDS)) if draw(st.booleans()) else "",
            )
        )
    return book(*made_sheets, strings="<si><t>texto compartido</t></si>", styles=STRUCK_STYLE)


def _drawn_cell(draw: st.DrawFn, ref: str) -> str:
    text = draw(WORDS)
    return draw(
        st.sampled_from([
            cell(ref, text), cell(ref, text, style=1), cell(ref, " fin", more=f"<r><rPr><strike/></rPr><t>{text}</t></r>"),
            cell(ref, f"{text}\n{text}"), number(ref, 24), number(ref, 24, style=1), f'<c r="{ref}" t="s"><v>0</v></c>',
            f'<c r="{ref}"><f>A1</f><v>7</v></c>', f'<c r="{ref}" t="b"><v>1</v></c>', f'<c r="{ref}" t="e"><v>#N/A</v></c>',
            f'<c r="{ref}" s="1"/>',
        ])
    )  # fmt: skip


@given(workbooks())
def test_the_words_read_are_the_words_of_the_file(content: bytes) -> None:
    assert read_words(sheets.read(content)) == counted(content)


def test_what_no_cell_shows_stays_out_of_its_text() -> None:
    document = sheets.read(
        book(
            Sheet(
                row(1, cell("A1", " meses", more="<r><rPr><strike/></rPr><t>12</t></r><r><t>6</t></r>"))
                + row(2, '<c r="A2"><f>1+1</f><v>2</v></c>', '<c r="B2" t="str"><f>B1</f><v></v></c>')
            )
        )
    )
    assert texts(document) == [["6 meses"], ["", ""]]
    assert [[mark.name for piece in each.aside for mark in piece.marks] for each in document.tables[0].rows[1]] == [
        ["FORMULA"], ["FORMULA"],
    ]  # fmt: skip


def test_a_merged_cell_is_one_cell_wherever_it_stands() -> None:
    rows = "".join(row(at, cell(f"A{at}", f"acción {at}")) for at in range(1, 5))
    merges = '<mergeCells><mergeCell ref="B2:C4"/><mergeCell ref="D1:D1"/></mergeCells>'
    document = sheets.read(
        book(
            Sheet(
                rows.replace("</row>", cell("B2", "seis") + "</row>", 2).replace(
                    cell("B2", "seis"), cell("B1", "plazo"), 1
                ),
                after=merges,
            )
        )
    )
    (table,) = document.tables
    one = table.rows[1][1]
    assert (one.text, one.place, one.rows) == ("seis", f"{HOJA}, celda B2", 3)
    assert all(table.rows[at][column] is one for at in (1, 2, 3) for column in (1,))
    assert sum(piece.text == "seis" for piece in document.pieces()) == 1


def test_hidden_rows_and_columns_are_read_and_said() -> None:
    rows = (
        row(1, cell("A1", "a"), cell("C1", "b"))
        + row(2, cell("A2", "c"), more=' hidden="1"')
        + row(3, cell("A3", "d"), more=' ht="0"')
    )
    document = sheets.read(book(Sheet(rows, before='<cols><col min="3" max="16384" hidden="1"/></cols>')))
    assert texts(document) == [["a", "", "b"], ["c"], ["d"]]
    assert [f"{said.place}: {said.text}" for said in document.said] == [
        f"{HOJA}: se leyeron también 2 filas ocultas, desde la 2",
        f"{HOJA}: se leyó también 1 columna oculta, desde la C",
    ]


def test_a_rule_that_strikes_is_said() -> None:
    styles = "<cellXfs><xf/></cellXfs><dxfs><dxf/><dxf><font><strike/></font></dxf></dxfs>"
    rule = '<conditionalFormatting><cfRule dxfId="{}"/></conditionalFormatting>'
    said = [sheets.read(book(Sheet(LINE, after=rule.format(at)), styles=styles)).said for at in (0, 1)]
    assert said[0] == ()
    assert "tacha celdas" in said[1][0].text


def test_a_comment_is_told_without_its_author() -> None:
    document = sheets.read(book(Sheet(LINE, comments=note("A1", "Ana Pérez:\nseis meses mejor"))))
    assert [piece.text for piece in document.pieces() if Mark.COMMENT in piece.marks] == ["seis meses mejor"]


FORMATS = {
    (6, '0 "años"'): "6 años", (6, '0" meses"'): "6 meses", (6, r"0\ \m\e\s\e\s"): "6 meses", (6, 'General" meses"'): "6 meses",
    (1, '[=1]0 "mes";0 "meses"'): "1 mes", (3, '[=1]0 "mes";0 "meses"'): "3 meses", (30, '[<12]0 "m";[>=24]0 "largo";0 "x"'): "30 largo",
    (6, '[Red]0 "meses"'): "6 meses", (-3, '0 "años"'): "-3 años", (-3, '0 "más";0 "menos"'): "3 menos", (0, '0;0;"nada"'): "nada",
    (6, "0.00"): "6", (6.5, '0 "meses"'): "6.5 meses", (1500, "#,##0"): "1500", (1500, r"[$L-480]\ #,##0.00"): "L 1500",
    (6, "_-* #,##0.00_-"): "6", (0.5, "0%"): "50%", (12, "000"): "012", (88881234, "0000-0000"): "8888-1234", (6, "@"): "6",
    (6, ""): "6", (0.1 + 0.2, "General"): "0.3", (6, '"por definir"'): "por definir", (6, ";;;"): "",
    (46000, "yyyy-mm-dd"): "2025-12-09 00:00:00", (46000, r"d\ mmm"): "2025-12-09 00:00:00", (46000, "[$-80A]d mmmm"): "2025-12-09 00:00:00",
    (0.5, "h:mm"): "12:00:00", (1.5, "[h]:mm"): "36:00:00", (1e9, "yyyy"): "1000000000", (6, '"d"0'): "d6", (6, "0;"): "6", (6, '0 "'): "6",
}  # fmt: skip


@pytest.mark.parametrize(("value", "code"), FORMATS)
def test_a_number_is_what_is_seen_of_it(value: float, code: str) -> None:
    styles = f"<numFmts><numFmt numFmtId='170' formatCode='{code.replace('<', '&lt;')}'/></numFmts><cellXfs><xf/><xf numFmtId='170'/></cellXfs>"
    document = sheets.read(book(Sheet(row(1, number("A1", value, style=1))), styles=styles))
    assert texts(document) == [[FORMATS[value, code]]]


@pytest.mark.parametrize(("inside", "shown"), [
    ("<v>6.0</v>", "6"), ("<v>1E3</v>", "1000"), ("<v>  </v>", None), ("", None),
])  # fmt: skip
def test_a_number_is_written_as_people_do(inside: str, shown: str | None) -> None:
    document = sheets.read(book(Sheet(row(1, f'<c r="A1">{inside}</c>'))))
    assert texts(document) == ([[shown]] if shown else [])


@pytest.mark.parametrize(
    ("ident", "value", "shown"),
    [(14, 46000, "2025-12-09 00:00:00"), (9, 0.06, "6%"), (49, 6, "6"), (3, 1500, "1500")],
)
def test_formats_that_files_only_number_are_known(ident: int, value: float, shown: str) -> None:
    styles = f'<cellXfs><xf/><xf numFmtId="{ident}"/></cellXfs>'
    document = sheets.read(book(Sheet(row(1, number("A1", value, style=1))), styles=styles))
    assert texts(document) == [[shown]]


def test_days_count_from_1904_where_the_book_says_so() -> None:
    content = book(
        Sheet(row(1, number("A1", 44538, style=1))),
        styles='<cellXfs><xf/><xf numFmtId="14"/></cellXfs>',
        workbook='<workbookPr date1904="1"/>',
    )
    assert texts(sheets.read(content)) == [["2025-12-09 00:00:00"]]


PAPERS = ("matriz", "consolidada", "pendientes", "formulario")


@pytest.mark.parametrize("name", PAPERS)
def test_our_own_papers_are_read_whole(name: str) -> None:
    for content in made(read(SEED), name, "xlsx").values():
        document = sheets.read(content)
        assert read_words(document) == counted(content)
        assert not document.said


@pytest.mark.parametrize("name", PAPERS)
def test_papers_saved_again_by_a_library_say_the_same(name: str) -> None:
    for content in made(read(SEED), name, "xlsx").values():
        stream = io.BytesIO()
        load_workbook(io.BytesIO(content)).save(stream)
        again = sheets.read(stream.getvalue())
        assert read_words(again) == read_words(sheets.read(content))
        assert texts(again) == texts(sheets.read(content))


def test_what_a_sheet_says_of_its_size_counts_for_nothing() -> None:
    for size in ("A1", "A1:XFD1048576", "Z9:A1", "x"):
        assert texts(sheets.read(book(Sheet(LINE, before=f'<dimension ref="{size}"/>')))) == [["uno", "dos"]]


def test_an_error_is_not_a_text() -> None:
    book_ = Workbook()
    assert book_.active is not None
    book_.active.append(["Id", "#REF!"])
    stream = io.BytesIO()
    book_.save(stream)
    (table,) = sheets.read(stream.getvalue()).tables
    assert [each.text for each in table.rows[0]] == ["Id", ""]


MERGE = '<mergeCell ref="A1:XFD1048576"/>'
LONG = f"<si><t>{'x ' * 15_000}</t></si>"


def many(rows: int, value: str = "<v>1</v>") -> str:
    return "".join(row(at, *[f"<c>{value}</c>"] * 20) for at in range(1, rows + 1))


BOMBS = {
    "shared texts": (lambda: book(Sheet(LINE), strings="<si><t/></si>" * 2_000_000), "caben"),
    "styles": (lambda: book(Sheet(LINE), styles=f"<cellXfs>{'<xf/>' * 1_000_000}</cellXfs>"), "1000000 estilos"),
    "sheets": (lambda: book(Sheet(LINE), workbook=f"<x>{'<sheet/>' * 5_000}</x>"), "tiene 5001 hojas"),
    "cells": (lambda: book(Sheet(many(10_500))), "es demasiado grande"),
    "cells of many sheets": (
        lambda: book(*[Sheet(row(1, *['<c t="s"><v>0</v></c>'] * 200), name=f"H{at}") for at in range(3)], strings=LONG),
        "«H2»: es demasiado grande",
    ),
    "merges": (lambda: book(Sheet(many(2_000), after=f"<mergeCells>{MERGE * 100_000}</mergeCells>")), "es demasiado grande"),
    "a cell at the end": (lambda: book(Sheet(LINE + row(1_048_576, number("A1048576", 1)))), "es demasiado grande"),
    "a cell far to the right": (lambda: book(Sheet(row(1, number("XFD1", 1)))), "es demasiado grande"),
    "cells far to the right": (
        lambda: book(Sheet("".join(row(at, number(f"IV{at}", 1)) for at in range(1, 1_000)))), "es demasiado grande",
    ),
    "a comment at the end": (lambda: book(Sheet(LINE, comments=note("XFD1048576", "x"))), "es demasiado grande"),
    "one text in every cell": (
        lambda: book(Sheet("".join(row(at, *['<c t="s"><v>0</v></c>'] * 20) for at in range(1, 15_000))), strings="<si><t>" + "a\n" * 15_000 + "</t></si>"),
        "es demasiado grande",
    ),
    "a huge text": (lambda: book(Sheet(row(1, cell("A1", "x" * 40_000)))), "40000 letras"),
    "elements without end": (lambda: book(Sheet(before="<a/>" * 2_500_000)), "etiquetas"),
    "elements in elements": (lambda: book(Sheet(before="<a>" * 900_000 + "</a>" * 900_000)), "dañado"),
    "attributes without end": (lambda: book(Sheet(before="<a " + " ".join(f'b{at}=""' for at in range(900_000)) + "/>")), "dañado"),
    "a code of nothing but per cents": (
        lambda: book(Sheet(row(1, number("A1", 5, style=1))), styles=f"<numFmts><numFmt numFmtId='170' formatCode='{'%' * 200}0'/></numFmts><cellXfs><xf/><xf numFmtId='170'/></cellXfs>"),
        "dañado",
    ),
    "old shapes": (lambda: book(Sheet(LINE, more={"v.vml": ("vmlDrawing", "<v:shape><v:textbox>" * 100_000)})), "2 piezas"),
    "a code without end": (
        lambda: book(Sheet(many(300).replace("<c>", '<c s="1">')), styles=f"<numFmts><numFmt numFmtId='170' formatCode='{'[x]' * 100_000}0'/></numFmts><cellXfs><xf/><xf numFmtId='170'/></cellXfs>"),
        "6000 piezas",
    ),
    "attributes with ends in them": (
        lambda: book(Sheet(before="<a " + " ".join(f'b{at}=">"' for at in range(200_000)) + "/>")), "dañado",
    ),
    "a row of elements": (lambda: book(Sheet(row(1, "<a/>" * 300_000) + LINE.replace('r="1"', 'r="2"'))), ""),
    "twice in one place": (lambda: book(Sheet(row(1, cell("A1", "a"), cell("A1", "b")))), "dañado"),
    "a text that is not there": (lambda: book(Sheet(row(1, '<c t="s"><v>99999999</v></c>'))), "dañado"),
    "a text before the first": (lambda: book(Sheet(row(1, '<c t="s"><v>-1</v></c>')), strings="<si><t>a</t></si>"), "dañado"),
    "a number that is none": (lambda: book(Sheet(row(1, "<c><v>seis</v></c>"))), "dañado"),
    "a place that is none": (lambda: book(Sheet(row(1, number("1A", 1)))), "dañado"),
    "no content type": (lambda: book(Sheet(LINE), types="<Types/>"), "dañado"),
    "XML that ends early": (lambda: book(Sheet("<row><c")), "dañado"),
    "days beyond the calendar": (
        lambda: book(Sheet(row(1, number("A1", "1e300", style=1), number("B1", "-1e9", style=1), number("C1", "nan", style=1))), styles='<cellXfs><xf/><xf numFmtId="14"/></cellXfs>'), "",
    ),
}  # fmt: skip


HEAVY = {
    "old shapes", "a code without end",
    "shared texts", "styles", "cells", "merges", "cells far to the right", "one text in every cell", "a row of elements",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(BOMBS.keys() - HEAVY))
def test_what_is_beyond_a_plan_is_a_sentence_at_once(name: str) -> None:
    make, said = BOMBS[name]
    content = make()
    expected = pytest.raises(UnreadableError, match=said) if said else nullcontext()

    def reading() -> None:
        with expected:
            sheets.read(content)

    assert seconds(reading) < 5


@pytest.mark.programas
@pytest.mark.parametrize("name", sorted(HEAVY))
def test_what_is_far_beyond_a_plan_is_a_sentence_and_fills_no_memory(name: str) -> None:
    make, said = BOMBS[name]
    shown, taken, mebibytes = measured("xlsx", make())
    assert said in shown
    assert (taken < 5, mebibytes < 300) == (True, True), (taken, mebibytes)


def resaved(folder: Path, content: bytes, kind: str = "xlsx") -> bytes:
    """A workbook opened and saved again by LibreOffice."""
    (folder / "a.xlsx").write_bytes(content)
    call = [program("soffice"), f"-env:UserInstallation={(folder / 'perfil').as_uri()}", "--headless"]
    subprocess.run(
        [*call, "--convert-to", kind, "--outdir", folder / "otra", folder / "a.xlsx"],
        check=True,
        capture_output=True,
    )
    return (folder / "otra" / f"a.{kind}").read_bytes()


@pytest.mark.programas
@pytest.mark.parametrize("name", ["matriz", "pendientes"])
def test_papers_saved_again_by_libreoffice_say_the_same(tmp_path: Path, name: str) -> None:
    for content in made(read(SEED), name, "xlsx").values():
        again = resaved(tmp_path, content)
        assert texts(sheets.read(again)) == texts(sheets.read(content))
        assert read_words(sheets.read(again)) == read_words(sheets.read(content))


@pytest.mark.programas
def test_what_libreoffice_writes_is_read_as_what_excel_writes(tmp_path: Path) -> None:
    content = book(
        Sheet(
            row(
                1,
                cell("A1", "uno", style=1),
                cell("B1", " vivo", more="<r><rPr><strike/></rPr><t>muerto</t></r>"),
            )
            + row(2, number("A2", 6, style=2), cell("B2", "unida"))
            + row(3, cell("A3", "tres")),
            after='<mergeCells><mergeCell ref="B2:B3"/></mergeCells>',
            comments=note("A1", "nota"),
        ),
        Sheet(LINE, name="Oculta", state="hidden"),
        styles='<numFmts><numFmt numFmtId="170" formatCode="0&quot; meses&quot;"/></numFmts><fonts><font/><font><strike/></font></fonts>'
        '<cellXfs><xf/><xf fontId="1"/><xf numFmtId="170"/></cellXfs>',
    )
    document = sheets.read(resaved(tmp_path, content))
    assert texts(document) == [["", " vivo".strip()], ["6 meses", "unida"], ["tres", "unida"]]
    marked = {
        (piece.text, *(mark.name for mark in piece.marks)) for piece in document.pieces() if piece.marks
    }
    assert marked >= {
        ("uno", "STRUCK"),
        ("muerto", "STRUCK"),
        ("nota", "COMMENT"),
        ("uno", "SHEET"),
        ("dos", "SHEET"),
    }


@pytest.mark.programas
def test_a_paper_of_3000_actions_saved_again_by_libreoffice_is_within_the_bounds(tmp_path: Path) -> None:
    content = xlsx.write(with_texts(*(f"Acción número {at}, con su texto." for at in range(3_000))), Papel.A4)
    assert isinstance(content, bytes)
    (table, *_) = sheets.read(resaved(tmp_path, content)).tables
    assert len(table.rows) == 3_001
