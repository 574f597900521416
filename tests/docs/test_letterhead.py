"""docs/plantillas.md puts a letterhead on every document: its steps, done as they are written."""

import re
import shlex
import shutil
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Mm
from helpers.calls import ROOT, Rutaplan
from helpers.letterheads import image
from helpers.papers import parts
from helpers.plans import documents

PAGE = ROOT / "docs" / "plantillas.md"
STEPS = (
    PAGE.read_text(encoding="utf-8")
    .partition("## El membrete de todos los documentos\n")[2]
    .partition("\n## ")[0]
)
OWN = "Oficina de prueba"


def block(kind: str) -> str:
    (found,) = re.findall(rf"```{kind}\n(.*?)```", STEPS, re.DOTALL)
    return re.sub(r"(?m)^   ", "", found)


def follow(plan: Path, rutaplan: Rutaplan, *, word: bool) -> None:
    """Do the steps; word: the third one too, which a person does in Word."""
    setting = block("yaml")
    (name,) = re.findall(r"membrete: (\S+)", setting)
    (plan / "data" / name).parent.mkdir(exist_ok=True)
    (plan / "data" / name).write_bytes(image(size=(600, 120)))
    with (plan / "data" / "taller.yaml").open("a", encoding="utf-8") as taller:
        taller.write(setting)
    if word:
        (target,) = re.findall(r"copie \[documento\.docx\]\(([^)]+)\) a una carpeta `templates/`", STEPS)
        (plan / "templates").mkdir()
        copy = Path(shutil.copy(PAGE.parent / target, plan / "templates"))
        sheet = Document(str(copy))
        (plan / "suyo.png").write_bytes(image(size=(500, 90)))
        header = sheet.sections[0].header
        header.paragraphs[0].insert_paragraph_before(OWN).add_run().add_picture(
            str(plan / "suyo.png"), height=Mm(12)
        )
        sheet.styles["Normal"].font.name = "Georgia"
        sheet.save(str(copy))
    _, *call = shlex.split(block("console").removeprefix("$ "))
    few = ("--formato", "docx", "--formato", "html") if word else ()
    done = rutaplan(*call, *few, cwd=plan)
    assert done.code == 0, done.err
    assert "TAL02" not in done.err
    rest = [name for name in documents("docx") if name not in call]
    assert rutaplan("render", *rest, "--formato", "docx", cwd=plan).code == 0


def media(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return [name for name in archive.namelist() if "/media/" in name]


def test_one_line_puts_it_on_every_document(seed: Path, rutaplan: Rutaplan) -> None:
    follow(seed, rutaplan, word=False)
    for path in (seed / "salida").iterdir():
        if path.suffix in {".docx", ".xlsx"}:
            assert len(media(path)) == 1, path.name
        elif path.suffix == ".html":
            assert 'src="data:image/png;base64,' in path.read_text(encoding="utf-8"), path.name
        elif path.suffix == ".pdf":
            assert b"/Subtype/Image" in path.read_bytes().replace(b" ", b""), path.name
        elif path.suffix == ".md":
            assert b"base64" not in path.read_bytes()


@pytest.mark.programas
def test_one_word_file_puts_ones_own_paper_on_every_word_document(seed: Path, rutaplan: Rutaplan) -> None:
    follow(seed, rutaplan, word=True)
    made = sorted((seed / "salida").rglob("*.docx"))
    assert {
        path.relative_to(seed / "salida").parts[0].partition(".")[0].partition("-")[0] for path in made
    } == set(documents("docx")) - {"institucion", "pais"}, "nobody is asked anything yet"
    for path in made:
        assert len(media(path)) == 1, "the template's own wins"
        header = next(
            xml
            for name, xml in parts(path).items()
            if re.fullmatch(r"word/header\d*\.xml", name) and OWN.encode() in xml
        )
        assert header.count(b"<w:drawing") == 1
        assert Document(str(path)).styles["Normal"].font.name == "Georgia"
    assert 'src="data:image/png;base64,' in (seed / "salida" / "matriz.html").read_text(encoding="utf-8")
