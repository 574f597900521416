"""LibreOffice's texts and workbooks: the same promises as Word and Excel, and the same words."""

import contextlib
from pathlib import Path

import pytest
from helpers.calls import SEED
from helpers.packages import (
    found,
    letters_of,
    marks,
    only_table,
    open_file,
    open_letters_in,
    saved_again,
    shown,
)
from helpers.papers import made
from helpers.papers import read as plan_of
from helpers.reach import each_with_each
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.importers.office import sheets, word
from rutaplan.importers.office.opendocument import read
from rutaplan.importers.pieces import Document, Mark, Table, UnreadableError, words

STYLES = (
    '<style:style style:name="Raya" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="Nieta" style:family="text" style:parent-style-name="Raya"/>'
    '<style:style style:name="Sana" style:family="text" style:parent-style-name="Raya">'
    '<style:text-properties style:text-line-through-style="none"/></style:style>'
    '<style:style style:name="Secreta" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="Placeholder_20_Text" style:family="text"/>'
    '<style:style style:name="T9" style:family="text" style:parent-style-name="Llamada_20_de_20_nota"/>'
    '<style:style style:name="Llamada_20_de_20_nota" style:display-name="Llamada de nota" style:family="text"/>'
    '<style:style style:name="Vieja" style:family="paragraph"><style:text-properties style:text-line-through-type="single"/></style:style>'
    '<style:style style:name="Tachada" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="Oculta" style:family="table"><style:table-properties table:display="false"/></style:style>'
    '<style:style style:name="Vista" style:family="table" style:master-page-name="Hoja"/>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/>'
    '<text:list-level-style-bullet text:level="2" text:bullet-char="•"/></text:list-style>'
)
CHANGES = (
    '<text:tracked-changes><text:changed-region text:id="c1"><text:insertion/></text:changed-region>'
    '<text:changed-region text:id="c2"><text:deletion><office:change-info><dc:creator>Ana Ejemplo</dc:creator>'
    "</office:change-info><text:p>palabra</text:p></text:deletion></text:changed-region></text:tracked-changes>"
)
FORM = (
    '<office:forms><form:form><form:checkbox form:id="k1" form:label="palabra" form:current-state="checked"/>'
    '<form:listbox form:id="k2"><form:option form:label="no"/><form:option form:label="palabra" form:current-selected="true"/></form:listbox>'
    "</form:form></office:forms>"
)
CHOICES = (
    '<field:fieldmark field:type="vnd.oasis.opendocument.field.FORMDROPDOWN"><field:param field:name="Dropdown_ListEntry" field:value="no"/>'
    '<field:param field:name="Dropdown_ListEntry" field:value="palabra"/><field:param field:name="Dropdown_Selected" field:value="1"/></field:fieldmark>'
)


def span(style: str) -> str:
    return f'<text:span text:style-name="{style}">palabra</text:span>'


