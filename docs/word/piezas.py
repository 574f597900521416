"""The pieces of a Word document: runs, paragraphs, tables, styles and the parts around them."""

from html import escape

from rutaplan.zips import pack

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
FONT = "Arial"  # in every Word; elsewhere Liberation Sans, whose letters are as wide
INK, BLUE, GREY, LINE, SHADE, FIELD = "1D2733", "17365D", "56616D", "C5CED8", "EEF2F6", "7A3E9D"
A4 = (11906, 16838)
SIDE = 794  # 14 mm


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


def section(*, landscape: bool) -> str:
    """Write the properties of a section: its paper, its margins, its footer."""
    wide, tall = A4[::-1] if landscape else A4
    lies = ' w:orient="landscape"' if landscape else ""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="default" r:id="rId3"/>'
        f'<w:pgSz w:w="{wide}" w:h="{tall}"{lies}/>'
        f'<w:pgMar w:top="{SIDE}" w:right="{SIDE}" w:bottom="{mm(17)}" w:left="{SIDE}" w:header="400" '
        f'w:footer="{mm(8)}" w:gutter="0"/><w:cols w:space="708"/></w:sectPr>'
    )


def document(body: str, top: str, foot: str, styles: str, *, landscape: bool) -> bytes:
    """Make a .docx of a body and what stands above and below it; the last section lies as told."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    body += section(landscape=landscape)
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _relationships("officeDocument word/document.xml"),
        "word/_rels/document.xml.rels": _relationships(
            "styles styles.xml",
            "settings settings.xml",
            "footer footer1.xml",
            "header header1.xml",
            "fontTable fontTable.xml",
            "theme theme/theme1.xml",
        ),
        "word/document.xml": f"<w:document {NS}><w:body>{body}</w:body></w:document>",
        "word/footer1.xml": f"<w:ftr {NS}>{p('Footer', *_footer(foot))}</w:ftr>",
        "word/fontTable.xml": _FONTS,
        "word/header1.xml": f"<w:hdr {NS}>{top}</w:hdr>",
        "word/settings.xml": _SETTINGS,
        "word/styles.xml": styles,
        "word/theme/theme1.xml": _theme(),
    }
    return pack({name: (head + part).encode() for name, part in parts.items()})


def _footer(foot: str) -> list[str]:
    page, pages = (
        f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        for name in ("PAGE", "NUMPAGES")
    )
    return [run(f"{foot} · Página "), page, run(" de "), pages]


def _relationships(*named: str) -> str:
    base = "http://schemas.openxmlformats.org"
    kinds = f"{base}/officeDocument/2006/relationships"
    made = [
        f'<Relationship Id="rId{number}" Type="{kinds}/{kind}" Target="{target}"/>'
        for number, (kind, _, target) in enumerate((each.partition(" ") for each in named), start=1)
    ]
    return f'<Relationships xmlns="{base}/package/2006/relationships">{"".join(made)}</Relationships>'


def _theme() -> str:
    """Write the colours and letters that Word offers beside the styles: ours, so that all matches."""
    roles = {
        "dk1": INK, "lt1": "FFFFFF", "dk2": BLUE, "lt2": SHADE, "accent1": BLUE, "accent2": GREY,
        "accent3": FIELD, "accent4": LINE, "accent5": INK, "accent6": SHADE, "hlink": BLUE, "folHlink": FIELD,
    }  # fmt: skip
    colours = "".join(f'<a:{role}><a:srgbClr val="{value}"/></a:{role}>' for role, value in roles.items())
    letters = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    plain = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="rutaplan">'
        f'<a:themeElements><a:clrScheme name="rutaplan">{colours}</a:clrScheme><a:fontScheme name="rutaplan">'
        f"<a:majorFont>{letters}</a:majorFont><a:minorFont>{letters}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="rutaplan"><a:fillStyleLst>{plain * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{f'<a:ln>{plain}</a:ln>' * 3}</a:lnStyleLst><a:effectStyleLst>"
        f"{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{plain * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}document.main+xml"/>'
    f'<Override PartName="/word/fontTable.xml" ContentType="{_WORD}fontTable+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_WORD}footer+xml"/>'
    f'<Override PartName="/word/header1.xml" ContentType="{_WORD}header+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_WORD}settings+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}styles+xml"/>'
    '<Override PartName="/word/theme/theme1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/></Types>'
)
_FONTS = (
    f'<w:fonts {NS}><w:font w:name="{FONT}"><w:panose1 w:val="020B0604020202020204"/><w:charset w:val="00"/>'
    '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
)
_SETTINGS = (
    f'<w:settings {NS}><w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="es"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
)
