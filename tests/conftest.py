"""What tests share: the command line as people call it, and plans to call it on."""

import gc
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import pytest
from helpers.calls import NOBODY, ROOT, Outcome, Rutaplan, Screen, fill
from helpers.reach import is_weekly
from hypothesis import settings
from hypothesis.internal.conjecture import providers

pytest_plugins = ["helpers.programs", "helpers.browser"]
gc.disable()  # until all tests are known: what is loaded stays, and a sixth of that time would go into looking at it
settings.register_profile("rutaplan", deadline=None, derandomize=True, max_examples=20)
settings.register_profile("semanal", deadline=None, max_examples=200)  # .ci/run --semanal looks further
settings.load_profile("rutaplan")
is_local = providers.is_local_module_file
# To borrow constants of our code, Hypothesis parses all of it, a second for each worker; and the examples of
# each day would change with any line of the house. Once a week it may.
providers.is_local_module_file = lambda path: is_weekly() and is_local(path)
ROOM = 2**30
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of ours is made in it, that only we may read


def pytest_configure(config: pytest.Config) -> None:
    """Keep the thousands of small plans in memory where a system offers that: a disk takes longer than the tests."""
    starts_programs = config.option.markexpr != "not programas"  # which may not be run from there
    if not starts_programs and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_sessionstart(session: pytest.Session) -> None:
    """Before any test is read; not where workers run them, which wait for this process and do it themselves."""
    if not session.config.getoption("tx", ()):
        from helpers import once

        once.install()


def pytest_collection_finish() -> None:
    """What is loaded by now stays. What a day leaves is no more than 600 MiB, and looking for it is 5 % of it."""
    gc.freeze()
    if is_weekly():
        gc.enable()
        gc.set_threshold(50_000, 20, 20)


def pytest_sessionfinish() -> None:
    """Whatever is left goes with the process: nobody need look through all of it."""
    if not is_weekly():
        gc.freeze()


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No terminal, no colour, no net under the program's bugs, no waiting for the disk."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("RUTAPLAN_DEBUG", "1")
    monkeypatch.delenv("RUTAPLAN_DATOS", raising=False)
    monkeypatch.setattr(os, "fsync", lambda _: None)
    from rutaplan.cli import progress

    monkeypatch.setattr(progress, "DELAY", 600)  # a busy machine is no reason to say more


@pytest.fixture
def rutaplan(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Rutaplan:
    """Call the command line in this process, from a folder if one is given."""
    from rutaplan.__main__ import main

    def call(*arguments: str, cwd: Path | None = None) -> Outcome:
        with monkeypatch.context() as patch, own_process():
            if cwd is not None:
                patch.chdir(cwd)
            patch.setattr(sys, "argv", ["rutaplan", *arguments])
            capfd.readouterr()
            code = main()
            with suppress(OSError):  # it was full, and that has been told
                sys.stdout.flush()
            captured = capfd.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call


@pytest.fixture
def screen(rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch) -> Rutaplan:
    """Call the command line in this process as a person sees it: both streams on one screen."""

    def call(
        *arguments: str, cwd: Path | None = None, alphabet: str = "utf-8", person: bool = False
    ) -> Outcome:
        both = Screen(alphabet, person=person)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", both)
            patch.setattr(sys, "stderr", both)
            outcome = rutaplan(*arguments, cwd=cwd)
        return Outcome(outcome.code, both.shown(), "")

    return call


@contextmanager
def own_process() -> Iterator[None]:
    """Give back to whoever runs the tests what a call takes, as if it ended with its process."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    collects = gc.isenabled()
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
    if collects:
        gc.enable()


@pytest.fixture
def process() -> Rutaplan:
    """Call the command line in a process of its own, where only that will do."""

    def call(*arguments: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-m", "rutaplan", *arguments],
            cwd=cwd,
            env={**os.environ, **(env or {})},
            capture_output=True,
            check=False,
        )
        return Outcome(
            done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        )

    return call


@cache
def originals() -> dict[str, bytes]:
    """The files of the real plan and its schemas, read once: a thousand tests have a copy of them."""
    files = (each for name in ("data", "esquemas") for each in (ROOT / name).rglob("*") if each.is_file())
    return {each.relative_to(ROOT).as_posix(): each.read_bytes() for each in files}


def copy(folder: Path) -> Path:
    """The real plan and its schemas, in a folder of its own."""
    return fill(folder, originals())


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    """A copy of the real plan, with its schemas; the folder that holds data/."""
    return copy(tmp_path / "plan")


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One copy for all who write nothing, or try to and must not."""
    folder = copy(tmp_path_factory.mktemp("intacto") / "plan")
    before = {path: path.is_file() and path.read_bytes() for path in folder.rglob("*")}
    yield folder
    assert {path: path.is_file() and path.read_bytes() for path in folder.rglob("*")} == before


@pytest.fixture
def unprivileged(seed: Path) -> Iterator[Path]:
    """The real plan, in the hands of somebody to whom permissions apply: root gives up its powers."""
    if os.name != "posix":
        pytest.skip("this system has other permissions")
    if os.geteuid() != 0:
        yield seed
        return
    import rutaplan.cli.commands.render  # noqa: F401 - whatever is not loaded by now can no longer be

    folder = Path(tempfile.mkdtemp())  # pytest's own folders let only root pass
    try:
        shutil.copytree(seed, folder, dirs_exist_ok=True)
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
        os.seteuid(NOBODY)
        yield folder
    finally:
        os.seteuid(0)
        shutil.rmtree(folder)
