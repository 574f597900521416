"""init: a new workshop's folder is clean at once, and whole or not there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from helpers.calls import Rutaplan

from rutaplan.load import load
from rutaplan.schema import modeline

FILES = [
    ".gitattributes",
    ".github/workflows/plan.yaml",
    ".gitignore",
    ".pre-commit-config.yaml",
    "README.md",
    "data/acciones/retorno/RET-N-01.yaml",
    "data/catalogos.yaml",
    "data/grupos/g1-retorno.yaml",
    "data/instituciones.yaml",
    "data/taller.yaml",
    *(
        f"esquemas/{name}.json"
        for name in ("accion", "avance", "catalogos", "grupo", "ids", "instituciones", "taller")
    ),
]


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_it_is_clean_at_once(tmp_path: Path, rutaplan: Rutaplan) -> None:
    done = rutaplan("init", "taller", "--eje", "Retorno", "--eje", "Integración", "--si", cwd=tmp_path)
    assert done.code == 0
    folder = tmp_path / "taller"
    assert files(folder) == FILES
    for name in FILES:
        if name.startswith("data/"):
            first = (folder / name).read_text(encoding="utf-8").partition("\n")[0]
            assert first == modeline(name.removeprefix("data/"))
    found = rutaplan("validate", cwd=folder)
    assert found.code == 0
    assert found.out.splitlines()[-1].startswith("1 acción · 0 errores · 0 avisos")
    assert rutaplan("fmt", "--check", cwd=folder).code == 0
    assert "esto es un ejemplo" in rutaplan("show", "RET-N-01", cwd=folder).out
    assert rutaplan("render", "matriz", "--formato", "html", cwd=folder).code == 0
    assert rutaplan("new", "--eje", "retorno", "--nivel", "nacional", "--si", cwd=folder).code == 0
    other = rutaplan("new", "--eje", "integracion", "--nivel", "nacional", "--si", cwd=folder)
    assert "el eje integracion no tiene grupo" in other.err, "and it is in no other's"


def test_what_is_said_is_written(tmp_path: Path, rutaplan: Rutaplan) -> None:
    order = [
        "init",
        "t",
        "--titulo",
        "Un taller: el primero",
        "--objetivo",
        "Probar.",
        "--ciudad",
        "Tegucigalpa",
    ]
    order += [
        "--pais",
        "HN",
        "--eje",
        "Niñez y ñandúes",
        "--nivel",
        "Comunitario",
        "--nivel",
        "Cantonal",
        "--si",
    ]
    assert rutaplan(*order, cwd=tmp_path).code == 0
    taller = load(tmp_path / "t" / "data")[0].taller
    assert (taller.titulo, taller.objetivo) == ("Un taller: el primero", "Probar.")
    assert (taller.ciudad, taller.pais, taller.fecha_inicio) == ("Tegucigalpa", "HN", "por_definir")
    assert [(eje.id, eje.sigla, eje.nombre) for eje in taller.ejes] == [
        ("ninez_y_nandues", "NIN", "Niñez y ñandúes")
    ]
    assert [(nivel.id, nivel.sigla) for nivel in taller.niveles] == [("comunitario", "C"), ("cantonal", "A")]


def test_ci_only_reads(tmp_path: Path, rutaplan: Rutaplan) -> None:
    rutaplan("init", "t", "--si", cwd=tmp_path)
    flow = yaml.safe_load((tmp_path / "t" / ".github" / "workflows" / "plan.yaml").read_text("utf-8"))
    assert flow["permissions"] == {"contents": "read"}
    assert set(flow[True]) == {"pull_request", "push"}  # YAML 1.1 reads on as true
    runs = [step["run"] for step in flow["jobs"]["plan"]["steps"] if "run" in step]
    orders = [run.removeprefix("rutaplan ") for run in runs if run.startswith("rutaplan ")]
    hooks = yaml.safe_load((tmp_path / "t" / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0][
        "hooks"
    ]
    orders += [hook["entry"].removeprefix("rutaplan ") for hook in hooks]
    assert orders == ["validate --formato github", "fmt --check", "validate", "fmt --check"]
    for order in orders:
        assert rutaplan(*order.split(), cwd=tmp_path / "t").code == 0


REFUSED = {
    ("--eje", "123"): "«123» no sirve de nombre de un eje",
    ("--eje", "Uno", "--eje", "uno"): "no repetirse",
    ("--pais", "XX"): "XX",
    ("--pais", "Honduras"): "Honduras",
    ("--titulo", "a\u202eb"): "no admite",
    ("--ciudad", "a" * 300): "200",
}


@pytest.mark.parametrize("options", REFUSED)
def test_what_is_wrong_is_told_and_nothing_is_written(
    tmp_path: Path, rutaplan: Rutaplan, options: tuple[str, ...]
) -> None:
    done = rutaplan("init", "t", *options, "--si", cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert REFUSED[options] in done.err.replace("\n", " ")
    assert not (tmp_path / "t").exists()


def test_a_folder_in_use_is_refused(tmp_path: Path, rutaplan: Rutaplan) -> None:
    (tmp_path / "t" / ".git").mkdir(parents=True)
    assert rutaplan("init", "t", "--si", cwd=tmp_path).code == 0
    done = rutaplan("init", "t", "--si", cwd=tmp_path)
    assert (done.code, done.err) == (2, "Error: La carpeta «t» no está vacía: indique una nueva.\n")
    (tmp_path / "archivo").touch()
    (tmp_path / "enlace").symlink_to(tmp_path / "otra")
    for name in ("archivo", "enlace"):
        assert "no es una carpeta" in rutaplan("init", name, "--si", cwd=tmp_path).err


def test_in_a_pipe_it_neither_asks_nor_writes(tmp_path: Path, rutaplan: Rutaplan) -> None:
    assert rutaplan("init", "t", cwd=tmp_path).code == 2
    done = rutaplan("init", "t", "--simular", cwd=tmp_path)
    assert done.code == 0
    assert "t/data/taller.yaml\n" in done.out
    assert list(tmp_path.iterdir()) == []


def test_one_that_was_killed_is_finished(
    tmp_path: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rutaplan import changes
    from rutaplan import files as disk

    written = 0

    def failing(path: Path, content: bytes, *, fresh: bool = False) -> None:
        nonlocal written
        written += 1
        if written == 6:
            raise KeyboardInterrupt
        disk.write_bytes(path, content, fresh=fresh)

    with monkeypatch.context() as patch:
        patch.setattr(changes, "write_bytes", failing)
        done = rutaplan("init", "t", "--si", cwd=tmp_path)
    assert done.code == 130
    assert "Quedó a medias" in done.err
    assert 1 < len(files(tmp_path / "t")) < len(FILES)
    done = rutaplan("init", "t", "--si", cwd=tmp_path)
    assert done.code == 0
    assert "Se terminaron ahora" in done.err
    assert len(files(tmp_path / "t")) == len(FILES)
    assert rutaplan("validate", cwd=tmp_path / "t").code == 0


@pytest.mark.programas
@pytest.mark.skipif(os.name != "posix", reason="a terminal of POSIX")
def test_on_a_terminal_it_asks(tmp_path: Path) -> None:
    import pty

    parent, child = pty.openpty()
    answers = ["El título", "", "Tegucigalpa", "HN", "Retorno, Integración", "s"]
    with subprocess.Popen(
        [sys.executable, "-m", "rutaplan", "init", "t"],
        cwd=tmp_path,
        stdin=child,
        stdout=subprocess.DEVNULL,
        stderr=child,
    ) as process:
        os.close(child)
        os.write(parent, ("".join(f"{answer}\n" for answer in answers) + "\x04").encode())
        try:
            while os.read(parent, 9999):
                pass
        except OSError:
            pass  # the terminal closes with the process
        process.wait(20)
    os.close(parent)
    taller = load(tmp_path / "t" / "data")[0].taller
    assert (taller.titulo, taller.objetivo, taller.ciudad) == ("El título", "por_definir", "Tegucigalpa")
    assert [eje.sigla for eje in taller.ejes] == ["RET", "INT"]
