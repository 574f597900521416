"""form_controls: what fields and controls of forms show, in Word and in OpenDocument, and Word's symbols."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from rutaplan.importers.office.nodes import attribute, child, children, is_on, named, said, said_id, value
from rutaplan.importers.office.paragraphs import NONE, Marks
from rutaplan.importers.pieces import Mark, words

BOX = {True: "☒", False: "☐"}
_SYMBOLS = {
    "wingdings": {0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0xFE: "☒", 0xFD: "☒", 0x78: "☒", 0xFB: "✗", 0xFC: "✓"},
    "wingdings 2": {0xA3: "☐", 0x30: "☐", 0x52: "☒", 0x53: "☒", 0x54: "☒", 0x4F: "✗", 0x50: "✓"},
}
_CODES = {"MACROBUTTON": (2, Mark.PLACEHOLDER), "EQ": (1, Mark.EMBEDDED)}  # what they show is their code


class Fields:
    """The fields of Word that are open where the walk is, one inside another."""

    def __init__(self) -> None:
        self._codes: list[list[str] | None] = []  # None once the result has begun
        self._in_code = 0  # of how many, one inside another, the walk is in the code

    @property
    def inside(self) -> bool:
        """Whether the walk is in the code of a field, of which nothing is shown."""
        return self._in_code > 0

    def add(self, code: str) -> None:
        """Keep a part of the code of a field."""
        if self._codes and self._codes[-1] is not None:
            self._codes[-1].append(code)

    def meet(self, element: Element) -> tuple[str, Marks]:
        """Begin or end a field, or its result; give the text of one that has no result, and its marks."""
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._codes.append([])
            self._in_code += 1
            return _old_control(element), NONE
        if kind not in {"separate", "end"} or not self._codes:
            return "", NONE
        open_code = self._codes.pop()
        self._in_code -= open_code is not None
        if kind == "separate":
            self._codes.append(None)
        elif open_code:
            code = "".join(open_code)
            skipped, mark = _CODES.get(next(iter(code.split()), "").upper(), (0, Mark.HIDDEN))
            shown = code.split(None, skipped)[skipped:] if skipped else ()
            return "".join(shown), frozenset({mark})
        return "", NONE


def _old_control(element: Element) -> str:
    """Give the state of a check box, or the choice of a list, of the old forms."""
    box, options = child(element, "ffData", "checkBox"), child(element, "ffData", "ddList")
    if box is not None:
        return BOX[is_on(box, "default" if child(box, "checked") is None else "checked")]
    entries = [attribute(each, "val") for each in children(options, "listEntry")]
    return _chosen(entries, value(options, "result") or value(options, "default") or "0")


def _chosen(entries: Sequence[str], at: str) -> str:
    return next((text for number, text in enumerate(entries) if str(number) == at), "")


def box_of(control: Element) -> str:
    """Give the state of a control that is a check box; nothing if it is another, or has words."""
    box, content = child(control, "sdtPr", "checkbox"), child(control, "sdtContent")
    if box is None or content is None or words("".join(content.itertext())):
        return ""
    return BOX[is_on(box, "checked")]


def symbol(element: Element) -> str:
    """Give the character of a symbol, those of the Wingdings that are boxes and ticks as such."""
    try:
        code = int(attribute(element, "char"), 16)
        return _SYMBOLS.get(attribute(element, "font").lower(), {}).get(code & 0xFF) or chr(code)
    except (ValueError, OverflowError):
        return ""  # no character has such a code


def controls_of(root: Element) -> dict[str, str]:
    """Give what the controls of the forms of an OpenDocument text show, by id."""
    return {said_id(each, "form:id"): _shown(each) for form in root.findall(".//{*}form") for each in form}


def _shown(control: Element) -> str:
    text = said(control, "form:current-value") or said(control, "form:value")
    if named(control) in {"form:checkbox", "form:radio"}:
        states = ("current-state", "state", "current-selected", "selected")
        on = next(filter(None, (said(control, f"form:{each}") for each in states)), "")
        text = BOX[on in {"checked", "true"}]
    chosen = [said(each, "form:label") for each in control if said(each, "form:current-selected") == "true"]
    return " ".join(filter(None, (text, said(control, "form:label"), *chosen)))


def mark_of(element: Element) -> str:
    """Give the state of a check box, or the choice of a list, of the old forms of Word in OpenDocument."""
    params = [(said(each, "field:name"), said(each, "field:value")) for each in element]
    if said(element, "field:type").endswith("FORMCHECKBOX"):
        return BOX[("Checkbox_Checked", "true") in params]
    options = [text for name, text in params if name == "Dropdown_ListEntry"]
    return _chosen(options, dict(params).get("Dropdown_Selected", ""))
