"""An address that the plan gives leads where it says, or it is an error: https, no user, at most 300 signs."""

import json
from pathlib import Path

import pytest
from helpers.calls import edit

from rutaplan.load import load

GOOD = ("https://ejemplo.org", "https://ejemplo.org:8443/plan?a=b#c", "https://ejemplo.org/ana@ejemplo.org")
LONGEST = "https://ejemplo.org/".ljust(300, "a")
BAD = (
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "http://ejemplo.org",
    "https://ejemplo.org@otro.org/",
    "https://ejemplo.org:clave@otro.org/",
    "https://ejemplo.org/\njavascript:alert(1)",
    "https://ejemplo.org/a b",
    "https://ejemplo.org/\\nb".replace("\\n", "\r\n"),
    "https://ejémplo.org/",
    LONGEST + "a",
)


def faults(seed: Path, key: str, address: str) -> list[str]:
    taller = seed / "data" / "taller.yaml"
    edit(taller, "plenaria:", f"documentos: {{{key}: {json.dumps(address)}}}\nplenaria:")
    return [each.code for each in load(seed / "data")[1]]


@pytest.mark.parametrize("key", ["sitio", "repositorio"])
@pytest.mark.parametrize("address", [*GOOD, LONGEST])
def test_it_is_taken(seed: Path, key: str, address: str) -> None:
    assert faults(seed, key, address) == []


@pytest.mark.parametrize("key", ["sitio", "repositorio"])
@pytest.mark.parametrize("address", BAD)
def test_it_is_refused(seed: Path, key: str, address: str) -> None:
    assert len(faults(seed, key, address)) == 1