INLINE: dict[str, tuple[str, frozenset[Mark]]] = {
    "text": ("palabra", marks()),
    "a span": (span("Otra"), marks()),
    "struck": (span("Raya"), marks(Mark.STRUCK)),
    "struck by what a style is based on": (span("Nieta"), marks(Mark.STRUCK)),
    "a style that takes it away": (span("Sana"), marks()),
    "hidden": (span("Secreta"), marks(Mark.HIDDEN)),
    "the number of a note": (span("T9"), marks(Mark.NOTE)),
    "the style of an empty control": (span("Placeholder_20_Text"), marks(Mark.PLACEHOLDER)),
    "a placeholder": ("<text:placeholder>palabra</text:placeholder>", marks(Mark.PLACEHOLDER)),
    "an empty control": ('<loext:content-control loext:showing-place-holder="true">palabra</loext:content-control>', marks(Mark.PLACEHOLDER)),
    "a control": ("<loext:content-control>palabra</loext:content-control>", marks()),
    "hidden text": ("<text:hidden-text>palabra</text:hidden-text>", marks(Mark.HIDDEN)),
    "a link": ("<text:a>palabra</text:a>", marks()),
    "a field": ("<text:user-field-get>palabra</text:user-field-get>", marks()),
    "a list to choose from": ('<text:drop-down><text:label text:value="no"/>palabra</text:drop-down>', marks()),
    "a list of the old forms": (
        CHOICES,
        marks(),
    ),
    "a box of a form": ('<draw:control draw:control="k1"/>', marks()),
    "a list of a form": ('<draw:control draw:control="k2"/>', marks()),
    "inserted": ('<text:change-start text:change-id="c1"/>palabra<text:change-end text:change-id="c1"/>', marks(Mark.INSERTED)),
    "deleted": ('<text:change text:change-id="c2"/>', marks(Mark.DELETED)),
    "a comment": ("<office:annotation><dc:creator>Ana Ejemplo</dc:creator><text:p>palabra</text:p></office:annotation>", marks(Mark.COMMENT)),
    "a footnote": ('<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>palabra</text:p></text:note-body></text:note>', marks(Mark.NOTE)),
    "a text box": ("<draw:frame><draw:text-box><text:p>palabra</text:p></draw:text-box></draw:frame>", marks(Mark.BOX)),
    "a shape": ("<draw:custom-shape><text:p>palabra</text:p></draw:custom-shape>", marks(Mark.BOX)),
    "shapes together": ("<draw:g><draw:rect><text:p>palabra</text:p></draw:rect></draw:g>", marks(Mark.BOX)),
    "alternative text": ("<draw:frame><draw:image/><svg:desc>palabra</svg:desc></draw:frame>", marks(Mark.ALTERNATIVE)),
    "an equation": ('<draw:frame><draw:object xlink:href="./Formula"/></draw:frame>', marks()),
    "a chart": ('<draw:frame><draw:object xlink:href="./Grafico"/></draw:frame>', marks(Mark.EMBEDDED)),
    "an object of another program": ('<draw:frame><draw:object-ole xlink:href="./palabra"/></draw:frame>', marks(Mark.EMBEDDED)),
    "ruby": ("<text:ruby><text:ruby-base>palabra</text:ruby-base><text:ruby-text>guía</text:ruby-text></text:ruby>", marks()),
}  # fmt: skip
MATH = (
    '<math:math xmlns:math="http://www.w3.org/1998/Math/MathML"><math:semantics><math:mi>palabra</math:mi>'
    "<math:annotation>50 otra</math:annotation></math:semantics></math:math>"
)
CHART = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:chart><text:p>palabra</text:p></office:chart></office:body></office:document-content>"
)


def test_an_object_that_leads_to_itself_is_read_once() -> None:
    inside = CHART.replace(
        "palabra",
        "palabra</text:p><text:p><draw:object xlink:href='../A' xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' xmlns:xlink='http://www.w3.org/1999/xlink'/>",
    )
    document = read(
        open_file('<text:p><draw:object xlink:href="./A"/><draw:object xlink:href="./A"/></text:p>', A=inside)
    )
    assert [each.text for each in document.pieces() if each.text] == ["palabra"]


def text(body: str, pages: str = "") -> Document:
    return read(open_file(FORM + CHANGES + body, "text", STYLES, pages, Formula=MATH, Grafico=CHART))


@pytest.mark.parametrize("kind", INLINE)
@pytest.mark.parametrize("within", ["párrafo 1", "tabla 1, fila 1, columna 1"])
def test_each_kind_of_word_is_in_a_piece_with_its_mark(kind: str, within: str) -> None:
    xml, wanted = INLINE[kind]
    body = f"<text:p>antes {xml} después</text:p>"
    if within.startswith("tabla"):
        body = f"<table:table><table:table-row><table:table-cell>{body}</table:table-cell></table:table-row></table:table>"
    document = text(body)
    (piece,) = [each for each in found(document, "palabra") if each.place != "texto borrado"]
    assert piece.marks == wanted
    assert within in piece.place or Mark.BOX in wanted
    (live,) = found(document, "antes")
    assert live.text.endswith("después")
    if not wanted - {Mark.INSERTED}:
        assert piece is live
        assert live.place == within
    assert "Ana Ejemplo" not in str([*document.pieces()])


