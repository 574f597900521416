"""Word, read from its own XML: every word in a piece, with the marks that a reader of the page sees."""

import contextlib
import io
import itertools
import re
from collections import Counter

import pytest
from docx import Document as WordDocument
from helpers.calls import EJEMPLO, SEED
from helpers.packages import (
    cell,
    found,
    letters_in,
    letters_of,
    marks,
    only_table,
    paragraph,
    row,
    run,
    shown,
    table,
    word_file,
    zipped,
)
from helpers.papers import made
from helpers.papers import read as plan_of
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.importers.office.word import read
from rutaplan.importers.pieces import Mark, UnreadableError, words

STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="character" w:styleId="Raya"><w:name w:val="Raya"/><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Nieta"><w:name w:val="Nieta"/><w:basedOn w:val="Raya"/></w:style>'
    '<w:style w:type="character" w:styleId="Sana"><w:name w:val="Sana"/><w:basedOn w:val="Raya"/>'
    '<w:rPr><w:strike w:val="0"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Vieja"><w:name w:val="Vieja"/><w:rPr><w:dstrike/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Muda"><w:name w:val="Muda"/><w:basedOn w:val="Secreta"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Secreta"><w:name w:val="Secreta"/><w:basedOn w:val="Muda"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style>"
    '<w:style w:type="character" w:styleId="Relleno"><w:name w:val="Placeholder Text"/></w:style>'
    '<w:style w:type="character" w:styleId="Ll1"><w:name w:val="Llamada de nota"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Item"><w:name w:val="Item"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)
BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx>"
    "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox>"
    "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
NESTED = table(row(cell(paragraph(run("{}"))), cell(paragraph(run("otra")))))
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
CHOICES = '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="no"/><w:listEntry w:val="palabra"/></w:ddList></w:ffData>'
CHART = "<c:chart><c:title><a:p><a:r><a:t>palabra</a:t></a:r></a:p></c:title><c:pt><c:v>Honduras</c:v></c:pt></c:chart>"
REF = '<w:r><w:drawing><c:chart r:id="{}.xml"/></w:drawing></w:r>'
PALABRA = run("palabra")

