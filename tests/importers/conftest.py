"""Every document that a test of this room imports is checked to balance."""

import re
import shutil
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from rutaplan.cli import bringing
from rutaplan.importers.account import Account, Claim, Fate, settle
from rutaplan.importers.pieces import Document
from rutaplan.printable import printable

WHOLE = set[tuple[str, ...]]()
"""The texts of the documents of which that is known."""


def counted(texts: Iterable[str]) -> Counter[str]:
    """The words of some texts, counted by other code than the account's."""
    return Counter(word for text in texts for word in words_of(text))


@cache
def words_of(text: str) -> tuple[str, ...]:
    return tuple(word for word in re.split(r"\W+", printable(text).casefold()) if word)


@pytest.fixture
def empty(seed: Path) -> Path:
    """The real workshop, before anybody wrote an action."""
    shutil.rmtree(seed / "data" / "acciones")
    shutil.rmtree(seed / "data" / "grupos")
    return seed


@pytest.fixture(autouse=True)
def _balanced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the account of each call while it is made; nothing of it is changed."""

    def checked(document: Document, claims: Iterable[Claim]) -> Account:
        heard = [*claims]
        account = settle(document, heard)
        present = [each.text for each in document.pieces() if words_of(each.text)]
        assert account.total == len(present) == sum(account.counts.values())
        words = counted(present)
        assert not counted(re.sub(r"^«|»$", "", each.words) for each in account.told) - words
        if tuple(present) not in WHOLE:
            assert counted(each.words for each in settle(document, []).told) == words  # silence loses nothing
            WHOLE.add(tuple(present))
        personal = [each for claim in heard if claim.fate is Fate.PERSONAL for each in claim.pieces]
        shown = {each.words for each in account.told}
        assert not [each for each in personal if f"«{' '.join(each.text.split())}»" in shown]
        return account

    monkeypatch.setattr(bringing, "settle", checked)
