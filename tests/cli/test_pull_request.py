"""The page of a pull request: only what that change does, whatever its base did meanwhile."""

import os
import re
import shutil
from pathlib import Path

import pytest
from helpers.calls import Rutaplan, accion, edit
from helpers.repositories import commit, git, repository

from rutaplan.cli import pull_request

INSTITUCION = ("hn-{}", "nombre=Oficina {}", "pais=Honduras", "tipo=salud")


def page(rutaplan: Rutaplan, plan: Path, desde: str) -> str:
    return rutaplan("validate", "--formato", "md", "--desde", desde, cwd=plan).out


def section(text: str, heading: str) -> str:
    """What stands under a heading of a page."""
    return re.split(r"^## ", text.partition(f"## {heading}")[2], flags=re.MULTILINE)[0]


@pytest.fixture
def before(seed: Path) -> Path:
    """The plan as it was, in another folder: no git is needed to compare."""
    return shutil.copytree(seed, seed.with_name("antes"))


def test_what_is_said_of_all_at_once_is_no_news_of_each(seed: Path, before: Path, rutaplan: Rutaplan) -> None:
    """A first counterpart makes one note of thirty: of the sheets that nobody touched, none is new."""
    for folder in (seed, before):
        for path in (folder / "data" / "acciones").rglob("*.yaml"):
            path.write_text(re.sub(r"(?m)^contraparte:.*\n", "", path.read_text("utf-8")), "utf-8")
    assert "NIV03" in rutaplan("validate", cwd=before).out
    edit(accion(seed, "RET-N-01"), "nivel: nacional\n", "nivel: nacional\ncontraparte: [RET-R-10]\n")
    for one, other in ((seed, before), (before, seed)):
        assert "NIV03" not in rutaplan("validate", "--detalle", "--desde", str(other), cwd=one).out
        assert "NIV03" not in section(page(rutaplan, one, str(other)), "Lo que arregla")


def test_a_page_that_has_no_decision_says_which_sheets_change(
    seed: Path, before: Path, rutaplan: Rutaplan
) -> None:
    assert "El plan no cambia." in page(rutaplan, seed, str(before))
    assert rutaplan("set", *(each.format("nueva") for each in INSTITUCION), "--si", cwd=seed).code == 0
    text = page(rutaplan, seed, str(before))
    assert "Ninguna acción cambia. Archivos del plan que cambian: data/instituciones.yaml." in text


def test_nobody_hides_what_breaks_behind_a_page_too_large(
    seed: Path, before: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pull_request, "MAX_LETTERS", 300)
    for path in (seed / "data" / "acciones").rglob("*.yaml"):
        edit(path, "plazo_meses: por_definir", "plazo_meses: x")
    text = page(rutaplan, seed, str(before))
    assert "Cambia demasiado para una página" in text
    assert "## Lo que rompe: 33\n" in text
    assert "- Y 3 más" in text


def test_no_aviso_stands_before_an_error(seed: Path, before: Path, rutaplan: Rutaplan) -> None:
    for path in (seed / "data" / "acciones").rglob("RET-N-*.yaml"):
        path.write_text(path.read_text("utf-8").replace("texto: ", "texto: La "), "utf-8")
    edit(accion(seed, "RET-R-13"), "plazo_meses: por_definir", "plazo_meses: x")
    first = section(page(rutaplan, seed, str(before)), "Lo que rompe: ").splitlines()[2]
    assert first.startswith("- error **PLZ03**, data/acciones/retorno/RET-R-13.yaml")


def test_one_fault_seven_times_is_one_line(seed: Path, before: Path, rutaplan: Rutaplan) -> None:
    edit(accion(seed, "RET-N-01"), "instituciones: por_definir", "instituciones: [*a, *a, *a]")
    assert re.search(r"YML03.*\(3 veces\)\n", section(page(rutaplan, seed, str(before)), "Lo que rompe: "))


