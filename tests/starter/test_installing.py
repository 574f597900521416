"""What init writes installs the program that made it, from where that is, and never a name alone."""

import json
import re
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from helpers import installed
from helpers.calls import ROOT, Rutaplan

from rutaplan import __version__, origin
from rutaplan.origin import Origin, Wheel
from rutaplan.starter.installing import filled, told

COMMIT = "0123456789abcdef0123456789abcdef01234567"
SHA256 = "a" * 64
GIT = {"vcs": "git", "commit_id": COMMIT, "requested_revision": "main"}
ARCHIVE = {"hashes": {"sha256": SHA256}}
GOOD = "https://forja.example/sica/rutaplan.git"
WHEEL_URL = "https://forja.example/r/rutaplan-0.2.0-py3-none-any.whl"


def installation(
    monkeypatch: pytest.MonkeyPatch,
    address: dict[str, Any] | str | None,
    installer: str = "pip",
    version: str = "0.2.0",
) -> Origin:
    """What is told of an installation with this metadata."""
    texts = {
        "direct_url.json": json.dumps(address) if isinstance(address, dict) else address,
        "INSTALLER": f"{installer}\n",
        "RECORD": "rutaplan/a.py,sha256=x,1\n",
    }
    fake = SimpleNamespace(
        read_text=texts.get,
        version=version,
        locate_file=lambda _: Path(origin.__file__).parent,
        requires=[],
        metadata=None,
    )
    monkeypatch.setattr(origin, "distribution", lambda _: fake)
    return origin.origin()


SOURCES: list[tuple[dict[str, Any] | None, str]] = [
    (None, "rutaplan==0.2.0"),
    ({"url": GOOD, "vcs_info": GIT}, f"rutaplan @ git+{GOOD}@{COMMIT}"),
    ({"url": GOOD.replace("://", "://ana:clave@"), "vcs_info": GIT}, f"rutaplan @ git+{GOOD}@{COMMIT}"),
    (
        {"url": GOOD, "vcs_info": GIT, "subdirectory": "a/b"},
        f"rutaplan @ git+{GOOD}@{COMMIT}#subdirectory=a/b",
    ),
    ({"url": WHEEL_URL, "archive_info": ARCHIVE}, f"rutaplan @ {WHEEL_URL}#sha256={SHA256}"),
    (
        {"url": WHEEL_URL, "archive_info": {"hash": f"sha256={SHA256}"}},
        f"rutaplan @ {WHEEL_URL}#sha256={SHA256}",
    ),
]


@pytest.mark.parametrize(("address", "requirement"), SOURCES)
def test_the_source_is_pinned_and_names_nobody(
    monkeypatch: pytest.MonkeyPatch, address: dict[str, Any] | None, requirement: str
) -> None:
    assert installation(monkeypatch, address).requirement() == requirement


NOWHERE: list[tuple[dict[str, Any] | str, str]] = [
    ({"url": "file:///home/ana/rutaplan", "dir_info": {"editable": True}}, "carpeta de esta máquina"),
    ({"url": "file:///home/ana/rutaplan", "dir_info": {}}, "carpeta de esta máquina"),
    ({"url": "file:///home/ana/r.git", "vcs_info": GIT}, "empiece por https"),
    ({"url": "ssh://git@forja.example/r.git", "vcs_info": GIT}, "empiece por https"),
    ({"url": "http://forja.example/r.git", "vcs_info": GIT}, "empiece por https"),
    ({"url": GOOD, "vcs_info": GIT | {"vcs": "hg"}}, "empiece por https"),
    ({"url": GOOD, "vcs_info": GIT | {"requested_revision": "refs/pull/3/head"}}, "no es de una rama"),
    ({"url": GOOD, "vcs_info": GIT | {"commit_id": "main"}}, "no es de una rama"),
    ({"url": f'{GOOD}"; curl x', "vcs_info": GIT}, "letras que no pasan"),
    ({"url": "https://forja.example/$(id)/r", "vcs_info": GIT}, "letras que no pasan"),
    ({"url": GOOD, "vcs_info": GIT, "subdirectory": "a$(id)"}, "letras que no pasan"),
    ({"url": WHEEL_URL, "archive_info": {}}, "no dice qué archivo es"),
    ({"url": f"{WHEEL_URL}?clave=1", "archive_info": ARCHIVE}, "no dice qué archivo es"),
    ({"url": "file:///home/ana/rutaplan-0.2.0.tar.gz", "archive_info": ARCHIVE}, "no es la rueda"),
    ({"url": "file:///no/hay/rutaplan-0.2.0-py3-none-any.whl", "archive_info": ARCHIVE}, "ya no está"),
    ({"url": 7, "vcs_info": GIT}, "no se sabe"),
    ({"url": GOOD, "vcs_info": {}}, "no se sabe"),
    ("{", "no se sabe"),
    ("[]", "no se sabe"),
]


