"""edit: sheets changed where they must, and nowhere else. It gives changes back, and writes none."""

from rutaplan.edit.parts import EditError
from rutaplan.edit.setting import new_hoja, remove_campo, set_campo

__all__ = ["EditError", "new_hoja", "remove_campo", "set_campo"]