def test_what_a_paragraph_style_or_a_section_marks() -> None:
    body = (
        f'<text:p text:style-name="Vieja">raya {span("Sana")}</text:p>'
        '<text:section text:display="none"><text:p>tapado</text:p></text:section>'
    )
    document = text(body)
    assert [found(document, each)[0].marks for each in ("raya", "palabra", "tapado")] == [
        {Mark.STRUCK}, set(), {Mark.HIDDEN},
    ]  # fmt: skip


def test_white_space_is_what_is_seen() -> None:
    body = "<text:p>uno \n  dos<text:line-break/>tres<text:tab/>cuatro<text:s text:c='2'/>cinco</text:p>"
    assert shown(text(body)) == ["uno dos\ntres cuatro  cinco"]


def test_lists_count_as_they_are_printed() -> None:
    inner = "<text:list><text:list-item><text:p>b</text:p></text:list-item></text:list>"
    body = (
        f'<text:list text:style-name="L1"><text:list-header><text:p>z</text:p></text:list-header><text:list-item><text:p>a</text:p>{inner}</text:list-item>'
        '<text:list-item><text:p>c</text:p><text:p>d</text:p></text:list-item></text:list><text:p>e</text:p>'
        '<text:list text:style-name="L1" text:continue-numbering="true"><text:list-item><text:p>f</text:p></text:list-item></text:list>'
        '<text:list text:style-name="L1"><text:list-item text:start-value="7"><text:p>g</text:p></text:list-item></text:list>'
    )  # fmt: skip
    pieces = [piece for piece in text(body).pieces() if not piece.marks]
    assert [(each.text, each.number, each.level) for each in pieces] == [
        ("z", 0, 1), ("a", 1, 1), ("b", 0, 2), ("c", 2, 1), ("d", 0, 1), ("e", 0, 0), ("f", 3, 1), ("g", 7, 1),
    ]  # fmt: skip


def cells(*texts: str, **attributes: str) -> str:
    said = " ".join(f'table:{key.replace("_", "-")}="{value}"' for key, value in attributes.items())
    return "".join(f"<table:table-cell {said}><text:p>{each}</text:p></table:table-cell>" for each in texts)


def rows(*each: str) -> str:
    return "".join(f"<table:table-row>{row}</table:table-row>" for row in each)


COVERED = "<table:covered-table-cell><text:p>{}</text:p></table:covered-table-cell>"


def test_merged_nested_and_hidden_parts_of_a_table() -> None:
    body = (
        "<table:table><table:table-header-rows>"
        + rows(
            cells("ancha", number_columns_spanned="2")
            + COVERED.format("")
            + cells("6", number_rows_spanned="2")
        )
        + "</table:table-header-rows>"
        + rows(cells("a", "b") + COVERED.format("tapado"))
        + rows(
            f"<table:table-cell><text:p>c</text:p><table:table>{rows(cells('dentro'))}</table:table></table:table-cell>"
        )
        + f'<table:table-row table:visibility="collapse">{cells("doblada")}</table:table-row></table:table>'
    )
    document = text(body)
    assert shown(document) == [[["ancha", "ancha", "6"], ["a", "b", "6"], ["c"], [""]]]
    first = only_table(document).rows[0]
    assert (first[2].rows, first[2].place, first[0] is first[1]) == (2, "tabla 1, fila 1, columna 3", True)
    assert [found(document, each)[0].marks for each in ("tapado", "dentro", "doblada")] == [
        {Mark.HIDDEN}, {Mark.NESTED}, {Mark.HIDDEN},
    ]  # fmt: skip


