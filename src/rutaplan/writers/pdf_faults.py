"""pdf_faults: what Typst says went wrong, told in Spanish with the template's line."""

import re
from collections.abc import Mapping

from rutaplan.catalogue import diagnose
from rutaplan.diagnostics import Diagnostic, Place
from rutaplan.printable import quoted
from rutaplan.writers.pdf_stage import StagedFile

_PLACE = re.compile(r"┌─ (?:.*[\\/])?(?P<file>[^\\/\n]+):(?P<line>\d+):(?P<column>\d+)\n")
_UNSHOWN = re.compile(r'the text `"((?:[^"\\\n]|\\.)+)"` could not be displayed')
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")
_NAME = re.compile(
    r'unknown variable: (?P<a>\S+)|contain (?:key|field) "(?P<b>.+?)"|does not contain `(?P<c>.+?)`|'
    r"has no method `(?P<d>.+?)`|unexpected argument: (?P<e>\S+)|unknown font family: (?P<f>.+)|"
    r"label `(?P<g>.+?)` does not exist|unresolved import|cannot access fields"
)
# Typst tells faults of writing apart from others by no mark; these are the sentences of its parser.
_SYNTAX = re.compile(
    r"unclosed|duplicate|invalid|the character|unexpected (?!argument)|"
    r"expected (?!.*, found)|expected .*, found (?:identifier|expression|keyword|named|keyed|spread)"
)
_REASONS = (
    (re.compile(r"PDF/UA-1 error: missing document title"), "un documento sin título"),
    (re.compile(r"PDF/UA-1 error: missing alt text"), "un dibujo sin texto alternativo (alt)"),
    (re.compile(r"PDF/UA-1 error: skipped from heading"), "un título que salta un nivel"),
    (_UNSHOWN, "un carácter que ninguna de las letras incluidas puede mostrar"),
    (re.compile(r"maximum .* depth"), "una función que se llama a sí misma sin fin"),
    (re.compile(r"loop seems|condition is always"), "una repetición sin fin"),
    (re.compile(r"divide by zero"), "una división entre cero"),
    (re.compile(r"missing argument"), "una función a la que le falta un dato"),
    (re.compile(r"out of bounds"), "un lugar de una lista que no existe"),
    (re.compile(r"expected .*, found"), "un valor de otra clase que la que esa instrucción pide"),
    (re.compile(r"cannot"), "una operación entre valores que no la admiten"),
)


def unshown_texts(diagnostic: str) -> list[str]:
    """The texts that no letter could show, in the order in which Typst complains of them."""
    return [
        _ESCAPE.sub(lambda code: chr(int(code[1], 16)) if code[1] else code[2], each)
        for each in _UNSHOWN.findall(diagnostic)
    ]


def diagnose_typst(
    message: str, diagnostic: str, template: str, sources: Mapping[str, StagedFile]
) -> Diagnostic:
    """Tell in Spanish what went wrong, and at which line of which template."""
    place = _place(diagnostic, template, sources)
    if re.search(r"file not found|failed to load|is a directory", message):
        return diagnose("PLA05 archivo", place)
    if re.search(r"escape the project|package|access denied", message):
        return diagnose("PLA03 archivo", place)
    if name := _NAME.search(message):
        found = next((each for each in name.groups() if each), "")
        return diagnose("PLA02 typst", place, nombre=f"{quoted(found)}," if found else "un nombre")
    if _SYNTAX.match(message):
        return diagnose("PLA01 typst", place)
    reason = next((told for pattern, told in _REASONS if pattern.search(message)), "una operación que falló")
    return diagnose("PLA04 typst", place, razon=reason)


def diagnose_link(target: str, template: str, sources: Mapping[str, StagedFile]) -> Diagnostic:
    """Refuse a link that leads to no page and no mail, where a template says it."""
    written = ((source, str(source.content).find(target)) for source in sources.values())
    places = (source.place_of(at) for source, at in written if at >= 0)
    place = next(places, sources[template].place(1, 1))
    return diagnose("PLA03 enlace", place, destino=quoted(target))


def _place(diagnostic: str, template: str, sources: Mapping[str, StagedFile]) -> Place:
    """The first place that Typst names, whose columns count from 0; the template's start if it names none."""
    match = _PLACE.search(diagnostic)
    if match is None or match["file"] not in sources:
        return sources[template].place(1, 1)
    return sources[match["file"]].place(int(match["line"]), int(match["column"]) + 1)
