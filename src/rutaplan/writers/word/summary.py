"""summary: what a long Word document begins with: its counts, drawn, and its contents."""

from collections.abc import Iterator
from itertools import zip_longest

from rutaplan.views.bloques import Barras, Indice, Medida, Serie
from rutaplan.writers.word.markup import BLUE, Pen, cell, row

_NAME, _FIGURE, _GAP, _UNITS = 2600, 700, 400, 40
"""Twips of what stands beside a bar, and the parts of which the longest has all."""
_FILLS = {"lleno": BLUE, "rayado": "8FA9C8", "punteado": "C9A25B", "vacio": "C5CED8"}
"""A cell has no pattern that all programs print: tones that stay apart without colour, beside their words."""
_INDENT, _LONG = 300, 24
"""How far in a part of a part stands; contents of fewer lines than these stand on one sheet."""
_PAGE_OF = (
    '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGEREF {} \\h </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def sum_up(pen: Pen, bloque: Barras | Indice) -> Iterator[str]:
    """Write what a long document begins with."""
    if isinstance(bloque, Barras):
        yield _draw(pen, bloque)
    else:
        yield from _list_contents(pen, bloque)


def _draw(pen: Pen, barras: Barras) -> str:
    """Draw bars as shaded cells, as wide as what they count, two series beside one another.

    The table that follows says the same to who cannot see them.
    """
    unit = (pen.width - 2 * (_NAME + _FIGURE) - _GAP) // (2 * _UNITS)
    half = (_NAME, *[unit] * _UNITS, _FIGURE)
    between = pen.width - 2 * sum(half)
    gap = cell(pen.paragraph("Celda", ""), between)
    rows = []
    for left, right in zip_longest(barras.series[::2], barras.series[1::2], fillvalue=Serie("", ())):
        titles = (
            cell(pen.paragraph("Encabezado de tabla", pen.run(each.titulo)), sum(half), span=len(half))
            for each in (left, right)
        )
        rows.append(row([gap.join(titles)]))
        for one, other in zip_longest(left.medidas, right.medidas):
            rows.append(row([gap.join((_bar(pen, one, unit), _bar(pen, other, unit)))]))
    return pen.frame(
        (*half, between, *half), "Cuentas, dibujadas; la tabla que sigue las dice", "".join(rows)
    )


def _bar(pen: Pen, medida: Medida | None, unit: int) -> str:
    empty = pen.paragraph("Celda", "")
    if medida is None:
        return cell(empty, _NAME + _UNITS * unit + _FIGURE, span=_UNITS + 2)
    drawn = -(-medida.parte * _UNITS // 100)
    spans = ((drawn, _FILLS[medida.trama]), (_UNITS - drawn, ""))
    return "".join(
        (
            cell(pen.paragraph("Celda", pen.run(medida.nombre)), _NAME),
            *(cell(empty, span * unit, span=span, fill=fill) for span, fill in spans if span),
            cell(pen.paragraph("Celda de cifra", pen.run(str(medida.cifra))), _FIGURE),
        )
    )


def _list_contents(pen: Pen, indice: Indice) -> Iterator[str]:
    """List the headings with their pages. These are fields of their own: LibreOffice fills none in a TOC."""
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{pen.width}"/></w:tabs>'
    yield pen.paragraph("heading 1", pen.run("Contenido"))
    for titulo in indice.entradas:
        indent = f'<w:ind w:left="{_INDENT * (titulo.nivel - 2)}"/>'
        name = pen.run(" ".join(filter(None, (titulo.rotulo, titulo.texto))) + "\t")
        page = f"{_PAGE_OF.format(titulo.ancla)}{pen.run('…')}{_END}"
        keep = "<w:keepNext/>" if titulo != indice.entradas[-1] and len(indice.entradas) < _LONG else ""
        looks = f'<w:pStyle w:val="{pen.styles["Celda"]}"/>{keep}{tabs}{indent}'
        link = f'<w:hyperlink w:anchor="{titulo.ancla}">{name}{page}</w:hyperlink>'
        yield f"<w:p><w:pPr>{looks}</w:pPr>{link}</w:p>"
