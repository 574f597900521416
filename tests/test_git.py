"""The door to git: it reads the past of a folder, runs nothing of its repository, and says what it cannot."""

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from helpers.calls import EJEMPLO, Rutaplan
from helpers.repositories import commit, git, repository

from rutaplan import git as door
from rutaplan.git import GitError, is_added_twice, is_merging, past, resolved

pytestmark = pytest.mark.programas


def put(folder: Path, *idents: str) -> Path:
    for ident in idents:
        path = folder / "data" / "acciones" / "retorno" / f"{ident}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"id: {ident}\n", encoding="utf-8")
    return folder


def names(folder: Path) -> list[str]:
    found = past(folder / "data" / "acciones")
    assert found.fault == ""
    return sorted(Path(name).stem for name in found.names)


def test_the_past_is_every_name_of_every_branch(tmp_path: Path) -> None:
    plan = repository(put(tmp_path, "RET-N-01", "RET-N-02"))
    git(plan, "rm", "-q", "data/acciones/retorno/RET-N-02.yaml")
    commit(plan)
    git(plan, "switch", "-q", "-c", "otra")
    commit(put(plan, "RET-N-03"))
    git(plan, "rm", "-q", "data/acciones/retorno/RET-N-03.yaml")
    git(plan, "mv", "data/acciones/retorno/RET-N-01.yaml", "data/acciones/retorno/RET-N-10.yaml")
    commit(plan)
    git(plan, "switch", "-q", "main")
    put(plan, "ÑÑ-N-04")
    (plan / "fuera.yaml").touch()
    commit(plan)
    git(plan, "merge", "-q", "--no-ff", "--no-commit", "otra")
    put(plan, "RET-N-05")  # what only a merge brought
    commit(plan)
    git(plan, "rm", "-q", "data/acciones/retorno/RET-N-05.yaml")
    commit(plan)
    git(plan, "branch", "-q", "-D", "otra")
    assert names(plan) == ["RET-N-01", "RET-N-02", "RET-N-03", "RET-N-05", "RET-N-10", "ÑÑ-N-04"]


def test_a_first_commit_is_past_too_whatever_is_set(tmp_path: Path) -> None:
    plan = repository(put(tmp_path, "RET-N-01"))
    git(plan, "switch", "-q", "--orphan", "otra")
    commit(put(plan, "RET-N-90"))
    git(plan, "switch", "-q", "main")
    git(plan, "config", "log.showRoot", "false")
    assert names(plan) == ["RET-N-01", "RET-N-90"]


def test_without_git_there_is_no_past_and_nothing_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess.Popen, "__init__", lambda *_, **__: pytest.fail("git was started"))
    assert names(put(tmp_path, "RET-N-01")) == []


def test_what_git_cannot_tell_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = repository(put(tmp_path / "uno", "RET-N-01"))
    commit(put(plan, "RET-N-02"))
    git(tmp_path, "clone", "-q", "--depth", "1", plan.as_uri(), "corta")
    (tmp_path / "rota" / ".git").mkdir(parents=True)
    (tmp_path / "nueva").mkdir()
    git(tmp_path / "nueva", "init", "-q")

    def fault(name: str) -> str:
        return past(tmp_path / name / "data" / "acciones").fault

    assert fault("corta") == "la historia de git está recortada en esta copia"
    assert fault("rota") == "git no reconoce esta carpeta como un repositorio"
    assert fault("nueva") == ""  # nothing was ever given a number in it
    with pytest.raises(GitError, match="git no tiene esa versión, o todavía ninguna"):
        resolved(tmp_path / "nueva", "HEAD")
    with pytest.raises(GitError, match="git no tiene esa versión"):
        resolved(plan, "--output=x")
    assert not (plan / "x").exists()
    assert len(resolved(plan, "main")) == 40
    with monkeypatch.context() as patch:
        patch.setenv("PATH", f".{os.pathsep}{tmp_path / 'nada'}")
        patch.chdir(tmp_path)
        (tmp_path / "git").write_text("#!/bin/sh\ntouch corrido\n")
        (tmp_path / "git").chmod(0o755)
        assert fault("uno") == "no se encontró el programa git"
        assert not (tmp_path / "corrido").exists()
    with monkeypatch.context() as patch:
        patch.setattr(door, "MAX_OUTPUT", 10)
        assert fault("uno") == "la historia de git es demasiado larga"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_a_folder_of_somebody_else_is_told(tmp_path: Path) -> None:
    plan = repository(put(tmp_path, "RET-N-01"))
    for path in (plan, plan / ".git"):
        os.chown(path, 65534, 65534)
    assert "es de otra persona" in past(plan / "data").fault


