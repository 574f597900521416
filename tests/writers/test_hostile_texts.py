"""What no writer lets through: live markup, people's names, the clock. Every document in every format."""

import csv
import io
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from helpers import papers
from helpers.calls import EJEMPLO, Rutaplan, program
from helpers.hostile import NOMBRE, TEXTOS, ident, write_hostile_plan
from helpers.papers import parts, readable

from rutaplan.render import own_folder
from rutaplan.render.sandbox import escape_markdown
from rutaplan.views.documents import CAMBIOS, DOCUMENTS
from rutaplan.writers.offers import find_offers

EVERYTHING = [document.name for document in DOCUMENTS if document.name != CAMBIOS]


SHEETS = dict.fromkeys(("matriz", "consolidada", "formulario-g1-retorno"), TEXTOS) | {
    "pendientes": TEXTOS[1::2]
}
"""The texts that the sheets hold; the other group has no actions."""
Made = Callable[..., dict[str, Path]]
"""Every document of the hostile plan in a format, or those of some names, by file name."""
TYPST = {
    offer.template.path.name: offer.document.name
    for offer in reversed(find_offers((own_folder(),)))
    if offer.format == "pdf" and offer.template
}
"""A document of each template that typst sets; each takes it a quarter of a second, and there are twelve."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("hostil")
    plan = papers.read(write_hostile_plan(folder))

    @cache
    def in_format(kind: str, names: tuple[str, ...] = ()) -> dict[str, Path]:
        found = {}
        for offer in find_offers((own_folder(),)):
            if offer.format == kind and (not names or offer.document.name in names):
                for name, content in papers.made(plan, offer.document.name, kind).items():
                    found[name] = folder / name
                    found[name].write_bytes(content)
        return dict(sorted(found.items()))

    return in_format


def of(made: Made, kind: str) -> list[Path]:
    found = [*made(kind).values()]
    assert found
    return found


class Page(HTMLParser):
    """What a browser would show, and what it would make."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.shown = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.shown += data


def test_html_shows_texts_and_makes_nothing_of_them(made: Made) -> None:
    for path in of(made, "html"):
        page = Page(path.read_text(encoding="utf-8"))
        scripts = sum(
            tag == "script" and "type" not in own for tag, own in page.elements
        )  # the other is data
        assert scripts == (1 if path.name == "sitio.html" else 0), path.name
        for tag, attributes in page.elements:
            assert tag not in {"img", "iframe", "object", "embed", "link", "base", "form"} or (
                tag == "form" and path.name == "sitio.html"
            )
            assert not [name for name in attributes if name.startswith("on") or name == "srcdoc"]
            assert (attributes.get("href") or "#").startswith("#")
            assert "src" not in attributes
        if path.stem in {
            "matriz",
            "consolidada",
            "cronograma",
            "sitio",
            "institucion-hn-inm",
            "pais-hn",
            "acta",
        }:
            assert [text for text in TEXTOS if text not in page.shown] == [], path.name
        if path.stem.startswith("institucion-hn"):
            assert NOMBRE in page.shown


def test_markdown_shows_texts(made: Made) -> None:
    for path in of(made, "md"):
        text = path.read_text(encoding="utf-8")
        if path.stem in {"matriz", "consolidada"}:
            assert [each for each in TEXTOS if str(escape_markdown(each)) not in text] == []


def test_csv_gives_texts_back_and_starts_no_formula(made: Made) -> None:
    for path in of(made, "csv"):
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        cells = [cell for row in rows for cell in row]
        assert [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}] == []
        texts = {cell.removeprefix("'") for cell in cells}
        expected = SHEETS.get(path.stem, ())
        assert [text for text in expected if text not in texts] == [], path.name


def test_spreadsheets_hold_texts_and_no_formula(made: Made) -> None:
    for path in of(made, "xlsx"):
        for name, xml in parts(path).items():
            assert not re.search(rb"<f[ >]|<hyperlink|externalLink", xml), name
        sheet = openpyxl.load_workbook(path).worksheets[0]
        values = {cell for row in sheet.iter_rows(values_only=True) for cell in row}
        expected = SHEETS.get(path.stem, ())
        assert [text for text in expected if text not in values] == [], path.name


