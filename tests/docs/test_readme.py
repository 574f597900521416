"""The READMEs and the tour are true: what they show is what the program does on the plan of data/.

RUTAPLAN_ACEPTAR=1 rewrites the outputs. A block keeps its cut: as many lines before and after […] as it had.
"""

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from helpers.calls import ROOT, Rutaplan
from helpers.repositories import repository

from rutaplan import __version__
from rutaplan.cli import COMMANDS
from rutaplan.views.documents.plenaria import PaginaPlenaria
from rutaplan.views.pagina import Pagina

ES, EN = ROOT / "README.md", ROOT / "README.en.md"
PASEO = ROOT / "docs" / "paseo.md"
PLANTILLAS = ROOT / "docs" / "plantillas.md"
PAGES = (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("ejemplos/*.md"))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CUT = "[…]"
ORDER = "$ rutaplan "
ACEPTAR = os.environ.get("RUTAPLAN_ACEPTAR") == "1"


def blocks(path: Path) -> list[tuple[str, str]]:
    return BLOCK.findall(path.read_text(encoding="utf-8"))


def orders(path: Path) -> list[str]:
    return [text.split("\n")[0].removeprefix(ORDER) for _, text in blocks(path) if text.startswith(ORDER)]


def shown_orders() -> Iterator[object]:
    """Each order with its page; what asks git for the past starts it."""
    for path in (ES, PASEO):
        for order in orders(path):
            marks = [pytest.mark.programas] if order.startswith("diff ") else []
            yield pytest.param(path, order, marks=marks, id=f"{path.stem}: {order}")


def prepared(path: Path, order: str, plan: Path) -> str:
    """Find the block of an order, after doing to the plan what the block before it shows."""
    found = blocks(path)
    index = next(n for n, (_, text) in enumerate(found) if text.startswith(f"{ORDER}{order}\n"))
    kind, before = found[index - 1]
    if kind == "diff":
        apply(before, plan)
    if kind == "yaml":
        with (plan / "data" / "instituciones.yaml").open("a", encoding="utf-8") as file:
            file.write(before)
    return found[index][1]


def apply(diff: str, plan: Path) -> None:
    """Apply a diff of one hunk: what it removes must be there."""
    _, new, _, *lines = diff.splitlines()
    path = plan / new.removeprefix("+++ b/")
    text = path.read_text(encoding="utf-8")
    old = "".join(f"{line[1:]}\n" for line in lines if line[0] != "+")
    assert text.count(old) == 1
    path.write_text(text.replace(old, "".join(f"{line[1:]}\n" for line in lines if line[0] != "-")), "utf-8")


def cut(real: list[str], printed: list[str]) -> list[str]:
    """Shorten a real output as the printed one is."""
    if CUT not in printed:
        return real
    head = printed.index(CUT)
    tail = len(printed) - head - 1
    return real if head + tail >= len(real) else [*real[:head], CUT, *real[len(real) - tail :]]


@pytest.mark.parametrize(("path", "order"), [*shown_orders()])
def test_an_order_prints_what_is_shown(path: Path, order: str, seed: Path, screen: Rutaplan) -> None:
    if order.startswith("diff "):
        repository(seed)
    block = prepared(path, order, seed)
    first, *printed = block.splitlines()
    real = [line.rstrip() for line in screen(*shlex.split(order), cwd=seed).out.splitlines()]
    shown = "\n".join([first, *cut(real, printed)]) + "\n"
    if ACEPTAR:
        for page in (ES, EN) if path == ES else (path,):
            page.write_text(page.read_text(encoding="utf-8").replace(block, shown), encoding="utf-8")
        return
    assert block == shown


def test_every_daily_order_is_shown() -> None:
    assert [order.split()[0] for order in orders(ES)] == ["validate", "list", "render", "diff"]
    assert {order.split()[0] for order in orders(PASEO)} >= {"validate", "list", "show", "status", "render"}


def test_every_order_is_in_the_table() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", PASEO.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [(name, text[0].lower() + text[1:].rstrip(".")) for name, text in COMMANDS.items()]


