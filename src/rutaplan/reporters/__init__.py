"""What validate found, as text. A new format is one file here and one line in REPORTERS."""

from importlib import import_module

from rutaplan.reporters.report import Report, Since

__all__ = ["FROM_TOP", "REPORTERS", "Report", "Since", "write_report"]

REPORTERS = {"texto": "console", "json": "json", "github": "github", "md": "md", "sarif": "sarif"}
"""The file that makes each format: a call needs one, and the start is counted."""
FROM_TOP = ("github", "md", "sarif")
"""Those that are read elsewhere: their paths are the repository's, wherever validate was called."""


def write_report(formato: str, report: Report) -> str:
    """Say all of a report in one of the formats."""
    written: str = import_module(f"rutaplan.reporters.{REPORTERS[formato]}").report(report)
    return written
