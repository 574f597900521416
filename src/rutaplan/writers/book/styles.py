"""styles: what the sheets of a workbook share: their colours, their cells, their rows, their printed page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from rutaplan.views.bloques import Clase
from rutaplan.views.placing import Valor
from rutaplan.views.planilla import Planilla
from rutaplan.writers.papel import Papel

# The colours of templates/_estilo.css.j2.
AZUL, FONDO, LINEA, TINTA, GRIS = "#17365D", "#EEF2F6", "#C5CED8", "#1D2733", "#56616D"
AMARILLO, OCRE = "#FFF2CC", "#7A4F00"
PAPERS = {Papel.A4: 9, Papel.CARTA: 1}
"""By the numbers that Excel gives them."""
_LINE_POINTS = 15
# Excel shows no higher row.
_MAX_POINTS = 405
# Excel refuses the header of a page over 255 characters, marks included.
_MAX_LINES = 220


class GrowingSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """A sheet whose rows have a height and still grow when somebody writes more in them.

    Without a height LibreOffice shows one line; with what XlsxWriter calls a custom one, Excel never
    fits it again. So it is written as Excel writes a height that it has fitted itself.
    """

    def _xml_start_tag_unencoded(self, tag: str, attributes: Iterable[tuple[str, object]] = ()) -> None:
        kept = [each for each in attributes if each[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, kept)


@dataclass(frozen=True, slots=True)
class Estilo:
    """The formats of a workbook."""

    titulo: Format
    texto: Format
    rotulo: Format
    seccion: Format
    id: Format
    fija: Format
    editable: Format
    meses: Format
    huella: Format
    hueco: Format
    lista: Format
    cuenta: Format
    total: Format

    def of(self, clase: Clase) -> Format:
        """Give the format of the cells of a kind of column."""
        own = {Clase.ID: self.id, Clase.FIJO: self.fija, Clase.MESES: self.meses, Clase.HUELLA: self.huella}
        return own.get(clase, self.editable)


def make_estilo(book: Workbook) -> Estilo:
    """Add the formats to a workbook. Cells of text have Excel's text format, so that an edit keeps it."""
    text = {"font_color": TINTA, "text_wrap": True, "valign": "top"}
    cell = {**text, "border": 1, "border_color": LINEA}
    fixed = {**cell, "bg_color": FONDO, "num_format": "@"}
    title = {**cell, "bold": True, "font_color": "#FFFFFF", "bg_color": AZUL, "valign": "vcenter"}
    return Estilo(
        titulo=book.add_format(title),
        texto=book.add_format(text),
        rotulo=book.add_format({**text, "bold": True, "font_color": AZUL}),
        seccion=book.add_format({"bold": True, "font_color": AZUL}),
        id=book.add_format({**fixed, "bold": True, "text_wrap": False}),
        fija=book.add_format(fixed),
        editable=book.add_format({**cell, "num_format": "@", "locked": False}),
        meses=book.add_format({**cell, "num_format": "0", "align": "left", "locked": False}),
        huella=book.add_format({**fixed, "font_size": 8, "font_color": GRIS, "text_wrap": False}),
        hueco=book.add_format({"bg_color": AMARILLO, "font_color": OCRE, "italic": True}),
        lista=book.add_format({**cell, "text_wrap": False, "align": "left"}),
        cuenta=book.add_format({**cell, "num_format": "0"}),
        total=book.add_format({**cell, "num_format": "0", "bold": True, "bg_color": FONDO}),
    )


def write_cell(sheet: Worksheet, row: int, column: int, valor: Valor, form: Format) -> None:
    """Write a value as what it is: a text is never taken for a number, a formula, a link or markup."""
    if isinstance(valor, int):
        sheet.write_number(row, column, valor, form)
    elif not valor:
        sheet.write_blank(row, column, None, form)
    elif valor.startswith("<r>"):
        # XlsxWriter takes "<r>...</r>" for its own XML and writes it bare; in pieces it does not.
        sheet.write_rich_string(row, column, *valor[:2], valor[2:], form)
    else:
        sheet.write_string(row, column, valor, form)


def fit_height(fila: Sequence[Valor], widths: Sequence[int]) -> int:
    """Estimate the points that a row needs, rather too many than too few; widths in characters."""
    lines = (
        sum(max(1, ceil(len(line) / width)) for line in str(valor).split("\n"))
        for valor, width in zip(fila, widths, strict=True)
    )
    return min(max(lines, default=1) * _LINE_POINTS + 3, _MAX_POINTS)


def print_setup(sheet: Worksheet, planilla: Planilla, papel: Papel) -> None:
    """Lay a sheet out on paper: as wide as the page, with what it is on top and its page below."""
    sheet.set_paper(PAPERS[papel])
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.9, bottom=0.7)
    head = planilla.encabezado
    lines = [line for line in (head.identidad.encabezado, planilla.titulo, head.filtro) if line]
    # The space ends the size of the letters: a title may begin with a digit.
    sheet.set_header("&L&9 " + "\n".join(_header_line(line, _MAX_LINES // len(lines)) for line in lines))
    symbol = _header_line(head.identidad.simbolo, _MAX_LINES // 3)
    sheet.set_footer(f"&L&9 {head.identidad.linea}{symbol and f'&C&9 {symbol}'}&R&9 Página &P de &N")


def _header_line(text: str, most: int) -> str:
    """Write a text as Excel's headers want it, with its end cut off; the whole stands on a sheet.

    most: in units of UTF-16, as Excel counts; of a longer header XlsxWriter writes nothing.
    """
    line = " ".join(text.split()).replace("&", "&&")
    units = line.encode("utf-16-le")
    if len(units) <= 2 * most:
        return line
    shown = units[: 2 * most].decode("utf-16-le", "ignore")
    return (shown[:-1] if shown.count("&") % 2 else shown).rstrip() + "…"
