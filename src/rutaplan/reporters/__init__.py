"""What validate found, as text. A new format is one file here and one line in REPORTERS."""

from collections.abc import Callable

from rutaplan.reporters import console, github, json, md, sarif
from rutaplan.reporters.report import Report, Since

__all__ = ["FROM_TOP", "REPORTERS", "Report", "Since"]

REPORTERS: dict[str, Callable[[Report], str]] = {
    "texto": console.report,
    "json": json.report,
    "github": github.report,
    "md": md.report,
    "sarif": sarif.report,
}
FROM_TOP = ("github", "md", "sarif")
"""Those that are read elsewhere: their paths are the repository's, wherever validate was called."""