PAGE = (
    '<style:master-page style:name="{}"><style:header><text:p>arriba {}</text:p></style:header>'
    '<style:header-left style:display="false"><text:p>izquierda</text:p></style:header-left>'
    "<style:footer><text:p>Hoja <text:page-number>4</text:page-number></text:p></style:footer></style:master-page>"
)


def test_only_the_pages_that_are_used_are_read() -> None:
    document = text("<text:p>cuerpo</text:p>", PAGE.format("Standard", "uno") + PAGE.format("Report", "dos"))
    pieces = [(each.place, each.text) for each in document.pieces() if Mark.DELETED not in each.marks]
    assert pieces == [
        ("encabezado de página, párrafo 1", "arriba uno"),
        ("párrafo 1", "cuerpo"),
        ("pie de página, párrafo 1", "Hoja 4"),
    ]


# ---- Workbooks


def book(body: str, name: str = "Matriz", style: str = "Vista") -> Document:
    sheet = f'<table:table table:name="{name}" table:style-name="{style}">{body}</table:table>'
    return read(open_file(sheet, "spreadsheet", STYLES, PAGE.format("Hoja", "impreso")))


def value(kind: str, shown_text: str, **more: str) -> str:
    said = " ".join(f'{key.replace("__", ":").replace("_", "-")}="{each}"' for key, each in more.items())
    return f'<table:table-cell office:value-type="{kind}" {said}><text:p>{shown_text}</text:p></table:table-cell>'


@pytest.mark.parametrize(
    ("xml", "seen"),
    [
        (value("string", "OIM"), "OIM"),
        (value("float", "6,00", office__value="6"), "6"),
        (value("float", "6", office__value="6.0"), "6"),
        (value("float", "6 años", office__value="6"), "6 años"),
        (value("percentage", "50 %", office__value="0.5"), "50 %"),
        (value("date", "03/02/27", office__date_value="2027-02-03"), "2027-02-03"),
        (value("date", "03/02/27 10:00", office__date_value="2027-02-03T10:00:00"), "2027-02-03 10:00:00"),
        (value("boolean", "TRUE", office__boolean_value="true"), "VERDADERO"),
        ("<table:table-cell><text:p>uno</text:p><text:p>dos</text:p></table:table-cell>", "uno\ndos"),
    ],
)
def test_a_value_is_what_is_seen(xml: str, seen: str) -> None:
    assert only_table(book(rows(xml))).rows[0][0].text == seen


@pytest.mark.parametrize(
    ("xml", "wanted", "place"),
    [
        (value("float", "palabra", table__formula="of:=1+1", office__value="2"), Mark.FORMULA, "hoja «Matriz», celda A1"),
        (value("string", "palabra", calcext__value_type="error"), Mark.ERROR, "hoja «Matriz», celda A1"),
        (cells("palabra", style_name="Tachada"), Mark.STRUCK, "hoja «Matriz», celda A1"),
        (cells(span("Raya")), Mark.STRUCK, "hoja «Matriz», celda A1"),
        ("<table:table-cell><office:annotation><text:p>palabra</text:p></office:annotation></table:table-cell>", Mark.COMMENT, "comentario en hoja «Matriz», celda A1"),
    ],
)  # fmt: skip
def test_what_is_no_value_is_aside_of_its_cell(xml: str, wanted: Mark, place: str) -> None:
    document = book(rows(xml + cells("al lado")))
    (cell, beside) = only_table(document).rows[0]
    assert (cell.text, beside.text) == ("", "al lado")
    assert [(each.text, each.marks, each.place) for each in cell.aside] == [("palabra", {wanted}, place)]


NOTED = "<office:annotation>{}</office:annotation>"


