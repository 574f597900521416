"""summary: what a long Word document begins with: its counts, drawn, and its contents."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING

from rutaplan.views.bloques import Barras, Indice, Medida, Serie
from rutaplan.writers.word.markup import BLUE, cell, row

if TYPE_CHECKING:  # which calls this
    from rutaplan.writers.word.body import Body

_NAME, _FIGURE, _GAP, _UNITS = 1900, 700, 400, 40
"""Twips of what stands beside a bar, and the parts of which the longest has all."""
_FILLS = {"lleno": BLUE, "rayado": "8FA9C8", "punteado": "C9A25B", "vacio": "C5CED8"}
"""A cell has no pattern that all programs print: tones that stay apart without colour, beside their words."""
_INDENT = 300
_PAGE_OF = (
    '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGEREF {} \\h </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def sum_up(body: "Body", bloque: Barras | Indice) -> Iterator[str]:
    """Write what a long document begins with."""
    if isinstance(bloque, Barras):
        yield _draw(body, bloque)
    else:
        yield from _list_contents(body, bloque)


def _draw(body: "Body", barras: Barras) -> str:
    """Draw bars as shaded cells, as wide as what they count, two series beside one another.

    The table that follows says the same to who cannot see them.
    """
    unit = (body.width - 2 * (_NAME + _FIGURE) - _GAP) // (2 * _UNITS)
    half = (_NAME, *[unit] * _UNITS, _FIGURE)
    between = body.width - 2 * sum(half)
    gap = cell(body.paragraph("Celda", ""), between)
    rows = []
    for left, right in zip_longest(barras.series[::2], barras.series[1::2], fillvalue=Serie("", ())):
        titles = (
            cell(body.paragraph("Encabezado de tabla", body.run(each.titulo)), sum(half), span=len(half))
            for each in (left, right)
        )
        rows.append(row([gap.join(titles)]))
        for one, other in zip_longest(left.medidas, right.medidas):
            rows.append(row([gap.join((_bar(body, one, unit), _bar(body, other, unit)))]))
    return body.frame(
        (*half, between, *half), "Cuentas, dibujadas; la tabla que sigue las dice", "".join(rows)
    )


def _bar(body: "Body", medida: Medida | None, unit: int) -> str:
    empty = body.paragraph("Celda", "")
    if medida is None:
        return cell(empty, _NAME + _UNITS * unit + _FIGURE, span=_UNITS + 2)
    drawn = -(-medida.parte * _UNITS // 100)
    spans = ((drawn, _FILLS[medida.trama]), (_UNITS - drawn, ""))
    return "".join(
        (
            cell(body.paragraph("Celda", body.run(medida.nombre)), _NAME),
            *(cell(empty, span * unit, span=span, fill=fill) for span, fill in spans if span),
            cell(body.paragraph("Celda de cifra", body.run(str(medida.cifra))), _FIGURE),
        )
    )


def _list_contents(body: "Body", indice: Indice) -> Iterator[str]:
    """List the headings with their pages. These are fields of their own: LibreOffice fills none in a TOC."""
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{body.width}"/></w:tabs>'
    yield body.paragraph("heading 1", body.run("Contenido"))
    for titulo in indice.entradas:
        indent = f'<w:ind w:left="{_INDENT * (titulo.nivel - 2)}"/>'
        name = body.run(" ".join(filter(None, (titulo.rotulo, titulo.texto))) + "\t")
        page = f"{_PAGE_OF.format(titulo.ancla)}{body.run('…')}{_END}"
        looks = f'<w:pStyle w:val="{body.styles["Celda"]}"/>{tabs}{indent}'
        link = f'<w:hyperlink w:anchor="{titulo.ancla}">{name}{page}</w:hyperlink>'
        yield f"<w:p><w:pPr>{looks}</w:pPr>{link}</w:p>"