# In a paragraph between two words: what is written there, and the marks of «palabra», none where it is live text.
INLINE: dict[str, tuple[str, frozenset[Mark]]] = {
    "a run": (PALABRA, marks()),
    "bold": (run("palabra", "<w:b/>"), marks()),
    "struck": (run("palabra", "<w:strike/>"), marks(Mark.STRUCK)),
    "struck twice": (run("palabra", "<w:dstrike/>"), marks(Mark.STRUCK)),
    "not struck, said": (run("palabra", '<w:strike w:val="false"/>'), marks()),
    "struck by a style": (run("palabra", '<w:rStyle w:val="Raya"/>'), marks(Mark.STRUCK)),
    "struck by what a style is based on": (run("palabra", '<w:rStyle w:val="Nieta"/>'), marks(Mark.STRUCK)),
    "a style that takes it away": (run("palabra", '<w:rStyle w:val="Sana"/>'), marks()),
    "taken away by hand": (run("palabra", '<w:rStyle w:val="Raya"/><w:strike w:val="0"/>'), marks()),
    "hidden": (run("palabra", "<w:vanish/>"), marks(Mark.HIDDEN)),
    "hidden on the web": (run("palabra", "<w:webHidden/>"), marks(Mark.HIDDEN)),
    "struck before it was changed": (run("palabra", "<w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange>"), marks()),
    "the number of a note": (run("palabra", '<w:rStyle w:val="Ll1"/>'), marks(Mark.NOTE)),
    "inserted": (f"<w:ins>{PALABRA}</w:ins>", marks(Mark.INSERTED)),
    "moved here": (f"<w:moveTo>{PALABRA}</w:moveTo>", marks(Mark.INSERTED)),
    "deleted": ("<w:del><w:r><w:delText>palabra</w:delText></w:r></w:del>", marks(Mark.DELETED)),
    "moved away": (f"<w:moveFrom>{PALABRA}</w:moveFrom>", marks(Mark.DELETED)),
    "inserted, then struck": (f"<w:ins>{run('palabra', '<w:strike/>')}</w:ins>", marks(Mark.INSERTED, Mark.STRUCK)),
    "a control": (f"<w:sdt><w:sdtPr/><w:sdtContent>{PALABRA}</w:sdtContent></w:sdt>", marks()),
    "the text of an empty control": (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{PALABRA}</w:sdtContent></w:sdt>", marks(Mark.PLACEHOLDER),
    ),
    "the style of an empty control": (run("palabra", '<w:rStyle w:val="Relleno"/>'), marks(Mark.PLACEHOLDER)),
    "a link": (f"<w:hyperlink>{PALABRA}</w:hyperlink>", marks()),
    "a smart tag": (f"<w:smartTag>{PALABRA}</w:smartTag>", marks()),
    "custom XML": (f"<w:customXml>{PALABRA}</w:customXml>", marks()),
    "a simple field": (f'<w:fldSimple w:instr="MERGEFIELD x">{PALABRA}</w:fldSimple>', marks()),
    "the result of a field": (FIELD.format(data="", code="REF x", result=PALABRA), marks()),
    "the result inside the code of another": (
        FIELD.format(data="", code="IF ", result="").replace("</w:instrText></w:r>", f"</w:instrText></w:r>{FIELD.format(data='', code='REF x', result=PALABRA)}", 1),
        marks(Mark.HIDDEN),
    ),
    "the choice of an old list": (FIELD.format(data=CHOICES, code="FORMDROPDOWN", result=""), marks()),
    "a button to write at": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>MACROBUTTON NoMacro palabra</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
        marks(Mark.PLACEHOLDER),
    ),
    "an equation": ("<m:oMath><m:r><m:t>palabra</m:t></m:r></m:oMath>", marks()),
    "a fraction": ("<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>palabra</m:t></m:r></m:den></m:f></m:oMath>", marks()),
    "another direction": (f"<w:bdo>{PALABRA}</w:bdo><w:dir/>", marks()),
    "ruby": (f"<w:r><w:ruby><w:rt>{run('guía')}</w:rt><w:rubyBase>{PALABRA}</w:rubyBase></w:ruby></w:r>", marks()),
    "alternative text": ('<w:r><w:drawing><wp:docPr id="1" descr="palabra"/><pic:cNvPr descr="palabra"/></w:drawing></w:r>', marks(Mark.ALTERNATIVE)),
    "the title of a picture": ('<w:r><w:drawing><wp:docPr id="1" title="palabra"/></w:drawing></w:r>', marks(Mark.ALTERNATIVE)),
    "an old shape": ('<w:r><w:pict><v:shape alt="palabra"/></w:pict></w:r>', marks(Mark.ALTERNATIVE)),
    "WordArt": ('<w:r><w:pict><v:shape><v:textpath string="palabra"/></v:shape></w:pict></w:r>', marks(Mark.BOX)),
    "a text box": (BOX.format(paragraph(PALABRA)), marks(Mark.BOX)),
    "letters in a drawing": ("<w:r><w:drawing><a:txBody><a:p><a:r><a:t>palabra</a:t></a:r></a:p></a:txBody></w:drawing></w:r>", marks(Mark.BOX)),
    "struck in a text box": (BOX.format(paragraph(run("palabra", "<w:strike/>"))), marks(Mark.BOX, Mark.STRUCK)),
    "a comment": ('<w:r><w:commentReference w:id="1"/></w:r>', marks(Mark.COMMENT)),
    "a footnote": ('<w:r><w:footnoteReference w:id="2"/></w:r>', marks(Mark.NOTE)),
    "an endnote": ('<w:r><w:endnoteReference w:id="2"/></w:r>', marks(Mark.NOTE)),
    "a chart": (REF.format("chart"), marks(Mark.EMBEDDED)),
    "a diagram": ('<w:r><w:drawing><dgm:relIds r:dm="diagramData.xml"/></w:drawing></w:r>', marks(Mark.EMBEDDED)),
    "a workbook inside": ('<w:r><w:object><o:OLEObject r:id="package.bin"/></w:object></w:r>', marks(Mark.EMBEDDED)),
    "a workbook with its texts in place": ('<w:r><w:object><o:OLEObject r:id="package.bin"/></w:object></w:r>', marks(Mark.EMBEDDED)),
    "a page inside": ('<w:altChunk r:id="aFChunk.bin"/>', marks(Mark.EMBEDDED)),
}  # fmt: skip
PARTS: dict[str, dict[str, str | bytes]] = {
    "a comment": {"comments": f'<w:comment w:id="1" w:author="Ana Ejemplo" w:initials="AE">{paragraph(PALABRA)}</w:comment>'},
    "a footnote": {"footnotes": f'<w:footnote w:id="0" w:type="separator"/><w:footnote w:id="2">{paragraph(PALABRA)}</w:footnote>'},
    "an endnote": {"endnotes": f'<w:endnote w:id="2">{paragraph(PALABRA)}</w:endnote>'},
    "a chart": {"chart": CHART},
    "a diagram": {"diagramData": "<dgm:pt><dgm:t><a:p><a:r><a:t>palabra</a:t></a:r></a:p></dgm:t></dgm:pt>"},
    "a workbook inside": {"package": zipped({"xl/sharedStrings.xml": "<sst><si><t>palabra</t></si></sst>", "[Content_Types].xml": "<Types/>"})},
    "a workbook with its texts in place": {"package": zipped({"xl/worksheets/hoja.xml": "<row><c><is><t>palabra</t></is></c></row>", "[Content_Types].xml": "<Types/>"})},
    "a page inside": {"aFChunk": b"<html><body><p>palabra</p></body></html>"},
}  # fmt: skip


