"""The pieces of a Word document: runs, paragraphs, tables, styles and the parts around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from rutaplan.writers.word.package import pack

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
FONT = "Arial"  # in every Word; elsewhere Liberation Sans, whose letters are as wide
INK, BLUE, GREY, LINE, SHADE, FIELD = "1D2733", "17365D", "56616D", "C5CED8", "EEF2F6", "7A3E9D"
A4 = (11906, 16838)
SIDE = 794  # 14 mm
HAND = 600  # a row that one can write on


def mm(length: float) -> int:
    """Give a length in twips."""
    return round(length * 1440 / 25.4)


def run(text: str, style: str = "") -> str:
    """Write text, a tab where it says so, in a character style or in the paragraph's own."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    pieces = [
        f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in text.split("\t")
    ]
    return f"<w:r>{look}{'<w:tab/>'.join(pieces)}</w:r>"


def p(style: str, *runs: str, section: str = "") -> str:
    """Write a paragraph: plain texts, or runs that are already made."""
    inner = "".join(each if each.startswith("<") else run(each) for each in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{section}</w:pPr>{inner}</w:p>'


def field(text: str) -> str:
    """Write an instruction for whole paragraphs: it vanishes with its own."""
    return p("Campo", f"{{%p {text} %}}")


def when(condition: str, *paragraphs: str) -> str:
    """Print some paragraphs only if there is something to say."""
    return "".join([field(f"if {condition}"), *paragraphs, field("endif")])


def each(name: str, many: str, *paragraphs: str) -> str:
    """Repeat some paragraphs."""
    return "".join([field(f"for {name} in {many}"), *paragraphs, field("endfor")])


@dataclass(frozen=True)
class Cell:
    """A cell: paragraphs, and how wide. free: a loop repeats it, and its copies share what is left."""

    content: str
    width: int = 0
    span: int = 1
    free: bool = False
    shade: bool = False
    strong: str = ""

    def xml(self) -> str:
        """Write it."""
        size = '<w:tcW w:w="0" w:type="auto"/>' if self.free else f'<w:tcW w:w="{self.width}" w:type="dxa"/>'
        span = f'<w:gridSpan w:val="{self.span}"/>' if self.span > 1 else ""
        edge = f'<w:{self.strong} w:val="single" w:sz="12" w:space="0" w:color="{BLUE}"/>'
        borders = f"<w:tcBorders>{edge}</w:tcBorders>" if self.strong else ""
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>' if self.shade else ""
        return f"<w:tc><w:tcPr>{size}{span}{borders}{shade}</w:tcPr>{self.content}</w:tc>"


def row(*cells: Cell, header: bool = False, height: int = 0) -> str:
    """Write a row that no page break splits; a header is repeated on every page."""
    tall = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    again = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{tall}{again}</w:trPr>{''.join(map(Cell.xml, cells))}</w:tr>"


def heads(widths: Sequence[int], titles: Sequence[str]) -> str:
    """Write a row of column headings."""
    cells = [
        Cell(p("EncabezadoTabla", title), width, shade=True, strong="bottom")
        for width, title in zip(widths, titles, strict=True)
    ]
    return row(*cells, header=True)


def rows(widths: Sequence[int], name: str, many: str, *made: str) -> str:
    """Repeat some rows, the instructions in rows of their own."""
    tags = [
        row(Cell(p("Campo", f"{{%tr {text} %}}"), sum(widths), len(widths)))
        for text in (f"for {name} in {many}", "endfor")
    ]
    return "".join([tags[0], *made, tags[1]])


def loop_cells(name: str, many: str, cell: Cell) -> tuple[Cell, Cell, Cell]:
    """Repeat a cell along its row, the instructions in cells of their own."""
    tag = [Cell(p("Campo", f"{{%tc {text} %}}"), free=True) for text in (f"for {name} in {many}", "endfor")]
    return tag[0], cell, tag[1]


def table(widths: Iterable[int], caption: str, *made: str) -> str:
    """Write a table of fixed columns; the caption is what a screen reader says of it."""
    widths = tuple(widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TablaRutaplan"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{escape(caption)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(made)}</w:tbl>"
    )


def section(*, landscape: bool) -> str:
    """Write the properties of a section: its paper, its margins, its footer."""
    wide, tall = A4[::-1] if landscape else A4
    lies = ' w:orient="landscape"' if landscape else ""
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/>'
        f'<w:pgSz w:w="{wide}" w:h="{tall}"{lies}/>'
        f'<w:pgMar w:top="{SIDE}" w:right="{SIDE}" w:bottom="{mm(17)}" w:left="{SIDE}" w:header="400" '
        f'w:footer="{mm(8)}" w:gutter="0"/><w:cols w:space="708"/></w:sectPr>'
    )


def text_width(*, landscape: bool) -> int:
    """Tell how wide a section's text is."""
    return A4[landscape] - 2 * SIDE


def document(body: str, short_title: str, styles: str, *, landscape: bool) -> bytes:
    """Make a .docx of a body and a footer; the last section lies as told."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    body += section(landscape=landscape)
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _relationships("officeDocument word/document.xml"),
        "word/_rels/document.xml.rels": _relationships(
            "styles styles.xml", "settings settings.xml", "numbering numbering.xml", "footer footer1.xml"
        ),
        "word/document.xml": f"<w:document {NS}><w:body>{body}</w:body></w:document>",
        "word/footer1.xml": f"<w:ftr {NS}>{p('Footer', *_footer(short_title))}</w:ftr>",
        "word/numbering.xml": _NUMBERING,
        "word/settings.xml": _SETTINGS,
        "word/styles.xml": styles,
    }
    return pack({name: (head + part).encode() for name, part in parts.items()})


def _footer(short_title: str) -> list[str]:
    page, pages = (
        f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        for name in ("PAGE", "NUMPAGES")
    )
    return [run(f"{short_title} · Página "), page, run(" de "), pages]


def _relationships(*named: str) -> str:
    base = "http://schemas.openxmlformats.org"
    kinds = f"{base}/officeDocument/2006/relationships"
    made = [
        f'<Relationship Id="rId{number}" Type="{kinds}/{kind}" Target="{target}"/>'
        for number, (kind, _, target) in enumerate((each.partition(" ") for each in named), start=1)
    ]
    return f'<Relationships xmlns="{base}/package/2006/relationships">{"".join(made)}</Relationships>'


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}document.main+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_WORD}footer+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_WORD}numbering+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_WORD}settings+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}styles+xml"/></Types>'
)
_NUMBERING = (
    f'<w:numbering {NS}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/>'
    '<w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="340" w:hanging="227"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
_SETTINGS = (
    f'<w:settings {NS}><w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="es"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
)
