"""The mark of a finding stands under its words, whatever letters they are and however narrow the terminal."""

import re

import pytest

from rutaplan.catalogue import diagnose
from rutaplan.printable import cell_len
from rutaplan.reporters.console import block
from rutaplan.source import Source


def under(text: str, words: str, width: int = 100) -> str:
    """What of a shown line stands over the mark, by the cells that a terminal gives to each letter."""
    start = text.index(words)
    place = Source("a.yaml", text).span_place(start, start + len(words))
    lines = block(diagnose("YML04", place, nombre="«x»"), width).splitlines()
    shown = next(line for line in lines if re.match(r"\d+ \| ", line))
    assert cell_len(shown) <= max(width, 106)
    lead, mark = re.match(r"( *\| *)(\^+)", lines[lines.index(shown) + 1]).groups()
    begins = next(at for at in range(len(shown) + 1) if cell_len(shown[:at]) == len(lead))
    return shown[begins:][
        : len([at for at in range(len(shown) - begins) if cell_len(shown[begins : begins + at]) < len(mark)])
    ]


@pytest.mark.parametrize(
    "before", ["texto: ", "texto: 漢字漢字 ", "texto: jurídicos ", "texto: 👩🏽 ", "a\tb: ", "漢" * 90]
)
@pytest.mark.parametrize("words", ["6 meses", "漢字", "países"])
def test_the_mark_is_as_wide_as_the_words(before: str, words: str) -> None:
    assert under(f"{before}{words} y más", words) == words


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
def test_no_line_with_a_mark_is_wider_than_the_terminal(width: int) -> None:
    assert under(f"texto: {'palabra ' * 20}bilateral {'palabra ' * 20}", "bilateral", width) == "bilateral"


def test_the_mark_of_a_list_in_lines_holds_its_first_entry() -> None:
    assert under("instituciones:\n- - hn-inm\n- mx-inm\n", "- - hn-inm\n- mx-inm") == "- - hn-inm"