def test_both_readmes_show_the_same() -> None:
    assert blocks(ES) == blocks(EN)
    assert pictures(ES) == pictures(EN)


def pictures(path: Path) -> list[Path]:
    return [ROOT / each for each in re.findall(r"\(([\w/]+\.png)\)", path.read_text(encoding="utf-8"))]


def test_the_front_page_is_short_and_light() -> None:
    for path in (ES, EN):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 130
    assert len(pictures(ES)) == 3
    assert [each.name for each in pictures(ES) if each.stat().st_size > 150_000] == []


def test_the_state_told_is_this_version() -> None:
    for path in (ES, EN):
        assert re.search(r"Versi(?:ón|on) (\S+),", path.read_text(encoding="utf-8"))[1] == __version__  # type: ignore[index]  # it is there


@pytest.mark.parametrize("path", [ES, PASEO], ids=lambda path: path.stem)
def test_the_change_shown_first_is_right(path: Path, seed: Path, rutaplan: Rutaplan) -> None:
    apply(next(text for kind, text in blocks(path) if kind == "diff"), seed)
    done = rutaplan("validate", "data/acciones/retorno/RET-N-18.yaml", cwd=seed)
    assert done.code == 0
    assert "error[" not in done.out
    assert "aviso[" not in done.out


def test_the_institution_shown_is_right(seed: Path, rutaplan: Rutaplan) -> None:
    prepared(PASEO, "schema", seed)
    rutaplan("schema", cwd=seed)
    done = rutaplan("validate", "data/instituciones.yaml", cwd=seed)
    assert done.code == 0
    assert "gt-mintrab" in (seed / "esquemas" / "ids.json").read_text(encoding="utf-8")


def test_ci_sets_up_a_machine_as_the_readme_says() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    run_by_ci = {" ".join(word for word in line.split() if not word.startswith("--")) for line in script}
    setup = next(text for _, text in blocks(ES) if text.startswith("$ pip"))
    steps = [step for line in setup.splitlines() for step in line.removeprefix("$ ").split(" && ")]
    assert steps == ["pip install uv", "uv run rutaplan render", "uv run pytest"]
    assert set(steps) <= run_by_ci
    assert "uv run pytest -m programas" in run_by_ci


def test_the_second_step_starts_no_other_program() -> None:
    with pytest.raises(pytest.fail.Exception, match="programas"):
        subprocess.run(["true"], check=False)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\((?!https:)([^)#]+)\)", path.read_text(encoding="utf-8"))
    assert [each for each in targets if not (path.parent / each).exists()] == []


def test_the_page_about_templates_names_every_field() -> None:
    text = PLANTILLAS.read_text(encoding="utf-8")
    missing = [
        name
        for page in (*Pagina.__subclasses__(), PaginaPlenaria)
        for name in field_names(page)
        if f"`{name}`" not in text
    ]
    assert missing == []


def field_names(page: type) -> list[str]:
    """List the fields of a page and of what it holds."""
    names = []
    for name, kind in get_type_hints(page).items():
        names.append(name)
        for inner in (kind, *get_args(kind)):
            names += field_names(inner) if is_dataclass(inner) else []
    assert {each.name for each in fields(page)} <= set(names)
    return names


@pytest.mark.programas
def test_the_template_shown_makes_a_document(seed: Path, rutaplan: Rutaplan) -> None:
    template = next(text for kind, text in blocks(PLANTILLAS) if kind == "jinja")
    (seed / "templates").mkdir()
    (seed / "templates" / "matriz.txt.j2").write_text(template, encoding="utf-8")
    done = rutaplan("render", "matriz", "--formato", "txt", cwd=seed)
    assert done.code == 0
    lines = (seed / "salida" / "matriz.txt").read_text(encoding="utf-8").splitlines()
    assert "Nacional: 20 acciones" in lines
    assert "No hay acciones de este eje." in lines
    assert lines[lines.index("Nacional: 20 acciones") + 1].startswith("RET-N-01: ")
