"""Faults of a text as text: what keeps it from being YAML, in our words and not the parser's.

libyaml and the pure parser word the same fault differently, so the kind of fault is told from the
line where it happened. Only errors pay for this; a good text passes two quick searches.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from rutaplan.printable import INVISIBLE, quoted

_CONFLICT = re.compile(r"^(<{7}|={7}|>{7})(?=[ \r\n]|$)", re.MULTILINE)
_TAB_INDENT = re.compile(r"^ *\t+(?=\S)", re.MULTILINE)
_LONE_CR = re.compile(r"\r(?!\n)")
_GLUED_HASH = re.compile(r"\S +#[^\s#]")
_COLON_INSIDE = re.compile(r"^\s*(?:- )?[^\s'\"#\[{][^:#]*: +[^\s'\"|>\[{].*:(?= |$)")
_NO_SPACE = re.compile(r"^\s*(?:- )?([a-z_]+):(?=[^\s:/])")
_STARTS_BADLY = re.compile(r"^\s*(?:- )?(?:[^\s'\"#:]+: +)?([@`%*&!|>\]}?,])")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a stretch of a text; span in characters from its start."""

    code: str
    span: tuple[int, int]
    found: str
    expected: str
    help: str
    related: tuple[tuple[str, tuple[int, int]], ...] = ()

    @property
    def found_in_private(self) -> str:
        """What may be said of a file with personal data: nothing that was read in it."""
        return re.sub(r"«[^»]*»", "«…»", self.found)


def text_fault(text: str) -> Fault | None:
    """The first character that no file of a plan may have, or None."""
    if _is_plain(text):
        return None
    found = INVISIBLE.search(text) or _LONE_CR.search(text)
    if found is None:
        return None
    number = ord(found.group())
    name = unicodedata.name(found.group(), "de control")
    return Fault(
        "YML10",
        found.span(),
        f"el carácter U+{number:04X} ({name})",
        "solo caracteres visibles",
        "bórrelo: suele llegar al pegar texto de otro programa",
    )


def _is_plain(text: str) -> bool:
    """Whether a text is surely free of such characters: a tenth of the time of searching for them.

    isprintable knows controls and format characters; the other invisible ones lie beyond Latin-1.
    """
    line = text.replace("\n", "")
    if not line.isprintable():
        return False
    try:
        line.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def may_cut_comments(text: str) -> bool:
    """Whether some "#" is glued to the word after it, so that cut_comments has something to look at."""
    return " #" in text and _GLUED_HASH.search(text) is not None


def cut_comments(text: str, values: list[tuple[int, int]]) -> list[Fault]:
    """Texts of several words that a "#" glued to a word cuts short, which their author cannot see."""
    faults = []
    for start, end in values:
        rest = text[end : text.find("\n", end) if "\n" in text[end:] else len(text)]
        if " " in text[start:end] and re.match(r" +#[^\s#]", rest) and text[start] not in "'\"[{|>":
            faults.append(
                Fault(
                    "YML18",
                    (end, end + len(rest)),
                    f"{quoted(rest.strip())}, que YAML toma por comentario",
                    "el texto completo",
                    "ponga todo el valor entre comillas; si es un comentario, deje un espacio tras #",
                )
            )
    return faults


def syntax_fault(text: str, error: Any) -> Fault:  # noqa: ANN401 - any of yaml's errors
    """Say in our words why text is not YAML, from the line where the parser stopped."""
    offset = _offset(text, error)
    conflict = _CONFLICT.search(text)
    if conflict is not None:
        return Fault(
            "YML20",
            conflict.span(),
            f"una marca de conflicto de git: {quoted(conflict.group())}",
            "una sola versión del texto",
            "elija una de las dos versiones y borre las tres marcas",
        )
    tab = _TAB_INDENT.search(text)
    if tab is not None and tab.start() <= offset:
        return Fault(
            "YML08",
            tab.span(),
            "un tabulador al comienzo de la línea",
            "espacios",
            "cambie el tabulador por dos espacios",
        )
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    line = text[start : end if end >= 0 else len(text)]
    return Fault("YML01", (offset, offset), *_explain(line, offset, text, error))


def _explain(line: str, offset: int, text: str, error: Any) -> tuple[str, str, str]:  # noqa: ANN401 - as above
    """Found, expected and help for a line that could not be read."""
    if _COLON_INSIDE.match(line):
        return (
            "dos puntos y espacio dentro de un valor sin comillas",
            "un valor entre comillas",
            "ponga entre comillas simples todo lo que sigue a la clave: texto: 'Eje: retorno.'",
        )
    context = getattr(error, "context_mark", None)
    if offset >= len(text.rstrip()) and context is not None and context.line < text.count("\n", 0, offset):
        return (
            f"un valor abierto en la línea {context.line + 1} que nunca se cierra",
            "la comilla o el corchete de cierre",
            f"cierre lo que se abrió en la línea {context.line + 1}",
        )
    bad = _STARTS_BADLY.match(line)
    if bad:
        return (
            f"un valor que empieza con {quoted(bad.group(1))}",
            "un valor entre comillas",
            f"ponga el valor entre comillas: YAML reserva {quoted(bad.group(1))} al comienzo",
        )
    no_space = _NO_SPACE.match(line)
    if no_space:
        return (
            f"{quoted(no_space.group(1) + ':')} sin espacio después",
            "un espacio tras los dos puntos",
            f"escriba {quoted(no_space.group(1) + ': ')} y el valor",
        )
    return (
        "una línea que no se puede leer aquí",
        "«clave: valor», con la sangría de sus vecinas",
        "revise la sangría, las comillas y los corchetes de esta línea y de la anterior",
    )


def normalized(value: Any) -> Any:  # noqa: ANN401 - any tree of values
    """The same tree with its texts in NFC. Depth is bounded by the reader."""
    if isinstance(value, dict):
        return {key: normalized(item) for key, item in value.items()}
    if isinstance(value, list):
        return [normalized(item) for item in value]
    return unicodedata.normalize("NFC", value) if type(value) is str else value


def _offset(text: str, error: Any) -> int:  # noqa: ANN401 - as above
    """Where the parser stopped, in characters; the pure parser's reader gives no mark."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    index = mark.index if mark is not None else getattr(error, "position", 0)
    return max(0, min(int(index or 0), len(text)))
