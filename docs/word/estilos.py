"""The styles of the Word documents: named, so that people can go on working with them in Word."""

from dataclasses import dataclass

from word.piezas import BLUE, FONT, GREY, INK, LINE, NS, mm


@dataclass(frozen=True)
class Style:
    """A paragraph style. size is in half points; before, after and line in twips."""

    ident: str
    name: str
    size: int
    color: str = INK
    bold: bool = False
    before: int = 0
    after: int = 0
    line: int = 0
    keep: bool = False
    level: int | None = None
    tabs: str = ""
    borders: str = ""
    indent: str = ""
    align: str = ""

    def xml(self) -> str:
        """Write it."""
        default = ' w:default="1"' if self.ident == "Normal" else ""
        based = "" if default else '<w:basedOn w:val="Normal"/>'
        following = "" if self.level is None else '<w:next w:val="Normal"/>'
        return (
            f'<w:style w:type="paragraph"{default} w:styleId="{self.ident}"><w:name w:val="{self.name}"/>'
            f"{based}{following}<w:qFormat/><w:pPr>{self._paragraph()}</w:pPr><w:rPr>{self._letters()}</w:rPr></w:style>"
        )

    def _paragraph(self) -> str:
        keep = "<w:keepNext/><w:keepLines/>" if self.keep else ""
        exact = f' w:line="{self.line}" w:lineRule="exact"' if self.line else ""
        spacing = f'<w:spacing w:before="{self.before}" w:after="{self.after}"{exact}/>'
        align = f'<w:jc w:val="{self.align}"/>' if self.align else ""
        level = "" if self.level is None else f'<w:outlineLvl w:val="{self.level}"/>'
        return f"{keep}{self.borders}{self.tabs}{spacing}{self.indent}{align}{level}"

    def _letters(self) -> str:
        bold = "<w:b/><w:bCs/>" if self.bold else ""
        size = f'<w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/>'
        return f'{bold}<w:color w:val="{self.color}"/>{size}'


def _border(side: str, color: str, size: int, space: int) -> str:
    return f'<w:pBdr><w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{color}"/></w:pBdr>'


def _hanging(width: int) -> str:
    return f'<w:ind w:left="{width}" w:hanging="{width}"/>'


def _tab(position: int, kind: str = "left") -> str:
    return f'<w:tabs><w:tab w:val="{kind}" w:pos="{position}"/></w:tabs>'


_STYLES = (
    Style("Normal", "Normal", 20, after=80),
    Style("Title", "Title", 36, BLUE, bold=True, after=80, keep=True),
    Style("Heading1", "heading 1", 26, BLUE, bold=True, before=280, after=80, keep=True, level=0),
    Style("Heading2", "heading 2", 22, BLUE, bold=True, before=200, after=80, keep=True, level=1),
    Style("Heading3", "heading 3", 20, BLUE, bold=True, before=160, after=60, keep=True, level=2),
    Style("Sobre", "Sobre el título", 20, GREY, bold=True, after=40, keep=True),
    Style("Destacado", "Destacado", 20, bold=True, before=40, after=80),
    Style("Vacio", "Aviso", 20, before=80, after=40),
    Style("Discreto", "Discreto", 18, GREY, after=60, keep=True),
    Style("Dicho", "Lo que se dice", 26, line=292),
    Style("EncabezadoNivel", "Encabezado de nivel", 21, BLUE, bold=True, keep=True),
    Style("EncabezadoTabla", "Encabezado de tabla", 17, BLUE, bold=True, keep=True),
    Style("EncabezadoCifra", "Encabezado de cifra", 17, BLUE, bold=True, keep=True, align="center"),
    Style("Celda", "Celda", 18),
    Style("CeldaCifra", "Celda de cifra", 18, align="center"),
    Style("CeldaDiscreta", "Celda discreta", 16, GREY),
    Style("Rotulo", "Rótulo", 17, GREY, bold=True),
    Style("Id", "Id", 18, BLUE, bold=True),
    Style("Marca", "Marca", 16, GREY, bold=True),
    Style("Hueco", "Hueco", 16, GREY, before=200, align="right", borders=_border("bottom", "7A8794", 4, 1)),
    Style("Nota", "Nota", 17, after=40, indent=_hanging(mm(6)), tabs=_tab(mm(6))),
    Style("Aclaracion", "Aclaración", 17, after=60),
    Style("Header", "header", 16, GREY, after=80),
    Style("Simbolo", "Símbolo", 16, GREY, align="right"),
    Style("Footer", "footer", 16, GREY, align="right"),
)  # fmt: skip
_DEFAULTS = (
    f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" '
    f'w:cs="{FONT}"/><w:color w:val="{INK}"/><w:sz w:val="20"/><w:szCs w:val="20"/>'
    '<w:lang w:val="es" w:eastAsia="es" w:bidi="es"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
)
_CHARACTERS = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:qFormat/>'
    "<w:rPr><w:b/><w:bCs/></w:rPr></w:style>"
    '<w:style w:type="character" w:styleId="Llamada"><w:name w:val="Llamada de nota"/><w:qFormat/>'
    f'<w:rPr><w:color w:val="{BLUE}"/><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Gris"><w:name w:val="Gris"/><w:qFormat/>'
    f'<w:rPr><w:b w:val="0"/><w:bCs w:val="0"/><w:color w:val="{GREY}"/></w:rPr></w:style>'
)
_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TablaRutaplan"><w:name w:val="Tabla rutaplan"/>'
    '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
    f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/></w:tblBorders><w:tblCellMar>'
    '<w:top w:w="45" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="45" w:type="dxa"/>'
    '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
)


def styles() -> str:
    """Write the part with all of them."""
    made = "".join(style.xml() for style in _STYLES)
    return f"<w:styles {NS}>{_DEFAULTS}{made}{_CHARACTERS}{_TABLES}</w:styles>"
