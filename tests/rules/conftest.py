"""What the tests of rules share: each example is made and looked at once."""

from functools import cache
from pathlib import Path

import pytest
from helpers.examples import Looked, findings

from rutaplan.diagnostics import Diagnostic


@pytest.fixture(scope="session")
def looked(tmp_path_factory: pytest.TempPathFactory) -> Looked:
    """Make an example's plan; its folder, and what is found in it."""

    @cache
    def look(example: str) -> tuple[Path, list[Diagnostic]]:
        folder = tmp_path_factory.mktemp("ejemplo") / "plan"
        return folder, findings(example, folder)

    return look
