"""Report: what a reporter is given, and the sums that all of them show."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from rutaplan.derive import plural
from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.rules.aceptados import ALWAYS_SHOWN

# Pendientes of the workshop as a whole; all the others are fields of an action.
_TALLER_FAMILY = "GRP"
MAX_PER_FILE = 1000


class Since(NamedTuple):
    """With which state a plan was compared: how many findings the change brought, and those that it mended.

    stayed: how many were there before and are not shown, and how many errors are among them. undecided: what
    the whole plan leaves to decide. changes: what else is another, as Markdown.
    """

    momento: str
    brought: int
    stayed: int
    errors: int
    mended: tuple[Diagnostic, ...] = ()
    undecided: tuple[Diagnostic, ...] = ()
    changes: str = ""

    @property
    def line(self) -> str:
        """All of it in a sentence, with how to see what is not shown and fails."""
        new = plural(self.brought, "hallazgo nuevo", "hallazgos nuevos")
        told = f"Desde {self.momento}: {new}, {plural(len(self.mended), 'arreglado', 'arreglados')}"
        were = plural(self.errors, "error ya estaba, y falla", "errores ya estaban, y fallan")
        return f"{told}; {were} también: rutaplan validate" if self.errors else told


@dataclass(frozen=True)
class Report:
    """The findings to show, in order of place, and how many are not shown and why.

    width: the columns of whoever reads them, as a text.
    """

    diagnostics: tuple[Diagnostic, ...]
    acciones: int
    errors_elsewhere: int = 0
    ignored: int = 0
    detalle: bool = False
    since: Since | None = None
    width: int = 100

    @cached_property
    def listed(self) -> tuple[Diagnostic, ...]:
        """Those that are written out, in order of place: of each file, its gravest MAX_PER_FILE."""
        seen: Counter[str] = Counter()
        kept = []
        for diagnostic in sorted(self.diagnostics, key=lambda diagnostic: diagnostic.severity.rank):
            seen[diagnostic.place.path] += 1
            if seen[diagnostic.place.path] <= MAX_PER_FILE:
                kept.append(diagnostic)
        return tuple(sorted(kept, key=lambda diagnostic: diagnostic.sort_key))

    @cached_property
    def counts(self) -> Counter[Severity]:
        """How many findings of each severity are shown, but those that are accepted."""
        return Counter(diagnostic.severity for diagnostic in self.diagnostics if not diagnostic.aceptado)

    @property
    def accepted(self) -> list[Diagnostic]:
        """Those that stay as they are."""
        return [diagnostic for diagnostic in self.diagnostics if diagnostic.aceptado]

    def accepted_shown(self, *, everything: bool = False) -> list[Diagnostic]:
        """Those of them that are shown: some codes always, the others where somebody asks for everything."""
        return [each for each in self.accepted if everything or each.code in ALWAYS_SHOWN]

    @cached_property
    def campos_por_definir(self) -> int:
        """Pendientes that are a field of an action."""
        return sum(1 for d in self.of(Severity.PENDIENTE) if not d.code.startswith(_TALLER_FAMILY))

    @property
    def pendientes_taller(self) -> int:
        """Pendientes of the workshop: groups without ponente, empty ejes."""
        return self.counts[Severity.PENDIENTE] - self.campos_por_definir

    def of(self, *severities: Severity) -> list[Diagnostic]:
        """The findings of some severities that nobody accepted."""
        return [d for d in self.diagnostics if d.severity in severities and not d.aceptado]

    @property
    def elsewhere(self) -> list[str]:
        """A line on the errors of other files, if there are any; and what a change brought and mended."""
        count = plural(self.errors_elsewhere, "error", "errores")
        lines = [f"{count} en otros archivos"] if self.errors_elsewhere else []
        if self.since:
            lines.append(self.since.line)
        return lines

    @property
    def verdict(self) -> str:
        """The closing line: how much of each, the ignored too."""
        parts = [
            plural(self.acciones, "acción", "acciones"),
            plural(self.counts[Severity.ERROR], "error", "errores"),
            plural(self.counts[Severity.AVISO], "aviso", "avisos"),
            plural(self.campos_por_definir, "campo por definir", "campos por definir"),
            plural(self.pendientes_taller, "pendiente del taller", "pendientes del taller"),
            plural(self.counts[Severity.NOTA], "nota", "notas"),
        ]
        if self.accepted:
            parts.append(plural(len(self.accepted), "aceptado", "aceptados"))
        ignored = f" ({plural(self.ignored, 'ignorado', 'ignorados')})" if self.ignored else ""
        return " · ".join(parts) + ignored


def by_code(diagnostics: Iterable[Diagnostic]) -> dict[str, list[Diagnostic]]:
    """The findings of each code, in order of code."""
    found: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        found.setdefault(diagnostic.code, []).append(diagnostic)
    return dict(sorted(found.items()))
