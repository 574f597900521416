"""The findings as annotations of a pull request on GitHub.

The runner executes what looks like a command, so every field is escaped; it shows 10 errors and 10
warnings a step, so what comes after is summed up in one line. Sources: actions/runner,
ActionCommand.cs; the documented limits of annotations.
"""

import re

from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.printable import OLD_COMMAND, printable
from rutaplan.reporters.report import Report, by_code

MAX_PER_COMMAND = 10
_COMMANDS = {
    Severity.ERROR: "error",
    Severity.AVISO: "warning",
    Severity.PENDIENTE: "notice",
    Severity.NOTA: "notice",
}


def report(findings: Report) -> str:
    """A command for each error and aviso, one for each code of the rest, and the verdict."""
    lines = []
    for severity in (Severity.ERROR, Severity.AVISO):
        found = findings.of(severity)
        lines += [_command(diagnostic, _message(diagnostic)) for diagnostic in found[:MAX_PER_COMMAND]]
        if len(found) > MAX_PER_COMMAND:
            lines.append(f"… y {len(found) - MAX_PER_COMMAND} de gravedad «{severity}» más")
    for each in findings.accepted_shown()[:MAX_PER_COMMAND]:
        lines.append(_command(each, f"aceptado: {each.aceptado}\n{_message(each)}", "notice"))
    for group in by_code(findings.of(Severity.PENDIENTE, Severity.NOTA)).values():
        lines.append(_command(group[0], f"{len(group)} en el plan, el primero aquí. {_message(group[0])}"))
    return "\n".join((*lines, *findings.elsewhere, findings.verdict)) + "\n"


def _message(diagnostic: Diagnostic) -> str:
    return f"encontrado: {diagnostic.found}\nesperado: {diagnostic.expected}\narreglo: {diagnostic.help}"


def _command(diagnostic: Diagnostic, message: str, command: str = "") -> str:
    place = diagnostic.place
    properties = {
        "file": place.path,
        "line": str(place.line),
        "endLine": str(place.end_line),
        "col": str(place.column),
        "endColumn": str(place.end_column),
        "title": f"{diagnostic.code}: {diagnostic.title}",
    }
    fields = ",".join(f"{name}={_escape(value, property_=True)}" for name, value in properties.items())
    return f"::{command or _COMMANDS[diagnostic.severity]} {fields}::{_escape(message)}"


def _escape(text: str, *, property_: bool = False) -> str:
    """The runner's own escapes; and other runners' commands, which stand anywhere in a line."""
    text = printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    if property_:
        text = text.replace(":", "%3A").replace(",", "%2C")
    return re.sub(OLD_COMMAND, r"\\u0023", text)
