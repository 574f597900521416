"""No advice is forgotten: each one that a message of import gives stands in a test that follows it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from helpers.calls import ROOT

ROOM = ROOT / "src" / "rutaplan"
SOURCES = [
    *(ROOM / "importers").rglob("*.py"),
    *(ROOM / "cli" / f"{name}.py" for name in ("bringing", "paper", "enrolling")),
]
FOLLOWED = [
    ROOT / "tests" / "cli" / "test_ronda.py",
    *(
        Path(__file__).with_name(f"test_{name}.py")
        for name in (
            "advice",
            "advice_by_hand",
            "foreign",
            "newcomers",
            "blank_form",
            "priority",
            "directory",
            "proposals",
            "mailed_proposals",
            "old_proposals",
        )
    ),
]
VERBS = """
    abra acepte agregue anada añada borre busque cambie cierre complete copie corrija deje descargue deshaga diga divida
    elija escriba exporte guarde haga indique instale junte llene lleve marque mire mueva pase pida ponga pregunte quite
    reemplace repita revise saque separe use vea vuelva
"""
ASKED = ("¿", "Tipo de")  # a question on a terminal
ORDER = re.compile(
    rf"(?i)\b(?:{'|'.join(VERBS.split())})\b|\b\w*[áéíóú]\w*[ea]l[aeo]s?\b|\bse \w+ a mano\b|\bpip install\b"
    r"|\brutaplan (?:set|validate|import|new|rename|render)\b"
)


def texts(path: Path) -> Iterator[str]:
    """Every text that stands in a module, with a mark where a value goes in; no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    apart = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    apart |= {id(part) for each in ast.walk(tree) if isinstance(each, ast.JoinedStr) for part in each.values}
    for each in ast.walk(tree):
        if isinstance(each, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "\0" for part in each.values)
        elif isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in apart:
            yield each.value


@cache
def advices() -> frozenset[str]:
    """Each advice of the code: the part of a message between two values that holds an order."""
    said = [text for path in SOURCES for text in texts(path) if " " in text and not text.startswith(ASKED)]
    parts = (part for text in said for part in text.split("\0") if ORDER.search(part))
    return frozenset(" ".join(part.strip(" .,;:«»\"'(){}[]").split()) for part in parts)


def test_every_advice_is_followed_by_a_test() -> None:
    followed = " ".join(" ".join(text.split()) for path in FOLLOWED for text in texts(path))
    assert sorted(each for each in advices() if each not in followed) == []


def test_the_collector_sees_an_advice() -> None:
    assert "añada una columna «Eje" in advices()
    assert len(advices()) > 80