def test_what_hangs_on_the_text_of_a_cell_is_aside_of_it() -> None:
    boxed = "<draw:frame><draw:text-box><text:p>caja</text:p></draw:text-box></draw:frame>"
    document = book(rows(cells(f"seis{NOTED.format('<text:p>mejor ocho</text:p>')}{boxed}")))
    assert [(each.text, each.place) for each in document.pieces() if each.text not in {"arriba impreso", "Hoja"}] == [
        ("seis", "hoja «Matriz», celda A1"),
        ("mejor ocho", "comentario en hoja «Matriz», celda A1"),
        ("caja", "hoja «Matriz», cuadro de texto 1, párrafo 1"),
    ]  # fmt: skip


@pytest.mark.parametrize("inside", [NOTED.format("<text:p>a</text:p>" * 500), f"{span('Raya')}b" * 500])
def test_a_repeated_cell_costs_all_that_stands_in_it(inside: str) -> None:
    row = f'<table:table-row table:number-rows-repeated="9">{cells(inside, number_columns_repeated="99")}</table:table-row>'
    with pytest.raises(UnreadableError, match="es demasiado grande"):
        book(row)


def test_repeated_merged_and_hidden_cells_of_a_sheet() -> None:
    body = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        + rows(cells("x", number_columns_repeated="2") + cells("6", number_rows_spanned="2"))
        + rows(cells("y", "z") + COVERED.format("tapado"))
        + '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        + f'<table:table-row table:visibility="filter" table:number-rows-repeated="2">{cells("w")}</table:table-row>'
        + '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    document = book(body)
    assert [each.text for each in document.pieces() if not each.marks and each.text] == [
        "x",
        "x",
        "6",
        "y",
        "z",
        "w",
        "w",
    ]
    table = only_table(document)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["x", "x", "6"],
        ["y", "z", "6"],
        [],
        [],
        ["w"],
        ["w"],
    ]
    assert (table.rows[0][2] is table.rows[1][2], table.rows[0][2].rows) == (True, 2)
    assert found(document, "tapado")[0].marks == {Mark.HIDDEN}
    assert [each.text for each in document.said] == [
        "se leyeron también 2 filas ocultas, desde la 5",
        "se leyó también 1 columna oculta, desde la B",
    ]


def test_hidden_sheets_boxes_and_pages_of_a_workbook() -> None:
    shape = "<table:shapes><draw:custom-shape><text:p>nota suelta</text:p></draw:custom-shape></table:shapes>"
    document = book(shape + rows(cells("a")))
    assert [(each.place, each.text, each.marks) for each in document.pieces()] == [
        ("hoja «Matriz», encabezado de página", "arriba impreso", {Mark.HEADER}),
        ("hoja «Matriz», celda A1", "a", set()),
        ("hoja «Matriz», cuadro de texto 1, párrafo 1", "nota suelta", {Mark.BOX}),
        ("hoja «Matriz», pie de página", "Hoja", {Mark.FOOTER}),
    ]
    hidden = book(rows(cells("a")), style="Oculta")
    assert not hidden.blocks
    assert [(each.text, each.marks) for each in hidden.aside] == [("a", {Mark.SHEET})]


# ---- Whatever is in a text

FRAGMENTS = [xml for kind, (xml, _) in INLINE.items() if "palabra" in xml and "field:" not in xml]
PARAGRAPHS = st.tuples(
    st.sampled_from(["Vieja", "Otra"]), st.lists(st.sampled_from(FRAGMENTS), max_size=4)
).map(lambda pair: f'<text:p text:style-name="{pair[0]}">uno {" y ".join(pair[1])}</text:p>')
BLOCKS = st.recursive(
    PARAGRAPHS,
    lambda inner: st.lists(inner, max_size=4).flatmap(
        lambda parts: st.sampled_from(
            [
                "<table:table>"
                + rows(
                    "".join(f"<table:table-cell>{each}</table:table-cell>" for each in parts),
                    COVERED.format("z"),
                )
                + "</table:table>",
                f"<text:list><text:list-item>{''.join(parts)}</text:list-item></text:list>",
                f"<text:section>{''.join(parts)}</text:section>",
            ]
        )
    ),
    max_leaves=8,
)


