"""ejemplos/: its orders are as printed, and what was typed in Word comes out in Word.

RUTAPLAN_ACEPTAR=1 rewrites the outputs, as in test_readme.
"""

import runpy
import shlex
import shutil
from pathlib import Path

import pytest
from docx import Document
from helpers.calls import ROOT, Rutaplan
from test_readme import ACEPTAR, blocks, cut

from rutaplan.load import load

EJEMPLOS = ROOT / "ejemplos"
GUIDE = EJEMPLOS / "README.md"


def words(path: Path) -> list[str]:
    """All that a Word document says, paragraph by paragraph."""
    return [each.text or "" for each in Document(str(path)).element.iter() if each.tag.endswith("}t")]


def test_from_word_to_yaml_and_to_word(tmp_path: Path, screen: Rutaplan) -> None:
    for path in EJEMPLOS.glob("*.docx"):
        shutil.copy(path, tmp_path)
    folder, text = tmp_path, GUIDE.read_text(encoding="utf-8")
    for _, block in blocks(GUIDE):
        orders = [line for line in block.splitlines() if line.startswith("$ ")]
        if orders[0].startswith("$ cd "):
            folder /= orders[0].removeprefix("$ cd ")
        order, printed = orders[-1], block.splitlines()[len(orders) :]
        done = screen(*shlex.split(order)[2:], cwd=folder)
        assert done.code == 0, done.out
        real = [line.rstrip() for line in done.out.splitlines()]
        text = text.replace(block, "\n".join([*orders, *cut(real, printed)]) + "\n")
    if ACEPTAR:
        GUIDE.write_text(text, encoding="utf-8")
    assert text == GUIDE.read_text(encoding="utf-8")
    acciones, typed = load(folder / "data")[0].acciones, words(EJEMPLOS / "formulario-lleno.docx")
    assert [each.id for each in acciones] == ["HUE-L-01", "HUE-L-02", "HUE-L-03", "HUE-N-01", "HUE-N-02"]
    assert [each.plazo_meses for each in acciones] == [6, 12, "por_definir", 24, 18]
    assert {each.texto for each in acciones} <= {*typed} & {*words(folder / "salida" / "matriz.docx")}


@pytest.mark.parametrize("filled", [False, True])
def test_the_forms_are_what_the_script_makes(tmp_path: Path, *, filled: bool) -> None:
    made = tmp_path / "a.docx"
    runpy.run_path(str(EJEMPLOS / "hacer_ejemplos.py"))["make_form"](filled=filled).save(str(made))
    kept = EJEMPLOS / f"formulario-{'lleno' if filled else 'vacio'}.docx"
    assert words(made) == words(kept)
    assert "EJEMPLO INVENTADO" in words(kept)[0]
