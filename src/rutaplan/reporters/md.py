"""The findings on the page of a pull request: what it breaks, what it mends, what nobody decided."""

from collections.abc import Iterator, Sequence

from rutaplan.derive import plural
from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.printable import printable
from rutaplan.reporters.report import Report, by_code
from rutaplan.rules.aceptados import ALWAYS_SHOWN

MAX_LISTED = 30
"""More of a kind nobody reads on a page."""


def report(findings: Report) -> str:
    """A list of each kind, and the sums. What a file says is text, whatever signs it has."""
    since = findings.since
    wrong = findings.of(Severity.ERROR, Severity.AVISO)
    undecided = since.undecided if since else findings.of(Severity.PENDIENTE)
    lines = ["## La revisión", ""]
    lines += _listing("Lo que rompe" if since else "Errores y avisos", wrong, "Nada.")
    lines += _listing("Lo que arregla", since.gone, "Nada.") if since else []
    lines += _listing("Aceptado", [d for d in findings.accepted if d.code in ALWAYS_SHOWN], "")
    lines += _undecided(undecided)
    closing = findings.elsewhere if since else [*findings.elsewhere, findings.verdict]
    return "\n".join([*lines, *map(_plain, closing)]) + "\n"


def _listing(heading: str, found: Sequence[Diagnostic], nothing: str) -> Iterator[str]:
    if not found and not nothing:
        return
    yield from (f"### {heading}: {len(found)}" if found else f"### {heading}", "")
    yield from (_line(each) for each in found[:MAX_LISTED])
    if len(found) > MAX_LISTED:
        yield f"- Y {len(found) - MAX_LISTED} más: «rutaplan validate» los da todos."
    yield from ("",) if found else (nothing, "")


def _line(each: Diagnostic) -> str:
    where = _plain(f"{each.place.path}:{each.place.line}")
    said = _plain(f"{each.title}. Encontrado: {each.found}. Arreglo: {each.help}.")
    return f"- {each.severity} **{each.code}**, {where}: {said}"


def _undecided(found: Sequence[Diagnostic]) -> Iterator[str]:
    """A line for each code: what is undecided is counted, not repeated in each pull request."""
    yield from (f"### Lo que sigue sin decidir: {len(found)}" if found else "### Nada está sin decidir", "")
    for code, group in by_code(found).items():
        files = plural(len({each.place.path for each in group}), "archivo", "archivos")
        yield f"- {len(group)} **{code}**, en {files}: {_plain(group[0].title)}"
    yield from ("",) if found else ()


def _plain(text: str) -> str:
    """A text of one line that Markdown and HTML leave as it is."""
    from rutaplan.render.sandbox import escape_markdown  # noqa: PLC0415 - the other formats need no rules of templates

    return str(escape_markdown(" ".join(printable(text).split())))