@pytest.mark.parametrize("kind", INLINE)
@pytest.mark.parametrize("within", ["a paragraph", "a cell"])
def test_each_kind_of_word_is_in_a_piece_with_its_mark(kind: str, within: str) -> None:
    xml, wanted = INLINE[kind]
    body = paragraph(run("antes "), xml, run(" después"))
    if within == "a cell":
        body = table(row(cell(body), cell(paragraph(run("al lado")))))
    document = read(word_file(body, styles=STYLES, **PARTS.get(kind, {})))
    (piece,) = found(document, "palabra")
    assert piece.marks == wanted
    place = "párrafo 1" if within == "a paragraph" else "tabla 1, fila 1, columna 1"
    assert place in piece.place or Mark.BOX in wanted
    (live,) = found(document, "antes")
    assert live.text.startswith("antes")
    assert live.text.endswith("después")
    if not wanted - {Mark.INSERTED}:
        assert piece is live
        assert live.place == place
    elif Mark.BOX not in wanted:
        assert live.text == "antes  después"
        assert live.marks == marks()
    assert "Ana Ejemplo" not in str([*document.pieces()])


@pytest.mark.parametrize(
    ("style", "wanted"), [("Vieja", Mark.STRUCK), ("Muda", Mark.HIDDEN), ("Secreta", Mark.HIDDEN)]
)
def test_a_style_of_the_paragraph_marks_all_of_it(style: str, wanted: Mark) -> None:
    both = paragraph(run("palabra"), properties=f'<w:pStyle w:val="{style}"/>')
    (piece,) = found(read(word_file(both, styles=STYLES)), "palabra")
    assert piece.marks == {wanted}


