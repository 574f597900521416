"""The findings for a person at a terminal: the line of the file, a mark under the place, the mend."""

from itertools import groupby

from rutaplan.derive import plural
from rutaplan.diagnostics import Diagnostic, Place, Severity
from rutaplan.printable import cell_len, fitting, printable
from rutaplan.reporters.report import Report, by_code

MAX_PER_FILE = 20
MAX_IN_ALL = 1000
SNIPPET_WIDTH = 100
MARK_WIDTH = 50
_LEAD = 30  # how much of a long line is shown before the place
_BESIDE = 60  # a mark that ends before this column has what was found beside it; a longer one, below
_NAMED = 3  # how many files a summary line names


def report(findings: Report) -> str:
    """Findings by file, then what is summarised, then the verdict."""
    listed = tuple(Severity) if findings.detalle else (Severity.ERROR, Severity.AVISO)
    accepted = findings.accepted_shown(everything=findings.detalle)
    shown = sorted([*findings.of(*listed), *accepted], key=lambda d: d.sort_key)
    parts = _listing(shown, findings.width)
    if not findings.detalle:
        parts += _summary("Pendientes", findings.of(Severity.PENDIENTE))
        parts += _summary("Notas", findings.of(Severity.NOTA))
    parts += [f"{line}\n" for line in findings.elsewhere]
    parts.append(findings.verdict)
    return "\n".join(parts) + "\n"


def block(diagnostic: Diagnostic, width: int = SNIPPET_WIDTH) -> str:
    """One finding, whole. width: the columns of the terminal; a line that wraps has its mark elsewhere."""
    place = diagnostic.place
    margin = " " * len(str(place.line))
    lines = [
        f"{diagnostic.severity}[{diagnostic.code}]: {diagnostic.title}",
        f"{margin}--> {place.path}:{place.line}:{place.column}",
    ]
    if place.snippet:
        room = SNIPPET_WIDTH if width >= SNIPPET_WIDTH else width - len(f"{margin} | ……")
        text, column, marked = _window(place, room)
        mark = f"{margin} | {' ' * column}{'^' * marked}"
        lines += [f"{margin} |", f"{place.line} | {text}", mark]
        if column + marked <= _BESIDE:
            lines[-1] += f" encontrado: {diagnostic.found}"
    if not place.snippet or column + marked > _BESIDE:
        lines.append(f"{margin} = encontrado: {diagnostic.found}")
    lines.append(f"{margin} = esperado: {diagnostic.expected}")
    lines.append(f"{margin} = arreglo: {diagnostic.help}")
    if diagnostic.aceptado:
        lines.append(f"{margin} = aceptado: {diagnostic.aceptado}")
    for label, other in diagnostic.related:
        lines.append(f"{margin} = {label}: {other.path}:{other.line}:{other.column}")
    return "\n".join(lines) + "\n"


def _listing(diagnostics: list[Diagnostic], width: int) -> list[str]:
    """The findings in order, no more of them than a person can read."""
    parts = []
    for _, group in groupby(diagnostics[:MAX_IN_ALL], key=lambda diagnostic: diagnostic.place.path):
        findings = list(group)
        parts += [block(diagnostic, width) for diagnostic in findings[:MAX_PER_FILE]]
        if len(findings) > MAX_PER_FILE:
            parts.append(f"… y {len(findings) - MAX_PER_FILE} más en {findings[0].place.path}\n")
    if len(diagnostics) > MAX_IN_ALL:
        parts.append(f"… y {len(diagnostics) - MAX_IN_ALL} hallazgos más; --formato json los da todos\n")
    return parts


def _summary(heading: str, diagnostics: list[Diagnostic]) -> list[str]:
    """A line for each code: how many, and where the first ones are."""
    if not diagnostics:
        return []
    lines = [f"{heading}: {len(diagnostics)} (--detalle los muestra uno por uno)"]
    for code, findings in by_code(diagnostics).items():
        files = list(dict.fromkeys(d.place.path.rpartition("/")[2].removesuffix(".yaml") for d in findings))
        more = f" y {plural(len(files) - _NAMED, 'archivo', 'archivos')} más" if len(files) > _NAMED else ""
        lines.append(f"  {len(findings):>3}  {code}  {findings[0].title}: {', '.join(files[:_NAMED])}{more}")
    return ["\n".join(lines) + "\n"]


def _window(place: Place, room: int) -> tuple[str, int, int]:
    """The part of a line to show, in room cells, the mark's offset in it, and the mark's width.

    What is longer than half a line has only its first word marked: that is where to begin to read.
    """
    snippet, start = place.snippet.replace("\t", " "), place.column - 1 - place.cut
    end = place.end_column - 1 - place.cut if place.end_line == place.line else len(snippet)
    if end - start > MARK_WIDTH or place.end_line > place.line:
        signs = len(snippet[start:]) - len(snippet[start:].lstrip("-? "))  # of an entry, or of a long key
        end = start + signs + len(snippet[start + signs :].split(" ", 1)[0])
    cut = max(0, start - min(_LEAD, room // 3)) if cell_len(snippet) > room else 0
    shown = snippet[cut : cut + fitting(snippet[cut:], room)]
    before, after = ("…" if cut or place.cut else ""), ("…" if cut + len(shown) < len(snippet) else "")
    lead = len(before) + cell_len(printable(shown[: start - cut]))
    marked = cell_len(printable(shown[start - cut : max(start + 1, end) - cut]))
    return before + printable(shown) + after, lead, max(1, marked)
