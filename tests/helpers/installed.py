"""The program as strangers have it: its wheel, an environment that holds nothing else, and the steps of a workflow."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from helpers.calls import ROOT, program

NOT_OURS = ("VIRTUAL_ENV", "PYTHONPATH", "GIT_DIR", "UV_PROJECT_ENVIRONMENT", "RUTAPLAN_DATOS")


def run(
    *order: str | Path, cwd: Path, env: Mapping[str, str] | None = None, code: int | None = 0
) -> subprocess.CompletedProcess[str]:
    """Run a program; code: how it must end, if that is known."""
    done = subprocess.run(
        [*map(str, order)],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert code is None or done.returncode == code, f"{order}\n{done.stdout}\n{done.stderr}"
    return done


def build(folder: Path, *kinds: str, cwd: Path = ROOT) -> list[Path]:
    """Build the wheel, or what is named."""
    run(program("uv"), "build", "--quiet", *(kinds or ("--wheel",)), "--out-dir", folder, cwd=cwd)
    return sorted(each for each in folder.iterdir() if each.suffix in {".whl", ".gz"})


def empty(folder: Path, *packages: str | Path) -> dict[str, str]:
    """Make an environment with Python and pip alone, or some packages too, and give what a shell in it sees."""
    run(sys.executable, "-m", "venv", folder, cwd=folder.parent)
    if packages:  # uv keeps what it once got
        run(
            program("uv"),
            "pip",
            "install",
            "-q",
            "--python",
            folder / "bin" / "python",
            *packages,
            cwd=folder,
        )
    env = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    own = Path(sys.executable).parent  # where the tests' own rutaplan is
    rest = [each for each in env["PATH"].split(os.pathsep) if Path(each) != own]
    # What is called is compiled then, not the telephones of all the world; to pip, no is yes for what begins in no-.
    own_words = {"VIRTUAL_ENV": str(folder), "PIP_NO_COMPILE": "no"}
    return env | {"PATH": os.pathsep.join([str(folder / "bin"), *rest]), **own_words}


def repository(folder: Path) -> None:
    """Put a folder under git, and remember its state as what main was."""
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "inicio")
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD")


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "core.hooksPath=/dev/null")
    run("git", *who, *words, cwd=folder)


def steps(folder: Path, name: str = "plan") -> list[dict[str, Any]]:
    """The steps of a workflow of a folder."""
    flow = yaml.safe_load((folder / ".github" / "workflows" / f"{name}.yaml").read_text("utf-8"))
    return list(flow["jobs"]["plan"]["steps"])


def walk(folder: Path, env: Mapping[str, str], event: str) -> tuple[dict[str, int], str]:
    """Do the steps of a folder's workflow as a runner does; how each ended, by name, and the summary."""
    summary = folder.parent / "resumen.md"
    summary.write_text("")
    own = {**env, "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_BASE_REF": "main" * (event == "pull_request")}
    ended: dict[str, int] = {}
    for step in steps(folder):
        asked = re.fullmatch(r"github.event_name (==|!=) 'pull_request'", step.get("if", ""))
        is_due = not asked or (asked[1] == "==") == (event == "pull_request")
        assert asked or "if" not in step
        if "run" in step and is_due:
            more = dict.fromkeys(step.get("env", {}), "https://forja.example/documentos")
            done = run("bash", "-e", "-c", step["run"], cwd=folder, env=own | more, code=None)
            ended[step["name"]] = done.returncode
            if done.returncode:
                print(done.stdout, done.stderr)  # noqa: T201 - pytest shows it where the test fails
                break
    return ended, summary.read_text("utf-8")
