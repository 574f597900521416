"""CodeEntry: the manual page of one code, written once as a Spanish text with a fixed shape.

The text: paragraphs of explanation, then the sections "Mal:" and "Bien:" (indented lines of a
file), then, where a number or a rule comes from somewhere, a line "Fuente: ...". Each "Bien:" more
is one that almost breaks the rule.

In an example, a line "# acciones/retorno/RET-N-01.yaml" says which file the next lines belong to;
without it they are that action's. They take the place of the keys of the same name in a small
plan, or in a report that says what its name does; "(entero)" after the name replaces the file. What
cannot be written as lines is told after the name too: "(enlace a X)", "(carpeta)", "(sin archivo)",
"(en latin-1)", "(300000 bytes)", "(antes)" for the revision before, and for the folder esquemas
"(hecho por rutaplan schema)". A line "# rutaplan validate --corte FECHA" says which day it is. Names
start in data/; esquemas/, templates/ and .rutaplan-cambios.json lie beside it.

In "Mal:", a line of carets marks what the finding points at, in the line above; right under a name,
the file itself. Readers do not see them. Tests build every example, run it and compare the places:
see tests/helpers/examples.py.
"""

import re
import textwrap
from collections.abc import Iterator
from typing import NamedTuple

from rutaplan.diagnostics import Severity

DEFAULT_FILE = "acciones/retorno/RET-N-01.yaml"
MARK = r"\n *\^+(?=\n|$)"
_SECTION = r"(?m)^(Mal|Bien|Fuente):[ ]*"


class CodeEntry(NamedTuple):
    """One code: its severity, its one-line title and its manual page.

    expected and help: what all findings of a rule say, if they say the same. fase: the only one in which
    it speaks, if it does not in both. needs: the option of validate without which it says nothing.
    """

    code: str
    severity: Severity
    title: str
    text: str
    expected: str = ""
    help: str = ""
    fase: str = ""
    needs: str = ""

    @property
    def fases(self) -> str:
        """In which phases it speaks, and with which option, as pages say it."""
        return " ".join(filter(None, (self.fase or "siempre", self.needs and f"con {self.needs}")))

    @property
    def explanation(self) -> str:
        """The paragraphs before the examples, a line each."""
        paragraphs = re.split(_SECTION, self._body, maxsplit=1)[0].strip().split("\n\n")
        return "\n\n".join(" ".join(each.split()) for each in paragraphs)

    @property
    def bad(self) -> str:
        """The lines that raise this code."""
        return re.sub(MARK, "", self.marked)

    @property
    def marked(self) -> str:
        """The same, with the carets that mark where its findings point."""
        return next(self._sections("Mal"), "")

    @property
    def goods(self) -> tuple[str, ...]:
        """The same lines, mended, in one way or more."""
        return tuple(self._sections("Bien"))

    @property
    def source(self) -> str:
        """Where the rule comes from, or nothing."""
        return " ".join(next(self._sections("Fuente"), "").split())

    @property
    def _body(self) -> str:
        first, _, rest = self.text.strip("\n").partition("\n")
        return f"{first.strip()}\n{textwrap.dedent(rest)}"

    def _sections(self, name: str) -> Iterator[str]:
        parts = re.split(_SECTION, self._body)
        for heading, text in zip(parts[1::2], parts[2::2], strict=True):
            if heading == name:
                yield textwrap.dedent(text).strip("\n").rstrip()
