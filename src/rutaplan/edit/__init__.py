"""edit: sheets changed where they must, and nowhere else. It gives changes back, and writes none."""

from rutaplan.edit.campos import new_sheet, remove_campo, set_campo
from rutaplan.edit.partes import EditError

__all__ = ["EditError", "new_sheet", "remove_campo", "set_campo"]
