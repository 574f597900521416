"""The mark of tests that start programs (browsers, offices, shells, rutaplan itself), and what it decides."""

import os
import subprocess
from collections.abc import Iterator
from typing import Any, NoReturn

import pytest


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Take every core; none for files named by hand, sooner done alone, nor to rewrite what is expected."""
    named = config.args_source is pytest.Config.ArgsSource.ARGS
    return 0 if named or os.environ.get("RUTAPLAN_ACEPTAR") else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Keep the default run quick, and true where no other program is installed."""

    def refused(*_: object, **__: object) -> NoReturn:
        pytest.fail("it starts a program: @pytest.mark.programas")

    with pytest.MonkeyPatch.context() as patch:
        if item.get_closest_marker("programas") is None:
            patch.setattr(subprocess.Popen, "__init__", refused)
        return (yield)


class LeftOut:
    """Counts the marked tests that are left out, in whatever process looks at them, and tells at the end."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.count = 0

    def pytest_deselected(self, items: list[pytest.Item]) -> None:
        self.count += sum(item.get_closest_marker("programas") is not None for item in items)
        if hasattr(self.config, "workeroutput"):
            self.config.workeroutput["programas"] = self.count

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        self.count = node.workeroutput.get("programas", 0)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self.count and not self.config.option.keyword:
            tests = "1 prueba" if self.count == 1 else f"{self.count} pruebas"
            terminalreporter.write_line(f"{tests} con otros programas: `uv run pytest -m programas`")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(LeftOut(config))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where everything is installed (RUTAPLAN_SIN_SALTOS, as in CI), a skipped test is a failed one."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("RUTAPLAN_SIN_SALTOS") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
