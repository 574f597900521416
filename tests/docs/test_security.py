"""SECURITY.md promises what a test guards: each promise has its test, and the test is there."""

import ast
import re

from helpers.calls import ROOT

TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)


def functions_of(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}


def test_every_test_that_guards_a_promise_is_there() -> None:
    assert [(path, name) for path, name in NAMED if name not in functions_of(path)] == []


def test_every_promise_names_its_test() -> None:
    promises = re.findall(r"^- .*(?:\n  .*)*", TEXT, re.MULTILINE)
    assert len(promises) > 20
    assert [each for each in promises if "::test_" not in each] == []
    assert len(NAMED) == TEXT.count("::")
