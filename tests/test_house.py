"""The house keeps its own words: one name for one thing in the core, and none that the glossary bans."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from helpers.calls import ROOT

SRC = ROOT / "src" / "rutaplan"
OUTER = {"importers", "render", "views", "writers"}
CORE = [path for path in sorted(SRC.rglob("*.py")) if path.relative_to(SRC).parts[0] not in OUTER]
MAX_LINES = 300


def banned() -> dict[str, str]:
    """Each word that the glossary bans, and the word of the house for it."""
    rows = (
        line.split("|") for line in (ROOT / "docs" / "glosario.md").read_text(encoding="utf-8").split("\n")
    )
    cells = [(row[1].strip(), row[3]) for row in rows if len(row) > 3]
    return {each.strip(): word for word, others in cells[2:] for each in others.split(",") if each.strip()}


def names(path: Path) -> Iterator[str]:
    """Every name that a module gives: to files, classes, functions, arguments and values."""
    yield path.stem
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.arg(arg=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name


def words(name: str) -> set[str]:
    parts = re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+", name)
    return {form for part in parts for form in (part.lower(), part.lower().removesuffix("s"))}


def test_no_name_of_the_core_is_a_word_that_the_glossary_bans() -> None:
    wrong = banned()
    assert {"action", "deadline", "workshop"} <= wrong.keys()
    found = [
        f"{path.relative_to(SRC)}: {name}; se dice «{wrong[word]}»"
        for path in CORE
        for name in sorted(set(names(path)))
        for word in sorted(words(name) & wrong.keys())
    ]
    assert found == []


def test_no_file_and_no_class_has_the_name_of_another() -> None:
    modules = sorted(SRC.rglob("*.py"))
    files = Counter(path.stem for path in modules if not path.name.startswith("__"))
    classes = Counter(
        name
        for path in modules
        for name in re.findall(r"(?m)^ *class (\w+)", path.read_text(encoding="utf-8"))
    )
    assert [name for name, count in [*files.items(), *classes.items()] if count > 1] == []


def test_a_module_is_one_idea() -> None:
    lines = {
        str(path.relative_to(SRC)): len(path.read_text("utf-8").splitlines()) for path in SRC.rglob("*.py")
    }
    assert {name: count for name, count in lines.items() if count > MAX_LINES} == {}