@pytest.mark.parametrize(("address", "why"), NOWHERE)
def test_what_only_this_machine_has_is_not_written(
    monkeypatch: pytest.MonkeyPatch, address: dict[str, Any] | str, why: str
) -> None:
    found = installation(monkeypatch, address)
    assert (found.source, found.wheel) == ("", None)
    assert why in found.why
    assert "ana" not in found.why


@pytest.mark.parametrize(("installer", "version"), [("", "0.2.0"), ("debian", "0.2.0"), ("pip", "0.2.0+mio")])
def test_what_no_index_gave_is_not_looked_for_there(
    monkeypatch: pytest.MonkeyPatch, installer: str, version: str
) -> None:
    assert installation(monkeypatch, None, installer, version).why


def test_another_file_under_the_same_name_is_not_the_one_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import zipfile

    path = tmp_path / "rutaplan-0.2.0-py3-none-any.whl"
    for record, is_same in (
        ("rutaplan/a.py,sha256=x,1\nrutaplan-0.2.0.dist-info/RECORD,,", True),
        ("rutaplan/a.py,sha256=y,1", False),
    ):
        with zipfile.ZipFile(path, "w") as file:
            file.writestr("rutaplan-0.2.0.dist-info/RECORD", record)
        found = installation(monkeypatch, {"url": path.as_uri(), "archive_info": {}})
        assert bool(found.wheel) is is_same
        assert bool(found.why) is not is_same
        assert installation(monkeypatch, {"url": path.as_uri(), "archive_info": ARCHIVE}).why


words_of = cache(told)


def written(came: Origin, name: str) -> str:
    return filled((ROOT / "src" / "rutaplan" / "starter" / name).read_text("utf-8"), words_of(came))


CAME = [
    Origin("==0.2.0"),
    Origin(f" @ git+{GOOD}@{COMMIT}"),
    Origin(why="porque no"),
    Origin(wheel=Wheel("rutaplan-0.2.0-py3-none-any.whl", b"x")),
]


@pytest.mark.parametrize("came", CAME)
def test_nothing_that_is_written_takes_a_name_alone(came: Origin) -> None:
    texts = {
        name: written(came, name)
        for name in ("workflow.yaml", "pre-commit.yaml", "LEAME.md", "hook.txt", "limites.txt")
    }
    for name, text in texts.items():
        assert "@" not in re.sub(r"@ git\+|@[0-9a-f]{40}|actions/[\w-]+@", "", text), name
        orders = re.findall(r"(?:pip|uv tool|uv pip|pipx) install (.*)", text)
        assert all(
            "pre-commit" in each
            or each.endswith('..." && exit 1')
            or re.search(r"==|[0-9a-f]{40}|\.whl", each)
            for each in orders
        )
    hooks = yaml.safe_load(texts["pre-commit.yaml"])["repos"][0]["hooks"]
    install = next(
        step
        for step in yaml.safe_load(texts["workflow.yaml"])["jobs"]["plan"]["steps"]
        if "Instalar" in step.get("name", "")
    )
    for hook in hooks:
        assert all(re.search(r"==|@ git\+", each) for each in hook["additional_dependencies"])
        assert (hook["language"] == "fail") is bool(came.why)
    assert ("exit 1" in install["run"]) is bool(came.why)
    assert ("sha256sum" in install["run"]) is bool(came.wheel)


def test_the_bounds_are_exact_and_without_addresses() -> None:
    lines = written(CAME[0], "limites.txt").splitlines()
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", line) for line in lines[1:])
    assert {line.partition("==")[0] for line in lines[1:]} >= {"click", "pydantic-core", "typst", "lxml"}
    assert "typst" not in origin.limits(bare=True)


