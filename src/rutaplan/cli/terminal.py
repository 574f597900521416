"""terminal: everything that is shown passes here; the painting comes last, over plain text."""

import codecs
import contextlib
import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

from rutaplan.printable import printable, without_commands

MIN_WIDTH, MAX_WIDTH, PIPE_WIDTH, MAX_PARAGRAPH = 40, 200, 100, 100
_BOLD, _RED, _YELLOW, _BLUE, _CYAN, _DIM, _OFF = (
    f"\x1b[{n}m" for n in ("1", "1;31", "1;33", "1;34", "36", "2", "0")
)
_JSON = ("{", "[")
_RULE = "─"
"""What tables are ruled with; an alphabet that lacks it gets a hyphen."""
_PAINT = (
    (r"^error\[[A-Z0-9]+\]", _RED),
    (r"^aviso\[[A-Z0-9]+\]", _YELLOW),
    (r"^(?:pendiente|nota)\[[A-Z0-9]+\]", _BLUE),
    (r"(?<= )\^+", _RED),
    (r"^ *(?:-->|\|)|^\d+ \|", _CYAN),
    (r"\b(?:encontrado|esperado|arreglo):", _BOLD),
    (r"\bpor definir\b", _YELLOW),
    (rf"^[A-ZÁÉÍÓÚÑ][^\n]{{0,60}}:?\n(?={_RULE})", _BOLD),
    (rf"{_RULE}+", _DIM),
)


def write(text: str, *, commands: bool = False) -> None:
    """Print a result on stdout, at once: a full disk or a closed pipe is noticed before anything is told.

    commands: the text holds commands for CI, its data escaped already.
    """
    _write(sys.stdout, text, commands=commands)
    sys.stdout.flush()


def write_each(texts: Iterable[str]) -> None:
    """Print each text before the next is made."""
    for text in texts:
        write(text)


def tell(text: str) -> None:
    """Say something on stderr, on lines of its own. Where that fails, finish notices."""
    with contextlib.suppress(OSError):
        _write(sys.stderr, text + "\n", commands=False)


def can_redraw() -> bool:
    """Whether stderr is a terminal that can write a line over itself."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def redraw(text: str) -> None:
    """Write a line over the last one on stderr, cut to the terminal; nothing clears it."""
    with contextlib.suppress(OSError):
        sys.stderr.write("\r\x1b[K" + printable(text)[: width() - 1])
        sys.stderr.flush()


def open_missing() -> None:
    """Give a process that was born without stdout or stderr one that leads nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - it stays open; pathlib loads slowly


def width() -> int:
    """The columns to fill: those of the terminal, or COLUMNS; in a pipe, a fixed number."""
    columns = 0  # shutil knows all this, and loads three compressors
    with contextlib.suppress(ValueError):
        columns = max(0, int(os.environ.get("COLUMNS", "")))
    with contextlib.suppress(OSError):
        columns = columns or os.get_terminal_size(sys.stdout.fileno()).columns
    return min(MAX_WIDTH, max(MIN_WIDTH, columns or PIPE_WIDTH))


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], *, wide: str = "") -> str:
    """Lay out a table as wide as the terminal; the column named wide is the last to give way."""
    from rutaplan.cli import layout  # noqa: PLC0415 - few commands lay out anything

    return layout.table(headings, rows, width(), wide=wide)


def wrapped(text: str, indent: str = "") -> str:
    """A paragraph, wrapped to the terminal; its own line breaks stay."""
    from rutaplan.cli import layout  # noqa: PLC0415 - the same

    lines = layout.wrap(text, min(width(), MAX_PARAGRAPH) - len(indent))
    return "\n".join((indent + line).rstrip() for line in lines)


def finish() -> None:
    """Flush both streams, so that a full disk or a closed pipe is noticed while it can be told."""
    sys.stdout.flush()
    sys.stderr.flush()


def _write(stream: TextIO, text: str, *, commands: bool) -> None:
    text = printable(text)
    if not commands:
        text = without_commands(text)
    if _paints(stream) and not text.startswith(_JSON):  # a program may read it, though it was lent a terminal
        for pattern, colour in _PAINT:
            text = re.sub(pattern, rf"{colour}\g<0>{_OFF}", text, flags=re.MULTILINE)
    encoding = stream.encoding or "utf-8"
    if not _RULE.encode(encoding, "ignore"):
        text = text.replace(_RULE, "-")
    stream.write(text.encode(encoding, "spelled").decode(encoding))


def _spell(error: UnicodeError) -> tuple[str, int]:
    r"""Letters that an alphabet lacks, as \u00ed: what was JSON stays JSON."""
    import json  # noqa: PLC0415 - only odd alphabets need it

    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


codecs.register_error("spelled", _spell)


def _paints(stream: TextIO) -> bool:
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return stream.isatty() and not plain