@given(st.lists(BLOCKS, max_size=6))
def test_no_letter_of_a_text_is_lost(body: list[str]) -> None:
    content = open_file("".join(body), "text", STYLES)
    document = read(content)
    assert not open_letters_in(content) - letters_of(document)
    assert len({id(piece) for piece in document.pieces()}) == len([*document.pieces()])


@given(st.data())
def test_a_damaged_text_is_read_or_refused(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["text", "spreadsheet"]))
    body = FORM + CHANGES + f"<table:table>{rows(cells('a', 'b'), cells(*FRAGMENTS))}</table:table>"
    xml = bytearray(body.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(xml) - 1))
        new = data.draw(
            st.sampled_from([b"", b"<text:p>", b"</text:p>", b"<table:table/>", b"\0", b"9" * 30, b'"'])
        )
        xml[at : at + data.draw(st.integers(0, 30))] = new
    with contextlib.suppress(UnreadableError):
        document = read(open_file(xml.decode("utf-8", "replace"), kind, STYLES, Formula=MATH))
        assert all(piece.place for piece in document.pieces())


# ---- Our own papers, saved again


def content_of(document: Document) -> list[object]:
    """Its tables, cell by cell, with the numbers that lists print; not the bars, which are drawn with cells."""
    return [
        [[[(line.text, line.number) for line in cell.full] for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Table) and "Por eje" not in {cell.text for cell in block.rows[0]}
    ]


def test_what_becomes_of_a_no_break_hyphen_is_a_hyphen() -> None:
    document = read(open_file("<text:p>RET\u2011N\u201101</text:p>", "text", STYLES))
    assert [each.text for each in document.pieces() if each.text] == ["RET-N-01"]


@pytest.mark.programas
@each_with_each(
    name=["matriz", "consolidada", "pendientes", "formulario"], way=["docx odt", "docx docx", "xlsx ods"]
)
def test_our_papers_saved_again_say_the_same(tmp_path: Path, name: str, way: str) -> None:
    kind, extension = way.split()
    reader = {"docx": word.read, "xlsx": sheets.read}[kind]
    for file, content in made(plan_of(SEED), name, kind).items():
        ours = reader(content)
        again = saved_again(tmp_path, content, file, extension)
        theirs = word.read(again) if extension == "docx" else read(again)
        assert content_of(theirs) == content_of(ours)
        assert [*map(words, live(theirs))] == [*map(words, live(ours))]


def live(document: Document) -> list[str]:
    """Its live texts; the numbers of its pages may be others."""
    pages = {Mark.HEADER, Mark.FOOTER}
    return [
        each.text for each in document.pieces() if not each.marks and each.text and not each.marks & pages
    ]


@pytest.mark.parametrize(
    ("position", "seen"),
    [("super 58%", "6²"), ("33% 58%", "6²"), ("sub 58%", "62"), ("-33% 58%", "62"), ("0% 100%", "62")],
)
def test_a_raised_figure_is_no_part_of_a_number(position: str, seen: str) -> None:
    style = (
        '<style:style style:name="Nota" style:family="text">'
        f'<style:text-properties style:text-position="{position}"/></style:style>'
        '<style:style style:name="T1" style:family="text" style:parent-style-name="Nota"/>'
    )
    text = '<text:p>6<text:span text:style-name="T1">2</text:span></text:p>'
    cell = f'<table:table-cell office:value-type="string">{text}</table:table-cell>'
    sheet = f'<table:table table:name="H"><table:table-row>{cell}</table:table-row></table:table>'
    assert shown(read(open_file(text, styles=style))) == [seen]
    assert shown(read(open_file(sheet, "spreadsheet", styles=style))) == [[[seen]]]