def test_what_two_styles_strike_is_not_struck() -> None:
    """As Word shows it: such a property of a style is a switch."""
    styles = STYLES.replace("<w:dstrike/>", "<w:strike/>")
    both = paragraph(run("palabra", '<w:rStyle w:val="Raya"/>'), properties='<w:pStyle w:val="Vieja"/>')
    (piece,) = found(read(word_file(both, styles=styles)), "palabra")
    assert piece.marks == marks()


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:br/>", "uno\ndos"),
        ("<w:cr/>", "uno\ndos"),
        ('<w:br w:type="page"/>', "uno\ndos"),
        ("<w:tab/>", "uno dos"),
        ("<w:ptab/>", "uno dos"),
        ("<w:noBreakHyphen/>", "uno-dos"),
        ("<w:softHyphen/>", "uno\xaddos"),
        ("<w:lastRenderedPageBreak/>", "unodos"),
        ('<w:sym w:font="Wingdings" w:char="F0FE"/>', "uno☒dos"),
        ('<w:sym w:font="Symbol" w:char="F0B7"/>', "uno\uf0b7dos"),
        ('<w:sym w:font="Symbol" w:char="zz"/>', "unodos"),
    ],
)
def test_what_stands_between_words_stays_what_it_is(xml: str, text: str) -> None:
    body = paragraph(run("uno"), f"<w:r>{xml}</w:r>", run("dos"), properties="<w:tabs><w:tab/></w:tabs>")
    assert shown(read(word_file(body))) == [text]


@pytest.mark.parametrize("state", ["1", "0"])
@pytest.mark.parametrize("kind", ["control", "old form"])
def test_a_check_box_gives_its_state(kind: str, state: str) -> None:
    xml = (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>?</w:t></w:r></w:sdtContent></w:sdt>"
        if kind == "control"
        else FIELD.format(
            data=f'<w:ffData><w:checkBox><w:default w:val="{state}"/></w:checkBox></w:ffData>',
            code="FORMCHECKBOX",
            result="",
        )
    )
    assert shown(read(word_file(paragraph(xml, run(" Autorizo"))))) == [
        f"{'☒' if state == '1' else '☐'} Autorizo"
    ]


def test_pages_come_before_and_after_and_notes_that_nothing_leads_to_at_the_end() -> None:
    document = read(
        word_file(
            paragraph(run("cuerpo")),
            header=paragraph(run("GRUPO 1: RETORNO")) + table(row(cell(paragraph(run("lema"))))),
            footer=paragraph(run("Página 1")),
            comments=f'<w:comment w:id="7">{paragraph(run("suelto"))}</w:comment>',
            chart=CHART,
        )
    )
    assert [(piece.place, piece.text, piece.marks) for piece in document.pieces()] == [
        ("encabezado de página, párrafo 1", "GRUPO 1: RETORNO", {Mark.HEADER}),
        ("encabezado de página, tabla 1, fila 1, columna 1", "lema", {Mark.HEADER}),
        ("párrafo 1", "cuerpo", set()),
        ("pie de página, párrafo 1", "Página 1", {Mark.FOOTER}),
        ("comentario", "suelto", {Mark.COMMENT}),
        ("objeto incrustado, párrafo 1", "palabra", {Mark.EMBEDDED}),
        ("objeto incrustado, párrafo 2", "Honduras", {Mark.EMBEDDED}),
    ]


def test_a_workbook_inside_without_words_tells_its_figures() -> None:
    inside = zipped(
        {"xl/worksheets/hoja.xml": "<row><c><v>7</v></c></row>", "[Content_Types].xml": "<Types/>"}
    )
    _, piece = read(word_file(paragraph(run("texto")), package=inside)).pieces()
    assert (piece.text, piece.marks) == ("7", {Mark.EMBEDDED})


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    inside = (
        paragraph(run("primero")) + table(row(cell(paragraph(run("en tabla"))))) + paragraph(run("último"))
    )
    document = read(word_file(paragraph(run("ancla"), BOX.format(inside)) + paragraph(run("sigue"))))
    assert [(piece.place, piece.text) for piece in document.pieces()] == [
        ("párrafo 1", "ancla"),
        ("cuadro de texto 1, párrafo 1", "primero"),
        ("cuadro de texto 1, tabla 1, fila 1, columna 1", "en tabla"),
        ("cuadro de texto 1, párrafo 2", "último"),
        ("párrafo 2", "sigue"),
    ]


