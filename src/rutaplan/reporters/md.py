"""The findings on the page of a pull request: what it breaks, what it mends, what nobody decided."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rutaplan.derive import plural
from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.printable import printable
from rutaplan.reporters.report import Report, by_code
from rutaplan.rules.aceptados import LOOSENED

MAX_LISTED = 30
"""More of a kind nobody reads on a page."""


def report(findings: Report) -> str:
    """A list of each kind, and the sums. What a file says is text, whatever signs it has."""
    since = findings.since
    told = [*findings.of(Severity.ERROR), *findings.of(Severity.AVISO)]  # no aviso hides an error
    loosened = [d for d in told if d.code == LOOSENED]
    wrong = [d for d in told if d.code != LOOSENED]
    undecided = since.undecided if since else findings.of(Severity.PENDIENTE)
    closing = [_plain(line) for line in findings.elsewhere]
    lines = ["# Qué cambia", "", *closing, ""] if since else ["# La revisión", ""]
    lines += _listing("Afloja la revisión del plan; léalo antes de aprobarlo", map(_line, loosened), "")
    lines += [since.changes] if since else []
    lines += _listing("Lo que rompe" if since else "Errores y avisos", map(_line, wrong), "Nada.")
    lines += _lesser(findings) if since else []
    lines += _listing("Lo que arregla", map(_mended, since.mended), "Nada.") if since else []
    accepted = findings.accepted_shown(everything=since is not None)
    lines += _listing("Aceptado", map(_line, accepted), "")
    lines += _undecided(undecided)
    lines += [] if since else [*closing, _plain(findings.verdict)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _listing(heading: str, found: Iterable[str], nothing: str) -> Iterator[str]:
    """A heading with a count, and each line once: what a file does seven times is one fault."""
    counts = Counter(found)
    if not counts and not nothing:
        return
    yield from (f"## {heading}: {counts.total()}" if counts else f"## {heading}", "")
    for line, count in [*counts.items()][:MAX_LISTED]:
        yield line if count == 1 else f"{line} ({count} veces)"
    if len(counts) > MAX_LISTED:
        rest = sum([*counts.values()][MAX_LISTED:])
        yield f"- Y {rest} más: «rutaplan validate» los da todos."
    yield from ("",) if counts else (nothing, "")


def _lesser(findings: Report) -> Iterator[str]:
    """How many of what the first line counts are not listed: neither breaks anything."""
    count = sum(len(findings.of(each)) for each in (Severity.PENDIENTE, Severity.NOTA))
    if count:
        yield from (f"Lo demás que es nuevo: {plural(count, 'pendiente o nota', 'pendientes o notas')}.", "")


def _line(each: Diagnostic) -> str:
    end = f"Se acepta: {each.aceptado}" if each.aceptado else f"Arreglo: {each.help}"
    said = _plain(f"{each.title}. Encontrado: {each.found}. {end}.")
    return f"- {each.severity} **{each.code}**, {_where(each)}: {said}"


def _mended(each: Diagnostic) -> str:
    """What was wrong, without how to mend it: that was done."""
    return f"- {each.severity} **{each.code}**, {_where(each)}: {_plain(each.title)}"


def _where(each: Diagnostic) -> str:
    return _plain(f"{each.place.path}:{each.place.line}")


def _undecided(found: Sequence[Diagnostic]) -> Iterator[str]:
    """A line for each code: what is undecided is counted, not repeated in each pull request."""
    yield from (f"## Lo que sigue sin decidir: {len(found)}" if found else "## Nada está sin decidir", "")
    for code, group in by_code(found).items():
        files = plural(len({each.place.path for each in group}), "archivo", "archivos")
        yield f"- {_plain(group[0].title)}: {len(group)}, en {files} (**{code}**)"
    yield from ("",) if found else ()


def _plain(text: str) -> str:
    """A text of one line that Markdown and HTML leave as it is."""
    from rutaplan.render.sandbox import escape_markdown  # noqa: PLC0415 - the other formats need no rules of templates

    return str(escape_markdown(" ".join(printable(text).split())))
