"""body: the blocks of a page as the body of a Word document, in the styles of its template.

Styles are found by their names: programs that save a template give them other ids.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rutaplan.views.bloques import (
    QR_MM,
    Barras,
    Bloque,
    Celda,
    Clase,
    Columna,
    Contraste,
    Corte,
    Datos,
    Dicho,
    Dichos,
    Direccion,
    Indice,
    Parrafo,
    Renglones,
    Tabla,
    Titulo,
)
from rutaplan.views.qr import qr_png
from rutaplan.writers.word.markup import PALE, Pen, bookmark, cell, row
from rutaplan.writers.word.pictures import drawing
from rutaplan.writers.word.summary import sum_up

LAST_SAID = 3
"""So many rows at the end of a script stand on one sheet, with the note below them."""
HAND = 600
"""Twips: a row that one can write on."""
LEAST = 2000
"""Twips: what is left to a column, whatever the others ask for: a word, and not its letters one by one."""
TWIPS_PER_MM = 1440 / 25.4
_ID_LETTERS = 12
"""A longer id than this needs a wider column."""
_MAX_ID = 1 / 3
_PARRAFOS = {
    "normal": "Normal",
    "fuerte": "Destacado",
    "discreto": "Discreto",
    "aviso": "Aviso",
    "sobre": "Sobre el título",
    "nota": "Nota",
    "aclaracion": "Aclaración",
}
_MARCAS = {"": "", "sale": '<w:strike/><w:color w:val="7A3B00"/>', "entra": '<w:b/><w:u w:val="single"/>'}
_ROTULOS_MM = 70
_MINUTOS_MM = 22
_RENGLON = "_" * 48
NAMES = (
    "Normal", "Title", "heading 1", "heading 2", "Destacado", "Discreto", "Aviso", "Sobre el título", "Celda",
    "Celda de cifra", "Celda discreta", "Lo que se dice", "Encabezado de tabla", "Encabezado de cifra",
    "Encabezado de nivel", "Rótulo", "Id", "Marca", "Hueco", "Nota", "Aclaración", "Gris", "Strong",
    "Llamada de nota", "Tabla rutaplan",
)  # fmt: skip
"""The styles that the body is written in."""
_KEPT_LINES, _LETTERS = 24, 110
"""So many lines at the end of a document stand on one sheet; the letters of a line."""
_KEPT_ROWS = 16
"""More rows than these do not fit a sheet: told to stay together, LibreOffice leaves their title behind."""
_TAGS = re.compile("<[^>]+>")
NEW_SHEET = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


@dataclass(frozen=True)
class Body(Pen):
    """Writes blocks as XML. pictures: those that it writes, by number, for the part that holds them."""

    pictures: dict[int, bytes] = field(default_factory=dict)

    def write(self, bloques: Iterable[Bloque]) -> str:
        """Write blocks one after another; two tables that touch would become one in Word."""
        written, after_table = list[str](), False
        for bloque in bloques:
            is_table = isinstance(bloque, Tabla | Datos | Renglones | Dichos | Barras)
            if is_table and after_table:
                written.append(self.paragraph("Discreto", ""))
            written += self._bloque(bloque)
            after_table = is_table
        return "".join(_with_end_kept(written))

    def _bloque(self, bloque: Bloque) -> Iterator[str]:
        match bloque:
            case Titulo():
                label = self.run(f"{bloque.rotulo} ", "Gris") if bloque.rotulo else ""
                style = f"heading {bloque.nivel - 1}" if bloque.nivel > 1 else "Title"
                yield self.paragraph(style, bookmark(bloque.ancla, label + self.run(bloque.texto)))
            case Parrafo():
                yield self.paragraph(_PARRAFOS[bloque.estilo], self.run(bloque.texto))
            case Datos() | Renglones():
                yield self._facts(bloque)
            case Tabla():
                yield self._table(bloque)
            case Dichos():
                yield self._script(bloque)
            case Direccion():
                yield self._link(bloque)
            case Contraste():
                marked = [self.run(f"{each.texto} ", look=_MARCAS[each.marca]) for each in bloque.tramos]
                yield self.paragraph("Normal", self.run(f"{bloque.rotulo}. ", "Strong") + "".join(marked))
            case Barras() | Indice():
                yield from sum_up(self, bloque)
            case Corte():
                yield NEW_SHEET

    def _link(self, bloque: Direccion) -> str:
        if not bloque.trazo:
            return self.paragraph("Normal", self.run(bloque.dicho))
        number = len(self.pictures) + 1
        self.pictures[number] = qr_png(bloque.destino)
        code = drawing(number, QR_MM, QR_MM, f"Código QR de {bloque.texto}")
        return self.paragraph("Discreto", f"<w:r>{code}</w:r>") + self.paragraph(
            "Discreto", self.run(bloque.dicho)
        )

    def _facts(self, bloque: Datos | Renglones) -> str:
        label = round(min(_ROTULOS_MM * TWIPS_PER_MM, self.width / 2))
        widths = label, self.width - label
        tall = isinstance(bloque, Renglones)
        rows = (
            row(
                (
                    cell(self.paragraph("Rótulo", self.run(dato.rotulo)), widths[0]),
                    cell(
                        self.paragraph("Hueco", self.run(dato.hueco))
                        if dato.hueco
                        else self.paragraph("Celda", self.run(dato.valor)),
                        widths[1],
                    ),
                ),
                height=HAND if tall else 0,
            )
            for dato in bloque.datos
        )
        return self.frame(
            widths,
            bloque.datos[0].rotulo if len(bloque.datos) == 1 else "Líneas para llenar" if tall else "Datos",
            "".join(rows),
        )

    def _script(self, bloque: Dichos) -> str:
        minutes = round(_MINUTOS_MM * TWIPS_PER_MM)
        widths = minutes, self.width - minutes
        rows = [
            row((cell(self._minute(dicho), widths[0]), cell(self._spoken(dicho), widths[1])))
            for dicho in bloque.filas
        ]
        rows[-LAST_SAID:-1] = map(_kept, rows[-LAST_SAID:-1])
        return self.frame(widths, "Lo que se dice, y en qué minuto", "".join(rows))

    def _minute(self, dicho: Dicho) -> str:
        title = self.paragraph("Marca", self.run(dicho.titulo)) if dicho.titulo else ""
        return self.paragraph("Lo que se dice", self.run(dicho.minuto, "Strong")) + title

    def _spoken(self, dicho: Dicho) -> str:
        note = self.paragraph("Celda discreta", self.run(dicho.nota)) if dicho.nota else ""
        said = self.paragraph("Lo que se dice", self.run(dicho.texto)) if dicho.texto else note
        blank = self.paragraph("Lo que se dice", "")
        lines = (f"{number}. {_RENGLON}" for number in range(1, dicho.renglones + 1))
        return said + "".join(blank + self.paragraph("Lo que se dice", self.run(line)) for line in lines)

    def _table(self, tabla: Tabla) -> str:
        widths = self._widths(tabla)
        height = HAND if tabla.a_mano else 0
        rows = [*self._heads(tabla, widths)]
        for fila in tabla.filas:
            cells = zip(tabla.columnas, fila, widths, strict=True)
            made = (cell(self._content(columna, celda), width) for columna, celda, width in cells)
            rows.append(row(made, height=height))
        empty = [cell(self.paragraph("Celda", ""), width) for width in widths]
        rows += [row(empty, height=HAND)] * tabla.blancas
        if tabla.total:
            sums = zip(tabla.columnas, tabla.total, widths, strict=True)
            rows.append(row(cell(self._sum(one, sum_), width, fill=PALE) for one, sum_, width in sums))
        if tabla.junta and len(rows) <= _KEPT_ROWS:
            rows[:-1] = map(_kept, rows[:-1])
        return self.frame(widths, tabla.rotulo, "".join(rows))

    def _heads(self, tabla: Tabla, widths: Sequence[int]) -> Iterator[str]:
        if tabla.sobre:
            over = self.paragraph("Encabezado de nivel", self.run(tabla.sobre))
            yield row([cell(over, sum(widths), span=len(widths), edge="top")], header=True)
        titles = zip(tabla.columnas, widths, strict=True)
        yield row(
            (cell(self._head(columna), width, edge="bottom", fill=PALE) for columna, width in titles),
            header=True,
        )

    def _head(self, columna: Columna) -> str:
        style = "Encabezado de cifra" if columna.clase is Clase.CIFRA else "Encabezado de tabla"
        return self.paragraph(style, self.run(columna.titulo))

    def _sum(self, columna: Columna, celda: Celda) -> str:
        style = "Celda de cifra" if columna.clase is Clase.CIFRA else "Celda"
        return self.paragraph(style, self.run(celda.texto, "Strong"))

    def _content(self, columna: Columna, celda: Celda) -> str:
        if columna.clase is Clase.ID:
            # Where one types beside an id is no matter: the fingerprint goes with it, out of sight.
            mark = self.run(f" {celda.huella}", look="<w:vanish/>") if celda.huella else ""
            ident = self.paragraph("Id", self.run(celda.texto) + mark)
            return ident + (self.paragraph("Marca", self.run(celda.menudo)) if celda.menudo else "")
        style = "Celda de cifra" if columna.clase in {Clase.CIFRA, Clase.CASILLA} else "Celda"
        call = self.run(str(celda.nota), "Llamada de nota") if celda.nota else ""
        parts = [self.paragraph(style, self.run(celda.texto) + call)]
        small = {"Celda discreta": (celda.falta, celda.menudo), "Hueco": (celda.hueco,)}
        for name, texts in small.items():
            parts += [self.paragraph(name, self.run(text)) for text in texts if text]
        return "".join(parts)

    def _widths(self, tabla: Tabla) -> list[int]:
        """Share the width: what a column asks for, and the rest among those that ask for nothing."""
        asked = [round(columna.ancho * TWIPS_PER_MM) for columna in tabla.columnas]
        if tabla.columnas[0].clase is Clase.ID:
            longest = max((len(fila[0].texto) for fila in tabla.filas), default=0)
            wider = asked[0] * max(longest, _ID_LETTERS) // _ID_LETTERS
            asked[0] = min(wider, round(self.width * _MAX_ID))
        free = asked.count(0)
        share = max(LEAST, (self.width - sum(asked)) // free) if free else 0
        widths = [each or share for each in asked]
        return [width * self.width // sum(widths) for width in widths]


def _with_end_kept(written: Sequence[str]) -> Sequence[str]:
    """Keep the last paragraphs with one another, and with the last row before them: none is left alone."""
    kept, lines = [*written], 0
    for at in reversed(range(len(written) - 1)):
        before, row_, last = written[at].rpartition("<w:tr>")
        kept[at] = before + row_ + _kept(last)
        lines += 1 + len(_TAGS.sub("", last)) // _LETTERS
        if row_ or lines >= _KEPT_LINES:
            break
    return kept


def _kept(xml: str) -> str:
    """Keep paragraphs on one sheet with what follows."""
    return xml.replace("</w:pPr>", "<w:keepNext/></w:pPr>")
