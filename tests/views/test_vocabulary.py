"""No id of the machine, and no word without its accent, is shown where a reader looks."""

import io
import re
import zipfile

from helpers.calls import EJEMPLO, SEED
from helpers.papers import made, read
from helpers.reach import each_with_each
from helpers.sheets import cells
from helpers.whole import examples, make_plan
from openpyxl import load_workbook

from rutaplan.views import DOCUMENTS

PLANS = {
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


@each_with_each(name=[each.name for each in DOCUMENTS if each.name != "plenaria"], plan=PLANS)
def test_words_are_for_people(name: str, plan: str) -> None:
    source = PLANS[plan]()
    for kind in ("html", "md", "docx", "xlsx", "csv"):
        for file, content in made(source, name, kind).items():
            said = shown(file, content)
            assert said.strip()
            for wrong in (MACHINE, UNACCENTED, TONE):
                found = [said[max(0, each.start() - 30) : each.end() + 30] for each in wrong.finditer(said)]
                assert not found, file
