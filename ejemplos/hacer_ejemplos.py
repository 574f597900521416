"""Make the invented forms of this folder: as it is handed out, and as a group hands it back."""  # noqa: INP001 - a script, not a package

from pathlib import Path

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt
from docx.table import Table

HERE = Path(__file__).resolve().parent
PERSONAS = "Participantes: (Colocar nombre, cargo e institución a la que pertenece)"
NIVELES = ("A implementar a nivel local", "A implementar a nivel nacional")
TITULOS = ("Acciones estratégicas", "Plazo (meses)", "Instituciones involucradas")
EJE = "Huertos escolares"
LOCAL = (
    ("Sembrar un huerto en cada escuela de Villa Ejemplo.", "6", "Alcaldía de Villa Ejemplo"),
    ("Dar semillas y herramientas a los comités de padres.", "un año", "Alcaldía de Villa Ejemplo"),
    ("Enseñar a cocinar lo que se cosecha.", "", ""),
)
NACIONAL = (
    ("Incluir el huerto en el programa de estudios.", "24 meses", "Secretaría de Educación de Ejemplo"),
    ("Publicar un manual ilustrado.", "año y medio", "Secretaría de Educación de Ejemplo"),
    ("", "", ""),
)


def make_form(*, filled: bool) -> Paper:
    """Lay out what the workshop asks for, who answers, and a table with a part for each nivel."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(27.94), Cm(21.59)
    section.left_margin = section.right_margin = section.top_margin = Cm(1.8)
    document.styles["Normal"].font.size = Pt(10.5)
    document.core_properties.author = ""
    document.add_paragraph().add_run("EJEMPLO INVENTADO: taller de los huertos escolares").bold = True
    document.add_paragraph("Objetivo: acordar acciones para que cada escuela tenga su huerto y lo cuide.")
    document.add_paragraph(
        "Dinámica: cada grupo anota sus acciones y propone a quien las presenta en la plenaria, "
        "en un tiempo no mayor de 5 minutos."
    )
    document.add_paragraph(PERSONAS)
    document.add_paragraph("GRUPO 1: HUERTOS")
    persons = (("Ana Ejemplo Prueba", "Maestra", "Secretaría de Educación de Ejemplo"),) if filled else ()
    _table(document, (("Nombre", "Cargo", "Institución"), *persons, ("", "", "")))
    document.add_paragraph()
    table = _table(document, (("",) * 7, ("Eje de Trabajo:", *TITULOS, *TITULOS)))
    for at, nivel in zip((1, 4), NIVELES, strict=True):
        table.cell(0, at).merge(table.cell(0, at + 2)).text = nivel
    for at, (local, nacional) in enumerate(zip(LOCAL, NACIONAL, strict=True)):
        row = (*local, *nacional) if filled else ("",) * 6
        for cell, text in zip(table.add_row().cells, (EJE if not at else "", *row), strict=True):
            cell.text = text
    return document


def _table(document: Paper, rows: tuple[tuple[str, ...], ...]) -> Table:
    table = document.add_table(0, len(rows[0]), style="Table Grid")
    for at, row in enumerate(rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.paragraphs[0].add_run(text).bold = not at
    head = OxmlElement("w:tblHeader")  # who listens to the page hears the title of each cell
    head.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(head)  # noqa: SLF001 - python-docx offers no other way
    return table


if __name__ == "__main__":
    make_form(filled=False).save(str(HERE / "formulario-vacio.docx"))
    make_form(filled=True).save(str(HERE / "formulario-lleno.docx"))
