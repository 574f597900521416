"""beside: what is found in the files beside a plan, its schemas and its letterhead, now and as they were."""

from pathlib import Path

from rutaplan.diagnostics import Diagnostic
from rutaplan.files import SCHEMA_FOLDER
from rutaplan.membrete import read_letterhead
from rutaplan.plan import Plan
from rutaplan.schema import stale


def beside(plan: Plan, data: Path, called: Path | None = None) -> list[Diagnostic]:
    """What is found beside a plan; called: the folder that is told, where data only holds what was in it."""
    letterhead = read_letterhead(plan, data)
    fault = [letterhead] if isinstance(letterhead, Diagnostic) else []
    return [*stale(plan, data.parent / SCHEMA_FOLDER, (called or data).parent / SCHEMA_FOLDER), *fault]
