"""What papers say of themselves: the letterhead, the site with its code, whom to answer. Every format."""

import io
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
import zxingcpp
from docx import Document
from helpers import papers
from helpers.calls import EJEMPLO, program
from helpers.letterheads import OFFICE, SITE, image, tell, with_letterhead
from helpers.papers import apart
from helpers.plans import TALLER, accion
from helpers.plans import plan as plan_of
from openpyxl import load_workbook
from PIL import Image, ImageDraw

from rutaplan.plan import Plan
from rutaplan.render import own_folder
from rutaplan.views.documents import DOCUMENTS
from rutaplan.writers.offers import find_offers

ASKING = {"institucion", "pais", "pendientes", "formulario", "seguimiento", "directorio"}
OFFERS = [(each.document.name, each.format) for each in find_offers((own_folder(),))]
UNTIL = "hasta el 15 de enero de 2027"


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    data = apart(EJEMPLO, tmp_path_factory.mktemp("identidad"))
    tell(data, image(size=(400, 80)))
    return with_letterhead(data)


def of(plan: Plan, kind: str) -> dict[str, tuple[str, bytes]]:
    """Every file of a format, with its document."""
    return {
        name: (document, content)
        for document, each in OFFERS
        if each == kind
        for name, content in papers.made(plan, document, kind).items()
    }


def pictures(kind: str, content: bytes) -> list[Image.Image]:
    folder = "word/media/" if kind == "docx" else "xl/media/"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [
            Image.open(io.BytesIO(archive.read(name)))
            for name in archive.namelist()
            if name.startswith(folder)
        ]


def drawn(side: int, path: str) -> Image.Image:
    """A code as a browser draws it."""
    made = Image.new("L", (8 * side, 8 * side), 255)
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path):
        left, top = 8 * int(x), 8 * int(y)
        ImageDraw.Draw(made).rectangle((left, top, left + 8 * int(length) - 1, top + 7), fill=0)
    return made


def codes(images: list[Image.Image]) -> list[str]:
    return [each.text for one in images for each in zxingcpp.read_barcodes(one.convert("L"))]


def test_html(plan: Plan) -> None:
    for name, (document, content) in of(plan, "html").items():
        text = content.decode()
        assert text.count('<img src="data:image/png;base64,') == 1, name
        assert re.search(r'<img [^>]*alt="Membrete[^"]*"', text), name
        (code,) = re.findall(r'viewBox="0 0 (\d+) \d+" shape-rendering="crispEdges"><path d="([^"]*)"', text)
        assert codes([drawn(int(code[0]), code[1])]) == [SITE]
        assert f'href="{SITE}"' in text
        assert (f'<a href="mailto:{OFFICE}" rel="noreferrer">{OFFICE}</a>, {UNTIL}.' in text) is (
            document in ASKING
        )


def test_word(plan: Plan) -> None:
    for name, (document, content) in of(plan, "docx").items():
        assert codes(pictures("docx", content)) == [SITE], name
        assert len(pictures("docx", content)) == 2
        word = Document(io.BytesIO(content))
        assert "r:embed" in word.sections[0].header.part.blob.decode()
        said = "\n".join(each.text for each in word.paragraphs)
        assert f"Este plan, al día: {SITE}" in said
        assert (f"Para responder: {OFFICE}, {UNTIL}." in said) is (document in ASKING)
        assert "{{" not in said


def test_excel(plan: Plan) -> None:
    for name, (document, content) in of(plan, "xlsx").items():
        assert codes(pictures("xlsx", content)) == [SITE], name
        sheet = load_workbook(io.BytesIO(content))["Cómo leer"]
        said = {row[0].value: row[1].value for row in sheet.iter_rows()}
        assert said["Este plan, al día"] == SITE
        assert ("Para responder" in said) is (document in ASKING)
        assert said.get("Para responder", f"{OFFICE}, {UNTIL}.") == f"{OFFICE}, {UNTIL}."


def test_markdown_and_csv_have_words_alone(plan: Plan) -> None:
    for name, (document, content) in of(plan, "md").items():
        assert "Este plan, al día: " in content.decode(), name
        assert ("Para responder: " in content.decode()) is (document in ASKING)
    for name, (_, content) in of(plan, "csv").items():
        assert b"ejemplo.org/plan" not in content, name


@pytest.mark.programas
def test_pdf(plan: Plan, tmp_path: Path) -> None:
    names = ("plenaria", "cronograma", "pendientes", "institucion")
    for name, document in ((name, each) for each in names for name in papers.made(plan, each, "pdf")):
        content = papers.made(plan, document, "pdf")[name]
        path = tmp_path / name
        path.write_bytes(content)
        subprocess.run([program("pdftoppm"), "-r", "110", "-png", path, path.with_suffix("")], check=True)
        pages = [Image.open(each) for each in sorted(tmp_path.glob(f"{path.stem}-[0-9]*.png"))]
        assert SITE in codes(pages), name
        for each in tmp_path.glob("*.png"):
            each.unlink()
        said = subprocess.run(
            [program("pdftotext"), path, "-"], check=True, capture_output=True, text=True
        ).stdout
        assert (f"Para responder: {OFFICE}, {UNTIL}." in " ".join(said.split())) is (document in ASKING)


def test_nothing_is_printed_that_nobody_said() -> None:
    plan = papers.read(EJEMPLO)
    for document in DOCUMENTS:
        for kind in ("html", "docx", "xlsx"):
            for name, content in papers.made(plan, document.name, kind).items():
                assert b"<img" not in content, name
                assert kind == "html" or pictures(kind, content) == []


def test_the_same_bytes_twice(plan: Plan) -> None:
    for kind in ("docx", "xlsx", "pdf", "html"):
        assert papers.made(plan, "pendientes", kind) == papers.made(plan, "pendientes", kind)


HEADER = ("Secretaría de la Región", "Dirección de Consulares", "Unidad de Retorno", "Documento de trabajo")


def with_header() -> Plan:
    lines = "".join(f"    {line}\n" for line in HEADER)
    taller = f"{TALLER}documentos:\n  encabezado: |-\n{lines}"
    return plan_of(accion("RET-N-01", "Texto de prueba."), taller=taller)


def test_a_header_of_several_lines_keeps_them() -> None:
    assert "<br>".join(HEADER).encode() in next(iter(papers.made(with_header(), "matriz", "md").values()))
    assert "\n".join(HEADER).encode() in next(iter(papers.made(with_header(), "matriz", "html").values()))


@pytest.mark.programas
@pytest.mark.parametrize("document", ["matriz", "plenaria"])
def test_a_header_of_several_lines_stays_on_the_sheet(document: str, tmp_path: Path) -> None:
    (content,) = papers.made(with_header(), document, "pdf").values()
    (tmp_path / "made.pdf").write_bytes(content)
    call = [program("pdftotext"), "-bbox", "-l", "1", tmp_path / "made.pdf", "-"]
    told = subprocess.run(call, check=True, capture_output=True, text=True).stdout
    tops = [float(top) for top in re.findall(r'yMin="([\d.]+)"[^>]*>(?:Secretaría|Dirección|Unidad)<', told)]
    assert len(tops) == 3
    assert min(tops) > 18, "a printer leaves a quarter of an inch at the edge"