def test_a_cell_of_several_paragraphs_says_which() -> None:
    inside = cell(
        paragraph(run("uno")), "<w:p/>", paragraph(run("dos"), '<w:r><w:commentReference w:id="1"/></w:r>')
    )
    comments = f'<w:comment w:id="1">{paragraph(run("mejor tres"))}</w:comment>'
    document = read(word_file(table(row(inside)), comments=comments))
    assert [(piece.place, piece.text) for piece in document.pieces()] == [
        ("tabla 1, fila 1, columna 1, párrafo 1", "uno"),
        ("tabla 1, fila 1, columna 1, párrafo 2", "dos"),
        ("comentario en tabla 1, fila 1, columna 1, párrafo 2", "mejor tres"),
    ]


def test_a_merged_cell_stands_wherever_it_covers_and_counts_once() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    document = read(
        word_file(
            table(
                row(cell(paragraph(run("ancha")), properties='<w:gridSpan w:val="2"/>'), cell(paragraph(run("6")), properties=down)),
                row(cell(paragraph(run("a"))), cell(paragraph(run("b"))), cell(paragraph(run("tapado")), properties=on)),
                row(cell(paragraph(run("c"))), properties='<w:gridBefore w:val="1"/>'),
            )
        )
    )  # fmt: skip
    assert shown(document) == [[["ancha", "ancha", "6"], ["a", "b", "6"], ["", "c"]]]
    rows = only_table(document).rows
    assert rows[0][0] is rows[0][1]
    assert rows[0][2] is rows[1][2]
    assert (rows[0][2].rows, rows[0][0].rows, rows[0][2].place) == (2, 1, "tabla 1, fila 1, columna 3")
    (hidden,) = found(document, "tapado")
    assert hidden.marks == {Mark.HIDDEN}
    assert len(found(document, "6")) == 1


@pytest.mark.parametrize("digits", ["9" * 9, "9" * 5_000])
def test_a_cell_over_more_columns_than_can_be_counted_is_refused(digits: str) -> None:
    wide = cell(paragraph(run("6")), properties=f'<w:gridSpan w:val="{digits}"/>')
    with pytest.raises(UnreadableError, match="demasiadas columnas"):
        read(word_file(table(row(wide))))


@pytest.mark.parametrize("around", ["{}", "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"])
def test_changed_rows_stay_with_what_they_held_aside(around: str) -> None:
    rows = [row(cell(paragraph(run("6"))), properties=each) for each in ("", "<w:del/>", "<w:ins/>")]
    rows[1] = around.format(rows[1])
    document = read(word_file(table(*rows)))
    assert shown(document) == [[["6"], [""], ["6"]]]
    assert [piece.marks for piece in found(document, "6")] == [set(), {Mark.DELETED}, {Mark.INSERTED}]


def test_a_table_inside_a_cell_is_aside_of_it_and_names_each_cell() -> None:
    document = read(word_file(table(row(cell(paragraph(run("OIM")), NESTED.format("ACNUR"), "<w:p/>")))))
    assert shown(document) == [[["OIM"]]]
    assert [(piece.place, piece.text, piece.marks) for piece in document.tables[0].rows[0][0].aside] == [
        ("tabla 1, fila 1, columna 1, tabla interior, fila 1, columna 1", "ACNUR", {Mark.NESTED}),
        ("tabla 1, fila 1, columna 1, tabla interior, fila 1, columna 2", "otra", {Mark.NESTED}),
    ]


def test_two_paragraphs_whose_mark_between_was_deleted_are_one() -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    body = (
        paragraph(run("Abrir una "), properties=gone)
        + paragraph(run("ventanilla."))
        + paragraph(run("Otra."))
    )
    document = read(word_file(body))
    assert shown(document) == ["Abrir una ventanilla.", "Otra."]
    assert found(document, "Abrir")[0].marks == {Mark.INSERTED}
    assert found(document, "Otra")[0].marks == marks()


