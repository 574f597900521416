"""Entry: the manual page of one code, written once as a Spanish text with a fixed shape.

The text: paragraphs of explanation, then the sections "Mal:" and "Bien:" (indented lines of a
file), then, where a number or a rule comes from somewhere, a line "Fuente: ...".

In an example, a line "# acciones/retorno/RET-N-01.yaml" says which file the next lines belong to;
without it they are that action's. They take the place of the keys of the same name in a small
plan; "(entero)" after the name replaces the file. What cannot be written as lines is told after the
name too: "(enlace a X)", "(carpeta)", "(sin archivo)", "(en latin-1)", "(300000 bytes)", and for the
folder esquemas "(hecho por rutaplan schema)". Names start in data/; esquemas/ and templates/ lie
beside it. Tests build every example and run it: see tests/helpers/examples.py.
"""

import re
import textwrap
from typing import NamedTuple

from rutaplan.diagnostics import Severity

DEFAULT_FILE = "acciones/retorno/RET-N-01.yaml"
_SECTION = re.compile(r"^(Mal|Bien|Fuente):[ ]*", re.MULTILINE)


class Entry(NamedTuple):
    """One code: its severity, its one-line title and its manual page."""

    code: str
    severity: Severity
    title: str
    text: str

    @property
    def explanation(self) -> str:
        """The paragraphs before the examples."""
        return _SECTION.split(self._body, maxsplit=1)[0].strip()

    @property
    def bad(self) -> str:
        """The lines that raise this code."""
        return self._section("Mal")

    @property
    def good(self) -> str:
        """The same lines, mended."""
        return self._section("Bien")

    @property
    def source(self) -> str:
        """Where the rule comes from, or nothing."""
        return " ".join(self._section("Fuente").split())

    @property
    def _body(self) -> str:
        first, _, rest = self.text.strip("\n").partition("\n")
        return f"{first.strip()}\n{textwrap.dedent(rest)}"

    def _section(self, name: str) -> str:
        parts = _SECTION.split(self._body)
        sections = dict(zip(parts[1::2], parts[2::2], strict=True))
        return textwrap.dedent(sections.get(name, "")).strip("\n").rstrip()