@pytest.mark.parametrize("left", ["RET-N-98", "RET-N-99"])
def test_of_two_alike_one_is_mended_or_new(seed: Path, before: Path, rutaplan: Rutaplan, left: str) -> None:
    """Both have one code and one field: the one that is told is the one whose words are another."""
    for plan, idents in ((before, "RET-N-98, RET-N-99"), (seed, left)):
        edit(accion(plan, "RET-N-05"), "nivel: nacional\n", f"nivel: nacional\ndepende_de: [{idents}]\n")
    mends, breaks = page(rutaplan, seed, str(before)), page(rutaplan, before, str(seed))
    assert section(mends, "Lo que arregla").startswith(": 1\n")
    assert "0 hallazgos nuevos, 1 arreglado; 1 error ya estaba" in mends
    (gone,) = {"RET-N-98", "RET-N-99"} - {left}
    broken = section(breaks, "Lo que rompe")
    assert (broken.startswith(": 1\n"), gone in broken, left in broken) == (True, True, False)
    assert "1 hallazgo nuevo, 0 arreglados; 1 error ya estaba" in breaks


def test_two_files_with_one_id_are_no_news(seed: Path, before: Path, rutaplan: Rutaplan) -> None:
    """What a merge left behind is an error of the plan, and not of each change that comes after it."""
    for plan in (seed, before):
        shutil.copyfile(accion(plan, "RET-N-05"), accion(plan, "RET-N-77"))
    done = rutaplan("validate", "--desde", str(before), cwd=seed)
    assert "0 hallazgos nuevos, 0 arreglados; 2 errores ya estaban" in done.out
    accion(seed, "RET-N-77").unlink()
    assert "0 hallazgos nuevos, " in rutaplan("validate", "--desde", str(before), cwd=seed).out


