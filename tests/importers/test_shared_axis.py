"""A matrix in which several groups share an eje comes back: whose a row is, only the plan says."""

import shutil
from pathlib import Path

import pytest
from docx import Document
from helpers.calls import EJEMPLO, Rutaplan, edit
from helpers.snapshots import snapshot
from test_papers import taken

from rutaplan.load import load

OTRO = """id: g4-retorno
numero: 4
nombre: RETORNO, SEGUNDA MESA
eje: retorno
participantes:
  - {nombre: Persona Segunda Ejemplo, cargo: Enlace, institucion: oim, autoriza_publicar: true}
ponente: por_definir
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "plan"
    shutil.copytree(EJEMPLO, folder / "data")
    (folder / "data" / "grupos" / "g4-retorno.yaml").write_text(OTRO, encoding="utf-8")
    edit(folder / "data" / "acciones" / "retorno" / "RET-N-02.yaml", "g1-retorno", "g4-retorno")
    return folder


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_it_comes_back_without_a_change(plan: Path, rutaplan: Rutaplan, kind: str) -> None:
    assert rutaplan("render", "matriz", "--formato", kind, cwd=plan).code == 0
    before = snapshot(plan)
    outcome = taken(rutaplan, plan, plan / "salida" / f"matriz.{kind}")
    assert "0 nuevas · 0 cambiadas · 7 iguales · 0 conflictos" in outcome.out
    assert " 0 sin llevar" in outcome.out
    assert snapshot(plan) == before


def test_a_row_among_those_of_two_groups_is_of_neither(plan: Path, rutaplan: Rutaplan) -> None:
    assert rutaplan("render", "matriz", "--formato", "docx", cwd=plan).code == 0
    path = plan / "salida" / "matriz.docx"
    document = Document(str(path))
    document.tables[0].add_row().cells[1].text = "Escribir una acción de prueba."
    document.save(str(path))
    before = snapshot(plan)
    assert "acción nueva sin ubicar: el documento no dice grupo" in taken(rutaplan, plan, path, code=1).out
    assert snapshot(plan) == before
    out = taken(rutaplan, plan, path, "--grupo", "g4-retorno").out
    assert "RET-N-05, g4-retorno" in out


def test_each_line_names_the_ponente_of_its_group(plan: Path, rutaplan: Rutaplan) -> None:
    assert rutaplan("render", "matriz", "--formato", "docx", cwd=plan).code == 0
    path = plan / "salida" / "matriz.docx"
    document = Document(str(path))
    at = next(at for at, each in enumerate(document.paragraphs) if each.text.startswith("Grupo 4"))
    document.paragraphs[at + 1].runs[0].text = "Ponente: Persona Segunda Ejemplo"
    document.save(str(path))
    taken(rutaplan, plan, path)
    groups = load(plan / "data")[0].grupo_by_id
    ponentes = [groups[ident].ponente for ident in ("g1-retorno", "g4-retorno")]
    assert ponentes == ["Canaria Privada Ejemplo", "Persona Segunda Ejemplo"]
