"""pull_request: what a change changes, for the page on which it is reviewed."""

from dataclasses import replace

from rutaplan.cli.changed_plan import ChangedPlan
from rutaplan.cli.pages import page_markdown
from rutaplan.views.documents.cambios import SIN_CAMBIOS, build_cambios

MAX_ROWS = 60
"""More of a kind nobody reads on a page."""
MAX_LETTERS = 100_000
"""A forge shows no page of a megabyte: whoever fills it would hide what it breaks."""
_TOO_MUCH = "Cambia demasiado para una página: «rutaplan diff» lo dice entero.\n"


def changes(change: ChangedPlan) -> str:
    """The changes, as Markdown."""
    page = build_cambios(change.plan, MAX_ROWS)
    if (
        page.vacia == SIN_CAMBIOS
    ):  # else in comments, in the order of keys, or in entries that no action names
        named = ", ".join(change.touched[:MAX_ROWS])
        said = (
            f"Ninguna acción cambia. Archivos del plan que cambian: {named}."
            if named
            else "El plan no cambia."
        )
        page = replace(page, vacia=said)
    made = page_markdown(page, "_pull_request.md")
    return made if len(made) <= MAX_LETTERS else _TOO_MUCH
