"""The READMEs are true: what they show is what the program does on the plan of data/.

RUTAPLAN_ACEPTAR=1 rewrites the outputs. A block keeps its cut: as many lines before and after […] as it had.
"""

import os
import re
import shlex
import subprocess
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from helpers.calls import ROOT, Rutaplan

from rutaplan.cli import COMMANDS
from rutaplan.views.pagina import Pagina
from rutaplan.views.plenaria import PaginaPlenaria

ES, EN = ROOT / "README.md", ROOT / "README.en.md"
PLANTILLAS = ROOT / "docs" / "plantillas.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CUT = "[…]"
ORDER = "$ rutaplan "
ACEPTAR = os.environ.get("RUTAPLAN_ACEPTAR") == "1"


def blocks(path: Path) -> list[tuple[str, str]]:
    return BLOCK.findall(path.read_text(encoding="utf-8"))


def orders() -> list[str]:
    return [text.split("\n")[0].removeprefix(ORDER) for _, text in blocks(ES) if text.startswith(ORDER)]


def prepared(order: str, plan: Path) -> str:
    """Find the block of an order, after doing to the plan what the block before it shows."""
    found = blocks(ES)
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


@pytest.mark.parametrize("order", orders())
def test_an_order_prints_what_the_readme_shows(order: str, seed: Path, screen: Rutaplan) -> None:
    block = prepared(order, seed)
    first, *printed = block.splitlines()
    real = [line.rstrip() for line in screen(*shlex.split(order), cwd=seed).out.splitlines()]
    shown = "\n".join([first, *cut(real, printed)]) + "\n"
    if ACEPTAR:
        for path in (ES, EN):
            path.write_text(path.read_text(encoding="utf-8").replace(block, shown), encoding="utf-8")
        return
    assert block == shown


def test_every_daily_order_is_shown() -> None:
    assert {order.split()[0] for order in orders()} >= {"validate", "list", "show", "status", "render"}


def test_every_order_is_in_the_table() -> None:
    for path in (ES, EN):
        assert re.findall(r"^\| `(\w+)` \|", path.read_text(encoding="utf-8"), re.MULTILINE) == [*COMMANDS]
    spanish = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", ES.read_text(encoding="utf-8"), re.MULTILINE))
    assert spanish == {name: text[0].lower() + text[1:].rstrip(".") for name, text in COMMANDS.items()}


def test_both_readmes_show_the_same() -> None:
    assert blocks(ES) == blocks(EN)


def test_the_change_shown_first_is_right(seed: Path, rutaplan: Rutaplan) -> None:
    apply(next(text for kind, text in blocks(ES) if kind == "diff"), seed)
    done = rutaplan("validate", "data/acciones/retorno/RET-N-18.yaml", cwd=seed)
    assert done.code == 0
    assert "error[" not in done.out
    assert "aviso[" not in done.out


def test_the_institution_shown_is_right(seed: Path, rutaplan: Rutaplan) -> None:
    prepared("schema", seed)
    rutaplan("schema", cwd=seed)
    done = rutaplan("validate", "data/instituciones.yaml", cwd=seed)
    assert done.code == 0
    assert "hn-sesal" in (seed / "esquemas" / "ids.json").read_text(encoding="utf-8")


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


@pytest.mark.parametrize("path", [ES, EN, PLANTILLAS], ids=lambda path: path.name)
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
