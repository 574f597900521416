"""The made history is what it says that it is: every other test of time leans on it."""

from collections import Counter
from pathlib import Path

import pytest
from helpers.history import CORTES, RENUMBERED, Change, History, history, repository
from helpers.repositories import git

from rutaplan.files import RawFile
from rutaplan.load import build
from rutaplan.plan import Plan
from rutaplan.rules import errors


def plan_of(files: dict[str, str]) -> Plan:
    made, told = build([RawFile(path, path[5:], text) for path, text in files.items()], prefix="data/")
    assert told == []
    return made


def test_it_is_a_plan_of_ten_bodies_and_thirty_actions() -> None:
    made = history()
    first, last = plan_of(made.plenaria), plan_of(made.head)
    assert (len(first.institucion_by_id), len(first.acciones), len(last.acciones)) == (10, 30, 30)
    assert errors(first) == []
    assert [each.code for each in errors(last)] == ["EST01"]
    assert errors(plan_of(history(planted=False).head)) == []
    assert len(made.commits) == 41
    assert len({each.kind for each in made.planted}) == len(made.planted) == 11


def test_what_is_true_of_it_is_written_beside_it() -> None:
    made = history(planted=False)
    at = {truth.corte: truth for truth in made.truths}
    assert [len(at[corte].vencidas) for corte in CORTES] == [0, 8, 10, 4, 4]
    assert at[CORTES[-1]].vencidas == ("RET-N-01", "RET-N-03", "RET-N-21", "RET-R-01")
    assert at[CORTES[1]].estados["RET-R-01"]["sv-migracion"] == "en_ejecucion"
    kinds = Counter(each.que for each in made.changes)
    assert kinds["plazo_meses"] == kinds["instituciones"] == 28
    assert Change(RENUMBERED[1], "id", *RENUMBERED) in made.changes
    assert kinds["avance"] == sum(path.startswith("data/avances/") for path in made.head)


@pytest.mark.programas
@pytest.mark.parametrize("planted", [True, False])
def test_git_holds_it(tmp_path: Path, *, planted: bool) -> None:
    made: History = history(planted=planted)
    folder = repository(made, tmp_path / "plan")
    assert git(folder, "rev-list", "--count", "plenaria..HEAD") == "40\n"
    assert git(folder, "status", "--porcelain") == ""
    there = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.glob("data/**/*.yaml")
    }
    assert there == made.head
    listed = git(folder, "ls-tree", "-r", "--name-only", "plenaria").split()
    assert listed == sorted(made.plenaria)
