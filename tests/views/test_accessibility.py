"""Every HTML document in a real browser: it fits a phone, anybody can read it, and it is valid HTML.

It needs Chromium, Java and, in tests/navegador, `npm ci`.
"""

import json
import subprocess
from pathlib import Path

import pytest
from helpers.browser import HTML, PLANS, Tab, from_npm, violations
from helpers.calls import program
from helpers.reach import each_with_each

pytestmark = pytest.mark.programas


def test_a_page_that_asks_fails_or_runs_is_caught(tab: Tab, tmp_path: Path) -> None:
    bad = tmp_path / "mala.html"
    bad.write_text(
        '<img src="http://ejemplo.invalid/x.png"><script>alert(1); nada()</script>', encoding="utf-8"
    )
    tab.open(bad)
    said = "\n".join(tab.faults)
    tab.faults.clear()
    for each in ("http://ejemplo.invalid/x.png", "dialog: 1", "nada is not defined"):
        assert each in said


def one_of_each(folder: Path) -> list[Path]:
    """A file of each document that is made: of those with one page each of something, the largest."""
    found = [[*folder.glob(f"{name}*.html"), *folder.glob(f"{name}/*.html")] for name in HTML]
    paths = [max(each, key=lambda path: path.stat().st_size) for each in found if each]
    assert len(paths) == len(HTML) or folder.name != "ejemplo"
    return [*paths, *folder.glob("ficha/indice.html"), folder / "cambios.html"]


@each_with_each(plan=PLANS, width=[390, 320])
def test_no_page_is_wider_than_a_phone(tab: Tab, folders: dict[str, Path], plan: str, width: int) -> None:
    page = tab.open(folders[plan] / "sitio.html", width=width)
    for path in one_of_each(folders[plan]):
        page.goto(path.as_uri())
        assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0, path.name


BROKEN = """() => {
    const found = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const node = texts.currentNode;
        for (const match of node.data.matchAll(/\\b[A-Z]{3}-[A-Z]-\\d{2}\\b/g)) {
            const range = document.createRange();
            range.setStart(node, match.index);
            range.setEnd(node, match.index + match[0].length);
            const lines = new Set([...range.getClientRects()].map(each => Math.round(each.top)));
            if (lines.size > 1) found.push(`${match[0]} en ${node.parentElement.outerHTML.slice(0, 99)}`);
        }
    }
    const cells = [...document.querySelectorAll("table:not(.cuadro) :is(th, td)")];
    return [...found, ...cells.filter(each => each.textContent.trim() && each.getClientRects().length
        && each.clientWidth < 44).map(each => `${each.clientWidth} px: ${each.outerHTML.slice(0, 99)}`)];
}"""
"""The identifiers that stand on two lines, and the cells with no room for a word."""


@pytest.mark.parametrize("plan", ["real", "ejemplo"])
def test_words_have_room(tab: Tab, folders: dict[str, Path], plan: str) -> None:
    page, found = tab.open(folders[plan] / "sitio.html"), {}
    for width in (1280, 768, 390):
        page.set_viewport_size({"width": width, "height": 844})
        for path in one_of_each(folders[plan]):
            page.goto(path.as_uri())
            found[width, path.name] = page.evaluate(BROKEN)
    assert not any(found.values()), found


@each_with_each(plan=["real", "ejemplo"], width=[1280, 390])
def test_every_page_is_accessible(
    tab: Tab, folders: dict[str, Path], axe: str, plan: str, width: int
) -> None:
    page = tab.open(folders[plan] / "sitio.html", width=width)
    found = {}
    for path in one_of_each(folders[plan]):
        page.goto(path.as_uri())
        found[path.name] = violations(page, axe)
    page.emulate_media(color_scheme="dark")
    for name in ("sitio", "cronograma", "cambios", "pendientes", "plenaria-g1-retorno", "ficha/indice"):
        if (path := folders[plan] / f"{name}.html").exists():
            page.goto(path.as_uri())
            found[f"{name}, oscuro"] = violations(page, axe)
    page.goto((folders[plan] / "sitio.html").as_uri())
    page.goto((folders[plan] / "sitio.html").as_uri() + "#q=acc&nivel=regional")
    page.reload()
    found["sitio, filtrado"] = violations(page, axe)
    assert not any(found.values()), found


@pytest.mark.parametrize("plan", ["real", "ejemplo"])
def test_nothing_is_left_alone_when_a_page_is_printed(
    tab: Tab, folders: dict[str, Path], tmp_path: Path, plan: str
) -> None:
    page, reader = tab.open(folders[plan] / "sitio.html"), program("pdftotext")
    for path in one_of_each(folders[plan]):
        page.goto(path.as_uri())
        page.pdf(path=tmp_path / "hoja.pdf", prefer_css_page_size=True)
        told = subprocess.run(
            [reader, "-layout", tmp_path / "hoja.pdf", "-"], capture_output=True, check=True
        )
        for sheet in told.stdout.decode().rstrip("\f\n").split("\f"):
            *body, _ = [line.strip() for line in sheet.splitlines() if line.strip()]
            assert not body[0].startswith("Cómo leer"), path.name
            assert body[-1] != "Eje de trabajo:", path.name


def test_axe_finds_what_is_wrong(tab: Tab, axe: str, tmp_path: Path) -> None:
    bad = tmp_path / "mala.html"
    bad.write_text(
        '<img src="data:,"><input><p style="color: #ccc">Gris</p><table><tr><th></th></tr></table>',
        encoding="utf-8",
    )
    found = "\n".join(violations(tab.open(bad), axe))
    tab.faults.clear()
    for rule in ("image-alt", "label", "color-contrast", "html-has-lang"):
        assert f"{rule}: " in found


def test_every_page_is_valid_html(folders: dict[str, Path], tmp_path: Path) -> None:
    bad = tmp_path / "mala.html"
    bad.write_text('<!DOCTYPE html><html lang="es"><title>x</title><p id=a><div id=a></p>', encoding="utf-8")
    paths = [path for folder in folders.values() for path in sorted(folder.rglob("*.html"))]
    jar = from_npm("vnu-jar", "build/dist/vnu.jar")
    done = subprocess.run(
        [program("java"), "-jar", jar, "--format", "json", "--exit-zero-always", *paths, bad],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    errors = [each for each in json.loads(done.stderr)["messages"] if each["type"] == "error"]
    assert {each["url"] for each in errors if each["url"].endswith("/mala.html")}
    assert [
        f"{each['url']}: {each['message']}" for each in errors if not each["url"].endswith("/mala.html")
    ] == []