def test_a_folder_of_this_machine_is_told(tmp_path: Path, rutaplan: Rutaplan) -> None:
    done = rutaplan("init", "t", "--si", cwd=tmp_path)
    assert "Falta decir de dónde se instala rutaplan: se instaló de una carpeta de esta máquina." in done.err
    assert not (tmp_path / "t" / "herramienta" / "hook.py").exists()
    for path in (tmp_path / "t").rglob("*"):
        assert not path.is_file() or str(ROOT) not in path.read_text("utf-8")


@pytest.mark.programas
def test_a_workshop_made_from_a_wheel_checks_itself_anywhere(tmp_path: Path) -> None:
    """The written steps and both hooks, from environments that hold nothing, with an index that has no rutaplan."""
    (wheel,) = installed.build(tmp_path / "rueda")
    mine = installed.empty(tmp_path / "mio", f"{wheel}[todo]")
    said = installed.run("rutaplan", "init", "taller", "--eje", "Salud", "--si", cwd=tmp_path, env=mine)
    assert f"instalan herramienta/{wheel.name}." in said.stderr
    folder = tmp_path / "taller"
    assert (folder / "herramienta" / wheel.name).read_bytes() == wheel.read_bytes()
    wheel.unlink()
    installed.repository(folder)
    env = installed.empty(tmp_path / "ci")
    ended, _ = installed.walk(folder, env, "push")
    assert [*ended.values()] == [0] * len(ended)

    new = installed.run(
        "rutaplan",
        "new",
        "--eje",
        "salud",
        "--nivel",
        "n",
        "--texto",
        "Abrir <b>@todos</b>.",
        "--si",
        cwd=folder,
        env=mine,
    )
    assert "SAL-N-01" in new.stdout
    limits = folder / "herramienta" / "limites.txt"
    limits.write_text(f"{limits.read_text('utf-8')}# de otra mano\n", "utf-8")
    installed.git(folder, "add", "-A")
    installed.git(folder, "commit", "-q", "-m", "propone")
    ended, summary = installed.walk(folder, env, "pull_request")
    assert [*ended.values()] == [0] * len(ended)
    assert len(ended) == 7
    assert (folder / "salida" / "matriz.pdf").is_file()
    for words in (
        "No cambia solo el plan",
        "herramienta/limites.txt",
        "SAL-N-01",
        "Lo que rompe",
        "forja.example/documentos",
    ):
        assert words in summary
    assert "<b>" not in summary

    other = installed.empty(tmp_path / "otra", "pre-commit==4.*") | {
        "PRE_COMMIT_HOME": str(tmp_path / "hooks")
    }
    installed.run("pre-commit", "run", "--all-files", cwd=folder, env=other)
    path = next((folder / "data" / "acciones").rglob("*.yaml"))
    path.write_text(path.read_text("utf-8").replace("nivel: nacional", "nivel:   otro"), "utf-8")
    failed = installed.run("pre-commit", "run", "--all-files", cwd=folder, env=other, code=1)
    assert failed.stdout.count("Failed") == 2
    assert "error[" in failed.stdout
    ended, _ = installed.walk(folder, env, "push")
    assert [*ended.items()][-1] == ("Revisar el plan", 1)
    (folder / "herramienta" / wheel.name).write_bytes(b"otra")
    refused = installed.run(
        "bash",
        "-e",
        "-c",
        next(each["run"] for each in installed.steps(folder) if each.get("name") == "Instalar rutaplan"),
        cwd=folder,
        env=env,
        code=None,
    )
    assert refused.returncode
    assert "pip" not in refused.stdout


@pytest.mark.programas
def test_the_part_that_lacks_is_installed_as_told(tmp_path: Path, seed: Path) -> None:
    (wheel,) = installed.build(tmp_path / "rueda")
    env = installed.empty(tmp_path / "mio", wheel)
    (installer,) = (tmp_path / "mio").rglob("rutaplan-*/INSTALLER")
    for kind in ("pdf", "docx", "xlsx"):
        order = f"render matriz --formato {kind}"
        lacks = installed.run("rutaplan", *order.split(), cwd=seed, env=env, code=None)
        assert lacks.returncode == 2, lacks.stderr
        told_order = lacks.stderr.partition("Instálela con: ")[2].strip()
        assert ("uv pip" in told_order) is (kind == "pdf")
        installer.write_text("pip\n")
        installed.run("bash", "-e", "-c", told_order, cwd=tmp_path, env=env)
        installed.run("rutaplan", *order.split(), cwd=seed, env=env)
    assert installed.run("pip", "show", "rutaplan", cwd=tmp_path, env=env).stdout.count(__version__)
