"""The workshop's form as a Word file, in the shapes in which people leave it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE

from helpers.calls import SEED
from helpers.papers import read

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001 48afa471 0000000049454e44ae426082".replace(" ", "")
)

TEXTO = SEED / "fuentes" / "formulario-grupo-1-retorno.txt"
EJE = "Procesos de retorno de personas migrantes y refugiadas en sus países de origen"
NIVELES = ("A implementar a Nivel Nacional", "A implementar a nivel regional")
TITULOS = ("Acciones estratégicas", "Plazo (meses)\nInstituciones involucradas")
PERSONAS = (
    ("Ana Ejemplo Pérez", "Directora", "INM (Honduras)"),
    ("Luis Muestra", "Cónsul", "Embajada Inventada"),
)


def textos(nivel: str) -> list[str]:
    return [each.texto for each in read(SEED).acciones if each.nivel == nivel]


@dataclass
class Forma:
    """One form. estilo: of the paragraphs of actions. plazos: what stands beside each, or beside all."""

    grupo: str = "GRUPO 1: RETORNO"
    eje: str = EJE
    estilo: str = ""
    prefijo: str = ""
    por_fila: bool = False
    separadas: bool = False
    en_la_tabla: bool = False
    participantes: Sequence[Sequence[str]] = ()
    nacionales: list[str] = field(default_factory=lambda: textos("nacional"))
    regionales: list[str] = field(default_factory=lambda: textos("regional"))
    plazos: dict[int, str] = field(default_factory=dict)
    instituciones: dict[int, str] = field(default_factory=dict)
    numerados: bool = False


@cache
def _blank() -> bytes:
    """What python-docx begins with, without its hundred designs of tables: to read their 340 KB takes 20 ms."""
    document, stream = Document(), io.BytesIO()
    for style in [each for each in document.styles if each.type is WD_STYLE_TYPE.TABLE]:
        if style.name not in {"Normal Table", "Table Grid"}:
            style.delete()
    package = document.part.package
    for part in (document.part, package):
        for ident, each in [*part.rels.items()]:
            if each.reltype.endswith(("/stylesWithEffects", "/thumbnail")):
                del part.rels[ident]
    document.save(stream)
    return stream.getvalue()


def blank() -> Any:
    """An empty Word document."""
    return Document(io.BytesIO(_blank()))


def save(path: Path, *formas: Forma) -> Path:
    document = blank()
    lines = TEXTO.read_text(encoding="utf-8").splitlines()
    for line in lines[:7]:
        document.add_paragraph(line.strip())
    for forma in formas:
        _add(document, forma)
    document.save(str(path))
    return path


def _add(document: Any, forma: Forma) -> None:
    width = 3 if forma.separadas else 2
    rotulo = "Participantes:  (Colocar nombre, cargo e institución a la que pertenece)"
    if not forma.en_la_tabla:
        document.add_paragraph(rotulo)
        document.add_paragraph(forma.grupo)
        if forma.participantes:
            people = document.add_table(0, 3)
            for persona in forma.participantes:
                _fill(people.add_row().cells, persona)
            document.add_paragraph("")
    table = document.add_table(0, 1 + 2 * width)
    if forma.en_la_tabla:
        for text in (rotulo, forma.grupo, *(", ".join(each) for each in forma.participantes)):
            cells = table.add_row().cells
            cells[0].merge(cells[-1]).text = text
    cells = table.add_row().cells
    for at, nivel in enumerate(NIVELES):
        cells[1 + at * width].merge(cells[(at + 1) * width]).text = nivel
    titles = [TITULOS[0], *(TITULOS[1].split("\n") if forma.separadas else TITULOS[1:])]
    _fill(table.add_row().cells, ("Eje de Trabajo:", *titles, *titles))
    if forma.por_fila:
        for at in range(max(len(forma.nacionales), len(forma.regionales))):
            _body(table.add_row().cells, forma, slice(at, at + 1), eje=at == 0)
    else:
        _body(table.add_row().cells, forma, slice(None), eje=True)


def _body(cells: Sequence[Any], forma: Forma, rows: slice, *, eje: bool) -> None:
    width = 3 if forma.separadas else 2
    cells[0].text = forma.eje if eje else ""
    for start, texts in ((1, forma.nacionales), (1 + width, forma.regionales)):
        own = list(enumerate(texts))[rows]
        _paragraphs(cells[start], [_marked(forma, at, text) for at, text in own], forma.estilo)
        if start > 1 and not forma.por_fila:
            continue  # what is beside the first nivel is enough
        first = start == 1
        values = {
            campo: [_numbered(forma, at, value[at]) for at, _ in own if first and at in value]
            for campo, value in (("plazos", forma.plazos), ("instituciones", forma.instituciones))
        }
        if forma.separadas:
            _paragraphs(cells[start + 1], values["plazos"], "")
            _paragraphs(cells[start + 2], values["instituciones"], "")
        else:
            _paragraphs(cells[start + 1], [*values["plazos"], *values["instituciones"]], "")


def _marked(forma: Forma, at: int, text: str) -> str:
    return f"{forma.prefijo.format(at + 1)}{text}"


def _numbered(forma: Forma, at: int, text: str) -> str:
    return f"{at + 1}. {text}" if forma.numerados else text


def _paragraphs(cell: Any, texts: Sequence[str], style: str) -> None:
    """Put a paragraph for each text, and an empty one between them, as the form has them."""
    for at, text in enumerate(texts):
        paragraph = cell.paragraphs[0] if not at else cell.add_paragraph()
        paragraph.text = text
        if style:
            paragraph.style = style
        elif at < len(texts) - 1:
            cell.add_paragraph()


def _fill(cells: Sequence[Any], texts: Sequence[str]) -> None:
    for cell, text in zip(cells, texts, strict=True):
        first, *rest = text.split("\n")
        cell.text = first
        for line in rest:
            cell.add_paragraph(line)
