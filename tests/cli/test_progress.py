"""What a long step says: nothing for two seconds; then a line, and on a terminal a bar that goes."""

import io
import sys
from threading import Event

import pytest

from rutaplan.cli import progress

DELAY = progress.DELAY  # while no test runs, and it is out of the way


class Stream(io.StringIO):
    """A stderr that knows when something was written."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self.terminal, self.told, self.wanted = terminal, Event(), ""

    def isatty(self) -> bool:
        return self.terminal

    def write(self, text: str) -> int:
        written = super().write(text)
        if self.wanted in self.getvalue():
            self.told.set()
        return written

    def says(self, wanted: str) -> bool:
        """Whether it says something sooner or later."""
        self.wanted = wanted
        return wanted in self.getvalue() or self.told.wait(10)


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "DELAY", 0)
    monkeypatch.setattr(progress, "_PACE", 0.01)


def stderr(monkeypatch: pytest.MonkeyPatch, *, terminal: bool) -> Stream:
    stream = Stream(terminal=terminal)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "60")
    return stream


@pytest.mark.parametrize("terminal", [True, False])
def test_a_short_step_says_nothing(monkeypatch: pytest.MonkeyPatch, *, terminal: bool) -> None:
    stream = stderr(monkeypatch, terminal=terminal)
    monkeypatch.setattr(progress, "DELAY", DELAY)
    assert DELAY == 2
    with progress.progress("Escribiendo", 3) as part:
        part()
    assert not stream.getvalue()


@pytest.mark.usefixtures("soon")
def test_in_a_pipe_there_is_one_line_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = stderr(monkeypatch, terminal=False)
    with progress.progress("Leyendo «a.xlsx»", 3) as part:
        assert stream.says("\n")
        part()
    assert stream.getvalue() == "Leyendo «a.xlsx»…\n"


@pytest.mark.usefixtures("soon")
def test_on_a_terminal_there_is_a_bar_that_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = stderr(monkeypatch, terminal=True)
    with progress.progress("Escribiendo", 4) as part:
        assert stream.says("Escribiendo [........................] 0 de 4")
        stream.told.clear()
        part()
        part()
        assert stream.says("Escribiendo [############............] 2 de 4")
    assert stream.getvalue().endswith("\r\x1b[K")
    assert "\n" not in stream.getvalue()


@pytest.mark.usefixtures("soon")
def test_a_step_without_parts_says_how_long_it_has_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = stderr(monkeypatch, terminal=True)
    with progress.progress("Leyendo \x1b[31m" + "largo " * 40):
        assert stream.says("\r\x1b[KLeyendo \\u001b")
    assert all(len(line) < 70 for line in stream.getvalue().split("\r"))


@pytest.mark.usefixtures("soon")
def test_a_step_that_fails_clears_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = stderr(monkeypatch, terminal=True)

    def fail() -> None:
        with progress.progress("Escribiendo", 2):
            assert stream.says("0 de 2")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert stream.getvalue().endswith("\r\x1b[K")
