"""A made region and its history: ten bodies, thirty actions, forty commits in the eighteen months after a plenary.

Nothing of it is of any workshop: the sentences are those of the seed, the rest is invented. What is true of it
is kept as the script writes it, and not as rutaplan would find it out: Truth at five dates, Change by Change
since the plenary, and where each contradiction was planted (with planted=False, there is none).

    made = history()                  as texts, without git: made.head, made.plenaria, made.truths
    write(made.head, folder)          the plan of a moment, below folder/data
    repository(made, folder)          the same in git, with the tags plenaria and ronda-AAAA-MM-DD
"""

import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from helpers.calls import program
from helpers.historian import Script
from helpers.region import CORTES, RENUMBERED, RONDAS, SIN_REPORTE
from helpers.repositories import git
from helpers.truth import Change, Commit, History, Planted, Truth

__all__ = [
    "CORTES", "RENUMBERED", "RONDAS", "SIN_REPORTE", "Change", "History", "Planted", "Truth", "history", "repository",
    "write",
]  # fmt: skip


@cache
def history(*, planted: bool = True) -> History:
    """Make it, once a run."""
    return Script(planted=planted).run()


def write(files: Mapping[str, str], folder: Path) -> Path:
    """Put some files below a folder, and give the folder."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return folder


def repository(made: History, folder: Path) -> Path:
    """Put a history in git below a folder, with HEAD's files: two calls of git."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q")
    stream = "".join([*map(_commit, range(len(made.commits)), made.commits), *map(_tag, made.tags.items())])
    done = subprocess.run(
        [program("git"), "fast-import", "--quiet"], cwd=folder, input=stream.encode(), check=False
    )
    assert done.returncode == 0
    git(folder, "reset", "-q", "--hard", "main")
    return folder


def _commit(number: int, commit: Commit) -> str:
    moment = datetime(commit.day.year, commit.day.month, commit.day.day, 12, tzinfo=UTC)
    who = f"Ejemplo <ejemplo@example.org> {moment.timestamp():.0f} +0000"
    first, *others = [f":{each + 1}" for each in commit.after] or [""]
    return "".join(
        [
            f"commit refs/heads/{commit.branch}\nmark :{number + 1}\nauthor {who}\ncommitter {who}\n",
            _data(commit.message),
            *([f"from {first}\n"] if first else []),
            *(f"merge {each}\n" for each in others),
            *(
                f"D {path}\n" if text is None else f"M 100644 inline {path}\n{_data(text)}"
                for path, text in commit.changes.items()
            ),
            "\n",
        ]
    )


def _tag(tag: tuple[str, int]) -> str:
    return f"reset refs/tags/{tag[0]}\nfrom :{tag[1] + 1}\n\n"


def _data(text: str) -> str:
    return f"data {len(text.encode())}\n{text}\n"