@pytest.mark.skipif(os.name != "posix", reason="a script of the shell")
def test_git_that_does_not_answer_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = repository(put(tmp_path / "plan", "RET-N-01"))
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(door, "SECONDS", 0.2)
    assert past(plan / "data").fault == "git no respondió en 0.2 segundos"


HOSTILE = """
[core]
    pager = {run}
    fsmonitor = {run}
    hooksPath = {hooks}
    editor = {run}
    sshCommand = {run}
    attributesFile = {attributes}
    alternateRefsCommand = {run}
[log]
    showSignature = true
[gpg]
    program = {run}
[diff]
    external = {run}
    orderFile = {run}
[diff "todo"]
    textconv = {run}
    command = {run}
[filter "todo"]
    clean = {run}
    smudge = {run}
    process = {run}
    required = true
[alias]
    log = !{run}
    rev-parse = !{run}
[remote "origin"]
    url = ext::{run}
    promisor = true
    partialclonefilter = tree:0
[protocol]
    allow = always
[protocol "ext"]
    allow = always
[extensions]
    partialClone = origin
"""


@pytest.mark.skipif(os.name != "posix", reason="a script of the shell")
def test_nothing_that_a_repository_names_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = repository(put(tmp_path / "plan", "RET-N-01"))
    commit(put(plan, "RET-N-02"))
    run, hooks = tmp_path / "corre", tmp_path / "hooks"
    hooks.mkdir()
    attributes = tmp_path / "attributes"
    attributes.write_text("* diff=todo filter=todo\n")
    (plan / ".gitattributes").write_text("* diff=todo filter=todo\n")
    for path in (
        run,
        *(hooks / name for name in ("post-index-change", "reference-transaction", "post-checkout")),
    ):
        path.write_text(f"#!/bin/sh\ntouch {tmp_path / 'corrido'}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
    with (plan / ".git" / "config").open("a") as stream:
        stream.write(HOSTILE.format(run=run, hooks=hooks, attributes=attributes))
    for name in ("GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_SSH_COMMAND", "GIT_ASKPASS"):
        monkeypatch.setenv(name, str(run))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "otra"))
    assert names(plan) == ["RET-N-01", "RET-N-02"]
    assert not is_added_twice(plan / "data" / "acciones" / "retorno" / "RET-N-01.yaml")
    assert not is_merging(plan)
    # What lacks is not fetched: a commit, and the trees of its files.
    for path in sorted((plan / ".git" / "objects").glob("??/*"))[::2]:
        path.unlink()
    past(plan / "data")
    assert not (tmp_path / "corrido").exists()


@pytest.mark.skipif(os.name != "posix", reason="a script of the shell")
def test_a_folder_that_looks_like_a_repository_is_none(tmp_path: Path) -> None:
    """Files of a plan that git would take for those of a repository of their own, with its configuration."""
    plan = repository(put(tmp_path / "plan", "RET-N-01"))
    acciones, run = plan / "data" / "acciones", tmp_path / "corre"
    git(acciones, "init", "-q", "--bare", ".")
    run.write_text(f"#!/bin/sh\ntouch {tmp_path / 'corrido'}\n")
    run.chmod(0o755)
    with (acciones / "config").open("a") as stream:
        stream.write(f"[log]\nshowSignature = true\n[gpg]\nprogram = {run}\n[core]\nfsmonitor = {run}\n")
    assert names(plan) == ["RET-N-01"]
    assert not (tmp_path / "corrido").exists()


@pytest.mark.parametrize(
    "when", ["@253402300800 +0000", "@1700000000 +9900", "@0 +0000", "@1700000000 -0600"]
)
def test_a_commit_may_say_any_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rutaplan: Rutaplan, when: str
) -> None:
    """Whoever proposes a change writes its date: nobody's review may end by it."""
    shutil.copytree(EJEMPLO, tmp_path / "data")
    monkeypatch.setenv("GIT_COMMITTER_DATE", when)
    repository(tmp_path)
    for order in (
        "diff HEAD",
        "validate --desde HEAD",
        "show RET-N-01 --historia",
        "render matriz --formato md",
        "export - --tabla taller",
    ):
        done = rutaplan(*order.split(), cwd=tmp_path)
        assert (done.code, "Error" in done.err) == (0, False), order
