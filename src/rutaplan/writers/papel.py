"""papel: the paper that documents are laid out for."""

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what prints apart from the plan must not load it
    from rutaplan.plan import Plan


class Papel(Enum):
    """A size of paper: its name for people, for CSS and for Typst, and its sides in millimetres."""

    A4 = ("a4", "A4", "a4", 210.0, 297.0)
    CARTA = ("carta", "letter", "us-letter", 215.9, 279.4)

    def __init__(self, nombre: str, css: str, typst: str, short_mm: float, long_mm: float) -> None:
        self.nombre = nombre
        self.css = css
        self.typst = typst
        self.short_mm = short_mm
        self.long_mm = long_mm


def papel_of(plan: "Plan", asked: str | None = None) -> Papel:
    """The paper that a call asks for, else the plan; letter, on which the region prints, if neither does."""
    documentos = plan.taller.documentos
    name = asked or (documentos and documentos.papel)
    return next((each for each in Papel if each.nombre == name), Papel.CARTA)
