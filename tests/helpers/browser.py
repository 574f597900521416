"""Chromium for the tests: every HTML document of three plans, and tabs that may not ask, fail or alert."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.calls import EJEMPLO, ROOT, SEED, edit, program
from helpers.hostile import TEXTOS, write_hostile_plan
from helpers.plans import documents
from rutaplan.views.documents import CAMBIOS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NPM = ROOT / "tests" / "navegador" / "node_modules"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
HTML = documents("html")
PLANS = ("real", "ejemplo", "hostil")


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """One browser for all; without a network it could not ask anybody anything."""
    chromium = program("chromium")
    sync_api = pytest.importorskip("playwright.sync_api", reason="no está instalado: playwright")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every HTML document of three plans: the real one, one that is filled in, and a hostile one."""
    root = tmp_path_factory.mktemp("paginas")
    hostile = write_hostile_plan(root / "plan")
    edit(hostile / "catalogos.yaml", "{nombre: Documentación,", f"{{nombre: {json.dumps(TEXTOS[1])},")
    edit(hostile / "instituciones.yaml", "sigla: OIM", f"sigla: {json.dumps(TEXTOS[16][:100])}")
    with (hostile / "acciones" / "retorno" / "RET-N-01.yaml").open("a", encoding="utf-8") as file:
        file.write(f"temas: [documentacion]\nsugerido_por: {{temas: {json.dumps(TEXTOS[0])}}}\n")
        file.write("contraparte: [RET-R-01]\n")
    (hostile / "acciones" / "retorno" / "RET-R-01.yaml").write_text(
        (EJEMPLO / "acciones" / "retorno" / "RET-R-01.yaml").read_text(encoding="utf-8")
        + f"titulo_breve: {json.dumps(TEXTOS[2])}\n",
        encoding="utf-8",
    )
    for name, data, before in zip(PLANS, (SEED, EJEMPLO, hostile), (EJEMPLO, SEED, EJEMPLO), strict=True):
        call = (
            "render",
            *HTML,
            CAMBIOS,
            "--desde",
            before,
            "--formato",
            "html",
            "--datos",
            data,
            "-o",
            root / name,
        )
        done = subprocess.run(
            [sys.executable, "-m", "rutaplan", *call], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    return {name: root / name for name in PLANS}


@dataclass
class Tab:
    """Opens pages, and keeps what no page of ours may do: ask for anything, fail, or open a dialog."""

    browser: "Browser"
    faults: list[str] = field(default_factory=list)
    contexts: list["BrowserContext"] = field(default_factory=list)

    def open(self, path: Path, fragment: str = "", *, width: int = 1280, javascript: bool = True) -> "Page":
        context = self.browser.new_context(
            viewport={"width": width, "height": 844}, java_script_enabled=javascript, offline=True
        )
        self.contexts.append(context)
        context.on("request", lambda asked: self._fault(asked.url, when=not asked.url.startswith("file:")))
        page = context.new_page()
        page.on("console", lambda said: self._fault(said.text, when=said.type in {"error", "warning"}))
        page.on("pageerror", lambda error: self._fault(str(error)))
        page.on("dialog", lambda dialog: (self._fault(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(path.as_uri() + fragment)
        return page

    def _fault(self, text: str, *, when: bool = True) -> None:
        self.faults.extend([text] if when else [])


@pytest.fixture
def tab(browser: "Browser") -> Iterator[Tab]:
    tab = Tab(browser)
    yield tab
    for context in tab.contexts:
        context.close()
    assert not tab.faults


@pytest.fixture
def site(tab: Tab, folders: dict[str, Path]) -> Callable[..., "Page"]:
    """Open the site of a plan."""
    return lambda plan="real", fragment="", **how: tab.open(folders[plan] / "sitio.html", fragment, **how)


def violations(page: "Page", source: str) -> list[str]:
    """What axe finds: the rule and the first element that breaks it."""
    page.evaluate(source)
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}}).then(all => all.violations)", RULES
    )
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]


@pytest.fixture(scope="session")
def axe() -> str:
    return from_npm("axe-core", "axe.min.js").read_text(encoding="utf-8")


def from_npm(package: str, name: str) -> Path:
    """A file that `npm ci` brought; a test that needs one that is not there is skipped, by name."""
    path = NPM / package / name
    if not path.is_file():
        pytest.skip(f"no está instalado: {package} (npm ci, en tests/navegador)")
    return path
