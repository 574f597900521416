"""The words of the codes that are not rules: all of them in codes.txt, each with the fields it is given."""

import ast
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from helpers.calls import ROOT
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.catalogue import codes, diagnose
from rutaplan.diagnostics import Place
from rutaplan.load import load
from rutaplan.rules import check

EMITTERS = {"diagnose", "Fault", "hole", "refuse", "RefusedError", "UnprintableError"}
CALLED = re.compile(rf"\b(?:{'|'.join(sorted(EMITTERS))})\(")
# A cell's refusal always says the value, and may say what was expected; not every word repeats it. That of an
# image always says its name.
IMPLIED = {"refuse": {"valor"}, "hole": {"valor", "esperado"}, "UnprintableError": {"nombre"}}
FIELD = re.compile(r"\{(\w+)\}")


@cache
def emissions() -> dict[str, list[tuple[set[str], set[str]]]]:
    """Each code and variant that the program names, with the fields that it must and may use."""
    found: dict[str, list[tuple[set[str], set[str]]]] = {}
    texts = (path.read_text(encoding="utf-8") for path in sorted((ROOT / "src" / "rutaplan").rglob("*.py")))
    for text in filter(CALLED.search, texts):
        for node in ast.walk(ast.parse(text)):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.func, ast.Name)):
                continue
            if node.func.id in EMITTERS:
                fields = {each.arg for each in node.keywords if each.arg} - {"related", "loc"}
                named = [each.value for each in ast.walk(node.args[0]) if isinstance(each, ast.Constant)]
                for key in filter(re.compile("[A-Z]{3}[0-9]{2}").match, map(str, named)):
                    found.setdefault(key, []).append((fields, IMPLIED.get(node.func.id, set())))
    return found


WORDS = codes().words


def test_every_page_has_words_and_every_word_a_page() -> None:
    assert {key[:5] for key in WORDS} ^ codes().pages.keys() == set(), (
        "en codes.txt falta su página o sus palabras"
    )
    assert [key for key in WORDS if not re.fullmatch(r"[A-Z]{3}[0-9]{2}( [a-z_]+)?", key)] == []


def test_no_word_is_kept_that_nobody_says_and_none_said_that_is_not_there() -> None:
    assert emissions().keys() ^ WORDS.keys() == set(), "nadie lo dice con diagnose, o no está en codes.txt"


def test_the_words_take_the_fields_that_are_given() -> None:
    for key, words in WORDS.items():
        named = fields_of(words)
        for given_, implied in emissions()[key]:
            assert given_ <= named <= given_ | implied, key


@given(value=st.text(alphabet="a «»|={}\\", max_size=12))
def test_a_message_is_whole_whatever_was_found(value: str) -> None:
    for key, said in WORDS.items():
        told = diagnose(key, Place("x.yaml"), **dict.fromkeys(fields_of(said), value))
        assert told.code == key[:5]
        for written, words in zip((told.found, told.expected, told.help), said, strict=True):
            assert written == value.join(FIELD.split(words)[::2]), key
            assert words.strip() == words != "", key


def fields_of(words: Iterable[str]) -> set[str]:
    """The fields that some words take."""
    return {field for each in words for field in FIELD.findall(each)}


def test_a_plan_without_faults_reads_no_page(seed: Path) -> None:
    codes.cache_clear()
    plan, diagnostics = load(seed / "data")
    assert diagnostics == []
    assert check(plan) != []
    assert codes.cache_info().misses == 0
