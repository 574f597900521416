"""consent: whether somebody agrees that their name is published, by a box, a word or both."""

import re

from rutaplan.importers.lists import meaning
from rutaplan.suggest import fold

_BOX = re.compile(r"([☒☑✓✔☐□]|\[[ x]?\])", re.IGNORECASE)
_EMPTY_BOXES = ("☐", "□", "[]", "[ ]")
_AGREED = {"si", "yes", "x", "autorizo", "autoriza", "acepto", "acuerdo"}
_AROUND = {"de", "publicar", "que", "se", "publique", "mi", "su", "el", "nombre"}


def is_blank(text: str) -> bool:
    """Whether nothing is answered: no word, or a box that nobody ticked."""
    return text.strip() in {"", *_EMPTY_BOXES}


def agreed(text: str) -> bool | None:
    """Whether an answer agrees that a name is published; None if it says nothing that is certain."""
    first, *boxed = _BOX.split(text)
    if boxed:
        boxes = boxed[::2]
        labels = boxed[1::2] if not first.strip() else [first, *boxed[1::2]]
        ticked = [label for box, label in zip(boxes, labels, strict=False) if box not in _EMPTY_BOXES]
        if len(ticked) != 1:
            return None if ticked else False
        text = ticked[0].strip() or "si"
    listed = meaning("si_no", text)
    if listed:
        return listed == "si"
    said = re.findall(r"\w+", fold(text))
    if said[:1] == ["no"]:
        return False
    return True if _AGREED & {*said} and {*said} <= _AGREED | _AROUND else None