def test_word_holds_texts_and_nothing_from_outside(made: Made) -> None:
    for path in of(made, "docx"):
        for name, xml in parts(path).items():
            assert b'TargetMode="External"' not in xml, name
            assert not re.search(rb"INCLUDE|DDE|<w:altChunk", xml), name
        document = Document(str(path))
        shown = "\n".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))
        if path.stem in {"matriz", "consolidada", "formulario-g1-retorno", "institucion-hn-inm", "pais-hn"}:
            assert [text for text in TEXTOS if text not in shown] == [], path.name


def squeezed(text: str) -> str:
    """A text without what a page's layout changes: white space, hyphens at the end of a line."""
    return re.sub(r"[\s\u00ad\u200b\u2010-]+", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("names", [(*TYPST.values(),), pytest.param((), marks=pytest.mark.programas)])
def test_pdf_holds_nothing_active(made: Made, names: tuple[str, ...]) -> None:
    found = made("pdf", names).values()
    assert len(found) >= max(len(names), 1)
    for path in found:
        assert not re.search(rb"/JavaScript|/JS\b|/Launch|/EmbeddedFile|/URI\b", path.read_bytes()), path.name


@pytest.mark.programas
@pytest.mark.parametrize("name", ["matriz", "consolidada"])
def test_pdf_shows_texts(made: Made, name: str) -> None:
    uncovered = re.compile("[\U0001f300-\U0001faff\u200d\u4e00-\u9fff\u0590-\u06ff]+")
    call = [program("pdftotext"), "-raw", made("pdf")[f"{name}.pdf"], "-"]
    shown = squeezed(subprocess.run(call, capture_output=True, check=True).stdout.decode("utf-8"))
    for text in TEXTOS:
        for piece in uncovered.split(text):
            assert squeezed(piece) in shown, piece
    assert "U+1F469" in shown


def test_right_to_left_marks_never_reach_a_writer(tmp_path: Path, rutaplan: Rutaplan) -> None:
    data = write_hostile_plan(tmp_path)
    path = data / "acciones" / "retorno" / f"{ident(1)}.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("de prueba", "de \u202e prueba"), encoding="utf-8"
    )
    outcome = rutaplan("render", "matriz", "--datos", str(data), "-o", str(tmp_path / "salida"))
    assert outcome.code == 1
    assert "U+202E" in outcome.err
    assert "\u202e" not in outcome.err
    assert not (tmp_path / "salida").exists()


@pytest.mark.parametrize(
    "kind", ["html", "md", "csv", "xlsx", "docx", pytest.param("pdf", marks=pytest.mark.programas)]
)
def test_nobody_is_named_without_permission(made: Made, kind: str) -> None:
    for path in of(made, kind):
        assert b"Canaria" not in readable(path), path.name
    if kind not in {"csv", "xlsx"}:
        assert b"Persona P\xc3\xbablica Ejemplo" in readable(made(kind)[f"plenaria-g1-retorno.{kind}"])


@pytest.mark.programas
def test_the_same_plan_gives_the_same_bytes_anywhere(tmp_path: Path, process: Rutaplan) -> None:
    found = []
    for folder, env in (
        ("una", {"PYTHONHASHSEED": "1", "TZ": "America/Mexico_City", "LANG": "C"}),
        ("otra/dos", {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"}),
    ):
        shutil.copytree(EJEMPLO, tmp_path / folder / "data")
        done = process("render", *EVERYTHING, "--corte", "2027-06-30", cwd=tmp_path / folder, env=env)
        assert done.code == 0, done.err
        salida = tmp_path / folder / "salida"
        files = [each for each in salida.rglob("*") if each.is_file()]
        found.append({each.relative_to(salida).as_posix(): each.read_bytes() for each in files})
    first, second = found
    assert {name.rpartition(".")[2] for name in first} == {"csv", "docx", "html", "json", "md", "pdf", "xlsx"}
    assert first.keys() == second.keys()
    assert [name for name, content in first.items() if content != second[name]] == []
    assert not [name for name, content in first.items() if str(tmp_path).encode() in content]
