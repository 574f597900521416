"""Several people write in one plan at once, one is killed, another sends a journal: nothing is lost or hidden."""

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from helpers.calls import Outcome, Rutaplan, accion
from helpers.reach import is_weekly

from rutaplan import journal as lock
from rutaplan.changes import Cambio, apply, resume
from rutaplan.journal import ASIDE, JOURNAL, CambioError, pending

READERS = (("list",), ("show", "RET-N-01"), ("status",), ("render", "matriz", "--formato", "md"))
NEW = ("new", "--eje", "retorno", "--nivel", "nacional", "--si")


def at_once(plan: Path, *calls: tuple[str, ...]) -> list[Outcome]:
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "rutaplan", *call],
            cwd=plan,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for call in calls
    ]
    ended = [(each, *each.communicate()) for each in started]
    return [Outcome(each.returncode, out, err) for each, out, err in ended]


@contextmanager
def writing(plan: Path) -> Iterator[None]:
    """Another process is in the midst of a change of this plan."""
    code = """
import sys, time
from pathlib import Path
from rutaplan.journal import begun
with begun(Path(sys.argv[1])) as journal:
    journal.write(b"{}")
    print("ya", flush=True)
    time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", code, str(plan)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield
        process.kill()


@pytest.mark.programas
def test_what_eight_writers_say_is_written_is_in_the_plan(seed: Path) -> None:
    texts = [f"Revisar lo que dice el acuerdo número {number}." for number in range(8)]
    ended = at_once(seed, *((*NEW, "--texto", text) for text in texts))
    plan = "".join(path.read_text("utf-8") for path in (seed / "data" / "acciones").rglob("*.yaml"))
    said = [outcome.code == 0 and "Escrito" in outcome.err for outcome in ended]
    assert any(said)
    assert [text in plan for text in texts] == said
    assert all(re.search("mientras tanto|está escribiendo|a medias", each.err) for each in ended if each.code)
    assert not list(seed.glob(".rutaplan*"))
    assert not list((seed / "data").rglob(".rutaplan*"))


@pytest.mark.programas
def test_writers_of_different_files_all_write(seed: Path) -> None:
    calls = [("rename", f"RET-N-{number:02}", f"RET-N-{number + 40}", "--si") for number in range(1, 7)]
    ended = at_once(seed, *calls, ("schema",), ("fmt", "--si"))
    for call, outcome in zip(calls, ended, strict=False):
        assert (outcome.code, accion(seed, call[2]).exists()) in {(0, True), (2, False)}, outcome.err
    last = at_once(seed, ("validate",))[0]
    assert last.code == 0, last.out


@pytest.mark.programas
def test_who_finds_it_held_waits_and_says_so(
    seed: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    before = {path: path.read_bytes() for path in (seed / "data").rglob("*.yaml")}
    with writing(seed):
        for call in (NEW, ("rename", "RET-N-01", "RET-N-40", "--si"), ("fmt", "--si"), ("schema",)):
            done = rutaplan(*call, cwd=seed)
            assert (done.code, done.err) == (
                2,
                "Error: Otra orden está escribiendo en este plan; no se escribió nada, repita la orden.\n",
            )
        assert pending(seed / "data")
    assert {path: path.read_bytes() for path in (seed / "data").rglob("*.yaml")} == before
    (seed / JOURNAL).unlink()
    assert rutaplan(*NEW, cwd=seed).code == 0


@pytest.mark.programas
def test_who_lets_it_go_in_time_is_waited_for(seed: Path) -> None:
    with writing(seed):
        waiting = subprocess.Popen(
            [sys.executable, "-m", "rutaplan", *NEW],
            cwd=seed,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        time.sleep(0.2)
        (seed / JOURNAL).unlink()  # as its writer does when it has ended
    _, err = waiting.communicate()
    assert (waiting.returncode, err) == (0, "Escrito: 1 archivo.\n")


def journal(plan: Path, *steps: tuple[str, str | None, str | None]) -> None:
    """A change half made, of files with what they were and what they will be."""

    def digest(text: str | None) -> str | None:
        return None if text is None else hashlib.sha256(text.encode()).hexdigest()

    entries = [
        {"archivo": name, "antes": digest(old), "despues": digest(new), "contenido": new}
        for name, old, new in steps
    ]
    content = {"formato": "rutaplan.cambios", "version": 1, "cambios": entries}
    (plan / JOURNAL).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def test_a_half_made_change_is_seen_by_everybody(seed: Path, rutaplan: Rutaplan) -> None:
    text = accion(seed, "RET-N-20").read_text("utf-8")
    name = "data/acciones/retorno/RET-N-21.yaml"
    journal(seed, (name, None, text.replace("RET-N-20", "RET-N-21")))
    told = rutaplan("validate", cwd=seed)
    assert told.code == 1
    assert "error[YML22]: un cambio quedó a medias\n --> .rutaplan-cambios.json:1:1" in told.out
    assert rutaplan("validate", "data/acciones", cwd=seed).code == 1
    for call in READERS:
        told = rutaplan(*call, cwd=seed)
        assert told.code == 0
        assert "Un cambio quedó a medias (.rutaplan-cambios.json) y puede faltar una parte" in told.err
    assert rutaplan("fmt", "--revisar", cwd=seed).err.startswith("Una orden anterior quedó a medias")
    done = rutaplan("fmt", "--si", cwd=seed)
    assert f"Se terminaron ahora: {name}." in done.err
    assert rutaplan("validate", cwd=seed).code == 0


def test_what_could_not_be_ended_is_seen_too_and_never_written_over(seed: Path, rutaplan: Rutaplan) -> None:
    names = [ASIDE, ASIDE.replace(".json", "-2.json")]
    kept = []
    for name in names:
        journal(seed, ("data/acciones/retorno/RET-N-01.yaml", "otro", "otro más"))
        kept.append((seed / JOURNAL).read_bytes())
        done = rutaplan("fmt", "--si", cwd=seed)
        assert done.code == 2
        assert f"lo que faltaba quedó en {name}" in done.err
    assert [(seed / name).read_bytes() for name in names] == kept
    told = rutaplan("validate", cwd=seed)
    assert (told.code, told.out.count("error[YML22]")) == (1, 2)
    assert rutaplan("list", cwd=seed).err.count("Un cambio quedó a medias") == 2


FOREIGN = (
    ".github/workflows/x.yaml", ".vscode/tasks.json", "conftest.py", ".gitignore", "salida/x", "data", "esquemas",
    "data/x.sh", "data/x.py", "data/.gitattributes", "data/acciones/.oculto.yaml", "data/.x/y.yaml", "data/x.yml",
    "data/x\0.yaml", "data/x\n.yaml", "data//x.yaml", "./data/x.yaml", "data/c:x.yaml", "esquemas/x.sh", "data/a\\b.yaml",
    "datos/x.yaml", "data-otra/x.yaml", "ESQUEMAS/x.json", ASIDE, "data/../conftest.py", "templates/x.html.j2",
)  # fmt: skip


@pytest.mark.parametrize("name", FOREIGN)
def test_a_journal_from_a_pull_request_is_not_obeyed(seed: Path, rutaplan: Rutaplan, name: str) -> None:
    journal(seed, ("data/acciones/retorno/RET-N-77.yaml", None, "x: 1\n"), (name, None, "x"))
    before = sorted(seed.rglob("*"))
    assert rutaplan("validate", cwd=seed).code == 1
    done = rutaplan(*NEW, cwd=seed)
    assert (done.code, done.out) == (2, "")
    assert "no es un cambio a medias de este plan; bórrelo" in done.err
    assert sorted(seed.rglob("*")) == before


@pytest.mark.parametrize("version", [0, 2, "1", None])
def test_a_journal_of_another_version_is_not_guessed_at(
    seed: Path, rutaplan: Rutaplan, version: object
) -> None:
    journal(seed, ("data/acciones/retorno/RET-N-77.yaml", None, "x: 1\n"))
    content = json.loads((seed / JOURNAL).read_text("utf-8"))
    (seed / JOURNAL).write_text(json.dumps({**content, "version": version}), encoding="utf-8")
    done = rutaplan(*NEW, cwd=seed)
    assert "no es un cambio a medias de este plan; bórrelo" in done.err
    assert not accion(seed, "RET-N-77").exists()


def test_no_change_is_begun_that_nobody_could_end(
    seed: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rutaplan.changes._MAX_JOURNAL", 300)
    done = rutaplan(*NEW, cwd=seed)
    assert (done.code, "hágalo por partes" in done.err) == (2, True)
    assert not list(seed.rglob(".rutaplan*"))
    assert not accion(seed, "RET-N-21").exists()


def test_a_journal_writes_no_file_that_no_order_would_read(seed: Path, rutaplan: Rutaplan) -> None:
    journal(seed, ("data/acciones/retorno/RET-N-77.yaml", None, "x: " + "a" * 300_000))
    assert rutaplan(*NEW, cwd=seed).code == 2
    assert not accion(seed, "RET-N-77").exists()


@pytest.mark.parametrize(
    "text", ["", '{\n "formato": "rutaplan.cambios"', '{\n "formato": "rutaplan.cambios",\n "cambios": [']
)
def test_a_journal_that_was_never_whole_changed_nothing(seed: Path, rutaplan: Rutaplan, text: str) -> None:
    (seed / JOURNAL).write_text(text, encoding="utf-8")
    done = rutaplan(*NEW, cwd=seed)
    assert (done.code, done.err) == (0, "Escrito: 1 archivo.\n")
    assert not (seed / JOURNAL).exists()


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")
@pytest.mark.parametrize("kind", ["link", "dangling", "folder", "pipe"])
def test_a_journal_that_is_no_file_is_told(seed: Path, rutaplan: Rutaplan, kind: str) -> None:
    path, other = seed / JOURNAL, seed / "otro"
    other.write_text("{}")
    {
        "link": lambda: path.symlink_to(other),
        "dangling": lambda: path.symlink_to(seed / "nada"),
        "folder": path.mkdir,
        "pipe": lambda: os.mkfifo(path),
    }[kind]()
    done = rutaplan(*NEW, cwd=seed)
    if kind == "pipe":  # it says nothing: who begins a change makes it anew
        assert done.code == 0
    else:
        assert "no es un cambio a medias de este plan; bórrelo" in done.err
        assert os.path.lexists(path)
    assert other.read_text() == "{}"


def test_a_file_that_comes_meanwhile_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the last look at a name and the writing of it, somebody saves a file of that name."""
    from rutaplan import changes

    data = tmp_path / "data"
    data.mkdir()
    write = changes.write_bytes

    def late(path: Path, content: bytes, *, fresh: bool = False) -> None:
        path.write_text("de otra: persona\n", encoding="utf-8")
        write(path, content, fresh=fresh)

    monkeypatch.setattr(changes, "write_bytes", late)
    with pytest.raises(CambioError, match="alguien cambió"):
        apply(data, [Cambio(data / "a.yaml", None, "a: 1\n")])
    assert (data / "a.yaml").read_text("utf-8") == "de otra: persona\n"
    with pytest.raises(CambioError, match="lo que faltaba quedó en"):
        resume(data)
    assert not list(tmp_path.rglob(".rutaplan-*.tmp"))


