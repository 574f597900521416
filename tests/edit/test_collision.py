"""rename --libre: two actions that got one number, in one file, in two, or before their branches meet."""

from pathlib import Path

import pytest
from helpers.calls import Rutaplan, accion, edit
from helpers.effort import seconds
from helpers.repositories import commit, git, repository
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.edit.renaming import split

NEW = ("new", "--eje", "retorno", "--nivel", "nacional", "--si", "--texto")
MINE, THEIRS = "Revisar lo que dice mi acuerdo.", "Publicar lo que dice el otro acuerdo."


def lines(prefix: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(["a: 1", "b: <<<", "c: ===", "# x", ""]), max_size=3).map(
        lambda parts: "".join(f"{part}\n" for part in (*parts, f"{prefix}: 1"))
    )


@given(
    st.lists(st.tuples(lines("m"), lines("t"), lines("c")), max_size=3),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "||||||| 1234567\nx: 1\n"]),
)
def test_what_git_wrote_into_one_file_is_two_again(
    parts: list[tuple[str, str, str]], newline: str, base: str
) -> None:
    text = "".join(
        f"<<<<<<< HEAD\n{mine}{base}=======\n{theirs}>>>>>>> otra\n{both}" for mine, theirs, both in parts
    )
    sides = ("".join(part[0] + part[2] for part in parts), "".join(part[1] + part[2] for part in parts))
    found = split(text.replace("\n", newline))
    assert found == (tuple(side.replace("\n", newline) for side in sides) if parts else None)


@pytest.mark.parametrize("marks", ["<<<<<<< a\n", "<<<<<<< a\n||||||| b\n", "<<<<<<< a\n=======\n"])
def test_marks_that_nothing_ends_are_no_two_files(marks: str) -> None:
    text = marks * (250_000 // len(marks))
    assert seconds(lambda: split(text)) < 5
    assert split(text) is None


def collided(plan: Path, rutaplan: Rutaplan, *, rebase: bool = False) -> Path:
    """A plan in which two branches gave one number, in the midst of joining them."""
    repository(plan)
    git(plan, "switch", "-q", "-c", "otra")
    rutaplan(*NEW, THEIRS, cwd=plan)
    commit(plan)
    git(plan, "switch", "-q", "main")
    # Git would give the other number if it knew of that branch; here it is somebody else's, not fetched yet.
    git(plan, "branch", "-q", "-m", "otra", "escondida")
    accion(plan, "RET-N-21").write_text(
        git(plan, "show", "escondida:data/acciones/retorno/RET-N-21.yaml").replace(THEIRS, MINE),
        encoding="utf-8",
    )
    commit(plan)
    if rebase:
        git(plan, "rebase", "-q", "escondida", code=1)
    else:
        git(plan, "merge", "-q", "escondida", code=1)
    return accion(plan, "RET-N-21")


@pytest.mark.programas
@pytest.mark.parametrize("rebase", [False, True])
def test_the_one_that_others_know_keeps_its_number(seed: Path, rutaplan: Rutaplan, *, rebase: bool) -> None:
    old = collided(seed, rutaplan, rebase=rebase)
    edit(accion(seed, "RET-N-01"), "plazo_meses", "depende_de: [RET-N-21]\nplazo_meses")
    told = rutaplan("validate", cwd=seed)
    assert told.code == 1
    assert "«rutaplan rename --libre»" in " ".join(told.out.split())
    done = rutaplan("rename", "--libre", "RET-N-21", "--si", cwd=seed)
    assert (done.code, done.out.splitlines()[-1]) == (0, "RET-N-22")
    assert "Revise a cuál de las dos nombra: data/acciones/retorno/RET-N-01.yaml." in done.err
    assert f"texto: {THEIRS}\n" in old.read_text("utf-8")
    assert f"texto: {MINE}\n" in accion(seed, "RET-N-22").read_text("utf-8")
    assert rutaplan("validate", cwd=seed).code == 0
    assert rutaplan("fmt", "--revisar", "data/acciones/retorno/RET-N-22.yaml", cwd=seed).code == 0


@pytest.mark.programas
def test_before_branches_meet_the_number_of_the_other_is_known(seed: Path, rutaplan: Rutaplan) -> None:
    repository(seed)
    git(seed, "switch", "-q", "-c", "otra")
    rutaplan(*NEW, THEIRS, cwd=seed)
    commit(seed)
    git(seed, "switch", "-q", "main")
    assert rutaplan(*NEW, MINE, cwd=seed).out.endswith("RET-N-22\n")
    assert rutaplan("rename", "--libre", "RET-N-22", "--si", cwd=seed).out.endswith("RET-N-23\n")


@pytest.mark.programas
def test_one_action_changed_in_two_branches_is_not_two(seed: Path, rutaplan: Rutaplan) -> None:
    path = accion(seed, "RET-N-20")
    repository(seed)
    git(seed, "switch", "-q", "-c", "otra")
    edit(path, "plazo_meses: por_definir", "plazo_meses: 6")
    commit(seed)
    git(seed, "switch", "-q", "main")
    edit(path, "plazo_meses: por_definir", "plazo_meses: 12")
    commit(seed)
    git(seed, "merge", "-q", "otra", code=1)
    before = path.read_bytes()
    done = rutaplan("rename", "--libre", "RET-N-20", "--si", cwd=seed)
    assert done.code == 2
    assert "Git no dice que RET-N-20.yaml sean dos acciones" in done.err
    assert path.read_bytes() == before


def test_two_files_with_one_number(seed: Path, rutaplan: Rutaplan) -> None:
    copy = accion(seed, "RET-N-21")
    copy.write_text(
        accion(seed, "RET-N-20").read_text("utf-8").replace("texto: ", "texto: Además, "), encoding="utf-8"
    )
    assert rutaplan("validate", cwd=seed).code == 1
    done = rutaplan("rename", "--libre", "RET-N-20", "--si", cwd=seed)
    assert done.out.endswith("RET-N-22\n")
    assert not copy.exists()
    assert "id: RET-N-22\n" in accion(seed, "RET-N-22").read_text("utf-8")
    assert rutaplan("validate", cwd=seed).code == 0


def test_alone_it_takes_the_next_and_all_that_names_it_follows(seed: Path, rutaplan: Rutaplan) -> None:
    done = rutaplan("rename", "--libre", "RET-R-10", "--si", cwd=seed)
    assert done.out.endswith("RET-R-14\n")
    assert "contraparte: [RET-R-14]" in accion(seed, "RET-N-18").read_text("utf-8")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("RET-N-20",), "Escriba el id nuevo, o --libre"),
        (("--libre", "RET-N-20", "RET-N-40"), "Escriba el id nuevo, o --libre"),
        (("--libre", "hn-inm"), "«hn-inm» no es un id de acción"),
        (("--libre", "RET-N-99"), "No hay una acción «RET-N-99»"),
    ],
)
def test_what_cannot_be_is_told(
    untouched: Path, rutaplan: Rutaplan, call: tuple[str, ...], said: str
) -> None:
    done = rutaplan("rename", *call, "--si", cwd=untouched)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
