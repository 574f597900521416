"""docs/instalar.md: its orders, as they are printed, where nothing is installed."""

import re
from pathlib import Path

import pytest
from helpers import installed
from helpers.calls import ROOT, program
from helpers.reach import is_weekly

from rutaplan import __version__

GUIDE = ROOT / "docs" / "instalar.md"
BLOCKS = [
    re.findall(r"^\$ (.*)$", block, re.MULTILINE)
    for block in re.findall(r"```console\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
]


def test_no_page_installs_a_name_alone() -> None:
    pages = [ROOT / "README.md", ROOT / "README.en.md", *(ROOT / "docs").glob("*.md")]
    for page in pages:
        for line in page.read_text("utf-8").splitlines():
            found = re.search(r"(?:pip|pipx|tool) install [\"']?rutaplan(.*)", line)
            assert not found or re.match(r"\S*==|\S* @ git\+https", found[1]), f"{page.name}: {line}"


@pytest.mark.programas
@pytest.mark.parametrize(
    "orders", BLOCKS if is_weekly() else BLOCKS[:1], ids=lambda orders: orders[0].partition(" ")[0]
)
def test_it_is_installed_as_printed(tmp_path: Path, orders: list[str]) -> None:
    (wheel,) = installed.build(tmp_path)
    packages = ("pipx",) if orders[0].startswith("pipx") else ()
    env = installed.empty(tmp_path / "entorno", *packages)
    where = tmp_path / "bin"
    env |= {"HOME": str(tmp_path), "UV_TOOL_DIR": str(tmp_path / "uv"), "UV_TOOL_BIN_DIR": str(where)}
    env |= {"PIPX_HOME": str(tmp_path / "pipx"), "PIPX_BIN_DIR": str(where)}
    path = f"{where}:{env['PATH']}:{Path(program('uv')).parent}"
    done = installed.run("bash", "-e", "-c", "\n".join(orders), cwd=tmp_path, env=env | {"PATH": path})
    assert wheel.name in orders[-2]
    assert done.stdout.splitlines()[-1] == f"rutaplan {__version__}"
