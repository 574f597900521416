"""open_controls: what the controls of forms show, in an OpenDocument text."""

from rutaplan.importers.open_styles import attribute, named
from rutaplan.importers.package import Element

BOX = {True: "☒", False: "☐"}


def controls_of(root: Element) -> dict[str, str]:
    """Give what the controls of forms show, by id."""
    found = {}
    for each in (control for form in root.iter("{*}form") for control in form):
        ident = attribute(each, "form:id") or next((v for k, v in each.items() if k.endswith("}id")), "")
        text = attribute(each, "form:current-value") or attribute(each, "form:value")
        label = attribute(each, "form:label")
        if named(each) in {"form:checkbox", "form:radio"}:
            on = attribute(each, "form:current-state") or attribute(each, "form:state")
            on = on or attribute(each, "form:current-selected") or attribute(each, "form:selected")
            text = BOX[on in {"checked", "true"}]
        chosen = [
            attribute(one, "form:label") for one in each if attribute(one, "form:current-selected") == "true"
        ]
        found[ident] = " ".join(one for one in (text, label, *chosen) if one)
    return found


def field_of(element: Element) -> str:
    """Give the state of a check box, or the choice of a list, of the old forms of Word."""
    said = [(attribute(each, "field:name"), attribute(each, "field:value")) for each in element]
    if attribute(element, "field:type").endswith("FORMCHECKBOX"):
        return BOX[("Checkbox_Checked", "true") in said]
    options = [value for name, value in said if name == "Dropdown_ListEntry"]
    chosen = dict(said).get("Dropdown_Selected", "")
    return next((text for at, text in enumerate(options) if str(at) == chosen), "")