def test_a_disk_without_hard_links_gives_a_name_once_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(1, "no")

    monkeypatch.setattr(os, "link", refused)
    data = tmp_path / "data"
    data.mkdir()
    apply(data, [Cambio(data / "a.yaml", None, "a: 1\n")])
    assert {path.name: path.read_text() for path in data.iterdir()} == {"a.yaml": "a: 1\n"}
    from rutaplan.files import write_bytes

    with pytest.raises(FileExistsError):
        write_bytes(data / "a.yaml", b"b", fresh=True)
    assert {path.name: path.read_text() for path in data.iterdir()} == {"a.yaml": "a: 1\n"}


@pytest.mark.programas
@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_an_init_killed_at_any_write_is_ended_by_the_next(tmp_path: Path, rutaplan: Rutaplan) -> None:
    code = """
import sys
from helpers.faults import failing_at, kill
from rutaplan.__main__ import main
sys.argv = ["rutaplan", "init", "t", "--si"]
with failing_at(int(sys.stdin.readline()), kill, late=False):
    main()
"""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    whole: list[str] = []
    numbers = (1, 2, 3, 4, 5, 9, 14, 20, 23, 31, 40, 55, 70)
    for number in (*numbers[:: 1 if is_weekly() else 3], 10_000):
        folder = tmp_path / str(number)
        folder.mkdir()
        done = subprocess.run(
            [sys.executable, "-c", code],
            input=f"{number}\n".encode(),
            cwd=folder,
            env=environment,
            capture_output=True,
            check=False,
        )
        assert done.returncode in {0, -signal.SIGKILL}
        if done.returncode:
            again = rutaplan("init", "t", "--si", cwd=folder)
            assert again.code == 0, (number, again.err)
        files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        whole = whole or files
        assert files == whole, number
        assert rutaplan("validate", cwd=folder / "t").code == 0
    assert done.returncode == 0
