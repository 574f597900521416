"""No id of the machine, and no word without its accent, is shown where a reader looks."""

import io
import re
import subprocess
import tempfile
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from helpers.calls import EJEMPLO, SEED, program
from helpers.large import write_large_plan
from helpers.papers import made, read
from helpers.plans import GRUPO, INSTITUCIONES, TALLER, accion, documents
from helpers.plans import plan as plan_of
from helpers.reach import each_with_each
from helpers.sheets import cells
from helpers.whole import examples, make_plan
from openpyxl import load_workbook

from rutaplan.load import load
from rutaplan.plan import Plan
from rutaplan.views.documents import DOCUMENTS


@cache
def large() -> Plan:
    """Everything filled in: one action in seven, since of the rest the same words are said."""
    with tempfile.TemporaryDirectory() as folder:
        plan = load(write_large_plan(Path(folder)))[0]
    return replace(plan, acciones=plan.acciones[::7], todas=plan.acciones)


@cache
def silent() -> Plan:
    """Nobody has decided what texts may leave open."""
    campos = ("titulo_breve", "producto", "indicador", "medio_verificacion", "notas")
    lines = (*(f"{campo}: por_definir" for campo in campos), "prioridad: true")
    top = "lema: por_definir\ndocumentos: {encabezado: por_definir, simbolo: por_definir}\n"
    return plan_of(
        accion("RET-N-01", "Texto de prueba.", *lines, plazo="6", instituciones="[hn-inm]"),
        accion("RET-R-01", "Texto de la otra.", "contraparte: [RET-N-01]", *lines),
        taller=TALLER.replace("titulo: Planteamiento de acciones", "titulo: por_definir") + top,
        grupo=GRUPO.replace("nombre: RETORNO", "nombre: por_definir"),
        instituciones=INSTITUCIONES.replace("sigla: INM", "sigla: por_definir, nombre_es: por_definir"),
    )


PLANS = {
    "silencios": silent,
    "grande": large,
    "seed": lambda: read(SEED),
    "ejemplo": lambda: read(EJEMPLO),
    "formato": lambda: make_plan(examples())[0],
}
MACHINE = re.compile(r"[^\W\d_]_[^\W\d_]")
UNACCENTED = re.compile(r"\b(?:en ejecucion|accion|institucion|pais|poblacion)\b", re.IGNORECASE)
TONE = re.compile(r"cumplen? lo pedido|deben? proponer|no cuadra", re.IGNORECASE)


def shown(name: str, content: bytes) -> str:
    """What a reader of a file sees."""
    if name.endswith(".xlsx"):
        book = load_workbook(io.BytesIO(content))
        return "\n".join(str(cell) for sheet in book.worksheets for row in cells(sheet) for cell in row)
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return re.sub("<[^>]*>", " ", archive.read("word/document.xml").decode())
    text = content.decode()
    if name.endswith(".html"):
        text = re.sub(r"(?s)<(style|script)\b.*?</\1>|<[^>]*>", " ", text)
    return text.replace("\\_", "_")


@each_with_each(name=[each.name for each in DOCUMENTS], plan=PLANS)
def test_words_are_for_people(name: str, plan: str) -> None:
    source = PLANS[plan]()
    for kind in ("html", "md", "docx", "xlsx", "csv"):
        for file, content in made(source, name, kind).items():
            check(source, file, shown(file, content))


@pytest.mark.programas
@each_with_each(name=documents("pdf"), plan=PLANS)
def test_words_are_for_people_on_paper_too(name: str, plan: str, tmp_path: Path) -> None:
    source = PLANS[plan]()
    for file, content in made(source, name, "pdf").items():
        path = tmp_path / file
        path.write_bytes(content)
        said = subprocess.run([program("pdftotext"), path, "-"], capture_output=True, check=True).stdout
        check(source, file, said.decode())


@cache
def idents(plan: Plan) -> re.Pattern[str]:
    """The ids for which a name stands. A country's code is one only where it is called so, and after a type:

    «cancillerías de HN y MX».
    """
    named = (*plan.institucion_by_id, *plan.grupo_by_id)
    codes = "|".join(plan.catalogos.paises)
    return re.compile(
        rf"(?<![\w.@/-])(?:{'|'.join(named)})(?![\w.@/-])|(?<!Código )(?<! de )(?<!, )(?<! y )\b(?:{codes})\b"
    )


def check(plan: Plan, file: str, said: str) -> None:
    """Nothing of a document is the machine's, or against the tone of a secretariat."""
    assert said.strip()
    words = re.sub(r"[\s|:]+", " ", said)
    # In the directory an institution has its id in a column of its own, by which the paper comes back.
    asked = () if file.startswith("directorio") else (idents(plan),)
    for wrong in (MACHINE, UNACCENTED, TONE, *asked):
        found = [words[max(0, each.start() - 30) : each.end() + 30] for each in wrong.finditer(words)]
        assert not found, file