LEVEL = '<w:lvl w:ilvl="{}"><w:start w:val="{}"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + LEVEL.format(0, 1, "decimal", "%1.") + LEVEL.format(1, 1, "lowerLetter", "%2)") + LEVEL.format(2, 1, "bullet", "•")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="5">' + LEVEL.format(0, 1, "decimal", "GRUPO %1:") + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>'
    '<w:num w:numId="5"><w:abstractNumId w:val="5"/></w:num>'
)  # fmt: skip


def test_lists_count_as_they_are_printed() -> None:
    def item(text: str, num: int, level: int = 0) -> str:
        return paragraph(
            run(text), properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
        )

    body = [
        item("a", 1), item("b", 1, 1), item("c", 1, 1), item("d", 1, 2), item("e", 1), item("f", 1, 1),
        paragraph(run("g"), properties='<w:pStyle w:val="Item"/>'),
        paragraph(run("h"), properties='<w:pStyle w:val="Item"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
        item("i", 2), item("j", 2), item("RETORNO", 5), paragraph(run("k")),
        paragraph("<w:del><w:r><w:delText>l</w:delText></w:r></w:del>", properties='<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>'),
        item("m", 1),
    ]  # fmt: skip
    document = read(word_file("".join(body), styles=STYLES, numbering=NUMBERING))
    assert [(each.text, each.number, each.level) for each in document.pieces() if Mark.DELETED not in each.marks] == [
        ("a", 1, 1), ("b", 1, 2), ("c", 2, 2), ("d", 0, 3), ("e", 2, 1), ("f", 1, 2), ("g", 3, 1), ("h", 0, 0),
        ("i", 4, 1), ("j", 5, 1), ("GRUPO 1: RETORNO", 1, 1), ("k", 0, 0), ("m", 6, 1),
    ]  # fmt: skip


def test_strict_documents_and_parts_of_any_name_are_read() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    content = word_file("<x/>")
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
        'Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/word/otro2.xml"/>'
        "</Relationships>"
    )
    main = f'<document xmlns="{strict}"><body><p><r><t>Hola</t></r></p></body></document>'
    types = '<Types><Override PartName="/word/otro2.xml" ContentType="x.wordprocessingml.y"/></Types>'
    assert content
    file = zipped({"[Content_Types].xml": types, "_rels/.rels": relations, "word/otro2.xml": main})
    assert shown(read(file)) == ["Hola"]


@pytest.mark.parametrize("name", ["matriz", "consolidada", "pendientes", "formulario", "plenaria"])
@pytest.mark.parametrize("data", [SEED, EJEMPLO])
def test_our_own_papers_are_read_to_the_last_letter(data: object, name: str) -> None:
    for content in made(plan_of(data), name, "docx").values():
        document = read(content)
        assert not letters_in(content) - letters_of(document)
        assert document.tables or name == "plenaria"


# ---- Whatever is in a document

WORD = re.compile(r"p\d+x")
NEW = itertools.count()
FRAGMENTS = [xml for kind, (xml, _) in INLINE.items() if kind not in PARTS and "palabra" in xml]


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    runs = draw(st.lists(st.sampled_from(FRAGMENTS), max_size=4))
    style = draw(st.sampled_from(["Normal", "Vieja", "Muda", "Item", "ninguno"]))
    mark = draw(st.sampled_from(["", "<w:rPr><w:del/></w:rPr>"]))
    texts = [each.replace("palabra", f" p{next(NEW)}x ") for each in runs]
    return paragraph(*texts, properties=f'<w:pStyle w:val="{style}"/>{mark}')


