"""docs/iniciar.md prints what happens: its orders, one after the other, from a form to the papers.

RUTAPLAN_ACEPTAR=1 rewrites the outputs, as in test_readme.
"""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from helpers.calls import ROOT, Rutaplan
from test_readme import ACEPTAR

from rutaplan.origin import Origin, Wheel

GUIDE = ROOT / "docs" / "iniciar.md"
FORMS = ROOT / "tests" / "starter" / "salud"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
CODES = {"import": 1}
"""The letterhead of the form is told."""


def test_the_guide_is_as_it_happens(
    tmp_path: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = Wheel("rutaplan-0.2.0-py3-none-any.whl", b"")  # as strangers have it, and not of this folder
    monkeypatch.setattr("rutaplan.cli.commands.init.origin", lambda: Origin(wheel=wheel))
    text = GUIDE.read_text(encoding="utf-8")
    for name in ("formulario.docx", "formulario-lleno.docx"):
        shutil.copy(FORMS / name, tmp_path)
    folder, said = tmp_path, text
    for block in BLOCK.findall(text):
        lines: list[str] = []
        for order in re.findall(r"^\$ (.*)$", block, re.MULTILINE):
            lines.append(f"$ {order}")
            program, *words = shlex.split(order)
            if program == "cd":
                folder /= words[0]
                continue
            done = rutaplan(*words, cwd=folder)
            assert done.code == CODES.get(words[0], 0), done.err
            lines += f"{done.out}{done.err}".rstrip().split("\n")
        said = said.replace(block, "\n".join([*lines, ""]))
    if ACEPTAR:
        GUIDE.write_text(said, encoding="utf-8")
    assert said == text or ACEPTAR
