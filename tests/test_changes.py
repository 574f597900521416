"""Many files, all or nothing: killed, refused, full or interrupted at every step, and gone on with."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from helpers.calls import ROOT, Rutaplan, accion
from helpers.faults import failing_at, full, interrupt

from rutaplan.changes import Cambio, apply, resume
from rutaplan.journal import ASIDE, JOURNAL, CambioError, pending

OLD = {"data/a.yaml": "a: 1\n", "data/b/c.yaml": "c: 1\n", "data/d.yaml": "d: 1\n"}
NEW = {"data/a.yaml": "a: 2\n", "data/d.yaml": "d: ñ\n", "data/b/e.yaml": "e: 1\n", "esquemas/f.json": "{}\n"}

CHILD = """
import sys
from pathlib import Path
from helpers.faults import failing_at, kill
from rutaplan.changes import Cambio, apply
root, changes = Path(sys.argv[1]), [(Path(sys.argv[1], name), *texts) for name, *texts in eval(sys.argv[4])]
with failing_at(int(sys.argv[2]), kill, late=sys.argv[3] == "True"):
    apply(root / "data", [Cambio(*each) for each in changes])
"""


def planted(root: Path) -> Path:
    for name, text in OLD.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root / "data"


def found(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def cambios(root: Path) -> list[Cambio]:
    return [Cambio(root / name, OLD.get(name), NEW.get(name)) for name in sorted({*OLD, *NEW})]


def killed(root: Path, number: int, *, late: bool) -> bool:
    """Whether a process that is killed at that step had not yet written all."""
    changes = [(name, OLD.get(name), NEW.get(name)) for name in sorted({*OLD, *NEW})]
    call = [sys.executable, "-c", CHILD, str(root), str(number), str(late), repr(changes)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tests")}
    code = subprocess.run(call, check=False, capture_output=True, env=environment).returncode
    assert code in {0, -signal.SIGKILL}
    return code != 0


def failed(root: Path, number: int, fault: Callable[[], None], *, late: bool) -> bool:
    """The same of what can be suffered here."""
    try:
        with failing_at(number, fault, late=late):
            apply(root / "data", cambios(root))
    except (OSError, KeyboardInterrupt):
        return True
    return False


def test_all_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    data = planted(tmp_path)
    apply(data, cambios(tmp_path))
    assert found(tmp_path) == NEW
    assert resume(data) == ""


FAULTS = {
    "full": partial(failed, fault=full),
    "interrupted": partial(failed, fault=interrupt),
    "killed": killed,
}
SIGNALS = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize(
    "fault", ["full", "interrupted", pytest.param("killed", marks=[SIGNALS, pytest.mark.programas])]
)
def test_a_fault_at_every_step_leaves_old_or_new_and_the_next_run_goes_on(
    tmp_path: Path, fault: str, *, late: bool
) -> None:
    states = set()
    for number in range(1, 100):
        root = tmp_path / str(number)
        data = planted(root)
        if not FAULTS[fault](root, number, late=late):
            break
        left = {name: text for name, text in found(root).items() if not Path(name).name.startswith(".")}
        for name in {*OLD, *NEW}:
            assert left.pop(name, None) in {OLD.get(name), NEW.get(name)}
        assert not left
        begun = pending(data)
        said = resume(data)
        assert found(root) == (NEW if begun else OLD if found(root) != NEW else NEW)
        if begun:
            assert "a medias" in said
            states.add(said.replace(str(root), ""))
        assert resume(data) == ""
    assert number > 20
    assert len(states) >= 5  # each file made a difference to what was said


@pytest.mark.parametrize(
    "call", ["set RET-N-04 plazo=12", "rename RET-N-04 RET-N-40", "fmt", "set --nivel nacional plazo=6"]
)
def test_the_byte_order_mark_of_a_file_stays_in_it(seed: Path, rutaplan: Rutaplan, call: str) -> None:
    mark, sheet = b"\xef\xbb\xbf", accion(seed, "RET-N-04")
    sheet.write_bytes(mark + sheet.read_bytes().replace(b"plazo_meses: ", b"plazo_meses:  "))
    assert rutaplan(*call.split(" "), "--si", cwd=seed).code == 0
    marked = [path.stem for path in (seed / "data").rglob("*.yaml") if path.read_bytes().startswith(mark)]
    assert marked == ["RET-N-40" if "RET-N-40" in call else "RET-N-04"]


def test_what_was_done_and_what_was_left_is_told(tmp_path: Path) -> None:
    data = planted(tmp_path)
    monkey = pytest.MonkeyPatch()
    with monkey.context() as patch:
        patch.setattr("rutaplan.changes.remove_file", lambda _: (_ for _ in ()).throw(OSError(28, "lleno")))
        with pytest.raises(OSError, match="lleno"):
            apply(data, cambios(tmp_path))
    said = resume(data)
    assert f"Ya estaban cambiados: {tmp_path / 'data/a.yaml'}" in said
    assert f"Se terminaron ahora: {tmp_path / 'data/b/c.yaml'}." in said
    assert found(tmp_path) == NEW


@pytest.mark.parametrize("name", ["data/a.yaml", "data/b/c.yaml", "data/b/e.yaml"])
def test_a_file_changed_meanwhile_stops_all(tmp_path: Path, name: str) -> None:
    data = planted(tmp_path)
    thought_out = cambios(tmp_path)
    (tmp_path / name).write_text("otra: cosa\n", encoding="utf-8")
    before = found(tmp_path)
    with pytest.raises(CambioError, match="alguien cambió"):
        apply(data, thought_out)
    assert found(tmp_path) == before


def test_a_half_done_change_whose_files_changed_is_left_alone(tmp_path: Path) -> None:
    data = planted(tmp_path)
    for number in range(1, 100):
        failed(tmp_path, number, interrupt, late=False)
        if pending(data):
            break
    (tmp_path / "data/a.yaml").write_text("de otra: persona\n", encoding="utf-8")
    before = found(tmp_path)
    with pytest.raises(CambioError, match=r"alguien cambió .*a\.yaml"):
        resume(data)
    after = found(tmp_path)
    assert after.pop(ASIDE) == before.pop(JOURNAL)  # what was to be written is not lost
    assert {**after} == {name: text for name, text in before.items() if not name.endswith(".tmp")}
    assert resume(data) == ""


def test_a_second_change_waits_for_the_first(tmp_path: Path) -> None:
    data = planted(tmp_path)
    (tmp_path / JOURNAL).write_text("{}", encoding="utf-8")
    with pytest.raises(CambioError, match="a medias"):
        apply(data, cambios(tmp_path))
    assert {name: text for name, text in found(tmp_path).items() if name != JOURNAL} == OLD


HOSTILE = [
    "../fuera",
    "/fuera",
    "data/../../fuera",
    ".git/hooks/pre-commit",
    "data/.GIT/x",
    "enlace/x",
    JOURNAL,
    "",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_journal_of_somebody_else_reaches_nothing_outside(tmp_path: Path, name: str) -> None:
    root, outside = tmp_path / "plan", tmp_path / "otra"
    data = planted(root)
    outside.mkdir()
    (root / "enlace").symlink_to(outside)
    import hashlib

    step = {"archivo": name, "antes": None, "despues": hashlib.sha256(b"x").hexdigest(), "contenido": "x"}
    text = json.dumps({"formato": "rutaplan.cambios", "version": 1, "cambios": [step]})
    (root / JOURNAL).write_text(text, encoding="utf-8")
    before = found(tmp_path)
    with pytest.raises(CambioError, match="no es un cambio a medias"):
        resume(data)
    assert found(tmp_path) == before


@pytest.mark.parametrize(
    "text", ["{", "[]", "{}", '{"formato": "rutaplan.cambios", "cambios": [1]}', "[" * 9999]
)
def test_a_journal_that_makes_no_sense_is_told(tmp_path: Path, text: str) -> None:
    data = planted(tmp_path)
    (tmp_path / JOURNAL).write_text(text, encoding="utf-8")
    with pytest.raises(CambioError, match="bórrelo"):
        resume(data)


def test_no_link_is_written_through(tmp_path: Path) -> None:
    data = planted(tmp_path / "plan")
    victim = tmp_path / "ajeno.yaml"
    victim.write_text("a: 1\n", encoding="utf-8")
    (data / "l.yaml").symlink_to(victim)
    (data / "carpeta").symlink_to(tmp_path)
    for path in (data / "l.yaml", data / "carpeta" / "ajeno.yaml", victim):
        with pytest.raises(CambioError, match="fuera del plan"):
            apply(data, [Cambio(path, "a: 1\n", "a: 2\n")])
    assert victim.read_text(encoding="utf-8") == "a: 1\n"


def test_what_cannot_be_written_is_told_before_anything_is(unprivileged: Path) -> None:
    first, last = accion(unprivileged, "RET-N-01"), accion(unprivileged, "RET-R-13")
    both = [Cambio(path, path.read_text("utf-8"), "id: x\n") for path in (first, last)]
    before = found(unprivileged)
    last.chmod(0o444)
    with pytest.raises(CambioError, match=r"RET-R-13.yaml» es de solo lectura"):
        apply(unprivileged / "data", both)
    last.chmod(0o644)
    first.parent.chmod(0o555)
    try:
        with pytest.raises(CambioError, match="no se puede escribir en la carpeta"):
            apply(unprivileged / "data", both)
    finally:
        first.parent.chmod(0o755)
    assert found(unprivileged) == before
