"""A text of several lines keeps them, in every document and format that prints it.

But what is said aloud runs on, and so does cambios, which tells of an action in one line.
"""

import io
import re
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import pytest
from helpers.calls import program
from helpers.papers import made
from helpers.plans import TALLER, accion, documents, plan
from openpyxl import load_workbook

from rutaplan.plan import Plan
from rutaplan.views.documents import CAMBIOS, DOCUMENTS
from rutaplan.views.placing import unbroken

ONE_LINE = re.compile(r"primera\.[^\S\n]*Segunda")
LONG = ("producto", "indicador", "medio_verificacion", "notas", "texto_fuente")
KINDS = ("html", "md", "docx", "xlsx", "csv")


def said(texto: str) -> str:
    return f"{texto} primera.\n  Segunda línea de esta."


@cache
def several() -> Plan:
    """A plan in which all that can have several lines has them; one action is withdrawn."""
    fields = [f"{campo}: |-\n  {said(campo)}" for campo in LONG]
    taller = "\n".join(
        (
            TALLER.replace("objetivo: Elaborar una posible ruta.", f"objetivo: |-\n  {said('objetivo')}"),
            f"lema: |-\n  {said('lema')}",
            f"dinamica: |-\n  {said('dinamica')}",
            "campos: {presupuesto: {titulo: Presupuesto}}",
        )
    )
    withdrawn = ("estado: descartada", f"motivo: |-\n  {said('motivo')}")
    more = (
        'otros: {presupuesto: "presupuesto primera.\\nSegunda línea"}',
        "titulo_breve: Lo que se dice en una línea",
        "contraparte: [RET-R-01]",
        "prioridad: true",
        "plazo_desde: 2027-01-15",
    )
    return plan(
        accion(
            "RET-N-01",
            said("texto"),
            *fields,
            *more,
            plazo="6",
            instituciones="[hn-inm]",
        ),
        accion("RET-N-02", said("otro"), *withdrawn),
        accion(
            "RET-R-01",
            said("regional"),
            "depende_de: [RET-N-01]",
            plazo="8",
            instituciones="[hn-inm, por_definir]",
        ),
        taller=taller,
    )


def shown(name: str, content: bytes) -> str:
    """What a file says, with a line where a reader sees one."""
    if name.endswith(".xlsx"):
        sheets = load_workbook(io.BytesIO(content)).worksheets
        return "\n".join(str(cell.value) for sheet in sheets for row in sheet.rows for cell in row)
    if name.endswith(".csv"):
        return content.decode()
    text = content.decode(errors="replace")
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            text = archive.read("word/document.xml").decode()
    text = " ".join(text.split())
    return re.sub("<[^>]*>", "", re.sub(r"<(?:br ?/?|w:br/|/w:p)>", "\n", text))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "name", [each.name for each in DOCUMENTS if each.name not in {CAMBIOS, "directorio"}]
)
def test_lines_stay(name: str, kind: str) -> None:
    for file, content in made(several(), name, kind).items():
        text = shown(file, content)
        assert "primera." in text or name == "directorio", file  # it tells of no action
        assert not (found := ONE_LINE.search(text)), text[max(0, found.start() - 100) : found.end()]


@pytest.mark.programas
@pytest.mark.parametrize("name", documents("pdf"))
def test_lines_stay_on_paper(name: str, tmp_path: Path) -> None:
    for file, content in made(several(), name, "pdf").items():
        path = tmp_path / file
        path.write_bytes(content)
        read = subprocess.run([program("pdftotext"), "-raw", path, "-"], capture_output=True, check=True)
        assert "primera." in read.stdout.decode() or name == "directorio"
        assert not ONE_LINE.search(read.stdout.decode()), file


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("corto plazo, 3 ago 2027", "corto plazo, 3_ago_2027"),
        ("cancillerías de HN, GT y MX; OIM", "cancillerías de HN,_GT_y_MX; OIM"),
        ("INM (Honduras); SRE e INM", "INM (Honduras); SRE e INM"),
    ],
)
def test_what_is_read_at_once_stays_on_a_line(text: str, kept: str) -> None:
    assert unbroken(text) == kept.replace("_", "\u00a0")
