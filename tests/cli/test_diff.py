"""rutaplan diff and the document «cambios», of two folders: what people read, and what programs do."""

import json
import shutil
from pathlib import Path

import pytest
from helpers.calls import Rutaplan, accion, edit

TEXTO = "Compilar y compartir las leyes existentes."


@pytest.fixture
def before(seed: Path) -> Path:
    """The real plan, and beside it what it is compared with: the folder of the older one."""
    shutil.copytree(seed / "data", seed.parent / "antes" / "data")
    edit(accion(seed, "RET-N-18"), "plazo_meses: por_definir", "plazo_meses: 6")
    edit(accion(seed, "RET-N-18"), "instituciones: por_definir", "instituciones: [hn-inm, por_definir]")
    edit(accion(seed, "RET-R-05"), TEXTO, "Compilar y publicar las leyes existentes.")
    accion(seed, "RET-N-20").unlink()
    return seed.parent / "antes"


def test_a_person_reads_it_at_once(seed: Path, before: Path, rutaplan: Rutaplan) -> None:
    done = rutaplan("diff", str(before), cwd=seed)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert done.out.startswith("Qué cambió desde la carpeta")
    assert "hasta" not in done.out.splitlines()[0]
    both = rutaplan("diff", str(before), str(before), cwd=seed).out.replace("\n", " ")
    assert " hasta la carpeta" in both, "two states have two names"
    assert "1 acción que ya no está · 2 acciones cambiadas" in lines
    assert (
        "RET-R-05, acción estratégica: Compilar y [-compartir-] {+publicar+} las leyes existentes." in lines
    )
    assert "    Plazo: por definir → 6 meses. Entra: INM (Honduras)." in lines


def test_an_objective_that_is_called_otherwise_is_told(seed: Path, before: Path, rutaplan: Rutaplan) -> None:
    named = "etiqueta: Retorno y reintegración dignos"
    edit(seed / "data" / "catalogos.yaml", named, "etiqueta: Retorno digno")
    done = rutaplan("diff", str(before), cwd=seed)
    assert (done.code, done.err) == (0, "")
    assert "Etiqueta: Retorno y reintegración dignos → Retorno digno" in " ".join(done.out.split())


@pytest.mark.programas
def test_markdown_is_for_a_pull_request(seed: Path, before: Path, rutaplan: Rutaplan) -> None:
    out = rutaplan("diff", str(before), "--formato", "md", cwd=seed).out
    assert (
        "**RET-R-05, acción estratégica.** Compilar y ~~compartir~~ **publicar** las leyes existentes." in out
    )
    assert "| RET-N-18 | Elaborar protocolos de abordaje para el caso de personas retornados…" in out
    (seed / "templates").mkdir()
    (seed / "templates" / "cambios.md.j2").write_text("la mía", encoding="utf-8")
    assert rutaplan("diff", str(before), "--formato", "md", cwd=seed).out == out, "a stranger's is not run"
    render = ("render", "cambios", "--desde", str(before), "--formato", "md")
    assert rutaplan(*render, cwd=seed).code == 0
    assert (seed / "salida" / "cambios.md").read_text(encoding="utf-8") == "la mía\n"


def test_programs_get_the_values(seed: Path, before: Path, rutaplan: Rutaplan) -> None:
    content = json.loads(rutaplan("diff", str(before), "--formato", "json", cwd=seed).out)
    assert (content["formato"], content["version"], content["ahora"]) == ("rutaplan.diff", 1, None)
    assert [each["id"] for each in content["acciones_quitadas"]] == ["RET-N-20"]
    assert content["acciones_cambiadas"][0]["cambios"] == [
        {"campo": "plazo_meses", "antes": "por_definir", "ahora": 6},
        {"campo": "instituciones", "antes": ["por_definir"], "ahora": ["hn-inm", "por_definir"]},
    ]


def test_filters_choose_whose_changes(seed: Path, before: Path, rutaplan: Rutaplan) -> None:
    out = rutaplan("diff", str(before), "--nivel", "regional", cwd=seed).out
    assert "Solo: nivel Regional." in out
    assert "RET-R-05" in out
    assert "RET-N-18" not in out


def test_no_change_is_said(seed: Path, rutaplan: Rutaplan) -> None:
    out = rutaplan("diff", str(seed), cwd=seed).out
    assert "\nNo hay cambios.\n" in out


def test_the_paper_asks_with_what_it_compares(seed: Path, before: Path, rutaplan: Rutaplan) -> None:
    alone = rutaplan("render", "cambios", cwd=seed)
    assert (alone.code, alone.out) == (2, "")
    assert "diga cuál con --desde VERSIÓN" in alone.err
    other = rutaplan("render", "matriz", "--desde", str(before), cwd=seed)
    assert (other.code, other.out) == (2, "")
    edit(accion(seed, "RET-N-18"), "contraparte: [RET-R-10]", "contraparte: [RET-R-11]")
    done = rutaplan("render", "cambios", "--desde", str(before), "--formato", "html", cwd=seed)
    assert done.code == 0
    html = (seed / "salida" / "cambios.html").read_text(encoding="utf-8")
    assert '<del><span class="oculto">sale: </span>compartir</del>' in html
    assert '<ins><span class="oculto">entra: </span>publicar</ins>' in html
