"""What validate found, as text. A new format is one file here and one line in REPORTERS."""

from collections.abc import Callable

from rutaplan.reporters import console, github, json
from rutaplan.reporters.report import Report, Since

__all__ = ["REPORTERS", "Report", "Since"]

REPORTERS: dict[str, Callable[[Report], str]] = {
    "texto": console.report,
    "json": json.report,
    "github": github.report,
}