@st.composite
def tables(draw: st.DrawFn, content: st.SearchStrategy[str]) -> str:
    def made_cell() -> str:
        span = draw(st.sampled_from(["", '<w:gridSpan w:val="2"/>']))
        merge = draw(
            st.sampled_from(["", '<w:vMerge w:val="restart"/>', "<w:vMerge/>", "<w:hMerge/>", "<w:cellDel/>"])
        )
        return cell(*draw(st.lists(content, max_size=3)), properties=span + merge)

    def made_row() -> str:
        properties = draw(
            st.sampled_from(["", "<w:del/>", "<w:ins/>", "<w:hidden/>", '<w:gridBefore w:val="2"/>'])
        )
        return row(*(made_cell() for _ in range(draw(st.integers(0, 3)))), properties=properties)

    return table(*(made_row() for _ in range(draw(st.integers(0, 3)))))


BLOCKS = st.recursive(paragraphs(), tables, max_leaves=8)


@given(st.lists(BLOCKS, max_size=6), st.lists(BLOCKS, max_size=2), st.lists(BLOCKS, max_size=2))
def test_no_letter_of_a_document_is_lost(body: list[str], page: list[str], note: list[str]) -> None:
    content = word_file(
        "".join(body) + paragraph('<w:r><w:footnoteReference w:id="1"/></w:r>'),
        styles=STYLES,
        header="".join(page),
        footnotes=f'<w:footnote w:id="1">{"".join(note)}</w:footnote>',
    )
    document = read(content)
    pieces = [*document.pieces()]
    assert len({id(piece) for piece in pieces}) == len(pieces)
    assert not letters_in(content) - letters_of(document)
    assert all(piece.place for piece in pieces)
    counted = Counter(word for piece in pieces for word in words(piece.text) if WORD.fullmatch(word))
    assert counted == Counter(set(WORD.findall(str((body, page, note)))))


@given(st.data())
def test_a_damaged_document_is_read_or_refused(data: st.DataObject) -> None:
    """Whatever is turned, cut or repeated in its XML: a document or a sentence, and nothing else."""
    body = table(row(cell(paragraph(*FRAGMENTS[:8])), cell(NESTED))) + paragraph(*FRAGMENTS)
    xml = bytearray(body.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(xml) - 1))
        end = at + data.draw(st.integers(0, 200))
        new = data.draw(
            st.sampled_from(
                [b"", b"<w:p>", b"</w:tc>", b"<w:tbl/>", b"\0", b"&x;", b"9" * 30, bytes(xml[at:end])]
            )
        )
        xml[at : at + data.draw(st.integers(0, 30))] = new
    with contextlib.suppress(UnreadableError):
        document = read(word_file(xml.decode("utf-8", "replace"), styles=STYLES, **PARTS["a chart"]))
        assert all(piece.place for piece in document.pieces())


def test_python_docx_sees_no_word_that_we_do_not() -> None:
    document = WordDocument()
    document.add_heading("Título", 1)
    document.add_paragraph("Una", style="List Number")
    document.add_paragraph("Otra", style="List Number")
    made_table = document.add_table(2, 2)
    made_table.cell(0, 0).merge(made_table.cell(0, 1)).text = "junta"
    document.sections[0].header.paragraphs[0].text = "arriba"
    stream = io.BytesIO()
    document.save(stream)
    content = read(stream.getvalue())
    assert [piece.text for piece in content.pieces() if piece.text] == [
        "arriba",
        "Título",
        "Una",
        "Otra",
        "junta",
    ]
    assert [piece.number for piece in content.pieces() if piece.level] == [1, 2]


@pytest.mark.parametrize(
    ("properties", "seen"),
    [
        ('<w:vertAlign w:val="superscript"/>', "6²"), ('<w:rStyle w:val="N2"/>', "6²"), ('<w:position w:val="6"/>', "6²"),
        ('<w:position w:val="-6"/>', "62"), ('<w:vertAlign w:val="subscript"/>', "62"),
    ],
)  # fmt: skip
def test_a_figure_that_a_style_raises_is_no_part_of_a_number(properties: str, seen: str) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="N"><w:name w:val="Nota"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="N2"><w:basedOn w:val="N"/></w:style>'
    )
    assert shown(read(word_file(paragraph(run("6"), run("2", properties)), styles=styles))) == [seen]
