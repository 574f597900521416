"""The version that papers bear: values alone make it, and git tells since when it is kept."""

import re
import shutil
from pathlib import Path

import pytest
from helpers.calls import SEED, Rutaplan, edit
from helpers.papers import apart, parts
from helpers.repositories import commit, git, repository

from rutaplan.derive.version import IMPRESA, fingerprint, version_label, version_of, with_version
from rutaplan.git import kept
from rutaplan.load import load

SHEET = "acciones/retorno/RET-N-01.yaml"


def printed(data: Path) -> str:
    return version_label(version_of(with_version(load(data)[0], kept(data))))


def huella(data: Path) -> str:
    return fingerprint(load(data)[0])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return apart(SEED, tmp_path)


def test_only_values_count(data: Path) -> None:
    before = huella(data)
    assert re.fullmatch("k[0-9a-f]{6}", before)
    path = data / SHEET
    first, *rest = path.read_text(encoding="utf-8").splitlines()
    lines = [line for line in rest if line and not line.startswith(("#", " "))]
    assert len(lines) > 5
    path.write_bytes("\r\n".join(["# otro comentario", *rest, first, ""]).encode())
    assert huella(data) == before
    (data / "fuentes" / "otra.txt").write_text("nada", encoding="utf-8")
    folder = data / "avances" / "RET-N-01"
    folder.mkdir(parents=True)
    (folder / "2027-01-31-hn-inm.yaml").write_text(
        "accion: RET-N-01\nfecha: 2027-01-31\nreporta: hn-inm\nestado: en_ejecucion\ntexto: algo\n",
        encoding="utf-8",
    )
    assert huella(data) == before
    edit(path, "plazo_meses: por_definir", "plazo_meses: 6\r")
    after = huella(data)
    assert after != before
    edit(path, "plazo_meses: 6", 'plazo_meses: "6"')
    assert huella(data) == after, "six is six, in quotes or not"


def test_without_git_it_is_not_registered(data: Path) -> None:
    assert printed(data) == f"versión {huella(data)} · sin registrar"


@pytest.mark.parametrize(
    "line",
    [
        "versión k3f9a2c",
        "Versión k3f9a2c · sin registrar",
        "versión k3f9a2c · registrada 4d07378, 26 nov 2026 · borrador",
    ],
)
def test_what_papers_bear_is_known(line: str) -> None:
    assert IMPRESA.fullmatch(line)
    assert IMPRESA.sub("", f"Matriz · {line} · Página 1 de 4") == "Matriz · Página 1 de 4"


@pytest.mark.programas
class TestWithGit:
    """What git adds."""

    def test_the_last_commit_that_changed_the_plan(self, data: Path) -> None:
        plan = repository(data.parent)
        before = git(plan, "rev-parse", "HEAD")[:7]
        (plan / "otro.txt").touch()
        commit(plan)
        assert re.fullmatch(
            rf"versión {huella(data)} · registrada {before}, \d\d? \w{{3}} \d{{4}}", printed(data)
        )

    def test_what_is_not_committed_is_not_registered(self, data: Path) -> None:
        plan = repository(data.parent)
        edit(data / SHEET, "plazo_meses: por_definir", "plazo_meses: 6")
        assert printed(data) == f"versión {huella(data)} · sin registrar"
        kept = huella(data)
        commit(plan)
        assert printed(data).startswith(f"versión {kept} · registrada ")
        (data / SHEET).unlink()
        assert printed(data).endswith(" · sin registrar")

    def test_line_ends_of_a_checkout_change_nothing(self, data: Path) -> None:
        repository(data.parent)
        path = data / SHEET
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        assert " · registrada " in printed(data)

    def test_a_history_cut_before_it_leaves_it_out(self, data: Path, tmp_path: Path) -> None:
        plan = repository(data.parent)
        (plan / "otro.txt").touch()
        commit(plan)
        git(tmp_path, "clone", "-q", "--depth", "1", plan.as_uri(), "corta")
        corta = tmp_path / "corta" / "data"
        assert printed(corta) == f"versión {huella(data)}"
        shutil.rmtree(tmp_path / "corta" / ".git")
        assert printed(corta) == f"versión {huella(data)} · sin registrar"

    def test_papers_bear_its_day_and_are_the_same_twice(
        self, tmp_path: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-11-26T20:00:00-06:00")
        plan = repository(apart(SEED, tmp_path / "plan").parent)
        made = []
        for number in "12":
            folder = tmp_path / number
            call = (
                "render",
                "matriz",
                "--formato",
                "docx",
                "--formato",
                "xlsx",
                "--formato",
                "pdf",
                "-o",
                str(folder),
            )
            assert rutaplan(*call, "--nivel", "nacional", cwd=plan).code == 0
            made.append({path.name: path.read_bytes() for path in folder.glob("matriz*")})
        assert made[0] == made[1]
        for name in ("matriz-nacional.docx", "matriz-nacional.xlsx"):
            core = parts(tmp_path / "1" / name)["docProps/core.xml"].decode()
            assert f"versión {huella(plan / 'data')} · registrada " in core
            assert core.count("2026-11-27T02:00:00Z") == 2
        assert b"D:20261127020000" in made[0]["matriz-nacional.pdf"]
