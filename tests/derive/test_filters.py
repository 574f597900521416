"""A new filter is one entry: the options, the sentence and the web page have it without being told."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.calls import EJEMPLO, ROOT, edit

ENTRY = """FILTERS = (
    _ids("ambito", "ÁMBITO", "De este ámbito: bilateral.", "ámbito", _field("ambito"),
         names=lambda _: {"bilateral": "bilateral", "interno": "interno"}, unused="Todos"),
"""


@pytest.mark.programas
def test_a_filter_is_one_entry(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    shutil.copytree(EJEMPLO, tmp_path / "data")
    edit(tmp_path / "src" / "rutaplan" / "derive" / "filters.py", "FILTERS = (\n", ENTRY)
    edit(tmp_path / "data/acciones/retorno/RET-N-01.yaml", "estado: acordada", "ambito: interno")
    edit(tmp_path / "data/acciones/retorno/RET-R-01.yaml", "paises: todos", "ambito: bilateral")

    def call(*arguments: str) -> str:
        environment = {"PYTHONPATH": str(tmp_path / "src"), "COLUMNS": "100"}
        done = subprocess.run(
            [sys.executable, "-m", "rutaplan", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            check=True,
        )
        return done.stdout.decode()

    assert re.search(r"--ambito ÁMBITO +De este ámbito: bilateral\.", call("list", "--help"))
    assert call("list", "--ambito", "Interno", "--formato", "ids") == "RET-N-01\n"
    assert "RET-N-01" not in call("list", "--no-ambito", "interno", "--formato", "ids")
    call("render", "matriz", "sitio", "--formato", "html", "--ambito", "bilateral", "--no-ambito", "interno")
    page, matriz = (
        next((tmp_path / "salida").glob(f"{each}-*.html")).read_text(encoding="utf-8")
        for each in ("sitio", "matriz")
    )
    assert "Solo: ámbito bilateral. Salvo: ámbito interno." in page
    assert 'data-nombre="bilateral">bilateral (1)</option>' in page
    assert re.search(r'id="RET-R-01"[^>]* data-ambito="bilateral"', page)
    assert "Solo: ámbito bilateral. Salvo" in matriz