def test_what_is_no_plazo_is_told_as_it_stands(seed: Path, before: Path, rutaplan: Rutaplan) -> None:
    edit(accion(before, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 6")
    edit(accion(seed, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 6 meses")
    assert "Plazo: 6 meses → «6 meses»" in page(rutaplan, seed, str(before))


@pytest.mark.programas
def test_what_others_did_meanwhile_is_not_of_this_change(seed: Path, rutaplan: Rutaplan) -> None:
    repository(seed)
    git(seed, "checkout", "-q", "-b", "cambio")
    edit(accion(seed, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 6")
    commit(seed)
    git(seed, "checkout", "-q", "main")
    edit(accion(seed, "RET-N-02"), "plazo_meses: por_definir", "plazo_meses: 9")
    accion(seed, "RET-N-03").unlink()
    commit(seed)
    git(seed, "checkout", "-q", "cambio")
    text = page(rutaplan, seed, "main")
    assert "RET-N-01" in text
    assert "RET-N-02" not in text
    assert "RET-N-03" not in text
    git(seed, "checkout", "-q", "--orphan", "otra")
    commit(seed)
    assert "RET-N-02" in page(rutaplan, seed, "main"), "nothing in common: all that is another"


@pytest.mark.programas
def test_where_a_copy_does_not_know_it_guesses_nothing(seed: Path, rutaplan: Rutaplan) -> None:
    """Both ends without what is between: what others did would pass for this change."""
    repository(seed)
    git(seed, "branch", "otra")
    commit(seed)
    git(seed, "switch", "-q", "otra")
    edit(accion(seed, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 6")
    commit(seed)
    git(seed.parent, "clone", "-q", "--depth", "1", "--no-single-branch", seed.as_uri(), "corta")
    done = rutaplan("validate", "--desde", "origin/main", cwd=seed.parent / "corta")
    assert (done.code, done.out) == (2, "")
    assert "No se sabe cuándo salió esta rama de «origin/main»" in done.err
    assert "git fetch --unshallow" in done.err


@pytest.mark.programas
def test_schemas_are_judged_as_they_were(seed: Path, rutaplan: Rutaplan) -> None:
    """An institution that comes with its schemas mends nothing; schemas that were behind, and no more, are mended."""
    assert rutaplan("schema", cwd=seed).code == 0
    repository(seed)
    for name in ("una", "otra"):
        assert rutaplan("set", *(each.format(name) for each in INSTITUCION), "--si", cwd=seed).code == 0
        assert "ESQ10" not in page(rutaplan, seed, "HEAD"), "set made them anew"
        commit(seed)
    path = seed / "esquemas" / "ids.json"
    new = path.read_text("utf-8")
    git(seed, "checkout", "-q", "HEAD~1", "--", "esquemas")
    assert "ESQ10" in section(page(rutaplan, seed, "HEAD"), "Lo que rompe: 1")
    commit(seed)
    path.write_text(new, "utf-8")
    text = page(rutaplan, seed, "HEAD")
    assert "ESQ10" in section(text, "Lo que arregla: 1")
    assert "0 hallazgos nuevos, 1 arreglado" in text
    edit(accion(seed, "RET-R-05"), "Compilar", "Promover")
    assert "\n\nLo demás que es nuevo: 1 pendiente o nota.\n" in page(rutaplan, seed, "HEAD")


@pytest.mark.programas
def test_a_letterhead_is_judged_as_it_was(seed: Path, rutaplan: Rutaplan) -> None:
    image = seed / "data" / "fuentes" / "logo.png"
    image.parent.mkdir(exist_ok=True)
    image.write_bytes((Path(pull_request.__file__).parents[3] / "docs/imagenes/plenaria.png").read_bytes())
    taller = seed / "data" / "taller.yaml"
    taller.write_text(f"{taller.read_text('utf-8')}documentos:\n  membrete: fuentes/logo.png\n", "utf-8")
    repository(seed)
    assert "TAL02" not in page(rutaplan, seed, "HEAD")
    image.write_bytes(b"nada")
    assert "TAL02" in section(page(rutaplan, seed, "HEAD"), "Lo que rompe: 1")
    git(seed, "rm", "-q", "--cached", "data/fuentes/logo.png")
    git(seed, "commit", "-q", "-m", "sin imagen")
    image.unlink()
    edit(taller, "documentos:\n  membrete: fuentes/logo.png\n", "")
    assert "TAL02" in section(page(rutaplan, seed, "HEAD"), "Lo que arregla: 1")


@pytest.mark.programas
def test_where_there_was_no_plan_all_of_it_is_new(seed: Path, rutaplan: Rutaplan) -> None:
    (seed / "nota.txt").write_text("x", "utf-8")
    git(seed, "init", "-q")
    git(seed, "add", "nota.txt")
    git(seed, "commit", "-q", "-m", "x")
    done = rutaplan("validate", "--formato", "md", "--desde", "HEAD", cwd=seed)
    assert done.code == 0
    assert "Desde HEAD (entonces no había un plan): " in done.out
    assert "**33 acciones nuevas" in done.out
    assert rutaplan("diff", "HEAD", cwd=seed).code == 2, "two versions are compared, or none"


@pytest.mark.programas
@pytest.mark.skipif(os.name != "posix", reason="elsewhere every name is a text")
def test_names_that_are_no_text_are_told_in_every_format(seed: Path, rutaplan: Rutaplan) -> None:
    """What is the same in git as in the folder is no change, though its name is no UTF-8."""
    Path(os.fsdecode(bytes(seed / "data" / "acciones" / "retorno") + b"/\xff.yaml")).write_text(
        "id: x\n", "utf-8"
    )
    Path(os.fsdecode(bytes(seed / "data") + b"/avances-\xe9.yaml")).write_text("x", "utf-8")
    repository(seed)
    for formato in ("texto", "json", "github", "md", "sarif"):
        assert rutaplan("validate", "--formato", formato, cwd=seed).code == 1
    assert "acciones/retorno/%FF.yaml" in rutaplan("validate", "--formato", "sarif", cwd=seed).out
    text = page(rutaplan, seed, "HEAD")
    assert "El plan no cambia." in text
    assert ": 0 hallazgos nuevos, 0 arreglados;" in text
