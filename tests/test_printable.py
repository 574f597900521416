"""The one way out to a screen or a log: nothing unseen, nothing that a log would run."""

import re
import unicodedata
from pathlib import Path

import pytest
from helpers.calls import Rutaplan, accion
from helpers.reach import each_with_each
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.printable import INVISIBLE, MAX_SHOWN, printable, quoted, without_commands

texts = st.text(st.one_of(st.characters(), st.sampled_from("\u200d\ufe0f\u202e\x1b\r\n\t:#[ 👩🏫é")))


@given(texts)
def test_nothing_invisible_passes(text: str) -> None:
    shown = printable(text)
    assert INVISIBLE.search(shown) is None
    assert not re.search(r"\r(?!\n)", shown)
    unseen = [
        c
        for c in shown
        if unicodedata.category(c) in {"Cc", "Cs"}
        or unicodedata.bidirectional(c) in {"RLO", "LRO", "RLE", "LRE", "PDF"}
    ]
    assert set(unseen) <= set("\t\r\n")


@given(texts)
def test_what_can_be_seen_stays(text: str) -> None:
    if INVISIBLE.search(text) is None and "\r" not in text:
        assert printable(text) == text
    assert printable(printable(text)) == printable(text)


@given(st.text("::##[[vso \n\r\tab\u2028\x85\x0b\x0c\u00a0", max_size=30))
def test_no_line_is_a_command(text: str) -> None:
    shown = without_commands(printable(text))
    assert not [line for line in re.split(r"[\r\n]", shown) if line.strip().startswith("::")]
    assert not re.search(r"##\w*\[", shown)
    assert without_commands(shown) == shown


@pytest.mark.parametrize(
    "text", ["👩\u200d🏫", "👩🏽\u200d🏫", "❤\ufe0f", "🏳\ufe0f\u200d🌈", "1:30 y a::b", "ñandú, ¿sí?"]
)
def test_plain_texts_and_emoji_are_kept(text: str) -> None:
    assert without_commands(printable(text)) == text


def test_a_joiner_without_its_emoji_is_shown() -> None:
    assert printable("a\u200db") == "a\\u200db"
    assert printable("\U000e0041") == "\\U000e0041"
    assert printable("\ufe0f\u200d") == "\\ufe0f\\u200d"


def test_quoted_is_one_short_line() -> None:
    assert quoted("a\n b\x1b") == "«a b\\u001b»"
    assert quoted("\n") == "«\n»"
    assert len(quoted("x" * 1000)) == MAX_SHOWN + 3


def commands(log: str) -> list[tuple[str, dict[str, str], str]]:
    """What GitHub's runner would do with a log: its own reading of commands, in both of their forms."""
    found = []
    for line in re.split(r"[\r\n]", log):
        assert not re.search(r"##\w*\[", line)
        match = re.match(r"\s*::([^:\s]+)(?: ([^:]*))?::(.*)", line)
        if match:
            pairs = (each.split("=", 1) for each in (match[2] or "").split(","))
            properties = {key: unescaped(value) for key, value in pairs}
            found.append((match[1], properties, unescaped(match[3])))
        assert match or not line.lstrip().startswith("::")
    return found


def unescaped(text: str) -> str:
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


HOSTILE = (
    "::stop-commands::x",
    "%0A::error::mentira",
    "##[error]mentira",
    "a ##vso[task.setvariable variable=x]mentira",
    "##teamcity[buildStop comment='x']",
    "a, line=1, title=mentira::error::b",
    '"a\\n::error::mentira"',
    '"a\\r::error::mentira"',
    '"a\\e[31m::error::mentira"',
    "'::add-mask::a'",
)
EXPECTED = {"file", "line", "endLine", "col", "endColumn", "title"}


@each_with_each(
    campo=["eje", "plazo_meses", "texto", "no_existe"],
    texts=[HOSTILE[:4], HOSTILE[4:7], HOSTILE[7:]],  # of many errors only some are shown
)
def test_github_gets_only_the_commands_we_meant(
    seed: Path, rutaplan: Rutaplan, campo: str, texts: tuple[str, ...]
) -> None:
    paths = [accion(seed, f"RET-N-{number:02d}") for number, _ in enumerate(texts, 1)]
    for path, text in zip(paths, texts, strict=True):
        lines = path.read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if not line.startswith(f"{campo}:")]
        path.write_text("\n".join([*kept, f"{campo}: {text}", f"{text}: x"]) + "\n", encoding="utf-8")
    outcome = rutaplan("validate", "--formato", "github", cwd=seed)
    found = commands(outcome.out)
    assert {name for name, _, _ in found} <= {"error", "warning", "notice"}
    assert all(set(properties) == EXPECTED for _, properties, _ in found)
    assert all(re.fullmatch(r"[A-Z]{3}\d\d: .+", properties["title"]) for _, properties, _ in found)
    assert all("encontrado: " in message and "\narreglo: " in message for _, _, message in found)
    wrong = {Path(properties["file"]).name for name, properties, _ in found if name == "error"}
    assert wrong == {path.name for path in paths}
    for formato in ("texto", "json"):
        assert commands(rutaplan("validate", "--formato", formato, cwd=seed).out) == []


def test_github_and_a_hostile_file_name(seed: Path, rutaplan: Rutaplan) -> None:
    name = "x,line=1::error::%0A##[error]y.yml"
    (seed / "data" / "acciones" / name).write_text("a: 1\n")
    found = commands(rutaplan("validate", "--formato", "github", cwd=seed).out)
    assert [
        p["line"]
        for _, p, _ in found
        if p["file"] == f"data/acciones/{name.replace('##[', chr(92) + 'u0023#[')}"
    ] == ["1"]
