"""Plans in git: commits made without anybody's configuration."""

import os
import subprocess
from pathlib import Path

from helpers.calls import program

WHO = {
    f"GIT_{role}_{what}": f"x{end}"
    for role in ("AUTHOR", "COMMITTER")
    for what, end in (("NAME", ""), ("EMAIL", "@x"))
}
WHO |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def git(folder: Path, *arguments: str, code: int = 0) -> str:
    """Call git in a folder, as a person does, and read what it prints."""
    done = subprocess.run(
        [program("git"), "-c", "init.defaultBranch=main", *arguments],
        cwd=folder,
        env={**os.environ, **WHO},
        capture_output=True,
        check=False,
    )
    assert done.returncode == code, done.stdout.decode() + done.stderr.decode()
    return done.stdout.decode()


def commit(folder: Path, message: str = "x") -> None:
    """Keep all that a folder holds now."""
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)


def repository(folder: Path) -> Path:
    """Put a folder in git, as it stands."""
    git(folder, "init", "-q")
    commit(folder)
    return folder
