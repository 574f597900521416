"""edit: sheets changed where they must, and nowhere else. It gives changes back, and writes none."""

from rutaplan.edit.entering import add_record, new_hoja
from rutaplan.edit.parts import EditError
from rutaplan.edit.setting import remove_campo, set_campo

__all__ = ["EditError", "add_record", "new_hoja", "remove_campo", "set_campo"]
